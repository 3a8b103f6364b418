/* SPDX-License-Identifier: MIT */
/* An open-addressing hash table (linear probing) that grows at half load. */
#include "docx/map.h"

/* FNV-1a, 32 bits, with a final mix, so that the low bits depend on all of the key. */
static uint32_t hash_of(jr_str key)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (unsigned char)key.p[i]) * 16777619u;
    h ^= h >> 15;
    h *= 0x2c1b3c6du;
    h ^= h >> 12;
    return h;
}

/* The slot of the key, or the free one where it belongs. The table has a free slot. */
static docx_slot *slot_of(const docx_map *map, jr_str key, uint32_t hash)
{
    size_t i = hash & (map->cap - 1);
    while (map->slots[i].key.p && !(map->slots[i].hash == hash && jr_str_eq(map->slots[i].key, key)))
        i = (i + 1) & (map->cap - 1);
    return &map->slots[i];
}

static void grow(docx_map *map, jr_arena *arena)
{
    docx_map larger = {NULL, map->n, map->cap ? map->cap * 2 : 64};
    larger.slots = jr_arena_array(arena, docx_slot, larger.cap);
    for (size_t i = 0; i < map->cap; i++) {
        if (map->slots[i].key.p)
            *slot_of(&larger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    }
    *map = larger;
}

uint32_t *docx_map_at(docx_map *map, jr_arena *arena, jr_str key)
{
    if (map->n * 2 >= map->cap)
        grow(map, arena);
    if (!key.p)
        key = JR_STR("");
    const uint32_t hash = hash_of(key);
    docx_slot *slot = slot_of(map, key, hash);
    if (!slot->key.p) {
        *slot = (docx_slot){key, 0, hash};
        map->n++;
    }
    return &slot->value;
}

uint32_t docx_map_get(const docx_map *map, jr_str key)
{
    return map->cap ? slot_of(map, key, hash_of(key))->value : 0;
}
