/* SPDX-License-Identifier: MIT */
/* The proof: the merged page is read again. Its units must say what they are to say, and its blocks must be those of
   the source. What is wrong is laid at the door of the unit that was written there. */
#include "merge_parts.h"

#include <stdlib.h>

struct proof {
    jr_merger *m;
    jr_arena *arena; /* of the page that was read again */
    const jr_doc *doc;
    jr_units units;
    size_t *order; /* top-level units of the source, by place */
    size_t n_order;
    bool *seen;  /* units of the source that were found again */
    bool *bad;   /* units that are to be raised */
    bool strict; /* read without the dialect's emphasis: of units that did not change nothing is said */
    bool fine;
};

/* ---- Places ---- */

/* Index of the last edit that starts at or before a place of the page; SIZE_MAX: none. */
static size_t edit_before(const jr_merger *m, size_t at)
{
    size_t low = 0, high = m->n_edits;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (m->edits[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

/* The place of the source that a place of the page comes from: of an edit, its start. */
static size_t source_place(const jr_merger *m, size_t at)
{
    const size_t i = edit_before(m, at);
    if (i == SIZE_MAX)
        return at;
    const jr_edit *edit = &m->edits[i];
    return at < edit->at_end ? edit->begin : edit->end + (at - edit->at_end);
}

/* What went wrong at a place of the page is the doing of the last unit that was written before it, or, if there is
   none, of the first behind it. */
static void blame(struct proof *p, size_t at)
{
    const jr_merger *m = p->m;
    p->fine = false;
    for (size_t i = edit_before(m, at); i != SIZE_MAX; i--)
        if (m->edits[i].unit != JR_NO_UNIT) {
            p->bad[m->edits[i].unit] = true;
            return;
        }
    for (size_t i = 0; i < m->n_edits; i++)
        if (m->edits[i].unit != JR_NO_UNIT) {
            p->bad[m->edits[i].unit] = true;
            return;
        }
}

/* A unit of the source does not read as it should. */
static void blame_unit(struct proof *p, size_t unit)
{
    const jr_merger *m = p->m;
    if (p->strict && (!m->units[unit].changed || m->units[unit].lenient))
        return;
    if (m->units[unit].changed) {
        p->bad[unit] = true;
        p->fine = false;
        return;
    }
    size_t low = 0, high = m->n_edits; /* the last edit before it */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (m->edits[middle].begin <= m->units[unit].begin)
            low = middle + 1;
        else
            high = middle;
    }
    const size_t at = low ? m->edits[low - 1].at_end : m->units[unit].begin;
    blame(p, at);
}

/* ---- Texts ---- */

static bool same_text(jr_str a, jr_str b)
{
    return jr_str_eq(a, b);
}

/* Two codes do the same: what they are, where they lead, what they say. */
static bool same_code(const jr_piece *a, const jr_piece *b)
{
    if (!a->node || !b->node)
        return a->type == b->type && !a->node == !b->node;
    if (a->node->kind != b->node->kind)
        return false;
    switch ((int)a->node->kind) {
    case JR_LINK:
    case JR_IMAGE: return same_text(a->node->as.link.url, b->node->as.link.url);
    case JR_CODE: return same_text(a->node->as.text, b->node->as.text);
    case JR_SPAN: return same_text(a->node->as.box.name, b->node->as.box.name);
    case JR_RAW_INLINE: return same_text(a->node->as.raw.text, b->node->as.raw.text);
    case JR_INCLUDE_INLINE: return same_text(a->node->as.include.path, b->node->as.include.path);
    case JR_FOOTNOTE_REF: return same_text(a->node->as.note.label, b->node->as.note.label);
    }
    return true;
}

/* A pair with codes and no text in it is one code to the units pass: so it is here. */
static jr_merge_text collapse(jr_arena *arena, jr_merge_text text)
{
    jr_merge_item *items = jr_arena_array(arena, jr_merge_item, text.n);
    size_t *open = jr_arena_array(arena, size_t, text.n);
    size_t n = 0, depth = 0, last_text = SIZE_MAX; /* index of the last text among the items */
    for (size_t i = 0; i < text.n; i++) {
        const jr_merge_item *item = &text.items[i];
        if (item->kind == JR_PIECE_OPEN)
            open[depth++] = n;
        if (item->kind == JR_PIECE_TEXT)
            last_text = n;
        if (item->kind == JR_PIECE_CLOSE && depth > 0) {
            const size_t start = open[--depth];
            if (last_text == SIZE_MAX || last_text < start) {
                n = start + 1;
                items[start].kind = JR_PIECE_CODE;
                continue;
            }
        }
        items[n++] = *item;
    }
    return (jr_merge_text){items, n};
}

/* A word that the page's front matter protects: a code in the source, and text where it has become part of another. */
static bool is_bare_term(const jr_merge_item *item, const jr_merge_codes *codes)
{
    if (item->kind != JR_PIECE_CODE)
        return false;
    const jr_piece *piece = codes->open[item->number];
    return piece->type == JR_CODE_TERM && !piece->node;
}

/* The text with such words as text, and text beside text joined. */
static jr_merge_text join_terms(jr_arena *arena, jr_merge_text text, const jr_merge_codes *codes)
{
    bool any = false;
    for (size_t i = 0; i < text.n && !any; i++)
        any = is_bare_term(&text.items[i], codes);
    if (!any)
        return text;
    jr_merge_item *items = jr_arena_array(arena, jr_merge_item, text.n);
    size_t n = 0;
    jr_buf joined = {0};
    for (size_t i = 0; i < text.n; i++) {
        const jr_merge_item *item = &text.items[i];
        const bool term = is_bare_term(item, codes);
        if (!term && item->kind != JR_PIECE_TEXT) {
            items[n++] = *item;
            continue;
        }
        jr_put(&joined, term ? codes->open[item->number]->equiv : item->text);
        const jr_merge_item *next = i + 1 < text.n ? &text.items[i + 1] : NULL;
        if (next && (next->kind == JR_PIECE_TEXT || is_bare_term(next, codes)))
            continue;
        items[n++] = (jr_merge_item){.kind = JR_PIECE_TEXT, .text = jr_arena_copy(arena, jr_buf_str(&joined))};
        joined.n = 0;
    }
    jr_buf_free(&joined);
    return (jr_merge_text){items, n};
}

/* A code that says nothing where it stands at either end of a text: the units pass leaves it outside. */
static bool is_idle(const jr_merge_item *item, const jr_merge_codes *codes)
{
    const jr_piece *piece = item->kind == JR_PIECE_CODE ? codes->open[item->number] : NULL;
    return piece && piece->node && !piece->node->first && piece->n_subs == 0 &&
           (piece->node->kind == JR_RAW_INLINE || piece->node->kind == JR_SPAN || piece->node->kind == JR_LINE_BREAK);
}

static jr_merge_text strip(jr_merge_text text, const jr_merge_codes *codes)
{
    while (text.n && is_idle(&text.items[0], codes))
        text = (jr_merge_text){text.items + 1, text.n - 1};
    while (text.n && is_idle(&text.items[text.n - 1], codes))
        text.n--;
    return text;
}

static bool same_units(struct proof *p, size_t source, size_t found);

static bool same_subs(struct proof *p, const jr_piece *a, const jr_piece *b)
{
    const jr_merger *m = p->m;
    size_t j = b->first_sub, end = b->first_sub + b->n_subs;
    for (size_t i = a->first_sub; i < a->first_sub + a->n_subs; i++) {
        p->seen[i] = true;
        if (j < end && p->units.items[j].kind == m->job->units->items[i].kind) {
            if (!same_units(p, i, j))
                blame_unit(p, i);
            j++;
        } else if (m->units[i].worded) {
            blame_unit(p, i);
        }
    }
    return j == end;
}

static bool same_items(struct proof *p, jr_merge_text a, const jr_merge_codes *a_codes, jr_merge_text b,
                       const jr_merge_codes *b_codes)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        const jr_merge_item *x = &a.items[i], *y = &b.items[i];
        if (x->kind != y->kind || !same_text(x->text, y->text))
            return false;
        if (x->kind == JR_PIECE_TEXT || x->kind == JR_PIECE_CLOSE)
            continue;
        const jr_piece *code = a_codes->open[x->number], *other = b_codes->open[y->number];
        if (!same_code(code, other) || !same_subs(p, code, other))
            return false;
    }
    return true;
}

