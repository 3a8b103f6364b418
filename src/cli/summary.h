/* SPDX-License-Identifier: MIT */
/* What a run has done, as a file: --report, for people and programs, and --depfile, for make(1) and ninja. */
#ifndef JR_CLI_SUMMARY_H
#define JR_CLI_SUMMARY_H

#include "bulk.h"

typedef struct jr_summary jr_summary;

/* Begins what the call asks for; NULL: nothing. */
jr_summary *jr_summary_start(const jr_call *call, jr_arena *arena);
/* Adds a page; `json` is its record as it came. NULL is fine. */
void jr_summary_add(jr_summary *report, const jr_record *record, jr_str json);
/* Writes the files. NULL is fine. */
jr_status jr_summary_finish(jr_summary *report, const jr_call *call);

#endif
