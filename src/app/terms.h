/* SPDX-License-Identifier: MIT */
/* The glossaries of a run: read once, gathered for each pair of languages that turns up. */
#ifndef JR_APP_TERMS_H
#define JR_APP_TERMS_H

#include <jerome/opt.h>
#include <jerome/proposal.h>

#include "gate/gate.h"

typedef struct jr_glossaries jr_glossaries;

/* Reads the files: .tbx and .xml as TBX, .csv, .tsv and .txt as tables. No file: *ret_glossaries is NULL, which all
   functions here take. False: reported. */
bool jr_glossaries_open(const jr_opt_list *paths, jr_diag *diag, jr_glossaries **ret_glossaries);
void jr_glossaries_close(jr_glossaries *glossaries);
/* The terms of two languages, living as long as the glossaries; that there are none is told once, as JR_D_NO_TERMS. */
const jr_termbase *jr_glossaries_base(jr_glossaries *glossaries, jr_str source, jr_str target, jr_diag *diag);

/* The same gate with the terms of a file's languages. */
jr_gate_opts jr_glossaries_gate(jr_glossaries *glossaries, const jr_gate_opts *gate, const jr_bilingual *file,
                                jr_diag *diag);

/* One page on its way out. */
typedef struct jr_terms_job {
    jr_glossaries *glossaries;
    jr_str target;           /* language */
    const jr_termbase *base; /* set as the page starts */
} jr_terms_job;

/* Says where terms stand in texts, and nothing else. */
jr_proposer jr_terms_proposer(jr_terms_job *job);

#endif
