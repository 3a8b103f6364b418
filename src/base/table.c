/* SPDX-License-Identifier: MIT */
#include "table.h"

/* ---- Columns of a terminal ---- */

/* Ranges that differ from one column, in order: combining marks and what is not seen; wide characters that are none of
   jr_is_cjk (pictographs), and narrow ones that are. */
static const struct {
    uint32_t first, last;
    size_t columns;
} widths[] = {
    {0x0300, 0x036F, 0}, {0x0483, 0x0489, 0}, {0x0591, 0x05BD, 0}, {0x064B, 0x065F, 0},   {0x1160, 0x11FF, 0},
    {0x1AB0, 0x1AFF, 0}, {0x1DC0, 0x1DFF, 0}, {0x200B, 0x200F, 0}, {0x202A, 0x202E, 0},   {0x2060, 0x2064, 0},
    {0x2066, 0x2069, 0}, {0x20D0, 0x20FF, 0}, {0x303F, 0x303F, 1}, {0x3099, 0x309A, 0},   {0xFE00, 0xFE0F, 0},
    {0xFE20, 0xFE2F, 0}, {0xFEFF, 0xFEFF, 0}, {0xFF61, 0xFFDC, 1}, {0x1F300, 0x1F64F, 2}, {0x1F900, 0x1FAFF, 2},
};

static size_t columns_of(uint32_t c)
{
    if (c < widths[0].first)
        return 1;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (c >= widths[i].first && c <= widths[i].last)
            return widths[i].columns;
    return jr_is_cjk(c) ? 2 : 1;
}

size_t jr_columns(jr_str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;)
        n += columns_of(jr_utf8_next(text, &at));
    return n;
}

/* ---- Rows ---- */

void jr_table_start(jr_table *table, bool rule)
{
    jr_table_row *row = jr_arena_new(table->arena, jr_table_row);
    row->rule = rule;
    row->end = &row->first;
    *(table->last ? &table->last->next : &table->first) = row;
    table->last = row;
}

static void add(jr_table *table, jr_str text, bool right)
{
    jr_table_cell *cell = jr_arena_new(table->arena, jr_table_cell);
    *cell = (jr_table_cell){text, right, NULL};
    *table->last->end = cell;
    table->last->end = &cell->next;
}

void jr_table_text(jr_table *table, jr_str text)
{
    add(table, jr_arena_copy(table->arena, text), false);
}

void jr_table_right(jr_table *table, jr_str text)
{
    add(table, jr_arena_copy(table->arena, text), true);
}

void jr_table_number(jr_table *table, uint64_t value)
{
    add(table, jr_arena_printf(table->arena, "%llu", (unsigned long long)value), true);
}

/* ---- Output ---- */

static void put_many(jr_buf *out, size_t n, char c)
{
    while (n-- > 0)
        jr_putc(out, c);
}

static void put_row(const jr_table_row *row, const size_t *widest, jr_buf *out)
{
    size_t i = 0;
    for (const jr_table_cell *cell = row->first; cell; cell = cell->next, i++) {
        const size_t gap = widest[i] - jr_columns(cell->text);
        if (i > 0)
            jr_puts(out, "  ");
        if (cell->right)
            put_many(out, gap, ' ');
        jr_put(out, cell->text);
        if (!cell->right && cell->next) /* no spaces at the end of a line */
            put_many(out, gap, ' ');
    }
    jr_putc(out, '\n');
}

void jr_table_put(const jr_table *table, jr_buf *out)
{
    size_t n = 0, line = 0;
    for (const jr_table_row *row = table->first; row; row = row->next) {
        size_t cells = 0;
        for (const jr_table_cell *cell = row->first; cell; cell = cell->next)
            cells++;
        n = cells > n ? cells : n;
    }
    size_t *widest = jr_arena_array(table->arena, size_t, n + 1);
    for (const jr_table_row *row = table->first; row; row = row->next) {
        size_t i = 0;
        for (const jr_table_cell *cell = row->first; cell; cell = cell->next, i++) {
            const size_t width = jr_columns(cell->text);
            widest[i] = width > widest[i] ? width : widest[i];
        }
    }
    for (size_t i = 0; i < n; i++)
        line += widest[i] + (i ? 2 : 0);
    for (const jr_table_row *row = table->first; row; row = row->next) {
        if (row->rule) {
            put_many(out, line, '-');
            jr_putc(out, '\n');
        }
        put_row(row, widest, out);
    }
}
