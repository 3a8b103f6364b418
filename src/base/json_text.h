/* SPDX-License-Identifier: MIT */
/* Writing JSON (RFC 8259): strings; all else is punctuation. */
#ifndef JR_BASE_JSON_TEXT_H
#define JR_BASE_JSON_TEXT_H

#include <jerome/buf.h>

/* Appends text as a JSON string, in quotes. What does not show but acts, on a terminal too (controls, what turns the
   direction of text), is escaped; malformed UTF-8 becomes U+FFFD. */
void jr_put_json(jr_buf *out, jr_str text);
/* A character that acts on a terminal instead of showing. */
bool jr_is_unseen(uint32_t c);

#endif
