/* SPDX-License-Identifier: MIT */
/* A unit is whole: its segments are joined, the ends of its codes find each other. */
#include "xliff_parts.h"

#include <stdlib.h>

/* ---- Original data ---- */

static int by_data_id(const void *a, const void *b)
{
    const raw_data *x = a, *y = b;
    return jr_str_cmp(x->id, y->id);
}

static void resolve_data(xliff_reader *r)
{
    const size_t n = COUNT(r->data, raw_data);
    raw_data *data = AT(r->data, raw_data, 0);
    if (n == 0)
        return;
    qsort(data, n, sizeof *data, by_data_id);
    for (size_t i = 0; i < COUNT(r->pieces, raw_piece); i++) {
        raw_piece *p = AT(r->pieces, raw_piece, i);
        const raw_data key = {.id = p->data};
        const raw_data *found = p->data.n ? bsearch(&key, data, n, sizeof *data, by_data_id) : NULL;
        if (found)
            p->in.original = found->text;
    }
}

/* ---- Pairs ---- */

typedef struct end {
    jr_str key;
    uint32_t serial;
    size_t index; /* in the joined text */
    size_t next;  /* of an open end: the one below it, + 1 */
} end;

static int by_key(const void *a, const void *b)
{
    const end *x = a, *y = b;
    if (x->serial != y->serial)
        return x->serial < y->serial ? -1 : 1;
    const int order = jr_str_cmp(x->key, y->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Each closing end belongs to the last open one before it with the same key (XLIFF 1.2: rid, else id; 2.x: startRef).
 */
static void find_pairs(xliff_reader *r, jr_inline *items)
{
    end *ends = AT(r->scratch, end, 0);
    const size_t n = COUNT(r->scratch, end);
    if (n)
        qsort(ends, n, sizeof *ends, by_key);
    size_t top = 0; /* index + 1 of the last open end */
    for (size_t i = 0; i < n; i++) {
        if (i && (ends[i].serial != ends[i - 1].serial || !jr_str_eq(ends[i].key, ends[i - 1].key)))
            top = 0;
        if (items[ends[i].index].kind == JR_PIECE_OPEN) {
            ends[i].next = top;
            top = i + 1;
        } else if (top) {
            const size_t open = ends[top - 1].index, close = ends[i].index;
            items[open].pair = close;
            items[close].pair = open;
            items[close].id = items[open].id;
            items[close].flags = items[open].flags;
            top = ends[top - 1].next;
        }
    }
}

/* ---- Joining ---- */

typedef struct joiner {
    xliff_reader *r;
    jr_inline *items;
    size_t n;
    bool gathering; /* the text of the last item is being gathered in r->text */
} joiner;

static uint32_t last_char(jr_str s)
{
    size_t at = s.n;
    while (at > 0 && ((unsigned char)s.p[--at] & 0xC0) == 0x80)
        ;
    return s.n ? jr_utf8_next(s, &at) : 0;
}

static void end_text(joiner *j)
{
    if (j->gathering)
        j->items[j->n - 1].text = jr_arena_copy(j->r->arena, jr_buf_str(&j->r->text));
    j->gathering = false;
}

/* `borrowed`: from the source. White space that a translator was not shown goes where it was, but not behind what is
   Chinese or Japanese. */
static void join_text(joiner *j, const jr_inline *in, bool borrowed)
{
    jr_inline *last = j->n && j->items[j->n - 1].kind == JR_PIECE_TEXT ? &j->items[j->n - 1] : NULL;
    if (last && borrowed && jr_str_trim(in->text).n == 0 &&
        jr_is_cjk(last_char(j->gathering ? jr_buf_str(&j->r->text) : last->text)))
        return;
    if (!last || last->locked != in->locked) {
        end_text(j);
        j->items[j->n++] = *in;
        return;
    }
    if (!j->gathering) {
        j->r->text.n = 0;
        jr_put(&j->r->text, last->text);
        j->gathering = true;
    }
    jr_put(&j->r->text, in->text);
}

static void join(joiner *j, const raw_range *range, bool borrowed)
{
    xliff_reader *r = j->r;
    for (size_t i = range->begin; i < range->end; i++) {
        const raw_piece *p = AT(r->pieces, raw_piece, i);
        if (p->in.kind == JR_PIECE_TEXT) {
            join_text(j, &p->in, borrowed);
            continue;
        }
        end_text(j);
        if (p->in.kind != JR_PIECE_CODE)
            *PUSH(r->scratch, end) = (end){p->serial ? (jr_str){0} : p->key, p->serial, j->n, 0};
        j->items[j->n++] = p->in;
    }
}

static jr_inlines join_all(xliff_reader *r, const raw_range *const *ranges, const bool *borrowed, size_t n)
{
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        room += ranges[i]->end - ranges[i]->begin;
    joiner j = {r, jr_arena_array(r->arena, jr_inline, room), 0, false};
    r->scratch.n = 0;
    for (size_t i = 0; i < n; i++)
        join(&j, ranges[i], borrowed && borrowed[i]);
    end_text(&j);
    find_pairs(r, j.items);
    return (jr_inlines){j.items, j.n};
}

/* ---- Segments ---- */

/* Where the target of the segment at `index` belongs, from 1 (XLIFF 2.2 §3.3.1.24). */
static size_t position(const raw_segment *s, size_t index)
{
    size_t value = 0;
    for (size_t i = 0; i < s->order.n && value < 1000000; i++)
        value = jr_is_digit(s->order.p[i]) ? value * 10 + (size_t)(s->order.p[i] - '0') : 1000000;
    return s->order.n ? value : index + 1;
}

/* False: damage was noted. */
static bool join_target(xliff_reader *r, raw_segment *segments, size_t n)
{
    const raw_range **ranges = jr_arena_array(r->arena, const raw_range *, n);
    bool *borrowed = jr_arena_array(r->arena, bool, n);
    for (size_t i = 0; i < n; i++) {
        const raw_segment *s = &segments[i];
        const size_t at = s->has_target ? position(s, i) : i + 1;
        if (at == 0 || at > n) {
            jr_xliff_damage(r, "“order=\"%.*s\"” is past the last of %zu segments", JR_FMT(s->order), n);
            return false;
        }
        if (ranges[at - 1]) {
            jr_xliff_damage(r, "two segments want to be number %zu", at);
            return false;
        }
        ranges[at - 1] = s->has_target ? &s->target : &s->source;
        borrowed[at - 1] = !s->has_target;
    }
    r->unit.target = join_all(r, ranges, borrowed, n);
    return true;
}

static void join_source(xliff_reader *r, raw_segment *segments, size_t n)
{
    const raw_range **ranges = jr_arena_array(r->arena, const raw_range *, n);
    for (size_t i = 0; i < n; i++) {
        ranges[i] = &segments[i].source;
        if (!segments[i].has_source)
            jr_xliff_damage(r, "there is no source");
    }
    r->unit.source = join_all(r, ranges, NULL, n);
}

/* ---- Segments of XLIFF 1.2 ---- */

static int by_mid(const void *a, const void *b)
{
    const raw_mid *x = a, *y = b;
    const int order = jr_str_cmp(x->id, y->id);
    return order ? order : (int)x->in_target - (int)y->in_target;
}

/* Every segment of seg-source that holds text has a partner in the target that does, once the target has segments at
   all (XLIFF 1.2: keyref KR_tu_segsrc_mid of the schema). */
static void check_mids(xliff_reader *r)
{
    const size_t n = COUNT(r->mids, raw_mid);
    raw_mid *mids = AT(r->mids, raw_mid, 0);
    bool in_source = false, in_target = false;
    for (size_t i = 0; i < n; i++) {
        in_source |= !mids[i].in_target;
        in_target |= mids[i].in_target;
    }
    if (!in_source || !in_target)
        return;
    qsort(mids, n, sizeof *mids, by_mid);
    bool filled = false, missing = false;
    for (size_t i = 0; i < n; i++) {
        const bool partnered = i + 1 < n && mids[i + 1].in_target && jr_str_eq(mids[i].id, mids[i + 1].id);
        filled |= mids[i].in_target && mids[i].filled;
        missing |= !mids[i].in_target && mids[i].filled && !(partnered && mids[i + 1].filled);
        if (mids[i].in_target && partnered)
            jr_xliff_damage(r, "the target has segment “%.*s” twice", JR_FMT(mids[i].id));
        if (mids[i].in_target && (i == 0 || !jr_str_eq(mids[i].id, mids[i - 1].id)))
            jr_xliff_damage(r, "the target has a segment “%.*s” that the source has not", JR_FMT(mids[i].id));
    }
    r->unit.missing_part |= filled && missing;
}

/* ---- The whole ---- */

static void take_state(xliff_reader *r, const raw_segment *segments, size_t n)
{
    jr_bilingual_unit *u = &r->unit;
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        const raw_segment *s = &segments[i];
        if (s->ignorable)
            continue;
        const jr_state state = s->state_given ? s->state : s->target.filled ? JR_STATE_TRANSLATED : JR_STATE_INITIAL;
        u->state_given |= s->state_given;
        if (first || state < u->state)
            u->state = state;
        first = false;
    }
}

void jr_xliff_finish_unit(xliff_reader *r)
{
    jr_bilingual_unit *u = &r->unit;
    raw_segment *segments = AT(r->segments, raw_segment, 0);
    const size_t n = COUNT(r->segments, raw_segment);
    size_t filled = 0, wanted = 0;
    if (n == 0)
        jr_xliff_damage(r, "there is no segment");
    for (size_t i = 0; i < n; i++) {
        u->has_target |= segments[i].has_target && !segments[i].ignorable;
        wanted += segments[i].source.filled && !segments[i].ignorable;
        filled += segments[i].source.filled && !segments[i].ignorable && segments[i].target.filled;
    }
    resolve_data(r);
    join_source(r, segments, n);
    u->missing_part = filled > 0 && filled < wanted;
    if (u->has_target)
        join_target(r, segments, n);
    check_mids(r);
    take_state(r, segments, n);
    *PUSH(r->units, jr_bilingual_unit) = *u;
}
