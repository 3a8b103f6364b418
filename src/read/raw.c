/* SPDX-License-Identifier: MIT */
#include "raw.h"

#include "ast/build.h"

/* GFM §6.11: they change how HTML behind them is read. */
static const jr_str disallowed[] = {
    JR_STR_INIT("title"),    JR_STR_INIT("textarea"), JR_STR_INIT("style"),
    JR_STR_INIT("xmp"),      JR_STR_INIT("iframe"),   JR_STR_INIT("noembed"),
    JR_STR_INIT("noframes"), JR_STR_INIT("script"),   JR_STR_INIT("plaintext"),
};

/* A start or end tag of that name at `at`, where a '<' is: white space, ">" or "/>" follows the name. */
static bool is_disallowed(jr_str html, size_t at)
{
    at++;
    at += at < html.n && html.p[at] == '/';
    const jr_str rest = jr_str_sub(html, at, html.n);
    for (size_t i = 0; i < sizeof disallowed / sizeof *disallowed; i++) {
        const size_t n = disallowed[i].n;
        if (!jr_str_starts_nocase(rest, disallowed[i]) || n == rest.n)
            continue;
        return jr_is_space(rest.p[n]) || rest.p[n] == '>' ||
               (rest.p[n] == '/' && n + 1 < rest.n && rest.p[n + 1] == '>');
    }
    return false;
}

static jr_str filter(jr_arena *arena, jr_str html)
{
    jr_buf out = {0};
    size_t done = 0;
    for (size_t at = jr_str_find(html, 0, '<'); at < html.n; at = jr_str_find(html, at + 1, '<')) {
        if (!is_disallowed(html, at))
            continue;
        jr_put(&out, jr_str_sub(html, done, at));
        jr_puts(&out, "&lt;");
        done = at + 1;
    }
    if (done == 0)
        return html;
    jr_put(&out, jr_str_sub(html, done, html.n));
    return jr_buf_take(&out, arena);
}

void jr_raw_keep(jr_arena *arena, jr_node *root, bool tagfilter)
{
    const jr_node *image = NULL; /* the outermost at hand: in its alternative text there are no tags */
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        jr_node *n = jr_node_edit(w.node);
        if (n->kind == JR_IMAGE && (!image || image == n))
            image = w.entering ? n : NULL;
        if (!w.entering || (n->kind != JR_RAW_BLOCK && n->kind != JR_RAW_INLINE))
            continue;
        n->flags |= JR_NODE_VERBATIM;
        const bool one_tag = n->kind == JR_RAW_INLINE;
        if (tagfilter && !image && (!one_tag || is_disallowed(n->as.raw.text, 0)))
            n->as.raw.text = filter(arena, n->as.raw.text);
    }
}
