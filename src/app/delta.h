/* SPDX-License-Identifier: MIT */
/* What of a page is to be translated, where it was translated before. */
#ifndef JR_APP_DELTA_H
#define JR_APP_DELTA_H

#include <jerome/count.h>
#include <jerome/proposal.h>

#include "memory/leverage.h"
#include "since.h"

/* Which pages go out. */
typedef enum jr_delta_pages {
    JR_DELTA_CHANGED, /* all but those that are as they were, to the byte, with all of their texts translated */
    JR_DELTA_OPEN,    /* those with something to translate */
    JR_DELTA_ALL
} jr_delta_pages;

/* One page; what is set before it is made, and what is known behind it. */
typedef struct jr_delta {
    jr_arena *arena; /* outlives the making */
    jr_since *since;
    jr_str name;             /* of the page */
    const jr_memory *memory; /* of the user, or NULL */
    uint32_t least;          /* score of matches, … */
    size_t most;             /* … and how many of a text */

    uint64_t words[JR_CHANGE_COUNT];

    jr_str bytes; /* of the page */
    jr_leverage leverage;
    jr_proposer known;
    jr_past past;
    jr_unit_change *changes; /* one for each unit, or NULL: none was asked for yet */
    jr_counter *counter;
    bool same; /* nothing is open, moved or gone */
    bool open; /* a text is to be translated */
} jr_delta;

/* Knows what was translated. Units that are as they were are final and locked; so are those that have moved in their
   page, or that stand between the same neighbours in another. Where there is a commit and no memory they have no
   target. */
jr_proposer jr_delta_proposer(jr_delta *delta);
/* Behind the page, which was made: lets go of what the counting needed, and of a page without texts finds what is gone.
 */
void jr_delta_finish(jr_delta *delta);
/* Whether the page goes out. */
bool jr_delta_wants(const jr_delta *delta, jr_delta_pages pages);

#endif
