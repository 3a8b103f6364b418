/* SPDX-License-Identifier: MIT */
/* Addresses of one file, seen from another. */
#ifndef JR_APP_REBASE_H
#define JR_APP_REBASE_H

#include "host.h"

/* A path as an address has it, with percent-escapes where they are needed; in the arena. */
jr_str jr_path_address(jr_str path, jr_arena *arena);
/* The address that leads from file number `to` to where `url` leads in file number `from`: relative ones, and those
   from the root ("~/…") where the root is known. All others, and what need not change, are given back as they are. */
jr_str jr_rebase(jr_files *files, jr_str url, uint32_t from, uint32_t to, jr_arena *arena);

#endif
