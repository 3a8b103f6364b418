/* SPDX-License-Identifier: MIT */
/* Emphasis beside Chinese, Japanese and Korean punctuation. */
#ifndef JR_READ_EMPHASIS_H
#define JR_READ_EMPHASIS_H

#include "source.h"

/* Reads the asterisks again in blocks where CommonMark left some as text beside CJK characters. To be called right behind
   the import, while inlines have the places that they were found at. */
bool jr_emphasis_cjk(jr_arena *arena, const jr_source *source, jr_node *root);

#endif
