/* SPDX-License-Identifier: MIT */
/* jerome align: pages and their translations that exist already, as bilingual files. */
#include "app/align.h"

#include <jerome/label.h>

#include "app/convert.h"
#include "app/folders.h"
#include "app/file.h"
#include "app/root.h"
#include "base/path.h"
#include "bulk.h"
#include "sentence_opts.h"

typedef struct align_opts {
    jr_shared shared;
    jr_str lang, to_lang, output, from, keys, pairs;
    jr_sentence_args sentences;
    int segment; /* SEGMENT_… */
    bool code_comments;
    jr_opt_list options; /* xliff.OPTION=VALUE */
} align_opts;

#define FIELD(name) .offset = offsetof(align_opts, name)

enum { SEGMENT_NONE, SEGMENT_SENTENCE };

static const char *const versions[] = {"1.2", "2.0", "2.1", "2.2", NULL};
static const char *const segmenting[] = {"none", "sentence", NULL};

/* clang-format off */
static const jr_opt table[] = {
    {.name = "lang", .type = JR_OPT_STRING, FIELD(lang), .metavar = "TAG",
     .help = "The language of the pages; else by their front matter"},
    {.name = "to-lang", .type = JR_OPT_STRING, FIELD(to_lang), .metavar = "TAG",
     .help = "The language of the translations, such as de-DE"},
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "FILE",
     .help = "The file to write, or a folder for a file for each pair"},
    {.name = "pairs", .type = JR_OPT_STRING, FIELD(pairs), .metavar = "FILE",
     .help = "A list of pairs: on each line a page, a tab, and its translation"},
    {.name = "segment", .type = JR_OPT_ENUM, FIELD(segment), .values = segmenting, .def = "none",
     .help = "Cut the texts into sentences, and align these"},
    JR_SENTENCE_ARGS(align_opts, sentences),
    {.name = "xliff", .type = JR_OPT_ENUM, .alias = "version", .values = versions, .def = "1.2",
     .help = "Version of XLIFF"},
    {.name = "keys", .type = JR_OPT_STRING, FIELD(keys), .metavar = "KEY,…", .def = JR_UNITS_DEFAULT_KEYS,
     .help = "Front-matter keys whose values are translated"},
    {.name = "code-comments", .type = JR_OPT_FLAG, FIELD(code_comments),
     .help = "Comments in code blocks are translated"},
    {.name = "option", .letter = 'O', .type = JR_OPT_LIST, FIELD(options), .metavar = "WRITER.OPTION=VALUE",
     .help = "Set an option of the writer; jerome help xliff lists them"},
    {.name = NULL},
};
/* clang-format on */

/* Pages, their translations, and what comes of them. */
typedef struct plan {
    const align_opts *o;
    size_t n;
    jr_opt_list pages, translations;
    jr_str *names;  /* of the pages, from the source folder */
    jr_job *jobs;   /* a page and its output */
    jr_convert job; /* what all have in common */
    jr_segmenter *segmenter;
} plan;

static bool check_language(const align_opts *o, jr_diag *diag)
{
    if (o->to_lang.n == 0)
        return jr_report(diag, JR_D_BAD_USAGE, NULL, "name the language of the translations: --to-lang de-DE");
    return jr_lang_valid(o->to_lang) || jr_report(diag, JR_D_BAD_OPTION, NULL,
                                                  "--to-lang: '%.*s' is no language tag (BCP 47), such as de-DE",
                                                  JR_FMT(o->to_lang));
}

static bool plan_pairs(plan *p, const jr_call *call)
{
    if (call->inputs.n != 2)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name a page and its translation");
    p->n = 1;
    p->pages = (jr_opt_list){call->inputs.items, 1};
    p->translations = (jr_opt_list){call->inputs.items + 1, 1};
    p->names = jr_arena_array(call->arena, jr_str, p->n);
    return jr_root_names(&p->pages, p->o->shared.root, call->arena, call->diag, p->names);
}

static bool plan_outputs(plan *p, const jr_call *call)
{
    const jr_str output = p->o->output;
    if (output.n == 0)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the file to write: --output PAIR.xlf");
    const bool folder = jr_str_ends(output, JR_STR("/")) || jr_is_folder(output) || p->n > 1;
    p->jobs = jr_arena_array(call->arena, jr_job, p->n);
    for (size_t i = 0; i < p->n; i++) {
        const jr_str file = jr_arena_printf(call->arena, "%.*s.xlf", JR_FMT(p->names[i]));
        p->jobs[i] = (jr_job){
            .input = p->pages.items[i], .output = folder ? jr_output_in(output, file, call->arena) : output};
    }
    return jr_outputs_check(p->jobs, p->n, call->arena, call->diag);
}

