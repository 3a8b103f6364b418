/* SPDX-License-Identifier: MIT */
/* Folders that outputs need. */
#ifndef JR_APP_FOLDERS_H
#define JR_APP_FOLDERS_H

#include <jerome/arena.h>
#include <jerome/diag.h>

bool jr_is_folder(jr_str path);
/* Makes a folder and those that lead to it where they do not exist yet: "a/b/", or empty. False: reported. */
bool jr_make_folders(jr_str folder, jr_arena *arena, jr_diag *diag);

#endif
