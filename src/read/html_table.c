/* SPDX-License-Identifier: MIT */
#include "read/html_table.h"

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

/* Lays the rows of a section onto the grid (HTML Standard 4.9.12.1): `down` holds, for each column, how many more rows a
   cell from above covers. Gives the number of columns. */
static size_t lay_section(jr_node *section, uint32_t *down)
{
    size_t columns = 0;
    uint32_t rows = 0;
    for (const jr_node *row = section->first; row; row = row->next)
        rows++;
    memset(down, 0, MAX_SPAN * sizeof *down);
    for (const jr_node *row = section->first; row; row = row->next, rows--) {
        size_t at = 0;
        for (const jr_node *n = row->first; n; n = n->next) {
            jr_node *cell = jr_node_edit(n);
            while (at < MAX_SPAN && down[at])
                at++;
            if (cell->as.cell.rowspan == 0 || cell->as.cell.rowspan > rows)
                cell->as.cell.rowspan = rows;
            size_t wide = 1;
            while (wide < cell->as.cell.colspan && at + wide < MAX_SPAN && !down[at + wide])
                wide++;
            cell->as.cell.colspan = (uint32_t)wide;
            for (size_t i = at; i < at + wide && i < MAX_SPAN; i++)
                down[i] = cell->as.cell.rowspan;
            at += wide;
        }
        columns = at > columns ? at : columns;
        for (size_t i = 0; i < MAX_SPAN && i < columns; i++)
            down[i] -= down[i] > 0;
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
    uint32_t down[MAX_SPAN];
    size_t columns = 0;
    for (const jr_node *s = table->first; s; s = s->next) {
        const size_t wide = lay_section(jr_node_edit(s), down);
        columns = wide > columns ? wide : columns;
    }
    table->as.table.columns = columns;
    table->as.table.aligns = jr_arena_array(ctx->arena, jr_align, columns);
}
