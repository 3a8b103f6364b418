/* SPDX-License-Identifier: MIT */
/* Cuts HTML into tags and text; reads attributes and character references. Repairs nothing. */
#ifndef JR_READ_HTML_TAG_H
#define JR_READ_HTML_TAG_H

#include <jerome/arena.h>
#include <jerome/diag.h>
#include <jerome/str.h>

typedef enum jr_tag_type {
    JR_TAG_TEXT,
    JR_TAG_OPEN,
    JR_TAG_CLOSE,
    JR_TAG_COMMENT,
    JR_TAG_OTHER /* a processing instruction, a declaration, a CDATA section */
} jr_tag_type;

/* One piece of HTML. */
typedef struct jr_tag {
    jr_tag_type type;
    jr_str whole; /* as written */
    jr_str name;  /* of a tag, as written */
    jr_str attrs; /* of a start tag: what stands between the name and the end */
} jr_tag;

/* Where the cutting stands. Start with `{.html = text}`. */
typedef struct jr_tag_reader {
    jr_str html;
    size_t at;
    bool no_end;      /* no tag ends behind `at`: what looks like one is text */
    bool no_quote[2]; /* neither ' nor " is closed behind `at` */
} jr_tag_reader;

/* The next piece; false behind the last one. All pieces together are the whole text; the time is linear in it. */
bool jr_tag_next(jr_tag_reader *reader, jr_tag *ret_tag);
/* The next attribute of jr_tag.attrs from *at on, as written, the value without its quotes; false behind the last one. */
bool jr_tag_attribute(jr_str attrs, size_t *at, jr_str *ret_name, jr_str *ret_value);
/* Text with its character references resolved (HTML Standard 13.2.5.72 ff.); unknown ones stay as written, what XML forbids
   becomes U+FFFD. Without references: the text itself. */
jr_str jr_html_decode(jr_arena *arena, jr_diag *diag, jr_str text);

#endif
