/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/sink.h"

#define CHUNK   32   /* jobs that a worker gets at once, and again before it has done them: it never waits for us */
#define AHEAD   2    /* chunks */
#define PATIENT 1000 /* milliseconds for a worker that was asked to end */
#define TICK    250  /* milliseconds between ticks */

static const int endings[] = {SIGINT, SIGTERM, SIGHUP};
#define ENDINGS (sizeof endings / sizeof *endings)

/* A worker, or the place for one. */
typedef struct worker {
    pid_t pid; /* 0: none */
    int fd;
    jr_desk *desk;
    jr_range given[AHEAD]; /* what it has not told of yet, in order */
    size_t n_given;
    bool closed;    /* it gets no more */
    int64_t ending; /* since when it has been asked to end for taking too long, or 0 */
    jr_buf in;
} worker;

typedef struct pool {
    const jr_pool *opts;
    worker *workers;
    size_t n;
    uint32_t next;      /* first of todo that nobody has got */
    jr_range *returned; /* what lost workers had left */
    size_t n_returned;
    jr_desk *desks;
    struct pollfd *polled;
    struct sigaction handlers[ENDINGS]; /* from before the run */
    sigset_t outside;                   /* signals that were blocked then */
} pool;

/* ---- Signals by which the user ends a run: blocked, but while the parent waits ---- */

static volatile sig_atomic_t interrupted;

static void note_signal(int number)
{
    interrupted = number;
}

static void take_signals(pool *p)
{
    const struct sigaction action = {.sa_handler = note_signal};
    sigset_t ours;
    sigemptyset(&ours);
    for (size_t i = 0; i < ENDINGS; i++) {
        sigaction(endings[i], NULL, &p->handlers[i]);
        if (p->handlers[i].sa_handler == SIG_IGN) /* by nohup: it stays so */
            continue;
        sigaction(endings[i], &action, NULL);
        sigaddset(&ours, endings[i]);
    }
    sigprocmask(SIG_BLOCK, &ours, &p->outside);
}

static void give_signals_back(const pool *p)
{
    for (size_t i = 0; i < ENDINGS; i++)
        sigaction(endings[i], &p->handlers[i], NULL);
    sigprocmask(SIG_SETMASK, &p->outside, NULL);
}

/* What the user ends, ends everybody: a worker's death says nothing about its page then. */
static bool is_interrupted(void)
{
    sigset_t pending;
    sigpending(&pending);
    for (size_t i = 0; i < ENDINGS; i++)
        if (sigismember(&pending, endings[i]) == 1 && !interrupted)
            interrupted = endings[i];
    return interrupted != 0;
}

/* ---- Work to hand out ---- */

static bool take_range(pool *p, jr_range *ret_range)
{
    if (p->n_returned) {
        *ret_range = p->returned[--p->n_returned];
        return true;
    }
    const size_t left = p->opts->n_todo - p->next;
    size_t n = left / (4 * p->n); /* small ones at the end: no worker waits long for another */
    n = n < 1 ? 1 : n > CHUNK ? CHUNK : n;
    *ret_range = (jr_range){p->next, p->next + (uint32_t)n};
    p->next += left ? (uint32_t)n : 0;
    return left > 0;
}

static void feed(pool *p, worker *w)
{
    jr_range range;
    while (w->pid && !w->closed && !w->ending && w->n_given < AHEAD) {
        if (!take_range(p, &range)) {
            shutdown(w->fd, SHUT_WR);
            w->closed = true;
        } else {
            w->given[w->n_given++] = range;
            /* A worker that is gone is noticed when its answers end. */
            (void)jr_write_all(w->fd, (jr_str){(const char *)&range, sizeof range});
        }
    }
}

/* ---- Starting ---- */

_Noreturn static void become_worker(pool *p, const worker *w, int socket, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) /* it ended before that */
        _exit(JR_STATUS_FAILED);
    for (size_t i = 0; i < p->n; i++)
        if (p->workers[i].pid)
            close(p->workers[i].fd);
    give_signals_back(p);
    jr_worker_run(p->opts->work, socket, w->desk);
}

/* False: there can be no process. */
static bool start(pool *p, worker *w)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    w->desk->since = 0;
    const pid_t parent = getpid(), child = fork();
    if (child == 0) {
        close(ends[0]);
        become_worker(p, w, ends[1], parent);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return false;
    }
    w->pid = child;
    w->fd = ends[0];
    w->n_given = 0;
    w->closed = false;
    w->ending = 0;
    w->in.n = 0;
    feed(p, w);
    return true;
}

/* ---- Answers ---- */

/* One job less that is waited for. */
static void tick_off(worker *w)
{
    if (w->n_given && ++w->given[0].begin == w->given[0].end) {
        w->given[0] = w->given[1];
        w->n_given--;
    }
}

static void take_frames(pool *p, worker *w)
{
    size_t at = 0;
    jr_frame frame;
    while (w->in.n - at >= sizeof frame) {
        memcpy(&frame, w->in.p + at, sizeof frame);
        const size_t whole = sizeof frame + (size_t)frame.temporary + frame.record;
        if (w->in.n - at < whole)
            break;
        const jr_str rest = jr_str_sub(jr_buf_str(&w->in), at + sizeof frame, at + whole);
        tick_off(w);
        p->opts->done(p->opts->user, &frame, jr_str_sub(rest, 0, frame.temporary),
                      jr_str_sub(rest, frame.temporary, rest.n));
        at += whole;
    }
    if (at) {
        memmove(w->in.p, w->in.p + at, w->in.n - at);
        w->in.n -= at;
    }
}

