/* SPDX-License-Identifier: MIT */
/* The body of a document as HTML or XHTML: what the html and epub writers share. */
#ifndef JR_XHTML_H
#define JR_XHTML_H

#include <jerome/ast.h>
#include <jerome/buf.h>
#include <jerome/diag.h>

typedef enum jr_xhtml_syntax {
    JR_XHTML_PAGE,     /* HTML as a complete page has it: <br>, labelled notes, switchable tabs */
    JR_XHTML_FRAGMENT, /* HTML in the forms of cmark-gfm, comments included */
    JR_XHTML_XML       /* XHTML for EPUB 3: well-formed, epub:type, ids are XML names, no form controls */
} jr_xhtml_syntax;

/* What a writer decides by itself. Any of them may be NULL: then the document's own address holds, or the one named
   here. */
typedef struct jr_xhtml_hooks {
    void *user;
    /* Appends where a link leads, as a URL reference, and gives true; false: the link's text stands alone. */
    bool (*link)(void *user, const jr_node *link, jr_buf *url);
    /* The same for an image's source; false: the alternative text stands in its place. */
    bool (*image)(void *user, const jr_node *image, jr_buf *url);
    /* Appends where the note of a FOOTNOTE_REF stands. NULL: "#fn.N" */
    void (*note)(void *user, const jr_node *ref, jr_buf *url);
    /* Appends where reference number `use` (1-based) to a FOOTNOTE stands. NULL: "#fnref.N", "#fnref.N-USE" */
    void (*back)(void *user, const jr_node *note, uint32_t use, jr_buf *url);
} jr_xhtml_hooks;

#define JR_XHTML_DEPTH 128 /* elements of HTML that are known to be right; the reader's limit of depth is lower */

/* A body being written. Start with jr_xhtml_start, end with jr_xhtml_end. */
typedef struct jr_xhtml {
    jr_buf *out;
    const jr_doc *doc;
    jr_diag *diag;
    jr_xhtml_hooks hooks;
    jr_xhtml_syntax syntax;

    jr_buf scratch, url;         /* for one attribute's value */
    unsigned in_link;            /* links open: no other may start inside */
    unsigned in_summary;         /* paragraphs there have no element */
    const char *link_element;    /* of the outermost link, or NULL where its text stands alone */
    unsigned in_section;         /* no heading of level 1 there */
    const char *heading_element; /* of the heading at hand */
    unsigned char outline[7]; /* the level that a page shows for the last heading of each level of the document, or 0 */
    unsigned tabs, groups;    /* so far, for ids */
    size_t groups_open;
    unsigned group[JR_XHTML_DEPTH];  /* the number of each tab group that is open */
    bool label;                      /* text without ids, links and notes */
    size_t boxes;                    /* DIVs and SPANs open */
    const char *box[JR_XHTML_DEPTH]; /* the element of each */
} jr_xhtml;

/* `hooks` may be NULL; it is copied. `out` takes what is written. */
void jr_xhtml_start(jr_xhtml *x, jr_buf *out, const jr_doc *doc, jr_diag *diag, jr_xhtml_syntax syntax,
                    const jr_xhtml_hooks *hooks);
void jr_xhtml_end(jr_xhtml *x);

/* Writes one node with all that is in it. */
void jr_xhtml_node(jr_xhtml *x, const jr_node *node);
/* Writes the siblings from `first` to `last`; last == NULL: all that follow. first == NULL: nothing. */
void jr_xhtml_range(jr_xhtml *x, const jr_node *first, const jr_node *last);
/* Writes the text below a node for a table of contents: emphasis and code, but no ids, links, images and notes. */
void jr_xhtml_label(jr_xhtml *x, const jr_node *node);
/* Writes the notes of the document in a section of their own, with links back; nothing where there are none. */
void jr_xhtml_notes(jr_xhtml *x);

/* ---- Text and addresses ---- */

/* Appends text with & < > " escaped; in HTML without the characters that HTML forbids (HTML §13.2.3.5). */
void jr_xhtml_text(jr_xhtml *x, jr_str text);
/* Appends a URL reference for an attribute: what no URL may hold (RFC 3986) is percent-encoded, '\' becomes '/'. */
void jr_xhtml_url(jr_buf *out, jr_str url);
/* Appends an id; for XML made a Name without colon (XML Names §4). */
void jr_xhtml_put_id(jr_buf *out, jr_str id, jr_xhtml_syntax syntax);
/* False for an address that can run programs or read the reader's files: javascript:, vbscript:, file:, and data: other
   than pictures. */
bool jr_xhtml_safe_url(jr_str url);

/* ---- Elements and attributes that came from HTML (xhtml_element.c) ---- */

/* The element that shows a DIV or SPAN where it stands; never NULL. It depends on what is open in x. */
const char *jr_xhtml_element(const jr_xhtml *x, const jr_node *node);
/* Appends the id, classes and allowed attributes of a node on an element of that name, each with a space before it.
   `style_class` is a class of our stylesheet, `css` a declaration for the style attribute; both may be empty. */
void jr_xhtml_attributes(jr_xhtml *x, const jr_node *node, const char *element, jr_str style_class, jr_str css);

#endif
