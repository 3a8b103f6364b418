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
    X(TITLE, "title", "Title")                                                                                         \
    X(LABEL, "label", "Label")                                                                                         \
    X(COMMENT, "code-comment", "Comment in code")

typedef enum jr_unit_kind {
#define X(name, slug, text) JR_UNIT_##name,
    JR_UNIT_KINDS(X)
#undef X
        JR_UNIT_KIND_COUNT
} jr_unit_kind;

/* How the bytes of a text are written in the page: what a translation of it has to be escaped for. */
typedef enum jr_form {
    /* Markdown's inlines (CommonMark §6): backslash escapes, references, codes of all types. */
    JR_FORM_PARAGRAPH,      /* lines of a paragraph, which a translation must not turn into another block */
    JR_FORM_HEADING_ATX,    /* one line behind "#" */
    JR_FORM_HEADING_SETEXT, /* lines above an underline */
    JR_FORM_CELL,           /* a cell of a pipe table: one line, '|' escaped even in codes */
    JR_FORM_LINK_TEXT,      /* between the brackets of a link that is no code of the unit: title of a tab */
    JR_FORM_ALT,            /* between "![" and "]": alternative text, markup in it means nothing to a reader */
    /* No markup: backslash escapes and references (CommonMark §6.3). Without the quotes. */
    JR_FORM_TITLE_DOUBLE, /* "…" */
    JR_FORM_TITLE_SINGLE, /* '…' */
    JR_FORM_TITLE_PAREN,  /* (…) */
    /* HTML: references alone. Values without their quotes. */
    JR_FORM_HTML_TEXT,   /* text in a block of raw HTML; its codes are tags; no blank line may come to stand in it */
    JR_FORM_HTML_DOUBLE, /* value of an attribute, in "…" */
    JR_FORM_HTML_SINGLE, /* in '…' */
    JR_FORM_HTML_BARE,   /* without quotes: a translation puts them around where it needs them */
    /* Value of an attribute of the dialect (:::image alt-text="…":::), without its double quotes: on one line, references
       as in HTML. */
    JR_FORM_DIALECT,
    /* Front matter (YAML 1.1). Without quotes and without the header of a block scalar ("|", ">-"): from the first to
       the last byte of the content. */
    JR_FORM_YAML_PLAIN,
    JR_FORM_YAML_FLOW, /* plain, in a list in brackets: ",[]{}" end it as well */
    JR_FORM_YAML_SINGLE,
    JR_FORM_YAML_DOUBLE,
    JR_FORM_YAML_LITERAL,
    JR_FORM_YAML_FOLDED,
    JR_FORM_YAML_LIST, /* of a unit: a list of values; each of its texts has a form of its own (jr_piece.form) */
    /* A comment in a code block, without its marks: nothing is escaped, no line end may come in, nor what ends it. */
    JR_FORM_COMMENT,
    JR_FORM_COUNT
} jr_form;

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
    jr_form form;      /* of a text: how its bytes are written; the unit's own but in a JR_FORM_YAML_LIST, and where HTML and
                          Markdown meet */
    jr_code_type type; /* of a code */
    uint32_t number;   /* of a code: 1, 2, … in its unit; OPEN and its CLOSE have the same */
    uint32_t flags;    /* JR_CODE_CAN_… */
    bool exact;        /* always true in what jr_units_find returns; the pass itself knows others */
    /* Exactly the bytes that the piece is written with, checked against it. It begins where the piece before ends: the
       bytes of all pieces in their order are those of the unit. Of a text: with escapes, references, and, at a line end
       in it, the marks of the containers that the next line starts with. */
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
    jr_str id;      /* an XML NMTOKEN, unique in the page: made from text, kind and ordinal among equals */
    jr_str name;    /* where it stands, unique in the page: "heading/2", "table1/r3c2", "front-matter/title" */
    jr_str note;    /* where it stands, in words */
    jr_str advice;  /* what to heed, in words, or empty */
    uint32_t limit; /* how many characters are recommended at most; 0: no limit */
    jr_unit_kind kind;
    jr_form form; /* how it is written */
    bool in_cell; /* it stands in a pipe table, be it in a code: '|' has to be escaped whatever the form */
    bool list;    /* a list of values: not to be cut into sentences */
    /* Its bytes, from the first of its first piece to behind the last of its last. No bytes of the page belong to two
       units, but those of a text of a code (alternative text, title) lie within that code; the title of a reference
       link lies in its definition. */
    jr_span span;
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

typedef struct jr_unit_opts {
    jr_str keys;        /* names of the front-matter keys that are translated, separated by commas */
    bool code_comments; /* comments in code blocks are units */
    bool bare;          /* texts alone: no ids, notes and advice, and names only of front matter */
    bool brief;         /* no notes and advice, and of what codes show and stand for only the text of terms */
} jr_unit_opts;

/* Finds the units of a resolved document: front matter first, then the body in its order, then the footnotes; the texts
   of a code right behind the unit that holds it. Only text with a letter or a digit makes a unit; nothing comes from
   included files. A text whose bytes are not found for certain makes none: `diag` (or NULL) is told of it, as
   JR_D_NOT_EXPORTED. All that is returned lives in the arena. */
JR_API void jr_units_find(const jr_doc *doc, const jr_unit_opts *opts, jr_arena *arena, jr_diag *diag,
                          jr_units *ret_units);

/* "list-item" and so on. */
JR_API jr_str jr_unit_kind_name(jr_unit_kind kind);

#endif
