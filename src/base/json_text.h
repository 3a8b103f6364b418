/* SPDX-License-Identifier: MIT */
/* Writing JSON (RFC 8259): strings; all else is punctuation. */
#ifndef JR_BASE_JSON_TEXT_H
#define JR_BASE_JSON_TEXT_H

#include <jerome/buf.h>

/* Appends text as a JSON string, in quotes. What acts instead of showing (jr_is_unseen) is escaped; malformed
   UTF-8 becomes U+FFFD. */
void jr_put_json(jr_buf *out, jr_str text);
/* The same without a loss: a byte that is no UTF-8 becomes an escape from \udc80 to \udcff, as Python's
   "surrogateescape" has it and jr_json_read takes it. For names of files. */
void jr_put_json_bytes(jr_buf *out, jr_str bytes);

#endif
