/* SPDX-License-Identifier: MIT */
/* Diagnostics: what went wrong, how badly, and where. */
#ifndef JEROME_DIAG_H
#define JEROME_DIAG_H

#include "arena.h"
#include "str.h"

/* A place in a file. All zero: no place. */
typedef struct jr_span {
    uint32_t file;   /* number given by jr_diag_file; 0 is none */
    uint32_t begin;  /* byte offset of the first byte in the file as read (before any BOM is stripped) */
    uint32_t end;    /* byte offset behind the last byte; == begin where only a point is known */
    uint32_t line;   /* 1-based line of begin; LF, CRLF and lone CR end a line; 0 is unknown */
    uint32_t column; /* 1-based byte column of begin; 0 is unknown */
} jr_span;

/* How the program ends; a job's status is the gravest that was reported. */
typedef enum jr_status {
    JR_STATUS_OK = 0,       /* done */
    JR_STATUS_FAILED = 1,   /* some of several inputs failed */
    JR_STATUS_USAGE = 2,    /* the command line is wrong */
    JR_STATUS_INPUT = 3,    /* bad input */
    JR_STATUS_LIMIT = 4,    /* a limit was reached */
    JR_STATUS_REFUSED = 5,  /* a path outside the root */
    JR_STATUS_IO = 6,       /* reading or writing failed */
    JR_STATUS_INTERNAL = 70 /* a bug in Jerome */
} jr_status;

typedef enum jr_severity { JR_NOTE_SEVERITY, JR_WARNING, JR_ERROR } jr_severity;

/* What is checked of a translation that comes back (gate/gate.h). Users set the severity of each; these are the defaults. */
#define JR_CHECKS(X)                                                             \
    X(DAMAGED_UNIT, JR_ERROR, JR_STATUS_INPUT, "damaged-unit")                   \
    X(MISSING_UNIT, JR_ERROR, JR_STATUS_INPUT, "missing-unit")                   \
    X(UNKNOWN_UNIT, JR_WARNING, JR_STATUS_INPUT, "unknown-unit")                 \
    X(MISSING_SEGMENT, JR_ERROR, JR_STATUS_INPUT, "missing-segment")             \
    X(CHANGED_PAGE, JR_WARNING, JR_STATUS_INPUT, "changed-page")                 \
    X(EDITED_SOURCE, JR_ERROR, JR_STATUS_INPUT, "edited-source")                 \
    X(MISSING_CODE, JR_ERROR, JR_STATUS_INPUT, "missing-code")                   \
    X(ADDED_CODE, JR_ERROR, JR_STATUS_INPUT, "added-code")                       \
    X(RENAMED_CODE, JR_ERROR, JR_STATUS_INPUT, "renamed-code")                   \
    X(DUPLICATE_CODE, JR_ERROR, JR_STATUS_INPUT, "duplicate-code")               \
    X(CROSSED_CODE, JR_ERROR, JR_STATUS_INPUT, "crossed-code")                   \
    X(MOVED_CODE, JR_ERROR, JR_STATUS_INPUT, "moved-code")                       \
    X(NESTED_LINK, JR_ERROR, JR_STATUS_INPUT, "nested-link")                     \
    X(ALTERED_CODE, JR_WARNING, JR_STATUS_INPUT, "altered-code")                 \
    X(ALTERED_TERM, JR_ERROR, JR_STATUS_INPUT, "altered-term")                   \
    X(TERM_MISSING, JR_WARNING, JR_STATUS_INPUT, "term-missing")                 \
    X(TERM_DEPRECATED, JR_WARNING, JR_STATUS_INPUT, "term-deprecated")           \
    X(ALTERED_URL, JR_WARNING, JR_STATUS_INPUT, "altered-url")                   \
    X(ALTERED_PLACEHOLDER, JR_WARNING, JR_STATUS_INPUT, "altered-placeholder")   \
    X(UNTRANSLATED, JR_WARNING, JR_STATUS_INPUT, "untranslated")                 \
    X(SAME_AS_SOURCE, JR_NOTE_SEVERITY, JR_STATUS_INPUT, "same-as-source")       \
    X(EMPTY_TARGET, JR_ERROR, JR_STATUS_INPUT, "empty-target")                   \
    X(TOO_LONG, JR_WARNING, JR_STATUS_INPUT, "too-long")                         \
    X(WRONG_LANGUAGE, JR_ERROR, JR_STATUS_INPUT, "wrong-language")               \
    X(WRONG_SCRIPT, JR_WARNING, JR_STATUS_INPUT, "wrong-script")                 \
    X(NOT_FINAL, JR_NOTE_SEVERITY, JR_STATUS_INPUT, "not-final")

/* Every diagnostic: name, severity, status when it is an error, slug.
   An error marked so does not always stop the job: what can be read of a damaged page is still converted. */
