/* SPDX-License-Identifier: MIT */
/* jerome stats: how much text there is, how much of it is known, and what that comes to. */
#include "cli.h"

#include <jerome/label.h>
#include <jerome/units.h>

#include "app/convert.h"
#include "app/memories.h"
#include "bulk.h"
#include "sentence_opts.h"
#include "stats_report.h"

typedef enum segmenting { NOT_CUT, SENTENCES } segmenting;

typedef struct stats_opts {
    jr_shared shared;
    jr_str rates, output, lang, to_lang, keys;
    jr_opt_list memories;
    jr_sentence_args sentences;
    int segment; /* segmenting */
    int format;  /* jr_stats_form */
    bool code_comments;
} stats_opts;

#define FIELD(name) .offset = offsetof(stats_opts, name)

static const char *const segmentings[] = {[NOT_CUT] = "none", [SENTENCES] = "sentence", NULL};
static const char *const formats[] = {[JR_STATS_TEXT] = "text", [JR_STATS_CSV] = "csv", [JR_STATS_JSON] = "json", NULL};

/* clang-format off */
static const jr_opt table[] = {
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "FILE",
     .help = "The file to write to; else standard output"},
    {.name = "format", .type = JR_OPT_ENUM, FIELD(format), .values = formats, .def = "text",
     .help = "A table for people, or all counts of each page"},
    {.name = "segment", .type = JR_OPT_ENUM, FIELD(segment), .values = segmentings, .def = "none",
     .help = "What is compared with what is known: whole texts, or sentences"},
    JR_SENTENCE_ARGS(stats_opts, sentences),
    {.name = "memory", .type = JR_OPT_LIST, FIELD(memories), .metavar = "FILE",
     .help = "A translation memory, TMX or XLIFF, or a folder of them: what it knows is counted apart"},
    {.name = "to-lang", .type = JR_OPT_STRING, FIELD(to_lang), .metavar = "TAG",
     .help = "The language that the memory is to translate to"},
    {.name = "rates", .type = JR_OPT_STRING, FIELD(rates), .metavar = "FILE",
     .help = "What words cost: lines such as “exact 25” in per cent of a new word, “price 0.12 EUR”"},
    {.name = "keys", .type = JR_OPT_STRING, FIELD(keys), .metavar = "KEY,…", .def = JR_UNITS_DEFAULT_KEYS,
     .help = "Front-matter keys whose values are translated"},
    {.name = "code-comments", .type = JR_OPT_FLAG, FIELD(code_comments),
     .help = "Comments in code blocks are translated"},
    {.name = "lang", .type = JR_OPT_STRING, FIELD(lang), .metavar = "TAG",
     .help = "The language of the source texts; else as the pages and files say"},
    {.name = NULL},
};
/* clang-format on */

static const char *const takes[] = {"md", "markdown", "xlf", "xliff", NULL};

static jr_status graver(jr_status a, jr_status b)
{
    return a > b ? a : b;
}

/* What can be said before a page is read. */
static bool check(const stats_opts *o, const jr_call *call, jr_rates *rates)
{
    if (call->inputs.n == 0)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "name the pages or XLIFF files to count");
    if (!jr_lang_check("--lang", o->lang, call->diag) || !jr_lang_check("--to-lang", o->to_lang, call->diag))
        return false;
    for (size_t i = 0; i < call->inputs.n && o->output.n; i++)
        if (!jr_outputs_check(&(jr_job){.input = call->inputs.items[i], .output = o->output}, 1, call->arena,
                              call->diag))
            return false;
    *rates = jr_rates_default();
    return o->rates.n == 0 || jr_rates_read(o->rates, call->arena, call->diag, rates);
}

static jr_status write_report(const stats_opts *o, const jr_stats *stats, const jr_rates *rates, const jr_call *call)
{
    jr_buf report = {0};
    jr_stats_put((jr_stats_form)o->format, jr_stats_rows(stats), rates, call->arena, &report);
    if (o->output.n == 0 || jr_is_dash(o->output))
        return jr_answer(&report, call->diag);
    jr_sink *sink = jr_sink_file(o->output, call->diag);
    jr_sink_take(sink, &report);
    jr_sink_finish(sink);
    jr_buf_free(&report);
    return jr_diag_status(call->diag);
}

typedef struct pages {
    const jr_job *jobs;
    jr_stats_counter *counter;
    jr_stats *sums;
    jr_diag *diag;
} pages;

