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
/* Where no root was given or is found, `folder` is the root, if the page lies below it. To be said before any file is asked
   for. */
void jr_files_set_folder(jr_files *files, jr_str folder);
const jr_host *jr_files_host(const jr_files *files);

/* Where an address leads. */
typedef struct jr_place {
    jr_str path; /* below the root, '/' between names, no "." or ".."; empty: the root itself */
    bool tilde; /* written from the root: "~/…" */
    bool site;  /* written from the root of the site, and not known to be in this set: "/…" */
} jr_place;

/* Reads an address as it stands in file number `from`, with its query and fragment; nothing is looked for. JR_LOAD_OK,
   JR_LOAD_REMOTE, JR_LOAD_REFUSED: it leads out of the root, JR_LOAD_MISSING: no name of a file is meant. */
jr_load_result jr_files_resolve(jr_files *files, jr_str url, uint32_t from, jr_place *ret_place);

/* What stands at a path. */
typedef struct jr_found {
    jr_str path; /* as the file system spells it */
    bool folder;
    bool other_case; /* small and capital letters were asked for otherwise */
} jr_found;

/* Looks for a file or a folder at a path below the root; costs what stat does, and nothing when asked again. JR_LOAD_OK
   or why not. */
jr_load_result jr_files_look(jr_files *files, jr_str path, jr_found *ret_found);

/* Reads the file at a path below the root into the arena, whatever its spelling; nothing is remembered. */
jr_load_result jr_files_read(jr_files *files, jr_str path, jr_arena *arena, jr_resource *ret_resource);

/* True where the root was given or has the configuration of a documentation set; false where it is the page's folder
   for want of anything better. */
bool jr_files_rooted(jr_files *files);
/* The absolute path of the root; empty: it cannot be found. */
jr_str jr_files_root(jr_files *files);
/* The page's own path below the root; empty for standard input. */
jr_str jr_files_page(jr_files *files);
/* The folder, below the root, of a file that was loaded, and of the page for any other number. */
jr_str jr_files_folder(const jr_files *files, uint32_t file);

/* NULL is fine. */
void jr_files_close(jr_files *files);

#endif
