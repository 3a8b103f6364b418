/* SPDX-License-Identifier: MIT */
/* Blocks: paragraphs (WML §17.3.1) in the styles of styles.c. */
#include "docx/docx.h"

#include <jerome/label.h>

#define INSET      227 /* of quotes: the room for the line at their side */
#define CODE_INSET 113 /* of code: the room for its frame */

docx_flow docx_page_flow(const docx *d)
{
    return (docx_flow){.width = d->page.width - 2 * d->page.side, .style = DOCX_BODY};
}

docx_flow docx_narrow(const docx_flow *flow, int left)
{
    docx_flow inner = *flow;
    if (flow->width - left >= DOCX_NARROWEST) {
        inner.indent += left;
        inner.width -= left;
    }
    return inner;
}

/* ---- Paragraphs ---- */

static void put_indent(docx *d, const docx_flow *flow, const docx_marker *marker, const docx_style_info *style)
{
    const int left = marker->num ? DOCX_LIST_STEP * ((int)marker->level + 1) : style->left;
    const int hanging = marker->num ? DOCX_LIST_STEP : 0;
    if (flow->indent == left && marker->hanging == hanging)
        return;
    jr_printf(d->out, "<w:ind w:left=\"%d\"", flow->indent);
    if (marker->hanging || hanging)
        jr_printf(d->out, " w:hanging=\"%d\"", marker->hanging < flow->indent ? marker->hanging : flow->indent);
    jr_puts(d->out, "/>");
}

/* WML §17.3.1.13: "left" is the start edge, so that in a right-to-left paragraph it is the right one. */
static void put_align(docx *d, jr_align align)
{
    static const char *const names[] = {
        [JR_ALIGN_LEFT] = "left", [JR_ALIGN_CENTER] = "center", [JR_ALIGN_RIGHT] = "right"};
    if (d->doc->rtl && align != JR_ALIGN_CENTER)
        align = align == JR_ALIGN_LEFT ? JR_ALIGN_RIGHT : JR_ALIGN_LEFT;
    jr_printf(d->out, "<w:jc w:val=\"%s\"/>", names[align]);
}

/* In the frame of an alert, its paragraphs go without the line at their side. */
static void put_unframed(docx *d, docx_style style)
{
    jr_puts(d->out, "<w:pBdr><w:left w:val=\"nil\"/><w:right w:val=\"nil\"/></w:pBdr>");
    if (style >= DOCX_ALERT_TITLE)
        jr_puts(d->out, "<w:spacing w:before=\"60\" w:after=\"0\"/>");
}

static void put_marker(docx *d, const docx_marker *marker)
{
    if (marker->task != JR_TASK_NONE)
        docx_task_box(d, marker->task);
    if (!marker->note)
        return;
    docx_run_begin(d, (docx_format){.flags = DOCX_NOTE_MARK});
    jr_put(d->out, marker->extra ? JR_STR("<w:t>*</w:t>") : JR_STR("<w:footnoteRef/>"));
    docx_run_end(d);
    docx_verbatim(d, (docx_format){0}, JR_STR(" "));
}

