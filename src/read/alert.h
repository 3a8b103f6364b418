/* SPDX-License-Identifier: MIT */
/* Alerts: a block quote whose first line, or a later one, is [!NOTE] or its like. */
#ifndef JR_READ_ALERT_H
#define JR_READ_ALERT_H

#include <jerome/ast.h>

#include "source.h"

/* Where the markers are in source->text: offsets of their '[', in order. */
typedef struct jr_alert_marks {
    const uint32_t *at;
    size_t n;
    const uint32_t *odd; /* n_odd of them that stand where they mean nothing */
    size_t n_odd;
} jr_alert_marks;

/* Finds the lines "> [!NOTE]" from offset `body` on and makes source->parsed a copy in which each marker is a block of
   its own for CommonMark, so that a table may follow at once. */
jr_alert_marks jr_alert_mask(jr_arena *arena, jr_source *source, size_t body);
/* Makes ALERTs of the block quotes below root that hold markers, and puts the author's bytes back where a marker turned
   out to be code, raw HTML or text; where it is text, that is reported (JR_D_BAD_DIALECT). */
void jr_alert_nodes(const jr_read_ctx *ctx, const jr_source *source, const jr_alert_marks *marks, jr_node *root);

#endif
