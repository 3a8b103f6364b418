/* SPDX-License-Identifier: MIT */
/* Every call of the system that a sink makes fails once: the linker puts functions of ours in their place (--wrap). */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jerome/hash.h>

#include "base/sink.h"

ssize_t __real_write(int fd, const void *bytes, size_t n);
int __real_fsync(int fd);
int __real_close(int fd);
int __real_rename(const char *from, const char *to);
int __real_syncfs(int fd);
ssize_t __wrap_write(int fd, const void *bytes, size_t n);
int __wrap_syncfs(int fd);
int __wrap_fsync(int fd);
int __wrap_close(int fd);
int __wrap_rename(const char *from, const char *to);

enum call { NOTHING, WRITE, SHORT_WRITES, FSYNC, CLOSE, RENAME, SYNCFS };

/* What is to fail next, and how; armed only while a sink is finished. */
static struct {
    enum call call;
    int error;
    int times;
} fault;

static int whole_syncs, single_syncs;

static bool strikes(enum call call)
{
    if (fault.call != call || fault.times == 0)
        return false;
    fault.times--;
    errno = fault.error;
    return true;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t n)
{
    if (strikes(WRITE))
        return -1;
    return __real_write(fd, bytes, fault.call == SHORT_WRITES && n > 3 ? 3 : n);
}

int __wrap_fsync(int fd)
{
    single_syncs++;
    return strikes(FSYNC) ? -1 : __real_fsync(fd);
}

int __wrap_syncfs(int fd)
{
    whole_syncs++;
    return strikes(SYNCFS) ? -1 : __real_syncfs(fd);
}

int __wrap_close(int fd)
{
    const int result = __real_close(fd); /* Linux closes even where it reports a failure */
    return strikes(CLOSE) ? -1 : result;
}

int __wrap_rename(const char *from, const char *to)
{
    return strikes(RENAME) ? -1 : __real_rename(from, to);
}

static char folder[] = "/tmp/jerome-fault-XXXXXX";
static char path[64];

static void put_old(void)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(__real_write(fd, "old", 3), 3);
    __real_close(fd);
}

static void file_holds(const char *text)
{
    char got[32] = "";
    const int fd = open(path, O_RDONLY);
    assert_true(read(fd, got, sizeof got - 1) >= 0);
    __real_close(fd);
    assert_string_equal(got, text);
}

static int count_files(void)
{
    DIR *d = opendir(folder);
    int n = 0;
    for (const struct dirent *e; (e = readdir(d));)
        n += e->d_name[0] != '.' || strlen(e->d_name) > 2;
    closedir(d);
    return n;
}

/* Writes ten bytes with the fault armed; what was said is appended to *said. */
static bool write_with(enum call call, int error, int times, jr_buf *said)
{
    jr_diag *diag = jr_diag_create(test_collect, said);
    jr_sink *sink = jr_sink_file(jr_str_from(path), diag);
    jr_sink_write(sink, JR_STR("0123456789"));
    fault.call = call;
    fault.error = error;
    fault.times = times;
    const bool ok = jr_sink_finish(sink);
    fault.call = NOTHING;
    jr_diag_destroy(diag);
    return ok;
}

static void every_failing_call_is_reported_and_leaves_the_old_file(void **state)
{
    (void)state;
    static const struct {
        enum call call;
        int error;
    } cases[] = {
        {WRITE, ENOSPC}, {WRITE, EIO},    {WRITE, EDQUOT}, {FSYNC, EIO},     {FSYNC, ENOSPC},
        {CLOSE, EIO},    {CLOSE, EDQUOT}, {RENAME, EROFS}, {RENAME, EACCES},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_buf said = {0}, want = {0};
        put_old();
        assert_false(write_with(cases[i].call, cases[i].error, 1, &said));
        jr_printf(&want, "0:0 cannot-write: cannot write: %s\n", strerror(cases[i].error));
        assert_true(jr_str_eq(jr_buf_str(&said), jr_buf_str(&want)));
        file_holds("old");
        assert_int_equal(count_files(), 1);
        jr_buf_free(&said);
        jr_buf_free(&want);
    }
}

