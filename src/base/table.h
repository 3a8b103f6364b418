/* SPDX-License-Identifier: MIT */
/* Text in columns, for people: what is wide on a terminal is counted as such. */
#ifndef JR_BASE_TABLE_H
#define JR_BASE_TABLE_H

#include <jerome/arena.h>
#include <jerome/buf.h>

/* How many columns of a terminal a text takes: two for a wide character (UAX #11), none for a combining mark. */
size_t jr_columns(jr_str text);

typedef struct jr_table_cell {
    jr_str text;
    bool right; /* aligned to the right: a number */
    struct jr_table_cell *next;
} jr_table_cell;

typedef struct jr_table_row {
    jr_table_cell *first, **end;
    bool rule; /* a line of hyphens above it */
    struct jr_table_row *next;
} jr_table_row;

/* Start with `jr_table table = {.arena = arena};`. */
typedef struct jr_table {
    jr_arena *arena;
    jr_table_row *first, *last;
} jr_table;

/* Starts a row. */
void jr_table_start(jr_table *table, bool rule);
/* Adds a cell to the row that was started; the text is copied. */
void jr_table_text(jr_table *table, jr_str text);
void jr_table_number(jr_table *table, uint64_t value);
/* As text, aligned as a number. */
void jr_table_right(jr_table *table, jr_str text);
/* Appends the table, two spaces between columns. */
void jr_table_put(const jr_table *table, jr_buf *out);

#endif
