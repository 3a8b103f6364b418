/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "read/registry.h"

static void keep(void *user, const jr_diagnostic *d)
{
    tree *t = user;
    jr_printf(&t->log, "%u:%u: %.*s\n", d->span.line, d->span.column, JR_FMT(d->slug));
}

struct files {
    jr_host host;
    jr_diag *diag;
    const char *const *names;
};

static jr_load_result load(const jr_host *host, jr_arena *arena, jr_str url, uint32_t from, jr_resource *ret_resource)
{
    const struct files *files = host->self;
    (void)arena, (void)from;
    for (size_t i = 0; files->names && files->names[i]; i += 2) {
        const jr_str name = jr_str_from(files->names[i]);
        if (!jr_str_eq(name, url))
            continue;
        *ret_resource = (jr_resource){
            .bytes = jr_str_from(files->names[i + 1]), .path = name, .file = jr_diag_file(files->diag, name)};
        return JR_LOAD_OK;
    }
    return JR_LOAD_MISSING;
}

tree *tree_read(jr_str page)
{
    return tree_read_with(page, NULL);
}

tree *tree_read_with(jr_str page, const char *const *names)
{
    return tree_read_limits(page, names, NULL);
}

tree *tree_read_limits(jr_str page, const char *const *names, const jr_limits *limits)
{
    tree *t = calloc(1, sizeof *t);
    assert_non_null(t);
    t->arena = jr_arena_create();
    t->diag = jr_diag_create(keep, t);
    struct files files = {{&files, load}, t->diag, names};
    const jr_read_ctx ctx = {.arena = t->arena, .diag = t->diag, .host = &files.host, .limits = limits};
    if (!jr_builtin_readers[0]->read(&ctx, page, jr_diag_file(t->diag, JR_STR("page.md")), &t->doc))
        t->doc = NULL;
    return t;
}

void tree_free(tree *t)
{
    jr_diag_destroy(t->diag);
    jr_arena_destroy(t->arena);
    jr_buf_free(&t->log);
    free(t);
}

const char *tree_log(tree *t)
{
    return jr_arena_copy(t->arena, jr_buf_str(&t->log)).p;
}

static const char *const aligns[] = {"none", "left", "center", "right"};
static const char *const tasks[] = {"", " open", " done"};
static const char *const alerts[] = {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"};

static void show_details(const jr_node *n, jr_buf *out)
{
    switch ((int)n->kind) {
    case JR_HEADING:
        jr_printf(out, " %u%s", n->as.heading.level, n->flags & JR_NODE_ATX ? "" : " setext");
        break;
    case JR_CODE_BLOCK:
        jr_printf(out, "%s %.*s \"%.*s\"", n->flags & JR_NODE_FENCED ? " fenced" : "", JR_FMT(n->as.code.lang),
                  JR_FMT(n->as.code.text));
        break;
    case JR_LIST:
        jr_printf(out, " %c%s", n->as.list.delimiter, n->as.list.tight ? "" : " loose");
        if (n->as.list.ordered)
            jr_printf(out, " %u", n->as.list.start);
        break;
    case JR_ITEM:
        jr_put(out, jr_str_from(tasks[n->as.item.task]));
        break;
    case JR_TABLE_CELL:
        if (n->as.cell.align)
            jr_printf(out, " %s", aligns[n->as.cell.align]);
        if (n->as.cell.colspan > 1 || n->as.cell.rowspan > 1)
            jr_printf(out, " %ux%u", (unsigned)n->as.cell.colspan, (unsigned)n->as.cell.rowspan);
        break;
    case JR_DIV:
    case JR_SPAN:
        jr_printf(out, " %.*s", JR_FMT(n->as.box.name));
        break;
    case JR_INCLUDE:
    case JR_INCLUDE_INLINE:
        jr_printf(out, "%s <%.*s>", n->flags & JR_NODE_UNRESOLVED ? " unresolved" : "", JR_FMT(n->as.include.path));
        break;
    case JR_TAB:
        jr_printf(out, " %.*s/%.*s", JR_FMT(n->as.tab.id), JR_FMT(n->as.tab.condition));
        break;
    case JR_ALERT:
        jr_printf(out, " %s", alerts[n->as.alert.type]);
        break;
    case JR_FOOTNOTE:
    case JR_FOOTNOTE_REF:
        jr_printf(out, " %u/%u %.*s", n->as.note.number, n->as.note.uses, JR_FMT(n->as.note.label));
        break;
    case JR_TEXT:
    case JR_CODE:
        jr_printf(out, " \"%.*s\"", JR_FMT(n->as.text));
        break;
    case JR_RAW_BLOCK:
    case JR_RAW_INLINE:
        jr_printf(out, " \"%.*s\"", JR_FMT(n->as.raw.text));
        break;
    case JR_LINK:
    case JR_IMAGE:
    case JR_VIDEO:
        jr_printf(out, "%s <%.*s>", n->flags & JR_NODE_AUTOLINK ? " auto" : "", JR_FMT(n->as.link.url));
        if (n->as.link.title.n)
            jr_printf(out, " \"%.*s\"", JR_FMT(n->as.link.title));
        break;
    }
    if (jr_node_id(n).n)
        jr_printf(out, " #%.*s", JR_FMT(jr_node_id(n)));
    for (size_t i = 0; n->attr && i < n->attr->n_classes; i++)
        jr_printf(out, " .%.*s", JR_FMT(n->attr->classes[i]));
    for (size_t i = 0; n->attr && i < n->attr->n_pairs; i++)
        jr_printf(out, " %.*s=%.*s", JR_FMT(n->attr->pairs[i].key), JR_FMT(n->attr->pairs[i].value));
}

static const char *show(tree *t, const jr_node *root, bool bytes)
{
    jr_buf out = {0};
    jr_walk w = jr_walk_start(root);
    while (root && jr_walk_next(&w)) {
        if (w.node == root)
            continue;
        if (!w.entering) {
            jr_puts(&out, ")");
            continue;
        }
        jr_puts(&out, "(");
        jr_put(&out, jr_kind_name((jr_kind)w.node->kind));
        if (bytes)
            jr_printf(&out, "<%.*s>", JR_FMT(jr_str_sub(t->doc->source, w.node->span.begin, w.node->span.end)));
        else
            show_details(w.node, &out);
    }
    jr_putc(&out, '\0');
    return jr_buf_take(&out, t->arena).p;
}

const char *tree_show(tree *t, const jr_node *root)
{
    return show(t, root, false);
}

const char *tree_show_source(tree *t, const jr_node *root)
{
    return show(t, root, true);
}

void assert_tree(const char *page, const char *expected)
{
    tree *t = tree_read(jr_str_from(page));
    assert_non_null(t->doc);
    assert_string_equal(tree_show(t, t->doc->root), expected);
    tree_free(t);
}

void assert_source(const char *page, const char *expected)
{
    tree *t = tree_read(jr_str_from(page));
    assert_non_null(t->doc);
    assert_string_equal(tree_show_source(t, t->doc->root), expected);
    tree_free(t);
}
