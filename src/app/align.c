/* SPDX-License-Identifier: MIT */
#include "align.h"

#include "pass/align.h"

struct jr_aligner {
    jr_str source; /* bytes of the page */
    jr_page page;  /* the localized one */
    jr_segmenter *segmenter;
    jr_arena *arena;
    const jr_units *units; /* those of the source that `matches` are of */
    jr_unit_match *matches;
};

bool jr_aligner_open(jr_str source, jr_str path, const jr_page_opts *opts, jr_segmenter *segmenter, jr_arena *arena, jr_diag *diag,
                     jr_aligner **ret_aligner)
{
    jr_aligner *a = jr_arena_new(arena, jr_aligner);
    *a = (jr_aligner){.source = source, .segmenter = segmenter, .arena = arena};
    if (!jr_page_open(path, opts, arena, diag, &a->page))
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
    jr_segment_unit(a->segmenter, &a->page.units.items[match->target], arena, &there);
    jr_align_segments(segments, &there, whole, whole ? &a->page.doc->source : NULL, arena, &beads);
    return beads;
}

static void propose(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals)
{
    jr_aligner *a = user;
    match_units(a, units);
    const jr_beads beads = beads_of(a, unit, segments, true, arena);
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
            jr_align_edges(a->source, here, a->page.doc->source, there, false, &target, arena);
        if (i + 1 == beads.n)
            jr_align_edges(a->source, here, a->page.doc->source, there, true, &target, arena);
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
