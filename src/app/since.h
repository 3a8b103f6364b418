/* SPDX-License-Identifier: MIT */
/* What pages were before: as translations of them, a memory or a commit have it. */
#ifndef JR_APP_SINCE_H
#define JR_APP_SINCE_H

#include <jerome/limits.h>

#include "memories.h"
#include "memory/delta.h"

typedef struct jr_since_opts {
    jr_str what;                     /* a kit, an archive of one, another folder, an XLIFF or TMX file, else the name of a commit */
    jr_str folder;                   /* that the names of the pages start from, or empty */
    jr_str source_lang, target_lang; /* as of jr_memories_opts */
    bool sentences;
    const jr_sentence_rules *rules;
    jr_unit_opts units; /* of a page, as in the export */
    const jr_limits *limits;
} jr_since_opts;

typedef struct jr_since jr_since;

/* Reads as much as all pages need; *opts outlives it. *ret_since is to be closed. False: reported. */
bool jr_since_open(const jr_since_opts *opts, jr_diag *diag, jr_since **ret_since);
/* NULL is fine. */
void jr_since_close(jr_since *since);
/* The translations that it has; NULL: it has none at all. */
const jr_memory *jr_since_memory(const jr_since *since);
/* It knows of pages, not of texts alone. */
bool jr_since_has_pages(const jr_since *since);

/* A page as it was. */
typedef struct jr_past {
    jr_old_page page; /* its units; with translations: those that are translated */
    bool same_bytes;  /* it is known to have had the bytes that it has */
} jr_past;

/* What the page called `name`, which now has these bytes and units, was; nothing where there was none. In the arena. */
void jr_since_page(jr_since *since, jr_str name, jr_str bytes, const jr_units *units, jr_arena *arena,
                   jr_past *ret_past);

#endif
