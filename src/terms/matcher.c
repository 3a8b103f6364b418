/* SPDX-License-Identifier: MIT */
#include "matcher.h"

#include "base/grow.h"

/* ---- The machine ---- */

/* A state is a prefix of a word. Its edges are in one table for all states, by state and byte. */
typedef struct state {
    uint32_t fail;   /* state of the longest proper suffix that is a prefix of a word */
    uint32_t output; /* nearest state along the failures where a word ends, this one left out; 0: none */
    uint32_t length; /* of the word that ends here, or 0 */
    uint32_t word;   /* its index */
    uint32_t parent;
    unsigned char byte; /* by which it is reached */
} state;

struct jr_matcher {
    state *states;
    size_t n;
    uint32_t *edges; /* states, by hash of parent and byte; 0: free */
    size_t mask;
};

static size_t slot_of(const jr_matcher *m, uint32_t parent, unsigned char byte)
{
    size_t at = (parent * UINT32_C(2654435761) ^ byte * UINT32_C(0x9E3779B1)) & m->mask;
    while (m->edges[at] && (m->states[m->edges[at]].parent != parent || m->states[m->edges[at]].byte != byte))
        at = (at + 1) & m->mask;
    return at;
}

static void add_word(jr_matcher *m, jr_str word, size_t index)
{
    uint32_t at = 0;
    for (size_t i = 0; i < word.n; i++) {
        const unsigned char byte = (unsigned char)word.p[i];
        const size_t slot = slot_of(m, at, byte);
        if (!m->edges[slot]) {
            m->states[m->n] = (state){.parent = at, .byte = byte};
            m->edges[slot] = (uint32_t)m->n++;
        }
        at = m->edges[slot];
    }
    if (m->states[at].length)
        return;
    m->states[at].length = (uint32_t)word.n;
    m->states[at].word = (uint32_t)index;
}

static uint32_t next_state(const jr_matcher *m, uint32_t at, unsigned char byte)
{
    for (;;) {
        const uint32_t to = m->edges[slot_of(m, at, byte)];
        if (to || at == 0)
            return to;
        at = m->states[at].fail;
    }
}

/* States in the order of their depth: a word's states are numbered in that order, but those of several are not. */
static void set_failures(jr_arena *arena, jr_matcher *m)
{
    uint32_t *depth = jr_arena_array(arena, uint32_t, m->n), *order = jr_arena_array(arena, uint32_t, m->n);
    uint32_t deepest = 0;
    for (size_t i = 1; i < m->n; i++) {
        depth[i] = depth[m->states[i].parent] + 1;
        deepest = depth[i] > deepest ? depth[i] : deepest;
    }
    size_t *first = jr_arena_array(arena, size_t, (size_t)deepest + 2);
    for (size_t i = 1; i < m->n; i++)
        first[depth[i] + 1]++;
    for (size_t i = 1; i < (size_t)deepest + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 1; i < m->n; i++)
        order[first[depth[i]]++] = (uint32_t)i;
    for (size_t i = 0; i + 1 < m->n; i++) {
        state *s = &m->states[order[i]];
        if (s->parent)
            s->fail = next_state(m, m->states[s->parent].fail, s->byte);
        s->output = m->states[s->fail].length ? s->fail : m->states[s->fail].output;
    }
}

const jr_matcher *jr_matcher_build(const jr_str *words, size_t n, jr_arena *arena)
{
    if (n == 0)
        return NULL;
    size_t bytes = 0, slots = 16;
    for (size_t i = 0; i < n; i++)
        bytes += words[i].n;
    while (slots < 2 * bytes)
        slots *= 2;
    jr_matcher *m = jr_arena_new(arena, jr_matcher);
    m->states = jr_arena_array(arena, state, bytes + 1);
    m->n = 1;
    m->edges = jr_arena_array(arena, uint32_t, slots);
    m->mask = slots - 1;
    for (size_t i = 0; i < n; i++)
        add_word(m, words[i], i);
    set_failures(arena, m);
    return m;
}

/* ---- Finding ---- */

jr_matcher_scan jr_matcher_start(const jr_matcher *matcher, jr_str text)
{
    return (jr_matcher_scan){.matcher = matcher, .text = text};
}

bool jr_matcher_next(jr_matcher_scan *scan)
{
    const jr_matcher *m = scan->matcher;
    while (!scan->output) {
        if (scan->end == scan->text.n)
            return false;
        scan->state = next_state(m, scan->state, (unsigned char)scan->text.p[scan->end++]);
        scan->output = m->states[scan->state].length ? scan->state : m->states[scan->state].output;
    }
    const state *s = &m->states[scan->output];
    scan->begin = scan->end - s->length;
    scan->word = s->word;
    scan->output = s->output;
    return true;
}

void jr_matcher_skip(jr_matcher_scan *scan)
{
    scan->output = 0;
}

void jr_longest_add(jr_longest *places, size_t begin, size_t end, size_t value)
{
    if (!places->ends) {
        places->ends = jr_arena_array(places->arena, uint32_t, places->length);
        places->values = jr_arena_array(places->arena, uint32_t, places->length);
    }
    if (end <= places->ends[begin])
        return;
    places->ends[begin] = (uint32_t)end;
    places->values[begin] = (uint32_t)value;
}

size_t jr_longest_take(const jr_longest *places, jr_found **ret_places)
{
    jr_found *found = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; places->ends && i < places->length;) {
        if (!places->ends[i]) {
            i++;
            continue;
        }
        JR_GROW(places->arena, found, n, cap);
        found[n++] = (jr_found){i, places->ends[i], places->values[i]};
        i = places->ends[i];
    }
    *ret_places = found;
    return n;
}

/* ---- Words ---- */

uint32_t jr_char_before(jr_str s, size_t at)
{
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80);
    return jr_utf8_next(s, &at);
}

uint32_t jr_char_at(jr_str s, size_t at)
{
    return at < s.n ? jr_utf8_next(s, &at) : 0;
}

bool jr_is_letter(uint32_t c)
{
    return jr_is_word(c) && !jr_is_cjk(c);
}

bool jr_is_word_edge(jr_str s, size_t at)
{
    return !(jr_is_letter(jr_char_before(s, at)) && jr_is_letter(jr_char_at(s, at)));
}

bool jr_is_whole_word(jr_str s, size_t begin, size_t end)
{
    return jr_is_word_edge(s, begin) && jr_is_word_edge(s, end);
}
