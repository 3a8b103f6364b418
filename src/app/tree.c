/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "below.h"

typedef struct paths {
    jr_str *items;
    size_t n, capacity;
} paths;

typedef struct walk {
    int root;
    jr_str folder; /* for messages */
    jr_tree_wants *wants;
    const void *user;
    jr_arena *arena;
    jr_diag *diag;
    paths waiting; /* folders that are still to be read */
    paths found;
} walk;

static void push(paths *list, jr_str path, jr_arena *arena)
{
    list->items = jr_arena_grown(list->items, list->n, &list->capacity, sizeof *list->items, arena);
    list->items[list->n++] = path;
}

/* What stands behind a name of a folder, when the folder does not say: the mode, 0 for nothing of use. */
static mode_t mode_of(const walk *w, int folder, const char *name, jr_str path)
{
    struct stat st;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    if (!S_ISLNK(st.st_mode))
        return st.st_mode;
    const int fd = jr_open_below(w->root, path, O_PATH);
    const bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    if (fd >= 0)
        close(fd);
    return ok ? st.st_mode : 0;
}

static void take(walk *w, int folder, jr_str at, const struct dirent *entry)
{
    const char *slash = at.n ? "/" : "";
    const jr_str path = jr_arena_printf(w->arena, "%.*s%s%s", JR_FMT(at), slash, entry->d_name);
    const bool known = entry->d_type == DT_REG || entry->d_type == DT_DIR;
    const mode_t mode = !known ? mode_of(w, folder, entry->d_name, path) : entry->d_type == DT_DIR ? S_IFDIR : S_IFREG;
    if (S_ISDIR(mode) && w->wants(w->user, path, true))
        push(&w->waiting, path, w->arena);
    else if (S_ISREG(mode) && w->wants(w->user, path, false))
        push(&w->found, path, w->arena);
}

static void report_folder(const walk *w, jr_str at, int error)
{
    const char *slash = at.n && !jr_str_ends(w->folder, JR_STR("/")) ? "/" : "";
    const jr_str name = jr_arena_printf(w->arena, "%.*s%s%.*s", JR_FMT(w->folder), slash, JR_FMT(at));
    const jr_span where = {.file = jr_diag_file(w->diag, name)};
    jr_report(w->diag, JR_D_CANNOT_READ, &where, "cannot read the folder: %s", strerror(error));
}

static void read_folder(walk *w, jr_str at)
{
    const int fd = jr_open_below(w->root, at, O_RDONLY | O_DIRECTORY);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        report_folder(w, at, errno);
        if (fd >= 0)
            close(fd);
        return;
    }
    const struct dirent *entry;
    for (errno = 0; (entry = readdir(dir)); errno = 0)
        if (entry->d_name[0] != '.')
            take(w, fd, at, entry);
    if (errno)
        report_folder(w, at, errno);
    closedir(dir);
}

static int compare_paths(const void *a, const void *b)
{
    const jr_str *x = a, *y = b;
    return jr_str_cmp(*x, *y);
}

jr_opt_list jr_tree_files(jr_str folder, jr_tree_wants *wants, const void *user, jr_arena *arena, jr_diag *diag)
{
    walk w = {.folder = folder, .wants = wants, .user = user, .arena = arena, .diag = diag};
    const jr_str name = folder.n ? jr_arena_copy(arena, folder) : JR_STR(".");
    w.root = open(name.p, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (w.root < 0) {
        report_folder(&w, (jr_str){0}, errno);
        return (jr_opt_list){0};
    }
    push(&w.waiting, (jr_str){"", 0}, arena);
    while (w.waiting.n)
        read_folder(&w, w.waiting.items[--w.waiting.n]);
    close(w.root);
    if (w.found.n)
        qsort(w.found.items, w.found.n, sizeof *w.found.items, compare_paths);
    return (jr_opt_list){w.found.items, w.found.n};
}
