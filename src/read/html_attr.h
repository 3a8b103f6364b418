/* SPDX-License-Identifier: MIT */
/* Which attributes of an HTML element stay, and which addresses are safe. */
#ifndef JR_READ_HTML_ATTR_H
#define JR_READ_HTML_ATTR_H

#include <jerome/ast.h>

#include "html_element.h"

/* Attributes of one start tag: names and decoded values. They live as long as the call that passes them. */
typedef struct jr_html_attrs {
    const jr_str (*p)[2];
    size_t n;
} jr_html_attrs;

#define JR_HTML_MAX_ATTRS 64 /* of one element; the rest is passed over */

/* The value of the first attribute of that name, in any case; an empty slice where there is none. */
jr_str jr_html_get(jr_html_attrs attrs, jr_str name);
/* A non-negative number of at most `max`, else `otherwise`. */
uint32_t jr_html_number(jr_html_attrs attrs, jr_str name, uint32_t max, uint32_t otherwise);
/* What a node keeps of them, copied into the arena: id, classes, and key-values that have a meaning on that element. No
   scripts, no styles. NULL: nothing. */
const jr_attr *jr_html_attr(jr_arena *arena, const jr_html_element *element, jr_html_attrs attrs);
/* False for an address that runs a script or carries data: javascript:, vbscript:, data: (but a picture's, where `image`). */
bool jr_html_url_is_safe(jr_str url, bool image);

#endif
