/* SPDX-License-Identifier: MIT */
/* Growing arrays in an arena. */
#ifndef JR_BASE_GROW_H
#define JR_BASE_GROW_H

#include <jerome/arena.h>

/* Room for one more of *items (n in use, cap allocated). */
#define JR_GROW(arena, items, n, cap)                                                                                  \
    do {                                                                                                               \
        if ((n) == (cap))                                                                                              \
            (items) = jr_grow((arena), (items), (n), sizeof *(items), &(cap));                                         \
    } while (0)

static inline void *jr_grow(jr_arena *arena, const void *items, size_t n, size_t size, size_t *cap)
{
    *cap = *cap ? 2 * *cap : 2; /* most units have one piece or two */
    void *grown = jr_arena_alloc(arena, *cap, size);
    if (n)
        memcpy(grown, items, n * size);
    return grown;
}

#endif
