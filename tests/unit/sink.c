/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jerome/sink.h>

struct fixture {
    char folder[64];
    char path[96];
    jr_diag *diag;
    jr_buf said;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/jerome-sink-XXXXXX");
    if (!mkdtemp(f->folder))
        return -1;
    snprintf(f->path, sizeof f->path, "%s/out", f->folder);
    f->diag = jr_diag_create(test_collect, &f->said);
    *state = f;
    return 0;
}

/* Names in a folder, "." and ".." aside. */
static int count_files(const char *folder)
{
    DIR *d = opendir(folder);
    int n = 0;
    for (const struct dirent *e; (e = readdir(d));)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(d);
    return n;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char name[600];
    DIR *d = opendir(f->folder);
    for (const struct dirent *e; (e = readdir(d));) {
        snprintf(name, sizeof name, "%s/%s", f->folder, e->d_name);
        unlink(name);
    }
    closedir(d);
    rmdir(f->folder);
    jr_diag_destroy(f->diag);
    jr_buf_free(&f->said);
    free(f);
    return 0;
}

static void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void file_holds(const char *path, const char *text)
{
    char got[256] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    const size_t n = fread(got, 1, sizeof got - 1, file);
    got[n] = '\0';
    fclose(file);
    assert_string_equal(got, text);
}

static bool write_to(struct fixture *f, const char *path, const char *text)
{
    jr_sink *sink = jr_sink_file(jr_str_from(path), f->diag);
    jr_sink_write(sink, jr_str_from(text));
    return jr_sink_finish(sink);
}

static void a_memory_sink_appends(void **state)
{
    (void)state;
    jr_buf out = {0};
    jr_puts(&out, "a");
    jr_sink *sink = jr_sink_memory(&out);
    jr_sink_write(sink, JR_STR("b"));
    jr_sink_write(sink, JR_STR(""));
    jr_sink_write(sink, JR_STR("c"));
    assert_true(jr_sink_finish(sink));
    assert_str(jr_buf_str(&out), "abc");
    jr_buf_free(&out);
}

static void a_buffer_is_handed_over(void **state)
{
    (void)state;
    jr_buf out = {0}, part = {0};
    jr_sink *sink = jr_sink_memory(&out);
    for (int i = 0; i < 3; i++) {
        jr_sink_take(sink, &part);
        jr_puts(&part, "ab");
        jr_sink_take(sink, &part);
        assert_null(part.p);
        assert_int_equal(part.n, 0);
    }
    assert_true(jr_sink_finish(sink));
    assert_str(jr_buf_str(&out), "ababab");
    jr_buf_free(&out);
}

static void a_new_file_has_the_mode_of_the_umask(void **state)
{
    struct fixture *f = *state;
    const mode_t old = umask(027);
    assert_true(write_to(f, f->path, "text"));
    umask(old);
    struct stat st;
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    file_holds(f->path, "text");
    assert_int_equal(count_files(f->folder), 1);
}

static void a_replaced_file_keeps_its_mode(void **state)
{
    struct fixture *f = *state;
    put_file(f->path, "old");
    chmod(f->path, 0604);
    assert_true(write_to(f, f->path, "new"));
    struct stat st;
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0604);
    file_holds(f->path, "new");
}

static void nothing_is_there_before_finish(void **state)
{
    struct fixture *f = *state;
    put_file(f->path, "old");
    jr_sink *sink = jr_sink_file(jr_str_from(f->path), f->diag);
    jr_sink_write(sink, JR_STR("new"));
    file_holds(f->path, "old");
    jr_sink_discard(sink);
    file_holds(f->path, "old");
    assert_int_equal(count_files(f->folder), 1);
    jr_sink_discard(NULL);
}

