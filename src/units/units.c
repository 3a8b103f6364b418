/* SPDX-License-Identifier: MIT */
/* The walk that finds the translatable units of a page. */
#include "unit_parts.h"

#include <stdlib.h>

#include "unit_comments.h"
#include "unit_place.h"
#include "unit_terms.h"

static const jr_str kind_names[JR_UNIT_KIND_COUNT] = {
#define X(name, slug, text) JR_STR_INIT(slug),
    JR_UNIT_KINDS(X)
#undef X
};

jr_str jr_unit_kind_name(jr_unit_kind kind)
{
    return kind_names[kind];
}

struct finder {
    const jr_doc *doc;
    jr_arena *arena;
    jr_diag *diag;                   /* or NULL */
    const jr_terms *terms;           /* or NULL */
    bool code_comments, bare, brief; /* as in jr_unit_opts */
    jr_definitions *definitions;     /* NULL: not needed yet */
    jr_buf room;                     /* of units: an arena would keep each size that it grew through */
    jr_unit *units;                  /* in it */
    size_t n;
    jr_place place;
};

/* ---- Ids ---- */

/* FNV-1a, 64 bits (draft-eastlake-fnv §2): no secret hangs on it, and equal values are told apart by their ordinal. */
static uint64_t hash_bytes(uint64_t hash, jr_str s)
{
    for (size_t i = 0; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001B3);
    return hash;
}

/* What a unit says: its kind, its text, its code spans and includes. Where a link leads may change without a new unit.
 */
static uint64_t unit_hash(const jr_unit *unit)
{
    uint64_t hash = hash_bytes(UINT64_C(0xCBF29CE484222325), kind_names[unit->kind]);
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_piece *piece = &unit->pieces[i];
        if (piece->kind == JR_PIECE_TEXT)
            hash = hash_bytes(hash, piece->text);
        else if (piece->type == JR_CODE_TERM && piece->kind == JR_PIECE_CODE)
            hash = hash_bytes(hash, piece->equiv); /* the same whether it is protected or not */
        else if (piece->kind == JR_PIECE_CODE && piece->node && piece->node->kind == JR_CODE)
            hash = hash_bytes(hash, piece->node->as.text);
        else if (piece->kind == JR_PIECE_CODE && piece->type == JR_CODE_INCLUDE)
            hash = hash_bytes(hash, piece->text);
        else
            hash = hash_bytes(hash, piece->kind == JR_PIECE_CODE ? JR_STR("\x1F") : JR_STR(""));
    }
    return hash;
}

struct hashed {
    uint64_t hash;
    size_t index;
};

