/* SPDX-License-Identifier: MIT */
/* Terms in texts, and what became of them. */
#include "termbase_parts.h"

#include <stdlib.h>

#include "base/grow.h"

/* ---- Source terms ---- */

/* Marks between the parts of one word: "add-on", "file.txt", "read_only". */
static bool is_joint(uint32_t c)
{
    return c == '-' || c == '.' || c == '_' || c == '@' || c == 0x2010 || c == 0x2011;
}

/* The place is not a part of a word, be it joined by a mark: "on" is none of "add-on". */
static bool stands_alone(jr_str s, size_t begin, size_t end)
{
    if (!jr_is_whole_word(s, begin, end))
        return false;
    const uint32_t before = jr_char_before(s, begin), behind = jr_char_at(s, end);
    if (is_joint(before) && jr_is_letter(jr_char_at(s, begin))) {
        size_t at = begin - 1;
        while (((unsigned char)s.p[at] & 0xC0) == 0x80)
            at--;
        if (jr_is_letter(jr_char_before(s, at)))
            return false;
    }
    if (is_joint(behind) && jr_is_letter(jr_char_before(s, end))) {
        size_t at = end;
        jr_utf8_next(s, &at);
        if (jr_is_letter(jr_char_at(s, at)))
            return false;
    }
    return true;
}

/* Nothing but quotes, brackets and space between it and the end of a sentence, or the start of the text. */
static bool starts_sentence(jr_str s, size_t at)
{
    static const uint32_t enders[] = {'.', '!', '?', ':', 0x2026, 0x3002, 0xFF01, 0xFF1F};
    while (at > 0) {
        const uint32_t c = jr_char_before(s, at);
        for (size_t i = 0; i < sizeof enders / sizeof *enders; i++)
            if (c == enders[i])
                return true;
        if (jr_is_word(c))
            return false;
        do
            at--;
        while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80);
    }
    return true;
}

/* The letters of the place are those of the term; the first may be a capital letter where a sentence starts. */
static bool has_letters(jr_str s, size_t begin, size_t end, const term_form *form)
{
    const jr_str place = jr_str_sub(s, 0, end);
    size_t at = begin, of_term = 0, left = jr_utf8_length(form->term) - form->cut;
    for (bool first = true; left > 0; left--, first = false) {
        const uint32_t want = jr_term_char(form->term, &of_term), got = jr_term_char(place, &at);
        if (!want || !got)
            break; /* the term held what is not seen */
        if (want != got && !(first && want == jr_term_lower(got) && starts_sentence(s, begin)))
            return false;
    }
    for (uint32_t c; (c = jr_term_char(place, &at));) /* an ending */
        if (c != jr_term_lower(c))
            return false;
    return true;
}

/* Of the forms that look so the one that is meant, or NULL: the term itself rather than its plural, one whose letters
   count rather than another. */
static const term_form *choose(const jr_termbase *base, size_t word, jr_str s, size_t begin, size_t end)
{
    const term_form *chosen = NULL;
    for (uint32_t i = base->chains[word]; i; i = base->forms[i - 1].next) {
        const term_form *form = &base->forms[i - 1];
        if (form->kept && !has_letters(s, begin, end, form))
            continue;
        if (!chosen || (chosen->inflected && !form->inflected) ||
            (chosen->inflected == form->inflected && form->kept && !chosen->kept))
            chosen = form;
    }
    return chosen;
}

