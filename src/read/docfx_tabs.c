/* SPDX-License-Identifier: MIT */
/* Tabs: headings of one level that are nothing but a link to #tab/ID, up to a thematic break. */
#include "ast/build.h"
#include "docfx_build.h"
#include "ast/node_list.h"

static const jr_str address = JR_STR_INIT("#tab/");

/* An anchor or a comment, which may stand before the link. */
static bool shows_nothing(const jr_node *n)
{
    return n->kind == JR_RAW_INLINE || (n->kind == JR_SPAN && !n->first) || (n->kind == JR_TEXT && jr_str_trim(n->as.text).n == 0);
}

/* The link of a tab heading, or NULL: another heading. */
static jr_node *tab_link(const jr_node *heading)
{
    jr_node *link = NULL;
    if (heading->kind != JR_HEADING)
        return NULL;
    for (const jr_node *n = heading->first; n; n = n->next) {
        if (shows_nothing(n))
            continue;
        if (link || n->kind != JR_LINK || !jr_str_starts_nocase(n->as.link.url, address))
            return NULL;
        link = jr_node_edit(n);
    }
    return link;
}

/* A tab with its title, before the heading that it replaces. */
static jr_node *new_tab(const jr_dialect *d, jr_node *heading, jr_node *link)
{
    jr_node *tab = jr_node_new(d->ctx->arena, JR_TAB, heading->span);
    jr_node *title = jr_node_new(d->ctx->arena, JR_TAB_TITLE, heading->span);
    const jr_str target = jr_str_sub(link->as.link.url, address.n, link->as.link.url.n);
    const size_t slash = jr_str_find(target, 0, '/');
    tab->as.tab.id = jr_str_sub(target, 0, slash);
    tab->as.tab.condition = jr_str_sub(target, slash + 1, target.n);
    title->attr = heading->attr;
    jr_node_unwrap(link);
    jr_node_append(tab, title);
    if (heading->first)
        jr_node_move(title, jr_node_edit(heading->first), jr_node_edit(heading->last));
    return tab;
}

void jr_dialect_tabs(const jr_dialect *d, jr_node *parent)
{
    jr_node_list work = {0};
    jr_node_list_add(&work, d->ctx->arena, parent);
    /* Tabs of another level within a tab are a group of their own: its content is looked through as well. */
    for (size_t i = 0; i < work.n; i++) {
        jr_node *group = NULL, *tab = NULL;
        unsigned level = 0;
        for (const jr_node *n = work.p[i]->first, *next; n; n = next) {
            next = n->next;
            jr_node *node = jr_node_edit(n), *link = tab_link(n);
            if (link && (!group || node->as.heading.level == level)) {
                if (!group) {
                    group = jr_node_new(d->ctx->arena, JR_TAB_GROUP, node->span);
                    jr_node_insert_before(node, group);
                    level = node->as.heading.level;
                }
                tab = new_tab(d, node, link);
                jr_node_append(group, tab);
                jr_node_list_add(&work, d->ctx->arena, tab);
                jr_node_unlink(node);
            } else if (group && n->kind == JR_THEMATIC_BREAK) {
                group->span.end = n->span.end;
                jr_node_unlink(node);
                group = NULL;
            } else if (group) {
                jr_node_unlink(node);
                jr_node_append(tab, node);
                tab->span.end = group->span.end = n->span.end;
            }
        }
    }
}
