/* SPDX-License-Identifier: MIT */
/* The reader `markdown`: front matter, body, and the dialect's passes over it. */
#include <jerome/reader.h>

#include "ast/build.h"
#include "read/alert.h"
#include "read/autolink.h"
#include "read/docfx.h"
#include "read/frontmatter.h"
#include "read/html.h"
#include "read/markdown.h"
#include "read/registry.h"

static jr_node *read_included(const jr_read_ctx *ctx, jr_str bytes, const jr_docfx_scope *scope);

/* What stands between the bytes and the tree of CommonMark, for one file. */
struct page {
    jr_source source;
    size_t body; /* offset behind the front matter */
    jr_alert_marks alerts;
    jr_docfx *docfx;
    const jr_docfx_scope *scope;
};

/* What makes CommonMark's tree one of the dialect. */
static void apply_dialect(const jr_read_ctx *ctx, const struct page *page, jr_node *root)
{
    if (!root)
        return;
    jr_alert_nodes(ctx->arena, &page->source, &page->alerts, root);
    jr_docfx_restore(ctx->arena, page->docfx, root);
    jr_html_to_nodes(ctx, root);
    jr_autolink(ctx->arena, page->source.bytes, root);
    jr_docfx_nodes(ctx, page->docfx, page->scope, read_included, root);
}

static bool read_body(const jr_read_ctx *ctx, struct page *page, jr_node **ret_root, jr_node **ret_notes)
{
    page->alerts = jr_alert_mask(ctx->arena, &page->source, page->body);
    page->docfx = jr_docfx_mask(ctx->arena, &page->source, page->body);
    if (!jr_markdown_parse(ctx, &page->source, page->body, ret_root, ret_notes))
        return false;
    apply_dialect(ctx, page, *ret_root);
    apply_dialect(ctx, page, *ret_notes);
    return true;
}

static jr_node *read_included(const jr_read_ctx *ctx, jr_str bytes, const jr_docfx_scope *scope)
{
    struct page *page = jr_arena_new(ctx->arena, struct page);
    jr_meta meta;
    jr_node *root = NULL, *notes = NULL;
    page->scope = scope;
    if (!jr_source_open(ctx, bytes, scope->file, &page->source))
        return NULL;
    page->body = page->source.start;
    if (!jr_frontmatter_read(ctx, &page->source, &page->body, &meta) || !read_body(ctx, page, &root, &notes))
        return NULL;
    jr_docfx_settle_notes(ctx->arena, root, notes);
    return root;
}

/* HTML, containers and included files nest deeper what CommonMark has nested within the limit. */
static bool check_depth(const jr_read_ctx *ctx, const jr_node *root)
{
    const size_t limit = (size_t)jr_markdown_opts_of(ctx)->max_depth;
    size_t depth = 0;
    jr_walk w = jr_walk_start(root);
    while (root && jr_walk_next(&w)) {
        if (!w.entering)
            depth--;
        else if (++depth > limit)
            return jr_markdown_too_deep(ctx, &w.node->span);
    }
    return true;
}

static bool read_page(const jr_read_ctx *ctx, jr_str bytes, uint32_t file, jr_doc **ret_doc)
{
    size_t loaded = 0;
    const jr_docfx_scope scope = {.file = file, .loaded = &loaded};
    struct page page = {.scope = &scope};
    if (!jr_source_open(ctx, bytes, file, &page.source))
        return false;
    jr_doc *doc = jr_arena_new(ctx->arena, jr_doc);
    doc->source = bytes;
    doc->file = file;
    page.body = page.source.start;
    if (!jr_frontmatter_read(ctx, &page.source, &page.body, &doc->meta))
        return false;
    jr_node *root = NULL, *notes = NULL;
    if (!read_body(ctx, &page, &root, &notes) || !check_depth(ctx, root) || !check_depth(ctx, notes))
        return false;
    doc->root = root;
    doc->notes = notes;
    *ret_doc = doc;
    return true;
}

static const char *const extensions[] = {"md", "markdown", NULL};

const jr_reader jr_reader_markdown = {
    .abi = JR_READER_ABI,
    .size = sizeof(jr_reader),
    .name = "markdown",
    .extensions = extensions,
    .summary = "Markdown with front matter: CommonMark, GitHub's extensions, the Microsoft Learn dialect",
    .opts_size = sizeof(jr_markdown_opts),
    .opts = jr_markdown_opt_table,
    .read = read_page,
};

const jr_reader *const jr_builtin_readers[] = {&jr_reader_markdown, NULL};
