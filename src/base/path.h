/* SPDX-License-Identifier: MIT */
/* Paths as text, and reading a file whole. '/' stands between names. */
#ifndef JR_BASE_PATH_H
#define JR_BASE_PATH_H

#include <jerome/arena.h>
#include <jerome/str.h>

/* The last name of a path: "b.md" of "a/b.md". */
jr_str jr_path_base(jr_str path);
/* What comes before the last name, with its slash: "a/" of "a/b.md"; empty where there is none. */
jr_str jr_path_folder(jr_str path);
/* The extension of the last name without its dot: "gz" of "x.tar.gz"; empty for ".profile". */
jr_str jr_path_extension(jr_str path);
/* The last name without its extension. */
jr_str jr_path_stem(jr_str path);

/* What a URL reference says about files. */
typedef enum jr_url_kind {
    JR_URL_LOCAL,  /* a path */
    JR_URL_REMOTE, /* it has a scheme (RFC 3986 §3.1) or an authority ("//host/…") */
    JR_URL_REFUSED /* a drive letter or a NUL */
} jr_url_kind;

/* The path that a URL reference names: query and fragment cut off, percent-escapes decoded once, '\' as '/'; in the
   arena. The path is set for JR_URL_LOCAL only and may be empty. */
jr_url_kind jr_url_path(jr_str url, jr_arena *arena, jr_str *ret_path);
/* Text with its percent-escapes decoded once; in the arena. */
jr_str jr_url_decoded(jr_str text, jr_arena *arena);
/* Joins `folder` (normal, relative, may be empty) and `path` and takes out "." and ".."; in the arena, without a slash
   at either end. False: the path leads above where folder starts. */
bool jr_path_join(jr_str folder, jr_str path, jr_arena *arena, jr_str *ret_path);

/* Largest file that is read. */
#define JR_FILE_MAX ((size_t)64 * 1024 * 1024)

/* Reads from fd to its end into the arena, through short reads and EINTR. 0, an errno, or EFBIG for more than
   `most` bytes. */
int jr_read_all(int fd, size_t most, jr_arena *arena, jr_str *ret_bytes);

/* From now on `seen` is told of every file that jr_read_all has read, in this process; NULL: no longer. */
typedef void jr_read_seen(void *user, int fd, jr_str bytes);
void jr_read_watch(jr_read_seen *seen, void *user);
/* Tells it of bytes that were read in another way; fd is -1. */
void jr_read_tell(jr_str bytes);

#endif
