/* SPDX-License-Identifier: MIT */
/* Inputs and the outputs that are made of them, checked before anything is read. */
#ifndef JR_CLI_OUTPUTS_H
#define JR_CLI_OUTPUTS_H

#include <jerome/arena.h>
#include <jerome/diag.h>
#include <jerome/opt.h>

/* One input with its output; "-" is a standard stream. */
typedef struct jr_job {
    jr_str input, output;
    jr_str language; /* to which the page goes; empty: as jr_bulk has it */
} jr_job;

bool jr_is_dash(jr_str name);
/* `folder` and `name` with a slash between them. */
jr_str jr_output_in(jr_str folder, jr_str name, jr_arena *arena);
/* Jobs whose outputs are not known beforehand, or that have none. */
jr_job *jr_jobs_of(const jr_opt_list *inputs, jr_arena *arena);
/* No output may be its own input, and no two inputs may make the same output; false: reported. */
bool jr_outputs_check(const jr_job *jobs, size_t n, jr_arena *arena, jr_diag *diag);
/* Makes the folders that the outputs go into. False: reported. */
bool jr_outputs_folders(const jr_job *jobs, size_t n, jr_arena *arena, jr_diag *diag);

#endif
