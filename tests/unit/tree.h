/* SPDX-License-Identifier: MIT */
/* For tests: reads Markdown and shows the document on one line, as (kind attribute "text" children…). */
#ifndef JR_TEST_TREE_H
#define JR_TEST_TREE_H

#include <jerome/ast.h>
#include <jerome/reader.h>

/* One page read; free with tree_free. */
typedef struct tree {
    jr_arena *arena;
    jr_diag *diag;
    jr_doc *doc;  /* NULL: not read */
    jr_buf log;   /* "line:column: slug" of each diagnostic, one a line */
} tree;

tree *tree_read(jr_str page);
/* The same with files to include: name, content, name, content…, NULL; other names are missing. */
tree *tree_read_with(jr_str page, const char *const *files);
/* The same with limits; NULL: the defaults. */
tree *tree_read_limits(jr_str page, const char *const *files, const jr_limits *limits);
void tree_free(tree *t);
/* The children of `root` on one line; valid as long as t. */
const char *tree_show(tree *t, const jr_node *root);
/* The same with each node's own bytes of the page behind its kind: kind<bytes>. */
const char *tree_show_source(tree *t, const jr_node *root);
const char *tree_log(tree *t);

/* Reads a page, compares what tree_show says of its body, frees. */
void assert_tree(const char *page, const char *expected);
void assert_source(const char *page, const char *expected);

#endif
