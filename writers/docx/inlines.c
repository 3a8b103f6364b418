/* SPDX-License-Identifier: MIT */
/* Inline content: runs (WML §17.3.2), merged while they look the same. */
#include "docx/docx.h"

#include <jerome/label.h>

/* ---- Run properties ---- */

/* rPr children in the order of the schema (CT_RPr); each is written where a flag of `when` is set. */
static const struct {
    uint32_t when;
    jr_str xml;
} run_properties[] = {
    {DOCX_BOLD, JR_STR_INIT("<w:b/><w:bCs/>")},
    {DOCX_ITALIC, JR_STR_INIT("<w:i/><w:iCs/>")},
    {DOCX_STRIKE, JR_STR_INIT("<w:strike/>")},
    {DOCX_NO_PROOF, JR_STR_INIT("<w:noProof/>")},
    {DOCX_SMALL, JR_STR_INIT("<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>")},
    {DOCX_MARKED, JR_STR_INIT("<w:highlight w:val=\"yellow\"/>")},
    {DOCX_UNDERLINE, JR_STR_INIT("<w:u w:val=\"single\"/>")},
    {DOCX_SUPERSCRIPT, JR_STR_INIT("<w:vertAlign w:val=\"superscript\"/>")},
    {DOCX_SUBSCRIPT, JR_STR_INIT("<w:vertAlign w:val=\"subscript\"/>")},
    {DOCX_RTL, JR_STR_INIT("<w:rtl/>")},
};

/* A run has one character style: the first that applies. */
static const struct {
    uint32_t when;
    jr_str xml;
} run_styles[] = {
    {DOCX_NOTE_MARK, JR_STR_INIT("<w:rStyle w:val=\"FootnoteReference\"/>")},
    {DOCX_LINKED, JR_STR_INIT("<w:rStyle w:val=\"Hyperlink\"/>")},
    {DOCX_VERBATIM, JR_STR_INIT("<w:rStyle w:val=\"VerbatimChar\"/>")},
    {DOCX_KEYBOARD, JR_STR_INIT("<w:rStyle w:val=\"HTMLKeyboard\"/>")},
};

static void put_language(docx *d, jr_str lang)
{
    const char *attribute = jr_lang_cjk(lang) ? "w:eastAsia" : jr_lang_rtl(lang) ? "w:bidi" : "w:val";
    jr_printf(d->out, "<w:lang %s=\"", attribute);
    jr_xml_attr_text(d->out, lang);
    jr_puts(d->out, "\"/>");
}

static void put_properties(docx *d, docx_format f)
{
    jr_puts(d->out, "<w:rPr>");
    for (size_t i = 0; i < sizeof run_styles / sizeof *run_styles; i++) {
        if (f.flags & run_styles[i].when) {
            jr_put(d->out, run_styles[i].xml);
            break;
        }
    }
    if ((f.flags & DOCX_LINKED) && (f.flags & (DOCX_VERBATIM | DOCX_KEYBOARD)))
        jr_puts(d->out, "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>");
    else if (f.flags & DOCX_EAST_ASIAN)
        jr_puts(d->out, "<w:rFonts w:hint=\"eastAsia\"/>");
    for (size_t i = 0; i < sizeof run_properties / sizeof *run_properties; i++) {
        if (f.flags & run_properties[i].when)
            jr_put(d->out, run_properties[i].xml);
    }
    if (f.lang.n)
        put_language(d, f.lang);
    jr_puts(d->out, "</w:rPr>");
}

/* ---- Runs ---- */

static void text_end(docx *d)
{
    if (d->line.in_text)
        jr_puts(d->out, "</w:t>");
    d->line.in_text = false;
}

void docx_run_end(docx *d)
{
    text_end(d);
    if (d->line.in_run)
        jr_puts(d->out, "</w:r>");
    d->line.in_run = false;
}

void docx_run_begin(docx *d, docx_format f)
{
    if (d->line.in_run && d->line.format.flags == f.flags && jr_str_eq(d->line.format.lang, f.lang)) {
        text_end(d);
        return;
    }
    docx_run_end(d);
    jr_puts(d->out, "<w:r>");
    if (f.flags || f.lang.n)
        put_properties(d, f);
    d->line.in_run = true;
    d->line.format = f;
}

