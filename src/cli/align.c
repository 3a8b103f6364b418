/* SPDX-License-Identifier: MIT */
/* jerome align: pages and their translations that exist already, as bilingual files. */
#include "app/align_memory.h"

#include <jerome/label.h>
#include <jerome/map.h>

#include "app/convert.h"
#include "base/file.h"
#include "app/folders.h"
#include "app/root.h"
#include "app/sentences.h"
#include "app/tree.h"
#include "base/lines.h"
#include "base/path.h"
#include "bulk.h"
#include "sentence_opts.h"

typedef struct align_opts {
    jr_shared shared;
    jr_str lang, to_lang, output, keys, pairs;
    jr_sentence_args sentences;
    int segment; /* SEGMENT_… */
    bool code_comments, unsure;
    jr_opt_list options; /* xliff.OPTION=VALUE; from --xliff: .version=VALUE */
} align_opts;

#define FIELD(name) .offset = offsetof(align_opts, name)

enum { SEGMENT_NONE, SEGMENT_SENTENCE };

static const char *const versions[] = {"1.2", "2.0", "2.1", "2.2", NULL};
static const char *const segmenting[] = {"none", "sentence", NULL};

/* clang-format off */
static const jr_opt table[] = {
    {.name = "lang", .type = JR_OPT_STRING, FIELD(lang), .metavar = "TAG", .def = "en-US",
     .help = "The language of the pages"},
    {.name = "to-lang", .type = JR_OPT_STRING, FIELD(to_lang), .metavar = "TAG",
     .help = "The language of the translations, such as de-DE"},
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "FILE",
     .help = "The file to write: XLIFF, or a memory of all pairs where it ends in .tmx; or a folder for an XLIFF file for "
             "each pair"},
    {.name = "pairs", .type = JR_OPT_STRING, FIELD(pairs), .metavar = "FILE",
     .help = "A list of pairs: on each line a page, a tab, and its translation"},
    {.name = "segment", .type = JR_OPT_ENUM, FIELD(segment), .values = segmenting, .def = "none",
     .help = "Cut the texts into sentences, and align these"},
    JR_SENTENCE_ARGS(align_opts, sentences),
    {.name = "unsure", .type = JR_OPT_FLAG, FIELD(unsure),
     .help = "Texts whose translation is not certain come into the memory as well"},
    {.name = "xliff", .type = JR_OPT_ENUM, .alias = "version", .values = versions, .def = "1.2",
     .help = "Version of XLIFF"},
    {.name = "keys", .type = JR_OPT_STRING, FIELD(keys), .metavar = "KEY,…", .def = JR_UNITS_DEFAULT_KEYS,
     .help = "Front-matter keys whose values are translated"},
    {.name = "code-comments", .type = JR_OPT_FLAG, FIELD(code_comments),
     .help = "Comments in code blocks are translated"},
    {.name = "jobs", .letter = 'j', .type = JR_OPT_INT, FIELD(shared.bulk.jobs), .def = "0", .min = 0, .max = 1024,
     .metavar = "N", .help = "Work on so many pairs at a time; 0: as many as there are cores"},
    {.name = "timeout", .type = JR_OPT_INT, FIELD(shared.bulk.timeout), .def = "60", .min = 0, .max = 86400,
     .metavar = "SECONDS", .help = "Give up a pair that takes longer; 0: none"},
    {.name = "report", .type = JR_OPT_LIST, FIELD(shared.bulk.reports), .metavar = "FILE",
     .help = "Write what became of each pair to FILE.json, FILE.csv or FILE.html; may be given several times"},
    {.name = "option", .letter = 'O', .type = JR_OPT_LIST, FIELD(options), .metavar = "WRITER.OPTION=VALUE",
     .help = "Set an option of the writer; jerome help xliff lists them"},
    {.name = NULL},
};
/* clang-format on */

/* Pages, their translations, and what comes of them. */
typedef struct plan {
    const align_opts *o;
    size_t n, cap;
    jr_job *jobs;         /* a page and its output */
    jr_str *translations; /* of the pages; empty: the page is bilingual */
    jr_str *names;        /* of the pages, from the source folder */
    jr_convert job;       /* what all have in common */
    jr_segmenter *source_segmenter, *target_segmenter;
    jr_align_memory memory;
    jr_align_file *file; /* NULL: pairs have files of their own */
    bool is_memory;
} plan;

