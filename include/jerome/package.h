/* SPDX-License-Identifier: MIT */
/* A zip archive (OPC package, OCF container), made in memory, byte for byte the same for the same content. */
#ifndef JEROME_PACKAGE_H
#define JEROME_PACKAGE_H

#include "arena.h"
#include "diag.h"
#include "sink.h"

typedef struct jr_package jr_package;

/* The time that packages carry, in seconds since 1970-01-01 UTC: SOURCE_DATE_EPOCH where it is set and no earlier than 1980
   (zip knows nothing before), else 1980-01-01. */
JR_API int64_t jr_package_epoch(void);
/* The same as text: "1980-01-01T00:00:00Z". */
JR_API jr_str jr_package_time(jr_arena *arena);

/* How an entry is kept. */
typedef enum jr_compression { JR_DEFLATE, JR_STORE } jr_compression;

/* A new package, in the arena. */
JR_API JR_NONNULL jr_package *jr_package_create(jr_arena *arena);
/* Whether an entry may have this name: as jr_package_add wants it, without characters that some system cannot have. */
JR_API bool jr_package_name_good(jr_str name);
/* Adds an entry behind the others. `name`: relative, '/' between names, at most 255 bytes, no "..", copied. `bytes` are not
   copied and must live until jr_package_write has returned. */
JR_API void jr_package_add(jr_package *package, jr_str name, jr_str bytes, jr_compression compression);
/* Gives the bytes of an entry, in the arena, which is emptied behind it. False: reported. */
typedef bool jr_package_load(void *user, jr_str name, jr_arena *arena, jr_diag *diag, jr_str *ret_bytes);
/* Adds an entry whose bytes are asked for when they are written: not all are in memory at once. */
JR_API void jr_package_add_later(jr_package *package, jr_str name, jr_package_load *load, void *user);
/* Writes the archive: entries in the order added, times from SOURCE_DATE_EPOCH (UTC) or 1980-01-01, no extra fields. False:
   a bad or repeated name or a failure of zlib, reported as JR_D_INTERNAL, or more than 1 GiB, as JR_D_LIMIT_SIZE. */
JR_API bool jr_package_write(jr_package *package, jr_sink *sink, jr_diag *diag);

#endif
