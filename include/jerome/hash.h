/* SPDX-License-Identifier: MIT */
/* Fingerprints: SHA-1 (RFC 3174), XXH64, and the name-based UUIDs made with it (RFC 9562 §5.5). For identity, never for security. */
#ifndef JEROME_HASH_H
#define JEROME_HASH_H

#include "str.h"

#define JR_SHA1_SIZE 20
#define JR_UUID_LENGTH 36

/* Start with jr_sha1_start. */
typedef struct jr_sha1 {
    uint32_t state[5];
    uint64_t length;         /* bytes taken so far */
    unsigned char block[64]; /* length % 64 of them wait */
} jr_sha1;

JR_API jr_sha1 jr_sha1_start(void);
/* Takes bytes. */
JR_API void jr_sha1_update(jr_sha1 *hash, jr_str bytes);
/* Gives the digest; the hash is spent. */
JR_API void jr_sha1_finish(jr_sha1 *hash, unsigned char ret_digest[JR_SHA1_SIZE]);

/* The digest of `bytes` as 40 lower-case hexadecimal digits and a NUL. */
JR_API void jr_sha1_hex(jr_str bytes, char ret_hex[2 * JR_SHA1_SIZE + 1]);

/* XXH64 of `bytes` with seed 0 (the xxHash specification): twenty times as fast as SHA-1, to see whether a file has changed. */
JR_API uint64_t jr_xxh64(jr_str bytes);

/* The version 5 UUID of `name` in the namespace of URLs, as 36 characters and a NUL. */
JR_API void jr_uuid5_url(jr_str name, char ret_uuid[JR_UUID_LENGTH + 1]);

#endif
