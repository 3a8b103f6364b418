/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/host.h"

/* A documentation set in a folder of its own, which is the current one during a test. */
struct fixture {
    char folder[64], before[PATH_MAX];
    jr_arena *arena;
    jr_diag *diag;
    jr_buf said;
    jr_files *files;
};

static void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/jerome-host-XXXXXX");
    if (!getcwd(f->before, sizeof f->before) || !mkdtemp(f->folder) || chdir(f->folder) != 0)
        return -1;
    f->arena = jr_arena_create();
    f->diag = jr_diag_create(test_collect, &f->said);
    static const char *const folders[] = {"docs", "docs/guide", "docs/media", "docs/guide/includes"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        mkdir(folders[i], 0700);
    put_file("secret.txt", "secret");
    put_file("docs/docfx.json", "{}");
    put_file("docs/media/a b.png", "picture");
    put_file("docs/guide/page.md", "page");
    put_file("docs/guide/includes/one.md", "one");
    put_file("docs/guide/includes/two.md", "two");
    *state = f;
    return 0;
}

static int delete (const char *path, const struct stat *st, int type, struct FTW *walk)
{
    (void)st;
    (void)type;
    (void)walk;
    return remove(path);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    jr_files_close(f->files);
    jr_diag_destroy(f->diag);
    jr_arena_destroy(f->arena);
    jr_buf_free(&f->said);
    const int failed = chdir(f->before) != 0 || nftw(f->folder, delete, 8, FTW_DEPTH | FTW_PHYS) != 0;
    free(f);
    return failed ? -1 : 0;
}

static bool open_page(struct fixture *f, const char *input, const char *root)
{
    const uint32_t file = jr_diag_file(f->diag, jr_str_from(input));
    return jr_files_open(jr_str_from(input), jr_str_from(root), file, f->arena, f->diag, &f->files);
}

static jr_load_result load(struct fixture *f, const char *url, uint32_t from, jr_resource *ret_resource)
{
    const jr_host *host = jr_files_host(f->files);
    return host->load(host, f->arena, jr_str_from(url), from, ret_resource);
}

static void files_are_found_as_a_document_names_them(void **state)
{
    struct fixture *f = *state;
    assert_true(open_page(f, "docs/guide/page.md", ""));
    static const char *const urls[] = {"../media/a%20b.png", "..\\media\\a b.png", "~/media/a b.png", "/media/a b.png",
                                       "./x/../../media/a b.png?v=1#x"};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        jr_resource r;
        assert_int_equal(load(f, urls[i], 1, &r), JR_LOAD_OK);
        assert_str(r.bytes, "picture");
        assert_str(r.path, "media/a b.png");
        assert_str(jr_diag_file_name(f->diag, r.file), "docs/media/a b.png");
    }
}

static void names_are_relative_to_the_file_that_holds_them(void **state)
{
    struct fixture *f = *state;
    assert_true(open_page(f, "docs/guide/page.md", ""));
    jr_resource one, two;
    assert_int_equal(load(f, "includes/one.md", 1, &one), JR_LOAD_OK);
    assert_int_equal(load(f, "two.md", one.file, &two), JR_LOAD_OK);
    assert_str(two.bytes, "two");
    assert_str(two.path, "guide/includes/two.md");
    assert_int_equal(load(f, "two.md", 1, &two), JR_LOAD_MISSING);
    assert_int_equal(load(f, "../page.md", one.file, &two), JR_LOAD_OK);
    assert_int_equal(two.file, 1); /* the page itself */
}

