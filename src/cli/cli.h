/* SPDX-License-Identifier: MIT */
/* The command line program: commands, the options that all of them have, and what their files share. */
#ifndef JR_CLI_H
#define JR_CLI_H

#include <jerome/jerome.h>

#include "about.h"

typedef enum jr_diagnostics_form { JR_DIAGNOSTICS_TEXT, JR_DIAGNOSTICS_JSON } jr_diagnostics_form;

/* What commands take that are about files, any number of them. */
typedef struct jr_bulk_opts {
    jr_opt_list exclude; /* patterns of gitignore(5) */
    jr_str files_from;   /* a list of files, or "-" */
    bool null;           /* it has NULs for line ends */
    int64_t jobs;        /* worker processes; 0: one for each core */
    int64_t timeout;     /* seconds for a page; 0: any number */
    jr_str journal;      /* a file; see report/journal.h */
    bool resume;         /* what it knows to be done is not done again */
    jr_str shard;        /* "I/N" */
    jr_str depfile;      /* a file to be written, */
    jr_opt_list reports; /* and more of them */
    int progress;        /* jr_progress_when */
} jr_bulk_opts;

#define JR_BULK_TIMEOUT 60 /* seconds: a page takes milliseconds */

typedef enum jr_progress_when { JR_PROGRESS_AUTO, JR_PROGRESS_ON, JR_PROGRESS_OFF } jr_progress_when;

/* What every command takes. The options struct of each command begins with it. */
typedef struct jr_shared {
    jr_str root;
    jr_opt_list plugins;
    bool strict, quiet, help, version;
    int diagnostics;      /* jr_diagnostics_form */
    int64_t max_messages; /* of each kind, for a page; 0: any number */
    jr_limits limits;
    jr_bulk_opts bulk;
} jr_shared;

/* Their tables: parsing, help, the manual page and completion follow them. */
extern const jr_opt jr_shared_options[], jr_bulk_options[];

/* A command as it was called. */
typedef struct jr_call {
    const struct jr_command *command;
    const void *opts; /* the command's own struct */
    /* The files that the arguments stand for (see jr_inputs_find), and what each of them is called below a folder of
       outputs: its path below the folder or pattern that it was found by ("guide/a.md" of docs/guide/a.md, where docs
       was named), the last name of a file that was named itself. Where the command takes no files: the arguments. */
    jr_opt_list inputs;
    const jr_str *names;
    const jr_str *folders; /* the folder that each was found in, as it was named; empty: it was named itself */
    bool none; /* there are no inputs, though some were asked for */
    jr_arena *arena;
    jr_diag *diag;
} jr_call;

typedef struct jr_command {
    const char *name;           /* "export": the first word of the command line */
    const char *usage;          /* "jerome export [OPTIONS] …" */
    const char *summary;        /* one sentence */
    const char *detail;         /* what else is to be known, or NULL */
    const jr_example *examples; /* ended by an entry without a command */
    /* The extensions of the files that it takes from a folder, ended by NULL: "md" first for pages. NULL: its arguments
       are no files. Then folders, patterns, lists and --exclude are none of its business: they are done before. */
    const char *const *takes;
    size_t opts_size;
    const jr_opt *opts; /* without the shared ones; ended by an entry without a name */
    jr_status (*run)(const jr_call *call);
} jr_command;

/* What commands take: pages, files of translations. */
extern const char *const jr_page_files[], *const jr_translation_files[];

/* All commands, ended by NULL. The first is meant where the command line names none. */
extern const jr_command *const jr_commands[];
/* By name; NULL: none. */
const jr_command *jr_command_named(jr_str name);
/* The options of a command and the shared ones, as one table. */
const jr_opt *jr_command_options(const jr_command *command, jr_arena *arena);

/* Reads the arguments behind the command into *opts (zeroed, the command's struct) and *ret_inputs. Strings live in the
   arena. False: reported. */
bool jr_args_parse(const jr_command *command, int argc, char *const *argv, void *opts, jr_opt_list *ret_inputs,
                   jr_arena *arena, jr_diag *diag);

/* Converts one page to `output` ("-": standard output). What is wrong is reported. */
void jr_output_page(const jr_convert *job, jr_str output, const jr_shared *shared, jr_diag *diag);

/* Prints one diagnostic on standard error; `user` is a const jr_shared *. */
void jr_print_diagnostic(void *user, const jr_diagnostic *d);

/* Appends the help of the program, of one command, of a command or format of that name (false: reported, there is
   none), or the lists. */
void jr_help_program(jr_buf *out);
void jr_help_command(const jr_command *command, jr_buf *out);
bool jr_help_topic(jr_str name, jr_buf *out, jr_diag *diag);
void jr_help_readers(jr_buf *out);
void jr_help_writers(jr_buf *out);
/* Writes a text that was asked for to standard output; the buffer is spent. */
jr_status jr_answer(jr_buf *text, jr_diag *diag);

#endif
