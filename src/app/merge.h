/* SPDX-License-Identifier: MIT */
/* One file of translations into localized pages. */
#ifndef JR_APP_MERGE_H
#define JR_APP_MERGE_H

#include <jerome/limits.h>
#include <jerome/map.h>

#include "gate/gate.h"
#include "merge/merge.h"
#include "terms.h"

/* Of jr_merge_anchors, for options; ended by NULL. */
extern const char *const jr_merge_anchor_names[];

typedef struct jr_merge_job {
    jr_str path;               /* of the XLIFF file, or page */
    jr_str bytes;              /* of the XLIFF file where bytes.p is not NULL; then the path is only its name */
    jr_str source;             /* folder with the pages; where there is a page: that its includes lie in, or empty */
    jr_str output;             /* folder to write to; folders below it are those of the pages */
    jr_unit_opts units;        /* as in the export */
    const jr_limits *limits;   /* of a page; NULL: the defaults */
    const jr_gate_opts *gate;  /* without terms */
    jr_glossaries *glossaries; /* or NULL */
    jr_merge_anchors anchors;
    bool keep_front_matter;
    bool begun;     /* pages of which nothing is translated are passed over */
    bool learn;     /* see jr_merge */
    jr_str metadata_from; /* an existing localized page, or a folder with such under the names of the pages; or empty */
    /* Memory for a file of translations, a page, and the page that is read again; emptied before each. */
    jr_arena *back, *page, *proof;
    jr_map *written; /* outputs of this run, in memory that outlives it: no two translations make the same page */
} jr_merge_job;

/* Writes the page of each <file>, each as one: until it is whole, what was there stays. *ret_counts: of all. False: a
   page was not written; reported. A page that was written may hold units that could not be merged: jr_diag_status
   tells. */
bool jr_merge_file(const jr_merge_job *job, jr_diag *diag, jr_gate_counts *ret_counts);

/* Translates a page: targets for its units, in the arena. */
typedef struct jr_merge_maker {
    jr_targets (*make)(const void *user, const jr_units *units, jr_arena *arena);
    const void *user;
} jr_merge_maker;

/* Writes a page that a machine has translated to `lang`, as `name` below the output folder; nothing has to come back
   for it, and there is no gate. False: reported, it was not written. */
bool jr_merge_made(const jr_merge_job *job, jr_str name, jr_str lang, const jr_merge_maker *maker, jr_diag *diag);

#endif
