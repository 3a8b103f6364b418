/* SPDX-License-Identifier: MIT */
/* What workers have made, on its way to its place: outputs wait under temporary names until they are synced together;
   then their pages are noted in the journal, and may be told. */
#ifndef JR_CLI_SETTLE_H
#define JR_CLI_SETTLE_H

#include <jerome/map.h>

#include "base/sink.h"
#include "worker.h"

/* One page between its making and its telling. */
typedef struct jr_made {
    jr_buf record;  /* empty: it is not made yet */
    size_t waiting; /* outputs that are not in their places */
    bool kept;
} jr_made;

typedef struct jr_settler {
    jr_made *made; /* one for each of n_made jobs */
    size_t n_made;
    jr_arena *arena, *scratch;
    jr_diag *diag;       /* for what is no page's fault */
    jr_journal *journal; /* or NULL */
    jr_map claims;       /* path of an output to the first job that makes it, + 1 */
    jr_waiting *files;
    size_t *owners; /* their jobs */
    size_t n, capacity;
    int64_t since; /* when the first of them came */
} jr_settler;

/* Takes a record and the temporary names of its outputs. Of two pages with the same output the first has it, and the
   other is told that it failed. */
void jr_settler_take(jr_settler *s, const jr_frame *frame, jr_str temporary, jr_str record);
/* Takes a page that was lost: it says one thing. */
void jr_settler_lose(jr_settler *s, const jr_job *job, size_t i, jr_code code, jr_status status, jr_str text);
/* Puts what waits in its place, if it is time, or `now`. */
void jr_settler_settle(jr_settler *s, bool now);
/* Whether page i may be told: made, and its outputs are in their places. */
bool jr_settler_ready(const jr_settler *s, size_t i);
void jr_settler_free(jr_settler *s);

/* Removes the temporary files of runs that were cut off: in a folder and, if `below`, in all below it. */
void jr_settler_sweep(jr_str folder, bool below, const jr_opt_list *runs, jr_arena *arena);

#endif
