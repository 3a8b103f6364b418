/* SPDX-License-Identifier: MIT */
/* Ranges of monikers. The order of monikers is told by a definition file that a page does not come with; here names that are alike
   up to their version are ordered by it: "net-6.0" < "net-8.0" < "net-10.0" < "net", the version that is not named being
   the newest. Other names compare only as equal or not. */
#include "choose.h"

typedef enum order { LESS, EQUAL, GREATER, NONE } order;

/* Offset of the version that a moniker ends with: its length where there is none. */
static size_t version_of(jr_str moniker)
{
    size_t at = moniker.n;
    while (at > 0 && (jr_is_digit(moniker.p[at - 1]) || moniker.p[at - 1] == '.'))
        at--;
    while (at < moniker.n && moniker.p[at] == '.')
        at++;
    return at;
}

/* The number at *at without leading zeros, and *at behind it and its point. */
static jr_str number_at(jr_str version, size_t *at)
{
    const size_t end = jr_str_find(version, *at, '.');
    size_t begin = *at;
    while (begin < end && version.p[begin] == '0')
        begin++;
    *at = end < version.n ? end + 1 : end;
    return jr_str_sub(version, begin, end);
}

static order compare_versions(jr_str a, jr_str b)
{
    for (size_t i = 0, j = 0; i < a.n || j < b.n;) {
        const jr_str m = number_at(a, &i), n = number_at(b, &j);
        if (m.n != n.n)
            return m.n < n.n ? LESS : GREATER;
        const int difference = jr_str_cmp(m, n);
        if (difference)
            return difference < 0 ? LESS : GREATER;
    }
    return EQUAL;
}

static order compare(jr_str a, jr_str b)
{
    const size_t i = version_of(a), j = version_of(b);
    jr_str name = jr_str_sub(a, 0, i), other = jr_str_sub(b, 0, j);
    if (jr_str_ends(name, JR_STR("-")))
        name.n--;
    if (jr_str_ends(other, JR_STR("-")))
        other.n--;
    if (jr_str_eq_nocase(a, b))
        return EQUAL;
    if (!jr_str_eq_nocase(name, other))
        return NONE;
    if (i == a.n || j == b.n)
        return i == a.n ? GREATER : LESS;
    return compare_versions(jr_str_sub(a, i, a.n), jr_str_sub(b, j, b.n));
}

static const struct {
    jr_str sign;
    bool holds[NONE + 1]; /* by order of the chosen moniker to that of the range */
} comparators[] = {
    {JR_STR_INIT(">="), {[EQUAL] = true, [GREATER] = true}},
    {JR_STR_INIT("<="), {[LESS] = true, [EQUAL] = true}},
    {JR_STR_INIT(">"), {[GREATER] = true}},
    {JR_STR_INIT("<"), {[LESS] = true}},
    {JR_STR_INIT("="), {[EQUAL] = true}},
    {JR_STR_INIT(""), {[EQUAL] = true}},
};

/* One comparator at *at, such as ">= net-6.0", and *at behind it. */
static bool holds(jr_str moniker, jr_str range, size_t *at, bool *ret_related)
{
    size_t which = 0;
    while (!jr_str_starts(jr_str_sub(range, *at, range.n), comparators[which].sign))
        which++;
    size_t begin = *at + comparators[which].sign.n;
    while (begin < range.n && jr_is_space(range.p[begin]))
        begin++;
    size_t end = begin;
    while (end < range.n && !jr_is_space(range.p[end]) && !memchr("<>=|,", range.p[end], 5))
        end++;
    *at = end > *at ? end : *at + 1;
    const jr_str name = jr_str_sub(range, begin, end);
    if (jr_str_eq(name, JR_STR("*"))) {
        *ret_related = true;
        return true;
    }
    const order found = compare(moniker, name);
    *ret_related = *ret_related || found != NONE;
    return comparators[which].holds[found];
}

jr_in_range jr_moniker_in_range(jr_str moniker, jr_str range)
{
    bool related = false, all = true, any = false, empty = true;
    for (size_t at = 0; at <= range.n;) {
        if (at == range.n || range.p[at] == '|' || range.p[at] == ',') { /* the end of one of several */
            any = any || (all && !empty);
            all = empty = true;
            at++;
        } else if (jr_is_space(range.p[at])) {
            at++;
        } else {
            all = holds(moniker, range, &at, &related) && all;
            empty = false;
        }
    }
    return any ? JR_INSIDE : related ? JR_OUTSIDE : JR_UNRELATED;
}
