/* SPDX-License-Identifier: MIT */
/* The dialect's passes over the imported tree: inlines first, then blocks that stand alone, then those that hold
 * others. */
#include "ast/build.h"
#include "base/path.h"
#include "docfx_build.h"
#include "locate.h"
#include "ast/node_list.h"

static jr_node *text_node(const jr_dialect *d, jr_str text, jr_span span)
{
    jr_node *node = jr_node_new(d->ctx->arena, JR_TEXT, span);
    node->as.text = text;
    return node;
}

jr_node *jr_dialect_text(const jr_dialect *d, const jr_mark *mark, const char *why)
{
    const jr_span span = jr_mark_span(d->docfx, mark);
    const jr_str source = jr_mark_source(d->docfx, mark);
    jr_report(d->ctx->diag, JR_D_BAD_DIALECT, &span, "\"%.*s\" %s", JR_FMT(jr_str_sub(source, 0, 80)), why);
    jr_node *paragraph = jr_node_new(d->ctx->arena, JR_PARAGRAPH, span);
    jr_node_append(paragraph, text_node(d, source, span));
    return paragraph;
}

static bool is_in(const jr_node *node, jr_kind kind)
{
    while (node && node->kind != kind)
        node = node->parent;
    return node != NULL;
}

/* ---- Inlines ---- */

/* The node for a mark in a line of text; what makes no sense there is text. */
static jr_node *make_inline(const jr_dialect *d, const jr_mark *m, bool in_link)
{
    jr_node *node = NULL;
    if (m->kind == JR_MARK_INCLUDE)
        node = jr_dialect_include_inline(d, m, in_link);
    else if (m->kind == JR_MARK_IMAGE)
        node = jr_dialect_image(d, m, in_link);
    else if (m->kind == JR_MARK_NO_LOC)
        node = jr_dialect_no_loc(d, m);
    if (node)
        return node;
    jr_node *paragraph = jr_dialect_text(d, m, "cannot stand in a line of text");
    node = jr_node_edit(paragraph->first);
    jr_node_unlink(node);
    return node;
}

/* Replaces the placeholders in a text by their nodes. */
static void split_text(const jr_dialect *d, jr_node *node)
{
    const jr_str text = node->as.text;
    size_t from = 0, begin, end;
    const jr_mark *m;
    const bool in_link = is_in(node, JR_LINK);
    const jr_source *source = d->docfx->source;
    jr_text_parts parts = {0};
    while ((m = jr_mark_in_text(d->docfx, text, from, &begin, &end)) != NULL) {
        if (!parts.text.p)
            parts = jr_locate_parts(source, &node->span, text);
        if (begin > from) {
            jr_node *before = text_node(d, jr_str_sub(text, from, begin), jr_locate_part(&parts, from, begin));
            before->flags = node->flags;
            jr_node_insert_before(node, before);
        }
        jr_node_insert_before(node, make_inline(d, m, in_link));
        from = end;
    }
    if (from == text.n && from > 0) {
        jr_node_unlink(node);
        return;
    }
    node->as.text = jr_str_sub(text, from, text.n);
    if (from)
        node->span = jr_locate_part(&parts, from, text.n);
}

/* What a reference shows that has no label of its own: the "text" of its query, else the uid, without the '*' that
   stands for all overloads. */
static jr_str xref_label(const jr_dialect *d, jr_str reference)
{
    static const jr_str key = JR_STR_INIT("text=");
    const size_t query = jr_str_find(reference, 0, '?');
    for (size_t at = query + 1, end; at < reference.n; at = end + 1) {
        end = jr_str_find(reference, at, '&');
        const jr_str item = jr_str_sub(reference, at, end);
        if (jr_str_starts_nocase(item, key) && item.n > key.n)
            return jr_url_decoded(jr_str_sub(item, key.n, item.n), d->ctx->arena);
    }
    const size_t hash = jr_str_find(reference, 0, '#');
    const jr_str uid = jr_url_decoded(jr_str_sub(reference, 0, hash < query ? hash : query), d->ctx->arena);
    return uid.n > 1 && jr_str_ends(uid, JR_STR("*")) ? jr_str_sub(uid, 0, uid.n - 1) : uid;
}

