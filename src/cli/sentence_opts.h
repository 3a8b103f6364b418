/* SPDX-License-Identifier: MIT */
/* The options of commands that cut texts into sentences. */
#ifndef JR_CLI_SENTENCE_OPTS_H
#define JR_CLI_SENTENCE_OPTS_H

#include <jerome/opt.h>

#include "app/sentences.h"

typedef struct jr_sentence_args {
    jr_str exceptions, srx; /* files */
} jr_sentence_args;

/* Lines of an option table whose struct has a jr_sentence_args called `member`. */
#define JR_SENTENCE_ARGS(own, member)                                                                                  \
    {.name = "sentences",                                                                                              \
     .type = JR_OPT_STRING,                                                                                            \
     .offset = offsetof(own, member.exceptions),                                                                       \
     .metavar = "FILE",                                                                                                \
     .help = "A list of abbreviations and their like, behind which no sentence ends, besides the built-in ones"},      \
    {                                                                                                                  \
        .name = "srx", .type = JR_OPT_STRING, .offset = offsetof(own, member.srx), .metavar = "FILE",                  \
        .help = "Cut into sentences by the rules of this SRX 2.0 file instead"                                         \
    }

#endif
