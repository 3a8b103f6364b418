/* SPDX-License-Identifier: MIT */
/* Cells beyond those of a table's head, which cmark-gfm drops (GFM §4.10). The pipes before them are hidden from it by
   another character, so that such cells are part of the last one; here that one is split again. Most rows have too many
   cells because of pipes in code spans, which GFM wants escaped: in such a row they are no separators. A pipe that
   comes to stand in code, a link or emphasis stays. */
#include "ast/build.h"
#include "cmark_import.h"

/* Delete, which no page has any use for: in one that holds it, or a reference to it, nothing is hidden. */
#define PIPE '\x7F'

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "&#127;" or "&#x7F;" at `at`. */
static bool is_reference(jr_str s, size_t at)
{
    const jr_str rest = jr_str_sub(s, at, s.n);
    const bool hex = jr_str_starts_nocase(rest, JR_STR("&#x"));
    size_t i = hex ? 3 : 2;
    while (i < rest.n && rest.p[i] == '0')
        i++;
    return jr_str_starts_nocase(jr_str_sub(rest, i, rest.n), hex ? JR_STR("7f") : JR_STR("127"));
}

bool jr_cells_may_hide(jr_str page)
{
    const jr_str numeric = JR_STR("&#");
    bool may = jr_str_find(page, 0, PIPE) == page.n;
    for (size_t at = jr_str_search(page, 0, numeric); may && at < page.n; at = jr_str_search(page, at + 1, numeric))
        may = !is_reference(page, at);
    return may;
}

/* ---- Which pipes ---- */

#define LONGEST_RUN 8 /* of backquotes that are looked at */

/* Finds code spans (CommonMark §6.3) in the bytes of a row. */
struct code_scan {
    jr_str s;
    size_t end;
    size_t last[LONGEST_RUN + 1]; /* where the last run of each length is, or 0 */
};

static size_t run_at(const struct code_scan *c, size_t at)
{
    size_t n = 0;
    while (at + n < c->end && c->s.p[at + n] == '`')
        n++;
    return n;
}

static void scan_runs(struct code_scan *c, size_t begin)
{
    for (size_t at = begin; at < c->end; at++) {
        const size_t n = run_at(c, at);
        if (n > 0 && n <= LONGEST_RUN)
            c->last[n] = at;
        at += n > 0 ? n - 1 : 0;
    }
}

/* The end of the code span that the run of n backquotes at `at` opens; behind the run where it opens none. */
static size_t end_of_code(const struct code_scan *c, size_t at, size_t n)
{
    size_t end = at + n;
    if (n > LONGEST_RUN || c->last[n] <= at)
        return end;
    for (size_t run; end < c->end; end += run ? run : 1) {
        run = run_at(c, end);
        if (run == n)
            break;
    }
    return end + n;
}

/* The bytes of a row between its outer pipes; cells: what GFM makes of them. */
struct row {
    size_t begin, end;
    size_t cells;
};

/* s[at, end), which holds a pipe, begins like a block of another kind that ends a table (CommonMark §4, §5; GFM's
 * notes). */
static bool begins_block(jr_str s, size_t at, size_t end)
{
    const char c = s.p[at];
    size_t run = 1;
    while (at + run < end && (jr_is_digit(c) ? jr_is_digit(s.p[at + run]) : s.p[at + run] == c))
        run++;
    const char next = at + run < end ? s.p[at + run] : ' ';
    if (c == '#' || c == '<')
        return true;
    if (c == '`' || c == '~')
        return run >= 3;
    if (c == '-' || c == '+' || c == '*')
        return run == 1 && is_blank(next);
    if (jr_is_digit(c))
        return (next == '.' || next == ')') && (at + run + 1 >= end || is_blank(s.p[at + run + 1]));
    return c == '[' && next == '^';
}

/* False: the line is no row. */
static bool find_row(jr_str s, size_t begin, size_t end, struct row *ret_row)
{
    while (begin < end && (is_blank(s.p[begin]) || s.p[begin] == '>'))
        begin++;
    while (end > begin && (jr_is_space(s.p[end - 1]) || s.p[end - 1] == '|'))
        end--;
    if (begin == end || begins_block(s, begin, end))
        return false;
    *ret_row = (struct row){begin + (s.p[begin] == '|'), end, 1};
    for (size_t at = ret_row->begin; at < end; at++) {
        at += s.p[at] == '\\';
        ret_row->cells += at < end && s.p[at] == '|';
    }
    return true;
}

