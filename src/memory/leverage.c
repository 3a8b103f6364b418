/* SPDX-License-Identifier: MIT */
#include "leverage.h"

#include "leverage_codes.h"

/* ---- One text ---- */

/* White space at the ends is the text's own; none goes behind Chinese or Japanese. */
static jr_inlines with_own_space(const jr_segment *segment, const jr_inlines *target, jr_arena *arena)
{
    jr_inline *items = jr_arena_array(arena, jr_inline, target->n + 2);
    size_t n = 0;
    const jr_piece *first = &segment->pieces[0], *last = &segment->pieces[segment->n_pieces - 1];
    const jr_inline space = {.kind = JR_PIECE_TEXT, .pair = JR_NO_PAIR, .text = JR_STR_INIT(" ")};
    const bool front = first->kind == JR_PIECE_TEXT && jr_is_space(first->text.p[0]);
    const bool back = last->kind == JR_PIECE_TEXT && jr_is_space(last->text.p[last->text.n - 1]);
    if (front)
        items[n++] = space;
    uint32_t end = 0;
    for (size_t i = 0; i < target->n; i++) {
        jr_inline in = target->items[i];
        if (in.pair != JR_NO_PAIR)
            in.pair += front;
        if (in.kind == JR_PIECE_TEXT) {
            while (i == 0 && in.text.n && jr_is_space(in.text.p[0]))
                in.text = jr_str_sub(in.text, 1, in.text.n);
            while (i + 1 == target->n && in.text.n && jr_is_space(in.text.p[in.text.n - 1]))
                in.text.n--;
            for (size_t at = 0; at < in.text.n;)
                end = jr_utf8_next(in.text, &at);
        }
        items[n++] = in;
    }
    if (back && !jr_is_cjk(end))
        items[n++] = space;
    return (jr_inlines){items, n};
}

static bool is_wanted(const jr_leverage *l, const jr_match *match)
{
    return match->score == 100 && !match->pair->unsure &&
           (l->pretranslate == JR_PRETRANSLATE_EXACT ||
            (l->pretranslate == JR_PRETRANSLATE_CONTEXT && match->in_context));
}

/* What is offered of a text, the best first. */
typedef struct offer {
    const jr_leverage *l;
    const jr_segment *segment;
    jr_arena *arena;
    jr_match *items;
    size_t n;
    jr_proposal *proposal;
} offer;

static bool same_text(const jr_inlines *a, const jr_inlines *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = a->items[i].kind == b->items[i].kind && a->items[i].number == b->items[i].number &&
               jr_str_eq(a->items[i].text, b->items[i].text);
    return same;
}

/* Offers a match, unless its translation is offered already, and fills the text in where it may. */
static void take_match(offer *o, const jr_match *match)
{
    for (size_t i = 0; i < o->n; i++)
        if (same_text(&o->items[i].pair->target, &match->pair->target) && o->items[i].score >= match->score)
            return;
    if (o->n < o->l->most)
        o->items[o->n++] = *match;
    if (o->proposal->filled || !is_wanted(o->l, match) || !jr_leverage_fits(o->segment, &match->pair->target, o->arena))
        return;
    o->proposal->filled = true;
    o->proposal->target = with_own_space(o->segment, &match->pair->target, o->arena);
    o->proposal->state = match->in_context ? match->pair->state : JR_STATE_TRANSLATED;
}

/* No translation of the same text that is still to come could be taken. */
static bool is_served(const offer *o, const jr_match *next)
{
    return o->n == o->l->most &&
           (o->proposal->filled || o->l->pretranslate == JR_PRETRANSLATE_NONE ||
            (o->l->pretranslate == JR_PRETRANSLATE_CONTEXT && !next->in_context));
}

/* The translations of the same text: first those whose codes stand for the same as well. */
static void take_exact(offer *o, const jr_matches *found)
{
    const uint32_t lowered = 99;
    const jr_match **rest = jr_arena_array(o->arena, const jr_match *, o->l->most);
    size_t n = 0;
    bool agree;
    for (size_t i = 0; i < found->n && !is_served(o, &found->items[i]); i++) {
        jr_match match = found->items[i];
        jr_leverage_codes(o->segment, match.pair, true, o->l->scratch, &agree);
        if (agree) {
            match.pair = jr_leverage_codes(o->segment, match.pair, true, o->arena, &agree);
            take_match(o, &match);
        } else if (n < o->l->most) {
            rest[n++] = &found->items[i];
        }
    }
    for (size_t i = 0; i < n && o->l->least <= lowered; i++) {
        const jr_pair *pair = jr_leverage_codes(o->segment, rest[i]->pair, true, o->arena, &agree);
        take_match(o, &(jr_match){pair, lowered, false});
    }
}

