/* SPDX-License-Identifier: MIT */
/* Ids. Links name a heading by the slug that GitHub and DocFX give it: the text in lower case, letters, marks, digits,
   connectors and hyphens kept, each space a hyphen. */
#include "resolve.h"

#include "ast/build.h"

/* The name itself where it is free, else with the first free "-N"; the map counts the repeats of each. */
static jr_str add_unique(jr_map *ids, jr_str name)
{
    if (jr_map_add(ids, name, 0))
        return name;
    for (;;) {
        const size_t n = ++*jr_map_at(ids, name);
        const jr_str numbered = jr_arena_printf(ids->arena, "%.*s-%zu", JR_FMT(name), n);
        if (jr_map_add(ids, numbered, 0))
            return numbered;
    }
}

/* GitHub's slug of a text, in the arena; "section" where nothing is left. */
static jr_str slug(jr_arena *arena, jr_str text, jr_buf *scratch)
{
    scratch->n = 0;
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = jr_utf8_next(text, &at);
        if (c == ' ')
            jr_putc(scratch, '-');
        else if (c < 0x80 && (jr_is_alnum((char)c) || c == '_' || c == '-'))
            jr_putc(scratch, jr_lower((char)c));
        else if (c >= 0x80 && jr_is_word(c))
            jr_put_utf8(scratch, jr_to_lower(c));
    }
    return scratch->n ? jr_arena_copy(arena, jr_buf_str(scratch)) : JR_STR("section");
}

/* White space ends an id in HTML, and an empty one is none. */
static bool usable(jr_str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (jr_is_space(id.p[i]))
            return false;
    return id.n > 0;
}

static jr_str without_spaces(jr_arena *arena, jr_str id)
{
    jr_buf out = {0};
    id = jr_str_trim(id);
    for (size_t i = 0; i < id.n; i++)
        jr_putc(&out, jr_is_space(id.p[i]) ? '-' : id.p[i]);
    return jr_buf_take(&out, arena);
}

/* An id that the author wrote: the first of equals keeps its name. */
static void keep_explicit(jr_map *ids, jr_diag *diag, jr_node *node)
{
    jr_str id = jr_node_id(node);
    if (!usable(id)) {
        id = without_spaces(ids->arena, id);
        jr_node_set_id(ids->arena, node, id);
    }
    if (id.n == 0 || jr_map_add(ids, id, 0))
        return;
    jr_report(diag, JR_D_DUPLICATE_ID, &node->span, "the id \"%.*s\" is used twice; links lead to the first",
              JR_FMT(id));
    jr_node_set_id(ids->arena, node, node->kind == JR_HEADING ? add_unique(ids, id) : JR_STR(""));
}

/* Keeps the ids that the author wrote; appends the headings that have none to `nameless`. */
static void collect(jr_index *index, jr_diag *diag, const jr_node *root, jr_node_list *nameless)
{
    jr_arena *arena = index->ids.arena;
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        if (!w.entering)
            continue;
        if (jr_node_id(w.node).n)
            keep_explicit(&index->ids, diag, jr_node_edit(w.node));
        else if (w.node->kind == JR_HEADING)
            jr_node_list_add(nameless, arena, jr_node_edit(w.node));
        if (w.node->kind == JR_LINK || w.node->kind == JR_IMAGE || w.node->kind == JR_VIDEO)
            jr_node_list_add(&index->links, arena, jr_node_edit(w.node));
    }
}

static void name_headings(jr_map *ids, const jr_node_list *nameless)
{
    jr_buf text = {0}, scratch = {0};
    for (size_t i = 0; i < nameless->n; i++) {
        text.n = 0;
        jr_node_text(nameless->p[i], &text);
        const jr_str name = slug(ids->arena, jr_str_trim(jr_buf_str(&text)), &scratch);
        jr_node_set_id(ids->arena, nameless->p[i], add_unique(ids, name));
    }
    jr_buf_free(&text);
    jr_buf_free(&scratch);
}

void jr_resolve_ids(jr_arena *arena, jr_diag *diag, jr_doc *doc, jr_index *ret_index)
{
    jr_node_list nameless = {0};
    *ret_index = (jr_index){.ids = {.arena = arena}};
    collect(ret_index, diag, doc->root, &nameless);
    if (doc->notes)
        collect(ret_index, diag, doc->notes, &nameless);
    name_headings(&ret_index->ids, &nameless);
}
