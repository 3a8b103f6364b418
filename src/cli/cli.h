/* SPDX-License-Identifier: MIT */
/* The command line program: what its files share. */
#ifndef JR_CLI_H
#define JR_CLI_H

#include <jerome/jerome.h>

typedef enum jr_diagnostics_form { JR_DIAGNOSTICS_TEXT, JR_DIAGNOSTICS_JSON } jr_diagnostics_form;

/* What the command line says. */
typedef struct jr_args {
    jr_str from, to, output, lang, root;
    jr_opt_list
        options; /* WRITER.OPTION=VALUE; from --toc and its like: .OPTION=VALUE, for the writer that is chosen */
    jr_opt_list metadata; /* KEY=VALUE */
    jr_opt_list plugins, inputs;
    bool list_readers, list_writers, strict, quiet, help, version;
    int diagnostics; /* jr_diagnostics_form */
} jr_args;

/* The options of the command line: parsing and help both follow it. */
extern const jr_opt jr_cli_options[];

/* Reads the command line. Strings live in the arena. False: reported. */
bool jr_args_parse(int argc, char *const *argv, jr_args *args, jr_arena *arena, jr_diag *diag);

/* Prints one diagnostic on standard error; `user` is a const jr_args *. */
void jr_print_diagnostic(void *user, const jr_diagnostic *d);

/* Appends the help of the program, of one format, or the lists. */
void jr_help_program(jr_buf *out);
/* False: reported, there is no such format. */
bool jr_help_format(jr_str name, jr_buf *out, jr_diag *diag);
void jr_help_readers(jr_buf *out);
void jr_help_writers(jr_buf *out);

/* Converts all inputs; what the process is to return. */
jr_status jr_run_convert(const jr_args *args, jr_arena *arena, jr_diag *diag);

#endif
