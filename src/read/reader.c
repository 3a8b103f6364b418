/* SPDX-License-Identifier: MIT */
/* The reader `markdown`: front matter, body, and the dialect's passes over it. */
#include <jerome/reader.h>

#include "ast/build.h"
#include "read/alert.h"
#include "read/anchor.h"
#include "read/autolink.h"
#include "read/frontmatter.h"
#include "read/html.h"
#include "read/markdown.h"
#include "read/registry.h"

/* What makes CommonMark's tree one of the dialect. */
static void apply_dialect(const jr_read_ctx *ctx, const jr_source *source, const jr_alert_marks *alerts, jr_node *root)
{
    if (!root)
        return;
    jr_alert_nodes(ctx->arena, source, alerts, root);
    jr_html_to_nodes(ctx, root);
    jr_anchor_headings(ctx->arena, root);
    jr_autolink(ctx->arena, source->bytes, root);
}

static bool read_page(const jr_read_ctx *ctx, jr_str bytes, uint32_t file, jr_doc **ret_doc)
{
    jr_source source;
    if (!jr_source_open(ctx, bytes, file, &source))
        return false;
    jr_doc *doc = jr_arena_new(ctx->arena, jr_doc);
    doc->source = bytes;
    doc->file = file;
    size_t body = source.start;
    if (!jr_frontmatter_read(ctx, &source, &body, &doc->meta))
        return false;
    const jr_alert_marks alerts = jr_alert_mask(ctx->arena, &source, body);
    jr_node *root = NULL, *notes = NULL;
    if (!jr_markdown_parse(ctx, &source, body, &root, &notes))
        return false;
    apply_dialect(ctx, &source, &alerts, root);
    apply_dialect(ctx, &source, &alerts, notes);
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
