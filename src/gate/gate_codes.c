/* SPDX-License-Identifier: MIT */
/* The gate: inline codes. */
#include "gate_parts.h"

#include <stdlib.h>

/* ---- Source in the file and unit of the page ---- */

/* Text and codes as one slice, white space left out. */
static void put_text(jr_buf *out, jr_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!jr_is_space(text.p[i]))
            jr_putc(out, text.p[i]);
}

static void put_kind(jr_buf *out, jr_piece_kind kind)
{
    static const char marks[] = {[JR_PIECE_OPEN] = 1, [JR_PIECE_CLOSE] = 2, [JR_PIECE_CODE] = 3};
    jr_putc(out, marks[kind]);
}

/* Most sources are. */
static bool is_to_the_letter(const checked *c)
{
    if (c->n_source != c->unit->n_pieces)
        return false;
    for (size_t i = 0; i < c->n_source; i++) {
        const jr_piece *p = &c->unit->pieces[i];
        if (p->kind != c->source[i].kind || (p->kind == JR_PIECE_TEXT && !jr_str_eq(p->text, c->source[i].text)))
            return false;
    }
    return true;
}

static bool same_source(checked *c)
{
    gate *g = c->g;
    if (is_to_the_letter(c))
        return true;
    g->source.n = g->target.n = 0;
    for (size_t i = 0; i < c->unit->n_pieces; i++) {
        const jr_piece *p = &c->unit->pieces[i];
        if (p->kind == JR_PIECE_TEXT)
            put_text(&g->source, p->text);
        else
            put_kind(&g->source, p->kind);
    }
    for (size_t i = 0; i < c->n_source; i++) {
        const jr_inline *in = &c->source[i];
        if (in->kind == JR_PIECE_TEXT)
            put_text(&g->target, in->text);
        else
            put_kind(&g->target, in->kind);
    }
    return jr_str_eq(jr_buf_str(&g->source), jr_buf_str(&g->target));
}

bool jr_gate_align(checked *c)
{
    if (!same_source(c))
        return false;
    size_t at = 0;
    for (size_t i = 0; i < c->unit->n_pieces; i++) {
        const jr_piece *p = &c->unit->pieces[i];
        if (p->kind == JR_PIECE_TEXT)
            continue;
        while (c->source[at].kind == JR_PIECE_TEXT)
            at++;
        c->source[at].number = p->number;
        c->source[at++].flags = p->flags;
    }
    return true;
}

/* ---- Which code of the source a code of the target is ---- */

/* A code of the unit, by its number. */
typedef struct slot {
    const jr_piece *piece;   /* its first */
    const jr_inline *source; /* the same in the file */
    size_t order;            /* among the pieces */
    size_t count;            /* in the target */
    bool linked;             /* stands within a link */
} slot;

typedef struct known {
    jr_str id;
    bool pair;
    uint32_t number;
    size_t next; /* in the first of several with one id: how many of them the target has had */
} known;

static int by_id(const void *a, const void *b)
{
    const known *x = a, *y = b;
    const int order = jr_str_cmp(x->id, y->id);
    return order ? order : (int)x->pair - (int)y->pair;
}

