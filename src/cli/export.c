/* SPDX-License-Identifier: MIT */
/* jerome export: pages out to translators, one XLIFF file for each page and language. */
#include "cli.h"

#include <jerome/label.h>
#include <jerome/pseudo.h>
#include <jerome/units.h>

#include "app/convert.h"
#include "app/memories.h"
#include "app/proposers.h"
#include "app/root.h"
#include "app/terms.h"
#include "bulk.h"
#include "delta_export.h"
#include "kit_export.h"
#include "sentence_opts.h"
#include "tally.h"

typedef struct export_opts {
    jr_shared shared;
    jr_sentence_args sentences;
    jr_kit_args kit;
    jr_delta_args delta;
    jr_str from, to_lang, output, lang;
    jr_opt_list terms, memories;
    int64_t threshold, max_matches;
    int pretranslate;    /* JR_PRETRANSLATE_… */
    jr_opt_list options; /* xliff.OPTION=VALUE; from --segment and its like: .OPTION=VALUE */
    bool pseudo;
} export_opts;

#define FIELD(name) .offset = offsetof(export_opts, name)

/* As the writer has them. */
static const char *const versions[] = {"1.2", "2.0", "2.1", "2.2", NULL};
static const char *const tools[] = {"generic", "omegat", "memoq", "trados", "phrase", "xtm", "crowdin", NULL};
static const char *const segmenting[] = {"none", "sentence", NULL};
static const char *const pretranslating[] = {"none", "exact", "context", NULL};
static const char *const noting[] = {"all", "advice", "none", NULL};

/* clang-format off */
static const jr_opt table[] = {
    {.name = "to-lang", .type = JR_OPT_STRING, FIELD(to_lang), .metavar = "TAG,…",
     .help = "The languages to translate to, such as de-DE,fr-FR; several have a folder each below DIR"},
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "DIR",
     .help = "The folder to write to; folders below it are those of the pages"},
    {.name = "for", .type = JR_OPT_ENUM, .alias = "for", .values = tools, .def = "generic",
     .help = "The tool that the files are for"},
    {.name = "xliff", .type = JR_OPT_ENUM, .alias = "version", .values = versions, .def = "1.2",
     .help = "Version of XLIFF"},
    {.name = "segment", .type = JR_OPT_ENUM, .alias = "segment", .values = segmenting, .def = "none",
     .help = "Cut the texts into sentences; tools do that by rules of their own where it is not done"},
    JR_SENTENCE_ARGS(export_opts, sentences),
    {.name = "memory", .type = JR_OPT_LIST, FIELD(memories), .metavar = "FILE",
     .help = "A translation memory, TMX or XLIFF, or a folder of them: the files then hold what matches"},
    {.name = "threshold", .type = JR_OPT_INT, FIELD(threshold), .def = "70", .min = 50, .max = 100, .metavar = "N",
     .help = "The lowest score, in per cent, of a match"},
    {.name = "max-matches", .type = JR_OPT_INT, FIELD(max_matches), .def = "3", .min = 1, .max = 100, .metavar = "N",
     .help = "How many matches a text has at most"},
    {.name = "pretranslate", .type = JR_OPT_ENUM, FIELD(pretranslate), .values = pretranslating, .def = "none",
     .help = "Start targets as exact matches: all of them, or those between the same neighbours"},
    JR_DELTA_ARGS(export_opts, delta),
    {.name = "keys", .type = JR_OPT_STRING, .alias = "keys", .metavar = "KEY,…", .def = JR_UNITS_DEFAULT_KEYS,
     .help = "Front-matter keys whose values are translated"},
    {.name = "code-comments", .type = JR_OPT_FLAG, .alias = "code-comments",
     .help = "Comments in code blocks are translated"},
    {.name = "notes", .type = JR_OPT_ENUM, .alias = "notes", .values = noting, .def = "all",
     .help = "Notes with each text: where it stands and what to heed, the latter alone, or none"},
    {.name = "pseudo", .type = JR_OPT_FLAG, FIELD(pseudo),
     .help = "Fill the targets in pseudo-language (see jerome help pseudo), to try the tools that the files go through"},
    {.name = "base-url", .type = JR_OPT_STRING, .alias = "base-url", .metavar = "URL",
     .help = "Where the pages are published: the files then hold the address of each page"},
    {.name = "terms", .type = JR_OPT_LIST, FIELD(terms), .metavar = "FILE",
     .help = "Mark the terms of a glossary, a file .tbx, .csv or .tsv, and tell their translations"},
    JR_KIT_ARGS(export_opts, kit),
    {.name = "lang", .type = JR_OPT_STRING, FIELD(lang), .metavar = "TAG",
     .help = "The language of the pages; else by the front matter"},
    {.name = "from", .letter = 'f', .type = JR_OPT_STRING, FIELD(from), .metavar = "FORMAT", .def = "markdown",
     .help = "The reader, with parts of its language switched on or off, as in gfm+alerts"},
    {.name = "option", .letter = 'O', .type = JR_OPT_LIST, FIELD(options), .metavar = "WRITER.OPTION=VALUE",
     .help = "Set an option of the writer; jerome help xliff lists them"},
    {.name = NULL},
};
/* clang-format on */

