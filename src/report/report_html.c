/* SPDX-License-Identifier: MIT */
/* A report as one page of HTML that needs nothing else: charts, tables, and a few lines of script that sort and search
   them. Without the script all of it is there, but for the later ones of thousands of pages. */
#include "report_html.h"

#include <jerome/xml.h>

#include "base/clean.h"

static const unsigned char style_css[] = {
#include "report_css.inc"
};

static const unsigned char script_js[] = {
#include "report_js.inc"
};

/* ---- Text ---- */

void jr_report_put_text(jr_buf *out, jr_str text)
{
    jr_buf clean = {0};
    jr_put_clean(&clean, text);
    jr_xml_attr_text(out, jr_buf_str(&clean));
    jr_buf_free(&clean);
}

void jr_report_put_count(jr_buf *out, uint64_t value)
{
    char digits[32];
    size_t at = sizeof digits;
    for (size_t n = 0; n == 0 || value; n++, value /= 10) {
        if (n && n % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + value % 10);
    }
    jr_put(out, (jr_str){digits + at, sizeof digits - at});
}

void jr_report_put_counted(jr_buf *out, uint64_t value, const char *noun)
{
    jr_report_put_count(out, value);
    jr_printf(out, " %s%s", noun, value == 1 ? "" : "s");
}

void jr_report_put_slug(jr_buf *out, const char *slug)
{
    for (; *slug; slug++)
        jr_putc(out, *slug == '-' ? ' ' : *slug);
}

static void put_bytes(jr_buf *out, uint64_t bytes)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    double size = (double)bytes;
    size_t unit = 0;
    for (; size >= 1000 && unit + 1 < sizeof units / sizeof *units; unit++)
        size /= 1000;
    jr_printf(out, unit ? "%.1f %s" : "%.0f %s", size, units[unit]);
}

static void put_seconds(jr_buf *out, double seconds)
{
    const unsigned long whole = (unsigned long)seconds;
    if (whole < 100)
        jr_printf(out, "%.2f s", seconds);
    else
        jr_printf(out, "%lu min %lu s", whole / 60, whole % 60);
}

/* ---- Head ---- */

static void put_head(jr_buf *out, const jr_run *report)
{
    jr_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Report: jerome ");
    jr_report_put_text(out, report->command);
    /* Nothing is fetched, whatever a page's name may try. */
    jr_puts(out, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta name=\"generator\" content=\"Jerome ");
    jr_report_put_text(out, report->program);
    jr_puts(out, "\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<style>\n");
    jr_put(out, (jr_str){(const char *)style_css, sizeof style_css});
    jr_puts(out, "</style>\n</head>\n<body>\n");
}

static void put_verdict(jr_buf *out, const jr_report_totals *totals)
{
    const jr_report_sum *all = &totals->all;
    const uint64_t failed = all->pages - all->written;
    const uint64_t errors = all->statuses[JR_PAGE_ERRORS];
    jr_printf(out, "<p class=\"verdict %s\">", failed ? "bad" : errors ? "fair" : "good");
    if (failed)
        jr_report_put_count(out, failed);
    else
        jr_puts(out, "None");
    jr_puts(out, " of ");
    jr_report_put_counted(out, all->pages, "page");
    jr_puts(out, " failed");
    if (errors) {
        jr_puts(out, "; ");
        jr_report_put_count(out, errors);
        jr_printf(out, " %s written with errors", errors == 1 ? "was" : "were");
    }
    jr_puts(out, ".</p>\n");
}

static void put_parts_missing(jr_buf *out, const jr_run *report)
{
    if (!report->shards)
        return;
    jr_printf(out, "<p class=\"verdict fair\">This is not the whole run: of its %u parts, %s here: ", report->shards,
              report->n_had == 1 ? "one is" : "these are");
    for (size_t i = 0; i < report->n_had; i++)
        jr_printf(out, "%s%u", i ? ", " : "", report->had[i]);
    jr_puts(out, ".</p>\n");
}

static void put_header(jr_buf *out, const jr_run *report, const jr_report_totals *totals)
{
    jr_puts(out, "<header>\n<h1>jerome ");
    jr_report_put_text(out, report->command);
    jr_puts(out, "</h1>\n<p class=\"options\">");
    for (size_t i = 0; i < report->options.n; i++) {
        jr_puts(out, "<code>--");
        jr_report_put_text(out, report->options.items[i]);
        jr_puts(out, "</code> ");
    }
    jr_puts(out, "<span>Jerome ");
    jr_report_put_text(out, report->program);
    jr_puts(out, "</span></p>\n");
    put_verdict(out, totals);
    put_parts_missing(out, report);
    jr_puts(out, "</header>\n");
}

