/* SPDX-License-Identifier: MIT */
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jerome/map.h>

#include "app/docset.h"
#include "app/folders.h"
#include "app/root.h"
#include "app/tree.h"
#include "base/glob.h"
#include "base/path.h"
#include "outputs.h"

#define LIST_MAX ((size_t)1024 * 1024 * 1024)

typedef struct finder {
    const jr_command *command;
    const jr_shared *shared;
    jr_arena *arena;
    jr_diag *diag;
    jr_ignore exclude;
    jr_map seen; /* paths */
    jr_str *paths, *names, *folders;
    size_t n, capacity;
} finder;

/* The same file twice is one input. */
static void add(finder *f, jr_str path, jr_str name, jr_str folder)
{
    while (jr_str_starts(path, JR_STR("./")))
        path = jr_str_sub(path, 2, path.n);
    if (!jr_map_add(&f->seen, path, 1))
        return;
    size_t paths = f->capacity, names = f->capacity;
    f->paths = jr_arena_grown(f->paths, f->n, &paths, sizeof *f->paths, f->arena);
    f->names = jr_arena_grown(f->names, f->n, &names, sizeof *f->names, f->arena);
    f->folders = jr_arena_grown(f->folders, f->n, &f->capacity, sizeof *f->folders, f->arena);
    f->paths[f->n] = path;
    f->folders[f->n] = folder;
    f->names[f->n++] = name;
}

static bool is_taken(const finder *f, jr_str path)
{
    const jr_str extension = jr_path_extension(path);
    for (const char *const *e = f->command->takes; *e; e++)
        if (jr_str_eq_nocase(extension, jr_str_from(*e)))
            return true;
    return false;
}

/* ".md, .markdown" */
static jr_str taken_list(const finder *f)
{
    jr_buf text = {0};
    for (const char *const *e = f->command->takes; *e; e++)
        jr_printf(&text, "%s.%s", text.n ? ", " : "", *e);
    return jr_buf_take(&text, f->arena);
}

/* ---- Folders, patterns and sets: each a walk with another wish ---- */

typedef struct wish {
    const finder *f;
    const jr_opt_list *patterns; /* one of them fits; NULL: any */
    bool any_extension;          /* the patterns say which */
    const jr_docset_part *part;  /* NULL: no set */
} wish;

static bool wants(const void *user, jr_str path, bool folder)
{
    const wish *w = user;
    if (jr_ignore_is(&w->f->exclude, path, folder))
        return false;
    if (w->part && !jr_docset_has(w->part, path, folder))
        return false;
    if (folder)
        return true;
    if (!w->any_extension && !is_taken(w->f, path))
        return false;
    for (size_t i = 0; w->patterns && i < w->patterns->n; i++)
        if (jr_glob_match(w->patterns->items[i], path, false))
            return true;
    return w->patterns == NULL;
}

/* Adds what is wanted below a folder; `named`: what comes before the names. The number of files that were found. */
static size_t add_tree(finder *f, jr_str folder, jr_str named, const wish *w)
{
    const jr_opt_list files = jr_tree_files(folder, wants, w, f->arena, f->diag);
    for (size_t i = 0; i < files.n; i++) {
        const jr_str path = folder.n ? jr_output_in(folder, files.items[i], f->arena) : files.items[i];
        add(f, path, named.n ? jr_output_in(named, files.items[i], f->arena) : files.items[i],
            folder.n ? folder : JR_STR("."));
    }
    return files.n;
}

static bool report_none(const finder *f, jr_str what, const char *where)
{
    return jr_report(f->diag, JR_D_BAD_USAGE, NULL, "no %.*s files %s '%.*s'", JR_FMT(taken_list(f)), where,
                     JR_FMT(what));
}

static bool add_folder(finder *f, jr_str folder, jr_str named)
{
    const size_t errors = jr_diag_count(f->diag, JR_ERROR);
    if (add_tree(f, folder, named, &(wish){.f = f}) > 0)
        return true;
    return jr_diag_count(f->diag, JR_ERROR) == errors && report_none(f, folder, "in");
}

/* Whether the last name of a pattern says what files it is about, as "*.txt" does and two stars do not. */
static bool says_extension(jr_str pattern)
{
    const jr_str extension = jr_path_extension(pattern);
    return extension.n && !jr_str_eq(extension, JR_STR("*"));
}

static bool add_pattern(finder *f, jr_str pattern)
{
    size_t slash = 0;
    for (size_t i = 0; i < pattern.n && !memchr("*?[{\\", pattern.p[i], 5); i++)
        if (pattern.p[i] == '/')
            slash = i + 1;
    const jr_str folder = jr_str_sub(pattern, 0, slash);
    const jr_opt_list all = jr_glob_braces(jr_str_sub(pattern, slash, pattern.n), f->arena);
    const size_t errors = jr_diag_count(f->diag, JR_ERROR);
    if (add_tree(f, folder, (jr_str){0}, &(wish){f, &all, says_extension(pattern), NULL}) > 0)
        return true;
    return jr_diag_count(f->diag, JR_ERROR) == errors &&
           jr_report(f->diag, JR_D_BAD_USAGE, NULL, "no file fits '%.*s'", JR_FMT(pattern));
}

