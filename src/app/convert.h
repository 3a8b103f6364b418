/* SPDX-License-Identifier: MIT */
/* What can be said about a job before its page is read. */
#ifndef JR_APP_CONVERT_H
#define JR_APP_CONVERT_H

#include <jerome/jerome.h>

/* Checks the writer's options, the metadata and the language of a job; false: reported. */
bool jr_convert_check(const jr_convert *job, jr_diag *diag);

/* Whether the value of an option is a language tag; empty is fine. False: reported. */
bool jr_lang_check(const char *option, jr_str tag, jr_diag *diag);

#endif
