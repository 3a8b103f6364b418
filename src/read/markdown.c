/* SPDX-License-Identifier: MIT */
/* Runs cmark-gfm over a page, within its limits. */
#include "markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>

#include "ast/build.h"
#include "cmark_import.h"
#include "cmark_memory.h"
#include "cmark_work.h"

/* cmark-gfm reads the clock only when it allocates; between lines it is read every so often. */
#define LINES_PER_CHECK 64

/* Those that are cmark-gfm's. */
static const struct {
    jr_extension extension;
    const char *name;
} extensions[] = {
    {JR_EXT_TABLES, "table"},
    {JR_EXT_STRIKETHROUGH, "strikethrough"},
    {JR_EXT_TASKLISTS, "tasklist"},
};

static const jr_markdown_opts default_opts = {
    .on =
        {
#define X(id, name, markdown, gfm, commonmark, help) [JR_EXT_##id] = markdown,
            JR_EXTENSIONS(X)
#undef X
        },
};

const jr_markdown_opts *jr_markdown_opts_of(const jr_read_ctx *ctx)
{
    return ctx->opts ? ctx->opts : &default_opts;
}

const jr_limits *jr_limits_of(const jr_read_ctx *ctx)
{
    static const jr_limits defaults = JR_DEFAULT_LIMITS;
    return ctx->limits ? ctx->limits : &defaults;
}

bool jr_markdown_too_deep(const jr_read_ctx *ctx, const jr_span *where)
{
    return jr_report(ctx->diag, JR_D_LIMIT_DEPTH, where, "nested deeper than %d levels", (int)jr_limits_of(ctx)->depth);
}

