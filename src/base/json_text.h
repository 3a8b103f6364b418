/* SPDX-License-Identifier: MIT */
/* Writing JSON (RFC 8259): strings; all else is punctuation. */
#ifndef JR_BASE_JSON_TEXT_H
#define JR_BASE_JSON_TEXT_H

#include <jerome/buf.h>

/* Appends text as a JSON string, in quotes. What acts instead of showing (jr_is_unseen) is escaped; malformed
   UTF-8 becomes U+FFFD. */
void jr_put_json(jr_buf *out, jr_str text);

#endif
