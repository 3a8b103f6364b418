/* SPDX-License-Identifier: MIT */
/* The heading rule of the dialect: "# <a name="x"></a>Title". */
#ifndef JR_READ_ANCHOR_H
#define JR_READ_ANCHOR_H

#include <jerome/ast.h>

/* An empty anchor at the start of a heading becomes the heading's id and disappears. Raw HTML has become nodes already.
 */
void jr_anchor_heading(jr_arena *arena, jr_node *heading);

#endif
