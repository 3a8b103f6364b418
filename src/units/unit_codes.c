/* SPDX-License-Identifier: MIT */
/* Inline codes: what a node is to a translator, and which bytes of the page it is. No position is believed: the bytes
   must read as the node does. */
#include "unit_parts.h"
#include "unit_written.h"

#define ALL  (JR_CODE_CAN_COPY | JR_CODE_CAN_DELETE | JR_CODE_CAN_REORDER)
#define MOVE JR_CODE_CAN_REORDER

/* Emphasis may go and come: Chinese and Japanese set quotation marks instead. A second link, image or note would be one
   that the author did not make. */
static const jr_code_shape shapes[JR_KIND_COUNT] = {
    [JR_LINE_BREAK] = {JR_CODE_BREAK, ALL, false},
    [JR_CODE] = {JR_CODE_CODE, MOVE, false},
    [JR_EMPH] = {JR_CODE_ITALIC, ALL, true},
    [JR_STRONG] = {JR_CODE_BOLD, ALL, true},
    [JR_STRIKETHROUGH] = {JR_CODE_STRIKETHROUGH, ALL, true},
    [JR_UNDERLINE] = {JR_CODE_UNDERLINE, ALL, true},
    [JR_SUPERSCRIPT] = {JR_CODE_SUPERSCRIPT, ALL, true},
    [JR_SUBSCRIPT] = {JR_CODE_SUBSCRIPT, ALL, true},
    [JR_LINK] = {JR_CODE_LINK, MOVE, true},
    [JR_IMAGE] = {JR_CODE_IMAGE, MOVE, false},
    [JR_SPAN] = {JR_CODE_HTML, MOVE, true},
    [JR_FOOTNOTE_REF] = {JR_CODE_FOOTNOTE, MOVE, false},
    [JR_INCLUDE_INLINE] = {JR_CODE_INCLUDE, MOVE | JR_CODE_CAN_COPY, false},
    [JR_RAW_INLINE] = {JR_CODE_HTML, MOVE, false},
};

static bool is_protected(const jr_node *node)
{
    return node->kind == JR_SPAN && (jr_node_has_class(node, JR_STR("no-loc")) ||
                                     jr_str_eq_nocase(jr_node_get(node, JR_STR("translate")), JR_STR("no")));
}

/* A link whose text is its address: nothing to translate. */
static bool is_address(const jr_node *node)
{
    const jr_node *text = node->first;
    return node->kind == JR_LINK && (node->flags & JR_NODE_AUTOLINK || (text && !text->next && text->kind == JR_TEXT &&
                                                                        jr_str_eq(text->as.text, node->as.link.url)));
}

const jr_node *jr_code_image(const jr_node *node)
{
    const jr_node *inner = node->first;
    const bool same = node->kind == JR_LINK && inner && !inner->next && inner->kind == JR_IMAGE &&
                      inner->span.begin == node->span.begin && inner->span.end == node->span.end && node->span.end > 0;
    return node->kind == JR_IMAGE ? node : same ? inner : NULL;
}

jr_code_shape jr_code_shape_of(const jr_node *node)
{
    if (jr_code_image(node))
        return shapes[JR_IMAGE];
    if (is_protected(node))
        return (jr_code_shape){JR_CODE_TERM, MOVE | JR_CODE_CAN_COPY, false};
    jr_code_shape shape = shapes[node->kind];
    if (is_address(node))
        return (jr_code_shape){JR_CODE_ADDRESS, MOVE, false};
    if (!node->first)
        shape.paired = false;
    return shape;
}

/* ---- The bytes of a code ---- */

static bool at(jr_str s, size_t i, char c)
{
    return i < s.n && s.p[i] == c;
}

static size_t run_length(jr_str s, size_t from, char c)
{
    size_t i = from;
    while (at(s, i, c))
        i++;
    return i - from;
}

size_t jr_code_tag_end(jr_str s, size_t from)
{
    char quote = 0;
    if (jr_str_starts(jr_str_sub(s, from, s.n), JR_STR("<!--"))) {
        const size_t end = jr_str_search(s, from, JR_STR("-->"));
        return end < s.n ? end + 3 : 0;
    }
    for (size_t i = from + 1; i < s.n; i++) {
        const char c = s.p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i + 1;
        else if (c == '<')
            return 0;
    }
    return 0;
}

