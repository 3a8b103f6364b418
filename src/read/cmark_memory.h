/* SPDX-License-Identifier: MIT */
/* Memory for cmark-gfm: handed out from the front of blocks, freed whole, with a budget and a deadline. */
#ifndef JR_READ_CMARK_MEMORY_H
#define JR_READ_CMARK_MEMORY_H

#include <cmark-gfm.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JR_CMARK_CLASSES 64

typedef enum jr_cmark_stop {
    JR_CMARK_OUT_OF_MEMORY,
    JR_CMARK_OUT_OF_TIME,
    JR_CMARK_TOO_MUCH_WORK, /* those found by cmark_work.c */
    JR_CMARK_TOO_WIDE,
} jr_cmark_stop;

/* The allocator's only state, as cmark_mem has no room for any: one parse at a time in a thread. */
typedef struct jr_cmark_memory {
    jmp_buf out;          /* where an exhausted limit jumps to */
    jr_cmark_stop stop;   /* which limit it was */
    size_t nodes;         /* pieces of a node's size handed out so far */
    size_t budget;        /* bytes that may still be taken from the system */
    uint64_t nanoseconds; /* that it may take */
    uint64_t cpu, wall;   /* what the clocks said at the beginning */
    unsigned until_check; /* allocations before the clock is read again */
    /* Nodes lie apart from strings, side by side: the tree is walked many times. */
    struct {
        unsigned char *at, *end;
        size_t next_size, total;
    } region[2];
    struct jr_cmark_block *blocks;
    void *freed[JR_CMARK_CLASSES]; /* pieces given back, by size class; each starts with the next one's address */
    bool limited;                  /* false: parsing is over, nothing jumps any more */
    struct jr_cmark_memory *outer;
} jr_cmark_memory;

/* Makes `memory` the one that jr_cmark_allocator takes from, until jr_cmark_memory_end: at most `budget` bytes, and
   `nanoseconds` of CPU time until `limited` is unset. */
void jr_cmark_memory_begin(jr_cmark_memory *memory, size_t budget, uint64_t nanoseconds);
/* Frees all that cmark took; the memory in use before is in use again. */
void jr_cmark_memory_end(jr_cmark_memory *memory);
/* CPU time since the beginning. */
uint64_t jr_cmark_memory_nanoseconds(const jr_cmark_memory *memory);
/* Jumps out, for a reason that is not the allocator's. */
_Noreturn void jr_cmark_memory_stop(jr_cmark_memory *memory, jr_cmark_stop why);
/* Jumps out when the time is over. */
void jr_cmark_memory_check(jr_cmark_memory *memory);

extern cmark_mem jr_cmark_allocator;

#endif
