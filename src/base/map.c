/* SPDX-License-Identifier: MIT */
#include <jerome/map.h>

/* Eight bytes at a time are multiplied in; the high bits, which all of them reach, are mixed into the low ones, which
   choose the slot. Where a key stands in a map is never seen: the order of bytes in the machine does not matter. */
size_t jr_map_hash(jr_str key)
{
    uint64_t h = key.n;
    for (size_t i = 0; i < key.n; i += 8) {
        uint64_t word = 0;
        memcpy(&word, key.p + i, key.n - i < 8 ? key.n - i : 8);
        h = (h ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    return (size_t)h;
}

/* The slot of a key, or the free one where it would go. */
static jr_map_slot *slot_of(const jr_map *map, jr_str key, size_t h)
{
    size_t i = h & (map->capacity - 1);
    while (map->slots[i].key.p && !(map->slots[i].hash == h && jr_str_eq(map->slots[i].key, key)))
        i = (i + 1) & (map->capacity - 1);
    return &map->slots[i];
}

/* The free slot where a new key would go. */
static jr_map_slot *free_slot(const jr_map *map, size_t h)
{
    size_t i = h & (map->capacity - 1);
    while (map->slots[i].key.p)
        i = (i + 1) & (map->capacity - 1);
    return &map->slots[i];
}

static void grow(jr_map *map)
{
    const jr_map old = *map;
    map->capacity = old.capacity ? 2 * old.capacity : 64;
    map->slots = jr_arena_array(map->arena, jr_map_slot, map->capacity);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].key.p)
            *free_slot(map, old.slots[i].hash) = old.slots[i];
}

/* The slot of a key, made where it is new. */
static jr_map_slot *claim(jr_map *map, jr_str key, bool *ret_new)
{
    if (!key.p)
        key.p = "";
    if (4 * (map->count + 1) > 3 * map->capacity)
        grow(map);
    const size_t h = jr_map_hash(key);
    jr_map_slot *slot = slot_of(map, key, h);
    *ret_new = slot->key.p == NULL;
    if (*ret_new) {
        *slot = (jr_map_slot){key, h, 0};
        map->count++;
    }
    return slot;
}

bool jr_map_add(jr_map *map, jr_str key, size_t value)
{
    bool is_new;
    jr_map_slot *slot = claim(map, key, &is_new);
    if (is_new)
        slot->value = value;
    return is_new;
}

size_t *jr_map_at(jr_map *map, jr_str key)
{
    bool is_new;
    return &claim(map, key, &is_new)->value;
}

size_t jr_map_get(const jr_map *map, jr_str key)
{
    size_t value = 0;
    return jr_map_find(map, key, &value) ? value : 0;
}

bool jr_map_find(const jr_map *map, jr_str key, size_t *ret_value)
{
    const jr_map_slot *slot = map->capacity ? slot_of(map, key, jr_map_hash(key)) : NULL;
    if (!slot || !slot->key.p)
        return false;
    *ret_value = slot->value;
    return true;
}
