/* SPDX-License-Identifier: MIT */
/* Codes of a text and of its translation, matched by what they are: first those written alike, then those that mean the
   same, then emphasis by what it holds and by its order, then what is left of each type. */
#include "align_parts.h"

#include <stdlib.h>

typedef struct code {
    const jr_piece *piece; /* OPEN or CODE */
    size_t depth;          /* in how many pairs */
    uint64_t holds;        /* what is between OPEN and CLOSE, emphasis aside */
    size_t other;          /* index of the code that it is matched with, or NONE */
} code;

#define NONE ((size_t)-1)

typedef struct codes {
    code *items;
    size_t n;
} codes;

/* Types that any text may hold, and that may be left out and repeated. */
static bool is_light(jr_code_type type)
{
    static const bool light[JR_CODE_COUNT] = {
        [JR_CODE_BOLD] = true,      [JR_CODE_ITALIC] = true,      [JR_CODE_STRIKETHROUGH] = true,
        [JR_CODE_UNDERLINE] = true, [JR_CODE_SUPERSCRIPT] = true, [JR_CODE_SUBSCRIPT] = true,
        [JR_CODE_BREAK] = true,     [JR_CODE_SEPARATOR] = true,
    };
    return light[type];
}

/* The codes of a text. What a pair holds is hashed as its pieces come: they count for the innermost pair. */
static codes collect(const jr_segment *text, jr_arena *arena)
{
    codes all = {jr_arena_array(arena, code, text->n_pieces), 0};
    size_t *open = jr_arena_array(arena, size_t, text->n_pieces), depth = 0;
    for (size_t i = 0; i < text->n_pieces; i++) {
        const jr_piece *piece = &text->pieces[i];
        if (piece->kind == JR_PIECE_CLOSE && depth) {
            depth--;
            continue;
        }
        const uint64_t what = piece->kind == JR_PIECE_TEXT ? jr_hash_more(JR_HASH_START, piece->text)
                              : is_light(piece->type)      ? 0
                                                           : jr_code_content(piece);
        if (depth && what)
            all.items[open[depth - 1]].holds = jr_hash_number(all.items[open[depth - 1]].holds, what);
        if (piece->kind == JR_PIECE_TEXT || piece->kind == JR_PIECE_CLOSE)
            continue;
        all.items[all.n] = (code){piece, depth, JR_HASH_START, NONE};
        if (piece->kind == JR_PIECE_OPEN)
            open[depth++] = all.n;
        all.n++;
    }
    return all;
}

/* ---- Ways to match ---- */

/* Each gives codes that belong together the same number; 0: it does not match this one. */
static uint64_t as_written(const code *c)
{
    const uint64_t hash = jr_hash_number(jr_code_content(c->piece), c->piece->kind);
    return is_light(c->piece->type) ? 0 : jr_hash_more(hash, c->piece->text);
}

static uint64_t by_content(const code *c)
{
    return is_light(c->piece->type) ? 0 : jr_hash_number(jr_code_content(c->piece), c->piece->kind);
}

/* Emphasis and breaks, of all ways to write one the same. */
static uint64_t light(const code *c)
{
    const uint64_t hash = jr_hash_number(jr_hash_number(JR_HASH_START, c->piece->type), c->piece->kind);
    return is_light(c->piece->type) ? hash : 0;
}

static uint64_t by_what_it_holds(const code *c)
{
    const uint64_t hash = light(c);
    return hash && c->piece->kind == JR_PIECE_OPEN ? jr_hash_number(hash, c->holds) : 0;
}

static uint64_t by_spelling(const code *c)
{
    const uint64_t hash = light(c);
    return hash ? jr_hash_number(jr_hash_more(hash, c->piece->text), c->depth) : 0;
}

static uint64_t by_depth(const code *c)
{
    const uint64_t hash = light(c);
    return hash ? jr_hash_number(hash, c->depth) : 0;
}

static uint64_t by_type(const code *c)
{
    return jr_hash_number(jr_hash_number(JR_HASH_START, c->piece->type), c->piece->kind);
}

