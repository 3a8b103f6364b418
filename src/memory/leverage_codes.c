/* SPDX-License-Identifier: MIT */
#include "leverage_codes.h"

/* A code of the segment. */
typedef struct code {
    const jr_piece *start, *end; /* `end` of a pair */
    bool taken;
} code;

typedef struct codes {
    code *items; /* in the order of the text */
    size_t n;
    uint32_t highest; /* number */
    code **by_number; /* or NULL, up to highest */
} codes;

static codes codes_of(const jr_segment *segment, jr_arena *arena)
{
    codes c = {.items = jr_arena_array(arena, code, segment->n_pieces)};
    for (size_t i = 0; i < segment->n_pieces; i++)
        if (segment->pieces[i].kind != JR_PIECE_TEXT && segment->pieces[i].number > c.highest)
            c.highest = segment->pieces[i].number;
    c.by_number = jr_arena_array(arena, code *, (size_t)c.highest + 1);
    for (size_t i = 0; i < segment->n_pieces; i++) {
        const jr_piece *p = &segment->pieces[i];
        if (p->kind == JR_PIECE_CLOSE && c.by_number[p->number]) {
            c.by_number[p->number]->end = p;
        } else if (p->kind == JR_PIECE_OPEN || p->kind == JR_PIECE_CODE) {
            c.items[c.n].start = p;
            c.by_number[p->number] = &c.items[c.n++];
        }
    }
    return c;
}

/* ---- What codes stand for ---- */

/* A name that a tool gives a code, "<g1>", "<x2/>", "{3}": it says nothing of what it stands for. */
static bool is_tag(jr_str s)
{
    size_t at = 0;
    if (s.n < 3 || !((s.p[0] == '<' && s.p[s.n - 1] == '>') || (s.p[0] == '{' && s.p[s.n - 1] == '}')))
        return false;
    for (at = 1; at < s.n && (s.p[at] == '/' || jr_is_alpha(s.p[at])); at++)
        ;
    const size_t digits = at;
    for (; at < s.n && jr_is_digit(s.p[at]); at++)
        ;
    return at > digits && digits <= 4 && s.n - at <= 2;
}

/* As XLIFF 1.2 has it of a pair: "start…end". */
static jr_str original_of(const jr_inlines *text, size_t at, jr_arena *arena)
{
    const jr_inline *in = &text->items[at];
    const jr_inline *end = in->kind == JR_PIECE_OPEN && in->pair != JR_NO_PAIR ? &text->items[in->pair] : NULL;
    if (is_tag(in->original))
        return (jr_str){0};
    return end && end->original.n ? jr_arena_printf(arena, "%.*s…%.*s", JR_FMT(in->original), JR_FMT(end->original))
                                  : in->original;
}

static bool is_same(const code *c, jr_piece_kind kind, jr_str original, jr_arena *arena)
{
    if (c->start->kind != kind)
        return false;
    if (!c->end)
        return jr_str_eq(c->start->text, original);
    return jr_str_eq(jr_arena_printf(arena, "%.*s…%.*s", JR_FMT(c->start->text), JR_FMT(c->end->text)), original);
}

/* ---- Matching ---- */

typedef struct mapping {
    const code **to; /* by number in the memory: the segment's code, or NULL */
    uint32_t *above; /* by number in the memory: a number of its own */
    size_t room;
    uint32_t next;
} mapping;

static bool starts(const jr_inline *in)
{
    return in->kind == JR_PIECE_OPEN || in->kind == JR_PIECE_CODE;
}

/* By place: the keys are the same, and so the kinds. True: they stand for the same. */
static bool map_by_place(const jr_inlines *source, const codes *c, mapping *m, jr_arena *arena)
{
    bool agree = true;
    size_t at = 0;
    for (size_t i = 0; i < source->n; i++) {
        const jr_inline *in = &source->items[i];
        if (!starts(in))
            continue;
        if (at == c->n || in->number >= m->room)
            return false;
        const jr_str original = original_of(source, i, arena);
        agree &= original.n == 0 || is_same(&c->items[at], in->kind, original, arena);
        m->to[in->number] = &c->items[at++];
    }
    return agree && at == c->n;
}

