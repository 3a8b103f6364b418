/* SPDX-License-Identifier: MIT */
/* Names to numbers, in the job's arena. */
#ifndef JEROME_MAP_H
#define JEROME_MAP_H

#include "arena.h"
#include "str.h"

typedef struct jr_map_slot {
    jr_str key; /* key.p == NULL: free */
    size_t hash;
    size_t value;
} jr_map_slot;

/* Start with `jr_map map = {.arena = arena};`. Keys are not copied. */
typedef struct jr_map {
    jr_arena *arena;
    jr_map_slot *slots;
    size_t capacity; /* 0 or a power of two */
    size_t count;
} jr_map;

/* What keys are found by: the same for the same bytes, within one process. */
JR_API size_t jr_map_hash(jr_str key);
/* Adds a key; false, and nothing changes, where it is there already. */
JR_API bool jr_map_add(jr_map *map, jr_str key, size_t value);
/* Finds a key's number; false where there is none. */
JR_API bool jr_map_find(const jr_map *map, jr_str key, size_t *ret_value);
/* The place of a key's number, which is 0 where the key is new; valid until the next key is added. */
JR_API JR_NONNULL size_t *jr_map_at(jr_map *map, jr_str key);
/* A key's number, or 0. */
JR_API size_t jr_map_get(const jr_map *map, jr_str key);

#endif
