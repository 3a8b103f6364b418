/* SPDX-License-Identifier: MIT */
/* One file of translations, checked as a merge would check it; nothing is written. */
#ifndef JR_APP_CHECK_H
#define JR_APP_CHECK_H

#include <jerome/diag.h>
#include <jerome/limits.h>
#include <jerome/units.h>

#include "gate/gate.h"
#include "terms.h"

typedef struct jr_check_job {
    jr_str path;   /* of the XLIFF file */
    jr_str bytes;  /* of the file where bytes.p is not NULL; then the path is only its name */
    jr_str source; /* folder with the pages; empty: the file's own, and where the page is not there, the file alone */
    jr_unit_opts units;      /* as in the export */
    const jr_limits *limits; /* of a page; NULL: the defaults */
    const jr_gate_opts *gate; /* without terms */
    jr_glossaries *glossaries; /* or NULL */
} jr_check_job;

/* Checks every page of the file. *ret_counts: of all. False: the file, or a page that was asked for, cannot be read;
   reported. */
bool jr_check_file(const jr_check_job *job, jr_diag *diag, jr_gate_counts *ret_counts);

#endif
