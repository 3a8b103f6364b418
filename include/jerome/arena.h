/* SPDX-License-Identifier: MIT */
/* One job's memory: allocate freely, free it whole. */
#ifndef JEROME_ARENA_H
#define JEROME_ARENA_H

#include <stdarg.h>

#include "str.h"

typedef struct jr_arena jr_arena;

/* A new, empty arena. Never NULL: out of memory ends the process (see jr_set_oom_handler). */
JR_API JR_NONNULL jr_arena *jr_arena_create(void);
/* Frees the arena and all that was allocated from it. NULL is fine. */
JR_API void jr_arena_destroy(jr_arena *arena);
/* Frees all that was allocated from the arena, which keeps a block for what comes next. */
JR_API void jr_arena_reset(jr_arena *arena);
/* The same, and keeps nothing. */
JR_API void jr_arena_release(jr_arena *arena);
/* Zeroed memory for `count` objects of `size` bytes, aligned for any object; never NULL. */
JR_API JR_NONNULL void *jr_arena_alloc(jr_arena *arena, size_t count, size_t size);
/* One zeroed object of a type. */
#define jr_arena_new(arena, type) ((type *)jr_arena_alloc((arena), 1, sizeof(type)))
/* n zeroed objects of a type. */
#define jr_arena_array(arena, type, n) ((type *)jr_arena_alloc((arena), (n), sizeof(type)))
/* An array of n items of `size` bytes with room for one more: the same, or a larger copy. Start with NULL and a capacity
   of 0. */
JR_API JR_NONNULL void *jr_arena_grown(void *items, size_t n, size_t *capacity, size_t size, jr_arena *arena);
/* A copy of s in the arena. A NUL follows the last byte, outside the slice, so that C interfaces can take it. */
JR_API jr_str jr_arena_copy(jr_arena *arena, jr_str s);
/* Formatted as by printf; a NUL follows the slice. */
JR_API jr_str jr_arena_printf(jr_arena *arena, const char *format, ...) JR_PRINTF(2, 3);
JR_API jr_str jr_arena_vprintf(jr_arena *arena, const char *format, va_list args) JR_PRINTF(2, 0);
/* Bytes taken from the system so far. */
JR_API size_t jr_arena_size(const jr_arena *arena);

/* Called once when memory has run out, with the size asked for; must not return (exit or longjmp). The default prints
   one line on stderr and ends the process with JR_STATUS_LIMIT. */
JR_API void jr_set_oom_handler(void (*handler)(size_t size));
/* Calls the handler; where that returns all the same, the process is aborted. */
JR_API _Noreturn void jr_out_of_memory(size_t size);

#endif
