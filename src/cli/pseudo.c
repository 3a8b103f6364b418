/* SPDX-License-Identifier: MIT */
/* jerome pseudo: pages in pseudo-language, to see what becomes of them in translation. */
#include <jerome/label.h>
#include <jerome/pseudo.h>

#include "app/merge.h"
#include "base/sink.h"
#include "cli.h"

typedef struct pseudo_opts {
    jr_shared shared;
    jr_str to_lang, output, keys;
    bool rtl, code_comments;
    int anchors; /* jr_merge_anchors */
    bool keep_front_matter;
} pseudo_opts;

#define FIELD(name) .offset = offsetof(pseudo_opts, name)

static const char *const anchors[] = {
    [JR_ANCHORS_LEARN] = "learn", [JR_ANCHORS_NONE] = "none", [JR_ANCHORS_IDS] = "ids", NULL};

/* clang-format off */
static const jr_opt table[] = {
    {.name = "to-lang", .type = JR_OPT_STRING, FIELD(to_lang), .metavar = "TAG",
     .help = "The language to act: how much longer or shorter its texts are, and what the front matter says"},
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "DIR",
     .help = "The folder to write to; folders below it are those of the pages"},
    {.name = "rtl", .type = JR_OPT_FLAG, FIELD(rtl),
     .help = "Hebrew letters, from right to left; they are taken anyway for languages that are written so"},
    {.name = "keys", .type = JR_OPT_STRING, FIELD(keys), .metavar = "KEY,…", .def = JR_UNITS_DEFAULT_KEYS,
     .help = "Front-matter keys whose values are translated"},
    {.name = "code-comments", .type = JR_OPT_FLAG, FIELD(code_comments),
     .help = "Comments in code blocks are translated"},
    {.name = "keep-front-matter", .type = JR_OPT_FLAG, FIELD(keep_front_matter),
     .help = "Change no more of the front matter than the values that are translated"},
    {.name = "anchors", .type = JR_OPT_ENUM, FIELD(anchors), .values = anchors, .def = "learn",
     .help = "Anchors in headings, as in jerome merge"},
    {.name = NULL},
};
/* clang-format on */

static bool check(const pseudo_opts *o, const jr_call *call)
{
    if (call->inputs.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the pages to translate");
    if (o->output.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name a folder to write to: --output DIR/");
    if (o->to_lang.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the language to act: --to-lang de-DE");
    else if (!jr_lang_valid(o->to_lang))
        jr_report(call->diag, JR_D_BAD_OPTION, NULL, "--to-lang: '%.*s' is no language tag (BCP 47), such as de-DE",
                  JR_FMT(o->to_lang));
    return jr_diag_count(call->diag, JR_ERROR) == 0;
}

static jr_targets make(const void *user, const jr_units *units, jr_arena *arena)
{
    return jr_pseudo_units(user, units, arena);
}

static jr_status run_page(const pseudo_opts *o, const jr_merge_job *job, jr_str name)
{
    const jr_pseudo pseudo = {o->to_lang, o->rtl || jr_lang_rtl(o->to_lang)};
    const jr_merge_maker maker = {make, &pseudo};
    jr_diag *diag = jr_diag_create(jr_print_diagnostic, (void *)(uintptr_t)&o->shared);
    jr_diag_set_strict(diag, o->shared.strict);
    jr_diag_set_most(diag, (size_t)o->shared.max_messages);
    jr_sink_gather();
    jr_merge_made(job, name, o->to_lang, &maker, diag);
    const jr_status status = jr_diag_status(diag);
    jr_diag_destroy(diag);
    return status;
}

static jr_status run_pseudo(const jr_call *call)
{
    const pseudo_opts *o = call->opts;
    if (!check(o, call))
        return jr_diag_status(call->diag);
    jr_map written = {.arena = call->arena};
    jr_merge_job job = {
        .source = o->shared.root,
        .output = o->output,
        .units = {.keys = o->keys, .code_comments = o->code_comments},
        .limits = &o->shared.limits,
        .anchors = (jr_merge_anchors)o->anchors,
        .keep_front_matter = o->keep_front_matter,
        .page = jr_arena_create(),
        .proof = jr_arena_create(),
        .written = &written,
    };
    jr_status status = JR_STATUS_OK;
    for (size_t i = 0; i < call->inputs.n; i++) {
        job.path = call->inputs.items[i];
        const jr_status of_page = run_page(o, &job, call->names[i]);
        status = of_page > status ? of_page : status;
        if ((i + 1) % JR_SINK_GATHER == 0 || i + 1 == call->inputs.n)
            jr_sink_settle(call->diag);
    }
    jr_arena_destroy(job.proof);
    jr_arena_destroy(job.page);
    return jr_diag_status(call->diag) > status ? jr_diag_status(call->diag) : status;
}

static const jr_example examples[] = {
    {"jerome pseudo docs --to-lang de-DE -o docs-de", "what the pages may look like in German"},
    {"jerome pseudo docs --to-lang ar-SA -o docs-ar", "from right to left"},
    {0},
};

const jr_command jr_command_pseudo = {
    .name = "pseudo",
    .usage = "jerome pseudo [OPTIONS] --to-lang TAG --output DIR PAGE|FOLDER...",
    .summary = "Writes pages in pseudo-language, to see before they are translated whether they bear it.",
    .detail =
        "Letters get accents, texts grow or shrink as in the language, and each is between ⟦ and ⟧; codes, "
        "placeholders, addresses and what the author protects stay. To fill XLIFF files so: jerome export --pseudo.",
    .examples = examples,
    .takes = jr_page_files,
    .opts_size = sizeof(pseudo_opts),
    .opts = table,
    .run = run_pseudo,
};
