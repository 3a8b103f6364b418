/* SPDX-License-Identifier: MIT */
/* Links and images of a page: what they mean from the page, and whether it is there. */
#ifndef JR_APP_LINKS_H
#define JR_APP_LINKS_H

#include <jerome/jerome.h>
#include "pass/resolve.h"

#include "host.h"

typedef struct jr_links_options {
    bool check;              /* what does not exist is an error, and anchors of other pages are looked for */
    bool as_written;         /* addresses of the page itself stay as they are */
    jr_pages *pages;         /* what is known of other pages; used where check is set */
    const jr_reader *reader; /* for them, and how: as for the page, arena and diag aside */
    const jr_read_ctx *reading;
} jr_links_options;

/* Makes addresses in included files, and those from the root ("~/…"), relative to the page, those of the page's own
   places "#id", and puts names in other letters right. Reports links and images that lead nowhere, at their places:
   broken-link, missing-image, wrong-case, refused-resource. `ids`: of the page. Without options->check each file is
   told once. */
void jr_links_settle(jr_doc *doc, const jr_index *index, jr_files *files, const jr_links_options *options,
                     jr_arena *arena, jr_diag *diag);

#endif
