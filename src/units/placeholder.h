/* SPDX-License-Identifier: MIT */
/* What is the same in every language though it stands in a text. */
#ifndef JR_UNITS_PLACEHOLDER_H
#define JR_UNITS_PLACEHOLDER_H

#include <jerome/str.h>

/* The end of the address (http, https) that stands at s.p[at]; `at`: none does. */
size_t jr_address_end(jr_str s, size_t at);
/* The same of a placeholder: {0} {name} $(name) ${name} %1$s %s %NAME% */
size_t jr_placeholder_end(jr_str s, size_t at);

#endif
