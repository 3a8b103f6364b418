/* SPDX-License-Identifier: MIT */
/* --depfile: which output depends on which files, for make(1) and ninja. */
#ifndef JR_CLI_DEPFILE_H
#define JR_CLI_DEPFILE_H

#include "bulk.h"

typedef struct jr_depfile jr_depfile;

/* Begins one if the call asks for it; NULL: it does not. */
jr_depfile *jr_depfile_start(const jr_call *call);
/* Adds the rule of a page. NULL is fine. */
void jr_depfile_add(jr_depfile *depfile, const jr_record *record);
/* Writes it; what fails is reported. NULL is fine. */
void jr_depfile_finish(jr_depfile *depfile, const jr_call *call);

#endif
