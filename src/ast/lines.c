/* SPDX-License-Identifier: MIT */
/* Ranges of lines, as the dialect writes them. */
#include <jerome/ast.h>

static uint32_t read_number(jr_str s, size_t *at, uint32_t otherwise)
{
    uint32_t n = 0;
    const size_t begin = *at;
    for (; *at < s.n && jr_is_digit(s.p[*at]); (*at)++)
        n = n > 100000000 ? n : n * 10 + (uint32_t)(s.p[*at] - '0');
    return *at > begin ? n : otherwise;
}

bool jr_lines_hold(jr_str range, uint32_t line)
{
    for (size_t at = 0; at < range.n; at++) {
        while (at < range.n && range.p[at] == ' ')
            at++;
        const uint32_t first = read_number(range, &at, 1);
        uint32_t last = first;
        if (at < range.n && range.p[at] == '-') {
            at++;
            last = read_number(range, &at, UINT32_MAX);
        }
        if (line >= first && line <= last)
            return true;
        at = jr_str_find(range, at, ',');
    }
    return false;
}