/* ---- Which pages ---- */

static void add(plan *p, jr_arena *arena, jr_str page, jr_str translation, jr_str name)
{
    if (p->n == p->cap) {
        const size_t cap = p->cap ? 2 * p->cap : 64;
        jr_job *jobs = jr_arena_array(arena, jr_job, cap);
        jr_str *translations = jr_arena_array(arena, jr_str, cap), *names = jr_arena_array(arena, jr_str, cap);
        for (size_t i = 0; i < p->n; i++) {
            jobs[i] = p->jobs[i];
            translations[i] = p->translations[i];
            names[i] = p->names[i];
        }
        p->jobs = jobs;
        p->translations = translations;
        p->names = names;
        p->cap = cap;
    }
    p->jobs[p->n] = (jr_job){.input = page};
    p->translations[p->n] = translation;
    p->names[p->n++] = name;
}

/* Pages are named from the folder that they all belong to. */
static bool name_pages(plan *p, const jr_call *call)
{
    jr_str *pages = jr_arena_array(call->arena, jr_str, p->n);
    for (size_t i = 0; i < p->n; i++)
        pages[i] = p->jobs[i].input;
    const jr_opt_list list = {pages, p->n};
    return jr_root_names(&list, p->o->shared.root, call->arena, call->diag, p->names);
}

static bool is_page(const void *user, jr_str path, bool folder)
{
    (void)user;
    return folder || jr_str_ends(path, JR_STR(".md"));
}

/* The pages of a folder that have a translation in another; where that is empty, they are bilingual. */
static bool plan_folders(plan *p, jr_str pages, jr_str translations, const jr_call *call)
{
    const jr_opt_list here = jr_tree_files(pages, is_page, NULL, call->arena, call->diag);
    jr_opt_list there = {0};
    jr_map translated = {.arena = call->arena};
    if (translations.n)
        there = jr_tree_files(translations, is_page, NULL, call->arena, call->diag);
    for (size_t i = 0; i < there.n; i++)
        jr_map_add(&translated, there.items[i], i);
    for (size_t i = 0; i < here.n; i++) {
        size_t match;
        const jr_str name = here.items[i], page = jr_output_in(pages, name, call->arena);
        if (translations.n == 0)
            add(p, call->arena, page, (jr_str){"", 0}, name);
        else if (jr_map_find(&translated, name, &match))
            add(p, call->arena, page, jr_output_in(translations, name, call->arena), name);
    }
    return p->n > 0 || jr_report(call->diag, JR_D_BAD_USAGE, NULL, "no page of '%.*s' has a translation of its name",
                                 JR_FMT(pages));
}

static bool plan_list(plan *p, const jr_call *call)
{
    jr_str list;
    const uint32_t file = jr_diag_file(call->diag, p->o->pairs);
    if (!jr_file_read(p->o->pairs, JR_FILE_MAX, file, call->arena, call->diag, &list))
        return false;
    uint32_t number = 0;
    for (size_t at = 0; at < list.n; at = jr_line_next(list, at)) {
        const jr_str line = jr_str_sub(list, at, jr_line_end(list, at));
        const size_t tab = jr_str_find(line, 0, '\t');
        const jr_span where = {.file = file, .line = ++number};
        if (line.n == 0)
            continue;
        if (tab == 0 || tab + 1 >= line.n)
            return jr_report(call->diag, JR_D_BAD_USAGE, &where, "a line is a page, a tab, and its translation");
        add(p, call->arena, jr_arena_copy(call->arena, jr_str_sub(line, 0, tab)),
            jr_arena_copy(call->arena, jr_str_sub(line, tab + 1, line.n)), (jr_str){"", 0});
    }
    return p->n == 0 || name_pages(p, call);
}

