/* SPDX-License-Identifier: MIT */
/* What the user says about sentences. */
#ifndef JR_APP_SENTENCES_H
#define JR_APP_SENTENCES_H

#include <jerome/segment.h>

/* Reads a list of exceptions and an SRX file; the path of either may be empty, and of both: then there are no rules
   (NULL). All lives in the arena. False: reported, a file cannot be read or understood, or both were given. */
bool jr_sentence_rules_read(jr_str exceptions, jr_str srx, jr_arena *arena, jr_diag *diag,
                            const jr_sentence_rules **ret_rules);

#endif
