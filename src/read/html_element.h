/* SPDX-License-Identifier: MIT */
/* What each HTML element becomes. */
#ifndef JR_READ_HTML_ELEMENT_H
#define JR_READ_HTML_ELEMENT_H

#include <jerome/ast.h>

typedef enum jr_html_role {
    JR_HTML_INLINE,    /* a node of jr_html_element.kind around inlines */
    JR_HTML_CODE,      /* CODE where it holds only text, else SPAN */
    JR_HTML_ANCHOR,    /* LINK with an address, SPAN without */
    JR_HTML_BREAK,     /* LINE_BREAK */
    JR_HTML_IMAGE,
    JR_HTML_UNWRAP,    /* an inline element without meaning: its content stays */
    JR_HTML_PARAGRAPH,
    JR_HTML_HEADING,
    JR_HTML_LIST,
    JR_HTML_ITEM,
    JR_HTML_TABLE,
    JR_HTML_SECTION,   /* thead, tbody, tfoot */
    JR_HTML_ROW,
    JR_HTML_CELL,
    JR_HTML_QUOTE,
    JR_HTML_PRE,
    JR_HTML_RULE,
    JR_HTML_DIV,       /* DIV with the element's name */
    JR_HTML_GROUP,     /* a block element without meaning: its content stays, as blocks */
    JR_HTML_MEDIA,     /* VIDEO where it has an address; its content, made for old browsers, is dropped */
    JR_HTML_SKIP,      /* dropped with its content */
    JR_HTML_SKIP_VOID, /* dropped; has no content */
    JR_HTML_QUIET      /* dropped in silence; has no content or means nothing here */
} jr_html_role;

/* jr_html_element.flags */
enum {
    JR_HTML_VOID = 1,   /* no end tag */
    JR_HTML_BLOCK = 2,  /* starts a block */
    JR_HTML_REPORT = 4, /* what it does is lost: JR_D_DROPPED_HTML */
    JR_HTML_OPEN_END = 8, /* the end tag may be left out (HTML Standard 13.1.2.4) */
    JR_HTML_WORD = 16    /* a word that writers put in angle brackets as a placeholder, too */
};

typedef struct jr_html_element {
    jr_str name;
    jr_html_role role;
    jr_kind kind;    /* of the node that it makes, where one role makes several */
    unsigned flags;
    unsigned number; /* heading: level; list: 1 where ordered */
} jr_html_element;

#define JR_HTML_ELEMENTS 160 /* more than the table has: for counters by jr_html_index */

/* The element of that name, in any case, or NULL: no element of HTML. */
const jr_html_element *jr_html_find(jr_str name);
/* Its place in the table, below JR_HTML_ELEMENTS. */
size_t jr_html_index(const jr_html_element *element);

#endif
