/* SPDX-License-Identifier: MIT */
/* Building and changing the tree: the only place where nodes change. For readers and passes. */
#ifndef JR_AST_BUILD_H
#define JR_AST_BUILD_H

#include <jerome/arena.h>
#include <jerome/ast.h>

/* A new node without parent. */
jr_node *jr_node_new(jr_arena *arena, jr_kind kind, jr_span span);
/* A node that may be changed: the one cast from const in the program. */
jr_node *jr_node_edit(const jr_node *node);
/* Puts child (without parent) behind the last child of parent. */
void jr_node_append(jr_node *parent, jr_node *child);
/* Puts node (without parent) right before / right behind `at`, which has a parent. */
void jr_node_insert_before(jr_node *at, jr_node *node);
void jr_node_insert_after(jr_node *at, jr_node *node);
/* Takes node with all below it out of its parent. */
void jr_node_unlink(jr_node *node);
/* Moves the siblings `from` … `to` (both included, in order) behind the last child of parent. */
void jr_node_move(jr_node *parent, jr_node *from, jr_node *to);
/* Puts the children of node in its place and takes it out. */
void jr_node_unwrap(jr_node *node);
/* Attributes: each makes a new jr_attr in the arena; strings are not copied. */
void jr_node_set_id(jr_arena *arena, jr_node *node, jr_str id);
void jr_node_add_class(jr_arena *arena, jr_node *node, jr_str name);
/* Adds or replaces. */
void jr_node_set(jr_arena *arena, jr_node *node, jr_str key, jr_str value);

#endif
