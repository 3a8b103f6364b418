/* SPDX-License-Identifier: MIT */
/* The tables of a report that is a page of HTML. */
#include <stdlib.h>

#include "base/clean.h"
#include "base/json_text.h"
#include "report_html.h"

#define FAILED_MOST   200 /* pages whose messages are shown, */
#define MESSAGES_MOST 20  /* and how many of each */
#define ROWS_MOST     200 /* of the table of all pages, where no script shows more */
#define COLUMNS_MOST  32

static void put_number_cell(jr_buf *out, uint64_t value)
{
    jr_puts(out, "<td class=\"n\">");
    jr_report_put_count(out, value);
    jr_puts(out, "</td>");
}

static void put_status(jr_buf *out, jr_page_status status)
{
    jr_printf(out, "<span class=\"mark status-%s\">", jr_page_statuses[status].slug);
    jr_report_put_slug(out, jr_page_statuses[status].slug);
    jr_puts(out, "</span>");
}

static void put_name(jr_buf *out, jr_str name)
{
    jr_puts(out, "<bdi>");
    jr_report_put_text(out, name);
    jr_puts(out, "</bdi>");
}

/* ---- Languages ---- */

static void put_language_row(jr_buf *out, const jr_report_language *l, bool states, bool counted)
{
    const jr_report_sum *sum = &l->sum;
    jr_puts(out, "<tr><th scope=\"row\">");
    if (l->language.n)
        put_name(out, l->language);
    else
        jr_puts(out, "not known");
    jr_puts(out, "</th>");
    put_number_cell(out, sum->pages);
    put_number_cell(out, sum->pages - sum->written);
    put_number_cell(out, sum->severities[JR_ERROR]);
    put_number_cell(out, sum->severities[JR_WARNING]);
    if (counted) {
        put_number_cell(out, sum->counts.units);
        put_number_cell(out, sum->counts.words);
    }
    for (size_t i = 0; states && i < JR_STATE_COUNT; i++)
        put_number_cell(out, sum->counts.states[i]);
    jr_puts(out, "</tr>\n");
}

static void put_language_chart(jr_buf *out, const jr_report_totals *totals, bool states)
{
    static const jr_report_word words[] = {{"words", "Words", true}};
    jr_chart chart = {
        .id = "languages",
        .title = "Words by language",
        .description = "One bar for each language, as long as it has words. The table below has the numbers.",
        .family = "all",
        .unit = "word",
        .parts = words,
        .n_parts = 1,
    };
    if (states) {
        chart.title = "Words by language and state";
        chart.family = "state";
        chart.parts = jr_word_states;
        chart.n_parts = JR_STATE_COUNT;
    }
    jr_chart_bar *bars = calloc(totals->n_languages, sizeof *bars);
    if (!bars)
        jr_out_of_memory(totals->n_languages * sizeof *bars);
    for (size_t i = 0; i < totals->n_languages; i++) {
        const jr_report_language *l = &totals->languages[i];
        bars[i].label = l->language.n ? l->language : JR_STR("not known");
        bars[i].values = states ? l->sum.counts.states : &l->sum.counts.words;
    }
    jr_chart_put(out, &chart, bars, totals->n_languages);
    free(bars);
}

void jr_report_put_languages(jr_buf *out, const jr_report_totals *totals)
{
    const bool states = jr_report_has_states(&totals->all), counted = totals->all.counted;
    jr_puts(out, "<section>\n<h2>Languages</h2>\n");
    if (totals->all.counts.words)
        put_language_chart(out, totals, states);
    jr_puts(out, "<div class=\"table\"><table data-sort>\n<thead><tr><th>Language</th><th class=\"n\">Pages</th>"
                 "<th class=\"n\">Failed</th><th class=\"n\">Errors</th><th class=\"n\">Warnings</th>");
    if (counted)
        jr_puts(out, "<th class=\"n\">Units</th><th class=\"n\">Words</th>");
    for (size_t i = 0; states && i < JR_STATE_COUNT; i++)
        jr_printf(out, "<th class=\"n\"><span class=\"key state-%s\"></span>%s</th>", jr_word_states[i].slug,
                  jr_word_states[i].words);
    jr_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < totals->n_languages; i++)
        put_language_row(out, &totals->languages[i], states, counted);
    jr_puts(out, "</tbody>\n</table></div>\n</section>\n");
}

/* ---- Messages ---- */

