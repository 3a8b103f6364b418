/* SPDX-License-Identifier: MIT */
/* Where a documentation set starts, and what its pages are called from there. */
#ifndef JR_APP_ROOT_H
#define JR_APP_ROOT_H

#include <jerome/arena.h>
#include <jerome/diag.h>
#include <jerome/opt.h>

/* The absolute path of `path` (empty: the current folder) without symbolic links; false: errno says why. */
bool jr_real_path(jr_str path, jr_arena *arena, jr_str *ret_real);
/* The nearest folder at or above `folder` (absolute, NUL-terminated) with a docfx.json or
   .openpublishing.publish.config.json; empty: there is none. */
jr_str jr_root_find(jr_str folder);
/* The part of `folder` below `root`, both absolute and real; false: it is not below. */
bool jr_root_below(jr_str root, jr_str folder, jr_str *ret_rest);
/* What each page is called: its path relative to the source folder, '/' between names. The source folder is `root`;
   where that is empty, the one that all pages have as nearest root; else the deepest folder that holds them all. A page
   whose folder does not exist has its last name only. ret_names: one for each page. False: reported, there is no such
   root or a page lies outside of it. */
bool jr_root_names(const jr_opt_list *pages, jr_str root, jr_arena *arena, jr_diag *diag, jr_str *ret_names);
/* The folder that the name of a page starts from, real; empty: it is not known. */
jr_str jr_root_of(jr_str page, jr_str name, jr_arena *arena);

#endif
