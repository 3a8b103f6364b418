/* SPDX-License-Identifier: MIT */
/* The localized page: the bytes of the source page with those of the translated texts replaced, and no others. What was
   written is read again and must say what was meant. */
#ifndef JR_MERGE_MERGE_H
#define JR_MERGE_MERGE_H

#include <jerome/translation.h>

/* How headings keep the addresses that links of other pages lead to. */
typedef enum jr_merge_anchors {
    JR_ANCHORS_LEARN, /* <a name="english-slug"></a> by the rule of Microsoft Learn's localization */
    JR_ANCHORS_NONE,
    JR_ANCHORS_IDS /* <a id="…"></a> with the id that the source's heading has in HTML */
} jr_merge_anchors;

/* Localization metadata: what the front matter of a localized page ends with. */
typedef struct jr_merge_meta {
    bool keep;           /* the front matter stays as it is, but for translated values */
    jr_str lang;         /* ms.contentlocale; empty: none is written */
    const jr_meta *from; /* front matter of an existing localized page: what cannot be computed; or NULL */
} jr_merge_meta;

/* Reads a page as the source was read, into the arena, but what it includes, which need not be read; where `strict`,
   with emphasis by CommonMark alone. False: it could not be read. */
typedef bool jr_merge_read(void *user, jr_str bytes, bool strict, jr_arena *arena, jr_doc **ret_doc);

typedef struct jr_merge {
    const jr_doc *doc;
    const jr_units *units;
    const jr_target *targets; /* one for each unit; they may be in `proof`: they are looked at before the first */
    const jr_unit_opts *unit_opts;
    jr_merge_anchors anchors;
    jr_merge_meta meta;
    /* White space and escapes as Microsoft Learn's localization leaves them: white space in texts is that of the targets,
       and escapes are those of the source, where the page reads as it should. */
    bool learn;
    jr_merge_read *read;
    void *user;      /* of read */
    jr_arena *proof; /* for the page that is read again; emptied before each reading */
} jr_merge;

/* Appends the localized page. A text that cannot be written so that it reads as intended stays as in the source, and is
   reported as JR_D_NOT_MERGED. False: reported, there is no page. */
bool jr_merge_page(const jr_merge *job, jr_arena *arena, jr_diag *diag, jr_buf *out);

#endif
