/* SPDX-License-Identifier: MIT */
#include "pages.h"

#include <stdlib.h>
#include <sys/mman.h>

/* From here on, memory comes with its pages in place: a fault for each 4 KiB would take a tenth of the time that a
   large document needs. */
#define POPULATED ((size_t)256 * 1024)

void *jr_pages_take(size_t n)
{
    if (n < POPULATED)
        return calloc(1, n);
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

void jr_pages_free(void *p, size_t n)
{
    if (p && n >= POPULATED)
        munmap(p, n);
    else
        free(p);
}

size_t jr_pages_next(size_t size, size_t total)
{
    static const size_t small = (size_t)512 * 1024, large = (size_t)2 * 1024 * 1024;
    return size < small || (size < large && size * 32 <= total) ? 2 * size : size;
}
