/* SPDX-License-Identifier: MIT */
/* Rows, columns, zones, monikers, divisions and long descriptions: blocks between a line that begins them and one that ends
   them. */
#include "ast/build.h"
#include "docfx_build.h"

#define MAX_OPEN 16 /* containers within containers */

struct rule {
    jr_str name;       /* of the DIV; empty: the mark begins nothing */
    jr_mark_kind end;  /* JR_MARK_COUNT: the parent's end */
    jr_str attribute;  /* that the DIV takes along, or empty */
};

static const struct rule rules[JR_MARK_COUNT] = {
    [JR_MARK_ROW] = {JR_STR_INIT("row"), JR_MARK_ROW_END, JR_STR_INIT("")},
    [JR_MARK_COLUMN] = {JR_STR_INIT("column"), JR_MARK_COLUMN_END, JR_STR_INIT("span")},
    [JR_MARK_ZONE] = {JR_STR_INIT("zone"), JR_MARK_ZONE_END, JR_STR_INIT("pivot")},
    [JR_MARK_MONIKER] = {JR_STR_INIT("moniker"), JR_MARK_MONIKER_END, JR_STR_INIT("range")},
    [JR_MARK_DIV] = {JR_STR_INIT("div"), JR_MARK_COUNT, JR_STR_INIT("class")},
    [JR_MARK_IMAGE] = {JR_STR_INIT("div"), JR_MARK_IMAGE_END, JR_STR_INIT("")},
};

struct open_container {
    const jr_mark *mark;
    jr_node *div;
};

struct builder {
    const jr_dialect *d;
    jr_node *parent;
    struct open_container stack[MAX_OPEN];
    size_t depth;
};

static void add_classes(jr_arena *arena, jr_node *div, jr_str words)
{
    for (size_t i = 0, begin; i < words.n; i++) {
        for (begin = i; i < words.n && !jr_is_space(words.p[i]);)
            i++;
        if (i > begin)
            jr_node_add_class(arena, div, jr_str_sub(words, begin, i));
    }
}

static jr_node *new_div(const jr_dialect *d, const jr_mark *mark)
{
    const struct rule *rule = &rules[mark->kind];
    jr_arena *arena = d->ctx->arena;
    jr_node *div = jr_node_new(arena, JR_DIV, jr_mark_span(d->docfx, mark));
    jr_str value = {0};
    div->as.box.name = rule->name;
    if (rule->attribute.n)
        jr_mark_get(arena, d->ctx->diag, mark->args, rule->attribute, &value);
    if (mark->kind == JR_MARK_DIV)
        add_classes(arena, div, value);
    else if (mark->kind == JR_MARK_IMAGE)
        jr_node_add_class(arena, div, JR_STR("long-description"));
    else if (jr_str_trim(value).n)
        jr_node_set(arena, div, rule->attribute, jr_str_trim(value));
    return div;
}

static jr_node *top(struct builder *b)
{
    return b->depth ? b->stack[b->depth - 1].div : b->parent;
}

static bool is_complex(const jr_dialect *d, const jr_mark *mark)
{
    jr_str type;
    return jr_mark_get(d->ctx->arena, d->ctx->diag, mark->args, JR_STR("type"), &type) &&
           jr_str_eq_nocase(type, JR_STR("complex"));
}

static void begin(struct builder *b, const jr_mark *mark)
{
    if (mark->kind == JR_MARK_IMAGE && !is_complex(b->d, mark))
        return;
    if (b->depth == MAX_OPEN) {
        jr_node_append(top(b), jr_dialect_text(b->d, mark, "is nested too deep"));
        return;
    }
    if (mark->kind == JR_MARK_DIV && b->depth && b->stack[b->depth - 1].mark->kind == JR_MARK_DIV)
        b->depth--; /* as a second alert in one quote ends the first */
    jr_node *div = new_div(b->d, mark);
    jr_node_append(top(b), div);
    b->stack[b->depth++] = (struct open_container){mark, div};
}