/* <xref:uid> and [](xref:uid) show the uid; [text](xref:uid) keeps its address. */
static void show_xref(const jr_dialect *d, jr_node *link)
{
    static const jr_str scheme = JR_STR_INIT("xref:");
    const jr_node *text = link->first;
    const bool bare =
        text && text == link->last && text->kind == JR_TEXT && jr_str_starts_nocase(text->as.text, scheme);
    if (!jr_str_starts_nocase(link->as.link.url, scheme) || (text && !bare))
        return;
    const jr_str reference = bare ? text->as.text : link->as.link.url;
    const jr_str label = xref_label(d, jr_str_sub(reference, scheme.n, reference.n));
    if (!label.n || jr_utf8_valid(label) != label.n)
        return;
    jr_node_insert_before(link, text_node(d, label, link->span));
    jr_node_unlink(link);
}

/* Offset of the first look-alike that could not be read and stays text; text.n: there is none. */
static size_t find_malformed(jr_str text)
{
    static const jr_str words[] = {JR_STR_INIT("[!include"), JR_STR_INIT("[!code-"), JR_STR_INIT("[!video"),
                                   JR_STR_INIT("[!div")};
    const size_t colons = jr_str_search(text, 0, JR_STR(":::"));
    for (size_t at = jr_str_search(text, 0, JR_STR("[!")); at < colons; at = jr_str_search(text, at + 1, JR_STR("[!")))
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (jr_str_starts_nocase(jr_str_sub(text, at, text.n), words[i]))
                return at;
    return colons;
}

static void report_malformed(const jr_dialect *d, const jr_node *node)
{
    const jr_str text = node->as.text;
    const size_t at = find_malformed(text);
    if (at < text.n)
        jr_report(d->ctx->diag, JR_D_BAD_DIALECT, &node->span, "\"%.*s\" is not understood and stays text",
                  JR_FMT(jr_str_sub(text, at, at + 40)));
}

static void visit_inline(const jr_dialect *d, jr_node *n)
{
    size_t begin, end;
    if (n->kind == JR_RAW_INLINE) {
        const jr_mark *m = jr_mark_of_block(d->docfx, n);
        if (!m)
            return;
        jr_node_insert_before(n, make_inline(d, m, is_in(n, JR_LINK)));
        jr_node_unlink(n);
    } else if (n->kind == JR_LINK) {
        show_xref(d, n);
    } else if (n->kind == JR_TEXT && jr_mark_in_text(d->docfx, n->as.text, 0, &begin, &end)) {
        split_text(d, n);
    } else if (n->kind == JR_TEXT && d->docfx->malformed) {
        report_malformed(d, n);
    }
}

/* HTML has made code, links, comments and attributes of placeholders. */
static void restore_again(const jr_dialect *d, jr_node *n)
{
    jr_mark_restore_node(d->ctx->arena, d->docfx, n);
    if (!(n->flags & JR_NODE_HTML))
        return;
    if (n->attr && n->attr->id.n)
        jr_node_set_id(d->ctx->arena, n, jr_mark_restore_text(d->ctx->arena, d->docfx, &n->span, n->attr->id));
    for (size_t i = 0; n->attr && i < n->attr->n_pairs; i++) {
        const jr_key_value pair = n->attr->pairs[i];
        const jr_str value = jr_mark_restore_text(d->ctx->arena, d->docfx, &n->span, pair.value);
        if (!jr_str_eq(value, pair.value))
            jr_node_set(d->ctx->arena, n, pair.key, value);
    }
}

/* ---- Blocks ---- */

/* The node for a mark alone on its line that holds no other blocks; NULL: none of these. */
static jr_node *make_leaf(const jr_dialect *d, const jr_mark *m)
{
    jr_node *node = NULL;
    if (m->kind == JR_MARK_INCLUDE)
        node = jr_dialect_include(d, m);
    else if (m->kind == JR_MARK_CODE || m->kind == JR_MARK_SNIPPET)
        node = jr_dialect_code(d, m);
    else if (m->kind == JR_MARK_VIDEO || m->kind == JR_MARK_COLON_VIDEO)
        node = jr_dialect_video(d, m);
    else if (m->kind == JR_MARK_NO_LOC)
        node = jr_dialect_no_loc(d, m);
    else if (m->kind != JR_MARK_IMAGE)
        return NULL;
    else
        node = jr_dialect_image(d, m, false);
    if (!node)
        return jr_dialect_text(d, m, "lacks an attribute that it needs");
    if (jr_kind_is_block((jr_kind)node->kind))
        return node;
    jr_node *paragraph = jr_node_new(d->ctx->arena, JR_PARAGRAPH, node->span);
    jr_node_append(paragraph, node);
    return paragraph;
}

