/* SPDX-License-Identifier: MIT */
/* jerome merge: what came back from translators, as localized pages. */
#include "app/merge.h"

#include <jerome/units.h>

#include "bulk.h"
#include "gate_opts.h"
#include "returned.h"

typedef enum target_from { FROM_TARGET, FROM_SOURCE } target_from;

typedef struct merge_opts {
    jr_shared shared;
    jr_gate_args gate;
    jr_str source, output, metadata_from;
    int target_from; /* target_from */
    int anchors;     /* jr_merge_anchors */
    int whitespace;  /* WHITESPACE_… */
    bool keep_front_matter;
} merge_opts;

#define FIELD(name) .offset = offsetof(merge_opts, name)

static const char *const targets[] = {[FROM_TARGET] = "target", [FROM_SOURCE] = "source", NULL};
enum { WHITESPACE_SOURCE, WHITESPACE_LEARN };

static const char *const whitespaces[] = {
    [WHITESPACE_SOURCE] = "source", [WHITESPACE_LEARN] = "learn", NULL};

/* clang-format off */
static const jr_opt table[] = {
    {.name = "source", .type = JR_OPT_STRING, FIELD(source), .metavar = "DIR",
     .help = "The folder that the pages were exported from; else the current one"},
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "DIR",
     .help = "The folder to write to; folders below it are those of the pages"},
    JR_GATE_ARGS(merge_opts, gate),
    {.name = "target-from", .type = JR_OPT_ENUM, FIELD(target_from), .values = targets, .def = "target",
     .help = "source: the sources of the file are written, which gives the pages back as they are"},
    {.name = "keep-front-matter", .type = JR_OPT_FLAG, FIELD(keep_front_matter),
     .help = "Change no more of the front matter than the values that are translated"},
    {.name = "metadata-from", .type = JR_OPT_STRING, FIELD(metadata_from), .metavar = "PAGE",
     .help = "Take localization metadata that cannot be computed from an existing localized page, or from those in a "
             "folder"},
    {.name = "anchors", .type = JR_OPT_ENUM, FIELD(anchors), .values = jr_merge_anchor_names, .def = "learn",
     .help = "Anchors in headings, which keep links to them: learn, as Microsoft Learn makes them of the English text; "
             "ids, the source's ids; none"},
    {.name = "whitespace", .type = JR_OPT_ENUM, FIELD(whitespace), .values = whitespaces, .def = "source",
     .help = "White space: source, as in the source; learn, as Microsoft Learn's localization leaves it"},
    {.name = NULL},
};
/* clang-format on */

/* What is kept from one file to the next: memory. */
typedef struct files {
    const merge_opts *o;
    jr_returned *returned;
    const jr_gate_opts *gate;
    jr_glossaries *glossaries;
    jr_arena *back, *page, *proof, *names, *bytes;
} files;

static void merge_one(void *user, size_t i, jr_outcome *outcome)
{
    files *all = user;
    const merge_opts *o = all->o;
    jr_str bytes;
    jr_arena_reset(all->names);
    jr_arena_reset(all->bytes);
    jr_map written = {.arena = all->names};
    if (!jr_returned_bytes(all->returned, i, all->bytes, outcome, &bytes))
        return;
    const jr_merge_job job = {
        .path = all->returned->jobs[i].input,
        .bytes = bytes,
        .source = o->source,
        .output = o->output,
        .units = {.keys = o->gate.keys, .code_comments = o->gate.code_comments},
        .limits = &o->shared.limits,
        .gate = all->gate,
        .glossaries = all->glossaries,
        .anchors = (jr_merge_anchors)o->anchors,
        .keep_front_matter = o->keep_front_matter,
        .begun = all->returned->returns.n_kits > 0 && o->target_from == FROM_TARGET,
        .learn = o->whitespace == WHITESPACE_LEARN,
        .metadata_from = o->metadata_from,
        .back = all->back,
        .page = all->page,
        .proof = all->proof,
        .written = &written,
    };
    jr_gate_counts counts;
    jr_merge_file(&job, outcome->diag, &counts);
    jr_outcome_gate(outcome, &counts);
    if (all->returned->returns.n_kits) {
        jr_diag *quiet = jr_diag_create(NULL, NULL); /* the merge has said it */
        jr_returned_count(all->returned, i, bytes, quiet, outcome);
        jr_diag_destroy(quiet);
    }
}

