/* SPDX-License-Identifier: MIT */
/* Zeroed memory from the system for blocks that will be filled at once. */
#ifndef JR_BASE_PAGES_H
#define JR_BASE_PAGES_H

#include <stddef.h>

/* n zeroed bytes, aligned for any object; NULL: out of memory. */
void *jr_pages_take(size_t n);
/* Gives back what jr_pages_take gave for the same n. */
void jr_pages_free(void *p, size_t n);

/* The size of the block behind one of `size` bytes, where all have `total`: up to where blocks are asked for rarely,
   and as long as they are small beside what is there, for the last one is filled in part only. */
size_t jr_pages_next(size_t size, size_t total);

#endif
