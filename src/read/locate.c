/* SPDX-License-Identifier: MIT */
#include "locate.h"

/* CommonMark §6.3: a label has at most 999 characters. */
#define LONGEST_LABEL 1000

static bool lose(jr_locator *l)
{
    l->lost = true;
    return false;
}

static bool found(jr_locator *l, size_t end, jr_str text, jr_located *ret_piece)
{
    *ret_piece = (jr_located){l->at, end, text};
    l->at = end;
    l->prefix = end;
    return true;
}

static char peek(const jr_locator *l, size_t at)
{
    return at < l->end ? l->s.p[at] : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_punctuation(char c)
{
    return c > ' ' && c < 0x7F && !jr_is_alnum(c);
}

static size_t skip_blanks(const jr_locator *l, size_t at)
{
    while (at < l->end && is_blank(l->s.p[at]))
        at++;
    return at;
}

/* Behind the line end at `at`. */
static size_t skip_line_end(const jr_locator *l, size_t at)
{
    return at + (peek(l, at) == '\r' && peek(l, at + 1) == '\n' ? 2 : 1);
}

/* Behind the markers of block quotes and the indentation that a line starts with. */
static size_t skip_prefix(const jr_locator *l, size_t at)
{
    while (at < l->end && (is_blank(l->s.p[at]) || l->s.p[at] == '>'))
        at++;
    return at;
}

/* White space with line ends in it. */
static size_t skip_space(const jr_locator *l, size_t at)
{
    for (;;) {
        at = skip_blanks(l, at);
        if (!is_line_end(peek(l, at)))
            return at;
        at = skip_prefix(l, skip_line_end(l, at));
    }
}

/* ---- Links ---- */

/* Each of these gives the offset behind a piece of a link's syntax that starts at `at`, or 0. */

static size_t pass_delimited(const jr_locator *l, size_t at, char close, const char *forbidden)
{
    for (at++; at < l->end; at++) {
        const char c = l->s.p[at];
        if (c == '\\' && is_punctuation(peek(l, at + 1)))
            at++;
        else if (c == close)
            return at + 1;
        else if (c && strchr(forbidden, c))
            return 0;
    }
    return 0;
}

static size_t pass_label(const jr_locator *l, size_t at)
{
    const size_t end = pass_delimited(l, at, ']', "[");
    return end && end - at <= LONGEST_LABEL + 2 ? end : 0;
}

static size_t pass_destination(const jr_locator *l, size_t at)
{
    if (peek(l, at) == '<')
        return pass_delimited(l, at, '>', "<\r\n");
    size_t depth = 0;
    for (; at < l->end; at++) {
        const char c = l->s.p[at];
        if (c == '\\' && is_punctuation(peek(l, at + 1)))
            at++;
        else if (c == '(')
            depth++;
        else if (c == ')' && depth-- == 0)
            break;
        else if (jr_is_space(c))
            break;
    }
    return at;
}

static size_t pass_title(const jr_locator *l, size_t at)
{
    switch (peek(l, at)) {
    case '"': return pass_delimited(l, at, '"', "");
    case '\'': return pass_delimited(l, at, '\'', "");
    case '(': return pass_delimited(l, at, ')', "(");
    }
    return 0;
}

/* "(destination "title")", CommonMark §6.3. */
static size_t pass_inline_tail(const jr_locator *l, size_t at)
{
    at = pass_destination(l, skip_space(l, at + 1));
    if (!at)
        return 0;
    const size_t behind = at;
    at = skip_space(l, at);
    const size_t title = at > behind ? pass_title(l, at) : 0;
    if (title)
        at = skip_space(l, title);
    return peek(l, at) == ')' ? at + 1 : 0;
}

/* "[label]: destination "title"" with the line end behind it, CommonMark §4.7. */
static size_t pass_definition(const jr_locator *l, size_t at)
{
    at = peek(l, at) == '[' && peek(l, at + 1) != '^' ? pass_label(l, at) : 0;
    if (!at || peek(l, at) != ':')
        return 0;
    const size_t start = skip_space(l, at + 1);
    at = pass_destination(l, start);
    if (!at || at == start)
        return 0;
    const size_t title = skip_space(l, at) > at ? pass_title(l, skip_space(l, at)) : 0;
    const size_t behind = title ? skip_blanks(l, title) : 0;
    at = behind && is_line_end(peek(l, behind)) ? behind : skip_blanks(l, at);
    return is_line_end(peek(l, at)) ? skip_prefix(l, skip_line_end(l, at)) : 0;
}

bool jr_locate_opener(jr_locator *l, bool image, bool *ret_autolink, jr_located *ret_piece)
{
    if (l->lost)
        return false;
    *ret_autolink = !image && peek(l, l->at) == '<';
    const bool fits =
        image ? peek(l, l->at) == '!' && peek(l, l->at + 1) == '[' : *ret_autolink || peek(l, l->at) == '[';
    if (!fits)
        return lose(l);
    return found(l, l->at + (image ? 2 : 1), (jr_str){"", 0}, ret_piece);
}

bool jr_locate_closer(jr_locator *l, bool autolink, jr_located *ret_piece)
{
    if (l->lost || peek(l, l->at) != (autolink ? '>' : ']'))
        return lose(l);
    size_t end = l->at + 1;
    if (!autolink && peek(l, end) == '(') {
        const size_t tail = pass_inline_tail(l, end);
        end = tail ? tail : end;
    } else if (!autolink && peek(l, end) == '[') {
        const size_t label = pass_label(l, end);
        end = label ? label : end;
    }
    return found(l, end, (jr_str){"", 0}, ret_piece);
}

bool jr_locate_note(jr_locator *l, jr_located *ret_piece)
{
    if (l->lost || peek(l, l->at) != '[' || peek(l, l->at + 1) != '^')
        return lose(l);
    const size_t close = jr_str_find(jr_str_sub(l->s, 0, l->end), l->at, ']');
    if (close == l->end)
        return lose(l);
    return found(l, close + 1, jr_str_sub(l->s, l->at + 2, close), ret_piece);
}

/* ---- Text ---- */

/* Behind the character reference at `at` ("&name;", "&#1;"), or 0. */
static size_t pass_reference(const jr_locator *l, size_t at)
{
    size_t i = at + 1;
    if (peek(l, i) == '#')
        i++;
    const size_t name = i;
    while (jr_is_alnum(peek(l, i)))
        i++;
    return i > name && peek(l, i) == ';' ? i + 1 : 0;
}

/* Whether s[at, end) is one of the ways to write an ampersand; any other "&" that stands for itself is no reference. */
static bool is_ampersand(const jr_locator *l, size_t at, size_t end)
{
    static const jr_str all[] = {JR_STR_INIT("&amp;"), JR_STR_INIT("&AMP;"), JR_STR_INIT("&#38;"),
                                 JR_STR_INIT("&#x26;"), JR_STR_INIT("&#X26;")};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (jr_str_eq(jr_str_sub(l->s, at, end), all[i]))
            return true;
    return false;
}

/* Matches one character of the literal: itself, escaped, or a character reference. Moves both offsets; false: no match.
 */
static bool pass_character(const jr_locator *l, size_t *at, jr_str literal, size_t *of)
{
    const char c = peek(l, *at), wanted = literal.p[*of];
    if (c == '\\' && is_punctuation(peek(l, *at + 1)) && peek(l, *at + 1) == wanted) {
        *at += 2;
        ++*of;
        return true;
    }
    const size_t reference = c == '&' ? pass_reference(l, *at) : 0;
    if (reference && (wanted != '&' || is_ampersand(l, *at, reference))) {
        *at = reference;
        jr_utf8_next(literal, of);
        return true;
    }
    if (c != wanted || *at >= l->end)
        return false;
    ++*at;
    ++*of;
    return true;
}

/* Matches a text from `at` on, with its escapes and character references. Gives the offset behind, or 0. */
static size_t pass_text(const jr_locator *l, size_t at, jr_str literal)
{
    const bool same = l->end - at >= literal.n && memcmp(l->s.p + at, literal.p, literal.n) == 0;
    if (same && !memchr(literal.p, '\\', literal.n) && !memchr(literal.p, '&', literal.n))
        return at + literal.n;
    for (size_t of = 0; of < literal.n;)
        if (!pass_character(l, &at, literal, &of))
            return 0;
    return at;
}

bool jr_locate_text(jr_locator *l, jr_str literal, jr_located *ret_piece)
{
    if (l->lost || literal.n == 0 || l->at > l->end)
        return lose(l);
    size_t end = pass_text(l, l->at, literal);
    /* A '>' at the start of a line may be text: where the line is indented by four or more (CommonMark §5.1). */
    for (size_t at = l->at; !end && literal.p[0] == '>' && at-- > l->prefix;) {
        end = l->s.p[at] == '>' ? pass_text(l, at, literal) : 0;
        l->at = end ? at : l->at;
    }
    if (!end)
        return lose(l);
    const jr_str text = jr_str_sub(l->s, l->at, end);
    return found(l, end, jr_str_eq(text, literal) ? text : (jr_str){"", 0}, ret_piece);
}

/* The content of a code span, s[begin, end), without the one space that is stripped at both ends (CommonMark §6.1). */
static jr_str code_content(const jr_locator *l, size_t begin, size_t end)
{
    const jr_str all = jr_str_sub(l->s, begin, end);
    if (all.n < 2 || all.p[0] != ' ' || all.p[all.n - 1] != ' ')
        return all;
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i] != ' ')
            return jr_str_sub(all, 1, all.n - 1);
    return all;
}

