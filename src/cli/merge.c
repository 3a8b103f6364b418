/* SPDX-License-Identifier: MIT */
/* jerome merge: what came back from translators, as localized pages. */
#include "app/merge.h"

#include <jerome/units.h>

#include "base/sink.h"
#include "cli.h"
#include "gate_opts.h"

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
static const char *const anchors[] = {
    [JR_ANCHORS_LEARN] = "learn", [JR_ANCHORS_NONE] = "none", [JR_ANCHORS_IDS] = "ids", NULL};

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
    {.name = "anchors", .type = JR_OPT_ENUM, FIELD(anchors), .values = anchors, .def = "learn",
     .help = "Anchors in headings, which keep links to them: learn, as Microsoft Learn makes them of the English text; "
             "ids, the source's ids; none"},
    {.name = "whitespace", .type = JR_OPT_ENUM, FIELD(whitespace), .values = whitespaces, .def = "source",
     .help = "White space: source, as in the source; learn, as Microsoft Learn's localization leaves it"},
    {.name = NULL},
};
/* clang-format on */

static jr_status graver(jr_status a, jr_status b)
{
    return a > b ? a : b;
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
    jr_map written = {.arena = call->arena};
    jr_arena *back = jr_arena_create(), *page = jr_arena_create(), *proof = jr_arena_create();
    jr_status status = JR_STATUS_OK;
    for (size_t i = 0; i < call->inputs.n; i++) {
        jr_diag *diag = jr_diag_create(jr_print_diagnostic, (void *)(uintptr_t)&o->shared);
        jr_diag_set_strict(diag, o->shared.strict);
        const jr_merge_job job = {
            .path = call->inputs.items[i],
            .source = o->source,
            .output = o->output,
            .units = {.keys = o->gate.keys, .code_comments = o->gate.code_comments},
            .limits = &o->shared.limits,
            .gate = &gate,
            .glossaries = glossaries,
            .anchors = (jr_merge_anchors)o->anchors,
            .keep_front_matter = o->keep_front_matter,
            .learn_space = o->whitespace == WHITESPACE_LEARN,
            .metadata_from = o->metadata_from,
            .back = back,
            .page = page,
            .proof = proof,
            .written = &written,
        };
        jr_gate_counts counts;
        jr_sink_gather();
        jr_merge_file(&job, diag, &counts);
        status = graver(status, jr_diag_status(diag));
        jr_diag_destroy(diag);
        if ((i + 1) % JR_SINK_GATHER == 0 || i + 1 == call->inputs.n)
            jr_sink_settle(call->diag);
    }
    jr_glossaries_close(glossaries);
    jr_arena_destroy(proof);
    jr_arena_destroy(page);
    jr_arena_destroy(back);
    return graver(status, jr_diag_status(call->diag));
}

static const jr_example examples[] = {
    {"jerome merge back/ --source docs -o docs-de/", "writes a localized page for each page of docs"},
    {"jerome merge page.md.xlf -o out/ --require complete", "what is not translated is an error"},
    {"jerome merge page.md.xlf -o out/ --target-from source --keep-front-matter --anchors none", "the page itself"},
    {0},
};

const jr_command jr_command_merge = {
    .name = "merge",
    .usage = "jerome merge [OPTIONS] --output DIR FILE.xlf...",
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
