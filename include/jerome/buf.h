/* SPDX-License-Identifier: MIT */
/* Growing bytes. */
#ifndef JEROME_BUF_H
#define JEROME_BUF_H

#include <stdarg.h>

#include "arena.h"
#include "str.h"

/* Start with `jr_buf b = {0};`, end with jr_buf_free. */
typedef struct jr_buf {
    char *p;    /* the bytes, or NULL while empty */
    size_t n;   /* bytes in use */
    size_t cap; /* bytes allocated */
} jr_buf;

/* Frees the bytes and empties the buffer, which can be used again. */
JR_API void jr_buf_free(jr_buf *b);
/* Makes room for n more bytes; never fails (see jr_set_oom_handler). */
JR_API void jr_buf_reserve(jr_buf *b, size_t n);
JR_API void jr_put_slow(jr_buf *b, jr_str s);
/* Formatted as by printf. */
JR_API void jr_printf(jr_buf *b, const char *format, ...) JR_PRINTF(2, 3);
JR_API void jr_vprintf(jr_buf *b, const char *format, va_list args) JR_PRINTF(2, 0);
/* Appends code point c as UTF-8. */
JR_API void jr_put_utf8(jr_buf *b, uint32_t c);
/* Appends a decimal number. */
JR_API void jr_put_uint(jr_buf *b, uint64_t value);

/* Appends s. */
static inline void jr_put(jr_buf *b, jr_str s)
{
    if (s.n == 0)
        return;
    if (b->cap - b->n < s.n) {
        jr_put_slow(b, s);
        return;
    }
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

/* Appends one byte. */
static inline void jr_putc(jr_buf *b, char c)
{
    if (b->n == b->cap)
        jr_buf_reserve(b, 1);
    b->p[b->n++] = c;
}

/* Appends a string literal. */
#define jr_puts(b, literal) jr_put((b), JR_STR(literal))

/* What the buffer holds, valid until it changes. */
static inline jr_str jr_buf_str(const jr_buf *b)
{
    return (jr_str){b->p, b->n};
}

/* Moves the content to the arena and frees the buffer. */
JR_API jr_str jr_buf_take(jr_buf *b, jr_arena *arena);

#endif
