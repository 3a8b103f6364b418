/* SPDX-License-Identifier: MIT */
/* A report that was written as JSON, read again. What it says of sums is passed over: they are added up anew, so that
   pages may be taken out of a report. */
#include <stdlib.h>

#include "codec/json_in.h"
#include "base/file.h"
#include "report_parts.h"

#define REPORT_MAX ((size_t)1024 << 20)

typedef struct reader {
    jr_str bytes;
    uint32_t file;
    jr_arena *arena;
    jr_diag *diag;
} reader;

/* ---- Damage ---- */

/* Reports what is wrong with the value; false. */
static bool damaged(const reader *r, const jr_json *value, const char *key, const char *what)
{
    const jr_span span = jr_json_place(r->bytes, value->at, r->file);
    return jr_report(r->diag, JR_D_BAD_REPORT, &span, "the report is damaged: “%s” is %s", key, what);
}

/* ---- Values ---- */

static bool is_list(const reader *r, const jr_json *value, const char *key)
{
    return !value || value->kind == JR_JSON_ARRAY || damaged(r, value, key, "no list");
}

static size_t count(const jr_json *list)
{
    size_t n = 0;
    for (const jr_json *item = list ? list->first : NULL; item; item = item->next)
        n++;
    return n;
}

/* A text that may be missing. */
static bool read_text(const reader *r, const jr_json *object, const char *key, jr_str *ret_text)
{
    const jr_json *value = jr_json_member(object, key);
    *ret_text = (jr_str){"", 0};
    if (value && value->kind != JR_JSON_STRING)
        return damaged(r, value, key, "no text");
    if (value)
        *ret_text = value->text;
    return true;
}

static bool read_needed(const reader *r, const jr_json *object, const char *key, jr_str *ret_text)
{
    return jr_json_member(object, key) ? read_text(r, object, key, ret_text) : damaged(r, object, key, "missing");
}

static bool number_of(const reader *r, const jr_json *value, const char *key, uint64_t *ret_number)
{
    uint64_t number = 0;
    bool ok = value->kind == JR_JSON_NUMBER && value->text.n <= 19; /* digits: all such numbers fit */
    for (size_t i = 0; ok && i < value->text.n; i++) {
        ok = jr_is_digit(value->text.p[i]);
        number = number * 10 + (uint64_t)(value->text.p[i] - '0');
    }
    *ret_number = number;
    return ok || damaged(r, value, key, "no whole number");
}

/* A whole number that may be missing. */
static bool read_number(const reader *r, const jr_json *object, const char *key, uint64_t *ret_number)
{
    const jr_json *value = jr_json_member(object, key);
    *ret_number = 0;
    return !value || number_of(r, value, key, ret_number);
}

static bool read_small(const reader *r, const jr_json *object, const char *key, uint32_t *ret_number)
{
    uint64_t number;
    if (!read_number(r, object, key, &number))
        return false;
    *ret_number = number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
    return true;
}

static bool read_seconds(const reader *r, const jr_json *page, double *ret_seconds)
{
    const jr_json *value = jr_json_member(page, "seconds");
    *ret_seconds = -1;
    if (!value)
        return true;
    char *end = NULL;
    const jr_str text = jr_arena_copy(r->arena, value->text);
    const double seconds = value->kind == JR_JSON_NUMBER ? strtod(text.p, &end) : -1;
    if (end != text.p + text.n || !(seconds >= 0 && seconds < 1e12))
        return damaged(r, value, "seconds", "no number from 0 up");
    *ret_seconds = seconds;
    return true;
}

static bool read_true(const reader *r, const jr_json *object, const char *key, bool *ret_value)
{
    const jr_json *value = jr_json_member(object, key);
    *ret_value = value && value->kind == JR_JSON_TRUE;
    return !value || *ret_value || value->kind == JR_JSON_FALSE || damaged(r, value, key, "neither true nor false");
}

/* The index of the word whose slug is `text`, or n. */
static size_t find_word(const jr_report_word *words, size_t n, jr_str text)
{
    size_t i = 0;
    while (i < n && !jr_str_eq(text, jr_str_from(words[i].slug)))
        i++;
    return i;
}

