/* SPDX-License-Identifier: MIT */
/* Levenshtein's distance over words, a column of its table in the bits of machine words (G. Myers, A fast bit-vector
   algorithm for approximate string matching, 1999, in the form of H. Hyyrö for distances of whole texts, 2003). */
#include "memory_parts.h"

#include <assert.h>

enum { BITS = 64 };

struct distance_pattern {
    size_t n;
    size_t blocks;          /* of 64 words */
    uint32_t *keys;         /* hash table: word + 1, or 0 */
    uint64_t *places;       /* of each slot `blocks`: where the word stands */
    size_t mask;            /* of the table's slots */
    uint64_t *none;         /* `blocks` zeroes */
    uint64_t *plus, *minus; /* differences down the column: +1, -1 */
};

static size_t slot_of(const distance_pattern *p, uint32_t word)
{
    size_t i = (word * UINT32_C(0x9E3779B1)) >> 7 & p->mask;
    while (p->keys[i] && p->keys[i] != word + 1)
        i = (i + 1) & p->mask;
    return i;
}

distance_pattern *jr_distance_pattern(const uint32_t *words, size_t n, jr_arena *arena)
{
    distance_pattern *p = jr_arena_new(arena, distance_pattern);
    size_t slots = 16;
    while (slots < 2 * n + 2)
        slots *= 2;
    assert(n <= MEMORY_MAX_WORDS);
    p->n = n;
    p->blocks = (n + BITS - 1) / BITS;
    p->mask = slots - 1;
    p->keys = jr_arena_array(arena, uint32_t, slots);
    p->places = jr_arena_array(arena, uint64_t, slots * p->blocks);
    p->none = jr_arena_array(arena, uint64_t, p->blocks);
    p->plus = jr_arena_array(arena, uint64_t, p->blocks);
    p->minus = jr_arena_array(arena, uint64_t, p->blocks);
    for (size_t i = 0; i < n; i++) {
        if (words[i] == MEMORY_NONE)
            continue; /* no text has it */
        const size_t slot = slot_of(p, words[i]);
        p->keys[slot] = words[i] + 1;
        p->places[slot * p->blocks + i / BITS] |= UINT64_C(1) << i % BITS;
    }
    return p;
}

/* One column: the next word of the other text, of which `places` says where the pattern has it. Gives the difference of
   the column's last row to that of the column before. */
static int advance(distance_pattern *p, const uint64_t *places)
{
    int carry = 1; /* the first row is 0, 1, 2, … */
    for (size_t b = 0; b < p->blocks; b++) {
        const uint64_t plus = p->plus[b], minus = p->minus[b];
        const uint64_t equal = places[b] | (carry < 0 ? 1U : 0U);
        const uint64_t diagonal = (((equal & plus) + plus) ^ plus) | equal | minus;
        uint64_t up = minus | ~(diagonal | plus);
        uint64_t down = plus & diagonal;
        const size_t last = b + 1 == p->blocks ? (p->n - 1) % BITS : BITS - 1;
        const int out = (int)(up >> last & 1) - (int)(down >> last & 1);
        up = up << 1 | (carry > 0 ? 1U : 0U);
        down = down << 1 | (carry < 0 ? 1U : 0U);
        p->plus[b] = down | ~(diagonal | up);
        p->minus[b] = up & diagonal;
        carry = out;
    }
    return carry;
}

size_t jr_distance(distance_pattern *pattern, const uint32_t *words, size_t n)
{
    size_t distance = pattern->n;
    if (pattern->n == 0)
        return n;
    for (size_t b = 0; b < pattern->blocks; b++) {
        pattern->plus[b] = UINT64_MAX;
        pattern->minus[b] = 0;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t slot = slot_of(pattern, words[i]);
        const int step =
            advance(pattern, pattern->keys[slot] ? pattern->places + slot * pattern->blocks : pattern->none);
        distance = step < 0 ? distance - 1 : distance + (size_t)step;
    }
    return distance;
}
