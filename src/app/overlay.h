/* SPDX-License-Identifier: MIT */
/* Front matter from the command line, laid over the page's own. */
#ifndef JR_APP_OVERLAY_H
#define JR_APP_OVERLAY_H

#include <jerome/meta.h>
#include <jerome/opt.h>

/* Puts KEY=VALUE items over a map: a key that is there keeps its place and gets the value, a new one comes last; of the
   same key twice the last holds. KEY alone means KEY=true. False: reported (no key, no text). */
bool jr_overlay(jr_meta *map, const jr_opt_list *items, jr_arena *arena, jr_diag *diag);

#endif
