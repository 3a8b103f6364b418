/* SPDX-License-Identifier: MIT */
#include "host.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <jerome/buf.h>

#include "base/path.h"
#include "root.h"

#define TOTAL_MAX ((size_t)512 * 1024 * 1024) /* of all files of one page together */
#define BUCKETS   256

/* A file that was asked for once; asked for again, the answer is the same and costs nothing. */
struct known {
    struct known *next;
    jr_load_result result;
    jr_resource resource; /* its path is set always */
};

struct jr_files {
    jr_host host;
    jr_arena *arena;
    jr_diag *diag;
    jr_str input, root; /* as given */
    uint32_t page;      /* number of the page */
    bool located;       /* the root has been looked for */
    int root_fd;        /* or -1: it could not be opened */
    jr_str page_folder; /* relative to the root */
    jr_str shown;       /* what stands before a path relative to the root when it is shown to the user */
    jr_str *folders;    /* by file number: relative to the root; p == NULL: not one of ours */
    uint32_t n_folders;
    size_t total;
    struct known *known[BUCKETS];
};

const char *jr_load_message(jr_load_result result)
{
    static const char *const text[] = {
        [JR_LOAD_OK] = "read",
        [JR_LOAD_MISSING] = "no such file",
        [JR_LOAD_REFUSED] = "outside the root, or no regular file",
        [JR_LOAD_REMOTE] = "not on this machine",
        [JR_LOAD_TOO_LARGE] = "too large",
        [JR_LOAD_FAILED] = "cannot be read",
    };
    return text[result];
}

/* ---- Where the root is ---- */

/* What to show before a path below a root that was found: "docs/" for the page docs/guide/a.md with the root docs. */
static jr_str shown_prefix(jr_str typed, jr_str page_folder, jr_arena *arena)
{
    if (page_folder.n == 0)
        return typed;
    const jr_str tail = jr_arena_printf(arena, "%.*s/", JR_FMT(page_folder));
    if (jr_str_ends(typed, tail) && (typed.n == tail.n || typed.p[typed.n - tail.n - 1] == '/'))
        return jr_str_sub(typed, 0, typed.n - tail.n);
    jr_buf up = {0};
    jr_put(&up, typed);
    for (size_t i = 0; i < tail.n; i++)
        if (tail.p[i] == '/')
            jr_puts(&up, "../");
    return jr_buf_take(&up, arena);
}

static jr_str typed_folder(const jr_files *f)
{
    return jr_str_eq(f->input, JR_STR("-")) ? (jr_str){"", 0} : jr_path_folder(f->input);
}

static void open_root(jr_files *f, jr_str root)
{
    f->root_fd = open(root.p, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* The root as given. */
static bool use_root(jr_files *f)
{
    f->located = true;
    jr_str root, folder;
    const bool found = jr_real_path(f->root, f->arena, &root);
    if (found)
        open_root(f, root);
    if (f->root_fd < 0) {
        const jr_span where = {.file = jr_diag_file(f->diag, f->root)};
        return jr_report(f->diag, JR_D_CANNOT_READ, &where, "cannot use as root: %s", strerror(errno));
    }
    const bool slash = jr_str_ends(f->root, JR_STR("/"));
    f->shown = jr_arena_printf(f->arena, "%.*s%s", JR_FMT(f->root), slash ? "" : "/");
    if (!jr_real_path(typed_folder(f), f->arena, &folder) || !jr_root_below(root, folder, &f->page_folder)) {
        const jr_span where = {.file = f->page};
        return jr_report(f->diag, JR_D_REFUSED_PATH, &where, "the page is not below the root '%.*s'", JR_FMT(f->root));
    }
    return true;
}

/* The root is looked for when the first file is asked for: most pages need none. */
static void locate_root(jr_files *f)
{
    if (f->located)
        return;
    f->located = true;
    jr_str folder;
    if (!jr_real_path(typed_folder(f), f->arena, &folder))
        return;
    const jr_str found = jr_root_find(folder);
    const jr_str root = jr_arena_copy(f->arena, found.n ? found : folder);
    open_root(f, root);
    if (jr_root_below(root, folder, &f->page_folder))
        f->shown = shown_prefix(typed_folder(f), f->page_folder, f->arena);
}

/* ---- Opening a file below the root ---- */

/* Without openat2: every folder by itself, no symbolic links at all. */
static int open_by_steps(int root, char *path)
{
    int at = root;
    for (;;) {
        char *slash = strchr(path, '/');
        if (slash)
            *slash = '\0';
        const int flags = slash ? O_PATH | O_DIRECTORY : O_RDONLY | O_NONBLOCK | O_NOCTTY;
        const int next = openat(at, path, flags | O_NOFOLLOW | O_CLOEXEC);
        const int error = errno;
        if (at != root)
            close(at);
        if (slash)
            *slash = '/';
        if (next < 0 || !slash) {
            errno = error;
            return next;
        }
        at = next;
        path = slash + 1;
    }
}

/* Opens a path (NUL-terminated, no "..") below the root; symbolic links may not lead out of it. O_NONBLOCK: a named
   pipe must not hold us up. */
static int open_below(int root, char *path)
{
    struct open_how how = {
        .flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };
    for (int attempt = 0; attempt < 16; attempt++) {
        const long fd = syscall(SYS_openat2, root, path, &how, sizeof how);
        if (fd >= 0)
            return (int)fd;
        if (errno != EAGAIN && errno != EINTR)
            break;
    }
    return errno == ENOSYS || errno == EPERM ? open_by_steps(root, path) : -1;
}

static jr_load_result result_of(int error)
{
    static const struct {
        int error;
        jr_load_result result;
    } table[] = {
        {0, JR_LOAD_OK},
        {ENOENT, JR_LOAD_MISSING},
        {ENOTDIR, JR_LOAD_MISSING},
        {ENAMETOOLONG, JR_LOAD_MISSING},
        {EXDEV, JR_LOAD_REFUSED},
        {ELOOP, JR_LOAD_REFUSED},
        {EISDIR, JR_LOAD_REFUSED},
        {ENXIO, JR_LOAD_REFUSED},
        {EFBIG, JR_LOAD_TOO_LARGE},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].error == error)
            return table[i].result;
    return JR_LOAD_FAILED;
}

static jr_load_result read_below(jr_files *f, jr_str path, jr_arena *arena, jr_str *ret_bytes)
{
    if (f->root_fd < 0)
        return JR_LOAD_FAILED;
    const jr_str name = jr_arena_copy(arena, path);
    const int fd = open_below(f->root_fd, (char *)(uintptr_t)name.p);
    if (fd < 0)
        return result_of(errno);
    struct stat st;
    jr_load_result result = JR_LOAD_FAILED;
    if (fstat(fd, &st) != 0)
        result = result_of(errno);
    else if (!S_ISREG(st.st_mode))
        result = JR_LOAD_REFUSED;
    else
        result = result_of(jr_read_all(fd, arena, ret_bytes));
    close(fd);
    if (result == JR_LOAD_OK && ret_bytes->n > TOTAL_MAX - f->total)
        return JR_LOAD_TOO_LARGE;
    if (result == JR_LOAD_OK)
        f->total += ret_bytes->n;
    return result;
}

/* ---- The host ---- */

static void set_folder(jr_files *f, uint32_t file, jr_str folder)
{
    if (file >= f->n_folders) {
        const uint32_t n = file + 1 > 2 * f->n_folders ? file + 1 : 2 * f->n_folders;
        jr_str *folders = jr_arena_array(f->arena, jr_str, n);
        if (f->n_folders)
            memcpy(folders, f->folders, f->n_folders * sizeof *folders);
        f->folders = folders;
        f->n_folders = n;
    }
    f->folders[file] = folder.n ? folder : (jr_str){"", 0};
}

static jr_str folder_of(const jr_files *f, uint32_t file)
{
    return file < f->n_folders && f->folders[file].p ? f->folders[file] : f->page_folder;
}

static struct known **find_known(jr_files *f, jr_str path)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < path.n; i++)
        hash = (hash ^ (unsigned char)path.p[i]) * 16777619u;
    struct known **at = &f->known[hash % BUCKETS];
    while (*at && !jr_str_eq((*at)->resource.path, path))
        at = &(*at)->next;
    return at;
}

