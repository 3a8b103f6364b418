/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/opt.h>

#include "base/nearest.h"

enum { NARROW, WIDE };

struct values {
    bool toc;
    int64_t columns;
    jr_str title;
    int width;
    jr_opt_list css;
};

static const char *const widths[] = {[NARROW] = "narrow", [WIDE] = "wide", NULL};

static const jr_opt table[] = {
    {.name = "toc", .type = JR_OPT_FLAG, .offset = offsetof(struct values, toc), .help = "contents", .letter = 'c'},
    {.name = "columns",
     .type = JR_OPT_INT,
     .offset = offsetof(struct values, columns),
     .def = "2",
     .min = -3,
     .max = 9,
     .help = "how many"},
    {.name = "title",
     .type = JR_OPT_STRING,
     .offset = offsetof(struct values, title),
     .metavar = "TEXT",
     .help = "the title"},
    {.name = "width",
     .type = JR_OPT_ENUM,
     .offset = offsetof(struct values, width),
     .def = "wide",
     .values = widths,
     .help = "how wide the page is to be made when it is printed on paper of a size that has room for it"},
    {.name = "css",
     .type = JR_OPT_LIST,
     .offset = offsetof(struct values, css),
     .metavar = "FILE,\xE2\x80\xA6",
     .help = "style"},
    {.name = NULL},
};

struct fixture {
    jr_arena *arena;
    jr_diag *diag;
    jr_buf said;
    struct values v;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = jr_arena_create();
    f->diag = jr_diag_create(test_collect, &f->said);
    jr_opt_defaults(table, &f->v, f->arena);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    jr_diag_destroy(f->diag);
    jr_arena_destroy(f->arena);
    jr_buf_free(&f->said);
    free(f);
    return 0;
}

static bool set(struct fixture *f, const char *name, const char *value)
{
    return jr_opt_set(table, &f->v, JR_STR("html"), jr_str_from(name), jr_str_from(value), f->arena, f->diag);
}

static void defaults_come_from_the_table(void **state)
{
    struct fixture *f = *state;
    assert_false(f->v.toc);
    assert_int_equal(f->v.columns, 2);
    assert_int_equal(f->v.title.n, 0);
    assert_int_equal(f->v.width, WIDE);
    assert_int_equal(f->v.css.n, 0);
}

static void every_type_is_set_from_text(void **state)
{
    struct fixture *f = *state;
    assert_true(set(f, "toc", "Yes") && set(f, "columns", "-3") && set(f, "title", "Hello") &&
                set(f, "width", "narrow"));
    assert_true(f->v.toc);
    assert_int_equal(f->v.columns, -3);
    assert_str(f->v.title, "Hello");
    assert_int_equal(f->v.width, NARROW);
    assert_true(set(f, "toc", "off"));
    assert_false(f->v.toc);
    assert_int_equal(f->said.n, 0);
}

static void a_list_keeps_all_values_in_order(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 100; i++) {
        char text[8];
        snprintf(text, sizeof text, "%d", i);
        assert_true(set(f, "css", text));
    }
    assert_int_equal(f->v.css.n, 100);
    assert_str(f->v.css.items[0], "0");
    assert_str(f->v.css.items[64], "64");
    assert_str(f->v.css.items[99], "99");
}

