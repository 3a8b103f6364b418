/* SPDX-License-Identifier: MIT */
/* UTF-8 in and out (RFC 3629, table 3-7 of the Unicode Standard). */
#include <jerome/str.h>

#include "eight.h"

/* Length of the well-formed sequence at s.p[at], or 0; the code point where there is one. */
static size_t decode(jr_str s, size_t at, uint32_t *ret_c)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    const size_t room = s.n - at;
    const unsigned char b = p[0];
    if (b < 0x80) {
        *ret_c = b;
        return 1;
    }
    const size_t n = b < 0xC2 ? 0 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 0;
    if (n == 0 || room < n)
        return 0;
    const unsigned char low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high)
        return 0;
    uint32_t c = (b & (0xFFu >> (n + 1))) << 6 | (p[1] & 0x3Fu);
    for (size_t i = 2; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    *ret_c = c;
    return n;
}

uint32_t jr_utf8_next(jr_str s, size_t *at)
{
    uint32_t c = (unsigned char)s.p[*at];
    if (c < 0x80) { /* nearly always */
        ++*at;
        return c;
    }
    c = JR_REPLACEMENT;
    const size_t n = decode(s, *at, &c);
    *at += n ? n : 1;
    return c;
}

size_t jr_utf8_put(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    const size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00u >> n) | c);
    return n;
}

size_t jr_utf8_length(jr_str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.n; count++)
        jr_utf8_next(s, &at);
    return count;
}

bool jr_is_xml_char(uint32_t c)
{
    return c >= 0x20 ? c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF)
                     : c == '\t' || c == '\n' || c == '\r';
}

/* How many bytes from `at` on, eight by eight, are line ends, printable, and whole characters of two bytes. No step
   waits for the one before. */
static size_t narrow_bytes(jr_str s, size_t at)
{
    static const uint64_t top = JR_EIGHT(0x80);
    const size_t begin = at;
    uint64_t torn = 0; /* the last byte begins a character */
    for (; s.n - at >= 8; at += 8) {
        const uint64_t v = jr_eight(s.p + at), second = v << 1, third = v << 2; /* the next bits of each */
        const uint64_t lead = v & second & ~third & top, tail = v & ~second & top, wide = v & second & third & top;
        const uint64_t some = (v & JR_EIGHT(0x1E)) + JR_EIGHT(0x7E); /* else 0xC0, 0xC1 */
        if (wide | (jr_eight_controls(v) & ~jr_eight_of(v, '\n')) | (lead & ~some) | ((lead << 8 | torn) ^ tail))
            break;
        torn = lead >> 63 << 7;
    }
    return at - begin - (torn != 0);
}

static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* How many bytes from `at` on are allowed as their first byte says it already: printable ASCII, line ends, characters
   of two bytes, most of three. Of others 0. */
static size_t plain_bytes(jr_str s, size_t at)
{
    const unsigned char b = (unsigned char)s.p[at];
    if (b < 0x80)
        return b >= 0x20 || b == '\n' || b == '\r' || b == '\t';
    if (b >= 0xC2 && b < 0xE0)
        return s.n - at >= 2 && continues(s.p[at + 1]) ? 2 : 0;
    const bool three = b > 0xE0 && b < 0xEF && b != 0xED; /* no surrogates, no U+FFFE */
    return three && s.n - at >= 3 && continues(s.p[at + 1]) && continues(s.p[at + 2]) ? 3 : 0;
}

size_t jr_utf8_valid(jr_str s)
{
    for (size_t at = 0; at < s.n;) {
        at += narrow_bytes(s, at);
        size_t plain = 0;
        for (const size_t end = at + 8; at < s.n && at < end && (plain = plain_bytes(s, at));)
            at += plain;
        if (at == s.n || plain)
            continue;
        uint32_t c = 0;
        const size_t n = decode(s, at, &c);
        if (n == 0 || !jr_is_xml_char(c))
            return at;
        at += n;
    }
    return s.n;
}
