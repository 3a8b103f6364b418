/* SPDX-License-Identifier: MIT */
/* Formulas in TeX: blocks between $$, and fenced code of the language "math". Dollar signs in a line are text: in
   technical pages they are prices, variables and paths. */
#ifndef JR_READ_MATH_H
#define JR_READ_MATH_H

#include <jerome/ast.h>

#include "source.h"

/* Offsets in source->text of the $$ that open and close a block, in order. */
typedef struct jr_math_marks {
    const uint32_t (*at)[2];
    size_t n;
} jr_math_marks;

/* Finds the blocks from offset `body` on and makes of each, in source->parsed, one block for CommonMark. */
jr_math_marks jr_math_mask(jr_arena *arena, jr_source *source, size_t body);
/* Makes CODE_BLOCKs of class "math" of formulas below root, and puts the author's bytes back where there were none. */
void jr_math_nodes(jr_arena *arena, const jr_source *source, const jr_math_marks *marks, jr_node *root);

#endif
