/* SPDX-License-Identifier: MIT */
/* cmark-gfm's own allocator calls calloc for every node and abort() when memory runs out. This one does neither. */
#include "read/cmark_memory.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jerome/arena.h>

#define FIRST_BLOCK ((size_t)128 * 1024)
#define LARGEST_BLOCK ((size_t)4 * 1024 * 1024)
#define ALLOCATIONS_PER_CHECK 4096u

struct jr_cmark_block {
    struct jr_cmark_block *next;
    size_t size;
};

/* What stands before each piece handed out: realloc has to know how much to copy. */
struct head {
    size_t size;
};

static _Thread_local jr_cmark_memory *current;

static uint64_t cpu_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * UINT64_C(1000000000) + (uint64_t)t.tv_nsec;
}

void jr_cmark_memory_check(jr_cmark_memory *m)
{
    m->until_check = ALLOCATIONS_PER_CHECK;
    if (m->limited && cpu_time() > m->deadline)
        longjmp(m->out, JR_CMARK_OUT_OF_TIME);
}

/* A block with room for n bytes and their head. Large pieces get a block of their own; what is left of the current one
   stays in use. */
static unsigned char *add_block(jr_cmark_memory *m, size_t n)
{
    const bool own = n > m->next_size / 4;
    const size_t size = sizeof(struct jr_cmark_block) + (own ? n : m->next_size);
    if (m->limited && size > m->budget)
        longjmp(m->out, JR_CMARK_OUT_OF_MEMORY);
    struct jr_cmark_block *b = calloc(1, size);
    if (!b && m->limited)
        longjmp(m->out, JR_CMARK_OUT_OF_MEMORY);
    if (!b) {
        jr_out_of_memory(size);
        abort();
    }
    m->budget -= size < m->budget ? size : m->budget;
    b->size = size;
    b->next = m->blocks;
    m->blocks = b;
    unsigned char *p = (unsigned char *)(b + 1);
    if (own)
        return p;
    m->at = p + n;
    m->end = (unsigned char *)b + size;
    if (m->next_size < LARGEST_BLOCK)
        m->next_size *= 2;
    return p;
}

/* n zeroed bytes, aligned for the pointers and integers that cmark keeps. */
static void *take(jr_cmark_memory *m, size_t n)
{
    if (--m->until_check == 0)
        jr_cmark_memory_check(m);
    const size_t whole = sizeof(struct head) + ((n + 7) & ~(size_t)7);
    unsigned char *p;
    if ((size_t)(m->end - m->at) >= whole) {
        p = m->at;
        m->at += whole;
    } else {
        p = add_block(m, whole);
    }
    struct head *h = (void *)p;
    h->size = whole - sizeof(struct head);
    return h + 1;
}

static void *take_zeroed(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size) {
        if (current->limited)
            longjmp(current->out, JR_CMARK_OUT_OF_MEMORY);
        jr_out_of_memory(SIZE_MAX);
    }
    return take(current, count * size);
}

static void *resize(void *old, size_t size)
{
    jr_cmark_memory *m = current;
    if (!old)
        return take(m, size);
    struct head *h = (struct head *)old - 1;
    if (size <= h->size)
        return old;
    const size_t more = ((size + 7) & ~(size_t)7) - h->size;
    if ((unsigned char *)old + h->size == m->at && (size_t)(m->end - m->at) >= more) {
        m->at += more;
        h->size += more;
        return old;
    }
    void *p = take(m, size);
    memcpy(p, old, h->size);
    return p;
}

static void release(void *p)
{
    (void)p; /* all is freed at the end */
}

cmark_mem jr_cmark_allocator = {take_zeroed, resize, release};

void jr_cmark_memory_begin(jr_cmark_memory *m, size_t budget, unsigned seconds)
{
    m->budget = budget;
    m->deadline = cpu_time() + (uint64_t)seconds * UINT64_C(1000000000);
    m->until_check = ALLOCATIONS_PER_CHECK;
    m->at = m->end = NULL;
    m->blocks = NULL;
    m->next_size = FIRST_BLOCK;
    m->limited = true;
    m->outer = current;
    current = m;
}

void jr_cmark_memory_end(jr_cmark_memory *m)
{
    current = m->outer;
    for (struct jr_cmark_block *b = m->blocks; b;) {
        struct jr_cmark_block *next = b->next;
        free(b);
        b = next;
    }
    m->blocks = NULL;
}
