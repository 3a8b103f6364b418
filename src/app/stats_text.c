/* SPDX-License-Identifier: MIT */
#include "stats_text.h"

/* ---- Writing ---- */

static void put_number(jr_buf *out, uint64_t value)
{
    jr_put_uint(out, value);
    jr_putc(out, ' ');
}

/* With its length in bytes before it: a path may hold anything. */
static void put_string(jr_buf *out, jr_str text)
{
    put_number(out, text.n);
    jr_put(out, text);
    jr_putc(out, ' ');
}

void jr_stats_put_part(const jr_stats_part *part, jr_buf *out)
{
    put_number(out, part->bilingual);
    put_string(out, part->page);
    put_string(out, part->source_lang);
    put_string(out, part->target_lang);
    put_number(out, part->units);
    put_number(out, part->n);
    jr_putc(out, '\n');
    for (size_t i = 0; i < part->n; i++) {
        const jr_counted *counted = &part->counted[i];
        put_string(out, counted->key);
        put_number(out, counted->known);
        put_number(out, counted->state);
#define X(field, name) put_number(out, counted->count.field);
        JR_COUNT_FIELDS(X)
#undef X
        jr_putc(out, '\n');
    }
}

/* ---- Reading ---- */

typedef struct reader {
    jr_str text;
    size_t at;
    bool ok;
} reader;

/* A number up to `most`, with what ends it. */
static uint64_t read_number(reader *r, uint64_t most)
{
    uint64_t value = 0;
    const size_t begin = r->at;
    while (r->at < r->text.n && jr_is_digit(r->text.p[r->at]) && value <= most / 10)
        value = value * 10 + (uint64_t)(r->text.p[r->at++] - '0');
    r->ok = r->ok && r->at > begin && r->at < r->text.n && r->text.p[r->at] == ' ' && value <= most;
    r->at += r->ok;
    return r->ok ? value : 0;
}

static jr_str read_string(reader *r)
{
    const size_t n = (size_t)read_number(r, r->text.n);
    const jr_str text = jr_str_sub(r->text, r->at, r->at + n);
    r->at += n;
    r->ok = r->ok && r->at < r->text.n && r->text.p[r->at] == ' ';
    r->at += r->ok;
    return text;
}

static void end_line(reader *r)
{
    r->ok = r->ok && r->at < r->text.n && r->text.p[r->at] == '\n';
    r->at += r->ok;
}

static void read_counted(reader *r, jr_counted *counted)
{
    counted->key = read_string(r);
    counted->known = (jr_band)read_number(r, JR_BAND_COUNT - 1);
    counted->state = (jr_state)read_number(r, JR_STATE_COUNT - 1);
#define X(field, name) counted->count.field = read_number(r, UINT32_MAX);
    JR_COUNT_FIELDS(X)
#undef X
    end_line(r);
}

bool jr_stats_read_part(jr_str text, size_t *at, jr_arena *arena, jr_stats_part *ret_part)
{
    reader r = {text, *at, true};
    jr_stats_part part = {.bilingual = read_number(&r, 1) == 1};
    part.page = read_string(&r);
    part.source_lang = read_string(&r);
    part.target_lang = read_string(&r);
    part.units = read_number(&r, UINT32_MAX);
    part.n = (size_t)read_number(&r, text.n); /* a segment takes a line */
    end_line(&r);
    jr_counted *counted = jr_arena_array(arena, jr_counted, r.ok ? part.n : 0);
    for (size_t i = 0; r.ok && i < part.n; i++)
        read_counted(&r, &counted[i]);
    part.counted = counted;
    *at = r.at;
    if (r.ok)
        *ret_part = part;
    return r.ok;
}
