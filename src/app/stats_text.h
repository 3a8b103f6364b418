/* SPDX-License-Identifier: MIT */
/* What is told of a page that was counted, as lines of text: the page, then its segments. */
#ifndef JR_APP_STATS_TEXT_H
#define JR_APP_STATS_TEXT_H

#include <jerome/buf.h>
#include <jerome/count.h>

typedef struct jr_stats_part {
    bool bilingual;
    jr_str page, source_lang, target_lang; /* as in jr_stats_row */
    uint64_t units;
    const jr_counted *counted; /* n of them */
    size_t n;
} jr_stats_part;

void jr_stats_put_part(const jr_stats_part *part, jr_buf *out);
/* Reads the part that begins at `*at` and moves it behind; what it points to lies in `text` and the arena. False: it is
   none. */
bool jr_stats_read_part(jr_str text, size_t *at, jr_arena *arena, jr_stats_part *ret_part);

#endif
