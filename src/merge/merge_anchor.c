/* SPDX-License-Identifier: MIT */
/* Anchors of headings: links from elsewhere lead to the heading by the slug of its English text, which a translation
   would change. */
#include "merge_parts.h"

#include "units/unit_parts.h"

struct heading {
    const jr_unit *unit; /* or NULL: it has no words */
    const jr_node *node; /* HEADING, or the TAB_TITLE of "# [Title](#tab/id)" */
    size_t begin, end;   /* its inlines */
};

/* Files of PowerShell's help tool have no anchors: its parser does not know them. */
static bool is_for_help_tool(const jr_merger *m)
{
    const jr_meta *map = &m->job->doc->meta;
    return jr_meta_get(map, JR_STR("external help file")) || jr_meta_get(map, JR_STR("Module Name"));
}

/* The place of the heading's first inline: behind "#" (CommonMark §4.2). */
static size_t inlines_begin(jr_str s, const jr_node *node)
{
    size_t at = node->span.begin;
    while (at < node->span.end && (s.p[at] == '#' || s.p[at] == ' ' || s.p[at] == '\t'))
        at++;
    return at;
}

static size_t trim_blanks(jr_str s, size_t begin, size_t end)
{
    while (end > begin && (s.p[end - 1] == ' ' || s.p[end - 1] == '\t'))
        end--;
    return end;
}

/* The end of its first line, without a closing sequence. */
static size_t inlines_end(jr_str s, const jr_node *node, size_t begin)
{
    size_t end = begin;
    while (end < node->span.end && s.p[end] != '\n' && s.p[end] != '\r')
        end++;
    end = trim_blanks(s, begin, end);
    if (!(node->flags & JR_NODE_ATX))
        return end;
    size_t at = end;
    while (at > begin && s.p[at - 1] == '#')
        at--;
    return at > begin && s.p[at - 1] == ' ' ? trim_blanks(s, begin, at) : end;
}

/* Microsoft Learn's rule: the source of the heading in lower case, letters and digits of ASCII, '_' and '-', a '-' for
   each space; of links only what they say. */
static void put_slug(jr_str s, jr_buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        const char c = jr_lower(s.p[i]);
        if (jr_is_alnum(c) || c == '_' || c == '-')
            jr_putc(out, c);
        else if (c == ' ')
            jr_putc(out, '-');
    }
}

static bool is_address(const jr_piece *piece)
{
    return piece->kind == JR_PIECE_CLOSE && piece->type == JR_CODE_LINK;
}

static jr_str learn_slug(const jr_merger *m, const struct heading *h)
{
    const jr_str s = m->job->doc->source;
    const bool older = jr_merge_is_older(m, JR_STR("20200202")); /* then the addresses of links are in it as well */
    jr_buf out = {0};
    size_t at = h->begin;
    for (size_t i = 0; h->unit && i < h->unit->n_pieces; i++) {
        const jr_piece *piece = &h->unit->pieces[i];
        if (!is_address(piece) || piece->span.begin < at || older)
            continue;
        put_slug(jr_str_sub(s, at, piece->span.begin), &out);
        at = piece->span.end;
    }
    put_slug(jr_str_sub(s, at, at > h->end ? at : h->end), &out);
    return jr_buf_take(&out, m->arena);
}

static bool has_anchor(jr_str s, size_t at)
{
    const jr_str rest = jr_str_sub(s, at, s.n);
    return jr_str_starts_nocase(rest, JR_STR("<a name")) || jr_str_starts_nocase(rest, JR_STR("<a id"));
}

static void add_anchor(jr_merger *m, const struct heading *h)
{
    const bool learn = m->job->anchors == JR_ANCHORS_LEARN;
    const jr_str s = m->job->doc->source;
    const jr_str id = learn ? learn_slug(m, h) : jr_node_id(h->node);
    if (id.n == 0 || has_anchor(s, h->begin) || jr_str_find(id, 0, '"') < id.n)
        return;
    const jr_str bytes = jr_arena_printf(m->arena, "<a %s=\"%.*s\"></a>", learn ? "name" : "id", JR_FMT(id));
    jr_merge_add(m, (jr_edit){.begin = h->begin, .end = h->begin, .unit = JR_NO_UNIT, .bytes = bytes});
}

/* "# [" and nothing between: an anchor that is there already stays, and a second one would end the tab. */
static bool starts_heading(jr_str s, size_t at)
{
    while (at > 0 && (s.p[at - 1] == ' ' || s.p[at - 1] == '\t'))
        at--;
    return at > 0 && s.p[at - 1] == '#';
}

static void take_heading(jr_merger *m, const jr_node *node, const jr_unit *unit)
{
    const jr_str s = m->job->doc->source;
    struct heading h = {.unit = unit, .node = node};
    if (node->kind == JR_TAB_TITLE && unit && unit->span.begin && s.p[unit->span.begin - 1] == '[' &&
        starts_heading(s, unit->span.begin - 1)) {
        h.begin = unit->span.begin - 1;
        h.end = unit->span.end;
    } else if (node->kind == JR_HEADING && !(node->flags & JR_NODE_HTML)) {
        h.begin = inlines_begin(s, node);
        h.end = inlines_end(s, node, h.begin);
    } else {
        return;
    }
    if (h.begin < h.end)
        add_anchor(m, &h);
}

void jr_merge_anchors_add(jr_merger *m)
{
    const jr_doc *doc = m->job->doc;
    if (m->job->anchors == JR_ANCHORS_NONE || (m->job->anchors == JR_ANCHORS_LEARN && is_for_help_tool(m)))
        return;
    size_t next = 0;
    const jr_units *units = m->job->units;
    for (jr_walk w = jr_walk_start(doc->root); jr_walk_next_block(&w);) {
        if (!w.entering)
            continue;
        if (w.node->kind == JR_INCLUDE) {
            jr_walk_skip(&w);
            continue;
        }
        if (w.node->kind != JR_HEADING && w.node->kind != JR_TAB_TITLE)
            continue;
        while (next < units->n && (!units->items[next].block || units->items[next].parent != JR_NO_UNIT ||
                                   units->items[next].span.begin < w.node->span.begin))
            next++;
        const bool own = next < units->n && units->items[next].block == w.node;
        take_heading(m, w.node, own ? &units->items[next] : NULL);
    }
}
