/* SPDX-License-Identifier: MIT */
#include "batch.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sink.h"

/* What the process of the pages tells the one that waits for it, whatever becomes of it. */
typedef struct progress {
    size_t at;      /* the job at hand */
    size_t settled; /* all before have their files in their places */
    bool failed;    /* some went wrong, and said so */
} progress;

typedef struct batch {
    const jr_job *jobs;
    size_t n;
    jr_batch_page *page;
    const void *user;
    jr_diag *diag;
    bool *fatal; /* jobs that ended a process */
    size_t told; /* all before have said what they had to say */
    volatile progress *progress;
} batch;

static void make_pages(batch *b)
{
    const size_t begin = b->progress->settled;
    for (size_t i = begin; i < b->n; i++) {
        if (i > begin && (i - begin) % JR_SINK_GATHER == 0) {
            if (!jr_sink_settle(b->diag))
                b->progress->failed = true;
            b->progress->settled = i;
        }
        jr_sink_gather();
        b->progress->at = i;
        if (!b->fatal[i] && !b->page(b->user, i, i < b->told))
            b->progress->failed = true;
    }
    if (!jr_sink_settle(b->diag))
        b->progress->failed = true;
    b->progress->settled = b->n;
}

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

/* Temporary files do not outlive a crash. */
static void set_crash_signals(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction old;
        const struct sigaction action = {.sa_handler = end_by_signal, .sa_flags = SA_NODEFER};
        /* A sanitizer has handlers of its own. */
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(numbers[i], &action, NULL);
    }
}

static void work(batch *b, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) /* it ended before that */
        _exit(JR_STATUS_FAILED);
    jr_set_oom_handler(end_without_memory);
    set_crash_signals();
    make_pages(b);
    _exit(JR_STATUS_OK);
}

/* Reports how the process of the pages ended before it was done. */
static void report_end(batch *b, int status)
{
    const size_t at = b->progress->at;
    const jr_span where = {.file = jr_diag_file(b->diag, b->jobs[at].input)};
    if (WIFSIGNALED(status))
        jr_report(b->diag, JR_D_INTERNAL, &where, "the program crashed on this page (signal %d)", WTERMSIG(status));
    else if (WEXITSTATUS(status) == JR_STATUS_LIMIT)
        jr_report(b->diag, JR_D_LIMIT_MEMORY, &where, "out of memory on this page");
    else
        jr_report(b->diag, JR_D_INTERNAL, &where, "the program ended on this page (status %d)", WEXITSTATUS(status));
    b->fatal[at] = true;
    b->told = at + 1;
}

/* Starts a process and waits for its end. False: there can be none. */
static bool run_process(batch *b, int *ret_status)
{
    const pid_t parent = getpid(), child = fork();
    if (child == 0)
        work(b, parent);
    if (child < 0)
        return false;
    while (waitpid(child, ret_status, 0) < 0)
        if (errno != EINTR)
            return false;
    return true;
}

bool jr_batch_run(const jr_job *jobs, size_t n, jr_batch_page *page, const void *user, jr_arena *arena, jr_diag *diag)
{
    batch b = {.jobs = jobs, .n = n, .page = page, .user = user, .diag = diag};
    b.fatal = jr_arena_array(arena, bool, n + 1);
    void *shared = mmap(NULL, sizeof(progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    progress own = {0};
    b.progress = shared == MAP_FAILED ? &own : shared;
    bool fatal = false;
    while (b.progress->settled < n) {
        int status = 0;
        if (shared == MAP_FAILED || !run_process(&b, &status))
            make_pages(&b);
        else if (b.progress->settled < n) {
            /* A page that is passed over cannot end a process: it was something else. */
            const bool again = b.fatal[b.progress->at];
            report_end(&b, status);
            fatal = true;
            if (again)
                break;
        }
    }
    const bool ok = !fatal && !b.progress->failed;
    if (shared != MAP_FAILED)
        munmap(shared, sizeof(progress));
    return ok;
}
