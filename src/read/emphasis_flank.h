/* SPDX-License-Identifier: MIT */
/* Whether a run of asterisks can open and close emphasis, by what stands on its sides. */
#ifndef JR_READ_EMPHASIS_FLANK_H
#define JR_READ_EMPHASIS_FLANK_H

#include <jerome/str.h>

typedef struct jr_flank {
    bool open, close;           /* by CommonMark's rule or a wider one */
    bool wide_open, wide_close; /* only by the wider one */
    bool hollow;                /* emphasis around nothing, if nothing that stands before is to be closed: "****" behind a word */
} jr_flank;

/* Of the asterisks s[begin, end) in a line of text s[line, line_end). CommonMark 0.29 §6.4, but: punctuation inside is no
   obstacle where it, or what stands outside, is CJK. */
jr_flank jr_emphasis_flank(jr_str s, size_t line, size_t begin, size_t end, size_t line_end);

#endif
