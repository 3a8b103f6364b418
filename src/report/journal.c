/* SPDX-License-Identifier: MIT */
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jerome/hash.h>
#include <jerome/map.h>

#include "base/path.h"
#include "base/sink.h"
#include "codec/json_in.h"
#include "base/file.h"

#define JOURNAL_MAX ((size_t)4 * 1024 * 1024 * 1024)
#define SUM_DIGITS  16

struct jr_journal {
    jr_str path;
    const char *run;
    int fd;
    bool failed;
    jr_buf waiting; /* lines to be written */
    jr_arena *arena;
    jr_map records; /* key to index + 1 */
    jr_map runs;    /* 1: began, 2: ended as well */
    jr_str *lines;
    size_t n, capacity;
};

static const jr_str before_sum = JR_STR_INIT("{\"sum\":\""), behind_sum = JR_STR_INIT("\",");

/* ---- Lines ---- */

/* Appends the line of an object of JSON. */
static void put_line(jr_buf *out, jr_str json)
{
    const jr_str rest = jr_str_sub(json, 1, json.n);
    jr_put(out, before_sum);
    jr_printf(out, "%016llx", (unsigned long long)jr_xxh64(rest));
    jr_put(out, behind_sum);
    jr_put(out, rest);
    jr_putc(out, '\n');
}

/* Whether a line is as it was written. */
static bool is_whole(jr_str line)
{
    const size_t head = before_sum.n + SUM_DIGITS;
    if (!jr_str_starts(line, before_sum) || !jr_str_starts(jr_str_sub(line, head, line.n), behind_sum))
        return false;
    char sum[SUM_DIGITS + 1];
    snprintf(sum, sizeof sum, "%016llx", (unsigned long long)jr_xxh64(jr_str_sub(line, head + behind_sum.n, line.n)));
    return jr_str_eq(jr_str_sub(line, before_sum.n, head), (jr_str){sum, SUM_DIGITS});
}

static void take_line(jr_journal *j, jr_str line, jr_arena *scratch)
{
    const jr_json *o;
    size_t at;
    jr_arena_reset(scratch);
    if (!is_whole(line) || !jr_json_read(line, scratch, &o, &at))
        return;
    const jr_str key = jr_json_text(o, "key"), began = jr_json_text(o, "run"), ended = jr_json_text(o, "end");
    if (began.n)
        *jr_map_at(&j->runs, jr_arena_copy(j->arena, began)) |= 1;
    if (ended.n)
        *jr_map_at(&j->runs, jr_arena_copy(j->arena, ended)) |= 2;
    if (key.n == 0)
        return;
    j->lines = jr_arena_grown(j->lines, j->n, &j->capacity, sizeof *j->lines, j->arena);
    j->lines[j->n++] = line;
    *jr_map_at(&j->records, jr_arena_copy(j->arena, key)) = j->n;
}

/* Takes all lines, and cuts off one that has no end. 0 or an errno. */
static int load(jr_journal *j)
{
    jr_str bytes;
    const int error = jr_read_all(j->fd, JOURNAL_MAX, j->arena, &bytes);
    if (error)
        return error;
    jr_arena *scratch = jr_arena_create();
    size_t at = 0;
    for (size_t end; (end = jr_str_find(bytes, at, '\n')) < bytes.n; at = end + 1)
        take_line(j, jr_str_sub(bytes, at, end), scratch);
    jr_arena_destroy(scratch);
    return ftruncate(j->fd, (off_t)at) == 0 && lseek(j->fd, 0, SEEK_END) >= 0 ? 0 : errno;
}

/* ---- The file ---- */

static bool report_failure(const jr_journal *j, jr_diag *diag, const char *what, int error)
{
    const jr_span where = {.file = jr_diag_file(diag, j->path)};
    return jr_report(diag, JR_D_CANNOT_WRITE, &where, "%s: %s", what, strerror(error));
}

static void note(jr_journal *j, const char *what)
{
    jr_buf json = {0};
    jr_printf(&json, "{\"%s\":\"%s\"}", what, j->run);
    put_line(&j->waiting, jr_buf_str(&json));
    jr_buf_free(&json);
}

