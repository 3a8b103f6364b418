/* SPDX-License-Identifier: MIT */
/* Sentence boundaries by ICU: the only part of the program that knows it. */
#ifndef JR_PASS_SEGMENT_ICU_H
#define JR_PASS_SEGMENT_ICU_H

#include <jerome/diag.h>

typedef struct jr_icu jr_icu;

/* For a language (BCP 47). To be closed. False: reported, ICU cannot be loaded or does not work. */
bool jr_icu_open(jr_str lang, jr_diag *diag, jr_icu **ret_icu);
/* NULL is fine. */
void jr_icu_close(jr_icu *icu);
/* The text to look at, UTF-8, which must stay while it is looked at. False: it cannot be taken. */
bool jr_icu_set(jr_icu *icu, jr_str text);
/* The next boundary behind the last one that was given; false: there is none. */
bool jr_icu_next(jr_icu *icu, size_t *ret_at);

#endif
