/* SPDX-License-Identifier: MIT */
/* Any bytes as a report. What is read is written in every form, and what was written as JSON says the same again. */
#include "fuzz.h"

#include <stdlib.h>

#include "report/report_parts.h"

typedef void put_report(const jr_run *report, const jr_report_totals *totals, jr_sink *sink);

static jr_str put(put_report *form, const jr_run *report, jr_arena *arena)
{
    jr_report_totals totals;
    jr_buf out = {0};
    jr_sink *sink = jr_sink_memory(&out);
    jr_report_add_up(report, arena, &totals);
    form(report, &totals, sink);
    jr_sink_finish(sink);
    return jr_buf_take(&out, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(NULL, NULL);
    jr_run report, again, merged;
    if (jr_report_parse((jr_str){(const char *)data, size}, 0, arena, diag, &report)) {
        put(jr_report_put_html, &report, arena);
        put(jr_report_put_csv, &report, arena);
        const jr_str first = put(jr_report_put_json, &report, arena);
        if (!jr_report_parse(first, 0, arena, diag, &again) ||
            !jr_str_eq(first, put(jr_report_put_json, &again, arena)))
            abort();
        const jr_run both[] = {again, again};
        const jr_str names[] = {JR_STR("a.json"), JR_STR("b.json")};
        if (!jr_report_merge(both, names, 2, arena, diag, &merged))
            abort();
        put(jr_report_put_json, &merged, arena);
    }
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
    return 0;
}
