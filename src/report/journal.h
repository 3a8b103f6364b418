/* SPDX-License-Identifier: MIT */
/* What was done, kept so that a run that was cut off can go on: a file to which a line is added for each page. */
#ifndef JR_REPORT_JOURNAL_H
#define JR_REPORT_JOURNAL_H

#include <jerome/arena.h>
#include <jerome/buf.h>
#include <jerome/diag.h>
#include <jerome/opt.h>

/* Lines are JSON: {"sum":"…",…}, where the sum (XXH64) is over what follows its comma. A line that is torn or damaged
   is none, and costs its page. Each stands by itself: journals can be put behind each other. */
typedef struct jr_journal jr_journal;

/* Opens a journal for this run alone and notes that the run begins; `run` names its temporary files. `resume`: what it
   holds is kept and can be found; else it starts anew. False: reported, it cannot be opened, or another run has it. */
bool jr_journal_open(jr_str path, const char *run, bool resume, jr_arena *arena, jr_diag *diag,
                     jr_journal **ret_journal);
/* The last record with a key, from before this run; empty: none. */
jr_str jr_journal_find(const jr_journal *journal, jr_str key);
/* The runs before this one that did not end: their temporary files are nobody's. */
jr_opt_list jr_journal_cut_off(const jr_journal *journal);
/* Adds a record (an object of JSON with a key), which jr_journal_sync writes. */
void jr_journal_add(jr_journal *journal, jr_str json);
/* Writes and syncs what was added. False: reported; from then on nothing is written. */
bool jr_journal_sync(jr_journal *journal, jr_diag *diag);
/* Notes that the run has come to its end, and closes. NULL is fine. */
void jr_journal_close(jr_journal *journal, jr_diag *diag);

/* Whether the file at `path` begins as a journal does. */
bool jr_journal_is(jr_str path);
/* Writes one journal of several, of the parts of a run or of runs one after the other: of what is in several, the last
   holds. What is torn or damaged is left out. False: one cannot be read or is none, or it cannot be written; reported.
 */
bool jr_journal_merge(const jr_opt_list *paths, jr_str output, jr_diag *diag);

#endif