/* ---- Totals ---- */

static void put_tile(jr_buf *out, const char *name, uint64_t value)
{
    jr_printf(out, "<div><dt>%s</dt><dd>", name);
    jr_report_put_count(out, value);
    jr_puts(out, "</dd></div>\n");
}

static void put_tile_if_any(jr_buf *out, const char *name, uint64_t value)
{
    if (value)
        put_tile(out, name, value);
}

static bool has_languages(const jr_report_totals *totals)
{
    return totals->n_languages > 1 || (totals->n_languages == 1 && totals->languages[0].language.n);
}

static void put_totals(jr_buf *out, const jr_report_totals *totals)
{
    const jr_report_sum *all = &totals->all;
    jr_puts(out, "<section>\n<h2>Totals</h2>\n<dl class=\"tiles\">\n");
    put_tile(out, "Pages", all->pages);
    if (totals->files != all->pages)
        put_tile(out, "Files", totals->files);
    if (has_languages(totals))
        put_tile(out, "Languages", totals->n_languages);
    put_tile(out, "Written", all->written);
    put_tile_if_any(out, "From an earlier run", all->resumed);
    put_tile(out, "Errors", all->severities[JR_ERROR]);
    put_tile(out, "Warnings", all->severities[JR_WARNING]);
    if (all->counted) {
        put_tile(out, "Units", all->counts.units);
        put_tile(out, "Segments", all->counts.segments);
        put_tile(out, "Words", all->counts.words);
    }
    put_tile_if_any(out, "Outputs", all->outputs);
    if (all->bytes) {
        jr_puts(out, "<div><dt>Size</dt><dd>");
        put_bytes(out, all->bytes);
        jr_puts(out, "</dd></div>\n");
    }
    if (all->seconds >= 0) {
        jr_puts(out, "<div><dt>Time, all pages</dt><dd>");
        put_seconds(out, all->seconds);
        jr_puts(out, "</dd></div>\n");
    }
    jr_puts(out, "</dl>\n</section>\n");
}

static void put_charts(jr_buf *out, const jr_report_totals *totals)
{
    static const jr_chart statuses = {
        .id = "statuses",
        .title = "Pages",
        .description = "One bar of all pages. The table below has the numbers.",
        .family = "status",
        .unit = "page",
        .head = "How they ended",
        .parts = jr_page_statuses,
        .n_parts = JR_PAGE_STATUS_COUNT,
    };
    static const jr_chart states = {
        .id = "states",
        .title = "Words by state",
        .description = "One bar of all words. The table below has the numbers.",
        .family = "state",
        .unit = "word",
        .head = "State",
        .parts = jr_word_states,
        .n_parts = JR_STATE_COUNT,
    };
    static const jr_chart bands = {
        .id = "matches",
        .title = "Words by match",
        .description = "One bar of all words. The table below has the numbers.",
        .family = "band",
        .unit = "word",
        .head = "Match",
        .parts = jr_match_bands,
        .n_parts = JR_BAND_COUNT,
    };
    jr_puts(out, "<div class=\"beside\">\n");
    jr_chart_put_parts(out, &statuses, totals->all.statuses);
    if (jr_report_has_states(&totals->all))
        jr_chart_put_parts(out, &states, totals->all.counts.states);
    if (jr_report_has_matches(&totals->all))
        jr_chart_put_parts(out, &bands, totals->all.counts.matches);
    jr_puts(out, "</div>\n");
}

void jr_report_put_html(const jr_run *report, const jr_report_totals *totals, jr_sink *sink)
{
    jr_buf out = {0};
    put_head(&out, report);
    put_header(&out, report, totals);
    jr_puts(&out, "<main>\n");
    put_totals(&out, totals);
    put_charts(&out, totals);
    if (has_languages(totals))
        jr_report_put_languages(&out, totals);
    jr_report_put_failed(&out, report, totals);
    jr_report_put_kinds(&out, report, totals);
    jr_report_put_pages(&out, report, totals);
    jr_puts(&out, "</main>\n<script>\n");
    jr_put(&out, (jr_str){(const char *)script_js, sizeof script_js});
    jr_puts(&out, "</script>\n</body>\n</html>\n");
    jr_sink_take(sink, &out);
    jr_buf_free(&out);
}
