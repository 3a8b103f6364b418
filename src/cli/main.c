/* SPDX-License-Identifier: MIT */
#include "cli.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

/* Ends the process without leaving temporary files behind. */
static void end_process(int signal_number)
{
    jr_sink_cleanup();
    _exit(128 + signal_number);
}

static void set_signals(void)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = end_process};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        struct sigaction old;
        /* What the parent chose to ignore (nohup) stays ignored. */
        if (sigaction(ending[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
    }
    /* A closed pipe and a full quota are errors of write, to be reported like others. */
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
}

/* A standard stream that is closed stays unusable, but its number is taken: no file that is opened later becomes
   standard error by accident. */
static void hold_standard_streams(void)
{
    static const int useless[] = {[STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_WRONLY};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", useless[fd]) < 0)
            _exit(JR_STATUS_IO);
}

/* Text that was asked for: help, lists, the version. False: reported. */
static bool answer(const jr_args *args, jr_buf *out, jr_diag *diag)
{
    if (args->help && args->inputs.n == 0) {
        jr_help_program(out);
    } else if (args->help) {
        for (size_t i = 0; i < args->inputs.n; i++)
            if (!jr_help_format(args->inputs.items[i], out, diag))
                return false;
    } else if (args->version) {
        jr_puts(out, "jerome " JR_VERSION "\n");
    }
    if (args->list_readers)
        jr_help_readers(out);
    if (args->list_writers)
        jr_help_writers(out);
    return true;
}

static jr_status run(int argc, char **argv, jr_args *args, jr_arena *arena, jr_diag *diag)
{
    if (!jr_args_parse(argc, argv, args, arena, diag))
        return jr_diag_status(diag);
    jr_diag_set_strict(diag, args->strict);
    for (size_t i = 0; i < args->plugins.n; i++)
        if (!jr_plugin_load(args->plugins.items[i].p, diag))
            return jr_diag_status(diag);
    if (!args->help && !args->version && !args->list_readers && !args->list_writers) {
        if (argc == 1 && isatty(STDIN_FILENO)) {
            jr_report(diag, JR_D_BAD_USAGE, NULL, "nothing to convert; see jerome --help");
            return JR_STATUS_USAGE;
        }
        return jr_run_convert(args, arena, diag);
    }
    jr_sink *sink = jr_sink_fd(STDOUT_FILENO, JR_STR("stdout"), diag);
    jr_buf text = {0};
    if (answer(args, &text, diag)) {
        jr_sink_write(sink, jr_buf_str(&text));
        jr_sink_finish(sink);
    } else {
        jr_sink_discard(sink);
    }
    jr_buf_free(&text);
    return jr_diag_status(diag);
}

/* Memory that was freed stays with the process: a package asks for the same 268 kB for each of its parts, and giving
   them back in between takes a fifth of the time of a page. */
static void keep_memory(void)
{
#ifdef M_TRIM_THRESHOLD
    mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

int main(int argc, char **argv)
{
    keep_memory();
    hold_standard_streams();
    set_signals();
    jr_args args = {0};
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(jr_print_diagnostic, &args);
    const jr_status status = run(argc, argv, &args, arena, diag);
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
    return (int)status;
}
