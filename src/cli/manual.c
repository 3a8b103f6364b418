/* SPDX-License-Identifier: MIT */
/* Prints the manual page (jerome.1) or the completions for bash, from the tables that the program itself uses. Run
   while building: manual man | manual bash. */
#include "cli.h"

#include <stdio.h>

#include "base/opt_text.h"

/* ---- The manual page, in the macros of man(7) ---- */

static void put_roff(jr_buf *out, jr_str text)
{
    if (text.n && (text.p[0] == '.' || text.p[0] == '\''))
        jr_puts(out, "\\&");
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = jr_utf8_next(text, &at);
        if (c == '\\')
            jr_puts(out, "\\e");
        else if (c == '-')
            jr_puts(out, "\\-");
        else if (c < 0x80)
            jr_putc(out, (char)c);
        else
            jr_printf(out, "\\[u%04X]", (unsigned)c);
    }
}

static void put_bold(jr_buf *out, jr_str text)
{
    jr_puts(out, "\\fB");
    put_roff(out, text);
    jr_puts(out, "\\fR");
}

static void put_help(const jr_opt *opt, jr_buf *out)
{
    jr_putc(out, '\n');
    put_roff(out, jr_str_from(opt->help));
    if (opt->def && *opt->def) {
        jr_puts(out, " [");
        put_roff(out, jr_str_from(opt->def));
        jr_putc(out, ']');
    }
    jr_putc(out, '\n');
}

static void put_value(const jr_opt *opt, jr_buf *out)
{
    jr_buf choices = {0};
    jr_opt_choices(opt, &choices);
    jr_puts(out, "\\fI");
    put_roff(out, jr_buf_str(&choices));
    jr_puts(out, "\\fR");
    jr_buf_free(&choices);
}

static void put_options(const jr_opt *table, jr_buf *out)
{
    for (const jr_opt *opt = table; opt->name; opt++) {
        jr_puts(out, ".TP\n");
        if (opt->letter) {
            put_bold(out, (jr_str){(const char[]){'-', opt->letter}, 2});
            jr_puts(out, ", ");
        }
        jr_puts(out, "\\fB\\-\\-");
        put_roff(out, jr_str_from(opt->name));
        jr_puts(out, "\\fR");
        if (opt->type != JR_OPT_FLAG) {
            jr_putc(out, ' ');
            put_value(opt, out);
        }
        put_help(opt, out);
    }
}

static void put_format(const char *name, const char *summary, const jr_opt *opts, jr_buf *out)
{
    jr_puts(out, ".SS ");
    put_roff(out, jr_str_from(name));
    jr_putc(out, '\n');
    put_roff(out, jr_str_from(summary));
    jr_puts(out, ".\n");
    for (const jr_opt *opt = opts; opt && opt->name; opt++) {
        jr_puts(out, ".TP\n");
        jr_buf whole = {0};
        jr_printf(&whole, "%s.%s=", name, opt->name);
        put_bold(out, jr_buf_str(&whole));
        jr_buf_free(&whole);
        put_value(opt, out);
        put_help(opt, out);
    }
}

/* Readers may share their switches: each is told once, with the readers that have it on by default. */
static void put_switches(const jr_reader *first, jr_buf *out)
{
    jr_puts(out, ".SS Switches\nThey stand behind the name of a reader, as in \\fBgfm+alerts\\fR or "
                 "\\fBmarkdown\\-math\\fR.\n");
    for (const jr_opt *opt = first->switches; opt && opt->name; opt++) {
        const jr_reader *reader;
        size_t n = 0;
        jr_puts(out, ".TP\n");
        put_bold(out, jr_str_from(opt->name));
        jr_putc(out, '\n');
        put_roff(out, jr_str_from(opt->help));
        for (size_t i = 0; (reader = jr_reader_at(i)); i++) {
            const jr_opt *own = jr_opt_find(reader->switches, jr_str_from(opt->name));
            if (own && own->def && strcmp(own->def, "true") == 0)
                jr_printf(out, "%s%s", n++ ? ", " : " [", reader->name);
        }
        jr_put(out, n ? JR_STR("]\n") : JR_STR(" [off everywhere]\n"));
    }
}

