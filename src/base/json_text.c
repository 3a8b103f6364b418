/* SPDX-License-Identifier: MIT */
#include "json_text.h"

#include "clean.h"

static void put(jr_buf *out, jr_str text, bool lossless)
{
    jr_putc(out, '"');
    size_t plain = 0;
    for (size_t at = 0; at < text.n;) {
        const size_t begin = at;
        const uint32_t c = jr_utf8_next(text, &at);
        const bool escaped = c == '"' || c == '\\', unseen = jr_is_unseen(c);
        if (!escaped && !unseen && c != JR_REPLACEMENT)
            continue;
        jr_put(out, jr_str_sub(text, plain, begin));
        plain = at;
        if (escaped)
            jr_printf(out, "\\%c", (char)c);
        else if (unseen)
            jr_printf(out, "\\u%04x", c);
        else if (lossless && at == begin + 1)
            jr_printf(out, "\\udc%02x", (unsigned char)text.p[begin]);
        else
            jr_put_utf8(out, c);
    }
    jr_put(out, jr_str_sub(text, plain, text.n));
    jr_putc(out, '"');
}

void jr_put_json(jr_buf *out, jr_str text)
{
    put(out, text, false);
}

void jr_put_json_bytes(jr_buf *out, jr_str bytes)
{
    put(out, bytes, true);
}
