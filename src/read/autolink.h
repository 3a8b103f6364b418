/* SPDX-License-Identifier: MIT */
/* GitHub's extended autolinks (GFM §6.9): bare addresses in text. */
#ifndef JR_READ_AUTOLINK_H
#define JR_READ_AUTOLINK_H

#include <jerome/ast.h>

#include "source.h"

/* Makes LINKs of the bare addresses in the TEXTs below root that are in no link, image or code already. `source` is the
   page, for exact places. Linear in the length of the text. */
void jr_autolink(jr_arena *arena, const jr_source *source, jr_node *root);

#endif
