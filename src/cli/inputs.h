/* SPDX-License-Identifier: MIT */
/* Which files a command is about: what was typed, and what is found by it. */
#ifndef JR_CLI_INPUTS_H
#define JR_CLI_INPUTS_H

#include "cli.h"

/* Replaces the arguments of a call by the files that they stand for, each once, and names them (see jr_call):

   - a file is itself, and so is what does not exist: that is told when it is read;
   - a folder stands for the files below it that the command takes, in byte order;
   - a pattern ("docs/" and a star for each) that is no file, for the files that fit it;
   - a docfx.json, for the content of its set, where the command takes pages;
   - each line of --files-from, for what it would as an argument, patterns apart.

   What --exclude lists is left out of all of them. False: reported; an argument that stands for nothing is an error. */
bool jr_inputs_find(const jr_command *command, jr_call *call);

#endif
