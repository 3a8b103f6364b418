/* SPDX-License-Identifier: MIT */
#include "wrap.h"

#define WIDTH 80

static void pad(jr_buf *out, size_t n)
{
    while (n-- > 0)
        jr_putc(out, ' ');
}

void jr_wrap(jr_buf *out, size_t width, size_t indent, jr_str text)
{
    if (width + 2 > indent)
        jr_putc(out, '\n');
    pad(out, width + 2 > indent ? indent : indent - width);
    size_t at = indent;
    for (size_t i = 0; i < text.n;) {
        const size_t end = jr_str_find(text, i, ' ');
        const size_t word = jr_utf8_length(jr_str_sub(text, i, end));
        if (at > indent && at + 1 + word > WIDTH) {
            jr_putc(out, '\n');
            pad(out, indent);
            at = indent;
        } else if (at > indent) {
            jr_putc(out, ' ');
            at++;
        }
        jr_put(out, jr_str_sub(text, i, end));
        at += word;
        i = end + 1;
    }
    jr_putc(out, '\n');
}
