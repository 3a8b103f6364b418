/* SPDX-License-Identifier: MIT */
#include "delta.h"

#include <jerome/map.h>

#include "leverage_codes.h"

#define NONE ((size_t)-1)

enum {
    MOST_TRIED = 16, /* units of one text, whose codes may be others */
    MOST_NEAR = 8,   /* candidates for a unit that has changed */
    LEAST_NEAR = 50  /* their score, in per cent */
};

typedef struct delta {
    jr_old_page *old;
    const jr_units *units;
    jr_arena *arena;
    jr_unit_change *changes;
} delta;

jr_inlines jr_delta_text(const jr_piece *pieces, size_t n_pieces, jr_arena *arena)
{
    jr_inline *items = jr_arena_array(arena, jr_inline, n_pieces);
    size_t *open = jr_arena_array(arena, size_t, n_pieces), depth = 0;
    for (size_t i = 0; i < n_pieces; i++) {
        const jr_piece *p = &pieces[i];
        items[i] = (jr_inline){.kind = p->kind, .number = p->number, .flags = p->flags, .pair = JR_NO_PAIR};
        if (p->kind == JR_PIECE_TEXT)
            items[i].text = p->text;
        else
            items[i].original = p->text;
        if (p->kind == JR_PIECE_OPEN)
            open[depth++] = i;
        if (p->kind == JR_PIECE_CLOSE && depth) {
            items[i].pair = open[--depth];
            items[open[depth]].pair = i;
        }
    }
    return (jr_inlines){items, n_pieces};
}

/* ---- The same text ---- */

static bool has_codes_of(const delta *d, const jr_unit *unit, const jr_old_unit *old)
{
    const jr_segment segment = {unit->pieces, unit->n_pieces, false};
    bool agree;
    jr_leverage_codes(&segment, &old->pair, true, d->arena, &agree);
    return agree;
}

static void take(delta *d, size_t unit, jr_old_unit *old)
{
    d->changes[unit] = (jr_unit_change){.change = JR_CHANGE_SAME, .old = old};
    old->used = true;
}

static void match_ids(delta *d, const jr_str *keys, const jr_str *old_keys)
{
    jr_map ids = {.arena = d->arena};
    size_t at;
    for (size_t i = 0; i < d->old->n; i++)
        jr_map_add(&ids, d->old->items[i].id, i);
    for (size_t i = 0; i < d->units->n; i++)
        if (jr_map_find(&ids, d->units->items[i].id, &at) && jr_str_eq(keys[i], old_keys[at]) &&
            has_codes_of(d, &d->units->items[i], &d->old->items[at]))
            take(d, i, &d->old->items[at]);
}

/* The first unit of a text, from *first on, that is left, and in *ret_taken one that is not; NULL: there is none. Those
   in front that are not left are not looked at again. */
static jr_old_unit *find_text(const delta *d, const jr_unit *unit, size_t *first, const jr_old_unit **ret_taken)
{
    jr_old_unit *items = d->old->items;
    *ret_taken = NULL;
    while (items[*first].used && items[*first].next != NONE)
        *first = items[*first].next;
    size_t at = *first;
    for (size_t tried = 0; at != NONE && tried < MOST_TRIED; tried++, at = items[at].next) {
        if ((items[at].used && *ret_taken) || !has_codes_of(d, unit, &items[at]))
            continue;
        if (!items[at].used)
            return &items[at];
        *ret_taken = &items[at];
    }
    return NULL;
}

static void match_texts(delta *d, const jr_str *keys, const jr_str *old_keys)
{
    jr_map texts = {.arena = d->arena};
    for (size_t i = d->old->n; i-- > 0;) {
        jr_old_unit *old = &d->old->items[i];
        old->next = NONE;
        if (!jr_map_add(&texts, old_keys[i], i)) {
            size_t *first = jr_map_at(&texts, old_keys[i]);
            old->next = *first;
            *first = i;
        }
    }
    for (size_t i = 0; i < d->units->n; i++) {
        size_t first;
        const jr_old_unit *taken;
        if (d->changes[i].old || !jr_map_find(&texts, keys[i], &first))
            continue;
        jr_old_unit *old = find_text(d, &d->units->items[i], jr_map_at(&texts, keys[i]), &taken);
        if (old)
            take(d, i, old);
        else if (taken)
            d->changes[i] = (jr_unit_change){JR_CHANGE_MOVED, taken, true};
    }
}

