/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/json_text.h"

static void expect(jr_str text, const char *json)
{
    jr_buf out = {0};
    jr_put_json(&out, text);
    jr_putc(&out, '\0');
    assert_string_equal(out.p, json);
    jr_buf_free(&out);
}

static void strings_keep_every_character(void **state)
{
    (void)state;
    expect((jr_str){0}, "\"\"");
    expect(JR_STR("naïve 日本 🙂 </script>"), "\"naïve 日本 🙂 </script>\"");
    expect(JR_STR("a\"b\\c/"), "\"a\\\"b\\\\c/\"");
    expect(JR_STR("\0a\n\t\x1b\x7f"), "\"\\u0000a\\u000a\\u0009\\u001b\\u007f\"");
}

static void what_acts_instead_of_showing_is_escaped(void **state)
{
    (void)state;
    expect(JR_STR("\xC2\x85\u2028\u202e\u2066x"), "\"\\u0085\\u2028\\u202e\\u2066x\"");
}

static void malformed_bytes_are_replaced(void **state)
{
    (void)state;
    expect(JR_STR("a\xFF\xC3"), "\"a��\"");
    expect(JR_STR("\xED\xA0\x80"), "\"���\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(strings_keep_every_character), TEST(what_acts_instead_of_showing_is_escaped),
                                       TEST(malformed_bytes_are_replaced)};
    return RUN_TESTS(tests);
}
