/* SPDX-License-Identifier: MIT */
#include "docset.h"

#include "base/glob.h"
#include "base/path.h"
#include "codec/json_in.h"
#include "base/file.h"

#define CONFIG_MAX ((size_t)16 * 1024 * 1024)

static size_t count(const jr_json *list)
{
    size_t n = 0;
    for (const jr_json *item = list ? list->first : NULL; item; item = item->next)
        n++;
    return n;
}

/* Adds a pattern, in all that its braces stand for. DocFX takes '\' for '/'. */
static void add_pattern(const jr_json *item, jr_arena *arena, jr_str *items, size_t *n)
{
    if (item->kind != JR_JSON_STRING)
        return;
    char *text = jr_arena_array(arena, char, item->text.n + 1);
    for (size_t i = 0; i < item->text.n; i++)
        text[i] = item->text.p[i] == '\\' ? '/' : item->text.p[i];
    jr_str pattern = {text, item->text.n};
    if (jr_str_starts(pattern, JR_STR("./")))
        pattern = jr_str_sub(pattern, 2, pattern.n);
    const jr_opt_list all = jr_glob_braces(pattern, arena);
    for (size_t i = 0; i < all.n; i++)
        items[(*n)++] = all.items[i];
}

/* A string or a list of strings. */
static jr_opt_list patterns_of(const jr_json *value, jr_arena *arena)
{
    if (!value)
        return (jr_opt_list){0};
    const bool list = value->kind == JR_JSON_ARRAY;
    jr_str *items = jr_arena_array(arena, jr_str, (list ? count(value) : 1) * JR_GLOB_BRACES);
    size_t n = 0;
    if (!list)
        add_pattern(value, arena, items, &n);
    for (const jr_json *item = list ? value->first : NULL; item; item = item->next)
        add_pattern(item, arena, items, &n);
    return (jr_opt_list){items, n};
}

static bool read_part(const jr_json *entry, jr_arena *arena, jr_diag *diag, uint32_t file, jr_docset_part *part)
{
    if (entry->kind != JR_JSON_OBJECT) { /* a pattern by itself */
        part->files = patterns_of(entry, arena);
        return true;
    }
    const jr_str folder = jr_json_text(entry, "src");
    const jr_span where = {.file = file};
    if (jr_str_starts(folder, JR_STR("/")) || !jr_path_join((jr_str){"", 0}, folder, arena, &part->folder))
        return jr_report(diag, JR_D_REFUSED_PATH, &where, "its content in '%.*s' is not below its own folder",
                         JR_FMT(folder));
    part->files = patterns_of(jr_json_member(entry, "files"), arena);
    part->exclude = patterns_of(jr_json_member(entry, "exclude"), arena);
    return true;
}

static bool read_config(jr_str path, jr_arena *arena, jr_diag *diag, uint32_t file, const jr_json **ret_json)
{
    jr_str bytes;
    if (!jr_file_read(path, CONFIG_MAX, file, arena, diag, &bytes))
        return false;
    size_t at;
    if (jr_json_read(bytes, arena, ret_json, &at))
        return true;
    const jr_span place = jr_json_place(bytes, at, file);
    return jr_report(diag, JR_D_BAD_CONFIG, &place, "this is no JSON");
}

bool jr_docset_read(jr_str path, jr_arena *arena, jr_diag *diag, jr_docset *ret_set)
{
    const uint32_t file = jr_diag_file(diag, path);
    const jr_span where = {.file = file};
    const jr_json *json;
    if (!read_config(path, arena, diag, file, &json))
        return false;
    const jr_json *content = jr_json_member(jr_json_member(json, "build"), "content");
    if (!content)
        return jr_report(diag, JR_D_BAD_CONFIG, &where, "it names no content (build.content)");
    const bool list = content->kind == JR_JSON_ARRAY;
    jr_docset_part *parts = jr_arena_array(arena, jr_docset_part, list ? count(content) + 1 : 1);
    size_t n = 0;
    for (const jr_json *entry = list ? content->first : content; entry; entry = list ? entry->next : NULL)
        if (!read_part(entry, arena, diag, file, &parts[n++]))
            return false;
    *ret_set = (jr_docset){parts, n};
    return true;
}

static bool fits_one(const jr_opt_list *patterns, jr_str path)
{
    for (size_t i = 0; i < patterns->n; i++)
        if (jr_glob_match(patterns->items[i], path, true))
            return true;
    return false;
}

/* All that is in a folder is left out by "folder" + "/" + two stars. */
static bool is_left_out(const jr_opt_list *exclude, jr_str folder)
{
    const jr_str all = JR_STR("/**");
    for (size_t i = 0; i < exclude->n; i++) {
        const jr_str pattern = exclude->items[i];
        if (jr_str_ends(pattern, all) && jr_glob_match(jr_str_sub(pattern, 0, pattern.n - all.n), folder, true))
            return true;
    }
    return false;
}

bool jr_docset_has(const jr_docset_part *part, jr_str path, bool folder)
{
    if (folder)
        return !is_left_out(&part->exclude, path);
    return fits_one(&part->files, path) && !fits_one(&part->exclude, path);
}
