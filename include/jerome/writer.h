/* SPDX-License-Identifier: MIT */
/* The contract of a writer: a const document in, bytes out. Built-in writers and plug-ins have the same. */
#ifndef JEROME_WRITER_H
#define JEROME_WRITER_H

#include "ast.h"
#include "host.h"
#include "opt.h"
#include "proposal.h"
#include "sink.h"

#define JR_WRITER_ABI 1u

/* jr_writer.caps */
enum {
    JR_CAP_BINARY = 1,    /* the output is no text: never written to a terminal */
    JR_CAP_AS_WRITTEN = 2 /* it shows the addresses of the page as the author wrote them, not as a reader follows them */
};

/* All that a writer is given besides the document. */
typedef struct jr_write_ctx {
    jr_arena *arena;     /* freed after write returns */
    jr_diag *diag;
    const jr_host *host; /* for images; never NULL */
    const void *opts;    /* the writer's own options struct, filled from its table */
    const jr_sentence_rules *sentences; /* for writers that cut texts into sentences; NULL: the built-in rules alone */
    const jr_proposer *proposer; /* for writers of bilingual files; NULL: nothing is known of any text */
} jr_write_ctx;

typedef struct jr_writer {
    uint32_t abi;                  /* JR_WRITER_ABI */
    uint32_t size;                 /* sizeof(jr_writer) */
    const char *name;              /* "docx": lower case */
    const char *const *extensions; /* file name extensions without the dot, the first one is used for -o DIR/; ended by NULL */
    const char *summary;           /* one line for --list-writers */
    uint32_t caps;                 /* JR_CAP_… */
    uint64_t renders;              /* JR_BIT of each kind that it shows; the core warns about others that a document holds */
    size_t opts_size;              /* of the options struct; 0: none */
    const jr_opt *opts;            /* table, or NULL */
    /* Writes the document. False: failed, and reported. The sink is the caller's to finish or discard. */
    bool (*write)(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink);
} jr_writer;

/* What a plug-in exports: `JR_API const jr_writer jerome_writer = {…};` */
#define JR_PLUGIN_SYMBOL "jerome_writer"

#endif
