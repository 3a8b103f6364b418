/* SPDX-License-Identifier: MIT */
/* Links as written, made into references that other programs accept (RFC 3986, with the letters of RFC 3987). */
#ifndef JR_SHARED_URL_H
#define JR_SHARED_URL_H

#include <jerome/buf.h>
#include <jerome/str.h>

/* The parts of a URL reference (RFC 3986 §3); has_… tells an empty part from a missing one. */
typedef struct jr_url {
    jr_str scheme;    /* without the colon; empty: a relative reference */
    jr_str authority; /* between "//" and the path */
    jr_str path, query, fragment;
    bool has_authority, has_query, has_fragment;
} jr_url;

/* Splits a reference; its parts point into it. Never fails. */
jr_url jr_url_split(jr_str text);
/* A reference without white space around it and without line ends and tabs in it, with '\' as '/' before any query. */
jr_str jr_url_clean(jr_arena *arena, jr_str text);
/* True for an absolute address that a reader can follow: http, https and ftp with a host and no wrong port, mailto and
   tel with something behind the colon. */
bool jr_url_is_web(const jr_url *url);
/* Appends the reference with everything escaped that may not stand there; percent-escapes that are right stay. */
void jr_url_write(jr_buf *out, const jr_url *url);
/* Appends a fragment or a path without its percent-escapes. */
void jr_url_decode(jr_buf *out, jr_str text);
/* The reference `relative` seen from `base`, which is absolute (RFC 3986 §5.2); strings come from the arena. */
jr_url jr_url_resolve(jr_arena *arena, const jr_url *base, const jr_url *relative);

#endif
