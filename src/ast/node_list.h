/* SPDX-License-Identifier: MIT */
/* A growing list of nodes: passes note what they will change before they change it. */
#ifndef JR_AST_NODE_LIST_H
#define JR_AST_NODE_LIST_H

#include <jerome/arena.h>
#include <jerome/ast.h>

/* Start with `= {0}`; lives in the arena. */
typedef struct jr_node_list {
    jr_node **p;
    size_t n, cap;
} jr_node_list;

static inline void jr_node_list_add(jr_node_list *list, jr_arena *arena, jr_node *node)
{
    if (list->n == list->cap) {
        list->cap = list->cap * 2 + 16;
        jr_node **more = jr_arena_array(arena, jr_node *, list->cap);
        if (list->n)
            memcpy(more, list->p, list->n * sizeof *more);
        list->p = more;
    }
    list->p[list->n++] = node;
}

#endif
