/* SPDX-License-Identifier: MIT */
#include "nearest.h"

#define LONGEST 63

static size_t least(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Edits from a to b: insertions, deletions, replacements and swaps of neighbours (optimal string alignment). Both are
   at most LONGEST long. */
static size_t distance(jr_str a, jr_str b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.n; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            const bool same = jr_lower(a.p[i - 1]) == jr_lower(b.p[j - 1]);
            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
        size_t *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b.n];
}

jr_nearest jr_nearest_start(jr_str wanted)
{
    return (jr_nearest){.wanted = wanted, .distance = 2 + wanted.n / 4};
}

void jr_nearest_offer(jr_nearest *search, jr_str candidate)
{
    if (search->wanted.n > LONGEST || candidate.n > LONGEST)
        return;
    const size_t edits = distance(search->wanted, candidate);
    if (edits < search->distance && edits < candidate.n) {
        search->best = candidate;
        search->distance = edits;
    }
}
