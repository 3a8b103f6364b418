/* SPDX-License-Identifier: MIT */
/* Sentences of two units that are translations of each other: by length (Gale and Church 1993), codes and numbers. */
#include "align_parts.h"

static const jr_bead_shape shapes[] = {{1, 1, 0.0}, {1, 0, 5.0}, {0, 1, 5.0}, {2, 1, 2.4}, {1, 2, 2.4}, {2, 2, 4.5}};

/* What a code or a number without a counterpart costs; the cost from which on a bead is not certain. */
static const double feature_cost = 1.5, doubtful = 6.0;

/* One unit: a sentence is one segment or, where spaces begin a unit, more. */
typedef struct side {
    const jr_segments *segments;
    size_t *first, *last; /* of each sentence: its segments, without the spaces behind */
    size_t n;
    jr_features *one, *two; /* of each sentence; of it and the next */
} side;

typedef struct sentences {
    side source, target;
    double ratio;       /* characters of the translation for one of the source */
    const jr_str *page; /* of the target, or NULL */
} sentences;

static side side_of(const jr_segments *segments, jr_arena *arena)
{
    side s = {.segments = segments};
    s.first = jr_arena_array(arena, size_t, segments->n);
    s.last = jr_arena_array(arena, size_t, segments->n);
    s.one = jr_arena_array(arena, jr_features, segments->n);
    s.two = jr_arena_array(arena, jr_features, segments->n);
    for (size_t i = 0; i < segments->n; i++) {
        const jr_segment *segment = &segments->items[i];
        if (segment->ignorable)
            continue;
        s.first[s.n] = s.last[s.n] = i;
        s.one[s.n++] = jr_features_of(segment->pieces, segment->n_pieces, arena);
    }
    for (size_t i = 0; i + 1 < s.n; i++)
        s.two[i] = jr_features_join(&s.one[i], 2, arena);
    return s;
}

static double length_of(const side *s)
{
    double length = 0;
    for (size_t i = 0; i < s->n; i++)
        length += (double)s->one[i].length;
    return length;
}

static const jr_features *features_of(const side *s, size_t i, size_t n)
{
    static const jr_features none = {0};
    return n == 0 ? &none : n == 1 ? &s->one[i] : &s->two[i];
}

static double cost(const void *user, size_t source, size_t target, const jr_bead_shape *shape)
{
    const sentences *all = user;
    const jr_features *a = features_of(&all->source, source, shape->n_sources);
    const jr_features *b = features_of(&all->target, target, shape->n_targets);
    const double differ = feature_cost * (double)jr_features_differ(a, b);
    if (shape->n_sources == 0 || shape->n_targets == 0)
        return differ;
    return differ + jr_length_cost((double)a->length, (double)b->length, all->ratio);
}

/* ---- Beads as runs of segments ---- */

static jr_segment join(const side *s, size_t i, size_t n, jr_arena *arena)
{
    jr_segment text = {0};
    if (n == 0)
        return text;
    const size_t first = s->first[i], last = s->last[i + n - 1];
    for (size_t k = first; k <= last; k++)
        text.n_pieces += s->segments->items[k].n_pieces;
    jr_piece *pieces = jr_arena_array(arena, jr_piece, text.n_pieces);
    size_t at = 0;
    for (size_t k = first; k <= last; k++) {
        const jr_segment *segment = &s->segments->items[k];
        if (segment->n_pieces)
            memcpy(pieces + at, segment->pieces, segment->n_pieces * sizeof *pieces);
        at += segment->n_pieces;
    }
    text.pieces = pieces;
    return text;
}

/* The texts of a bead, its codes matched. */
static void fill(const sentences *all, jr_bead *bead, jr_arena *arena)
{
    const jr_segment source = join(&all->source, bead->source, bead->n_sources, arena);
    const jr_segment target = join(&all->target, bead->target, bead->n_targets, arena);
    jr_code_match match;
    jr_align_codes(&source, &target, arena, &match);
    bead->text = source;
    bead->pair.source = jr_align_inlines(&source, NULL, NULL, arena);
    bead->pair.target = jr_align_inlines(&target, &match, all->page, arena);
    bead->pair.unsure = bead->pair.unsure || match.unsure;
}

/* Codes of one side that have no counterpart in their bead. */
typedef struct strays {
    jr_segment codes;
    size_t *beads; /* of each */
    size_t cap;
} strays;

static void add_stray(strays *s, const jr_piece *piece, size_t bead, jr_arena *arena)
{
    if (s->codes.n_pieces == s->cap) {
        const size_t cap = s->cap ? 2 * s->cap : 8;
        jr_piece *pieces = jr_arena_array(arena, jr_piece, cap);
        size_t *beads = jr_arena_array(arena, size_t, cap);
        if (s->cap) {
            memcpy(pieces, s->codes.pieces, s->cap * sizeof *pieces);
            memcpy(beads, s->beads, s->cap * sizeof *beads);
        }
        s->codes.pieces = pieces;
        s->beads = beads;
        s->cap = cap;
    }
    s->beads[s->codes.n_pieces] = bead;
    jr_piece *own = (jr_piece *)&s->codes.pieces[s->codes.n_pieces];
    *own = *piece;
    own->kind = JR_PIECE_CODE;
    own->number = (uint32_t)++s->codes.n_pieces;
}
static void find_strays(const sentences *all, const jr_bead *bead, size_t index, strays *source, strays *target,
                        jr_arena *arena)
{
    const jr_segment a = join(&all->source, bead->source, bead->n_sources, arena);
    const jr_segment b = join(&all->target, bead->target, bead->n_targets, arena);
    jr_code_match match;
    jr_align_codes(&a, &b, arena, &match);
    for (size_t i = 0; i < a.n_pieces; i++) {
        const jr_piece *piece = &a.pieces[i];
        const bool begins = piece->kind == JR_PIECE_OPEN || piece->kind == JR_PIECE_CODE;
        if (begins && jr_code_number(&match.target_of, piece->number) == 0)
            add_stray(source, piece, index, arena);
    }
    for (size_t i = 0; i < b.n_pieces; i++) {
        const jr_piece *piece = &b.pieces[i];
        const bool begins = piece->kind == JR_PIECE_OPEN || piece->kind == JR_PIECE_CODE;
        if (begins && jr_code_number(&match.source_of, piece->number) == 0)
            add_stray(target, piece, index, arena);
    }
}

