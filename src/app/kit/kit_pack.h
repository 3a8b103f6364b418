/* SPDX-License-Identifier: MIT */
/* Several pages in one XLIFF file: a <file> for each. */
#ifndef JR_APP_KIT_PACK_H
#define JR_APP_KIT_PACK_H

#include <jerome/arena.h>
#include <jerome/buf.h>

/* A file that grows. */
typedef struct jr_pack {
    jr_str head;   /* up to the first <file>, without namespaces: what its pages have in common */
    jr_buf spaces; /* the namespaces of their modules, as attributes */
    jr_buf bytes;  /* its <file>s; all of it, once it has ended */
    size_t number; /* of the file, from 1 */
    size_t n;      /* pages in it */
    struct jr_pack *next;
} jr_pack;

/* Files that grow side by side: pages whose heads differ (in XLIFF 2, by source language) cannot be in one. Start with
 * {.arena = arena, .most = N}. */
typedef struct jr_packs {
    jr_arena *arena;
    size_t most; /* pages in a file */
    jr_pack *first;
    size_t n; /* files so far */
} jr_packs;

/* Adds a page: the bytes that the XLIFF writer made of it. *ret_pack: where it went; full: once it has `most` pages,
   jr_pack_end and jr_packs_drop are due. False: these bytes are no such file. */
bool jr_packs_add(jr_packs *packs, jr_str xliff, jr_pack **ret_pack);
/* Completes the bytes. */
void jr_pack_end(jr_pack *pack);
/* Takes a file out and frees its bytes. */
void jr_packs_drop(jr_packs *packs, jr_pack *pack);

#endif
