/* SPDX-License-Identifier: MIT */
/* HTML in, through libxml2's parser, which is loaded on first use. */
#ifndef JR_CODEC_HTML_IN_H
#define JR_CODEC_HTML_IN_H

#include <jerome/diag.h>
#include <jerome/str.h>

/* Takes the pieces of an HTML fragment, in order, each element opened and closed exactly once. Slices are valid during the
   call only. */
typedef struct jr_html_events {
    /* `attrs`: n_attrs names and values, decoded; a value without p was not given. Names are in lower case. */
    void (*open)(void *user, jr_str name, const jr_str (*attrs)[2], size_t n_attrs);
    void (*close)(void *user, jr_str name);
    void (*text)(void *user, jr_str text);
    void (*comment)(void *user, jr_str text);
} jr_html_events;

/* Parses a fragment (UTF-8), repairs its structure, and tells `events` what is in it; html, head and body are told of like
   any other element. False: libxml2 could not be loaded (reported) or gave up. */
bool jr_html_parse(jr_str html, const jr_html_events *events, void *user, jr_diag *diag);
/* The code point of an HTML 4 entity name ("eacute"), or 0. */
uint32_t jr_html_entity(jr_str name, jr_diag *diag);

#endif
