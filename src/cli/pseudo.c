/* SPDX-License-Identifier: MIT */
/* jerome pseudo: pages in pseudo-language, to see what becomes of them in translation. */
#include <jerome/label.h>
#include <jerome/pseudo.h>

#include "app/convert.h"
#include "app/merge.h"
#include "bulk.h"

typedef struct pseudo_opts {
    jr_shared shared;
    jr_str to_lang, output, keys;
    bool rtl, code_comments;
    int anchors; /* jr_merge_anchors */
    bool keep_front_matter;
} pseudo_opts;

#define FIELD(name) .offset = offsetof(pseudo_opts, name)

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
    {.name = "anchors", .type = JR_OPT_ENUM, FIELD(anchors), .values = jr_merge_anchor_names, .def = "learn",
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
    jr_lang_check("--to-lang", o->to_lang, call->diag);
    return jr_diag_count(call->diag, JR_ERROR) == 0;
}

static jr_targets make(const void *user, const jr_units *units, jr_arena *arena)
{
    return jr_pseudo_units(user, units, arena);
}

/* What is kept from one page to the next: memory. */
typedef struct files {
    const pseudo_opts *o;
    const jr_call *call;
    const jr_job *jobs;
    jr_arena *page, *proof, *names;
} files;

static void make_page(void *user, size_t i, jr_outcome *outcome)
{
    files *all = user;
    const pseudo_opts *o = all->o;
    const jr_pseudo pseudo = {o->to_lang, o->rtl || jr_lang_rtl(o->to_lang)};
    const jr_merge_maker maker = {make, &pseudo};
    jr_arena_reset(all->names);
    jr_map written = {.arena = all->names};
    const jr_merge_job job = {
        .path = all->jobs[i].input,
        .source = o->shared.root,
        .output = o->output,
        .units = {.keys = o->keys, .code_comments = o->code_comments},
        .limits = &o->shared.limits,
        .anchors = (jr_merge_anchors)o->anchors,
        .keep_front_matter = o->keep_front_matter,
        .page = all->page,
        .proof = all->proof,
        .written = &written,
    };
    jr_merge_made(&job, all->call->names[i], o->to_lang, &maker, outcome->diag);
}

static jr_status run_pseudo(const jr_call *call)
{
    const pseudo_opts *o = call->opts;
    if (!check(o, call))
        return jr_diag_status(call->diag);
    files all = {.o = o,
                 .call = call,
                 .jobs = jr_jobs_of(&call->inputs, call->arena),
                 .page = jr_arena_create(),
                 .proof = jr_arena_create(),
                 .names = jr_arena_create()};
    const jr_bulk bulk = {.jobs = all.jobs,
                          .n = call->inputs.n,
                          .user = &all,
                          .page = make_page,
                          .gravest = true,
                          .language = o->to_lang,
                          .folder = o->output};
    const jr_status status = jr_bulk_run(&bulk, call);
    jr_arena_destroy(all.names);
    jr_arena_destroy(all.proof);
    jr_arena_destroy(all.page);
    return status;
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
