/* SPDX-License-Identifier: MIT */
/* Which tags of a piece of HTML are meant as HTML, and which are text in angle brackets ("<username>"). */
#ifndef JR_READ_HTML_SCAN_H
#define JR_READ_HTML_SCAN_H

#include "html_build.h"
#include "html_tag.h"

/* End tags that are still to come, by jr_html_index. */
typedef struct jr_html_scan {
    uint32_t ends[JR_HTML_ELEMENTS];
} jr_html_scan;

/* Counts a tag; to be called for all tags of a piece before the first jr_html_meaning. */
void jr_html_count(jr_html_scan *scan, const jr_tag *tag);
/* The element of a start or end tag, or NULL: it is text. To be called once for each tag, in order. */
const jr_html_element *jr_html_meaning(jr_html_scan *scan, const jr_tag *tag);
/* Hands a start tag to the builder, its attributes decoded. */
void jr_html_open_tag(jr_html_builder *b, const jr_html_element *element, const jr_tag *tag);

#endif
