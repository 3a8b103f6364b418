/* SPDX-License-Identifier: MIT */
#include "folders.h"

#include <errno.h>
#include <sys/stat.h>

bool jr_is_folder(jr_str path)
{
    struct stat st;
    return stat(path.p, &st) == 0 && S_ISDIR(st.st_mode);
}

bool jr_make_folders(jr_str folder, jr_arena *arena, jr_diag *diag)
{
    struct stat st;
    if (stat(jr_arena_copy(arena, folder).p, &st) == 0 && S_ISDIR(st.st_mode)) /* as it is most often */
        return true;
    for (size_t at = jr_str_find(folder, 1, '/'); at < folder.n; at = jr_str_find(folder, at + 1, '/')) {
        const jr_str part = jr_arena_copy(arena, jr_str_sub(folder, 0, at));
        if (mkdir(part.p, 0777) != 0 && errno != EEXIST) {
            const jr_span where = {.file = jr_diag_file(diag, part)};
            return jr_report(diag, JR_D_CANNOT_WRITE, &where, "cannot create the folder: %s", strerror(errno));
        }
    }
    return true;
}
