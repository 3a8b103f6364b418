/* SPDX-License-Identifier: MIT */
/* Which reader, which writer, which outputs; then one page after the other. */
#include "cli.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/convert.h"
#include "app/registry.h"
#include "base/path.h"

/* One input with its output; output "-" is standard output. */
typedef struct page {
    jr_str input, output;
    const jr_reader *reader;
    jr_str switches; /* of the reader */
} page;

static bool is_dash(jr_str name)
{
    return jr_str_eq(name, JR_STR("-"));
}

/* ---- Formats ---- */

static const jr_writer *choose_writer(const jr_args *args, bool to_folder, jr_diag *diag)
{
    if (args->to.n) {
        const jr_writer *named = jr_writer_named(args->to);
        if (!named)
            jr_report_no_writer(args->to, diag);
        return named;
    }
    const jr_str extension = to_folder ? (jr_str){0} : jr_path_extension(args->output);
    const jr_writer *writer = extension.n ? jr_writer_for(args->output) : jr_writer_named(JR_STR("html"));
    if (!writer && extension.n)
        jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "no writer makes .%.*s files; name one by --to", JR_FMT(extension));
    else if (!writer)
        jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "no writer to use; name one by --to");
    return writer;
}

static bool choose_reader(const jr_args *args, page *p, jr_diag *diag)
{
    if (args->from.n)
        return jr_reader_format(args->from, &p->reader, &p->switches, diag);
    p->reader = jr_reader_for(p->input);
    if (!p->reader)
        p->reader = jr_reader_at(0);
    return p->reader || jr_report(diag, JR_D_UNKNOWN_FORMAT, NULL, "no reader to use");
}

/* ".toc=true", from --toc, becomes "html.toc=true", if the writer has such an option. */
static bool own_options(const jr_args *args, const jr_writer *writer, jr_opt_list *ret_options, jr_arena *arena,
                        jr_diag *diag)
{
    jr_str *items = jr_arena_array(arena, jr_str, args->options.n + 1);
    for (size_t i = 0; i < args->options.n; i++) {
        items[i] = args->options.items[i];
        if (!jr_str_starts(items[i], JR_STR(".")))
            continue;
        const jr_str name = jr_str_sub(items[i], 1, jr_str_find(items[i], 0, '='));
        if (!jr_opt_find(writer->opts, name))
            return jr_report(diag, JR_D_BAD_OPTION, NULL, "--%.*s: the %s writer has no such option", JR_FMT(name),
                             writer->name);
        items[i] = jr_arena_printf(arena, "%s%.*s", writer->name, JR_FMT(items[i]));
    }
    *ret_options = (jr_opt_list){items, args->options.n};
    return true;
}

/* ---- Outputs ---- */

static bool is_folder(jr_str path)
{
    struct stat st;
    return stat(path.p, &st) == 0 && S_ISDIR(st.st_mode);
}

static int compare_outputs(const void *a, const void *b)
{
    const page *const *x = a, *const *y = b;
    return jr_str_cmp((*x)->output, (*y)->output);
}

