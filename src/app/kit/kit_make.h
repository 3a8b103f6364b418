/* SPDX-License-Identifier: MIT */
/* One page of a kit, in the process that makes it, and what it tells the one that makes the kit. */
#ifndef JR_APP_KIT_MAKE_H
#define JR_APP_KIT_MAKE_H

#include <jerome/buf.h>
#include <jerome/jerome.h>
#include <jerome/map.h>

/* An image that a page shows. */
typedef struct jr_kit_image {
    jr_str file; /* in the kit, beside the preview as it is beside the page */
    jr_str path; /* where it is */
} jr_kit_image;

/* What is found out about a page. */
typedef struct jr_kit_facts {
    jr_str sha1, blob; /* of its bytes, by themselves and as git has it */
    jr_str title, lang;
    jr_str preview; /* file in the kit; empty: there is none */
    jr_str xliff;   /* its bytes, where the process that makes the kit writes them; or empty */
    const jr_kit_image *images;
    size_t n_images;
} jr_kit_facts;

void jr_kit_facts_put(const jr_kit_facts *facts, jr_buf *out);
/* Reads what jr_kit_facts_put wrote; in the arena, which the text outlives. False: it is none. */
bool jr_kit_facts_read(jr_str text, jr_arena *arena, jr_kit_facts *ret_facts);

/* Appends the XLIFF that `job` makes of a page, and finds its facts, without a preview; in the arena. False: reported.
 */
bool jr_kit_make_xliff(const jr_convert *job, jr_arena *arena, jr_diag *diag, jr_buf *out, jr_kit_facts *ret_facts);
/* Writes the preview of the same page into the folder of the kit, and sets what the facts say of it. `name` is the
   page's from the source folder, `pages` has those of all. What is wrong with the page was told with its XLIFF; a page
   that cannot be shown has no preview. False: it could not be written; reported. */
bool jr_kit_make_preview(const jr_convert *job, jr_str folder, jr_str name, const jr_map *pages, jr_arena *arena,
                         jr_diag *diag, jr_kit_facts *facts);

#endif
