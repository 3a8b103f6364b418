/* SPDX-License-Identifier: MIT */
#include "memories.h"

#include <jerome/label.h>
#include <jerome/map.h>

#include "base/path.h"
#include "codec/xml_in.h"
#include "base/file.h"
#include "folders.h"
#include "memory_sentences.h"
#include "read/tmx.h"
#include "read/xliff.h"
#include "app/kit/returns.h"
#include "tree.h"

typedef struct loader {
    const jr_memories_opts *opts;
    jr_memory *memory;
    jr_diag *diag;
    jr_segmenter *source, *target; /* NULL: texts are looked up as they are */
    jr_arena *file;                /* what is needed as long as a file is read */
    jr_arena *scratch;             /* … a unit */
    bool given;                    /* the file at hand gave a pair */
} loader;

/* ---- TMX ---- */

static void take_pair(void *user, const jr_pair *pair, bool sentence)
{
    loader *l = user;
    if (pair->state == JR_STATE_INITIAL)
        return;
    l->given = true;
    jr_memory_add(l->memory, pair);
    if (!sentence && l->source) {
        jr_arena_reset(l->scratch);
        jr_memory_add_sentences(l->memory, pair, l->source, l->target, l->scratch);
    }
}

/* ---- XLIFF ---- */

/* Codes have the numbers of the ids that the source gives them. */
static jr_inlines number_codes(const jr_inlines *text, jr_map *ids, bool target, size_t *next, jr_arena *arena)
{
    jr_inline *items = jr_arena_array(arena, jr_inline, text->n);
    for (size_t i = 0; i < text->n; i++) {
        items[i] = text->items[i];
        if (items[i].kind == JR_PIECE_TEXT)
            continue;
        if (items[i].kind == JR_PIECE_CLOSE && items[i].pair != JR_NO_PAIR) {
            items[i].number = items[items[i].pair].number;
            continue;
        }
        size_t number;
        if (!target || items[i].id.n == 0 || !jr_map_find(ids, items[i].id, &number)) {
            number = ++*next;
            if (items[i].id.n)
                jr_map_add(ids, items[i].id, number);
        }
        items[i].number = (uint32_t)number;
    }
    return (jr_inlines){items, text->n};
}

/* A translation that somebody made: not a copy of the source that nobody says is one. */
static bool is_translated(const jr_bilingual_unit *u, jr_arena *arena)
{
    if (!u->has_target || u->damage.n || u->missing_part || u->state == JR_STATE_INITIAL)
        return false;
    return u->state_given || !jr_str_eq(jr_memory_key(&u->source, arena), jr_memory_key(&u->target, arena));
}

bool jr_memories_pair(const jr_bilingual_unit *u, jr_arena *arena, jr_pair *ret_pair)
{
    size_t next = 0;
    jr_map ids = {.arena = arena};
    if (!is_translated(u, arena))
        return false;
    *ret_pair = (jr_pair){.unit = u->id, .state = u->state};
    ret_pair->source = number_codes(&u->source, &ids, false, &next, arena);
    ret_pair->target = number_codes(&u->target, &ids, true, &next, arena);
    return true;
}

static void add_file(loader *l, const jr_bilingual *file, jr_str path)
{
    if ((file->target_lang.n && !jr_lang_serves(file->target_lang, l->opts->target_lang)) ||
        (l->opts->source_lang.n && file->source_lang.n && !jr_lang_serves(file->source_lang, l->opts->source_lang)))
        return;
    if (l->opts->see)
        l->opts->see(l->opts->user, file, path);
    jr_str *keys = jr_arena_array(l->file, jr_str, file->n_units + 2);
    for (size_t i = 0; i < file->n_units; i++)
        keys[i + 1] = jr_memory_key(&file->units[i].source, l->file);
    for (size_t i = 0; i < file->n_units; i++) {
        const jr_bilingual_unit *u = &file->units[i];
        jr_arena_reset(l->scratch);
        jr_pair pair;
        if (!jr_memories_pair(u, l->scratch, &pair))
            continue;
        pair.before = keys[i];
        pair.behind = keys[i + 2];
        pair.origin = path;
        jr_memory_add(l->memory, &pair);
        if (l->source)
            jr_memory_add_sentences(l->memory, &pair, l->source, l->target, l->scratch);
        l->given = true;
    }
}

/* ---- Files and folders ---- */

static void tell_empty(const loader *l, jr_str path)
{
    const jr_span start = {.file = jr_diag_file(l->diag, path)};
    if (!l->given)
        jr_report(l->diag, JR_D_EMPTY_MEMORY, &start, "no translation from %.*s to %.*s is in it",
                  JR_FMT(l->opts->source_lang.n ? l->opts->source_lang : JR_STR("its source language")),
                  JR_FMT(l->opts->target_lang));
}