/* Joins beads between which a code was moved: `end_of[i]` is the last bead that bead i has to be joined with. */
static void join_beads(jr_beads *beads, const size_t *end_of, jr_arena *arena)
{
    jr_bead *items = jr_arena_array(arena, jr_bead, beads->n);
    size_t n = 0;
    for (size_t i = 0; i < beads->n;) {
        size_t end = i;
        jr_bead bead = beads->items[i];
        for (size_t k = i; k <= end; k++) {
            end = end_of[k] > end ? end_of[k] : end;
            if (k == i)
                continue;
            bead.n_sources += beads->items[k].n_sources;
            bead.n_targets += beads->items[k].n_targets;
            bead.pair.unsure = bead.pair.unsure || beads->items[k].pair.unsure;
        }
        items[n++] = bead;
        i = end + 1;
    }
    *beads = (jr_beads){items, n};
}

/* Where a code of the translation stands in another bead than the one of the source that it is, the beads become one.
 */
static void heal(const sentences *all, jr_beads *beads, jr_arena *arena)
{
    strays source = {0}, target = {0};
    for (size_t i = 0; i < beads->n; i++)
        find_strays(all, &beads->items[i], i, &source, &target, arena);
    if (source.codes.n_pieces == 0 || target.codes.n_pieces == 0)
        return;
    size_t *end_of = jr_arena_array(arena, size_t, beads->n);
    jr_code_match match;
    jr_align_codes(&source.codes, &target.codes, arena, &match);
    for (uint32_t k = 1; k <= target.codes.n_pieces; k++) {
        const uint32_t number = jr_code_number(&match.source_of, k);
        if (number == 0)
            continue;
        const size_t a = source.beads[number - 1], b = target.beads[k - 1];
        const size_t first = a < b ? a : b, last = a < b ? b : a;
        end_of[first] = end_of[first] > last ? end_of[first] : last;
    }
    join_beads(beads, end_of, arena);
}

/* ---- Together ---- */

/* Sentences as the segments that they are. */
static void as_segments(const side *s, size_t *first, size_t *n)
{
    const size_t begin = *first;
    *first = begin < s->n ? s->first[begin] : s->segments->n;
    *n = *n ? s->last[begin + *n - 1] + 1 - *first : 0;
}

static bool is_doubtful(const sentences *all, const jr_bead *bead, jr_arena *arena)
{
    const jr_features a = jr_features_join(&all->source.one[bead->source], bead->n_sources, arena);
    const jr_features b = jr_features_join(&all->target.one[bead->target], bead->n_targets, arena);
    return feature_cost * (double)jr_features_differ(&a, &b) +
               jr_length_cost((double)a.length, (double)b.length, all->ratio) >
           doubtful;
}

/* Beads of which one side is empty are not certain, nor what is joined with them. */
static void join_empty(jr_beads *beads, bool whole, jr_arena *arena)
{
    size_t *end_of = jr_arena_array(arena, size_t, beads->n);
    jr_bead *items = jr_arena_array(arena, jr_bead, beads->n);
    for (size_t i = 0; i < beads->n; i++) {
        items[i] = beads->items[i];
        if (items[i].n_sources && items[i].n_targets)
            continue;
        items[i].pair.unsure = true;
        end_of[i ? i - 1 : 0] = i ? i : 1;
    }
    beads->items = items;
    if (whole && beads->n > 1)
        join_beads(beads, end_of, arena);
}

void jr_align_segments(const jr_segments *source, const jr_segments *target, bool whole, const jr_str *page,
                       jr_arena *arena, jr_beads *ret_beads)
{
    sentences all = {side_of(source, arena), side_of(target, arena), 1.0, page};
    const double a = length_of(&all.source), b = length_of(&all.target);
    all.ratio = a > 0 && b > 0 ? b / a : 1.0;
    const jr_bead_job job = {all.source.n, all.target.n, shapes, sizeof shapes / sizeof *shapes, cost, &all};
    jr_beads beads;
    jr_beads_find(&job, arena, &beads);
    if (beads.n > 1)
        heal(&all, &beads, arena);
    join_empty(&beads, whole, arena);
    jr_bead *items = jr_arena_array(arena, jr_bead, beads.n);
    for (size_t i = 0; i < beads.n; i++) {
        jr_bead *bead = &items[i];
        *bead = beads.items[i];
        if (beads.n > 1 && is_doubtful(&all, bead, arena))
            bead->pair.unsure = true;
        fill(&all, bead, arena);
        as_segments(&all.source, &bead->source, &bead->n_sources);
        as_segments(&all.target, &bead->target, &bead->n_targets);
    }
    *ret_beads = (jr_beads){items, beads.n};
}
