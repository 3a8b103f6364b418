/* SPDX-License-Identifier: MIT */
/* What the files of the merge share. */
#ifndef JR_MERGE_PARTS_H
#define JR_MERGE_PARTS_H

#include "merge.h"
#include "units/unit_space.h"

/* How much is escaped. Each level is tried where the one before did not read as intended. */
typedef enum jr_escape_level {
    JR_ESCAPE_AS_SOURCE,  /* as the source does: what it always escapes, too */
    JR_ESCAPE_FEWEST,     /* what has to be, by the rules of CommonMark */
    JR_ESCAPE_ALL,        /* each character that can mean something */
    JR_ESCAPE_REFERENCES, /* the same as character references, emphasis as HTML */
    JR_ESCAPE_COUNT       /* none did: the source stays */
} jr_escape_level;

/* A text with codes, as a translation is while it is merged: of a jr_inline, what its number does not say. */
typedef struct jr_merge_item {
    jr_piece_kind kind;
    uint32_t number; /* of a code */
    jr_str text;     /* TEXT */
} jr_merge_item;

typedef struct jr_merge_text {
    const jr_merge_item *items;
    size_t n;
} jr_merge_text;

/* The codes of a unit by number: a code without text, or start and end of a pair. */
typedef struct jr_merge_codes {
    const jr_piece **open, **close; /* [1] to [n]; a code without text is in both */
    uint32_t n;
} jr_merge_codes;

/* What becomes of one unit. */
typedef struct jr_merge_unit {
    bool changed;    /* its target says something else than its source */
    bool nested;     /* written with the unit that holds its code */
    bool lenient;    /* that strict readers read it as well is given up */
    unsigned level;  /* jr_escape_level */
    jr_merge_text text; /* of a changed one: what it is to say, in normal form */
    jr_merge_codes codes;
    size_t begin, end; /* bytes of the source that it replaces */
    bool relabel;      /* it is the text of an image that is its label as well: "![a][]", "![a]" (CommonMark §6.4) */
    jr_edges edges, own_edges; /* spaces around it, and around the source's text; empty: the source's */
    size_t line, line_begin; /* jr_merge_line: the line at hand */
    bool worded;       /* its text has a letter or a digit: the units pass finds it again */
} jr_merge_unit;

/* Bytes of the source that are replaced in the page. */
typedef struct jr_edit {
    size_t begin, end;
    size_t unit; /* whose text it is, or JR_NO_UNIT: `bytes` */
    jr_str bytes;
    size_t at, at_end; /* where it came to stand in the page at hand */
} jr_edit;

typedef struct jr_merger {
    const jr_merge *job;
    jr_arena *arena;
    jr_arena *scratch; /* of the unit at hand */
    jr_diag *diag;
    jr_merge_unit *units; /* one for each unit of the page */
    jr_edit *edits;       /* of the page at hand, by place */
    size_t n_edits;
    jr_edit *others; /* edits that are no translation: anchors, metadata */
    size_t n_others, cap_others;
    unsigned round;
    bool one_line; /* line ends within texts are spaces */
} jr_merger;

/* ---- merge_text.c: texts with codes ---- */

jr_merge_codes jr_merge_codes_of(jr_arena *arena, const jr_unit *unit);
/* What becomes of runs of white space in a text. */
typedef enum jr_spacing {
    JR_SPACING_NORMAL,   /* one space */
    JR_SPACING_SEEN,     /* one space, none beside breaks of HTML either */
    JR_SPACING_ONE_LINE, /* spaces stay, a line end is a space */
    JR_SPACING_LINES     /* line ends stay, too */
} jr_spacing;
/* Normal form, in which texts that say the same are the same: runs of white space are one space, there is none at
   either end or beside a line break; no space is just inside of emphasis (CommonMark §6.2: it would not be any) but
   outside of it; there is no emphasis without content; no line break at either end. */
jr_merge_text jr_merge_normal(jr_arena *arena, const jr_merge_codes *codes, jr_merge_text text, jr_spacing spacing);
/* A translation as such a text, not yet in normal form; it holds the same slices. */
jr_merge_text jr_merge_taken(jr_arena *arena, jr_inlines text);
/* The pieces of a unit as such a text, not yet in normal form; with their white space as in `page`, where that is given. */
jr_merge_text jr_merge_source(jr_arena *arena, const jr_unit *unit, const jr_str *page);
/* "*", "_", "~" where a piece is a delimiter of emphasis, else 0. */
char jr_merge_delimiter(const jr_piece *piece);

/* ---- merge_write.c, merge_markdown.c, merge_value.c: bytes ---- */

/* Appends a unit that is changed, at its level. */
void jr_merge_write(const jr_merger *m, size_t unit, jr_buf *out);
/* Appends the bytes of a code with the texts of its own that have changed. */
void jr_merge_write_code(const jr_merger *m, const jr_merge_codes *codes, const jr_piece *piece, jr_buf *out);
/* Each appends a unit's text in its form. */
void jr_merge_markdown(const jr_merger *m, size_t unit, jr_buf *out);
void jr_merge_title(const jr_merger *m, size_t unit, jr_buf *out);
void jr_merge_html(const jr_merger *m, size_t unit, jr_buf *out);
void jr_merge_yaml(const jr_merger *m, size_t unit, jr_buf *out);
/* Length of what looks like a character reference ("&amp;", "&#160;") at i, or 0. */
size_t jr_merge_reference(jr_str s, size_t i);
/* True where s[i] is what an address could not be told by if it were escaped: ':' in "http://", '.' in "www.", '@' in a
   mail address. */
bool jr_merge_in_address(jr_str s, size_t i);
/* True for the characters of ASCII that are no letters, digits, or white space. */
bool jr_merge_is_punct(char c);

/* Whether a scalar says the same without quotes as it does between them. */
bool jr_merge_yaml_is_plain(jr_str value);
/* Appends a scalar: in double quotes, or plain if it can be. */
void jr_merge_yaml_scalar(jr_str value, bool quoted, jr_buf *out);

/* ---- merge_space.c: white space ---- */

/* The line end in the text of a unit that is the n-th, from 0, as it is written: with the marks that the source's next
   line begins with. Where the source has no lines, a space. */
jr_str jr_merge_line(const jr_merger *m, size_t unit, size_t n);
/* The spaces at either end of a target. */
jr_edges jr_merge_edges_of(jr_arena *arena, const jr_unit *unit, jr_merge_text text);
/* Adds edits for what Microsoft Learn's localization does to white space outside of texts. */
void jr_merge_spaces_add(jr_merger *m);

/* ---- merge_meta.c, merge_anchor.c: what is no translation ---- */

/* Adds an edit to those that are no translation. */
void jr_merge_add(jr_merger *m, jr_edit edit);
void jr_merge_metadata(jr_merger *m);
/* The existing localized page was handed off before that day (YYYYMMDD): the localization had other rules then. */
bool jr_merge_is_older(const jr_merger *m, jr_str day);
/* Where the lines between the marks of the front matter begin and end. False: there is none. */
bool jr_merge_front_matter(const jr_merger *m, size_t *ret_open, size_t *ret_close);
void jr_merge_anchors_add(jr_merger *m);

/* ---- merge_proof.c ---- */

/* Compares the merged page with what it is to be, and raises the level of each unit that does not say what it should or
   that others suffer from. False: something had to be raised. */
bool jr_merge_prove(jr_merger *m, jr_str page);
/* Tries a unit again in the next way; where there is none, its source stays. */
void jr_merge_raise(jr_merger *m, size_t unit);

#endif
