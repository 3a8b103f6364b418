/* SPDX-License-Identifier: MIT */
/* Comments in code blocks. */
#ifndef JR_UNITS_UNIT_COMMENTS_H
#define JR_UNITS_UNIT_COMMENTS_H

#include <jerome/ast.h>

/* Takes one line of a comment, without its marks; `span` is exactly its bytes. */
typedef void jr_comment_found(void *user, const jr_node *block, jr_str text, const jr_span *span);

/* Hands each line of each comment in a fenced code block on, in order, where the language is known and the bytes of the
   page are the line's. */
void jr_comments_find(const jr_doc *doc, const jr_node *block, jr_comment_found *found, void *user);

#endif
