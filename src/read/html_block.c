/* SPDX-License-Identifier: MIT */
#include "html_block.h"

#include "ast/build.h"
#include "codec/html_in.h"
#include "html_place.h"
#include "html_scan.h"
#include "ast/node_list.h"

#define MAX_OPEN 256 /* elements that may be open between raw blocks; CommonMark text with more is no page */

/* Raw blocks, and what stands between them, that belong together: n children of one container. */
typedef struct group {
    jr_node **nodes;
    size_t n;
} group;

/* ---- The pieces of a group, in order ---- */

/* A piece is a tag or a text of a raw block, or of a paragraph that holds tags of blocks; or a whole node. */
typedef struct pieces {
    const group *group;
    size_t at;            /* in group->nodes */
    jr_tag_reader reader; /* in the raw block at hand */
    const jr_node *child; /* in the paragraph at hand */
    bool within;          /* in group->nodes[at] */
    bool unended[JR_HTML_ELEMENTS]; /* elements without HTML in them of which no end was found */
} pieces;

typedef struct piece {
    jr_node *node; /* NULL: a tag of a raw block */
    const jr_node *raw; /* that the tag is of */
    jr_tag tag;    /* of a raw block, or of `node` where that is a raw inline */
    bool is_tag;
    jr_span span;
} piece;

static bool is_raw(const jr_node *node)
{
    return (node->kind == JR_RAW_BLOCK || node->kind == JR_RAW_INLINE) && jr_str_eq(node->as.raw.format, JR_STR("html"));
}

static bool is_one_piece(const jr_node *node, jr_tag *ret_tag)
{
    jr_tag_reader reader = {.html = jr_str_trim(node->as.raw.text)};
    return jr_tag_next(&reader, ret_tag) && ret_tag->whole.n == reader.html.n;
}

/* A raw block that is one comment or one instruction: it stays as it is. */
static bool stays_raw(const jr_node *node)
{
    jr_tag tag;
    return is_one_piece(node, &tag) && (tag.type == JR_TAG_COMMENT || tag.type == JR_TAG_OTHER);
}

/* A paragraph in which a block element of HTML begins or ends. */
static bool holds_block_tags(const jr_node *node)
{
    if (node->kind != JR_PARAGRAPH && node->kind != JR_PLAIN)
        return false;
    for (const jr_node *n = node->first; n; n = n->next) {
        jr_tag tag;
        if (n->kind != JR_RAW_INLINE || !is_raw(n) || !is_one_piece(n, &tag))
            continue;
        const jr_html_element *element = tag.name.n ? jr_html_find(tag.name) : NULL;
        if (element && element->flags & JR_HTML_BLOCK && element->role != JR_HTML_PARAGRAPH)
            return true;
    }
    return false;
}

static bool enter(pieces *p, const jr_node *node)
{
    p->within = (node->kind == JR_RAW_BLOCK && is_raw(node) && !stays_raw(node)) || holds_block_tags(node);
    p->reader = (jr_tag_reader){.html = node->kind == JR_RAW_BLOCK ? node->as.raw.text : (jr_str){"", 0}};
    p->child = node->kind == JR_RAW_BLOCK ? NULL : node->first;
    return p->within;
}

static bool next_piece(pieces *p, piece *ret)
{
    for (; p->at < p->group->n; p->at++, p->within = false) {
        jr_node *node = p->group->nodes[p->at];
        *ret = (piece){.span = node->span};
        if (!p->within && !enter(p, node)) {
            ret->node = node;
            p->at++;
            return true;
        }
        if (node->kind == JR_RAW_BLOCK && jr_tag_next(&p->reader, &ret->tag)) {
            ret->is_tag = true;
            ret->raw = node;
            return true;
        }
        if (node->kind != JR_RAW_BLOCK && p->child) {
            ret->node = jr_node_edit(p->child);
            ret->raw = p->child;
            ret->span = p->child->span;
            ret->is_tag = is_raw(p->child) && is_one_piece(p->child, &ret->tag);
            p->child = p->child->next;
            return true;
        }
    }
    return false;
}