/* Reads what there is; false: the worker has ended. */
static bool take_answers(pool *p, worker *w)
{
    jr_buf_reserve(&w->in, 64 * 1024);
    const ssize_t n = read(w->fd, w->in.p + w->in.n, w->in.cap - w->in.n);
    if (n < 0)
        return errno == EINTR;
    w->in.n += (size_t)n;
    take_frames(p, w);
    feed(p, w);
    return n > 0;
}

/* ---- Endings ---- */

static int reap(worker *w)
{
    int status = 0;
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
        ;
    close(w->fd);
    w->pid = 0;
    return status;
}

static void report_loss(const pool *p, const worker *w, size_t job, int status)
{
    const jr_pool *o = p->opts;
    if (w->ending)
        o->lost(o->user, job, JR_LOSS_TIME, (int)o->timeout);
    else if (WIFSIGNALED(status))
        o->lost(o->user, job, JR_LOSS_SIGNAL, WTERMSIG(status));
    else
        o->lost(o->user, job, WEXITSTATUS(status) == JR_STATUS_LIMIT ? JR_LOSS_MEMORY : JR_LOSS_STATUS,
                WEXITSTATUS(status));
}

/* A worker has ended: the job at hand is lost, what it had besides is for others, and another takes its place. */
static void replace(pool *p, worker *w)
{
    const int status = reap(w);
    if (w->n_given == 0 || is_interrupted())
        return;
    const size_t job = p->opts->work->todo[w->given[0].begin];
    tick_off(w);
    while (w->n_given)
        p->returned[p->n_returned++] = w->given[--w->n_given];
    report_loss(p, w, job, status);
    if (p->n_returned || p->next < p->opts->n_todo)
        start(p, w);
}

static void watch_time(pool *p, int64_t now)
{
    const int64_t most = p->opts->timeout * 1000;
    for (size_t i = 0; i < p->n; i++) {
        worker *w = &p->workers[i];
        const int64_t since = w->desk->since;
        if (w->pid == 0 || most == 0)
            continue;
        if (w->ending && now - w->ending > PATIENT)
            kill(w->pid, SIGKILL);
        if (!w->ending && since && now - since > most) {
            w->ending = now;
            kill(w->pid, SIGTERM);
        }
    }
}

static size_t count_living(const pool *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        n += p->workers[i].pid != 0;
    return n;
}

/* Asks all to end, takes what they have told until then, and waits for them. */
static void end_all(pool *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->workers[i].pid)
            kill(p->workers[i].pid, SIGTERM);
    const int64_t begin = jr_now();
    for (size_t i = 0; i < p->n; i++) {
        worker *w = &p->workers[i];
        bool alive = w->pid != 0;
        w->closed = true;
        while (alive) {
            struct pollfd one = {.fd = w->fd, .events = POLLIN};
            if (jr_now() - begin > PATIENT)
                kill(w->pid, SIGKILL);
            if (poll(&one, 1, PATIENT / 10) > 0)
                alive = take_answers(p, w);
        }
        if (w->pid)
            reap(w);
    }
}

/* ---- The run ---- */

/* Until something comes in, a signal does, or a tick is due. */
static void wait_for_answers(pool *p)
{
    const struct timespec tick = {.tv_nsec = TICK * 1000000L};
    nfds_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (p->workers[i].pid)
            p->polled[n++] = (struct pollfd){.fd = p->workers[i].fd, .events = POLLIN};
    const int ready = ppoll(p->polled, n, &tick, &p->outside);
    if (ready <= 0 || is_interrupted())
        return;
    nfds_t at = 0;
    for (size_t i = 0; i < p->n; i++) {
        worker *w = &p->workers[i];
        if (w->pid && p->polled[at++].revents && !take_answers(p, w))
            replace(p, w);
    }
}

int jr_pool_run(const jr_pool *opts)
{
    pool p = {.opts = opts, .n = opts->workers};
    p.workers = calloc(p.n, sizeof *p.workers);
    p.polled = calloc(p.n, sizeof *p.polled);
    p.returned = calloc(p.n * AHEAD, sizeof *p.returned);
    p.desks = mmap(NULL, p.n * sizeof *p.desks, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!p.workers || !p.polled || !p.returned || p.desks == MAP_FAILED)
        jr_out_of_memory(p.n * sizeof *p.workers);
    interrupted = 0;
    take_signals(&p);
    for (size_t i = 0; i < p.n; i++) {
        p.workers[i].desk = &p.desks[i];
        if (!start(&p, &p.workers[i]))
            break;
    }
    while (!is_interrupted() && count_living(&p)) {
        wait_for_answers(&p);
        watch_time(&p, jr_now());
        opts->tick(opts->user);
    }
    if (interrupted)
        end_all(&p);
    give_signals_back(&p);
    for (size_t i = 0; i < p.n; i++)
        jr_buf_free(&p.workers[i].in);
    munmap(p.desks, p.n * sizeof *p.desks);
    free(p.returned);
    free(p.polled);
    free(p.workers);
    return interrupted;
}
