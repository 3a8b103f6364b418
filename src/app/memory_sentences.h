/* SPDX-License-Identifier: MIT */
/* Sentences of units that a memory knows as a whole. */
#ifndef JR_APP_MEMORY_SENTENCES_H
#define JR_APP_MEMORY_SENTENCES_H

#include <jerome/memory.h>
#include <jerome/segment.h>

/* Adds the sentences of a pair that are certain to belong together, each to each; nothing where it is one sentence, or
   a code is not in both. What is needed meanwhile lives in `scratch`. */
void jr_memory_add_sentences(jr_memory *memory, const jr_pair *pair, jr_segmenter *source, jr_segmenter *target,
                             jr_arena *scratch);

#endif
