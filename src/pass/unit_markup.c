/* SPDX-License-Identifier: MIT */
/* Inline codes in words: as an author would write them, and as a translator is shown them. */
#include "pass/unit_parts.h"

/* Markdown's delimiters, and the HTML element for what has none or was HTML in the page. */
static const struct {
    jr_str mark, element;
} marks[JR_KIND_COUNT] = {
    [JR_EMPH] = {JR_STR_INIT("*"), JR_STR_INIT("em")},
    [JR_STRONG] = {JR_STR_INIT("**"), JR_STR_INIT("strong")},
    [JR_STRIKETHROUGH] = {JR_STR_INIT("~~"), JR_STR_INIT("del")},
    [JR_UNDERLINE] = {{"", 0}, JR_STR_INIT("u")},
    [JR_SUPERSCRIPT] = {{"", 0}, JR_STR_INIT("sup")},
    [JR_SUBSCRIPT] = {{"", 0}, JR_STR_INIT("sub")},
    [JR_LINK] = {JR_STR_INIT("["), JR_STR_INIT("a")},
    [JR_CODE] = {JR_STR_INIT("`"), JR_STR_INIT("code")},
};

static void put_escaped(jr_buf *out, jr_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        switch (text.p[i]) {
        case '"': jr_puts(out, "&quot;"); break;
        case '&': jr_puts(out, "&amp;"); break;
        case '<': jr_puts(out, "&lt;"); break;
        default: jr_putc(out, text.p[i]); break;
        }
    }
}

static void put_attribute(jr_buf *out, jr_str key, jr_str value)
{
    jr_putc(out, ' ');
    jr_put(out, key);
    jr_puts(out, "=\"");
    put_escaped(out, value);
    jr_putc(out, '"');
}

static jr_str element_of(const jr_node *node)
{
    return node->kind == JR_SPAN ? node->as.box.name : marks[node->kind].element;
}

static void put_attributes(jr_buf *out, const jr_node *node)
{
    if (jr_node_id(node).n)
        put_attribute(out, JR_STR("id"), jr_node_id(node));
    if (node->attr && node->attr->n_classes) {
        jr_puts(out, " class=\"");
        for (size_t i = 0; i < node->attr->n_classes; i++) {
            if (i)
                jr_putc(out, ' ');
            jr_put(out, node->attr->classes[i]);
        }
        jr_putc(out, '"');
    }
    for (size_t i = 0; node->attr && i < node->attr->n_pairs; i++)
        put_attribute(out, node->attr->pairs[i].key, node->attr->pairs[i].value);
}

static void put_start_tag(jr_buf *out, const jr_node *node)
{
    jr_putc(out, '<');
    jr_put(out, element_of(node));
    if (node->kind == JR_LINK)
        put_attribute(out, JR_STR("href"), node->as.link.url);
    if (node->kind == JR_LINK && node->as.link.title.n)
        put_attribute(out, JR_STR("title"), node->as.link.title);
    put_attributes(out, node);
    jr_putc(out, '>');
}

static void put_end_tag(jr_buf *out, const jr_node *node)
{
    jr_puts(out, "</");
    jr_put(out, element_of(node));
    jr_putc(out, '>');
}

static void put_element(jr_buf *out, const jr_node *node)
{
    jr_buf text = {0};
    put_start_tag(out, node);
    jr_node_text(node, &text);
    put_escaped(out, jr_buf_str(&text));
    jr_buf_free(&text);
    put_end_tag(out, node);
}

/* Written as HTML: it was so in the page, or there is no other way. */
static bool is_html(const jr_node *node)
{
    return element_of(node).n && (node->flags & JR_NODE_HTML || marks[node->kind].mark.n == 0);
}

/* "(destination "title")" (CommonMark §6.3). */
static void put_target(jr_buf *out, const jr_node *node)
{
    const jr_str url = node->as.link.url;
    bool bracketed = url.n == 0;
    for (size_t i = 0; i < url.n; i++)
        bracketed = bracketed || url.p[i] == ' ' || url.p[i] == '(' || url.p[i] == ')' || url.p[i] == '<';
    jr_puts(out, "(");
    if (bracketed)
        jr_putc(out, '<');
    for (size_t i = 0; i < url.n; i++) {
        if (bracketed && (url.p[i] == '<' || url.p[i] == '>'))
            jr_putc(out, '\\');
        jr_putc(out, url.p[i]);
    }
    if (bracketed)
        jr_putc(out, '>');
    if (node->as.link.title.n) {
        jr_puts(out, " \"");
        for (size_t i = 0; i < node->as.link.title.n; i++) {
            if (node->as.link.title.p[i] == '"' || node->as.link.title.p[i] == '\\')
                jr_putc(out, '\\');
            jr_putc(out, node->as.link.title.p[i]);
        }
        jr_putc(out, '"');
    }
    jr_putc(out, ')');
}

jr_str jr_code_open_text(jr_arena *arena, const jr_node *node)
{
    jr_buf out = {0};
    if (is_html(node))
        put_start_tag(&out, node);
    else
        jr_put(&out, marks[node->kind].mark);
    return jr_buf_take(&out, arena);
}

jr_str jr_code_close_text(jr_arena *arena, const jr_node *node)
{
    jr_buf out = {0};
    if (is_html(node)) {
        put_end_tag(&out, node);
    } else if (node->kind == JR_LINK) {
        jr_putc(&out, ']');
        put_target(&out, node);
    } else {
        jr_put(&out, marks[node->kind].mark);
    }
    return jr_buf_take(&out, arena);
}

