/* SPDX-License-Identifier: MIT */
#include "bulk.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/path.h"
#include "depfile.h"
#include "pool.h"
#include "progress.h"
#include "run_key.h"
#include "run_report.h"
#include "settle.h"

#define JOBS_FOR_A_WORKER 4 /* fewer are not worth another process */

void jr_outcome_count(jr_outcome *outcome, const char *name, uint64_t value)
{
    if (outcome->n_counts < JR_COUNTS_MAX)
        outcome->counts[outcome->n_counts++] = (jr_record_count){jr_str_from(name), value};
}

typedef struct run {
    const jr_bulk *bulk;
    const jr_call *call;
    const jr_shared *shared;
    size_t *todo; /* jobs: those of this shard */
    size_t n_todo, told, failed;
    jr_status status; /* the gravest */
    jr_settler settler;
    jr_progress progress;
    jr_part part;
    jr_run_report *report;
    jr_depfile *depfile;
} run;

/* ---- Telling ---- */

static void print_text(run *r, jr_str text)
{
    if (text.n == 0)
        return;
    jr_buf copy = {0};
    jr_put(&copy, text);
    const jr_status status = jr_answer(&copy, r->call->diag);
    r->status = status > r->status ? status : r->status;
}

/* Says what a page has to say, and hands it on. */
static void tell(run *r, size_t job)
{
    jr_record record = {.status = JR_STATUS_INTERNAL};
    const jr_made *made = &r->settler.made[job];
    jr_arena_reset(r->settler.scratch);
    jr_record_read(jr_buf_str(&made->record), r->settler.scratch, &record);
    if (record.n_messages || record.text.n)
        jr_progress_hide(&r->progress);
    for (size_t i = 0; i < record.n_messages; i++)
        jr_print_diagnostic((void *)(uintptr_t)r->shared, &record.messages[i]);
    print_text(r, record.text);
    r->failed += record.status != JR_STATUS_OK;
    r->status = record.status > r->status ? record.status : r->status;
    if (r->bulk->collect)
        r->bulk->collect(r->bulk->user, job, &record);
    jr_run_report_add(r->report, job, &record, made->kept);
    jr_depfile_add(r->depfile, &record);
}

/* In the order of the jobs, as far as they are done. */
static void tell_all(run *r)
{
    while (r->told < r->n_todo && jr_settler_ready(&r->settler, r->todo[r->told])) {
        const size_t job = r->todo[r->told++];
        tell(r, job);
        jr_buf_free(&r->settler.made[job].record);
    }
}

/* ---- What comes from the workers ---- */

static void done(void *user, const jr_frame *frame, jr_str temporary, jr_str record)
{
    run *r = user;
    jr_settler_take(&r->settler, frame, temporary, record);
}

static void lost(void *user, size_t job, jr_loss loss, int detail)
{
    run *r = user;
    static const struct {
        jr_code code;
        jr_status status;
        const char *text, *behind; /* the detail; NULL: there is none */
    } losses[] = {
        [JR_LOSS_SIGNAL] = {JR_D_INTERNAL, JR_STATUS_INTERNAL, "the program crashed on this page (signal ", ")"},
        [JR_LOSS_STATUS] = {JR_D_INTERNAL, JR_STATUS_INTERNAL, "the program ended on this page (status ", ")"},
        [JR_LOSS_MEMORY] = {JR_D_LIMIT_MEMORY, JR_STATUS_LIMIT, "out of memory on this page", NULL},
        [JR_LOSS_TIME] = {JR_D_LIMIT_TIME, JR_STATUS_LIMIT, "took longer than ", " s, the most for a page (--timeout)"},
    };
    jr_str text = jr_str_from(losses[loss].text);
    if (losses[loss].behind)
        text = jr_arena_printf(r->call->arena, "%s%d%s", losses[loss].text, detail, losses[loss].behind);
    jr_settler_lose(&r->settler, &r->bulk->jobs[job], job, losses[loss].code, losses[loss].status, text);
}

static void tick(void *user)
{
    run *r = user;
    jr_settler_settle(&r->settler, false);
    tell_all(r);
    jr_progress_show(&r->progress, r->told, r->failed);
}

/* ---- Which jobs ---- */

