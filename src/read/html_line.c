/* SPDX-License-Identifier: MIT */
/* The line of inlines that is being built, and the elements that are open around it. */
#include "html_line.h"

#include "ast/build.h"
#include "html_table.h"

bool jr_html_is_inline(jr_html_role role)
{
    return role <= JR_HTML_UNWRAP;
}

jr_node *jr_html_new_node(jr_html_builder *b, jr_kind kind)
{
    jr_node *node = jr_node_new(b->ctx->arena, kind, b->span);
    node->flags = JR_NODE_HTML;
    return node;
}

void jr_html_flush(jr_html_builder *b)
{
    if (b->text.n == 0)
        return;
    jr_node *node = jr_html_new_node(b, JR_TEXT);
    node->as.text = jr_buf_take(&b->text, b->ctx->arena);
    jr_node_append(b->inner, node);
}

/* The inlines that are open get new nodes in the next leaf. */
static void leave_inlines(jr_html_builder *b)
{
    for (size_t i = 0; i < b->depth; i++)
        if (jr_html_is_inline(b->stack[i].element->role))
            b->stack[i].node = NULL;
    b->inner = NULL;
}

static void trim_end(jr_node *leaf)
{
    while (leaf->last && leaf->last->kind == JR_SOFT_BREAK)
        jr_node_unlink(jr_node_edit(leaf->last));
    if (!leaf->last || leaf->last->kind != JR_TEXT)
        return;
    jr_node *text = jr_node_edit(leaf->last);
    while (text->as.text.n && jr_is_space(text->as.text.p[text->as.text.n - 1]))
        text->as.text.n--;
    if (text->as.text.n == 0)
        jr_node_unlink(text);
}

void jr_html_close_leaf(jr_html_builder *b)
{
    if (!b->leaf || b->inline_only)
        return;
    jr_html_flush(b);
    leave_inlines(b);
    trim_end(b->leaf);
    if (!b->leaf->first && !b->leaf->attr)
        jr_node_unlink(b->leaf);
    /* A paragraph or heading that is still open has had its content. */
    for (size_t i = b->depth; i-- > 0;)
        if (b->stack[i].node == b->leaf) {
            memmove(&b->stack[i], &b->stack[i + 1], (b->depth - i - 1) * sizeof *b->stack);
            b->depth--;
            break;
        }
    b->leaf = NULL;
    b->at_start = true;
    b->space_due = 0;
}

jr_html_frame *jr_html_push(jr_html_builder *b, const jr_html_element *element, jr_node *node)
{
    if (b->depth == JR_HTML_DEPTH)
        return NULL;
    b->stack[b->depth] = (jr_html_frame){.element = element, .node = node, .span = b->span};
    return &b->stack[b->depth++];
}

jr_node *jr_html_container(jr_html_builder *b, jr_kind kind)
{
    size_t i = b->depth;
    while (i > 0 && (!b->stack[i - 1].node || jr_html_is_inline(b->stack[i - 1].element->role)))
        i--;
    jr_node *node = i > 0 ? b->stack[i - 1].node : b->root;
    if (node->kind != JR_LIST || kind == JR_ITEM)
        return node;
    /* A list right in a list belongs to the item before it. */
    jr_node *item = kind == JR_LIST && node->last ? jr_node_edit(node->last) : jr_html_new_node(b, JR_ITEM);
    if (!item->parent)
        jr_node_append(node, item);
    jr_html_push(b, jr_html_find(JR_STR("li")), item);
    return item;
}

void jr_html_place(jr_html_builder *b, jr_node *node)
{
    jr_node *at = jr_html_container(b, (jr_kind)node->kind);
    if (jr_html_table_takes(at, (jr_kind)node->kind)) {
        jr_node_append(at, node);
        return;
    }
    while (at->kind != JR_TABLE)
        at = jr_node_edit(at->parent);
    jr_node_insert_before(at, node);
}

/* Whether an open inline element has a node: not one without meaning, nor <a> without address and name. */
static bool makes_node(const jr_html_frame *f)
{
    if (f->element->role == JR_HTML_ANCHOR)
        return f->url.p || f->attr;
    return jr_html_is_inline(f->element->role) && f->element->role != JR_HTML_UNWRAP;
}