static void interrupted_and_short_calls_go_on(void **state)
{
    (void)state;
    static const struct {
        enum call call;
        int error, times;
    } cases[] = {
        {WRITE, EINTR, 3}, {SHORT_WRITES, 0, 0}, {FSYNC, EINTR, 3},
        {CLOSE, EINTR, 1}, {FSYNC, EINVAL, 1},   {FSYNC, ENOTSUP, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_buf said = {0};
        put_old();
        assert_true(write_with(cases[i].call, cases[i].error, cases[i].times, &said));
        assert_int_equal(said.n, 0);
        file_holds("0123456789");
        assert_int_equal(count_files(), 1);
    }
}

/* Finishes n files that wait and settles them with the fault armed; how many failed, with the error. */
static size_t settle_many(size_t n, enum call call, int error)
{
    jr_buf said = {0};
    jr_diag *diag = jr_diag_create(test_collect, &said);
    char name[96];
    size_t waiting, failed = 0;
    jr_sink_defer("run");
    for (size_t i = 0; i < n; i++) {
        snprintf(name, sizeof name, "%s/f%zu", folder, i);
        jr_sink *sink = jr_sink_file(jr_str_from(name), diag);
        jr_sink_write(sink, JR_STR("0123456789"));
        assert_true(jr_sink_finish(sink));
        assert_int_equal(access(name, F_OK), -1);
    }
    const jr_waiting *files = jr_sink_deferred(&waiting);
    assert_int_equal(waiting, n);
    jr_waiting *copy = calloc(n + 1, sizeof *copy);
    for (size_t i = 0; i < n; i++) {
        copy[i] = files[i];
        copy[i].temporary = strdup(files[i].temporary);
        copy[i].target = strdup(files[i].target);
        assert_int_equal(copy[i].size, 10);
        assert_true(copy[i].hash == jr_xxh64(JR_STR("0123456789")));
        assert_non_null(strstr(copy[i].temporary, "/.jerome-run-"));
    }
    jr_sink_hand_over();
    jr_sink_cleanup(); /* they are not ours any more */
    jr_sink_defer(NULL);
    fault.call = call;
    fault.error = error;
    fault.times = 1;
    whole_syncs = single_syncs = 0;
    jr_sink_settle(copy, n);
    fault.call = NOTHING;
    for (size_t i = 0; i < n; i++) {
        assert_true(copy[i].error == 0 || copy[i].error == error);
        failed += copy[i].error != 0;
        free(copy[i].temporary);
        free(copy[i].target);
    }
    free(copy);
    jr_diag_destroy(diag);
    assert_int_equal(said.n, 0);
    return failed;
}

static int remove_many(size_t n)
{
    char name[96];
    int removed = 0;
    for (size_t i = 0; i < n; i++) {
        snprintf(name, sizeof name, "%s/f%zu", folder, i);
        removed += unlink(name) == 0;
    }
    return removed;
}

static void files_that_wait_are_there_when_they_are_settled(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 7, 8, JR_SINK_GATHER, JR_SINK_GATHER + 2};
    unlink(path);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        assert_int_equal(settle_many(counts[i], NOTHING, 0), 0);
        assert_int_equal(whole_syncs, counts[i] >= 8 ? 1 : 0);
        assert_int_equal(single_syncs, counts[i] >= 8 ? (int)(counts[i] % JR_SINK_GATHER) % 8 : (int)counts[i]);
        assert_int_equal(count_files(), (int)counts[i]);
        assert_int_equal(remove_many(counts[i]), (int)counts[i]);
    }
}

static void one_that_fails_says_why_and_is_removed_and_the_others_are_there(void **state)
{
    (void)state;
    static const struct {
        enum call call;
        size_t n;
    } cases[] = {{FSYNC, 7}, {CLOSE, 7}, {RENAME, 7}, {RENAME, 20}};
    unlink(path);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(settle_many(cases[i].n, cases[i].call, EIO), 1);
        assert_int_equal(count_files(), (int)cases[i].n - 1);
        assert_int_equal(remove_many(cases[i].n), (int)cases[i].n - 1);
    }
}

static void a_file_that_waits_and_cannot_be_closed_is_an_error(void **state)
{
    (void)state;
    jr_buf said = {0};
    jr_diag *diag = jr_diag_create(test_collect, &said);
    size_t waiting;
    jr_sink_defer("run");
    fault.call = CLOSE;
    fault.error = EIO;
    fault.times = 1;
    jr_sink *sink = jr_sink_file(jr_str_from(path), diag);
    jr_sink_write(sink, JR_STR("x"));
    assert_false(jr_sink_finish(sink));
    fault.call = NOTHING;
    jr_sink_deferred(&waiting);
    assert_int_equal(waiting, 0);
    assert_int_equal(count_files(), 0);
    jr_sink_defer(NULL);
    jr_diag_destroy(diag);
    jr_buf_free(&said);
}

static void where_a_file_system_cannot_be_synced_each_file_is(void **state)
{
    (void)state;
    assert_int_equal(settle_many(20, SYNCFS, EIO), 0);
    assert_int_equal(single_syncs, 20);
    assert_int_equal(remove_many(20), 20);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/out", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_failing_call_is_reported_and_leaves_the_old_file),
        TEST(interrupted_and_short_calls_go_on),
        TEST(files_that_wait_are_there_when_they_are_settled),
        TEST(one_that_fails_says_why_and_is_removed_and_the_others_are_there),
        TEST(a_file_that_waits_and_cannot_be_closed_is_an_error),
        TEST(where_a_file_system_cannot_be_synced_each_file_is),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, set_up, tear_down);
}
