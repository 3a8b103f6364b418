/* SPDX-License-Identifier: MIT */
/* The parts of a report that is a page of HTML. */
#ifndef JR_REPORT_HTML_H
#define JR_REPORT_HTML_H

#include "report_parts.h"

/* Text from outside: escaped, with what does not show as U+FFFD, and not mixed into the direction of what is around it. */
void jr_report_put_text(jr_buf *out, jr_str text);
/* 1,234,567 */
void jr_report_put_count(jr_buf *out, uint64_t value);
/* "1 page", "1,234 pages" */
void jr_report_put_counted(jr_buf *out, uint64_t value, const char *noun);
/* "timed out" for the slug "timed-out". */
void jr_report_put_slug(jr_buf *out, const char *slug);

/* ---- Charts: bars of parts, as SVG. What they say stands in a table beside them ---- */

/* What the bars of a chart have in common. */
typedef struct jr_chart {
    const char *id, *title, *description;
    const char *family;          /* of classes: a part is drawn as "FAMILY-SLUG" */
    const char *unit;            /* "word" */
    const char *head;            /* of the column that names the parts: "State" */
    const jr_report_word *parts; /* n_parts of them */
    size_t n_parts;
} jr_chart;

typedef struct jr_chart_bar {
    jr_str label;           /* empty: none */
    const uint64_t *values; /* by part */
} jr_chart_bar;

/* The longest bar takes all of the width, and the others their share of it. */
void jr_chart_put(jr_buf *out, const jr_chart *chart, const jr_chart_bar *bars, size_t n);
/* One bar, and a table of its parts. */
void jr_chart_put_parts(jr_buf *out, const jr_chart *chart, const uint64_t *values);

/* ---- Tables ---- */

/* Pages by language, their words by state where that is known. */
void jr_report_put_languages(jr_buf *out, const jr_report_totals *totals);
/* The pages that failed, or have errors, with their messages. */
void jr_report_put_failed(jr_buf *out, const jr_run *report, const jr_report_totals *totals);
/* Messages by code. */
void jr_report_put_kinds(jr_buf *out, const jr_run *report, const jr_report_totals *totals);
/* Every page: the first ones in a table, and all as data for the script. */
void jr_report_put_pages(jr_buf *out, const jr_run *report, const jr_report_totals *totals);

#endif
