/* SPDX-License-Identifier: MIT */
/* Exports as handoff kits: what goes into them besides the XLIFF of each page (docs/kits.md). */
#ifndef JR_CLI_KIT_EXPORT_H
#define JR_CLI_KIT_EXPORT_H

#include <jerome/memory.h>

#include "app/terms.h"
#include "bulk.h"

typedef enum jr_kit_form { JR_KIT_NONE, JR_KIT_FOLDER, JR_KIT_ZIP } jr_kit_form;

extern const char *const jr_kit_forms[];

typedef struct jr_kit_args {
    int form; /* jr_kit_form */
    int64_t pack;
    jr_str project, due, contact;
} jr_kit_args;

/* Lines of an option table whose struct has a jr_kit_args called `member`. */
#define JR_KIT_ARGS(own, member)                                                                                       \
    {.name = "kit",                                                                                                    \
     .type = JR_OPT_ENUM,                                                                                              \
     .offset = offsetof(own, member.form),                                                                             \
     .values = jr_kit_forms,                                                                                           \
     .def = "none",                                                                                                    \
     .help = "Make a kit for the translators of each language, DIR/TAG: the files, pages and images to look at, "      \
             "a list of the pages, what they need to know; zip: and the same packed as DIR/TAG.zip"},                  \
        {.name = "pack",                                                                                               \
         .type = JR_OPT_INT,                                                                                           \
         .offset = offsetof(own, member.pack),                                                                         \
         .def = "1",                                                                                                   \
         .min = 1,                                                                                                     \
         .max = 100000,                                                                                                \
         .metavar = "N",                                                                                               \
         .help = "Of a kit: put so many pages into one XLIFF file"},                                                   \
        {.name = "project",                                                                                            \
         .type = JR_OPT_STRING,                                                                                        \
         .offset = offsetof(own, member.project),                                                                      \
         .metavar = "NAME",                                                                                            \
         .help = "Of a kit: what it is called in its texts"},                                                          \
        {.name = "due",                                                                                                \
         .type = JR_OPT_STRING,                                                                                        \
         .offset = offsetof(own, member.due),                                                                          \
         .metavar = "YYYY-MM-DD",                                                                                      \
         .help = "Of a kit: when it is to be back"},                                                                   \
    {                                                                                                                  \
        .name = "contact", .type = JR_OPT_STRING, .offset = offsetof(own, member.contact), .metavar = "TEXT",          \
        .help = "Of a kit: who answers questions"                                                                      \
    }

/* What an export has settled. Everything outlives the run. */
typedef struct jr_kit_plan {
    const jr_kit_args *args;
    const jr_call *call;
    jr_str output, lang, xliff;
    const jr_opt_list *languages, *terms;
    const jr_str *names; /* of the pages */
    size_t n;            /* pages */
    const jr_job *jobs;  /* one for each page and language: page after page */
    jr_memory *const *memories; /* one for each language, or NULL */
    jr_glossaries *glossaries;
    const jr_stats_opts *counting; /* one for each language */
    bool sentences;
} jr_kit_plan;

/* Whether the options go together; false: reported. */
bool jr_kit_check(const jr_kit_args *args, const jr_call *call);
/* Where the XLIFF of a page goes in a kit. */
jr_str jr_kit_output(jr_str output, jr_str lang, jr_str name, jr_arena *arena);

typedef struct jr_kit_run jr_kit_run;

/* Before the pages; *plan outlives it. */
jr_kit_run *jr_kit_start(const jr_kit_plan *plan);
/* Makes job i by `job`, which writes its XLIFF: in any process. */
void jr_kit_page_make(jr_kit_run *run, size_t i, const jr_convert *job, jr_outcome *outcome);
/* Takes what became of it: in this process, in the order of the jobs. */
void jr_kit_page_take(jr_kit_run *run, size_t i, const jr_record *record);
/* Makes the rest of the kits. False: reported. */
bool jr_kit_finish(jr_kit_run *run);

#endif