struct parse {
    jr_cmark_memory memory;
    jr_cmark_work work;
    uint64_t steps; /* that it had at the beginning */
    cmark_node *document;
    size_t line;    /* 0-based, the one being read */
    int block_line; /* as cmark-gfm counts, of the block whose inlines are too much work; or 0 */
    size_t max_depth;
    bool too_deep;
    bool keep_cells; /* beyond those of a table's head */
    bool has_table;  /* one was begun */
    bool hidden;     /* pipes before such cells are hidden */
    bool misread;    /* in a line that is no row */
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

/* Cells of the line to come that are beyond those of the open table's head are kept; the table, or NULL: there
   are none. */
static const cmark_node *hide_pipes(struct parse *p, const jr_read_ctx *ctx, cmark_parser *parser, jr_source *s,
                                    size_t begin, size_t end)
{
    cmark_node *table = p->keep_cells ? jr_cmark_open_table(parser) : NULL;
    if (!table)
        return NULL;
    if (!p->has_table) {
        p->has_table = true;
        p->keep_cells = jr_cells_may_hide(s->text);
    }
    if (!p->keep_cells || !jr_cells_hide(ctx->arena, s, begin, end, cmark_gfm_extensions_get_table_columns(table)))
        return NULL;
    p->hidden = true;
    return table;
}

/* The same for blocks that many lines nest, looked at every so often. */
static bool line_is_in_too_deep(struct parse *p, const jr_read_ctx *ctx, const cmark_parser *parser, const jr_source *s,
                                size_t begin)
{
    if (p->line % LINES_PER_CHECK != 0 || !jr_cmark_deeper(parser, p->max_depth))
        return false;
    const jr_span span = jr_source_span(s, begin, begin);
    p->too_deep = true;
    return !jr_markdown_too_deep(ctx, &span);
}

/* cmark-gfm keeps a last line without an end until the end of all: what it becomes has to be seen before. */
static void feed_line(cmark_parser *parser, jr_str line)
{
    cmark_parser_feed(parser, line.p, line.n);
    if (line.p[line.n - 1] != '\n' && line.p[line.n - 1] != '\r')
        cmark_parser_feed(parser, "\n", 1);
}

/* Feeds the page line by line. Jumps out of here when a limit is reached. */
static void parse_lines(struct parse *p, const jr_read_ctx *ctx, jr_source *s, size_t body)
{
    const int options = jr_extension_on(ctx, JR_EXT_FOOTNOTES) ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT;
    cmark_parser *parser = cmark_parser_new_with_mem(options, &jr_cmark_allocator);
    attach_extensions(ctx, parser);
    const bool tables = jr_extension_on(ctx, JR_EXT_TABLES);
    const size_t first = jr_source_line(s, body);
    for (p->line = first; p->line < s->n_lines; p->line++) {
        const size_t begin = p->line == first ? body : s->lines[p->line];
        const size_t end = p->line + 1 < s->n_lines ? s->lines[p->line + 1] : s->parsed.n;
        const size_t nodes = p->memory.nodes;
        if (begin == end)
            break; /* the last line, which is empty: there may be no byte at all */
        if (tables)
            jr_cmark_work_line(&p->work, parser, jr_str_sub(s->parsed, begin, end));
        const cmark_node *table = tables ? hide_pipes(p, ctx, parser, s, begin, end) : NULL;
        feed_line(parser, jr_str_sub(s->parsed, begin, end));
        p->misread = table && jr_cmark_open_table(parser) != table;
        if (p->misread || line_is_too_deep(p, ctx, s, begin, end, nodes) ||
            line_is_in_too_deep(p, ctx, parser, s, begin))
            return;
        if (p->line % LINES_PER_CHECK == 0)
            jr_cmark_memory_check(&p->memory);
    }
    jr_cmark_work_inlines(&p->work, parser, &p->block_line);
    p->block_line = 0;
    p->document = cmark_parser_finish(parser);
}

/* ---- Limits ---- */

/* Smaller pages have the memory of one of this size: what every parse takes. */
#define SMALLEST_PAGE ((size_t)32 << 10)
#define MIB           ((size_t)1 << 20)
/* What a page of any size may take: processor time, and steps for some 30 ms. */
#define FREE_NANOSECONDS UINT64_C(250000000)
#define FREE_STEPS       (UINT64_C(64) << 20)
/* For a second of processor time for each MiB: half of what an ordinary machine does in it. */
#define STEPS_PER_BYTE 1024
/* Of the memory that cmark-gfm takes and frees, as much becomes the document's. */
#define NODE_SIZE 192

static size_t memory_for(const jr_limits *limits, size_t n)
{
    return limits->memory ? (size_t)limits->memory * (n + SMALLEST_PAGE < MIB ? n + SMALLEST_PAGE : MIB) : SIZE_MAX;
}

static uint64_t nanoseconds_for(const jr_limits *limits, size_t n)
{
    /* A MiB has about a million bytes. */
    return limits->seconds ? FREE_NANOSECONDS + (uint64_t)limits->seconds * 1000 * (n + 1) : UINT64_MAX;
}

static uint64_t steps_for(const jr_limits *limits, size_t n)
{
    return limits->seconds ? FREE_STEPS + (uint64_t)limits->seconds * STEPS_PER_BYTE * n : UINT64_MAX;
}

/* What is left of `all`, which is no limit if it is the largest number. */
static uint64_t left(uint64_t all, uint64_t spent)
{
    return all == UINT64_MAX ? all : spent < all ? all - spent : 0;
}

static void begin(struct parse *p, const jr_limits *limits, jr_str text, jr_markdown_cost *cost)
{
    const size_t cells = limits->cells ? (size_t)limits->cells : SIZE_MAX;
    cost->bytes += text.n;
    jr_cmark_memory_begin(&p->memory, left(memory_for(limits, cost->bytes), cost->memory),
                          left(nanoseconds_for(limits, cost->bytes), cost->nanoseconds));
    p->work = jr_cmark_work_of(&p->memory, text, left(steps_for(limits, cost->bytes), cost->steps), cells);
    p->steps = p->work.steps;
}

static void end(struct parse *p, jr_markdown_cost *cost)
{
    cost->memory += p->memory.nodes * NODE_SIZE;
    cost->nanoseconds += jr_cmark_memory_nanoseconds(&p->memory);
    cost->steps += p->steps - p->work.steps;
    jr_cmark_memory_end(&p->memory);
}

static bool report_stop(const jr_import *im, const struct parse *p)
{
    const jr_read_ctx *ctx = im->ctx;
    const jr_source *s = im->source;
    const jr_limits *limits = jr_limits_of(ctx);
    size_t line = p->block_line > 0 ? im->first_line + (size_t)p->block_line - 1 : p->line;
    if (line >= s->n_lines)
        line = s->n_lines - 1;
    const jr_span span = jr_source_span(s, s->lines[line], s->lines[line]);
    switch (p->memory.stop) {
    case JR_CMARK_OUT_OF_MEMORY:
        return jr_report(ctx->diag, JR_D_LIMIT_MEMORY, &span, "parsing takes more than %zu MiB of memory",
                         memory_for(limits, im->cost->bytes) / MIB);
    case JR_CMARK_OUT_OF_TIME:
        return jr_report(ctx->diag, JR_D_LIMIT_TIME, &span,
                         "parsing takes more than %d s of processor time for each MiB", (int)limits->seconds);
    case JR_CMARK_TOO_MUCH_WORK:
        return jr_report(ctx->diag, JR_D_LIMIT_TIME, &span,
                         "%s: parsing would take more than %d s of processor time for each MiB", p->work.cause,
                         (int)limits->seconds);
    case JR_CMARK_TOO_WIDE:
        return jr_report(ctx->diag, JR_D_LIMIT_SIZE, &span, "a row of a table has more than %d cells",
                         (int)limits->cells);
    }
    return false;
}

/* ---- The page ---- */

static bool import_document(jr_import *im, cmark_node *document)
{
    const jr_span whole = jr_source_span(im->source, im->body, im->source->text.n);
    im->root = jr_node_new(im->ctx->arena, JR_DOCUMENT, whole);
    im->notes = jr_node_new(im->ctx->arena, JR_DOCUMENT, whole);
    const bool ok = jr_import_tree(im, document);
    jr_buf_free(&im->text);
    return ok;
}

/* Parses the page, into im->root and im->notes. False: reported, or *ret_misread: a line whose pipes were hidden is no
   row. */
static bool parse(jr_import *im, jr_source *s, bool keep_cells, bool *ret_misread)
{
    const jr_read_ctx *ctx = im->ctx;
    /* In the arena: an automatic object that changed after setjmp would have no certain value behind longjmp (C11
       §7.13.2.1). */
    struct parse *p = jr_arena_new(ctx->arena, struct parse);
    bool ok = false;
    p->max_depth = im->max_depth;
    p->keep_cells = keep_cells;
    cmark_gfm_core_extensions_ensure_registered();
    begin(p, jr_limits_of(ctx), s->parsed, im->cost);
    if (setjmp(p->memory.out) == 0) {
        parse_lines(p, ctx, s, im->body);
        p->memory.limited = false;
        im->has_pipes = p->hidden;
        ok = !p->too_deep && !p->misread && import_document(im, p->document);
    } else {
        report_stop(im, p);
    }
    end(p, im->cost);
    *ret_misread = p->misread;
    return ok;
}

bool jr_markdown_parse(const jr_read_ctx *ctx, jr_source *s, size_t body, jr_markdown_cost *cost, jr_node **ret_root,
                       jr_node **ret_notes)
{
    jr_import im = {
        .ctx = ctx,
        .source = s,
        .cost = cost,
        .body = body,
        .first_line = jr_source_line(s, body),
        .max_depth = (size_t)jr_limits_of(ctx)->depth,
    };
    bool misread;
    bool ok = parse(&im, s, jr_extension_on(ctx, JR_EXT_EXTRA_CELLS), &misread);
    if (misread) {
        jr_cells_show(s);
        ok = parse(&im, s, false, &misread);
    }
    if (!ok)
        return false;
    *ret_root = im.root;
    *ret_notes = im.notes->first ? im.notes : NULL;
    return true;
}
