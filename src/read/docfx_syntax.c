/* SPDX-License-Identifier: MIT */
/* What the constructs of the dialect look like. */
#include "docfx_marks.h"
#include "html_tag.h"

/* Longer than any construct, or the markers before one: bounds the time that look-alikes cost. */
#define LONGEST 4096

static size_t skip_blanks(jr_str s, size_t at)
{
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
        at++;
    return at;
}

/* The end of the line that holds `at`, or of what is looked at of it. */
static size_t line_end(jr_str s, size_t at)
{
    const size_t limit = s.n - at > LONGEST ? at + LONGEST : s.n;
    while (at < limit && s.p[at] != '\n' && s.p[at] != '\r')
        at++;
    return at;
}

/* Behind the marker of a quote or a list item at `at`; `at` itself where there is none. */
static size_t skip_marker(jr_str s, size_t at)
{
    size_t i = at;
    if (i < s.n && s.p[i] == '>')
        return i + 1;
    if (i < s.n && memchr("-*+", s.p[i], 3)) {
        i++;
    } else {
        while (i < s.n && i - at < 9 && jr_is_digit(s.p[i]))
            i++;
        if (i == at || i == s.n || (s.p[i] != '.' && s.p[i] != ')'))
            return at;
        i++;
    }
    return i < s.n && (s.p[i] == ' ' || s.p[i] == '\t') ? i : at;
}

/* Only white space and markers of quotes and lists from `line` to `at`; *ret_quoted: the last marker is a quote's. */
static bool starts_line(jr_str s, size_t line, size_t at, bool *ret_quoted)
{
    size_t i = skip_blanks(s, line);
    *ret_quoted = false;
    while (i < at && at - line < LONGEST) {
        const size_t next = skip_marker(s, i);
        if (next == i)
            return false;
        *ret_quoted = s.p[i] == '>';
        i = skip_blanks(s, next);
    }
    return i == at;
}

/* ---- [!…] ---- */

/* Behind the ']' that closes the '[' at `at`, on the same line; 0: none. */
static size_t close_bracket(jr_str s, size_t at, size_t end)
{
    size_t depth = 0;
    for (size_t i = at; i < end; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '[')
            depth++;
        else if (s.p[i] == ']' && --depth == 0)
            return i + 1;
    }
    return 0;
}

/* Reads "[label](target)" at `at`, then "]"; gives the target and the place behind. 0: not there. */
static size_t read_reference(jr_str s, size_t at, size_t end, jr_str *ret_target)
{
    at = skip_blanks(s, at);
    if (at >= end || s.p[at] != '[' || (at = close_bracket(s, at, end)) == 0)
        return 0;
    at = skip_blanks(s, at);
    if (at >= end || s.p[at] != '(')
        return 0;
    const size_t target = at + 1;
    size_t depth = 0;
    do {
        depth += s.p[at] == '(';
        depth -= s.p[at] == ')';
        at++;
    } while (at < end && depth > 0);
    if (depth > 0)
        return 0;
    *ret_target = jr_str_trim(jr_str_sub(s, target, at - 1));
    at = skip_blanks(s, at);
    return at < end && s.p[at] == ']' ? at + 1 : 0;
}

/* The address without the title that may follow it and without angle brackets. */
static jr_str bare_target(jr_str s)
{
    if (s.n > 1 && s.p[0] == '<')
        return jr_str_sub(s, 1, jr_str_find(s, 1, '>'));
    for (size_t i = 0; i + 1 < s.n; i++)
        if (jr_is_space(s.p[i]) && (s.p[i + 1] == '"' || s.p[i + 1] == '\''))
            return jr_str_trim(jr_str_sub(s, 0, i));
    return s;
}

static size_t read_include(jr_str s, size_t at, size_t end, jr_mark *mark)
{
    const size_t behind = read_reference(s, at, end, &mark->args);
    mark->args = bare_target(mark->args);
    return mark->args.n ? behind : 0;
}

static size_t read_snippet(jr_str s, size_t at, size_t end, jr_mark *mark)
{
    const size_t lang = at < end && s.p[at] == '-' ? at + 1 : at;
    while (at < end && s.p[at] != '[' && s.p[at] != ' ')
        at++;
    mark->lang = jr_str_sub(s, lang, at);
    return read_include(s, at, end, mark);
}

/* The rest up to the ']'. */
static size_t read_rest(jr_str s, size_t at, size_t end, jr_mark *mark)
{
    const size_t close = jr_str_find(jr_str_sub(s, 0, end), at, ']');
    mark->args = jr_str_trim(jr_str_sub(s, at, close));
    return close < end && mark->args.n ? close + 1 : 0;
}

struct bracket_rule {
    jr_str name;
    jr_mark_kind kind;
    size_t (*read)(jr_str s, size_t at, size_t end, jr_mark *mark);
    bool quoted; /* only right behind the '>' of a quote */
    bool alone;  /* only alone on its line */
};

static const struct bracket_rule bracket_rules[] = {
    {JR_STR_INIT("include"), JR_MARK_INCLUDE, read_include, false, false},
    {JR_STR_INIT("code"), JR_MARK_SNIPPET, read_snippet, false, true},
    {JR_STR_INIT("video"), JR_MARK_VIDEO, read_rest, true, true},
    {JR_STR_INIT("div"), JR_MARK_DIV, read_rest, true, true},
};

