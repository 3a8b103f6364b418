/* SPDX-License-Identifier: MIT */
/* Two sequences cut into beads by a dynamic program (Gale and Church 1993), within a band where they are long. */
#include "align_parts.h"

/* Cells that are looked at; places beside the diagonal that are always among them; so few that their memory need not be
   given back at once. */
enum { MOST_CELLS = 1 << 20, LEAST_BAND = 32, SMALL = 256 };

#define UNREACHED 1e18
#define NO_SHAPE  255

struct table {
    const jr_bead_job *job;
    size_t width; /* cells in a row */
    double *costs;
    unsigned char *shapes; /* that lead to a cell */
};

/* The first column that a row holds. */
static size_t first_column(const struct table *t, size_t row)
{
    const size_t n = t->job->n_sources, m = t->job->n_targets;
    if (t->width > m)
        return 0;
    const size_t middle = n ? (size_t)((double)row * (double)m / (double)n) : 0;
    const size_t half = t->width / 2;
    const size_t first = middle > half ? middle - half : 0;
    return first + t->width > m + 1 ? m + 1 - t->width : first;
}

/* The index of a cell; false: it is outside of the band. */
static bool cell_at(const struct table *t, size_t row, size_t column, size_t *ret_cell)
{
    const size_t first = first_column(t, row);
    if (column < first || column - first >= t->width)
        return false;
    *ret_cell = row * t->width + (column - first);
    return true;
}

static void fill_cell(const struct table *t, size_t row, size_t column, size_t cell)
{
    const jr_bead_job *job = t->job;
    t->costs[cell] = row || column ? UNREACHED : 0;
    t->shapes[cell] = NO_SHAPE;
    for (size_t k = 0; k < job->n_shapes; k++) {
        const jr_bead_shape *shape = &job->shapes[k];
        size_t before;
        if (row < shape->n_sources || column < shape->n_targets ||
            !cell_at(t, row - shape->n_sources, column - shape->n_targets, &before) || t->costs[before] >= UNREACHED)
            continue;
        const double cost = t->costs[before] + shape->cost +
                            job->cost(job->user, row - shape->n_sources, column - shape->n_targets, shape);
        if (cost < t->costs[cell]) {
            t->costs[cell] = cost;
            t->shapes[cell] = (unsigned char)k;
        }
    }
}

/* From the last cell back. */
static void collect(const struct table *t, jr_arena *arena, jr_beads *ret_beads)
{
    const jr_bead_job *job = t->job;
    size_t row = job->n_sources, column = job->n_targets, most = row + column, n = most, cell;
    jr_bead *items = jr_arena_array(arena, jr_bead, most);
    while ((row || column) && cell_at(t, row, column, &cell) && t->shapes[cell] != NO_SHAPE) {
        const jr_bead_shape *shape = &job->shapes[t->shapes[cell]];
        row -= shape->n_sources;
        column -= shape->n_targets;
        items[--n] =
            (jr_bead){.source = row, .n_sources = shape->n_sources, .target = column, .n_targets = shape->n_targets};
    }
    *ret_beads = (jr_beads){items + n, most - n};
}

void jr_beads_find(const jr_bead_job *job, jr_arena *arena, jr_beads *ret_beads)
{
    struct table t = {.job = job, .width = job->n_targets + 1};
    const size_t rows = job->n_sources + 1;
    if (t.width > MOST_CELLS / rows) {
        /* A step from row to row must stay within the band. */
        const size_t slope = 4 * (job->n_targets / rows + 1);
        t.width = MOST_CELLS / rows;
        t.width = t.width < LEAST_BAND + slope ? LEAST_BAND + slope : t.width;
        t.width = t.width > job->n_targets + 1 ? job->n_targets + 1 : t.width;
    }
    jr_arena *own = rows * t.width > SMALL ? jr_arena_create() : NULL, *scratch = own ? own : arena;
    t.costs = jr_arena_array(scratch, double, rows *t.width);
    t.shapes = jr_arena_array(scratch, unsigned char, rows *t.width);
    for (size_t row = 0; row < rows; row++) {
        const size_t first = first_column(&t, row);
        for (size_t i = 0; i < t.width; i++)
            fill_cell(&t, row, first + i, row * t.width + i);
    }
    collect(&t, arena, ret_beads);
    jr_arena_destroy(own);
}