#define JR_DIAG_CODES(X)                                                         \
    X(BAD_OPTION, JR_ERROR, JR_STATUS_USAGE, "bad-option")                       \
    X(UNKNOWN_FORMAT, JR_ERROR, JR_STATUS_USAGE, "unknown-format")               \
    X(BAD_USAGE, JR_ERROR, JR_STATUS_USAGE, "usage")                             \
    X(BAD_PLUGIN, JR_ERROR, JR_STATUS_USAGE, "bad-plugin")                       \
    X(BAD_CONFIG, JR_ERROR, JR_STATUS_INPUT, "bad-config")                       \
    X(BAD_UTF8, JR_ERROR, JR_STATUS_INPUT, "bad-utf8")                           \
    X(BAD_ENCODING, JR_ERROR, JR_STATUS_INPUT, "bad-encoding")                   \
    X(BAD_CHARACTER, JR_ERROR, JR_STATUS_INPUT, "bad-character")                 \
    X(BAD_CHARACTER_REFERENCE, JR_WARNING, JR_STATUS_INPUT, "bad-character-reference") \
    X(BAD_FRONT_MATTER, JR_ERROR, JR_STATUS_INPUT, "bad-front-matter")           \
    X(DUPLICATE_KEY, JR_WARNING, JR_STATUS_INPUT, "duplicate-key")               \
    X(UNCLOSED_FRONT_MATTER, JR_WARNING, JR_STATUS_INPUT, "unclosed-front-matter") \
    X(EXTRA_CELLS, JR_WARNING, JR_STATUS_INPUT, "extra-cells")                   \
    X(BAD_DIALECT, JR_WARNING, JR_STATUS_INPUT, "bad-dialect")                   \
    X(MISSING_INCLUDE, JR_WARNING, JR_STATUS_INPUT, "missing-include")           \
    X(BAD_HTML, JR_WARNING, JR_STATUS_INPUT, "bad-html")                         \
    X(DROPPED_HTML, JR_WARNING, JR_STATUS_INPUT, "dropped-html")                 \
    X(DUPLICATE_ID, JR_WARNING, JR_STATUS_INPUT, "duplicate-id")                 \
    X(BROKEN_LINK, JR_WARNING, JR_STATUS_INPUT, "broken-link")                   \
    X(WRONG_CASE, JR_WARNING, JR_STATUS_INPUT, "wrong-case")                     \
    X(UNSAFE_LINK, JR_WARNING, JR_STATUS_INPUT, "unsafe-link")                   \
    X(MISSING_IMAGE, JR_WARNING, JR_STATUS_INPUT, "missing-image")               \
    X(BAD_IMAGE, JR_WARNING, JR_STATUS_INPUT, "bad-image")                       \
    X(REMOTE_IMAGE, JR_WARNING, JR_STATUS_INPUT, "remote-image")                 \
    X(BAD_LANGUAGE, JR_WARNING, JR_STATUS_INPUT, "bad-language")                 \
    X(BAD_METADATA, JR_WARNING, JR_STATUS_INPUT, "bad-metadata")                 \
    X(UNKNOWN_CHOICE, JR_WARNING, JR_STATUS_INPUT, "unknown-choice")             \
    X(NOT_RENDERED, JR_WARNING, JR_STATUS_INPUT, "not-rendered")                 \
    X(BAD_XML, JR_ERROR, JR_STATUS_INPUT, "bad-xml")                             \
    X(BAD_XLIFF, JR_ERROR, JR_STATUS_INPUT, "bad-xliff")                         \
    X(BAD_TMX, JR_ERROR, JR_STATUS_INPUT, "bad-tmx")                             \
    X(EMPTY_MEMORY, JR_WARNING, JR_STATUS_INPUT, "empty-memory")                 \
    X(BAD_SXS, JR_WARNING, JR_STATUS_INPUT, "bad-sxs")                           \
    X(BAD_SRX, JR_ERROR, JR_STATUS_INPUT, "bad-srx")                             \
    X(BAD_SENTENCES, JR_ERROR, JR_STATUS_INPUT, "bad-sentences")                 \
    X(BAD_CSV, JR_ERROR, JR_STATUS_INPUT, "bad-csv")                             \
    X(BAD_TERMS, JR_ERROR, JR_STATUS_INPUT, "bad-terms")                         \
    X(NO_TERMS, JR_WARNING, JR_STATUS_INPUT, "no-terms")                         \
    X(BAD_REPORT, JR_ERROR, JR_STATUS_INPUT, "bad-report")                       \
    X(BAD_ARCHIVE, JR_ERROR, JR_STATUS_INPUT, "bad-archive")                     \
    X(BAD_MANIFEST, JR_WARNING, JR_STATUS_INPUT, "bad-manifest")                 \
    X(IGNORED_FILE, JR_NOTE_SEVERITY, JR_STATUS_INPUT, "ignored-file")           \
    JR_CHECKS(X)                                                                 \
    X(NOT_EXPORTED, JR_WARNING, JR_STATUS_INPUT, "not-exported")                 \
    X(NOT_MERGED, JR_ERROR, JR_STATUS_INPUT, "not-merged")                       \
    X(LIMIT_DEPTH, JR_ERROR, JR_STATUS_LIMIT, "limit-depth")                     \
    X(LIMIT_SIZE, JR_ERROR, JR_STATUS_LIMIT, "limit-size")                       \
    X(LIMIT_TIME, JR_ERROR, JR_STATUS_LIMIT, "limit-time")                       \
    X(LIMIT_MEMORY, JR_ERROR, JR_STATUS_LIMIT, "limit-memory")                   \
    X(REFUSED_PATH, JR_ERROR, JR_STATUS_REFUSED, "refused-path")                 \
    X(REFUSED_RESOURCE, JR_WARNING, JR_STATUS_REFUSED, "refused-resource")       \
    X(CANNOT_READ, JR_ERROR, JR_STATUS_IO, "cannot-read")                        \
    X(CANNOT_WRITE, JR_ERROR, JR_STATUS_IO, "cannot-write")                      \
    X(INTERRUPTED, JR_ERROR, JR_STATUS_FAILED, "interrupted")                    \
    X(INTERNAL, JR_ERROR, JR_STATUS_INTERNAL, "internal")