/* ---- Order ---- */

/* Of the units that are the same, all but the longest run of those that stand in the order of before have moved:
   patience sorting, in n log n. */
static void find_moved(delta *d)
{
    const size_t n = d->units->n;
    size_t *ends = jr_arena_array(d->arena, size_t, n + 1), *before = jr_arena_array(d->arena, size_t, n + 1),
           length = 0;
    for (size_t i = 0; i < n; i++) {
        if (d->changes[i].change != JR_CHANGE_SAME)
            continue;
        size_t low = 0, high = length;
        while (low < high) {
            const size_t middle = (low + high) / 2;
            if (d->changes[ends[middle]].old < d->changes[i].old)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? ends[low - 1] : NONE;
        ends[low] = i;
        length += low == length;
    }
    bool *kept = jr_arena_array(d->arena, bool, n + 1);
    for (size_t i = length ? ends[length - 1] : NONE; i != NONE; i = before[i])
        kept[i] = true;
    for (size_t i = 0; i < n; i++)
        if (d->changes[i].change == JR_CHANGE_SAME && !kept[i])
            d->changes[i].change = JR_CHANGE_MOVED;
}

/* ---- Changed texts ---- */

static void change(delta *d, size_t unit, jr_old_unit *old)
{
    d->changes[unit] = (jr_unit_change){.change = JR_CHANGE_CHANGED, .old = old};
    old->used = true;
}

/* A title is the title, whatever it says. */
static void match_front_matter(delta *d)
{
    static const jr_str front = JR_STR_INIT("front-matter/");
    jr_map names = {.arena = d->arena};
    size_t at;
    for (size_t i = 0; i < d->old->n; i++)
        if (!d->old->items[i].used && jr_str_starts(d->old->items[i].name, front))
            jr_map_add(&names, d->old->items[i].name, i);
    for (size_t i = 0; i < d->units->n; i++)
        if (!d->changes[i].old && jr_map_find(&names, d->units->items[i].name, &at) && !d->old->items[at].used)
            change(d, i, &d->old->items[at]);
}

static void match_near(delta *d, const jr_str *keys)
{
    jr_memory *gone = jr_memory_create();
    jr_map ids = {.arena = d->arena};
    for (size_t i = 0; i < d->old->n; i++) {
        const jr_old_unit *old = &d->old->items[i];
        if (old->used)
            continue;
        jr_pair pair = old->pair;
        pair.unit = old->id;
        jr_map_add(&ids, old->id, i);
        jr_memory_add(gone, &pair);
    }
    for (size_t i = 0; i < d->units->n && jr_memory_count(gone); i++) {
        const jr_str none = {"", 0};
        jr_matches near;
        size_t at;
        if (d->changes[i].old)
            continue;
        jr_memory_find(gone, keys[i], none, none, LEAST_NEAR, MOST_NEAR, d->arena, &near);
        for (size_t k = 0; k < near.n && !d->changes[i].old; k++)
            if (jr_map_find(&ids, near.items[k].pair->unit, &at) && !d->old->items[at].used)
                change(d, i, &d->old->items[at]);
    }
    jr_memory_destroy(gone);
}

void jr_delta_find(jr_old_page *old, const jr_units *units, jr_arena *arena, jr_unit_change *ret_changes)
{
    delta d = {old, units, arena, ret_changes};
    jr_str *keys = jr_arena_array(arena, jr_str, units->n + 1), *old_keys = jr_arena_array(arena, jr_str, old->n + 1);
    for (size_t i = 0; i < units->n; i++) {
        keys[i] = jr_memory_key_of(units->items[i].pieces, units->items[i].n_pieces, arena);
        ret_changes[i] = (jr_unit_change){.change = JR_CHANGE_NEW};
    }
    for (size_t i = 0; i < old->n; i++) {
        old_keys[i] = jr_memory_key(&old->items[i].pair.source, arena);
        old->items[i].used = false;
    }
    match_ids(&d, keys, old_keys);
    match_texts(&d, keys, old_keys);
    find_moved(&d);
    match_front_matter(&d);
    match_near(&d, keys);
}
