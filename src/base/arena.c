/* SPDX-License-Identifier: MIT */
/* The arena: a chain of blocks, filled from the front. */
#include <jerome/arena.h>

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>

#include <jerome/diag.h>

#include "pages.h"

#define FIRST_BLOCK ((size_t)16 * 1024)

struct block {
    struct block *next;
    size_t size; /* of the whole block */
    alignas(max_align_t) unsigned char bytes[];
};

struct jr_arena {
    struct block *blocks; /* the newest first */
    unsigned char *at, *end;
    size_t next_size;
    size_t total;
};

static void say_and_exit(size_t size)
{
    fprintf(stderr, "jerome: error: out of memory (%zu bytes wanted) [limit-memory]\n", size);
    exit(JR_STATUS_LIMIT);
}

static void (*oom_handler)(size_t) = say_and_exit;

void jr_set_oom_handler(void (*handler)(size_t))
{
    oom_handler = handler ? handler : say_and_exit;
}

void jr_out_of_memory(size_t size)
{
    oom_handler(size);
    abort();
}

jr_arena *jr_arena_create(void)
{
    jr_arena *a = calloc(1, sizeof *a);
    if (!a)
        jr_out_of_memory(sizeof *a);
    a->next_size = FIRST_BLOCK;
    return a;
}

void jr_arena_destroy(jr_arena *a)
{
    if (!a)
        return;
    jr_arena_release(a);
    free(a);
}

/* What is kept is the block at hand, the largest of those that grow: what filled it is likely to fill it again. */
void jr_arena_reset(jr_arena *a)
{
    struct block *kept = NULL;
    for (struct block *b = a->blocks; b;) {
        struct block *next = b->next;
        if (a->at && (unsigned char *)b + b->size == a->end)
            kept = b;
        else
            jr_pages_free(b, b->size);
        b = next;
    }
    a->blocks = kept;
    a->total = kept ? kept->size : 0;
    if (!kept)
        return;
    kept->next = NULL;
    memset(kept->bytes, 0, (size_t)(a->at - kept->bytes));
    a->at = kept->bytes;
}

void jr_arena_release(jr_arena *a)
{
    for (struct block *b = a->blocks; b;) {
        struct block *next = b->next;
        jr_pages_free(b, b->size);
        b = next;
    }
    *a = (jr_arena){.next_size = FIRST_BLOCK};
}

/* A block with room for n bytes. Large requests get a block of their own, so that what is left of the current one stays
   in use. */
static void *add_block(jr_arena *a, size_t n)
{
    const bool own = n > a->next_size / 4;
    const size_t room = own ? n : a->next_size - sizeof(struct block);
    if (room > SIZE_MAX - sizeof(struct block))
        jr_out_of_memory(n);
    struct block *b = jr_pages_take(sizeof(struct block) + room);
    if (!b)
        jr_out_of_memory(n);
    b->size = sizeof(struct block) + room;
    b->next = a->blocks;
    a->blocks = b;
    a->total += b->size;
    if (own)
        return b->bytes;
    a->at = b->bytes + n;
    a->end = b->bytes + room;
    a->next_size = jr_pages_next(a->next_size, a->total);
    return b->bytes;
}

/* n zeroed bytes at the given alignment (a power of two). Blocks are zeroed when they are made and used once. */
static void *take(jr_arena *a, size_t n, size_t align)
{
    const size_t pad = a->at ? (size_t)(-(uintptr_t)a->at & (align - 1)) : 0;
    if (!a->at || (size_t)(a->end - a->at) < pad || (size_t)(a->end - a->at) - pad < n) {
        if (n > SIZE_MAX - alignof(max_align_t))
            jr_out_of_memory(n);
        return add_block(a, (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1));
    }
    unsigned char *p = a->at + pad;
    a->at = p + n;
    return p;
}

void *jr_arena_alloc(jr_arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        jr_out_of_memory(SIZE_MAX);
    return take(a, count * size, alignof(max_align_t));
}

void *jr_arena_grown(void *items, size_t n, size_t *capacity, size_t size, jr_arena *arena)
{
    if (n < *capacity)
        return items;
    *capacity = *capacity ? 2 * *capacity : 8;
    void *more = jr_arena_alloc(arena, *capacity, size);
    if (n)
        memcpy(more, items, n * size);
    return more;
}

jr_str jr_arena_copy(jr_arena *a, jr_str s)
{
    if (s.n == SIZE_MAX)
        jr_out_of_memory(s.n);
    char *p = take(a, s.n + 1, 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return (jr_str){p, s.n};
}

jr_str jr_arena_vprintf(jr_arena *a, const char *format, va_list args)
{
    char text[256]; /* most fit */
    va_list again;
    va_copy(again, args);
    const int n = vsnprintf(text, sizeof text, format, args);
    const size_t size = n < 0 ? 0 : (size_t)n;
    char *p = take(a, size + 1, 1);
    if (size < sizeof text)
        memcpy(p, text, size);
    else
        vsnprintf(p, size + 1, format, again);
    va_end(again);
    p[size] = '\0';
    return (jr_str){p, size};
}

jr_str jr_arena_printf(jr_arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const jr_str s = jr_arena_vprintf(a, format, args);
    va_end(args);
    return s;
}

size_t jr_arena_size(const jr_arena *a)
{
    return a->total;
}
