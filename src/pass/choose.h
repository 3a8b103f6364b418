/* SPDX-License-Identifier: MIT */
/* The choose pass: one of the products or versions that a page speaks of in zones and monikers. */
#ifndef JR_PASS_CHOOSE_H
#define JR_PASS_CHOOSE_H

#include <jerome/ast.h>
#include <jerome/opt.h>

typedef struct jr_choice {
    jr_opt_list pivots;   /* zones of one of these stay; none: all zones stay */
    jr_opt_list monikers; /* blocks whose range holds one of these stay; none: all stay */
} jr_choice;

/* Takes out the zones and moniker blocks that are not chosen, and lets those that are stand without their label. Where a
   page knows nothing of a choice, all of its zones, or moniker blocks, stay, and that is reported (JR_D_UNKNOWN_CHOICE).
   Before the resolve pass. */
void jr_choose(jr_arena *arena, jr_diag *diag, jr_doc *doc, const jr_choice *choice);

typedef enum jr_in_range {
    JR_OUTSIDE,
    JR_INSIDE,
    JR_UNRELATED /* a range of other products: nothing in it compares */
} jr_in_range;

/* Whether a moniker is in a range such as ">=net-6.0 <net-8.0 || net-9.0". */
jr_in_range jr_moniker_in_range(jr_str moniker, jr_str range);

#endif
