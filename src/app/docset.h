/* SPDX-License-Identifier: MIT */
/* Which files a documentation set is made of, as its docfx.json says. */
#ifndef JR_APP_DOCSET_H
#define JR_APP_DOCSET_H

#include <jerome/diag.h>
#include <jerome/opt.h>

/* One entry of "build.content". Patterns are about paths below `folder`, in letters of either case. */
typedef struct jr_docset_part {
    jr_str folder; /* below the folder of the configuration, '/' between names; empty: that one itself */
    jr_opt_list files, exclude;
} jr_docset_part;

typedef struct jr_docset {
    const jr_docset_part *parts;
    size_t n;
} jr_docset;

/* Reads the configuration at `path`; in the arena. False: reported, it cannot be read, is no JSON, names no content, or
   content that lies above its own folder. */
bool jr_docset_read(jr_str path, jr_arena *arena, jr_diag *diag, jr_docset *ret_set);
/* Whether a file is one of the part's, or a folder may hold such. */
bool jr_docset_has(const jr_docset_part *part, jr_str path, bool folder);

#endif
