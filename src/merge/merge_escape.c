/* SPDX-License-Identifier: MIT */
/* The characters of a text, one by one: which of them would mean something where it stands (CommonMark §2.4, §4, §6;
   GFM §4.10, §6.9; the dialect's "[!" and ":::"). */
#include "merge_escape.h"

static char at(const jr_escaper *e, size_t i)
{
    return i < e->bare.n ? e->bare.p[i] : '\0';
}

static bool is_text(const jr_escaper *e, size_t i)
{
    return i < e->bare.n && e->marks.p[i] == JR_MARK_TEXT;
}

/* ---- Lines ---- */

static bool starts_line(const jr_escaper *e, size_t i)
{
    return i == 0 ? e->first_in_line : e->marks.p[i - 1] == JR_MARK_LINE_END;
}

static bool ends_line(const jr_escaper *e, size_t i)
{
    return i >= e->bare.n || e->marks.p[i] == JR_MARK_LINE_END;
}

static bool is_blank(const jr_escaper *e, size_t i)
{
    return ends_line(e, i) || at(e, i) == ' ';
}

/* Nothing but characters of `set` in the line that starts at i. */
static bool is_line_of(const jr_escaper *e, size_t i, const char *set, size_t n)
{
    for (; !ends_line(e, i); i++)
        if (!memchr(set, at(e, i), n))
            return false;
    return true;
}

static size_t run_length(const jr_escaper *e, size_t i)
{
    size_t n = 1;
    while (is_text(e, i + n) && at(e, i + n) == at(e, i))
        n++;
    return n;
}

/* ---- Rules ---- */

/* A bullet (CommonMark §5.2). */
static bool is_bullet(const jr_escaper *e, size_t i)
{
    return starts_line(e, i) && is_blank(e, i + 1);
}

static bool escape_bullet(const jr_escaper *e, size_t i)
{
    return is_bullet(e, i);
}

/* Thematic breaks (§4.1), underlines of headings (§4.3), the delimiter row of a table (GFM §4.10). */
static bool escape_dash(const jr_escaper *e, size_t i)
{
    return is_bullet(e, i) || (starts_line(e, i) && is_line_of(e, i, "-:| ", 4));
}

static bool escape_equals(const jr_escaper *e, size_t i)
{
    return starts_line(e, i) && is_line_of(e, i, "= ", 2);
}

static bool escape_star(const jr_escaper *e, size_t i)
{
    return is_bullet(e, i) || (starts_line(e, i) && is_line_of(e, i, "* ", 2));
}

static bool escape_underscore(const jr_escaper *e, size_t i)
{
    return starts_line(e, i) && is_line_of(e, i, "_ ", 2);
}

/* Within a run of marks that starts a line, as a fence does (§4.5). */
static bool is_in_fence(const jr_escaper *e, size_t i)
{
    const char c = at(e, i);
    while (i > 0 && is_text(e, i - 1) && at(e, i - 1) == c)
        i--;
    return starts_line(e, i) && run_length(e, i) >= 3;
}

static bool escape_tilde(const jr_escaper *e, size_t i)
{
    return is_in_fence(e, i);
}

/* One run of backticks alone is text (§6.1). */
static bool escape_tick(const jr_escaper *e, size_t i)
{
    return e->ticks > 1 || is_in_fence(e, i);
}

static bool escape_hash(const jr_escaper *e, size_t i)
{
    const size_t n = run_length(e, i);
    if (starts_line(e, i) && n <= 6 && is_blank(e, i + n))
        return true;
    /* a closing sequence (§4.2) */
    return e->unit->form == JR_FORM_HEADING_ATX && i + n == e->bare.n && (i == 0 || at(e, i - 1) == ' ');
}

/* "1." and "1)" (§5.2). */
static bool is_number_before(const jr_escaper *e, size_t i)
{
    size_t begin = i;
    while (begin > 0 && i - begin < 9 && is_text(e, begin - 1) && jr_is_digit(at(e, begin - 1)))
        begin--;
    return begin < i && starts_line(e, begin);
}

static bool escape_parenthesis(const jr_escaper *e, size_t i)
{
    return is_blank(e, i + 1) && is_number_before(e, i);
}

static bool escape_period(const jr_escaper *e, size_t i)
{
    return (is_blank(e, i + 1) && is_number_before(e, i)) || jr_merge_in_address(jr_buf_str(&e->bare), i);
}

static bool escape_colon(const jr_escaper *e, size_t i)
{
    if (jr_merge_in_address(jr_buf_str(&e->bare), i))
        return true;
    if (starts_line(e, i) && is_line_of(e, i, "-:| ", 4))
        return true;
    size_t begin = i; /* every second one of a run */
    while (begin > 0 && at(e, begin - 1) == ':')
        begin--;
    return (i - begin) % 2 == 1 && (i - begin > 1 || at(e, i + 1) == ':');
}

static bool escape_at(const jr_escaper *e, size_t i)
{
    return jr_merge_in_address(jr_buf_str(&e->bare), i);
}

static bool escape_less(const jr_escaper *e, size_t i)
{
    const char next = at(e, i + 1);
    return e->lt || jr_is_alpha(next) || next == '/' || next == '!' || next == '?';
}

static bool escape_greater(const jr_escaper *e, size_t i)
{
    return e->gt || starts_line(e, i);
}

static bool escape_ampersand(const jr_escaper *e, size_t i)
{
    return jr_merge_reference(jr_buf_str(&e->bare), i) > 0;
}

