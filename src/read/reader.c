/* SPDX-License-Identifier: MIT */
/* The readers of Markdown: front matter, body, and the dialect's passes over it. */
#include <jerome/reader.h>

#include "ast/build.h"
#include "alert.h"
#include "autolink.h"
#include "docfx.h"
#include "emphasis.h"
#include "frontmatter.h"
#include "html.h"
#include "markdown.h"
#include "math.h"
#include "raw.h"
#include "registry.h"

static jr_node *read_included(const jr_read_ctx *ctx, jr_str bytes, const jr_docfx_scope *scope);

/* What stands between the bytes and the tree of CommonMark, for one file. */
struct page {
    jr_source source;
    size_t body; /* offset behind the front matter */
    jr_alert_marks alerts;
    jr_math_marks formulas;
    jr_docfx *docfx; /* NULL: not read */
    const jr_docfx_scope *scope;
    bool cjk_emphasis; /* found */
};

/* What makes CommonMark's tree one of the dialect. */
static void apply_dialect(const jr_read_ctx *ctx, struct page *page, jr_node *root)
{
    if (!root)
        return;
    if (jr_extension_on(ctx, JR_EXT_MATH))
        jr_math_nodes(ctx->arena, &page->source, &page->formulas, root);
    if (jr_extension_on(ctx, JR_EXT_CJK_EMPHASIS))
        page->cjk_emphasis = jr_emphasis_cjk(ctx->arena, &page->source, root) || page->cjk_emphasis;
    jr_alert_nodes(ctx, &page->source, &page->alerts, root);
    if (page->docfx)
        jr_docfx_restore(ctx->arena, page->docfx, root);
    if (jr_extension_on(ctx, JR_EXT_HTML))
        jr_html_to_nodes(ctx, &page->source, root);
    else
        jr_raw_keep(ctx->arena, root, jr_extension_on(ctx, JR_EXT_TAGFILTER));
    if (jr_extension_on(ctx, JR_EXT_AUTOLINKS))
        jr_autolink(ctx->arena, &page->source, root);
    if (page->docfx)
        jr_docfx_nodes(ctx, page->docfx, page->scope, read_included, root);
}

static bool read_body(const jr_read_ctx *ctx, struct page *page, jr_node **ret_root, jr_node **ret_notes)
{
    if (jr_extension_on(ctx, JR_EXT_ALERTS))
        page->alerts = jr_alert_mask(ctx->arena, &page->source, page->body);
    if (jr_extension_on(ctx, JR_EXT_DOCFX))
        page->docfx = jr_docfx_mask(ctx->arena, &page->source, page->body);
    if (jr_extension_on(ctx, JR_EXT_MATH))
        page->formulas = jr_math_mask(ctx->arena, &page->source, page->body);
    if (!jr_markdown_parse(ctx, &page->source, page->body, &page->scope->whole->cost, ret_root, ret_notes))
        return false;
    apply_dialect(ctx, page, *ret_root);
    apply_dialect(ctx, page, *ret_notes);
    return true;
}

/* Front matter, if the format has it, is not part of the body. */
static bool read_front_matter(const jr_read_ctx *ctx, struct page *page, jr_meta *ret_meta)
{
    page->body = page->source.start;
    *ret_meta = (jr_meta){.kind = JR_META_MAP};
    return !jr_extension_on(ctx, JR_EXT_FRONT_MATTER) || jr_frontmatter_read(ctx, &page->source, &page->body, ret_meta);
}

static jr_node *read_included(const jr_read_ctx *ctx, jr_str bytes, const jr_docfx_scope *scope)
{
    struct page *page = jr_arena_new(ctx->arena, struct page);
    jr_meta meta;
    jr_node *root = NULL, *notes = NULL;
    page->scope = scope;
    if (!jr_source_open(ctx, bytes, scope->file, &page->source))
        return NULL;
    if (!read_front_matter(ctx, page, &meta) || !read_body(ctx, page, &root, &notes)) {
        scope->whole->refused = true;
        return NULL;
    }
    jr_docfx_settle_notes(ctx->arena, root, notes);
    return root;
}

/* HTML, containers and included files nest deeper what CommonMark has nested within the limit. */
static bool check_depth(const jr_read_ctx *ctx, const jr_node *root)
{
    const size_t limit = (size_t)jr_limits_of(ctx)->depth;
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
    jr_docfx_whole whole = {0};
    const jr_docfx_scope scope = {.file = file, .whole = &whole};
    struct page page = {.scope = &scope};
    if (!jr_source_open(ctx, bytes, file, &page.source))
        return false;
    jr_doc *doc = jr_arena_new(ctx->arena, jr_doc);
    doc->source = bytes;
    doc->file = file;
    if (!read_front_matter(ctx, &page, &doc->meta))
        return false;
    jr_node *root = NULL, *notes = NULL;
    if (!read_body(ctx, &page, &root, &notes) || whole.refused || !check_depth(ctx, root) || !check_depth(ctx, notes))
        return false;
    doc->root = root;
    doc->notes = notes;
    doc->cjk_emphasis = page.cjk_emphasis;
    *ret_doc = doc;
    return true;
}

static const char *const extensions[] = {"md", "markdown", NULL};

#define READER(format, text)                                                                                           \
    static const jr_reader format##_reader = {                                                                         \
        .abi = JR_READER_ABI,                                                                                          \
        .size = sizeof(jr_reader),                                                                                     \
        .name = #format,                                                                                               \
        .extensions = extensions,                                                                                      \
        .summary = text,                                                                                               \
        .opts_size = sizeof(jr_markdown_opts),                                                                         \
        .switches = jr_##format##_switches,                                                                            \
        .read = read_page,                                                                                             \
    }

READER(markdown, "Markdown with front matter: CommonMark, GitHub's extensions, the Microsoft Learn dialect");
READER(gfm, "GitHub Flavored Markdown as its specification has it, and footnotes");
READER(commonmark, "CommonMark alone");

/* The first that reads a file's extension is the one for it. */
const jr_reader *const jr_builtin_readers[] = {&markdown_reader, &gfm_reader, &commonmark_reader, NULL};