static jr_node *new_inline(jr_html_builder *b, jr_html_frame *f)
{
    jr_node *node = jr_html_new_node(b, f->url.p ? JR_LINK : f->element->kind);
    if (node->kind == JR_LINK) {
        node->as.link.url = f->url;
        node->as.link.title = f->title;
    } else if (node->kind == JR_SPAN) {
        node->as.box.name = f->element->role == JR_HTML_ANCHOR ? JR_STR("span") : f->element->name;
    }
    node->attr = f->attr;
    if (f->attr && f->attr->id.n) {
        /* An id is there once, however often the element goes on in another block. */
        jr_attr *rest = jr_arena_new(b->ctx->arena, jr_attr);
        *rest = *f->attr;
        rest->id = (jr_str){"", 0};
        f->attr = rest;
    }
    /* The node may be made late, when its first text comes: it begins with its tag all the same. */
    if (!f->shown)
        node->span = f->span;
    f->node = node;
    f->shown = true;
    return node;
}

void jr_html_show_inline(jr_html_builder *b, jr_html_frame *f)
{
    if (!b->inner || !makes_node(f))
        return;
    jr_node_append(b->inner, new_inline(b, f));
    b->inner = f->node;
}

void jr_html_open_inner(jr_html_builder *b)
{
    if (b->inner)
        return;
    if (!b->leaf && b->inline_only)
        b->leaf = b->root;
    if (!b->leaf) {
        b->leaf = jr_html_new_node(b, b->depth == 0 ? b->leaf_kind : JR_PLAIN);
        b->leaf->flags |= JR_NODE_IMPLICIT;
        jr_html_place(b, b->leaf);
    }
    b->inner = b->leaf;
    for (size_t i = 0; i < b->depth; i++) {
        jr_html_frame *f = &b->stack[i];
        if (!makes_node(f))
            continue;
        if (!f->node)
            jr_node_append(b->inner, new_inline(b, f));
        b->inner = f->node;
    }
}

void jr_html_settle(jr_html_builder *b)
{
    jr_html_open_inner(b);
    if (b->break_due && !b->at_start) {
        jr_html_flush(b);
        jr_node_append(b->inner, jr_html_new_node(b, JR_LINE_BREAK));
    } else if (b->space_due == '\n' && !b->at_start) {
        jr_html_flush(b);
        jr_node_append(b->inner, jr_html_new_node(b, JR_SOFT_BREAK));
    } else if (b->space_due && !b->at_start) {
        jr_putc(&b->text, ' ');
    }
    b->break_due = false;
    b->space_due = 0;
}

void jr_html_put(jr_html_builder *b, jr_node *node)
{
    jr_html_settle(b);
    jr_html_flush(b);
    jr_node_append(b->inner, node);
    b->at_start = node->kind == JR_LINE_BREAK;
}

/* <code> is a code span where it holds text and nothing else. */
static void finish_code(jr_html_builder *b, jr_node *span)
{
    for (const jr_node *n = span->first; n; n = n->next)
        if (n->kind != JR_TEXT && n->kind != JR_SOFT_BREAK)
            return;
    jr_buf text = {0};
    jr_node_text(span, &text);
    span->first = span->last = NULL;
    span->kind = JR_CODE;
    span->as.text = jr_buf_take(&text, b->ctx->arena);
}

void jr_html_close_inline(jr_html_builder *b, size_t i)
{
    jr_html_frame f = b->stack[i];
    const bool keep = f.attr && (f.attr->id.n || f.attr->n_classes);
    if (!f.shown && (keep || f.url.p))
        jr_html_settle(b);
    f = b->stack[i];
    if (b->inner)
        jr_html_flush(b);
    memmove(&b->stack[i], &b->stack[i + 1], (b->depth - i - 1) * sizeof *b->stack);
    b->depth--;
    if (f.node) {
        if (b->span.file == f.node->span.file && b->span.end > f.node->span.end)
            f.node->span.end = b->span.end;
        if (f.element->role == JR_HTML_CODE)
            finish_code(b, f.node);
    }
    if (i == b->depth && f.node)
        b->inner = jr_node_edit(f.node->parent);
    else if (f.node)
        leave_inlines(b);
}