/* Numbers by slugs; a slug that is not known (of a later version) is damage, for the sums would be wrong. */
static bool read_numbers(const reader *r, const jr_json *object, const char *key, const jr_report_word *words, size_t n,
                         uint64_t *ret_values)
{
    const jr_json *numbers = jr_json_member(object, key);
    if (numbers && numbers->kind != JR_JSON_OBJECT)
        return damaged(r, numbers, key, "no object of numbers");
    for (const jr_json *m = numbers ? numbers->first : NULL; m; m = m->next) {
        const size_t i = find_word(words, n, m->key);
        if (i == n)
            return damaged(r, m, key, "not known to have such a member");
        if (!read_number(r, numbers, words[i].slug, &ret_values[i]))
            return false;
    }
    return true;
}

/* ---- Pages ---- */

static bool read_message(const reader *r, const jr_json *object, jr_page_message *m)
{
    jr_str severity;
    size_t i = 0;
    if (!read_needed(r, object, "severity", &severity))
        return false;
    while (i <= JR_ERROR && !jr_str_eq(severity, jr_severity_name((jr_severity)i)))
        i++;
    if (i > JR_ERROR)
        return damaged(r, object, "severity", "none of note, warning and error");
    m->severity = (jr_severity)i;
    return read_needed(r, object, "code", &m->code) && read_text(r, object, "file", &m->file) &&
           read_small(r, object, "line", &m->line) && read_small(r, object, "column", &m->column) &&
           read_text(r, object, "unit", &m->unit) && read_needed(r, object, "text", &m->text);
}

static bool read_messages(const reader *r, const jr_json *object, jr_report_page *page)
{
    const jr_json *list = jr_json_member(object, "messages");
    if (!is_list(r, list, "messages"))
        return false;
    jr_page_message *messages = jr_arena_array(r->arena, jr_page_message, count(list) + 1);
    for (const jr_json *item = list ? list->first : NULL; item; item = item->next)
        if (!read_message(r, item, &messages[page->n_messages++]))
            return false;
    page->messages = messages;
    return read_number(r, object, "errors", &page->severities[JR_ERROR]) &&
           read_number(r, object, "warnings", &page->severities[JR_WARNING]) &&
           read_number(r, object, "notes", &page->severities[JR_NOTE_SEVERITY]);
}

static bool read_outputs(const reader *r, const jr_json *object, jr_report_page *page)
{
    const jr_json *list = jr_json_member(object, "outputs");
    if (!is_list(r, list, "outputs"))
        return false;
    jr_page_output *outputs = jr_arena_array(r->arena, jr_page_output, count(list) + 1);
    for (const jr_json *item = list ? list->first : NULL; item; item = item->next) {
        jr_page_output *output = &outputs[page->n_outputs++];
        if (!read_needed(r, item, "path", &output->path) || !read_text(r, item, "xxh64", &output->hash) ||
            !read_number(r, item, "bytes", &output->bytes))
            return false;
    }
    page->outputs = outputs;
    return true;
}

static bool read_counts(const reader *r, const jr_json *object, jr_report_page *page)
{
    page->counted = jr_json_member(object, "words") != NULL;
    jr_page_counts *counts = &page->counts;
    return read_number(r, object, "units", &counts->units) && read_number(r, object, "segments", &counts->segments) &&
           read_number(r, object, "words", &counts->words) &&
           read_numbers(r, object, "states", jr_word_states, JR_STATE_COUNT, counts->states) &&
           read_numbers(r, object, "matches", jr_match_bands, JR_BAND_COUNT, counts->matches) &&
           read_numbers(r, object, "changes", jr_word_changes, JR_CHANGE_COUNT, page->changes);
}

static bool read_page(const reader *r, const jr_json *object, jr_report_page *page)
{
    jr_str status;
    if (object->kind != JR_JSON_OBJECT)
        return damaged(r, object, "pages", "no list of objects");
    if (!read_needed(r, object, "page", &page->page) || !read_needed(r, object, "status", &status))
        return false;
    const size_t i = find_word(jr_page_statuses, JR_PAGE_STATUS_COUNT, status);
    if (i == JR_PAGE_STATUS_COUNT)
        return damaged(r, object, "status", "none that is known");
    page->status = (jr_page_status)i;
    return read_text(r, object, "language", &page->language) && read_number(r, object, "number", &page->number) &&
           read_true(r, object, "resumed", &page->resumed) && read_text(r, object, "xxh64", &page->hash) &&
           read_messages(r, object, page) && read_counts(r, object, page) && read_outputs(r, object, page) &&
           read_seconds(r, object, &page->seconds);
}