static int by_hash(const void *a, const void *b)
{
    const struct hashed *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static void set_ids(struct finder *f)
{
    struct hashed *list = jr_arena_array(f->arena, struct hashed, f->n);
    for (size_t i = 0; i < f->n; i++)
        list[i] = (struct hashed){unit_hash(&f->units[i]), i};
    if (f->n)
        qsort(list, f->n, sizeof *list, by_hash);
    size_t ordinal = 1;
    for (size_t i = 0; i < f->n; i++) {
        ordinal = i && list[i].hash == list[i - 1].hash ? ordinal + 1 : 1;
        jr_unit *unit = &f->units[list[i].index];
        const unsigned long long hash = list[i].hash;
        unit->id = ordinal == 1 ? jr_arena_printf(f->arena, "u%016llx", hash)
                                : jr_arena_printf(f->arena, "u%016llx-%zu", hash, ordinal);
    }
}

/* ---- Units ---- */

/* The unit of a run; NULL: it has no words, or it has no certain place (reported at `where`). */
static jr_unit *add_unit(struct finder *f, jr_unit_kind kind, jr_form form, const jr_span *where, jr_run *run)
{
    if (!run->has_words)
        return NULL;
    if (!jr_run_finish(f->doc, f->arena, f->terms, form, run)) {
        if (f->diag)
            jr_report(f->diag, JR_D_NOT_EXPORTED, where,
                      "this text (%.*s) is not exported: its bytes could not be found for certain",
                      JR_FMT(kind_names[kind]));
        return NULL;
    }
    if (!run->has_words)
        return NULL;
    jr_buf_reserve(&f->room, sizeof(jr_unit));
    f->room.n += sizeof(jr_unit);
    f->units = (jr_unit *)(void *)f->room.p;
    jr_unit *unit = &f->units[f->n++];
    *unit = (jr_unit){.kind = kind, .form = form, .pieces = run->pieces, .n_pieces = run->n, .parent = JR_NO_UNIT};
    unit->span = run->pieces[0].span;
    unit->span.end = run->pieces[run->n - 1].span.end;
    return unit;
}

/* Within a cell of a table that is written with pipes. */
static bool is_in_cell(const jr_node *node)
{
    while (node && node->kind != JR_TABLE_CELL)
        node = node->parent;
    return node && !(node->flags & JR_NODE_HTML);
}

/* What is written as HTML is known by its texts; the rest by its block. */
static jr_form form_of_run(const jr_run *run, const jr_node *block, bool in_cell)
{
    for (size_t i = 0; i < run->n; i++)
        if (run->pieces[i].kind == JR_PIECE_TEXT && jr_str_trim(run->pieces[i].text).n) {
            if (run->pieces[i].form == JR_FORM_HTML_TEXT)
                return JR_FORM_HTML_TEXT;
            break;
        }
    if (block->kind == JR_HEADING)
        return block->flags & JR_NODE_ATX ? JR_FORM_HEADING_ATX : JR_FORM_HEADING_SETEXT;
    if (block->kind == JR_TAB_TITLE)
        return JR_FORM_LINK_TEXT;
    return in_cell ? JR_FORM_CELL : JR_FORM_PARAGRAPH;
}

/* A link or an image whose title stands in a definition. */
static bool is_reference(const struct finder *f, const jr_node *node, jr_unit_kind kind)
{
    const jr_span *span = &node->span;
    if (kind != JR_UNIT_TITLE || span->file != f->doc->file || span->end <= span->begin || span->end > f->doc->source.n)
        return false;
    const char first = f->doc->source.p[span->begin];
    return (first == '[' || first == '!') && f->doc->source.p[span->end - 1] == ']';
}

static jr_value_place sub_place(struct finder *f, const jr_node *node, jr_unit_kind kind)
{
    if (!is_reference(f, node, kind))
        return jr_sub_place(f->doc, node, kind);
    if (!f->definitions)
        f->definitions = jr_definitions_read(f->doc->source, f->arena);
    return jr_definitions_find(f->definitions, f->arena, jr_str_sub(f->doc->source, node->span.begin, node->span.end));
}

/* The unit of an alternative text, a title or a label, or JR_NO_UNIT. */
static size_t take_sub(struct finder *f, const jr_node *node, jr_unit_kind kind)
{
    jr_run run;
    jr_value_place place = {.form = JR_FORM_ALT};
    if (kind == JR_UNIT_ALT && !(node->flags & JR_NODE_HTML) && f->doc->source.n > node->span.begin &&
        f->doc->source.p[node->span.begin] == '!') {
        jr_run_inlines(f->doc, f->arena, node->first, !f->brief, &run);
    } else {
        place = sub_place(f, node, kind);
        if (place.form == JR_FORM_COUNT)
            return JR_NO_UNIT;
        jr_run_plain(f->doc, f->arena, jr_sub_text_of(node, kind), &node->span, place, &run);
    }
    jr_unit *unit = add_unit(f, kind, place.form, &node->span, &run);
    if (!unit)
        return JR_NO_UNIT;
    unit->block = node;
    unit->in_cell = is_in_cell(node);
    if (!f->bare)
        jr_place_sub(&f->place, node, kind, unit);
    return f->n - 1;
}

static void add_sub_units(struct finder *f, const jr_run *run, size_t parent)
{
    for (size_t i = 0; i < run->n_subs; i++) {
        const jr_sub_text *sub = &run->subs[i];
        const size_t index = take_sub(f, sub->node, sub->kind);
        if (index == JR_NO_UNIT)
            continue;
        f->units[index].parent = parent;
        jr_piece *code = &run->pieces[sub->piece];
        if (code->n_subs++ == 0)
            code->first_sub = index;
    }
}

/* The unit of the inlines from `first` on, and those of its codes. */
static void take_run(struct finder *f, const jr_node *first)
{
    jr_run run;
    jr_run_inlines(f->doc, f->arena, first, !f->brief, &run);
    size_t parent = JR_NO_UNIT;
    const jr_node *block = first->parent;
    const bool in_cell = is_in_cell(block);
    jr_unit *unit = add_unit(f, jr_place_kind(&f->place, block), form_of_run(&run, block, in_cell), &block->span, &run);
    if (unit) {
        parent = f->n - 1;
        unit->in_cell = in_cell;
        unit->block = block;
        if (!f->bare)
            jr_place_unit(&f->place, block, unit);
    }
    add_sub_units(f, &run, parent);
}

/* ---- The walk ---- */

/* Nothing below such a node is for the translator of this page. */
static bool is_foreign(const struct finder *f, const jr_node *node)
{
    return node->kind == JR_INCLUDE || (node->span.file && node->span.file != f->doc->file) ||
           jr_str_eq_nocase(jr_node_get(node, JR_STR("translate")), JR_STR("no"));
}

/* What a block says on hover or aloud: an element of HTML, or a video. */
static void take_attributes(struct finder *f, const jr_node *block)
{
    static const jr_unit_kind kinds[] = {JR_UNIT_TITLE, JR_UNIT_LABEL};
    if (!block->attr && block->kind != JR_VIDEO)
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (jr_sub_text_of(block, kinds[i]).n)
            take_sub(f, block, kinds[i]);
}

/* A line of a comment in code. */
static void take_comment(void *user, const jr_node *block, jr_str text, const jr_span *span)
{
    struct finder *f = user;
    jr_run run;
    const jr_value_place place = {span->begin, span->end, JR_FORM_COMMENT};
    jr_run_plain(f->doc, f->arena, text, span, place, &run);
    jr_unit *unit = add_unit(f, JR_UNIT_COMMENT, JR_FORM_COMMENT, span, &run);
    if (!unit)
        return;
    unit->block = block;
    if (!f->bare)
        jr_place_comment(&f->place, block, unit);
}

static void walk(struct finder *f, const jr_node *root)
{
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        const jr_node *node = w.node;
        if (jr_kind_is_inline(node->kind)) {
            if (w.entering && !(node->prev && jr_kind_is_inline(node->prev->kind)))
                take_run(f, node);
            if (w.entering)
                jr_walk_skip(&w);
        } else if (!w.entering) {
            jr_place_leave(&f->place, node);
        } else if (is_foreign(f, node)) {
            jr_place_enter(&f->place, node);
            jr_walk_skip(&w);
        } else {
            jr_place_enter(&f->place, node);
            take_attributes(f, node);
            if (f->code_comments && node->kind == JR_CODE_BLOCK)
                jr_comments_find(f->doc, node, take_comment, f);
        }
    }
}