/* No two inputs may make the same output. */
static bool all_different(const page *pages, size_t n, jr_arena *arena, jr_diag *diag)
{
    const page **sorted = jr_arena_array(arena, const page *, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &pages[i];
    qsort(sorted, n, sizeof *sorted, compare_outputs);
    for (size_t i = 1; i < n; i++)
        if (jr_str_eq(sorted[i - 1]->output, sorted[i]->output))
            return jr_report(diag, JR_D_BAD_USAGE, NULL, "'%.*s' and '%.*s' would both be written to '%.*s'",
                             JR_FMT(sorted[i - 1]->input), JR_FMT(sorted[i]->input), JR_FMT(sorted[i]->output));
    return true;
}

static bool is_own_input(const page *p)
{
    struct stat in, out;
    if (is_dash(p->output))
        return false;
    if (is_dash(p->input) ? fstat(STDIN_FILENO, &in) != 0 : stat(p->input.p, &in) != 0)
        return false;
    return stat(p->output.p, &out) == 0 && S_ISREG(out.st_mode) && in.st_dev == out.st_dev && in.st_ino == out.st_ino;
}

static jr_str output_in(jr_str folder, jr_str input, const jr_writer *writer, jr_arena *arena)
{
    const jr_str stem = is_dash(input) ? JR_STR("stdin") : jr_path_stem(input);
    const char *slash = jr_str_ends(folder, JR_STR("/")) ? "" : "/";
    const char *extension = writer->extensions[0] ? writer->extensions[0] : writer->name;
    return jr_arena_printf(arena, "%.*s%s%.*s.%s", JR_FMT(folder), slash, JR_FMT(stem), extension);
}

/* Says what is read from where and written where, and refuses what cannot be before anything is read. */
static bool plan(const jr_args *args, const jr_writer *writer, bool to_folder, page *pages, size_t n, jr_arena *arena,
                 jr_diag *diag)
{
    for (size_t i = 0; i < n; i++) {
        page *p = &pages[i];
        p->input = args->inputs.n ? args->inputs.items[i] : JR_STR("-");
        if (!choose_reader(args, p, diag))
            return false;
        p->output = !args->output.n ? JR_STR("-")
                    : to_folder     ? output_in(args->output, p->input, writer, arena)
                                    : args->output;
        if (is_own_input(p))
            return jr_report(diag, JR_D_BAD_USAGE, NULL, "the output '%.*s' is the input itself", JR_FMT(p->output));
    }
    if (n > 1 && !all_different(pages, n, arena, diag))
        return false;
    if ((writer->caps & JR_CAP_BINARY) && is_dash(pages[0].output) && isatty(STDOUT_FILENO))
        return jr_report(diag, JR_D_BAD_USAGE, NULL, "%s is no text for a terminal; name a file by --output",
                         writer->name);
    return true;
}

/* ---- Pages ---- */

static jr_status convert_one(const jr_args *args, const jr_convert *job, jr_str output)
{
    jr_diag *diag = jr_diag_create(jr_print_diagnostic, (void *)(uintptr_t)args);
    jr_diag_set_strict(diag, args->strict);
    jr_sink *sink = is_dash(output) ? jr_sink_fd(STDOUT_FILENO, JR_STR("stdout"), diag) : jr_sink_file(output, diag);
    if (jr_convert_page(job, sink, diag))
        jr_sink_finish(sink);
    else
        jr_sink_discard(sink);
    const jr_status status = jr_diag_status(diag);
    jr_diag_destroy(diag);
    return status;
}

static bool folder_fits(const jr_args *args, bool to_folder, jr_diag *diag)
{
    if (to_folder && !is_folder(args->output)) {
        const jr_span where = {.file = jr_diag_file(diag, args->output)};
        return jr_report(diag, JR_D_CANNOT_WRITE, &where, "no such folder; create it first");
    }
    if (!to_folder && args->inputs.n > 1)
        return jr_report(diag, JR_D_BAD_USAGE, NULL, "several inputs need a folder to be written to: --output DIR/");
    return true;
}

jr_status jr_run_convert(const jr_args *args, jr_arena *arena, jr_diag *diag)
{
    const bool to_folder = jr_str_ends(args->output, JR_STR("/")) || (args->output.n && is_folder(args->output));
    jr_convert job = {.lang = args->lang, .root = args->root, .meta = args->metadata};
    job.writer = choose_writer(args, to_folder, diag);
    if (!job.writer || !own_options(args, job.writer, &job.options, arena, diag) || !jr_convert_check(&job, diag))
        return jr_diag_status(diag);
    if (!folder_fits(args, to_folder, diag))
        return jr_diag_status(diag);
    const size_t n = args->inputs.n ? args->inputs.n : 1;
    page *pages = jr_arena_array(arena, page, n);
    if (!plan(args, job.writer, to_folder, pages, n, arena, diag))
        return jr_diag_status(diag);

    jr_status status = JR_STATUS_OK;
    for (size_t i = 0; i < n; i++) {
        job.input = pages[i].input;
        job.reader = pages[i].reader;
        job.switches = pages[i].switches;
        const jr_status one = convert_one(args, &job, pages[i].output);
        if (one != JR_STATUS_OK)
            status = n > 1 ? JR_STATUS_FAILED : one;
    }
    return status;
}
