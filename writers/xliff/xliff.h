/* SPDX-License-Identifier: MIT */
/* What the files of the XLIFF writer share. */
#ifndef JR_WRITERS_XLIFF_H
#define JR_WRITERS_XLIFF_H

#include <jerome/proposal.h>
#include <jerome/segment.h>
#include <jerome/units.h>
#include <jerome/writer.h>
#include <jerome/xml.h>

enum { XLIFF_1_2, XLIFF_2_0, XLIFF_2_1, XLIFF_2_2 };
enum { XLIFF_NOTES_ALL, XLIFF_NOTES_ADVICE, XLIFF_NOTES_NONE };

typedef struct xliff_opts {
    int version;     /* XLIFF_… */
    int tool;        /* whom it is for: index into xliff_tools */
    jr_str to_lang;  /* BCP 47 tag, or empty */
    jr_str original; /* name of the page, or empty */
    jr_str base_url; /* what stands before the page's name where it is published, or empty */
    int copy_source; /* COPY_… */
    int segment;     /* SEGMENT_… */
    int notes;       /* XLIFF_NOTES_… */
    jr_str keys;
    bool code_comments;
} xliff_opts;

typedef enum xliff_match { XLIFF_MATCH_NONE, XLIFF_MATCH_FUZZY, XLIFF_MATCH_EXACT } xliff_match;

/* A unit as it is written. */
typedef struct xliff_unit {
    const jr_unit *unit;
    jr_segments segments;
    const jr_proposal *proposals; /* one for each of the segments, or NULL */
    /* Of those with text: */
    bool filled;       /* one of them or more has a target */
    bool locked;       /* none is to be changed */
    jr_state state;    /* the least */
    xliff_match match; /* what all their targets are */
    size_t n_matches, n_terms;
} xliff_unit;

/* Codes of the open unit, for its targets. */
typedef struct xliff_codes {
    const jr_piece **starts, **ends; /* by their numbers up to n */
    uint32_t n;
    uint32_t *copies; /* numbers from n + 1 on are copies: of what */
    uint32_t n_copies, room;
} xliff_codes;

typedef struct xliff_job {
    const xliff_opts *opts;
    const jr_doc *doc;
    jr_arena *arena;
    jr_str original;         /* name of the page */
    jr_str href;             /* the same as a URL reference */
    jr_str url;              /* of the published page, or empty */
    jr_str sha1;             /* of the page's bytes, lower-case hexadecimal */
    bool copy;               /* targets start as copies of their sources */
    jr_segmenter *segmenter; /* NULL: units stay whole */
    jr_units units;
    const xliff_unit *taken; /* one for each of the units */
    size_t n_matches, n_terms;
    xliff_codes codes;
    size_t n_marked; /* 2.x: terms of the open unit that were marked: their ids are t1, t2, … */
    jr_xml xml;
    jr_buf *out;
} xliff_job;

/* What is known of a tool that the file is for. */
typedef struct xliff_tool {
    int newest; /* the newest version that it is known to read */
    bool copy;  /* in 1.2 it wants a copy of each source as target */
} xliff_tool;

extern const xliff_tool xliff_tools[];
extern const char *const xliff_tool_names[]; /* the same order, ended by NULL */

/* The CLOSE of the pair that starts at index `open`. */
const jr_piece *xliff_close_of(const jr_segment *segment, size_t open);
/* True where the unit has a limit that its source keeps; one that it does not keep is advice (the note), no more. */
bool xliff_is_limited(const jr_unit *unit);

/* ---- known.c: what is known of the texts ---- */

/* Cuts the units, and asks `proposer` (or NULL) for them. */
void xliff_take_units(xliff_job *job, const jr_proposer *proposer);
/* Never NULL. */
const jr_proposal *xliff_proposal(const xliff_unit *u, size_t segment);
/* Before the targets of a unit. */
void xliff_start_codes(xliff_job *job, const xliff_unit *u);
/* A target as pieces: those of the unit's codes. A code that is there again has a number of its own. */
jr_segment xliff_pieces(xliff_job *job, const jr_inlines *text);
/* The code that the one of this number is a copy of, or itself. */
uint32_t xliff_base(const xliff_job *job, uint32_t number);

/* Terms that are yet to be written, of one segment. */
typedef struct xliff_terms {
    const jr_term_use *items;
    size_t n;
    void (*open)(xliff_job *job, const jr_term_use *use); /* opens the element around a term */
} xliff_terms;

/* Writes the text of a piece, terms marked. */
void xliff_write_text(xliff_job *job, jr_str text, size_t piece, xliff_terms *terms);

/* ---- glossary.c: what is known of terms ---- */

/* Its translations and its definition, in words; may be empty. */
jr_str xliff_term_comment(const xliff_job *job, const jr_term_use *use);
/* True where the glossary module has something to say of it. */
bool xliff_has_entry(const jr_term_use *use);
/* The glossary of a unit: an entry for each term, which names its first mark. */
void xliff_write_glossary(xliff_job *job, const xliff_unit *u);

/* ---- matches.c: translations that are offered ---- */

/* Of the segment with number `mid`, or of the whole unit: 0. */
void xliff_write_alternatives(xliff_job *job, const jr_proposal *proposal, int64_t mid);
void xliff_write_matches(xliff_job *job, const xliff_unit *u);

/* ---- The versions ---- */

/* Value of `state` of a target in 1.2. */
jr_str xliff_state_12(jr_state state);
void xliff_write_12(xliff_job *job);
void xliff_write_2(xliff_job *job);

#endif
