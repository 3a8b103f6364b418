/* SPDX-License-Identifier: MIT */
/* Encoding, line starts, and the way from offsets of the text to places in the file. */
#include "source.h"

#define BOM JR_STR("\xEF\xBB\xBF")
/* A replacement is three bytes for one, and the parser counts in int. */
#define LARGEST_PAGE ((size_t)INT32_MAX / 4)

/* One kind of damage: how often, and where first. */
struct damage {
    size_t count;
    size_t line, column, at;
};

struct repair {
    jr_buf text;
    jr_buf edits; /* jr_source_edit */
    struct damage malformed, forbidden;
    size_t line, line_start;
};

static bool is_utf16(jr_str s)
{
    return jr_str_starts(s, JR_STR("\xFF\xFE")) || jr_str_starts(s, JR_STR("\xFE\xFF"));
}

static void note_damage(struct damage *d, const struct repair *r, size_t at)
{
    if (d->count++ > 0)
        return;
    d->at = at;
    d->line = r->line;
    d->column = at - r->line_start + 1;
}

/* Keeps count of lines over bytes[from, to). */
static void count_lines(struct repair *r, jr_str bytes, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (bytes.p[i] == '\n' || (bytes.p[i] == '\r' && (i + 1 == bytes.n || bytes.p[i + 1] != '\n'))) {
            r->line++;
            r->line_start = i + 1;
        }
    }
}

/* Replaces the character at *at, which is not fit for a document, and moves behind it. */
static void replace_one(struct repair *r, jr_str bytes, size_t *at)
{
    const size_t begin = *at;
    const uint32_t c = jr_utf8_next(bytes, at);
    const bool forbidden = c != JR_REPLACEMENT;
    note_damage(forbidden ? &r->forbidden : &r->malformed, r, begin);
    jr_put_utf8(&r->text, JR_REPLACEMENT);
    const jr_source_edit edit = {(uint32_t)r->text.n, (int32_t)((int64_t)*at - (int64_t)r->text.n)};
    jr_put(&r->edits, (jr_str){(const char *)&edit, sizeof edit});
}

static void report_damage(const jr_read_ctx *ctx, const jr_source *s, const struct damage *d, jr_code code,
                          const char *what)
{
    if (d->count == 0)
        return;
    const jr_span span = {s->file, (uint32_t)d->at, (uint32_t)d->at + 1, (uint32_t)d->line, (uint32_t)d->column};
    jr_report(ctx->diag, code, &span,
              d->count == 1 ? "%s, replaced by U+FFFD" : "%s, replaced by U+FFFD (the first of %zu)", what, d->count);
}

/* Fills in `text` and `edits` of a page whose first bad byte is at `bad`. */
static void repair_text(const jr_read_ctx *ctx, jr_source *s, size_t bad)
{
    struct repair r = {.line = 1};
    size_t at = 0;
    while (at < s->bytes.n) {
        jr_put(&r.text, jr_str_sub(s->bytes, at, at + bad));
        count_lines(&r, s->bytes, at, at + bad);
        at += bad;
        if (at < s->bytes.n)
            replace_one(&r, s->bytes, &at);
        bad = jr_utf8_valid(jr_str_sub(s->bytes, at, s->bytes.n));
    }
    report_damage(ctx, s, &r.malformed, JR_D_BAD_UTF8, "bytes that are not UTF-8");
    report_damage(ctx, s, &r.forbidden, JR_D_BAD_CHARACTER,
                  "a control character or noncharacter that no document may hold");
    s->text = jr_buf_take(&r.text, ctx->arena);
    s->n_edits = r.edits.n / sizeof(jr_source_edit);
    jr_source_edit *edits = jr_arena_array(ctx->arena, jr_source_edit, s->n_edits + 1);
    if (s->n_edits)
        memcpy(edits, r.edits.p, r.edits.n);
    s->edits = edits;
    jr_buf_free(&r.edits);
}

