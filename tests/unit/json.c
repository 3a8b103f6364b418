/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "codec/json_in.h"

static jr_arena *arena;

/* A value as text again: what was understood. */
static void put(const jr_json *v, jr_buf *out)
{
    static const char *const words[] = {[JR_JSON_NULL] = "null", [JR_JSON_FALSE] = "false", [JR_JSON_TRUE] = "true"};
    if (v->kind < JR_JSON_NUMBER)
        jr_printf(out, "%s", words[v->kind]);
    else if (v->kind == JR_JSON_NUMBER)
        jr_put(out, v->text);
    else if (v->kind == JR_JSON_STRING)
        jr_printf(out, "'%.*s'", JR_FMT(v->text));
    else {
        jr_putc(out, v->kind == JR_JSON_ARRAY ? '[' : '{');
        for (const jr_json *m = v->first; m; m = m->next) {
            if (v->kind == JR_JSON_OBJECT)
                jr_printf(out, "%.*s:", JR_FMT(m->key));
            put(m, out);
            jr_putc(out, ' ');
        }
        jr_putc(out, v->kind == JR_JSON_ARRAY ? ']' : '}');
    }
}

static void check(const char *json, const char *want)
{
    const jr_json *value;
    size_t at;
    jr_buf out = {0};
    if (!jr_json_read(jr_str_from(json), arena, &value, &at))
        fail_msg("%s: refused at %zu", json, at);
    put(value, &out);
    jr_putc(&out, '\0');
    assert_string_equal(out.p, want);
    jr_buf_free(&out);
}

static void values_are_read(void **state)
{
    (void)state;
    check("null", "null");
    check(" [true, false,1,-2.5e3 ] ", "[true false 1 -2.5e3 ]");
    check("{\"a\": {\"b\": []}, \"c\": \"d\"}", "{a:{b:[] } c:'d' }");
    check("\"\\\"\\\\\\/\\n\\u00e4\\ud83d\\ude00\"", "'\"\\/\n\xC3\xA4\xF0\x9F\x98\x80'");
    check("\xEF\xBB\xBF[]", "[]");
}

static void comments_and_a_last_comma_may_stand(void **state)
{
    (void)state;
    check("// a\n{ /* b */ \"a\": 1, // c\n}", "{a:1 }");
    check("[1, 2, ]", "[1 2 ]");
}

static void bytes_that_are_no_text_come_back(void **state)
{
    (void)state;
    check("\"a\\udc80\\udcffb\"", "'a\x80\xFF"
                                  "b'");
    check("\"\\ud800x\\udc00\"", "'\xEF\xBF\xBDx\xEF\xBF\xBD'");
}

static void what_is_no_json_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"",    "{",        "[1",       "[1 2]",     "{\"a\" 1}", "{a: 1}",
                                        "\"a", "\"a\nb\"", "\"\\x\"",  "\"\\u12\"", "nul",       "[1]x",
                                        "-",   "[,]",      "{\"a\":}", "/* x",      "\"\\"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const jr_json *value;
        size_t at;
        if (jr_json_read(jr_str_from(cases[i]), arena, &value, &at))
            fail_msg("%s", cases[i]);
        assert_true(at <= strlen(cases[i]));
    }
}

static void depth_has_an_end(void **state)
{
    (void)state;
    const jr_json *value;
    size_t at;
    char deep[100000];
    memset(deep, '[', sizeof deep);
    assert_false(jr_json_read((jr_str){deep, sizeof deep}, arena, &value, &at));
}

static void members_are_found(void **state)
{
    (void)state;
    const jr_json *value;
    size_t at;
    assert_true(
        jr_json_read(JR_STR("{\"a\":\"x\",\"n\":42,\"big\":99999999999999999999,\"f\":1.5}"), arena, &value, &at));
    assert_true(jr_str_eq(jr_json_text(value, "a"), JR_STR("x")));
    assert_int_equal(jr_json_text(value, "n").n, 0);
    assert_int_equal(jr_json_uint(value, "n"), 42);
    assert_int_equal(jr_json_uint(value, "big"), 0);
    assert_int_equal(jr_json_uint(value, "f"), 0);
    assert_int_equal(jr_json_uint(value, "none"), 0);
    assert_null(jr_json_member(value->first, "a"));
    assert_null(jr_json_member(NULL, "a"));
}

static int set_up(void **state)
{
    (void)state;
    arena = jr_arena_create();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    jr_arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read),
        cmocka_unit_test(comments_and_a_last_comma_may_stand),
        cmocka_unit_test(bytes_that_are_no_text_come_back),
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(depth_has_an_end),
        cmocka_unit_test(members_are_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