/* Reads "2/8". */
static bool read_shard(jr_str text, jr_diag *diag, jr_part *ret_part)
{
    uint64_t numbers[2] = {0, 0};
    size_t at = 0, part = 0;
    for (; at < text.n && numbers[part] < 1000000; at++) {
        if (text.p[at] == '/' && at > 0 && part == 0)
            part = 1;
        else if (jr_is_digit(text.p[at]))
            numbers[part] = numbers[part] * 10 + (uint64_t)(text.p[at] - '0');
        else
            break;
    }
    *ret_part = (jr_part){numbers[0], numbers[1]};
    if (at == text.n && numbers[0] >= 1 && numbers[0] <= numbers[1])
        return true;
    return jr_report(diag, JR_D_BAD_OPTION, NULL, "--shard: '%.*s' is no I/N, such as 1/4 to 4/4", JR_FMT(text));
}

static const jr_job *sorted_jobs;

static int compare_jobs(const void *a, const void *b)
{
    const jr_job *x = &sorted_jobs[*(const size_t *)a], *y = &sorted_jobs[*(const size_t *)b];
    const int inputs = jr_str_cmp(x->input, y->input);
    return inputs ? inputs : jr_str_cmp(x->output, y->output);
}

/* The jobs of this shard, in their order. What a shard has does not depend on the order of the inputs: they are dealt
   out by their paths. */
static bool choose_jobs(run *r)
{
    const size_t n = r->bulk->n;
    r->part = (jr_part){1, 1};
    r->todo = jr_arena_array(r->call->arena, size_t, n + 1);
    if (r->shared->bulk.shard.n && !read_shard(r->shared->bulk.shard, r->call->diag, &r->part))
        return false;
    size_t *sorted = jr_arena_array(r->call->arena, size_t, n + 1);
    bool *ours = jr_arena_array(r->call->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++)
        sorted[i] = i;
    if (r->part.of > 1) {
        sorted_jobs = r->bulk->jobs;
        qsort(sorted, n, sizeof *sorted, compare_jobs);
    }
    for (size_t i = 0; i < n; i++)
        ours[sorted[i]] = i % r->part.of == r->part.i - 1;
    for (size_t i = 0; i < n; i++)
        if (ours[i])
            r->todo[r->n_todo++] = i;
    return true;
}

/* ---- One page in this process ---- */

static jr_status run_here(run *r, size_t job)
{
    jr_outcome outcome = {.diag = jr_diag_create(jr_print_diagnostic, (void *)(uintptr_t)r->shared)};
    jr_diag_set_strict(outcome.diag, r->shared->strict);
    jr_diag_set_most(outcome.diag, (size_t)r->shared->max_messages);
    r->bulk->page(r->bulk->user, job, &outcome);
    jr_diag_tell_held(outcome.diag);
    r->status = jr_diag_status(outcome.diag);
    print_text(r, jr_buf_str(&outcome.text));
    const jr_record record = {
        .input = r->bulk->jobs[job].input,
        .output = r->bulk->jobs[job].output,
        .status = r->status,
        .counts = outcome.counts,
        .n_counts = outcome.n_counts,
        .data = jr_buf_str(&outcome.data),
        .tally = outcome.tally,
    };
    if (r->bulk->collect)
        r->bulk->collect(r->bulk->user, job, &record);
    jr_diag_destroy(outcome.diag);
    jr_buf_free(&outcome.text);
    jr_buf_free(&outcome.data);
    return r->status;
}

/* ---- All in workers ---- */

static size_t count_workers(const run *r)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t wanted = r->shared->bulk.jobs > 0 ? (size_t)r->shared->bulk.jobs : cores > 0 ? (size_t)cores : 1;
    const size_t useful = (r->n_todo + JOBS_FOR_A_WORKER - 1) / JOBS_FOR_A_WORKER;
    return wanted < useful ? wanted : useful;
}

/* Removes what runs of this journal left behind when they were cut off. */
static void sweep(const run *r, const jr_journal *journal)
{
    const jr_opt_list runs = jr_journal_cut_off(journal);
    jr_map folders = {.arena = r->call->arena};
    if (runs.n == 0)
        return;
    for (size_t i = 0; i < r->n_todo; i++) {
        const jr_str output = r->bulk->jobs[r->todo[i]].output;
        if (output.n && jr_map_add(&folders, jr_path_folder(output), 1))
            jr_settler_sweep(jr_path_folder(output), false, &runs, r->call->arena);
    }
    if (r->bulk->folder.n)
        jr_settler_sweep(r->bulk->folder, true, &runs, r->call->arena);
}

