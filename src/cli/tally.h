/* SPDX-License-Identifier: MIT */
/* The words of each page of a run, for its report. */
#ifndef JR_CLI_TALLY_H
#define JR_CLI_TALLY_H

#include "report/record.h"
#include "app/stats.h"
#include "cli.h"

/* Pages are counted one by one, in the process that makes them. */
typedef struct jr_page_tallier {
    const jr_stats_opts *opts;   /* n_opts of them */
    size_t n_opts;               /* 0: nothing is counted */
    jr_stats_counter **counters; /* one for each */
} jr_page_tallier;

/* Counting as is usual: texts of the usual front-matter keys, not cut into sentences. */
jr_stats_opts jr_tally_usual(const jr_shared *shared);
/* To be freed by jr_tally_end, or by the end of the process. */
jr_page_tallier jr_tally_start(const jr_stats_opts *opts, size_t n_opts);
/* Frees what counted; nothing where nothing was started. */
void jr_tally_end(jr_page_tallier *tallier);
/* Counts a page, or a bilingual file (`bilingual`, or by its extension), by options number `which`: what it comes to,
   and the language that it goes to, or its own; in the arena. What is wrong with it is not told here. */
void jr_tally_page(jr_page_tallier *tallier, size_t which, jr_str path, bool bilingual, jr_arena *arena,
                   jr_record_tally *ret_tally, jr_str *ret_language);

/* The same of the bytes of a bilingual file that is called `path`. */
void jr_tally_bytes(jr_page_tallier *tallier, size_t which, jr_str bytes, jr_str path, jr_record_tally *ret_tally);

#endif
