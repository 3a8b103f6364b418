/* SPDX-License-Identifier: MIT */
/* XML in. No DTD is read, there are no entities but XML's own five, no inclusions, and so nothing to fetch. */
#ifndef JR_CODEC_XML_IN_H
#define JR_CODEC_XML_IN_H

#include <jerome/diag.h>
#include <jerome/str.h>

/* The namespace of xml:space and xml:lang (Namespaces in XML 1.0 §3). */
#define JR_XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"

enum {
    JR_XML_MAX_BYTES = 256 << 20,
    JR_XML_MAX_DEPTH = 100,      /* elements within elements */
    JR_XML_MAX_ATTRS = 256,      /* of one element: each is compared with each */
    JR_XML_MAX_NAMESPACES = 1000 /* declared at any one place */
};

typedef struct jr_xml_attr_in {
    jr_str space; /* namespace, or empty */
    jr_str name;  /* without its prefix */
    jr_str value; /* decoded */
} jr_xml_attr_in;

typedef struct jr_xml_element {
    jr_str space; /* namespace; where its prefix was not declared, the prefix */
    jr_str name;  /* without its prefix */
    const jr_xml_attr_in *attrs;
    size_t n_attrs;
    jr_span span; /* of the start tag; offsets and columns count the bytes of the text as UTF-8 without a BOM */
} jr_xml_element;

/* Takes what is in a document, in order, each element opened and closed exactly once, CDATA sections as text, comments
   and processing instructions not at all. Text may come in several parts. Slices are valid during the call only. A
   function that returns false (having reported why) ends the reading. */
typedef struct jr_xml_events {
    bool (*open)(void *user, const jr_xml_element *element);
    bool (*close)(void *user);
    bool (*text)(void *user, jr_str text, const jr_span *where);
    bool (*idle)(void *user); /* or NULL: nothing within the element just opened is wanted, nor told before its close */
    bool may_name_dtd; /* a document type declaration that only names a DTD is passed over; else any is refused */
    size_t max_bytes;  /* of a document; 0: JR_XML_MAX_BYTES */
} jr_xml_events;

/* Reads a document in any encoding that jr_xml_decode reads. False: the document is not well-formed or is
   past a limit, or an event said no; reported, with the place in file number `file`. */
bool jr_xml_parse(jr_str bytes, uint32_t file, const jr_xml_events *events, void *user, jr_diag *diag);
/* The value of the attribute without a namespace, or the empty slice with p == NULL. */
jr_str jr_xml_attr_value(const jr_xml_element *element, jr_str name);

#endif
