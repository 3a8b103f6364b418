/* SPDX-License-Identifier: MIT */
/* Bookmarks (WML §17.13.6): where links inside the document lead. */
#include "docx/docx.h"

#define NAME_MAX_CHARS 40 /* WML §17.13.6.2: w:name has at most 40 characters; Word compares them without case */

static bool may_start(uint32_t c)
{
    return c < 0x80 ? jr_is_alpha((char)c)
                    : (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x400 && c < 0x482);
}

/* Letters with their marks, digits and underscores; a variation selector, as emoji have it, is part of no word. */
static bool may_follow(uint32_t c)
{
    return c <= 0xFFFF && jr_is_word(c) && (c < 0xFE00 || c > 0xFE0F);
}

/* The id with everything but letters, digits and underscores replaced, cut to `limit` characters. */
static jr_str clean_name(jr_arena *arena, jr_str id, size_t limit)
{
    jr_buf name = {0};
    size_t count = 0;
    for (size_t i = 0; i < id.n && count < limit; count++) {
        const uint32_t c = jr_utf8_next(id, &i);
        if (count == 0 && !may_start(c)) {
            jr_puts(&name, "b_");
            count += 2;
        }
        jr_put_utf8(&name, may_follow(c) ? c : '_');
    }
    return jr_buf_take(&name, arena);
}

static jr_str fold(jr_arena *arena, jr_str name)
{
    jr_buf folded = {0};
    for (size_t i = 0; i < name.n;)
        jr_put_utf8(&folded, jr_to_lower(jr_utf8_next(name, &i)));
    return jr_buf_take(&folded, arena);
}

/* A name that no other bookmark has; `used` holds those given, folded. */
static jr_str unique_name(docx *d, jr_map *used, jr_str id)
{
    jr_str name = clean_name(d->arena, id, NAME_MAX_CHARS);
    const bool whole = jr_utf8_length(id) <= NAME_MAX_CHARS;
    size_t *taken = jr_map_at(used, fold(d->arena, name));
    if (whole && !*taken) {
        *taken = 1;
        return name;
    }
    name = clean_name(d->arena, id, NAME_MAX_CHARS - 12);
    size_t *count = jr_map_at(used, jr_arena_printf(d->arena, "%.*s ", JR_FMT(fold(d->arena, name))));
    size_t n = *count;
    jr_str numbered;
    do {
        numbered = jr_arena_printf(d->arena, "%.*s_%zu", JR_FMT(name), ++n);
    } while (jr_map_get(used, fold(d->arena, numbered)));
    *count = n;
    *jr_map_at(used, fold(d->arena, numbered)) = 1;
    return numbered;
}

static void collect(docx *d, const jr_node *root, jr_map *used, jr_buf *out)
{
    if (!root)
        return;
    jr_walk w = jr_walk_start(root);
    while (jr_walk_next(&w)) {
        const jr_str id = w.entering ? jr_node_id(w.node) : (jr_str){0};
        if (id.n == 0)
            continue;
        size_t *index = jr_map_at(&d->bookmark_of, id);
        if (*index)
            continue;
        *index = ++d->n_bookmarks;
        const docx_bookmark b = {.id = id, .name = unique_name(d, used, id)};
        jr_put(out, (jr_str){(const char *)&b, sizeof b});
    }
}

void docx_bookmarks_collect(docx *d)
{
    jr_map used = {.arena = d->arena};
    jr_buf all = {0};
    collect(d, d->doc->root, &used, &all);
    collect(d, d->doc->notes, &used, &all);
    d->bookmarks = jr_arena_array(d->arena, docx_bookmark, d->n_bookmarks + 1);
    if (all.n)
        memcpy(d->bookmarks, all.p, all.n);
    jr_buf_free(&all);
}

docx_bookmark *docx_bookmark_find(docx *d, jr_str id)
{
    const size_t index = jr_map_get(&d->bookmark_of, id);
    return index ? &d->bookmarks[index - 1] : NULL;
}

uint32_t docx_bookmark_start(docx *d, jr_str name)
{
    docx_run_end(d);
    jr_printf(d->out, "<w:bookmarkStart w:id=\"%u\" w:name=\"", (unsigned)++d->n_ids);
    jr_xml_attr_text(d->out, name);
    jr_puts(d->out, "\"/>");
    return d->n_ids;
}

void docx_bookmark_end(docx *d, uint32_t number)
{
    docx_run_end(d);
    jr_printf(d->out, "<w:bookmarkEnd w:id=\"%u\"/>", (unsigned)number);
}

static void place(docx *d, docx_bookmark *b)
{
    if (b->placed)
        return;
    b->placed = true;
    docx_bookmark_end(d, docx_bookmark_start(d, b->name));
}

void docx_bookmark_here(docx *d, const jr_node *node)
{
    const jr_str id = node->attr ? jr_node_id(node) : (jr_str){0};
    docx_bookmark *b = id.n ? docx_bookmark_find(d, id) : NULL;
    if (b)
        place(d, b);
}

void docx_bookmark_later(docx *d, const jr_node *node)
{
    const jr_str id = node->attr ? jr_node_id(node) : (jr_str){0};
    const uint32_t index = id.n ? (uint32_t)jr_map_get(&d->bookmark_of, id) : 0;
    if (index)
        jr_put(&d->pending, (jr_str){(const char *)&index, sizeof index});
}

void docx_bookmarks_below(docx *d, const jr_node *node)
{
    jr_walk w = jr_walk_start(node);
    while (jr_walk_next(&w)) {
        if (w.entering)
            docx_bookmark_later(d, w.node);
    }
}

void docx_bookmarks_flush(docx *d)
{
    for (size_t i = 0; i < d->pending.n; i += sizeof(uint32_t)) {
        uint32_t index;
        memcpy(&index, d->pending.p + i, sizeof index);
        place(d, &d->bookmarks[index - 1]);
    }
    d->pending.n = 0;
}

void docx_bookmarks_rest(docx *d)
{
    docx_bookmarks_flush(d);
    for (size_t i = 0; i < d->n_bookmarks; i++) {
        if (d->bookmarks[i].wanted)
            place(d, &d->bookmarks[i]);
    }
}
