/* SPDX-License-Identifier: MIT */
/* Merges translations that a machine makes into pages, and checks what comes out by itself:

     merge_pages identity|pseudo|rtl|short|hostile <LIST

   identity: the texts of the page; pseudo, rtl, short: the same in pseudo-language (German, Hebrew, Chinese); hostile:
   texts full of the characters that mean something. LIST has a path on each line. A line for each unit and page that is
   not as it should be, and one with the numbers at the end; 1 where something was wrong. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <jerome/jerome.h>
#include <jerome/pseudo.h>
#include <jerome/translation.h>

#include "app/format.h"
#include "base/path.h"
#include "merge/merge.h"
#include "pass/resolve.h"

static const jr_unit_opts unit_opts = {.keys = JR_STR_INIT(JR_UNITS_DEFAULT_KEYS)};

/* What is merged, and what came of it. */
struct counts {
    size_t pages, units, wrong_pages, wrong_units;
};

/* ---- Translations ---- */

static const char *const hostile_texts[] = {
    "*a* b",
    "_a_ __b__ c",
    "[a](b) c",
    "<b>a</b>",
    "a | b | c",
    "# a",
    "## a #",
    "1. a",
    "2) a",
    "- a",
    "+ a",
    "* a",
    "a ![b](c)",
    "[!NOTE] a",
    "> a",
    "--- a",
    "a\\",
    "\\*a\\",
    ":::a",
    ":::image source=\"a\" alt-text=\"b\":::",
    "a $$b$$ c",
    "`a` ``b``",
    "a &amp; b &lt; c &#65;",
    "~~a~~ ~b~",
    "see http://a.example/b?c",
    "www.example.com a",
    "a {#b} {.c}",
    "a [^1] b",
    "[^1]: a",
    "[a]: b",
    "a: b",
    "'a' \"b\"",
    "\"a",
    "'a",
    "a # b",
    "a <!-- b",
    "<a href=\"x\">",
    "</p> a",
    "[a",
    "a]",
    "a](b",
    "a\"b'c)d(e",
    "***a*** **b",
    "a**b**c",
    "a_b_c",
    "中文**强**文",
    "[!INCLUDE [a](b.md)] c",
    "> [!INCLUDE [a](b.md)]",
    "@a a@b.example",
    "yes",
    "null",
    "12",
    "- a: b",
    "{a}",
    "[a, b]",
    "a, b",
    "%a",
    "!a",
    "&a b",
    "|a|",
    "@a",
    "`a",
    "=== a",
    "a  b",
    "~~~ a",
    "``` a",
    "a\u00A0b",
    "[ ] a",
    "[x] a",
    "a\tb",
    "--",
    "a ---",
    "--- | ---",
    ":--",
    "\xE2\x82\xAC**a**",
    "a!",
    "a?",
    "<https://a.example>",
    "a<b",
    "a>b",
    "\\",
    "\\\\a",
    "# a [b](#tab/c)",
    "a ::: b",
    "<details>",
    "a --> b",
    "a /* b */ c",
    "]]> a",
    "${a}",
    "{{a}}",
    "a^b^ ~c~",
    "==a==",
    "++a++",
};

static size_t first_body_unit; /* of the page at hand */

static jr_str hostile(jr_str text, size_t unit, jr_arena *arena)
{
    enum { N = sizeof hostile_texts / sizeof *hostile_texts };
    static size_t next;
    const bool front_matter = unit < first_body_unit; /* where "[!INCLUDE" has no escape */
    if (front_matter && strstr(hostile_texts[next % N], "[!INCLUDE"))
        next += 2;
    const char *before = jr_str_starts(text, JR_STR(" ")) ? " " : "",
               *behind = jr_str_ends(text, JR_STR(" ")) ? " " : "";
    return jr_arena_printf(arena, "%s%s%s", before, hostile_texts[next++ % N], behind);
}

static const struct {
    jr_str mode;
    jr_pseudo pseudo;
} pseudos[] = {
    {JR_STR_INIT("pseudo"), {JR_STR_INIT("de-DE"), false}},
    {JR_STR_INIT("rtl"), {JR_STR_INIT("he-IL"), true}},
    {JR_STR_INIT("short"), {JR_STR_INIT("zh-CN"), false}},
};

/* NULL: the mode is none of pseudo-language. */
static const jr_pseudo *pseudo_of(jr_str mode)
{
    for (size_t i = 0; i < sizeof pseudos / sizeof *pseudos; i++)
        if (jr_str_eq(mode, pseudos[i].mode))
            return &pseudos[i].pseudo;
    return NULL;
}

static const jr_target *make_targets(const jr_units *units, bool change, jr_arena *arena)
{
    jr_target *targets = jr_arena_array(arena, jr_target, units->n);
    for (size_t i = 0; i < units->n; i++) {
        const jr_unit *unit = &units->items[i];
        jr_inline *items = jr_arena_array(arena, jr_inline, unit->n_pieces);
        targets[i] = (jr_target){.translated = true, .text = {items, unit->n_pieces}};
        for (size_t k = 0; k < unit->n_pieces; k++) {
            const jr_piece *piece = &unit->pieces[k];
            targets[i].translated = targets[i].translated && piece->exact;
            items[k] = (jr_inline){.kind = piece->kind, .number = piece->number};
            if (piece->kind == JR_PIECE_TEXT)
                items[k].text = change ? hostile(piece->text, i, arena) : piece->text;
        }
    }
    return targets;
}

/* ---- Pages ---- */

