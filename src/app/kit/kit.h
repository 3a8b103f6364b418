/* SPDX-License-Identifier: MIT */
/* Handoff kits: all that a vendor needs to translate some pages into one language (docs/kits.md). */
#ifndef JR_APP_KIT_H
#define JR_APP_KIT_H

#include <jerome/buf.h>
#include <jerome/glossary.h>
#include <jerome/opt.h>

#include <jerome/map.h>

#include "terms/termbase.h"
#include "report/report.h"

#define JR_KIT_MANIFEST "manifest.json"
#define JR_KIT_README   "README.txt"
#define JR_KIT_INDEX    "index.html"
#define JR_KIT_MEMORY   "tm/memory.tmx"
#define JR_KIT_GLOSSARY "glossary/glossary.txt"

/* Files in a kit are named by their paths below it. */
typedef struct jr_kit_page {
    jr_str page; /* its path from the source folder: `original` of its XLIFF */
    jr_str title;
    jr_str language; /* its own; empty: that of the kit */
    jr_str sha1;     /* of its bytes, lower-case hexadecimal */
    jr_str commit;   /* that has it with these bytes; empty: none is known */
    jr_str xliff;    /* file */
    jr_str preview;  /* file, or empty */
    jr_page_counts counts;
} jr_kit_page;

typedef struct jr_kit {
    jr_str program, project, source_lang, target_lang;
    jr_str xliff;              /* version */
    jr_str due;                /* YYYY-MM-DD, or empty */
    jr_str contact;            /* or empty */
    jr_str commit;             /* the last one of the source folder as the kit was made, or empty */
    jr_str memory;             /* file, or empty */
    jr_str glossary;           /* file, or empty */
    jr_opt_list terms, images; /* files */
    jr_kit_page *pages;        /* n_pages of them, in the order of the export */
    size_t n_pages;
} jr_kit;

/* The sums of its pages. */
jr_page_counts jr_kit_totals(const jr_kit *kit);
/* All its files, each once: the manifest first. */
jr_opt_list jr_kit_files(const jr_kit *kit, jr_arena *arena);

/* Appends the files that every kit has. */
void jr_kit_put_manifest(const jr_kit *kit, jr_buf *out);
void jr_kit_put_readme(const jr_kit *kit, jr_buf *out);
void jr_kit_put_index(const jr_kit *kit, jr_buf *out);
/* Appends a glossary as OmegaT reads it: a term, a tab, its translation, a tab, its definition. */
void jr_kit_put_glossary(const jr_termbase *terms, jr_buf *out);
/* Reads a manifest; `file` is its number for messages. All lives in the arena, which the bytes outlive. False: it is
   none of ours, or damaged, which is reported. */
bool jr_kit_read_manifest(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_kit *ret_kit);
/* Appends the HTML of a page, links to other pages of the kit leading to their previews; `pages` has the names of all.
 */
void jr_kit_put_preview(jr_str html, jr_str page, const jr_map *pages, jr_arena *arena, jr_buf *out);

/* Whether a text is a calendar date, YYYY-MM-DD. */
bool jr_kit_is_date(jr_str text);

#endif
