/* SPDX-License-Identifier: MIT */
/* Eight bytes at a time: each is looked at in its own top bit. */
#ifndef JR_BASE_EIGHT_H
#define JR_BASE_EIGHT_H

#include <stdint.h>
#include <string.h>

#define JR_EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes as one number, the first of them lowest. */
static inline uint64_t jr_eight(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    return v;
}

/* The top bits of those bytes that are `c`. */
static inline uint64_t jr_eight_of(uint64_t v, unsigned char c)
{
    const uint64_t other = v ^ JR_EIGHT(c);
    return ~(((other & JR_EIGHT(0x7F)) + JR_EIGHT(0x7F)) | other) & JR_EIGHT(0x80);
}

/* The top bits of those bytes that are less than a space. */
static inline uint64_t jr_eight_controls(uint64_t v)
{
    return ~v & ~(v << 1) & ~(v << 2) & JR_EIGHT(0x80);
}

#endif
