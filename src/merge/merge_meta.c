/* SPDX-License-Identifier: MIT */
/* Localization metadata, as Microsoft Learn's pipeline writes it: comments and blank lines of the front matter go, a
   null is '', and the keys of the localization come last, in their order. */
#include "merge_parts.h"

#include <jerome/hash.h>
#include <jerome/map.h>

#include "base/lines.h"
#include "units/unit_parts.h"

bool jr_merge_is_older(const jr_merger *m, jr_str day)
{
    const jr_meta *date = m->job->meta.from ? jr_meta_get(m->job->meta.from, JR_STR("ms.lasthandoff")) : NULL;
    if (!date || date->kind != JR_META_STRING || date->text.n != 10 || date->text.p[2] != '/' || date->text.p[5] != '/')
        return false;
    const char *p = date->text.p; /* MM/DD/YYYY */
    const char order[8] = {p[6], p[7], p[8], p[9], p[0], p[1], p[3], p[4]};
    return jr_str_cmp((jr_str){order, sizeof order}, day) < 0;
}

/* The digest of the source with CRLF line ends; until 2018-09-10, with those that it has. */
static jr_str hash_of(const jr_merger *m)
{
    const bool as_is = jr_merge_is_older(m, JR_STR("20180911"));
    const jr_str s = m->job->doc->source;
    jr_sha1 hash = jr_sha1_start();
    unsigned char digest[JR_SHA1_SIZE];
    size_t from = 0;
    for (size_t at = jr_str_find(s, 0, '\n'); at < s.n; at = jr_str_find(s, at + 1, '\n')) {
        if (as_is || (at > 0 && s.p[at - 1] == '\r'))
            continue;
        jr_sha1_update(&hash, jr_str_sub(s, from, at));
        jr_sha1_update(&hash, JR_STR("\r"));
        from = at;
    }
    jr_sha1_update(&hash, jr_str_sub(s, from, s.n));
    jr_sha1_finish(&hash, digest);
    jr_buf hex = {0};
    for (size_t i = 0; i < sizeof digest; i++)
        jr_printf(&hex, "%02x", digest[i]);
    return jr_buf_take(&hex, m->arena);
}

static jr_str locale_of(const jr_merger *m)
{
    return m->job->meta.lang;
}

/* In the order in which they are written; what is not computed is taken from an existing page. */
static const struct {
    jr_str key;
    jr_str (*compute)(const jr_merger *m);
} keys[] = {
    {JR_STR_INIT("ms.openlocfilehash"), hash_of}, {JR_STR_INIT("ms.sourcegitcommit"), NULL},
    {JR_STR_INIT("ms.translationtype"), NULL},    {JR_STR_INIT("ms.contentlocale"), locale_of},
    {JR_STR_INIT("ms.lasthandoff"), NULL},        {JR_STR_INIT("ms.locfileid"), NULL},
};
enum { N_KEYS = sizeof keys / sizeof *keys };

static bool is_key(jr_str key)
{
    for (size_t i = 0; i < N_KEYS; i++)
        if (jr_str_eq(keys[i].key, key))
            return true;
    return false;
}

/* ---- Lines ---- */

static size_t line_start(jr_str s, size_t at)
{
    while (at > 0 && s.p[at - 1] != '\n' && s.p[at - 1] != '\r')
        at--;
    return at;
}

static size_t skip_blanks(jr_str s, size_t at)
{
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
        at++;
    return at;
}

static bool is_fence(jr_str s, size_t line)
{
    const jr_str text = jr_str_trim(jr_str_sub(s, line, jr_line_end(s, line)));
    return jr_str_eq(text, JR_STR("---")) || jr_str_eq(text, JR_STR("..."));
}

/* ---- Edits ---- */

static void add(jr_merger *m, size_t begin, size_t end, jr_str bytes)
{
    jr_merge_add(m, (jr_edit){.begin = begin, .end = end, .unit = JR_NO_UNIT, .bytes = bytes});
}

/* Places of the scalars: a line that starts in one is part of it. */
struct scalars {
    jr_span *items;
    size_t n, cap;
};

static void find_scalars(jr_arena *arena, const jr_meta *value, struct scalars *found)
{
    if (value->kind == JR_META_STRING) {
        JR_GROW(arena, found->items, found->n, found->cap);
        found->items[found->n++] = value->span;
    }
    for (size_t i = 0; value->kind >= JR_META_LIST && i < value->count; i++)
        find_scalars(arena, &value->entries[i].value, found); /* as deep as the reader allows */
}

static void drop_lines(jr_merger *m, size_t begin, size_t end, const struct scalars *scalars)
{
    const jr_str s = m->job->doc->source;
    size_t next = 0;
    for (size_t line = begin; line < end; line = jr_line_next(s, line)) {
        while (next < scalars->n && scalars->items[next].end <= line)
            next++;
        const size_t text = skip_blanks(s, line);
        const bool idle = text == jr_line_end(s, line) || s.p[text] == '#';
        if (idle && !(next < scalars->n && scalars->items[next].begin < line))
            add(m, line, jr_line_next(s, line), (jr_str){"", 0});
    }
}

