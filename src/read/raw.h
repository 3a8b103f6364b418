/* SPDX-License-Identifier: MIT */
/* Raw HTML that stays raw, as the specifications of CommonMark and GFM have it. */
#ifndef JR_READ_RAW_H
#define JR_READ_RAW_H

#include <jerome/ast.h>

/* Marks the raw nodes below root as the author's own. `tagfilter`: the tags that GFM §6.11 disallows lose their '<'. */
void jr_raw_keep(jr_arena *arena, jr_node *root, bool tagfilter);

#endif
