/* SPDX-License-Identifier: MIT */
/* Help, made from the tables that parsing uses. */
#include "cli.h"

#include "app/registry.h"

static const char before[] = "Usage: jerome [OPTIONS] [FILE...]\n"
                             "\n"
                             "Converts front-matter Markdown (Microsoft Learn, DocFX) to other formats. Without\n"
                             "FILE, or where FILE is -, the page comes from standard input.\n"
                             "\n"
                             "  jerome page.md -o page.docx              one page\n"
                             "  jerome docs/*.md -t epub -o books/       each page into the folder books\n"
                             "  jerome page.md -o page.xlf --to-lang de  for a translator\n"
                             "  jerome --help docx                       the options of a writer\n"
                             "\n"
                             "Options:\n";

static const char after[] = "\n"
                            "Exit status: 0 done, 1 some of several inputs failed, 2 wrong usage, 3 bad input,\n"
                            "4 a limit was reached, 5 a path was refused, 6 reading or writing failed, 70 a\n"
                            "bug in jerome. Warnings do not count.\n";

static void put_extensions(const char *const *extensions, jr_buf *out)
{
    for (size_t i = 0; extensions[i]; i++)
        jr_printf(out, "%s.%s", i ? ", " : "", extensions[i]);
}

static void put_format(const char *name, const char *summary, const char *const *extensions, jr_buf *out)
{
    jr_printf(out, "%-10s %s (", name, summary);
    put_extensions(extensions, out);
    jr_puts(out, ")\n");
}

void jr_help_readers(jr_buf *out)
{
    const jr_reader *r;
    for (size_t i = 0; (r = jr_reader_at(i)); i++)
        put_format(r->name, r->summary, r->extensions, out);
}

void jr_help_writers(jr_buf *out)
{
    const jr_writer *w;
    for (size_t i = 0; (w = jr_writer_at(i)); i++)
        put_format(w->name, w->summary, w->extensions, out);
}

static void put_indented(void (*list)(jr_buf *), const char *title, jr_buf *out)
{
    jr_buf lines = {0};
    list(&lines);
    jr_printf(out, "\n%s:\n", title);
    const jr_str text = jr_buf_str(&lines);
    for (size_t i = 0; i < text.n;) {
        const size_t end = jr_str_find(text, i, '\n');
        jr_printf(out, "  %.*s\n", JR_FMT(jr_str_sub(text, i, end)));
        i = end + 1;
    }
    jr_buf_free(&lines);
}

void jr_help_program(jr_buf *out)
{
    jr_put(out, jr_str_from(before));
    jr_opt_help(jr_cli_options, true, out);
    put_indented(jr_help_readers, "Readers", out);
    put_indented(jr_help_writers, "Writers", out);
    jr_put(out, jr_str_from(after));
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

bool jr_help_format(jr_str name, jr_buf *out, jr_diag *diag)
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
    return true;
}
