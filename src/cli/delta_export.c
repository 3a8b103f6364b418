/* SPDX-License-Identifier: MIT */
#include "delta_export.h"

#include "base/table.h"

const char *const jr_delta_page_names[] = {
    [JR_DELTA_CHANGED] = "changed", [JR_DELTA_OPEN] = "open", [JR_DELTA_ALL] = "all", NULL};

static const char *const changes[] = {
#define X(name, slug) [JR_CHANGE_##name] = slug,
    JR_CHANGES(X)
#undef X
};

const char *const jr_delta_count_names[] = {
#define X(name, slug) [JR_CHANGE_##name] = "words-" slug,
    JR_CHANGES(X)
#undef X
};
#define LEFT_OUT "left-out"

struct jr_delta_run {
    const jr_delta_plan *plan;
    jr_since_opts *opts;
    jr_since **since; /* one for each language */
    jr_table table;
    uint64_t sums[JR_CHANGE_COUNT];
    size_t n_pages, n_out; /* in the table, of them going out */
};

bool jr_delta_start(const jr_delta_plan *plan, jr_delta_run **ret_run)
{
    jr_arena *arena = plan->call->arena;
    const size_t m = plan->languages->n;
    jr_delta_run *run = jr_arena_new(arena, jr_delta_run);
    *run = (jr_delta_run){
        .plan = plan,
        .opts = jr_arena_array(arena, jr_since_opts, m),
        .since = jr_arena_array(arena, jr_since *, m),
        .table = {.arena = arena},
    };
    *ret_run = run;
    for (size_t i = 0; i < m; i++) {
        run->opts[i] = plan->since;
        run->opts[i].target_lang = plan->languages->items[i];
        if (!jr_since_open(&run->opts[i], plan->call->diag, &run->since[i]))
            return false;
    }
    return true;
}

void jr_delta_page(const jr_delta_run *run, size_t i, jr_arena *arena, jr_delta *ret_delta)
{
    const jr_delta_plan *p = run->plan;
    const size_t m = p->languages->n;
    *ret_delta = (jr_delta){
        .arena = arena,
        .since = run->since[i % m],
        .name = p->names[i / m],
        .memory = p->memories ? p->memories[i % m] : NULL,
        .least = p->least,
        .most = p->most,
    };
}

bool jr_delta_try(const jr_delta_run *run, const jr_convert *job, jr_delta *delta, jr_outcome *outcome)
{
    const jr_shared *shared = run->plan->call->opts;
    jr_convert limited = *job;
    limited.limits = &shared->limits;
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    jr_buf out = {0};
    jr_sink *sink = jr_sink_memory(&out);
    const bool made = jr_convert_page(&limited, sink, quiet);
    jr_sink_discard(sink);
    jr_buf_free(&out);
    jr_diag_destroy(quiet);
    if (!made)
        return true;
    jr_delta_finish(delta);
    const bool wanted = jr_delta_wants(delta, (jr_delta_pages)run->plan->args->pages);
    for (size_t i = 0; i < JR_CHANGE_COUNT; i++)
        jr_outcome_count(outcome, jr_delta_count_names[i], delta->words[i]);
    jr_outcome_count(outcome, LEFT_OUT, !wanted);
    return wanted;
}

/* ---- The table ---- */

static bool find_count(const jr_record *record, const char *name, uint64_t *ret_value)
{
    for (size_t i = 0; i < record->n_counts; i++)
        if (jr_str_eq(record->counts[i].name, jr_str_from(name))) {
            *ret_value = record->counts[i].value;
            return true;
        }
    return false;
}

static void start_table(jr_delta_run *run)
{
    jr_table_start(&run->table, false);
    jr_table_text(&run->table, JR_STR("Words"));
    if (run->plan->languages->n > 1)
        jr_table_text(&run->table, JR_STR("language"));
    for (size_t i = 0; i < JR_CHANGE_COUNT; i++)
        jr_table_right(&run->table, jr_str_from(changes[i]));
}

static void put_row(jr_delta_run *run, jr_str name, jr_str language, bool rule, const uint64_t *words)
{
    jr_table_start(&run->table, rule);
    jr_table_text(&run->table, name);
    if (run->plan->languages->n > 1)
        jr_table_text(&run->table, language);
    for (size_t i = 0; i < JR_CHANGE_COUNT; i++)
        jr_table_number(&run->table, words[i]);
}

void jr_delta_take(jr_delta_run *run, size_t i, const jr_record *record)
{
    const size_t m = run->plan->languages->n;
    uint64_t words[JR_CHANGE_COUNT] = {0}, left_out = 0;
    for (size_t k = 0; k < JR_CHANGE_COUNT; k++)
        if (!find_count(record, jr_delta_count_names[k], &words[k]))
            return;
    find_count(record, LEFT_OUT, &left_out);
    for (size_t k = 0; k < JR_CHANGE_COUNT; k++)
        run->sums[k] += words[k];
    if (run->n_pages++ == 0)
        start_table(run);
    if (left_out)
        return;
    run->n_out++;
    put_row(run, run->plan->names[i / m], run->plan->languages->items[i % m], false, words);
}

jr_status jr_delta_print(jr_delta_run *run)
{
    const jr_shared *shared = run->plan->call->opts;
    if (run->n_pages == 0 || shared->quiet)
        return JR_STATUS_OK;
    const jr_str total = jr_arena_printf(run->table.arena, "%zu of %zu pages go out", run->n_out, run->n_pages);
    put_row(run, total, JR_STR(""), true, run->sums);
    jr_buf text = {0};
    jr_table_put(&run->table, &text);
    return jr_answer(&text, run->plan->call->diag);
}

void jr_delta_close(jr_delta_run *run)
{
    for (size_t i = 0; run && i < run->plan->languages->n; i++)
        jr_since_close(run->since[i]);
}
