/* SPDX-License-Identifier: MIT */
#include "align.h"

#include "pass/align.h"
#include "pass/unit_parts.h"

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

/* A pair, and the segments of the page that it is of. */
typedef struct found_pair {
    jr_pair pair;
    size_t first, last;
} found_pair;

typedef struct pairing {
    jr_aligner *a;
    jr_arena *arena;
    found_pair *pairs;
    size_t n, cap;
    jr_str *keys; /* of the segments of the page so far, in their order */
    size_t n_keys, cap_keys;
} pairing;

static bool says_something(const jr_inlines *text)
{
    for (size_t i = 0; i < text->n; i++)
        if (text->items[i].kind == JR_PIECE_TEXT && jr_str_trim(text->items[i].text).n)
            return true;
    return false;
}

static void add_key(pairing *p, const jr_segment *segment)
{
    JR_GROW(p->arena, p->keys, p->n_keys, p->cap_keys);
    p->keys[p->n_keys++] = jr_memory_key_of(segment->pieces, segment->n_pieces, p->arena);
}

static void add_pair(pairing *p, size_t unit, const jr_pair *pair, size_t first, size_t n)
{
    if (!says_something(&pair->source) || !says_something(&pair->target))
        return;
    JR_GROW(p->arena, p->pairs, p->n, p->cap);
    found_pair *found = &p->pairs[p->n++];
    *found = (found_pair){*pair, first, first + n - 1};
    found->pair.unit = p->a->units->items[unit].id;
    found->pair.state = pair->unsure ? JR_STATE_TRANSLATED : JR_STATE_FINAL;
}

/* The sentences that a bilingual page marks; false: it is no such page. Its front matter is in one language alone. */
static bool pair_marked(pairing *p, size_t unit)
{
    const jr_align_pages *pages = p->a->pages;
    const size_t match = p->a->matches[unit].target;
    jr_segments here, there = {0};
    size_t first, other = 0;
    if (!pages->sxs)
        return false;
    jr_sxs_cut(pages->sxs, false, pages->source, &p->a->units->items[unit], p->arena, &here, &first);
    if (match != JR_NO_UNIT)
        jr_sxs_cut(pages->sxs, true, pages->target, &p->a->page.units.items[match], p->arena, &there, &other);
    for (size_t i = 0; i < here.n; i++) {
        jr_pair pair;
        add_key(p, &here.items[i]);
        if (first + i < other || first + i - other >= there.n)
            continue;
        jr_align_pair(&here.items[i], &there.items[first + i - other], p->arena, &pair);
        add_pair(p, unit, &pair, p->n_keys - 1, 1);
    }
    return true;
}

static void pair_unit(pairing *p, size_t unit)
{
    jr_segments segments;
    if (pair_marked(p, unit))
        return;
    jr_segment_unit(p->a->pages->source_segmenter, &p->a->units->items[unit], p->arena, &segments);
    const jr_beads beads = beads_of(p->a, unit, &segments, false, p->arena);
    size_t *key_of = jr_arena_array(p->arena, size_t, segments.n);
    for (size_t i = 0; i < segments.n; i++) {
        key_of[i] = p->n_keys;
        if (!segments.items[i].ignorable)
            add_key(p, &segments.items[i]);
    }
    for (size_t i = 0; i < beads.n; i++) {
        const jr_bead *bead = &beads.items[i];
        jr_pair pair = bead->pair;
        pair.unsure = pair.unsure || p->a->matches[unit].unsure;
        if (bead->n_sources && bead->n_targets)
            add_pair(p, unit, &pair, key_of[bead->source],
                     key_of[bead->source + bead->n_sources - 1] - key_of[bead->source] + 1);
    }
}

void jr_aligner_pairs(jr_aligner *aligner, const jr_units *units, jr_arena *arena, jr_align_take *take, void *user)
{
    pairing p = {.a = aligner, .arena = arena};
    match_units(aligner, units);
    for (size_t i = 0; i < units->n; i++)
        pair_unit(&p, i);
    for (size_t i = 0; i < p.n; i++) {
        found_pair *found = &p.pairs[i];
        if (found->first > 0)
            found->pair.before = p.keys[found->first - 1];
        if (found->last + 1 < p.n_keys)
            found->pair.behind = p.keys[found->last + 1];
        take(user, &found->pair);
    }
}
