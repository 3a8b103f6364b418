/* SPDX-License-Identifier: MIT */
/* jerome check: what came back from translators, before it is merged. */
#include "app/check.h"

#include <jerome/units.h>

#include "base/clean.h"
#include "base/json_text.h"
#include "bulk.h"
#include "gate_opts.h"
#include "returned.h"

typedef struct check_opts {
    jr_shared shared;
    jr_gate_args gate;
    jr_str source;
} check_opts;

#define FIELD(name) .offset = offsetof(check_opts, name)

/* clang-format off */
static const jr_opt table[] = {
    {.name = "source", .type = JR_OPT_STRING, FIELD(source), .metavar = "DIR",
     .help = "The folder that the pages were exported from; else they are looked for beside the file, and where they are "
             "not, it is checked by itself"},
    JR_GATE_ARGS(check_opts, gate),
    {.name = NULL},
};
/* clang-format on */

static void put_summary(jr_buf *out, const check_opts *o, jr_str path, const jr_outcome *outcome)
{
    const bool json = o->shared.diagnostics == JR_DIAGNOSTICS_JSON;
    if (json) {
        jr_puts(out, "{\"file\":");
        jr_put_json(out, path);
    } else {
        jr_put_clean(out, path);
    }
    for (size_t i = 0; i < outcome->n_counts; i++) {
        const jr_record_count *count = &outcome->counts[i];
        if (json)
            jr_printf(out, ",\"%.*s\":%llu", JR_FMT(count->name), (unsigned long long)count->value);
        else
            jr_printf(out, "%s %llu %.*s", i ? "," : ":", (unsigned long long)count->value, JR_FMT(count->name));
    }
    jr_put(out, json ? JR_STR("}\n") : JR_STR("\n"));
}

typedef struct files {
    const check_opts *o;
    jr_returned *returned;
    const jr_gate_opts *gate;
    jr_glossaries *glossaries;
} files;

static void check_one(void *user, size_t i, jr_outcome *outcome)
{
    const files *all = user;
    const check_opts *o = all->o;
    jr_arena *arena = jr_arena_create();
    jr_str bytes;
    if (!jr_returned_bytes(all->returned, i, arena, outcome, &bytes)) {
        jr_arena_destroy(arena);
        return;
    }
    const jr_check_job job = {.path = all->returned->jobs[i].input,
                              .bytes = bytes,
                              .source = o->source,
                              .units = {.keys = o->gate.keys, .code_comments = o->gate.code_comments},
                              .limits = &o->shared.limits,
                              .gate = all->gate,
                              .glossaries = all->glossaries};
    jr_gate_counts counts;
    const bool ok = jr_check_file(&job, outcome->diag, &counts);
    jr_arena_destroy(arena);
    if (!ok)
        return;
    jr_outcome_gate(outcome, &counts);
    if (!o->shared.quiet)
        put_summary(&outcome->text, o, job.path, outcome);
}

static jr_status run_check(const jr_call *call)
{
    const check_opts *o = call->opts;
    jr_gate_opts gate;
    jr_glossaries *glossaries;
    if (call->inputs.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the XLIFF files to check");
    if (call->inputs.n == 0 || !jr_gate_args_read(&o->gate, call->diag, &gate, &glossaries))
        return jr_diag_status(call->diag);
    jr_returned returned;
    jr_returned_start(call, &returned);
    files all = {o, &returned, &gate, glossaries};
    const jr_bulk bulk = {
        .jobs = returned.jobs, .n = returned.returns.n, .user = &all, .page = check_one, .gravest = true};
    const jr_status checked = bulk.n ? jr_bulk_run(&bulk, call) : JR_STATUS_OK;
    const jr_status found = jr_diag_status(call->diag);
    jr_returned_end(&returned);
    jr_glossaries_close(glossaries);
    return found > checked ? found : checked;
}

static const jr_example examples[] = {
    {"jerome check back/ --source docs", "checks each file against its page in docs"},
    {"jerome check page.md.xlf --require complete", "untranslated units are errors"},
    {"jerome check page.md.xlf --check altered-url=off", "addresses may differ"},
    {0},
};

const jr_command jr_command_check = {
    .name = "check",
    .usage = "jerome check [OPTIONS] KIT|FILE.xlf...",
    .summary = "Checks translations that came back: codes, segments, languages, and whether they fit their pages.",
    .detail =
        "The exit status is 3 where an error was found. A merge makes the same checks, and leaves out what fails. The "
        "checks: jerome help checks.",
    .examples = examples,
    .takes = jr_translation_files,
    .opts_size = sizeof(check_opts),
    .opts = table,
    .run = run_check,
};
