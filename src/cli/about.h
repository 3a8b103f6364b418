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

extern const char jr_about_usage[];   /* "jerome [OPTIONS] …" */
extern const char jr_about_summary[]; /* one sentence */
extern const char jr_about_input[];
extern const jr_example jr_about_examples[]; /* ended by NULL, as is the next */
extern const jr_exit jr_about_exits[];

#endif