static void take_one(void *user, size_t i, const jr_record *record)
{
    const files *all = user;
    if (all->returned->returns.n_kits)
        jr_returned_take(all->returned, i, record);
}

/* Of kits: which of their pages came back. */
static jr_status tell_status(const merge_opts *o, const jr_returned *returned, const jr_call *call)
{
    if (returned->returns.n_kits == 0 || o->shared.quiet)
        return JR_STATUS_OK;
    const jr_kit_status status = jr_returned_status(returned, o->source.n ? o->source : JR_STR("."));
    jr_buf text = {0};
    jr_kit_status_put(&status, JR_KIT_STATUS_TEXT, call->arena, &text);
    return jr_answer(&text, call->diag);
}

static jr_status merge_all(files *all, const jr_call *call)
{
    const jr_bulk bulk = {.jobs = all->returned->jobs,
                          .n = all->returned->returns.n,
                          .user = all,
                          .page = merge_one,
                          .collect = take_one,
                          .gravest = true,
                          .folder = all->o->output};
    const jr_status merged = bulk.n ? jr_bulk_run(&bulk, call) : jr_diag_status(call->diag);
    const jr_status told = merged <= JR_STATUS_INTERNAL ? tell_status(all->o, all->returned, call) : merged;
    const jr_status found = jr_diag_status(call->diag);
    const jr_status graver = told > merged ? told : merged;
    return found > graver ? found : graver;
}

static jr_status run_merge(const jr_call *call)
{
    const merge_opts *o = call->opts;
    jr_gate_opts gate;
    jr_glossaries *glossaries;
    if (call->inputs.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the XLIFF files to merge");
    if (o->output.n == 0)
        jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name a folder to write to: --output DIR/");
    if (call->inputs.n == 0 || o->output.n == 0 ||
        !jr_gate_args_read(&o->gate, call->diag, &gate, &glossaries))
        return jr_diag_status(call->diag);
    gate.from_source = o->target_from == FROM_SOURCE;
    gate.keep_space = o->whitespace == WHITESPACE_LEARN;
    jr_returned returned;
    jr_returned_start(call, &returned);
    files all = {.o = o,
                 .returned = &returned,
                 .gate = &gate,
                 .glossaries = glossaries,
                 .back = jr_arena_create(),
                 .page = jr_arena_create(),
                 .proof = jr_arena_create(),
                 .names = jr_arena_create(),
                 .bytes = jr_arena_create()};
    const jr_status status = merge_all(&all, call);
    jr_returned_end(&returned);
    jr_glossaries_close(glossaries);
    jr_arena_destroy(all.bytes);
    jr_arena_destroy(all.names);
    jr_arena_destroy(all.proof);
    jr_arena_destroy(all.page);
    jr_arena_destroy(all.back);
    return status;
}

static const jr_example examples[] = {
    {"jerome merge back/ --source docs -o docs-de/", "writes a localized page for each page of docs"},
    {"jerome merge back/de-DE.zip --source docs -o docs-de/", "takes a kit back, and tells which of its pages came"},
    {"jerome merge page.md.xlf -o out/ --require complete", "what is not translated is an error"},
    {"jerome merge page.md.xlf -o out/ --target-from source --keep-front-matter --anchors none", "the page itself"},
    {0},
};

const jr_command jr_command_merge = {
    .name = "merge",
    .usage = "jerome merge [OPTIONS] --output DIR KIT|FILE.xlf...",
    .summary = "Writes localized pages: the pages that were exported, with the texts that came back.",
    .detail =
        "No byte changes but those of translated text and, where it is not kept, of the front matter. What is not "
        "translated stays as it is. What the checks refuse (see jerome check) or what cannot be written so that it "
        "reads as it should stays in the source's words as well, and the exit status is 3.",
    .examples = examples,
    .takes = jr_translation_files,
    .opts_size = sizeof(merge_opts),
    .opts = table,
    .run = run_merge,
};
