/* SPDX-License-Identifier: MIT */
/* Lines of a text: LF, CRLF and lone CR end one. */
#ifndef JR_BASE_LINES_H
#define JR_BASE_LINES_H

#include <jerome/str.h>

/* The end of the line that `at` lies in: the offset of its line end, or s.n. */
static inline size_t jr_line_end(jr_str s, size_t at)
{
    while (at < s.n && s.p[at] != '\n' && s.p[at] != '\r')
        at++;
    return at;
}

/* Where the line behind it begins, or s.n. */
static inline size_t jr_line_next(jr_str s, size_t at)
{
    at = jr_line_end(s, at);
    if (at + 1 < s.n && s.p[at] == '\r' && s.p[at + 1] == '\n')
        at++;
    return at < s.n ? at + 1 : at;
}

#endif