static bool read_again(void *user, jr_str bytes, bool strict, jr_arena *arena, jr_doc **ret_doc)
{
    (void)user;
    jr_diag *diag = jr_diag_create(NULL, NULL);
    const jr_reader *reader = jr_reader_named(JR_STR("markdown"));
    void *opts = jr_arena_alloc(arena, 1, reader->opts_size);
    jr_opt_defaults(reader->opts, opts, arena);
    jr_switches_set(reader, opts, strict ? JR_STR("-cjk-emphasis") : JR_STR(""), arena, diag);
    const jr_read_ctx ctx = {.arena = arena, .diag = diag, .opts = opts};
    const bool ok = reader->read(&ctx, bytes, 1, ret_doc);
    if (ok) {
        const jr_resolve_options resolve = {.name = JR_STR("page.md")};
        jr_index index;
        jr_resolve(arena, diag, *ret_doc, &resolve, &index);
    }
    jr_diag_destroy(diag);
    return ok;
}

static void show(void *user, const jr_diagnostic *d)
{
    size_t *wrong = user;
    if (d->code == JR_D_NOT_MERGED || d->code == JR_D_INTERNAL) {
        printf("  %u:%u: %.*s\n", d->span.line, d->span.column, JR_FMT(d->text));
        ++*wrong;
    }
}

/* All texts of a page in one line each, white space collapsed. */
static jr_str all_texts(const jr_units *units, const jr_target *targets, jr_arena *arena)
{
    jr_buf out = {0};
    for (size_t i = 0; i < units->n; i++) {
        const bool own = !targets || !targets[i].translated;
        const size_t n = own ? units->items[i].n_pieces : targets[i].text.n;
        const size_t line = out.n;
        for (size_t k = 0; k < n; k++) {
            const jr_str text =
                own ? (units->items[i].pieces[k].kind == JR_PIECE_TEXT ? units->items[i].pieces[k].text : (jr_str){0})
                    : targets[i].text.items[k].text;
            for (size_t j = 0; j < text.n; j++) {
                if (!jr_is_space(text.p[j]))
                    jr_putc(&out, text.p[j]);
                else if (out.n > line && out.p[out.n - 1] != ' ')
                    jr_putc(&out, ' ');
            }
        }
        jr_putc(&out, '\n');
    }
    return jr_buf_take(&out, arena);
}

static bool same_lines(jr_str a, jr_str b)
{
    for (size_t i = 0, line = 1, start = 0; i < a.n && i < b.n; i++) {
        if (a.p[i] != b.p[i]) {
            printf("  unit %zu: '%.*s' is '%.*s'\n", line, JR_FMT(jr_str_sub(a, start, jr_str_find(a, start, '\n'))),
                   JR_FMT(jr_str_sub(b, start, jr_str_find(b, start, '\n'))));
            return false;
        }
        if (a.p[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    return a.n == b.n;
}

static bool check(jr_str mode, const char *path, jr_str bytes, jr_arena *arena, struct counts *counts)
{
    jr_doc *doc, *again;
    jr_units units, others;
    jr_buf page = {0};
    size_t wrong = 0;
    if (!read_again(NULL, bytes, false, arena, &doc))
        return true; /* no page */
    jr_units_find(doc, &unit_opts, arena, NULL, &units);
    for (first_body_unit = 0; first_body_unit < units.n && units.items[first_body_unit].meta;)
        first_body_unit++;
    const bool identity = jr_str_eq(mode, JR_STR("identity"));
    const jr_pseudo *pseudo = pseudo_of(mode);
    const jr_target *targets =
        pseudo ? jr_pseudo_units(pseudo, &units, arena).items : make_targets(&units, !identity, arena);
    jr_diag *diag = jr_diag_create(show, &wrong);
    const jr_merge job = {
        .doc = doc,
        .units = &units,
        .targets = targets,
        .unit_opts = &unit_opts,
        .anchors = JR_ANCHORS_NONE,
        .meta = {.keep = true},
        .read = read_again,
        .proof = jr_arena_create(),
    };
    bool fine = jr_merge_page(&job, arena, diag, &page);
    const jr_str merged = jr_buf_str(&page);
    counts->pages++;
    counts->units += units.n;
    counts->wrong_units += wrong;
    if (identity && !jr_str_eq(merged, bytes))
        fine = false;
    if (fine && !identity && wrong == 0) {
        fine = read_again(NULL, merged, false, arena, &again);
        if (fine) {
            jr_units_find(again, &unit_opts, arena, NULL, &others);
            if (pseudo)
                fine = same_lines(all_texts(&units, targets, arena), all_texts(&others, NULL, arena));
        }
    }
    fine = fine && wrong == 0;
    if (!fine)
        printf("%s: %zu\n", path, wrong);
    jr_buf_free(&page);
    jr_diag_destroy(diag);
    jr_arena_destroy(job.proof);
    return fine;
}

static bool check_path(jr_str mode, const char *path, struct counts *counts)
{
    jr_arena *arena = jr_arena_create();
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    jr_str bytes;
    bool fine = fd >= 0 && !jr_read_all(fd, JR_FILE_MAX, arena, &bytes);
    if (!fine)
        perror(path);
    if (fd >= 0)
        close(fd);
    fine = fine && check(mode, path, bytes, arena, counts);
    jr_arena_destroy(arena);
    return fine;
}

int main(int argc, char **argv)
{
    static char path[4096];
    struct counts counts = {0};
    if (argc != 2)
        return 2;
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        counts.wrong_pages += !check_path(jr_str_from(argv[1]), path, &counts);
    }
    printf("%zu pages, %zu units, %zu wrong pages, %zu wrong units\n", counts.pages, counts.units, counts.wrong_pages,
           counts.wrong_units);
    return counts.wrong_pages > 0;
}
