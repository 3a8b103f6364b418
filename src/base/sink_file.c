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

#include <jerome/hash.h>

#define LINKS    40  /* symbolic links followed, as many as the kernel does */
#define FEW      8   /* files that are synced one by one: a whole file system may hold much of others */
#define ATTEMPTS 100 /* names tried for a temporary file */
#define SLOTS    80  /* temporary files at the same time that jr_sink_cleanup can remove */

/* Paths of temporary files that exist now; lock-free, for a signal handler. */
static _Atomic(const char *) temporaries[SLOTS];

/* Files that wait to be put in their places. */
static struct {
    const char *run; /* NULL: none wait */
    jr_waiting *files;
    size_t n, capacity;
} deferred;

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

static void remove_temporary(const char *path)
{
    unlink(path);
    forget(path);
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
        jr_printf(ret_name, ".jerome-%s%s%ld-%u.tmp", deferred.run ? deferred.run : "", deferred.run ? "-" : "",
                  (long)getpid(), atomic_fetch_add(&counter, 1));
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

/* EINVAL and ENOTSUP: a file system that has nothing to sync. 0 or an errno. */
static int sync_file(int fd)
{
    while (fsync(fd) != 0)
        if (errno == EINVAL || errno == ENOTSUP)
            break;
        else if (errno != EINTR)
            return errno;
    return 0;
}

/* ---- Files that wait to be put in their places ---- */

void jr_sink_defer(const char *run)
{
    deferred.run = run;
}

const jr_waiting *jr_sink_deferred(size_t *ret_n)
{
    *ret_n = deferred.n;
    return deferred.files;
}

void jr_sink_hand_over(void)
{
    for (size_t i = 0; i < deferred.n; i++) {
        forget(deferred.files[i].temporary);
        free(deferred.files[i].temporary);
        free(deferred.files[i].target);
    }
    deferred.n = 0;
}

/* Takes both names. */
static void defer(jr_buf *temporary, jr_buf *target, jr_str bytes)
{
    if (deferred.n == deferred.capacity) {
        deferred.capacity = deferred.capacity ? 2 * deferred.capacity : 8;
        jr_waiting *files = realloc(deferred.files, deferred.capacity * sizeof *files);
        if (!files)
            jr_out_of_memory(deferred.capacity * sizeof *files);
        deferred.files = files;
    }
    jr_waiting *file = &deferred.files[deferred.n++];
    *file = (jr_waiting){.temporary = temporary->p, .target = target->p, .size = bytes.n, .hash = jr_xxh64(bytes)};
    *temporary = *target = (jr_buf){0};
}

/* Syncs the file systems of those that wait, each once; false in *ret_synced: this file has to be synced by itself. */
static void sync_together(jr_waiting *files, size_t n, bool *ret_synced)
{
    struct stat st;
    dev_t last = 0;
    bool known = false, synced = false;
    for (size_t i = 0; i < n; i++) {
        ret_synced[i] = false;
        if (stat(files[i].temporary, &st) != 0)
            continue;
        if (!known || st.st_dev != last) {
            const int fd = open(files[i].temporary, O_RDONLY | O_CLOEXEC);
            synced = fd >= 0 && syncfs(fd) == 0;
            if (fd >= 0)
                close(fd);
        }
        ret_synced[i] = synced;
        last = st.st_dev;
        known = true;
    }
}

static int sync_alone(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int error = sync_file(fd);
    if (close(fd) != 0 && !error && errno != EINTR)
        error = errno;
    return error;
}

void jr_sink_settle(jr_waiting *files, size_t n)
{
    bool synced[JR_SINK_GATHER] = {false};
    for (size_t begin = 0; begin < n; begin += JR_SINK_GATHER) {
        const size_t count = n - begin < JR_SINK_GATHER ? n - begin : JR_SINK_GATHER;
        if (count >= FEW)
            sync_together(files + begin, count, synced);
        for (size_t i = 0; i < count; i++) {
            jr_waiting *file = &files[begin + i];
            file->error = count >= FEW && synced[i] ? 0 : sync_alone(file->temporary);
            if (!file->error && rename(file->temporary, file->target) != 0)
                file->error = errno;
            if (file->error)
                unlink(file->temporary);
        }
    }
}

/* ---- A file in the place of another ---- */

/* Syncs, closes and renames, or, where `error` is not 0, removes; 0 or an errno. */
static int put_in_place(int fd, const jr_buf *temporary, const jr_buf *target, int error)
{
    if (!error)
        error = sync_file(fd);
    if (close(fd) != 0 && !error && errno != EINTR)
        error = errno;
    if (!error && rename(temporary->p, target->p) != 0)
        error = errno;
    if (error)
        remove_temporary(temporary->p);
    else
        forget(temporary->p);
    return error;
}

/* Takes *target, NUL-terminated, where the file is deferred. */
static int replace(jr_buf *target, jr_str bytes, const struct stat *old)
{
    jr_buf temporary = {0};
    const int fd = open_temporary(target->p, &temporary);
    int error = fd < 0 ? errno : fill(fd, bytes, old);
    if (fd >= 0 && !error && deferred.run) {
        error = close(fd) == 0 || errno == EINTR ? 0 : errno;
        if (!error)
            defer(&temporary, target, bytes);
        else
            remove_temporary(temporary.p);
    } else if (fd >= 0) {
        error = put_in_place(fd, &temporary, target, error);
    }
    jr_buf_free(&temporary);
    return error;
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
