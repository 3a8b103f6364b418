/* SPDX-License-Identifier: MIT */
/* Several reports as one: of the parts of a run, or of runs one after the other. */
#include <stdlib.h>

#include <jerome/map.h>

#include "report_parts.h"

/* What the reports have in common; the others of `options` are of one run alone. */
static jr_opt_list common_options(const jr_run *reports, size_t n, jr_arena *arena)
{
    jr_str *items = jr_arena_array(arena, jr_str, reports->options.n + 1);
    size_t m = 0;
    for (size_t i = 0; i < reports->options.n; i++) {
        bool all = true;
        for (size_t k = 1; k < n && all; k++) {
            all = false;
            for (size_t j = 0; j < reports[k].options.n && !all; j++)
                all = jr_str_eq(reports[k].options.items[j], reports->options.items[i]);
        }
        if (all)
            items[m++] = reports->options.items[i];
    }
    return (jr_opt_list){items, m};
}

static bool is_one_kind(const jr_run *reports, const jr_str *names, size_t n, jr_diag *diag)
{
    for (size_t i = 1; i < n; i++) {
        if (!jr_str_eq(reports[i].command, reports->command))
            return jr_report(diag, JR_D_BAD_USAGE, NULL, "'%.*s' is of jerome %.*s, and '%.*s' of jerome %.*s",
                             JR_FMT(names[0]), JR_FMT(reports->command), JR_FMT(names[i]), JR_FMT(reports[i].command));
        if (reports[i].shards != reports->shards)
            return jr_report(diag, JR_D_BAD_USAGE, NULL,
                             "'%.*s' is a part of %u, and '%.*s' of %u: their pages are not of one run",
                             JR_FMT(names[0]), reports->shards, JR_FMT(names[i]), reports[i].shards);
    }
    return true;
}

static int compare_parts(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The parts that are in some of the reports; none where all are. */
static void join_parts(const jr_run *reports, size_t n, jr_arena *arena, jr_run *report)
{
    size_t all = 0, m = 0;
    for (size_t i = 0; i < n; i++)
        all += reports[i].n_had;
    uint32_t *had = jr_arena_array(arena, uint32_t, all + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < reports[i].n_had; k++)
            had[m++] = reports[i].had[k];
    if (m)
        qsort(had, m, sizeof *had, compare_parts);
    for (size_t i = 0; i < m; i++)
        if (report->n_had == 0 || had[report->n_had - 1] != had[i])
            had[report->n_had++] = had[i];
    report->shards = reports->shards;
    report->had = had;
    if (report->n_had == report->shards)
        report->shards = 0;
    if (report->shards == 0)
        report->n_had = 0;
}

typedef struct merger {
    jr_arena *arena;
    jr_run *report;
    jr_map places; /* of pages in languages: their index in the report + 1 */
    size_t *from;  /* which report each page is from */
    size_t replaced;
} merger;

static void add_page(merger *m, const jr_report_page *page, size_t from)
{
    /* No path holds a NUL. */
    const jr_str key = jr_arena_printf(m->arena, "%llu %.*s%c%.*s", (unsigned long long)page->number,
                                       JR_FMT(page->page), '\0', JR_FMT(page->language));
    size_t *place = jr_map_at(&m->places, key);
    if (*place && m->from[*place - 1] != from)
        m->replaced++;
    else /* new, or twice in one report, as its run had it */
        *place = ++m->report->n_pages;
    m->report->pages[*place - 1] = *page;
    m->from[*place - 1] = from;
}

/* A page of a run that was cut has its number there; no two have the same. */
static int compare_pages(const void *a, const void *b)
{
    const jr_report_page *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* Puts parts together in the order of the whole run; once all are there, it has not been cut. */
static void sort_pages(jr_run *report)
{
    if (report->n_pages)
        qsort(report->pages, report->n_pages, sizeof *report->pages, compare_pages);
    for (size_t i = 0; i < report->n_pages && report->shards == 0; i++)
        report->pages[i].number = 0;
}

bool jr_report_merge(const jr_run *reports, const jr_str *names, size_t n, jr_arena *arena, jr_diag *diag,
                     jr_run *ret_report)
{
    size_t all = 0;
    if (!is_one_kind(reports, names, n, diag))
        return false;
    for (size_t i = 0; i < n; i++)
        all += reports[i].n_pages;
    jr_run report = {.program = reports->program, .command = reports->command};
    report.options = common_options(reports, n, arena);
    report.pages = jr_arena_array(arena, jr_report_page, all + 1);
    merger m = {.arena = arena, .report = &report, .places.arena = arena};
    m.from = jr_arena_array(arena, size_t, all + 1);
    for (size_t i = 0; i < n; i++) {
        m.replaced = 0;
        for (size_t k = 0; k < reports[i].n_pages; k++)
            add_page(&m, &reports[i].pages[k], i);
        if (m.replaced)
            jr_report_as(diag, JR_D_BAD_REPORT, JR_WARNING, &(jr_span){.file = jr_diag_file(diag, names[i])},
                         "%zu of its pages are in an earlier report, too, and are taken from this one", m.replaced);
    }
    join_parts(reports, n, arena, &report);
    if (reports->shards)
        sort_pages(&report);
    *ret_report = report;
    return true;
}
