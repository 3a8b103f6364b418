/* SPDX-License-Identifier: MIT */
/* The gate: words. Warnings, most of them: what looks wrong may be meant. */
#include "gate_parts.h"
#include "units/placeholder.h"

#include <stdlib.h>

static void put_space(jr_buf *room)
{
    if (room->n && room->p[room->n - 1] != ' ')
        jr_putc(room, ' ');
}

jr_str jr_gate_canonical(jr_buf *room, const jr_inline *items, size_t n)
{
    static const char marks[] = {[JR_PIECE_OPEN] = 1, [JR_PIECE_CLOSE] = 2, [JR_PIECE_CODE] = 3};
    if (n == 1 && items[0].kind == JR_PIECE_TEXT && jr_str_is_spaced(items[0].text))
        return items[0].text;
    room->n = 0;
    for (size_t i = 0; i < n; i++) {
        const jr_str text = items[i].text;
        if (items[i].kind != JR_PIECE_TEXT) {
            jr_putc(room, marks[items[i].kind]);
            continue;
        }
        const jr_str words = jr_str_trim(text);
        if (jr_str_is_spaced(words)) {
            if (jr_is_space(text.p[0]))
                put_space(room);
            jr_put(room, words);
            if (jr_is_space(text.p[text.n - 1]))
                jr_putc(room, ' ');
            continue;
        }
        for (size_t k = 0; k < text.n; k++) {
            if (jr_is_space(text.p[k]))
                put_space(room);
            else
                jr_putc(room, text.p[k]);
        }
    }
    if (room->n && room->p[room->n - 1] == ' ')
        room->n--;
    return jr_buf_str(room);
}

/* ---- Scripts ---- */

typedef enum script {
    SCRIPT_LATIN,
    SCRIPT_CYRILLIC,
    SCRIPT_GREEK,
    SCRIPT_HEBREW,
    SCRIPT_ARABIC,
    SCRIPT_DEVANAGARI,
    SCRIPT_THAI,
    SCRIPT_HANGUL,
    SCRIPT_KANA,
    SCRIPT_HAN,
    SCRIPT_COUNT
} script;

/* Blocks of the Unicode Standard that hold the letters of a script, ascending. */
static const struct block {
    uint32_t first, last;
    script script;
} blocks[] = {
    {0x41, 0x5A, SCRIPT_LATIN},      {0x61, 0x7A, SCRIPT_LATIN},        {0xC0, 0x24F, SCRIPT_LATIN},
    {0x370, 0x3FF, SCRIPT_GREEK},    {0x400, 0x52F, SCRIPT_CYRILLIC},   {0x590, 0x5FF, SCRIPT_HEBREW},
    {0x600, 0x6FF, SCRIPT_ARABIC},   {0x900, 0x97F, SCRIPT_DEVANAGARI}, {0xE00, 0xE7F, SCRIPT_THAI},
    {0x1100, 0x11FF, SCRIPT_HANGUL}, {0x1E00, 0x1EFF, SCRIPT_LATIN},    {0x1F00, 0x1FFF, SCRIPT_GREEK},
    {0x3041, 0x30FA, SCRIPT_KANA},   {0x3400, 0x4DBF, SCRIPT_HAN},      {0x4E00, 0x9FFF, SCRIPT_HAN},
    {0xAC00, 0xD7A3, SCRIPT_HANGUL}, {0xF900, 0xFAFF, SCRIPT_HAN},      {0x20000, 0x3FFFF, SCRIPT_HAN},
};

/* Languages that are not written in Latin letters, and what they are written in (CLDR, likely subtags). */
static const struct jr_gate_writing {
    const char *lang;
    script first, second;
    const char *name;
} writings[] = {
    {"zh", SCRIPT_HAN, SCRIPT_HAN, "Chinese"},
    {"ja", SCRIPT_KANA, SCRIPT_HAN, "Japanese"},
    {"ko", SCRIPT_HANGUL, SCRIPT_HANGUL, "Korean"},
    {"ru", SCRIPT_CYRILLIC, SCRIPT_CYRILLIC, "Cyrillic"},
    {"uk", SCRIPT_CYRILLIC, SCRIPT_CYRILLIC, "Cyrillic"},
    {"bg", SCRIPT_CYRILLIC, SCRIPT_CYRILLIC, "Cyrillic"},
    {"be", SCRIPT_CYRILLIC, SCRIPT_CYRILLIC, "Cyrillic"},
    {"mk", SCRIPT_CYRILLIC, SCRIPT_CYRILLIC, "Cyrillic"},
    {"kk", SCRIPT_CYRILLIC, SCRIPT_CYRILLIC, "Cyrillic"},
    {"el", SCRIPT_GREEK, SCRIPT_GREEK, "Greek"},
    {"he", SCRIPT_HEBREW, SCRIPT_HEBREW, "Hebrew"},
    {"ar", SCRIPT_ARABIC, SCRIPT_ARABIC, "Arabic"},
    {"fa", SCRIPT_ARABIC, SCRIPT_ARABIC, "Arabic"},
    {"ur", SCRIPT_ARABIC, SCRIPT_ARABIC, "Arabic"},
    {"hi", SCRIPT_DEVANAGARI, SCRIPT_DEVANAGARI, "Devanagari"},
    {"th", SCRIPT_THAI, SCRIPT_THAI, "Thai"},
};

