/* SPDX-License-Identifier: MIT */
/* jerome convert: which reader, which writer, which outputs; then one page after the other. */
#include "cli.h"

#include <unistd.h>

#include "app/convert.h"
#include "app/folders.h"
#include "app/registry.h"
#include "base/path.h"
#include "bulk.h"

typedef struct convert_opts {
    jr_shared shared;
    jr_str from, to, output, lang;
    jr_opt_list
        options; /* WRITER.OPTION=VALUE; from --toc and its like: .OPTION=VALUE, for the writer that is chosen */
    jr_opt_list metadata; /* KEY=VALUE */
    jr_opt_list pivots, monikers;
    bool check_links, list_readers, list_writers;
} convert_opts;

#define FIELD(name) .offset = offsetof(convert_opts, name)

/* clang-format off */
static const jr_opt table[] = {
    {.name = "from", .letter = 'f', .type = JR_OPT_STRING, FIELD(from), .metavar = "FORMAT",
     .help = "The reader, with parts of its language switched on or off, as in gfm+alerts; else by the extension of "
             "FILE, else markdown"},
    {.name = "to", .letter = 't', .type = JR_OPT_STRING, FIELD(to), .metavar = "FORMAT",
     .help = "The writer; else by the extension of the output, else html"},
    {.name = "output", .letter = 'o', .type = JR_OPT_STRING, FIELD(output), .metavar = "FILE",
     .help = "Write to FILE or, where it is a folder, to a file in it for each input; else to standard output"},
    {.name = "option", .letter = 'O', .type = JR_OPT_LIST, FIELD(options), .metavar = "WRITER.OPTION=VALUE",
     .help = "Set an option of a writer; --help WRITER lists them"},
    {.name = "metadata", .letter = 'M', .type = JR_OPT_LIST, FIELD(metadata), .metavar = "KEY=VALUE",
     .help = "Set a value of the front matter"},
    {.name = "lang", .type = JR_OPT_STRING, FIELD(lang), .metavar = "TAG",
     .help = "The language of the page, such as de-DE; else by the front matter"},
    {.name = "to-lang", .type = JR_OPT_STRING, .alias = "to-lang", .metavar = "TAG",
     .help = "The language to translate to (xliff)"},
    {.name = "toc", .type = JR_OPT_FLAG, .alias = "toc", .help = "Begin with a table of contents"},
    {.name = "css", .type = JR_OPT_STRING, .alias = "css", .metavar = "FILE", .help = "Add a style sheet"},
    {.name = "pivot", .type = JR_OPT_LIST, FIELD(pivots), .metavar = "ID",
     .help = "Of the zones, those of this pivot alone; else all, labelled"},
    {.name = "moniker", .type = JR_OPT_LIST, FIELD(monikers), .metavar = "NAME",
     .help = "Of what is for some versions, that for this one alone, such as net-8.0; else all, labelled"},
    {.name = "check-links", .type = JR_OPT_FLAG, FIELD(check_links),
     .help = "Links and images that lead nowhere are errors, places within other pages included"},
    {.name = "list-readers", .type = JR_OPT_FLAG, FIELD(list_readers), .help = "List the formats that can be read"},
    {.name = "list-writers", .type = JR_OPT_FLAG, FIELD(list_writers), .help = "List the formats that can be written"},
    {.name = NULL},
};
/* clang-format on */

/* ---- Formats ---- */

static const jr_writer *choose_writer(const convert_opts *o, bool to_folder, jr_diag *diag)
{
    if (o->to.n) {
        const jr_writer *named = jr_writer_named(o->to);
        if (!named)
            jr_report_no_writer(o->to, diag);
        return named;
    }
    const jr_str extension = to_folder ? (jr_str){0} : jr_path_extension(o->output);
    const jr_writer *writer = extension.n ? jr_writer_for(o->output) : jr_writer_named(JR_STR("html"));
    if (!writer && extension.n)
        jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "no writer makes .%.*s files; name one by --to", JR_FMT(extension));
    else if (!writer)
        jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "no writer to use; name one by --to");
    return writer;
}

/* One input with its reader. */
typedef struct source {
    const jr_reader *reader;
    jr_str switches; /* of the reader */
    jr_str folder;   /* that it was found in */
} source;

static bool choose_reader(const convert_opts *o, jr_str input, source *s, jr_diag *diag)
{
    if (o->from.n)
        return jr_reader_format(o->from, &s->reader, &s->switches, diag);
    s->reader = jr_reader_for(input);
    if (!s->reader)
        s->reader = jr_reader_at(0);
    return s->reader || jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "no reader to use");
}

/* ".toc=true", from --toc, becomes "html.toc=true", if the writer has such an option. */
static bool own_options(const convert_opts *o, const jr_writer *writer, jr_opt_list *ret_options, jr_arena *arena,
                        jr_diag *diag)
{
    jr_str *items = jr_arena_array(arena, jr_str, o->options.n + 1);
    for (size_t i = 0; i < o->options.n; i++) {
        items[i] = o->options.items[i];
        if (!jr_str_starts(items[i], JR_STR(".")))
            continue;
        const jr_str name = jr_str_sub(items[i], 1, jr_str_find(items[i], 0, '='));
        if (!jr_opt_find(writer->opts, name))
            return jr_report(diag, JR_D_BAD_OPTION, NULL, "--%.*s: the %s writer has no such option", JR_FMT(name),
                             writer->name);
        items[i] = jr_arena_printf(arena, "%s%.*s", writer->name, JR_FMT(items[i]));
    }
    *ret_options = (jr_opt_list){items, o->options.n};
    return true;
}

