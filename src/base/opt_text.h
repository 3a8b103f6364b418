/* SPDX-License-Identifier: MIT */
/* Options as text, for help and manual alike. */
#ifndef JR_BASE_OPT_TEXT_H
#define JR_BASE_OPT_TEXT_H

#include <jerome/opt.h>

/* Appends what a value may be: "true|false", "1.2|2.0", "FILE". */
void jr_opt_choices(const jr_opt *opt, jr_buf *out);

#endif
