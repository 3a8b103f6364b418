/* SPDX-License-Identifier: MIT */
/* What is known of a text before a translator sees it: a translation, matches from a memory, terms. A writer of
   bilingual files asks for it, text by text; who answers (a memory, an alignment, an earlier handoff) it does not know. */
#ifndef JEROME_PROPOSAL_H
#define JEROME_PROPOSAL_H

#include "diag.h"
#include "memory.h"
#include "segment.h"

/* A term of a glossary where it stands in a text. */
typedef struct jr_term_use {
    size_t piece;      /* index of the TEXT in the segment */
    size_t start, end; /* in its text, in bytes */
    jr_str term;       /* as the glossary has it */
    const jr_str *translations; /* n_translations of them, the preferred one first; none: the term is only named */
    size_t n_translations;
    jr_str definition; /* or empty */
    jr_str id;         /* of its entry in the glossary, an XML NMTOKEN, or empty */
} jr_term_use;

/* Of a segment. */
typedef struct jr_proposal {
    bool filled;       /* the target starts as this: */
    jr_inlines target; /* each of its numbers is a code of the segment, well nested */
    jr_state state;    /* how far it has come */
    bool locked;       /* it is not to be changed */
    jr_matches matches;
    const jr_term_use *terms; /* n_terms of them, in the order of the text, none within another */
    size_t n_terms;
} jr_proposal;

/* Of a unit. */
typedef struct jr_proposals {
    jr_segments segments;     /* as given, or with neighbours joined */
    const jr_proposal *items; /* one for each of the segments */
} jr_proposals;

/* Who answers. */
typedef struct jr_proposer {
    /* What is known of units->items[unit], which was cut into `segments`. All that is returned lives in the arena or
       longer. Called once for each unit, in their order. */
    void (*propose)(void *user, const jr_units *units, size_t unit, const jr_segments *segments, jr_arena *arena,
                    jr_proposals *ret_proposals);
    void *user;
    /* Called before the first of them, with the resolved page; or NULL. What it reports is the page's. */
    void (*start)(void *user, const jr_doc *doc, jr_diag *diag);
} jr_proposer;

#endif
