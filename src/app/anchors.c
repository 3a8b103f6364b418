/* SPDX-License-Identifier: MIT */
#include "anchors.h"

#include <jerome/buf.h>

#include "base/path.h"
#include "pass/resolve.h"

struct jr_anchors {
    jr_map names;  /* each to index + 1 in list */
    jr_map folded; /* each in lower case to the same; of several the first in byte order */
    jr_str *list;
    size_t n, capacity;
};

static jr_str fold(jr_arena *arena, jr_str name)
{
    jr_buf out = {0};
    for (size_t at = 0; at < name.n;)
        jr_put_utf8(&out, jr_to_lower(jr_utf8_next(name, &at)));
    return jr_buf_take(&out, arena);
}

static void add(jr_anchors *a, jr_str name)
{
    jr_arena *arena = a->names.arena;
    if (a->n == a->capacity) {
        const jr_str *old = a->list;
        a->capacity = a->capacity ? 2 * a->capacity : 64;
        a->list = jr_arena_array(arena, jr_str, a->capacity);
        if (a->n)
            memcpy(a->list, old, a->n * sizeof *old);
    }
    name = jr_arena_copy(arena, name);
    if (!jr_map_add(&a->names, name, a->n + 1))
        return;
    a->list[a->n++] = name;
    size_t *index = jr_map_at(&a->folded, fold(arena, name));
    if (!*index || jr_str_cmp(a->list[*index - 1], name) > 0)
        *index = a->n;
}

static void add_tab(jr_anchors *a, const jr_node *tab)
{
    jr_arena *arena = a->names.arena;
    const jr_str id = jr_arena_printf(arena, "tab/%.*s", JR_FMT(tab->as.tab.id));
    add(a, id);
    if (tab->as.tab.condition.n)
        add(a, jr_arena_printf(arena, "%.*s/%.*s", JR_FMT(id), JR_FMT(tab->as.tab.condition)));
}

jr_anchors *jr_anchors_of(const jr_doc *doc, const jr_map *ids, jr_arena *arena)
{
    jr_anchors *a = jr_arena_new(arena, jr_anchors);
    a->names.arena = a->folded.arena = arena;
    for (size_t i = 0; i < ids->capacity; i++)
        if (ids->slots[i].key.p)
            add(a, ids->slots[i].key);
    for (jr_walk w = jr_walk_start(doc->root); jr_walk_next_block(&w);)
        if (w.entering && w.node->kind == JR_TAB)
            add_tab(a, w.node);
    return a;
}

bool jr_anchors_find(const jr_anchors *anchors, jr_str fragment, jr_arena *arena, jr_str *ret_near)
{
    size_t index;
    *ret_near = (jr_str){"", 0};
    if (jr_map_find(&anchors->names, fragment, &index))
        return true;
    const jr_str name = jr_url_decoded(fragment, arena);
    if (jr_map_find(&anchors->names, name, &index))
        return true;
    if (jr_map_find(&anchors->folded, fold(arena, name), &index))
        *ret_near = anchors->list[index - 1];
    return false;
}

/* ---- Other pages ---- */

struct jr_pages {
    jr_arena *arena;
    jr_map index; /* absolute path to index + 1 in read */
    const jr_anchors **read;
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

static const jr_anchors *read_page(jr_pages *pages, jr_str path, jr_files *files, const jr_reader *reader,
                                   const jr_read_ctx *reading)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *silent = jr_diag_create(NULL, NULL);
    jr_read_ctx ctx = *reading;
    ctx.arena = arena;
    ctx.diag = silent;
    const jr_anchors *anchors = NULL;
    jr_resource page;
    jr_doc *doc;
    jr_map ids;
    if (jr_files_read(files, path, arena, &page) == JR_LOAD_OK && reader->read(&ctx, page.bytes, page.file, &doc)) {
        jr_resolve_ids(arena, silent, doc, &ids);
        anchors = jr_anchors_of(doc, &ids, pages->arena);
    }
    jr_diag_destroy(silent);
    jr_arena_destroy(arena);
    return anchors;
}

const jr_anchors *jr_pages_anchors(jr_pages *pages, jr_str path, jr_files *files, const jr_reader *reader,
                                   const jr_read_ctx *reading)
{
    const jr_str key = jr_arena_printf(pages->arena, "%.*s/%.*s", JR_FMT(jr_files_root(files)), JR_FMT(path));
    const size_t known = jr_map_get(&pages->index, key);
    if (known)
        return pages->read[known - 1];
    if (pages->n == pages->capacity) {
        const jr_anchors **old = pages->read;
        pages->capacity = pages->capacity ? 2 * pages->capacity : 64;
        pages->read = jr_arena_array(pages->arena, const jr_anchors *, pages->capacity);
        if (pages->n)
            memcpy(pages->read, old, pages->n * sizeof *old);
    }
    const jr_anchors *anchors = read_page(pages, path, files, reader, reading);
    pages->read[pages->n++] = anchors;
    *jr_map_at(&pages->index, key) = pages->n;
    return anchors;
}