/* Goes to the end tag of an element whose content is no HTML; what is in between is passed over. */
static void skip_content(pieces *p, const jr_html_element *element)
{
    const jr_str html = p->reader.html;
    bool *unended = &p->unended[jr_html_index(element)];
    for (size_t at = p->reader.at; !*unended; at++) {
        at = jr_str_find(html, at, '<');
        const jr_str rest = jr_str_sub(html, at, html.n);
        if (rest.n > 1 && rest.p[1] == '/' && jr_str_starts_nocase(jr_str_sub(rest, 2, rest.n), element->name)) {
            p->reader.at = at;
            return;
        }
        *unended = rest.n == 0;
    }
}

/* ---- Events ---- */

/* Where the pieces of a group go: straight to the builder, or, as HTML, to libxml2, which mends them. */
typedef struct target {
    const jr_read_ctx *ctx;
    jr_html_builder builder;
    jr_html_places *places;
    bool mend;
    jr_buf html;
    jr_node_list held; /* mend: nodes that <jr-node id="0"> and so on stand for */
    uint32_t open[JR_HTML_ELEMENTS]; /* mend: elements open by jr_html_index */
    size_t depth;
} target;

static void hold(target *t, jr_node *node)
{
    jr_printf(&t->html, "<jr-node id=\"%zu\"></jr-node>", t->held.n);
    jr_node_list_add(&t->held, t->ctx->arena, node);
}

/* Text that goes to libxml2: what looks like a tag is none. */
static void put_text(target *t, jr_str text)
{
    size_t begin = 0;
    for (size_t i = jr_str_find(text, 0, '<'); i < text.n; i = jr_str_find(text, i + 1, '<')) {
        jr_put(&t->html, jr_str_sub(text, begin, i));
        jr_puts(&t->html, "&lt;");
        begin = i + 1;
    }
    jr_put(&t->html, jr_str_sub(text, begin, text.n));
}

/* Elements too deep for the builder and end tags without a start never reach libxml2: they cost it time that grows with
   the square of their number. */
static void put_tag(target *t, const jr_html_element *element, const jr_tag *tag)
{
    uint32_t *open = &t->open[jr_html_index(element)];
    const bool empty = element->flags & JR_HTML_VOID || jr_str_ends(tag->attrs, JR_STR("/"));
    if (tag->type == JR_TAG_OPEN && !empty) {
        if (t->depth == JR_HTML_DEPTH)
            return;
        t->depth++;
        (*open)++;
    } else if (tag->type == JR_TAG_CLOSE && element->role != JR_HTML_BREAK) {
        if (*open == 0)
            return;
        t->depth--;
        (*open)--;
    }
    jr_put(&t->html, tag->whole);
}

static void send_tag(target *t, jr_html_scan *scan, const piece *p, pieces *from)
{
    const jr_html_element *element = p->tag.name.n ? jr_html_meaning(scan, &p->tag) : NULL;
    jr_html_places_add(t->places, p->raw, &p->tag, element);
    if (p->tag.type == JR_TAG_COMMENT && t->mend)
        jr_put(&t->html, p->tag.whole);
    else if (p->tag.type == JR_TAG_COMMENT)
        jr_html_comment(&t->builder, p->tag.whole);
    else if (p->tag.type == JR_TAG_OTHER)
        return;
    else if (element && element->role == JR_HTML_SKIP && p->tag.type == JR_TAG_OPEN && !p->node) {
        jr_report(t->ctx->diag, JR_D_DROPPED_HTML, &p->span, "the HTML element <%.*s> is dropped", JR_FMT(element->name));
        skip_content(from, element);
    } else if (element && t->mend)
        put_tag(t, element, &p->tag);
    else if (element && p->tag.type == JR_TAG_OPEN)
        jr_html_open_tag(&t->builder, element, &p->tag);
    else if (element)
        jr_html_close(&t->builder, element);
    else if (t->mend)
        put_text(t, p->tag.whole);
    else if (p->tag.type == JR_TAG_TEXT)
        jr_html_text(&t->builder, jr_html_decode(t->ctx->arena, t->ctx->diag, p->tag.whole));
    else
        jr_html_text(&t->builder, p->tag.whole);
}

