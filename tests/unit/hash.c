/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/hash.h>

static void digest_is(jr_sha1 *hash, const char *wanted)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[JR_SHA1_SIZE];
    char text[2 * JR_SHA1_SIZE + 1] = "";
    jr_sha1_finish(hash, digest);
    for (size_t i = 0; i < JR_SHA1_SIZE; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    assert_string_equal(text, wanted);
}

/* RFC 3174 §7.3 and the empty message. */
static void sha1_of_the_standards_examples(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t times;
        const char *digest;
    } examples[] = {
        {"", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
        {"abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
        {"a", 1000000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"},
        {"0123456701234567012345670123456701234567012345670123456701234567", 10,
         "dea356a2cddd90c7a7ecedc5ebb563934f460452"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        jr_sha1 hash = jr_sha1_start();
        for (size_t k = 0; k < examples[i].times; k++)
            jr_sha1_update(&hash, jr_str_from(examples[i].text));
        digest_is(&hash, examples[i].digest);
    }
}

static void sha1_does_not_depend_on_the_size_of_the_pieces(void **state)
{
    (void)state;
    char text[200];
    memset(text, 'x', sizeof text);
    for (size_t n = 0; n <= sizeof text; n++) {
        unsigned char whole[JR_SHA1_SIZE], pieces[JR_SHA1_SIZE];
        jr_sha1 a = jr_sha1_start(), b = jr_sha1_start();
        jr_sha1_update(&a, (jr_str){text, n});
        for (size_t at = 0; at < n; at += 7)
            jr_sha1_update(&b, jr_str_sub((jr_str){text, n}, at, at + 7));
        jr_sha1_finish(&a, whole);
        jr_sha1_finish(&b, pieces);
        assert_memory_equal(whole, pieces, JR_SHA1_SIZE);
    }
}

static void uuid_is_version_5_in_the_namespace_of_urls(void **state)
{
    (void)state;
    char uuid[JR_UUID_LENGTH + 1];
    jr_uuid5_url(JR_STR("http://www.example.com/"), uuid);
    assert_string_equal(uuid, "fcde3c85-2270-590f-9e7c-ee003d65e0e2");
}

static void hexadecimal_digest_is_that_of_the_bytes(void **state)
{
    (void)state;
    char hex[2 * JR_SHA1_SIZE + 1];
    jr_sha1_hex(JR_STR("abc"), hex);
    assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
}

static void xxh64_of_known_texts(void **state)
{
    (void)state;
    assert_true(jr_xxh64(JR_STR("")) == UINT64_C(0xef46db3751d8e999));
    assert_true(jr_xxh64(JR_STR("a")) == UINT64_C(0xd24ec4f1a98c6e5b));
    assert_true(jr_xxh64(JR_STR("abc")) == UINT64_C(0x44bc2cf5ad770999));
    assert_true(jr_xxh64(JR_STR("xxhash")) == UINT64_C(0x32dd38952c4bc720));
    assert_true(jr_xxh64(JR_STR("Nobody inspects the spammish repetition")) == UINT64_C(0xfbcea83c8a378bf1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sha1_of_the_standards_examples),
        TEST(sha1_does_not_depend_on_the_size_of_the_pieces),
        TEST(hexadecimal_digest_is_that_of_the_bytes),
        TEST(xxh64_of_known_texts),
        TEST(uuid_is_version_5_in_the_namespace_of_urls),
    };
    return RUN_TESTS(tests);
}
