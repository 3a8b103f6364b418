/* SPDX-License-Identifier: MIT */
/* Translatable units: every text of a page that a translator is to see, found by one walk. Export and merge share it,
   so that they cannot drift apart. */
#ifndef JEROME_UNITS_H
#define JEROME_UNITS_H

#include "arena.h"
#include "ast.h"
#include "meta.h"

/* Kinds of units: name (ids depend on it), what a note calls it. */
#define JR_UNIT_KINDS(X)                                                                                               \
    X(META, "front-matter", "Front matter")                                                                            \
    X(HEADING, "heading", "Heading")                                                                                   \
    X(PARAGRAPH, "paragraph", "Paragraph")                                                                             \
    X(ITEM, "list-item", "List item")                                                                                  \
    X(CELL, "table-cell", "Table cell")                                                                                \
    X(TAB_TITLE, "tab-title", "Tab title")                                                                             \
    X(FOOTNOTE, "footnote", "Footnote")                                                                                \
    X(ALERT, "alert", "Alert")                                                                                         \
    X(QUOTE, "quote", "Block quote")                                                                                   \
    X(ALT, "alt-text", "Alternative text")                                                                             \
    X(TITLE, "title", "Title")

typedef enum jr_unit_kind {
#define X(name, slug, text) JR_UNIT_##name,
    JR_UNIT_KINDS(X)
#undef X
        JR_UNIT_KIND_COUNT
} jr_unit_kind;

/* What an inline code is. */
typedef enum jr_code_type {
    JR_CODE_BOLD,
    JR_CODE_ITALIC,
    JR_CODE_STRIKETHROUGH,
    JR_CODE_UNDERLINE,
    JR_CODE_SUPERSCRIPT,
    JR_CODE_SUBSCRIPT,
    JR_CODE_LINK,
    JR_CODE_HTML, /* an element that is none of the others */
    JR_CODE_IMAGE,
    JR_CODE_CODE,      /* a code span */
    JR_CODE_BREAK,     /* a hard line break */
    JR_CODE_FOOTNOTE,  /* a reference to a footnote */
    JR_CODE_INCLUDE,   /* an inline include: its text belongs to its own file */
    JR_CODE_ADDRESS,   /* an address that is its own text */
    JR_CODE_TERM,      /* text that the author protects from translation */
    JR_CODE_SEPARATOR, /* what stands between two values of a front-matter list */
    JR_CODE_COUNT
} jr_code_type;

/* What a translation may do to a code without harm to the page. */
enum { JR_CODE_CAN_COPY = 1, JR_CODE_CAN_DELETE = 2, JR_CODE_CAN_REORDER = 4 };

typedef enum jr_piece_kind {
    JR_PIECE_TEXT,  /* text to translate */
    JR_PIECE_OPEN,  /* start of a code that holds text */
    JR_PIECE_CLOSE, /* its end; pairs are well nested within a unit */
    JR_PIECE_CODE   /* a code without text of its own */
} jr_piece_kind;

/* One piece of a unit, in the order of the page. */
typedef struct jr_piece {
    jr_piece_kind kind;
    jr_code_type type; /* of a code */
    uint32_t number;   /* of a code: 1, 2, … in its unit; OPEN and its CLOSE have the same */
    uint32_t flags;    /* JR_CODE_CAN_… */
    /* True: `span` is exactly the bytes that the piece was made from, checked against them. False: the span is only a
       place for messages, and the original of a code is what an author would write for it. */
    bool exact;
    jr_span span;
    jr_str text;         /* TEXT: white space normalised, never empty. Codes: the original, as in the source */
    jr_str disp;         /* of a code: what a translator is shown; never empty */
    jr_str equiv;        /* of a code: the plain text that it stands for, or empty */
    size_t first_sub;    /* units of the code's own texts (alternative text, title): */
    size_t n_subs;       /* n_subs of them from index first_sub of jr_units on */
    const jr_node *node; /* or NULL: front matter */
} jr_piece;

#define JR_NO_UNIT ((size_t)-1)

typedef struct jr_unit {
    jr_str id;     /* an XML NMTOKEN, unique in the page: made from text, kind and ordinal among equals */
    jr_str name;   /* where it stands, unique in the page: "heading/2", "table1/r3c2", "front-matter/title" */
    jr_str note;   /* where it stands, in words */
    jr_str advice; /* what to heed, in words, or empty */
    jr_unit_kind kind;
    bool list;    /* a list of values: not to be cut into sentences */
    jr_span span; /* from its first to its last byte, or, where that is not known for certain, the place of its block */
    const jr_piece *pieces;
    size_t n_pieces;
    const jr_node *block; /* the block that holds its inlines; an ALT or TITLE: the link or image; NULL: front matter */
    const jr_meta *meta;  /* front matter: the value; else NULL */
    size_t parent;        /* an ALT or TITLE: index of the unit that holds its code, or JR_NO_UNIT */
} jr_unit;

typedef struct jr_units {
    const jr_unit *items;
    size_t n;
} jr_units;

/* The front-matter keys that are translated where nobody says otherwise. */
#define JR_UNITS_DEFAULT_KEYS "title,description,keywords"

/* Finds the units of a resolved document: front matter first, then the body in its order, then the footnotes; the texts
   of a code right behind the unit that holds it. Only text with a letter or a digit makes a unit; nothing comes from
   included files. `keys`: names of front-matter keys, separated by commas. All that is returned lives in the arena. */
JR_API void jr_units_find(const jr_doc *doc, jr_str keys, jr_arena *arena, jr_units *ret_units);

/* "list-item" and so on. */
JR_API jr_str jr_unit_kind_name(jr_unit_kind kind);

#endif
