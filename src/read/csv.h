/* SPDX-License-Identifier: MIT */
/* Tables in text: cells between commas, semicolons or tabs (RFC 4180). */
#ifndef JR_READ_CSV_H
#define JR_READ_CSV_H

#include <jerome/arena.h>
#include <jerome/diag.h>

typedef struct jr_csv_cell {
    jr_str text;  /* a slice of the table, or in the arena where quotes were doubled in it */
    jr_span span; /* where it begins; columns count bytes */
} jr_csv_cell;

enum { JR_CSV_MAX_COLUMNS = 256 };

typedef struct jr_csv {
    jr_str text; /* UTF-8 */
    char separator;
    jr_arena *arena;
    jr_diag *diag;
    jr_span place;                         /* of what comes next */
    jr_csv_cell cells[JR_CSV_MAX_COLUMNS]; /* of the row at hand */
    size_t n;
} jr_csv;

/* Starts with a text in UTF-8; `file` is its number. What separates cells is what the first line has most of, tabs
   before semicolons before commas, or what a line "sep=;" says, which is passed over. */
void jr_csv_start(jr_csv *csv, jr_str text, uint32_t file, jr_arena *arena, jr_diag *diag);
/* Reads the next row that is not empty into csv->cells; csv->n is 0 at the end. False: reported as JR_D_BAD_CSV (quotes
   are not closed, or there is text behind them) or JR_D_LIMIT_SIZE. */
bool jr_csv_next(jr_csv *csv);

#endif
