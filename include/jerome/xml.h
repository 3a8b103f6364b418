/* SPDX-License-Identifier: MIT */
/* XML out: escaped, filtered to legal characters (XML 1.0 §2.2), nested as opened. */
#ifndef JEROME_XML_H
#define JEROME_XML_H

#include "buf.h"
#include "str.h"

/* Appends text with & < > escaped, CR as &#13;; what XML 1.0 forbids becomes U+FFFD. */
JR_API void jr_xml_text(jr_buf *out, jr_str text);
/* The same for an attribute value in double quotes: also " and, as references, tab, LF and CR. */
JR_API void jr_xml_attr_text(jr_buf *out, jr_str text);

/* An emitter that remembers what is open. Names must be string literals: they are kept. Start with jr_xml_start. */
#define JR_XML_DEPTH 256
typedef struct jr_xml {
    jr_buf *out;
    size_t depth;     /* elements open; opening more than JR_XML_DEPTH is refused and counted in `overflow` */
    size_t overflow;
    bool in_tag;      /* the start tag has not been closed yet: attributes may follow */
    const char *open[JR_XML_DEPTH];
} jr_xml;

/* Writes the XML declaration (UTF-8; standalone="yes" where asked) unless `fragment`. */
JR_API void jr_xml_start(jr_xml *x, jr_buf *out, bool fragment, bool standalone);
JR_API void jr_xml_open(jr_xml *x, const char *name);
/* An attribute of the element just opened. */
JR_API void jr_xml_attr(jr_xml *x, const char *name, jr_str value);
JR_API void jr_xml_attr_int(jr_xml *x, const char *name, int64_t value);
JR_API void jr_xml_chars(jr_xml *x, jr_str text);
/* Bytes that are XML already. */
JR_API void jr_xml_raw(jr_xml *x, jr_str xml);
/* Closes the innermost element; as an empty-element tag where nothing came in between. */
JR_API void jr_xml_close(jr_xml *x);
/* An element with text and nothing else. */
JR_API void jr_xml_element(jr_xml *x, const char *name, jr_str text);
/* Closes all that is open. */
JR_API void jr_xml_end(jr_xml *x);

#endif
