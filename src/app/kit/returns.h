/* SPDX-License-Identifier: MIT */
/* What came back from vendors: XLIFF files wherever they put them, in folders and archives, and the manifests of the
   kits that they are of. */
#ifndef JR_APP_RETURNS_H
#define JR_APP_RETURNS_H

#include "kit.h"

/* An XLIFF file. */
typedef struct jr_returned_file {
    jr_str path;              /* or what it is called: "back.zip/xliff/a.md.xlf" */
    const struct jr_zip *zip; /* that it is in, or NULL */
    const struct jr_zip_entry *entry;
} jr_returned_file;

typedef struct jr_returns {
    jr_returned_file *files; /* n of them */
    size_t n;
    jr_opt_list paths; /* of the files */
    jr_kit *kits;      /* n_kits of them: the manifests that were found */
    size_t n_kits;
} jr_returns;

/* Finds what `inputs` hold: files are as they are, but archives (.zip), whose XLIFF files are found. Manifests are
   looked for in archives, and above each file. In archives, files that are neither XLIFF nor of the kit are told of, as
   JR_D_IGNORED_FILE. False: an archive cannot be read; reported, all others were. */
bool jr_returns_find(const jr_opt_list *inputs, jr_arena *arena, jr_diag *diag, jr_returns *ret_returns);
/* The bytes of a file that is in an archive, in the arena. False: reported. */
bool jr_returns_read(const jr_returned_file *file, jr_arena *arena, jr_diag *diag, jr_str *ret_bytes);

#endif