static void send_pieces(target *t, const group *g, jr_html_scan *scan)
{
    pieces all = {.group = g};
    piece p;
    while (next_piece(&all, &p)) {
        t->builder.span = p.span;
        if (p.is_tag) {
            send_tag(t, scan, &p, &all);
            continue;
        }
        jr_node_unlink(p.node);
        if (t->mend)
            hold(t, p.node);
        else
            jr_html_node(&t->builder, p.node);
    }
}

static void event_open(void *user, jr_str name, const jr_str (*attrs)[2], size_t n)
{
    target *t = user;
    const jr_html_attrs all = {attrs, n};
    const jr_html_element *element = jr_html_find(name);
    if (element) {
        jr_html_open(&t->builder, element, all);
        return;
    }
    const size_t id = jr_html_number(all, JR_STR("id"), UINT32_MAX - 1, UINT32_MAX);
    if (id < t->held.n && t->held.p[id]) {
        jr_html_node(&t->builder, t->held.p[id]);
        t->held.p[id] = NULL;
    }
}

static void event_close(void *user, jr_str name)
{
    target *t = user;
    const jr_html_element *element = jr_html_find(name);
    if (element && !(element->flags & JR_HTML_VOID))
        jr_html_close(&t->builder, element);
}

static void event_text(void *user, jr_str text)
{
    target *t = user;
    jr_html_text(&t->builder, text);
}

static void event_comment(void *user, jr_str text)
{
    target *t = user;
    jr_html_comment(&t->builder, jr_arena_printf(t->ctx->arena, "<!--%.*s-->", JR_FMT(text)));
}

static void mend(target *t)
{
    static const jr_html_events events = {event_open, event_close, event_text, event_comment};
    jr_puts(&t->html, "</body></html>");
    if (!jr_html_parse(jr_buf_str(&t->html), &events, t, t->ctx->diag))
        jr_html_text(&t->builder, jr_buf_str(&t->html));
    /* Nothing that stood between the raw blocks may be lost. */
    for (size_t i = 0; i < t->held.n; i++)
        if (t->held.p[i])
            jr_html_node(&t->builder, t->held.p[i]);
    jr_buf_free(&t->html);
}

/* ---- Groups ---- */

/* Counts the end tags; true where each element is closed and in order, so that nothing is to be mended. */
static bool survey(const group *g, jr_html_scan *scan)
{
    const jr_html_element *stack[JR_HTML_DEPTH];
    size_t depth = 0;
    bool sound = true;
    pieces all = {.group = g};
    piece p;
    while (next_piece(&all, &p)) {
        if (!p.is_tag)
            continue;
        jr_html_count(scan, &p.tag);
        const jr_html_element *element = p.tag.name.n ? jr_html_find(p.tag.name) : NULL;
        if (!element || element->flags & JR_HTML_VOID)
            continue;
        if (p.tag.type == JR_TAG_CLOSE)
            sound = sound && depth > 0 && stack[--depth] == element;
        else if (depth == JR_HTML_DEPTH)
            sound = false;
        else
            stack[depth++] = element;
        if (element->role == JR_HTML_SKIP && p.tag.type == JR_TAG_OPEN && !p.node)
            skip_content(&all, element);
    }
    return sound && depth == 0;
}

static void convert(const jr_read_ctx *ctx, const jr_source *source, const group *g)
{
    jr_html_scan scan = {0};
    target t = {.ctx = ctx, .places = jr_html_places_start(ctx, source), .mend = !survey(g, &scan)};
    jr_node *first = g->nodes[0], *last = g->nodes[g->n - 1];
    jr_span span = first->span;
    span.end = last->span.end > span.end ? last->span.end : span.end;
    jr_node *result = jr_node_new(ctx->arena, JR_DOCUMENT, span);
    /* Stays behind as the place for the result while the nodes of the group are moved. */
    jr_node *place = jr_node_new(ctx->arena, JR_DOCUMENT, span);
    jr_node_insert_before(first, place);

    jr_html_begin(&t.builder, ctx, result, span);
    if (t.mend)
        jr_puts(&t.html, "<html><body>");
    send_pieces(&t, g, &scan);
    t.builder.span = span;
    if (t.mend)
        mend(&t);
    jr_html_end(&t.builder);
    jr_html_places_set(t.places, result);
    for (size_t i = 0; i < g->n; i++)
        if (g->nodes[i]->parent == place->parent)
            jr_node_unlink(g->nodes[i]);
    if (result->first)
        jr_node_move(place, jr_node_edit(result->first), jr_node_edit(result->last));
    jr_node_unwrap(place);
}

