/* SPDX-License-Identifier: MIT */
/* What came back, for the commands that take it: found in folders and archives, counted file by file. */
#ifndef JR_CLI_RETURNED_H
#define JR_CLI_RETURNED_H

#include "app/kit/kit_status.h"
#include "bulk.h"

typedef struct jr_returned {
    const jr_call *call;
    jr_returns returns;
    jr_job *jobs; /* one for each file */
    jr_stats_opts counting;
    jr_stats_counter *counter;
    jr_stats *sums;
} jr_returned;

/* Finds the files. False: an archive cannot be read, which is reported; the others are there. To be ended either way.
 */
bool jr_returned_start(const jr_call *call, jr_returned *ret_returned);
void jr_returned_end(jr_returned *returned);
/* The bytes of file i where it is in an archive, in the arena; else without a pointer. False: reported. */
bool jr_returned_bytes(const jr_returned *returned, size_t i, jr_arena *arena, jr_outcome *outcome, jr_str *ret_bytes);
/* Counts file i, whose bytes these are: in any process. What is wrong with it goes to `diag`. */
void jr_returned_count(jr_returned *returned, size_t i, jr_str bytes, jr_diag *diag, jr_outcome *outcome);
/* Takes what was counted: in this process. */
void jr_returned_take(jr_returned *returned, size_t i, const jr_record *record);
/* Where all pages stand; `source` as for jr_kit_status_make. */
jr_kit_status jr_returned_status(const jr_returned *returned, jr_str source);

#endif
