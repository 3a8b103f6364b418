/* SPDX-License-Identifier: MIT */
#include "kit_write.h"

#include <jerome/package.h>

#include "base/path.h"
#include "base/file.h"
#include "app/folders.h"
#include "write/tmx.h"

#define PACKED_MAX ((size_t)1 << 30) /* of an archive */

/* A kit that is being written. */
typedef struct writing {
    jr_str folder;
    jr_arena *arena;
    jr_diag *diag;
} writing;

static jr_str path_in(jr_str folder, jr_str file, jr_arena *arena)
{
    return jr_arena_printf(arena, "%.*s/%.*s", JR_FMT(folder), JR_FMT(file));
}

/* A sink for a file of the kit; NULL: reported. */
static jr_sink *open_file(const writing *w, jr_str file)
{
    const jr_str path = path_in(w->folder, file, w->arena);
    return jr_make_folders(jr_path_folder(path), w->arena, w->diag) ? jr_sink_file(path, w->diag) : NULL;
}

/* Writes what a buffer holds, which is freed. */
static bool write_bytes(const writing *w, jr_str file, jr_buf *bytes)
{
    jr_sink *sink = open_file(w, file);
    if (sink)
        jr_sink_take(sink, bytes);
    jr_buf_free(bytes);
    return sink && jr_sink_finish(sink);
}

static bool copy_file(const writing *w, jr_str from, jr_str file)
{
    jr_arena *scratch = jr_arena_create();
    jr_str bytes;
    bool ok = jr_file_read(from, JR_FILE_MAX, jr_diag_file(w->diag, from), scratch, w->diag, &bytes);
    jr_sink *sink = ok ? open_file(w, file) : NULL;
    if (sink)
        jr_sink_write(sink, bytes);
    ok = sink && jr_sink_finish(sink);
    jr_arena_destroy(scratch);
    return ok;
}

/* ---- Memory, glossary, terms, images ---- */

static bool write_memory(const writing *w, const jr_kit_extras *e, jr_kit *kit)
{
    const size_t n = e->memory ? jr_memory_count(e->memory) : 0;
    if (n == 0)
        return true;
    jr_sink *sink = open_file(w, JR_STR(JR_KIT_MEMORY));
    if (!sink)
        return false;
    const jr_tmx_head head = {
        .source_lang = kit->source_lang, .target_lang = kit->target_lang, .sentences = e->sentences};
    jr_tmx tmx;
    jr_arena *scratch = jr_arena_create();
    jr_tmx_start(&tmx, &head, sink);
    for (size_t i = 0; i < n; i++) {
        jr_tmx_pair(&tmx, jr_memory_at(e->memory, i, scratch));
        jr_arena_reset(scratch);
    }
    jr_tmx_end(&tmx);
    jr_arena_destroy(scratch);
    kit->memory = JR_STR(JR_KIT_MEMORY);
    return jr_sink_finish(sink);
}

static bool write_glossary(const writing *w, const jr_kit_extras *e, jr_kit *kit)
{
    jr_diag *quiet = jr_diag_create(NULL, NULL); /* what they lack was told before */
    const jr_termbase *base = jr_glossaries_base(e->glossaries, kit->source_lang, kit->target_lang, quiet);
    jr_diag_destroy(quiet);
    jr_buf bytes = {0};
    if (base)
        jr_kit_put_glossary(base, &bytes);
    if (bytes.n == 0)
        return true;
    kit->glossary = JR_STR(JR_KIT_GLOSSARY);
    return write_bytes(w, kit->glossary, &bytes);
}

