/* SPDX-License-Identifier: MIT */
/* Strings to numbers, in an arena. */
#ifndef JR_DOCX_MAP_H
#define JR_DOCX_MAP_H

#include <jerome/arena.h>

typedef struct docx_slot {
    jr_str key;
    uint32_t value; /* 0: not set yet */
    uint32_t hash;
} docx_slot;

/* Start with all zero. */
typedef struct docx_map {
    docx_slot *slots; /* cap of them, a power of two */
    size_t n, cap;
} docx_map;

/* The place of the key's value, which is 0 where the key is new. The key is not copied. Valid until the next call. */
uint32_t *docx_map_at(docx_map *map, jr_arena *arena, jr_str key);
/* The key's value, or 0. */
uint32_t docx_map_get(const docx_map *map, jr_str key);

#endif