/* ---- Languages ---- */

/* The languages of "de-DE,fr-FR". False: reported. */
static bool read_languages(jr_str list, jr_arena *arena, jr_diag *diag, jr_opt_list *ret_languages)
{
    jr_str *items = jr_arena_array(arena, jr_str, list.n / 2 + 1);
    size_t n = 0;
    for (size_t at = 0; at < list.n;) {
        const size_t comma = jr_str_find(list, at, ',');
        const jr_str tag = jr_str_trim(jr_str_sub(list, at, comma));
        if (!jr_lang_valid(tag))
            return jr_report(diag, JR_D_BAD_OPTION, NULL,
                             "--to-lang: '%.*s' is no language tag (BCP 47), such as de-DE", JR_FMT(tag));
        items[n++] = tag;
        at = comma + 1;
    }
    *ret_languages = (jr_opt_list){items, n};
    return n > 0 || jr_report(diag, JR_D_BAD_USAGE, NULL, "name the language to translate to: --to-lang de-DE");
}

/* ---- Pages ---- */

typedef struct plan {
    size_t n;
    jr_str *names; /* of the pages */
    const jr_str *folders; /* that they were found in */
    jr_opt_list languages;
    jr_job *jobs;   /* one for each page and language: page after page */
    jr_convert job; /* what all have in common */
    jr_glossaries *glossaries;
    jr_memory **memories; /* one for each language, or NULL */
    jr_kit_run *kits;     /* or NULL: files alone */
    jr_delta_plan changes;
    jr_delta_run *delta;  /* or NULL: all is new */
} plan;

static bool make_plan(const export_opts *o, const jr_call *call, plan *p)
{
    jr_arena *arena = call->arena;
    p->n = call->inputs.n;
    if (p->n == 0)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the pages to export");
    for (size_t i = 0; i < p->n; i++)
        if (jr_is_dash(call->inputs.items[i]))
            return jr_report(call->diag, JR_D_BAD_USAGE, NULL,
                             "a page from standard input has no path to come back to");
    if (o->output.n == 0)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name a folder to write to: --output DIR/");
    if (!read_languages(o->to_lang, arena, call->diag, &p->languages))
        return false;
    p->folders = call->folders;
    p->names = jr_arena_array(arena, jr_str, p->n);
    if (!jr_root_names(&call->inputs, o->shared.root, arena, call->diag, p->names))
        return false;
    const size_t m = p->languages.n;
    p->jobs = jr_arena_array(arena, jr_job, p->n * m);
    for (size_t i = 0; i < p->n * m; i++) {
        const jr_str lang = p->languages.items[i % m];
        const jr_str folder = m > 1 ? jr_output_in(o->output, lang, arena) : o->output;
        const jr_str file = jr_arena_printf(arena, "%.*s.xlf", JR_FMT(p->names[i / m]));
        p->jobs[i] = (jr_job){
            .input = call->inputs.items[i / m], .output = jr_output_in(folder, file, arena), .language = lang};
        if (o->kit.form != JR_KIT_NONE)
            p->jobs[i].output = jr_kit_output(o->output, lang, p->names[i / m], arena);
    }
    return jr_outputs_check(p->jobs, p->n * m, arena, call->diag);
}

