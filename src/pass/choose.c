/* SPDX-License-Identifier: MIT */
#include "choose.h"

#include "ast/build.h"

/* A kind of container, what is chosen of it, and where that is said. */
struct rule {
    jr_str name, attribute;
    const char *option;
    jr_in_range (*is_for)(jr_str one, jr_str value);
};

/* "windows, mac": a zone for both. */
static jr_in_range is_pivot(jr_str pivot, jr_str value)
{
    for (size_t at = 0; at < value.n;) {
        const size_t end = jr_str_find(value, at, ',');
        if (jr_str_eq_nocase(jr_str_trim(jr_str_sub(value, at, end)), pivot))
            return JR_INSIDE;
        at = end + 1;
    }
    return JR_UNRELATED;
}

static const struct rule zones = {JR_STR_INIT("zone"), JR_STR_INIT("pivot"), "--pivot", is_pivot};
static const struct rule monikers = {JR_STR_INIT("moniker"), JR_STR_INIT("range"), "--moniker", jr_moniker_in_range};

/* A container of that kind that says what it is for. */
static bool fits(const struct rule *rule, const jr_node *node)
{
    return node->kind == JR_DIV && !(node->flags & JR_NODE_HTML) && jr_str_eq(node->as.box.name, rule->name) &&
           jr_node_get(node, rule->attribute).n > 0;
}

static jr_in_range judge(const struct rule *rule, const jr_opt_list *chosen, const jr_node *node)
{
    jr_in_range best = JR_UNRELATED;
    for (size_t i = 0; i < chosen->n; i++) {
        const jr_in_range one = rule->is_for(chosen->items[i], jr_node_get(node, rule->attribute));
        if (one == JR_INSIDE || best == JR_UNRELATED)
            best = one;
        if (best == JR_INSIDE)
            break;
    }
    return best;
}

/* Where nothing on the page speaks of the choice, it was not made for this page. */
static bool is_known(const struct rule *rule, const jr_opt_list *chosen, jr_diag *diag, const jr_node *root)
{
    const jr_node *first = NULL;
    for (jr_walk w = jr_walk_start(root); jr_walk_next_block(&w);) {
        if (!w.entering || !fits(rule, w.node))
            continue;
        if (judge(rule, chosen, w.node) != JR_UNRELATED)
            return true;
        first = first ? first : w.node;
    }
    if (first)
        jr_report(diag, JR_D_UNKNOWN_CHOICE, &first->span, "nothing on this page is for %s %.*s: all of it stays",
                  rule->option, JR_FMT(chosen->items[0]));
    return false;
}

/* The node behind a container and all below it. */
static const jr_node *behind(const jr_node *node, const jr_node *root)
{
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

static bool apply(const struct rule *rule, const jr_opt_list *chosen, const jr_node *root)
{
    bool removed = false;
    for (const jr_node *n = root, *next; n; n = next) {
        next = n->first ? n->first : behind(n, root);
        if (n == root || !fits(rule, n))
            continue;
        if (judge(rule, chosen, n) == JR_INSIDE) {
            jr_node_unwrap(jr_node_edit(n));
        } else {
            next = behind(n, root);
            jr_node_unlink(jr_node_edit(n));
            removed = true;
        }
    }
    return removed;
}

/* ---- Notes that nothing refers to any more ---- */

struct notes {
    jr_node **by_number; /* as they were numbered, from 1 */
    uint32_t *number;    /* anew, by the old number; 0: nothing refers to it yet */
    jr_node **kept;
    uint32_t n, n_kept;
};

static void refer(struct notes *notes, const jr_node *root)
{
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        if (!w.entering || w.node->kind != JR_FOOTNOTE_REF || w.node->as.note.number > notes->n)
            continue;
        jr_node *ref = jr_node_edit(w.node), *note = notes->by_number[ref->as.note.number];
        uint32_t *number = &notes->number[ref->as.note.number];
        if (*number == 0) {
            notes->kept[notes->n_kept++] = note;
            *number = notes->n_kept;
            note->as.note.uses = 0;
        }
        ref->as.note.number = *number;
        ref->as.note.uses = ++note->as.note.uses;
    }
}

static void renumber_notes(jr_arena *arena, jr_doc *doc)
{
    struct notes notes = {0};
    for (const jr_node *n = doc->notes->first; n; n = n->next)
        notes.n++;
    notes.by_number = jr_arena_array(arena, jr_node *, notes.n + 1);
    notes.kept = jr_arena_array(arena, jr_node *, notes.n + 1);
    notes.number = jr_arena_array(arena, uint32_t, notes.n + 1);
    while (doc->notes->first) {
        jr_node *note = jr_node_edit(doc->notes->first);
        notes.by_number[note->as.note.number] = note;
        jr_node_unlink(note);
    }
    refer(&notes, doc->root);
    for (uint32_t i = 0; i < notes.n_kept; i++)
        refer(&notes, notes.kept[i]);
    for (uint32_t i = 0; i < notes.n_kept; i++) {
        notes.kept[i]->as.note.number = i + 1;
        jr_node_append(jr_node_edit(doc->notes), notes.kept[i]);
    }
    if (notes.n_kept == 0)
        doc->notes = NULL;
}

static bool choose(const struct rule *rule, const jr_opt_list *chosen, jr_diag *diag, const jr_node *root)
{
    return chosen->n > 0 && root && is_known(rule, chosen, diag, root) && apply(rule, chosen, root);
}

void jr_choose(jr_arena *arena, jr_diag *diag, jr_doc *doc, const jr_choice *choice)
{
    const bool by_pivot = choose(&zones, &choice->pivots, diag, doc->root);
    const bool by_moniker = choose(&monikers, &choice->monikers, diag, doc->root);
    if ((by_pivot || by_moniker) && doc->notes)
        renumber_notes(arena, doc);
}
