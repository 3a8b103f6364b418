/* SPDX-License-Identifier: MIT */
/* The few words that Jerome itself writes into a page, in the page's language. */
#ifndef JEROME_LABEL_H
#define JEROME_LABEL_H

#include "str.h"

typedef enum jr_label_id {
    JR_LABEL_NOTE, /* the alerts, in the order of jr_alert_type */
    JR_LABEL_TIP,
    JR_LABEL_IMPORTANT,
    JR_LABEL_WARNING,
    JR_LABEL_CAUTION,
    JR_LABEL_CONTENTS,  /* heading of a table of contents */
    JR_LABEL_FOOTNOTES, /* heading of the notes */
    JR_LABEL_BACK,      /* name of the link from a note to its reference: "Back to reference" */
    JR_LABEL_VIDEO,     /* text of a link to a video: "Video" */
    JR_LABEL_IMAGE,     /* stands for an image that cannot be shown: "Image" */
    JR_LABEL_PAGE,      /* "Page" */
    JR_LABEL_TASK_OPEN, /* accessible name of an unticked box: "To do" */
    JR_LABEL_TASK_DONE, /* accessible name of a ticked box: "Done" */
    JR_LABEL_INCLUDE,   /* stands for an included file that is missing: "Included text is missing" */
    JR_LABEL_COUNT
} jr_label_id;

/* The label in the language of a BCP 47 tag ("de-DE", "zh-TW"), else in English. UTF-8, static. */
JR_API jr_str jr_label(jr_str lang, jr_label_id id);
/* The same as a label id for an alert type. */
#define jr_alert_label(lang, type) jr_label((lang), (jr_label_id)(JR_LABEL_NOTE + (int)(type)))

/* True for a well-formed BCP 47 language tag (RFC 5646 §2.1, langtag and privateuse). */
JR_API bool jr_lang_valid(jr_str tag);
/* How well something in the language `has` serves who wants `wanted`: 3 as well as can be, 2 in general ("de" for "de-AT"),
   1 it is one kind of it ("de-DE" for "de"), 0 not at all ("de-DE" for "de-AT"). Chinese goes by its script: "zh-TW" is
   "zh-Hant-TW", "zh" is "zh-Hans". */
JR_API int jr_lang_serves(jr_str has, jr_str wanted);
/* True where the tag's script, or its language's usual script, runs from right to left. */
JR_API bool jr_lang_rtl(jr_str tag);
/* True for Chinese, Japanese and Korean. */
JR_API bool jr_lang_cjk(jr_str tag);

#endif
