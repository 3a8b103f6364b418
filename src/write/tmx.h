/* SPDX-License-Identifier: MIT */
/* TMX 1.4b out: a translation memory for any tool. */
#ifndef JR_WRITE_TMX_H
#define JR_WRITE_TMX_H

#include <jerome/memory.h>
#include <jerome/sink.h>
#include <jerome/xml.h>

/* What a file says of all its texts. */
typedef struct jr_tmx_head {
    jr_str source_lang, target_lang; /* BCP 47 */
    bool sentences;                  /* they are sentences, not paragraphs */
    jr_str date;                     /* of the file, as 20261122T101500Z, or empty */
} jr_tmx_head;

typedef struct jr_tmx {
    jr_tmx_head head;
    jr_sink *sink;
    jr_buf out;
    jr_xml xml;
} jr_tmx;

/* Starts a file; then the pairs, one by one, then the end. The sink tells of failures, and is the caller's to finish.
   What `head` refers to must outlive the file. */
void jr_tmx_start(jr_tmx *tmx, const jr_tmx_head *head, jr_sink *sink);
void jr_tmx_pair(jr_tmx *tmx, const jr_pair *pair);
void jr_tmx_end(jr_tmx *tmx);
/* Pairs that are written elsewhere: starts them without the start of the file; appends them to `out`; puts them into
   the file. */
void jr_tmx_start_part(jr_tmx *tmx, const jr_tmx_head *head);
void jr_tmx_end_part(jr_tmx *tmx, jr_buf *out);
void jr_tmx_part(jr_tmx *tmx, jr_str part);

#endif
