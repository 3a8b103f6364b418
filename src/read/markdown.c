/* SPDX-License-Identifier: MIT */
/* Runs cmark-gfm over a page, within its limits. */
#include "read/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>

#include "ast/build.h"
#include "read/cmark_memory.h"
#include "read/cmark_import.h"

/* cmark-gfm reads the clock only when it allocates; between lines it is read every so often. */
#define LINES_PER_CHECK 256

/* Those that are cmark-gfm's. */
static const struct {
    jr_extension extension;
    const char *name;
} extensions[] = {
    {JR_EXT_TABLES, "table"},
    {JR_EXT_STRIKETHROUGH, "strikethrough"},
    {JR_EXT_TASKLISTS, "tasklist"},
};

#define FIELD(name) offsetof(jr_markdown_opts, name)
const jr_opt jr_markdown_opt_table[] = {
    {.name = "max-depth",
     .type = JR_OPT_INT,
     .offset = FIELD(max_depth),
     .def = "100",
     .min = 10,
     .max = 1000,
     .metavar = "N",
     .help = "levels that blocks and inlines may be nested"},
    {.name = "max-memory",
     .type = JR_OPT_INT,
     .offset = FIELD(max_memory),
     .def = "512",
     .min = 1,
     .max = 65536,
     .metavar = "MIB",
     .help = "mebibytes of memory that parsing one page may take"},
    {.name = "max-seconds",
     .type = JR_OPT_INT,
     .offset = FIELD(max_seconds),
     .def = "10",
     .min = 1,
     .max = 86400,
     .metavar = "N",
     .help = "seconds of processor time that parsing one page may take"},
    {0},
};

static const jr_markdown_opts default_opts = {
    .max_depth = 100,
    .max_memory = 512,
    .max_seconds = 10,
    .on = {
#define X(id, name, markdown, gfm, commonmark, help) [JR_EXT_##id] = markdown,
        JR_EXTENSIONS(X)
#undef X
    },
};

const jr_markdown_opts *jr_markdown_opts_of(const jr_read_ctx *ctx)
{
    return ctx->opts ? ctx->opts : &default_opts;
}

bool jr_markdown_too_deep(const jr_read_ctx *ctx, const jr_span *where)
{
    return jr_report(ctx->diag, JR_D_LIMIT_DEPTH, where, "nested deeper than %d levels",
                     (int)jr_markdown_opts_of(ctx)->max_depth);
}

struct parse {
    jr_cmark_memory memory;
    cmark_node *document;
    size_t line; /* 0-based, the one being read */
    size_t max_depth;
    bool too_deep;
};

static void attach_extensions(const jr_read_ctx *ctx, cmark_parser *parser)
{
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        cmark_syntax_extension *e = cmark_find_syntax_extension(extensions[i].name);
        if (e && jr_extension_on(ctx, extensions[i].extension))
            cmark_parser_attach_syntax_extension(parser, e);
    }
}

/* Offset in the line from `begin` on of the quote or list marker that opens level `max_depth`, or `end`. */
static size_t find_deep_marker(jr_str s, size_t begin, size_t end, size_t max_depth)
{
    size_t level = 1;
    for (size_t at = begin; at < end; at++) {
        const char c = s.p[at];
        if (c == '>')
            level++;
        else if (c == '-' || c == '+' || c == '*' || c == '.' || c == ')')
            level += 2; /* a list and its item */
        else if (c != ' ' && c != '\t' && !jr_is_digit(c))
            break;
        if (level >= max_depth)
            return at;
    }
    return end;
}

/* Many blocks made by a line of many markers are nested in each other: refused here, before cmark-gfm spends on each
   line to come time in proportion to their depth, which no allocation interrupts. */
static bool line_is_too_deep(struct parse *p, const jr_read_ctx *ctx, const jr_source *s, size_t begin, size_t end,
                             size_t nodes_before)
{
    if (p->memory.nodes - nodes_before < p->max_depth)
        return false;
    const size_t at = find_deep_marker(s->parsed, begin, end, p->max_depth);
    if (at == end)
        return false;
    const jr_span span = jr_source_span(s, at, at + 1);
    p->too_deep = true;
    return !jr_markdown_too_deep(ctx, &span);
}