static void hide(char *mask, jr_str s, const struct row *row, size_t columns)
{
    struct code_scan c = {.s = s, .end = row->end};
    size_t separators = 0;
    scan_runs(&c, row->begin);
    for (size_t at = row->begin; at < row->end; at++) {
        if (s.p[at] == '\\') {
            at++;
        } else if (s.p[at] == '`') {
            const size_t begin = at, end = end_of_code(&c, at, run_at(&c, at));
            for (; at + 1 < end; at++)
                if (s.p[at] == '|' && s.p[at - 1] != '\\' && at > begin)
                    mask[at] = PIPE;
        } else if (s.p[at] == '|' && ++separators >= columns) {
            mask[at] = PIPE;
        }
    }
}

bool jr_cells_hide(jr_arena *arena, jr_source *s, size_t begin, size_t end, size_t columns)
{
    struct row row;
    if (!find_row(s->parsed, begin, end, &row) || row.cells <= columns)
        return false;
    char *mask = jr_source_mask(arena, s);
    hide(mask, s->parsed, &row, columns);
    return true;
}

void jr_cells_show(jr_source *s)
{
    for (size_t at = jr_str_find(s->parsed, 0, PIPE); at < s->parsed.n; at = jr_str_find(s->parsed, at + 1, PIPE))
        s->mask[at] = '|';
}

/* ---- Splitting ---- */

/* The last cell of a row, being split. */
struct split {
    jr_import *im;
    jr_node *cell, *plain; /* what takes inlines now */
    size_t next;           /* offset behind the last pipe that was found */
    size_t end;            /* of the whole cell */
};

/* The pipe that the placeholder met next stands for; or the cell's end: it is the author's own character. */
static size_t next_pipe(struct split *p)
{
    const size_t at = jr_str_find(jr_str_sub(p->im->source->parsed, 0, p->end), p->next, PIPE);
    p->next = at < p->end ? at + 1 : p->end;
    return at;
}

static void place(struct split *p, size_t begin, size_t end)
{
    const jr_str s = p->im->source->parsed;
    while (begin < end && is_blank(s.p[begin]))
        begin++;
    while (end > begin && is_blank(s.p[end - 1]))
        end--;
    p->cell->span = p->plain->span = jr_source_span(p->im->source, begin, end);
}

/* A cell behind the last one of the row at hand. */
static void open_cell(struct split *p, jr_node *row, bool header)
{
    p->cell = jr_node_new(p->im->ctx->arena, JR_TABLE_CELL, row->span);
    p->cell->as.cell.header = header;
    p->cell->as.cell.colspan = p->cell->as.cell.rowspan = 1;
    p->plain = jr_node_new(p->im->ctx->arena, JR_PLAIN, row->span);
    p->plain->flags |= JR_NODE_IMPLICIT;
    jr_node_append(row, p->cell);
    jr_node_append(p->cell, p->plain);
}

/* A copy of s with pipes again, or s. */
static jr_str restore(struct split *p, jr_str s)
{
    size_t at = jr_str_find(s, 0, PIPE);
    if (at == s.n)
        return s;
    char *copy = jr_arena_array(p->im->ctx->arena, char, s.n);
    memcpy(copy, s.p, s.n);
    for (; at < s.n; at = jr_str_find(s, at + 1, PIPE))
        if (next_pipe(p) < p->end)
            copy[at] = '|';
    return (jr_str){copy, s.n};
}

/* What holds a pipe in itself keeps it. */
static void restore_below(struct split *p, jr_node *root)
{
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        jr_node *n = jr_node_edit(w.node);
        if (w.entering && (n->kind == JR_TEXT || n->kind == JR_CODE))
            n->as.text = restore(p, n->as.text);
        else if (w.entering && n->kind == JR_RAW_INLINE)
            n->as.raw.text = restore(p, n->as.raw.text);
        else if (!w.entering && (n->kind == JR_LINK || n->kind == JR_IMAGE)) {
            n->as.link.url = restore(p, n->as.link.url);
            n->as.link.title = restore(p, n->as.link.title);
        }
    }
}

/* Appends text[begin, end) of a text to the cell at hand, without the blanks at its ends where cells meet. */
static void put_text(struct split *p, const jr_node *text, size_t begin, size_t end)
{
    const jr_str s = text->as.text;
    const bool exact = text->span.end - text->span.begin == s.n;
    while (begin > 0 && begin < end && is_blank(s.p[begin]))
        begin++;
    while (end < s.n && end > begin && is_blank(s.p[end - 1]))
        end--;
    if (begin == end)
        return;
    jr_node *node = jr_node_new(p->im->ctx->arena, JR_TEXT, text->span);
    node->as.text = jr_str_sub(s, begin, end);
    if (exact) {
        node->span.end = text->span.begin + (uint32_t)end;
        node->span.begin += (uint32_t)begin;
        node->span.column += (uint32_t)begin;
    }
    jr_node_append(p->plain, node);
}

