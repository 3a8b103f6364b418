/* SPDX-License-Identifier: MIT */
/* What cmark-gfm makes of pages, and what Jerome makes of them: differential FORMAT. Pages come on standard
   input, each as its length in decimal, a line end, and its bytes; for each both fragments go to standard output,
   "LENGTH LENGTH", a line end, Jerome's, cmark-gfm's. tests/test_commonmark.py compares them. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <jerome/jerome.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const gfm_extensions[] = {"table", "strikethrough", "tasklist", "autolink", "tagfilter", NULL};
static const char *const no_extensions[] = {NULL};

static const struct format {
    const char *name;
    const char *const *extensions;
    int options;
} formats[] = {
    {"gfm", gfm_extensions, CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES},
    {"commonmark", no_extensions, CMARK_OPT_UNSAFE},
    /* The dialect, beside GFM: what a page says that has nothing of it. */
    {"markdown", gfm_extensions, CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES},
};

static char *theirs(const struct format *format, jr_str page)
{
    cmark_parser *parser = cmark_parser_new(format->options);
    for (const char *const *name = format->extensions; *name; name++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(*name));
    cmark_parser_feed(parser, page.p, page.n);
    cmark_node *document = cmark_parser_finish(parser);
    char *html = cmark_render_html(document, format->options, cmark_parser_get_syntax_extensions(parser));
    cmark_node_free(document);
    cmark_parser_free(parser);
    return html;
}

static bool ours(const struct format *format, jr_str page, jr_buf *out)
{
    const jr_str fragment = JR_STR("html.standalone=false");
    jr_diag *diag = jr_diag_create(NULL, NULL);
    jr_sink *sink = jr_sink_memory(out);
    const jr_convert job = {
        .reader = jr_reader_named(jr_str_from(format->name)),
        .writer = jr_writer_named(JR_STR("html")),
        .input = JR_STR("page.md"),
        .bytes = page,
        .options = {&fragment, 1},
    };
    bool ok = jr_convert_page(&job, sink, diag);
    if (ok)
        ok = jr_sink_finish(sink);
    else
        jr_sink_discard(sink);
    jr_diag_destroy(diag);
    return ok;
}

static bool read_page(char **ret_page, size_t *ret_n)
{
    char length[32], *end;
    if (!fgets(length, sizeof length, stdin))
        return false;
    const size_t n = strtoul(length, &end, 10);
    char *page = malloc(n + 1);
    if (*end != '\n' || !page || fread(page, 1, n, stdin) != n) {
        free(page);
        return false;
    }
    *ret_page = page;
    *ret_n = n;
    return true;
}

static bool compare(const struct format *format, jr_str page)
{
    jr_buf out = {0};
    const bool ok = ours(format, page, &out);
    char *html = theirs(format, page);
    const size_t n = strlen(html);
    if (ok)
        printf("%zu %zu\n", out.n, n);
    else
        printf("- %zu\n", n);
    fwrite(out.p, 1, ok ? out.n : 0, stdout);
    fwrite(html, 1, n, stdout);
    free(html);
    jr_buf_free(&out);
    return !ferror(stdout);
}

int main(int argc, char **argv)
{
    const struct format *format = NULL;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (argc == 2 && strcmp(argv[1], formats[i].name) == 0)
            format = &formats[i];
    if (!format) {
        fputs("usage: differential gfm|commonmark|markdown < PAGES\n", stderr);
        return 2;
    }
    cmark_gfm_core_extensions_ensure_registered();
    char *page;
    size_t n;
    while (read_page(&page, &n)) {
        const bool ok = compare(format, (jr_str){page, n});
        free(page);
        if (!ok)
            return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
