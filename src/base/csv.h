/* SPDX-License-Identifier: MIT */
/* Writing CSV (RFC 4180): the cells of a line, then jr_csv_end. */
#ifndef JR_BASE_CSV_H
#define JR_BASE_CSV_H

#include <jerome/buf.h>

/* Appends a cell, in quotes where it needs them. One that a spreadsheet would run as a formula (it begins with = + - @,
   a tab or a line end) gets an apostrophe before it; malformed UTF-8 becomes U+FFFD. */
void jr_csv_text(jr_buf *out, jr_str text);
void jr_csv_number(jr_buf *out, uint64_t value);
/* Ends a line of one cell or more. */
void jr_csv_end(jr_buf *out);

#endif
