/* SPDX-License-Identifier: MIT */
/* The pairs of many pages and their translations as one memory, in TMX: pages are done one by one, wherever. */
#ifndef JR_APP_ALIGN_MEMORY_H
#define JR_APP_ALIGN_MEMORY_H

#include <jerome/sink.h>

#include "align.h"

typedef struct jr_align_memory {
    jr_str source_lang, target_lang; /* BCP 47 */
    bool sentences;                  /* texts are cut */
    bool unsure;                     /* pairs that are not certain come in as well */
} jr_align_memory;

/* Appends the pairs of a page called `name`, with the units `units`, as a part of the file. */
void jr_align_memory_pairs(const jr_align_memory *memory, jr_aligner *aligner, const jr_units *units, jr_str name,
                           jr_arena *arena, jr_buf *out);

/* The file: opened, given the parts in their order, closed. */
typedef struct jr_align_file jr_align_file;
jr_align_file *jr_align_file_open(const jr_align_memory *memory, jr_str path, jr_arena *arena, jr_diag *diag);
void jr_align_file_add(jr_align_file *file, jr_str part);
/* False: reported, it could not be written. */
bool jr_align_file_close(jr_align_file *file);

#endif
