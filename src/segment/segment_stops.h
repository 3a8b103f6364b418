/* SPDX-License-Identifier: MIT */
/* Full stops that end no sentence: the lists of src/segment/sentences, by language, and one of the user's. */
#ifndef JR_SEGMENT_STOPS_H
#define JR_SEGMENT_STOPS_H

#include <jerome/segment.h>

/* What a list says of a word: the sections of docs/sentences.md, as bits. */
enum {
    JR_STOP_NEVER = 1,          /* an abbreviation that stands before something */
    JR_STOP_NUMBER = 2,         /* an abbreviation where a digit follows */
    JR_STOP_MAYBE = 4,          /* an abbreviation that may end a sentence: one ends where a first word follows */
    JR_STOP_BEFORE_ORDINAL = 8, /* behind this word a number with a full stop is an ordinal number */
    JR_STOP_AFTER_ORDINAL = 16, /* so it is before this one */
    JR_STOP_FIRST = 32,         /* in upper case it is the first word of a sentence */
    JR_STOP_LETTER = 64,        /* a word of one letter: no abbreviation */
    JR_STOP_NAME = 128          /* the first part of names whose parts are joined by full stops */
};

typedef struct jr_stops jr_stops;

/* The words for a language (BCP 47): those of all languages, its own, and the user's. False: reported, the user's list
   cannot be understood. All lives in the arena. */
bool jr_stops_read(jr_str lang, const jr_sentence_rules *rules, jr_arena *arena, jr_diag *diag,
                   const jr_stops **ret_stops);
/* What is said of a word, which has no full stop at its end; the first letter of a word that the lists write in lower
   case may be in upper case. */
unsigned jr_stops_of(const jr_stops *stops, jr_str word);

/* The built-in lists, made from src/segment/sentences/LANG.txt; the first one is for all languages. */
typedef struct jr_stop_list {
    const char *lang; /* primary language subtag; NULL: all */
    jr_str text;
} jr_stop_list;
extern const jr_stop_list jr_stop_lists[];
extern const size_t jr_stop_list_count;

#endif