/* ---- Which blocks belong together ---- */

typedef struct open_element {
    const jr_html_element *element;
    size_t at; /* child in which it begins */
} open_element;

typedef struct matcher {
    open_element stack[MAX_OPEN];
    size_t depth;
    uint32_t open[JR_HTML_ELEMENTS];
    size_t *reach; /* for each child: the last child in which an element that begins in it ends */
} matcher;

static void match(matcher *m, const jr_tag *tag, size_t at)
{
    const jr_html_element *element = tag->name.n ? jr_html_find(tag->name) : NULL;
    if (!element || !(element->flags & JR_HTML_BLOCK) || element->flags & JR_HTML_VOID ||
        element->role == JR_HTML_PARAGRAPH)
        return;
    uint32_t *open = &m->open[jr_html_index(element)];
    if (tag->type == JR_TAG_OPEN && m->depth < MAX_OPEN) {
        m->stack[m->depth++] = (open_element){element, at};
        (*open)++;
    } else if (tag->type == JR_TAG_CLOSE && *open > 0) {
        while (m->stack[--m->depth].element != element)
            m->open[jr_html_index(m->stack[m->depth].element)]--;
        (*open)--;
        m->reach[m->stack[m->depth].at] = at;
    }
}

static void convert_children(const jr_read_ctx *ctx, const jr_source *source, jr_node *parent)
{
    size_t n = 0;
    for (const jr_node *c = parent->first; c; c = c->next)
        n++;
    matcher *m = jr_arena_new(ctx->arena, matcher);
    m->reach = jr_arena_array(ctx->arena, size_t, n);
    jr_node **nodes = jr_arena_array(ctx->arena, jr_node *, n);
    n = 0;
    for (const jr_node *c = parent->first; c; c = c->next, n++) {
        nodes[n] = jr_node_edit(c);
        m->reach[n] = n;
        const group one = {&nodes[n], 1};
        pieces all = {.group = &one};
        piece p;
        while (next_piece(&all, &p))
            if (p.is_tag)
                match(m, &p.tag, n);
    }
    for (size_t i = 0, end; i < n; i = end + 1) {
        end = m->reach[i];
        for (size_t k = i + 1; k <= end; k++)
            end = m->reach[k] > end ? m->reach[k] : end;
        if (end > i || (is_raw(nodes[i]) && !stays_raw(nodes[i])))
            convert(ctx, source, &(group){&nodes[i], end - i + 1});
    }
}

/* A flag of this pass alone: the container is in the list, wherever its next raw block stands. */
#define FOUND ((uint16_t)0x8000)

void jr_html_blocks(const jr_read_ctx *ctx, const jr_source *source, jr_node *root)
{
    /* The containers first: what is made of them holds no raw HTML but comments. */
    jr_node_list found = {0};
    for (jr_walk w = jr_walk_start(root); jr_walk_next_block(&w);) {
        if (!w.entering || w.node->kind != JR_RAW_BLOCK || !is_raw(w.node) || stays_raw(w.node))
            continue;
        jr_node *parent = jr_node_edit(w.node->parent);
        if (!(parent->flags & FOUND))
            jr_node_list_add(&found, ctx->arena, parent);
        parent->flags |= FOUND;
    }
    for (size_t i = 0; i < found.n; i++) {
        found.p[i]->flags &= (uint16_t)~FOUND;
        convert_children(ctx, source, found.p[i]);
    }
}
