/* SPDX-License-Identifier: MIT */
/* Segmentation rules of an SRX file (Segmentation Rules eXchange 2.0). */
#ifndef JEROME_SRX_H
#define JEROME_SRX_H

#include "diag.h"

/* A regular expression as the file has it, and its place there. */
typedef struct jr_srx_pattern {
    jr_str text;
    jr_span span;
} jr_srx_pattern;

/* A text is cut (or not) where what is before matches `before` and what is behind matches `after`; an empty pattern
   matches anything. */
typedef struct jr_srx_rule {
    bool breaks;
    jr_srx_pattern before, after;
} jr_srx_rule;

/* A <languagerule>: rules of which the first one that fits a place decides. */
typedef struct jr_srx_language {
    jr_str name;
    const jr_srx_rule *rules;
    size_t n_rules;
} jr_srx_language;

/* A <languagemap>: languages whose tags match, as a whole and with no regard to case, have these rules. */
typedef struct jr_srx_map {
    jr_srx_pattern pattern;
    size_t language; /* index in jr_srx.languages */
} jr_srx_map;

typedef struct jr_srx {
    bool cascade; /* all maps that match count, one after the other; else the first one */
    const jr_srx_language *languages;
    size_t n_languages;
    const jr_srx_map *maps;
    size_t n_maps;
    jr_str name;  /* of the file: spans count for any collector of diagnostics that is told it (jr_diag_file) */
    jr_span span; /* of the root element */
} jr_srx;

#endif
