/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <fcntl.h>
#include <unistd.h>

#include "report/journal.h"

static char path[] = "/tmp/jerome-journal-XXXXXX";
static jr_arena *arena;
static jr_buf said;
static jr_diag *diag;

static jr_journal *open_journal(const char *run, bool resume)
{
    jr_journal *journal = NULL;
    jr_journal_open(jr_str_from(path), run, resume, arena, diag, &journal);
    return journal;
}

static void put(jr_journal *journal, const char *key, int value)
{
    jr_buf json = {0};
    jr_printf(&json, "{\"key\":\"%s\",\"status\":%d}", key, value);
    jr_journal_add(journal, jr_buf_str(&json));
    jr_buf_free(&json);
}

static size_t size_of(void)
{
    const int fd = open(path, O_RDONLY);
    const off_t n = lseek(fd, 0, SEEK_END);
    close(fd);
    return (size_t)n;
}

/* Whether the record of a key ends so: {…"status":N} */
static bool says(const jr_journal *journal, const char *key, const char *end)
{
    return jr_str_ends(jr_journal_find(journal, jr_str_from(key)), jr_str_from(end));
}

static void records_are_found_again_the_last_of_a_key(void **state)
{
    (void)state;
    jr_journal *j = open_journal("one", false);
    put(j, "a", 1);
    put(j, "b", 2);
    put(j, "a", 3);
    jr_journal_close(j, diag);
    j = open_journal("two", true);
    assert_true(says(j, "a", "\"status\":3}"));
    assert_true(says(j, "b", "\"status\":2}"));
    assert_int_equal(jr_journal_find(j, JR_STR("c")).n, 0);
    assert_int_equal(jr_journal_cut_off(j).n, 0);
    jr_journal_close(j, diag);
    j = open_journal("three", false); /* it starts anew */
    jr_journal_close(j, diag);
    j = open_journal("four", true);
    assert_int_equal(jr_journal_find(j, JR_STR("a")).n, 0);
    jr_journal_close(j, diag);
    assert_int_equal(said.n, 0);
}

static void a_line_that_is_torn_anywhere_costs_itself_alone(void **state)
{
    (void)state;
    jr_journal *j = open_journal("one", false);
    put(j, "a", 1);
    jr_journal_sync(j, diag);
    const size_t begin = size_of();
    put(j, "b", 2);
    jr_journal_sync(j, diag);
    const size_t end = size_of();
    jr_journal_close(j, diag);
    for (size_t cut = begin; cut < end; cut++) {
        j = open_journal("one", false);
        put(j, "a", 1);
        jr_journal_sync(j, diag);
        put(j, "b", 2);
        jr_journal_sync(j, diag);
        assert_int_equal(truncate(path, (off_t)cut), 0);
        close(open(path, O_RDONLY));
        jr_journal_close(j, diag); /* writes behind a hole: as if the disk had lost a part */
        j = open_journal("two", true);
        assert_true(says(j, "a", "\"status\":1}"));
        assert_int_equal(jr_journal_find(j, JR_STR("b")).n, 0);
        put(j, "c", 4);
        jr_journal_close(j, diag);
        j = open_journal("three", true);
        assert_true(says(j, "c", "\"status\":4}"));
        jr_journal_close(j, diag);
    }
    assert_int_equal(said.n, 0);
}

static void a_run_that_did_not_end_is_known(void **state)
{
    (void)state;
    jr_journal *j = open_journal("one", false);
    const size_t begun = size_of();
    jr_journal_close(j, diag);
    assert_int_equal(truncate(path, (off_t)begun), 0); /* it never came to its end */
    j = open_journal("two", true);
    const jr_opt_list runs = jr_journal_cut_off(j);
    assert_int_equal(runs.n, 1);
    assert_str(runs.items[0], "one");
    jr_journal_close(j, diag);
}

static void a_journal_is_open_once(void **state)
{
    (void)state;
    jr_journal *j = open_journal("one", false);
    assert_null(open_journal("two", true));
    jr_putc(&said, '\0');
    assert_string_equal(said.p, "0:0 cannot-write: another run has this journal\n");
    said.n = 0;
    jr_journal_close(j, diag);
    jr_journal_close(NULL, diag);
}

static void a_journal_that_cannot_be_is_an_error(void **state)
{
    (void)state;
    jr_journal *j = NULL;
    assert_false(jr_journal_open(JR_STR("/nowhere/at/all"), "x", false, arena, diag, &j));
    assert_false(jr_journal_open(JR_STR("/dev/full"), "x", true, arena, diag, &j));
    assert_non_null(strstr((jr_putc(&said, '\0'), said.p), "cannot use the journal: Invalid argument"));
}

static int set_up(void **state)
{
    (void)state;
    const int fd = mkstemp(path);
    close(fd);
    arena = jr_arena_create();
    diag = jr_diag_create(test_collect, &said);
    return fd < 0;
}

static int tear_down(void **state)
{
    (void)state;
    jr_diag_destroy(diag);
    jr_buf_free(&said);
    jr_arena_destroy(arena);
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(records_are_found_again_the_last_of_a_key), TEST(a_line_that_is_torn_anywhere_costs_itself_alone),
        TEST(a_run_that_did_not_end_is_known),           TEST(a_journal_is_open_once),
        TEST(a_journal_that_cannot_be_is_an_error),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
