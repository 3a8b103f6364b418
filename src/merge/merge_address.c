/* SPDX-License-Identifier: MIT */
/* Text that a reader would take for an address and link (GFM §6.9). */
#include "merge_parts.h"

static bool is_boundary(jr_str s, size_t i)
{
    return i == 0 || !jr_is_alnum(s.p[i - 1]);
}

/* The ':' of "http://". */
static bool ends_scheme(jr_str s, size_t i)
{
    static const jr_str schemes[] = {JR_STR_INIT("http"), JR_STR_INIT("https"), JR_STR_INIT("ftp")};
    if (!jr_str_starts(jr_str_sub(s, i, s.n), JR_STR("://")))
        return false;
    for (size_t k = 0; k < sizeof schemes / sizeof *schemes; k++) {
        const size_t n = schemes[k].n;
        if (i >= n && jr_str_eq_nocase(jr_str_sub(s, i - n, i), schemes[k]) && is_boundary(s, i - n))
            return true;
    }
    return false;
}

/* The '.' of "www.". */
static bool ends_www(jr_str s, size_t i)
{
    return i >= 3 && jr_str_eq(jr_str_sub(s, i - 3, i), JR_STR("www")) && is_boundary(s, i - 3) && i + 1 < s.n &&
           !jr_is_space(s.p[i + 1]);
}

static bool is_mail_character(char c)
{
    return jr_is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+';
}

/* The '@' of a mail address. */
static bool is_in_mail(jr_str s, size_t i)
{
    enum { LONGEST = 255 }; /* of a name in the DNS (RFC 1035 §2.3.4) */
    if (i == 0 || !is_mail_character(s.p[i - 1]))
        return false;
    for (size_t k = i + 1; k + 1 < s.n && k - i < LONGEST && is_mail_character(s.p[k]); k++)
        if (s.p[k] == '.' && k > i + 1 && jr_is_alnum(s.p[k + 1]))
            return true;
    return false;
}

bool jr_merge_in_address(jr_str s, size_t i)
{
    switch (s.p[i]) {
    case ':': return ends_scheme(s, i);
    case '.': return ends_www(s, i);
    case '@': return is_in_mail(s, i);
    }
    return false;
}