/* Feeds the page line by line. Jumps out of here when a limit is reached. */
static void parse_lines(struct parse *p, const jr_read_ctx *ctx, const jr_source *s, size_t body)
{
    const int options = jr_extension_on(ctx, JR_EXT_FOOTNOTES) ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT;
    cmark_parser *parser = cmark_parser_new_with_mem(options, &jr_cmark_allocator);
    attach_extensions(ctx, parser);
    const size_t first = jr_source_line(s, body);
    for (p->line = first; p->line < s->n_lines; p->line++) {
        const size_t begin = p->line == first ? body : s->lines[p->line];
        const size_t end = p->line + 1 < s->n_lines ? s->lines[p->line + 1] : s->parsed.n;
        const size_t nodes = p->memory.nodes;
        if (begin == end)
            break; /* the last line, which is empty: there may be no byte at all */
        cmark_parser_feed(parser, s->parsed.p + begin, end - begin);
        if (line_is_too_deep(p, ctx, s, begin, end, nodes))
            return;
        if (p->line % LINES_PER_CHECK == 0)
            jr_cmark_memory_check(&p->memory);
    }
    p->document = cmark_parser_finish(parser);
}

static bool report_stop(const jr_read_ctx *ctx, const jr_source *s, const jr_markdown_opts *opts, size_t line,
                        jr_cmark_stop stop)
{
    const size_t begin = line < s->n_lines ? s->lines[line] : s->lines[s->n_lines - 1];
    const jr_span span = jr_source_span(s, begin, begin);
    if (stop == JR_CMARK_OUT_OF_TIME)
        return jr_report(ctx->diag, JR_D_LIMIT_TIME, &span, "parsing takes more than %d s of processor time",
                         (int)opts->max_seconds);
    return jr_report(ctx->diag, JR_D_LIMIT_MEMORY, &span, "parsing takes more than %d MiB of memory",
                     (int)opts->max_memory);
}

static bool import_document(const jr_read_ctx *ctx, const jr_source *s, size_t body, size_t max_depth,
                            cmark_node *document, jr_node **ret_root, jr_node **ret_notes)
{
    jr_import import = {
        .ctx = ctx, .source = s, .body = body, .first_line = jr_source_line(s, body), .max_depth = max_depth};
    const jr_span whole = jr_source_span(s, body, s->text.n);
    import.root = jr_node_new(ctx->arena, JR_DOCUMENT, whole);
    import.notes = jr_node_new(ctx->arena, JR_DOCUMENT, whole);
    const bool ok = jr_import_tree(&import, document);
    jr_buf_free(&import.text);
    if (!ok)
        return false;
    *ret_root = import.root;
    *ret_notes = import.notes->first ? import.notes : NULL;
    return true;
}

bool jr_markdown_parse(const jr_read_ctx *ctx, const jr_source *s, size_t body, jr_node **ret_root, jr_node **ret_notes)
{
    const jr_markdown_opts *opts = jr_markdown_opts_of(ctx);
    /* In the arena: an automatic object that changed after setjmp would have no certain value behind longjmp (C11
       §7.13.2.1). */
    struct parse *p = jr_arena_new(ctx->arena, struct parse);
    bool ok = false;
    p->max_depth = (size_t)opts->max_depth;
    cmark_gfm_core_extensions_ensure_registered();
    jr_cmark_memory_begin(&p->memory, (size_t)opts->max_memory << 20, (unsigned)opts->max_seconds);
    if (setjmp(p->memory.out) == 0) {
        parse_lines(p, ctx, s, body);
        p->memory.limited = false;
        ok = !p->too_deep && import_document(ctx, s, body, p->max_depth, p->document, ret_root, ret_notes);
    } else {
        report_stop(ctx, s, opts, p->line, p->memory.stop);
    }
    jr_cmark_memory_end(&p->memory);
    return ok;
}
