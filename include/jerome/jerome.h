/* SPDX-License-Identifier: MIT */
/* Jerome as a library: the whole program as calls. */
#ifndef JEROME_H
#define JEROME_H

#include "ast.h"
#include "diag.h"
#include "host.h"
#include "reader.h"
#include "sink.h"
#include "version.h"
#include "writer.h"

/* The readers and writers that are built in, and those that plug-ins added. Index from 0; NULL behind the last. */
JR_API const jr_reader *jr_reader_at(size_t index);
JR_API const jr_writer *jr_writer_at(size_t index);
/* By name; NULL: none. */
JR_API const jr_reader *jr_reader_named(jr_str name);
JR_API const jr_writer *jr_writer_named(jr_str name);
/* A reader with its switches, as in "markdown-alerts+math": *ret_switches is "-alerts+math", for jr_convert. False: no such
   reader, or it has no such switch; reported, with the nearest that there is. */
JR_API bool jr_reader_format(jr_str format, const jr_reader **ret_reader, jr_str *ret_switches, jr_diag *diag);
/* By the extension of a file name; NULL: none. */
JR_API const jr_reader *jr_reader_for(jr_str path);
JR_API const jr_writer *jr_writer_for(jr_str path);
/* Loads a writer from a shared object for the rest of the process. Only ever call it with a file that the user named.
   False: reported as JR_D_BAD_PLUGIN. */
JR_API bool jr_plugin_load(const char *path, jr_diag *diag);

/* What pages say of each other: shared by the pages of one run, so that each is read once. */
typedef struct jr_pages jr_pages;
JR_API JR_NONNULL jr_pages *jr_pages_create(void);
/* NULL is fine. */
JR_API void jr_pages_destroy(jr_pages *pages);

/* One page to convert. Zero what is not needed. */
typedef struct jr_convert {
    const jr_reader *reader;
    jr_str switches;     /* +NAME and -NAME: parts of the reader's language, on or off; empty: its defaults */
    const jr_writer *writer;
    jr_str input;        /* the page's path, or "-": standard input */
    jr_str bytes;        /* the page itself where bytes.p is not NULL; then input is only its name */
    jr_str root;         /* folder that includes and images must lie in; empty: found from the page (docfx.json,
                            .openpublishing.publish.config.json, else the page's folder) */
    jr_str folder;       /* goes before the page's folder, where nothing says a root: one that it was found below; or empty */
    jr_str lang;         /* overrides the page's language; empty: the page's */
    jr_opt_list pivots;   /* zones for one of these alone; none: all, labelled */
    jr_opt_list monikers; /* versions alike, by their ranges */
    bool check_links;    /* anchors of other pages are looked for, and what does not exist is an error */
    bool skip_links;     /* nobody looks whether links and images are there: translators get them as they are */
    jr_pages *pages;     /* what is known of other pages; NULL: each page finds out for itself */
    jr_opt_list meta;    /* KEY=VALUE each: overrides the front matter */
    jr_opt_list options; /* WRITER.OPTION=VALUE each; those of other writers are passed over */
    const jr_limits *limits; /* what a page may cost; NULL: the defaults */
    const jr_sentence_rules *sentences; /* what the user says about sentences, or NULL */
    const jr_proposer *proposer; /* what is known of its texts before they are translated, for bilingual files; or NULL */
    /* Is shown the document before it is written, with the host that its images are asked of; or NULL. */
    void (*look)(void *user, const jr_host *host, const jr_doc *doc, jr_arena *arena);
    void *look_user;
} jr_convert;

/* Reads, resolves and writes one page. False: failed and reported; the sink is the caller's to discard. True: the sink is
   the caller's to finish; jr_diag_status may still be an error (damage that was read over). */
JR_API bool jr_convert_page(const jr_convert *job, jr_sink *sink, jr_diag *diag);

#endif
