/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/csv.h"

#define expect(line, ...)                                                        \
    do {                                                                         \
        static const jr_str cells[] = {__VA_ARGS__};                             \
        jr_buf out = {0};                                                        \
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)                \
            jr_csv_text(&out, cells[i]);                                         \
        jr_csv_end(&out);                                                        \
        jr_putc(&out, '\0');                                                     \
        assert_string_equal(out.p, line "\r\n");                                 \
        jr_buf_free(&out);                                                       \
    } while (0)

static void cells_are_quoted_where_they_must(void **state)
{
    (void)state;
    expect("a,b c,,ä", JR_STR_INIT("a"), JR_STR_INIT("b c"), JR_STR_INIT(""), JR_STR_INIT("ä"));
    expect(",,", JR_STR_INIT(""), JR_STR_INIT(""), JR_STR_INIT(""));
    expect("\"a,b\",\"say \"\"x\"\"\",\"1\r\n2\",\"1\n2\"", JR_STR_INIT("a,b"), JR_STR_INIT("say \"x\""),
           JR_STR_INIT("1\r\n2"), JR_STR_INIT("1\n2"));
    expect("\" a\",\"a \"", JR_STR_INIT(" a"), JR_STR_INIT("a "));
}

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    expect("'=1+1,'+1,'-1,'@SUM(A1),'\t=1,\"'\r=1\",\"'\n=1\"", JR_STR_INIT("=1+1"), JR_STR_INIT("+1"), JR_STR_INIT("-1"),
           JR_STR_INIT("@SUM(A1)"), JR_STR_INIT("\t=1"), JR_STR_INIT("\r=1"), JR_STR_INIT("\n=1"));
    expect("\"'=a,b\",'＝1,a=b,a-b.md", JR_STR_INIT("=a,b"), JR_STR_INIT("＝1"), JR_STR_INIT("a=b"), JR_STR_INIT("a-b.md"));
}

static void malformed_bytes_are_replaced(void **state)
{
    (void)state;
    expect("a�b", JR_STR_INIT("a\xFF"
                              "b"));
}

static void numbers_are_plain(void **state)
{
    (void)state;
    jr_buf out = {0};
    jr_csv_number(&out, 0);
    jr_csv_number(&out, UINT64_MAX);
    jr_csv_end(&out);
    jr_putc(&out, '\0');
    assert_string_equal(out.p, "0,18446744073709551615\r\n");
    jr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(cells_are_quoted_where_they_must), TEST(no_cell_is_a_formula),
                                       TEST(malformed_bytes_are_replaced), TEST(numbers_are_plain)};
    return RUN_TESTS(tests);
}
