/* SPDX-License-Identifier: MIT */
/* [!INCLUDE [title](path)]: the content of another file. */
#include "ast/build.h"
#include "base/path.h"
#include "read/docfx_build.h"
#include "read/node_list.h"

#define MAX_BYTES ((size_t)16 << 20)       /* of all included files of a page, each as often as it is included */
#define BYTES_EACH 256                     /* what an include costs at least, so that empty ones end as well */

static bool report(const jr_dialect *d, const jr_span *where, jr_str path, const char *why)
{
    return jr_report(d->ctx->diag, JR_D_MISSING_INCLUDE, where, "%.*s: %s", JR_FMT(path), why);
}

bool jr_dialect_load(const jr_dialect *d, jr_str url, const jr_span *where, jr_resource *ret_file)
{
    const jr_host *host = d->ctx->host;
    if (!host)
        return report(d, where, url, "not read: included files are not available here");
    if (*d->scope->loaded >= MAX_BYTES)
        return report(d, where, url, "not read: the included files are too large together");
    const jr_load_result result = host->load(host, d->ctx->arena, url, d->scope->file, ret_file);
    if (result != JR_LOAD_OK)
        return report(d, where, url, jr_load_message(result));
    *d->scope->loaded += ret_file->bytes.n + BYTES_EACH;
    return *d->scope->loaded <= MAX_BYTES || report(d, where, url, "not read: the included files are too large together");
}

/* ---- Addresses in included files ---- */

/* The way from the folder of file `from` to that of `to`: "../b/" from "x/a/p.md" to "x/b/q.md". False: not known. */
static bool way_between(const jr_dialect *d, uint32_t from, uint32_t to, jr_buf *way)
{
    const jr_str a = jr_path_folder(jr_diag_file_name(d->ctx->diag, from));
    const jr_str b = jr_path_folder(jr_diag_file_name(d->ctx->diag, to));
    size_t common = 0;
    for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++)
        if (a.p[i] == '/')
            common = i + 1;
    for (size_t at = common, end; at < a.n; at = end + 1) {
        end = jr_str_find(a, at, '/');
        if (jr_str_eq(jr_str_sub(a, at, end), JR_STR("..")))
            return false;
        jr_puts(way, "../");
    }
    jr_put(way, jr_str_sub(b, common, b.n));
    return way->n > 0 && way->p[0] != '/';
}

/* A path that is relative to its own file. */
static bool is_relative(jr_str url)
{
    for (size_t i = 0; i < url.n && url.p[i] != '/' && url.p[i] != '?' && url.p[i] != '#'; i++)
        if (url.p[i] == ':')
            return false;
    return url.n && !memchr("#/?~\\", url.p[0], 5);
}

/* `way` and the url behind it, without the steps that take each other back. */
static jr_str join_url(jr_arena *arena, jr_str way, jr_str url)
{
    static const jr_str up = JR_STR_INIT("../"), here = JR_STR_INIT("./");
    while (jr_str_starts(url, here))
        url = jr_str_sub(url, here.n, url.n);
    while (jr_str_starts(url, up) && way.n && !jr_str_ends(way, up)) {
        way.n--;
        while (way.n && way.p[way.n - 1] != '/')
            way.n--;
        url = jr_str_sub(url, up.n, url.n);
    }
    return jr_arena_printf(arena, "%.*s%.*s", JR_FMT(way), JR_FMT(url));
}

/* Links of an included file are relative to it; in the page they are to lead to the same place. Images are loaded from
   the file that they stand in. */
static void rebase_links(const jr_dialect *d, jr_node *content, uint32_t file)
{
    jr_buf way = {0};
    if (way_between(d, d->scope->file, file, &way)) {
        for (jr_walk w = jr_walk_start(content); jr_walk_next(&w);) {
            jr_node *link = jr_node_edit(w.node);
            if (w.entering && link->kind == JR_LINK && is_relative(link->as.link.url))
                link->as.link.url = join_url(d->ctx->arena, jr_buf_str(&way), link->as.link.url);
        }
    }
    jr_buf_free(&way);
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
    const jr_docfx_scope scope = {d->scope, file.path, file.file, d->scope->loaded};
    jr_node *content = d->read(d->ctx, file.bytes, &scope);
    if (content)
        rebase_links(d, content, file.file);
    return content;
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