void docx_para_open(docx *d, const docx_flow *flow, docx_para para)
{
    const docx_marker marker = d->marker.set ? d->marker : (docx_marker){0};
    d->marker.set = false;
    d->touch = DOCX_TOUCH_NONE;
    if (marker.set && para.style == flow->style)
        para.style = marker.style;
    const docx_style_info *style = docx_style_get(para.style);
    jr_printf(d->out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>", style->id);
    if (para.keep_next)
        jr_puts(d->out, "<w:keepNext/>");
    if (para.keep_lines)
        jr_puts(d->out, "<w:keepLines/>");
    if (marker.num)
        jr_printf(d->out, "<w:numPr><w:ilvl w:val=\"%u\"/><w:numId w:val=\"%u\"/></w:numPr>", marker.level, marker.num);
    if (flow->framed && para.style >= DOCX_ALERT)
        put_unframed(d, para.style);
    put_indent(d, flow, &marker, style);
    if (flow->align != JR_ALIGN_NONE)
        put_align(d, flow->align);
    if (para.outline)
        jr_puts(d->out, "<w:outlineLvl w:val=\"0\"/>");
    jr_puts(d->out, "</w:pPr>");
    d->line = (docx_line){.last = ' ', .width = flow->width, .style = para.style};
    docx_bookmarks_flush(d);
    put_marker(d, &marker);
}

/* Adds the paragraph's estimated height: only the page numbers of the table of contents depend on it. */
static void grow(docx *d)
{
    static const struct {
        double line, around; /* points */
    } heights[DOCX_STYLE_COUNT] = {
        [DOCX_TITLE] = {32, 20},         [DOCX_HEADING1] = {23, 24},        [DOCX_HEADING2] = {19, 20},
        [DOCX_HEADING3] = {16, 16},      [DOCX_HEADING4] = {15, 13},        [DOCX_CODE] = {12, 24},
        [DOCX_TABLE_TEXT] = {13.5, 4.5}, [DOCX_TABLE_HEADER] = {13.5, 4.5}, [DOCX_SEPARATOR] = {6, 0},
        [DOCX_RULE] = {7, 13},
    };
    const docx_style style = d->line.style;
    const bool list = style >= DOCX_LIST_BULLET && style < DOCX_QUOTE;
    const size_t columns = (size_t)d->line.width / 104 + 1;
    const double lines = (double)(1 + d->line.cells / columns + d->line.lines);
    if (heights[style].line > 0)
        d->height += lines * heights[style].line + heights[style].around;
    else
        d->height += lines * 14.8 + (list ? 2 : 6);
}

void docx_para_close(docx *d)
{
    docx_run_end(d);
    jr_puts(d->out, "</w:p>");
    if (d->opts->toc)
        grow(d);
}

void docx_para_text(docx *d, const docx_flow *flow, docx_para para, docx_format format, jr_str text)
{
    docx_para_open(d, flow, para);
    docx_text(d, format, text);
    docx_para_close(d);
}

void docx_marker_flush(docx *d, const docx_flow *flow)
{
    if (!d->marker.set)
        return;
    docx_para_open(d, flow, (docx_para){.style = flow->style, .keep_next = true});
    docx_para_close(d);
}

void docx_separate(docx *d, docx_touch touch)
{
    if (d->touch != touch)
        return;
    const docx_flow flow = {.width = DOCX_NARROWEST};
    docx_para_open(d, &flow, (docx_para){.style = DOCX_SEPARATOR});
    docx_para_close(d);
}

/* ---- Blocks with inlines ---- */

static void paragraph(docx *d, const jr_node *node, const docx_flow *flow)
{
    if (docx_is_blank(node) && !d->marker.set) {
        docx_bookmarks_below(d, node);
        return;
    }
    docx_para_open(d, flow, (docx_para){.style = flow->style});
    docx_inlines(d, node, flow->format);
    docx_para_close(d);
}

static void heading(docx *d, const jr_node *node, const docx_flow *flow)
{
    if (docx_is_blank(node)) {
        docx_bookmarks_below(d, node);
        return;
    }
    const bool title = (node->flags & JR_NODE_TITLE) && !d->titled && d->part == &d->body;
    const unsigned level = node->as.heading.level < 6 ? node->as.heading.level : 6;
    const docx_style style = title ? DOCX_TITLE : (docx_style)(DOCX_HEADING1 + (int)level - 1);
    docx_bookmark *b = docx_bookmark_find(d, jr_node_id(node));
    docx_para_open(d, flow, (docx_para){.style = style, .keep_next = title, .outline = title});
    const uint32_t mark = b && !b->placed ? docx_bookmark_start(d, b->name) : 0;
    const uint32_t entry = title ? 0 : docx_toc_entry(d, node);
    docx_inlines(d, node, flow->format);
    if (entry)
        docx_bookmark_end(d, entry);
    if (mark) {
        docx_bookmark_end(d, mark);
        b->placed = true;
    }
    docx_para_close(d);
    if (title) {
        d->titled = true;
        d->toc_at = d->out->n;
    }
}

static size_t count_lines(jr_str text)
{
    size_t lines = 0;
    for (size_t i = jr_str_find(text, 0, '\n'); i < text.n; i = jr_str_find(text, i + 1, '\n'))
        lines++;
    return lines;
}

/* A formula as TeX, from which Word can make an equation at the press of a key. */
static void formula(docx *d, const jr_node *node, const docx_flow *flow)
{
    docx_marker_flush(d, flow);
    docx_flow inner = *flow;
    inner.align = JR_ALIGN_NONE;
    docx_para_open(d, &inner, (docx_para){.style = DOCX_MATH});
    docx_verbatim(d, (docx_format){0}, jr_str_trim(node->as.code.text));
    docx_para_close(d);
}

/* The lines, those that the author points at marked. */
static void code_lines(docx *d, jr_str text, jr_str marked)
{
    uint32_t line = 1;
    for (size_t at = 0; marked.n && at < text.n; line++) {
        const size_t end = jr_str_find(text, at, '\n');
        docx_verbatim(d, (docx_format){.flags = jr_lines_hold(marked, line) ? DOCX_MARKED : 0}, jr_str_sub(text, at, end));
        if (end < text.n)
            docx_verbatim(d, (docx_format){0}, JR_STR("\n"));
        at = end + 1;
    }
    if (!marked.n)
        docx_verbatim(d, (docx_format){0}, text);
}

static void code_block(docx *d, const jr_node *node, const docx_flow *flow)
{
    jr_str text = node->as.code.text;
    if (jr_node_has_class(node, JR_STR("math"))) {
        formula(d, node, flow);
        return;
    }
    while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
        text.n--;
    docx_marker_flush(d, flow);
    docx_separate(d, DOCX_TOUCH_CODE);
    docx_flow inner = docx_narrow(flow, CODE_INSET);
    inner.align = JR_ALIGN_NONE;
    docx_para_open(d, &inner, (docx_para){.style = DOCX_CODE, .keep_lines = count_lines(text) < 30});
    code_lines(d, text, jr_node_get(node, JR_STR("highlight")));
    docx_para_close(d);
    d->touch = DOCX_TOUCH_CODE;
}

static void thematic_break(docx *d, const docx_flow *flow)
{
    docx_marker_flush(d, flow);
    docx_para_open(d, flow, (docx_para){.style = DOCX_RULE});
    docx_para_close(d);
}

static void video(docx *d, const jr_node *node, const docx_flow *flow)
{
    const jr_str url = node->as.link.url;
    docx_para_open(d, flow, (docx_para){.style = flow->style});
    docx_format f = flow->format;
    docx_text(d, f, jr_label(d->doc->lang, JR_LABEL_VIDEO));
    docx_text(d, f, JR_STR(": "));
    const bool linked = docx_link_open(d, node, url, (jr_str){0});
    if (linked)
        f.flags |= DOCX_LINKED;
    f.flags |= DOCX_NO_PROOF;
    docx_text(d, f, node->as.link.title.n ? node->as.link.title : url);
    if (linked)
        docx_link_close(d);
    docx_para_close(d);
}

/* ---- Containers ---- */

static void quote(docx *d, const jr_node *node, const docx_flow *flow)
{
    docx_marker_flush(d, flow);
    docx_flow inner = docx_narrow(flow, INSET);
    inner.style = DOCX_QUOTE;
    docx_blocks(d, node, &inner);
}

static void included(docx *d, const jr_node *node, const docx_flow *flow)
{
    if (node->flags & JR_NODE_UNRESOLVED) {
        docx_para_open(d, flow, (docx_para){.style = flow->style});
        docx_inline(d, node, flow->format);
        docx_para_close(d);
        return;
    }
    docx_blocks(d, node, flow);
}

/* A container that says for which product or version it holds: its condition as a line of its own, then what is in it.
 */
static void condition(docx *d, const jr_node *node, const docx_flow *flow)
{
    static const jr_str keys[] = {JR_STR_INIT("pivot"), JR_STR_INIT("range")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const jr_str value = jr_node_get(node, keys[i]);
        if (value.n) {
            docx_para_text(d, flow, (docx_para){.style = DOCX_LABEL}, flow->format, value);
            break;
        }
    }
    docx_blocks(d, node, flow);
}

static void styled(docx *d, const jr_node *node, const docx_flow *flow, docx_style style)
{
    docx_flow inner = *flow;
    inner.style = style;
    docx_blocks(d, node, &inner);
}

/* A dependent tab says what it depends on. */
static void tab_title(docx *d, const jr_node *node, const docx_flow *flow)
{
    const jr_str condition = node->parent->as.tab.condition;
    docx_para_open(d, flow, (docx_para){.style = DOCX_TAB_TITLE});
    docx_inlines(d, node, flow->format);
    if (condition.n)
        docx_text(d, flow->format, jr_arena_printf(d->arena, " (%.*s)", JR_FMT(condition)));
    docx_para_close(d);
}

static jr_align align_of(jr_str value)
{
    if (jr_str_eq_nocase(value, JR_STR("center")))
        return JR_ALIGN_CENTER;
    if (jr_str_eq_nocase(value, JR_STR("right")))
        return JR_ALIGN_RIGHT;
    return JR_ALIGN_NONE;
}

static void division(docx *d, const jr_node *node, const docx_flow *flow)
{
    static const struct {
        jr_str name;
        docx_style style;
    } styles[] = {
        {JR_STR_INIT("summary"), DOCX_TERM},
        {JR_STR_INIT("dt"), DOCX_TERM},
        {JR_STR_INIT("figcaption"), DOCX_CAPTION},
        {JR_STR_INIT("caption"), DOCX_CAPTION},
    };
    const jr_str name = node->as.box.name;
    docx_flow inner = *flow;
    const jr_str lang = jr_node_get(node, JR_STR("lang"));
    if (lang.n && jr_lang_valid(lang))
        inner.format.lang = lang;
    const jr_align align =
        jr_str_eq(name, JR_STR("center")) ? JR_ALIGN_CENTER : align_of(jr_node_get(node, JR_STR("align")));
    if (align != JR_ALIGN_NONE)
        inner.align = align;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (jr_str_eq(name, styles[i].name)) {
            styled(d, node, &inner, styles[i].style);
            return;
        }
    }
    inner.ticked = jr_node_has_class(node, JR_STR("checklist"));
    if (jr_str_eq(name, JR_STR("dd"))) {
        docx_flow set_in = docx_narrow(&inner, DOCX_LIST_STEP);
        docx_blocks(d, node, &set_in);
    } else if (jr_str_eq(name, JR_STR("zone")) || jr_str_eq(name, JR_STR("moniker"))) {
        condition(d, node, &inner);
    } else if (jr_str_eq(name, JR_STR("row")) && !(node->flags & JR_NODE_HTML)) {
        docx_columns(d, node, &inner);
    } else {
        docx_blocks(d, node, &inner);
    }
}

