/* SPDX-License-Identifier: MIT */
#include "build.h"

#include <assert.h>

jr_node *jr_node_new(jr_arena *arena, jr_kind kind, jr_span span)
{
    jr_node *n = jr_arena_new(arena, jr_node);
    n->kind = (uint16_t)kind;
    n->span = span;
    return n;
}

jr_node *jr_node_edit(const jr_node *node)
{
    union {
        const jr_node *in;
        jr_node *out;
    } cast = {node};
    return cast.out;
}

void jr_node_append(jr_node *parent, jr_node *child)
{
    assert(!child->parent);
    child->parent = parent;
    child->prev = parent->last;
    child->next = NULL;
    if (parent->last)
        jr_node_edit(parent->last)->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void jr_node_insert_before(jr_node *at, jr_node *node)
{
    assert(at->parent && !node->parent);
    node->parent = at->parent;
    node->next = at;
    node->prev = at->prev;
    if (at->prev)
        jr_node_edit(at->prev)->next = node;
    else
        jr_node_edit(at->parent)->first = node;
    at->prev = node;
}

void jr_node_insert_after(jr_node *at, jr_node *node)
{
    if (at->next)
        jr_node_insert_before(jr_node_edit(at->next), node);
    else
        jr_node_append(jr_node_edit(at->parent), node);
}

void jr_node_unlink(jr_node *node)
{
    if (!node->parent)
        return;
    if (node->prev)
        jr_node_edit(node->prev)->next = node->next;
    else
        jr_node_edit(node->parent)->first = node->next;
    if (node->next)
        jr_node_edit(node->next)->prev = node->prev;
    else
        jr_node_edit(node->parent)->last = node->prev;
    node->parent = node->prev = node->next = NULL;
}

void jr_node_move(jr_node *parent, jr_node *from, jr_node *to)
{
    for (const jr_node *n = from, *next; n; n = next) {
        next = n == to ? NULL : n->next;
        jr_node *moved = jr_node_edit(n);
        jr_node_unlink(moved);
        jr_node_append(parent, moved);
    }
}

void jr_node_unwrap(jr_node *node)
{
    for (const jr_node *n = node->first, *next; n; n = next) {
        next = n->next;
        jr_node *moved = jr_node_edit(n);
        jr_node_unlink(moved);
        jr_node_insert_before(node, moved);
    }
    jr_node_unlink(node);
}

static jr_attr *copy_attr(jr_arena *arena, const jr_node *node)
{
    jr_attr *attr = jr_arena_new(arena, jr_attr);
    if (node->attr)
        *attr = *node->attr;
    return attr;
}

void jr_node_set_id(jr_arena *arena, jr_node *node, jr_str id)
{
    jr_attr *attr = copy_attr(arena, node);
    attr->id = id;
    node->attr = attr;
}

void jr_node_add_class(jr_arena *arena, jr_node *node, jr_str name)
{
    if (jr_node_has_class(node, name))
        return;
    jr_attr *attr = copy_attr(arena, node);
    jr_str *classes = jr_arena_array(arena, jr_str, attr->n_classes + 1);
    if (attr->n_classes)
        memcpy(classes, attr->classes, attr->n_classes * sizeof *classes);
    classes[attr->n_classes++] = name;
    attr->classes = classes;
    node->attr = attr;
}

void jr_node_set(jr_arena *arena, jr_node *node, jr_str key, jr_str value)
{
    jr_attr *attr = copy_attr(arena, node);
    jr_key_value *pairs = jr_arena_array(arena, jr_key_value, attr->n_pairs + 1);
    if (attr->n_pairs)
        memcpy(pairs, attr->pairs, attr->n_pairs * sizeof *pairs);
    size_t at = 0;
    while (at < attr->n_pairs && !jr_str_eq(pairs[at].key, key))
        at++;
    pairs[at] = (jr_key_value){key, value};
    if (at == attr->n_pairs)
        attr->n_pairs++;
    attr->pairs = pairs;
    node->attr = attr;
}
