/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "report/record.h"

static void a_record_comes_back_as_it_was(void **state)
{
    (void)state;
    const jr_diagnostic messages[] = {
        {JR_D_MISSING_IMAGE,
         JR_WARNING,
         jr_code_slug(JR_D_MISSING_IMAGE),
         JR_STR("a\xFF.md"),
         {0, 5, 9, 2, 3},
         JR_STR("no \"image\"")},
        {JR_D_CANNOT_READ, JR_ERROR, jr_code_slug(JR_D_CANNOT_READ), {0}, {0}, JR_STR("gone")},
    };
    const jr_record_file outputs[] = {{JR_STR("out/a \\b.html"), 12345678901, UINT64_C(0xFEDCBA9876543210)}};
    const jr_record_file reads[] = {{JR_STR("a\xFF.md"), 3, 1}, {JR_STR("inc.md"), 0, 0}};
    const jr_record_count counts[] = {{JR_STR("units"), 7}, {JR_STR("words"), 0}};
    const jr_record r = {
        .key = JR_STR("abc"),
        .input = JR_STR("a\xFF.md"),
        .output = JR_STR("out/a \\b.html"),
        .status = JR_STATUS_INPUT,
        .micros = 99,
        .passing = true,
        .messages = messages,
        .n_messages = 2,
        .outputs = outputs,
        .n_outputs = 1,
        .reads = reads,
        .n_reads = 2,
        .counts = counts,
        .n_counts = 2,
        .text = JR_STR("line\n"),
        .data = JR_STR("\0\x80\xC3\xA4\"\\"),
    };
    jr_arena *arena = jr_arena_create();
    jr_buf json = {0};
    jr_record back;
    jr_record_put(&r, &json);
    assert_int_equal(jr_str_find(jr_buf_str(&json), 0, '\n'), json.n); /* a line of a journal */
    assert_true(jr_record_read(jr_buf_str(&json), arena, &back));
    assert_str(back.key, "abc");
    assert_str(back.input, "a\xFF.md");
    assert_str(back.output, "out/a \\b.html");
    assert_int_equal(back.status, JR_STATUS_INPUT);
    assert_int_equal(back.micros, 99);
    assert_true(back.passing);
    assert_int_equal(back.n_messages, 2);
    assert_int_equal(back.messages[0].code, JR_D_MISSING_IMAGE);
    assert_int_equal(back.messages[0].severity, JR_WARNING);
    assert_str(back.messages[0].slug, "missing-image");
    assert_str(back.messages[0].file, "a\xFF.md");
    assert_int_equal(back.messages[0].span.line, 2);
    assert_int_equal(back.messages[0].span.column, 3);
    assert_int_equal(back.messages[0].span.begin, 5);
    assert_int_equal(back.messages[0].span.end, 9);
    assert_str(back.messages[0].text, "no \"image\"");
    assert_int_equal(back.messages[1].file.n, 0);
    assert_int_equal(back.messages[1].severity, JR_ERROR);
    assert_int_equal(back.n_outputs, 1);
    assert_true(back.outputs[0].size == 12345678901 && back.outputs[0].hash == UINT64_C(0xFEDCBA9876543210));
    assert_int_equal(back.n_reads, 2);
    assert_str(back.reads[1].path, "inc.md");
    assert_int_equal(back.n_counts, 2);
    assert_str(back.counts[0].name, "units");
    assert_int_equal(back.counts[0].value, 7);
    assert_str(back.text, "line\n");
    assert_str(back.data, "\0\x80\xC3\xA4\"\\");
    jr_buf_free(&json);
    jr_arena_destroy(arena);
}

static void what_is_no_record_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"", "{}", "[]", "{\"input\":\"a\"}", "{\"status\":0"};
    jr_arena *arena = jr_arena_create();
    jr_record r;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(jr_record_read(jr_str_from(cases[i]), arena, &r));
    assert_true(jr_record_read(JR_STR("{\"status\":0,\"messages\":3,\"outputs\":{},\"more\":1}"), arena, &r));
    assert_int_equal(r.n_messages + r.n_outputs, 0);
    jr_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_record_comes_back_as_it_was), TEST(what_is_no_record_is_refused)};
    return RUN_TESTS(tests);
}
