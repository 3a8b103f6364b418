/* SPDX-License-Identifier: MIT */
/* What git knows of a folder. Only commands that read are run, without a shell, for a limited time; nothing is fetched.
 */
#ifndef JR_APP_GIT_H
#define JR_APP_GIT_H

#include <jerome/arena.h>
#include <jerome/hash.h>
#include <jerome/map.h>

/* Runs git in `folder` with arguments ended by NULL; what it prints, in the arena. False: there is no git, it failed,
   took more than a minute or printed more than `most` bytes. */
bool jr_git_run(jr_str folder, const char *const *arguments, size_t most, jr_arena *arena, jr_str *ret_output);

/* A commit, as far as it is about a folder. */
typedef struct jr_git_commit {
    jr_str id;    /* in hexadecimal */
    jr_map files; /* paths below the folder to index + 1 in: */
    jr_str *blobs;
} jr_git_commit;

/* Reads the commit that `name` names to git, such as HEAD, v1.2 or main~3. False: the folder is in no repository, there
   is no such commit, or git cannot tell. */
bool jr_git_read(jr_str folder, jr_str name, jr_arena *arena, jr_git_commit *ret_commit);
/* The bytes of a file by the name that a commit has for them; in the arena. False: they are none that git can give. */
bool jr_git_bytes(jr_str folder, jr_str blob, jr_arena *arena, jr_str *ret_bytes);
/* What git calls a file with these bytes, in hexadecimal and a NUL. */
void jr_git_blob(jr_str bytes, char ret_hex[2 * JR_SHA1_SIZE + 1]);
/* Whether the commit has the file at `path` with the bytes of `blob`. */
bool jr_git_has(const jr_git_commit *commit, jr_str path, jr_str blob);

#endif