static bool read_file(loader *l, jr_str path)
{
    const uint32_t file = jr_diag_file(l->diag, path);
    const bool tmx = jr_str_eq_nocase(jr_path_extension(path), JR_STR("tmx"));
    jr_str bytes = {0};
    jr_bilinguals files = {0};
    l->given = false;
    bool ok = jr_file_read(path, tmx ? JR_TMX_MAX_BYTES : JR_XML_MAX_BYTES, file, l->file, l->diag, &bytes);
    if (ok && tmx) {
        const jr_tmx_wanted wanted = {l->opts->source_lang, l->opts->target_lang, path};
        ok = jr_tmx_read(bytes, file, &wanted, take_pair, l, l->diag);
    } else if (ok) {
        ok = jr_xliff_read(bytes, file, l->file, l->diag, &files);
        for (size_t i = 0; i < files.n; i++)
            add_file(l, &files.items[i], path);
    }
    if (ok)
        tell_empty(l, path);
    jr_arena_reset(l->file);
    return ok;
}

/* The XLIFF files of a kit that came back packed. */
static bool read_archive(loader *l, jr_str path, jr_arena *arena)
{
    const jr_opt_list one = {&path, 1};
    jr_returns found;
    if (!jr_returns_find(&one, arena, l->diag, &found))
        return false;
    for (size_t i = 0; i < found.n; i++) {
        const jr_str name = found.files[i].path;
        jr_str bytes;
        jr_bilinguals files = {0};
        l->given = false;
        if (!jr_returns_read(&found.files[i], l->file, l->diag, &bytes) ||
            !jr_xliff_read(bytes, jr_diag_file(l->diag, name), l->file, l->diag, &files))
            return false;
        for (size_t k = 0; k < files.n; k++)
            add_file(l, &files.items[k], name);
        tell_empty(l, name);
        jr_arena_reset(l->file);
    }
    return true;
}

static bool is_memory(const void *user, jr_str path, bool folder)
{
    static const jr_str extensions[] = {JR_STR_INIT("tmx"), JR_STR_INIT("xlf"), JR_STR_INIT("xliff")};
    (void)user;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions && !folder; i++)
        if (jr_str_eq_nocase(jr_path_extension(path), extensions[i]))
            return true;
    return folder;
}

static bool read_folder(loader *l, jr_str folder, jr_arena *arena)
{
    const jr_opt_list files = jr_tree_files(folder, is_memory, NULL, arena, l->diag);
    for (size_t i = 0; i < files.n; i++) {
        const bool slash = jr_str_ends(folder, JR_STR("/"));
        if (!read_file(l,
                       jr_arena_printf(arena, "%.*s%s%.*s", JR_FMT(folder), slash ? "" : "/", JR_FMT(files.items[i]))))
            return false;
    }
    const uint32_t file = jr_diag_file(l->diag, folder);
    if (files.n == 0)
        jr_report(l->diag, JR_D_EMPTY_MEMORY, &(jr_span){.file = file}, "no TMX or XLIFF file is in it");
    return true;
}

static bool open_segmenters(loader *l)
{
    const jr_memories_opts *o = l->opts;
    const jr_str source = o->source_lang.n ? o->source_lang : JR_STR("en");
    return !o->sentences || (jr_segmenter_open(source, o->rules, l->diag, &l->source) &&
                             jr_segmenter_open(o->target_lang, o->rules, l->diag, &l->target));
}

bool jr_memories_read(const jr_memories_opts *opts, jr_diag *diag, jr_memory **ret_memory)
{
    loader l = {.opts = opts, .memory = jr_memory_create(), .diag = diag};
    jr_arena *arena = jr_arena_create();
    l.file = jr_arena_create();
    l.scratch = jr_arena_create();
    bool ok = open_segmenters(&l);
    for (size_t i = 0; i < opts->paths.n && ok; i++) {
        const jr_str path = opts->paths.items[i];
        if (jr_is_folder(path))
            ok = read_folder(&l, path, arena);
        else if (jr_str_eq_nocase(jr_path_extension(path), JR_STR("zip")))
            ok = read_archive(&l, path, arena);
        else
            ok = read_file(&l, path);
    }
    jr_segmenter_close(l.source);
    jr_segmenter_close(l.target);
    jr_arena_destroy(l.file);
    jr_arena_destroy(l.scratch);
    jr_arena_destroy(arena);
    if (ok)
        *ret_memory = l.memory;
    else
        jr_memory_destroy(l.memory);
    return ok;
}
