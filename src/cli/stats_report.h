/* SPDX-License-Identifier: MIT */
/* Counts as text for people, as CSV and as JSON. */
#ifndef JR_CLI_STATS_REPORT_H
#define JR_CLI_STATS_REPORT_H

#include "app/rates.h"
#include "app/stats.h"

typedef enum jr_stats_form { JR_STATS_TEXT, JR_STATS_CSV, JR_STATS_JSON } jr_stats_form;

/* Appends a report of the rows and their sum. */
void jr_stats_put(jr_stats_form form, const jr_stats_row *rows, const jr_rates *rates, jr_arena *arena, jr_buf *out);

#endif