static void text_begin(docx *d, docx_format f)
{
    if (d->line.in_text && d->line.format.flags == f.flags && jr_str_eq(d->line.format.lang, f.lang))
        return;
    docx_run_begin(d, f);
    jr_puts(d->out, "<w:t xml:space=\"preserve\">");
    d->line.in_text = true;
}

/* ---- Scripts ---- */

static bool is_rtl(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) ||
           (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Scripts that are written without spaces; Hangul is not one of them. */
static bool is_spaceless(uint32_t c)
{
    return jr_is_cjk(c) && !(c >= 0xAC00 && c <= 0xD7FF) && !(c >= 0x1100 && c <= 0x11FF) &&
           !(c >= 0x3130 && c <= 0x318F);
}

/* What the characters themselves ask of their run, and how wide they are. */
static docx_format for_script(docx *d, docx_format f, jr_str text)
{
    bool cjk = false, rtl = false, latin = false;
    for (size_t i = 0; i < text.n;) {
        if ((unsigned char)text.p[i] < 0x80) {
            latin = latin || jr_is_alpha(text.p[i]);
            d->line.cells++;
            i++;
            continue;
        }
        const uint32_t c = jr_utf8_next(text, &i);
        const bool wide = c >= 0x1100 && jr_is_cjk(c);
        cjk = cjk || wide;
        rtl = rtl || is_rtl(c);
        d->line.cells += wide ? 2 : 1;
    }
    if (cjk && !(f.flags & DOCX_VERBATIM))
        f.flags |= DOCX_EAST_ASIAN;
    if (rtl || (d->doc->rtl && !latin && !(f.flags & DOCX_VERBATIM)))
        f.flags |= DOCX_RTL;
    return f;
}

static uint32_t last_of(jr_str text)
{
    size_t at = text.n - 1;
    while (at > 0 && ((unsigned char)text.p[at] & 0xC0) == 0x80)
        at--;
    return jr_utf8_next(text, &at);
}

/* ---- Text ---- */

/* Appends text without line ends, tabs and double spaces. */
static void put_piece(docx *d, docx_format f, jr_str text)
{
    size_t at = 0;
    if (d->line.last == ' ' && text.p[0] == ' ')
        text = jr_str_sub(text, 1, text.n);
    if (text.n == 0)
        return;
    const uint32_t first = jr_utf8_next(text, &at);
    text_begin(d, f);
    if (d->line.soft_break && !is_spaceless(first) && first != ' ')
        jr_putc(d->out, ' ');
    d->line.soft_break = false;
    jr_xml_text(d->out, text);
    d->line.last = last_of(text);
}

void docx_text(docx *d, docx_format format, jr_str text)
{
    if (text.n == 0)
        return;
    const docx_format f = for_script(d, format, text);
    size_t begin = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char c = text.p[i];
        if (c != '\t' && c != '\n' && c != '\r' && !(c == ' ' && i + 1 < text.n && jr_is_space(text.p[i + 1])))
            continue;
        if (i > begin)
            put_piece(d, f, jr_str_sub(text, begin, i));
        put_piece(d, f, JR_STR(" "));
        begin = i + 1;
    }
    if (begin < text.n)
        put_piece(d, f, jr_str_sub(text, begin, text.n));
}

void docx_line_break(docx *d, docx_format format)
{
    docx_run_begin(d, format);
    jr_puts(d->out, "<w:br/>");
    d->line.last = ' ';
    d->line.soft_break = false;
    d->line.lines++;
}

void docx_verbatim(docx *d, docx_format format, jr_str text)
{
    if (text.n == 0)
        return;
    const docx_format f = for_script(d, format, text);
    if (d->line.soft_break) {
        d->line.soft_break = false;
        docx_text(d, format, JR_STR(" "));
    }
    size_t begin = 0;
    for (size_t i = 0; i <= text.n; i++) {
        const char c = i < text.n ? text.p[i] : '\n';
        if (c != '\t' && c != '\n' && c != '\r')
            continue;
        if (i > begin) {
            text_begin(d, f);
            jr_xml_text(d->out, jr_str_sub(text, begin, i));
            d->line.last = last_of(jr_str_sub(text, begin, i));
        }
        begin = i + 1;
        if (c == '\t') {
            docx_run_begin(d, f);
            jr_puts(d->out, "<w:tab/>");
        } else if (c == '\n' && i < text.n) {
            docx_line_break(d, f);
        }
    }
}