static void a_symbolic_link_is_written_through(void **state)
{
    struct fixture *f = *state;
    char link_path[96], second[96];
    snprintf(link_path, sizeof link_path, "%s/link", f->folder);
    snprintf(second, sizeof second, "%s/second", f->folder);
    assert_int_equal(symlink("second", link_path), 0);
    assert_int_equal(symlink(f->path, second), 0);
    assert_true(write_to(f, link_path, "one")); /* the chain leads to a file that does not exist yet */
    file_holds(f->path, "one");
    assert_true(write_to(f, link_path, "two"));
    file_holds(f->path, "two");
    struct stat st;
    assert_int_equal(lstat(link_path, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
}

static void a_circle_of_links_is_an_error(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(symlink("out", f->path), 0);
    assert_false(write_to(f, f->path, "x"));
    assert_str(jr_buf_str(&f->said), "0:0 cannot-write: cannot write: Too many levels of symbolic links\n");
}

static void what_cannot_be_written_is_reported(void **state)
{
    struct fixture *f = *state;
    char inside[128];
    put_file(f->path, "old");
    assert_false(write_to(f, f->folder, "x"));
    snprintf(inside, sizeof inside, "%s/out/in", f->folder);
    assert_false(write_to(f, inside, "x"));
    snprintf(inside, sizeof inside, "%s/none/in", f->folder);
    assert_false(write_to(f, inside, "x"));
    assert_false(write_to(f, "", "x"));
    assert_str(jr_buf_str(&f->said), "0:0 cannot-write: cannot write: Is a directory\n"
                                     "0:0 cannot-write: cannot write: Not a directory\n"
                                     "0:0 cannot-write: cannot write: its folder does not exist; create it first\n"
                                     "0:0 cannot-write: cannot write: No such file or directory\n");
    assert_int_equal(jr_diag_status(f->diag), JR_STATUS_IO);
    file_holds(f->path, "old");
    assert_int_equal(count_files(f->folder), 1);
}

static void a_full_device_is_reported(void **state)
{
    struct fixture *f = *state;
    assert_false(write_to(f, "/dev/full", "x"));
    assert_str(jr_buf_str(&f->said), "0:0 cannot-write: cannot write: No space left on device\n");
    const int fd = open("/dev/full", O_WRONLY);
    jr_sink *sink = jr_sink_fd(fd, JR_STR("full"), f->diag);
    jr_sink_write(sink, JR_STR("x"));
    assert_false(jr_sink_finish(sink));
    close(fd);
}

static void a_file_too_large_leaves_the_old_one(void **state)
{
    struct fixture *f = *state;
    put_file(f->path, "old");
    struct rlimit old_limit, limit;
    getrlimit(RLIMIT_FSIZE, &old_limit);
    limit = old_limit;
    limit.rlim_cur = 10;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    const bool ok = write_to(f, f->path, "more than ten bytes");
    setrlimit(RLIMIT_FSIZE, &old_limit);
    assert_false(ok);
    assert_str(jr_buf_str(&f->said), "0:0 cannot-write: cannot write: File too large\n");
    file_holds(f->path, "old");
    assert_int_equal(count_files(f->folder), 1);
}

static void a_closed_pipe_is_reported(void **state)
{
    struct fixture *f = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    jr_sink *sink = jr_sink_fd(ends[1], JR_STR("pipe"), f->diag);
    jr_sink_write(sink, JR_STR("x"));
    assert_false(jr_sink_finish(sink));
    assert_str(jr_buf_str(&f->said), "0:0 cannot-write: cannot write: Broken pipe\n");
    close(ends[1]);
}

static void a_named_pipe_is_written_to_directly(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(mkfifo(f->path, 0600), 0);
    const int reader = open(f->path, O_RDONLY | O_NONBLOCK);
    assert_true(write_to(f, f->path, "text"));
    char got[8] = "";
    assert_int_equal(read(reader, got, sizeof got), 4);
    assert_string_equal(got, "text");
    close(reader);
    struct stat st;
    assert_int_equal(lstat(f->path, &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
}

static void a_slow_full_pipe_gets_all_bytes(void **state)
{
    struct fixture *f = *state;
    int ends[2];
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    const pid_t child = fork();
    if (child == 0) {
        static char bytes[300000];
        memset(bytes, 'x', sizeof bytes);
        close(ends[0]);
        jr_sink *sink = jr_sink_fd(ends[1], JR_STR("pipe"), f->diag);
        jr_sink_write(sink, (jr_str){bytes, sizeof bytes});
        _exit(jr_sink_finish(sink) ? 0 : 1);
    }
    close(ends[1]);
    usleep(20000);
    fcntl(ends[0], F_SETFL, 0);
    size_t total = 0;
    char chunk[4096];
    for (ssize_t n; (n = read(ends[0], chunk, sizeof chunk)) > 0;)
        total += (size_t)n;
    close(ends[0]);
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_int_equal(total, 300000);
}

static void clean_and_exit(int signal_number)
{
    (void)signal_number;
    jr_sink_cleanup();
    _exit(42);
}

/* A temporary file is open only while finish writes it: a signal that comes then must not leave it behind. */
static void cleanup_removes_the_temporary_file(void **state)
{
    struct fixture *f = *state;
    const pid_t child = fork();
    if (child == 0) {
        /* The limit makes the write raise a signal with the temporary file half written. */
        const struct rlimit limit = {10, 10};
        setrlimit(RLIMIT_FSIZE, &limit);
        signal(SIGXFSZ, clean_and_exit);
        write_to(f, f->path, "more than ten bytes");
        _exit(1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 42);
    assert_int_equal(count_files(f->folder), 0);
}

#define WITH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_memory_sink_appends),
        TEST(a_buffer_is_handed_over),
        WITH(a_new_file_has_the_mode_of_the_umask),
        WITH(a_replaced_file_keeps_its_mode),
        WITH(nothing_is_there_before_finish),
        WITH(a_symbolic_link_is_written_through),
        WITH(a_circle_of_links_is_an_error),
        WITH(what_cannot_be_written_is_reported),
        WITH(a_full_device_is_reported),
        WITH(a_file_too_large_leaves_the_old_one),
        WITH(a_closed_pipe_is_reported),
        WITH(a_named_pipe_is_written_to_directly),
        WITH(a_slow_full_pipe_gets_all_bytes),
        WITH(cleanup_removes_the_temporary_file),
    };
    return RUN_TESTS(tests);
}
