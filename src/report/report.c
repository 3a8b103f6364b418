/* SPDX-License-Identifier: MIT */
#include <jerome/sink.h>

#include "base/path.h"
#include "report_parts.h"

/* What a report is written as, by the extension of its name. */
static const struct {
    jr_str extension;
    void (*put)(const jr_run *report, const jr_report_totals *totals, jr_sink *sink);
} formats[] = {
    {JR_STR_INIT("json"), jr_report_put_json},
    {JR_STR_INIT("csv"), jr_report_put_csv},
    {JR_STR_INIT("html"), jr_report_put_html},
};

#define N_FORMATS (sizeof formats / sizeof *formats)

static size_t format_of(jr_str path)
{
    const jr_str extension = jr_path_extension(path);
    size_t i = 0;
    while (i < N_FORMATS && !jr_str_eq_nocase(extension, formats[i].extension))
        i++;
    return i;
}

bool jr_report_check(jr_str path, jr_diag *diag)
{
    return format_of(path) < N_FORMATS ||
           jr_report(diag, JR_D_BAD_USAGE, NULL, "a report is .json, .csv or .html, which '%.*s' is not", JR_FMT(path));
}

bool jr_report_write(const jr_run *report, jr_str path, jr_arena *arena, jr_diag *diag)
{
    jr_report_totals totals;
    if (!jr_report_check(path, diag))
        return false;
    jr_report_add_up(report, arena, &totals);
    jr_sink *sink = jr_sink_file(path, diag);
    formats[format_of(path)].put(report, &totals, sink);
    return jr_sink_finish(sink);
}
