/* SPDX-License-Identifier: MIT */
/* A reader with switches, in Pandoc's manner: "markdown-alerts+math". */
#ifndef JR_APP_FORMAT_H
#define JR_APP_FORMAT_H

#include <jerome/reader.h>

/* Fills the switches of a reader in its options struct: the defaults, then +NAME and -NAME in their order. An unknown
   one is reported as JR_D_UNKNOWN_FORMAT, with the nearest that there is; false. */
bool jr_switches_set(const jr_reader *reader, void *values, jr_str switches, jr_arena *arena, jr_diag *diag);

#endif