static void put_message(jr_buf *out, const jr_page_message *m)
{
    const jr_str severity = jr_severity_name(m->severity);
    jr_printf(out, "<li><span class=\"mark %.*s\">%.*s</span> ", JR_FMT(severity), JR_FMT(severity));
    if (m->file.n) {
        put_name(out, m->file);
        jr_put(out, m->line ? JR_STR(", ") : JR_STR(": "));
    }
    if (m->line)
        jr_printf(out, "line %u%s", m->line, m->column ? "" : ": ");
    if (m->line && m->column)
        jr_printf(out, ", column %u: ", m->column);
    if (m->unit.n) {
        jr_puts(out, "unit ");
        put_name(out, m->unit);
        jr_puts(out, ": ");
    }
    put_name(out, m->text);
    jr_puts(out, " <code>");
    jr_report_put_text(out, m->code);
    jr_puts(out, "</code></li>\n");
}

/* The gravest first. */
static void put_messages(jr_buf *out, const jr_report_page *page)
{
    size_t shown = 0;
    if (page->n_messages)
        jr_puts(out, "<ul>\n");
    for (int severity = JR_ERROR; severity >= JR_NOTE_SEVERITY; severity--)
        for (size_t i = 0; i < page->n_messages; i++)
            if ((int)page->messages[i].severity == severity && shown++ < MESSAGES_MOST)
                put_message(out, &page->messages[i]);
    if (shown > MESSAGES_MOST)
        jr_printf(out, "<li>and %zu more</li>\n", shown - MESSAGES_MOST);
    if (page->n_messages)
        jr_puts(out, "</ul>\n");
}

static void put_failed_page(jr_buf *out, const jr_report_page *page)
{
    jr_puts(out, "<li><p>");
    put_status(out, page->status);
    jr_puts(out, " <strong>");
    put_name(out, page->page);
    jr_puts(out, "</strong> ");
    if (page->language.n)
        put_name(out, page->language);
    jr_puts(out, "</p>\n");
    put_messages(out, page);
    jr_puts(out, "</li>\n");
}

void jr_report_put_failed(jr_buf *out, const jr_run *report, const jr_report_totals *totals)
{
    size_t shown = 0;
    const uint64_t *n = totals->all.statuses;
    const uint64_t all = totals->all.pages - n[JR_PAGE_OK] - n[JR_PAGE_WARNINGS];
    if (all == 0)
        return;
    jr_puts(out, "<section>\n<h2>Pages that failed or have errors</h2>\n<ol class=\"failed\">\n");
    /* The worst first: the statuses are in that order. */
    for (int status = JR_PAGE_STATUS_COUNT - 1; status >= JR_PAGE_ERRORS; status--)
        for (size_t i = 0; i < report->n_pages && shown < FAILED_MOST; i++)
            if ((int)report->pages[i].status == status) {
                put_failed_page(out, &report->pages[i]);
                shown++;
            }
    jr_puts(out, "</ol>\n");
    if (all > shown) {
        jr_puts(out, "<p>And ");
        jr_report_put_count(out, all - shown);
        jr_puts(out, " more, which are in the table of all pages; the report in JSON has their messages.</p>\n");
    }
    jr_puts(out, "</section>\n");
}

void jr_report_put_kinds(jr_buf *out, const jr_run *report, const jr_report_totals *totals)
{
    if (totals->n_kinds == 0)
        return;
    jr_puts(out,
            "<section>\n<h2>Messages by kind</h2>\n<div class=\"table\"><table data-sort>\n<thead><tr><th>Kind</th>"
            "<th>Severity</th><th class=\"n\">Pages</th><th>The first of them</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < totals->n_kinds; i++) {
        const jr_report_kind *kind = &totals->kinds[i];
        const jr_str severity = jr_severity_name(kind->severity);
        jr_puts(out, "<tr><th scope=\"row\">");
        jr_report_put_text(out, kind->code);
        jr_printf(out, "</th><td data-value=\"%d\"><span class=\"mark %.*s\">%.*s</span></td>", (int)kind->severity,
                  JR_FMT(severity), JR_FMT(severity));
        put_number_cell(out, kind->pages);
        jr_puts(out, "<td class=\"text\">");
        put_name(out, kind->first->file.n ? kind->first->file : report->pages[kind->page].page);
        if (kind->first->line)
            jr_printf(out, ", line %u", kind->first->line);
        jr_puts(out, ": ");
        put_name(out, kind->first->text);
        jr_puts(out, "</td></tr>\n");
    }
    jr_puts(out, "</tbody>\n</table></div>\n</section>\n");
}

/* ---- All pages ---- */

/* Columns that say something of one page at least. */
typedef struct columns {
    bool language, seconds;
    const jr_report_column *numbers[COLUMNS_MOST];
    size_t n;
} columns;

