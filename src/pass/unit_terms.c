/* SPDX-License-Identifier: MIT */
/* Protected terms, found in linear time: Aho and Corasick, "Efficient string matching" (1975). */
#include "pass/unit_terms.h"

#include "pass/unit_parts.h"

/* ---- The machine ---- */

/* A state is a prefix of a term. Its edges are in one table for all states, by state and byte. */
typedef struct state {
    uint32_t fail;   /* state of the longest proper suffix that is a prefix of a term */
    uint32_t output; /* nearest state along the failures where a term ends, this one left out; 0: none */
    uint32_t length; /* of the term that ends here, or 0 */
    uint32_t parent;
    unsigned char byte; /* by which it is reached */
} state;

struct jr_terms {
    state *states;
    size_t n, cap;
    uint32_t *edges; /* states, by hash of parent and byte; 0: free */
    size_t mask;
};

static size_t slot_of(const jr_terms *t, uint32_t parent, unsigned char byte)
{
    size_t at = (parent * UINT32_C(2654435761) ^ byte * UINT32_C(0x9E3779B1)) & t->mask;
    while (t->edges[at] && (t->states[t->edges[at]].parent != parent || t->states[t->edges[at]].byte != byte))
        at = (at + 1) & t->mask;
    return at;
}

static void add_term(jr_terms *t, jr_str term)
{
    uint32_t at = 0;
    for (size_t i = 0; i < term.n; i++) {
        const unsigned char byte = (unsigned char)term.p[i];
        const size_t slot = slot_of(t, at, byte);
        if (!t->edges[slot]) {
            t->states[t->n] = (state){.parent = at, .byte = byte};
            t->edges[slot] = (uint32_t)t->n++;
        }
        at = t->edges[slot];
    }
    t->states[at].length = (uint32_t)term.n;
}

static uint32_t next_state(const jr_terms *t, uint32_t at, unsigned char byte)
{
    for (;;) {
        const uint32_t to = t->edges[slot_of(t, at, byte)];
        if (to || at == 0)
            return to;
        at = t->states[at].fail;
    }
}

/* States in the order of their depth: a term's states are numbered in that order, but those of several are not. */
static void set_failures(jr_arena *arena, jr_terms *t)
{
    uint32_t *depth = jr_arena_array(arena, uint32_t, t->n), *order = jr_arena_array(arena, uint32_t, t->n);
    uint32_t deepest = 0;
    for (size_t i = 1; i < t->n; i++) {
        depth[i] = depth[t->states[i].parent] + 1;
        deepest = depth[i] > deepest ? depth[i] : deepest;
    }
    size_t *first = jr_arena_array(arena, size_t, (size_t)deepest + 2);
    for (size_t i = 1; i < t->n; i++)
        first[depth[i] + 1]++;
    for (size_t i = 1; i < (size_t)deepest + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 1; i < t->n; i++)
        order[first[depth[i]]++] = (uint32_t)i;
    for (size_t i = 0; i + 1 < t->n; i++) {
        state *s = &t->states[order[i]];
        if (s->parent)
            s->fail = next_state(t, t->states[s->parent].fail, s->byte);
        s->output = t->states[s->fail].length ? s->fail : t->states[s->fail].output;
    }
}

/* ---- The terms of a page ---- */

struct list {
    jr_arena *arena;
    jr_str *items;
    size_t n, cap;
    size_t bytes;
};

static void take(struct list *l, jr_str term)
{
    enum { LONGEST = 1000 }; /* bytes of a term */
    term = jr_str_trim(term);
    if (term.n == 0 || term.n > LONGEST)
        return;
    JR_GROW(l->arena, l->items, l->n, l->cap);
    l->items[l->n++] = term;
    l->bytes += term.n;
}

static void take_value(struct list *l, const jr_meta *value)
{
    jr_str rest = value->kind == JR_META_STRING ? value->text : (jr_str){"", 0};
    while (rest.n) {
        const size_t comma = jr_str_find(rest, 0, ',');
        take(l, jr_str_sub(rest, 0, comma));
        rest = jr_str_sub(rest, comma + 1, SIZE_MAX);
    }
    for (size_t i = 0; value->kind == JR_META_LIST && i < value->count; i++)
        if (value->entries[i].value.kind == JR_META_STRING)
            take(l, value->entries[i].value.text);
}

static void take_marks(struct list *l, const jr_node *root)
{
    for (jr_walk w = jr_walk_start(root); root && jr_walk_next(&w);)
        if (w.entering && w.node->kind == JR_SPAN && jr_node_has_class(w.node, JR_STR("no-loc")) && w.node->first &&
            w.node->first->kind == JR_TEXT)
            take(l, w.node->first->as.text);
}

const jr_terms *jr_terms_of(const jr_doc *doc, jr_arena *arena)
{
    struct list list = {.arena = arena};
    const jr_meta *value = jr_meta_get(&doc->meta, JR_STR("no-loc"));
    if (value)
        take_value(&list, value);
    if (jr_str_search(doc->source, 0, JR_STR(":no-loc")) < doc->source.n) {
        take_marks(&list, doc->root);
        take_marks(&list, doc->notes);
    }
    if (list.n == 0)
        return NULL;
    jr_terms *t = jr_arena_new(arena, jr_terms);
    t->states = jr_arena_array(arena, state, list.bytes + 1);
    t->n = 1;
    size_t slots = 16;
    while (slots < 2 * list.bytes)
        slots *= 2;
    t->edges = jr_arena_array(arena, uint32_t, slots);
    t->mask = slots - 1;
    for (size_t i = 0; i < list.n; i++)
        add_term(t, list.items[i]);
    set_failures(arena, t);
    return t;
}

/* ---- Finding ---- */

/* Words that are written without spaces between them have no edges. */
static bool is_letter(uint32_t c)
{
    return jr_is_word(c) && !jr_is_cjk(c);
}

static uint32_t character_before(jr_str s, size_t at)
{
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80);
    return jr_utf8_next(s, &at);
}

static uint32_t character_at(jr_str s, size_t at)
{
    return at < s.n ? jr_utf8_next(s, &at) : 0;
}

static bool is_whole_word(jr_str s, size_t begin, size_t end)
{
    return !(is_letter(character_before(s, begin)) && is_letter(character_at(s, begin))) &&
           !(is_letter(character_before(s, end)) && is_letter(character_at(s, end)));
}

size_t jr_terms_find(const jr_terms *t, jr_str text, jr_arena *arena, jr_term_place **ret_places)
{
    uint32_t *longest = NULL; /* by the begin of a match: its length */
    uint32_t at = 0;
    for (size_t i = 0; i < text.n; i++) {
        at = next_state(t, at, (unsigned char)text.p[i]);
        for (uint32_t s = t->states[at].length ? at : t->states[at].output; s; s = t->states[s].output) {
            const uint32_t length = t->states[s].length;
            const size_t begin = i + 1 - length;
            if (!is_whole_word(text, begin, i + 1))
                continue;
            if (!longest)
                longest = jr_arena_array(arena, uint32_t, text.n);
            longest[begin] = length > longest[begin] ? length : longest[begin];
        }
    }
    jr_term_place *places = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; longest && i < text.n;) {
        if (!longest[i]) {
            i++;
            continue;
        }
        JR_GROW(arena, places, n, cap);
        places[n++] = (jr_term_place){i, i + longest[i]};
        i += longest[i];
    }
    *ret_places = places;
    return n;
}
