/* SPDX-License-Identifier: MIT */
#include "root.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/path.h"

bool jr_real_path(jr_str path, jr_arena *arena, jr_str *ret_real)
{
    char real[PATH_MAX];
    const jr_str z = path.n ? jr_arena_copy(arena, path) : JR_STR(".");
    if (!realpath(z.p, real))
        return false;
    *ret_real = jr_arena_copy(arena, jr_str_from(real));
    return true;
}

static bool holds(const char *folder, const char *name)
{
    char path[PATH_MAX];
    const size_t n = strlen(folder), m = strlen(name);
    if (n + 1 + m >= sizeof path)
        return false;
    memcpy(path, folder, n);
    path[n] = '/';
    memcpy(path + n + 1, name, m + 1);
    return access(path, F_OK) == 0;
}

jr_str jr_root_find(jr_str folder)
{
    char path[PATH_MAX];
    if (folder.n >= sizeof path)
        return (jr_str){"", 0};
    memcpy(path, folder.p, folder.n + 1);
    for (size_t at = folder.n; at > 0;) {
        path[at] = '\0';
        if (holds(path, "docfx.json") || holds(path, ".openpublishing.publish.config.json"))
            return jr_str_sub(folder, 0, at);
        while (at > 0 && path[at - 1] != '/')
            at--;
        at -= at > 0;
    }
    return (jr_str){"", 0};
}

bool jr_root_below(jr_str root, jr_str folder, jr_str *ret_rest)
{
    if (root.n == 1) {
        *ret_rest = jr_str_sub(folder, 1, folder.n);
        return true;
    }
    if (!jr_str_starts(folder, root) || (folder.n > root.n && folder.p[root.n] != '/'))
        return false;
    *ret_rest = jr_str_sub(folder, root.n + 1, folder.n);
    return true;
}

/* ---- Names of pages ---- */

/* The real folder of each page; the empty slice where there is none. */
static jr_str *folders_of(const jr_opt_list *pages, jr_arena *arena)
{
    jr_str *folders = jr_arena_array(arena, jr_str, pages->n);
    for (size_t i = 0; i < pages->n; i++) {
        const jr_str typed = jr_path_folder(pages->items[i]);
        if (i > 0 && jr_str_eq(typed, jr_path_folder(pages->items[i - 1])))
            folders[i] = folders[i - 1];
        else if (!jr_real_path(typed, arena, &folders[i]))
            folders[i] = (jr_str){"", 0};
    }
    return folders;
}

/* The deepest folder that holds both. */
static jr_str common_folder(jr_str a, jr_str b)
{
    size_t n = 0, same = 0;
    for (; n < a.n && n < b.n && a.p[n] == b.p[n]; n++)
        if (a.p[n] == '/')
            same = n;
    if ((n == a.n || a.p[n] == '/') && (n == b.n || b.p[n] == '/'))
        same = n;
    return jr_str_sub(a, 0, same ? same : 1);
}

/* The root that all pages share, else the folder that they share. */
static jr_str common_root(const jr_str *folders, size_t n)
{
    jr_str folder = {"", 0}, root = {"", 0}, last = {"", 0};
    bool same = true;
    for (size_t i = 0; i < n; i++) {
        if (folders[i].n == 0 || jr_str_eq(folders[i], last))
            continue;
        const jr_str found = jr_root_find(folders[i]);
        same = same && (folder.n == 0 || jr_str_eq(found, root));
        root = found;
        folder = folder.n ? common_folder(folder, folders[i]) : folders[i];
        last = folders[i];
    }
    return same && root.n ? root : folder;
}

bool jr_root_names(const jr_opt_list *pages, jr_str root, jr_arena *arena, jr_diag *diag, jr_str *ret_names)
{
    const jr_str *folders = folders_of(pages, arena);
    jr_str source;
    if (root.n == 0) {
        source = common_root(folders, pages->n);
    } else if (!jr_real_path(root, arena, &source)) {
        const jr_span where = {.file = jr_diag_file(diag, root)};
        return jr_report(diag, JR_D_CANNOT_READ, &where, "cannot use as root: %s", strerror(errno));
    }
    for (size_t i = 0; i < pages->n; i++) {
        const jr_str base = jr_path_base(pages->items[i]);
        jr_str rest = {"", 0};
        if (folders[i].n && !jr_root_below(source, folders[i], &rest)) {
            const jr_span where = {.file = jr_diag_file(diag, pages->items[i])};
            return jr_report(diag, JR_D_REFUSED_PATH, &where, "the page is not below the root '%.*s'", JR_FMT(root));
        }
        ret_names[i] = rest.n ? jr_arena_printf(arena, "%.*s/%.*s", JR_FMT(rest), JR_FMT(base)) : base;
    }
    return true;
}

jr_str jr_root_of(jr_str page, jr_str name, jr_arena *arena)
{
    const jr_str below = jr_path_folder(name);
    jr_str real;
    if (!jr_real_path(jr_path_folder(page), arena, &real))
        return (jr_str){"", 0};
    const jr_str end = jr_arena_printf(arena, "/%.*s", JR_FMT(jr_str_sub(below, 0, below.n - (below.n > 0))));
    if (below.n && !jr_str_ends(real, end))
        return (jr_str){"", 0};
    return jr_str_sub(real, 0, below.n ? real.n - end.n : real.n);
}
