/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <time.h>

#include <jerome/package.h>

#include <zip.h>

/* What a test works with: a package, and what came of it. */
struct work {
    jr_arena *arena;
    jr_diag *diag;
    jr_buf messages, out;
    jr_package *package;
};

static struct work start(void)
{
    struct work w = {.arena = jr_arena_create()};
    w.package = jr_package_create(w.arena);
    return w;
}

/* Writes the package to w->out. */
static bool finish(struct work *w)
{
    w->diag = jr_diag_create(test_collect, &w->messages);
    jr_sink *sink = jr_sink_memory(&w->out);
    const bool done = jr_package_write(w->package, sink, w->diag);
    if (done)
        assert_true(jr_sink_finish(sink));
    else
        jr_sink_discard(sink);
    return done;
}

static void stop(struct work *w)
{
    jr_buf_free(&w->messages);
    jr_buf_free(&w->out);
    jr_diag_destroy(w->diag);
    jr_arena_destroy(w->arena);
}

static uint32_t number(const jr_buf *b, size_t at, size_t size)
{
    uint32_t value = 0;
    assert_true(at + size <= b->n);
    for (size_t i = size; i-- > 0;)
        value = value << 8 | (unsigned char)b->p[at + i];
    return value;
}

/* Where the central directory begins (APPNOTE.TXT §4.3.16); its number of entries. */
static size_t directory(const jr_buf *b, size_t *ret_count)
{
    assert_true(b->n >= 22);
    const size_t end = b->n - 22; /* no comment */
    assert_int_equal(number(b, end, 4), 0x06054B50);
    *ret_count = number(b, end + 10, 2);
    return number(b, end + 16, 4);
}

static void add_usual(jr_package *p)
{
    jr_package_add(p, JR_STR("mimetype"), JR_STR("application/epub+zip"), JR_STORE);
    jr_package_add(p, JR_STR("META-INF/container.xml"), JR_STR("<container/><container/><container/>"), JR_DEFLATE);
    jr_package_add(p, JR_STR("empty.txt"), (jr_str){NULL, 0}, JR_DEFLATE);
    jr_package_add(p, JR_STR("a/b\xC3\xA4.xml"), JR_STR("<x/>"), JR_STORE);
}

/* The archive's entries as libzip reads them, one "name=bytes" a line, its consistency and all checksums verified. */
static void read_by_libzip(const jr_buf *archive, jr_buf *ret_listing)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(archive->p, archive->n, 0, &error);
    assert_non_null(source);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    assert_non_null(zip);
    for (zip_uint64_t i = 0; i < (zip_uint64_t)zip_get_num_entries(zip, 0); i++) {
        zip_stat_t stat;
        char bytes[256];
        assert_int_equal(zip_stat_index(zip, i, ZIP_FL_ENC_STRICT, &stat), 0);
        assert_in_range(stat.size, 0, sizeof bytes - 1);
        zip_file_t *file = zip_fopen_index(zip, i, 0);
        assert_non_null(file);
        /* One byte more than there is: the checksum is compared at the end of the file. */
        assert_int_equal(zip_fread(file, bytes, stat.size + 1), stat.size);
        assert_int_equal(zip_fclose(file), 0);
        jr_printf(ret_listing, "%s=%.*s\n", stat.name, (int)stat.size, bytes);
    }
    zip_discard(zip);
}

static void libzip_finds_the_archive_consistent_and_every_byte_in_it(void **state)
{
    (void)state;
    struct work w = start();
    jr_buf listing = {0};
    add_usual(w.package);
    assert_true(finish(&w));
    read_by_libzip(&w.out, &listing);
    assert_str(jr_buf_str(&listing), "mimetype=application/epub+zip\n"
                                     "META-INF/container.xml=<container/><container/><container/>\n"
                                     "empty.txt=\n"
                                     "a/b\xC3\xA4.xml=<x/>\n");
    jr_buf_free(&listing);
    stop(&w);
}