/* A line end of the source: a space, unless East Asian characters stand on both sides of it. */
static void soft_break(docx *d, docx_format format)
{
    if (is_spaceless(d->line.last))
        d->line.soft_break = true;
    else
        docx_text(d, format, JR_STR(" "));
}

void docx_field(docx *d, docx_format format, jr_str instruction, jr_str result)
{
    docx_run_end(d);
    docx_run_begin(d, format);
    jr_puts(d->out, "<w:fldChar w:fldCharType=\"begin\"/></w:r>");
    d->line.in_run = false;
    docx_run_begin(d, format);
    jr_puts(d->out, "<w:instrText xml:space=\"preserve\"> ");
    jr_xml_text(d->out, instruction);
    jr_puts(d->out, " </w:instrText></w:r>");
    d->line.in_run = false;
    docx_run_begin(d, format);
    jr_puts(d->out, "<w:fldChar w:fldCharType=\"separate\"/></w:r>");
    d->line.in_run = false;
    text_begin(d, format);
    jr_xml_text(d->out, result);
    docx_run_end(d);
    docx_run_begin(d, format);
    jr_puts(d->out, "<w:fldChar w:fldCharType=\"end\"/>");
    docx_run_end(d);
    d->line.last = '0';
}

/* ---- Nodes ---- */

/* HTML elements without a kind of their own that change how text looks. */
static const struct {
    jr_str name;
    uint32_t flags;
} looks[] = {
    {JR_STR_INIT("kbd"), DOCX_KEYBOARD | DOCX_NO_PROOF},
    {JR_STR_INIT("samp"), DOCX_VERBATIM | DOCX_NO_PROOF},
    {JR_STR_INIT("tt"), DOCX_VERBATIM | DOCX_NO_PROOF},
    {JR_STR_INIT("code"), DOCX_VERBATIM | DOCX_NO_PROOF},
    {JR_STR_INIT("var"), DOCX_ITALIC},
    {JR_STR_INIT("dfn"), DOCX_ITALIC},
    {JR_STR_INIT("cite"), DOCX_ITALIC},
    {JR_STR_INIT("i"), DOCX_ITALIC},
    {JR_STR_INIT("em"), DOCX_ITALIC},
    {JR_STR_INIT("b"), DOCX_BOLD},
    {JR_STR_INIT("strong"), DOCX_BOLD},
    {JR_STR_INIT("summary"), DOCX_BOLD},
    {JR_STR_INIT("u"), DOCX_UNDERLINE},
    {JR_STR_INIT("ins"), DOCX_UNDERLINE},
    {JR_STR_INIT("s"), DOCX_STRIKE},
    {JR_STR_INIT("del"), DOCX_STRIKE},
    {JR_STR_INIT("strike"), DOCX_STRIKE},
    {JR_STR_INIT("sup"), DOCX_SUPERSCRIPT},
    {JR_STR_INIT("sub"), DOCX_SUBSCRIPT},
    {JR_STR_INIT("mark"), DOCX_MARKED},
    {JR_STR_INIT("small"), DOCX_SMALL},
};

static void span(docx *d, const jr_node *node, docx_format f)
{
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (jr_str_eq(node->as.box.name, looks[i].name))
            f.flags |= looks[i].flags;
    }
    const jr_str lang = jr_node_get(node, JR_STR("lang"));
    if (lang.n && jr_lang_valid(lang))
        f.lang = lang;
    docx_inlines(d, node, f);
}

static docx_format with(docx_format f, uint32_t flags)
{
    f.flags |= flags;
    return f;
}

static void link_node(docx *d, const jr_node *node, docx_format f)
{
    if (!docx_link_open(d, node, node->as.link.url, node->as.link.title)) {
        docx_inlines(d, node, f);
        return;
    }
    f.flags |= DOCX_LINKED | (node->flags & JR_NODE_AUTOLINK ? DOCX_NO_PROOF : 0u);
    docx_inlines(d, node, f);
    docx_link_close(d);
}

static void raw(docx *d, const jr_node *node)
{
    if (!jr_str_starts(jr_str_trim(node->as.raw.text), JR_STR("<!")) && jr_str_trim(node->as.raw.text).n)
        jr_report(d->ctx->diag, JR_D_DROPPED_HTML, &node->span, "raw %.*s has no place in a Word document",
                  JR_FMT(node->as.raw.format));
}

