/* SPDX-License-Identifier: MIT */
#include "format.h"

#include <jerome/jerome.h>

#include "base/nearest.h"
#include "registry.h"

static bool is_sign(char c)
{
    return c == '+' || c == '-';
}

/* The offset of the first sign at or behind `from`, or s.n. */
static size_t next_sign(jr_str s, size_t from)
{
    while (from < s.n && !is_sign(s.p[from]))
        from++;
    return from;
}

/* The longest switch that stands right behind the sign at `at`: names hold hyphens themselves. */
static const jr_opt *switch_at(const jr_reader *reader, jr_str s, size_t at)
{
    const jr_opt *best = NULL;
    const jr_str rest = jr_str_sub(s, at + 1, s.n);
    for (const jr_opt *opt = reader->switches; opt && opt->name; opt++) {
        const size_t n = strlen(opt->name);
        if (!jr_str_starts(rest, (jr_str){opt->name, n}) || (n < rest.n && !is_sign(rest.p[n])))
            continue;
        if (!best || n > strlen(best->name))
            best = opt;
    }
    return best;
}

/* What was meant may be any piece up to a sign: "front-mater" as well as "alert-math". */
static bool report_unknown(const jr_reader *reader, jr_str s, size_t at, jr_diag *diag)
{
    jr_str said = jr_str_sub(s, at + 1, next_sign(s, at + 1)), near = {0};
    size_t distance = SIZE_MAX;
    for (size_t end = next_sign(s, at + 1);; end = next_sign(s, end + 1)) {
        jr_nearest search = jr_nearest_start(jr_str_sub(s, at + 1, end));
        for (const jr_opt *opt = reader->switches; opt && opt->name; opt++)
            jr_nearest_offer(&search, jr_str_from(opt->name));
        if (search.best.n && search.distance < distance) {
            distance = search.distance;
            near = search.best;
            said = search.wanted;
        }
        if (end == s.n || s.p[end] == '+')
            break;
    }
    if (near.n)
        return jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "the reader %s has no switch '%.*s'; did you mean '%.*s'?",
                         reader->name, JR_FMT(said), JR_FMT(near));
    return jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "the reader %s has no switch '%.*s'; --help %s lists them",
                     reader->name, JR_FMT(said), reader->name);
}

/* Goes through the switches; values == NULL: only to see that there are such. */
static bool apply(const jr_reader *reader, void *values, jr_str s, jr_diag *diag)
{
    for (size_t at = 0; at < s.n;) {
        if (!is_sign(s.p[at]))
            return jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "the reader %s: '+' or '-' is missing before '%.*s'",
                             reader->name, JR_FMT(s));
        const jr_opt *opt = switch_at(reader, s, at);
        if (!opt)
            return report_unknown(reader, s, at, diag);
        if (values)
            *(bool *)((char *)values + opt->offset) = s.p[at] == '+';
        at += 1 + strlen(opt->name);
    }
    return true;
}

bool jr_switches_set(const jr_reader *reader, void *values, jr_str switches, jr_arena *arena, jr_diag *diag)
{
    jr_opt_defaults(reader->switches, values, arena);
    return apply(reader, values, switches, diag);
}

bool jr_reader_format(jr_str format, const jr_reader **ret_reader, jr_str *ret_switches, jr_diag *diag)
{
    const size_t end = next_sign(format, 0);
    const jr_str name = jr_str_sub(format, 0, end), switches = jr_str_sub(format, end, format.n);
    const jr_reader *reader = jr_reader_named(name);
    if (!reader)
        return jr_report_no_reader(name, diag);
    if (!apply(reader, NULL, switches, diag))
        return false;
    *ret_reader = reader;
    *ret_switches = switches;
    return true;
}