size_t jr_termbase_find(const jr_termbase *base, jr_str text, jr_arena *arena, jr_term_match **ret_matches)
{
    *ret_matches = NULL;
    if (!base->sources)
        return 0;
    uint32_t *origins;
    const jr_str folded = jr_term_fold(text, arena, &origins);
    jr_longest longest = {.arena = arena, .length = text.n};
    for (jr_matcher_scan scan = jr_matcher_start(base->sources, folded); jr_matcher_next(&scan);) {
        const size_t begin = origins[scan.begin], end = origins[scan.end];
        if (!jr_is_word_edge(text, end)) {
            jr_matcher_skip(&scan);
            continue;
        }
        if (!stands_alone(text, begin, end))
            continue;
        const term_form *form = choose(base, scan.word, text, begin, end);
        if (form)
            jr_longest_add(&longest, begin, end, form->entry);
    }
    jr_found *found;
    const size_t n = jr_longest_take(&longest, &found);
    jr_term_match *matches = n ? jr_arena_array(arena, jr_term_match, n) : NULL;
    for (size_t i = 0; i < n; i++)
        matches[i] = (jr_term_match){found[i].begin, found[i].end, &base->entries[found[i].value]};
    *ret_matches = matches;
    return n;
}

/* ---- Target terms ---- */

/* Which terms of the target stand in a text: those that are anywhere in it, those that stand by themselves. */
typedef struct sightings {
    jr_str text;
    bool *seen, *used; /* by word */
} sightings;

/* Finds all in two rounds: what lies within a longer term is known when all have been seen. */
static void look(const jr_termbase *base, jr_str folded, jr_arena *arena, sightings *ret_seen)
{
    sightings s = {folded, jr_arena_array(arena, bool, base->n_words), jr_arena_array(arena, bool, base->n_words)};
    uint32_t *longest = jr_arena_array(arena, uint32_t, folded.n); /* end of the longest that begins at an offset */
    uint32_t *reach = jr_arena_array(arena, uint32_t, folded.n);   /* farthest end of those that begin before it */
    for (jr_matcher_scan scan = jr_matcher_start(base->words, folded); jr_matcher_next(&scan);) {
        s.seen[scan.word] = true;
        if (scan.end > longest[scan.begin])
            longest[scan.begin] = (uint32_t)scan.end;
    }
    for (size_t i = 1; i < folded.n; i++)
        reach[i] = reach[i - 1] > longest[i - 1] ? reach[i - 1] : longest[i - 1];
    for (jr_matcher_scan scan = jr_matcher_start(base->words, folded); jr_matcher_next(&scan);)
        if (!s.used[scan.word] && scan.end == longest[scan.begin] && reach[scan.begin] < scan.end)
            s.used[scan.word] = jr_is_whole_word(folded, scan.begin, scan.end);
    *ret_seen = s;
}

/* ---- Other endings ---- */

