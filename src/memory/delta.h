/* SPDX-License-Identifier: MIT */
/* What is new in a page: its units beside those that it had before. */
#ifndef JR_MEMORY_DELTA_H
#define JR_MEMORY_DELTA_H

#include <jerome/memory.h>
#include <jerome/segment.h>

/* What became of a unit: its name in reports. */
#define JR_CHANGES(X)                                                                                                  \
    X(NEW, "new")                                                                                                      \
    X(CHANGED, "changed")                                                                                              \
    X(MOVED, "moved")                                                                                                  \
    X(SAME, "unchanged")                                                                                               \
    X(DELETED, "deleted")

typedef enum jr_change {
#define X(name, slug) JR_CHANGE_##name,
    JR_CHANGES(X)
#undef X
        JR_CHANGE_COUNT
} jr_change;

/* A unit that the page had. */
typedef struct jr_old_unit {
    jr_str id, name;
    jr_pair pair;       /* its text and a translation of it, numbers of codes from 1; without one: its text again */
    jr_segment segment; /* its text once more, to be counted */
    size_t next;        /* to the pass itself */
    bool used;          /* set by jr_delta_find: it is there still, be it changed */
} jr_old_unit;

typedef struct jr_old_page {
    jr_old_unit *items; /* n of them, in their order */
    size_t n;
} jr_old_page;

/* What became of a unit of the page. */
typedef struct jr_unit_change {
    jr_change change;
    const jr_old_unit *old; /* SAME, MOVED, CHANGED: what it was; else NULL */
    bool repeated;          /* MOVED: the text is where it was, too */
} jr_unit_change;

/* The text of a unit as a translation of itself has it. */
jr_inlines jr_delta_text(const jr_piece *pieces, size_t n_pieces, jr_arena *arena);
/* Finds what became of the units of a page; ret_changes: one for each. The same text with the same codes is the same
   unit, by its id first; what then stands in another order than most has moved. Of
   the others a unit is a changed one of those that are gone where it is as near to it as a fuzzy match of 50 per
   cent, or where it is the same key of the front matter. `old->items[…].used` says which are left. */
void jr_delta_find(jr_old_page *old, const jr_units *units, jr_arena *arena, jr_unit_change *ret_changes);

#endif
