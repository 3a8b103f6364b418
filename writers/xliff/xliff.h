/* SPDX-License-Identifier: MIT */
/* What the files of the XLIFF writer share. */
#ifndef JR_WRITERS_XLIFF_H
#define JR_WRITERS_XLIFF_H

#include <jerome/units.h>
#include <jerome/writer.h>
#include <jerome/xml.h>

enum { XLIFF_1_2, XLIFF_2_0, XLIFF_2_1, XLIFF_2_2 };

typedef struct xliff_opts {
    int version;     /* XLIFF_… */
    jr_str to_lang;  /* BCP 47 tag, or empty */
    jr_str original; /* name of the page, or empty */
    int copy_source; /* COPY_… */
    bool notes;
    jr_str keys;
} xliff_opts;

typedef struct xliff_job {
    const xliff_opts *opts;
    const jr_doc *doc;
    jr_arena *arena;
    jr_str original; /* name of the page */
    bool copy;       /* targets start as copies of their sources */
    jr_units units;
    jr_xml xml;
    jr_buf *out;
} xliff_job;

void xliff_write_12(xliff_job *job);
void xliff_write_2(xliff_job *job);

#endif