/* What the writer is told for one page and language. */
static jr_opt_list writer_options(const export_opts *o, jr_str name, jr_str lang, jr_arena *arena)
{
    jr_str *items = jr_arena_array(arena, jr_str, o->options.n + 2);
    for (size_t i = 0; i < o->options.n; i++) {
        items[i] = o->options.items[i];
        if (jr_str_starts(items[i], JR_STR(".")))
            items[i] = jr_arena_printf(arena, "xliff%.*s", JR_FMT(items[i]));
    }
    items[o->options.n] = jr_arena_printf(arena, "xliff.to-lang=%.*s", JR_FMT(lang));
    items[o->options.n + 1] = jr_arena_printf(arena, "xliff.original=%.*s", JR_FMT(name));
    return (jr_opt_list){items, o->options.n + 2};
}

/* What does not depend on a page is said once, of an empty one. */
static bool try_writer(const jr_convert *common, jr_diag *diag)
{
    jr_convert job = *common;
    jr_buf out = {0};
    jr_sink *sink = jr_sink_memory(&out);
    job.input = JR_STR("-");
    job.bytes = JR_STR("");
    job.root = (jr_str){0};
    const bool ok = jr_convert_page(&job, sink, diag);
    jr_sink_discard(sink);
    jr_buf_free(&out);
    return ok;
}

/* What can be said before a page is read. */
static bool check(const export_opts *o, const jr_call *call, plan *p)
{
    jr_convert *job = &p->job;
    *job = (jr_convert){
        .writer = jr_writer_named(JR_STR("xliff")), .root = o->shared.root, .lang = o->lang, .skip_links = true};
    if (!jr_reader_format(o->from, &job->reader, &job->switches, call->diag))
        return false;
    job->options = writer_options(o, JR_STR("-"), JR_STR("en"), call->arena);
    if (!jr_sentence_rules_read(o->sentences.exceptions, o->sentences.srx, call->arena, call->diag, &job->sentences))
        return false;
    return jr_kit_check(&o->kit, call) && jr_convert_check(job, call->diag) && try_writer(job, call->diag);
}

typedef struct pages {
    const export_opts *o;
    const plan *p;
} pages;

static void export_one(void *user, size_t i, jr_outcome *outcome)
{
    const pages *all = user;
    jr_arena *arena = jr_arena_create();
    const plan *p = all->p;
    const size_t m = p->languages.n;
    jr_convert job = p->job;
    const jr_str lang = p->languages.items[i % m];
    job.input = p->jobs[i].input;
    job.folder = p->folders[i / m];
    job.options = writer_options(all->o, p->names[i / m], lang, arena);
    jr_terms_job terms = {.glossaries = p->glossaries, .target = lang};
    const jr_pseudo pseudo = {lang, jr_lang_rtl(lang)};
    jr_leverage leverage = {
        .memory = p->memories ? p->memories[i % m] : NULL,
        .least = (uint32_t)all->o->threshold,
        .most = (size_t)all->o->max_matches,
        .pretranslate = (jr_pretranslate)all->o->pretranslate,
    };
    jr_proposers known = {0};
    jr_delta delta = {0};
    if (p->delta) {
        jr_delta_page(p->delta, i, arena, &delta);
        known.items[known.n++] = jr_delta_proposer(&delta);
    }
    if (p->memories)
        known.items[known.n++] = jr_leverage_proposer(&leverage);
    if (p->glossaries)
        known.items[known.n++] = jr_terms_proposer(&terms);
    if (all->o->pseudo)
        known.items[known.n++] = jr_pseudo_proposer(&pseudo);
    const jr_proposer proposer = jr_proposers_join(&known);
    if (known.n)
        job.proposer = &proposer;
    const bool wanted = !p->delta || jr_delta_try(p->delta, &job, &delta, outcome);
    if (wanted && p->kits)
        jr_kit_page_make(p->kits, i, &job, outcome);
    else if (wanted)
        jr_output_page(&job, p->jobs[i].output, &all->o->shared, outcome->diag);
    jr_delta_finish(&delta);
    jr_leverage_end(&leverage);
    jr_arena_destroy(arena);
}

