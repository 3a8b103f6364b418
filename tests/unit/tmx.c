/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/version.h>

#include "write/tmx.h"

#define N(items) (sizeof(items) / sizeof *(items))

static void test_codes_and_facts_of_a_pair_are_written(void **state)
{
    (void)state;
    const jr_inline source[] = {
        {.kind = JR_PIECE_TEXT, .text = JR_STR("A & ")},
        {.kind = JR_PIECE_OPEN, .number = 1, .pair = 3, .original = JR_STR("**")},
        {.kind = JR_PIECE_CODE, .number = 2, .pair = JR_NO_PAIR, .original = JR_STR("`<b>`")},
        {.kind = JR_PIECE_CLOSE, .number = 1, .pair = 1, .original = JR_STR("**")},
    };
    const jr_inline target[] = {
        {.kind = JR_PIECE_CLOSE, .number = 1, .pair = JR_NO_PAIR, .original = JR_STR("**")},
        {.kind = JR_PIECE_OPEN, .pair = JR_NO_PAIR, .original = JR_STR("*")},
        {.kind = JR_PIECE_TEXT, .text = JR_STR("Ä\x01")},
    };
    const jr_pair pair = {.source = {source, N(source)},
                          .target = {target, N(target)},
                          .before = JR_STR("B"),
                          .unit = JR_STR("u1-1"),
                          .origin = JR_STR("a/b.md"),
                          .date = JR_STR("20261122T101500Z"),
                          .state = JR_STATE_FINAL,
                          .unsure = true};
    const jr_tmx_head head = {JR_STR("en-US"), JR_STR("de-DE"), true, JR_STR("20261123T000000Z")};
    jr_buf out = {0};
    jr_sink *sink = jr_sink_memory(&out);
    jr_tmx tmx;
    jr_tmx_start(&tmx, &head, sink);
    jr_tmx_pair(&tmx, &pair);
    jr_tmx_end(&tmx);
    assert_true(jr_sink_finish(sink));
    assert_str(jr_buf_str(&out),
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n"
               "  <header creationtool=\"Jerome\" creationtoolversion=\"" JR_VERSION "\" segtype=\"sentence\""
               " o-tmf=\"Jerome\" adminlang=\"en-US\" srclang=\"en-US\" datatype=\"x-markdown\""
               " creationdate=\"20261123T000000Z\"/>\n"
               "  <body>\n    <tu tuid=\"u1-1\" changedate=\"20261122T101500Z\">\n"
               "      <prop type=\"x-document\">a/b.md</prop>\n      <prop type=\"x-context-pre\">B</prop>\n"
               "      <prop type=\"x-state\">final</prop>\n      <prop type=\"x-unsure\">yes</prop>\n"
               "      <tuv xml:lang=\"en-US\"><seg>A &amp; <bpt i=\"2\" x=\"1\">**</bpt><ph x=\"2\">`&lt;b&gt;`</ph>"
               "<ept i=\"2\">**</ept></seg></tuv>\n"
               "      <tuv xml:lang=\"de-DE\"><seg><it pos=\"end\" x=\"1\">**</it><it pos=\"begin\">*</it>Ä\xEF\xBF\xBD"
               "</seg></tuv>\n    </tu>\n  </body>\n</tmx>\n");
    jr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_codes_and_facts_of_a_pair_are_written)};
    return RUN_TESTS(tests);
}
