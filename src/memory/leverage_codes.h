/* SPDX-License-Identifier: MIT */
/* Codes of a match and codes of a text. */
#ifndef JR_MEMORY_LEVERAGE_CODES_H
#define JR_MEMORY_LEVERAGE_CODES_H

#include <jerome/memory.h>
#include <jerome/segment.h>

/* The pair of a match with the codes of the text: those that are the same have its numbers and originals, the others
   numbers above. Of texts with one key (`same`) codes are matched by place, else by what they stand for. *ret_agree: of
   one key, and all codes stand for the same, as far as the memory knows. */
const jr_pair *jr_leverage_codes(const jr_segment *segment, const jr_pair *pair, bool same, jr_arena *arena,
                                 bool *ret_agree);
/* Whether a translation can stand in the page: its codes are the segment's, well nested, and none is missing, copied or
   moved that must not be. */
bool jr_leverage_fits(const jr_segment *segment, const jr_inlines *target, jr_arena *arena);

#endif