static void choose_columns(const jr_run *report, const jr_report_totals *totals, columns *ret_columns)
{
    columns chosen = {.seconds = totals->all.seconds >= 0};
    for (const jr_report_column *c = jr_report_columns; c->slug && chosen.n < COLUMNS_MOST; c++) {
        bool any = false;
        for (size_t i = 0; i < report->n_pages && !any && !c->detail; i++)
            any = jr_report_value(&report->pages[i], c) > 0;
        if (any)
            chosen.numbers[chosen.n++] = c;
    }
    for (size_t i = 0; i < totals->n_languages; i++)
        chosen.language = chosen.language || totals->languages[i].language.n > 0;
    *ret_columns = chosen;
}

static void put_row(jr_buf *out, const jr_report_page *page, const columns *c)
{
    jr_puts(out, "<tr><th scope=\"row\">");
    put_name(out, page->page);
    jr_puts(out, "</th>");
    if (c->language) {
        jr_puts(out, "<td>");
        put_name(out, page->language);
        jr_puts(out, "</td>");
    }
    jr_puts(out, "<td>");
    put_status(out, page->status);
    jr_puts(out, "</td>");
    for (size_t i = 0; i < c->n; i++)
        if (page->counted || !c->numbers[i]->counted)
            put_number_cell(out, jr_report_value(page, c->numbers[i]));
        else
            jr_puts(out, "<td></td>");
    if (c->seconds && page->seconds >= 0)
        jr_printf(out, "<td class=\"n\">%.3f</td>", page->seconds);
    else if (c->seconds)
        jr_puts(out, "<td></td>");
    jr_puts(out, "</tr>\n");
}

/* A JSON string that can stand in a script: "<" begins neither its end nor a comment. */
static void put_string(jr_buf *out, jr_str text, jr_buf *scratch)
{
    jr_buf clean = {0};
    jr_put_clean(&clean, text);
    scratch->n = 0;
    jr_put_json(scratch, jr_buf_str(&clean));
    jr_buf_free(&clean);
    for (size_t i = 0; i < scratch->n; i++)
        if (scratch->p[i] == '<')
            jr_puts(out, "\\u003c");
        else
            jr_putc(out, scratch->p[i]);
}

static void put_data_row(jr_buf *out, const jr_report_page *page, const columns *c, jr_buf *scratch)
{
    jr_putc(out, '[');
    put_string(out, page->page, scratch);
    if (c->language) {
        jr_putc(out, ',');
        put_string(out, page->language, scratch);
    }
    jr_printf(out, ",%d", (int)page->status);
    for (size_t i = 0; i < c->n; i++) {
        jr_putc(out, ',');
        if (page->counted || !c->numbers[i]->counted)
            jr_put_uint(out, jr_report_value(page, c->numbers[i]));
        else
            jr_puts(out, "null");
    }
    if (c->seconds && page->seconds >= 0)
        jr_printf(out, ",%.3f", page->seconds);
    else if (c->seconds)
        jr_puts(out, ",null");
    jr_putc(out, ']');
}

static void put_data(jr_buf *out, const jr_run *report, const columns *c)
{
    jr_buf scratch = {0};
    jr_puts(out, "<script type=\"application/json\" id=\"data\">\n{\"statuses\":[");
    for (size_t i = 0; i < JR_PAGE_STATUS_COUNT; i++)
        jr_printf(out, "%s\"%s\"", i ? "," : "", jr_page_statuses[i].slug);
    jr_puts(out, "],\"rows\":[");
    for (size_t i = 0; i < report->n_pages; i++) {
        jr_put(out, i ? JR_STR(",\n") : JR_STR("\n"));
        put_data_row(out, &report->pages[i], c, &scratch);
    }
    jr_puts(out, "\n]}\n</script>\n");
    jr_buf_free(&scratch);
}

void jr_report_put_pages(jr_buf *out, const jr_run *report, const jr_report_totals *totals)
{
    columns c;
    choose_columns(report, totals, &c);
    jr_puts(out, "<section id=\"pages\">\n<h2>All pages</h2>\n");
    if (report->n_pages > ROWS_MOST)
        jr_printf(out,
                  "<p class=\"without-script\">Without its script this page shows the first %d; the report in CSV has "
                  "them all.</p>\n",
                  ROWS_MOST);
    jr_puts(out, "<div class=\"table\"><table>\n<thead><tr><th>Page</th>");
    if (c.language)
        jr_puts(out, "<th>Language</th>");
    jr_puts(out, "<th class=\"status\">Status</th>");
    for (size_t i = 0; i < c.n; i++)
        jr_printf(out, "<th class=\"n\">%s</th>", c.numbers[i]->title);
    if (c.seconds)
        jr_puts(out, "<th class=\"n seconds\">Seconds</th>");
    jr_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < report->n_pages && i < ROWS_MOST; i++)
        put_row(out, &report->pages[i], &c);
    jr_puts(out, "</tbody>\n</table></div>\n</section>\n");
    put_data(out, report, &c);
}
