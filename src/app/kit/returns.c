/* SPDX-License-Identifier: MIT */
#include "returns.h"

#include <sys/stat.h>

#include "base/grow.h"
#include "base/path.h"
#include "codec/xml_in.h"
#include "codec/zip_in.h"
#include "base/file.h"

#define ARCHIVE_MAX  ((size_t)1 << 30)
#define MANIFEST_MAX ((size_t)256 << 20)
#define ALL_MAX      ((uint64_t)8 << 30) /* of all XLIFF of an archive */

typedef struct finder {
    jr_arena *arena;
    jr_diag *diag;
    jr_returns *found;
    size_t cap_files, cap_kits;
    jr_map folders; /* that were looked into for a manifest */
} finder;

static bool is_xliff(jr_str name)
{
    const jr_str extension = jr_path_extension(name);
    return jr_str_eq_nocase(extension, JR_STR("xlf")) || jr_str_eq_nocase(extension, JR_STR("xliff"));
}

static void add_file(finder *f, jr_str path, const jr_zip *zip, const jr_zip_entry *entry)
{
    JR_GROW(f->arena, f->found->files, f->found->n, f->cap_files);
    f->found->files[f->found->n++] = (jr_returned_file){path, zip, entry};
}

/* False: it is no manifest of ours. */
static bool add_manifest(finder *f, jr_str bytes, jr_str path)
{
    jr_kit kit;
    if (!jr_kit_read_manifest(bytes, jr_diag_file(f->diag, path), f->arena, f->diag, &kit))
        return false;
    JR_GROW(f->arena, f->found->kits, f->found->n_kits, f->cap_kits);
    f->found->kits[f->found->n_kits++] = kit;
    return true;
}

/* ---- Folders ---- */

static bool is_file(jr_str path)
{
    struct stat st;
    return stat(path.p, &st) == 0 && S_ISREG(st.st_mode);
}

/* The manifest of the kit that a file is in: in its folder or one above. */
static void find_manifest(finder *f, jr_str path)
{
    for (jr_str folder = jr_path_folder(path);; folder = jr_path_folder(jr_str_sub(folder, 0, folder.n - 1))) {
        if (!jr_map_add(&f->folders, folder, 1))
            return;
        const jr_str manifest = jr_arena_printf(f->arena, "%.*s" JR_KIT_MANIFEST, JR_FMT(folder));
        jr_str bytes;
        if (is_file(manifest) &&
            jr_file_read(manifest, MANIFEST_MAX, jr_diag_file(f->diag, manifest), f->arena, f->diag, &bytes) &&
            add_manifest(f, bytes, manifest))
            return;
        if (folder.n < 2)
            return;
    }
}

/* ---- Archives ---- */

static bool read_entry(const finder *f, const jr_zip *zip, const jr_zip_entry *e, jr_str archive, size_t most,
                       jr_str *ret_bytes)
{
    const jr_str name = jr_arena_printf(f->arena, "%.*s/%.*s", JR_FMT(archive), JR_FMT(e->name));
    return jr_zip_read(zip, e, most, jr_diag_file(f->diag, name), f->arena, f->diag, ret_bytes);
}

/* The folder in the archive that the kit is in; false: there is no manifest. */
static bool find_packed_manifest(finder *f, const jr_zip *zip, jr_str archive, jr_str *ret_folder)
{
    for (size_t i = 0; i < zip->n; i++) {
        jr_str bytes;
        if (jr_str_eq(jr_path_base(zip->items[i].name), JR_STR(JR_KIT_MANIFEST)) &&
            read_entry(f, zip, &zip->items[i], archive, MANIFEST_MAX, &bytes) &&
            add_manifest(f, bytes,
                         jr_arena_printf(f->arena, "%.*s/%.*s", JR_FMT(archive), JR_FMT(zip->items[i].name)))) {
            *ret_folder = jr_path_folder(zip->items[i].name);
            return true;
        }
    }
    return false;
}