size_t jr_code_bracket_end(jr_str s, size_t from)
{
    size_t depth = 0;
    for (size_t i = from; i < s.n; i++) {
        const char c = s.p[i];
        if (c == '\\') {
            i++;
        } else if (c == '`') {
            const size_t n = run_length(s, i, '`');
            size_t j = i + n;
            while (j < s.n && run_length(s, j, '`') != n)
                j += at(s, j, '`') ? run_length(s, j, '`') : 1;
            i = j < s.n ? j + n - 1 : i + n - 1;
        } else if (c == '<') {
            const size_t end = jr_code_tag_end(s, i);
            if (end)
                i = end - 1;
        } else if (c == '[') {
            depth++;
        } else if (c == ']' && --depth == 0) {
            return i;
        }
    }
    return s.n;
}

size_t jr_code_include(jr_str text, size_t from, size_t *ret_end)
{
    for (size_t i = from; i < text.n; i++) {
        if (text.p[i] != '[' || !jr_str_starts_nocase(jr_str_sub(text, i, text.n), JR_STR("[!include")))
            continue;
        const size_t bracket = jr_code_bracket_end(text, i);
        if (bracket == text.n)
            break;
        *ret_end = bracket + 1;
        return i;
    }
    *ret_end = text.n;
    return text.n;
}

/* What follows the ']' of a link: nothing, "(…)" or "[…]" (CommonMark §6.3). */
static bool is_link_tail(jr_str s, size_t bracket)
{
    if (bracket >= s.n)
        return false;
    return bracket + 1 == s.n || (at(s, bracket + 1, '(') && jr_str_ends(s, JR_STR(")"))) ||
           (at(s, bracket + 1, '[') && jr_str_ends(s, JR_STR("]")));
}

/* `s` is the whole code; on success *ret_open and *ret_close are the lengths of its start and its end. */
static bool split_delimiters(jr_str s, char a, char b, size_t min, size_t max, size_t *ret_open, size_t *ret_close)
{
    const char c = s.n ? s.p[0] : 0;
    if (c != a && c != b)
        return false;
    size_t n = run_length(s, 0, c);
    if (n > max)
        n = max;
    if (n < min || s.n < 2 * n)
        return false;
    for (size_t i = s.n - n; i < s.n; i++)
        if (s.p[i] != c)
            return false;
    *ret_open = *ret_close = n;
    return true;
}

/* Names of the HTML elements that a kind of node is made from. */
static const char *const elements[JR_KIND_COUNT][4] = {
    [JR_LINE_BREAK] = {"br"},
    [JR_CODE] = {"code", "samp", "tt"},
    [JR_EMPH] = {"em", "i"},
    [JR_STRONG] = {"strong", "b"},
    [JR_UNDERLINE] = {"u", "ins"},
    [JR_STRIKETHROUGH] = {"del", "s", "strike"},
    [JR_SUPERSCRIPT] = {"sup"},
    [JR_SUBSCRIPT] = {"sub"},
    [JR_LINK] = {"a"},
    [JR_IMAGE] = {"img", "image"},
    [JR_SPAN] = {"a"},
};

static bool is_element_of(const jr_node *node, jr_str name)
{
    if (node->kind == JR_SPAN && jr_str_eq_nocase(name, node->as.box.name))
        return true;
    for (size_t i = 0; i < 4 && elements[node->kind][i]; i++)
        if (jr_str_eq_nocase(name, jr_str_from(elements[node->kind][i])))
            return true;
    return false;
}

static jr_str tag_name(jr_str s, size_t from)
{
    size_t end = from;
    while (end < s.n && (jr_is_alnum(s.p[end]) || s.p[end] == '-'))
        end++;
    return jr_str_sub(s, from, end);
}

/* "<name …>" and "</name>" around the rest, of an element that makes such a node. */
static bool split_tags(const jr_node *node, jr_str s, size_t *ret_open, size_t *ret_close)
{
    const size_t open = at(s, 0, '<') ? jr_code_tag_end(s, 0) : 0;
    const jr_str name = tag_name(s, 1);
    if (!open || !is_element_of(node, name) || !jr_str_ends(s, JR_STR(">")))
        return false;
    size_t close = s.n;
    while (close > open && s.p[close - 1] != '<')
        close--;
    if (close <= open || !at(s, close, '/') || !jr_str_eq_nocase(tag_name(s, close + 1), name))
        return false;
    *ret_open = open;
    *ret_close = s.n - (close - 1);
    return true;
}

static bool split_link(jr_str s, size_t *ret_open, size_t *ret_close)
{
    if (!at(s, 0, '['))
        return false;
    const size_t bracket = jr_code_bracket_end(s, 0);
    if (!is_link_tail(s, bracket))
        return false;
    *ret_open = 1;
    *ret_close = s.n - bracket;
    return true;
}

