/* SPDX-License-Identifier: MIT */
#include "unit_terms.h"

#include "unit_parts.h"

struct jr_terms {
    const jr_matcher *matcher;
};

/* ---- The terms of a page ---- */

struct list {
    jr_arena *arena;
    jr_str *items;
    size_t n, cap;
};

static void take(struct list *l, jr_str term)
{
    enum { LONGEST = 1000 }; /* bytes of a term */
    term = jr_str_trim(term);
    if (term.n == 0 || term.n > LONGEST)
        return;
    JR_GROW(l->arena, l->items, l->n, l->cap);
    l->items[l->n++] = term;
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
    t->matcher = jr_matcher_build(list.items, list.n, arena);
    return t;
}

size_t jr_terms_find(const jr_terms *t, jr_str text, jr_arena *arena, jr_found **ret_places)
{
    jr_longest places = {.arena = arena, .length = text.n};
    for (jr_matcher_scan scan = jr_matcher_start(t->matcher, text); jr_matcher_next(&scan);)
        if (!jr_is_word_edge(text, scan.end))
            jr_matcher_skip(&scan);
        else if (jr_is_word_edge(text, scan.begin))
            jr_longest_add(&places, scan.begin, scan.end, scan.word);
    return jr_longest_take(&places, ret_places);
}
