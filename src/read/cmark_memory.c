/* SPDX-License-Identifier: MIT */
/* cmark-gfm's own allocator calls calloc for every node and abort() when memory runs out. This one does neither. */
#include "cmark_memory.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jerome/arena.h>

#include "base/pages.h"

#define FIRST_BLOCK ((size_t)64 * 1024)
/* Pieces are kept for reuse by size, in steps of this, up to 1 KiB. */
#define CLASS_STEP ((size_t)16)
/* A node of cmark-gfm has about 180 bytes; hardly any string has. */
#define SMALLEST_NODE         ((size_t)144)
#define LARGEST_NODE          ((size_t)240)
#define ALLOCATIONS_PER_CHECK 64u

struct jr_cmark_block {
    struct jr_cmark_block *next;
    size_t size;
};

/* What stands before each piece handed out: realloc has to know how much to copy. */
struct head {
    size_t size;
};

static _Thread_local jr_cmark_memory *current;

static uint64_t read_clock(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * UINT64_C(1000000000) + (uint64_t)t.tv_nsec;
}

_Noreturn void jr_cmark_memory_stop(jr_cmark_memory *m, jr_cmark_stop why)
{
    m->stop = why;
    longjmp(m->out, 1);
}

uint64_t jr_cmark_memory_nanoseconds(const jr_cmark_memory *m)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID) - m->cpu;
}

void jr_cmark_memory_check(jr_cmark_memory *m)
{
    m->until_check = ALLOCATIONS_PER_CHECK;
    /* A thread has no more CPU time than has passed, and the clock on the wall is read without a system call. */
    if (m->limited && read_clock(CLOCK_MONOTONIC) - m->wall > m->nanoseconds &&
        jr_cmark_memory_nanoseconds(m) > m->nanoseconds)
        jr_cmark_memory_stop(m, JR_CMARK_OUT_OF_TIME);
}

/* Room for n bytes in a new block. Large pieces get a block of their own; what is left of the current one stays in
   use. */
static unsigned char *add_block(jr_cmark_memory *m, bool node, size_t n)
{
    const bool own = n > m->region[node].next_size / 4;
    const size_t size = own ? sizeof(struct jr_cmark_block) + n : m->region[node].next_size;
    if (m->limited && size > m->budget)
        jr_cmark_memory_stop(m, JR_CMARK_OUT_OF_MEMORY);
    struct jr_cmark_block *b = jr_pages_take(size);
    if (!b && m->limited)
        jr_cmark_memory_stop(m, JR_CMARK_OUT_OF_MEMORY);
    if (!b)
        jr_out_of_memory(size);
    m->budget -= size < m->budget ? size : m->budget;
    b->size = size;
    b->next = m->blocks;
    m->blocks = b;
    unsigned char *p = (unsigned char *)(b + 1);
    if (own)
        return p;
    m->region[node].at = p + n;
    m->region[node].end = (unsigned char *)b + size;
    m->region[node].total += size;
    m->region[node].next_size = jr_pages_next(size, m->region[node].total);
    return p;
}

/* Index of the free list for pieces of `size` bytes, a multiple of the step; JR_CMARK_CLASSES: there is none. */
static size_t class_of(size_t size)
{
    const size_t class = size / CLASS_STEP;
    return class < JR_CMARK_CLASSES ? class : JR_CMARK_CLASSES;
}

/* n zeroed bytes, aligned for the pointers and integers that cmark keeps. */
static void *take(jr_cmark_memory *m, size_t n)
{
    if (--m->until_check == 0)
        jr_cmark_memory_check(m);
    n = n ? (n + CLASS_STEP - 1) & ~(CLASS_STEP - 1) : CLASS_STEP;
    const bool node = n >= SMALLEST_NODE && n <= LARGEST_NODE;
    m->nodes += node;
    const size_t class = class_of(n);
    if (class < JR_CMARK_CLASSES && m->freed[class]) {
        void *p = m->freed[class];
        memcpy(&m->freed[class], p, sizeof(void *));
        return memset(p, 0, n);
    }
    const size_t whole = sizeof(struct head) + n;
    unsigned char *p = m->region[node].at;
    if ((size_t)(m->region[node].end - p) >= whole)
        m->region[node].at += whole;
    else
        p = add_block(m, node, whole);
    struct head *h = (void *)p;
    h->size = n;
    return h + 1;
}

static void *take_zeroed(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size) {
        if (current->limited)
            jr_cmark_memory_stop(current, JR_CMARK_OUT_OF_MEMORY);
        jr_out_of_memory(SIZE_MAX);
    }
    return take(current, count * size);
}

static void release(void *p)
{
    if (!p)
        return;
    const size_t class = class_of(((struct head *)p - 1)->size);
    if (class == JR_CMARK_CLASSES)
        return; /* freed with the rest at the end */
    memcpy(p, &current->freed[class], sizeof(void *));
    current->freed[class] = p;
}

static void *resize(void *old, size_t size)
{
    if (!old)
        return take(current, size);
    const size_t had = ((struct head *)old - 1)->size;
    if (size <= had)
        return old;
    void *p = take(current, size);
    memcpy(p, old, had);
    release(old);
    return p;
}

cmark_mem jr_cmark_allocator = {take_zeroed, resize, release};

void jr_cmark_memory_begin(jr_cmark_memory *m, size_t budget, uint64_t nanoseconds)
{
    m->nodes = 0;
    m->budget = budget;
    m->nanoseconds = nanoseconds;
    m->cpu = read_clock(CLOCK_THREAD_CPUTIME_ID);
    m->wall = read_clock(CLOCK_MONOTONIC);
    m->until_check = ALLOCATIONS_PER_CHECK;
    memset(m->region, 0, sizeof m->region);
    memset(m->freed, 0, sizeof m->freed);
    m->region[0].next_size = m->region[1].next_size = FIRST_BLOCK;
    m->region[0].total = m->region[1].total = 0;
    m->blocks = NULL;
    m->limited = true;
    m->outer = current;
    current = m;
}

void jr_cmark_memory_end(jr_cmark_memory *m)
{
    current = m->outer;
    for (struct jr_cmark_block *b = m->blocks; b;) {
        struct jr_cmark_block *next = b->next;
        jr_pages_free(b, b->size);
        b = next;
    }
    m->blocks = NULL;
}