typedef enum jr_code {
#define X(name, severity, status, slug) JR_D_##name,
    JR_DIAG_CODES(X)
#undef X
        JR_D_COUNT
} jr_code;

/* One diagnostic as a handler sees it; valid during the call only. */
typedef struct jr_diagnostic {
    jr_code code;
    jr_severity severity; /* after --warnings-as-errors */
    jr_str slug;          /* stable name of the code, such as "missing-image" */
    jr_str file;          /* as jr_diag_file was given it; empty: no file */
    jr_span span;         /* where; span.line == 0: no line known */
    jr_str text;          /* one line, UTF-8, no trailing full stop or line end, at most JR_DIAG_TEXT_MAX bytes */
} jr_diagnostic;

/* The middle of a longer text is left out: a page can make a word of megabytes. */
#define JR_DIAG_TEXT_MAX 1024

typedef struct jr_diag jr_diag;

/* Takes one diagnostic. */
typedef void jr_diag_handler(void *user, const jr_diagnostic *d);

/* A collector that hands each diagnostic on to `handler` (which may be NULL: count only). Owned by the caller. */
JR_API JR_NONNULL jr_diag *jr_diag_create(jr_diag_handler *handler, void *user);
/* Tells how many diagnostics were held back, as jr_diag_tell_held does, and frees. NULL is fine. */
JR_API void jr_diag_destroy(jr_diag *diag);
/* Reports warnings as errors from now on. */
JR_API void jr_diag_set_strict(jr_diag *diag, bool strict);
/* From now on hands on only the first `most` diagnostics of each code, and holds the others back: they are counted, and
   their status holds. 0, as it is at first: hands on all. */
JR_API void jr_diag_set_most(jr_diag *diag, size_t most);
/* Hands on one diagnostic for each code of which some were held back ("and 7 more like this"), with the file of the first of
   them and no line, and starts counting again. For the end of a page, where several share a collector. */
JR_API void jr_diag_tell_held(jr_diag *diag);
/* The number of a file for spans; the same name gives the same number. The name (UTF-8, as the user gave it) is copied. */
JR_API uint32_t jr_diag_file(jr_diag *diag, jr_str name);
/* The name of file number `file`, or the empty slice. Valid as long as diag. */
JR_API jr_str jr_diag_file_name(const jr_diag *diag, uint32_t file);
/* Reports; `where` may be NULL. Always returns false, so that a failing function can `return jr_report(…)`. Control
   characters in the formatted text are shown as '?'. */
JR_API bool jr_report(jr_diag *diag, jr_code code, const jr_span *where, const char *format, ...) JR_PRINTF(4, 5);
/* The same with a severity of the caller's choice. */
JR_API bool jr_report_as(jr_diag *diag, jr_code code, jr_severity severity, const jr_span *where, const char *format, ...)
    JR_PRINTF(5, 6);
/* The gravest status of the errors so far; JR_STATUS_OK where there is none. */
JR_API jr_status jr_diag_status(const jr_diag *diag);
/* Counts by severity since creation. */
JR_API size_t jr_diag_count(const jr_diag *diag, jr_severity severity);
/* "note", "warning", "error". */
JR_API jr_str jr_severity_name(jr_severity severity);
/* "missing-image" and so on. */
JR_API jr_str jr_code_slug(jr_code code);

#endif
