/* SPDX-License-Identifier: MIT */
/* A report as CSV, a page on each line, for spreadsheets (docs/report.md). */

#include "base/csv.h"
#include "report_parts.h"

static const char *const heads[] = {"page", "language", "status", "error"};
static const char *const tails[] = {"outputs", "bytes", "xxh64", "seconds"};

static void put_head(jr_buf *out)
{
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        jr_csv_text(out, jr_str_from(heads[i]));
    for (const jr_report_column *c = jr_report_columns; c->slug; c++)
        jr_csv_text(out, jr_str_from(c->slug));
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        jr_csv_text(out, jr_str_from(tails[i]));
    jr_csv_end(out);
}

/* The first thing that is wrong with the page, which spreadsheets have room for. */
static jr_str first_error(const jr_report_page *page)
{
    for (size_t i = 0; i < page->n_messages; i++)
        if (page->messages[i].severity == JR_ERROR)
            return page->messages[i].text;
    return (jr_str){"", 0};
}

static void put_page(jr_buf *out, const jr_report_page *page, jr_buf *scratch)
{
    uint64_t bytes = 0;
    scratch->n = 0;
    for (size_t i = 0; i < page->n_outputs; i++) {
        jr_put(scratch, i ? JR_STR("\n") : JR_STR(""));
        jr_put(scratch, page->outputs[i].path);
        bytes += page->outputs[i].bytes;
    }
    jr_csv_text(out, page->page);
    jr_csv_text(out, page->language);
    jr_csv_text(out, jr_str_from(jr_page_statuses[page->status].slug));
    jr_csv_text(out, first_error(page));
    for (const jr_report_column *c = jr_report_columns; c->slug; c++)
        if (page->counted || !c->counted)
            jr_csv_number(out, jr_report_value(page, c));
        else
            jr_csv_text(out, (jr_str){0});
    jr_csv_text(out, jr_buf_str(scratch));
    jr_csv_number(out, bytes);
    jr_csv_text(out, page->hash);
    scratch->n = 0;
    if (page->seconds >= 0)
        jr_printf(scratch, "%.6f", page->seconds);
    jr_csv_text(out, jr_buf_str(scratch));
    jr_csv_end(out);
}

void jr_report_put_csv(const jr_run *report, const jr_report_totals *totals, jr_sink *sink)
{
    jr_buf out = {0}, scratch = {0};
    (void)totals;
    put_head(&out);
    for (size_t i = 0; i < report->n_pages; i++)
        put_page(&out, &report->pages[i], &scratch);
    jr_sink_take(sink, &out);
    jr_buf_free(&out);
    jr_buf_free(&scratch);
}
