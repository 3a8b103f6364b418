/* SPDX-License-Identifier: MIT */
/* What the writers of reports share: sums, and the numbers of a page as columns. */
#ifndef JR_REPORT_PARTS_H
#define JR_REPORT_PARTS_H

#include <jerome/sink.h>

#include "report.h"

/* What an enumeration of report.h is called. */
typedef struct jr_report_word {
    const char *slug, *words;
    bool written; /* of a status */
} jr_report_word;

extern const jr_report_word jr_page_statuses[JR_PAGE_STATUS_COUNT], jr_word_states[JR_STATE_COUNT],
    jr_word_changes[JR_CHANGE_COUNT], jr_match_bands[JR_BAND_COUNT];

/* A number that each page has. */
typedef struct jr_report_column {
    const char *slug, *title;
    size_t offset; /* of a uint64_t in jr_report_page */
    bool counted;  /* known only where the page was counted */
    bool detail;   /* for programs: too much for a table that persons read */
} jr_report_column;

extern const jr_report_column jr_report_columns[]; /* ended by one without a slug */
uint64_t jr_report_value(const jr_report_page *page, const jr_report_column *column);

/* The sums of pages. */
typedef struct jr_report_sum {
    uint64_t pages, resumed, outputs, bytes;
    uint64_t written; /* pages whose outputs are there */
    uint64_t statuses[JR_PAGE_STATUS_COUNT];
    uint64_t severities[JR_ERROR + 1];
    bool counted; /* some of them were */
    jr_page_counts counts;
    uint64_t changes[JR_CHANGE_COUNT];
    double seconds; /* below 0: none was measured */
} jr_report_sum;

typedef struct jr_report_language {
    jr_str language;
    jr_report_sum sum;
} jr_report_language;

/* Messages of one code. */
typedef struct jr_report_kind {
    jr_str code;
    jr_severity severity; /* the gravest */
    uint64_t pages;       /* that have some */
    size_t page;          /* the first of them, */
    const jr_page_message *first; /* and what it says there */
} jr_report_kind;

typedef struct jr_report_totals {
    jr_report_sum all;
    uint64_t files; /* different paths among the pages */
    jr_report_language *languages; /* n_languages of them, in the order in which they come */
    size_t n_languages;
    jr_report_kind *kinds; /* n_kinds of them, in the order in which they come */
    size_t n_kinds;
} jr_report_totals;

/* Adds up all pages of a report. */
void jr_report_add_up(const jr_run *report, jr_arena *arena, jr_report_totals *ret_totals);

/* How the words of a sum are parted, where that was looked at: its states and bands add up to its words. */
bool jr_report_has_states(const jr_report_sum *sum);
bool jr_report_has_matches(const jr_report_sum *sum);

/* ---- Formats ---- */

/* Reads a report from the bytes of file number `file`, which outlive it; as jr_report_read. */
bool jr_report_parse(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_run *ret_report);

#define JR_REPORT_FORMAT 1 /* of the JSON; readers refuse others */

void jr_report_put_json(const jr_run *report, const jr_report_totals *totals, jr_sink *sink);
void jr_report_put_csv(const jr_run *report, const jr_report_totals *totals, jr_sink *sink);
void jr_report_put_html(const jr_run *report, const jr_report_totals *totals, jr_sink *sink);

#endif
