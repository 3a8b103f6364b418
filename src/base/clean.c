/* SPDX-License-Identifier: MIT */
#include "clean.h"

bool jr_is_unseen(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2028 && c <= 0x2029) || (c >= 0x2066 && c <= 0x2069);
}

void jr_put_clean(jr_buf *out, jr_str text)
{
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = jr_utf8_next(text, &at);
        jr_put_utf8(out, jr_is_unseen(c) ? JR_REPLACEMENT : c);
    }
}
