/* SPDX-License-Identifier: MIT */
/* Ids. Links name a heading by the slug that GitHub and DocFX give it: the text in lower case, letters, marks, digits,
   connectors and hyphens kept, each space a hyphen. */
#include "pass/resolve.h"

#include "ast/build.h"

/* Ids in use: open addressing; each remembers the number that its next repeat gets. */
struct id {
    jr_str name;
    uint32_t repeats;
};

struct id_set {
    struct id *slots;
    size_t count, size; /* size is a power of two, at least twice count */
    jr_arena *arena;
};

static size_t hash(jr_str s)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 32);
}

static struct id *find(const struct id_set *set, jr_str name)
{
    size_t at = hash(name) & (set->size - 1);
    while (set->slots[at].name.p && !jr_str_eq(set->slots[at].name, name))
        at = (at + 1) & (set->size - 1);
    return &set->slots[at];
}

static void grow(struct id_set *set)
{
    struct id *old = set->slots;
    const size_t old_size = set->size;
    set->size = old_size ? old_size * 2 : 64;
    set->slots = jr_arena_array(set->arena, struct id, set->size);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].name.p)
            *find(set, old[i].name) = old[i];
}

/* Adds a name; false where it is there already. */
static bool add(struct id_set *set, jr_str name)
{
    if (set->count * 2 >= set->size)
        grow(set);
    struct id *slot = find(set, name);
    if (slot->name.p)
        return false;
    slot->name = name;
    set->count++;
    return true;
}

/* The name itself where it is free, else with the first free "-N". */
static jr_str add_unique(struct id_set *set, jr_str name)
{
    if (add(set, name))
        return name;
    for (;;) {
        const uint32_t n = ++find(set, name)->repeats;
        const jr_str numbered = jr_arena_printf(set->arena, "%.*s-%u", JR_FMT(name), n);
        if (add(set, numbered))
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
static void keep_explicit(struct id_set *set, jr_diag *diag, jr_node *node)
{
    jr_str id = jr_node_id(node);
    if (!usable(id)) {
        id = without_spaces(set->arena, id);
        jr_node_set_id(set->arena, node, id);
    }
    if (id.n == 0 || add(set, id))
        return;
    jr_report(diag, JR_D_DUPLICATE_ID, &node->span, "the id \"%.*s\" is used twice; links lead to the first", JR_FMT(id));
    jr_node_set_id(set->arena, node, node->kind == JR_HEADING ? add_unique(set, id) : JR_STR(""));
}

/* Keeps what the author wrote; appends the headings that have no id to `nameless`. */
static void collect(struct id_set *set, jr_diag *diag, const jr_node *root, jr_buf *nameless)
{
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        if (!w.entering)
            continue;
        if (jr_node_id(w.node).n)
            keep_explicit(set, diag, jr_node_edit(w.node));
        else if (w.node->kind == JR_HEADING)
            jr_put(nameless, (jr_str){(const char *)&w.node, sizeof w.node});
    }
}

static void name_headings(struct id_set *set, const jr_buf *nameless)
{
    jr_buf text = {0}, scratch = {0};
    for (size_t at = 0; at < nameless->n; at += sizeof(jr_node *)) {
        const jr_node *heading = NULL;
        memcpy(&heading, nameless->p + at, sizeof heading);
        text.n = 0;
        jr_node_text(heading, &text);
        const jr_str name = slug(set->arena, jr_str_trim(jr_buf_str(&text)), &scratch);
        jr_node_set_id(set->arena, jr_node_edit(heading), add_unique(set, name));
    }
    jr_buf_free(&text);
    jr_buf_free(&scratch);
}

void jr_resolve_ids(jr_arena *arena, jr_diag *diag, jr_doc *doc)
{
    struct id_set set = {.arena = arena};
    jr_buf nameless = {0};
    grow(&set);
    collect(&set, diag, doc->root, &nameless);
    if (doc->notes)
        collect(&set, diag, doc->notes, &nameless);
    name_headings(&set, &nameless);
    jr_buf_free(&nameless);
}
