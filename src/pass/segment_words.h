/* SPDX-License-Identifier: MIT */
/* Full stops that end no sentence, by language. */
#ifndef JR_PASS_SEGMENT_WORDS_H
#define JR_PASS_SEGMENT_WORDS_H

#include <jerome/str.h>

/* Words between spaces, without their full stop; in lower case, if they may be written in lower case. */
typedef struct jr_stops {
    const char *lang;   /* primary language subtag */
    const char *always; /* abbreviations that stand before something */
    const char *number; /* abbreviations where a digit follows */
    const char *before; /* words that an ordinal number may follow ("am 3. Oktober") */
    const char *behind; /* words that may follow one */
} jr_stops;

/* Those of all languages. */
extern const jr_stops jr_stops_common;
/* Those of a language (BCP 47), or NULL. */
const jr_stops *jr_stops_of(jr_str lang);

#endif