/* Most pages are in one language: what all processes need is made before there are several. */
static bool open_glossaries(const export_opts *o, const jr_call *call, plan *p)
{
    const jr_str source = o->lang.n ? o->lang : JR_STR("en-US");
    if (!jr_glossaries_open(&o->terms, call->diag, &p->glossaries))
        return false;
    for (size_t i = 0; i < p->languages.n; i++)
        jr_glossaries_base(p->glossaries, source, p->languages.items[i], call->diag);
    return true;
}

/* The value of an option of the writer, the last that was given; empty: none was. */
static jr_str written_option(const export_opts *o, const char *name)
{
    jr_str value = {"", 0};
    for (size_t i = 0; i < o->options.n; i++) {
        jr_str item = o->options.items[i];
        if (jr_str_starts(item, JR_STR("xliff.")))
            item = jr_str_sub(item, 5, item.n);
        const size_t equals = jr_str_find(item, 0, '=');
        if (jr_str_starts(item, JR_STR(".")) && jr_str_eq(jr_str_sub(item, 1, equals), jr_str_from(name)))
            value = jr_str_sub(item, equals + 1, item.n);
    }
    return value;
}

static bool read_memories(const export_opts *o, const jr_call *call, plan *p)
{
    if (o->memories.n == 0)
        return o->pretranslate == JR_PRETRANSLATE_NONE ||
               jr_report(call->diag, JR_D_BAD_USAGE, NULL, "--pretranslate needs a --memory");
    p->memories = jr_arena_array(call->arena, jr_memory *, p->languages.n);
    jr_memories_opts opts = {.paths = o->memories, .source_lang = o->lang, .rules = p->job.sentences};
    opts.sentences = jr_str_eq(written_option(o, "segment"), JR_STR("sentence"));
    for (size_t i = 0; i < p->languages.n; i++) {
        opts.target_lang = p->languages.items[i];
        if (!jr_memories_read(&opts, call->diag, &p->memories[i]))
            return false;
        if (o->threshold < 100)
            jr_memory_prepare(p->memories[i]);
    }
    return true;
}

/* A report counts what the files hold, each language by its memory. */
static const jr_stats_opts *count_as_written(const export_opts *o, const plan *p, jr_arena *arena)
{
    jr_stats_opts *counting = jr_arena_array(arena, jr_stats_opts, p->languages.n);
    for (size_t i = 0; i < p->languages.n; i++) {
        counting[i] = jr_tally_usual(&o->shared);
        counting[i].sentences = jr_str_eq(written_option(o, "segment"), JR_STR("sentence"));
        counting[i].rules = p->job.sentences;
        counting[i].memory = p->memories ? p->memories[i] : NULL;
        counting[i].memory_lang = p->languages.items[i];
    }
    return counting;
}

static void take_one(void *user, size_t i, const jr_record *record)
{
    const pages *all = user;
    if (all->p->delta)
        jr_delta_take(all->p->delta, i, record);
    if (all->p->kits)
        jr_kit_page_take(all->p->kits, i, record);
}