/* ---- Dispatch ---- */

static void block(docx *d, const jr_node *node, const docx_flow *flow)
{
    if (node->kind != JR_HEADING)
        docx_bookmark_later(d, node);
    switch ((jr_kind)node->kind) {
    case JR_PARAGRAPH:
    case JR_PLAIN: paragraph(d, node, flow); break;
    case JR_HEADING: heading(d, node, flow); break;
    case JR_CODE_BLOCK: code_block(d, node, flow); break;
    case JR_BLOCK_QUOTE: quote(d, node, flow); break;
    case JR_LIST: docx_list(d, node, flow); break;
    case JR_THEMATIC_BREAK: thematic_break(d, flow); break;
    case JR_TABLE: docx_table(d, node, flow); break;
    case JR_ALERT: docx_alert(d, node, flow); break;
    case JR_TAB_TITLE: tab_title(d, node, flow); break;
    case JR_INCLUDE: included(d, node, flow); break;
    case JR_VIDEO: video(d, node, flow); break;
    case JR_DIV: division(d, node, flow); break;
    case JR_DOCUMENT:
    case JR_ITEM:
    case JR_TABLE_HEAD:
    case JR_TABLE_BODY:
    case JR_TABLE_ROW:
    case JR_TABLE_CELL:
    case JR_FOOTNOTE:
    case JR_TAB_GROUP:
    case JR_TAB: docx_blocks(d, node, flow); break;
    case JR_RAW_BLOCK:
    case JR_TEXT:
    case JR_SOFT_BREAK:
    case JR_LINE_BREAK:
    case JR_CODE:
    case JR_EMPH:
    case JR_STRONG:
    case JR_STRIKETHROUGH:
    case JR_UNDERLINE:
    case JR_SUPERSCRIPT:
    case JR_SUBSCRIPT:
    case JR_LINK:
    case JR_IMAGE:
    case JR_SPAN:
    case JR_FOOTNOTE_REF:
    case JR_INCLUDE_INLINE:
    case JR_RAW_INLINE:
    case JR_KIND_COUNT: docx_inline(d, node, flow->format); break;
    }
}

/* Inlines where blocks belong: those in a row make one paragraph. Gives the last of them. */
static const jr_node *loose_inlines(docx *d, const jr_node *first, const docx_flow *flow)
{
    const jr_node *last = first;
    bool blank = docx_is_blank(first);
    while (last->next && jr_kind_is_inline((jr_kind)last->next->kind)) {
        last = last->next;
        blank = blank && docx_is_blank(last);
    }
    if (blank) {
        for (const jr_node *node = first; node != last->next; node = node->next)
            docx_bookmarks_below(d, node);
        return last;
    }
    docx_para_open(d, flow, (docx_para){.style = flow->style});
    for (const jr_node *node = first; node != last->next; node = node->next)
        docx_inline(d, node, flow->format);
    docx_para_close(d);
    return last;
}

void docx_blocks(docx *d, const jr_node *node, const docx_flow *flow)
{
    for (const jr_node *child = node->first; child; child = child->next) {
        if (jr_kind_is_inline((jr_kind)child->kind))
            child = loose_inlines(d, child, flow);
        else
            block(d, child, flow);
    }
}
