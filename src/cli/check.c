/* SPDX-License-Identifier: MIT */
/* jerome check: what came back from translators, before it is merged. */
#include "app/check.h"

#include <jerome/label.h>
#include <jerome/units.h>

#include "cli.h"

typedef enum requirement { REQUIRE_NOTHING, REQUIRE_COMPLETE, REQUIRE_FINAL } requirement;

typedef struct check_opts {
    jr_shared shared;
    jr_str source, to_lang, keys;
    jr_opt_list checks;
    int require; /* requirement */
} check_opts;

#define FIELD(name) .offset = offsetof(check_opts, name)

static const char *const requirements[] = {"nothing", "complete", "final", NULL};

/* clang-format off */
static const jr_opt table[] = {
    {.name = "source", .type = JR_OPT_STRING, FIELD(source), .metavar = "DIR",
     .help = "The folder that the pages were exported from; else they are looked for beside the file, and where they are "
             "not, it is checked by itself"},
    {.name = "to-lang", .type = JR_OPT_STRING, FIELD(to_lang), .metavar = "TAG",
     .help = "The language that is wanted; else what the file says"},
    {.name = "require", .type = JR_OPT_ENUM, FIELD(require), .values = requirements, .def = "nothing",
     .help = "complete: a unit that is not translated is an error; final: one that is not in its final state as well"},
    {.name = "check", .type = JR_OPT_LIST, FIELD(checks), .metavar = "NAME=error|warning|note|off",
     .help = "How grave what one check finds is"},
    {.name = "keys", .type = JR_OPT_STRING, FIELD(keys), .metavar = "KEY,…", .def = JR_UNITS_DEFAULT_KEYS,
     .help = "Front-matter keys whose values are translated"},
    {.name = NULL},
};
/* clang-format on */

static bool gate_options(const check_opts *o, jr_diag *diag, jr_gate_opts *ret_gate)
{
    bool ok = true;
    jr_gate_defaults(ret_gate);
    ret_gate->to_lang = o->to_lang;
    if (o->to_lang.n && !jr_lang_valid(o->to_lang))
        ok = jr_report(diag, JR_D_BAD_OPTION, NULL, "--to-lang: '%.*s' is no language tag (BCP 47), such as de-DE",
                       JR_FMT(o->to_lang));
    if (o->require != REQUIRE_NOTHING)
        jr_gate_require(ret_gate, o->require == REQUIRE_FINAL);
    for (size_t i = 0; i < o->checks.n; i++)
        ok = jr_gate_set(ret_gate, o->checks.items[i], diag) && ok;
    return ok;
}

static void put_summary(jr_buf *out, const check_opts *o, jr_str path, const jr_gate_counts *n)
{
    const struct {
        const char *name;
        size_t value;
    } counts[] = {{"units", n->units},     {"translated", n->translated}, {"untranslated", n->untranslated},
                  {"missing", n->missing}, {"refused", n->refused},       {"warned", n->warned}};
    const bool json = o->shared.diagnostics == JR_DIAGNOSTICS_JSON;
    jr_put(out, json ? JR_STR("{\"file\":\"") : JR_STR(""));
    jr_put_clean(out, path, json);
    jr_put(out, json ? JR_STR("\"") : JR_STR(""));
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
    if (call->inputs.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the XLIFF files to check");
    if (!gate_options(o, call->diag, &gate) || call->inputs.n == 0)
        return jr_diag_status(call->diag);
    jr_status status = JR_STATUS_OK;
    jr_buf summary = {0};
    for (size_t i = 0; i < call->inputs.n; i++) {
        jr_diag *diag = jr_diag_create(jr_print_diagnostic, (void *)(uintptr_t)&o->shared);
        jr_diag_set_strict(diag, o->shared.strict);
        const jr_check_job job = {call->inputs.items[i], o->source, o->keys, &gate};
        jr_gate_counts counts;
        if (jr_check_file(&job, diag, &counts) && !o->shared.quiet)
            put_summary(&summary, o, job.path, &counts);
        status = jr_diag_status(diag) > status ? jr_diag_status(diag) : status;
        jr_diag_destroy(diag);
    }
    const jr_status said = jr_answer(&summary, call->diag);
    return said > status ? said : status;
}

static const jr_example examples[] = {
    {"jerome check back/*.xlf --source docs", "checks each file against its page in docs"},
    {"jerome check page.md.xlf --require complete", "untranslated units are errors"},
    {"jerome check page.md.xlf --check altered-url=off", "addresses may differ"},
    {0},
};

const jr_command jr_command_check = {
    .name = "check",
    .usage = "jerome check [OPTIONS] FILE.xlf...",
    .summary = "Checks translations that came back: codes, segments, languages, and whether they fit their pages.",
    .detail =
        "The exit status is 3 where an error was found. A merge makes the same checks, and leaves out what fails.",
    .examples = examples,
    .opts_size = sizeof(check_opts),
    .opts = table,
    .run = run_check,
};
