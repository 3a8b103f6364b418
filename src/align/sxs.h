/* SPDX-License-Identifier: MIT */
/* Bilingual pages ("side by side"), as Microsoft Learn's localization makes them: each sentence of the translation, in
   <span data-ttu-id="ID">, is followed by that of the source, in <span data-stu-id="ID">. */
#ifndef JR_ALIGN_SXS_H
#define JR_ALIGN_SXS_H

#include <jerome/diag.h>
#include <jerome/segment.h>

/* A sentence with an id: its bytes in the page of the source and in that of the translation. */
typedef struct jr_sxs_pair {
    jr_str id;
    jr_span source, target; /* offsets alone */
} jr_sxs_pair;

typedef struct jr_sxs {
    jr_str source, target;    /* the two pages */
    const jr_sxs_pair *pairs; /* n of them, in the order of the source */
    size_t n;
} jr_sxs;

/* Takes a bilingual page apart. A span without an id, with one that another has, or that is not closed in its
   paragraph, makes no pair, and is told as JR_D_BAD_SXS; its text is in its page all the same. `file`: its number.
   False: there is no such span in it. */
bool jr_sxs_split(jr_str page, uint32_t file, jr_arena *arena, jr_diag *diag, jr_sxs *ret_sxs);

/* Cuts a unit of one of the two pages (`page`, its bytes) where its sentences with ids begin and end: a segment for
   each pair from index *ret_first on. A code goes with the sentence that holds all of it. */
void jr_sxs_cut(const jr_sxs *sxs, bool target, jr_str page, const jr_unit *unit, jr_arena *arena,
                jr_segments *ret_segments, size_t *ret_first);

#endif
