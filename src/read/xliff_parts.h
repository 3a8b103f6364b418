/* SPDX-License-Identifier: MIT */
/* What the files of the XLIFF reader share. */
#ifndef JR_READ_XLIFF_PARTS_H
#define JR_READ_XLIFF_PARTS_H

#include <jerome/buf.h>

#include "codec/xml_in.h"
#include "xliff.h"

/* What an open element is to the reader. */
typedef enum role {
    ROLE_DOCUMENT,
    ROLE_XLIFF,
    ROLE_FILE,
    ROLE_HEADER,
    ROLE_SKELETON,
    ROLE_EXTERNAL,
    ROLE_NOTES,
    ROLE_METADATA,
    ROLE_HASH, /* a note or meta that holds the hash of the page */
    ROLE_GROUP,
    ROLE_UNIT,
    ROLE_DATA_LIST,
    ROLE_DATA,
    ROLE_SEGMENT,
    ROLE_SEG_SOURCE, /* 1.2: it and all within */
    ROLE_SOURCE,
    ROLE_TARGET,
    ROLE_INLINE, /* within a source or target: its text is text */
    ROLE_NATIVE, /* the same: its text is a code */
    ROLE_SKIP,   /* passed over, and all within */
    ROLE_COUNT
} role;

/* An open element. */
typedef struct frame {
    role role;
    uint32_t serial; /* of a pair that the element is; 0: none */
    bool locks;      /* its text is protected */
    bool alien;      /* no element of XLIFF's */
    size_t piece;    /* of a code: its index + 1 in pieces */
    size_t mid;      /* of a segment of XLIFF 1.2: its index + 1 in mids */
    jr_str id;
    jr_str data_end; /* of a pair in 2.x: id of the data of its end */
} frame;

/* A jr_inline before its unit is whole. */
typedef struct raw_piece {
    jr_inline in;
    jr_str key;      /* of an end that is an element of its own: what its partner carries as well */
    jr_str data;     /* id of its original data, or empty */
    uint32_t serial; /* of the ends of an element that is a pair: the same at both; 0: not so */
} raw_piece;

typedef struct raw_data {
    jr_str id, text;
} raw_data;

/* Pieces of a source or target. */
typedef struct raw_range {
    size_t begin, end;
    bool filled; /* holds text other than white space */
} raw_range;

typedef struct raw_segment {
    bool ignorable, has_source, has_target, state_given;
    raw_range source, target;
    jr_str order; /* as written */
    jr_state state;
} raw_segment;

/* A segment of XLIFF 1.2: mrk mtype="seg". */
typedef struct raw_mid {
    jr_str id;
    bool in_target, filled;
} raw_mid;

typedef struct xliff_reader {
    jr_arena *arena;
    jr_diag *diag;
    jr_str space; /* of XLIFF's own elements */
    int family;   /* 1 or 2 */
    size_t depth;
    frame frames[JR_XML_MAX_DEPTH + 1]; /* frames[0] is the document */
    jr_str source_lang, target_lang;
    jr_buf files; /* jr_bilingual */
    /* The open <file>: */
    jr_bilingual file;
    jr_buf units; /* jr_bilingual_unit */
    /* The open unit: */
    jr_bilingual_unit unit;
    jr_buf segments; /* raw_segment */
    jr_buf pieces;   /* raw_piece */
    jr_buf data;     /* raw_data */
    jr_buf mids;     /* raw_mid */
    jr_buf scratch;
    uint32_t serial;
    bool approved;
    /* The open source, target, data or hash: */
    jr_buf text;
    jr_span text_span;
    jr_buf native;  /* of a code that holds its original */
    bool filled;    /* there was text other than white space */
    bool in_target; /* not in a source */
    uint32_t locks;
    jr_str lock; /* id of an open sm that protects, or empty */
} xliff_reader;

/* n-th of a vector, and a new zeroed last one. */
#define AT(vector, type, n) (((type *)(void *)(vector).p) + (n))
#define COUNT(vector, type) ((vector).n / sizeof(type))
void *jr_xliff_push(jr_buf *vector, size_t size);
#define PUSH(vector, type) ((type *)jr_xliff_push(&(vector), sizeof(type)))

/* The attribute's value, copied. */
jr_str jr_xliff_attr(xliff_reader *r, const jr_xml_element *e, const char *name);
/* The value of xml:lang, xml:space…, copied. */
jr_str jr_xliff_xml_attr(xliff_reader *r, const jr_xml_element *e, const char *name);
/* Notes what is wrong with the open unit; the first counts. */
void jr_xliff_damage(xliff_reader *r, const char *format, ...) JR_PRINTF(2, 3);

/* ---- xliff_inline.c: sources and targets ---- */

void jr_xliff_open_content(xliff_reader *r, const jr_xml_element *e, bool target);
void jr_xliff_close_content(xliff_reader *r, bool target);
/* An element within a source or target; fills its frame. */
void jr_xliff_open_inline(xliff_reader *r, const jr_xml_element *e, frame *f);
void jr_xliff_close_inline(xliff_reader *r, const frame *f);
void jr_xliff_text(xliff_reader *r, jr_str text, const jr_span *where);
/* An element within seg-source. */
void jr_xliff_open_seg_source(xliff_reader *r, const jr_xml_element *e, frame *f);

/* ---- xliff_unit.c: a unit is whole ---- */

void jr_xliff_finish_unit(xliff_reader *r);

#endif
