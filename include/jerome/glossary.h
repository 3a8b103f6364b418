/* SPDX-License-Identifier: MIT */
/* Glossaries: concepts and what they are called in several languages. Readers of TBX and CSV fill them. */
#ifndef JEROME_GLOSSARY_H
#define JEROME_GLOSSARY_H

#include "str.h"

/* Whether a term is to be used (ISO 30042, administrativeStatus). */
typedef enum jr_term_status { JR_TERM_PREFERRED, JR_TERM_ADMITTED, JR_TERM_DEPRECATED } jr_term_status;

typedef enum jr_term_case {
    JR_TERM_CASE_OF_TERM, /* as written where the term has a capital letter, else in any letters */
    JR_TERM_CASE_KEPT,    /* as written */
    JR_TERM_CASE_ANY
} jr_term_case;

/* What language a term is in. */
typedef enum jr_term_side {
    JR_TERM_BY_LANG,   /* that of its tag */
    JR_TERM_OF_SOURCE, /* the source language, whichever that is: a list of two columns */
    JR_TERM_OF_TARGET
} jr_term_side;

typedef struct jr_term {
    jr_str text; /* never empty, white space normalised */
    jr_str lang; /* BCP 47, or empty where `side` says it */
    jr_term_side side;
    jr_term_status status;
    jr_term_case letters;
    jr_str word_class; /* part of speech as the file has it, in lower case, or empty */
} jr_term;

typedef struct jr_definition {
    jr_str text;
    jr_str lang; /* or empty: of the concept */
} jr_definition;

typedef struct jr_concept {
    jr_str id; /* as the file has it, or empty */
    const jr_term *terms;
    size_t n_terms;
    const jr_definition *definitions;
    size_t n_definitions;
} jr_concept;

typedef struct jr_glossary {
    const jr_concept *items;
    size_t n;
} jr_glossary;

#endif
