/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/path.h"

static jr_arena *arena;

static void parts_of_a_path(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder, *base, *stem, *extension;
    } cases[] = {
        {"a/b.md", "a/", "b.md", "b", "md"},
        {"b.md", "", "b.md", "b", "md"},
        {"/b", "/", "b", "b", ""},
        {"a.b/c", "a.b/", "c", "c", ""},
        {".profile", "", ".profile", ".profile", ""},
        {"x.tar.gz", "", "x.tar.gz", "x.tar", "gz"},
        {"a/", "a/", "", "", ""},
        {"", "", "", "", ""},
        {"x.", "", "x.", "x", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const jr_str path = jr_str_from(cases[i].path);
        assert_true(jr_str_eq(jr_path_folder(path), jr_str_from(cases[i].folder)));
        assert_true(jr_str_eq(jr_path_base(path), jr_str_from(cases[i].base)));
        assert_true(jr_str_eq(jr_path_stem(path), jr_str_from(cases[i].stem)));
        assert_true(jr_str_eq(jr_path_extension(path), jr_str_from(cases[i].extension)));
    }
}

static void urls_of_files_are_decoded_once(void **state)
{
    (void)state;
    static const struct {
        const char *url, *path;
    } cases[] = {
        {"a/b.png", "a/b.png"},
        {"a%20b.png", "a b.png"},
        {"a%2520b", "a%20b"},
        {"a\\b.png", "a/b.png"},
        {"a.png?size=2#x", "a.png"},
        {"#top", ""},
        {"", ""},
        {"50%", "50%"},
        {"a%2", "a%2"},
        {"a%zz", "a%zz"},
        {"%2e%2E/x", "../x"},
        {"./a:b.png", "./a:b.png"},
        {"1:2", "1:2"},
        {"~/x.png", "~/x.png"},
        {"%E2%82%AC", "\xE2\x82\xAC"},
        {"/x", "/x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_str path;
        assert_int_equal(jr_url_path(jr_str_from(cases[i].url), arena, &path), JR_URL_LOCAL);
        assert_true(jr_str_eq(path, jr_str_from(cases[i].path)));
    }
}

static void urls_elsewhere_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        jr_url_kind kind;
    } cases[] = {
        {"https://example.com/a.png", JR_URL_REMOTE},
        {"mailto:a@b", JR_URL_REMOTE},
        {"data:image/png;base64,AA", JR_URL_REMOTE},
        {"//host/a.png", JR_URL_REMOTE},
        {"\\\\host\\a", JR_URL_REMOTE},
        {"file:///etc/passwd", JR_URL_REMOTE},
        {"C:\\a.png", JR_URL_REFUSED},
        {"c:/a.png", JR_URL_REFUSED},
        {"a%00b", JR_URL_REFUSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_str path;
        assert_int_equal(jr_url_path(jr_str_from(cases[i].url), arena, &path), cases[i].kind);
    }
}

static void joined_paths_are_normal(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *path, *whole;
    } cases[] = {
        {"", "a.md", "a.md"}, {"a/b", "../c.md", "a/c.md"}, {"a", "./x//y/", "a/x/y"},
        {"a/b", "../..", ""}, {"", "x/../y", "y"},          {"a", "b/../../c", "c"},
        {"", "", ""},         {"a", "...", "a/..."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_str whole;
        assert_true(jr_path_join(jr_str_from(cases[i].folder), jr_str_from(cases[i].path), arena, &whole));
        assert_true(jr_str_eq(whole, jr_str_from(cases[i].whole)));
    }
}

static void no_path_leads_above_its_start(void **state)
{
    (void)state;
    jr_str whole;
    assert_false(jr_path_join(JR_STR(""), JR_STR(".."), arena, &whole));
    assert_false(jr_path_join(JR_STR("a"), JR_STR("../../a"), arena, &whole));
    assert_false(jr_path_join(JR_STR("a"), JR_STR("x/../../../b"), arena, &whole));
}

static void a_pipe_is_read_to_its_end(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    close(ends[1]);
    jr_str bytes;
    assert_int_equal(jr_read_all(ends[0], JR_FILE_MAX, arena, &bytes), 0);
    assert_str(bytes, "abc");
    close(ends[0]);
}

static void a_file_is_read_from_where_it_stands(void **state)
{
    (void)state;
    char path[] = "/tmp/jerome-path-XXXXXX";
    const int fd = mkstemp(path);
    unlink(path);
    jr_str bytes;
    assert_int_equal(jr_read_all(fd, JR_FILE_MAX, arena, &bytes), 0);
    assert_str(bytes, "");
    assert_int_equal(write(fd, "abcdef", 6), 6);
    lseek(fd, 2, SEEK_SET);
    assert_int_equal(jr_read_all(fd, JR_FILE_MAX, arena, &bytes), 0);
    assert_str(bytes, "cdef");
    close(fd);
    const int status = open("/proc/self/status", O_RDONLY); /* says that its size is 0 */
    assert_int_equal(jr_read_all(status, JR_FILE_MAX, arena, &bytes), 0);
    assert_true(jr_str_starts(bytes, JR_STR("Name:")));
    close(status);
}

static void a_folder_cannot_be_read(void **state)
{
    (void)state;
    jr_str bytes;
    const int fd = open("/", O_RDONLY);
    assert_int_equal(jr_read_all(fd, JR_FILE_MAX, arena, &bytes), EISDIR);
    close(fd);
}

static void more_than_the_most_is_refused(void **state)
{
    (void)state;
    char path[] = "/tmp/jerome-path-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    assert_int_equal(ftruncate(fd, (off_t)JR_FILE_MAX + 1), 0);
    jr_str bytes;
    assert_int_equal(jr_read_all(fd, JR_FILE_MAX, arena, &bytes), EFBIG);
    close(fd);
    const int endless = open("/dev/zero", O_RDONLY);
    assert_int_equal(jr_read_all(endless, JR_FILE_MAX, arena, &bytes), EFBIG);
    close(endless);
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
        TEST(parts_of_a_path),
        TEST(urls_of_files_are_decoded_once),
        TEST(urls_elsewhere_are_told_apart),
        TEST(joined_paths_are_normal),
        TEST(no_path_leads_above_its_start),
        TEST(a_pipe_is_read_to_its_end),
        TEST(a_file_is_read_from_where_it_stands),
        TEST(a_folder_cannot_be_read),
        TEST(more_than_the_most_is_refused),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