static void count_one(void *user, size_t i, jr_outcome *outcome)
{
    const pages *all = user;
    jr_stats_total sum;
    if (!jr_stats_count(all->counter, all->jobs[i].input, false, outcome->diag, &outcome->data, &sum))
        return;
    const jr_count total = jr_tally_total(&sum.tally);
    jr_outcome_count(outcome, "units", sum.tally.units);
    jr_outcome_count(outcome, "segments", total.segments);
    jr_outcome_count(outcome, "words", total.words);
}

static void add_one(void *user, size_t i, const jr_record *record)
{
    const pages *all = user;
    if (!jr_stats_add(all->sums, all->jobs[i].input, record->data))
        jr_report(all->diag, JR_D_INTERNAL, NULL, "what was counted of '%.*s' cannot be understood",
                  JR_FMT(all->jobs[i].input));
}

/* Memory that is forked is shared: what is looked up in it is made before. */
static bool read_memory(const stats_opts *o, const jr_sentence_rules *rules, const jr_call *call,
                        jr_memory **ret_memory)
{
    if (o->memories.n == 0)
        return true;
    if (o->to_lang.n == 0)
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL,
                         "--memory needs a language to translate to: --to-lang de-DE");
    const jr_memories_opts opts = {.paths = o->memories,
                                   .source_lang = o->lang,
                                   .target_lang = o->to_lang,
                                   .sentences = o->segment == SENTENCES,
                                   .rules = rules};
    if (!jr_memories_read(&opts, call->diag, ret_memory))
        return false;
    jr_memory_prepare(*ret_memory);
    return true;
}

static jr_status count_pages(const stats_opts *o, const jr_stats_opts *opts, const jr_rates *rates, const jr_call *call)
{
    pages all = {jr_jobs_of(&call->inputs, call->arena), jr_stats_counter_create(opts), jr_stats_create(), call->diag};
    const jr_bulk bulk = {.jobs = all.jobs,
                          .n = call->inputs.n,
                          .user = &all,
                          .page = count_one,
                          .collect = add_one,
                          .counting = opts,
                          .n_counting = 1,
                          .gravest = true};
    jr_status status = jr_bulk_run(&bulk, call);
    if (status <= JR_STATUS_INTERNAL) /* else ended by a signal: half of the counts are none */
        status = graver(status, write_report(o, all.sums, rates, call));
    jr_stats_destroy(all.sums);
    jr_stats_counter_destroy(all.counter);
    return status;
}

static jr_status run_stats(const jr_call *call)
{
    const stats_opts *o = call->opts;
    jr_rates rates;
    jr_memory *memory = NULL;
    const jr_sentence_rules *rules;
    if (!check(o, call, &rates) ||
        !jr_sentence_rules_read(o->sentences.exceptions, o->sentences.srx, call->arena, call->diag, &rules) ||
        !read_memory(o, rules, call, &memory)) {
        jr_memory_destroy(memory);
        return jr_diag_status(call->diag);
    }
    const jr_stats_opts opts = {
        .units = {.keys = o->keys, .code_comments = o->code_comments, .bare = true},
        .root = o->shared.root,
        .lang = o->lang,
        .sentences = o->segment == SENTENCES,
        .rules = rules,
        .memory = memory,
        .memory_lang = o->to_lang,
        .limits = &o->shared.limits,
    };
    const jr_status status = count_pages(o, &opts, &rates, call);
    jr_memory_destroy(memory);
    return status;
}

static const jr_example examples[] = {
    {"jerome stats docs", "words and characters of each page and of all, and what is repeated"},
    {"jerome stats docs --rates rates.txt --format csv -o job.csv", "for a spreadsheet"},
    {"jerome stats docs --memory old.tmx --to-lang de-DE", "what of them was translated before"},
    {"jerome stats back", "how far translations are, by language"},
    {0},
};

const jr_command jr_command_stats = {
    .name = "stats",
    .usage = "jerome stats [OPTIONS] PAGE|FILE.xlf|FOLDER...",
    .summary = "Counts what there is to translate: units, words, characters, codes, and what of it is repeated.",
    .detail = "Words and characters are counted by GMX-V 2.0, of XLIFF files in their sources.",
    .examples = examples,
    .takes = takes,
    .opts_size = sizeof(stats_opts),
    .opts = table,
    .run = run_stats,
};
