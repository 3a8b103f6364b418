/* SPDX-License-Identifier: MIT */
/* What the files of the XLIFF writer share. */
#ifndef JR_WRITERS_XLIFF_H
#define JR_WRITERS_XLIFF_H

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

void xliff_write_12(xliff_job *job);
void xliff_write_2(xliff_job *job);

#endif
