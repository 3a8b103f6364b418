/* SPDX-License-Identifier: MIT */
#include "delta.h"

/* ---- The page ---- */

static void start(void *user, const jr_doc *doc, jr_diag *diag)
{
    jr_delta *d = user;
    jr_counter_close(d->counter);
    *d = (jr_delta){.arena = d->arena,
                    .since = d->since,
                    .name = d->name,
                    .memory = d->memory,
                    .least = d->least,
                    .most = d->most,
                    .bytes = jr_arena_copy(d->arena, doc->source),
                    .same = true};
    const jr_memory *own = jr_since_memory(d->since);
    d->leverage = (jr_leverage){.memory = own ? own : d->memory,
                                .least = own ? d->least : 100,
                                .most = d->most,
                                .pretranslate = JR_PRETRANSLATE_EXACT};
    d->known = jr_leverage_proposer(&d->leverage);
    jr_counter_open(doc->lang, diag, &d->counter);
}

static void compare(jr_delta *d, const jr_units *units, jr_arena *arena)
{
    jr_since_page(d->since, d->name, d->bytes, units, arena, &d->past);
    d->changes = jr_arena_array(arena, jr_unit_change, units->n + 1);
    jr_delta_find(&d->past.page, units, arena, d->changes);
}

static void count(jr_delta *d, jr_change change, const jr_segment *text)
{
    if (d->counter)
        d->words[change] += jr_count_text(d->counter, text->pieces, text->n_pieces).words;
    d->same = d->same && change == JR_CHANGE_SAME;
    d->open = d->open || change == JR_CHANGE_NEW || change == JR_CHANGE_CHANGED;
}

static void count_gone(jr_delta *d)
{
    for (size_t i = 0; i < d->past.page.n; i++)
        if (!d->past.page.items[i].used)
            count(d, JR_CHANGE_DELETED, &d->past.page.items[i].segment);
}

/* ---- What the memory says ---- */

/* How much of a unit it knows. */
typedef struct knowledge {
    bool all;     /* every sentence has a translation */
    bool context; /* … that is of the same neighbours */
    bool any;     /* a match */
} knowledge;

static knowledge knowledge_of(const jr_proposals *known)
{
    knowledge k = {known->segments.n > 0, true, false};
    for (size_t i = 0; i < known->segments.n; i++) {
        const jr_proposal *p = &known->items[i];
        if (known->segments.items[i].ignorable)
            continue;
        k.all = k.all && p->filled;
        k.context = k.context && p->filled && p->matches.n && p->matches.items[0].in_context;
        k.any = k.any || p->matches.n;
    }
    return k;
}

/* What nobody is to touch; of what is filled, it is final. */
static void lock(jr_proposals *proposals, jr_arena *arena)
{
    jr_proposal *items = jr_arena_array(arena, jr_proposal, proposals->segments.n);
    for (size_t i = 0; i < proposals->segments.n; i++) {
        items[i] = proposals->items[i];
        items[i].locked = true;
        items[i].matches = (jr_matches){0};
        if (items[i].filled)
            items[i].state = JR_STATE_FINAL;
    }
    proposals->items = items;
}

static jr_proposals nothing_of(const jr_segments *segments, jr_arena *arena)
{
    return (jr_proposals){*segments, jr_arena_array(arena, jr_proposal, segments->n)};
}

/* ---- One unit ---- */

/* The translation that the very unit had. False: it cannot stand in the page. */
static bool take_old(const jr_unit_change *c, const jr_segment *text, jr_arena *arena, jr_proposals *ret_proposals)
{
    jr_proposal *proposal = jr_arena_new(arena, jr_proposal);
    jr_segment *whole = jr_arena_new(arena, jr_segment);
    *whole = *text;
    if (!jr_leverage_fill(text, &c->old->pair, arena, proposal))
        return false;
    *ret_proposals = (jr_proposals){{whole, 1}, proposal};
    if (!c->repeated)
        lock(ret_proposals, arena);
    else
        proposal->state = JR_STATE_TRANSLATED;
    return true;
}

static bool is_there(const jr_unit_change *c)
{
    return c->change == JR_CHANGE_SAME || c->change == JR_CHANGE_MOVED;
}

/* Beside translations: what the page did not have may stand in another, or in a memory. */
static jr_change answer_translated(jr_delta *d, const jr_unit_change *c, jr_arena *arena, jr_proposals *proposals)
{
    const knowledge k = knowledge_of(proposals);
    const bool pages = jr_since_has_pages(d->since);
    if (k.all) {
        if (c->old && c->change == JR_CHANGE_CHANGED)
            d->past.page.items[c->old - d->past.page.items].used = false;
        if (k.context)
            lock(proposals, arena);
        return k.context && !pages ? JR_CHANGE_SAME : JR_CHANGE_MOVED;
    }
    return c->old || (!pages && k.any) ? JR_CHANGE_CHANGED : JR_CHANGE_NEW;
}

/* Beside a commit: the translation is in the memory of the user, or nowhere. */
static jr_change answer_committed(const jr_delta *d, const jr_unit_change *c, const jr_segments *segments,
                                  jr_arena *arena, jr_proposals *proposals)
{
    if (is_there(c) && d->memory && knowledge_of(proposals).all) {
        lock(proposals, arena);
        return c->change;
    }
    /* The memory answers for itself, as the user wants it. */
    *proposals = nothing_of(segments, arena);
    if (!is_there(c))
        return c->change;
    if (d->memory || c->repeated)
        return JR_CHANGE_NEW; /* nobody has translated it */
    lock(proposals, arena);
    return c->change;
}

static void propose(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals)
{
    jr_delta *d = user;
    const jr_unit *u = &units->items[unit];
    const jr_segment text = {u->pieces, u->n_pieces, false};
    if (!d->changes)
        compare(d, units, arena);
    const jr_unit_change *c = &d->changes[unit];
    const bool translated = jr_since_memory(d->since);
    *ret_proposals = nothing_of(segments, arena);
    const bool taken = translated && is_there(c) && take_old(c, &text, arena, ret_proposals);
    if (!taken && d->leverage.memory && (translated || is_there(c)))
        d->known.propose(d->known.user, units, unit, segments, arena, ret_proposals);
    const jr_change change = taken        ? c->change
                             : translated ? answer_translated(d, c, arena, ret_proposals)
                                          : answer_committed(d, c, segments, arena, ret_proposals);
    count(d, change, &text);
    if (unit + 1 == units->n)
        count_gone(d);
}

jr_proposer jr_delta_proposer(jr_delta *delta)
{
    return (jr_proposer){.propose = propose, .user = delta, .start = start};
}

void jr_delta_finish(jr_delta *d)
{
    const jr_units none = {0};
    if (d->known.propose && !d->changes) { /* a page without a text */
        compare(d, &none, d->arena);
        count_gone(d);
    }
    jr_counter_close(d->counter);
    d->counter = NULL;
    jr_leverage_end(&d->leverage);
}

bool jr_delta_wants(const jr_delta *d, jr_delta_pages pages)
{
    switch (pages) {
    case JR_DELTA_CHANGED: return !d->past.same_bytes || !d->same;
    case JR_DELTA_OPEN: return d->open;
    case JR_DELTA_ALL: break;
    }
    return true;
}
