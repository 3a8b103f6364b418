/* SPDX-License-Identifier: MIT */
/* Help, made from the tables that parsing uses; jerome help. */
#include "cli.h"

#include <unistd.h>

#include "app/registry.h"
#include "base/wrap.h"
#include "gate_opts.h"

#define FORMAT_COLUMN  14 /* where summaries begin */
#define EXAMPLE_COLUMN 44 /* where words about examples begin */
#define LIST_COLUMN    11 /* where summaries begin in a list of formats */
#define SWITCH_COLUMN  30 /* where the explanations of switches begin */

static void put_extensions(const char *const *extensions, jr_buf *out)
{
    for (size_t i = 0; extensions[i]; i++)
        jr_printf(out, "%s.%s", i ? ", " : "", extensions[i]);
}

static void put_line(const char *name, const char *summary, const char *const *extensions, jr_buf *out)
{
    jr_printf(out, "%-*s %s (", LIST_COLUMN - 1, name, summary);
    put_extensions(extensions, out);
    jr_puts(out, ")\n");
}

static char sign_of(const jr_opt *flag)
{
    return flag->def && strcmp(flag->def, "true") == 0 ? '+' : '-';
}

/* The switches of a reader below its line, as it has them by default. */
static void put_switches(const jr_reader *r, jr_buf *out)
{
    jr_buf text = {0};
    for (const jr_opt *opt = r->switches; opt && opt->name; opt++)
        jr_printf(&text, "%s%c%s", opt == r->switches ? "" : " ", sign_of(opt), opt->name);
    if (text.n)
        jr_wrap(out, 0, LIST_COLUMN, jr_buf_str(&text));
    jr_buf_free(&text);
}

void jr_help_readers(jr_buf *out)
{
    const jr_reader *r;
    for (size_t i = 0; (r = jr_reader_at(i)); i++) {
        put_line(r->name, r->summary, r->extensions, out);
        put_switches(r, out);
    }
}

void jr_help_writers(jr_buf *out)
{
    const jr_writer *w;
    for (size_t i = 0; (w = jr_writer_at(i)); i++)
        put_line(w->name, w->summary, w->extensions, out);
}

/* A format in the help of the program. */
static void put_wrapped(const char *name, const char *summary, const char *const *extensions, jr_buf *out)
{
    const size_t begin = out->n;
    jr_printf(out, "  %s", name);
    const size_t width = out->n - begin;
    jr_buf text = {0};
    jr_printf(&text, "%s (", summary);
    put_extensions(extensions, &text);
    jr_putc(&text, ')');
    jr_wrap(out, width, FORMAT_COLUMN, jr_buf_str(&text));
    jr_buf_free(&text);
}

static void put_formats(jr_buf *out)
{
    const jr_reader *r;
    const jr_writer *w;
    jr_puts(out, "\nReaders:\n");
    for (size_t i = 0; (r = jr_reader_at(i)); i++)
        put_wrapped(r->name, r->summary, r->extensions, out);
    jr_puts(out, "\nWriters:\n");
    for (size_t i = 0; (w = jr_writer_at(i)); i++)
        put_wrapped(w->name, w->summary, w->extensions, out);
}

static void put_paragraph(const char *text, jr_buf *out)
{
    if (!text)
        return;
    jr_wrap(out, 0, 0, jr_str_from(text));
}

static void put_examples(const jr_example *examples, jr_buf *out)
{
    jr_putc(out, '\n');
    for (const jr_example *e = examples; e->command; e++) {
        const size_t begin = out->n;
        jr_printf(out, "  %s", e->command);
        jr_wrap(out, out->n - begin, EXAMPLE_COLUMN, jr_str_from(e->what));
    }
}

static void put_options(const jr_command *command, jr_buf *out)
{
    jr_puts(out, "\nOptions:\n");
    jr_opt_help(command->opts, true, out);
    if (command->takes) {
        jr_puts(out, "\nOptions of every command that takes files:\n");
        jr_opt_help(jr_bulk_options, true, out);
    }
    jr_puts(out, "\nOptions of every command:\n");
    jr_opt_help(jr_shared_options, true, out);
}

static void put_exits(jr_buf *out)
{
    jr_puts(out, "\nExit status:\n");
    for (const jr_exit *e = jr_about_exits; e->what; e++)
        jr_printf(out, "  %2d  %s\n", (int)e->status, e->what);
}

