/* SPDX-License-Identifier: MIT */
/* Where a unit stands, for programs (its name) and for translators (its note). */
#ifndef JR_UNITS_UNIT_PLACE_H
#define JR_UNITS_UNIT_PLACE_H

#include <jerome/units.h>

/* A container that is open in the walk. */
typedef struct jr_place_frame {
    const jr_node *node;
    uint32_t number;      /* which of its kind in the page; of an item: in its list */
    uint32_t row, column; /* of the cell at hand; 1-based */
    uint32_t next_column; /* of a table: 0-based */
    uint32_t leaves;      /* units in it so far */
    jr_str label;         /* of a tab: its title */
    jr_str *headers;      /* of a table: text of its header cells */
    size_t n_headers, cap_headers;
    uint32_t *below; /* of a table: for each column, rows that cells from above still cover */
    size_t n_below, cap_below;
} jr_place_frame;

typedef struct jr_place {
    jr_arena *arena;
    bool noted;             /* units get notes and advice */
    jr_place_frame *frames; /* innermost last */
    size_t n, cap;
    uint32_t counts[JR_KIND_COUNT]; /* containers and leaf blocks so far */
    uint32_t paragraphs;            /* units outside all containers */
    uint32_t codes[JR_KIND_COUNT];  /* nodes with texts of their own: images, links, videos */
    uint32_t elements;              /* texts of other elements */
    uint32_t comments;              /* in the code block at hand */
    const jr_node *last_code;
    jr_str headings[6]; /* texts of the headings that hold here */
    jr_str path;        /* them as one, made when first needed */
    bool path_known;
} jr_place;

/* At the start of a page; frames and strings live in the arena. `noted`: units get notes and advice. */
jr_place jr_place_start(jr_arena *arena, bool noted);
/* Each block of the walk, before and behind its children. */
void jr_place_enter(jr_place *place, const jr_node *node);
void jr_place_leave(jr_place *place, const jr_node *node);
/* The kind of a unit made from the inlines of `block`. */
jr_unit_kind jr_place_kind(const jr_place *place, const jr_node *block);
/* Each sets name, note and advice of a unit: of a block, of a text of a code, of a front-matter value. */
void jr_place_unit(jr_place *place, const jr_node *block, jr_unit *unit);
void jr_place_sub(jr_place *place, const jr_node *code, jr_unit_kind kind, jr_unit *unit);
void jr_place_comment(jr_place *place, const jr_node *block, jr_unit *unit);
void jr_place_meta(jr_place *place, jr_str key, jr_unit *unit);

#endif