static void put_formats(jr_buf *out)
{
    const jr_reader *reader;
    const jr_writer *writer;
    jr_puts(out, ".SH READERS\n");
    for (size_t i = 0; (reader = jr_reader_at(i)); i++)
        put_format(reader->name, reader->summary, reader->opts, out);
    put_switches(jr_reader_at(0), out);
    jr_puts(out, ".SH WRITERS\nTheir options are set by \\fB\\-O\\fR.\n");
    for (size_t i = 0; (writer = jr_writer_at(i)); i++)
        put_format(writer->name, writer->summary, writer->opts, out);
}

static void put_examples(const jr_example *examples, jr_buf *out)
{
    for (const jr_example *e = examples; e->command; e++) {
        jr_puts(out, ".TP\n");
        put_bold(out, jr_str_from(e->command));
        jr_putc(out, '\n');
        put_roff(out, jr_str_from(e->what));
        jr_putc(out, '\n');
    }
}

static void put_line(const char *text, jr_buf *out)
{
    if (!text)
        return;
    put_roff(out, jr_str_from(text));
    jr_putc(out, '\n');
}

static void put_command(const jr_command *command, jr_buf *out)
{
    jr_printf(out, ".SS jerome %s\n", command->name);
    put_line(command->summary, out);
    put_line(command->detail, out);
    put_options(command->opts, out);
}

static void put_synopsis(jr_buf *out)
{
    jr_puts(out, ".SH SYNOPSIS\n");
    for (size_t i = 0; jr_commands[i]; i++) {
        jr_puts(out, ".br\n");
        put_line(jr_commands[i]->usage, out);
    }
}

static void put_manual(jr_buf *out)
{
    jr_puts(out, ".TH JEROME 1 \"\" \"jerome " JR_VERSION
                 "\"\n.SH NAME\njerome \\- converter for technical documentation\n");
    put_synopsis(out);
    jr_puts(out, ".SH DESCRIPTION\n");
    put_line(jr_about_summary, out);
    put_line(jr_about_commands, out);
    jr_puts(out, ".SH COMMANDS\n");
    for (size_t i = 0; jr_commands[i]; i++)
        put_command(jr_commands[i], out);
    jr_puts(out, ".SH OPTIONS OF EVERY COMMAND THAT TAKES FILES\n");
    put_options(jr_bulk_options, out);
    jr_puts(out, ".SH OPTIONS OF EVERY COMMAND\n");
    put_options(jr_shared_options, out);
    put_formats(out);
    jr_puts(out, ".SH EXAMPLES\n");
    for (size_t i = 0; jr_commands[i]; i++)
        put_examples(jr_commands[i]->examples, out);
    jr_puts(out, ".SH EXIT STATUS\n");
    for (const jr_exit *e = jr_about_exits; e->what; e++)
        jr_printf(out, ".TP\n%d\n%s\n", (int)e->status, e->what);
    jr_puts(out, ".SH ENVIRONMENT\n.TP\nSOURCE_DATE_EPOCH\nthe time that packages carry, in seconds since 1970\n"
                 ".TP\nNO_COLOR\nno colours, where it is not empty\n");
}

/* ---- Completion for bash ---- */

static void put_names(jr_buf *out)
{
    const jr_reader *reader;
    const jr_writer *writer;
    for (size_t i = 0; (writer = jr_writer_at(i)); i++)
        jr_printf(out, "%s ", writer->name);
    for (size_t i = 0; (reader = jr_reader_at(i)); i++)
        jr_printf(out, "%s ", reader->name);
}

static void put_writer_options(jr_buf *out)
{
    const jr_writer *writer;
    for (size_t i = 0; (writer = jr_writer_at(i)); i++)
        for (const jr_opt *opt = writer->opts; opt && opt->name; opt++)
            jr_printf(out, "%s.%s= ", writer->name, opt->name);
}

