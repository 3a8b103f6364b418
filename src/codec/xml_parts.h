/* SPDX-License-Identifier: MIT */
/* Names, references and values of XML: what stands within its tags and texts. */
#ifndef JR_CODEC_XML_PARTS_H
#define JR_CODEC_XML_PARTS_H

#include <jerome/buf.h>

/* A name (XML 1.0 §2.3) and what its first colon divides it in (Namespaces §4). */
typedef struct jr_xml_name {
    jr_str whole, prefix, local;
} jr_xml_name;

/* White space of XML (§2.3 [3]). */
static inline bool jr_xml_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Index behind the name at `from`; `from` where there is none. */
size_t jr_xml_name_end(jr_str s, size_t from, jr_xml_name *ret_name);

/* Reads the reference to a character at s[at], an "&" (§4.1, §4.6: of the entities there are XML's five). The number of
   its bytes in `utf8`, and behind it in *ret_end; 0: it is none, and *ret_end is behind what looks like one. */
size_t jr_xml_reference(jr_str s, size_t at, char utf8[4], size_t *ret_end);

/* The value of an attribute (§3.3.3, of type CDATA): a slice of `room`, which has space for it. False: there is no
 * character at the reference that starts at *ret_bad. */
bool jr_xml_value(jr_str raw, jr_buf *room, jr_str *ret_value, size_t *ret_bad);

#endif