/* Drops the comment that follows a value on its line. */
static void drop_comment(jr_merger *m, size_t at)
{
    const jr_str s = m->job->doc->source;
    const size_t text = skip_blanks(s, at);
    if (text > at && text < s.n && s.p[text] == '#')
        add(m, at, jr_line_end(s, text), (jr_str){"", 0});
}

static void set_null(jr_merger *m, const jr_meta_entry *entry)
{
    const jr_str s = m->job->doc->source;
    const size_t end = jr_line_end(s, entry->span.end), colon = jr_str_find(s, entry->span.end, ':');
    if (colon < end)
        add(m, colon + 1, end, JR_STR(" ''"));
}

/* Drops a whole entry: a page that was localized before has the keys already. */
static void drop_entry(jr_merger *m, const jr_meta_entry *entry)
{
    const jr_str s = m->job->doc->source;
    add(m, line_start(s, entry->span.begin), jr_line_next(s, entry->value.span.end), (jr_str){"", 0});
}

static void put_key(const jr_merger *m, size_t i, jr_str indent, jr_str eol, jr_buf *out)
{
    const jr_meta *from = m->job->meta.from ? jr_meta_get(m->job->meta.from, keys[i].key) : NULL;
    const jr_str value = keys[i].compute                        ? keys[i].compute(m)
                         : from && from->kind == JR_META_STRING ? from->text
                                                                : (jr_str){0};
    if (value.n == 0)
        return;
    const bool quoted = !keys[i].compute && from->style == JR_META_DOUBLE_QUOTED;
    jr_put(out, indent);
    jr_put(out, keys[i].key);
    jr_puts(out, ": ");
    jr_merge_yaml_scalar(value, quoted, out);
    jr_put(out, eol);
}

static jr_str all_keys(const jr_merger *m, jr_str indent, jr_str eol)
{
    jr_buf out = {0};
    for (size_t i = 0; i < N_KEYS; i++)
        put_key(m, i, indent, eol, &out);
    return jr_buf_take(&out, m->arena);
}

/* The end of the first line, as the page writes it. */
static jr_str line_end_of(const jr_merger *m)
{
    const jr_str s = m->job->doc->source;
    if (m->job->learn)
        return JR_STR("\n");
    const size_t end = jr_line_end(s, 0);
    return end < s.n ? jr_str_sub(s, end, jr_line_next(s, end)) : JR_STR("\n");
}

/* A page without front matter gets one. */
static void add_front_matter(jr_merger *m, size_t start)
{
    const jr_str s = m->job->doc->source, eol = line_end_of(m);
    if (start == s.n || is_fence(s, start))
        return;
    const jr_str lines = all_keys(m, (jr_str){"", 0}, eol);
    add(m, start, start, jr_arena_printf(m->arena, "---%.*s%.*s---%.*s", JR_FMT(eol), JR_FMT(lines), JR_FMT(eol)));
}

static void localize_entries(jr_merger *m, const jr_meta *map)
{
    jr_map last = {.arena = m->arena};
    for (size_t i = 0; i < map->count; i++)
        *jr_map_at(&last, map->entries[i].key) = i;
    for (size_t i = 0; i < map->count; i++) {
        const jr_meta_entry *entry = &map->entries[i];
        if (is_key(entry->key) || jr_map_get(&last, entry->key) != i) /* of a key that is there twice the last counts */
            drop_entry(m, entry);
        else if (entry->value.kind == JR_META_NULL)
            set_null(m, entry);
        else if (entry->value.kind == JR_META_STRING && entry->value.style < JR_META_LITERAL)
            drop_comment(m, entry->value.span.end);
    }
}

bool jr_merge_front_matter(const jr_merger *m, size_t *ret_open, size_t *ret_close)
{
    const jr_meta *map = &m->job->doc->meta;
    const jr_str s = m->job->doc->source;
    if (map->kind != JR_META_MAP || map->count == 0)
        return false;
    const size_t first = map->entries[0].span.begin, last = map->entries[map->count - 1].value.span.end;
    *ret_open = jr_line_next(s, jr_str_starts(s, JR_STR("\xEF\xBB\xBF")) ? 3 : 0);
    *ret_close = line_start(s, last > first ? last : first);
    while (*ret_close < s.n && !is_fence(s, *ret_close))
        *ret_close = jr_line_next(s, *ret_close);
    return *ret_open <= first && *ret_close < s.n;
}

void jr_merge_metadata(jr_merger *m)
{
    const jr_meta *map = &m->job->doc->meta;
    const jr_str s = m->job->doc->source;
    const size_t start = jr_str_starts(s, JR_STR("\xEF\xBB\xBF")) ? 3 : 0;
    if (m->job->meta.keep)
        return;
    if (map->kind != JR_META_MAP || map->count == 0) {
        add_front_matter(m, start);
        return;
    }
    size_t open, close;
    if (!jr_merge_front_matter(m, &open, &close))
        return;
    const size_t first = map->entries[0].span.begin;
    struct scalars scalars = {0};
    find_scalars(m->arena, map, &scalars);
    drop_lines(m, open, close, &scalars);
    localize_entries(m, map);
    add(m, close, close, all_keys(m, jr_str_sub(s, line_start(s, first), first), line_end_of(m)));
}