/* Tells of files that nobody needs. */
static void tell_ignored(const finder *f, const jr_zip *zip, jr_str archive, bool listed, jr_str folder)
{
    jr_map known = {.arena = f->arena};
    size_t n = 0, first = 0;
    if (listed) {
        const jr_opt_list files = jr_kit_files(&f->found->kits[f->found->n_kits - 1], f->arena);
        for (size_t i = 0; i < files.n; i++)
            jr_map_add(&known, jr_arena_printf(f->arena, "%.*s%.*s", JR_FMT(folder), JR_FMT(files.items[i])), 1);
    }
    for (size_t i = 0; i < zip->n; i++) {
        size_t at;
        if (is_xliff(zip->items[i].name) || jr_map_find(&known, zip->items[i].name, &at))
            continue;
        first = n++ ? first : i;
    }
    const jr_span where = {.file = jr_diag_file(f->diag, archive)};
    if (n == 1)
        jr_report(f->diag, JR_D_IGNORED_FILE, &where, "“%.*s” is ignored: it is no XLIFF and not of the kit",
                  JR_FMT(zip->items[first].name));
    else if (n > 1)
        jr_report(f->diag, JR_D_IGNORED_FILE, &where,
                  "“%.*s” and %zu other files are ignored: they are no XLIFF and not of the kit",
                  JR_FMT(zip->items[first].name), n - 1);
}

static bool add_archive(finder *f, jr_str path)
{
    const uint32_t file = jr_diag_file(f->diag, path);
    const jr_span where = {.file = file};
    jr_zip *zip = jr_arena_new(f->arena, jr_zip);
    jr_str bytes, folder = {"", 0};
    uint64_t all = 0;
    if (!jr_file_read(path, ARCHIVE_MAX, file, f->arena, f->diag, &bytes) ||
        !jr_zip_open(bytes, file, f->arena, f->diag, zip))
        return false;
    const size_t before = f->found->n;
    for (size_t i = 0; i < zip->n; i++) {
        const jr_zip_entry *e = &zip->items[i];
        /* What macOS puts beside each file. */
        if (!is_xliff(e->name) || jr_str_starts(e->name, JR_STR("__MACOSX/")))
            continue;
        all += e->size;
        add_file(f, jr_arena_printf(f->arena, "%.*s/%.*s", JR_FMT(path), JR_FMT(e->name)), zip, e);
    }
    if (all > ALL_MAX) {
        f->found->n = before;
        return jr_report(f->diag, JR_D_LIMIT_SIZE, &where, "the XLIFF files in the archive have more than 8 GiB");
    }
    const bool listed = find_packed_manifest(f, zip, path, &folder);
    tell_ignored(f, zip, path, listed, folder);
    return f->found->n > before || jr_report(f->diag, JR_D_BAD_ARCHIVE, &where, "the archive has no XLIFF files");
}

bool jr_returns_find(const jr_opt_list *inputs, jr_arena *arena, jr_diag *diag, jr_returns *ret_returns)
{
    bool ok = true;
    *ret_returns = (jr_returns){0};
    finder f = {.arena = arena, .diag = diag, .found = ret_returns, .folders = {.arena = arena}};
    for (size_t i = 0; i < inputs->n; i++) {
        if (jr_str_eq_nocase(jr_path_extension(inputs->items[i]), JR_STR("zip"))) {
            ok = add_archive(&f, inputs->items[i]) && ok;
        } else {
            add_file(&f, inputs->items[i], NULL, NULL);
            find_manifest(&f, inputs->items[i]);
        }
    }
    jr_str *paths = jr_arena_array(arena, jr_str, ret_returns->n + 1);
    for (size_t i = 0; i < ret_returns->n; i++)
        paths[i] = ret_returns->files[i].path;
    ret_returns->paths = (jr_opt_list){paths, ret_returns->n};
    return ok;
}

bool jr_returns_read(const jr_returned_file *file, jr_arena *arena, jr_diag *diag, jr_str *ret_bytes)
{
    return jr_zip_read(file->zip, file->entry, JR_XML_MAX_BYTES, jr_diag_file(diag, file->path), arena, diag,
                       ret_bytes);
}
