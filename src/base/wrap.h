/* SPDX-License-Identifier: MIT */
/* Help is a left column of names and a right one of wrapped text. */
#ifndef JR_BASE_WRAP_H
#define JR_BASE_WRAP_H

#include <jerome/buf.h>

/* Ends a line that has `width` columns by `text`, broken at spaces before column 80; each line of text begins at column
   `indent`. A left part that leaves no gap before it gets a line of its own. */
void jr_wrap(jr_buf *out, size_t width, size_t indent, jr_str text);

#endif
