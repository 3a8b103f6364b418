/* SPDX-License-Identifier: MIT */
/* A file, replaced as one: the bytes go to a temporary file beside it, which is synced and renamed. */
#include "sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS    40  /* symbolic links followed, as many as the kernel does */
#define FEW      8   /* files that are synced one by one: a whole file system may hold much of others */
#define ATTEMPTS 100 /* names tried for a temporary file */
#define SLOTS    (16 + JR_SINK_GATHER) /* temporary files at the same time that jr_sink_cleanup can remove */

/* Paths of temporary files that exist now; lock-free, for a signal handler. */
static _Atomic(const char *) temporaries[SLOTS];

static void remember(const char *path)
{
    for (size_t i = 0; i < SLOTS; i++) {
        const char *none = NULL;
        if (atomic_compare_exchange_strong(&temporaries[i], &none, path))
            return;
    }
}

static void forget(const char *path)
{
    for (size_t i = 0; i < SLOTS; i++) {
        const char *mine = path;
        if (atomic_compare_exchange_strong(&temporaries[i], &mine, NULL))
            return;
    }
}

void jr_sink_cleanup(void)
{
    for (size_t i = 0; i < SLOTS; i++) {
        const char *path = atomic_load(&temporaries[i]);
        if (path)
            unlink(path);
    }
}

/* Appends the folder of path with its slash; nothing where path is a bare name. */
static void put_folder(jr_buf *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash)
        jr_put(out, (jr_str){path, (size_t)(slash - path) + 1});
}

/* Where the bytes of `path` would really go: symbolic links followed, also one that leads to a missing file.
   NUL-terminated in *out; 0 or an errno. */
static int follow_links(const char *path, jr_buf *out)
{
    jr_put(out, (jr_str){path, strlen(path) + 1});
    for (int links = 0; links < LINKS; links++) {
        char target[4096];
        const ssize_t n = readlink(out->p, target, sizeof target);
        if (n < 0)
            return errno == EINVAL || errno == ENOENT ? 0 : errno;
        if ((size_t)n == sizeof target)
            return ENAMETOOLONG;
        jr_buf next = {0};
        if (target[0] != '/')
            put_folder(&next, out->p);
        jr_put(&next, (jr_str){target, (size_t)n});
        jr_putc(&next, '\0');
        jr_buf_free(out);
        *out = next;
    }
    return ELOOP;
}

/* Opens a new file beside `path` and leaves its name in *ret_name; the file's mode is by the umask. -1: see errno. */
static int open_temporary(const char *path, jr_buf *ret_name)
{
    static atomic_uint counter;
    for (int i = 0; i < ATTEMPTS; i++) {
        ret_name->n = 0;
        put_folder(ret_name, path);
        jr_printf(ret_name, ".jerome-%ld-%u.tmp", (long)getpid(), atomic_fetch_add(&counter, 1));
        jr_putc(ret_name, '\0');
        remember(ret_name->p);
        const int fd = open(ret_name->p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0)
            return fd;
        const int error = errno;
        forget(ret_name->p);
        errno = error;
        if (error != EEXIST && error != EINTR)
            break;
    }
    return -1;
}

/* Writes; 0 or an errno. */
static int fill(int fd, jr_str bytes, const struct stat *old)
{
    if (old) {
        /* Ownership is kept where that is allowed. */
        if ((old->st_uid != geteuid() || old->st_gid != getegid()) && fchown(fd, old->st_uid, old->st_gid) != 0)
            errno = 0;
        if (fchmod(fd, old->st_mode & 0777) != 0)
            return errno;
    }
    return jr_write_all(fd, bytes);
}

/* A temporary file that is to become another one. */
typedef struct waiting {
    int fd;
    bool synced;
    jr_buf name;   /* of the temporary file, NUL-terminated */
    jr_buf target; /* the same of the other one */
} waiting;

static int sync_file(const waiting *file)
{
    /* EINVAL and ENOTSUP: a file system that has nothing to sync. */
    while (!file->synced && fsync(file->fd) != 0)
        if (errno == EINVAL || errno == ENOTSUP)
            break;
        else if (errno != EINTR)
            return errno;
    return 0;
}

/* Syncs, closes and renames, or, where `error` is not 0, removes; 0 or an errno. */
static int settle(waiting *file, int error)
{
    if (!error)
        error = sync_file(file);
    if (close(file->fd) != 0 && !error && errno != EINTR)
        error = errno;
    if (!error && rename(file->name.p, file->target.p) != 0)
        error = errno;
    if (error)
        unlink(file->name.p);
    forget(file->name.p);
    jr_buf_free(&file->name);
    jr_buf_free(&file->target);
    return error;
}