static void every_kind_of_failure_is_told_apart(void **state)
{
    struct fixture *f = *state;
    assert_true(open_page(f, "docs/guide/page.md", ""));
    assert_int_equal(mkfifo("docs/pipe", 0600), 0);
    assert_int_equal(symlink("../secret.txt", "docs/out"), 0);
    assert_int_equal(symlink("guide/page.md", "docs/in"), 0);
    assert_int_equal(symlink("loop", "docs/loop"), 0);
    assert_int_equal(symlink("/proc/self/exe", "docs/magic"), 0);
    put_file("docs/latin-\xE9.png", "a name that is not UTF-8");
    put_file("docs/large", "");
    assert_int_equal(truncate("docs/large", 64 * 1024 * 1024 + 1), 0);
    static const struct {
        const char *url;
        jr_load_result result;
    } cases[] = {
        {"none.png", JR_LOAD_MISSING},
        {"page.md/x", JR_LOAD_MISSING},
        {"", JR_LOAD_MISSING},
        {"#top", JR_LOAD_MISSING},
        {"..%2Flatin-%E9.png", JR_LOAD_MISSING},
        {"../../secret.txt", JR_LOAD_REFUSED},
        {"..%2F..%2Fsecret.txt", JR_LOAD_REFUSED},
        {"~/../secret.txt", JR_LOAD_REFUSED},
        {"/../secret.txt", JR_LOAD_REFUSED},
        {"/etc/passwd", JR_LOAD_REMOTE}, /* the site's, not ours */
        {"../out", JR_LOAD_REFUSED},
        {"../magic", JR_LOAD_REFUSED},
        {"../loop", JR_LOAD_REFUSED},
        {"../in", JR_LOAD_OK},
        {"../pipe", JR_LOAD_REFUSED},
        {"..", JR_LOAD_REFUSED},
        {"../media", JR_LOAD_REFUSED},
        {"../large", JR_LOAD_TOO_LARGE},
        {"https://example.com/x.png", JR_LOAD_REMOTE},
        {"C:/x.png", JR_LOAD_REFUSED},
        {"a%00b", JR_LOAD_REFUSED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_resource r;
        const jr_load_result result = load(f, cases[i].url, 1, &r);
        if (result != cases[i].result)
            print_error("%s\n", cases[i].url);
        assert_int_equal(result, cases[i].result);
        assert_string_not_equal(jr_load_message(result), "");
    }
    assert_int_equal(f->said.n, 0); /* how grave it is, the caller knows */
}

static void without_a_documentation_set_the_root_is_the_pages_folder(void **state)
{
    struct fixture *f = *state;
    unlink("docs/docfx.json");
    assert_true(open_page(f, "docs/guide/page.md", ""));
    jr_resource r;
    assert_int_equal(load(f, "includes/one.md", 1, &r), JR_LOAD_OK);
    assert_str(r.path, "includes/one.md");
    assert_int_equal(load(f, "../media/a b.png", 1, &r), JR_LOAD_REFUSED);
}

static void a_root_that_is_given_holds(void **state)
{
    struct fixture *f = *state;
    assert_true(open_page(f, "docs/guide/page.md", "."));
    jr_resource r;
    assert_int_equal(load(f, "../../secret.txt", 1, &r), JR_LOAD_OK);
    assert_str(r.path, "secret.txt");
    assert_int_equal(load(f, "~/docs/media/a b.png", 1, &r), JR_LOAD_OK);
}

static void the_page_must_be_below_its_root(void **state)
{
    struct fixture *f = *state;
    assert_false(open_page(f, "docs/guide/page.md", "docs/media"));
    assert_int_equal(jr_diag_status(f->diag), JR_STATUS_REFUSED);
    assert_false(open_page(f, "docs/guide/page.md", "docs/gui"));
    assert_int_equal(jr_diag_status(f->diag), JR_STATUS_IO);
    assert_false(open_page(f, "docs/guide/page.md", "secret.txt"));
    mkdir("docs/gui", 0700);
    f->said.n = 0;
    assert_false(open_page(f, "docs/guide/page.md", "docs/gui")); /* "guide" starts with "gui", but is not below it */
    assert_str(jr_buf_str(&f->said), "0:0 refused-path: the page is not below the root 'docs/gui'\n");
}

static void a_page_from_standard_input_stands_in_the_current_folder(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(chdir("docs/guide"), 0);
    assert_true(open_page(f, "-", ""));
    jr_resource r;
    assert_int_equal(load(f, "includes/one.md", 1, &r), JR_LOAD_OK);
    assert_str(r.path, "guide/includes/one.md");
    assert_str(jr_diag_file_name(f->diag, r.file), "../guide/includes/one.md");
    assert_int_equal(chdir("../.."), 0);
}

static void many_files_keep_their_folders(void **state)
{
    struct fixture *f = *state;
    char name[64];
    for (int i = 0; i < 600; i++) {
        snprintf(name, sizeof name, "docs/guide/includes/%d.md", i);
        put_file(name, name);
    }
    assert_true(open_page(f, "docs/guide/page.md", ""));
    jr_resource r, two;
    for (int i = 0; i < 600; i++) {
        snprintf(name, sizeof name, "includes/%d.md", i);
        assert_int_equal(load(f, name, 1, &r), JR_LOAD_OK);
        assert_int_equal(load(f, "two.md", r.file, &two), JR_LOAD_OK);
        assert_str(two.path, "guide/includes/two.md");
    }
}

/* From here on the kernel says ENOSYS to openat2, as one before Linux 5.6 does. */
static bool forbid_openat2(void)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static int check_without_openat2(struct fixture *f)
{
    if (!forbid_openat2())
        return 77;
    jr_resource r;
    if (load(f, "../media/a%20b.png", 1, &r) != JR_LOAD_OK || !jr_str_eq(r.bytes, JR_STR("picture")))
        return 1;
    if (load(f, "../out", 1, &r) != JR_LOAD_REFUSED || load(f, "../folder/passwd", 1, &r) == JR_LOAD_OK)
        return 2;
    return load(f, "../none/x", 1, &r) == JR_LOAD_MISSING ? 0 : 3;
}

static void without_openat2_links_are_not_followed_at_all(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(symlink("../secret.txt", "docs/out"), 0);
    assert_int_equal(symlink("/etc", "docs/folder"), 0);
    assert_true(open_page(f, "docs/guide/page.md", ""));
    const pid_t child = fork();
    if (child == 0)
        _exit(check_without_openat2(f));
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

#define WITH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(files_are_found_as_a_document_names_them),
        WITH(names_are_relative_to_the_file_that_holds_them),
        WITH(every_kind_of_failure_is_told_apart),
        WITH(without_a_documentation_set_the_root_is_the_pages_folder),
        WITH(a_root_that_is_given_holds),
        WITH(the_page_must_be_below_its_root),
        WITH(a_page_from_standard_input_stands_in_the_current_folder),
        WITH(many_files_keep_their_folders),
        WITH(without_openat2_links_are_not_followed_at_all),
    };
    return RUN_TESTS(tests);
}