/* ---- The report ---- */

static bool read_options(const reader *r, const jr_json *top, jr_run *report)
{
    const jr_json *list = jr_json_member(top, "options");
    if (!is_list(r, list, "options"))
        return false;
    jr_str *items = jr_arena_array(r->arena, jr_str, count(list) + 1);
    for (const jr_json *item = list ? list->first : NULL; item; item = item->next) {
        if (item->kind != JR_JSON_STRING)
            return damaged(r, item, "options", "no list of texts");
        items[report->options.n++] = item->text;
    }
    report->options.items = items;
    return true;
}

static bool read_shards(const reader *r, const jr_json *top, jr_run *report)
{
    const jr_json *shards = jr_json_member(top, "shards"), *list = jr_json_member(shards, "had");
    if (!shards)
        return true;
    if (!list || !is_list(r, list, "had") || !read_small(r, shards, "of", &report->shards))
        return list ? false : damaged(r, shards, "shards", "no object with “of” and “had”");
    uint32_t *had = jr_arena_array(r->arena, uint32_t, count(list) + 1);
    for (const jr_json *item = list->first; item; item = item->next) {
        uint64_t part;
        if (!number_of(r, item, "had", &part))
            return false;
        if (part == 0 || part > report->shards || (report->n_had && part <= had[report->n_had - 1]))
            return damaged(r, item, "had", "no list of ascending numbers from 1 to “of”");
        had[report->n_had++] = (uint32_t)part;
    }
    report->had = had;
    return true;
}

static bool read_report(const reader *r, const jr_json *top, jr_run *report)
{
    uint64_t format = 0;
    const jr_span whole = {.file = r->file};
    if (!jr_json_member(top, "jerome-report"))
        return jr_report(r->diag, JR_D_BAD_REPORT, &whole, "this is no report: there is no “jerome-report” in it");
    if (!read_number(r, top, "jerome-report", &format))
        return false;
    if (format != JR_REPORT_FORMAT)
        return jr_report(r->diag, JR_D_BAD_REPORT, &whole, "the report has format %llu; this version knows format %d",
                         (unsigned long long)format, JR_REPORT_FORMAT);
    const jr_json *pages = jr_json_member(top, "pages");
    if (!pages || !is_list(r, pages, "pages"))
        return pages ? false : damaged(r, top, "pages", "missing");
    if (!read_text(r, top, "program", &report->program) || !read_text(r, top, "command", &report->command) ||
        !read_options(r, top, report) || !read_shards(r, top, report))
        return false;
    report->pages = jr_arena_array(r->arena, jr_report_page, count(pages) + 1);
    for (const jr_json *page = pages->first; page; page = page->next)
        if (!read_page(r, page, &report->pages[report->n_pages++]))
            return false;
    return true;
}

bool jr_report_parse(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_run *ret_report)
{
    const reader r = {.bytes = bytes, .file = file, .arena = arena, .diag = diag};
    const jr_json *top;
    size_t at;
    if (!jr_json_read(bytes, arena, &top, &at)) {
        const jr_span span = jr_json_place(bytes, at, file);
        return jr_report(diag, JR_D_BAD_REPORT, &span, "the report is damaged: from here on it is no JSON");
    }
    jr_run report = {0};
    if (!read_report(&r, top, &report))
        return false;
    *ret_report = report;
    return true;
}

bool jr_report_read(jr_str path, jr_arena *arena, jr_diag *diag, jr_run *ret_report)
{
    const uint32_t file = jr_diag_file(diag, path);
    jr_str bytes;
    return jr_file_read(path, REPORT_MAX, file, arena, diag, &bytes) &&
           jr_report_parse(bytes, file, arena, diag, ret_report);
}
