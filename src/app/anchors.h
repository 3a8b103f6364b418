/* SPDX-License-Identifier: MIT */
/* The places of a page that a fragment can name. */
#ifndef JR_APP_ANCHORS_H
#define JR_APP_ANCHORS_H

#include <jerome/ast.h>
#include <jerome/jerome.h>
#include <jerome/map.h>

#include "host.h"

/* Every id of a page, and "tab/ID" and "tab/ID/CONDITION" of its tabs. */
typedef struct jr_anchors jr_anchors;

/* Those of a document whose ids are resolved, all of which outlive them; in the arena. */
JR_NONNULL jr_anchors *jr_anchors_of(const jr_doc *doc, const jr_map *ids, jr_arena *arena);
/* True where one has the name, percent-escapes decoded or not. Else ret_near is the one that differs in nothing but
   small and capital letters, or empty. */
bool jr_anchors_find(jr_anchors *anchors, jr_str fragment, jr_str *ret_near);

/* The anchors of another page, at a path below the root; read once for all pages that share `pages`, as `reading` says
   but for its arena and diag. NULL: it cannot be read. Nothing is reported: that is for who converts that page. */
jr_anchors *jr_pages_anchors(jr_pages *pages, jr_str path, jr_files *files, const jr_reader *reader,
                             const jr_read_ctx *reading);

#endif