static void unfit_values_are_reported_and_change_nothing(void **state)
{
    struct fixture *f = *state;
    static const char *const numbers[] = {
        "", "x", "10", "-4", "1x", "+", "9223372036854775808", "99999999999999999999", " 1"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_false(set(f, "columns", numbers[i]));
    assert_int_equal(f->v.columns, 2);
    assert_int_equal(jr_diag_count(f->diag, JR_ERROR), sizeof numbers / sizeof *numbers);
    f->said.n = 0;
    assert_false(set(f, "width", "Wide"));
    assert_false(set(f, "toc", "maybe"));
    assert_false(set(f, "columns", "10"));
    assert_false(set(f, "title", "\xFF"));
    assert_str(jr_buf_str(&f->said), "0:0 bad-option: html.width: 'Wide' is none of narrow|wide\n"
                                     "0:0 bad-option: html.toc: 'maybe' is none of true|false\n"
                                     "0:0 bad-option: html.columns: '10' is no whole number from -3 to 9\n"
                                     "0:0 bad-option: html.title: '\xFF' is no valid UTF-8 text\n");
    assert_int_equal(f->v.width, WIDE);
    assert_int_equal(jr_diag_status(f->diag), JR_STATUS_USAGE);
}

static void the_whole_range_of_numbers_is_read(void **state)
{
    struct fixture *f = *state;
    static const jr_opt any[] = {
        {.name = "n",
         .type = JR_OPT_INT,
         .offset = offsetof(struct values, columns),
         .min = INT64_MIN,
         .max = INT64_MAX,
         .help = ""},
        {.name = NULL},
    };
    const jr_str what = JR_STR("x"), name = JR_STR("n");
    assert_true(jr_opt_set(any, &f->v, what, name, JR_STR("-9223372036854775808"), f->arena, f->diag));
    assert_true(f->v.columns == INT64_MIN);
    assert_true(jr_opt_set(any, &f->v, what, name, JR_STR("9223372036854775807"), f->arena, f->diag));
    assert_true(f->v.columns == INT64_MAX);
    assert_false(jr_opt_set(any, &f->v, what, name, JR_STR("-9223372036854775809"), f->arena, f->diag));
}

static void an_unknown_option_suggests_the_nearest(void **state)
{
    struct fixture *f = *state;
    assert_false(set(f, "tco", "1"));
    assert_false(set(f, "elephant", "1"));
    assert_false(jr_opt_set(table, &f->v, (jr_str){0}, JR_STR("colums"), JR_STR("1"), f->arena, f->diag));
    assert_str(jr_buf_str(&f->said), "0:0 bad-option: html has no option 'tco'; did you mean toc?\n"
                                     "0:0 bad-option: html has no option 'elephant'\n"
                                     "0:0 bad-option: unknown option --colums; did you mean --columns?\n");
}

static void help_lists_the_table(void **state)
{
    (void)state;
    jr_buf out = {0};
    jr_opt_help(table, true, &out);
    assert_str(jr_buf_str(&out), "  -c, --toc                   contents\n"
                                 "      --columns N             how many [2]\n"
                                 "      --title TEXT            the title\n"
                                 "      --width narrow|wide     how wide the page is to be made when it is printed\n"
                                 "                              on paper of a size that has room for it [wide]\n"
                                 "      --css FILE,\xE2\x80\xA6            style\n");
    out.n = 0;
    jr_opt_help(table, false, &out);
    assert_str(jr_str_sub(jr_buf_str(&out), 0, 82), "  toc=true|false              contents\n"
                                                    "  columns=N                   how many [2]\n");
    jr_buf_free(&out);
}

static void nearest_names(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *nearest;
    } cases[] = {
        {"htlm", "html"},   {"dox", "docx"}, {"DOCX", "docx"}, {"epubs", "epub"},
        {"xilff", "xliff"}, {"pdf", ""},     {"", ""},         {"h", ""},
    };
    static const char *const known[] = {"html", "docx", "epub", "xliff"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_nearest near = jr_nearest_start(jr_str_from(cases[i].typed));
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            jr_nearest_offer(&near, jr_str_from(known[k]));
        assert_true(jr_str_eq(near.best, jr_str_from(cases[i].nearest)));
    }
}

static void a_long_name_is_near_to_nothing(void **state)
{
    (void)state;
    char name[1000];
    memset(name, 'a', sizeof name);
    jr_nearest near = jr_nearest_start((jr_str){name, sizeof name});
    jr_nearest_offer(&near, (jr_str){name, sizeof name - 1});
    assert_int_equal(near.best.n, 0);
}

#define WITH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(defaults_come_from_the_table),
        WITH(every_type_is_set_from_text),
        WITH(a_list_keeps_all_values_in_order),
        WITH(unfit_values_are_reported_and_change_nothing),
        WITH(the_whole_range_of_numbers_is_read),
        WITH(an_unknown_option_suggests_the_nearest),
        TEST(help_lists_the_table),
        TEST(nearest_names),
        TEST(a_long_name_is_near_to_nothing),
    };
    return RUN_TESTS(tests);
}
