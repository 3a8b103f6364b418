/* SPDX-License-Identifier: MIT */
/* The host of a page: files below its root, and only those. */
#ifndef JR_APP_HOST_H
#define JR_APP_HOST_H

#include <jerome/host.h>

typedef struct jr_files jr_files;

/* A host for the page called `input` (a path as the user gave it, or "-": its files are looked for in the current
   folder), whose number is `file`. `root`: the folder that no file may lie outside of; empty: the nearest folder at or
   above the page's with a docfx.json or .openpublishing.publish.config.json, else the page's own. In the arena; to be
   closed. False: reported (no such folder; the page is not below it). */
bool jr_files_open(jr_str input, jr_str root, uint32_t file, jr_arena *arena, jr_diag *diag, jr_files **ret_files);
const jr_host *jr_files_host(const jr_files *files);
/* NULL is fine. */
void jr_files_close(jr_files *files);

#endif
