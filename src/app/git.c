/* SPDX-License-Identifier: MIT */
#include "git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <jerome/buf.h>

#define SECONDS       60
#define MOST_OF_ID    ((size_t)1024)
#define MOST_OF_FILES ((size_t)256 << 20)

static const char *const *environment_of(jr_arena *arena)
{
    /* No prompt, no lock, no download of what a partial clone lacks, the same words in every language. */
    static const char *const set[] = {"GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1",
                                      "LC_ALL=C"};
    const size_t n_set = sizeof set / sizeof *set;
    size_t n = 0, k = 0;
    while (environ[n])
        n++;
    const char **all = jr_arena_array(arena, const char *, n + n_set + 1);
    for (size_t i = 0; i < n; i++) {
        /* Of two values of a name programs may take either. */
        bool ours = false;
        for (size_t s = 0; s < n_set; s++)
            ours = ours || strncmp(environ[i], set[s], (size_t)(strchr(set[s], '=') - set[s]) + 1) == 0;
        if (!ours)
            all[k++] = environ[i];
    }
    for (size_t s = 0; s < n_set; s++)
        all[k++] = set[s];
    return all;
}

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads to the end; false: too late, too much, or it failed. */
static bool read_output(int fd, size_t most, jr_buf *out)
{
    const int64_t end = now() + SECONDS * 1000;
    for (;;) {
        const int64_t left = end - now();
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (left <= 0 || out->n > most)
            return false;
        const int ready = poll(&p, 1, (int)left);
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready <= 0)
            continue;
        jr_buf_reserve(out, 65536);
        const ssize_t n = read(fd, out->p + out->n, 65536);
        if (n == 0)
            return out->n <= most;
        if (n < 0 && errno != EINTR)
            return false;
        out->n += n > 0 ? (size_t)n : 0;
    }
}

static bool start(jr_str folder, const char *const *arguments, jr_arena *arena, int output, pid_t *ret_pid)
{
    /* What a repository's own settings could start: a monitor of its files, a pager. */
    static const char *const first[] = {"git", "--no-pager", "-c", "core.fsmonitor=false", "-C"};
    const size_t n_first = sizeof first / sizeof *first;
    size_t n = 0;
    while (arguments[n])
        n++;
    const char **argv = jr_arena_array(arena, const char *, n_first + n + 2);
    memcpy(argv, first, sizeof first);
    argv[n_first] = jr_arena_copy(arena, folder).p;
    memcpy(argv + n_first + 1, arguments, n * sizeof *arguments);
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    const bool ok = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
                    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
                    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) == 0 &&
                    posix_spawnp(ret_pid, "git", &actions, NULL, (char *const *)(uintptr_t)argv,
                                 (char *const *)(uintptr_t)environment_of(arena)) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return ok;
}

bool jr_git_run(jr_str folder, const char *const *arguments, size_t most, jr_arena *arena, jr_str *ret_output)
{
    int ends[2], status = 0;
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    const bool started = start(folder, arguments, arena, ends[1], &pid);
    close(ends[1]);
    jr_buf out = {0};
    bool ok = started && read_output(ends[0], most, &out);
    close(ends[0]);
    if (started && !ok)
        kill(pid, SIGKILL);
    while (started && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    ok = ok && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ok)
        *ret_output = jr_buf_take(&out, arena);
    jr_buf_free(&out);
    return ok;
}

/* Lines end in NUL: "100644 blob ID<tab>PATH". */
static void read_tree(jr_str tree, jr_arena *arena, jr_git_commit *commit)
{
    size_t lines = 0, n = 0;
    for (size_t i = 0; i < tree.n; i++)
        lines += tree.p[i] == '\0';
    commit->files = (jr_map){.arena = arena};
    commit->blobs = jr_arena_array(arena, jr_str, lines + 1);
    for (size_t at = 0; at < tree.n && n < lines;) {
        const size_t end = jr_str_find(tree, at, '\0');
        const jr_str line = jr_str_sub(tree, at, end);
        const size_t tab = jr_str_find(line, 0, '\t'), kind = jr_str_find(line, 0, ' ');
        const size_t id = jr_str_find(line, kind + 1, ' ') + 1;
        if (id < tab && tab < line.n) {
            commit->blobs[n] = jr_str_sub(line, id, tab);
            jr_map_add(&commit->files, jr_str_sub(line, tab + 1, line.n), ++n);
        }
        at = end + 1;
    }
}

bool jr_git_read(jr_str folder, jr_str name, jr_arena *arena, jr_git_commit *ret_commit)
{
    /* What looks like an option would be one. */
    if (name.n == 0 || name.p[0] == '-' || jr_str_find(name, 0, '\0') < name.n)
        return false;
    const char *const which = jr_arena_printf(arena, "%.*s^{commit}", JR_FMT(name)).p;
    const char *const commit[] = {"rev-parse", "--verify", "--quiet", which, NULL};
    jr_str id, tree;
    if (!jr_git_run(folder, commit, MOST_OF_ID, arena, &id))
        return false;
    id = jr_arena_copy(arena, jr_str_trim(id));
    const char *const files[] = {"ls-tree", "-r", "-z", id.p, NULL};
    if (id.n == 0 || !jr_git_run(folder, files, MOST_OF_FILES, arena, &tree))
        return false;
    *ret_commit = (jr_git_commit){.id = id};
    read_tree(tree, arena, ret_commit);
    return true;
}

bool jr_git_bytes(jr_str folder, jr_str blob, jr_arena *arena, jr_str *ret_bytes)
{
    const char *const bytes[] = {"cat-file", "blob", jr_arena_copy(arena, blob).p, NULL};
    return jr_git_run(folder, bytes, MOST_OF_FILES, arena, ret_bytes);
}

void jr_git_blob(jr_str bytes, char ret_hex[2 * JR_SHA1_SIZE + 1])
{
    jr_buf header = {0};
    unsigned char digest[JR_SHA1_SIZE];
    jr_printf(&header, "blob %zu", bytes.n);
    jr_putc(&header, '\0');
    jr_sha1 hash = jr_sha1_start();
    jr_sha1_update(&hash, jr_buf_str(&header));
    jr_sha1_update(&hash, bytes);
    jr_sha1_finish(&hash, digest);
    jr_buf_free(&header);
    for (size_t i = 0; i < JR_SHA1_SIZE; i++) {
        ret_hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        ret_hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    ret_hex[2 * JR_SHA1_SIZE] = '\0';
}

bool jr_git_has(const jr_git_commit *commit, jr_str path, jr_str blob)
{
    size_t at;
    return commit->id.n && jr_map_find(&commit->files, path, &at) && jr_str_eq(commit->blobs[at - 1], blob);
}
