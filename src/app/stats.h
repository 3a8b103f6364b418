/* SPDX-License-Identifier: MIT */
/* Counts of pages and of bilingual files, one after the other: what is repeated is seen over all of them. */
#ifndef JR_APP_STATS_H
#define JR_APP_STATS_H

#include <jerome/count.h>
#include <jerome/limits.h>

typedef struct jr_stats_opts {
    jr_unit_opts units;             /* as in an export */
    jr_str root;                    /* folder that includes must lie in; empty: found from each page */
    jr_str lang;                    /* of the pages; empty: as they say */
    bool sentences;                 /* segments are sentences, not units */
    bool apart;                     /* repetitions are looked for within each page alone */
    const jr_sentence_rules *rules; /* of the user for them, or NULL */
    const jr_memory *memory;        /* or NULL */
    const jr_limits *limits;        /* of a page; NULL: the defaults */
} jr_stats_opts;

/* A page, or one <file> of a bilingual file. */
typedef struct jr_stats_row {
    jr_str path;        /* of the input */
    jr_str page;        /* of a bilingual file: the page that it is about; else empty */
    jr_str source_lang; /* BCP 47 */
    jr_str target_lang; /* of a bilingual file; else empty */
    jr_tally tally;
    struct jr_stats_row *next;
} jr_stats_row;

typedef struct jr_stats jr_stats;

/* *opts has to outlive it. */
JR_NONNULL jr_stats *jr_stats_create(const jr_stats_opts *opts);
/* NULL is fine. */
void jr_stats_destroy(jr_stats *stats);
/* Counts a page, or the pages of an XLIFF file (by its extension: .xlf, .xliff). False: reported, it cannot be read. */
bool jr_stats_input(jr_stats *stats, jr_str path, jr_diag *diag);
/* Counts the pages of an XLIFF file, whatever its extension. */
bool jr_stats_bilingual(jr_stats *stats, jr_str path, jr_diag *diag);
/* What was counted of the last input, in order; NULL: nothing. */
const jr_stats_row *jr_stats_last(const jr_stats *stats);
/* What was counted so far, in order; NULL: nothing. Lives as long as `stats`. */
const jr_stats_row *jr_stats_rows(const jr_stats *stats);

#endif
