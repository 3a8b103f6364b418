/* SPDX-License-Identifier: MIT */
/* Zeroed memory from the system for blocks that will be filled at once. */
#ifndef JR_BASE_PAGES_H
#define JR_BASE_PAGES_H

#include <stddef.h>

/* How large a block of an arena should grow: large enough to be asked for rarely, small enough to be worth filling. */
#define JR_PAGES_BLOCK ((size_t)512 * 1024)

/* n zeroed bytes, aligned for any object; NULL: out of memory. */
void *jr_pages_take(size_t n);
/* Gives back what jr_pages_take gave for the same n. */
void jr_pages_free(void *p, size_t n);

#endif
