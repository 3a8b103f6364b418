/* SPDX-License-Identifier: MIT */
#include "csv.h"

#include <jerome/buf.h>

#include "base/lines.h"

/* Moves on to an offset behind it. */
static void move(jr_csv *csv, size_t to)
{
    jr_span *p = &csv->place;
    for (size_t at = p->begin; at < to;) {
        const size_t end = jr_line_end(jr_str_sub(csv->text, 0, to), at), next = jr_line_next(csv->text, at);
        if (end == to || next > to) {
            p->column += (uint32_t)(to - at);
            break;
        }
        p->line++;
        p->column = 1;
        at = next;
    }
    p->begin = p->end = (uint32_t)to;
}

static bool is_line_end(const jr_csv *csv, size_t at)
{
    return at == csv->text.n || csv->text.p[at] == '\n' || csv->text.p[at] == '\r';
}

void jr_csv_start(jr_csv *csv, jr_str text, uint32_t file, jr_arena *arena, jr_diag *diag)
{
    static const char separators[] = {'\t', ';', ','};
    const jr_str said = JR_STR("sep=");
    csv->text = text;
    csv->arena = arena;
    csv->diag = diag;
    csv->n = 0;
    csv->place = (jr_span){.file = file, .line = 1, .column = 1};
    csv->separator = ',';
    const size_t end = jr_line_end(text, 0);
    if (jr_str_starts_nocase(text, said) && end == said.n + 1) {
        csv->separator = text.p[said.n];
        move(csv, jr_line_next(text, 0));
        return;
    }
    size_t most = 0;
    for (size_t i = 0; i < sizeof separators; i++) {
        size_t n = 0;
        bool quoted = false;
        for (size_t at = 0; at < end; at++) {
            quoted ^= text.p[at] == '"';
            n += !quoted && text.p[at] == separators[i];
        }
        if (n > most) {
            most = n;
            csv->separator = separators[i];
        }
    }
}

/* "…", quotes within are doubled (§2.7). */
static bool read_quoted(jr_csv *csv, jr_csv_cell *cell)
{
    const size_t start = csv->place.begin + 1;
    bool doubled = false;
    size_t end = start;
    for (;; end += 2) {
        end = jr_str_find(csv->text, end, '"');
        if (end == csv->text.n)
            return jr_report(csv->diag, JR_D_BAD_CSV, &cell->span, "the quotes that begin here are not closed");
        if (end + 1 == csv->text.n || csv->text.p[end + 1] != '"')
            break;
        doubled = true;
    }
    cell->text = jr_str_sub(csv->text, start, end);
    if (doubled) {
        jr_buf plain = {0};
        for (size_t at = 0; at < cell->text.n; at += cell->text.p[at] == '"' ? 2 : 1)
            jr_putc(&plain, cell->text.p[at]);
        cell->text = jr_buf_take(&plain, csv->arena);
    }
    move(csv, end + 1);
    if (is_line_end(csv, end + 1) || csv->text.p[end + 1] == csv->separator)
        return true;
    return jr_report(csv->diag, JR_D_BAD_CSV, &csv->place, "there is text behind the closing quotes of a cell");
}

static bool read_cell(jr_csv *csv)
{
    if (csv->n == JR_CSV_MAX_COLUMNS)
        return jr_report(csv->diag, JR_D_LIMIT_SIZE, &csv->place, "a table has more than %d columns",
                         JR_CSV_MAX_COLUMNS);
    jr_csv_cell *cell = &csv->cells[csv->n++];
    cell->span = csv->place;
    const size_t start = csv->place.begin;
    if (start < csv->text.n && csv->text.p[start] == '"')
        return read_quoted(csv, cell);
    size_t end = start;
    while (!is_line_end(csv, end) && csv->text.p[end] != csv->separator)
        end++;
    cell->text = jr_str_sub(csv->text, start, end);
    move(csv, end);
    return true;
}

bool jr_csv_next(jr_csv *csv)
{
    csv->n = 0;
    while (csv->place.begin < csv->text.n && is_line_end(csv, csv->place.begin))
        move(csv, jr_line_next(csv->text, csv->place.begin));
    if (csv->place.begin == csv->text.n)
        return true;
    for (;;) {
        if (!read_cell(csv))
            return false;
        if (is_line_end(csv, csv->place.begin))
            break;
        move(csv, csv->place.begin + 1);
    }
    move(csv, jr_line_next(csv->text, csv->place.begin));
    return true;
}
