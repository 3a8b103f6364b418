/* SPDX-License-Identifier: MIT */
/* The white space of a text as its author wrote it. */
#ifndef JR_UNITS_UNIT_SPACE_H
#define JR_UNITS_UNIT_SPACE_H

#include <jerome/units.h>

/* The text of a piece with its runs of white space as in the page: spaces as many as there are, a line end (without the
   indentation of the next line, and one space before it at most) in a form that has lines. In the arena, or the piece's
   own. */
jr_str jr_piece_spaced(jr_str page, const jr_piece *piece, jr_arena *arena);
/* The spaces before and behind a unit in its page. */
typedef struct jr_edges {
    jr_str lead, tail;
} jr_edges;
/* Whether its edges are white space of running text, and no part of other syntax. */
bool jr_unit_has_edges(const jr_unit *unit);
jr_edges jr_unit_edges(jr_str page, const jr_unit *unit);
/* Whether `lead` may stand before it instead of `own`, without changing the blocks around it: it does not follow the
   marks of containers, and is not more than three spaces at the start of a line. */
bool jr_unit_takes_lead(jr_str page, const jr_unit *unit, jr_str own, jr_str lead);
/* Whether a line end in a text of that form is white space like any other. */
bool jr_form_has_lines(jr_form form);

#endif
