/* SPDX-License-Identifier: MIT */
/* How far a run is, for who waits for it. */
#ifndef JR_CLI_PROGRESS_H
#define JR_CLI_PROGRESS_H

#include "cli.h"

typedef struct jr_progress {
    bool line;     /* on a terminal: one line, which is written over */
    bool shown;    /* it stands there now */
    int64_t every; /* milliseconds; 0: nothing is shown */
    int64_t begin, last;
    size_t total;
} jr_progress;

/* For `total` pages, as the options have it. */
jr_progress jr_progress_start(const jr_shared *shared, size_t total);
/* Shows how far it is, if it is time. */
void jr_progress_show(jr_progress *p, size_t done, size_t failed);
/* Takes the line away: something else is to be printed. */
void jr_progress_hide(jr_progress *p);
/* The words, without a line end. */
void jr_progress_put(jr_buf *out, size_t done, size_t failed, size_t total, int64_t milliseconds);

#endif
