/* SPDX-License-Identifier: MIT */
/* Memories of translators: files and folders, as one memory. */
#ifndef JR_APP_MEMORIES_H
#define JR_APP_MEMORIES_H

#include <jerome/memory.h>
#include <jerome/opt.h>

#include "pass/leverage.h"

/* Reads TMX and XLIFF files, and those in folders. Texts that a file calls not translated are left out; a file without a
   text in these languages is told of (JR_D_EMPTY_MEMORY). `source_lang` may be empty: what each file calls so. *ret_memory
   is to be destroyed. False: a file or folder cannot be read; reported. */
bool jr_memories_read(const jr_opt_list *paths, jr_str source_lang, jr_str target_lang, jr_diag *diag,
                      jr_memory **ret_memory);

#endif
