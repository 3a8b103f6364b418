/* SPDX-License-Identifier: MIT */
/* Memories of translators: files and folders, as one memory. */
#ifndef JR_APP_MEMORIES_H
#define JR_APP_MEMORIES_H

#include <jerome/memory.h>
#include <jerome/opt.h>
#include <jerome/segment.h>

#include "memory/leverage.h"

/* Which memories are read, and how. */
typedef struct jr_memories_opts {
    jr_opt_list paths;  /* files, archives (.zip) of such, and folders */
    jr_str source_lang; /* or empty: what each file calls so */
    jr_str target_lang;
    bool sentences;                 /* texts are looked up as sentences: those of whole units are known too */
    const jr_sentence_rules *rules; /* for these, or NULL */
    /* Is shown each <file> of XLIFF in these languages, or NULL; `path` is that of its file. */
    void (*see)(void *user, const jr_bilingual *file, jr_str path);
    void *user;
} jr_memories_opts;

/* The text of a unit of XLIFF with its translation, codes numbered from 1; in the arena. False: it is not translated. */
bool jr_memories_pair(const jr_bilingual_unit *unit, jr_arena *arena, jr_pair *ret_pair);

/* Reads TMX and XLIFF files, those in folders, and XLIFF files in archives. Texts that a file
   calls not translated are left out; a file without a text in these languages is told of (JR_D_EMPTY_MEMORY). *ret_memory is to be destroyed. False: a file or folder
   cannot be read; reported. */
bool jr_memories_read(const jr_memories_opts *opts, jr_diag *diag, jr_memory **ret_memory);

#endif