/* What comes behind an option that takes a value, by the kind of value. */
static void put_values(const char *command, const jr_opt *opt, jr_buf *out)
{
    const char *metavar = opt->metavar ? opt->metavar : "";
    jr_puts(out, "    ");
    if (opt->letter)
        jr_printf(out, "%s:-%c|", command, opt->letter);
    jr_printf(out, "%s:--%s) ", command, opt->name);
    if (strcmp(metavar, "DIR") == 0) {
        jr_puts(out, "COMPREPLY=($(compgen -d -- \"$word\"))");
    } else if (strncmp(metavar, "FILE", 4) == 0) {
        jr_puts(out, "COMPREPLY=($(compgen -f -- \"$word\"))");
    } else {
        jr_puts(out, "COMPREPLY=($(compgen -W '");
        if (strcmp(metavar, "FORMAT") == 0)
            put_names(out);
        else if (strcmp(opt->name, "option") == 0)
            put_writer_options(out);
        for (size_t i = 0; opt->values && opt->values[i]; i++)
            jr_printf(out, "%s ", opt->values[i]);
        jr_puts(out, "' -- \"$word\"))");
    }
    jr_puts(out, "; return ;;\n");
}

static void put_all_values(const char *command, const jr_opt *table, jr_buf *out)
{
    for (const jr_opt *opt = table; opt->name; opt++)
        if (opt->type != JR_OPT_FLAG)
            put_values(command, opt, out);
}

static void put_option_names(const jr_opt *table, jr_buf *out)
{
    for (const jr_opt *opt = table; opt->name; opt++)
        jr_printf(out, "--%s ", opt->name);
}

static void put_command_names(jr_buf *out)
{
    for (size_t i = 0; jr_commands[i]; i++)
        jr_printf(out, "%s%s", i ? " " : "", jr_commands[i]->name);
}

/* In bash: the command at hand, its values, its options; else files and, as first word, the commands. */
static void put_completions(jr_buf *out)
{
    jr_puts(out, "# Completion of jerome's command line for bash.\n_jerome()\n{\n"
                 "    local word=${COMP_WORDS[COMP_CWORD]} commands='");
    put_command_names(out);
    jr_printf(
        out,
        "' command=%s options=\n"
        "    ((COMP_CWORD > 1)) && [[ \" $commands \" == *\" ${COMP_WORDS[1]} \"* ]] && command=${COMP_WORDS[1]}\n"
        "    case $command:${COMP_WORDS[COMP_CWORD-1]} in\n",
        jr_commands[0]->name);
    for (size_t i = 0; jr_commands[i]; i++)
        put_all_values(jr_commands[i]->name, jr_commands[i]->opts, out);
    put_all_values("*", jr_bulk_options, out);
    put_all_values("*", jr_shared_options, out);
    jr_puts(out, "    esac\n    case $command in\n");
    for (size_t i = 0; jr_commands[i]; i++) {
        jr_printf(out, "    %s) options='", jr_commands[i]->name);
        put_option_names(jr_commands[i]->opts, out);
        jr_puts(out, "' ;;\n");
    }
    jr_puts(out, "    esac\n    case $word in\n    -*) COMPREPLY=($(compgen -W \"$options ");
    put_option_names(jr_bulk_options, out);
    put_option_names(jr_shared_options, out);
    jr_puts(out, "\" -- \"$word\")) ;;\n    *) COMPREPLY=($(compgen -f -- \"$word\"))\n"
                 "       ((COMP_CWORD == 1)) && COMPREPLY+=($(compgen -W \"$commands\" -- \"$word\"))\n"
                 "       [[ $command == help ]] && COMPREPLY=($(compgen -W \"$commands ");
    put_names(out);
    jr_puts(out, "\" -- \"$word\")) ;;\n    esac\n}\n"
                 "complete -o filenames -o nosort -F _jerome jerome\n");
}

int main(int argc, char **argv)
{
    jr_buf out = {0};
    const bool bash = argc == 2 && strcmp(argv[1], "bash") == 0;
    if (bash)
        put_completions(&out);
    else
        put_manual(&out);
    const bool ok = fwrite(out.p, 1, out.n, stdout) == out.n && fflush(stdout) == 0;
    jr_buf_free(&out);
    return ok ? JR_STATUS_OK : JR_STATUS_IO;
}