static void find_lines(jr_arena *arena, jr_source *s)
{
    const jr_str t = s->text;
    jr_buf lines = {0};
    size_t cr = jr_str_find(t, 0, '\r'); /* the next one: looked for once, since most files have none */
    for (uint32_t start = 0;;) {
        jr_put(&lines, (jr_str){(const char *)&start, sizeof start});
        if (cr < start)
            cr = jr_str_find(t, start, '\r');
        size_t at = jr_str_find(jr_str_sub(t, 0, cr), start, '\n'); /* the CR where no LF comes before it */
        if (at == t.n)
            break;
        if (t.p[at] == '\r' && at + 1 < t.n && t.p[at + 1] == '\n')
            at++;
        start = (uint32_t)at + 1;
    }
    s->n_lines = lines.n / sizeof(uint32_t);
    uint32_t *kept = jr_arena_array(arena, uint32_t, s->n_lines);
    memcpy(kept, lines.p, lines.n);
    s->lines = kept;
    jr_buf_free(&lines);
}

bool jr_source_open(const jr_read_ctx *ctx, jr_str bytes, uint32_t file, jr_source *ret_source)
{
    jr_source s = {.bytes = bytes, .text = bytes, .file = file};
    const jr_span top = {file, 0, 0, 1, 1};
    if (is_utf16(bytes))
        return jr_report(ctx->diag, JR_D_BAD_ENCODING, &top, "the page is UTF-16; save it as UTF-8");
    if (bytes.n > LARGEST_PAGE)
        return jr_report(ctx->diag, JR_D_LIMIT_SIZE, &top, "the page has %zu bytes; at most %zu can be read", bytes.n,
                         LARGEST_PAGE);
    const size_t valid = jr_utf8_valid(bytes);
    if (valid < bytes.n)
        repair_text(ctx, &s, valid);
    s.start = jr_str_starts(s.text, BOM) ? BOM.n : 0;
    s.parsed = s.text;
    find_lines(ctx->arena, &s);
    *ret_source = s;
    return true;
}

char *jr_source_mask(jr_arena *arena, jr_source *s)
{
    if (!s->mask) {
        s->mask = jr_arena_alloc(arena, s->text.n, 1);
        if (s->text.n)
            memcpy(s->mask, s->text.p, s->text.n);
        s->parsed = (jr_str){s->mask, s->text.n};
    }
    return s->mask;
}

size_t jr_source_line(const jr_source *s, size_t offset)
{
    size_t low = 0, high = s->n_lines;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (s->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t jr_source_line_end(const jr_source *s, size_t line)
{
    if (line >= s->n_lines)
        return s->text.n;
    const size_t start = s->lines[line];
    size_t end = line + 1 < s->n_lines ? s->lines[line + 1] : s->text.n;
    while (end > start && (s->text.p[end - 1] == '\n' || s->text.p[end - 1] == '\r'))
        end--;
    return end;
}

/* Offset in the file of an offset in the text. */
static uint32_t in_file(const jr_source *s, size_t offset)
{
    if (s->n_edits == 0)
        return (uint32_t)offset;
    size_t low = 0, high = s->n_edits;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->edits[middle].at <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)((int64_t)offset + (low ? s->edits[low - 1].delta : 0));
}

size_t jr_source_offset(const jr_source *s, uint32_t file_offset)
{
    size_t low = 0, high = s->n_edits;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if ((int64_t)s->edits[middle].at + s->edits[middle].delta <= (int64_t)file_offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (size_t)((int64_t)file_offset - (low ? s->edits[low - 1].delta : 0));
}

static jr_span span_on_line(const jr_source *s, size_t line, size_t begin, size_t end)
{
    jr_span span = {.file = s->file, .begin = in_file(s, begin), .line = (uint32_t)line + 1};
    span.end = end > begin ? in_file(s, end) : span.begin;
    span.column = span.begin - in_file(s, s->lines[line]) + 1;
    return span;
}

jr_span jr_source_span_from(const jr_source *s, size_t *line, size_t begin, size_t end)
{
    while (*line + 1 < s->n_lines && s->lines[*line + 1] <= begin)
        ++*line;
    return span_on_line(s, *line, begin, end);
}

jr_span jr_source_span(const jr_source *s, size_t begin, size_t end)
{
    return span_on_line(s, jr_source_line(s, begin), begin, end);
}
