/* SPDX-License-Identifier: MIT */
#include "placeholder.h"

size_t jr_address_end(jr_str s, size_t at)
{
    const jr_str rest = jr_str_sub(s, at, s.n);
    if (s.p[at] != 'h' || (!jr_str_starts(rest, JR_STR("http://")) && !jr_str_starts(rest, JR_STR("https://"))))
        return at;
    size_t end = at;
    while (end < s.n && (unsigned char)s.p[end] > ' ' && (unsigned char)s.p[end] < 0x80 &&
           !strchr("<>\"'`(){}[]|\\^", s.p[end]))
        end++;
    while (end > at && strchr(".,;:!?", s.p[end - 1]))
        end--;
    /* “https://” by itself is a word. */
    return s.p[end - 1] == '/' && end - at <= sizeof "https://" - 1 ? at : end;
}

static bool is_name(char c)
{
    return jr_is_alnum(c) || c == '_' || c == '.' || c == '-' || c == ':';
}

/* What is between `open` and `close`, a name, from `at` on; the end, or 0. */
static size_t scan_braced(jr_str s, size_t at, char open, char close)
{
    enum { LONGEST = 40 };
    if (at >= s.n || s.p[at] != open)
        return 0;
    size_t end = at + 1;
    while (end < s.n && end - at <= LONGEST && is_name(s.p[end]))
        end++;
    return end > at + 1 && end < s.n && s.p[end] == close ? end + 1 : 0;
}

size_t jr_placeholder_end(jr_str s, size_t at)
{
    size_t end = 0;
    if (s.p[at] == '{')
        end = scan_braced(s, at, '{', '}');
    if (s.p[at] == '$' && !(end = scan_braced(s, at + 1, '(', ')')))
        end = scan_braced(s, at + 1, '{', '}');
    if (s.p[at] == '%' && !(at > 0 && jr_is_alnum(s.p[at - 1])) && !(end = scan_braced(s, at, '%', '%'))) {
        size_t i = at + 1;
        while (i < s.n && jr_is_digit(s.p[i]))
            i++;
        i = i > at + 1 && i < s.n && s.p[i] == '$' ? i + 1 : at + 1;
        if (i < s.n && s.p[i] && strchr("sdiufxc@", s.p[i]) && !(i + 1 < s.n && jr_is_alnum(s.p[i + 1])))
            end = i + 1;
    }
    return end ? end : at;
}
