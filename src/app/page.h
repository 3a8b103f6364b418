/* SPDX-License-Identifier: MIT */
/* The way back, up to the gate: which page a file of translations belongs to, and what that page says today. */
#ifndef JR_APP_PAGE_H
#define JR_APP_PAGE_H

#include <jerome/ast.h>
#include <jerome/hash.h>
#include <jerome/limits.h>
#include <jerome/translation.h>
#include <jerome/units.h>

/* A page as its export saw it. */
typedef struct jr_page {
    jr_doc *doc; /* resolved */
    jr_units units;
    char sha1[2 * JR_SHA1_SIZE + 1]; /* of its bytes, lower-case hexadecimal and a NUL */
} jr_page;

/* Reads the bytes of an XLIFF file, which are no longer needed afterwards; `path` is for messages. False: reported. */
bool jr_back_parse(jr_str bytes, jr_str path, jr_arena *arena, jr_diag *diag, jr_bilinguals *ret_files);
/* Reads an XLIFF file; its bytes go into `scratch`, which is emptied behind it. False: reported. */
bool jr_back_read(jr_str path, jr_arena *arena, jr_arena *scratch, jr_diag *diag, jr_bilinguals *ret_files);
/* The path of the page that `file` is about: its `original` below the folder `source`. False: reported as
   JR_D_REFUSED_PATH (it leads out of the folder) or JR_D_BAD_XLIFF (it names none). */
bool jr_back_page(const jr_bilingual *file, jr_str source, jr_arena *arena, jr_diag *diag, jr_str *ret_path);
/* Which units the export made: those of `opts`, and those of other front-matter keys and of comments in code that
   `file` has. */
jr_unit_opts jr_back_units(const jr_bilingual *file, const jr_unit_opts *opts, jr_arena *arena);
/* How a page is read. */
typedef struct jr_page_opts {
    jr_str root; /* folder that includes must lie in; empty: found from the page */
    jr_unit_opts units;
    const jr_limits *limits; /* NULL: the defaults */
    bool alone;              /* the files that it includes are not read */
} jr_page_opts;

/* Reads a page and finds its units. What is wrong with the page itself was told when it was exported and is not told
   again. False: it cannot be read; reported. */
bool jr_page_open(jr_str path, const jr_page_opts *opts, jr_arena *arena, jr_diag *diag, jr_page *ret_page);
/* The same of bytes that are at hand; `path`: what they are called. */
bool jr_page_of(jr_str path, jr_str bytes, const jr_page_opts *opts, jr_arena *arena, jr_diag *diag, jr_page *ret_page);

/* Reads `bytes` as the page at `path`, with switches ("-cjk-emphasis") of the reader; the document is not resolved. */
bool jr_page_read(jr_str path, const jr_page_opts *opts, jr_str bytes, jr_str switches, jr_arena *arena, jr_diag *diag,
                  jr_doc **ret_doc);

#endif