/* What the writer is told for one page. */
static jr_opt_list writer_options(const align_opts *o, jr_str name, jr_arena *arena)
{
    enum { OWN = 6 };
    jr_str *items = jr_arena_array(arena, jr_str, o->options.n + OWN);
    size_t n = 0;
    items[n++] = jr_arena_printf(arena, "xliff.keys=%.*s", JR_FMT(o->keys));
    items[n++] = jr_arena_printf(arena, "xliff.code-comments=%s", o->code_comments ? "yes" : "no");
    items[n++] = jr_arena_printf(arena, "xliff.segment=%s", segmenting[o->segment]);
    items[n++] = JR_STR("xliff.copy-source=no");
    for (size_t i = 0; i < o->options.n; i++) {
        const bool own = jr_str_starts(o->options.items[i], JR_STR("."));
        items[n++] = own ? jr_arena_printf(arena, "xliff%.*s", JR_FMT(o->options.items[i])) : o->options.items[i];
    }
    items[n++] = jr_arena_printf(arena, "xliff.to-lang=%.*s", JR_FMT(o->to_lang));
    items[n++] = jr_arena_printf(arena, "xliff.original=%.*s", JR_FMT(name));
    return (jr_opt_list){items, n};
}

static void align_one(void *user, size_t i, jr_outcome *outcome)
{
    const plan *p = user;
    jr_arena *arena = jr_arena_create();
    const jr_page_opts opts = { /* the translation lies below another root */
        .units = {.keys = p->o->keys, .code_comments = p->o->code_comments, .bare = true},
        .limits = &p->o->shared.limits,
    };
    jr_aligner *aligner;
    jr_str bytes = {0};
    const uint32_t file = jr_diag_file(outcome->diag, p->pages.items[i]);
    if (jr_file_read(p->pages.items[i], JR_FILE_MAX, file, arena, outcome->diag, &bytes) &&
        jr_aligner_open(bytes, p->translations.items[i], &opts, p->segmenter, arena, outcome->diag, &aligner)) {
        const jr_proposer proposer = jr_aligner_proposer(aligner);
        jr_convert job = p->job;
        job.input = p->pages.items[i];
        job.bytes = bytes;
        job.options = writer_options(p->o, p->names[i], arena);
        job.proposer = &proposer;
        jr_output_page(&job, p->jobs[i].output, &p->o->shared, outcome->diag);
    }
    jr_arena_destroy(arena);
}

static jr_status run_pairs(plan *p, const jr_call *call)
{
    if (!jr_outputs_folders(p->jobs, p->n, call->arena, call->diag))
        return jr_diag_status(call->diag);
    const jr_bulk bulk = {.jobs = p->jobs, .n = p->n, .user = p, .page = align_one};
    return jr_bulk_run(&bulk, call);
}

static jr_status run_align(const jr_call *call)
{
    const align_opts *o = call->opts;
    plan p = {.o = o};
    p.job = (jr_convert){
        .reader = jr_reader_named(JR_STR("markdown")),
        .writer = jr_writer_named(JR_STR("xliff")),
        .root = o->shared.root,
        .lang = o->lang,
        .skip_links = true,
    };
    p.job.options = writer_options(o, JR_STR("-"), call->arena);
    if (!jr_sentence_rules_read(o->sentences.exceptions, o->sentences.srx, call->arena, call->diag, &p.job.sentences))
        return jr_diag_status(call->diag);
    if (!check_language(o, call->diag) || !jr_convert_check(&p.job, call->diag) || !plan_pairs(&p, call) ||
        !plan_outputs(&p, call))
        return jr_diag_status(call->diag);
    if (o->segment == SEGMENT_SENTENCE && !jr_segmenter_open(o->to_lang, p.job.sentences, call->diag, &p.segmenter))
        return jr_diag_status(call->diag);
    const jr_status status = run_pairs(&p, call);
    jr_segmenter_close(p.segmenter);
    return status;
}

static const jr_example examples[] = {
    {"jerome align page.md de/page.md --lang en-US --to-lang de-DE -o page.xlf", "a page and its translation as XLIFF"},
    {0},
};

const jr_command jr_command_align = {
    .name = "align",
    .usage = "jerome align [OPTIONS] --to-lang TAG --output FILE PAGE TRANSLATION",
    .summary = "Makes bilingual files of pages and of translations that exist already.",
    .detail = "What belongs together is found by the two pages alone: by their blocks, and where these differ by "
              "lengths, codes, numbers and anchors. A text whose translation is not certain is called translated, the "
              "others are final; what has none is not translated.",
    .examples = examples,
    .opts_size = sizeof(align_opts),
    .opts = table,
    .run = run_align,
};