static void unresolved(docx *d, const jr_node *node, docx_format f)
{
    jr_buf text = {0};
    jr_printf(&text, "[%.*s: %.*s]", JR_FMT(jr_label(d->doc->lang, JR_LABEL_INCLUDE)), JR_FMT(node->as.include.path));
    docx_text(d, with(f, DOCX_ITALIC | DOCX_NO_PROOF), jr_buf_str(&text));
    jr_buf_free(&text);
}

void docx_inline(docx *d, const jr_node *node, docx_format f)
{
    docx_bookmark_here(d, node);
    switch ((jr_kind)node->kind) {
    case JR_TEXT: docx_text(d, f, node->as.text); break;
    case JR_SOFT_BREAK: soft_break(d, f); break;
    case JR_LINE_BREAK: docx_line_break(d, f); break;
    case JR_CODE: docx_verbatim(d, with(f, DOCX_VERBATIM), node->as.text); break;
    case JR_EMPH: docx_inlines(d, node, with(f, DOCX_ITALIC)); break;
    case JR_STRONG: docx_inlines(d, node, with(f, DOCX_BOLD)); break;
    case JR_STRIKETHROUGH: docx_inlines(d, node, with(f, DOCX_STRIKE)); break;
    case JR_UNDERLINE: docx_inlines(d, node, with(f, DOCX_UNDERLINE)); break;
    case JR_SUPERSCRIPT: docx_inlines(d, node, with(f, DOCX_SUPERSCRIPT)); break;
    case JR_SUBSCRIPT: docx_inlines(d, node, with(f, DOCX_SUBSCRIPT)); break;
    case JR_LINK: link_node(d, node, f); break;
    case JR_IMAGE: docx_image(d, node, f); break;
    case JR_SPAN: span(d, node, f); break;
    case JR_FOOTNOTE_REF: docx_note_ref(d, node, f); break;
    case JR_INCLUDE:
    case JR_INCLUDE_INLINE:
        if (node->flags & JR_NODE_UNRESOLVED)
            unresolved(d, node, f);
        docx_inlines(d, node, f);
        break;
    case JR_RAW_BLOCK:
    case JR_RAW_INLINE: raw(d, node); break;
    case JR_CODE_BLOCK: docx_verbatim(d, with(f, DOCX_VERBATIM), node->as.code.text); break;
    case JR_VIDEO: docx_text(d, f, node->as.link.url); break;
    case JR_DOCUMENT:
    case JR_PARAGRAPH:
    case JR_PLAIN:
    case JR_HEADING:
    case JR_BLOCK_QUOTE:
    case JR_LIST:
    case JR_ITEM:
    case JR_THEMATIC_BREAK:
    case JR_TABLE:
    case JR_TABLE_HEAD:
    case JR_TABLE_BODY:
    case JR_TABLE_ROW:
    case JR_TABLE_CELL:
    case JR_FOOTNOTE:
    case JR_ALERT:
    case JR_TAB_GROUP:
    case JR_TAB:
    case JR_TAB_TITLE:
    case JR_DIV:
        docx_inlines(d, node, f);
        docx_text(d, f, JR_STR(" "));
        break;
    case JR_KIND_COUNT: break;
    }
}

void docx_inlines(docx *d, const jr_node *node, docx_format format)
{
    for (const jr_node *child = node->first; child; child = child->next)
        docx_inline(d, child, format);
}

/* Kinds that are seen by themselves, whatever is in them. */
#define VISIBLE                                                                                                        \
    (JR_BIT(JR_CODE) | JR_BIT(JR_IMAGE) | JR_BIT(JR_FOOTNOTE_REF) | JR_BIT(JR_CODE_BLOCK) | JR_BIT(JR_VIDEO) |         \
     JR_BIT(JR_THEMATIC_BREAK) | JR_BIT(JR_TABLE))

bool docx_is_blank(const jr_node *node)
{
    jr_walk w = jr_walk_start(node);
    while (jr_walk_next(&w)) {
        if (JR_BIT(w.node->kind) & VISIBLE || w.node->flags & JR_NODE_UNRESOLVED)
            return false;
        if (w.node->kind == JR_TEXT && jr_str_trim(w.node->as.text).n)
            return false;
    }
    return true;
}
