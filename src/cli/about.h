/* SPDX-License-Identifier: MIT */
/* What help and the manual page both say. */
#ifndef JR_CLI_ABOUT_H
#define JR_CLI_ABOUT_H

#include <jerome/diag.h>

typedef struct jr_example {
    const char *command, *what;
} jr_example;

typedef struct jr_exit {
    jr_status status;
    const char *what;
} jr_exit;

extern const char jr_about_summary[];  /* one sentence */
extern const char jr_about_commands[]; /* how a command is named */
extern const jr_exit jr_about_exits[]; /* ended by an entry without words */

#endif
