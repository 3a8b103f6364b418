/* SPDX-License-Identifier: MIT */
#include "name.h"

#include <jerome/buf.h>

#include "segment/icu.h"

jr_str jr_name_folded(jr_str path, jr_arena *arena)
{
    bool ascii = true;
    char *lower = jr_arena_array(arena, char, path.n + 1);
    for (size_t i = 0; i < path.n; i++) {
        lower[i] = jr_lower(path.p[i]);
        ascii = ascii && (unsigned char)lower[i] < 0x80;
    }
    jr_str folded = {lower, path.n};
    if (ascii || jr_icu_fold(path, arena, &folded))
        return folded;
    jr_buf out = {0};
    for (size_t at = 0; at < path.n;) {
        const size_t begin = at;
        const uint32_t c = jr_utf8_next(path, &at);
        if (at == begin + 1) /* ASCII, or no UTF-8 */
            jr_putc(&out, lower[begin]);
        else
            jr_put_utf8(&out, jr_to_lower(c));
    }
    return jr_buf_take(&out, arena);
}