static void report_interruption(run *r, int number)
{
    const char *how = r->shared->bulk.journal.n ? "the same command with --resume goes on"
                                                : "with --journal FILE, --resume could go on from here";
    size_t made = r->told;
    for (size_t i = r->told; i < r->n_todo; i++)
        made += jr_settler_ready(&r->settler, r->todo[i]);
    jr_progress_hide(&r->progress);
    jr_report(r->call->diag, JR_D_INTERRUPTED, NULL, "ended by signal %d: %zu of %zu pages are done; %s", number, made,
              r->n_todo, how);
}

/* Pages that no worker was left to make. */
static void report_unmade(run *r)
{
    for (size_t i = r->told; i < r->n_todo; i++)
        if (r->settler.made[r->todo[i]].record.n == 0)
            jr_settler_lose(&r->settler, &r->bulk->jobs[r->todo[i]], r->todo[i], JR_D_INTERNAL, JR_STATUS_INTERNAL,
                            JR_STR("no process could be started for this page"));
}

static jr_status run_pool(run *r, const jr_work *work)
{
    const jr_pool pool = {
        .work = work,
        .n_todo = r->n_todo,
        .workers = count_workers(r),
        .timeout = r->shared->bulk.timeout,
        .user = r,
        .done = done,
        .lost = lost,
        .tick = tick,
    };
    const int signal_number = jr_pool_run(&pool);
    jr_settler_settle(&r->settler, true);
    if (!signal_number)
        report_unmade(r);
    tell_all(r);
    jr_progress_hide(&r->progress);
    if (signal_number)
        report_interruption(r, signal_number);
    return signal_number ? (jr_status)(128 + signal_number) : r->status;
}

static jr_status run_workers(run *r)
{
    const jr_bulk_opts *o = &r->shared->bulk;
    jr_arena *arena = r->call->arena;
    const jr_str name = jr_run_name(arena);
    const bool reads = o->journal.n || o->depfile.n || o->reports.n;
    jr_work work = {.bulk = r->bulk, .shared = r->shared, .todo = r->todo, .run = name.p, .reads = reads};
    const jr_stats_opts usual = jr_tally_usual(r->shared);
    if (o->reports.n) {
        work.counting = r->bulk->counting ? r->bulk->counting : &usual;
        work.n_counting = r->bulk->counting ? r->bulk->n_counting : 1;
    }
    if (reads)
        work.keys = jr_run_key(r->call, arena).p;
    if (o->journal.n && !jr_journal_open(o->journal, name.p, o->resume, arena, r->call->diag, &work.journal))
        return JR_STATUS_OK; /* the call's collector knows better */
    if (work.journal)
        sweep(r, work.journal);
    r->settler = (jr_settler){.arena = arena, .diag = r->call->diag, .journal = work.journal};
    r->settler.claims.arena = arena;
    r->settler.scratch = jr_arena_create();
    r->settler.n_made = r->bulk->n;
    r->settler.made = jr_arena_array(arena, jr_made, r->bulk->n + 1);
    r->report = jr_run_report_start(r->bulk, r->call, &r->part, r->n_todo);
    r->depfile = jr_depfile_start(r->call);
    r->progress = jr_progress_start(r->shared, r->n_todo);
    const jr_status status = r->n_todo ? run_pool(r, &work) : JR_STATUS_OK;
    jr_journal_close(work.journal, r->call->diag);
    jr_settler_free(&r->settler);
    if (status > JR_STATUS_INTERNAL) /* ended by a signal */
        return status;
    jr_run_report_finish(r->report);
    jr_depfile_finish(r->depfile, r->call);
    return status;
}

/* Options that only a run of workers heeds. */
static bool wants_workers(const jr_bulk_opts *o)
{
    return o->journal.n || o->depfile.n || o->reports.n || o->timeout != JR_BULK_TIMEOUT;
}

jr_status jr_bulk_run(const jr_bulk *bulk, const jr_call *call)
{
    run r = {.bulk = bulk, .call = call, .shared = call->opts};
    const jr_bulk_opts *o = &r.shared->bulk;
    if (o->resume && o->journal.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "--resume goes by a journal; name it by --journal FILE");
    if ((o->resume && o->journal.n == 0) || !choose_jobs(&r))
        return jr_diag_status(call->diag);
    if (r.n_todo == 0 && o->reports.n == 0)
        return JR_STATUS_OK;
    if (bulk->n == 1 && !wants_workers(o))
        return run_here(&r, 0);
    const jr_status pages = run_workers(&r), own = jr_diag_status(call->diag);
    if (pages > JR_STATUS_INTERNAL) /* ended by the user */
        return pages;
    const jr_status status = bulk->gravest || bulk->n == 1 || !pages ? pages : JR_STATUS_FAILED;
    return own > status ? own : status;
}
