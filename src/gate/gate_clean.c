/* SPDX-License-Identifier: MIT */
/* The gate: what passed, as it is to be written. */
#include "gate_parts.h"

typedef struct cleaner {
    jr_arena *arena;
    jr_buf *room;
    jr_inline *items;
    size_t n;
    bool space;      /* the last character was white space */
    bool keep_space; /* else runs of white space become one space, and there is none behind another */
} cleaner;

/* The text with one space for each run of white space, and none behind another. */
static jr_str one_spaced(const cleaner *cl, jr_str text)
{
    cl->room->n = 0;
    jr_buf_reserve(cl->room, text.n);
    char *end = cl->room->p;
    bool behind = cl->space;
    for (size_t i = 0; i < text.n; i++) {
        const bool space = jr_is_space(text.p[i]);
        if (!space || !behind)
            *end++ = space ? ' ' : text.p[i];
        behind = space;
    }
    return (jr_str){cl->room->p, (size_t)(end - cl->room->p)};
}

static void put_text(cleaner *cl, const jr_inline *in)
{
    const jr_str text = cl->keep_space || jr_str_is_spaced(in->text) ? in->text : one_spaced(cl, in->text);
    cl->space = in->text.n ? jr_is_space(in->text.p[in->text.n - 1]) : cl->space;
    if (text.n == 0)
        return;
    jr_inline *out = &cl->items[cl->n++];
    *out = *in;
    out->pair = JR_NO_PAIR;
    out->text = jr_arena_copy(cl->arena, text);
}

static bool has_space_at(const checked *c, bool end)
{
    if (c->unit->n_pieces == 0)
        return false;
    const jr_piece *p = &c->unit->pieces[end ? c->unit->n_pieces - 1 : 0];
    return p->kind == JR_PIECE_TEXT && p->text.n && jr_is_space(p->text.p[end ? p->text.n - 1 : 0]);
}

/* White space at the ends is the source's. */
static void fit_ends(const checked *c, cleaner *cl)
{
    jr_inline *last = cl->n ? &cl->items[cl->n - 1] : NULL;
    if (last && last->kind == JR_PIECE_TEXT && !has_space_at(c, true)) {
        last->text = jr_str_sub(last->text, 0, last->text.n - (last->text.p[last->text.n - 1] == ' '));
        cl->n -= last->text.n == 0;
    }
}

jr_inlines jr_gate_clean(checked *c)
{
    cleaner cl = {.arena = c->g->arena, .room = &c->g->other, .keep_space = c->g->opts->keep_space};
    cl.items = jr_arena_array(cl.arena, jr_inline, c->n_target);
    cl.space = !has_space_at(c, false);
    c->g->vector.n = 0;
    for (size_t i = 0; i < c->n_target; i++) {
        const jr_inline *in = &c->target[i];
        size_t *index = GATE_PUSH(c->g->vector, size_t); /* of each piece in the result */
        *index = cl.n;
        if (in->kind == JR_PIECE_TEXT) {
            put_text(&cl, in);
            continue;
        }
        if (!in->number)
            continue;
        jr_inline *out = &cl.items[cl.n++];
        *out = *in;
        out->id = out->original = (jr_str){0}; /* its number says it */
        cl.space = false;
        if (in->kind == JR_PIECE_CLOSE) {
            out->pair = *GATE_AT(c->g->vector, size_t, in->pair);
            cl.items[out->pair].pair = cl.n - 1;
        }
    }
    if (!cl.keep_space)
        fit_ends(c, &cl);
    return (jr_inlines){cl.items, cl.n};
}
