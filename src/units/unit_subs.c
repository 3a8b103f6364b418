/* SPDX-License-Identifier: MIT */
/* Texts that are written within a code or a tag: alternative texts, titles, labels. */
#include "unit_parts.h"

jr_str jr_sub_text_of(const jr_node *node, jr_unit_kind kind)
{
    if (kind == JR_UNIT_LABEL)
        return jr_node_get(node, JR_STR("aria-label"));
    if (kind == JR_UNIT_ALT)
        return node->kind == JR_IMAGE && node->first && node->first->kind == JR_TEXT ? node->first->as.text
                                                                                     : (jr_str){"", 0};
    if (node->kind == JR_LINK || node->kind == JR_IMAGE || node->kind == JR_VIDEO)
        return node->as.link.title;
    return jr_node_get(node, JR_STR("title"));
}

/* What an attribute is called in HTML, and in the dialect. */
static jr_str attribute_name(jr_unit_kind kind, bool dialect)
{
    if (kind == JR_UNIT_LABEL)
        return JR_STR("aria-label");
    if (kind == JR_UNIT_TITLE)
        return JR_STR("title");
    return dialect ? JR_STR("alt-text") : JR_STR("alt");
}

static size_t skip_space(jr_str s, size_t at)
{
    while (at < s.n && jr_is_space(s.p[at]))
        at++;
    return at;
}

/* The value of an attribute (HTML Standard 13.1.2.3) of the tag or mark s whose attributes begin at `at`. */
static jr_value_place attribute_place(jr_str s, size_t at, jr_str wanted)
{
    for (;;) {
        while (at < s.n && (jr_is_space(s.p[at]) || s.p[at] == '/' || s.p[at] == '>'))
            at++; /* a '>' is the mark of a block quote at the start of a line */
        const size_t name = at;
        while (at < s.n && !jr_is_space(s.p[at]) && s.p[at] != '/' && s.p[at] != '>' && (s.p[at] != '=' || at == name))
            at++;
        if (at == name)
            return (jr_value_place){0};
        const bool found = jr_str_eq_nocase(jr_str_sub(s, name, at), wanted);
        const size_t equals = skip_space(s, at);
        if (equals >= s.n || s.p[equals] != '=')
            continue;
        const size_t value = skip_space(s, equals + 1);
        const char quote = value < s.n ? s.p[value] : '\0';
        const bool quoted = quote == '"' || quote == '\'';
        size_t end = value;
        if (quoted)
            end = jr_str_find(s, value + 1, quote);
        else
            while (end < s.n && !jr_is_space(s.p[end]) && s.p[end] != '>')
                end++;
        at = end + quoted;
        if (found)
            return (jr_value_place){(uint32_t)(value + quoted), (uint32_t)(end < s.n ? end : s.n),
                                    quote == '"'    ? JR_FORM_HTML_DOUBLE
                                    : quote == '\'' ? JR_FORM_HTML_SINGLE
                                                    : JR_FORM_HTML_BARE};
    }
}

static size_t skip_name(jr_str s, size_t at)
{
    while (at < s.n && (jr_is_alnum(s.p[at]) || s.p[at] == '-' || s.p[at] == ':'))
        at++;
    return at;
}

/* ---- Titles of Markdown ---- */

/* Behind the delimiter that closes what opens at `at`; backslash escapes are passed over. */
static size_t pass_delimited(jr_str s, size_t at, char close)
{
    for (at++; at < s.n && s.p[at] != close; at++)
        at += s.p[at] == '\\';
    return at < s.n ? at + 1 : s.n;
}

/* Behind white space, and the marks of block quotes at the start of lines. */
static size_t skip_lines(jr_str s, size_t at)
{
    bool line_start = false;
    while (at < s.n && (jr_is_space(s.p[at]) || (line_start && s.p[at] == '>'))) {
        line_start = line_start || s.p[at] == '\n' || s.p[at] == '\r';
        at++;
    }
    return at;
}

jr_value_place jr_title_place(jr_str s, size_t at)
{
    size_t depth = 0;
    at = skip_lines(s, at);
    if (at < s.n && s.p[at] == '<')
        at = pass_delimited(s, at, '>');
    for (; at < s.n && !jr_is_space(s.p[at]); at++) {
        if (s.p[at] == ')' && depth-- == 0)
            break;
        depth += s.p[at] == '(';
        at += s.p[at] == '\\';
    }
    at = skip_lines(s, at);
    const char quote = at < s.n ? s.p[at] : '\0';
    if (quote != '"' && quote != '\'' && quote != '(')
        return (jr_value_place){0};
    const size_t end = pass_delimited(s, at, quote == '(' ? ')' : quote);
    return (jr_value_place){(uint32_t)at + 1, (uint32_t)end - 1,
                            quote == '"'    ? JR_FORM_TITLE_DOUBLE
                            : quote == '\'' ? JR_FORM_TITLE_SINGLE
                                            : JR_FORM_TITLE_PAREN};
}

/* "[text](destination "title")", with a '!' before it or not. */
static jr_value_place link_title_place(jr_str s)
{
    const size_t bracket = jr_code_bracket_end(s, s.p[0] == '!');
    if (bracket + 1 >= s.n || s.p[bracket + 1] != '(')
        return (jr_value_place){0};
    return jr_title_place(s, bracket + 2);
}

jr_value_place jr_sub_place(const jr_doc *doc, const jr_node *node, jr_unit_kind kind)
{
    const jr_span *span = &node->span;
    if (span->file != doc->file || span->begin >= span->end || span->end > doc->source.n)
        return (jr_value_place){0};
    const jr_str s = jr_str_sub(doc->source, span->begin, span->end);
    jr_value_place place = {0};
    const bool dialect = jr_str_starts(s, JR_STR(":::"));
    if (dialect) {
        place = attribute_place(s, skip_name(s, skip_space(s, 3)), attribute_name(kind, true));
        if (place.form == JR_FORM_HTML_DOUBLE)
            place.form = JR_FORM_DIALECT;
    } else if (s.p[0] == '<') {
        place = attribute_place(jr_str_sub(s, 0, jr_code_tag_end(s, 0)), skip_name(s, 1), attribute_name(kind, false));
    } else if (kind == JR_UNIT_TITLE && (s.p[0] == '[' || s.p[0] == '!')) {
        place = link_title_place(s);
    }
    if (place.begin >= place.end)
        return (jr_value_place){.form = place.form};
    place.begin += span->begin;
    place.end += span->begin;
    return place;
}
