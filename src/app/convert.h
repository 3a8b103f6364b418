/* SPDX-License-Identifier: MIT */
/* What can be said about a job before its page is read. */
#ifndef JR_APP_CONVERT_H
#define JR_APP_CONVERT_H

#include <jerome/jerome.h>

/* Checks the writer's options, the metadata and the language of a job; false: reported. */
bool jr_convert_check(const jr_convert *job, jr_diag *diag);

#endif
