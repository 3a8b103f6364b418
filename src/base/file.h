/* SPDX-License-Identifier: MIT */
/* Files that are read whole. */
#ifndef JR_BASE_FILE_H
#define JR_BASE_FILE_H

#include <jerome/arena.h>
#include <jerome/diag.h>

/* Reads a file of at most `most` bytes (a number of MiB) into the arena; `file` is its number for diagnostics. False:
   reported as JR_D_CANNOT_READ or JR_D_LIMIT_SIZE. */
bool jr_file_read(jr_str path, size_t most, uint32_t file, jr_arena *arena, jr_diag *diag, jr_str *ret_bytes);

#endif