/* What was translated before. False: reported. */
static bool open_delta(const export_opts *o, const jr_call *call, plan *p)
{
    if (o->delta.since.n == 0)
        return o->delta.pages == JR_DELTA_CHANGED ||
               jr_report(call->diag, JR_D_BAD_USAGE, NULL, "--pages needs --since");
    const jr_str keys = written_option(o, "keys"), comments = written_option(o, "code-comments");
    p->changes = (jr_delta_plan){
        .args = &o->delta,
        .call = call,
        .languages = &p->languages,
        .names = p->names,
        .memories = p->memories,
        .least = (uint32_t)o->threshold,
        .most = (size_t)o->max_matches,
        .since = {.what = o->delta.since,
                  .folder = jr_root_of(p->jobs[0].input, p->names[0], call->arena),
                  .source_lang = o->lang,
                  .sentences = jr_str_eq(written_option(o, "segment"), JR_STR("sentence")),
                  .rules = p->job.sentences,
                  .units = {.keys = keys.n ? keys : JR_STR(JR_UNITS_DEFAULT_KEYS),
                            .code_comments = jr_str_eq(comments, JR_STR("true"))},
                  .limits = &o->shared.limits},
    };
    return jr_delta_start(&p->changes, &p->delta);
}

static jr_status make_kits(const export_opts *o, const jr_call *call, plan *p, jr_bulk *bulk)
{
    const jr_str version = written_option(o, "version"), segment = written_option(o, "segment");
    const jr_kit_plan kits = {
        .args = &o->kit,
        .call = call,
        .output = o->output,
        .xliff = version.n ? version : JR_STR("1.2"),
        .languages = &p->languages,
        .terms = &o->terms,
        .names = p->names,
        .n = p->n,
        .jobs = p->jobs,
        .memories = p->memories,
        .glossaries = p->glossaries,
        .counting = bulk->counting,
        .sentences = jr_str_eq(segment, JR_STR("sentence")),
    };
    p->kits = jr_kit_start(&kits);
    const jr_status status = jr_bulk_run(bulk, call);
    if (status <= JR_STATUS_INTERNAL && !jr_kit_finish(p->kits))
        return jr_diag_status(call->diag);
    return status;
}

static jr_status make_files(const export_opts *o, const jr_call *call, plan *p)
{
    pages all = {o, p};
    if (!check(o, call, p) || !make_plan(o, call, p) || !open_glossaries(o, call, p) ||
        !read_memories(o, call, p) || !open_delta(o, call, p))
        return jr_diag_status(call->diag);
    jr_bulk bulk = {.jobs = p->jobs,
                    .n = p->n * p->languages.n,
                    .user = &all,
                    .page = export_one,
                    .collect = take_one,
                    .counting = count_as_written(o, p, call->arena),
                    .n_counting = p->languages.n,
                    .count_outputs = true};
    if (o->kit.form != JR_KIT_NONE)
        return make_kits(o, call, p, &bulk);
    if (!jr_outputs_folders(bulk.jobs, bulk.n, call->arena, call->diag))
        return jr_diag_status(call->diag);
    return jr_bulk_run(&bulk, call);
}

static jr_status run_export(const jr_call *call)
{
    plan p = {0};
    jr_status status = make_files(call->opts, call, &p);
    if (p.delta && status <= JR_STATUS_INTERNAL) {
        const jr_status printed = jr_delta_print(p.delta);
        status = printed > status ? printed : status;
    }
    jr_delta_close(p.delta);
    jr_glossaries_close(p.glossaries);
    for (size_t i = 0; p.memories && i < p.languages.n; i++)
        jr_memory_destroy(p.memories[i]);
    return status;
}

static const jr_example examples[] = {
    {"jerome export page.md --to-lang de-DE -o out/", "writes out/page.md.xlf"},
    {"jerome export docs/ --to-lang de,fr --kit zip -o out/", "kits for translators: out/de.zip and out/fr.zip"},
    {"jerome export docs/ --to-lang de,fr -o out/", "for each page a file in out/de and one in out/fr"},
    {0},
};

const jr_command jr_command_export = {
    .name = "export",
    .usage = "jerome export [OPTIONS] --to-lang TAG --output DIR PAGE...",
    .summary = "Writes the texts of pages to XLIFF files, for translators.",
    .detail =
        "The file of a page is called like the page, with .xlf behind it. Where pages are named from: --root, else the "
        "nearest folder with a docfx.json, else the folder that holds them all.",
    .examples = examples,
    .takes = jr_page_files,
    .opts_size = sizeof(export_opts),
    .opts = table,
    .run = run_export,
};
