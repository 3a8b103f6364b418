/* SPDX-License-Identifier: MIT */
/* --report: what became of the pages of a run, as files. */
#ifndef JR_CLI_RUN_REPORT_H
#define JR_CLI_RUN_REPORT_H

#include "bulk.h"

typedef struct jr_run_report jr_run_report;

/* Which part of all jobs a run has: 1 of 1 where they were not cut. */
typedef struct jr_part {
    uint64_t i, of;
} jr_part;

/* Begins the report of a run of `n` pages; *part outlives it. NULL: none is asked for. */
jr_run_report *jr_run_report_start(const jr_bulk *bulk, const jr_call *call, const jr_part *part, size_t n);
/* Adds what became of a job. NULL is fine. */
void jr_run_report_add(jr_run_report *report, size_t job, const jr_record *record, bool resumed);
/* Writes the files that --report names; what fails is reported. NULL is fine. */
void jr_run_report_finish(jr_run_report *report);

#endif