/* Looks a text up; `before` and `behind` are keys. */
static void look_up(const jr_leverage *l, const jr_segment *segment, jr_str before, jr_str behind, jr_arena *arena,
                    jr_proposal *proposal)
{
    enum { MANY = 256 }; /* of them one may have the codes of the text */
    const jr_str key = jr_memory_key_of(segment->pieces, segment->n_pieces, arena);
    offer o = {l, segment, arena, jr_arena_array(arena, jr_match, l->most), 0, proposal};
    /* Of hundreds of translations few are taken. */
    jr_arena_reset(l->scratch);
    jr_matches found;
    jr_memory_find(l->memory, key, before, behind, 100, MANY, l->scratch, &found);
    const size_t n_exact = found.n;
    take_exact(&o, &found);
    if (o.n < l->most && l->least < 100) {
        jr_memory_find(l->memory, key, before, behind, l->least, n_exact + l->most, l->scratch, &found);
        for (size_t i = n_exact; i < found.n; i++) {
            jr_match match = found.items[i];
            bool agree;
            match.pair = jr_leverage_codes(segment, match.pair, false, arena, &agree);
            take_match(&o, &match);
        }
    }
    proposal->matches = (jr_matches){o.items, o.n};
}

bool jr_leverage_fill(const jr_segment *segment, const jr_pair *pair, jr_arena *arena, jr_proposal *proposal)
{
    bool agree;
    pair = jr_leverage_codes(segment, pair, true, arena, &agree);
    if (!agree || !jr_leverage_fits(segment, &pair->target, arena))
        return false;
    proposal->filled = true;
    proposal->target = with_own_space(segment, &pair->target, arena);
    proposal->state = pair->state;
    return true;
}

/* ---- A unit ---- */

static jr_str key_of(const jr_segment *segment, jr_arena *arena)
{
    return jr_memory_key_of(segment->pieces, segment->n_pieces, arena);
}

static void read_page(jr_leverage *l, const jr_units *units, jr_arena *arena)
{
    jr_str *keys = jr_arena_array(arena, jr_str, units->n + 2); /* the first and the last are empty */
    for (size_t i = 0; i < units->n; i++)
        keys[i + 1] = jr_memory_key_of(units->items[i].pieces, units->items[i].n_pieces, arena);
    l->keys = keys + 1;
    l->units = units->items;
}

/* The text of the page, or of the unit, before or behind a segment: a sentence of the unit, else the unit next to it.
 */
static jr_str neighbour(const jr_leverage *l, size_t unit, const jr_segments *segments, size_t at, bool before,
                        jr_arena *arena)
{
    while (before ? at-- > 0 : ++at < segments->n)
        if (!segments->items[at].ignorable)
            return key_of(&segments->items[at], arena);
    return before ? *(l->keys + unit - 1) : l->keys[unit + 1];
}

static void propose_segment(const jr_leverage *l, size_t unit, const jr_segments *segments, size_t at, jr_arena *arena,
                            jr_proposal *proposal)
{
    const jr_segment *segment = &segments->items[at];
    if (!segment->ignorable && segment->n_pieces > 0)
        look_up(l, segment, neighbour(l, unit, segments, at, true, arena),
                neighbour(l, unit, segments, at, false, arena), arena, proposal);
}

/* A unit of several sentences that the memory knows as a whole: as one, unless it knows each sentence as well. */
static bool propose_whole(const jr_leverage *l, const jr_unit *unit, size_t index, const jr_proposals *sentences,
                          jr_arena *arena, jr_proposals *ret_proposals)
{
    bool known = true;
    for (size_t i = 0; i < sentences->segments.n; i++)
        known &= sentences->segments.items[i].ignorable ||
                 (sentences->items[i].matches.n && sentences->items[i].matches.items[0].score == 100);
    jr_segment *segment = jr_arena_new(arena, jr_segment);
    jr_proposal *proposal = jr_arena_new(arena, jr_proposal);
    *segment = (jr_segment){unit->pieces, unit->n_pieces, false};
    const jr_segments whole = {segment, 1};
    propose_segment(l, index, &whole, 0, arena, proposal);
    const jr_match *best = proposal->matches.n ? &proposal->matches.items[0] : NULL;
    if (!best || best->score < 100 || (known && !best->in_context))
        return false;
    *ret_proposals = (jr_proposals){whole, proposal};
    return true;
}

static void propose(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals)
{
    jr_leverage *l = user;
    if (unit == 0 || l->units != units->items)
        read_page(l, units, arena);
    if (!l->scratch)
        l->scratch = jr_arena_create();
    jr_proposal *items = jr_arena_array(arena, jr_proposal, segments->n);
    for (size_t i = 0; i < segments->n; i++)
        propose_segment(l, unit, segments, i, arena, &items[i]);
    const jr_proposals each = {*segments, items};
    if (segments->n == 1 || !propose_whole(l, &units->items[unit], unit, &each, arena, ret_proposals))
        *ret_proposals = each;
}

jr_proposer jr_leverage_proposer(jr_leverage *leverage)
{
    return (jr_proposer){.propose = propose, .user = leverage};
}

void jr_leverage_end(jr_leverage *leverage)
{
    jr_arena_destroy(leverage->scratch);
    leverage->scratch = NULL;
}
