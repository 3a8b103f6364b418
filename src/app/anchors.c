/* SPDX-License-Identifier: MIT */
#include "anchors.h"

#include <jerome/buf.h>

#include "base/path.h"
#include "pass/resolve.h"

struct jr_anchors {
    jr_arena *arena;
    const jr_doc *doc; /* NULL: its tabs are in `tabs` */
    jr_map ids;
    jr_map tabs;   /* "tab/ID" and "tab/ID/CONDITION" */
    jr_map folded; /* names in lower case to their index + 1 in list, once one was looked for; of several the first in
                      byte order */
    jr_str *list;
    size_t n;
};

/* ---- Names ---- */

static void add_tabs(jr_anchors *a)
{
    const jr_doc *doc = a->doc;
    for (jr_walk w = jr_walk_start(doc ? doc->root : NULL); jr_walk_next_block(&w);) {
        if (!w.entering || w.node->kind != JR_TAB)
            continue;
        const jr_str id = jr_arena_printf(a->arena, "tab/%.*s", JR_FMT(w.node->as.tab.id));
        const jr_str condition = w.node->as.tab.condition;
        jr_map_add(&a->tabs, id, 1);
        if (condition.n)
            jr_map_add(&a->tabs, jr_arena_printf(a->arena, "%.*s/%.*s", JR_FMT(id), JR_FMT(condition)), 1);
    }
    a->doc = NULL;
}

static bool has(jr_anchors *a, jr_str name)
{
    size_t value;
    if (jr_map_find(&a->ids, name, &value))
        return true;
    if (!jr_str_starts(name, JR_STR("tab/")))
        return false;
    if (a->doc)
        add_tabs(a);
    return jr_map_find(&a->tabs, name, &value);
}

/* ---- Names in other letters ---- */

/* Small ASCII letters only, as in most ids. */
static bool is_folded(jr_str name)
{
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] >= 0x80 || (name.p[i] >= 'A' && name.p[i] <= 'Z'))
            return false;
    return true;
}

static jr_str fold(jr_arena *arena, jr_str name)
{
    if (is_folded(name))
        return name;
    jr_buf out = {0};
    for (size_t at = 0; at < name.n;)
        jr_put_utf8(&out, jr_to_lower(jr_utf8_next(name, &at)));
    return jr_buf_take(&out, arena);
}

static void fold_all(jr_anchors *a, const jr_map *names)
{
    for (size_t i = 0; i < names->capacity; i++) {
        const jr_str name = names->slots[i].key;
        if (!name.p)
            continue;
        a->list[a->n++] = name;
        size_t *index = jr_map_at(&a->folded, fold(a->arena, name));
        if (!*index || jr_str_cmp(a->list[*index - 1], name) > 0)
            *index = a->n;
    }
}

static jr_str near_to(jr_anchors *a, jr_str name)
{
    if (!a->list) {
        a->list = jr_arena_array(a->arena, jr_str, a->ids.count + a->tabs.count + 1);
        fold_all(a, &a->ids);
        fold_all(a, &a->tabs);
    }
    const size_t index = jr_map_get(&a->folded, fold(a->arena, name));
    return index ? a->list[index - 1] : (jr_str){"", 0};
}

jr_anchors *jr_anchors_of(const jr_doc *doc, const jr_map *ids, jr_arena *arena)
{
    jr_anchors *a = jr_arena_new(arena, jr_anchors);
    *a = (jr_anchors){.arena = arena, .doc = doc, .ids = *ids};
    a->tabs.arena = a->folded.arena = arena;
    return a;
}

bool jr_anchors_find(jr_anchors *anchors, jr_str fragment, jr_str *ret_near)
{
    *ret_near = (jr_str){"", 0};
    if (has(anchors, fragment))
        return true;
    const jr_str name = jr_url_decoded(fragment, anchors->arena);
    if (has(anchors, name))
        return true;
    *ret_near = near_to(anchors, name);
    return false;
}

/* ---- Other pages ---- */

struct jr_pages {
    jr_arena *arena;
    jr_map index; /* absolute path to index + 1 in read */
    jr_anchors **read;
    size_t n, capacity;
};

jr_pages *jr_pages_create(void)
{
    jr_arena *arena = jr_arena_create();
    jr_pages *pages = jr_arena_new(arena, jr_pages);
    pages->arena = pages->index.arena = arena;
    return pages;
}

void jr_pages_destroy(jr_pages *pages)
{
    if (pages)
        jr_arena_destroy(pages->arena);
}

/* Those of a document that is about to go. */
static jr_anchors *keep(jr_arena *arena, const jr_doc *doc, const jr_map *ids)
{
    jr_map names = {.arena = arena};
    for (size_t i = 0; i < ids->capacity; i++)
        if (ids->slots[i].key.p)
            jr_map_add(&names, jr_arena_copy(arena, ids->slots[i].key), 1);
    jr_anchors *a = jr_anchors_of(doc, &names, arena);
    add_tabs(a);
    return a;
}

static jr_anchors *read_page(jr_pages *pages, jr_str path, jr_files *files, const jr_reader *reader,
                             const jr_read_ctx *reading)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *silent = jr_diag_create(NULL, NULL);
    jr_read_ctx ctx = *reading;
    ctx.arena = arena;
    ctx.diag = silent;
    jr_anchors *anchors = NULL;
    jr_resource page;
    jr_doc *doc;
    jr_index index;
    if (jr_files_read(files, path, arena, &page) == JR_LOAD_OK && reader->read(&ctx, page.bytes, page.file, &doc)) {
        jr_resolve_ids(arena, silent, doc, &index);
        anchors = keep(pages->arena, doc, &index.ids);
    }
    jr_diag_destroy(silent);
    jr_arena_destroy(arena);
    return anchors;
}

jr_anchors *jr_pages_anchors(jr_pages *pages, jr_str path, jr_files *files, const jr_reader *reader,
                             const jr_read_ctx *reading)
{
    const jr_str key = jr_arena_printf(pages->arena, "%.*s/%.*s", JR_FMT(jr_files_root(files)), JR_FMT(path));
    const size_t known = jr_map_get(&pages->index, key);
    if (known)
        return pages->read[known - 1];
    if (pages->n == pages->capacity) {
        jr_anchors **old = pages->read;
        pages->capacity = pages->capacity ? 2 * pages->capacity : 64;
        pages->read = jr_arena_array(pages->arena, jr_anchors *, pages->capacity);
        if (pages->n)
            memcpy(pages->read, old, pages->n * sizeof *old);
    }
    jr_anchors *anchors = read_page(pages, path, files, reader, reading);
    pages->read[pages->n++] = anchors;
    *jr_map_at(&pages->index, key) = pages->n;
    return anchors;
}