/* "![", where the bracket is a code's; "[!", the dialect's. */
static bool escape_exclamation(const jr_escaper *e, size_t i)
{
    return (at(e, i + 1) == '[' && !is_text(e, i + 1)) || (i > 0 && at(e, i - 1) == '[' && is_text(e, i - 1));
}

static bool escape_pipe(const jr_escaper *e, size_t i)
{
    return e->unit->in_cell || (starts_line(e, i) && is_line_of(e, i, "-:| ", 4));
}

static bool escape_dollar(const jr_escaper *e, size_t i)
{
    return at(e, i + 1) == '$' || (i > 0 && at(e, i - 1) == '$');
}

static bool escape_backslash(const jr_escaper *e, size_t i)
{
    return ends_line(e, i + 1) || jr_merge_is_punct(at(e, i + 1));
}

static bool (*const rules[256])(const jr_escaper *e, size_t i) = {
    ['*'] = escape_star,       ['-'] = escape_dash,        ['+'] = escape_bullet,     ['='] = escape_equals,
    ['_'] = escape_underscore, ['~'] = escape_tilde,       ['`'] = escape_tick,       ['#'] = escape_hash,
    ['.'] = escape_period,     [')'] = escape_parenthesis, [':'] = escape_colon,      ['@'] = escape_at,
    ['<'] = escape_less,       ['>'] = escape_greater,     ['&'] = escape_ampersand,  ['!'] = escape_exclamation,
    ['|'] = escape_pipe,       ['$'] = escape_dollar,      ['\\'] = escape_backslash,
};

/* Characters of which one meaning or another is known somewhere. */
static bool may_mean(char c)
{
    return memchr("\\`*_{}[]<>()#+-.!|~:$@&=^\"'", c, 26) != NULL;
}

/* ---- Writing ---- */

/* A character that no backslash can be set before: it would belong to the '|' that ends a cell, or have no effect on a
   mail address. */
static bool wants_reference(const jr_escaper *e, size_t i)
{
    const char c = e->bare.p[i];
    return c == '@' || (c == '\\' && e->unit->in_cell && i + 1 == e->bare.n);
}

static bool put_reference(const jr_escaper *e, size_t i, jr_buf *out)
{
    const char c = e->bare.p[i];
    if (e->level >= JR_ESCAPE_REFERENCES || wants_reference(e, i))
        jr_printf(out, "&#%d;", (int)c);
    else if (c == '&')
        jr_puts(out, "&amp;");
    else if (c == '<' && e->lt)
        jr_puts(out, "&lt;");
    else if (c == '>' && e->gt)
        jr_puts(out, "&gt;");
    else
        return false;
    return true;
}

static bool needs_escape(const jr_escaper *e, size_t i)
{
    const char c = e->bare.p[i];
    const unsigned char u = (unsigned char)c;
    if (e->level >= JR_ESCAPE_ALL)
        return u < 0x80 && may_mean(c);
    if (e->level == JR_ESCAPE_AS_SOURCE && u < 0x80) {
        if (e->escaped[u] && !e->left[u])
            return true;
        if (e->m->job->learn)
            return (c == '|' && e->unit->in_cell) || (c == '<' && e->lt) || (c == '>' && e->gt) || (c == '&' && e->amp);
    }
    return e->needs[i] || (rules[u] && rules[u](e, i));
}

static void put_text(const jr_escaper *e, size_t i, jr_buf *out)
{
    const char c = e->bare.p[i];
    const bool needs = needs_escape(e, i);
    const bool as_source = e->level == JR_ESCAPE_AS_SOURCE && (unsigned char)c < 0x80 && e->escaped[(unsigned char)c];
    if (needs && !as_source && put_reference(e, i, out))
        return;
    if (needs)
        jr_putc(out, '\\');
    jr_putc(out, c);
}

/* How many bytes from i on are written as they are, as far as can be told by looking at each alone. */
static size_t plain_bytes(const jr_escaper *e, size_t i)
{
    const char *const bare = e->bare.p, *const marks = e->marks.p, *const needs = e->needs;
    const unsigned char nbsp = e->nbsp ? 0xC2 : 0;
    const bool alone = e->level == JR_ESCAPE_FEWEST || (e->level == JR_ESCAPE_AS_SOURCE && !e->any_escaped);
    const size_t begin = i, n = alone ? e->bare.n : 0;
    for (; i < n; i++) {
        const unsigned char c = (unsigned char)bare[i];
        const bool looked_at = (needs[i] != 0) | (rules[c] != NULL) | (c == nbsp); /* without a guess at each */
        if (looked_at && marks[i] == JR_MARK_TEXT)
            break;
    }
    return i > begin ? i - begin : 0;
}

void jr_escaper_write(jr_escaper *e, jr_buf *out)
{
    if (e->level <= JR_ESCAPE_FEWEST)
        jr_escaper_match(e);
    for (size_t i = 0; i < e->bare.n; i++) {
        const size_t plain = plain_bytes(e, i);
        jr_put(out, jr_str_sub(jr_buf_str(&e->bare), i, i + plain));
        i += plain;
        if (i == e->bare.n)
            break;
        if (e->marks.p[i] != JR_MARK_TEXT) {
            jr_putc(out, e->bare.p[i]);
        } else if (e->nbsp && at(e, i) == '\xC2' && at(e, i + 1) == '\xA0') {
            jr_puts(out, "&nbsp;");
            i++;
        } else {
            put_text(e, i, out);
        }
    }
}
