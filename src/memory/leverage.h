/* SPDX-License-Identifier: MIT */
/* What a memory knows of the texts of a page: matches, and translations to start with. */
#ifndef JR_MEMORY_LEVERAGE_H
#define JR_MEMORY_LEVERAGE_H

#include <jerome/proposal.h>

/* Which texts start with a translation. */
typedef enum jr_pretranslate { JR_PRETRANSLATE_NONE, JR_PRETRANSLATE_EXACT, JR_PRETRANSLATE_CONTEXT } jr_pretranslate;

typedef struct jr_leverage {
    const jr_memory *memory;
    uint32_t least; /* score of a match that is offered */
    size_t most;    /* matches of a text */
    jr_pretranslate pretranslate;
    const jr_unit *units; /* of the page at hand; set by the proposer */
    const jr_str *keys;   /* of its units; the same */
    jr_arena *scratch;    /* what is known of one text before it is chosen; the same, until jr_leverage_end */
} jr_leverage;

/* Answers from the memory, page after page. Numbers of codes in matches are those of the text where they are the same.
   A match whose codes stand for other things than those of the text scores 99 at most. A text is filled in from a sure
   match of 100 whose codes can stand in it, in the state that the memory gives it; outside of its context it is
   translated, no more. Sentences of a unit that the memory knows as a whole are joined. `leverage` must outlive it. */
jr_proposer jr_leverage_proposer(jr_leverage *leverage);
/* Frees what the proposer holds; fine where it was never asked. */
void jr_leverage_end(jr_leverage *leverage);
/* Fills a text in with the translation of a pair that has the same text. False: its codes cannot stand in it. */
bool jr_leverage_fill(const jr_segment *segment, const jr_pair *pair, jr_arena *arena, jr_proposal *proposal);

#endif