/* Most units say it in one text, and to the letter. */
static bool is_to_the_letter(const jr_merger *m, const jr_merge_unit *state, const jr_unit *found)
{
    return state->changed && !m->job->learn && state->text.n == 1 && found->n_pieces == 1 &&
           state->text.items[0].kind == JR_PIECE_TEXT && found->pieces[0].kind == JR_PIECE_TEXT &&
           same_text(state->text.items[0].text, found->pieces[0].text);
}

/* Unit `found` of the page says what unit `source` is to say. */
static bool same_units(struct proof *p, size_t source, size_t found)
{
    const jr_unit *unit = &p->m->job->units->items[source], *other = &p->units.items[found];
    const jr_merge_unit *state = &p->m->units[source];
    if (p->strict && (!state->changed || state->lenient))
        return true;
    if (unit->kind != other->kind)
        return false;
    if (is_to_the_letter(p->m, state, other))
        return true;
    const jr_merge_codes b_codes = jr_merge_codes_of(p->m->scratch, other);
    jr_merge_text a = state->text, b = jr_merge_source(p->m->scratch, other, NULL);
    jr_merge_codes a_codes = state->codes;
    if (!state->changed) {
        a_codes = jr_merge_codes_of(p->m->scratch, unit);
        a = jr_merge_source(p->m->scratch, unit, NULL);
    } else {
        const jr_spacing spacing = p->m->job->learn ? JR_SPACING_SEEN : JR_SPACING_NORMAL;
        b = jr_merge_normal(p->m->scratch, &b_codes, b, spacing);
        if (p->m->job->learn)
            a = jr_merge_normal(p->m->scratch, &a_codes, a, spacing);
        a = strip(collapse(p->m->scratch, join_terms(p->m->scratch, a, &a_codes)), &a_codes);
        b = collapse(p->m->scratch, join_terms(p->m->scratch, b, &b_codes));
    }
    return same_items(p, a, &a_codes, b, &b_codes);
}

