/* SPDX-License-Identifier: MIT */
#include "host.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jerome/buf.h>

#include "base/path.h"
#include "below.h"
#include "root.h"
#include "site.h"
#include "spelling.h"

#define TOTAL_MAX ((size_t)512 * 1024 * 1024) /* of all files of one page together */

/* What was asked for once; asked for again, the answer is the same and costs nothing. */
struct known {
    bool looked, read;
    jr_load_result result;      /* of looking */
    jr_load_result read_result; /* of reading */
    jr_found found;
    jr_resource resource;
};

struct jr_files {
    jr_host host;
    jr_arena *arena;
    jr_diag *diag;
    jr_str input, root; /* as given */
    jr_str folder;      /* the root if none is given or found; or empty */
    uint32_t page;      /* number of the page */
    bool located;       /* the root has been looked for */
    bool rooted;        /* it was given, or found by its configuration: not just the page's folder */
    int root_fd;        /* or -1: it could not be opened */
    jr_str real_root;   /* its absolute path */
    jr_str page_folder; /* relative to the root */
    bool based;         /* the base path has been looked for */
    jr_str base;        /* path of the root on the site, such as "/azure"; empty: not known */
    jr_str shown;       /* what stands before a path relative to the root when it is shown to the user */
    jr_str *folders;    /* by file number: relative to the root; p == NULL: not one of ours */
    uint32_t n_folders;
    size_t total;
    jr_map index; /* path below the root to index + 1 in known */
    struct known **known;
    size_t n_known, known_capacity;
    jr_spelling spelling;
};