static bool add_docset(finder *f, jr_str config)
{
    jr_docset set;
    if (!jr_docset_read(config, f->arena, f->diag, &set))
        return false;
    const jr_str home = jr_path_folder(config);
    size_t n = 0;
    for (size_t i = 0; i < set.n; i++) {
        const jr_docset_part *part = &set.parts[i];
        const jr_str folder = jr_arena_printf(f->arena, "%.*s%.*s", JR_FMT(home), JR_FMT(part->folder));
        n += add_tree(f, folder, part->folder, &(wish){.f = f, .part = part});
    }
    return n > 0 || report_none(f, config, "in the content of");
}

/* ---- Arguments ---- */

static bool is_docset(const finder *f, jr_str path)
{
    return jr_str_eq(jr_path_base(path), JR_STR("docfx.json")) &&
           jr_str_eq(jr_str_from(f->command->takes[0]), JR_STR("md"));
}

static bool exists(jr_str path)
{
    struct stat st;
    return lstat(path.p, &st) == 0;
}

/* As patterns see a path that was typed. */
static jr_str bare(jr_str path)
{
    while (jr_str_starts(path, JR_STR("./")) || jr_str_starts(path, JR_STR("/")))
        path = jr_str_sub(path, path.p[0] == '/' ? 1 : 2, path.n);
    return path;
}

static bool add_argument(finder *f, jr_str argument)
{
    if (jr_is_dash(argument)) {
        add(f, argument, argument, (jr_str){0});
        return true;
    }
    if (jr_is_folder(argument))
        return add_folder(f, argument, (jr_str){0});
    if (is_docset(f, argument))
        return add_docset(f, argument);
    if ((jr_glob_is_pattern(argument) || jr_glob_braces(argument, f->arena).n > 1) && !exists(argument))
        return add_pattern(f, argument);
    if (!jr_ignore_has(&f->exclude, bare(argument)))
        add(f, argument, jr_path_base(argument), (jr_str){0});
    return true;
}

/* ---- Lists ---- */

static bool read_list(finder *f, jr_str *ret_bytes)
{
    const jr_str list = f->shared->bulk.files_from;
    const bool standard = jr_is_dash(list);
    const int fd = standard ? STDIN_FILENO : open(list.p, O_RDONLY | O_CLOEXEC);
    const int error = fd < 0 ? errno : jr_read_all(fd, LIST_MAX, f->arena, ret_bytes);
    if (fd >= 0 && !standard)
        close(fd);
    const jr_span where = {.file = jr_diag_file(f->diag, list)};
    return !error || jr_report(f->diag, JR_D_CANNOT_READ, &where, "cannot read the list: %s", strerror(error));
}

/* What a listed file is called: its path as written or, where that leads up, as it really is; without the slash at its
   beginning, as tar(1) has it. */
static jr_str listed_name(const finder *f, jr_str path)
{
    jr_str name, real;
    if (jr_path_join((jr_str){"", 0}, path, f->arena, &name))
        return name;
    if (!jr_real_path(jr_path_folder(path), f->arena, &real))
        return jr_path_base(path);
    return jr_output_in(jr_str_sub(real, 1, real.n), jr_path_base(path), f->arena);
}

static bool add_listed(finder *f, jr_str entry)
{
    const jr_str path = jr_arena_copy(f->arena, entry), name = listed_name(f, path);
    if (jr_is_folder(path))
        return add_folder(f, path, name);
    if (!jr_ignore_has(&f->exclude, name))
        add(f, path, name, (jr_str){0});
    return true;
}

static bool add_list(finder *f)
{
    jr_str bytes;
    if (!read_list(f, &bytes))
        return false;
    const char end = f->shared->bulk.null ? '\0' : '\n';
    bool ok = true;
    for (size_t at = 0; at < bytes.n;) {
        const size_t behind = jr_str_find(bytes, at, end);
        jr_str entry = jr_str_sub(bytes, at, behind);
        if (end == '\n' && jr_str_ends(entry, JR_STR("\r")))
            entry.n--;
        if (entry.n)
            ok = add_listed(f, entry) && ok;
        at = behind + 1;
    }
    return ok;
}

bool jr_inputs_find(const jr_command *command, jr_call *call)
{
    const jr_shared *shared = call->opts;
    finder f = {.command = command, .shared = shared, .arena = call->arena, .diag = call->diag};
    f.seen.arena = call->arena;
    for (size_t i = 0; i < shared->bulk.exclude.n; i++)
        jr_ignore_add(&f.exclude, shared->bulk.exclude.items[i], call->arena);
    bool ok = true;
    for (size_t i = 0; i < call->inputs.n; i++)
        ok = add_argument(&f, call->inputs.items[i]) && ok;
    if (shared->bulk.files_from.n)
        ok = add_list(&f) && ok;
    call->none = f.n == 0 && (call->inputs.n || shared->bulk.files_from.n);
    call->inputs = (jr_opt_list){f.paths, f.n};
    call->names = f.names;
    call->folders = f.folders;
    return ok;
}