static struct known *read_new(jr_files *f, jr_str path)
{
    struct known *k = jr_arena_new(f->arena, struct known);
    k->resource.path = path;
    k->result = read_below(f, path, f->arena, &k->resource.bytes);
    if (k->result != JR_LOAD_OK)
        return k;
    const jr_str shown = jr_arena_printf(f->arena, "%.*s%.*s", JR_FMT(f->shown), JR_FMT(path));
    k->resource.file = jr_diag_file(f->diag, shown);
    const jr_str folder = jr_path_folder(path);
    set_folder(f, k->resource.file, jr_str_sub(folder, 0, folder.n ? folder.n - 1 : 0));
    return k;
}

static jr_load_result load(const jr_host *host, jr_arena *arena, jr_str url, uint32_t from, jr_resource *ret_resource)
{
    jr_files *f = host->self;
    jr_str path = {0};
    switch (jr_url_path(url, arena, &path)) {
    case JR_URL_REMOTE: return JR_LOAD_REMOTE;
    case JR_URL_REFUSED: return JR_LOAD_REFUSED;
    case JR_URL_LOCAL: break;
    }
    if (path.n == 0)
        return JR_LOAD_MISSING;
    locate_root(f);
    /* "~/" is the root to DocFX; "/" is the root of the site, which a documentation set may or may not be. */
    const bool tilde = jr_str_starts(path, JR_STR("~/"));
    const jr_str folder = tilde || path.p[0] == '/' ? (jr_str){"", 0} : folder_of(f, from);
    jr_str whole;
    if (!jr_path_join(folder, jr_str_sub(path, tilde ? 1 : 0, path.n), f->arena, &whole))
        return JR_LOAD_REFUSED;
    if (whole.n == 0)
        return JR_LOAD_REFUSED;
    /* A path may end up in a document: no other names are looked for. */
    if (jr_utf8_valid(whole) != whole.n)
        return JR_LOAD_MISSING;
    struct known **at = find_known(f, whole);
    if (!*at)
        *at = read_new(f, whole);
    if ((*at)->result == JR_LOAD_OK)
        *ret_resource = (*at)->resource;
    return (*at)->result;
}

bool jr_files_open(jr_str input, jr_str root, uint32_t file, jr_arena *arena, jr_diag *diag, jr_files **ret_files)
{
    jr_files *f = jr_arena_new(arena, jr_files);
    f->host = (jr_host){f, load};
    f->arena = arena;
    f->diag = diag;
    f->input = input;
    f->root = root;
    f->page = file;
    f->root_fd = -1;
    if (root.n && !use_root(f)) {
        jr_files_close(f);
        return false;
    }
    *ret_files = f;
    return true;
}

const jr_host *jr_files_host(const jr_files *files)
{
    return &files->host;
}

void jr_files_close(jr_files *files)
{
    if (files && files->root_fd >= 0)
        close(files->root_fd);
    if (files)
        files->root_fd = -1;
}