const char *jr_load_message(jr_load_result result)
{
    static const char *const text[] = {
        [JR_LOAD_OK] = "read",
        [JR_LOAD_MISSING] = "no such file",
        [JR_LOAD_REFUSED] = "outside the root (see --root), or no regular file",
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
    f->real_root = root;
    f->root_fd = open(root.p, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* The root as given. */
static bool use_root(jr_files *f)
{
    f->located = f->rooted = true;
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
    f->rooted = found.n > 0;
    jr_str named = {0}, rest;
    const bool below = f->folder.n && jr_real_path(f->folder, f->arena, &named) && jr_root_below(named, folder, &rest);
    const jr_str root = jr_arena_copy(f->arena, found.n ? found : below ? named : folder);
    open_root(f, root);
    if (jr_root_below(root, folder, &f->page_folder))
        f->shown = shown_prefix(typed_folder(f), f->page_folder, f->arena);
}

/* ---- Looking and reading below the root ---- */

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
    /* O_NONBLOCK: a named pipe must not hold us up. */
    const int fd = jr_open_below(f->root_fd, jr_arena_copy(arena, path), O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return result_of(errno);
    struct stat st;
    jr_load_result result = JR_LOAD_FAILED;
    if (fstat(fd, &st) != 0)
        result = result_of(errno);
    else if (!S_ISREG(st.st_mode))
        result = JR_LOAD_REFUSED;
    else
        result = result_of(jr_read_all(fd, JR_FILE_MAX, arena, ret_bytes));
    close(fd);
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

jr_str jr_files_folder(const jr_files *f, uint32_t file)
{
    return file < f->n_folders && f->folders[file].p ? f->folders[file] : f->page_folder;
}

static struct known *known_of(jr_files *f, jr_str path)
{
    const size_t index = jr_map_get(&f->index, path);
    if (index)
        return f->known[index - 1];
    if (f->n_known == f->known_capacity) {
        struct known **old = f->known;
        f->known_capacity = f->known_capacity ? 2 * f->known_capacity : 32;
        f->known = jr_arena_array(f->arena, struct known *, f->known_capacity);
        if (f->n_known)
            memcpy(f->known, old, f->n_known * sizeof *old);
    }
    struct known *k = jr_arena_new(f->arena, struct known);
    f->known[f->n_known++] = k;
    *jr_map_at(&f->index, path) = f->n_known;
    return k;
}

static jr_load_result look_below(jr_files *f, jr_str path, bool *ret_folder)
{
    if (f->root_fd < 0)
        return JR_LOAD_FAILED;
    const int fd = jr_open_below(f->root_fd, path, O_PATH);
    if (fd < 0)
        return result_of(errno);
    struct stat st;
    const jr_load_result result = fstat(fd, &st) != 0 ? result_of(errno) : JR_LOAD_OK;
    close(fd);
    if (result != JR_LOAD_OK)
        return result;
    *ret_folder = S_ISDIR(st.st_mode);
    return *ret_folder || S_ISREG(st.st_mode) ? JR_LOAD_OK : JR_LOAD_REFUSED;
}

/* What stands at a path, or at one that is spelled otherwise. */
static void look(jr_files *f, jr_str path, struct known *k)
{
    if (k->looked)
        return;
    k->looked = true;
    k->found.path = path;
    k->result = look_below(f, path, &k->found.folder);
    jr_str spelled;
    if (k->result != JR_LOAD_MISSING || !jr_spelling_find(&f->spelling, f->root_fd, path, &spelled))
        return;
    k->found = (jr_found){.path = spelled, .other_case = true};
    k->result = look_below(f, spelled, &k->found.folder);
}

jr_load_result jr_files_read(jr_files *f, jr_str path, jr_arena *arena, jr_resource *ret_resource)
{
    locate_root(f);
    jr_resource r = {.path = path};
    jr_load_result result = read_below(f, path, arena, &r.bytes);
    jr_found found;
    if (result == JR_LOAD_MISSING && jr_files_look(f, path, &found) == JR_LOAD_OK) {
        r.path = found.path;
        r.other_case = found.other_case;
        result = read_below(f, r.path, arena, &r.bytes);
    }
    if (result != JR_LOAD_OK)
        return result;
    r.file = jr_diag_file(f->diag, jr_arena_printf(f->arena, "%.*s%.*s", JR_FMT(f->shown), JR_FMT(r.path)));
    const jr_str folder = jr_path_folder(r.path);
    set_folder(f, r.file, jr_str_sub(folder, 0, folder.n ? folder.n - 1 : 0));
    *ret_resource = r;
    return JR_LOAD_OK;
}

/* The same, remembered, within what one page may load. */
static jr_load_result read_known(jr_files *f, jr_str path, jr_resource *ret_resource)
{
    struct known *k = known_of(f, path);
    if (!k->read) {
        k->read = true;
        k->read_result =
            k->looked && k->result != JR_LOAD_OK ? k->result : jr_files_read(f, path, f->arena, &k->resource);
        if (k->read_result == JR_LOAD_OK && k->resource.bytes.n > TOTAL_MAX - f->total)
            k->read_result = JR_LOAD_TOO_LARGE;
        if (k->read_result == JR_LOAD_OK)
            f->total += k->resource.bytes.n;
    }
    if (k->read_result == JR_LOAD_OK)
        *ret_resource = k->resource;
    return k->read_result;
}

/* The base path of the site is looked for when the first address needs it. */
static jr_str base_of(jr_files *f)
{
    locate_root(f);
    if (f->based)
        return f->base;
    f->based = true;
    jr_arena *arena = jr_arena_create();
    jr_str config, file;
    if (f->rooted && read_below(f, JR_STR("docfx.json"), arena, &config) == JR_LOAD_OK)
        f->base = jr_arena_copy(f->arena, jr_site_base(config, arena, &file));
    bool folder = false;
    /* An address of a file of this set gives the base away, if it is right about the rest. */
    if (f->base.n && file.n && (look_below(f, file, &folder) != JR_LOAD_OK || folder))
        f->base = (jr_str){"", 0};
    jr_arena_destroy(arena);
    return f->base;
}

/* A path seen from a folder, below the root. It may leave the root where it comes back by its name: "../docs/x" of docs. */
static bool join_below(const jr_files *f, jr_str folder, jr_str path, jr_str *ret_path)
{
    if (jr_path_join(folder, path, f->arena, ret_path))
        return true;
    const jr_str from = jr_arena_printf(f->arena, "%.*s/%.*s", JR_FMT(f->real_root), JR_FMT(folder));
    jr_str whole;
    if (f->real_root.n < 2 || !jr_path_join(from, path, f->arena, &whole))
        return false;
    return jr_root_below(f->real_root, jr_arena_printf(f->arena, "/%.*s", JR_FMT(whole)), ret_path);
}

jr_load_result jr_files_resolve(jr_files *f, jr_str url, uint32_t from, jr_place *ret_place)
{
    jr_str path = {0};
    switch (jr_url_path(url, f->arena, &path)) {
    case JR_URL_REMOTE: return JR_LOAD_REMOTE;
    case JR_URL_REFUSED: return JR_LOAD_REFUSED;
    case JR_URL_LOCAL: break;
    }
    if (path.n == 0)
        return JR_LOAD_MISSING;
    locate_root(f);
    jr_place place = {.site = path.n && path.p[0] == '/', .tilde = jr_str_starts(path, JR_STR("~/"))};
    if (place.site) {
        const jr_str base = base_of(f);
        if (base.n && jr_str_starts_nocase(path, base) && (path.n == base.n || path.p[base.n] == '/')) {
            path = jr_str_sub(path, base.n, path.n);
            place.site = false;
        }
    }
    /* "~/" is the root to DocFX. */
    const bool from_root = place.tilde || place.site || (path.n && path.p[0] == '/');
    const jr_str folder = from_root ? (jr_str){"", 0} : jr_files_folder(f, from);
    if (!join_below(f, folder, jr_str_sub(path, place.tilde, path.n), &place.path))
        return JR_LOAD_REFUSED;
    /* A path may end up in a document: no other names are looked for. */
    if (jr_utf8_valid(place.path) != place.path.n)
        return JR_LOAD_MISSING;
    *ret_place = place;
    return JR_LOAD_OK;
}

jr_load_result jr_files_look(jr_files *f, jr_str path, jr_found *ret_found)
{
    locate_root(f);
    struct known *k = known_of(f, path);
    look(f, path, k);
    if (k->result == JR_LOAD_OK)
        *ret_found = k->found;
    return k->result;
}

static jr_load_result load(const jr_host *host, jr_arena *arena, jr_str url, uint32_t from, jr_resource *ret_resource)
{
    (void)arena;
    jr_files *f = host->self;
    jr_place place;
    const jr_load_result result = jr_files_resolve(f, url, from, &place);
    if (result != JR_LOAD_OK)
        return result;
    if (place.path.n == 0)
        return JR_LOAD_REFUSED;
    const jr_load_result read = read_known(f, place.path, ret_resource);
    /* What the site has somewhere else is not missing. */
    return read == JR_LOAD_MISSING && place.site ? JR_LOAD_REMOTE : read;
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
    f->index.arena = f->spelling.arena = f->spelling.index.arena = arena;
    if (root.n && !use_root(f)) {
        jr_files_close(f);
        return false;
    }
    *ret_files = f;
    return true;
}

void jr_files_set_folder(jr_files *f, jr_str folder)
{
    f->folder = folder;
}

const jr_host *jr_files_host(const jr_files *files)
{
    return &files->host;
}

bool jr_files_rooted(jr_files *f)
{
    locate_root(f);
    return f->rooted;
}

jr_str jr_files_root(jr_files *f)
{
    locate_root(f);
    return f->real_root;
}

jr_str jr_files_page(jr_files *f)
{
    jr_str path;
    locate_root(f);
    const jr_str name = jr_str_eq(f->input, JR_STR("-")) ? (jr_str){"", 0} : jr_path_base(f->input);
    return name.n && jr_path_join(f->page_folder, name, f->arena, &path) ? path : (jr_str){"", 0};
}

void jr_files_close(jr_files *files)
{
    if (files && files->root_fd >= 0)
        close(files->root_fd);
    if (files)
        files->root_fd = -1;
}
