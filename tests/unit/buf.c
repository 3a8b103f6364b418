/* SPDX-License-Identifier: MIT */
#include "test.h"

static void bytes_are_appended_in_order(void **state)
{
    (void)state;
    jr_buf b = {0};
    jr_puts(&b, "");
    assert_null(b.p);
    jr_puts(&b, "one");
    jr_putc(&b, ' ');
    jr_put(&b, JR_STR("t\0o"));
    jr_put(&b, (jr_str){NULL, 0});
    assert_str(jr_buf_str(&b), "one t\0o");
    jr_buf_free(&b);
    assert_int_equal(b.n, 0);
    jr_puts(&b, "again");
    assert_str(jr_buf_str(&b), "again");
    jr_buf_free(&b);
}

static void growth_keeps_all_bytes(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    jr_buf b = {0};
    for (unsigned i = 0; i < COUNT; i++)
        jr_putc(&b, (char)(i % 251));
    assert_int_equal(b.n, COUNT);
    for (unsigned i = 0; i < COUNT; i++)
        assert_int_equal(b.p[i], (char)(i % 251));
    jr_buf_free(&b);
}

static void formatted_text_and_numbers_are_appended(void **state)
{
    (void)state;
    jr_buf b = {0};
    jr_printf(&b, "%s-%03d", "x", 7);
    jr_putc(&b, ' ');
    jr_put_uint(&b, 0);
    jr_putc(&b, ' ');
    jr_put_uint(&b, UINT64_MAX);
    jr_putc(&b, ' ');
    jr_put_utf8(&b, 0x1F600);
    assert_str(jr_buf_str(&b), "x-007 0 18446744073709551615 \xF0\x9F\x98\x80");
    b.n = 0;
    jr_printf(&b, "%*s", 5000, "x"); /* longer than what is there */
    assert_int_equal(b.n, 5000);
    assert_int_equal(b.p[4999], 'x');
    jr_buf_free(&b);
}

static void content_moves_to_an_arena(void **state)
{
    (void)state;
    jr_arena *a = jr_arena_create();
    jr_buf b = {0};
    jr_puts(&b, "kept");
    const jr_str s = jr_buf_take(&b, a);
    assert_null(b.p);
    assert_string_equal(s.p, "kept");
    assert_int_equal(jr_buf_take(&b, a).n, 0);
    jr_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bytes_are_appended_in_order),
        TEST(growth_keeps_all_bytes),
        TEST(formatted_text_and_numbers_are_appended),
        TEST(content_moves_to_an_arena),
    };
    return RUN_TESTS(tests);
}
