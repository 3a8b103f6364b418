/* SPDX-License-Identifier: MIT */
#include "align.h"

#include "align/align.h"

struct jr_aligner {
    const jr_align_pages *pages;
    jr_page page; /* the localized one */
    jr_arena *arena;
    const jr_units *units; /* those of the source that `matches` are of */
    jr_unit_match *matches;
};

bool jr_aligner_open(const jr_align_pages *pages, jr_arena *arena, jr_diag *diag, jr_aligner **ret_aligner)
{
    jr_aligner *a = jr_arena_new(arena, jr_aligner);
    *a = (jr_aligner){.pages = pages, .arena = arena};
    if (!jr_page_of(pages->path, pages->target, pages->opts, arena, diag, &a->page))
        return false;
    *ret_aligner = a;
    return true;
}

static void match_units(jr_aligner *a, const jr_units *units)
{
    if (a->units == units)
        return;
    a->units = units;
    a->matches = jr_arena_array(a->arena, jr_unit_match, units->n);
    jr_align_units(units, &a->page.units, a->arena, a->matches);
}

/* The sentences of a unit beside those of its translation. */
static jr_beads beads_of(jr_aligner *a, size_t unit, const jr_segments *segments, bool whole, jr_arena *arena)
{
    const jr_unit_match *match = &a->matches[unit];
    jr_beads beads = {0};
    jr_segments there;
    if (match->target == JR_NO_UNIT)
        return beads;
    jr_segment_unit(a->pages->target_segmenter, &a->page.units.items[match->target], arena, &there);
    jr_align_segments(segments, &there, whole, whole ? &a->page.doc->source : NULL, arena, &beads);
    return beads;
}

static void propose(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals)
{
    jr_aligner *a = user;
    match_units(a, units);
    const bool one_language = a->pages->sxs && units->items[unit].kind == JR_UNIT_META;
    const jr_beads beads = one_language ? (jr_beads){0} : beads_of(a, unit, segments, true, arena);
    jr_segment *joined = jr_arena_array(arena, jr_segment, segments->n);
    jr_proposal *items = jr_arena_array(arena, jr_proposal, segments->n);
    const size_t match = a->matches[unit].target;
    const jr_unit *here = &units->items[unit], *there = match == JR_NO_UNIT ? NULL : &a->page.units.items[match];
    size_t n = 0, at = 0;
    for (size_t i = 0; i < beads.n; i++) {
        const jr_bead *bead = &beads.items[i];
        if (bead->n_sources == 0 || bead->n_targets == 0)
            continue;
        while (at < bead->source) /* white space between two */
            joined[n++] = segments->items[at++];
        jr_inlines target = bead->pair.target;
        if (i == 0)
            jr_align_edges(a->pages->source, here, a->page.doc->source, there, false, &target, arena);
        if (i + 1 == beads.n)
            jr_align_edges(a->pages->source, here, a->page.doc->source, there, true, &target, arena);
        joined[n] = bead->text;
        items[n].filled = true;
        items[n].target = target;
        items[n++].state = bead->pair.unsure || a->matches[unit].unsure ? JR_STATE_TRANSLATED : JR_STATE_FINAL;
        at += bead->n_sources;
    }
    while (at < segments->n)
        joined[n++] = segments->items[at++];
    *ret_proposals = (jr_proposals){{joined, n}, items};
}

jr_proposer jr_aligner_proposer(jr_aligner *aligner)
{
    return (jr_proposer){.propose = propose, .user = aligner};
}

/* ---- Pairs ---- */

typedef struct pairing {
    jr_aligner *a;
    jr_arena *arena;
    jr_str *keys; /* of all units of the page, with an empty one before and behind them */
    jr_align_take *take;
    void *user;
} pairing;

static bool says_something(const jr_inlines *text)
{
    for (size_t i = 0; i < text->n; i++)
        if (text->items[i].kind == JR_PIECE_TEXT && jr_str_trim(text->items[i].text).n)
            return true;
    return false;
}

/* The text next to a segment: a sentence of its unit, else the unit next to it, as the export sees it. */
static jr_str neighbour(const pairing *p, size_t unit, const jr_segments *segments, size_t at, bool before)
{
    while (before ? at-- > 0 : ++at < segments->n)
        if (!segments->items[at].ignorable)
            return jr_memory_key_of(segments->items[at].pieces, segments->items[at].n_pieces, p->arena);
    return before ? p->keys[unit] : p->keys[unit + 2];
}

/* Gives the pair of the n segments of a unit from `first` on. */
static void give(const pairing *p, size_t unit, const jr_segments *segments, size_t first, size_t n, jr_pair *pair)
{
    if (!says_something(&pair->source) || !says_something(&pair->target))
        return;
    pair->before = neighbour(p, unit, segments, first, true);
    pair->behind = neighbour(p, unit, segments, first + n - 1, false);
    pair->unit = p->a->units->items[unit].id;
    pair->state = pair->unsure ? JR_STATE_TRANSLATED : JR_STATE_FINAL;
    p->take(p->user, pair);
}

/* The sentences that a bilingual page marks; its front matter is in one language alone. */
static void pair_marked(const pairing *p, size_t unit)
{
    const jr_align_pages *pages = p->a->pages;
    const size_t match = p->a->matches[unit].target;
    jr_segments here, there;
    size_t first, other;
    if (match == JR_NO_UNIT)
        return;
    jr_sxs_cut(pages->sxs, false, pages->source, &p->a->units->items[unit], p->arena, &here, &first);
    jr_sxs_cut(pages->sxs, true, pages->target, &p->a->page.units.items[match], p->arena, &there, &other);
    for (size_t i = 0; i < here.n; i++) {
        jr_pair pair;
        if (first + i < other || first + i - other >= there.n)
            continue;
        jr_align_pair(&here.items[i], &there.items[first + i - other], p->arena, &pair);
        give(p, unit, &here, i, 1, &pair);
    }
}

static void pair_unit(const pairing *p, size_t unit)
{
    jr_segments segments;
    jr_segment_unit(p->a->pages->source_segmenter, &p->a->units->items[unit], p->arena, &segments);
    const jr_beads beads = beads_of(p->a, unit, &segments, false, p->arena);
    for (size_t i = 0; i < beads.n; i++) {
        const jr_bead *bead = &beads.items[i];
        jr_pair pair = bead->pair;
        pair.unsure = pair.unsure || p->a->matches[unit].unsure;
        if (bead->n_sources && bead->n_targets)
            give(p, unit, &segments, bead->source, bead->n_sources, &pair);
    }
}

void jr_aligner_pairs(jr_aligner *aligner, const jr_units *units, jr_arena *arena, jr_align_take *take, void *user)
{
    pairing p = {.a = aligner, .arena = arena, .take = take, .user = user};
    p.keys = jr_arena_array(arena, jr_str, units->n + 2);
    for (size_t i = 0; i < units->n; i++)
        p.keys[i + 1] = jr_memory_key_of(units->items[i].pieces, units->items[i].n_pieces, arena);
    match_units(aligner, units);
    for (size_t i = 0; i < units->n; i++) {
        if (aligner->pages->sxs)
            pair_marked(&p, i);
        else
            pair_unit(&p, i);
    }
}
