/* SPDX-License-Identifier: MIT */
#include "record.h"

#include "base/json_text.h"
#include "codec/json_in.h"

/* ---- Out ---- */

static void put_number(jr_buf *out, const char *key, uint32_t value, bool known)
{
    jr_printf(out, ",\"%s\":", key);
    if (known)
        jr_put_uint(out, value);
    else
        jr_puts(out, "null");
}

void jr_record_put_message(const jr_diagnostic *d, bool bytes, jr_buf *out)
{
    jr_puts(out, "{\"file\":");
    if (!d->file.n)
        jr_puts(out, "null");
    else if (bytes)
        jr_put_json_bytes(out, d->file);
    else
        jr_put_json(out, d->file);
    put_number(out, "line", d->span.line, d->span.line > 0);
    put_number(out, "column", d->span.column, d->span.column > 0);
    put_number(out, "begin", d->span.begin, d->span.line > 0);
    put_number(out, "end", d->span.end, d->span.line > 0);
    jr_printf(out, ",\"severity\":\"%.*s\",\"code\":\"%.*s\",\"message\":", JR_FMT(jr_severity_name(d->severity)),
              JR_FMT(d->slug));
    jr_put_json(out, d->text);
    jr_putc(out, '}');
}

static void put_text(jr_buf *out, const char *key, jr_str text)
{
    if (text.n == 0)
        return;
    jr_printf(out, ",\"%s\":", key);
    jr_put_json_bytes(out, text);
}

static void put_files(jr_buf *out, const char *key, const jr_record_file *files, size_t n)
{
    jr_printf(out, ",\"%s\":[", key);
    for (size_t i = 0; i < n; i++) {
        jr_put(out, i ? JR_STR(",{\"path\":") : JR_STR("{\"path\":"));
        jr_put_json_bytes(out, files[i].path);
        jr_printf(out, ",\"size\":%llu,\"xxh64\":\"%016llx\"}", (unsigned long long)files[i].size,
                  (unsigned long long)files[i].hash);
    }
    jr_putc(out, ']');
}

/* jr_page_counts is numbers and nothing else. */
#define TALLY (sizeof(jr_page_counts) / sizeof(uint64_t))

static void put_numbers(jr_buf *out, const char *key, const uint64_t *numbers, size_t n)
{
    jr_printf(out, ",\"%s\":", key);
    for (size_t i = 0; i < n; i++) {
        jr_putc(out, i ? ',' : '[');
        jr_put_uint(out, numbers[i]);
    }
    jr_putc(out, ']');
}

void jr_record_put(const jr_record *r, jr_buf *out)
{
    jr_puts(out, "{\"input\":");
    jr_put_json_bytes(out, r->input);
    put_text(out, "output", r->output);
    jr_printf(out, ",\"status\":%d,\"micros\":%llu", (int)r->status, (unsigned long long)r->micros);
    put_text(out, "key", r->key);
    if (r->passing)
        jr_puts(out, ",\"passing\":true");
    jr_puts(out, ",\"messages\":[");
    for (size_t i = 0; i < r->n_messages; i++) {
        if (i)
            jr_putc(out, ',');
        jr_record_put_message(&r->messages[i], true, out);
    }
    jr_putc(out, ']');
    put_files(out, "outputs", r->outputs, r->n_outputs);
    put_files(out, "reads", r->reads, r->n_reads);
    jr_puts(out, ",\"counts\":{");
    for (size_t i = 0; i < r->n_counts; i++) {
        if (i)
            jr_putc(out, ',');
        jr_put_json(out, r->counts[i].name);
        jr_printf(out, ":%llu", (unsigned long long)r->counts[i].value);
    }
    jr_putc(out, '}');
    put_numbers(out, "severities", r->severities, sizeof r->severities / sizeof *r->severities);
    if (r->tally.counted)
        put_numbers(out, "tally", (const uint64_t *)(const void *)&r->tally.counts, TALLY);
    put_text(out, "language", r->language);
    put_text(out, "text", r->text);
    put_text(out, "data", r->data);
    jr_putc(out, '}');
}

/* ---- In ---- */

static size_t count_members(const jr_json *list)
{
    size_t n = 0;
    for (const jr_json *m = list ? list->first : NULL; m; m = m->next)
        n++;
    return n;
}

static uint64_t hex_of(jr_str text)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.n; i++)
        value =
            value << 4 | (uint64_t)(jr_is_digit(text.p[i]) ? text.p[i] - '0' : (jr_lower(text.p[i]) - 'a' + 10) & 15);
    return value;
}

