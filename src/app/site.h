/* SPDX-License-Identifier: MIT */
/* Where a documentation set is published, as far as its configuration says. */
#ifndef JR_APP_SITE_H
#define JR_APP_SITE_H

#include <jerome/arena.h>

/* The base path of the site, such as "/azure", that a docfx.json names; empty: none. It is its "basePath". Without one,
   its "breadcrumb_path" (an address such as "/azure/breadcrumb/toc.json") gives it, if the set has the file of which it
   is the rest: ret_file is the path of that file ("breadcrumb/toc.yml") to be looked for, empty where there is no
   doubt. Anything may be in `config`. */
jr_str jr_site_base(jr_str config, jr_arena *arena, jr_str *ret_file);

#endif
