/* SPDX-License-Identifier: MIT */
/* Names and texts from outside, where a person is to see them as they are. */
#ifndef JR_BASE_CLEAN_H
#define JR_BASE_CLEAN_H

#include <jerome/buf.h>

/* A character that acts instead of showing: controls, and what turns the direction of text. */
bool jr_is_unseen(uint32_t c);
/* Appends text with U+FFFD for what is malformed or unseen. */
void jr_put_clean(jr_buf *out, jr_str text);

#endif