static void entries_are_in_order_dated_and_without_extra_fields(void **state)
{
    (void)state;
    static const struct {
        jr_str name;
        uint32_t method, flags, size;
    } want[] = {
        {JR_STR_INIT("mimetype"), 0, 0, 20},
        {JR_STR_INIT("META-INF/container.xml"), 8, 0, 36},
        {JR_STR_INIT("empty.txt"), 0, 0, 0},
        {JR_STR_INIT("a/b\xC3\xA4.xml"), 0, 0x800, 4},
    };
    unsetenv("SOURCE_DATE_EPOCH");
    struct work w = start();
    add_usual(w.package);
    assert_true(finish(&w));
    size_t count, at = directory(&w.out, &count);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        const size_t local = number(&w.out, at + 42, 4), n = number(&w.out, at + 28, 2);
        assert_int_equal(number(&w.out, at, 4), 0x02014B50);
        assert_int_equal(number(&w.out, at + 5, 1), 3);                     /* made by Unix */
        assert_int_equal(number(&w.out, at + 8, 2) & 0x808, want[i].flags); /* no data descriptor; UTF-8 where needed */
        assert_int_equal(number(&w.out, at + 10, 2), want[i].method);
        assert_int_equal(number(&w.out, at + 12, 4), 0x00210000); /* 1980-01-01 00:00 */
        assert_int_equal(number(&w.out, at + 24, 4), want[i].size);
        assert_int_equal(number(&w.out, at + 30, 2), 0);              /* no extra field */
        assert_int_equal(number(&w.out, at + 38, 4), 0100644u << 16); /* attributes */
        assert_true(jr_str_eq((jr_str){w.out.p + at + 46, n}, want[i].name));
        assert_int_equal(number(&w.out, local, 4), 0x04034B50);
        assert_int_equal(number(&w.out, local + 10, 4), 0x00210000);
        assert_int_equal(number(&w.out, local + 28, 2), 0); /* no extra field here either */
        at += 46 + n;
    }
    assert_true(jr_str_starts(jr_str_sub(jr_buf_str(&w.out), 30, 60), JR_STR("mimetypeapplication/epub+zip")));
    stop(&w);
}

static void time_zone_changes_nothing_and_epoch_is_utc(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin"};
    setenv("SOURCE_DATE_EPOCH", "1583064245", 1); /* 2020-03-01T12:04:05Z */
    struct work first = start();
    add_usual(first.package);
    assert_true(finish(&first));
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        struct work w = start();
        add_usual(w.package);
        assert_true(finish(&w));
        assert_int_equal(number(&w.out, 10, 2), 12 << 11 | 4 << 5 | 5 / 2);
        assert_int_equal(number(&w.out, 12, 2), (2020 - 1980) << 9 | 3 << 5 | 1);
        assert_true(jr_str_eq(jr_buf_str(&first.out), jr_buf_str(&w.out)));
        stop(&w);
    }
    stop(&first);
    unsetenv("TZ");
    unsetenv("SOURCE_DATE_EPOCH");
}

static void bad_names_are_refused_and_nothing_is_written(void **state)
{
    (void)state;
    char too_long[256];
    memset(too_long, 'x', sizeof too_long);
    const jr_str names[] = {
        JR_STR(""),       JR_STR("/a"),
        JR_STR("a/"),     JR_STR("a//b"),
        JR_STR(".."),     JR_STR("../a"),
        JR_STR("a/../b"), JR_STR("./a"),
        JR_STR("a\\b"),   JR_STR("c:a"),
        JR_STR("a\0b"),   JR_STR("a\nb"),
        JR_STR("\xFF"),   {too_long, sizeof too_long},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct work w = start();
        jr_package_add(w.package, JR_STR("good"), JR_STR("x"), JR_STORE);
        jr_package_add(w.package, names[i], JR_STR("x"), JR_STORE);
        if (finish(&w))
            fail_msg("name %zu is taken", i);
        assert_true(jr_str_starts(jr_buf_str(&w.messages), JR_STR("0:0 internal: bad name in package: ")));
        assert_int_equal(jr_diag_status(w.diag), JR_STATUS_INTERNAL);
        assert_int_equal(w.out.n, 0);
        stop(&w);
    }
    struct work longest = start();
    jr_package_add(longest.package, (jr_str){too_long, 255}, JR_STR("x"), JR_STORE);
    assert_true(finish(&longest));
    stop(&longest);
}

static void repeated_names_are_refused_whatever_their_case(void **state)
{
    (void)state;
    struct work w = start();
    jr_package_add(w.package, JR_STR("media/Image.png"), JR_STR("x"), JR_STORE);
    jr_package_add(w.package, JR_STR("media/image.PNG"), JR_STR("y"), JR_STORE);
    assert_false(finish(&w));
    assert_str(jr_buf_str(&w.messages), "0:0 internal: name twice in package: \"media/image.PNG\"\n");
    stop(&w);
}

static void package_without_entries_is_refused(void **state)
{
    (void)state;
    struct work w = start();
    assert_false(finish(&w));
    assert_str(jr_buf_str(&w.messages), "0:0 internal: a package without entries\n");
    stop(&w);
}

static void many_entries_are_kept(void **state)
{
    (void)state;
    struct work w = start();
    for (unsigned i = 0; i < 3000; i++)
        jr_package_add(w.package, jr_arena_printf(w.arena, "media/image%u.png", i), JR_STR("x"), JR_STORE);
    assert_true(finish(&w));
    size_t count;
    directory(&w.out, &count);
    assert_int_equal(count, 3000);
    stop(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(libzip_finds_the_archive_consistent_and_every_byte_in_it),
        TEST(entries_are_in_order_dated_and_without_extra_fields),
        TEST(time_zone_changes_nothing_and_epoch_is_utc),
        TEST(bad_names_are_refused_and_nothing_is_written),
        TEST(repeated_names_are_refused_whatever_their_case),
        TEST(package_without_entries_is_refused),
        TEST(many_entries_are_kept),
    };
    return RUN_TESTS(tests);
}