static void put_commands(jr_buf *out)
{
    jr_puts(out, "\nCommands:\n");
    for (size_t i = 0; jr_commands[i]; i++) {
        const size_t begin = out->n;
        jr_printf(out, "  %s", jr_commands[i]->name);
        jr_wrap(out, out->n - begin, FORMAT_COLUMN, jr_str_from(jr_commands[i]->summary));
    }
    put_paragraph(jr_about_commands, out);
}

void jr_help_command(const jr_command *command, jr_buf *out)
{
    jr_printf(out, "Usage: %s\n", command->usage);
    put_paragraph(command->summary, out);
    put_paragraph(command->detail, out);
    put_examples(command->examples, out);
    put_options(command, out);
    put_exits(out);
}

void jr_help_program(jr_buf *out)
{
    const jr_command *command = jr_commands[0];
    jr_printf(out, "Usage: %s\n       jerome COMMAND [OPTIONS] ...\n", command->usage);
    put_paragraph(jr_about_summary, out);
    put_paragraph(command->detail, out);
    put_examples(command->examples, out);
    put_commands(out);
    put_options(command, out);
    put_formats(out);
    put_exits(out);
}

/* The switches of a reader one by one, explained. */
static void put_switch_help(const jr_reader *r, jr_buf *out)
{
    if (!r->switches)
        return;
    jr_printf(out, "\nSwitches, on (+) or off (-) by default, each changed as in -f %s%c%s:\n", r->name,
              sign_of(r->switches) == '+' ? '-' : '+', r->switches->name);
    for (const jr_opt *opt = r->switches; opt->name; opt++) {
        const size_t begin = out->n;
        jr_printf(out, "  %c%s", sign_of(opt), opt->name);
        jr_wrap(out, out->n - begin, SWITCH_COLUMN, jr_str_from(opt->help));
    }
}

static void put_one(const char *kind, const char *name, const char *summary, const char *const *extensions,
                    const jr_opt *opts, jr_buf *out)
{
    jr_printf(out, "%s, a %s: %s (", name, kind, summary);
    put_extensions(extensions, out);
    jr_puts(out, ")\n");
    if (!opts || !opts->name) {
        jr_puts(out, "It has no options.\n");
        return;
    }
    jr_printf(out, "\nOptions, each as -O %s.NAME=VALUE:\n", name);
    jr_opt_help(opts, false, out);
}

static bool put_format(jr_str name, jr_buf *out, jr_diag *diag)
{
    const jr_writer *w = jr_writer_named(name);
    if (w) {
        put_one("writer", w->name, w->summary, w->extensions, w->opts, out);
        return true;
    }
    const jr_reader *r = jr_reader_named(name);
    if (!r)
        return jr_report_no_writer(name, diag);
    put_one("reader", r->name, r->summary, r->extensions, r->opts, out);
    put_switch_help(r, out);
    return true;
}

bool jr_help_topic(jr_str name, jr_buf *out, jr_diag *diag)
{
    if (jr_str_eq(name, JR_STR("checks"))) {
        jr_gate_help(out);
        return true;
    }
    const jr_command *command = jr_command_named(name);
    if (!command)
        return put_format(name, out, diag);
    jr_help_command(command, out);
    return true;
}

jr_status jr_answer(jr_buf *text, jr_diag *diag)
{
    jr_sink *sink = jr_sink_fd(STDOUT_FILENO, JR_STR("stdout"), diag);
    jr_sink_write(sink, jr_buf_str(text));
    jr_sink_finish(sink);
    jr_buf_free(text);
    return jr_diag_status(diag);
}

/* ---- The command ---- */

static jr_status run_help(const jr_call *call)
{
    jr_buf text = {0};
    if (call->inputs.n == 0)
        jr_help_program(&text);
    for (size_t i = 0; i < call->inputs.n; i++)
        if (!jr_help_topic(call->inputs.items[i], &text, call->diag)) {
            jr_buf_free(&text);
            return jr_diag_status(call->diag);
        }
    return jr_answer(&text, call->diag);
}

static const jr_opt options[] = {{.name = NULL}};

static const jr_example examples[] = {
    {"jerome help export", "a command"},
    {"jerome help docx", "a format: the options of its writer"},
    {"jerome help checks", "the checks of translations that came back"},
    {0},
};

const jr_command jr_command_help = {
    .name = "help",
    .usage = "jerome help [COMMAND|FORMAT|checks...]",
    .summary = "Shows what a command does, and its options.",
    .examples = examples,
    .opts_size = sizeof(jr_shared),
    .opts = options,
    .run = run_help,
};
