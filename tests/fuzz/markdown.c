/* SPDX-License-Identifier: MIT */
/* Any bytes as Markdown; what every document must keep is checked: places inside the page, legal text, limited depth.
 */
#include "fuzz.h"

#include <stdlib.h>

#include <jerome/ast.h>

#include "read/registry.h"

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(jr_str s)
{
    check(jr_utf8_valid(s) == s.n);
}

static void check_node(const jr_node *n, size_t size, size_t depth)
{
    check(depth <= 100);
    check(n->span.begin <= n->span.end && n->span.end <= size);
    check(n->span.line >= 1 && n->span.column >= 1);
    switch ((int)n->kind) {
    case JR_TEXT:
    case JR_CODE: check_text(n->as.text); break;
    case JR_CODE_BLOCK: check_text(n->as.code.text); break;
    case JR_RAW_BLOCK:
    case JR_RAW_INLINE: check_text(n->as.raw.text); break;
    case JR_LINK:
    case JR_IMAGE:
        check_text(n->as.link.url);
        check_text(n->as.link.title);
        break;
    case JR_FOOTNOTE_REF: check(n->as.note.number >= 1 && n->as.note.uses >= 1); break;
    case JR_SPAN:
    case JR_DIV: check(n->as.box.name.n > 0); break;
    }
}

static void check_tree(const jr_node *root, size_t size)
{
    size_t depth = 0;
    jr_walk w = jr_walk_start(root);
    while (root && jr_walk_next(&w)) {
        depth += w.entering;
        check_node(w.node, size, depth);
        depth -= !w.entering;
    }
}

/* Reads the page by one reader, with the extensions that it has by default. */
static void read_with(const jr_reader *reader, jr_str page)
{
    jr_arena *arena = jr_arena_create();
    jr_diag *diag = jr_diag_create(NULL, NULL);
    void *opts = jr_arena_alloc(arena, 1, reader->opts_size);
    jr_opt_defaults(reader->opts, opts, arena);
    jr_opt_defaults(reader->switches, opts, arena);
    const jr_read_ctx ctx = {.arena = arena, .diag = diag, .opts = opts};
    jr_doc *doc = NULL;
    if (reader->read(&ctx, page, jr_diag_file(diag, JR_STR("page.md")), &doc)) {
        check_tree(doc->root, page.n);
        check_tree(doc->notes, page.n);
    }
    jr_diag_destroy(diag);
    jr_arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const jr_str page = {size ? (const char *)data : "", size};
    for (size_t i = 0; jr_builtin_readers[i]; i++)
        read_with(jr_builtin_readers[i], page);
    return 0;
}