/* The glossaries as they were given; of two with the same name the second has its number before it. */
static bool copy_terms(const writing *w, const jr_kit_extras *e, jr_kit *kit)
{
    jr_map taken = {.arena = w->arena};
    jr_str *files = jr_arena_array(w->arena, jr_str, e->terms->n + 1);
    for (size_t i = 0; i < e->terms->n; i++) {
        jr_str name = jr_path_base(e->terms->items[i]);
        if (!jr_map_add(&taken, name, 1))
            name = jr_arena_printf(w->arena, "%zu-%.*s", i + 1, JR_FMT(name));
        files[i] = jr_arena_printf(w->arena, "terms/%.*s", JR_FMT(name));
        if (!copy_file(w, e->terms->items[i], files[i]))
            return false;
    }
    kit->terms = (jr_opt_list){files, e->terms->n};
    return true;
}

static bool copy_images(const writing *w, const jr_kit_extras *e, jr_kit *kit)
{
    jr_str *files = jr_arena_array(w->arena, jr_str, e->n_images + 1);
    for (size_t i = 0; i < e->n_images; i++) {
        files[i] = e->images[i].file;
        if (!copy_file(w, e->images[i].path, files[i]))
            return false;
    }
    kit->images = (jr_opt_list){files, e->n_images};
    return true;
}

bool jr_kit_write(jr_str folder, const jr_kit_extras *extras, jr_arena *arena, jr_diag *diag, jr_kit *kit)
{
    static const struct {
        jr_str file;
        void (*put)(const jr_kit *, jr_buf *);
    } files[] = {
        {JR_STR_INIT(JR_KIT_README), jr_kit_put_readme},
        {JR_STR_INIT(JR_KIT_INDEX), jr_kit_put_index},
        {JR_STR_INIT(JR_KIT_MANIFEST), jr_kit_put_manifest},
    };
    const writing w = {folder, arena, diag};
    if (!write_memory(&w, extras, kit) || !write_glossary(&w, extras, kit) || !copy_terms(&w, extras, kit) ||
        !copy_images(&w, extras, kit))
        return false;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        jr_buf bytes = {0};
        files[i].put(kit, &bytes);
        if (!write_bytes(&w, files[i].file, &bytes))
            return false;
    }
    return true;
}

/* ---- The archive ---- */

/* Whether a file can be in an archive that everybody can unpack; false: reported. `seen` has those before it. */
static bool can_be_packed(jr_str file, jr_map *seen, jr_diag *diag)
{
    const jr_span where = {.file = jr_diag_file(diag, file)};
    char *small = jr_arena_array(seen->arena, char, file.n + 1);
    for (size_t i = 0; i < file.n; i++)
        small[i] = jr_lower(file.p[i]);
    if (!jr_package_name_good(file))
        return jr_report(diag, JR_D_CANNOT_WRITE, &where,
                         "no name for an archive: longer than 255 bytes, or with characters that some systems refuse");
    return jr_map_add(seen, (jr_str){small, file.n}, 1) ||
           jr_report(diag, JR_D_CANNOT_WRITE, &where, "in the archive already, in other small and capital letters");
}

static bool load_file(void *user, jr_str name, jr_arena *arena, jr_diag *diag, jr_str *ret_bytes)
{
    const jr_str *folder = user, path = path_in(*folder, name, arena);
    return jr_file_read(path, PACKED_MAX, jr_diag_file(diag, path), arena, diag, ret_bytes);
}

bool jr_kit_pack(jr_str folder, const jr_kit *kit, jr_str archive, jr_diag *diag)
{
    jr_arena *arena = jr_arena_create();
    jr_package *package = jr_package_create(arena);
    const jr_opt_list files = jr_kit_files(kit, arena);
    jr_map seen = {.arena = arena};
    bool ok = true;
    for (size_t i = 0; i < files.n && ok; i++) {
        ok = can_be_packed(files.items[i], &seen, diag);
        jr_package_add_later(package, files.items[i], load_file, &folder);
    }
    jr_sink *sink = ok ? jr_sink_file(archive, diag) : NULL;
    ok = ok && jr_package_write(package, sink, diag);
    if (ok)
        ok = jr_sink_finish(sink);
    else
        jr_sink_discard(sink);
    jr_arena_destroy(arena);
    return ok;
}
