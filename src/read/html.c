/* SPDX-License-Identifier: MIT */
#include "anchor.h"
#include "html.h"

#include "ast/build.h"
#include "html_block.h"
#include "html_scan.h"
#include "ast/node_list.h"

static bool is_raw_inline(const jr_node *node)
{
    return node->kind == JR_RAW_INLINE && jr_str_eq(node->as.raw.format, JR_STR("html"));
}

/* CommonMark gives each tag a raw inline of its own. */
static bool read_tag(const jr_node *node, jr_tag *ret_tag)
{
    jr_tag_reader reader = {.html = node->as.raw.text};
    return is_raw_inline(node) && jr_tag_next(&reader, ret_tag) &&
           (ret_tag->type == JR_TAG_OPEN || ret_tag->type == JR_TAG_CLOSE);
}

static bool is_in(const jr_node *node, jr_kind kind)
{
    while (node && node->kind != kind)
        node = node->parent;
    return node != NULL;
}

/* Counts the end tags among the children; true where one of them begins a block. */
static bool survey(const jr_node *parent, jr_html_scan *scan)
{
    bool blocks = false;
    for (const jr_node *n = parent->first; n; n = n->next) {
        jr_tag tag;
        if (!read_tag(n, &tag))
            continue;
        jr_html_count(scan, &tag);
        const jr_html_element *element = tag.type == JR_TAG_OPEN ? jr_html_find(tag.name) : NULL;
        if (element && element->flags & JR_HTML_BLOCK)
            blocks = blocks || !(element->flags & JR_HTML_WORD) || jr_str_trim(tag.attrs).n > 0;
    }
    return blocks;
}

static void send(jr_html_builder *b, jr_html_scan *scan, jr_node *node)
{
    jr_tag tag;
    b->span = node->span;
    if (!read_tag(node, &tag)) {
        jr_html_node(b, node);
        return;
    }
    const jr_html_element *element = jr_html_meaning(scan, &tag);
    if (element && tag.type == JR_TAG_OPEN) {
        jr_html_open_tag(b, element, &tag);
    } else if (element) {
        jr_html_close(b, element);
    } else {
        node->kind = JR_TEXT;
        node->as.text = tag.whole;
        jr_html_node(b, node);
    }
}

/* The raw inlines among the children of one node. True: it is a paragraph in which blocks begin, and these, which it
   holds now, are to take its place. */
static bool convert(const jr_read_ctx *ctx, jr_node *parent)
{
    jr_html_scan scan = {0};
    const bool blocks = survey(parent, &scan) && (parent->kind == JR_PARAGRAPH || parent->kind == JR_PLAIN);
    jr_node *taken = jr_node_new(ctx->arena, JR_DOCUMENT, parent->span);
    jr_node_move(taken, jr_node_edit(parent->first), jr_node_edit(parent->last));
    jr_node *result = blocks ? jr_node_new(ctx->arena, JR_DOCUMENT, parent->span) : parent;

    jr_html_builder b;
    jr_html_begin(&b, ctx, result, parent->span);
    b.inline_only = !blocks;
    b.leaf_kind = (jr_kind)parent->kind;
    b.in_link = is_in(parent, JR_LINK);
    while (taken->first) {
        jr_node *node = jr_node_edit(taken->first);
        jr_node_unlink(node);
        send(&b, &scan, node);
    }
    jr_html_end(&b);
    if (blocks && result->first)
        jr_node_move(parent, jr_node_edit(result->first), jr_node_edit(result->last));
    return blocks;
}

/* <a href> around a link of Markdown: a link holds no links, the inner one gives way. */
static void drop_inner_links(const jr_read_ctx *ctx, jr_node *root)
{
    jr_node_list inner = {0};
    const jr_node *outer = NULL;
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        if (w.node->kind != JR_LINK)
            continue;
        if (w.node == outer)
            outer = NULL;
        else if (w.entering && outer)
            jr_node_list_add(&inner, ctx->arena, jr_node_edit(w.node));
        else if (w.entering)
            outer = w.node;
    }
    for (size_t i = 0; i < inner.n; i++)
        jr_node_unwrap(inner.p[i]);
}

static jr_node *block_of(jr_node *n)
{
    while (jr_kind_is_inline((jr_kind)n->kind))
        n = jr_node_edit(n->parent);
    return n;
}

static void add_block(jr_node_list *blocks, jr_arena *arena, const jr_node *n)
{
    jr_node *block = block_of(jr_node_edit(n));
    if (blocks->n == 0 || blocks->p[blocks->n - 1] != block)
        jr_node_list_add(blocks, arena, block);
}

/* jr_node.flags while the pass runs: the node holds tags. */
#define HOLDS_TAGS ((uint16_t)0x8000)

void jr_html_to_nodes(const jr_read_ctx *ctx, const jr_source *source, jr_node *root)
{
    jr_html_blocks(ctx, source, root);
    jr_node_list found = {0}, headings = {0};
    jr_node_list linked = {0}; /* blocks with links that blocks of HTML have made */
    jr_tag tag;
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        if (w.entering && w.node->kind == JR_RAW_INLINE && read_tag(w.node, &tag))
            jr_node_edit(w.node->parent)->flags |= HOLDS_TAGS;
        else if (w.entering && w.node->kind == JR_HEADING)
            jr_node_list_add(&headings, ctx->arena, jr_node_edit(w.node));
        else if (w.entering && w.node->kind == JR_LINK && w.node->flags & JR_NODE_HTML)
            add_block(&linked, ctx->arena, w.node);
        else if (!w.entering && w.node->flags & HOLDS_TAGS)
            jr_node_list_add(&found, ctx->arena, jr_node_edit(w.node));
    }
    for (size_t i = 0; i < found.n; i++) {
        found.p[i]->flags &= (uint16_t)~HOLDS_TAGS;
        jr_node *block = block_of(found.p[i]);
        const bool last = i + 1 == found.n || block_of(found.p[i + 1]) != block;
        const bool blocks = convert(ctx, found.p[i]);
        if (last)
            drop_inner_links(ctx, block);
        if (blocks)
            jr_node_unwrap(found.p[i]);
    }
    for (size_t i = 0; i < linked.n; i++)
        drop_inner_links(ctx, linked.p[i]);
    for (size_t i = 0; i < headings.n; i++)
        jr_anchor_heading(ctx->arena, headings.p[i]);
}
