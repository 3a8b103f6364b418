/* SPDX-License-Identifier: MIT */
/* What makes one run the same as another. */
#ifndef JR_CLI_RUN_KEY_H
#define JR_CLI_RUN_KEY_H

#include "cli.h"

/* From now on, what this process reads belongs to what the options name: memories, glossaries, all that a command takes in
   before it makes pages. */
void jr_run_watch(void);
/* A digest of all that decides what is made of a page, but for the page: the program, the command, its options, and the
   files that they name or that were read since jr_run_watch, which it ends. NUL-terminated, in the arena. */
jr_str jr_run_key(const jr_call *call, jr_arena *arena);
/* A name that no other run has, here or on another machine; of hexadecimal digits. */
jr_str jr_run_name(jr_arena *arena);

#endif
