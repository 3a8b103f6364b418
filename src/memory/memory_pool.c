/* SPDX-License-Identifier: MIT */
#include "memory_parts.h"

#include <stdlib.h>

#include <jerome/map.h>

static uint32_t hash_of(jr_str text)
{
    return (uint32_t)jr_map_hash(text);
}

jr_str jr_pool_text(const jr_pool *pool, uint32_t number)
{
    const pool_item *item = MEMORY_AT(pool->items, pool_item, number);
    return (jr_str){item->p, item->n};
}

/* The slot of a text, or the free one where it would go. */
static uint32_t *slot_of(const jr_pool *pool, jr_str text, uint32_t hash)
{
    size_t i = hash & (pool->capacity - 1);
    for (; pool->slots[i]; i = (i + 1) & (pool->capacity - 1)) {
        const pool_item *item = MEMORY_AT(pool->items, pool_item, pool->slots[i] - 1);
        if (item->hash == hash && item->n == text.n && (text.n == 0 || memcmp(item->p, text.p, text.n) == 0))
            break;
    }
    return &pool->slots[i];
}

static void grow(jr_pool *pool)
{
    pool->capacity = pool->capacity ? 2 * pool->capacity : 64;
    free(pool->slots);
    pool->slots = calloc(pool->capacity, sizeof *pool->slots);
    if (!pool->slots)
        jr_out_of_memory(pool->capacity * sizeof *pool->slots);
    for (uint32_t number = 0; number < MEMORY_COUNT(pool->items, pool_item); number++) {
        size_t i = MEMORY_AT(pool->items, pool_item, number)->hash & (pool->capacity - 1);
        while (pool->slots[i])
            i = (i + 1) & (pool->capacity - 1);
        pool->slots[i] = number + 1;
    }
}

uint32_t jr_pool_add(jr_pool *pool, jr_str text, jr_arena *arena)
{
    const size_t count = MEMORY_COUNT(pool->items, pool_item);
    if (2 * count >= pool->capacity)
        grow(pool);
    const uint32_t hash = hash_of(text);
    uint32_t *slot = slot_of(pool, text, hash);
    if (*slot)
        return *slot - 1;
    const pool_item item = {arena ? jr_arena_copy(arena, text).p : text.p, (uint32_t)text.n, hash};
    jr_put(&pool->items, (jr_str){(const char *)&item, sizeof item});
    *slot = (uint32_t)count + 1;
    return (uint32_t)count;
}

uint32_t jr_pool_find(const jr_pool *pool, jr_str text)
{
    const uint32_t *slot = pool->capacity ? slot_of(pool, text, hash_of(text)) : NULL;
    return slot && *slot ? *slot - 1 : MEMORY_NONE;
}

void jr_pool_free(jr_pool *pool)
{
    jr_buf_free(&pool->items);
    free(pool->slots);
}
