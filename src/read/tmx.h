/* SPDX-License-Identifier: MIT */
/* TMX in: 1.1 to 1.4b, from any tool. */
#ifndef JR_READ_TMX_H
#define JR_READ_TMX_H

#include <jerome/diag.h>
#include <jerome/memory.h>

enum { JR_TMX_MAX_BYTES = 2047 << 20 };

/* What is wanted of a file. */
typedef struct jr_tmx_wanted {
    jr_str source_lang; /* BCP 47; empty: the language that the file calls its source */
    jr_str target_lang;
    jr_str origin; /* of pairs that name no document */
} jr_tmx_wanted;

/* Takes a pair, which is valid during the call only. `sentence`: the file says that it is one, or less. */
typedef void jr_tmx_take(void *user, const jr_pair *pair, bool sentence);

/* Reads a TMX document and gives its pairs of the wanted languages, where "en" is "en-US" too, one by one. `bytes`: the
   file as it is; `file`: its number for places. False: no well-formed XML or no TMX (reported as JR_D_BAD_XML,
   JR_D_BAD_TMX, JR_D_BAD_ENCODING or JR_D_LIMIT_…, with its place); what came before was given. */
bool jr_tmx_read(jr_str bytes, uint32_t file, const jr_tmx_wanted *wanted, jr_tmx_take *take, void *user,
                 jr_diag *diag);

#endif
