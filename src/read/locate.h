/* SPDX-License-Identifier: MIT */
/* Finds inlines again in the bytes of their block: cmark-gfm's own columns cannot be trusted. A cursor walks over the
   block once; each step is checked against the bytes, and what does not fit makes the rest of the block's inlines lost.
 */
#ifndef JR_READ_LOCATE_H
#define JR_READ_LOCATE_H

#include "source.h"

typedef struct jr_locator {
    jr_str s;       /* what was parsed */
    size_t at, end; /* the cursor, and where the block ends */
    size_t prefix;  /* where the line's container markers, just passed over, start */
    bool in_cell;   /* "\|" is a pipe (GFM §4.10) */
    bool lost;
} jr_locator;

/* A piece found: source bytes [begin, end); `text` is empty where the literal is not one piece of the source. */
typedef struct jr_located {
    size_t begin, end;
    jr_str text;
} jr_located;

/* Puts the cursor on the first inline byte of s[begin, end), a paragraph, heading or cell: behind "#", a task marker,
   link reference definitions. */
void jr_locate_begin(jr_locator *l, jr_str s, size_t begin, size_t end, bool in_cell);

/* Each of these expects something at the cursor and moves behind it. False: lost, now or before. */
bool jr_locate_text(jr_locator *l, jr_str literal, jr_located *ret_piece);
bool jr_locate_code(jr_locator *l, jr_str literal, jr_located *ret_piece);
bool jr_locate_html(jr_locator *l, jr_str literal, jr_located *ret_piece);
bool jr_locate_break(jr_locator *l, jr_located *ret_piece);
/* [^label]; ret_piece->text is the label. */
bool jr_locate_note(jr_locator *l, jr_located *ret_piece);
/* A run of `width` times one of `marks` (a delimiter of emphasis); width 0: one or two. */
bool jr_locate_delimiter(jr_locator *l, const char *marks, size_t width, jr_located *ret_piece);
/* "[", "![" or "<" before the text of a link or image. */
bool jr_locate_opener(jr_locator *l, bool image, bool *ret_autolink, jr_located *ret_piece);
/* What stands behind the text: "](…)", "][…]", "]" or ">". */
bool jr_locate_closer(jr_locator *l, bool autolink, jr_located *ret_piece);

/* The parts of one text, which may be written with escapes and references; asked for from the first to the last. */
typedef struct jr_text_parts {
    const jr_source *source;
    jr_span whole;
    size_t begin; /* of the whole, in what was parsed */
    jr_str text;
    bool verbatim; /* its bytes are the text */
    jr_locator l;
    size_t of; /* where the cursor is in the text */
} jr_text_parts;

/* `whole`: the place in the file of a text, which may still hold placeholders. */
jr_text_parts jr_locate_parts(const jr_source *source, const jr_span *whole, jr_str text);
/* The place of text[begin, end), or that of the whole text where it is not known. */
jr_span jr_locate_part(jr_text_parts *parts, size_t begin, size_t end);

#endif
