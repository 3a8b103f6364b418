/* SPDX-License-Identifier: MIT */
/* Where sentences end by the rules of an SRX file. */
#ifndef JR_SEGMENT_SRX_H
#define JR_SEGMENT_SRX_H

#include <jerome/buf.h>
#include <jerome/srx.h>

/* The rules for one language, ready to be used. */
typedef struct jr_srx_rules jr_srx_rules;

/* Are all patterns regular expressions? False: reported as JR_D_BAD_SRX, or ICU cannot be loaded. */
bool jr_srx_check(const jr_srx *srx, jr_diag *diag);

/* The rules for `lang` (BCP 47), in their order, of a file that was checked. To be closed; lives in the arena. False:
   reported as JR_D_BAD_SRX, a pattern is no regular expression, or ICU cannot be loaded. */
bool jr_srx_open(const jr_srx *srx, jr_str lang, jr_arena *arena, jr_diag *diag, jr_srx_rules **ret_rules);
/* NULL is fine. */
void jr_srx_close(jr_srx_rules *rules);
/* Appends ends as jr_segment_ends does. Where a rule takes too long, that is reported as JR_D_BAD_SRX, and from then on
   there are none. */
size_t jr_srx_ends(jr_srx_rules *rules, jr_str text, jr_diag *diag, jr_buf *ends);

#endif
