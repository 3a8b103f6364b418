/* SPDX-License-Identifier: MIT */
/* The program as a library: pages from memory to memory. */
#include "test.h"

#include <jerome/jerome.h>

#include <stdio.h>
#include <unistd.h>

/* A writer of this test: title, language and what front matter says of "product". */
struct options {
    bool loud;
};

static const jr_opt options[] = {
    {.name = "loud", .type = JR_OPT_FLAG, .offset = offsetof(struct options, loud), .help = "Add a mark"},
    {.name = NULL},
};

static bool write_facts(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    const struct options *o = ctx->opts;
    const jr_str facts = jr_arena_printf(ctx->arena, "%.*s|%.*s|%.*s%s", JR_FMT(doc->title), JR_FMT(doc->lang),
                                         JR_FMT(jr_meta_text(&doc->meta, JR_STR("product"))), o->loud ? "!" : "");
    jr_sink_write(sink, facts);
    return true;
}

static bool fail_silently(const jr_write_ctx *ctx, const jr_doc *doc, jr_sink *sink)
{
    (void)ctx;
    (void)doc;
    jr_sink_write(sink, JR_STR("half"));
    return false;
}

static const char *const no_extensions[] = {NULL};

static const jr_writer facts = {
    .abi = JR_WRITER_ABI,
    .size = sizeof(jr_writer),
    .name = "facts",
    .extensions = no_extensions,
    .summary = "",
    .renders = JR_BIT(JR_HEADING) | JR_BIT(JR_TEXT),
    .opts_size = sizeof(struct options),
    .opts = options,
    .write = write_facts,
};

struct fixture {
    jr_diag *diag;
    jr_buf said, out;
    jr_convert job;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->diag = jr_diag_create(test_collect, &f->said);
    f->job = (jr_convert){
        .reader = jr_reader_named(JR_STR("markdown")),
        .writer = &facts,
        .input = JR_STR("page.md"),
        .bytes = JR_STR("---\ntitle: One\nproduct: Two\n---\n# Heading\n"),
    };
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    jr_diag_destroy(f->diag);
    jr_buf_free(&f->said);
    jr_buf_free(&f->out);
    free(f);
    return 0;
}

static bool convert(struct fixture *f)
{
    jr_sink *sink = jr_sink_memory(&f->out);
    const bool ok = jr_convert_page(&f->job, sink, f->diag);
    if (ok)
        return jr_sink_finish(sink);
    jr_sink_discard(sink);
    return false;
}

static void a_page_goes_from_memory_to_memory(void **state)
{
    struct fixture *f = *state;
    assert_true(convert(f));
    assert_str(jr_buf_str(&f->out), "One|en-US|Two");
    assert_int_equal(f->said.n, 0);
}

static void the_caller_knows_better_than_the_page(void **state)
{
    struct fixture *f = *state;
    const jr_str meta[] = {JR_STR("product=Three"), JR_STR("new=x"), JR_STR("title=a=b"), JR_STR("product=Four")};
    const jr_str set[] = {JR_STR("facts.loud"), JR_STR("html.toc=true")};
    f->job.meta = (jr_opt_list){meta, 4};
    f->job.options = (jr_opt_list){set, 2};
    f->job.lang = JR_STR("sv-SE");
    assert_true(convert(f));
    assert_str(jr_buf_str(&f->out), "a=b|sv-SE|Four!");
}

static void metadata_can_be_given_to_a_page_without_front_matter(void **state)
{
    struct fixture *f = *state;
    const jr_str meta[] = {JR_STR("product=Three"), JR_STR("draft")};
    f->job.bytes = JR_STR("# Heading\n");
    f->job.meta = (jr_opt_list){meta, 2};
    assert_true(convert(f));
    assert_str(jr_buf_str(&f->out), "Heading|en-US|Three");
}

static void wrong_options_stop_before_anything_is_read(void **state)
{
    struct fixture *f = *state;
    const jr_str set[] = {JR_STR("facts.load=true"), JR_STR("facts.loud=perhaps"), JR_STR("fact.loud")};
    f->job.bytes = (jr_str){0};
    f->job.input = JR_STR("/none");
    f->job.options = (jr_opt_list){set, 3};
    assert_false(convert(f));
    assert_int_equal(f->out.n, 0);
    assert_str(jr_buf_str(&f->said), "0:0 bad-option: facts has no option 'load'; did you mean loud?\n"
                                     "0:0 bad-option: facts.loud: 'perhaps' is none of true|false\n"
                                     "0:0 unknown-format: there is no writer 'fact'\n");
}

