/* SPDX-License-Identifier: MIT */
/* Boundaries in text and properties of characters by ICU: the only part of the program that knows it. */
#ifndef JR_SEGMENT_ICU_H
#define JR_SEGMENT_ICU_H

#include <jerome/buf.h>
#include <jerome/diag.h>

/* What a boundary is between (UAX #29). */
typedef enum jr_icu_unit { JR_ICU_SENTENCE, JR_ICU_WORD } jr_icu_unit;

typedef struct jr_icu jr_icu;

/* For a language (BCP 47). To be closed. False: reported, ICU cannot be loaded or does not work. */
bool jr_icu_open(jr_icu_unit unit, jr_str lang, jr_diag *diag, jr_icu **ret_icu);
/* NULL is fine. */
void jr_icu_close(jr_icu *icu);
/* The text to look at, UTF-8, which must stay while it is looked at. False: it cannot be taken. */
bool jr_icu_set(jr_icu *icu, jr_str text);
/* The next boundary behind the last one that was given; false: there is none. */
bool jr_icu_next(jr_icu *icu, size_t *ret_at);
/* Is it a word of letters or digits, not white space or punctuation, that ends at the last boundary between words? */
bool jr_icu_is_word(const jr_icu *icu);

/* Appends the text in Normalization Form C (UAX #15). False: it cannot be normalised, and nothing was appended. To be
   asked while something is open. */
bool jr_icu_normalise(jr_str text, jr_buf *out);
/* Is it punctuation (General_Category P)? To be asked while something is open. */
bool jr_icu_is_punctuation(uint32_t c);

/* What two texts have in common that differ in case, or in how their characters are composed (the Unicode Standard, 3.13:
   canonical caseless matching); in the arena. False: ICU cannot be loaded, or the text is no UTF-8; nothing is
   reported. */
bool jr_icu_fold(jr_str text, jr_arena *arena, jr_str *ret_folded);

#endif
