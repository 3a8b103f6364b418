/* SPDX-License-Identifier: MIT */
#include "cli.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include "report/report.h"
#include "inputs.h"
#include "run_key.h"

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

/* Help and version go before anything else. */
static jr_status answer(const jr_command *command, bool named, const jr_shared *shared, const jr_opt_list *inputs,
                        jr_diag *diag)
{
    jr_buf text = {0};
    if (!shared->help)
        jr_puts(&text, "jerome " JR_VERSION "\n");
    else if (named)
        jr_help_command(command, &text);
    else if (inputs->n == 0)
        jr_help_program(&text);
    for (size_t i = 0; shared->help && !named && i < inputs->n; i++)
        if (!jr_help_topic(inputs->items[i], &text, diag)) {
            jr_buf_free(&text);
            return jr_diag_status(diag);
        }
    return jr_answer(&text, diag);
}

static jr_status report_nothing(jr_diag *diag)
{
    jr_report(diag, JR_D_BAD_USAGE, NULL, "nothing to convert; see jerome --help");
    return jr_diag_status(diag);
}

static bool load_plugins(const jr_opt_list *plugins, jr_diag *diag)
{
    for (size_t i = 0; i < plugins->n; i++)
        if (!jr_plugin_load(plugins->items[i].p, diag))
            return false;
    return true;
}

/* Before anything is done: hours later would be too late to say so. */
static bool knows_reports(const jr_call *call)
{
    const jr_opt_list *reports = &((const jr_shared *)call->opts)->bulk.reports;
    bool ok = true;
    for (size_t i = 0; i < reports->n; i++)
        ok = jr_report_check(reports->items[i], call->diag) && ok;
    return ok;
}

static jr_status run_command(const jr_command *command, jr_call *call)
{
    if (!knows_reports(call) || (command->takes && !jr_inputs_find(command, call)))
        return jr_diag_status(call->diag);
    if (call->none) /* an empty list, or all left out: nothing to be done is done */
        return JR_STATUS_OK;
    const jr_status found = jr_diag_status(call->diag); /* a folder that could not be read costs no other */
    if (((const jr_shared *)call->opts)->bulk.journal.n)
        jr_run_watch();
    const jr_status status = command->run(call);
    return status ? status : found;
}

static jr_status run(int argc, char **argv, jr_arena *arena)
{
    const jr_command *command = argc > 1 ? jr_command_named(jr_str_from(argv[1])) : NULL;
    const int behind = command ? 2 : argc > 0;
    const bool named = command != NULL;
    if (!command)
        command = jr_commands[0];
    jr_shared *shared = jr_arena_alloc(arena, 1, command->opts_size);
    jr_diag *diag = jr_diag_create(jr_print_diagnostic, shared);
    jr_call call = {.command = command, .opts = shared, .arena = arena, .diag = diag};
    bool ok = jr_args_parse(command, argc - behind, argv + behind, shared, &call.inputs, arena, diag);
    jr_diag_set_strict(diag, shared->strict);
    jr_diag_set_most(diag, (size_t)shared->max_messages);
    ok = ok && load_plugins(&shared->plugins, diag);
    jr_status status = jr_diag_status(diag);
    if (ok && (shared->help || shared->version))
        status = answer(command, named, shared, &call.inputs, diag);
    else if (ok && argc == 1 && isatty(STDIN_FILENO))
        status = report_nothing(diag);
    else if (ok)
        status = run_command(command, &call);
    jr_diag_destroy(diag);
    return status;
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
    jr_arena *arena = jr_arena_create();
    const jr_status status = run(argc, argv, arena);
    jr_arena_destroy(arena);
    return (int)status;
}
