/* SPDX-License-Identifier: MIT */
#include "proposers.h"

static void start(void *user, const jr_doc *doc, jr_diag *diag)
{
    const jr_proposers *p = user;
    for (size_t i = 0; i < p->n; i++)
        if (p->items[i].start)
            p->items[i].start(p->items[i].user, doc, diag);
}

static void add(jr_proposal *to, const jr_proposal *from)
{
    if (!to->filled && from->filled) {
        to->filled = true;
        to->target = from->target;
        to->state = from->state;
    }
    to->locked = to->locked || from->locked;
    if (to->matches.n == 0)
        to->matches = from->matches;
    if (to->n_terms == 0) {
        to->terms = from->terms;
        to->n_terms = from->n_terms;
    }
}

/* Nobody is to work on what is locked: the others need not be asked. */
static bool all_locked(const jr_proposal *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!items[i].locked)
            return false;
    return n > 0;
}

static void propose(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals)
{
    const jr_proposers *p = user;
    jr_segments now = *segments;
    jr_proposal *items = NULL;
    for (size_t i = 0; i < p->n && !(i > 0 && all_locked(items, now.n)); i++) {
        jr_proposals known = {0};
        p->items[i].propose(p->items[i].user, units, unit, &now, arena, &known);
        if (i == 0) {
            now = known.segments;
            items = jr_arena_array(arena, jr_proposal, now.n);
        }
        for (size_t k = 0; k < now.n && k < known.segments.n; k++)
            add(&items[k], &known.items[k]);
    }
    *ret_proposals = (jr_proposals){now, items};
}

jr_proposer jr_proposers_join(jr_proposers *proposers)
{
    return (jr_proposer){.propose = propose, .user = proposers, .start = start};
}
