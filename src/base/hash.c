/* SPDX-License-Identifier: MIT */
#include <jerome/hash.h>

static uint32_t rotate(uint32_t x, unsigned n)
{
    return x << n | x >> (32 - n);
}

/* RFC 3174 §5: the function and the constant of each of the four rounds of 20 steps. */
#define MIX_1(b, c, d) (((d) ^ ((b) & ((c) ^ (d)))) + 0x5A827999u)
#define MIX_2(b, c, d) (((b) ^ (c) ^ (d)) + 0x6ED9EBA1u)
#define MIX_3(b, c, d) ((((b) & (c)) | ((d) & ((b) | (c)))) + 0x8F1BBCDCu)
#define MIX_4(b, c, d) (((b) ^ (c) ^ (d)) + 0xCA62C1D6u)

/* Five steps, each with the letters moved on by one, bring every letter back to its place: nothing has to be moved. */
#define STEP(mix, a, b, c, d, e, i) ((e) += rotate((a), 5) + mix((b), (c), (d)) + w[(i)], (b) = rotate((b), 30))
#define ROUND(mix, first)                                                                                              \
    for (size_t i = (first); i < (first) + 20; i += 5) {                                                               \
        STEP(mix, a, b, c, d, e, i);                                                                                   \
        STEP(mix, e, a, b, c, d, i + 1);                                                                               \
        STEP(mix, d, e, a, b, c, i + 2);                                                                               \
        STEP(mix, c, d, e, a, b, i + 3);                                                                               \
        STEP(mix, b, c, d, e, a, i + 4);                                                                               \
    }

/* RFC 3174 §6.1 for one block of 64 bytes. */
static void take_block(jr_sha1 *hash, const unsigned char *p)
{
    uint32_t w[80];
    for (size_t i = 0; i < 16; i++)
        w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
    for (size_t i = 16; i < 80; i++)
        w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = hash->state[0], b = hash->state[1], c = hash->state[2], d = hash->state[3], e = hash->state[4];
    ROUND(MIX_1, 0)
    ROUND(MIX_2, 20)
    ROUND(MIX_3, 40)
    ROUND(MIX_4, 60)
    hash->state[0] += a;
    hash->state[1] += b;
    hash->state[2] += c;
    hash->state[3] += d;
    hash->state[4] += e;
}

jr_sha1 jr_sha1_start(void)
{
    return (jr_sha1){.state = {0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u}};
}

void jr_sha1_update(jr_sha1 *hash, jr_str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    size_t n = bytes.n;
    size_t waiting = (size_t)(hash->length % 64);
    hash->length += n;
    while (n > 0) {
        if (waiting == 0 && n >= 64) {
            take_block(hash, p);
            p += 64;
            n -= 64;
            continue;
        }
        const size_t part = n < 64 - waiting ? n : 64 - waiting;
        memcpy(hash->block + waiting, p, part);
        p += part;
        n -= part;
        waiting = (waiting + part) % 64;
        if (waiting == 0)
            take_block(hash, hash->block);
    }
}

