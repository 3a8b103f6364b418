/* SPDX-License-Identifier: MIT */
/* Patterns for paths, as gitignore(5) and DocFX write them. */
#ifndef JR_BASE_GLOB_H
#define JR_BASE_GLOB_H

#include <jerome/arena.h>
#include <jerome/opt.h>

/* True where the whole path fits the pattern: '*' any characters but '/', '?' one of them, "[a-z]", "[!a-z]" and
   "[[:alpha:]]" one of a set, a name that is "**" any folders, at the end all that is in them; a backslash takes the
   meaning from what is behind it. `nocase`: ASCII letters are alike in both cases. */
bool jr_glob_match(jr_str pattern, jr_str path, bool nocase);

/* True where a text has a character with a meaning to jr_glob_match, the backslash apart. */
bool jr_glob_is_pattern(jr_str text);

/* The patterns that one with braces stands for, "*.{md,yml}" for "*.md" and "*.yml", braces within braces too; in the
   arena. More than JR_GLOB_BRACES give the pattern as it is. */
#define JR_GLOB_BRACES 256
jr_opt_list jr_glob_braces(jr_str pattern, jr_arena *arena);

/* ---- Lists of patterns that leave files out: gitignore(5) ---- */

typedef struct jr_ignore_rule {
    jr_str pattern;
    bool negated;  /* "!": what an earlier rule left out comes back in */
    bool anchored; /* a slash before its end: it is about the whole path, not about a name in any folder */
    bool folders;  /* a slash at its end: it is about folders alone */
} jr_ignore_rule;

/* Start with `{0}`; grows in the arena. */
typedef struct jr_ignore {
    jr_ignore_rule *rules;
    size_t n, capacity;
} jr_ignore;

/* Adds a line of a list; an empty one and a comment add nothing. */
void jr_ignore_add(jr_ignore *list, jr_str line, jr_arena *arena);
/* True where the last rule that is about this file or folder leaves it out; the folders above it were asked for before.
 */
bool jr_ignore_is(const jr_ignore *list, jr_str path, bool folder);
/* The same for a file and all folders above it: nothing comes back in below a folder that is left out. */
bool jr_ignore_has(const jr_ignore *list, jr_str path);

#endif
