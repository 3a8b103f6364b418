/* SPDX-License-Identifier: MIT */
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <jerome/hash.h>

#include "base/path.h"
#include "base/sink.h"

#define MEMORY_SHARE 4 /* of --max-memory, which is for the parser: what a page may take in all */

/* The page at hand. */
typedef struct page {
    const jr_work *work;
    jr_arena *arena; /* of what is told of it */
    jr_diagnostic *messages;
    jr_record_file *reads;
    jr_record_tally tally;
    jr_str language;
    size_t n_messages, cap_messages, n_reads, cap_reads;
    bool passing;
} page;

int64_t jr_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static uint64_t micros_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

jr_str jr_work_key(const jr_work *work, size_t job, jr_arena *arena)
{
    const jr_job *j = &work->bulk->jobs[job];
    const jr_str all = jr_arena_printf(arena, "%s\n%.*s\n%.*s", work->keys, JR_FMT(j->input), JR_FMT(j->output));
    char hex[2 * JR_SHA1_SIZE + 1];
    jr_sha1_hex(all, hex);
    return jr_arena_copy(arena, jr_str_from(hex));
}

/* ---- What a page says and reads ---- */

static void take_message(void *user, const jr_diagnostic *d)
{
    page *p = user;
    p->messages = jr_arena_grown(p->messages, p->n_messages, &p->cap_messages, sizeof *d, p->arena);
    jr_diagnostic *copy = &p->messages[p->n_messages++];
    *copy = *d;
    copy->file = jr_arena_copy(p->arena, d->file);
    copy->text = jr_arena_copy(p->arena, d->text);
}

