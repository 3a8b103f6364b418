/* SPDX-License-Identifier: MIT */
/* "Did you mean …?": the known name nearest to a mistyped one. */
#ifndef JR_BASE_NEAREST_H
#define JR_BASE_NEAREST_H

#include <jerome/str.h>

typedef struct jr_nearest {
    jr_str wanted;
    jr_str best;     /* empty: nothing offered is near enough */
    size_t distance; /* edits from wanted to best; at the start one more than is allowed */
} jr_nearest;

/* Begins a search for the name that was typed. */
jr_nearest jr_nearest_start(jr_str wanted);
/* Offers a known name, which is kept by reference; of equally near ones the first wins. */
void jr_nearest_offer(jr_nearest *search, jr_str candidate);

#endif
