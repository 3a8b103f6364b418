/* SPDX-License-Identifier: MIT */
#include "xml_parts.h"

/* ---- Names ---- */

typedef struct range {
    uint32_t first, last;
} range;

/* §2.3 [4] NameStartChar behind ASCII, and [4a] what NameChar has beside. */
static const range starts[] = {
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D},
    {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};
static const range others[] = {{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

static bool is_in(const range *ranges, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

enum { START = 1, INNER, COLON };

/* Of ASCII, what a name may start with, and what it may hold beside. */
static const unsigned char ascii[128] = {
    ['-'] = INNER, ['.'] = INNER, [':'] = COLON, ['_'] = START, ['0'] = INNER, ['1'] = INNER, ['2'] = INNER,
    ['3'] = INNER, ['4'] = INNER, ['5'] = INNER, ['6'] = INNER, ['7'] = INNER, ['8'] = INNER, ['9'] = INNER,
    ['A'] = START, ['B'] = START, ['C'] = START, ['D'] = START, ['E'] = START, ['F'] = START, ['G'] = START,
    ['H'] = START, ['I'] = START, ['J'] = START, ['K'] = START, ['L'] = START, ['M'] = START, ['N'] = START,
    ['O'] = START, ['P'] = START, ['Q'] = START, ['R'] = START, ['S'] = START, ['T'] = START, ['U'] = START,
    ['V'] = START, ['W'] = START, ['X'] = START, ['Y'] = START, ['Z'] = START, ['a'] = START, ['b'] = START,
    ['c'] = START, ['d'] = START, ['e'] = START, ['f'] = START, ['g'] = START, ['h'] = START, ['i'] = START,
    ['j'] = START, ['k'] = START, ['l'] = START, ['m'] = START, ['n'] = START, ['o'] = START, ['p'] = START,
    ['q'] = START, ['r'] = START, ['s'] = START, ['t'] = START, ['u'] = START, ['v'] = START, ['w'] = START,
    ['x'] = START, ['y'] = START, ['z'] = START,
};

/* Bytes of the name character at s[at], or 0. */
static size_t name_bytes(jr_str s, size_t at, bool first)
{
    const unsigned char c = (unsigned char)s.p[at];
    if (c < 0x80)
        return first ? ascii[c] == START || ascii[c] == COLON : ascii[c] > 0;
    size_t end = at;
    const uint32_t wide = jr_utf8_next(s, &end);
    const bool named = is_in(starts, sizeof starts / sizeof *starts, wide) ||
                       (!first && is_in(others, sizeof others / sizeof *others, wide));
    return named ? end - at : 0;
}

size_t jr_xml_name_end(jr_str s, size_t from, jr_xml_name *ret_name)
{
    size_t at = from, colon = SIZE_MAX - 1;
    for (size_t n; at < s.n && (n = name_bytes(s, at, at == from)); at += n) {
        if (s.p[at] == ':' && at > from && at < colon)
            colon = at;
        while (at + 1 < s.n && (unsigned char)s.p[at + 1] < 0x80 && ascii[(unsigned char)s.p[at + 1]] % COLON)
            at++;
    }
    const bool split = colon + 1 < at;
    ret_name->whole = jr_str_sub(s, from, at);
    ret_name->prefix = split ? jr_str_sub(s, from, colon) : (jr_str){0};
    ret_name->local = split ? jr_str_sub(s, colon + 1, at) : ret_name->whole;
    return at;
}

/* ---- References ---- */

/* The character that digits stand for; 0: none. */
static uint32_t number(jr_str digits, uint32_t base)
{
    uint32_t c = 0;
    for (size_t i = 0; i < digits.n && c <= 0x10FFFF; i++) {
        const char d = jr_lower(digits.p[i]);
        const bool letter = base == 16 && d >= 'a' && d <= 'f';
        if (!jr_is_digit(d) && !letter)
            return 0;
        c = c * base + (uint32_t)(letter ? d - 'a' + 10 : d - '0');
    }
    return jr_is_xml_char(c) ? c : 0;
}

size_t jr_xml_reference(jr_str s, size_t at, char utf8[4], size_t *ret_end)
{
    static const struct {
        jr_str name;
        char c;
    } entities[] = {{JR_STR_INIT("amp"), '&'},
                    {JR_STR_INIT("lt"), '<'},
                    {JR_STR_INIT("gt"), '>'},
                    {JR_STR_INIT("quot"), '"'},
                    {JR_STR_INIT("apos"), '\''}};
    size_t end = at + 1;
    while (end < s.n && (jr_is_alnum(s.p[end]) || s.p[end] == '#'))
        end++;
    const jr_str name = jr_str_sub(s, at + 1, end);
    const bool closed = end < s.n && s.p[end] == ';';
    *ret_end = end + closed;
    if (!closed)
        return 0;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (jr_str_eq(name, entities[i].name)) {
            utf8[0] = entities[i].c;
            return 1;
        }
    if (name.n < 2 || name.p[0] != '#')
        return 0;
    const bool hex = name.p[1] == 'x';
    const uint32_t c = number(jr_str_sub(name, hex ? 2 : 1, name.n), hex ? 16 : 10);
    return c ? jr_utf8_put(c, utf8) : 0;
}

/* ---- Values ---- */

bool jr_xml_value(jr_str raw, jr_buf *room, jr_str *ret_value, size_t *ret_bad)
{
    const size_t start = room->n;
    for (size_t at = 0; at < raw.n;) {
        char utf8[4];
        size_t end = at + 1, n = 1;
        utf8[0] = jr_xml_is_space(raw.p[at]) ? ' ' : raw.p[at];
        if (raw.p[at] == '&')
            n = jr_xml_reference(raw, at, utf8, &end);
        else if (raw.p[at] == '\r' && end < raw.n && raw.p[end] == '\n')
            end++; /* §2.11: one line end */
        *ret_bad = at;
        if (n == 0)
            return false;
        jr_put(room, (jr_str){utf8, n});
        at = end;
    }
    *ret_value = (jr_str){room->p + start, room->n - start};
    return true;
}
