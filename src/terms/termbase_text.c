/* SPDX-License-Identifier: MIT */
#include "termbase_parts.h"

static bool is_unseen(uint32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

uint32_t jr_term_char(jr_str s, size_t *at)
{
    while (*at < s.n) {
        uint32_t c = jr_utf8_next(s, at);
        if (is_unseen(c))
            continue;
        if (c == 0x2010 || c == 0x2011)
            return '-';
        if (c == 0x2019)
            return '\'';
        if (!jr_is_white(c))
            return c;
        for (size_t next = *at; next < s.n; *at = next) {
            c = jr_utf8_next(s, &next);
            if (!jr_is_white(c) && !is_unseen(c))
                break;
        }
        return ' ';
    }
    return 0;
}

uint32_t jr_term_lower(uint32_t c)
{
    if (c < 0x80)
        return (unsigned char)jr_lower((char)c);
    if (c == 0x131) /* Turkish i without a dot: its capital letter is I */
        return 'i';
    if (c == 0x3C2) /* sigma at the end of a word */
        return 0x3C3;
    return jr_to_lower(c);
}

jr_str jr_term_fold(jr_str text, jr_arena *arena, uint32_t **ret_origins)
{
    /* A lower-case letter may take more bytes than its capital, and U+FFFD more than what it stands for. */
    const size_t room = 3 * text.n + 4;
    char *out = jr_arena_array(arena, char, room);
    uint32_t *origins = ret_origins ? jr_arena_array(arena, uint32_t, room) : NULL;
    size_t n = 0;
    for (size_t at = 0, begin = 0;; begin = at) {
        const uint32_t c = jr_term_char(text, &at);
        if (!c)
            break;
        const size_t length = jr_utf8_put(jr_term_lower(c), out + n);
        for (size_t i = 0; origins && i < length; i++)
            origins[n + i] = (uint32_t)begin;
        n += length;
    }
    if (ret_origins) {
        origins[n] = (uint32_t)text.n;
        *ret_origins = origins;
    }
    return (jr_str){out, n};
}
