/* SPDX-License-Identifier: MIT */
/* ZIP archives (APPNOTE.TXT 6.3.10) that came from outside. They are read, never unpacked: no name in them is a path of
 * ours. */
#ifndef JR_CODEC_ZIP_IN_H
#define JR_CODEC_ZIP_IN_H

#include <jerome/arena.h>
#include <jerome/diag.h>

/* A file in an archive. */
typedef struct jr_zip_entry {
    jr_str name;     /* UTF-8, '/' between names; for people: it may lead anywhere */
    uint64_t size;   /* as the archive says */
    uint64_t packed; /* bytes that it takes */
    size_t at;       /* of its local header */
    uint32_t crc;
    uint16_t method;
    bool encrypted, link;
} jr_zip_entry;

typedef struct jr_zip {
    jr_str bytes;
    const jr_zip_entry *items; /* n of them, in the order of the archive, folders left out */
    size_t n;
} jr_zip;

/* How often a file may be larger than what it takes in the archive; deflate comes to 1032 at most, XLIFF to 30. */
#define JR_ZIP_RATIO 200

/* Reads the directory of an archive; `bytes` outlive it. False: it is damaged, in several parts or of a kind that is
   not read (Zip64), or made to hurt (files that share their bytes); reported as JR_D_BAD_ARCHIVE. */
bool jr_zip_open(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_zip *ret_zip);
/* The bytes of a file, in the arena. False: it is encrypted, a symbolic link, compressed in a way that is not read,
   damaged, or has more than `most` bytes or JR_ZIP_RATIO; reported with `file`, which has a number for messages. */
bool jr_zip_read(const jr_zip *zip, const jr_zip_entry *entry, size_t most, uint32_t file, jr_arena *arena,
                 jr_diag *diag, jr_str *ret_bytes);

#endif
