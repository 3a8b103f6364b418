/* SPDX-License-Identifier: MIT */
/* The files of a folder and of all folders below it. */
#ifndef JR_APP_TREE_H
#define JR_APP_TREE_H

#include <jerome/arena.h>
#include <jerome/diag.h>
#include <jerome/opt.h>

/* Whether a file is wanted, or a folder to be entered; `path` is below the folder that is walked. */
typedef bool jr_tree_wants(const void *user, jr_str path, bool folder);

/* The wanted files below `folder` (as the user gave it), as paths below it, in byte order; in the arena. What begins
   with a dot is passed over; so are symbolic links to folders, and to files that lie elsewhere: no file comes twice,
   and none from outside. A folder that cannot be read is reported, and what can be is given. */
jr_opt_list jr_tree_files(jr_str folder, jr_tree_wants *wants, const void *user, jr_arena *arena, jr_diag *diag);

#endif
