/* SPDX-License-Identifier: MIT */
#include "outputs.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jerome/map.h>

#include "app/folders.h"
#include "app/name.h"
#include "base/path.h"
#include "cli.h"

bool jr_is_dash(jr_str name)
{
    return jr_str_eq(name, JR_STR("-"));
}

jr_str jr_output_in(jr_str folder, jr_str name, jr_arena *arena)
{
    const char *slash = jr_str_ends(folder, JR_STR("/")) ? "" : "/";
    return jr_arena_printf(arena, "%.*s%s%.*s", JR_FMT(folder), slash, JR_FMT(name));
}

jr_job *jr_jobs_of(const jr_opt_list *inputs, jr_arena *arena)
{
    jr_job *jobs = jr_arena_array(arena, jr_job, inputs->n + 1);
    for (size_t i = 0; i < inputs->n; i++)
        jobs[i].input = inputs->items[i];
    return jobs;
}

/* An output as other systems may see it. */
typedef struct seen {
    jr_str folded;
    const jr_job *job;
} seen;

static int compare_seen(const void *a, const void *b)
{
    const seen *x = a, *y = b;
    return jr_str_cmp(x->folded, y->folded);
}

static bool all_different(const jr_job *jobs, size_t n, jr_arena *arena, jr_diag *diag)
{
    seen *sorted = jr_arena_array(arena, seen, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = (seen){jr_name_folded(jobs[i].output, arena), &jobs[i]};
    qsort(sorted, n, sizeof *sorted, compare_seen);
    for (size_t i = 1; i < n; i++) {
        const jr_job *a = sorted[i - 1].job, *b = sorted[i].job;
        if (!jr_str_eq(sorted[i - 1].folded, sorted[i].folded))
            continue;
        if (jr_str_eq(a->output, b->output))
            return jr_report(diag, JR_D_BAD_USAGE, NULL, "'%.*s' and '%.*s' would both be written to '%.*s'",
                             JR_FMT(a->input), JR_FMT(b->input), JR_FMT(b->output));
        return jr_report(diag, JR_D_BAD_USAGE, NULL,
                         "'%.*s' and '%.*s' would be one file where case or the form of accents does not count",
                         JR_FMT(a->output), JR_FMT(b->output));
    }
    return true;
}

static bool is_own_input(const jr_job *job)
{
    struct stat in, out;
    if (jr_is_dash(job->output))
        return false;
    if (jr_is_dash(job->input) ? fstat(STDIN_FILENO, &in) != 0 : stat(job->input.p, &in) != 0)
        return false;
    return stat(job->output.p, &out) == 0 && S_ISREG(out.st_mode) && in.st_dev == out.st_dev && in.st_ino == out.st_ino;
}

bool jr_outputs_check(const jr_job *jobs, size_t n, jr_arena *arena, jr_diag *diag)
{
    for (size_t i = 0; i < n; i++)
        if (is_own_input(&jobs[i]))
            return jr_report(diag, JR_D_BAD_USAGE, NULL, "the output '%.*s' is the input itself",
                             JR_FMT(jobs[i].output));
    return n < 2 || all_different(jobs, n, arena, diag);
}

bool jr_outputs_folders(const jr_job *jobs, size_t n, jr_arena *arena, jr_diag *diag)
{
    jr_map made = {.arena = arena};
    for (size_t i = 0; i < n; i++) {
        const jr_str folder = jr_path_folder(jobs[i].output);
        if (jr_map_add(&made, folder, 1) && !jr_make_folders(folder, arena, diag))
            return false;
    }
    return true;
}

void jr_output_page(const jr_convert *job, jr_str output, const jr_shared *shared, jr_diag *diag)
{
    jr_sink *sink = jr_is_dash(output) ? jr_sink_fd(STDOUT_FILENO, JR_STR("stdout"), diag) : jr_sink_file(output, diag);
    jr_convert limited = *job;
    limited.limits = &shared->limits;
    if (jr_convert_page(&limited, sink, diag))
        jr_sink_finish(sink);
    else
        jr_sink_discard(sink);
}
