/* SPDX-License-Identifier: MIT */
/* jerome check: what came back from translators, before it is merged. */
#include "app/check.h"

#include <jerome/units.h>

#include "base/clean.h"
#include "base/json_text.h"
#include "cli.h"
#include "gate_opts.h"

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

static void put_summary(jr_buf *out, const check_opts *o, jr_str path, const jr_gate_counts *n)
{
    const struct {
        const char *name;
        size_t value;
    } counts[] = {{"units", n->units},     {"translated", n->translated}, {"untranslated", n->untranslated},
                  {"missing", n->missing}, {"refused", n->refused},       {"warned", n->warned}};
    const bool json = o->shared.diagnostics == JR_DIAGNOSTICS_JSON;
    if (json) {
        jr_puts(out, "{\"file\":");
        jr_put_json(out, path);
    } else {
        jr_put_clean(out, path);
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (json)
            jr_printf(out, ",\"%s\":%zu", counts[i].name, counts[i].value);
        else
            jr_printf(out, "%s %zu %s", i ? "," : ":", counts[i].value, counts[i].name);
    jr_put(out, json ? JR_STR("}\n") : JR_STR("\n"));
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
    jr_status status = JR_STATUS_OK;
    jr_buf summary = {0};
    for (size_t i = 0; i < call->inputs.n; i++) {
        jr_diag *diag = jr_diag_create(jr_print_diagnostic, (void *)(uintptr_t)&o->shared);
        jr_diag_set_strict(diag, o->shared.strict);
        jr_diag_set_most(diag, (size_t)o->shared.max_messages);
        const jr_check_job job = {.path = call->inputs.items[i],
                                  .source = o->source,
                                  .units = {.keys = o->gate.keys, .code_comments = o->gate.code_comments},
                                  .limits = &o->shared.limits,
                                  .gate = &gate,
                                  .glossaries = glossaries};
        jr_gate_counts counts;
        if (jr_check_file(&job, diag, &counts) && !o->shared.quiet)
            put_summary(&summary, o, job.path, &counts);
        status = jr_diag_status(diag) > status ? jr_diag_status(diag) : status;
        jr_diag_destroy(diag);
    }
    jr_glossaries_close(glossaries);
    const jr_status said = jr_answer(&summary, call->diag);
    return said > status ? said : status;
}

static const jr_example examples[] = {
    {"jerome check back/ --source docs", "checks each file against its page in docs"},
    {"jerome check page.md.xlf --require complete", "untranslated units are errors"},
    {"jerome check page.md.xlf --check altered-url=off", "addresses may differ"},
    {0},
};

const jr_command jr_command_check = {
    .name = "check",
    .usage = "jerome check [OPTIONS] FILE.xlf...",
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
