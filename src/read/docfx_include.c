/* SPDX-License-Identifier: MIT */
/* [!INCLUDE [title](path)]: the content of another file. */
#include "ast/build.h"
#include "docfx_build.h"
#include "ast/node_list.h"

#define MAX_BYTES  ((size_t)16 << 20) /* of all included files of a page, each as often as it is included */
#define BYTES_EACH 256                /* what an include costs at least, so that empty ones end as well */

static bool report(const jr_dialect *d, const jr_span *where, jr_str path, const char *why)
{
    return jr_report(d->ctx->diag, JR_D_MISSING_INCLUDE, where, "%.*s: %s", JR_FMT(path), why);
}

bool jr_dialect_load(const jr_dialect *d, jr_str url, const jr_span *where, jr_resource *ret_file)
{
    const jr_host *host = d->ctx->host;
    if (!host)
        return report(d, where, url, "not read: included files are not available here");
    if (d->scope->whole->refused) /* there will be no page: one limit is enough to be told */
        return false;
    if (d->scope->whole->loaded >= MAX_BYTES)
        return report(d, where, url, "not read: the included files are too large together");
    const jr_load_result result = host->load(host, d->ctx->arena, url, d->scope->file, ret_file);
    if (result == JR_LOAD_REFUSED)
        return jr_report(d->ctx->diag, JR_D_REFUSED_RESOURCE, where, "%.*s: %s", JR_FMT(url), jr_load_message(result));
    if (result != JR_LOAD_OK)
        return report(d, where, url, jr_load_message(result));
    if (ret_file->other_case)
        jr_report(d->ctx->diag, JR_D_WRONG_CASE, where, "%.*s: the file is spelled \"%.*s\"", JR_FMT(url),
                  JR_FMT(ret_file->path));
    d->scope->whole->loaded += ret_file->bytes.n + BYTES_EACH;
    return d->scope->whole->loaded <= MAX_BYTES ||
           report(d, where, url, "not read: the included files are too large together");
}

/* The included file as a DOCUMENT, or NULL: reported. */
static jr_node *read_file(const jr_dialect *d, const jr_mark *mark)
{
    const jr_span span = jr_mark_span(d->docfx, mark);
    jr_resource file;
    if (!jr_dialect_load(d, mark->args, &span, &file))
        return NULL;
    size_t depth = 0;
    for (const jr_docfx_scope *s = d->scope; s; s = s->outer, depth++)
        if (s->file == file.file || jr_str_eq(s->path, file.path)) {
            report(d, &span, mark->args, "not read: it includes itself");
            return NULL;
        }
    if (depth > JR_DIALECT_DEPTH) {
        report(d, &span, mark->args, "not read: too many files within files");
        return NULL;
    }
    const jr_docfx_scope scope = {d->scope, file.path, file.file, d->scope->whole};
    return d->read(d->ctx, file.bytes, &scope);
}

jr_node *jr_dialect_include(const jr_dialect *d, const jr_mark *mark)
{
    jr_node *include = jr_node_new(d->ctx->arena, JR_INCLUDE, jr_mark_span(d->docfx, mark));
    include->as.include.path = mark->args;
    jr_node *content = read_file(d, mark);
    if (!content)
        include->flags |= JR_NODE_UNRESOLVED;
    else if (content->first)
        jr_node_move(include, jr_node_edit(content->first), jr_node_edit(content->last));
    return include;
}

static jr_str one_line(jr_arena *arena, jr_str text)
{
    char *out = jr_arena_array(arena, char, text.n);
    for (size_t i = 0; i < text.n; i++)
        out[i] = text.p[i] == '\n' ? ' ' : text.p[i];
    return (jr_str){out, text.n};
}

/* Inlines only: those of each leaf block, with a break between blocks; the text of code. */
static void collect_inlines(const jr_dialect *d, const jr_node *content, jr_node *into)
{
    jr_node_list leaves = {0};
    for (jr_walk w = jr_walk_start(content); jr_walk_next(&w);) {
        if (!w.entering)
            continue;
        const bool leaf = w.node->first && jr_kind_is_inline((jr_kind)w.node->first->kind);
        if (leaf || w.node->kind == JR_CODE_BLOCK)
            jr_node_list_add(&leaves, d->ctx->arena, jr_node_edit(w.node));
        if (leaf)
            jr_walk_skip(&w);
    }
    for (size_t i = 0; i < leaves.n; i++) {
        jr_node *leaf = leaves.p[i];
        if (into->first)
            jr_node_append(into, jr_node_new(d->ctx->arena, JR_LINE_BREAK, leaf->span));
        if (leaf->kind == JR_CODE_BLOCK) {
            jr_node *code = jr_node_new(d->ctx->arena, JR_CODE, leaf->span);
            code->as.text = one_line(d->ctx->arena, jr_str_trim(leaf->as.code.text));
            jr_node_append(into, code);
        } else {
            jr_node_move(into, jr_node_edit(leaf->first), jr_node_edit(leaf->last));
        }
    }
}

static void drop_links(const jr_dialect *d, jr_node *root)
{
    jr_node_list links = {0};
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);)
        if (w.entering && w.node->kind == JR_LINK)
            jr_node_list_add(&links, d->ctx->arena, jr_node_edit(w.node));
    for (size_t i = 0; i < links.n; i++)
        jr_node_unwrap(links.p[i]);
}

jr_node *jr_dialect_include_inline(const jr_dialect *d, const jr_mark *mark, bool in_link)
{
    jr_node *include = jr_node_new(d->ctx->arena, JR_INCLUDE_INLINE, jr_mark_span(d->docfx, mark));
    include->as.include.path = mark->args;
    jr_node *content = read_file(d, mark);
    if (!content) {
        include->flags |= JR_NODE_UNRESOLVED;
        return include;
    }
    collect_inlines(d, content, include);
    if (in_link)
        drop_links(d, include);
    return include;
}

void jr_docfx_settle_notes(jr_arena *arena, jr_node *root, jr_node *notes)
{
    jr_node_list refs = {0};
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);)
        if (w.entering && w.node->kind == JR_FOOTNOTE_REF)
            jr_node_list_add(&refs, arena, jr_node_edit(w.node));
    for (size_t i = 0; i < refs.n; i++) {
        jr_node *text = jr_node_new(arena, JR_TEXT, refs.p[i]->span);
        text->as.text = jr_arena_printf(arena, "%u", (unsigned)refs.p[i]->as.note.number);
        refs.p[i]->kind = JR_SUPERSCRIPT;
        jr_node_append(refs.p[i], text);
    }
    if (!notes || !notes->first)
        return;
    jr_node *list = jr_node_new(arena, JR_LIST, notes->first->span);
    list->as.list.ordered = true;
    list->as.list.delimiter = '.';
    list->as.list.start = 1;
    while (notes->first) {
        jr_node *note = jr_node_edit(notes->first);
        jr_node_unlink(note);
        note->kind = JR_ITEM;
        note->as.item.task = JR_TASK_NONE;
        jr_node_append(list, note);
    }
    jr_node_append(root, list);
}
