/* SPDX-License-Identifier: MIT */
/* Reading the tree: walking, attributes, text. Nothing here recurses. */
#include <jerome/ast.h>

#include <jerome/buf.h>

enum { BLOCK, INLINE };

#define X(name, class, text) _Static_assert((class == BLOCK) == (JR_##name < JR_TEXT), "blocks come before inlines: " text);
JR_KINDS(X)
#undef X

static const jr_str names[JR_KIND_COUNT] = {
#define X(name, class, text) JR_STR_INIT(text),
    JR_KINDS(X)
#undef X
};

jr_str jr_kind_name(jr_kind kind)
{
    return names[kind];
}

void jr_walk_skip(jr_walk *w)
{
    /* Standing behind the children: the next step goes on from the node's end, as if it were a leaf just left. */
    w->entering = false;
}

jr_str jr_node_id(const jr_node *node)
{
    return node->attr ? node->attr->id : (jr_str){"", 0};
}

bool jr_node_has_class(const jr_node *node, jr_str name)
{
    for (size_t i = 0; node->attr && i < node->attr->n_classes; i++)
        if (jr_str_eq(node->attr->classes[i], name))
            return true;
    return false;
}

jr_str jr_node_get(const jr_node *node, jr_str key)
{
    for (size_t i = 0; node->attr && i < node->attr->n_pairs; i++)
        if (jr_str_eq(node->attr->pairs[i].key, key))
            return node->attr->pairs[i].value;
    return (jr_str){"", 0};
}

void jr_node_text(const jr_node *node, jr_buf *out)
{
    for (jr_walk w = jr_walk_start(node); jr_walk_next(&w);) {
        if (!w.entering)
            continue;
        if (w.node->kind == JR_TEXT || w.node->kind == JR_CODE)
            jr_put(out, w.node->as.text);
        else if (w.node->kind == JR_SOFT_BREAK || w.node->kind == JR_LINE_BREAK)
            jr_putc(out, ' ');
    }
}

size_t jr_node_depth(const jr_node *node)
{
    size_t depth = 0, deepest = 0;
    for (jr_walk w = jr_walk_start(node); jr_walk_next(&w);) {
        if (!w.entering)
            depth--;
        else if (++depth > deepest)
            deepest = depth;
    }
    return deepest;
}