/* Takes the next name off a list of names separated by commas. */
static bool next_name(jr_str *list, jr_str *ret_name)
{
    while (list->n) {
        const size_t comma = jr_str_find(*list, 0, ',');
        *ret_name = jr_str_trim(jr_str_sub(*list, 0, comma));
        *list = jr_str_sub(*list, comma + 1, list->n);
        if (ret_name->n)
            return true;
    }
    return false;
}

static void take_meta(struct finder *f, const jr_meta_entry *entry)
{
    jr_run run;
    jr_form form;
    jr_run_meta(f->doc, f->arena, &entry->value, &form, &run);
    jr_unit *unit = add_unit(f, JR_UNIT_META, form, &entry->value.span, &run);
    if (!unit)
        return;
    unit->meta = &entry->value;
    unit->list = entry->value.kind == JR_META_LIST || jr_str_eq(entry->key, JR_STR("keywords"));
    jr_place_meta(&f->place, entry->key, unit);
}

/* Of duplicate keys the last one holds: the values that do are looked up by name, and taken in the order of the page.
 */
static void take_front_matter(struct finder *f, jr_str keys)
{
    const jr_meta *map = &f->doc->meta;
    const jr_meta **chosen = NULL;
    size_t n = 0, cap = 0;
    for (jr_str name; next_name(&keys, &name);) {
        JR_GROW(f->arena, chosen, n, cap);
        chosen[n++] = jr_meta_get(map, name);
    }
    for (size_t i = 0; map->kind == JR_META_MAP && i < map->count; i++) {
        bool found = false;
        for (size_t j = 0; j < n && !found; j++)
            found = chosen[j] == &map->entries[i].value;
        if (found)
            take_meta(f, &map->entries[i]);
    }
}

void jr_units_find(const jr_doc *doc, const jr_unit_opts *opts, jr_arena *arena, jr_diag *diag, jr_units *ret_units)
{
    struct finder f = {
        .doc = doc, .arena = arena, .diag = diag, .place = jr_place_start(arena, !opts->bare && !opts->brief)};
    f.code_comments = opts->code_comments;
    f.bare = opts->bare;
    f.brief = opts->brief;
    f.terms = jr_terms_of(doc, arena);
    take_front_matter(&f, opts->keys);
    walk(&f, doc->root);
    if (doc->notes)
        walk(&f, doc->notes);
    if (!f.bare)
        set_ids(&f);
    jr_unit *units = jr_arena_array(arena, jr_unit, f.n);
    if (f.n)
        memcpy(units, f.units, f.room.n);
    jr_buf_free(&f.room);
    *ret_units = (jr_units){units, f.n};
}