/* Languages of which it depends on the reader, or that are not known here, have no entry in either list. */
static const char *const latin[] = {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb",
                                    "no", "fi", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "et",
                                    "lv", "lt", "tr", "ca", "eu", "gl", "id", "ms", "vi", "is"};

static size_t count_letters(jr_str s, size_t counts[SCRIPT_COUNT])
{
    size_t total = 0, narrow = 0; /* Latin letters of one byte or two */
    memset(counts, 0, SCRIPT_COUNT * sizeof *counts);
    for (size_t at = 0; at < s.n;) {
        const unsigned char first = (unsigned char)s.p[at];
        if (first < 0x80) { /* ASCII: Latin or no letter */
            narrow += jr_is_alpha(s.p[at++]);
            continue;
        }
        if (first >= 0xC3 && first <= 0xC8) { /* U+00C0 to U+023F: Latin, two bytes */
            narrow++;
            at += 2;
            continue;
        }
        const uint32_t c = jr_utf8_next(s, &at);
        for (size_t i = 0; i < sizeof blocks / sizeof *blocks && c >= blocks[i].first; i++)
            if (c <= blocks[i].last) {
                counts[blocks[i].script]++;
                total++;
                break;
            }
    }
    counts[SCRIPT_LATIN] += narrow;
    return total + narrow;
}

bool jr_gate_has_letters(jr_str canonical)
{
    for (size_t at = 0; at < canonical.n;) {
        const uint32_t c = jr_utf8_next(canonical, &at);
        if (jr_is_word(c) && !(c < 0x80 && !jr_is_alpha((char)c)))
            return true;
    }
    return false;
}

static bool has_script_tag(jr_str lang)
{
    size_t dash = jr_str_find(lang, 0, '-');
    const size_t next = jr_str_find(lang, dash + 1, '-');
    return next == dash + 5 && next <= lang.n; /* four letters (RFC 5646 §2.2.3) */
}

void jr_gate_script(gate *g)
{
    const jr_str lang = g->target_lang;
    const jr_str primary = jr_str_sub(lang, 0, jr_str_find(lang, 0, '-'));
    if (has_script_tag(lang))
        return;
    for (size_t i = 0; i < sizeof writings / sizeof *writings; i++)
        if (jr_str_eq_nocase(primary, jr_str_from(writings[i].lang)))
            g->writing = &writings[i];
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        g->latin = g->latin || jr_str_eq_nocase(primary, jr_str_from(latin[i]));
}

static void check_script(checked *c, jr_str source, jr_str target)
{
    enum { ENOUGH = 15 }; /* shorter texts may well be names */
    const struct jr_gate_writing *w = c->g->writing;
    size_t counts[SCRIPT_COUNT], of_source[SCRIPT_COUNT];
    if ((!w && !c->g->latin) || jr_str_eq(source, target))
        return;
    const size_t total = count_letters(target, counts), foreign = total - counts[SCRIPT_LATIN];
    if (w && total >= ENOUGH && !counts[w->first] && !counts[w->second])
        jr_gate_find(c, JR_CHECK_WRONG_SCRIPT, NULL, "the target has no %s letter", w->name);
    if (!c->g->latin || foreign <= counts[SCRIPT_LATIN] || foreign < 4)
        return;
    count_letters(source, of_source);
    if (of_source[SCRIPT_LATIN] > 0)
        jr_gate_find(c, JR_CHECK_WRONG_SCRIPT, NULL, "most letters of the target are not Latin");
}

/* ---- Addresses and placeholders ---- */

/* What is looked for in both texts. */
typedef struct sought {
    jr_check check;
    const char *what;
    const char *signs[4];                /* one of them is in every text that holds any */
    bool starts[256];                    /* with which bytes it may start */
    size_t (*scan)(jr_str s, size_t at); /* the end of what stands at `at`, or `at` */
} sought;