static const struct way {
    uint64_t (*key)(const code *c);
    bool doubtful; /* of codes that are not light: what is matched so may be another */
} ways[] = {
    {as_written, false},  {by_content, false}, {by_what_it_holds, false},
    {by_spelling, false}, {by_depth, false},   {by_type, true},
};

struct key {
    uint64_t hash;
    size_t code;
};

static int by_hash(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->code > y->code) - (x->code < y->code);
}

static size_t keys_of(const codes *all, const struct way *way, struct key *keys)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const uint64_t hash = all->items[i].other == NONE ? way->key(&all->items[i]) : 0;
        if (hash)
            keys[n++] = (struct key){hash, i};
    }
    if (n > 1)
        qsort(keys, n, sizeof *keys, by_hash);
    return n;
}

/* Matches those of one key in their order; true: some of them for want of anything better. */
static bool match(codes *source, codes *target, const struct way *way, struct key *a, struct key *b)
{
    const size_t n = keys_of(source, way, a), m = keys_of(target, way, b);
    bool doubt = false;
    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (a[i].hash != b[j].hash) {
            if (a[i].hash < b[j].hash)
                i++;
            else
                j++;
            continue;
        }
        doubt = doubt || (way->doubtful && !is_light(source->items[a[i].code].piece->type));
        source->items[a[i].code].other = b[j].code;
        target->items[b[j].code].other = a[i].code;
        i++;
        j++;
    }
    return doubt;
}

/* A code that a translation has more of than the source is a copy, where a code of the source may be copied. */
static bool match_copy(const codes *source, code *c)
{
    const uint64_t wanted = is_light(c->piece->type) ? light(c) : by_content(c);
    for (size_t i = 0; i < source->n; i++) {
        const code *s = &source->items[i];
        if ((s->piece->flags & JR_CODE_CAN_COPY) && wanted == (is_light(s->piece->type) ? light(s) : by_content(s))) {
            c->other = i;
            return true;
        }
    }
    return false;
}

/* For each number of one side that of the other. */
static jr_code_numbers numbers_of(const codes *from, const codes *to, jr_arena *arena)
{
    uint32_t least = UINT32_MAX, most = 0;
    for (size_t i = 0; i < from->n; i++) {
        const uint32_t number = from->items[i].piece->number;
        least = number < least ? number : least;
        most = number > most ? number : most;
    }
    if (from->n == 0)
        return (jr_code_numbers){0};
    uint32_t *numbers = jr_arena_array(arena, uint32_t, (size_t)(most - least) + 1);
    for (size_t i = 0; i < from->n; i++)
        if (from->items[i].other != NONE)
            numbers[from->items[i].piece->number - least] = to->items[from->items[i].other].piece->number;
    return (jr_code_numbers){least, most - least + 1, numbers};
}

void jr_align_codes(const jr_segment *source, const jr_segment *target, jr_arena *arena, jr_code_match *ret_match)
{
    enum { MOST_COPIES = 64 }; /* that are looked for */
    codes s = collect(source, arena), t = collect(target, arena);
    struct key *a = jr_arena_array(arena, struct key, s.n), *b = jr_arena_array(arena, struct key, t.n);
    jr_code_match found = {0};
    for (size_t i = 0; i < sizeof ways / sizeof *ways && s.n && t.n; i++)
        found.unsure = match(&s, &t, &ways[i], a, b) || found.unsure;
    for (size_t i = 0; i < s.n; i++)
        found.unsure = found.unsure || (s.items[i].other == NONE && !is_light(s.items[i].piece->type));
    for (size_t i = 0, looked = 0; i < t.n; i++) {
        code *c = &t.items[i];
        if (c->other == NONE && !(looked++ < MOST_COPIES && match_copy(&s, c)))
            found.unsure = true;
    }
    found.target_of = numbers_of(&s, &t, arena);
    found.source_of = numbers_of(&t, &s, arena);
    *ret_match = found;
}
