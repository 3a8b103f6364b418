/* SPDX-License-Identifier: MIT */
/* The contract of a reader: bytes in, document out. */
#ifndef JEROME_READER_H
#define JEROME_READER_H

#include "ast.h"
#include "host.h"
#include "limits.h"
#include "opt.h"

#define JR_READER_ABI 1u

typedef struct jr_read_ctx {
    jr_arena *arena;     /* the document lives here */
    jr_diag *diag;
    const jr_host *host; /* for included files; NULL: none can be read */
    const void *opts;    /* the reader's own options struct, filled from its table */
    const jr_limits *limits; /* what a page may cost; NULL: the defaults */
} jr_read_ctx;

typedef struct jr_reader {
    uint32_t abi;                  /* JR_READER_ABI */
    uint32_t size;                 /* sizeof(jr_reader) */
    const char *name;              /* "markdown" */
    const char *const *extensions; /* file name extensions without the dot, ended by NULL */
    const char *summary;           /* one line for --list-readers */
    size_t opts_size;              /* of the options struct; 0: none */
    const jr_opt *opts;            /* table, or NULL */
    const jr_opt *switches;        /* flags in the same struct, set by +NAME and -NAME behind the reader's name; or NULL */
    /* Reads `bytes`, which outlive the document; `file` is their number for spans. False: no document, reported. Damage that
       could be read over is reported as well, and the document is made. */
    bool (*read)(const jr_read_ctx *ctx, jr_str bytes, uint32_t file, jr_doc **ret_doc);
} jr_reader;

#endif