/* Without its end, a long description would hide what follows: that stays where it is. */
static void leave_open(const struct builder *b, const struct open_container *open)
{
    if (rules[open->mark->kind].end == JR_MARK_COUNT)
        return;
    const jr_span span = jr_mark_span(b->d->docfx, open->mark);
    jr_report(b->d->ctx->diag, JR_D_BAD_DIALECT, &span, "\"%.*s\" is not ended",
              JR_FMT(jr_str_sub(jr_mark_source(b->d->docfx, open->mark), 0, 80)));
    if (open->mark->kind == JR_MARK_IMAGE)
        jr_node_unwrap(open->div);
}

static void end(struct builder *b, const jr_mark *mark)
{
    size_t i = b->depth;
    while (i > 0 && rules[b->stack[i - 1].mark->kind].end != mark->kind)
        i--;
    if (i == 0) {
        jr_node_append(top(b), jr_dialect_text(b->d, mark, "ends nothing"));
        return;
    }
    while (b->depth >= i) {
        struct open_container *open = &b->stack[--b->depth];
        if (b->depth + 1 > i) {
            leave_open(b, open);
            continue;
        }
        open->div->span.end = jr_mark_span(b->d->docfx, mark).end;
        if (open->mark->kind == JR_MARK_ROW || open->mark->kind == JR_MARK_COLUMN)
            jr_dialect_indented(b->d, open->div);
    }
}

static bool is_end(jr_mark_kind kind)
{
    for (size_t i = 0; i < JR_MARK_COUNT; i++)
        if (rules[i].name.n && rules[i].end == kind)
            return true;
    return false;
}

static void put(struct builder *b, jr_node *node)
{
    const jr_mark *mark = jr_mark_of_block(b->d->docfx, node);
    if (mark && rules[mark->kind].name.n) {
        begin(b, mark);
    } else if (mark && is_end(mark->kind)) {
        end(b, mark);
    } else {
        jr_node_append(top(b), node);
        for (size_t i = 0; i < b->depth; i++)
            b->stack[i].div->span.end = node->span.end;
    }
}

/* What [!div] and [!VIDEO] made stands beside the quote, not in it. */
static void split_quote(const jr_dialect *d, jr_node *quote)
{
    jr_node *at = quote;
    for (const jr_node *n = quote->first, *next; n; n = next) {
        next = n->next;
        jr_node *child = jr_node_edit(n);
        const bool leaves = (n->kind == JR_DIV || n->kind == JR_VIDEO) && !(n->flags & JR_NODE_HTML);
        if (leaves) {
            jr_node_unlink(child);
            jr_node_insert_after(at, child);
            at = child;
        } else if (at != quote) {
            if (at->kind != JR_BLOCK_QUOTE) {
                jr_node *rest = jr_node_new(d->ctx->arena, JR_BLOCK_QUOTE, n->span);
                jr_node_insert_after(at, rest);
                at = rest;
            }
            jr_node_unlink(child);
            jr_node_append(at, child);
            at->span.end = n->span.end;
        }
    }
    if (!quote->first)
        jr_node_unlink(quote);
    else
        quote->span.end = quote->last->span.end;
}

void jr_dialect_containers(const jr_dialect *d, jr_node *parent)
{
    struct builder b = {.d = d, .parent = parent};
    jr_node *taken = jr_node_new(d->ctx->arena, JR_DOCUMENT, parent->span);
    jr_node_move(taken, jr_node_edit(parent->first), jr_node_edit(parent->last));
    while (taken->first) {
        jr_node *node = jr_node_edit(taken->first);
        jr_node_unlink(node);
        put(&b, node);
    }
    while (b.depth > 0)
        leave_open(&b, &b.stack[--b.depth]);
    if (parent->kind == JR_BLOCK_QUOTE)
        split_quote(d, parent);
}
