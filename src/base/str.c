/* SPDX-License-Identifier: MIT */
#include <jerome/str.h>

#include "eight.h"

static int compare_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const int d = (unsigned char)jr_lower(a[i]) - (unsigned char)jr_lower(b[i]);
        if (d)
            return d;
    }
    return 0;
}

bool jr_str_eq_nocase(jr_str a, jr_str b)
{
    return a.n == b.n && compare_nocase(a.p, b.p, a.n) == 0;
}

bool jr_str_starts_nocase(jr_str s, jr_str prefix)
{
    return s.n >= prefix.n && compare_nocase(s.p, prefix.p, prefix.n) == 0;
}

int jr_str_cmp(jr_str a, jr_str b)
{
    const size_t n = a.n < b.n ? a.n : b.n;
    const int d = n ? memcmp(a.p, b.p, n) : 0;
    return d ? d : (a.n > b.n) - (a.n < b.n);
}

size_t jr_str_find(jr_str s, size_t from, char c)
{
    if (from >= s.n)
        return s.n;
    const char *p = memchr(s.p + from, c, s.n - from);
    return p ? (size_t)(p - s.p) : s.n;
}

/* Short needles are found by their first byte: memmem would set up a table for each call. */
#define SHORT_NEEDLE 4

static size_t search_short(jr_str s, size_t from, jr_str needle)
{
    for (size_t at = jr_str_find(s, from, needle.p[0]); s.n - at >= needle.n; at = jr_str_find(s, at + 1, needle.p[0]))
        if (memcmp(s.p + at, needle.p, needle.n) == 0)
            return at;
    return s.n;
}

size_t jr_str_search(jr_str s, size_t from, jr_str needle)
{
    if (from >= s.n || needle.n == 0)
        return from > s.n ? s.n : from;
    if (needle.n <= SHORT_NEEDLE)
        return search_short(s, from, needle);
    const char *p = memmem(s.p + from, s.n - from, needle.p, needle.n);
    return p ? (size_t)(p - s.p) : s.n;
}

bool jr_str_is_spaced(jr_str s)
{
    uint64_t spaces = JR_EIGHT(0x80); /* none may come first */
    size_t i = 0;
    for (; s.n - i >= 8; i += 8) {
        const uint64_t v = jr_eight(s.p + i), found = jr_eight_of(v, ' '), before = found << 8 | spaces >> 56;
        if (jr_eight_controls(v) | (found & before))
            return false;
        spaces = found;
    }
    bool space = spaces >> 63;
    for (; i < s.n; i++) {
        if ((unsigned char)s.p[i] < ' ' || (space && s.p[i] == ' '))
            return false;
        space = s.p[i] == ' ';
    }
    return !space;
}

jr_str jr_str_trim(jr_str s)
{
    while (s.n && jr_is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && jr_is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}