static bool split_paired(const jr_node *node, jr_str s, size_t *ret_open, size_t *ret_close)
{
    if (at(s, 0, '<'))
        return split_tags(node, s, ret_open, ret_close);
    if (node->kind == JR_EMPH)
        return split_delimiters(s, '*', '_', 1, 1, ret_open, ret_close);
    if (node->kind == JR_STRONG)
        return split_delimiters(s, '*', '_', 2, 2, ret_open, ret_close);
    if (node->kind == JR_STRIKETHROUGH)
        return split_delimiters(s, '~', '~', 1, 2, ret_open, ret_close);
    return node->kind == JR_LINK && split_link(s, ret_open, ret_close);
}

static bool between(jr_str s, jr_str before, jr_str behind)
{
    return s.n >= before.n + behind.n && jr_str_starts_nocase(s, before) && jr_str_ends(s, behind);
}

/* Each of these: the bytes s read as such a node. */

static bool reads_as_code(const jr_node *node, jr_str s)
{
    (void)node;
    size_t open = 0, close = 0;
    return split_delimiters(s, '`', '`', 1, s.n, &open, &close) && open + close <= s.n;
}

static bool reads_as_break(const jr_node *node, jr_str s)
{
    (void)node;
    const jr_str mark = jr_str_trim(s);
    return mark.n == 0 || jr_str_eq(mark, JR_STR("\\"));
}

static bool reads_as_footnote(const jr_node *node, jr_str s)
{
    (void)node;
    return between(s, JR_STR("[^"), JR_STR("]"));
}

static bool reads_as_include(const jr_node *node, jr_str s)
{
    (void)node;
    return between(s, JR_STR("[!include"), JR_STR("]")) || between(s, JR_STR("[!include"), JR_STR(")"));
}

static bool reads_as_image(const jr_node *node, jr_str s)
{
    (void)node;
    return jr_str_starts(s, JR_STR("![")) && is_link_tail(s, jr_code_bracket_end(s, 1));
}

static bool reads_as_link(const jr_node *node, jr_str s)
{
    size_t open = 0, close = 0;
    if (!(node->flags & JR_NODE_AUTOLINK))
        return split_link(s, &open, &close);
    return between(s, JR_STR("<"), JR_STR(">")) ||
           (node->first && node->first->kind == JR_TEXT &&
            jr_written_align(s, 0, (uint32_t)s.n, JR_FORM_PARAGRAPH, node->first->as.text, NULL));
}

static bool reads_as_raw(const jr_node *node, jr_str s)
{
    return jr_str_eq(s, node->as.raw.text);
}

static bool (*const reads_as[JR_KIND_COUNT])(const jr_node *node, jr_str s) = {
    [JR_CODE] = reads_as_code,
    [JR_LINE_BREAK] = reads_as_break,
    [JR_FOOTNOTE_REF] = reads_as_footnote,
    [JR_INCLUDE_INLINE] = reads_as_include,
    [JR_IMAGE] = reads_as_image,
    [JR_LINK] = reads_as_link,
    [JR_RAW_INLINE] = reads_as_raw,
};

/* The bytes of a code without text of its own read as what the node is. */
static bool is_whole(const jr_node *node, jr_str s)
{
    size_t open = 0, close = 0;
    if (s.p[0] == '<' && node->kind != JR_RAW_INLINE && !(node->flags & JR_NODE_AUTOLINK))
        return (jr_code_tag_end(s, 0) == s.n && is_element_of(node, tag_name(s, at(s, 1, '/') ? 2 : 1))) ||
               split_tags(node, s, &open, &close); /* "</br>" breaks a line as well (HTML §13.2.6.4.7) */
    if (between(s, JR_STR(":::"), JR_STR(":::")))
        return node->kind == JR_SPAN || jr_code_image(node);
    return reads_as[node->kind] ? reads_as[node->kind](node, s) : split_paired(node, s, &open, &close);
}

bool jr_code_find(const jr_doc *doc, const jr_node *node, bool paired, uint32_t cursor, jr_code_place *ret_place)
{
    const jr_span *at_span = &node->span;
    if (at_span->file != doc->file || at_span->begin < cursor || at_span->begin >= at_span->end ||
        at_span->end > doc->source.n)
        return false;
    const jr_str s = jr_str_sub(doc->source, at_span->begin, at_span->end);
    size_t open = s.n, close = 0;
    if (paired ? !split_paired(node, s, &open, &close) : !is_whole(node, s))
        return false;
    *ret_place =
        (jr_code_place){at_span->begin, at_span->begin + (uint32_t)open, at_span->end - (uint32_t)close, at_span->end};
    return true;
}