static void kinds_that_are_not_rendered_are_told_once_in_order(void **state)
{
    struct fixture *f = *state;
    f->job.bytes = JR_STR("# A\n\n- x\n- y\n\nA paragraph.\n\n1. z\n");
    assert_true(convert(f));
    assert_str(jr_buf_str(&f->said), "3:1 not-rendered: the facts writer does not render this list, nor 1 more\n"
                                     "6:1 not-rendered: the facts writer does not render this paragraph\n");
}

static void a_reader_may_be_named_with_its_switches(void **state)
{
    struct fixture *f = *state;
    assert_true(jr_reader_format(JR_STR("gfm+front-matter-tables"), &f->job.reader, &f->job.switches, f->diag));
    assert_ptr_equal(f->job.reader, jr_reader_named(JR_STR("gfm")));
    assert_str(f->job.switches, "+front-matter-tables");
    assert_true(convert(f));
    assert_str(jr_buf_str(&f->out), "One|en-US|Two");
    assert_false(jr_reader_format(JR_STR("gfm+front-mater"), &f->job.reader, &f->job.switches, f->diag));
    f->job.switches = JR_STR("tables");
    assert_false(convert(f));
    assert_str(jr_buf_str(&f->said),
               "0:0 unknown-format: the reader gfm has no switch 'front-mater'; did you mean 'front-matter'?\n"
               "0:0 unknown-format: the reader gfm: '+' or '-' is missing before 'tables'\n");
}

static void a_writer_must_say_why_it_failed(void **state)
{
    struct fixture *f = *state;
    jr_writer silent = facts;
    silent.write = fail_silently;
    f->job.writer = &silent;
    assert_false(convert(f));
    assert_str(jr_buf_str(&f->said), "0:0 internal: the facts writer failed without saying why\n");
    assert_int_equal(jr_diag_status(f->diag), JR_STATUS_INTERNAL);
}

static void formats_are_found_by_name_and_extension(void **state)
{
    (void)state;
    assert_ptr_equal(jr_reader_for(JR_STR("a/b.MD")), jr_reader_named(JR_STR("markdown")));
    assert_ptr_equal(jr_writer_for(JR_STR("a.b/c.HTM")), jr_writer_named(JR_STR("html")));
    assert_null(jr_writer_for(JR_STR("html")));
    assert_null(jr_writer_for(JR_STR("")));
    assert_null(jr_writer_named(JR_STR("HTML")));
    size_t n = 0;
    for (; jr_writer_at(n); n++)
        assert_ptr_equal(jr_writer_named(jr_str_from(jr_writer_at(n)->name)), jr_writer_at(n));
    assert_true(n > 0);
    assert_null(jr_writer_at(n + 1000));
}

/* Without what other pages of a run know, and with it. */
static void links_to_other_pages_are_checked_from_memory_too(void **state)
{
    struct fixture *f = *state;
    char folder[] = "/tmp/jerome-convert-XXXXXX", input[64], other[64];
    assert_non_null(mkdtemp(folder));
    snprintf(input, sizeof input, "%s/page.md", folder);
    snprintf(other, sizeof other, "%s/other.md", folder);
    FILE *file = fopen(other, "w");
    assert_non_null(file);
    fputs("# Other\n", file);
    fclose(file);
    jr_pages *pages = jr_pages_create();
    f->job.input = jr_str_from(input);
    f->job.bytes = JR_STR("[a](other.md#other) [b](other.md#none) [c](other.md#nothing)\n");
    f->job.check_links = true;
    const size_t before = jr_diag_count(f->diag, JR_ERROR);
    assert_true(convert(f));
    assert_int_equal(jr_diag_count(f->diag, JR_ERROR) - before, 2);
    f->job.pages = pages;
    assert_true(convert(f));
    assert_int_equal(jr_diag_count(f->diag, JR_ERROR) - before, 4);
    jr_pages_destroy(pages);
    jr_pages_destroy(NULL);
    assert_int_equal(unlink(other) + rmdir(folder), 0);
}

#define WITH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(a_page_goes_from_memory_to_memory),
        WITH(the_caller_knows_better_than_the_page),
        WITH(metadata_can_be_given_to_a_page_without_front_matter),
        WITH(wrong_options_stop_before_anything_is_read),
        WITH(kinds_that_are_not_rendered_are_told_once_in_order),
        WITH(a_reader_may_be_named_with_its_switches),
        WITH(a_writer_must_say_why_it_failed),
        WITH(links_to_other_pages_are_checked_from_memory_too),
        TEST(formats_are_found_by_name_and_extension),
    };
    return RUN_TESTS(tests);
}