static bool plan_pairs(plan *p, const jr_call *call)
{
    const jr_str *in = call->inputs.items;
    const size_t n = call->inputs.n;
    if (p->o->pairs.n)
        return n == 0 ? plan_list(p, call)
                      : jr_report(call->diag, JR_D_BAD_USAGE, NULL, "--pairs names the pages already");
    if (n != 1 && n != 2)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL,
                         "name a page and its translation, two folders of such, or one bilingual page");
    if (n == 2 && jr_is_folder(in[0]) != jr_is_folder(in[1]))
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "'%.*s' and '%.*s': one is a folder, the other is none",
                         JR_FMT(in[0]), JR_FMT(in[1]));
    if (jr_is_folder(in[0]))
        return plan_folders(p, in[0], n == 2 ? in[1] : (jr_str){"", 0}, call);
    add(p, call->arena, in[0], n == 2 ? in[1] : (jr_str){"", 0}, (jr_str){"", 0});
    return name_pages(p, call);
}

static bool plan_outputs(plan *p, const jr_call *call)
{
    const jr_str output = p->o->output;
    if (output.n == 0)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the file to write: --output PAIR.xlf or MEMORY.tmx");
    p->is_memory = jr_str_ends(output, JR_STR(".tmx"));
    if (p->is_memory)
        return true;
    const bool folder = jr_str_ends(output, JR_STR("/")) || jr_is_folder(output) || p->n > 1;
    for (size_t i = 0; i < p->n; i++) {
        const jr_str file = jr_arena_printf(call->arena, "%.*s.xlf", JR_FMT(p->names[i]));
        p->jobs[i].output = folder ? jr_output_in(output, file, call->arena) : output;
    }
    return jr_outputs_check(p->jobs, p->n, call->arena, call->diag) &&
           jr_outputs_folders(p->jobs, p->n, call->arena, call->diag);
}

/* ---- One pair of pages ---- */

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

/* The two pages of pair i; false: reported. */
static bool read_pages(const plan *p, size_t i, jr_arena *arena, jr_diag *diag, jr_sxs *sxs, jr_align_pages *ret_pages)
{
    const jr_str path = p->jobs[i].input, other = p->translations[i];
    const uint32_t file = jr_diag_file(diag, path);
    const jr_span where = {.file = file};
    jr_align_pages pages = {
        .path = other.n ? other : path,
        .source_segmenter = p->source_segmenter,
        .target_segmenter = p->target_segmenter,
    };
    if (!jr_file_read(path, JR_FILE_MAX, file, arena, diag, &pages.source))
        return false;
    if (other.n && !jr_file_read(other, JR_FILE_MAX, jr_diag_file(diag, other), arena, diag, &pages.target))
        return false;
    if (other.n == 0) {
        if (!jr_sxs_split(pages.source, file, arena, diag, sxs))
            return jr_report(diag, JR_D_BAD_USAGE, &where, "the page is not bilingual: name its translation as well");
        pages.source = sxs->source;
        pages.target = sxs->target;
        pages.sxs = sxs;
    }
    *ret_pages = pages;
    return true;
}

/* The pairs of two pages, as a part of the memory. */
static void write_pairs(const plan *p, size_t i, const jr_align_pages *pages, jr_aligner *aligner, jr_arena *arena,
                        jr_outcome *outcome)
{
    jr_page_opts opts = *pages->opts;
    jr_page page;
    opts.root = p->o->shared.root;
    opts.units.bare = false; /* pairs name their units */
    if (!jr_page_of(p->jobs[i].input, pages->source, &opts, arena, outcome->diag, &page))
        return;
    jr_align_memory_pairs(&p->memory, aligner, &page.units, p->names[i], arena, &outcome->data);
}

static void align_one(void *user, size_t i, jr_outcome *outcome)
{
    const plan *p = user;
    jr_arena *arena = jr_arena_create();
    const jr_page_opts opts = {
        /* the translation lies below another root */
        .units = {.keys = p->o->keys, .code_comments = p->o->code_comments, .bare = true},
        .limits = &p->o->shared.limits,
    };
    jr_align_pages pages;
    jr_sxs sxs;
    jr_aligner *aligner = NULL;
    if (read_pages(p, i, arena, outcome->diag, &sxs, &pages)) {
        pages.opts = &opts;
        if (!jr_aligner_open(&pages, arena, outcome->diag, &aligner))
            aligner = NULL;
    }
    if (aligner && p->is_memory) {
        write_pairs(p, i, &pages, aligner, arena, outcome);
    } else if (aligner) {
        const jr_proposer proposer = jr_aligner_proposer(aligner);
        jr_convert job = p->job;
        job.input = p->jobs[i].input;
        job.bytes = pages.source;
        job.options = writer_options(p->o, p->names[i], arena);
        job.proposer = &proposer;
        jr_output_page(&job, p->jobs[i].output, &p->o->shared, outcome->diag);
    }
    jr_arena_destroy(arena);
}