bool jr_locate_code(jr_locator *l, jr_str literal, jr_located *ret_piece)
{
    size_t open = l->at;
    while (peek(l, open) == '`')
        open++;
    const size_t width = open - l->at;
    if (l->lost || width == 0)
        return lose(l);
    for (size_t at = open, run; at < l->end; at += run) {
        at = jr_str_find(jr_str_sub(l->s, 0, l->end), at, '`');
        for (run = 0; peek(l, at + run) == '`'; run++)
            continue;
        if (run != width || run == 0)
            continue;
        const jr_str content = code_content(l, open, at);
        return found(l, at + run, jr_str_eq(content, literal) ? content : (jr_str){"", 0}, ret_piece);
    }
    return lose(l);
}

bool jr_locate_html(jr_locator *l, jr_str literal, jr_located *ret_piece)
{
    if (l->lost)
        return false;
    const jr_str same = jr_str_sub(l->s, l->at, l->at + literal.n);
    if (jr_str_eq(same, literal) && l->at + literal.n <= l->end)
        return found(l, l->at + literal.n, same, ret_piece);
    size_t at = l->at;
    for (size_t i = 0; i < literal.n; i++) {
        if (literal.p[i] == '\n' && is_line_end(peek(l, at))) {
            at = skip_blanks(l, skip_line_end(l, at));
            while (peek(l, at) == '>' && (i + 1 == literal.n || literal.p[i + 1] != '>'))
                at = skip_blanks(l, at + 1);
        } else if (literal.p[i] == '\r' && peek(l, at) == '\r') {
            continue; /* the pair is passed over with its LF */
        } else if (peek(l, at) == literal.p[i]) {
            at++;
        } else if (l->in_cell && literal.p[i] == '|' && peek(l, at) == '\\') {
            at += 2;
        } else {
            return lose(l);
        }
    }
    return found(l, at, (jr_str){"", 0}, ret_piece);
}

