/* SPDX-License-Identifier: MIT */
/* Of an export: what was translated before, and the table of what was not. */
#ifndef JR_CLI_DELTA_EXPORT_H
#define JR_CLI_DELTA_EXPORT_H

#include "app/delta.h"
#include "bulk.h"

typedef struct jr_delta_args {
    jr_str since;
    int pages; /* jr_delta_pages */
} jr_delta_args;

extern const char *const jr_delta_page_names[];
/* What the words of a page by jr_change are called among the counts of its outcome. */
extern const char *const jr_delta_count_names[];

/* Rows of a table of options; `own` is the struct of the command, `member` its jr_delta_args. */
#define JR_DELTA_ARGS(own, member)                                                                                     \
    {.name = "since",                                                                                                  \
     .type = JR_OPT_STRING,                                                                                            \
     .offset = offsetof(own, member.since),                                                                            \
     .metavar = "WHAT",                                                                                                \
     .help = "What was translated before: a kit or folder that came back, a file .xlf or .tmx, or a commit; only what "\
             "is new or changed is then left to translate"},                                                           \
    {                                                                                                                  \
        .name = "pages", .type = JR_OPT_ENUM, .offset = offsetof(own, member.pages), .values = jr_delta_page_names,    \
        .def = "changed",                                                                                              \
        .help = "With --since: changed, leave out pages that are as they were; open, those without a text to "         \
                "translate, too; all"                                                                                  \
    }

/* What an export has settled. Everything outlives the run. */
typedef struct jr_delta_plan {
    const jr_delta_args *args;
    const jr_call *call;
    jr_since_opts since;          /* without its target language */
    const jr_opt_list *languages;
    const jr_str *names;          /* of the pages */
    jr_memory *const *memories;   /* one for each language, or NULL */
    uint32_t least;               /* score of matches, … */
    size_t most;                  /* … and how many of a text */
} jr_delta_plan;

typedef struct jr_delta_run jr_delta_run;

/* Before the pages; *ret_run is to be closed. False: reported. */
bool jr_delta_start(const jr_delta_plan *plan, jr_delta_run **ret_run);
/* What job i starts from; the arena outlives its making. */
void jr_delta_page(const jr_delta_run *run, size_t i, jr_arena *arena, jr_delta *ret_delta);
/* Makes job i for nobody, to see what it comes to, and notes that. Whether it goes out; one that cannot be made does, to be told of. */
bool jr_delta_try(const jr_delta_run *run, const jr_convert *job, jr_delta *delta, jr_outcome *outcome);
/* Takes what became of it: in the first process, in the order of the jobs. */
void jr_delta_take(jr_delta_run *run, size_t i, const jr_record *record);
/* Prints the table. */
jr_status jr_delta_print(jr_delta_run *run);
/* NULL is fine. */
void jr_delta_close(jr_delta_run *run);

#endif
