/* SPDX-License-Identifier: MIT */
/* Names of files on other systems, some of which take for one what is two here. */
#ifndef JR_APP_NAME_H
#define JR_APP_NAME_H

#include <jerome/arena.h>

/* What two paths have in common that may be one file elsewhere: they differ in small and capital letters, or in how
   accents are composed (NFC, NFD). In the arena. */
jr_str jr_name_folded(jr_str path, jr_arena *arena);

#endif
