/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <jerome/hash.h>
#include <jerome/jerome.h>

#include "base/path.h"
#include "codec/xml_in.h"
#include "base/file.h"
#include "format.h"
#include "host.h"
#include "pass/resolve.h"
#include "read/xliff.h"
#include "root.h"

bool jr_back_parse(jr_str bytes, jr_str path, jr_arena *arena, jr_diag *diag, jr_bilinguals *ret_files)
{
    return jr_xliff_read(bytes, jr_diag_file(diag, path), arena, diag, ret_files);
}

bool jr_back_read(jr_str path, jr_arena *arena, jr_arena *scratch, jr_diag *diag, jr_bilinguals *ret_files)
{
    const uint32_t file = jr_diag_file(diag, path);
    jr_str bytes = {0};
    const bool ok = jr_file_read(path, JR_XML_MAX_BYTES, file, scratch, diag, &bytes) &&
                    jr_xliff_read(bytes, file, arena, diag, ret_files);
    jr_arena_reset(scratch);
    return ok;
}

bool jr_back_page(const jr_bilingual *file, jr_str source, jr_arena *arena, jr_diag *diag, jr_str *ret_path)
{
    const jr_str folder = source.n ? source : JR_STR(".");
    jr_str name, root, real, rest;
    if (file->original.n == 0)
        return jr_report(diag, JR_D_BAD_XLIFF, &file->span, "“file” does not say of which page it is (original)");
    if (file->original.p[0] == '/' || jr_str_find(file->original, 0, '\0') < file->original.n ||
        !jr_path_join((jr_str){"", 0}, file->original, arena, &name))
        return jr_report(diag, JR_D_REFUSED_PATH, &file->span, "the page “%.*s” lies outside of %.*s",
                         JR_FMT(file->original), JR_FMT(folder));
    const jr_str path = jr_arena_printf(arena, "%.*s/%.*s", JR_FMT(folder), JR_FMT(name));
    /* A symbolic link may lead out as well. */
    if (jr_real_path(folder, arena, &root) && jr_real_path(path, arena, &real) && !jr_root_below(root, real, &rest))
        return jr_report(diag, JR_D_REFUSED_PATH, &file->span, "the page “%.*s” lies outside of %.*s",
                         JR_FMT(file->original), JR_FMT(folder));
    *ret_path = jr_str_eq(folder, JR_STR(".")) ? name : path;
    return true;
}

static bool has_key(jr_str keys, jr_str key)
{
    for (size_t at = 0; at < keys.n;) {
        const size_t comma = jr_str_find(keys, at, ',');
        if (jr_str_eq(jr_str_trim(jr_str_sub(keys, at, comma)), key))
            return true;
        at = comma + 1;
    }
    return false;
}

jr_unit_opts jr_back_units(const jr_bilingual *file, const jr_unit_opts *opts, jr_arena *arena)
{
    static const jr_str front = JR_STR_INIT("front-matter/"), code = JR_STR_INIT("code"),
                        comment = JR_STR_INIT("/comment");
    jr_unit_opts found = *opts;
    jr_buf keys = {0};
    jr_put(&keys, opts->keys);
    for (size_t i = 0; i < file->n_units; i++) {
        const jr_str name = file->units[i].name;
        if (jr_str_starts(name, code) && jr_str_search(name, code.n, comment) < name.n)
            found.code_comments = true;
        const jr_str key =
            jr_str_starts(name, front) ? jr_str_sub(name, front.n, jr_str_find(name, front.n, '/')) : (jr_str){0};
        if (key.n == 0 || has_key(jr_buf_str(&keys), key))
            continue;
        if (keys.n)
            jr_putc(&keys, ',');
        jr_put(&keys, key);
    }
    found.keys = jr_buf_take(&keys, arena);
    return found;
}

bool jr_page_read(jr_str path, const jr_page_opts *o, jr_str bytes, jr_str switches, jr_arena *arena, jr_diag *diag,
                  jr_doc **ret_doc)
{
    const uint32_t file = jr_diag_file(diag, path);
    const jr_reader *reader = jr_reader_named(JR_STR("markdown"));
    jr_files *files = NULL;
    if (!o->alone && !jr_files_open(path, o->root, file, arena, diag, &files))
        return false;
    void *opts = reader->opts_size ? jr_arena_alloc(arena, 1, reader->opts_size) : NULL;
    if (opts)
        jr_opt_defaults(reader->opts, opts, arena);
    bool ok = jr_switches_set(reader, opts, switches, arena, diag);
    jr_read_ctx ctx = {.arena = arena, .diag = diag, .opts = opts, .limits = o->limits};
    if (files)
        ctx.host = jr_files_host(files);
    ok = ok && reader->read(&ctx, bytes, file, ret_doc);
    if (files)
        jr_files_close(files);
    return ok;
}

bool jr_page_open(jr_str path, const jr_page_opts *opts, jr_arena *arena, jr_diag *diag, jr_page *ret_page)
{
    jr_str bytes = {0};
    return jr_file_read(path, JR_FILE_MAX, jr_diag_file(diag, path), arena, diag, &bytes) &&
           jr_page_of(path, bytes, opts, arena, diag, ret_page);
}

bool jr_page_of(jr_str path, jr_str bytes, const jr_page_opts *opts, jr_arena *arena, jr_diag *diag, jr_page *ret_page)
{
    const uint32_t file = jr_diag_file(diag, path);
    const jr_span where = {.file = file};
    jr_diag *quiet = jr_diag_create(NULL, NULL);
    /* The page has the same number in both, and included files have others. */
    for (uint32_t i = 1; i <= file; i++)
        jr_diag_file(quiet, jr_diag_file_name(diag, i));
    jr_doc *doc = NULL;
    const bool ok = jr_page_read(path, opts, bytes, (jr_str){0}, arena, quiet, &doc);
    if (ok) {
        const jr_resolve_options resolve = {.name = path};
        jr_index index;
        jr_resolve(arena, quiet, doc, &resolve, &index);
        *ret_page = (jr_page){.doc = doc};
        jr_units_find(doc, &opts->units, arena, quiet, &ret_page->units);
        jr_sha1_hex(bytes, ret_page->sha1);
    }
    jr_diag_destroy(quiet);
    return ok || jr_report(diag, JR_D_CANNOT_READ, &where, "the page cannot be read");
}
