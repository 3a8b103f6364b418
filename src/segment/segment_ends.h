/* SPDX-License-Identifier: MIT */
/* Where sentences end in a text, by Unicode's sentence boundaries and lists of exceptions. */
#ifndef JR_SEGMENT_ENDS_H
#define JR_SEGMENT_ENDS_H

#include <jerome/buf.h>

#include "icu.h"
#include "segment_stops.h"

/* Stands for a code span, an image and their like: a capital letter (so that a sentence may begin with it) that no text
   or abbreviation holds, U+A640. */
#define JR_SEGMENT_WORD "\xEA\x99\x80"
/* Stands for a line break: U+2028, behind which a sentence has always ended (UAX #29, SB4). */
#define JR_SEGMENT_BREAK "\xE2\x80\xA8"

/* Of a text that is not empty, appends the ends of all sentences but the last, as size_t in a row: each behind the
   white space and line breaks that follow its sentence, and greater than the one before. Returns how many there are. */
size_t jr_segment_ends(jr_icu *icu, const jr_stops *stops, jr_str text, jr_buf *ends);

#endif