static void split_text(struct split *p, const jr_node *text, jr_node *row, size_t *begin)
{
    const jr_str s = text->as.text;
    size_t done = 0;
    for (size_t at = jr_str_find(s, 0, PIPE); at < s.n; at = jr_str_find(s, at + 1, PIPE)) {
        const size_t pipe = next_pipe(p);
        if (pipe == p->end)
            continue;
        put_text(p, text, done, at);
        place(p, *begin, pipe);
        open_cell(p, row, p->cell->as.cell.header);
        *begin = pipe + 1;
        done = at + 1;
    }
    put_text(p, text, done, s.n);
}

/* Inlines whose place is not known have that of the cell which holds them now. */
static void place_inlines(const jr_node *cell, const jr_span *before)
{
    for (jr_walk w = jr_walk_start(cell); jr_walk_next(&w);)
        if (w.entering && w.node->span.begin == before->begin && w.node->span.end == before->end)
            jr_node_edit(w.node)->span = cell->span;
}

/* Makes cells of a row's last one, at the placeholders in its text. */
static void split_cell(jr_import *im, jr_node *cell)
{
    const jr_span block = cell->span;
    size_t begin = jr_source_offset(im->source, block.begin);
    jr_node *row = jr_node_edit(cell->parent);
    struct split p = {.im = im, .cell = cell, .plain = jr_node_edit(cell->first), .next = begin};
    p.end = jr_source_offset(im->source, block.end);
    jr_node *inlines = jr_node_new(im->ctx->arena, JR_PLAIN, block);
    if (p.plain->first)
        jr_node_move(inlines, jr_node_edit(p.plain->first), jr_node_edit(p.plain->last));
    while (inlines->first) {
        jr_node *n = jr_node_edit(inlines->first);
        jr_node_unlink(n);
        if (n->kind == JR_TEXT) {
            split_text(&p, n, row, &begin);
        } else {
            restore_below(&p, n);
            jr_node_append(p.plain, n);
        }
    }
    place(&p, begin, p.end);
    for (const jr_node *n = cell; n; n = n->next)
        place_inlines(n, &block);
}

size_t jr_import_split_row(jr_import *im, const jr_node *row)
{
    const jr_str s = jr_str_sub(im->source->parsed, 0, im->row.end);
    const size_t first = jr_str_find(s, im->row.begin, PIPE);
    const jr_node *cell = first < s.n ? row->first : NULL;
    while (cell) {
        const jr_node *next = cell->next;
        struct split p = {.im = im, .next = jr_source_offset(im->source, cell->span.begin)};
        p.end = jr_source_offset(im->source, cell->span.end);
        if (jr_str_find(jr_str_sub(s, 0, p.end), p.next, PIPE) < p.end) {
            if (next)
                restore_below(&p, jr_node_edit(cell));
            else
                split_cell(im, jr_node_edit(cell));
        }
        cell = next;
    }
    return first;
}

/* ---- The whole table ---- */

static size_t count_cells(const jr_node *row)
{
    size_t n = 0;
    for (const jr_node *cell = row->first; cell; cell = cell->next)
        n++;
    return n;
}

/* Cells that a page may be given for each byte of it: a long row among many short ones is no table. */
#define CELLS_PER_BYTE 2

/* The cells of the longest row; the table's own columns where the others cannot have as many. */
static size_t widest_row(const jr_import *im, const jr_node *table)
{
    size_t columns = table->as.table.columns, rows = 0;
    for (const jr_node *part = table->first; part; part = part->next)
        for (const jr_node *row = part->first; row; row = row->next, rows++) {
            const size_t n = count_cells(row);
            columns = n > columns ? n : columns;
        }
    return columns <= CELLS_PER_BYTE * im->source->parsed.n / (rows + 1) ? columns : table->as.table.columns;
}

void jr_import_even_rows(jr_import *im, jr_node *table)
{
    const size_t columns = widest_row(im, table);
    if (columns == table->as.table.columns)
        return;
    jr_align *aligns = jr_arena_array(im->ctx->arena, jr_align, columns);
    memcpy(aligns, table->as.table.aligns, table->as.table.columns * sizeof *aligns);
    table->as.table.columns = columns;
    table->as.table.aligns = aligns;
    for (const jr_node *part = table->first; part; part = part->next)
        for (const jr_node *row = part->first; row; row = row->next) {
            struct split p = {.im = im};
            const size_t end = jr_source_offset(im->source, row->span.end);
            for (size_t n = count_cells(row); n < columns; n++) {
                open_cell(&p, jr_node_edit(row), part->kind == JR_TABLE_HEAD);
                place(&p, end, end);
            }
        }
}