static void map_by_content(const jr_inlines *source, const codes *c, mapping *m, jr_arena *arena)
{
    enum { MAX_PRODUCT = 10000 }; /* each is compared with each */
    if (source->n * c->n > MAX_PRODUCT)
        return;
    for (size_t i = 0; i < source->n; i++) {
        const jr_inline *in = &source->items[i];
        const jr_str original = starts(in) ? original_of(source, i, arena) : (jr_str){0};
        for (size_t k = 0; k < c->n && original.n && in->number < m->room && !m->to[in->number]; k++)
            if (!c->items[k].taken && is_same(&c->items[k], in->kind, original, arena)) {
                c->items[k].taken = true;
                m->to[in->number] = &c->items[k];
            }
    }
}

static jr_inlines rewrite(const jr_inlines *text, mapping *m, jr_arena *arena)
{
    jr_inline *items = jr_arena_array(arena, jr_inline, text->n);
    for (size_t i = 0; i < text->n; i++) {
        jr_inline *in = &items[i];
        *in = text->items[i];
        if (in->kind == JR_PIECE_TEXT || in->number >= m->room)
            continue;
        const code *c = m->to[in->number];
        if (c) {
            in->number = c->start->number;
            in->flags = c->start->flags;
            in->original = in->kind == JR_PIECE_CLOSE ? (c->end ? c->end->text : (jr_str){0}) : c->start->text;
        } else {
            if (!m->above[in->number])
                m->above[in->number] = ++m->next;
            in->number = m->above[in->number];
        }
    }
    return (jr_inlines){items, text->n};
}

const jr_pair *jr_leverage_codes(const jr_segment *segment, const jr_pair *pair, bool same, jr_arena *arena,
                                 bool *ret_agree)
{
    const codes c = codes_of(segment, arena);
    mapping m = {.room = pair->source.n + pair->target.n + 1, .next = c.highest}; /* the memory's numbers are 1, 2, … */
    m.to = jr_arena_array(arena, const code *, m.room);
    m.above = jr_arena_array(arena, uint32_t, m.room);
    *ret_agree = same && map_by_place(&pair->source, &c, &m, arena);
    if (!same)
        map_by_content(&pair->source, &c, &m, arena);
    jr_pair *mapped = jr_arena_new(arena, jr_pair);
    *mapped = *pair;
    mapped->date = jr_arena_copy(arena, pair->date);
    mapped->source = rewrite(&pair->source, &m, arena);
    mapped->target = rewrite(&pair->target, &m, arena);
    return mapped;
}

/* ---- Whether it can stand in the page ---- */

static bool is_nested(const jr_inlines *text, jr_arena *arena)
{
    uint32_t *open = jr_arena_array(arena, uint32_t, text->n);
    size_t depth = 0;
    for (size_t i = 0; i < text->n; i++) {
        if (text->items[i].kind == JR_PIECE_OPEN)
            open[depth++] = text->items[i].number;
        if (text->items[i].kind == JR_PIECE_CLOSE && (depth == 0 || open[--depth] != text->items[i].number))
            return false;
    }
    return depth == 0;
}

bool jr_leverage_fits(const jr_segment *segment, const jr_inlines *target, jr_arena *arena)
{
    const codes c = codes_of(segment, arena);
    size_t *counts = jr_arena_array(arena, size_t, c.n + 1), fixed = 0;
    bool text = false;
    for (size_t i = 0; i < target->n; i++) {
        const jr_inline *in = &target->items[i];
        text |= in->kind == JR_PIECE_TEXT && jr_str_trim(in->text).n > 0;
        if (!starts(in))
            continue;
        const code *it = in->number <= c.highest ? c.by_number[in->number] : NULL;
        if (!it || it->start->kind != in->kind)
            return false;
        const size_t at = (size_t)(it - c.items);
        counts[at]++;
        if (!(it->start->flags & JR_CODE_CAN_REORDER)) {
            if (at < fixed)
                return false;
            fixed = at;
        }
    }
    for (size_t i = 0; i < c.n; i++)
        if ((counts[i] == 0 && !(c.items[i].start->flags & JR_CODE_CAN_DELETE)) ||
            (counts[i] > 1 && !(c.items[i].start->flags & JR_CODE_CAN_COPY)))
            return false;
    return text && is_nested(target, arena);
}
