/* SPDX-License-Identifier: MIT */
/* For the corpus test: reads pages, finds their units, and puts each page together again from the bytes of the pieces.
   Says "pages units lost" at the end; each fault is a line, and the exit status is then 1. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerome/reader.h>
#include <jerome/units.h>

#include "pass/resolve.h"
#include "units/unit_written.h"
#include "read/registry.h"

struct count {
    size_t pages, units, lost, faults;
    bool talk; /* each text that is not exported is a line */
    const char *path;
};

static void hear(void *user, const jr_diagnostic *d)
{
    struct count *c = user;
    if (d->code != JR_D_NOT_EXPORTED)
        return;
    c->lost++;
    if (c->talk)
        printf("%s:%u:%u: %.*s\n", c->path, (unsigned)d->span.line, (unsigned)d->span.column, JR_FMT(d->text));
}

static void fault(struct count *c, const jr_unit *unit, const char *what)
{
    printf("%s:%u: unit %.*s: %s\n", c->path, (unsigned)unit->span.begin, JR_FMT(unit->name), what);
    c->faults++;
}

static bool read_file(const char *path, jr_arena *arena, jr_str *ret_bytes)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    jr_buf all = {0};
    char block[65536];
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
        jr_put(&all, (jr_str){block, n});
    fclose(file);
    *ret_bytes = jr_buf_take(&all, arena);
    return true;
}

/* The pieces follow each other without a gap, from the first to the last byte of the unit. */
static void check_pieces(struct count *c, const jr_doc *doc, const jr_unit *unit, jr_buf *bytes)
{
    uint32_t at = unit->span.begin;
    bytes->n = 0;
    for (size_t i = 0; i < unit->n_pieces; i++) {
        const jr_piece *piece = &unit->pieces[i];
        const jr_str own = jr_str_sub(doc->source, piece->span.begin, piece->span.end);
        if (!piece->exact || piece->span.file != doc->file || piece->span.end > doc->source.n)
            fault(c, unit, "a piece without a place");
        if (piece->span.begin != at || piece->span.end < piece->span.begin)
            fault(c, unit, "a gap between pieces");
        if (piece->kind != JR_PIECE_TEXT && !jr_str_eq(piece->text, own))
            fault(c, unit, "the original of a code is not its bytes");
        if (piece->kind == JR_PIECE_TEXT && (piece->text.n == 0 || own.n == 0))
            fault(c, unit, "an empty text");
        if (piece->kind == JR_PIECE_TEXT &&
            !jr_written_align(doc->source, piece->span.begin, piece->span.end, piece->form, piece->text, NULL))
            fault(c, unit, "the bytes of a text do not say it");
        jr_put(bytes, piece->kind == JR_PIECE_TEXT ? own : piece->text);
        at = piece->span.end;
    }
    if (at != unit->span.end || unit->span.begin >= unit->span.end)
        fault(c, unit, "its place is not that of its pieces");
    if (!jr_str_eq(jr_buf_str(bytes), jr_str_sub(doc->source, unit->span.begin, unit->span.end)))
        fault(c, unit, "its pieces are not its bytes");
}

/* A text of a code lies in one piece of the unit around it, which is a code. */
static bool is_in_code(const jr_unit *unit, const jr_unit *of)
{
    for (size_t i = 0; i < of->n_pieces; i++)
        if (of->pieces[i].kind != JR_PIECE_TEXT && unit->span.begin >= of->pieces[i].span.begin &&
            unit->span.end <= of->pieces[i].span.end)
            return true;
    return false;
}

static int by_place(const void *a, const void *b)
{
    const jr_unit *x = *(const jr_unit *const *)a, *y = *(const jr_unit *const *)b;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    return (x->span.end < y->span.end) - (x->span.end > y->span.end);
}

static void check_overlap(struct count *c, const jr_units *units)
{
    const jr_unit **sorted = malloc((units->n + 1) * sizeof *sorted);
    if (!sorted)
        exit(2);
    for (size_t i = 0; i < units->n; i++)
        sorted[i] = &units->items[i];
    qsort(sorted, units->n, sizeof *sorted, by_place);
    const jr_unit *outer = NULL;
    for (size_t i = 0; i < units->n; i++) {
        if (i && sorted[i]->span.begin < sorted[i - 1]->span.end && sorted[i - 1] != outer)
            fault(c, sorted[i], "overlaps another text of a code");
        if (outer && sorted[i]->span.begin < outer->span.end) {
            if (!is_in_code(sorted[i], outer))
                fault(c, sorted[i], "overlaps another unit");
        } else {
            outer = sorted[i];
        }
    }
    free(sorted);
}

static int by_id(const void *a, const void *b)
{
    const jr_unit *x = *(const jr_unit *const *)a, *y = *(const jr_unit *const *)b;
    const size_t n = x->id.n < y->id.n ? x->id.n : y->id.n;
    const int order = memcmp(x->id.p, y->id.p, n);
    return order ? order : (x->id.n > y->id.n) - (x->id.n < y->id.n);
}

static void check_ids(struct count *c, const jr_units *units)
{
    const jr_unit **sorted = malloc((units->n + 1) * sizeof *sorted);
    if (!sorted)
        exit(2);
    for (size_t i = 0; i < units->n; i++)
        sorted[i] = &units->items[i];
    qsort(sorted, units->n, sizeof *sorted, by_id);
    for (size_t i = 1; i < units->n; i++)
        if (by_id(&sorted[i - 1], &sorted[i]) == 0)
            fault(c, sorted[i], "an id twice");
    free(sorted);
}

/* The page, put together from the bytes between the units and those of their pieces. */
static void check_page(struct count *c, const jr_doc *doc, const jr_units *units)
{
    jr_buf bytes = {0};
    for (size_t i = 0; i < units->n; i++)
        check_pieces(c, doc, &units->items[i], &bytes);
    jr_buf_free(&bytes);
    check_overlap(c, units);
    check_ids(c, units);
}

static void check(struct count *c, bool comments)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(hear, c);
    const jr_read_ctx ctx = {.arena = arena, .diag = diag};
    jr_str bytes;
    jr_doc *doc;
    c->pages++;
    if (!read_file(c->path, arena, &bytes)) {
        printf("%s: cannot be read\n", c->path);
        c->faults++;
    } else if (jr_builtin_readers[0]->read(&ctx, bytes, jr_diag_file(diag, JR_STR("page.md")), &doc)) {
        jr_units units;
        jr_index index;
        jr_resolve(arena, diag, doc, &(jr_resolve_options){.name = JR_STR("page.md")}, &index);
        const jr_unit_opts opts = {.keys = JR_STR(JR_UNITS_DEFAULT_KEYS), .code_comments = comments};
        jr_units_find(doc, &opts, arena, diag, &units);
        c->units += units.n;
        check_page(c, doc, &units);
    }
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
}

/* Usage: units_check [-v] [-c] < PATHS */
int main(int argc, char **argv)
{
    struct count c = {0};
    bool comments = false;
    for (int i = 1; i < argc; i++) {
        c.talk = c.talk || strcmp(argv[i], "-v") == 0;
        comments = comments || strcmp(argv[i], "-c") == 0;
    }
    static char line[4096];
    c.path = line;
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        check(&c, comments);
    }
    printf("%zu pages, %zu units, %zu not exported\n", c.pages, c.units, c.lost);
    return c.faults > 0;
}