static bool read_bracket(jr_str s, size_t at, size_t line, jr_mark *mark, bool *ret_malformed)
{
    const size_t word = at + 2, end = line_end(s, at);
    bool quoted;
    const bool first = starts_line(s, line, at, &quoted);
    for (size_t i = 0; i < sizeof bracket_rules / sizeof *bracket_rules; i++) {
        const struct bracket_rule *rule = &bracket_rules[i];
        const size_t args = word + rule->name.n;
        if (!jr_str_starts_nocase(jr_str_sub(s, word, end), rule->name) || (args < end && jr_is_alnum(s.p[args])))
            continue;
        mark->kind = rule->kind;
        const size_t behind = rule->read(s, args, end, mark);
        mark->block = first && behind && skip_blanks(s, behind) == end;
        *ret_malformed = !behind || (rule->quoted && !quoted) || (rule->alone && !mark->block);
        mark->end = (uint32_t)behind;
        return !*ret_malformed;
    }
    return false;
}

/* ---- ::: ---- */

enum { CLOSED = 1, INLINE = 2 }; /* must end with ":::"; may stand in a line of text */

static const struct {
    jr_str name;
    jr_mark_kind kind;
    unsigned flags;
} colon_rules[] = {
    {JR_STR_INIT("row"), JR_MARK_ROW, CLOSED},
    {JR_STR_INIT("row-end"), JR_MARK_ROW_END, CLOSED},
    {JR_STR_INIT("column"), JR_MARK_COLUMN, CLOSED},
    {JR_STR_INIT("column-end"), JR_MARK_COLUMN_END, CLOSED},
    {JR_STR_INIT("zone"), JR_MARK_ZONE, 0},
    {JR_STR_INIT("zone-end"), JR_MARK_ZONE_END, 0},
    {JR_STR_INIT("moniker"), JR_MARK_MONIKER, 0},
    {JR_STR_INIT("moniker-end"), JR_MARK_MONIKER_END, 0},
    {JR_STR_INIT("image"), JR_MARK_IMAGE, CLOSED | INLINE},
    {JR_STR_INIT("image-end"), JR_MARK_IMAGE_END, CLOSED},
    {JR_STR_INIT("code"), JR_MARK_CODE, CLOSED},
    {JR_STR_INIT("video"), JR_MARK_COLON_VIDEO, CLOSED},
    {JR_STR_INIT("no-loc"), JR_MARK_NO_LOC, CLOSED | INLINE},
};

/* Behind the attributes that begin at `at`: at the ":::" that ends them, or at the end of the line. */
static size_t attributes_end(jr_str s, size_t at, size_t end)
{
    bool quoted = false;
    for (; at < end; at++) {
        if (s.p[at] == '"')
            quoted = !quoted;
        else if (!quoted && s.p[at] == ':' && jr_str_starts(jr_str_sub(s, at, end), JR_STR(":::")))
            return at;
    }
    return end;
}

static bool read_colons(jr_str s, size_t at, size_t line, jr_mark *mark, bool *ret_malformed)
{
    const size_t end = line_end(s, at), word = skip_blanks(s, at + 3);
    size_t args = word;
    while (args < end && (jr_is_alpha(s.p[args]) || s.p[args] == '-'))
        args++;
    const jr_str name = jr_str_sub(s, word, args);
    for (size_t i = 0; i < sizeof colon_rules / sizeof *colon_rules; i++) {
        if (!jr_str_eq_nocase(name, colon_rules[i].name))
            continue;
        bool quoted;
        const bool first = starts_line(s, line, at, &quoted);
        const size_t close = attributes_end(s, args, end);
        size_t behind = close;
        while (behind < end && s.p[behind] == ':') /* ":::", and now and then a colon too many */
            behind++;
        mark->kind = colon_rules[i].kind;
        mark->args = jr_str_trim(jr_str_sub(s, args, close));
        mark->block = first && skip_blanks(s, behind) == end;
        mark->end = (uint32_t)behind;
        while (mark->end > args && jr_is_space(s.p[mark->end - 1]))
            mark->end--;
        const bool closed = close < end || !(colon_rules[i].flags & CLOSED);
        *ret_malformed = !closed || (!mark->block && !(colon_rules[i].flags & INLINE));
        return !*ret_malformed;
    }
    *ret_malformed = name.n > 0 && attributes_end(s, args, end) < end;
    return false;
}

bool jr_mark_read(jr_str s, size_t at, size_t line, jr_mark *mark, bool *ret_malformed)
{
    *mark = (jr_mark){.begin = (uint32_t)at};
    *ret_malformed = false;
    return s.p[at] == '[' ? read_bracket(s, at, line, mark, ret_malformed) : read_colons(s, at, line, mark, ret_malformed);
}

bool jr_mark_get(jr_arena *arena, jr_diag *diag, jr_str args, jr_str key, jr_str *ret_value)
{
    jr_str name, value;
    for (size_t at = 0; jr_tag_attribute(args, &at, &name, &value);) {
        if (!jr_str_eq_nocase(name, key))
            continue;
        *ret_value = jr_html_decode(arena, diag, value);
        return true;
    }
    return false;
}