static bool holds_inlines(const jr_node *parent)
{
    return parent->first && jr_kind_is_inline((jr_kind)parent->first->kind);
}

static bool has_marks(const jr_dialect *d, const jr_node *parent)
{
    if (holds_inlines(parent))
        return false;
    for (const jr_node *n = parent->first; n; n = n->next)
        if (jr_mark_of_block(d->docfx, n))
            return true;
    return false;
}

static bool has_headings(const jr_node *parent)
{
    const jr_node *n = holds_inlines(parent) ? NULL : parent->first;
    while (n && n->kind != JR_HEADING)
        n = n->next;
    return n != NULL;
}

static void visit_marks(const jr_dialect *d, jr_node *root)
{
    jr_node_list leaves = {0}, parents = {0};
    for (jr_walk w = jr_walk_start(root); jr_walk_next_block(&w);) {
        if (!w.entering)
            continue;
        if (w.node->kind == JR_RAW_BLOCK && jr_mark_of_block(d->docfx, w.node))
            jr_node_list_add(&leaves, d->ctx->arena, jr_node_edit(w.node));
        if (has_marks(d, w.node))
            jr_node_list_add(&parents, d->ctx->arena, jr_node_edit(w.node));
    }
    for (size_t i = 0; i < leaves.n; i++) {
        const jr_mark *m = jr_mark_of_block(d->docfx, leaves.p[i]);
        jr_node *leaf = make_leaf(d, m);
        if (!leaf)
            continue;
        jr_node_insert_before(leaves.p[i], leaf);
        /* An image's mark stays: a long description may follow, up to its own end mark. */
        if (m->kind != JR_MARK_IMAGE)
            jr_node_unlink(leaves.p[i]);
    }
    for (size_t i = 0; i < parents.n; i++)
        jr_dialect_containers(d, parents.p[i]);
}

static void visit_tabs(const jr_dialect *d, jr_node *root)
{
    jr_node_list parents = {0};
    for (jr_walk w = jr_walk_start(root); jr_walk_next_block(&w);) {
        if (!w.entering)
            continue;
        if (w.node->kind == JR_INCLUDE)
            jr_walk_skip(&w); /* an included file has had its own run */
        else if (has_headings(w.node))
            jr_node_list_add(&parents, d->ctx->arena, jr_node_edit(w.node));
    }
    for (size_t i = 0; i < parents.n; i++)
        jr_dialect_tabs(d, parents.p[i]);
}

/* An inline that visit_inline has something to do with. */
static bool is_of_interest(const jr_docfx *docfx, const jr_node *n)
{
    size_t begin, end;
    if (n->kind == JR_LINK)
        return jr_str_starts_nocase(n->as.link.url, JR_STR("xref:"));
    if (n->kind == JR_TEXT)
        return jr_mark_in_text(docfx, n->as.text, 0, &begin, &end) ||
               (docfx->malformed && find_malformed(n->as.text) < n->as.text.n);
    return n->kind == JR_RAW_INLINE && docfx->n;
}

void jr_docfx_nodes(const jr_read_ctx *ctx, const jr_docfx *docfx, const jr_docfx_scope *scope, jr_docfx_read *read,
                    jr_node *root)
{
    const jr_dialect d = {ctx, docfx, scope, read};
    jr_node_list inlines = {0};
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        jr_node *n = jr_node_edit(w.node);
        if (!w.entering)
            continue;
        if (docfx->n)
            restore_again(&d, n);
        if (is_of_interest(docfx, n))
            jr_node_list_add(&inlines, ctx->arena, n);
    }
    for (size_t i = 0; i < inlines.n; i++)
        visit_inline(&d, inlines.p[i]);
    if (docfx->n)
        visit_marks(&d, root);
    visit_tabs(&d, root);
}