bool jr_locate_break(jr_locator *l, jr_located *ret_piece)
{
    if (l->lost)
        return false;
    size_t at = skip_blanks(l, l->at);
    if (peek(l, at) == '\\')
        at++;
    if (!is_line_end(peek(l, at)))
        return lose(l);
    found(l, skip_line_end(l, at), (jr_str){"", 0}, ret_piece);
    l->at = skip_prefix(l, l->at);
    return true;
}

bool jr_locate_delimiter(jr_locator *l, const char *marks, size_t width, jr_located *ret_piece)
{
    const char mark = peek(l, l->at);
    if (l->lost || !mark || !strchr(marks, mark))
        return lose(l);
    if (width == 0)
        width = peek(l, l->at + 1) == mark ? 2 : 1;
    for (size_t i = 1; i < width; i++)
        if (peek(l, l->at + i) != mark)
            return lose(l);
    return found(l, l->at + width, (jr_str){"", 0}, ret_piece);
}

void jr_locate_begin(jr_locator *l, jr_str s, size_t begin, size_t end, bool in_cell)
{
    *l = (jr_locator){.s = s, .at = begin, .end = end, .prefix = begin, .in_cell = in_cell};
    if (in_cell) {
        l->at = skip_blanks(l, l->at);
        return;
    }
    for (size_t next = pass_definition(l, l->at); next; next = pass_definition(l, next))
        l->at = next;
    l->prefix = l->at = skip_blanks(l, l->at);
}

jr_text_parts jr_locate_parts(const jr_source *source, const jr_span *whole, jr_str text)
{
    const size_t begin = jr_source_offset(source, whole->begin), end = jr_source_offset(source, whole->end);
    jr_text_parts parts = {.source = source, .whole = *whole, .begin = begin, .text = text};
    const jr_str s = source->parsed; /* as the text, it has placeholders for what was masked */
    parts.l = (jr_locator){.s = s, .at = begin, .end = end};
    parts.verbatim = jr_str_eq(jr_str_sub(s, begin, end), text);
    /* Followed to its end once: what does not lead there is not how the text is written. */
    parts.l.lost = !parts.verbatim && (begin > end || end > s.n || pass_text(&parts.l, begin, text) != end);
    return parts;
}

/* Moves on to byte `to` of the text. */
static bool advance(jr_text_parts *parts, size_t to)
{
    if (parts->verbatim) {
        parts->l.at = parts->begin + to;
        return true;
    }
    while (parts->of < to && !parts->l.lost)
        parts->l.lost = !pass_character(&parts->l, &parts->l.at, parts->text, &parts->of);
    return !parts->l.lost;
}

jr_span jr_locate_part(jr_text_parts *parts, size_t begin, size_t end)
{
    if (!advance(parts, begin))
        return parts->whole;
    const size_t from = parts->l.at;
    return advance(parts, end) ? jr_source_span(parts->source, from, parts->l.at) : parts->whole;
}
