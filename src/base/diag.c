/* SPDX-License-Identifier: MIT */
#include <jerome/diag.h>

#include <stdarg.h>
#include <stdlib.h>

#include <jerome/buf.h>
#include <jerome/map.h>

static const struct {
    jr_severity severity;
    jr_status status;
    jr_str slug;
} codes[JR_D_COUNT] = {
#define X(name, severity, status, slug) {severity, status, JR_STR_INIT(slug)},
    JR_DIAG_CODES(X)
#undef X
};

struct jr_diag {
    jr_diag_handler *handler;
    void *user;
    bool strict;
    jr_status status;
    size_t counts[JR_ERROR + 1];
    size_t most; /* diagnostics of each code that are handed on; 0: all */
    struct {
        size_t told, held;
        jr_severity severity; /* of the gravest held back */
        uint32_t file;        /* of the first held back */
    } tally[JR_D_COUNT];
    jr_arena *names;
    jr_map numbers; /* of files, by name */
    jr_str *files;
    uint32_t n_files, cap_files;
};

jr_diag *jr_diag_create(jr_diag_handler *handler, void *user)
{
    jr_diag *d = calloc(1, sizeof *d);
    if (!d)
        jr_out_of_memory(sizeof *d);
    d->handler = handler;
    d->user = user;
    d->names = jr_arena_create();
    d->numbers.arena = d->names;
    return d;
}

void jr_diag_destroy(jr_diag *d)
{
    if (!d)
        return;
    jr_diag_tell_held(d);
    jr_arena_destroy(d->names);
    free(d->files);
    free(d);
}

void jr_diag_set_strict(jr_diag *d, bool strict)
{
    d->strict = strict;
}

void jr_diag_set_most(jr_diag *d, size_t most)
{
    d->most = most;
}

uint32_t jr_diag_file(jr_diag *d, jr_str name)
{
    const size_t known = jr_map_get(&d->numbers, name);
    if (known)
        return (uint32_t)known;
    if (d->n_files == d->cap_files) {
        const uint32_t cap = d->cap_files ? d->cap_files * 2 : 8;
        jr_str *files = realloc(d->files, cap * sizeof *files);
        if (!files)
            jr_out_of_memory(cap * sizeof *files);
        d->files = files;
        d->cap_files = cap;
    }
    d->files[d->n_files++] = jr_arena_copy(d->names, name);
    jr_map_add(&d->numbers, d->files[d->n_files - 1], d->n_files);
    return d->n_files;
}

jr_str jr_diag_file_name(const jr_diag *d, uint32_t file)
{
    return file && file <= d->n_files ? d->files[file - 1] : (jr_str){"", 0};
}

/* Puts '?' for control characters. */
static void clean(jr_buf *text)
{
    for (size_t i = 0; i < text->n; i++) {
        const unsigned char c = (unsigned char)text->p[i], next = i + 1 < text->n ? (unsigned char)text->p[i + 1] : 0;
        if (c < 0x20 || c == 0x7F)
            text->p[i] = '?';
        else if (c == 0xC2 && next >= 0x80 && next <= 0x9F) /* U+0080 to U+009F: controls as well */
            text->p[i] = text->p[i + 1] = '?';
    }
}

/* Takes the middle out of a text that is too long: what is wrong mostly stands at its end. */
static void shorten(jr_buf *text)
{
    if (text->n <= JR_DIAG_TEXT_MAX)
        return;
    size_t head = JR_DIAG_TEXT_MAX / 2, tail = text->n - JR_DIAG_TEXT_MAX / 2 + JR_STR("…").n;
    while (head > 0 && ((unsigned char)text->p[head] & 0xC0) == 0x80)
        head--;
    while (tail < text->n && ((unsigned char)text->p[tail] & 0xC0) == 0x80)
        tail++;
    memcpy(text->p + head, "…", JR_STR("…").n);
    head += JR_STR("…").n;
    memmove(text->p + head, text->p + tail, text->n - tail);
    text->n = head + text->n - tail;
}

static void hand_on(jr_diag *d, jr_code code, jr_severity severity, jr_span span, jr_buf *text)
{
    clean(text);
    shorten(text);
    const jr_diagnostic out = {code, severity,        codes[code].slug, jr_diag_file_name(d, span.file),
                               span, jr_buf_str(text)};
    d->handler(d->user, &out);
}

/* True: enough of this code have been handed on. */
static bool hold_back(jr_diag *d, jr_code code, jr_severity severity, const jr_span *where)
{
    if (d->most == 0 || d->tally[code].told++ < d->most)
        return false;
    if (d->tally[code].held++ == 0) {
        d->tally[code].severity = severity;
        d->tally[code].file = where ? where->file : 0;
    }
    if (severity > d->tally[code].severity)
        d->tally[code].severity = severity;
    return true;
}

void jr_diag_tell_held(jr_diag *d)
{
    for (size_t code = 0; code < JR_D_COUNT; code++) {
        if (d->tally[code].held && d->handler) {
            jr_buf text = {0};
            jr_printf(&text, "and %zu more like %s", d->tally[code].held, d->most == 1 ? "this" : "these");
            hand_on(d, (jr_code)code, d->tally[code].severity, (jr_span){.file = d->tally[code].file}, &text);
            jr_buf_free(&text);
        }
        d->tally[code].told = d->tally[code].held = 0;
    }
}

JR_PRINTF(5, 0)
static void report(jr_diag *d, jr_code code, jr_severity severity, const jr_span *where, const char *format,
                   va_list args)
{
    if (d->strict && severity == JR_WARNING)
        severity = JR_ERROR;
    d->counts[severity]++;
    if (severity == JR_ERROR && codes[code].status > d->status)
        d->status = codes[code].status;
    if (!d->handler || hold_back(d, code, severity, where))
        return;
    jr_buf text = {0};
    jr_vprintf(&text, format, args);
    hand_on(d, code, severity, where ? *where : (jr_span){0}, &text);
    jr_buf_free(&text);
}

bool jr_report(jr_diag *d, jr_code code, const jr_span *where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(d, code, codes[code].severity, where, format, args);
    va_end(args);
    return false;
}

bool jr_report_as(jr_diag *d, jr_code code, jr_severity severity, const jr_span *where, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(d, code, severity, where, format, args);
    va_end(args);
    return false;
}

jr_status jr_diag_status(const jr_diag *d)
{
    return d->status;
}

size_t jr_diag_count(const jr_diag *d, jr_severity severity)
{
    return d->counts[severity];
}

jr_str jr_code_slug(jr_code code)
{
    return codes[code].slug;
}

jr_str jr_severity_name(jr_severity severity)
{
    static const jr_str names[] = {[JR_NOTE_SEVERITY] = JR_STR_INIT("note"),
                                   [JR_WARNING] = JR_STR_INIT("warning"),
                                   [JR_ERROR] = JR_STR_INIT("error")};
    return names[severity];
}