static int by_id_and_number(const void *a, const void *b)
{
    const known *x = a, *y = b;
    const int order = by_id(a, b);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool is_link(const jr_piece *p)
{
    return p->type == JR_CODE_LINK || p->type == JR_CODE_ADDRESS;
}

/* Fills g->vector with slots, 0 to n_pieces, and g->ids with what the file calls them. */
static slot *list_codes(checked *c)
{
    gate *g = c->g;
    const jr_unit *u = c->unit;
    g->vector.n = g->ids.n = 0;
    for (size_t i = 0; i <= u->n_pieces; i++)
        GATE_PUSH(g->vector, slot);
    slot *slots = GATE_AT(g->vector, slot, 0);
    size_t links = 0;
    for (size_t i = 0; i < u->n_pieces; i++) {
        const jr_piece *p = &u->pieces[i];
        const bool link = p->kind != JR_PIECE_TEXT && is_link(p);
        if (p->kind == JR_PIECE_CLOSE)
            links -= link && links > 0;
        if ((p->kind == JR_PIECE_OPEN || p->kind == JR_PIECE_CODE) && p->number <= u->n_pieces)
            slots[p->number] = (slot){.piece = p, .order = i, .linked = links > 0};
        if (p->kind == JR_PIECE_OPEN)
            links += link;
    }
    for (size_t i = 0; i < c->n_source; i++) {
        const jr_inline *in = &c->source[i];
        if (in->kind != JR_PIECE_OPEN && in->kind != JR_PIECE_CODE)
            continue;
        slots[in->number].source = in;
        *GATE_PUSH(g->ids, known) = (known){in->id, in->kind == JR_PIECE_OPEN, in->number, 0};
    }
    if (g->ids.n)
        qsort(g->ids.p, GATE_COUNT(g->ids, known), sizeof(known), by_id_and_number);
    return slots;
}

/* Ids are unique in a unit; where a tool gave one id to several codes, they are taken in their order. */
static uint32_t number_of(const gate *g, const jr_inline *in)
{
    const known key = {.id = in->id, .pair = in->kind != JR_PIECE_CODE};
    known *list = GATE_AT(g->ids, known, 0);
    const size_t n = GATE_COUNT(g->ids, known);
    size_t low = 0;
    for (size_t high = n; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (by_id(&list[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == n || by_id(&list[low], &key) != 0)
        return 0;
    const size_t turn = low + list[low].next++;
    return turn < n && by_id(&list[turn], &key) == 0 ? list[turn].number : list[low].number;
}

/* What a person sees of a code. */
static jr_str shown(jr_str text)
{
    const size_t limit = 40;
    if (text.n <= limit)
        return text;
    size_t end = limit;
    while (end > 0 && ((unsigned char)text.p[end] & 0xC0) == 0x80)
        end--;
    return jr_str_sub(text, 0, end);
}

/* A code with this original: one that is nowhere in the target may have got a new id, else it may be a copy, which has an
   id of its own and the data of the other (XLIFF 2.2, “Duplicating an existing code”). */
static uint32_t known_by_original(const checked *c, const slot *slots, const jr_inline *in, bool copy)
{
    for (size_t i = 1; i <= c->unit->n_pieces && in->original.n; i++)
        if (slots[i].source && (copy ? slots[i].piece->flags & JR_CODE_CAN_COPY : slots[i].count == 0) &&
            slots[i].source->kind == in->kind && jr_str_eq(slots[i].source->original, in->original))
            return (uint32_t)i;
    return 0;
}

static void number_target(checked *c, slot *slots)
{
    enum { MAX_SEARCHES = 100 }; /* each looks at all codes of the unit */
    for (size_t i = 0; i < c->n_target; i++) {
        jr_inline *in = &c->target[i];
        if (in->kind == JR_PIECE_OPEN || in->kind == JR_PIECE_CODE) {
            in->number = number_of(c->g, in);
            slots[in->number].count += in->number > 0;
        }
    }
    size_t searches = 0;
    for (size_t i = 0; i < c->n_target; i++) {
        jr_inline *in = &c->target[i];
        if ((in->kind != JR_PIECE_OPEN && in->kind != JR_PIECE_CODE) || in->number)
            continue;
        const bool search = searches++ < MAX_SEARCHES;
        in->number = search ? known_by_original(c, slots, in, false) : 0;
        const uint32_t copied = search && !in->number ? known_by_original(c, slots, in, true) : 0;
        if (copied) {
            in->number = copied;
            slots[copied].count++;
        } else if (in->number) {
            slots[in->number].count++;
            jr_gate_find(c, JR_CHECK_RENAMED_CODE, &in->span, "code “%.*s” was “%.*s” in the source", JR_FMT(in->id),
                         JR_FMT(slots[in->number].source->id));
        } else {
            jr_gate_find(c, JR_CHECK_ADDED_CODE, &in->span, "the source has no code “%.*s”", JR_FMT(in->id));
        }
    }
    for (size_t i = 0; i < c->n_target; i++)
        if (c->target[i].kind == JR_PIECE_CLOSE && c->target[i].pair != JR_NO_PAIR)
            c->target[i].number = c->target[c->target[i].pair].number;
}

/* ---- What is wrong with them ---- */

static void check_counts(checked *c, const slot *slots)
{
    for (size_t i = 1; i <= c->unit->n_pieces; i++) {
        const slot *s = &slots[i];
        if (!s->source)
            continue;
        const jr_str id = s->source->id, text = shown(s->piece->text);
        if (s->count == 0 && !(s->piece->flags & JR_CODE_CAN_DELETE))
            jr_gate_find(c, JR_CHECK_MISSING_CODE, NULL, "code “%.*s” (%.*s) is missing", JR_FMT(id), JR_FMT(text));
        if (s->count > 1 && !(s->piece->flags & JR_CODE_CAN_COPY))
            jr_gate_find(c, JR_CHECK_DUPLICATE_CODE, NULL, "code “%.*s” (%.*s) is there %zu times", JR_FMT(id),
                         JR_FMT(text), s->count);
    }
}

/* Originals are the page's: what somebody made of them in the file is not used. */
static void check_originals(checked *c, const slot *slots)
{
    for (size_t i = 0; i < c->n_target; i++) {
        const jr_inline *in = &c->target[i];
        const jr_inline *source = in->number && in->kind != JR_PIECE_CLOSE ? slots[in->number].source : NULL;
        if (source && in->original.n && source->original.n && !jr_str_eq(in->original, source->original))
            jr_gate_find(c, JR_CHECK_ALTERED_CODE, &in->span, "code “%.*s” was “%.*s” in the source and is “%.*s”",
                         JR_FMT(in->id), JR_FMT(shown(source->original)), JR_FMT(shown(in->original)));
    }
}

/* XLIFF 2.2 §3.7.2.6: codes that must not be reordered keep their order. */
static void check_order(checked *c, const slot *slots)
{
    size_t last = 0;
    for (size_t i = 0; i < c->n_target; i++) {
        const jr_inline *in = &c->target[i];
        if (in->kind == JR_PIECE_TEXT || in->kind == JR_PIECE_CLOSE || !in->number)
            continue;
        const slot *s = &slots[in->number];
        if (s->piece->flags & JR_CODE_CAN_REORDER)
            continue;
        if (s->order < last) {
            jr_gate_find(c, JR_CHECK_MOVED_CODE, &in->span,
                         "code “%.*s” (%.*s) stands before another that it must follow", JR_FMT(in->id),
                         JR_FMT(shown(s->piece->text)));
            return;
        }
        last = s->order;
    }
}

/* An open pair of the target. */
typedef struct opened {
    size_t index;
    bool filled; /* something is to be seen in it */
} opened;

/* A pair around nothing cannot be written in Markdown. It goes, where it may. */
static void close_pair(checked *c, const slot *slots, const opened *o, size_t close)
{
    jr_inline *in = &c->target[o->index];
    if (o->filled || !in->number)
        return;
    const jr_piece *piece = slots[in->number].piece;
    if (!(piece->flags & JR_CODE_CAN_DELETE))
        jr_gate_refuse(c, JR_CHECK_MISSING_CODE, &in->span, "code “%.*s” (%.*s) holds no text", JR_FMT(in->id),
                       JR_FMT(shown(piece->text)));
    in->number = c->target[close].number = 0;
}

/* False: pairs overlap, nothing more can be said of them. */
static bool check_end(checked *c, size_t i, const slot *slots, jr_buf *stack, size_t *links)
{
    const jr_inline *in = &c->target[i];
    const size_t n = GATE_COUNT(*stack, opened);
    const opened top = n ? *GATE_AT(*stack, opened, n - 1) : (opened){0};
    if (n == 0 || top.index != in->pair) {
        jr_gate_refuse(c, JR_CHECK_CROSSED_CODE, &in->span, "code “%.*s” overlaps another", JR_FMT(in->id));
        return false;
    }
    stack->n -= sizeof(opened);
    if (n > 1 && top.filled)
        GATE_AT(*stack, opened, n - 2)->filled = true;
    if (in->number && is_link(slots[in->number].piece))
        --*links;
    close_pair(c, slots, &top, i);
    return true;
}

static void check_start(checked *c, size_t i, const slot *slots, jr_buf *stack, size_t *links)
{
    const jr_inline *in = &c->target[i];
    const slot *s = in->number ? &slots[in->number] : NULL;
    const size_t n = GATE_COUNT(*stack, opened);
    if (s && is_link(s->piece)) {
        if (*links && !s->linked)
            jr_gate_refuse(c, JR_CHECK_NESTED_LINK, &in->span, "code “%.*s” (%.*s) is a link within another",
                           JR_FMT(in->id), JR_FMT(shown(s->piece->text)));
        *links += in->kind == JR_PIECE_OPEN;
    }
    if (in->kind == JR_PIECE_OPEN)
        *GATE_PUSH(*stack, opened) = (opened){i, false};
    else if (n)
        GATE_AT(*stack, opened, n - 1)->filled = true;
}

/* Pairs lie within each other, or beside each other; both ends are there. */
static void check_nesting(checked *c, const slot *slots)
{
    jr_buf *stack = &c->g->other;
    size_t links = 0;
    stack->n = 0;
    for (size_t i = 0; i < c->n_target; i++) {
        const jr_inline *in = &c->target[i];
        if (in->kind == JR_PIECE_TEXT) {
            const size_t n = GATE_COUNT(*stack, opened);
            if (n && jr_str_trim(in->text).n)
                GATE_AT(*stack, opened, n - 1)->filled = true;
            continue;
        }
        if (in->kind != JR_PIECE_CODE && in->pair == JR_NO_PAIR) {
            jr_gate_refuse(c, JR_CHECK_MISSING_CODE, &in->span,
                           "of code “%.*s” there is only one end, or the end comes first", JR_FMT(in->id));
            return;
        }
        if (in->kind != JR_PIECE_CLOSE)
            check_start(c, i, slots, stack, &links);
        else if (!check_end(c, i, slots, stack, &links))
            return;
    }
}

static bool is_text(const jr_inline *items, size_t n)
{
    return n == 0 || (n == 1 && items[0].kind == JR_PIECE_TEXT);
}

void jr_gate_check_codes(checked *c)
{
    if (is_text(c->source, c->n_source) && is_text(c->target, c->n_target))
        return;
    slot *slots = list_codes(c);
    number_target(c, slots);
    check_counts(c, slots);
    check_originals(c, slots);
    check_order(c, slots);
    check_nesting(c, slots);
}
