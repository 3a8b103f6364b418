/* SPDX-License-Identifier: MIT */
/* Any number of pages, each made by itself: worker processes, of which none can stop the others. */
#ifndef JR_CLI_BULK_H
#define JR_CLI_BULK_H

#include "report/record.h"
#include "app/stats.h"
#include "cli.h"
#include "outputs.h"

#define JR_COUNTS_MAX 32

/* What a page leaves behind, besides files. */
typedef struct jr_outcome {
    jr_diag *diag; /* what is wrong with it */
    jr_buf text;   /* for standard output, where it comes in the order of the pages */
    jr_buf data;   /* for jr_bulk.collect: any bytes */
    jr_record_count counts[JR_COUNTS_MAX];
    size_t n_counts;
    jr_record_tally tally; /* its words, where it has counted them itself */
    bool passing;          /* it depends on more than the files that were read: not to be relied on next time */
} jr_outcome;

/* Notes what was counted of a page; `name` is a literal. */
void jr_outcome_count(jr_outcome *outcome, const char *name, uint64_t value);

/* What is to be done. Strings and tables outlive the run. */
typedef struct jr_bulk {
    const jr_job *jobs; /* an output that the page itself decides is empty */
    size_t n;
    void *user;
    /* Makes page i, in a process of which nothing is left but what it writes (by sinks) and its outcome. */
    void (*page)(void *user, size_t i, jr_outcome *outcome);
    /* Takes what became of page i, in this process and in the order of the pages; NULL: nothing is wanted. */
    void (*collect)(void *user, size_t i, const jr_record *record);
    bool gravest; /* the exit status is the gravest of all pages; else, of several, JR_STATUS_FAILED where one failed */
    jr_str language; /* to which the pages go whose jobs do not say it; empty: to none, or the inputs say it */
    /* How the words of the pages are counted for reports: job i by counting[i % n_counting]; NULL: as is usual. */
    const jr_stats_opts *counting;
    size_t n_counting;
    bool count_outputs; /* in the bilingual files that are made of them */
    jr_str folder;      /* that holds the outputs which the jobs do not name; empty: they name all */
} jr_bulk;

/* Makes all pages, as the options of the call say (see jr_bulk_opts), and says what is to be said in their order. */
jr_status jr_bulk_run(const jr_bulk *bulk, const jr_call *call);

#endif