/* An address without the language in it: that may change (/en-us/ to /de-de/). */
static jr_str neutral(jr_str url, jr_arena *arena)
{
    for (size_t at = jr_str_find(url, 8, '/'); at + 6 < url.n; at = jr_str_find(url, at + 1, '/')) {
        const char *p = url.p + at + 1;
        if (jr_is_alpha(p[0]) && jr_is_alpha(p[1]) && p[2] == '-' && jr_is_alpha(p[3]) && jr_is_alpha(p[4]) &&
            p[5] == '/')
            return jr_arena_printf(arena, "%.*s%.*s", (int)at, url.p, (int)(url.n - at - 6), p + 5);
    }
    return url;
}

static int by_text(const void *a, const void *b)
{
    return jr_str_cmp(*(const jr_str *)a, *(const jr_str *)b);
}

static const sought addresses = {JR_CHECK_ALTERED_URL, "the address", {"http"}, {['h'] = true}, jr_address_end};
static const sought placeholders = {JR_CHECK_ALTERED_PLACEHOLDER,
                                    "the placeholder",
                                    {"{", "$", "%"},
                                    {['{'] = true, ['$'] = true, ['%'] = true},
                                    jr_placeholder_end};

static bool may_hold(jr_str s, const sought *k)
{
    for (size_t i = 0; i < sizeof k->signs / sizeof *k->signs && k->signs[i]; i++)
        if (jr_str_search(s, 0, jr_str_from(k->signs[i])) < s.n)
            return true;
    return false;
}

static size_t collect(checked *c, jr_str s, const sought *k, jr_buf *list)
{
    list->n = 0;
    for (size_t at = may_hold(s, k) ? 0 : s.n; at < s.n;) {
        const size_t end = k->starts[(unsigned char)s.p[at]] ? k->scan(s, at) : at;
        if (end > at) {
            const jr_str found = jr_str_sub(s, at, end);
            *GATE_PUSH(*list, jr_str) = k == &addresses ? neutral(found, c->g->scratch) : found;
        }
        at = end > at ? end : at + 1;
    }
    const size_t n = GATE_COUNT(*list, jr_str);
    if (n > 1)
        qsort(list->p, n, sizeof(jr_str), by_text);
    return n;
}

/* What one text has more of than the other is found; the first is enough. */
static void compare(checked *c, const sought *wanted, jr_str source, jr_str target)
{
    gate *g = c->g;
    const size_t n = collect(c, source, wanted, &g->vector), m = collect(c, target, wanted, &g->other);
    const jr_str *a = GATE_AT(g->vector, jr_str, 0), *b = GATE_AT(g->other, jr_str, 0);
    for (size_t i = 0, k = 0; i < n || k < m;) {
        const int order = i == n ? 1 : k == m ? -1 : jr_str_cmp(a[i], b[k]);
        if (order) {
            jr_gate_find(c, wanted->check, NULL, "%s “%.*s” is not in the %s", wanted->what,
                         JR_FMT(order < 0 ? a[i] : b[k]), order < 0 ? "target" : "source");
            return;
        }
        i++;
        k++;
    }
}

/* ---- The rest ---- */

/* Protected text stands in the target to the letter. */
static void check_terms(checked *c, jr_str target)
{
    size_t left = 64 << 20; /* bytes to be searched: each term reads the whole target */
    for (size_t i = 0; i < c->n_source; i++) {
        const jr_inline *in = &c->source[i];
        const jr_str term = jr_str_trim(in->text);
        if (in->kind != JR_PIECE_TEXT || !in->locked || term.n == 0)
            continue;
        if (left < target.n) {
            jr_gate_refuse(c, JR_CHECK_DAMAGED_UNIT, NULL, "it has too much protected text");
            return;
        }
        left -= target.n;
        const jr_str text = jr_gate_canonical(&c->g->vector, in, 1);
        if (jr_str_search(target, 0, text) == target.n)
            jr_gate_find(c, JR_CHECK_ALTERED_TERM, NULL, "protected text “%.*s” is not in the target", JR_FMT(text));
    }
}

static void check_length(checked *c, jr_str source, jr_str target)
{
    const size_t length = c->unit->limit ? jr_utf8_length(target) : 0;
    if (c->unit->limit && length > c->unit->limit && length > jr_utf8_length(source))
        jr_gate_find(c, JR_CHECK_TOO_LONG, NULL, "it has %zu characters, %u are recommended", length,
                     (unsigned)c->unit->limit);
}

void jr_gate_check_text(checked *c, jr_str source, jr_str target)
{
    check_script(c, source, target);
    check_terms(c, target);
    check_length(c, source, target);
    compare(c, &addresses, source, target);
    compare(c, &placeholders, source, target);
}
