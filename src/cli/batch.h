/* SPDX-License-Identifier: MIT */
/* Many pages, one after the other, of which none can stop the others. */
#ifndef JR_CLI_BATCH_H
#define JR_CLI_BATCH_H

#include "outputs.h"

/* Makes job number `i`. `mute`: what is to be said of it has been said before. False: it failed, and said why. */
typedef bool jr_batch_page(const void *user, size_t i, bool mute);

/* Makes all jobs in a process of their own. If a page ends it (a crash, no memory left), that is reported at the page,
   and a new process goes on with the others. Files are synced and put in their places in groups. False: not all went
   well. */
bool jr_batch_run(const jr_job *jobs, size_t n, jr_batch_page *page, const void *user, jr_arena *arena, jr_diag *diag);

#endif
