/* SPDX-License-Identifier: MIT */
/* Where the pages of kits stand: what came back, beside what was sent and beside the pages of today. */
#ifndef JR_APP_KIT_STATUS_H
#define JR_APP_KIT_STATUS_H

#include "returns.h"
#include "app/stats.h"

/* How far a page is: name, slug, words. */
#define JR_KIT_STAGES(X)                                                                                               \
    X(MISSING, "missing", "missing: no file of it came back")                                                          \
    X(OPEN, "open", "open: nothing is translated")                                                                     \
    X(PART, "part", "in part")                                                                                         \
    X(DONE, "done", "done")

typedef enum jr_kit_stage {
#define X(name, slug, words) JR_KIT_##name,
    JR_KIT_STAGES(X)
#undef X
        JR_KIT_STAGE_COUNT
} jr_kit_stage;

/* The page of today. */
typedef enum jr_kit_today { JR_KIT_SAME, JR_KIT_CHANGED, JR_KIT_GONE, JR_KIT_UNKNOWN } jr_kit_today;

/* A page in a language. */
typedef struct jr_kit_line {
    jr_str language, page;
    jr_str file; /* that has it; empty: none */
    jr_str sha1; /* as it was sent, or empty */
    bool listed; /* in the manifest of a kit */
    jr_kit_stage stage;
    jr_kit_today today;
    uint64_t units, words, states[JR_STATE_COUNT]; /* words by state */
} jr_kit_line;

typedef struct jr_kit_status {
    const jr_kit *kits; /* n_kits of them */
    size_t n_kits;
    jr_kit_line *lines; /* n of them: by language, in the order of the kits; what is in no kit comes last */
    size_t n;
    const jr_kit_line *sums; /* one for each language, n_sums of them; without a page */
    size_t n_sums;
} jr_kit_status;

/* Joins manifests and what was counted of the files. A page that came back several times counts as the file in which
   most of its words are done, of equals the last. `source`: the folder with the pages of today, or empty: nobody looks.
 */
jr_kit_status jr_kit_status_make(const jr_returns *returns, const jr_stats_row *rows, jr_str source, jr_arena *arena);

typedef enum jr_kit_status_form { JR_KIT_STATUS_TEXT, JR_KIT_STATUS_CSV, JR_KIT_STATUS_JSON } jr_kit_status_form;

void jr_kit_status_put(const jr_kit_status *status, jr_kit_status_form form, jr_arena *arena, jr_buf *out);

#endif