/* A code span whose delimiters are longer than any run of backticks in it (CommonMark §6.1). */
static void put_code_span(jr_buf *out, jr_str text)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.n; i++) {
        run = text.p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    const bool pad = text.n && (text.p[0] == '`' || text.p[text.n - 1] == '`');
    for (size_t i = 0; i <= longest; i++)
        jr_putc(out, '`');
    if (pad)
        jr_putc(out, ' ');
    jr_put(out, text);
    if (pad)
        jr_putc(out, ' ');
    for (size_t i = 0; i <= longest; i++)
        jr_putc(out, '`');
}

static void put_link(jr_buf *out, const jr_node *node)
{
    const bool address = node->flags & JR_NODE_AUTOLINK;
    jr_putc(out, address ? '<' : '[');
    jr_node_text(node, out);
    jr_putc(out, address ? '>' : ']');
    if (!address)
        put_target(out, node);
}

static void put_image(jr_buf *out, const jr_node *node)
{
    jr_buf text = {0};
    if (!(node->flags & JR_NODE_HTML)) {
        jr_putc(out, '!');
        put_link(out, node);
        return;
    }
    jr_node_text(node, &text);
    jr_puts(out, "<img");
    put_attribute(out, JR_STR("src"), node->as.link.url);
    put_attribute(out, JR_STR("alt"), jr_buf_str(&text));
    if (node->as.link.title.n)
        put_attribute(out, JR_STR("title"), node->as.link.title);
    put_attributes(out, node);
    jr_putc(out, '>');
    jr_buf_free(&text);
}

static void put_break(jr_buf *out, const jr_node *node)
{
    (void)node;
    jr_puts(out, "<br>");
}

static void put_code(jr_buf *out, const jr_node *node)
{
    put_code_span(out, node->as.text);
}

static void put_footnote(jr_buf *out, const jr_node *node)
{
    jr_puts(out, "[^");
    jr_put(out, node->as.note.label);
    jr_putc(out, ']');
}

static void put_include(jr_buf *out, const jr_node *node)
{
    jr_puts(out, "[!INCLUDE [](");
    jr_put(out, node->as.include.path);
    jr_puts(out, ")]");
}

static void put_raw(jr_buf *out, const jr_node *node)
{
    jr_put(out, node->as.raw.text);
}

static void put_marked(jr_buf *out, const jr_node *node)
{
    jr_put(out, marks[node->kind].mark);
    jr_node_text(node, out);
    jr_put(out, marks[node->kind].mark);
}

static void (*const put_whole[JR_KIND_COUNT])(jr_buf *out, const jr_node *node) = {
    [JR_LINE_BREAK] = put_break,
    [JR_CODE] = put_code,
    [JR_LINK] = put_link,
    [JR_IMAGE] = put_image,
    [JR_FOOTNOTE_REF] = put_footnote,
    [JR_RAW_INLINE] = put_raw,
    [JR_INCLUDE_INLINE] = put_include,
};

jr_str jr_code_whole_text(jr_arena *arena, const jr_node *node)
{
    jr_buf out = {0};
    if (is_html(node))
        put_element(&out, node);
    else
        (put_whole[node->kind] ? put_whole[node->kind] : put_marked)(&out, node);
    return jr_buf_take(&out, arena);
}

jr_str jr_clip(jr_arena *arena, jr_str s, size_t max)
{
    jr_buf out = {0};
    size_t at = 0, count = 0;
    for (; at < s.n && count < max; count++) {
        const size_t begin = at;
        const uint32_t c = jr_utf8_next(s, &at);
        if (c < ' ')
            jr_putc(&out, ' ');
        else
            jr_put(&out, jr_str_sub(s, begin, at));
    }
    if (at < s.n)
        jr_puts(&out, "…");
    return jr_buf_take(&out, arena);
}

/* The last name of a path, without query and fragment. */
static jr_str base_name(jr_str url)
{
    size_t end = jr_str_find(url, 0, '?');
    const size_t hash = jr_str_find(url, 0, '#');
    end = hash < end ? hash : end;
    size_t begin = end;
    while (begin && url.p[begin - 1] != '/' && url.p[begin - 1] != '\\')
        begin--;
    return jr_str_sub(url, begin, end);
}

jr_str jr_code_equiv(jr_arena *arena, const jr_node *node, jr_code_type type)
{
    if (type == JR_CODE_BREAK)
        return JR_STR("\n");
    if (type == JR_CODE_FOOTNOTE || type == JR_CODE_IMAGE || node->kind == JR_RAW_INLINE)
        return (jr_str){"", 0};
    jr_buf out = {0};
    jr_node_text(node, &out);
    return jr_buf_take(&out, arena);
}

jr_str jr_code_disp(jr_arena *arena, const jr_node *node, jr_code_type type, jr_str original)
{
    enum { SHOWN = 60 };
    if (type == JR_CODE_BREAK)
        return JR_STR("↵");
    if (type == JR_CODE_FOOTNOTE)
        return jr_arena_printf(arena, "[%u]", (unsigned)node->as.note.number);
    const jr_node *image = jr_code_image(node);
    if (image) {
        const jr_str name = jr_clip(arena, base_name(image->as.link.url), SHOWN);
        return jr_arena_printf(arena, "[image: %.*s]", JR_FMT(name));
    }
    const jr_str text = jr_str_trim(jr_code_equiv(arena, node, type));
    if (type == JR_CODE_INCLUDE && text.n == 0) {
        const jr_str name = jr_clip(arena, base_name(node->as.include.path), SHOWN);
        return jr_arena_printf(arena, "[include: %.*s]", JR_FMT(name));
    }
    return jr_clip(arena, text.n ? text : original.n ? original : JR_STR("?"), SHOWN);
}
