/* SPDX-License-Identifier: MIT */
#include "returned.h"

#include "outputs.h"
#include "tally.h"

bool jr_returned_start(const jr_call *call, jr_returned *ret_returned)
{
    jr_returned *r = ret_returned;
    *r = (jr_returned){.call = call, .counting = jr_tally_usual(call->opts), .sums = jr_stats_create()};
    const bool ok = jr_returns_find(&call->inputs, call->arena, call->diag, &r->returns);
    r->jobs = jr_jobs_of(&r->returns.paths, call->arena);
    r->counter = jr_stats_counter_create(&r->counting);
    return ok;
}

void jr_returned_end(jr_returned *r)
{
    jr_stats_counter_destroy(r->counter);
    jr_stats_destroy(r->sums);
}

bool jr_returned_bytes(const jr_returned *r, size_t i, jr_arena *arena, jr_outcome *outcome, jr_str *ret_bytes)
{
    const jr_returned_file *file = &r->returns.files[i];
    *ret_bytes = (jr_str){NULL, 0};
    if (!file->zip)
        return true;
    outcome->passing = true; /* the archive is not among the files that were read for it */
    return jr_returns_read(file, arena, outcome->diag, ret_bytes);
}

void jr_returned_count(jr_returned *r, size_t i, jr_str bytes, jr_diag *diag, jr_outcome *outcome)
{
    const jr_str path = r->returns.files[i].path;
    jr_stats_total total;
    const bool ok = bytes.p ? jr_stats_count_bytes(r->counter, bytes, path, diag, &outcome->data, &total)
                            : jr_stats_count(r->counter, path, true, diag, &outcome->data, &total);
    if (!ok)
        outcome->data.n = 0;
}

void jr_returned_take(jr_returned *r, size_t i, const jr_record *record)
{
    jr_stats_add(r->sums, r->returns.files[i].path, record->data);
}

jr_kit_status jr_returned_status(const jr_returned *r, jr_str source)
{
    return jr_kit_status_make(&r->returns, jr_stats_rows(r->sums), source, r->call->arena);
}
