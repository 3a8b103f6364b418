/* SPDX-License-Identifier: MIT */
/* The gate: what came back from translators, checked unit by unit against the page. What fails never reaches the page.
 */
#ifndef JR_GATE_GATE_H
#define JR_GATE_GATE_H

#include <jerome/diag.h>
#include <jerome/translation.h>
#include <jerome/units.h>

#include "terms/termbase.h"

typedef enum jr_check {
#define X(name, severity, status, slug) JR_CHECK_##name,
    JR_CHECKS(X)
#undef X
        JR_CHECK_COUNT
} jr_check;

typedef enum jr_level { JR_LEVEL_OFF, JR_LEVEL_NOTE, JR_LEVEL_WARNING, JR_LEVEL_ERROR } jr_level;

/* Start with jr_gate_defaults. */
typedef struct jr_gate_opts {
    jr_level levels[JR_CHECK_COUNT];
    bool from_source; /* take each unit's source for its target, untranslated as it is */
    bool keep_space;  /* runs of white space in targets stay as they are */
    jr_str to_lang;   /* the language that is wanted, a BCP 47 tag, or empty: what the file says */
    const jr_termbase *terms; /* of the file's languages, or NULL */
} jr_gate_opts;

/* What became of the units. */
typedef struct jr_gate_counts {
    size_t units; /* of the page */
    size_t translated;
    size_t untranslated; /* no target, or a copy of the source that nobody calls translated */
    size_t missing;      /* not in the file */
    size_t refused;      /* an error was found in them */
    size_t warned;       /* translated, with a warning */
} jr_gate_counts;

/* The levels that the table of checks gives. */
void jr_gate_defaults(jr_gate_opts *opts);
/* Sets one check from "NAME=error", "NAME=warning", "NAME=note" or "NAME=off". False: reported as JR_D_BAD_OPTION. */
bool jr_gate_set(jr_gate_opts *opts, jr_str setting, jr_diag *diag);
/* Makes an error of every unit that is not translated, and, where `final`, of every one that is not in its final state.
 */
void jr_gate_require(jr_gate_opts *opts, bool final);
/* A check, for help. */
typedef struct jr_check_about {
    jr_str name;
    const char *level; /* what it is by default */
    jr_str help;       /* what it finds */
} jr_check_about;
jr_check_about jr_gate_about(jr_check check);

/* Checks one <file> of a bilingual document against the units of its page. `page_hash`: SHA-1 of the page's bytes in
   lower-case hexadecimal, or empty. Reports each finding with the place in the bilingual file (a missing unit: in the
   page) and gives what is to be written, for each unit of the page; all in the arena. */
void jr_gate(const jr_gate_opts *opts, const jr_units *units, const jr_bilingual *file, jr_str page_hash,
             jr_arena *arena, jr_diag *diag, jr_targets *ret_targets, jr_gate_counts *ret_counts);
/* Adds the counts of one page to those of others. */
void jr_gate_add(jr_gate_counts *sum, const jr_gate_counts *more);
/* How far a unit is: what the file says but for tools that leave the state as it was (OmegaT): a target that is there and
   says something else than the source is translated. */
jr_state jr_gate_state(const jr_bilingual_unit *unit);
/* The units that the file itself says the page has, made from its sources: to check a file whose page is not at hand.
 */
void jr_gate_own_units(const jr_bilingual *file, jr_arena *arena, jr_units *ret_units);

#endif
