/* SPDX-License-Identifier: MIT */
/* A report as JSON, a page on each line (docs/report.md). */

#include "base/json_text.h"
#include "report_parts.h"

/* An object whose members are being written. */
typedef struct object {
    jr_buf *out;
    bool more; /* than none so far */
} object;

static void put_key(object *o, const char *key)
{
    jr_putc(o->out, o->more ? ',' : '{');
    o->more = true;
    jr_printf(o->out, "\"%s\":", key);
}

static void put_text(object *o, const char *key, jr_str text)
{
    put_key(o, key);
    jr_put_json(o->out, text);
}

static void put_text_if_any(object *o, const char *key, jr_str text)
{
    if (text.n)
        put_text(o, key, text);
}

static void put_number(object *o, const char *key, uint64_t value)
{
    put_key(o, key);
    jr_put_uint(o->out, value);
}

static void put_seconds(object *o, double seconds)
{
    if (seconds < 0)
        return;
    put_key(o, "seconds");
    jr_printf(o->out, "%.6f", seconds);
}

/* An object of numbers by the slugs of an enumeration. */
static void put_numbers(object *o, const char *key, const jr_report_word *words, const uint64_t *values, size_t n)
{
    object numbers = {.out = o->out};
    put_key(o, key);
    for (size_t i = 0; i < n; i++)
        put_number(&numbers, words[i].slug, values[i]);
    jr_putc(o->out, '}');
}

static bool any(const uint64_t *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (values[i])
            return true;
    return false;
}

static void put_counts(object *o, const jr_page_counts *counts)
{
    put_number(o, "units", counts->units);
    put_number(o, "segments", counts->segments);
    put_number(o, "words", counts->words);
    if (any(counts->states, JR_STATE_COUNT))
        put_numbers(o, "states", jr_word_states, counts->states, JR_STATE_COUNT);
    if (any(counts->matches, JR_BAND_COUNT))
        put_numbers(o, "matches", jr_match_bands, counts->matches, JR_BAND_COUNT);
}

static void put_changes(object *o, const uint64_t *changes)
{
    if (any(changes, JR_CHANGE_COUNT))
        put_numbers(o, "changes", jr_word_changes, changes, JR_CHANGE_COUNT);
}

static void put_severities(object *o, const uint64_t *severities)
{
    put_number(o, "errors", severities[JR_ERROR]);
    put_number(o, "warnings", severities[JR_WARNING]);
    put_number(o, "notes", severities[JR_NOTE_SEVERITY]);
}

static void put_message(jr_buf *out, const jr_page_message *m)
{
    object o = {.out = out};
    put_text(&o, "severity", jr_severity_name(m->severity));
    put_text(&o, "code", m->code);
    put_text_if_any(&o, "file", m->file);
    if (m->line)
        put_number(&o, "line", m->line);
    if (m->column)
        put_number(&o, "column", m->column);
    put_text_if_any(&o, "unit", m->unit);
    put_text(&o, "text", m->text);
    jr_putc(out, '}');
}

static void put_output(jr_buf *out, const jr_page_output *output)
{
    object o = {.out = out};
    put_text(&o, "path", output->path);
    put_text_if_any(&o, "xxh64", output->hash);
    put_number(&o, "bytes", output->bytes);
    jr_putc(out, '}');
}

static void put_page(jr_buf *out, const jr_report_page *page)
{
    object o = {.out = out};
    put_text(&o, "page", page->page);
    put_text_if_any(&o, "language", page->language);
    if (page->number)
        put_number(&o, "number", page->number);
    put_text(&o, "status", jr_str_from(jr_page_statuses[page->status].slug));
    if (page->resumed) {
        put_key(&o, "resumed");
        jr_puts(out, "true");
    }
    put_text_if_any(&o, "xxh64", page->hash);
    put_severities(&o, page->severities);
    put_key(&o, "messages");
    jr_putc(out, '[');
    for (size_t i = 0; i < page->n_messages; i++) {
        jr_put(out, i ? JR_STR(",") : JR_STR(""));
        put_message(out, &page->messages[i]);
    }
    jr_putc(out, ']');
    if (page->counted)
        put_counts(&o, &page->counts);
    put_changes(&o, page->changes);
    put_key(&o, "outputs");
    jr_putc(out, '[');
    for (size_t i = 0; i < page->n_outputs; i++) {
        jr_put(out, i ? JR_STR(",") : JR_STR(""));
        put_output(out, &page->outputs[i]);
    }
    jr_putc(out, ']');
    put_seconds(&o, page->seconds);
    jr_putc(out, '}');
}

static void put_sum(object *o, const jr_report_sum *sum)
{
    put_numbers(o, "statuses", jr_page_statuses, sum->statuses, JR_PAGE_STATUS_COUNT);
    if (sum->resumed)
        put_number(o, "resumed", sum->resumed);
    put_severities(o, sum->severities);
    if (sum->counted)
        put_counts(o, &sum->counts);
    put_changes(o, sum->changes);
    put_number(o, "outputs", sum->outputs);
    put_number(o, "bytes", sum->bytes);
    put_seconds(o, sum->seconds);
    jr_putc(o->out, '}');
}

static void put_languages(object *top, const jr_report_totals *totals)
{
    jr_buf *out = top->out;
    put_key(top, "languages");
    jr_putc(out, '[');
    for (size_t i = 0; i < totals->n_languages; i++) {
        object o = {.out = out};
        jr_put(out, i ? JR_STR(",\n") : JR_STR("\n"));
        put_text(&o, "language", totals->languages[i].language);
        put_number(&o, "pages", totals->languages[i].sum.pages);
        put_sum(&o, &totals->languages[i].sum);
    }
    jr_puts(out, "]");
}

static void put_shards(object *top, const jr_run *report)
{
    object o = {.out = top->out};
    put_key(top, "shards");
    put_number(&o, "of", report->shards);
    put_key(&o, "had");
    for (size_t i = 0; i < report->n_had; i++) {
        jr_putc(o.out, i ? ',' : '[');
        jr_put_uint(o.out, report->had[i]);
    }
    jr_put(o.out, report->n_had ? JR_STR("]}") : JR_STR("[]}"));
}

static void put_head(object *top, const jr_run *report, const jr_report_totals *totals)
{
    jr_buf *out = top->out;
    put_number(top, "jerome-report", JR_REPORT_FORMAT);
    put_text(top, "program", report->program);
    put_text(top, "command", report->command);
    put_key(top, "options");
    jr_putc(out, '[');
    for (size_t i = 0; i < report->options.n; i++) {
        jr_put(out, i ? JR_STR(",") : JR_STR(""));
        jr_put_json(out, report->options.items[i]);
    }
    jr_putc(out, ']');
    if (report->shards)
        put_shards(top, report);
    object all = {.out = out};
    jr_putc(out, ',');
    jr_putc(out, '\n');
    jr_puts(out, "\"totals\":");
    put_number(&all, "pages", totals->all.pages);
    put_number(&all, "files", totals->files);
    put_sum(&all, &totals->all);
    put_languages(top, totals);
}

void jr_report_put_json(const jr_run *report, const jr_report_totals *totals, jr_sink *sink)
{
    jr_buf out = {0};
    object top = {.out = &out};
    put_head(&top, report, totals);
    jr_puts(&out, ",\n\"pages\":[");
    for (size_t i = 0; i < report->n_pages; i++) {
        jr_put(&out, i ? JR_STR(",\n") : JR_STR("\n"));
        put_page(&out, &report->pages[i]);
    }
    jr_puts(&out, "\n]}\n");
    jr_sink_take(sink, &out);
    jr_buf_free(&out);
}