/* A letter without the marks that come and go as words are inflected ("Vorgang", "Vorgänge"). */
static uint32_t bare(uint32_t c)
{
    static const uint32_t pairs[][2] = {{0xE4, 'a'}, {0xF6, 'o'}, {0xFC, 'u'}, {0xF3, 'o'}, {0x16F, 'u'}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (c == pairs[i][0])
            return pairs[i][1];
    return c;
}

/* The next word from *at on, of a script that inflects words; empty: there is none. */
static jr_str next_word(jr_str s, size_t *at)
{
    size_t begin = *at, end;
    for (end = begin; end < s.n;) {
        size_t next = end;
        if (jr_is_letter(jr_utf8_next(s, &next))) {
            end = next;
        } else if (end > begin) {
            break;
        } else {
            begin = end = next;
        }
    }
    *at = end;
    return jr_str_sub(s, begin, end);
}

/* True where two words may be one with different endings: all but the last two letters of a word of six or more agree,
   all but the last one of four or five, all of three; one of two has no endings. */
static bool is_same_word(jr_str word, jr_str other)
{
    const size_t length = jr_utf8_length(word), others = jr_utf8_length(other);
    const size_t stem = length >= 6 ? length - 2 : length >= 4 ? length - 1 : length;
    size_t at = 0, of_other = 0, n = 0;
    while (at < word.n && of_other < other.n && bare(jr_utf8_next(word, &at)) == bare(jr_utf8_next(other, &of_other)))
        n++;
    return n >= stem && others <= length + (length >= 4 ? 4 : length == 3 ? 2 : 0);
}

/* The words of a term stand in the text one behind another, with whatever endings. */
static bool is_inflected_in(jr_str term, jr_str text)
{
    size_t at = 0;
    for (jr_str first; (first = next_word(text, &at)).n;) {
        size_t behind = at, of_term = 0;
        jr_str word = next_word(term, &of_term);
        for (jr_str now = first; word.n && now.n && is_same_word(word, now);) {
            word = next_word(term, &of_term);
            if (word.n == 0)
                return true;
            now = next_word(text, &behind);
        }
    }
    return false;
}

/* Without hyphens: compounds have them or not ("Proxyserver", "Proxy-Server"). */
static jr_str without_hyphens(jr_str s, jr_arena *arena)
{
    char *out = jr_arena_array(arena, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '-')
            out[n++] = s.p[i];
    return (jr_str){out, n};
}

/* ---- A translation ---- */

typedef struct review {
    const jr_termbase *base;
    jr_arena *arena;
    sightings seen;
    jr_str plain;  /* the text without hyphens, once it is asked for */
    size_t budget; /* bytes that may yet be read for other endings */
    jr_term_finding *findings;
    size_t n, cap;
} review;

static bool is_translated(review *r, size_t entry)
{
    const jr_term_entry *e = &r->base->entries[entry];
    for (size_t i = 0; i < e->n_translations; i++)
        if (r->seen.seen[r->base->targets[entry].allowed[i]])
            return true;
    for (size_t i = 0; i < e->n_translations; i++) {
        if (r->budget < r->seen.text.n) /* what cannot be looked up is not held against anybody */
            return true;
        r->budget -= r->seen.text.n;
        const jr_str term = jr_term_fold(e->translations[i], r->arena, NULL);
        const jr_str plain = without_hyphens(term, r->arena);
        if (!r->plain.p)
            r->plain = without_hyphens(r->seen.text, r->arena);
        if (is_inflected_in(term, r->seen.text) || (plain.n && jr_str_search(r->plain, 0, plain) < r->plain.n))
            return true;
    }
    return e->n_translations == 0;
}

static void review_entry(review *r, size_t entry)
{
    const jr_term_entry *e = &r->base->entries[entry];
    for (size_t i = 0; i < e->n_deprecated; i++)
        if (r->seen.used[r->base->targets[entry].deprecated[i]]) {
            JR_GROW(r->arena, r->findings, r->n, r->cap);
            r->findings[r->n++] = (jr_term_finding){e, e->deprecated[i]};
        }
    if (e->term.n && !is_translated(r, entry)) {
        JR_GROW(r->arena, r->findings, r->n, r->cap);
        r->findings[r->n++] = (jr_term_finding){.entry = e};
    }
}

static int by_entry(const void *a, const void *b)
{
    const jr_term_match *x = a, *y = b;
    return x->entry != y->entry ? (x->entry > y->entry) - (x->entry < y->entry)
                                : (x->begin > y->begin) - (x->begin < y->begin);
}

static int by_begin(const void *a, const void *b)
{
    const jr_term_match *x = a, *y = b;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

size_t jr_termbase_check(const jr_termbase *base, jr_str source, jr_str target, jr_arena *arena,
                         jr_term_finding **ret_findings)
{
    jr_term_match *matches;
    size_t n = jr_termbase_find(base, source, arena, &matches), unique = 0;
    review r = {.base = base, .arena = arena, .budget = 16 << 20};
    *ret_findings = NULL;
    if (!base->words || (n == 0 && base->n_forbidden == 0))
        return 0;
    look(base, jr_term_fold(target, arena, NULL), arena, &r.seen);
    if (n)
        qsort(matches, n, sizeof *matches, by_entry);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || matches[i].entry != matches[i - 1].entry)
            matches[unique++] = matches[i];
    if (unique)
        qsort(matches, unique, sizeof *matches, by_begin);
    for (size_t i = 0; i < unique; i++)
        review_entry(&r, (size_t)(matches[i].entry - base->entries));
    for (size_t i = 0; i < base->n_forbidden; i++)
        review_entry(&r, base->forbidden[i]);
    *ret_findings = r.findings;
    return r.n;
}
