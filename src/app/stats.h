/* SPDX-License-Identifier: MIT */
/* Counts of pages and of bilingual files. Each is counted by itself, in any process; sums are made of what that gives,
   in one, which sees what is repeated. */
#ifndef JR_APP_STATS_H
#define JR_APP_STATS_H

#include <jerome/buf.h>
#include <jerome/count.h>
#include <jerome/limits.h>

/* ---- One input ---- */

typedef struct jr_stats_opts {
    jr_unit_opts units;             /* as in an export */
    jr_str root;                    /* folder that includes must lie in; empty: found from each page */
    jr_str lang;                    /* of the pages; empty: as they say */
    bool sentences;                 /* segments are sentences, not units */
    const jr_sentence_rules *rules; /* of the user for them, or NULL */
    const jr_memory *memory;        /* or NULL */
    jr_str memory_lang; /* into which it translates: files of translations into other languages are not looked up */
    const jr_limits *limits; /* of a page; NULL: the defaults */
} jr_stats_opts;

/* What is kept from one input to the next. */
typedef struct jr_stats_counter jr_stats_counter;

/* *opts has to outlive it. */
JR_NONNULL jr_stats_counter *jr_stats_counter_create(const jr_stats_opts *opts);
/* NULL is fine. */
void jr_stats_counter_destroy(jr_stats_counter *counter);
/* What an input comes to by itself: what it repeats of others is not known yet. */
typedef struct jr_stats_total {
    jr_tally tally;
    jr_str lang; /* to which it goes, or its own where it goes to none; of several pages, that of the last. Until the
                    next call */
} jr_stats_total;

/* Counts a page, or the pages of an XLIFF file (`bilingual`, or by its extension: .xlf, .xliff), and appends to `out`
   what jr_stats_add takes. False: reported, it cannot be read. */
bool jr_stats_count(jr_stats_counter *counter, jr_str path, bool bilingual, jr_diag *diag, jr_buf *out,
                    jr_stats_total *ret_total);

/* The same of the bytes of an XLIFF file that is on its way; `path` is what it is called. */
bool jr_stats_count_bytes(jr_stats_counter *counter, jr_str bytes, jr_str path, jr_diag *diag, jr_buf *out,
                          jr_stats_total *ret_total);

/* ---- Sums ---- */

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

JR_NONNULL jr_stats *jr_stats_create(void);
/* NULL is fine. */
void jr_stats_destroy(jr_stats *stats);
/* Adds what was counted of the input `path`. False: it is nothing that jr_stats_count appended. */
bool jr_stats_add(jr_stats *stats, jr_str path, jr_str counted);
/* What was added so far, in order; NULL: nothing. Lives as long as `stats`. */
const jr_stats_row *jr_stats_rows(const jr_stats *stats);

#endif
