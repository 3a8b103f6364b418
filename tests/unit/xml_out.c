/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/xml.h>

/* Every code point that XML allows comes out as it is or escaped; every other one as U+FFFD. */
static void every_character_is_written_legally(void **state)
{
    (void)state;
    jr_buf out = {0};
    for (uint32_t c = 0; c < 0x110000; c++) {
        char bytes[4];
        if (c >= 0xD800 && c < 0xE000)
            continue;
        const jr_str text = {bytes, jr_utf8_put(c, bytes)};
        out.n = 0;
        jr_xml_text(&out, text);
        const bool escaped = c == '&' || c == '<' || c == '>' || c == '\r';
        const jr_str wanted = jr_is_xml_char(c) ? text : JR_STR("\xEF\xBF\xBD");
        if (!escaped && !jr_str_eq(jr_buf_str(&out), wanted))
            fail_msg("U+%04X is written as \"%.*s\"", c, JR_FMT(jr_buf_str(&out)));
    }
    jr_buf_free(&out);
}

static void text_and_attributes_escape_what_they_must(void **state)
{
    (void)state;
    jr_buf out = {0};
    jr_xml_text(&out, JR_STR("<a & \"b\">\t\r\n"));
    assert_str(jr_buf_str(&out), "&lt;a &amp; \"b\"&gt;\t&#13;\n");
    out.n = 0;
    jr_xml_attr_text(&out, JR_STR("<a & \"b\">\t\r\n"));
    assert_str(jr_buf_str(&out), "&lt;a &amp; &quot;b&quot;&gt;&#9;&#13;&#10;");
    jr_buf_free(&out);
}

static void elements_close_as_they_were_opened(void **state)
{
    (void)state;
    jr_buf out = {0};
    jr_xml x;
    jr_xml_start(&x, &out, true, false);
    jr_xml_open(&x, "a");
    jr_xml_attr(&x, "b", JR_STR("1"));
    jr_xml_open(&x, "c");
    jr_xml_close(&x);
    jr_xml_element(&x, "d", JR_STR("&"));
    jr_xml_end(&x);
    assert_str(jr_buf_str(&out), "<a b=\"1\"><c/><d>&amp;</d></a>");
    jr_buf_free(&out);
}

static void nesting_beyond_the_limit_stays_well_formed(void **state)
{
    (void)state;
    jr_buf out = {0};
    jr_xml x;
    jr_xml_start(&x, &out, true, false);
    for (size_t i = 0; i < JR_XML_DEPTH + 10; i++)
        jr_xml_open(&x, "a");
    jr_xml_end(&x);
    size_t opened = 0, closed = 0;
    for (size_t i = 0; i + 1 < out.n; i++) {
        opened += out.p[i] == '<' && out.p[i + 1] == 'a';
        closed += (out.p[i] == '<' && out.p[i + 1] == '/') || (out.p[i] == '/' && out.p[i + 1] == '>');
    }
    assert_int_equal(opened, JR_XML_DEPTH);
    assert_int_equal(closed, JR_XML_DEPTH);
    jr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_character_is_written_legally),
        TEST(text_and_attributes_escape_what_they_must),
        TEST(elements_close_as_they_were_opened),
        TEST(nesting_beyond_the_limit_stays_well_formed),
    };
    return RUN_TESTS(tests);
}