/* ---- Outputs ---- */

/* The name of a page below the folder of outputs, with the writer's extension for its own. */
static jr_str output_for(jr_str folder, jr_str name, const jr_writer *writer, jr_arena *arena)
{
    const jr_str stem = jr_is_dash(name) ? JR_STR("stdin") : jr_path_stem(name);
    const char *extension = writer->extensions[0] ? writer->extensions[0] : writer->name;
    const jr_str above = jr_path_folder(name);
    return jr_output_in(folder, jr_arena_printf(arena, "%.*s%.*s.%s", JR_FMT(above), JR_FMT(stem), extension), arena);
}

static bool folder_fits(size_t n, bool to_folder, jr_diag *diag)
{
    if (!to_folder && n > 1)
        return jr_report(diag, JR_D_BAD_USAGE, NULL, "several inputs need a folder to be written to: --output DIR/");
    return true;
}

/* ---- Pages ---- */

typedef struct plan {
    const jr_writer *writer;
    bool to_folder;
    size_t n;
    jr_job *jobs;
    source *sources;
} plan;

/* Says what is read from where and written where, and refuses what cannot be before anything is read. */
static bool make_plan(const convert_opts *o, const jr_call *call, plan *p)
{
    p->n = call->inputs.n ? call->inputs.n : 1;
    p->jobs = jr_arena_array(call->arena, jr_job, p->n);
    p->sources = jr_arena_array(call->arena, source, p->n);
    for (size_t i = 0; i < p->n; i++) {
        const jr_str input = call->inputs.n ? call->inputs.items[i] : JR_STR("-");
        if (!choose_reader(o, input, &p->sources[i], call->diag))
            return false;
        p->jobs[i].input = input;
        const jr_str name = call->inputs.n ? call->names[i] : input;
        p->sources[i].folder = call->inputs.n ? call->folders[i] : (jr_str){0};
        p->jobs[i].output = !o->output.n   ? JR_STR("-")
                            : p->to_folder ? output_for(o->output, name, p->writer, call->arena)
                                           : o->output;
    }
    if (!jr_outputs_check(p->jobs, p->n, call->arena, call->diag))
        return false;
    if (p->to_folder && !jr_outputs_folders(p->jobs, p->n, call->arena, call->diag))
        return false;
    if ((p->writer->caps & JR_CAP_BINARY) && jr_is_dash(p->jobs[0].output) && isatty(STDOUT_FILENO))
        return jr_report(call->diag, JR_D_BAD_USAGE, NULL, "%s is no text for a terminal; name a file by --output",
                         p->writer->name);
    return true;
}

typedef struct pages {
    const convert_opts *o;
    const plan *p;
    const jr_convert *job; /* what all have in common */
} pages;

static void convert_one(void *user, size_t i, jr_outcome *outcome)
{
    const pages *all = user;
    jr_convert job = *all->job;
    job.input = all->p->jobs[i].input;
    job.folder = all->p->sources[i].folder;
    job.reader = all->p->sources[i].reader;
    job.switches = all->p->sources[i].switches;
    jr_output_page(&job, all->p->jobs[i].output, &all->o->shared, outcome->diag);
}

static jr_status list_formats(const convert_opts *o, jr_diag *diag)
{
    jr_buf text = {0};
    if (o->list_readers)
        jr_help_readers(&text);
    if (o->list_writers)
        jr_help_writers(&text);
    return jr_answer(&text, diag);
}

static jr_status run_convert(const jr_call *call)
{
    const convert_opts *o = call->opts;
    jr_diag *diag = call->diag;
    if (o->list_readers || o->list_writers)
        return list_formats(o, diag);
    plan p = {.to_folder = jr_str_ends(o->output, JR_STR("/")) || (o->output.n && jr_is_folder(o->output))};
    jr_convert job = {
        .lang = o->lang, .root = o->shared.root, .meta = o->metadata, .pivots = o->pivots, .monikers = o->monikers};
    job.writer = p.writer = choose_writer(o, p.to_folder, diag);
    if (!job.writer || !own_options(o, job.writer, &job.options, call->arena, diag) || !jr_convert_check(&job, diag) ||
        !folder_fits(call->inputs.n, p.to_folder, diag) || !make_plan(o, call, &p))
        return jr_diag_status(diag);
    job.check_links = o->check_links;
    job.pages = o->check_links ? jr_pages_create() : NULL;
    pages all = {o, &p, &job};
    const jr_bulk bulk = {.jobs = p.jobs, .n = p.n, .user = &all, .page = convert_one};
    const jr_status status = jr_bulk_run(&bulk, call);
    jr_pages_destroy(job.pages);
    return status;
}

static const jr_example examples[] = {
    {"jerome page.md -o page.docx", "one page"},
    {"jerome docs/ -t epub -o books/", "each page of a folder, below books as it is below docs"},
    {"jerome 'docs/**/how-to-*.md' -t docx -o out/", "those pages of it whose names begin so"},
    {"jerome export page.md --to-lang de -o out/", "for translators"},
    {"jerome help docx", "the options of a writer"},
    {0},
};

const jr_command jr_command_convert = {
    .name = "convert",
    .usage = "jerome [convert] [OPTIONS] [FILE...]",
    .summary = "Converts pages to another format.",
    .detail = "Without FILE, or where FILE is -, the page comes from standard input.",
    .examples = examples,
    .takes = jr_page_files,
    .opts_size = sizeof(convert_opts),
    .opts = table,
    .run = run_convert,
};
