/* SPDX-License-Identifier: MIT */
/* What the files of the units pass share. */
#ifndef JR_UNITS_UNIT_PARTS_H
#define JR_UNITS_UNIT_PARTS_H

#include <jerome/map.h>
#include <jerome/units.h>

#include "base/grow.h"

/* ---- unit_codes.c: what an inline node is as a code, and its bytes ---- */

typedef struct jr_code_shape {
    jr_code_type type;
    uint32_t flags; /* JR_CODE_CAN_… */
    bool paired;    /* its children are text to translate */
} jr_code_shape;

/* The shape of an inline node other than text and soft breaks. */
jr_code_shape jr_code_shape_of(const jr_node *node);
/* The image that a code is: itself, or the only child of a link that was made with it (":::image lightbox="); or NULL.
 */
const jr_node *jr_code_image(const jr_node *node);
/* Bytes of the source that begin and end a code, as offsets; a code without text has no close. */
typedef struct jr_code_place {
    uint32_t open_begin, open_end, close_begin, close_end;
} jr_code_place;
/* Finds the bytes of a code in its node's span, from `cursor` on, and checks them. False: not certain. */
bool jr_code_find(const jr_doc *doc, const jr_node *node, bool paired, uint32_t cursor, jr_code_place *ret_place);
/* The first inline include in plain text at or after `from`: its place, and its end. text.n: there is none. */
size_t jr_code_include(jr_str text, size_t from, size_t *ret_end);
/* Index behind the tag or the comment that starts with '<' at `from` (attribute values may hold '>'), or 0. */
size_t jr_code_tag_end(jr_str s, size_t from);
/* Index of the ']' that closes the '[' at `from`, or s.n: escapes, code spans and tags are passed over. */
size_t jr_code_bracket_end(jr_str s, size_t from);
/* What a translator is shown for a code without text, and the plain text that it stands for. */
jr_str jr_code_disp(jr_arena *arena, const jr_node *node, jr_code_type type, jr_str original);
jr_str jr_code_equiv(jr_arena *arena, const jr_node *node, jr_code_type type);
/* At most `max` characters of s on one line, "…" for the rest. */
jr_str jr_clip(jr_arena *arena, jr_str s, size_t max);

/* ---- unit_pieces.c: the pieces of one run of inlines ---- */

/* A text of a code's own that makes a unit of its own. */
typedef struct jr_sub_text {
    const jr_node *node; /* the link, image or element */
    jr_unit_kind kind;   /* ALT, TITLE or LABEL */
    size_t piece;        /* index of its code */
} jr_sub_text;

enum { CODE_SHOWN = 40 }; /* characters of a code that a translator is shown */

typedef struct jr_run {
    jr_piece *pieces;
    size_t n;
    jr_sub_text *subs;
    size_t n_subs;
    bool has_words; /* some text has a letter or a digit */
} jr_run;

/* The pieces of the siblings from `first` on, up to the first block; `shown`: with what codes show and stand for. */
void jr_run_inlines(const jr_doc *doc, jr_arena *arena, const jr_node *first, bool shown, jr_run *ret_run);

/* ---- unit_values.c: the pieces of texts without markup ---- */

/* Where a text is written: offsets in the source. begin == end: not known. */
typedef struct jr_value_place {
    uint32_t begin, end;
    jr_form form;
} jr_value_place;

/* The pieces of a text that is not marked up; `where` is for messages. */
void jr_run_plain(const jr_doc *doc, jr_arena *arena, jr_str text, const jr_span *where, jr_value_place place,
                  jr_run *ret_run);
/* The pieces of a front-matter value: a string or a list of strings. */
void jr_run_meta(const jr_doc *doc, jr_arena *arena, const jr_meta *value, jr_form *ret_form, jr_run *ret_run);

/* ---- unit_subs.c: texts that are written within codes and tags ---- */

/* The text of an attribute, or empty. */
jr_str jr_sub_text_of(const jr_node *node, jr_unit_kind kind);
/* Where it is written, within the node's own span. */
jr_value_place jr_sub_place(const jr_doc *doc, const jr_node *node, jr_unit_kind kind);
/* "destination "title"" in s from `at` on (CommonMark §6.3): where the title is, without its quotes. */
jr_value_place jr_title_place(jr_str s, size_t at);

/* ---- unit_definitions.c: link reference definitions ---- */

typedef struct jr_definitions jr_definitions;
/* Those of a page, by label. */
jr_definitions *jr_definitions_read(jr_str source, jr_arena *arena);
/* The place of the title of the definition that a reference link, `code`, means. Each is given once: form JR_FORM_COUNT
   says that it was given before. */
jr_value_place jr_definitions_find(jr_definitions *definitions, jr_arena *arena, jr_str code);

/* ---- unit_finish.c: a run as a unit ---- */

struct jr_terms;

/* Cuts white space off at either end and makes codes of terms (or NULL). False: not every byte from the first piece to
   the last is known to belong to one. run->has_words may change. */
bool jr_run_finish(const jr_doc *doc, jr_arena *arena, const struct jr_terms *terms, jr_form form, jr_run *run);

#endif