void jr_sha1_finish(jr_sha1 *hash, unsigned char ret_digest[JR_SHA1_SIZE])
{
    static const char padding[64] = {(char)0x80};
    const uint64_t bits = hash->length * 8;
    char size[8];
    for (size_t i = 0; i < 8; i++)
        size[i] = (char)(unsigned char)(bits >> (56 - 8 * i));
    jr_sha1_update(hash, (jr_str){padding, 1 + (size_t)((119 - hash->length % 64) % 64)});
    jr_sha1_update(hash, (jr_str){size, 8});
    for (size_t i = 0; i < JR_SHA1_SIZE; i++)
        ret_digest[i] = (unsigned char)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

void jr_sha1_hex(jr_str bytes, char ret_hex[2 * JR_SHA1_SIZE + 1])
{
    unsigned char digest[JR_SHA1_SIZE];
    jr_sha1 hash = jr_sha1_start();
    jr_sha1_update(&hash, bytes);
    jr_sha1_finish(&hash, digest);
    for (size_t i = 0; i < JR_SHA1_SIZE; i++) {
        ret_hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        ret_hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    ret_hex[2 * JR_SHA1_SIZE] = '\0';
}

void jr_uuid5_url(jr_str name, char ret_uuid[JR_UUID_LENGTH + 1])
{
    /* RFC 9562 §6.6: the namespace 6ba7b811-9dad-11d1-80b4-00c04fd430c8. */
    static const char space[16] = "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8";
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[JR_SHA1_SIZE];
    jr_sha1 hash = jr_sha1_start();
    jr_sha1_update(&hash, (jr_str){space, sizeof space});
    jr_sha1_update(&hash, name);
    jr_sha1_finish(&hash, digest);
    digest[6] = (unsigned char)(0x50 | (digest[6] & 0x0F));
    digest[8] = (unsigned char)(0x80 | (digest[8] & 0x3F));
    char *out = ret_uuid;
    for (size_t i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = digits[digest[i] >> 4];
        *out++ = digits[digest[i] & 0x0F];
    }
    *out = '\0';
}

/* ---- XXH64: xxHash fast digest algorithm, "XXH64 algorithm description" ---- */

#define PRIME_1 UINT64_C(0x9E3779B185EBCA87)
#define PRIME_2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define PRIME_3 UINT64_C(0x165667B19E3779F9)
#define PRIME_4 UINT64_C(0x85EBCA77C2B2AE63)
#define PRIME_5 UINT64_C(0x27D4EB2F165667C5)

static uint64_t rotate_64(uint64_t x, unsigned n)
{
    return x << n | x >> (64 - n);
}

/* `n` bytes, the lowest first. */
static uint64_t little(const char *p, size_t n)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value |= (uint64_t)(unsigned char)p[i] << 8 * i;
    return value;
}

static uint64_t mix_lane(uint64_t lane, uint64_t input)
{
    return rotate_64(lane + input * PRIME_2, 31) * PRIME_1;
}

static uint64_t merge_lane(uint64_t hash, uint64_t lane)
{
    return (hash ^ mix_lane(0, lane)) * PRIME_1 + PRIME_4;
}

/* Steps 1 to 3: stripes of 32 bytes in four lanes. */
static uint64_t take_stripes(jr_str bytes, size_t *at)
{
    if (bytes.n < 32)
        return PRIME_5;
    uint64_t lanes[4] = {PRIME_1 + PRIME_2, PRIME_2, 0, 0 - PRIME_1};
    for (; *at + 32 <= bytes.n; *at += 32)
        for (size_t i = 0; i < 4; i++)
            lanes[i] = mix_lane(lanes[i], little(bytes.p + *at + 8 * i, 8));
    uint64_t hash = rotate_64(lanes[0], 1) + rotate_64(lanes[1], 7) + rotate_64(lanes[2], 12) + rotate_64(lanes[3], 18);
    for (size_t i = 0; i < 4; i++)
        hash = merge_lane(hash, lanes[i]);
    return hash;
}

uint64_t jr_xxh64(jr_str bytes)
{
    size_t at = 0;
    uint64_t hash = take_stripes(bytes, &at) + bytes.n;
    for (; at + 8 <= bytes.n; at += 8)
        hash = rotate_64(hash ^ mix_lane(0, little(bytes.p + at, 8)), 27) * PRIME_1 + PRIME_4;
    if (at + 4 <= bytes.n) {
        hash = rotate_64(hash ^ little(bytes.p + at, 4) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        at += 4;
    }
    for (; at < bytes.n; at++)
        hash = rotate_64(hash ^ (unsigned char)bytes.p[at] * PRIME_5, 11) * PRIME_1;
    hash = (hash ^ hash >> 33) * PRIME_2;
    hash = (hash ^ hash >> 29) * PRIME_3;
    return hash ^ hash >> 32;
}
