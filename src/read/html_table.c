/* SPDX-License-Identifier: MIT */
#include "html_table.h"

#include "ast/build.h"

#define MAX_SPAN 1000 /* HTML Standard 4.9.11: colspan is at most 1000; so is the number of columns here */

bool jr_html_table_part(jr_kind kind)
{
    return kind == JR_TABLE || kind == JR_TABLE_HEAD || kind == JR_TABLE_BODY || kind == JR_TABLE_ROW;
}

bool jr_html_table_takes(const jr_node *in, jr_kind kind)
{
    if (in->kind == JR_TABLE)
        return kind == JR_TABLE_HEAD || kind == JR_TABLE_BODY;
    if (in->kind == JR_TABLE_HEAD || in->kind == JR_TABLE_BODY)
        return kind == JR_TABLE_ROW;
    return in->kind != JR_TABLE_ROW || kind == JR_TABLE_CELL;
}

static jr_align read_align(jr_str value)
{
    static const struct {
        jr_str name;
        jr_align align;
    } names[] = {
        {JR_STR_INIT("left"), JR_ALIGN_LEFT},
        {JR_STR_INIT("center"), JR_ALIGN_CENTER},
        {JR_STR_INIT("right"), JR_ALIGN_RIGHT},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (jr_str_starts_nocase(jr_str_trim(value), names[i].name))
            return names[i].align;
    return JR_ALIGN_NONE;
}

/* What follows "text-align:" in a style. */
static jr_str style_align(jr_str style)
{
    static const jr_str property = JR_STR_INIT("text-align:");
    const size_t at = jr_str_search(style, 0, property);
    return at < style.n ? jr_str_sub(style, at + property.n, style.n) : (jr_str){"", 0};
}

void jr_html_table_cell(jr_node *cell, const jr_html_element *element, jr_html_attrs attrs)
{
    cell->as.cell.header = jr_str_eq(element->name, JR_STR("th"));
    cell->as.cell.align = read_align(jr_html_get(attrs, JR_STR("align")));
    if (!cell->as.cell.align)
        cell->as.cell.align = read_align(style_align(jr_html_get(attrs, JR_STR("style"))));
    cell->as.cell.colspan = jr_html_number(attrs, JR_STR("colspan"), MAX_SPAN, 1);
    cell->as.cell.rowspan = jr_html_number(attrs, JR_STR("rowspan"), 65534, 1);
    if (cell->as.cell.colspan == 0)
        cell->as.cell.colspan = 1;
}

/* The first cell of a row that is no header cell, or NULL. */
static const jr_node *data_cell(const jr_node *row)
{
    const jr_node *cell = row->first;
    while (cell && cell->as.cell.header)
        cell = cell->next;
    return cell;
}

static void drop_empty(jr_node *table)
{
    for (const jr_node *section = table->first, *next; section; section = next) {
        next = section->next;
        for (const jr_node *row = section->first, *after; row; row = after) {
            after = row->next;
            if (!row->first)
                jr_node_unlink(jr_node_edit(row));
        }
        if (!section->first)
            jr_node_unlink(jr_node_edit(section));
    }
}

/* One head at most, and first; rows of header cells at the start are one. */
static void arrange_head(const jr_read_ctx *ctx, jr_node *table)
{
    jr_node *head = NULL;
    for (const jr_node *s = table->first, *next; s; s = next) {
        next = s->next;
        jr_node *section = jr_node_edit(s);
        if (section->kind != JR_TABLE_HEAD)
            continue;
        if (head) {
            section->kind = JR_TABLE_BODY;
            continue;
        }
        head = section;
        if (section != table->first) {
            jr_node_unlink(section);
            jr_node_insert_before(jr_node_edit(table->first), section);
        }
    }
    if (head)
        return;
    jr_node *body = jr_node_edit(table->first);
    const jr_node *last = NULL;
    for (const jr_node *row = body->first; row && !data_cell(row) && row->next; row = row->next)
        last = row;
    if (!last)
        return;
    head = jr_node_new(ctx->arena, JR_TABLE_HEAD, body->first->span);
    head->flags = JR_NODE_HTML | JR_NODE_IMPLICIT;
    jr_node_insert_before(body, head);
    jr_node_move(head, jr_node_edit(body->first), jr_node_edit(last));
}

/* The columns of a table. */
struct grid {
    uint32_t down[MAX_SPAN];     /* how many more rows a cell from above covers */
    bool begun[MAX_SPAN];        /* a cell begins in the column */
    uint32_t idle[MAX_SPAN + 1]; /* how many columns before this one have no cell that begins in them */
};

/* Lays a cell onto the columns from `at`; gives how many it takes. */
static size_t lay_cell(struct grid *g, jr_node *cell, size_t at, bool narrow)
{
    size_t wide = 1;
    while (wide < cell->as.cell.colspan && at + wide < MAX_SPAN && !g->down[at + wide])
        wide++;
    for (size_t i = at; i < at + wide && i < MAX_SPAN; i++)
        g->down[i] = cell->as.cell.rowspan;
    cell->as.cell.colspan = (uint32_t)wide;
    if (at < MAX_SPAN)
        g->begun[at] = true;
    if (narrow && at + wide <= MAX_SPAN)
        cell->as.cell.colspan -= g->idle[at + wide] - g->idle[at];
    return wide;
}

/* Lays the rows of a section onto the grid (HTML Standard 4.9.12.1); with `narrow` the cells give up the columns in
   which none begins. Gives the number of columns. */
static size_t lay_section(jr_node *section, struct grid *g, bool narrow)
{
    size_t columns = 0;
    uint32_t rows = 0;
    for (const jr_node *row = section->first; row; row = row->next)
        rows++;
    memset(g->down, 0, sizeof g->down);
    for (const jr_node *row = section->first; row; row = row->next, rows--) {
        size_t at = 0;
        for (const jr_node *n = row->first; n; n = n->next) {
            jr_node *cell = jr_node_edit(n);
            while (at < MAX_SPAN && g->down[at])
                at++;
            if (cell->as.cell.rowspan == 0 || cell->as.cell.rowspan > rows)
                cell->as.cell.rowspan = rows;
            at += lay_cell(g, cell, at, narrow);
        }
        columns = at > columns ? at : columns;
        for (size_t i = 0; i < MAX_SPAN && i < columns; i++)
            g->down[i] -= g->down[i] > 0;
    }
    return columns;
}

static size_t lay_table(jr_node *table, struct grid *g, bool narrow)
{
    size_t columns = 0;
    for (const jr_node *s = table->first; s; s = s->next) {
        const size_t wide = lay_section(jr_node_edit(s), g, narrow);
        columns = wide > columns ? wide : columns;
    }
    return columns;
}

void jr_html_table_finish(const jr_read_ctx *ctx, jr_node *table)
{
    drop_empty(table);
    if (!table->first) {
        jr_node_unlink(table);
        return;
    }
    arrange_head(ctx, table);
    struct grid grid = {0};
    size_t columns = lay_table(table, &grid, false);
    for (size_t i = 0; i < MAX_SPAN; i++)
        grid.idle[i + 1] = grid.idle[i] + (i < columns && !grid.begun[i]);
    if (grid.idle[MAX_SPAN]) { /* HTML Standard 4.9.12: a column that no cell begins in is an error */
        lay_table(table, &grid, true);
        columns -= grid.idle[MAX_SPAN];
    }
    table->as.table.columns = columns;
    table->as.table.aligns = jr_arena_array(ctx->arena, jr_align, columns);
}