/* A code and a severity by their names. */
static void set_code(jr_diagnostic *d, jr_str slug, jr_str severity)
{
    d->code = JR_D_INTERNAL;
    for (size_t code = 0; code < JR_D_COUNT; code++)
        if (jr_str_eq(jr_code_slug((jr_code)code), slug))
            d->code = (jr_code)code;
    d->slug = slug;
    d->severity = JR_ERROR;
    for (int s = JR_NOTE_SEVERITY; s < JR_ERROR; s++)
        if (jr_str_eq(jr_severity_name((jr_severity)s), severity))
            d->severity = (jr_severity)s;
}

static const jr_diagnostic *read_messages(const jr_json *list, jr_arena *arena, size_t *ret_n)
{
    jr_diagnostic *messages = jr_arena_array(arena, jr_diagnostic, count_members(list) + 1);
    size_t n = 0;
    for (const jr_json *m = list ? list->first : NULL; m; m = m->next) {
        jr_diagnostic *d = &messages[n++];
        set_code(d, jr_json_text(m, "code"), jr_json_text(m, "severity"));
        d->file = jr_json_text(m, "file");
        d->text = jr_json_text(m, "message");
        d->span.line = (uint32_t)jr_json_uint(m, "line");
        d->span.column = (uint32_t)jr_json_uint(m, "column");
        d->span.begin = (uint32_t)jr_json_uint(m, "begin");
        d->span.end = (uint32_t)jr_json_uint(m, "end");
    }
    *ret_n = n;
    return messages;
}

static const jr_record_file *read_files(const jr_json *list, jr_arena *arena, size_t *ret_n)
{
    jr_record_file *files = jr_arena_array(arena, jr_record_file, count_members(list) + 1);
    size_t n = 0;
    for (const jr_json *m = list ? list->first : NULL; m; m = m->next)
        files[n++] = (jr_record_file){
            .path = jr_json_text(m, "path"),
            .size = jr_json_uint(m, "size"),
            .hash = hex_of(jr_json_text(m, "xxh64")),
        };
    *ret_n = n;
    return files;
}

static const jr_record_count *read_counts(const jr_json *object, jr_arena *arena, size_t *ret_n)
{
    jr_record_count *counts = jr_arena_array(arena, jr_record_count, count_members(object) + 1);
    size_t n = 0;
    for (const jr_json *m = object ? object->first : NULL; m; m = m->next) {
        char key[64];
        if (m->key.n >= sizeof key)
            continue;
        memcpy(key, m->key.p, m->key.n);
        key[m->key.n] = '\0';
        counts[n++] = (jr_record_count){m->key, jr_json_uint(object, key)};
    }
    *ret_n = n;
    return counts;
}

/* A list of as many numbers; false: there is none. */
static bool read_numbers(const jr_json *list, uint64_t *ret_numbers, size_t n)
{
    if (count_members(list) != n)
        return false;
    for (const jr_json *m = list->first; m; m = m->next)
        *ret_numbers++ = jr_json_number(m);
    return true;
}

bool jr_record_read(jr_str json, jr_arena *arena, jr_record *ret_record)
{
    const jr_json *o;
    size_t at;
    if (!jr_json_read(json, arena, &o, &at) || o->kind != JR_JSON_OBJECT || !jr_json_member(o, "status"))
        return false;
    const jr_json *passing = jr_json_member(o, "passing");
    jr_record r = {
        .key = jr_json_text(o, "key"),
        .input = jr_json_text(o, "input"),
        .output = jr_json_text(o, "output"),
        .status = (jr_status)jr_json_uint(o, "status"),
        .micros = jr_json_uint(o, "micros"),
        .passing = passing && passing->kind == JR_JSON_TRUE,
        .text = jr_json_text(o, "text"),
        .data = jr_json_text(o, "data"),
    };
    r.messages = read_messages(jr_json_member(o, "messages"), arena, &r.n_messages);
    r.outputs = read_files(jr_json_member(o, "outputs"), arena, &r.n_outputs);
    r.reads = read_files(jr_json_member(o, "reads"), arena, &r.n_reads);
    r.counts = read_counts(jr_json_member(o, "counts"), arena, &r.n_counts);
    r.language = jr_json_text(o, "language");
    read_numbers(jr_json_member(o, "severities"), r.severities, sizeof r.severities / sizeof *r.severities);
    r.tally.counted = read_numbers(jr_json_member(o, "tally"), (uint64_t *)(void *)&r.tally.counts, TALLY);
    *ret_record = r;
    return true;
}
