/* SPDX-License-Identifier: MIT */
/* How a text is written: its bytes in the page, followed character by character. */
#ifndef JR_UNITS_UNIT_WRITTEN_H
#define JR_UNITS_UNIT_WRITTEN_H

#include <jerome/units.h>

/* True where the bytes begin … end of the source, written in that form, say `text`; runs of white space are alike, and
   at either end they say nothing. ret_at (or NULL) has text.n + 1 items: where each byte of the text is written; the
   last is `end` without the white space before it, or `end`. Linear in both. */
bool jr_written_align(jr_str source, uint32_t begin, uint32_t end, jr_form form, jr_str text, uint32_t *ret_at);

#endif
