/* SPDX-License-Identifier: MIT */
/* Which characters of a text need an escape among Markdown's inlines. */
#ifndef JR_MERGE_ESCAPE_H
#define JR_MERGE_ESCAPE_H

#include "merge_parts.h"

/* What a byte of a bare unit belongs to. */
enum {
    JR_MARK_TEXT,
    JR_MARK_CODE,
    JR_MARK_OPENER, /* delimiters of emphasis */
    JR_MARK_CLOSER,
    JR_MARK_LINK, /* start and end of a link's text */
    JR_MARK_LINK_END,
    JR_MARK_LINE_END /* a line ends here, and the next one has begun */
};

/* A delimiter of emphasis that is a code. */
typedef struct jr_delimiter {
    size_t at, n; /* in the bare unit */
    uint32_t number;
    bool opens;
} jr_delimiter;

typedef struct jr_flanking {
    bool can_open, can_close;
} jr_flanking;

/* One unit at work. */
typedef struct jr_escaper {
    const jr_merger *m;
    size_t index;
    const jr_unit *unit;
    const jr_merge_codes *codes;
    unsigned level;
    size_t lines;             /* line ends so far */
    jr_buf bare, marks;       /* the unit without escapes, and a JR_MARK_… for each byte */
    size_t link;              /* where the text of the link at hand starts */
    char *spelling;           /* of each pair of emphasis, by number */
    jr_delimiter *delimiters; /* in their order */
    size_t n_delimiters;
    /* What stands around the unit: */
    bool first_in_line;     /* only the marks of containers stand before it */
    bool in_brackets;       /* it is the text of a link or an image */
    uint32_t before, after; /* characters; '\n' at the ends of a line */
    bool any_escaped;
    bool left[128], escaped[128]; /* ASCII characters of the source's text that are as they are, and with a backslash */
    bool nbsp, lt, gt, amp; /* the source spells these characters as references */
    /* Made of the bare unit: */
    char *needs;  /* for each byte: true where an escape is needed whatever its own rule says */
    size_t ticks; /* number of runs of backticks */
} jr_escaper;

/* Looks at what stands around the unit. */
void jr_escaper_context(jr_escaper *e);
/* What the run of delimiters bare[begin, end) can do (CommonMark §6.2). */
jr_flanking jr_escaper_flanking(const jr_escaper *e, size_t begin, size_t end);
/* Sets `needs` for delimiters and brackets of the text. */
void jr_escaper_match(jr_escaper *e);
/* Appends the bare unit with the escapes that its level wants. */
void jr_escaper_write(jr_escaper *e, jr_buf *out);

#endif