/* Files that wait to be settled together. */
static struct {
    bool wanted;
    size_t n;
    waiting files[JR_SINK_GATHER];
} gathered;

void jr_sink_gather(void)
{
    gathered.wanted = true;
}

/* Syncs the file systems of those that wait, each once; a file that this cannot be done for is synced by itself. */
static void sync_gathered(void)
{
    struct stat st;
    dev_t last = 0;
    bool known = false, synced = false;
    for (size_t i = 0; i < gathered.n; i++) {
        waiting *file = &gathered.files[i];
        if (fstat(file->fd, &st) != 0)
            continue;
        if (!known || st.st_dev != last)
            synced = syncfs(file->fd) == 0;
        file->synced = synced;
        last = st.st_dev;
        known = true;
    }
}

bool jr_sink_settle(jr_diag *diag)
{
    bool ok = true;
    if (gathered.n >= FEW)
        sync_gathered();
    for (size_t i = 0; i < gathered.n; i++) {
        const jr_str target = jr_buf_str(&gathered.files[i].target);
        const jr_span where = {.file = jr_diag_file(diag, jr_str_sub(target, 0, target.n - 1))};
        const int error = settle(&gathered.files[i], 0);
        ok = (!error || jr_report(diag, JR_D_CANNOT_WRITE, &where, "cannot write: %s", strerror(error))) && ok;
    }
    gathered.n = 0;
    gathered.wanted = false;
    return ok;
}

/* Takes *target, NUL-terminated. */
static int replace(jr_buf *target, jr_str bytes, const struct stat *old)
{
    waiting file = {.target = *target};
    *target = (jr_buf){0};
    file.fd = open_temporary(file.target.p, &file.name);
    if (file.fd < 0) {
        const int error = errno;
        jr_buf_free(&file.name);
        jr_buf_free(&file.target);
        return error;
    }
    const int error = fill(file.fd, bytes, old);
    if (error || !gathered.wanted || gathered.n == JR_SINK_GATHER)
        return settle(&file, error);
    gathered.files[gathered.n++] = file;
    return 0;
}

/* A device, a pipe: nothing can be put in its place. */
static int write_directly(const char *path, jr_str bytes)
{
    int fd;
    do
        fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return errno;
    int error = jr_write_all(fd, bytes);
    if (close(fd) != 0 && !error && errno != EINTR)
        error = errno;
    return error;
}

/* The descriptor that a path such as /dev/stdout or /dev/fd/3 stands for, or -1. Opening it anew would lose the
   position and the append mode of what is behind it. */
static int descriptor_of(const char *path)
{
    if (strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        const size_t n = strlen(folders[i]);
        if (strncmp(path, folders[i], n) != 0 || !jr_is_digit(path[n]))
            continue;
        char *end;
        const unsigned long fd = strtoul(path + n, &end, 10);
        if (!*end && fd <= INT32_MAX)
            return (int)fd;
    }
    return -1;
}

static int publish(const char *path, jr_str bytes)
{
    const int fd = descriptor_of(path);
    if (fd >= 0)
        return jr_write_all(fd, bytes);
    struct stat st;
    const bool exists = stat(path, &st) == 0;
    if (!exists && errno != ENOENT)
        return errno;
    if (exists && S_ISDIR(st.st_mode))
        return EISDIR;
    if (exists && !S_ISREG(st.st_mode))
        return write_directly(path, bytes);
    /* Renaming over a file that may not be written would go round its permissions. */
    if (exists && access(path, W_OK) != 0)
        return errno;
    jr_buf target = {0};
    int error = follow_links(path, &target);
    if (!error)
        error = replace(&target, bytes, exists ? &st : NULL);
    jr_buf_free(&target);
    return error;
}

/* The commonest mistake deserves to be called by its name. */
static bool lacks_folder(const char *path)
{
    jr_buf folder = {0};
    put_folder(&folder, path);
    jr_putc(&folder, '\0');
    struct stat st;
    const bool lacks = folder.n > 1 && stat(folder.p, &st) != 0 && errno == ENOENT;
    jr_buf_free(&folder);
    return lacks;
}

static bool commit_file(jr_sink *sink, jr_str bytes)
{
    const int error = publish(sink->name, bytes);
    if (error == ENOENT && lacks_folder(sink->name)) {
        const jr_span where = {.file = jr_diag_file(sink->diag, jr_str_from(sink->name))};
        return jr_report(sink->diag, JR_D_CANNOT_WRITE, &where,
                         "cannot write: its folder does not exist; create it first");
    }
    return !error || jr_sink_report(sink, error);
}

jr_sink *jr_sink_file(jr_str path, jr_diag *diag)
{
    return jr_sink_create(path, diag, commit_file);
}