/* Where an open file is, from the current folder if it is below that; empty: nowhere. */
static jr_str path_of(int fd, jr_arena *arena)
{
    char link[64], path[PATH_MAX], here[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t n = readlink(link, path, sizeof path);
    if (n <= 0 || (size_t)n >= sizeof path || path[0] != '/' || !getcwd(here, sizeof here))
        return (jr_str){"", 0};
    jr_str whole = {path, (size_t)n};
    const jr_str folder = jr_str_from(here);
    if (folder.n > 1 && jr_str_starts(whole, folder) && whole.n > folder.n && whole.p[folder.n] == '/')
        whole = jr_str_sub(whole, folder.n + 1, whole.n);
    return jr_arena_copy(arena, whole);
}

static void take_read(void *user, int fd, jr_str bytes)
{
    page *p = user;
    struct stat st;
    const jr_str path = path_of(fd, p->arena);
    if (path.n == 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        p->passing = true; /* a pipe has other bytes next time */
        return;
    }
    for (size_t i = 0; i < p->n_reads; i++)
        if (jr_str_eq(p->reads[i].path, path))
            return;
    p->reads = jr_arena_grown(p->reads, p->n_reads, &p->cap_reads, sizeof *p->reads, p->arena);
    p->reads[p->n_reads++] = (jr_record_file){path, bytes.n, jr_xxh64(bytes)};
}

/* ---- What was done already ---- */

static bool is_unchanged(const jr_record_file *file, jr_arena *scratch)
{
    struct stat st;
    jr_str bytes;
    jr_arena_reset(scratch);
    const int fd = open(jr_arena_copy(scratch, file->path).p, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return false;
    const bool same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size == file->size &&
                      jr_read_all(fd, SIZE_MAX / 2, scratch, &bytes) == 0 && jr_xxh64(bytes) == file->hash;
    close(fd);
    return same;
}

/* Whether all that a record is about is still as it was. What failed for want of time, memory or a disk is tried again.
 */
static bool still_holds(const jr_record *r)
{
    if (r->passing || r->n_reads == 0 || (r->status != JR_STATUS_OK && r->status != JR_STATUS_INPUT))
        return false;
    jr_arena *scratch = jr_arena_create();
    bool holds = true;
    for (size_t i = 0; holds && i < r->n_reads; i++)
        holds = is_unchanged(&r->reads[i], scratch);
    for (size_t i = 0; holds && i < r->n_outputs; i++)
        holds = is_unchanged(&r->outputs[i], scratch);
    jr_arena_destroy(scratch);
    return holds;
}

/* The record of a job that needs not be done again; empty: it does. */
static jr_str known_record(const jr_work *work, jr_str key, jr_arena *arena)
{
    jr_record r;
    const jr_str json = work->journal ? jr_journal_find(work->journal, key) : (jr_str){0};
    const bool known = json.n && jr_record_read(json, arena, &r) && (r.tally.counted || !work->counting);
    return known && still_holds(&r) ? json : (jr_str){"", 0};
}

/* ---- One page ---- */

/* Appends names and the record, behind the room for the frame. */
static void put_record(page *p, size_t job, jr_str key, const jr_outcome *outcome, uint64_t micros, jr_frame *frame,
                       jr_buf *out)
{
    size_t n;
    const jr_waiting *files = jr_sink_deferred(&n);
    jr_record_file *outputs = jr_arena_array(p->arena, jr_record_file, n + 1);
    for (size_t i = 0; i < n; i++) {
        outputs[i] = (jr_record_file){jr_str_from(files[i].target), files[i].size, files[i].hash};
        jr_put(out, (jr_str){files[i].temporary, strlen(files[i].temporary) + 1});
    }
    frame->temporary = (uint32_t)(out->n - sizeof *frame);
    const jr_job *j = &p->work->bulk->jobs[job];
    const jr_str known = p->work->bulk->language;
    const jr_record r = {
        .key = key,
        .input = j->input,
        .output = j->output,
        .status = jr_diag_status(outcome->diag),
        .micros = micros,
        .passing = p->passing,
        .messages = p->messages,
        .n_messages = p->n_messages,
        .outputs = outputs,
        .n_outputs = n,
        .reads = p->reads,
        .n_reads = p->n_reads,
        .counts = outcome->counts,
        .n_counts = outcome->n_counts,
        .severities = {jr_diag_count(outcome->diag, JR_NOTE_SEVERITY), jr_diag_count(outcome->diag, JR_WARNING),
                       jr_diag_count(outcome->diag, JR_ERROR)},
        .tally = p->tally,
        .language = j->language.n ? j->language
                    : known.n     ? known
                                  : p->language,
        .text = jr_buf_str(&outcome->text),
        .data = jr_buf_str(&outcome->data),
    };
    jr_record_put(&r, out);
}

static void count_words(page *p, jr_page_tallier *tallier, size_t job)
{
    const jr_bulk *bulk = p->work->bulk;
    size_t n;
    const jr_waiting *files = jr_sink_deferred(&n);
    jr_str path = bulk->jobs[job].input;
    if (bulk->count_outputs)
        path = n ? jr_str_from(files[0].temporary) : (jr_str){"", 0};
    jr_tally_page(tallier, job, path, bulk->count_outputs, p->arena, &p->tally, &p->language);
}

static void make_page(const jr_work *work, size_t job, jr_page_tallier *tallier, jr_arena *arena, jr_frame *frame,
                      jr_buf *out)
{
    page p = {.work = work, .arena = arena};
    const jr_str key = work->reads ? jr_work_key(work, job, arena) : (jr_str){0};
    const jr_str known = known_record(work, key, arena);
    if (known.n) {
        frame->kept = 1;
        jr_put(out, known);
        return;
    }
    jr_outcome outcome = {.diag = jr_diag_create(take_message, &p)};
    jr_diag_set_strict(outcome.diag, work->shared->strict);
    jr_diag_set_most(outcome.diag, (size_t)work->shared->max_messages);
    if (work->reads)
        jr_read_watch(take_read, &p);
    const uint64_t begin = micros_now();
    work->bulk->page(work->bulk->user, job, &outcome);
    jr_diag_tell_held(outcome.diag);
    jr_read_watch(NULL, NULL);
    const uint64_t micros = micros_now() - begin;
    p.tally = outcome.tally;
    p.passing = p.passing || outcome.passing;
    if (!p.tally.counted)
        count_words(&p, tallier, job);
    put_record(&p, job, key, &outcome, micros, frame, out);
    jr_diag_destroy(outcome.diag);
    jr_buf_free(&outcome.text);
    jr_buf_free(&outcome.data);
}

/* ---- The process ---- */

static void end_without_memory(size_t size)
{
    (void)size;
    jr_sink_cleanup();
    _exit(JR_STATUS_LIMIT);
}

static void end_by_signal(int number)
{
    jr_sink_cleanup();
    signal(number, SIG_DFL);
    raise(number);
}

/* Temporary files do not outlive a crash, be it for want of stack. */
static void set_signals(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    static char room[64 * 1024];
    const stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        struct sigaction old;
        const struct sigaction action = {.sa_handler = end_by_signal, .sa_flags = SA_NODEFER | SA_ONSTACK};
        /* A sanitizer has handlers of its own. */
        if (sigaction(crashes[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(crashes[i], &action, NULL);
    }
    /* The parent says when it is over. */
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
}

/* A sanitizer takes address space by the terabyte. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#define SANITIZED                                                                                                      \
    (__has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer))
#else
#define SANITIZED 0
#endif

/* More memory than any page should take ends the worker that asks for it, not the machine. */
static void limit_memory(const jr_limits *limits)
{
#if !SANITIZED
    struct rlimit limit;
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    const bool known = file && fscanf(file, "%lu", &pages) == 1;
    if (file)
        fclose(file);
    if (limits->memory == 0 || !known || getrlimit(RLIMIT_AS, &limit) != 0)
        return;
    const rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)limits->memory << 20) * MEMORY_SHARE;
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > most) {
        limit.rlim_cur = most;
        setrlimit(RLIMIT_AS, &limit);
    }
#else
    (void)limits;
#endif
}

static bool read_range(int socket, jr_range *ret_range)
{
    size_t have = 0;
    while (have < sizeof *ret_range) {
        const ssize_t n = read(socket, (char *)ret_range + have, sizeof *ret_range - have);
        if (n == 0 || (n < 0 && errno != EINTR))
            return false;
        have += n > 0 ? (size_t)n : 0;
    }
    return true;
}

/* Sends all at once: each write wakes the parent. */
static bool send_page(int socket, jr_frame *frame, const jr_buf *out)
{
    frame->record = (uint32_t)(out->n - sizeof *frame - frame->temporary);
    memcpy(out->p, frame, sizeof *frame);
    const bool sent = jr_write_all(socket, jr_buf_str(out)) == 0;
    if (sent)
        jr_sink_hand_over();
    return sent;
}

_Noreturn void jr_worker_run(const jr_work *work, int socket, jr_desk *desk)
{
    jr_range range;
    jr_buf out = {0};
    jr_arena *arena = jr_arena_create();
    jr_page_tallier tallier = jr_tally_start(work->counting, work->n_counting);
    jr_set_oom_handler(end_without_memory);
    set_signals();
    limit_memory(&work->shared->limits);
    jr_sink_defer(work->run);
    while (read_range(socket, &range))
        for (uint32_t i = range.begin; i < range.end; i++) {
            jr_frame frame = {.job = (uint32_t)work->todo[i]};
            out.n = 0;
            jr_put(&out, (jr_str){(const char *)&frame, sizeof frame});
            jr_arena_reset(arena);
            desk->since = jr_now();
            make_page(work, work->todo[i], &tallier, arena, &frame, &out);
            desk->since = 0;
            if (!send_page(socket, &frame, &out)) {
                jr_sink_cleanup();
                _exit(JR_STATUS_IO);
            }
        }
    _exit(JR_STATUS_OK);
}