/* ---- Units ---- */

static int by_number(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The top-level units of the body by their place in the source. */
static void sort_units(struct proof *p)
{
    const jr_units *units = p->m->job->units;
    uint64_t *keys = jr_arena_array(p->arena, uint64_t, units->n);
    for (size_t i = 0; i < units->n; i++)
        if (!units->items[i].meta && units->items[i].parent == JR_NO_UNIT)
            keys[p->n_order++] = (uint64_t)p->m->units[i].begin << 32 | i;
    if (p->n_order)
        qsort(keys, p->n_order, sizeof *keys, by_number);
    p->order = jr_arena_array(p->arena, size_t, units->n);
    for (size_t i = 0; i < p->n_order; i++)
        p->order[i] = (size_t)(keys[i] & UINT32_MAX);
}

/* The unit of the source that covers a place of it, or JR_NO_UNIT. */
static size_t unit_at(const struct proof *p, size_t at)
{
    size_t low = 0, high = p->n_order;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (p->m->units[p->order[middle]].begin <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low && at < p->m->units[p->order[low - 1]].end ? p->order[low - 1] : JR_NO_UNIT;
}

static size_t meta_unit(const struct proof *p, jr_str name)
{
    const jr_units *units = p->m->job->units;
    for (size_t i = 0; i < units->n && units->items[i].meta; i++)
        if (jr_str_eq(units->items[i].name, name))
            return i;
    return JR_NO_UNIT;
}

static void prove_units(struct proof *p)
{
    const jr_units *units = p->m->job->units;
    for (size_t i = 0; i < p->units.n; i++) {
        const jr_unit *found = &p->units.items[i];
        if (found->parent != JR_NO_UNIT)
            continue;
        const size_t source =
            found->meta ? meta_unit(p, found->name) : unit_at(p, source_place(p->m, found->span.begin));
        if (source == JR_NO_UNIT || p->seen[source]) {
            blame(p, found->span.begin);
            continue;
        }
        p->seen[source] = true;
        jr_arena_reset(p->m->scratch);
        if (!same_units(p, source, i))
            blame_unit(p, source);
    }
    for (size_t i = 0; i < units->n; i++)
        if (!p->seen[i] && units->items[i].parent == JR_NO_UNIT && p->m->units[i].worded)
            blame_unit(p, i);
}

/* ---- Blocks ---- */

static jr_str bytes_of(const jr_doc *doc, const jr_node *node)
{
    return jr_str_sub(doc->source, node->span.begin, node->span.end);
}

/* Lines of other files (":::code source=") need not have been read again: the same order for them will do. */
static bool same_code_block(const struct proof *p, const jr_node *a, const jr_node *b)
{
    return same_text(a->as.code.text, b->as.code.text) || jr_str_eq(bytes_of(p->m->job->doc, a), bytes_of(p->doc, b));
}

static bool same_block(const struct proof *p, const jr_node *a, const jr_node *b)
{
    /* Whether the texts of a list are PLAIN, its `tight` says; and what looks like a tag and is none is HTML in the
       source and a paragraph where it is translated. */
    if (a->kind == JR_PLAIN && b->kind == JR_PARAGRAPH)
        return true;
    if (a->kind != b->kind)
        return false;
    switch ((int)a->kind) {
    case JR_HEADING: return a->as.heading.level == b->as.heading.level;
    case JR_LIST:
        return a->as.list.ordered == b->as.list.ordered && a->as.list.tight == b->as.list.tight &&
               a->as.list.start == b->as.list.start;
    case JR_ITEM: return a->as.item.task == b->as.item.task;
    case JR_CODE_BLOCK: return p->m->job->unit_opts->code_comments || same_code_block(p, a, b);
    case JR_RAW_BLOCK: return same_text(a->as.raw.text, b->as.raw.text);
    case JR_TABLE: return a->as.table.columns == b->as.table.columns;
    case JR_ALERT: return a->as.alert.type == b->as.alert.type;
    case JR_VIDEO: return same_text(a->as.link.url, b->as.link.url);
    case JR_INCLUDE: return same_text(a->as.include.path, b->as.include.path);
    }
    return true;
}

static void prove_blocks(struct proof *p, const jr_node *source, const jr_node *found)
{
    if (!source || !found) {
        if (source || found)
            blame(p, found ? found->span.begin : 0);
        return;
    }
    jr_walk a = jr_walk_start(source), b = jr_walk_start(found);
    for (;;) {
        const bool more = jr_walk_next_block(&a), others = jr_walk_next_block(&b);
        if (!more && !others)
            return;
        if (more != others || a.entering != b.entering || (a.entering && !same_block(p, a.node, b.node))) {
            blame(p, others ? b.node->span.begin : p->doc->source.n);
            return;
        }
        if (a.entering && a.node->kind == JR_INCLUDE) { /* what another file holds is none of the page's text */
            jr_walk_skip(&a);
            jr_walk_skip(&b);
        }
    }
}

/* ---- All ---- */

static void raise_all(struct proof *p)
{
    for (size_t i = 0; i < p->m->job->units->n; i++)
        p->bad[i] = p->m->units[i].changed;
    p->fine = false;
}

/* What no spelling gets across to strict readers was lost on them in the source already ("中****。" of a page that was
   localized before): the dialect's reading will do. */
static void raise_strict(jr_merger *m, size_t unit)
{
    jr_merge_unit *state = &m->units[unit];
    if (!state->changed)
        return;
    state->lenient = state->level + 1 >= JR_ESCAPE_COUNT;
    state->level = state->lenient ? JR_ESCAPE_FEWEST : state->level + 1;
}

/* *ret_two_ways: strict readers see other emphasis in it. */
static bool prove(jr_merger *m, jr_str page, bool strict, bool *ret_two_ways)
{
    struct proof p = {.m = m, .arena = m->job->proof, .fine = true, .strict = strict};
    jr_doc *doc;
    jr_arena_reset(p.arena);
    p.seen = jr_arena_array(p.arena, bool, m->job->units->n);
    p.bad = jr_arena_array(p.arena, bool, m->job->units->n);
    if (m->job->read(m->job->user, page, strict, p.arena, &doc)) {
        p.doc = doc;
        *ret_two_ways = doc->cjk_emphasis;
        jr_unit_opts opts = *m->job->unit_opts;
        opts.bare = opts.brief = true;
        jr_units_find(doc, &opts, p.arena, NULL, &p.units);
        sort_units(&p);
        prove_units(&p);
        if (!strict) {
            prove_blocks(&p, m->job->doc->root, doc->root);
            prove_blocks(&p, m->job->doc->notes, doc->notes);
        }
    } else {
        raise_all(&p);
    }
    for (size_t i = 0; i < m->job->units->n; i++)
        if (p.bad[i] && strict)
            raise_strict(m, i);
        else if (p.bad[i])
            jr_merge_raise(m, i);
    return p.fine;
}

bool jr_merge_prove(jr_merger *m, jr_str page)
{
    bool two_ways = false;
    return prove(m, page, false, &two_ways) && (!two_ways || prove(m, page, true, &two_ways));
}
