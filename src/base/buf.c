/* SPDX-License-Identifier: MIT */
#include <jerome/buf.h>

#include <stdio.h>
#include <stdlib.h>

void jr_buf_free(jr_buf *b)
{
    free(b->p);
    *b = (jr_buf){0};
}

void jr_buf_reserve(jr_buf *b, size_t n)
{
    if (b->cap - b->n >= n)
        return;
    if (n > SIZE_MAX / 2 - b->n)
        jr_out_of_memory(n);
    size_t cap = b->cap ? b->cap : 256;
    while (cap - b->n < n)
        cap *= 2;
    char *p = realloc(b->p, cap);
    if (!p)
        jr_out_of_memory(cap);
    b->p = p;
    b->cap = cap;
}

void jr_put_slow(jr_buf *b, jr_str s)
{
    jr_buf_reserve(b, s.n);
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void jr_vprintf(jr_buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    /* Most texts fit into what is there; only one that does not is formatted twice. */
    jr_buf_reserve(b, 128);
    const int n = vsnprintf(b->p + b->n, b->cap - b->n, format, args);
    if (n > 0 && (size_t)n >= b->cap - b->n) {
        jr_buf_reserve(b, (size_t)n + 1);
        vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
    }
    va_end(again);
    if (n > 0)
        b->n += (size_t)n;
}

void jr_printf(jr_buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    jr_vprintf(b, format, args);
    va_end(args);
}

void jr_put_utf8(jr_buf *b, uint32_t c)
{
    char bytes[4];
    const size_t n = jr_utf8_put(c, bytes);
    jr_put(b, (jr_str){bytes, n});
}

void jr_put_uint(jr_buf *b, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    jr_put(b, (jr_str){digits + at, sizeof digits - at});
}

jr_str jr_buf_take(jr_buf *b, jr_arena *arena)
{
    const jr_str s = jr_arena_copy(arena, jr_buf_str(b));
    jr_buf_free(b);
    return s;
}
