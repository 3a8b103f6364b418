/* SPDX-License-Identifier: MIT */
/* What one page may cost: far above what real pages do, and far below what hurts a machine. */
#ifndef JEROME_LIMITS_H
#define JEROME_LIMITS_H

#include <stdint.h>

/* Every limit: name, default, least, most, unit, what it is. Where the least is 0, that means: any. Among 16,301 real
   pages, the largest has 605,403 bytes, and the deepest is nested 16 levels. */
#define JR_LIMITS(X)                                                                                                 \
    X(size, 64, 1, 1024, "MIB", "Refuse a page that is larger")                                                      \
    X(depth, 100, 10, 1000, "N", "Refuse a page whose blocks and inlines are nested deeper")                         \
    X(memory, 512, 0, 65536, "MIB",                                                                                  \
      "Refuse a page of 1 MiB or more that takes more memory to parse, and smaller pages in proportion; 0: any")     \
    X(seconds, 2, 0, 86400, "N",                                                                                     \
      "Refuse a page that takes more processor time to parse, for each MiB of it; 0: any")                           \
    X(cells, 1000, 0, 65535, "N", "Refuse a page with a table that has more columns; 0: any")

typedef struct jr_limits {
#define X(name, def, least, most, unit, help) int64_t name;
    JR_LIMITS(X)
#undef X
} jr_limits;

/* The defaults, as an initialiser. */
#define JR_LIMIT_DEFAULT(name, def, least, most, unit, help) .name = (def),
#define JR_DEFAULT_LIMITS {JR_LIMITS(JR_LIMIT_DEFAULT)}

#endif
