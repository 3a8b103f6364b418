/* SPDX-License-Identifier: MIT */
/* Slices: a pointer and a length. Text in Jerome is never NUL-terminated unless a name says so. */
#ifndef JEROME_STR_H
#define JEROME_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define JR_API __attribute__((visibility("default")))
#define JR_PRINTF(text, args) __attribute__((format(printf, text, args)))
#define JR_NONNULL __attribute__((returns_nonnull))
#else
#define JR_API
#define JR_PRINTF(text, args)
#define JR_NONNULL
#endif

/* Bytes that somebody else owns: the source, an arena, or the program itself. An empty slice may have p == NULL. */
typedef struct jr_str {
    const char *p; /* first byte; UTF-8 where it is text of a document */
    size_t n;      /* length in bytes */
} jr_str;

/* A slice of a string literal. */
#define JR_STR(literal) ((jr_str){"" literal, sizeof(literal) - 1})
/* The same for static initialisers. */
#define JR_STR_INIT(literal) {"" literal, sizeof(literal) - 1}
/* The two arguments of a printf "%.*s". */
#define JR_FMT(s) (int)(s).n, (s).n ? (s).p : ""

/* A slice of a NUL-terminated string; NULL gives the empty slice. For names and arguments, never for document text. */
static inline jr_str jr_str_from(const char *z)
{
    return (jr_str){z, z ? strlen(z) : 0};
}

static inline bool jr_str_eq(jr_str a, jr_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* The part of s from byte `begin` to before byte `end`; both are clipped to s. */
static inline jr_str jr_str_sub(jr_str s, size_t begin, size_t end)
{
    if (end > s.n)
        end = s.n;
    if (begin > end)
        begin = end;
    return s.n ? (jr_str){s.p + begin, end - begin} : s;
}

static inline bool jr_str_starts(jr_str s, jr_str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool jr_str_ends(jr_str s, jr_str suffix)
{
    return s.n >= suffix.n && (suffix.n == 0 || memcmp(s.p + (s.n - suffix.n), suffix.p, suffix.n) == 0);
}

/* ASCII letters compare without regard to case. */
JR_API bool jr_str_eq_nocase(jr_str a, jr_str b);
JR_API bool jr_str_starts_nocase(jr_str s, jr_str prefix);
/* Byte order, shorter first: <0, 0, >0. */
JR_API int jr_str_cmp(jr_str a, jr_str b);
/* Index of the first byte c at or after `from`, or s.n. */
JR_API size_t jr_str_find(jr_str s, size_t from, char c);
/* Index of the first occurrence of needle at or after `from`, or s.n. */
JR_API size_t jr_str_search(jr_str s, size_t from, jr_str needle);
/* True where s is not empty, white space in it is single spaces between words, and there are no control characters. */
JR_API bool jr_str_is_spaced(jr_str s);
/* Without ASCII white space (space, tab, LF, VT, FF, CR) at both ends. */
JR_API jr_str jr_str_trim(jr_str s);

static inline bool jr_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool jr_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool jr_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool jr_is_alnum(char c)
{
    return jr_is_alpha(c) || jr_is_digit(c);
}
static inline char jr_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* ---- UTF-8 (RFC 3629) and Unicode ---- */

#define JR_REPLACEMENT 0xFFFDu /* U+FFFD, what stands for what could not be read */

/* Decodes the code point at s.p[*at] and moves *at behind it. A malformed byte gives JR_REPLACEMENT and moves by one.
   *at must be below s.n. */
JR_API uint32_t jr_utf8_next(jr_str s, size_t *at);
/* Writes code point c (at most U+10FFFF, no surrogate) to out, which has room for 4 bytes; returns the number written. */
JR_API size_t jr_utf8_put(uint32_t c, char *out);
/* Number of code points; malformed bytes count one each. */
JR_API size_t jr_utf8_length(jr_str s);
/* Length of the valid prefix: s.n where all of s is valid UTF-8 and every character is legal in XML 1.0 (production Char:
   no C0 control but tab, LF and CR; no surrogate; neither U+FFFE nor U+FFFF). */
JR_API size_t jr_utf8_valid(jr_str s);
/* A code point that XML 1.0 §2.2 (Char) allows. */
JR_API bool jr_is_xml_char(uint32_t c);

/* Letter, mark, decimal digit, letter number or connector punctuation: what GitHub's heading slugs keep. */
JR_API bool jr_is_word(uint32_t c);
/* Simple lower-case mapping of the Unicode Character Database. */
JR_API uint32_t jr_to_lower(uint32_t c);
/* White space by the Unicode property White_Space. */
JR_API bool jr_is_white(uint32_t c);
/* Han, kana, Hangul, bopomofo and their punctuation: scripts that East Asian fonts draw. */
JR_API bool jr_is_cjk(uint32_t c);

#endif
