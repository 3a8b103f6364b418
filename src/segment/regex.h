/* SPDX-License-Identifier: MIT */
/* Regular expressions of files from outside, by ICU (UTS #18): how long one may take is bounded. */
#ifndef JR_SEGMENT_REGEX_H
#define JR_SEGMENT_REGEX_H

#include <jerome/diag.h>

typedef struct jr_regex jr_regex;

/* A text to be searched, in UTF-16. */
typedef struct jr_regex_text {
    const uint16_t *units;
    const size_t *bytes; /* where each unit is in the UTF-8 text, and its end */
    size_t n;
} jr_regex_text;

jr_regex_text jr_regex_text_of(jr_str text, jr_arena *arena);

/* To be closed. False: ICU cannot be loaded, which is reported, or the pattern is none: then *ret_error says why, where
   ret_error is not NULL. */
bool jr_regex_open(jr_str pattern, bool fold_case, jr_diag *diag, const char **ret_error, jr_regex **ret_regex);
/* NULL is fine. */
void jr_regex_close(jr_regex *regex);

/* Begins a search; the text must stay. */
void jr_regex_start(jr_regex *regex, const jr_regex_text *text);
/* The end of the next match, as an index in units. False: there is none, or it takes too long: then *ret_error says so.
 */
bool jr_regex_next(jr_regex *regex, size_t *ret_end, const char **ret_error);
/* Does it match the whole text that it was started with? */
bool jr_regex_matches(jr_regex *regex);

#endif