bool jr_journal_open(jr_str path, const char *run, bool resume, jr_arena *arena, jr_diag *diag,
                     jr_journal **ret_journal)
{
    jr_journal *j = jr_arena_new(arena, jr_journal);
    j->path = jr_arena_copy(arena, path);
    j->run = run;
    j->arena = j->records.arena = j->runs.arena = arena;
    j->fd = open(j->path.p, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (j->fd < 0)
        return report_failure(j, diag, "cannot open the journal", errno);
    if (flock(j->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close(j->fd);
        const jr_span where = {.file = jr_diag_file(diag, j->path)};
        return jr_report(diag, JR_D_CANNOT_WRITE, &where, "another run has this journal");
    }
    struct stat st;
    const bool regular = fstat(j->fd, &st) == 0 && S_ISREG(st.st_mode);
    const int error = !regular ? EINVAL : resume ? load(j) : ftruncate(j->fd, 0) == 0 ? 0 : errno;
    if (error) {
        close(j->fd);
        return report_failure(j, diag, "cannot use the journal", error);
    }
    *ret_journal = j;
    note(j, "run");
    return jr_journal_sync(j, diag);
}

jr_str jr_journal_find(const jr_journal *j, jr_str key)
{
    const size_t index = jr_map_get(&j->records, key);
    return index ? j->lines[index - 1] : (jr_str){"", 0};
}

jr_opt_list jr_journal_cut_off(const jr_journal *j)
{
    jr_str *items = jr_arena_array(j->arena, jr_str, j->runs.count + 1);
    size_t n = 0;
    for (size_t i = 0; i < j->runs.capacity; i++)
        if (j->runs.slots[i].key.p && j->runs.slots[i].value == 1)
            items[n++] = j->runs.slots[i].key;
    return (jr_opt_list){items, n};
}

void jr_journal_add(jr_journal *j, jr_str json)
{
    put_line(&j->waiting, json);
}

bool jr_journal_sync(jr_journal *j, jr_diag *diag)
{
    int error = j->failed || j->waiting.n == 0 ? 0 : jr_write_all(j->fd, jr_buf_str(&j->waiting));
    if (!error && !j->failed && j->waiting.n && fdatasync(j->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
        error = errno;
    j->waiting.n = 0;
    if (!error)
        return true;
    j->failed = true;
    return report_failure(j, diag, "cannot write to the journal", error);
}

void jr_journal_close(jr_journal *j, jr_diag *diag)
{
    if (!j)
        return;
    note(j, "end");
    jr_journal_sync(j, diag);
    jr_buf_free(&j->waiting);
    close(j->fd);
}

/* ---- Several ---- */

bool jr_journal_is(jr_str path)
{
    char head[16];
    bool is = false;
    const int fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd >= 0) {
        is = read(fd, head, before_sum.n) == (ssize_t)before_sum.n && memcmp(head, before_sum.p, before_sum.n) == 0;
        close(fd);
    }
    return is;
}

/* Appends the whole lines of a journal; how many there were. */
static size_t put_whole(jr_str bytes, jr_sink *sink)
{
    size_t n = 0;
    for (size_t at = 0, end; (end = jr_str_find(bytes, at, '\n')) < bytes.n; at = end + 1)
        if (is_whole(jr_str_sub(bytes, at, end))) {
            jr_sink_write(sink, jr_str_sub(bytes, at, end + 1));
            n++;
        }
    return n;
}

bool jr_journal_merge(const jr_opt_list *paths, jr_str output, jr_diag *diag)
{
    jr_arena *arena = jr_arena_create();
    jr_sink *sink = jr_sink_file(output, diag);
    bool ok = true;
    for (size_t i = 0; ok && i < paths->n; i++) {
        jr_str bytes;
        const jr_span where = {.file = jr_diag_file(diag, paths->items[i])};
        jr_arena_reset(arena);
        ok = jr_file_read(paths->items[i], JOURNAL_MAX, where.file, arena, diag, &bytes);
        if (ok && put_whole(bytes, sink) == 0)
            ok = jr_report(diag, JR_D_BAD_REPORT, &where, "this is no journal");
    }
    jr_arena_destroy(arena);
    if (ok)
        return jr_sink_finish(sink);
    jr_sink_discard(sink);
    return false;
}