/* ---- All pairs ---- */

static void collect(void *user, size_t i, const jr_record *record)
{
    plan *p = user;
    (void)i;
    jr_align_file_add(p->file, record->data);
}

static jr_status run_memory(plan *p, const jr_call *call)
{
    p->file = jr_align_file_open(&p->memory, p->o->output, call->arena, call->diag);
    const jr_bulk bulk = {
        .jobs = p->jobs, .n = p->n, .user = p, .page = align_one, .collect = collect, .language = p->o->to_lang};
    const jr_status status = jr_bulk_run(&bulk, call);
    return jr_align_file_close(p->file) ? status : jr_diag_status(call->diag);
}

static bool check(const plan *p, const jr_call *call)
{
    const align_opts *o = p->o;
    if (o->to_lang.n == 0)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the language of the translations: --to-lang de-DE");
    return jr_lang_check("--to-lang", o->to_lang, call->diag) && jr_convert_check(&p->job, call->diag);
}

static bool open_segmenters(plan *p, const jr_call *call)
{
    const align_opts *o = p->o;
    if (!jr_sentence_rules_read(o->sentences.exceptions, o->sentences.srx, call->arena, call->diag, &p->job.sentences))
        return false;
    return o->segment == SEGMENT_NONE ||
           (jr_segmenter_open(o->lang, p->job.sentences, call->diag, &p->source_segmenter) &&
            jr_segmenter_open(o->to_lang, p->job.sentences, call->diag, &p->target_segmenter));
}

static jr_status run_align(const jr_call *call)
{
    const align_opts *o = call->opts;
    plan p = {.o = o, .memory = {o->lang, o->to_lang, o->segment == SEGMENT_SENTENCE, o->unsure}};
    p.job = (jr_convert){
        .reader = jr_reader_named(JR_STR("markdown")),
        .writer = jr_writer_named(JR_STR("xliff")),
        .root = o->shared.root,
        .lang = o->lang,
        .skip_links = true,
    };
    p.job.options = writer_options(o, JR_STR("-"), call->arena);
    jr_status status = JR_STATUS_OK;
    if (!check(&p, call) || !plan_pairs(&p, call) || !plan_outputs(&p, call) || !open_segmenters(&p, call)) {
        status = jr_diag_status(call->diag);
    } else if (p.is_memory) {
        status = run_memory(&p, call);
    } else {
        const jr_bulk bulk = {.jobs = p.jobs, .n = p.n, .user = &p, .page = align_one, .language = p.o->to_lang};
        status = jr_bulk_run(&bulk, call);
    }
    jr_segmenter_close(p.source_segmenter);
    jr_segmenter_close(p.target_segmenter);
    return status;
}

static const jr_example examples[] = {
    {"jerome align page.md de/page.md --to-lang de-DE -o page.xlf", "a page and its translation as XLIFF"},
    {"jerome align docs/ docs-de/ --to-lang de-DE --segment sentence -o de.tmx",
     "all pages and their translations as one memory of sentences"},
    {0},
};

const jr_command jr_command_align = {
    .name = "align",
    .usage = "jerome align [OPTIONS] --to-lang TAG --output FILE PAGE [TRANSLATION]",
    .summary = "Makes bilingual files and memories of pages and of translations that exist already.",
    .detail = "What belongs together is found by the two pages alone: by their blocks, and where these differ by "
              "lengths, codes, numbers and anchors. In XLIFF a text whose translation is not certain is called "
              "translated, the others are final; what has none is not translated. A page without a translation is "
              "bilingual: its sentences are marked by spans with data-ttu-id and data-stu-id.",
    .examples = examples,
    .opts_size = sizeof(align_opts),
    .opts = table,
    .run = run_align,
};
