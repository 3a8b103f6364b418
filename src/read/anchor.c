/* SPDX-License-Identifier: MIT */
#include "anchor.h"

#include "ast/build.h"

/* Nothing but white space below the node. */
static bool is_blank(const jr_node *span)
{
    for (const jr_node *n = span->first; n; n = n->next) {
        const bool space = n->kind == JR_SOFT_BREAK || (n->kind == JR_TEXT && jr_str_trim(n->as.text).n == 0);
        if (!space)
            return false;
    }
    return true;
}

static void drop_leading_space(jr_node *heading)
{
    jr_node *text = heading->first && heading->first->kind == JR_TEXT ? jr_node_edit(heading->first) : NULL;
    if (!text)
        return;
    const bool exact = text->span.end - text->span.begin == text->as.text.n;
    while (text->as.text.n && jr_is_space(text->as.text.p[0])) {
        text->as.text = jr_str_sub(text->as.text, 1, text->as.text.n);
        text->span.begin += exact;
        text->span.column += exact;
    }
    if (text->as.text.n == 0)
        jr_node_unlink(text);
}

void jr_anchor_heading(jr_arena *arena, jr_node *heading)
{
    const jr_node *anchor = heading->first;
    if (!anchor || anchor->kind != JR_SPAN || !(anchor->flags & JR_NODE_HTML) || jr_node_id(anchor).n == 0 ||
        !is_blank(anchor))
        return;
    jr_node_set_id(arena, heading, jr_node_id(anchor));
    jr_node_unlink(jr_node_edit(anchor));
    drop_leading_space(heading);
}
