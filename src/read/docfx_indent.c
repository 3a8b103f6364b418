/* SPDX-License-Identifier: MIT */
/* Indentation in rows and columns. */
#include "ast/build.h"
#include "read/docfx_build.h"

/* The text without the white space that all of its lines start with. */
static jr_str dedent(jr_arena *arena, jr_str text)
{
    size_t common = SIZE_MAX;
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        end = jr_str_find(text, at, '\n');
        size_t n = 0;
        while (at + n < end && text.p[at + n] == ' ')
            n++;
        if (at + n < end && n < common)
            common = n;
    }
    /* The empty line keeps "---" from being front matter. */
    jr_buf out = {0};
    jr_putc(&out, '\n');
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        end = jr_str_find(text, at, '\n');
        if (at + common < end)
            jr_put(&out, jr_str_sub(text, at + common, end));
        jr_putc(&out, '\n');
    }
    return jr_buf_take(&out, arena);
}

/* DocFX takes the indentation off the lines in rows and columns, so that what CommonMark takes for indented code there is
   text. It is read once more as such; its nodes have the place of the whole. */
static void read_indented(const jr_dialect *d, jr_node *code)
{
    size_t depth = 0;
    for (const jr_docfx_scope *s = d->scope; s; s = s->outer)
        depth++;
    if (depth > JR_DIALECT_DEPTH)
        return;
    const jr_docfx_scope scope = {d->scope, d->scope->path, d->scope->file, d->scope->loaded, d->scope->refused};
    jr_node *content = d->read(d->ctx, dedent(d->ctx->arena, code->as.code.text), &scope);
    if (!content)
        return;
    for (jr_walk w = jr_walk_start(content); jr_walk_next(&w);)
        if (w.entering && w.node->span.file == code->span.file)
            jr_node_edit(w.node)->span = code->span;
    jr_node_insert_before(code, content);
    jr_node_unwrap(content);
    jr_node_unlink(code);
}

void jr_dialect_indented(const jr_dialect *d, jr_node *div)
{
    for (const jr_node *n = div->first, *next; n; n = next) {
        next = n->next;
        if (n->kind == JR_CODE_BLOCK && !(n->flags & JR_NODE_FENCED))
            read_indented(d, jr_node_edit(n));
    }
}
