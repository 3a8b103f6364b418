/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "read/frontmatter.h"

/* One page read, and what was said about it. */
struct page {
    jr_arena *arena;
    jr_diag *diag;
    jr_buf messages;
    jr_str text;
    bool done;
    size_t body;
    jr_meta meta;
};

/* Reads a copy of exactly the page's size, so that a sanitizer sees any read behind the end. */
static struct page read_page(jr_str text)
{
    struct page p = {.arena = jr_arena_create()};
    char *copy = malloc(text.n ? text.n : 1);
    assert_non_null(copy);
    if (text.n)
        memcpy(copy, text.p, text.n);
    p.text = (jr_str){copy, text.n};
    return p;
}

/* Fills in the rest; the messages go to p->messages, so that p must not move any more. */
static void finish(struct page *p)
{
    p->diag = jr_diag_create(test_collect, &p->messages);
    const jr_read_ctx ctx = {.arena = p->arena, .diag = p->diag};
    jr_source source;
    assert_true(jr_source_open(&ctx, p->text, jr_diag_file(p->diag, JR_STR("page.md")), &source));
    p->done = jr_frontmatter_read(&ctx, &source, &p->body, &p->meta);
    assert_int_equal(p->meta.kind, JR_META_MAP);
}

#define READ(name, literal)                                                                                            \
    struct page name = read_page(JR_STR(literal));                                                                     \
    finish(&name)

static void close_page(struct page *p)
{
    free((void *)(uintptr_t)p->text.p);
    jr_buf_free(&p->messages);
    jr_diag_destroy(p->diag);
    jr_arena_destroy(p->arena);
}

#define assert_silent(page)        assert_str(jr_buf_str(&(page).messages), "")
#define assert_said(page, literal) assert_str(jr_buf_str(&(page).messages), literal)

static jr_str rest(const struct page *p)
{
    return jr_str_sub(p->text, p->body, p->text.n);
}

/* Writes a value as one line: strings in quotes, null as ~, lists in [], maps in {}. */
static void show(const jr_meta *m, jr_buf *out)
{
    static const struct {
        char open, close;
    } brackets[] = {[JR_META_NULL] = {'~', 0},
                    [JR_META_STRING] = {'\'', '\''},
                    [JR_META_LIST] = {'[', ']'},
                    [JR_META_MAP] = {'{', '}'}};
    jr_putc(out, brackets[m->kind].open);
    jr_put(out, m->kind == JR_META_STRING ? m->text : (jr_str){"", 0});
    for (size_t i = 0; i < m->count; i++) {
        if (i)
            jr_puts(out, ", ");
        jr_put(out, m->entries[i].key);
        if (m->kind == JR_META_MAP)
            jr_puts(out, ": ");
        show(&m->entries[i].value, out);
    }
    if (brackets[m->kind].close)
        jr_putc(out, brackets[m->kind].close);
}

#define assert_meta(page, literal)                                                                                     \
    do {                                                                                                               \
        jr_buf shown = {0};                                                                                            \
        show(&(page).meta, &shown);                                                                                    \
        assert_str(jr_buf_str(&shown), literal);                                                                       \
        jr_buf_free(&shown);                                                                                           \
    } while (0)

static void scalars_are_kept_as_written(void **state)
{
    (void)state;
    READ(p, "---\n"
            "title: Data security and sharing\n"
            "keywords: ''\n"
            "ms.date: 09/01/2020\n"
            "ms.locfileid: \"89516250\"\n"
            "version: 6.0\n"
            "ROBOTS: NOINDEX,NOFOLLOW\n"
            "yes: true\n"
            "quote: 'it''s'\n"
            "escape: \"\\u00e4\\t\\\"\"\n"
            "long: one\n  two\n"
            "---\nbody\n");
    assert_silent(p);
    assert_meta(p,
                "{title: 'Data security and sharing', keywords: '', ms.date: '09/01/2020', ms.locfileid: '89516250', "
                "version: '6.0', ROBOTS: 'NOINDEX,NOFOLLOW', yes: 'true', quote: 'it's', escape: '\xC3\xA4\t\"', long: "
                "'one two'}");
    assert_int_equal(jr_meta_get(&p.meta, JR_STR("title"))->style, JR_META_PLAIN);
    assert_int_equal(jr_meta_get(&p.meta, JR_STR("keywords"))->style, JR_META_SINGLE_QUOTED);
    assert_int_equal(jr_meta_get(&p.meta, JR_STR("ms.locfileid"))->style, JR_META_DOUBLE_QUOTED);
    assert_str(rest(&p), "body\n");
    close_page(&p);
}

static void block_scalars_keep_or_fold_their_lines(void **state)
{
    (void)state;
    READ(p, "---\na: |\n  one\n  two\n\nb: >-\n  one\n  two\nc: x\n---\n");
    assert_silent(p);
    assert_meta(p, "{a: 'one\ntwo\n', b: 'one two', c: 'x'}");
    const jr_meta *a = jr_meta_get(&p.meta, JR_STR("a")), *b = jr_meta_get(&p.meta, JR_STR("b"));
    assert_int_equal(a->style, JR_META_LITERAL);
    assert_int_equal(b->style, JR_META_FOLDED);
    assert_str(jr_str_sub(p.text, a->span.begin, a->span.end), "|\n  one\n  two");
    assert_str(jr_str_sub(p.text, b->span.begin, b->span.end), ">-\n  one\n  two");
    close_page(&p);
}

static void keys_may_hold_dots_spaces_and_colons(void **state)
{
    (void)state;
    READ(p, "---\nms.author: a\nonline version: b\nms:assetid: c\n\"quoted: key\": d\n'x': e\n---\n");
    assert_silent(p);
    assert_meta(p, "{ms.author: 'a', online version: 'b', ms:assetid: 'c', quoted: key: 'd', x: 'e'}");
    close_page(&p);
}

static void lists_maps_and_nulls_keep_their_order(void **state)
{
    (void)state;
    READ(p, "---\n"
            "# a comment\n"
            "no-loc: [-Forward, 'b', {c: d}, [e]]\n"
            "ms.custom:\n- one\n- two\n"
            "author:\n  name: x\n\n  mail:\n"
            "nothing:\nnil: ~\nnull value: null\nempty list: []\nempty map: {} # said so\n"
            "---\n");
    assert_silent(p);
    assert_meta(p,
                "{no-loc: ['-Forward', 'b', {c: 'd'}, ['e']], ms.custom: ['one', 'two'], author: {name: 'x', mail: ~}, "
                "nothing: ~, nil: ~, null value: ~, empty list: [], empty map: {}}");
    assert_str(jr_meta_get(&p.meta, JR_STR("nil"))->text, "~");
    close_page(&p);
}

static void indented_map_is_read(void **state)
{
    (void)state;
    READ(p, "---\n    title: a\n    author: b\n---\n");
    assert_silent(p);
    assert_meta(p, "{title: 'a', author: 'b'}");
    close_page(&p);
}

/* The same three entries with each kind of line end, with and without BOM. */
static void places_are_those_of_the_file(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (size_t i = 0; i < 6; i++) {
        const char *bom = i < 3 ? "" : "\xEF\xBB\xBF", *e = ends[i % 3];
        jr_buf b = {0};
        jr_printf(&b, "%s---%s# \xC3\xA4\xE4\xB8\xAD%st\xC3\xA4t: '\xE4\xB8\xAD'%slist:%s  - x%s  - \"y z\"%s---%sbody",
                  bom, e, e, e, e, e, e, e);
        struct page p = read_page(jr_buf_str(&b));
        finish(&p);
        assert_silent(p);
        assert_meta(p, "{t\xC3\xA4t: '\xE4\xB8\xAD', list: ['x', 'y z']}");
        assert_str(rest(&p), "body");
        const jr_meta_entry *first = &p.meta.entries[0], *y = &p.meta.entries[1].value.entries[1];
        assert_str(jr_str_sub(p.text, first->span.begin, first->span.end), "t\xC3\xA4t");
        assert_str(jr_str_sub(p.text, first->value.span.begin, first->value.span.end), "'\xE4\xB8\xAD'");
        assert_str(jr_str_sub(p.text, y->value.span.begin, y->value.span.end), "\"y z\"");
        assert_int_equal(first->span.line, 3);
        assert_int_equal(first->span.column, 1);
        assert_int_equal(first->value.span.column, 7);
        assert_int_equal(y->value.span.line, 6);
        assert_int_equal(y->value.span.column, 5);
        assert_int_equal(p.meta.entries[1].value.span.line, 5);
        assert_int_equal(p.meta.entries[1].value.span.end, y->value.span.end);
        close_page(&p);
        jr_buf_free(&b);
    }
}

static void fences_may_have_blanks_and_three_dots_close(void **state)
{
    (void)state;
    READ(p, "--- \t\na: b\n... \nbody\n---\n");
    assert_meta(p, "{a: 'b'}");
    assert_str(rest(&p), "body\n---\n");
    close_page(&p);
    READ(q, "---\na: b\n---");
    assert_meta(q, "{a: 'b'}");
    assert_str(rest(&q), "");
    close_page(&q);
    READ(r, "---\n\n---\nbody");
    assert_silent(r);
    assert_meta(r, "{}");
    assert_str(rest(&r), "body");
    close_page(&r);
    READ(s, "---\n---\nbody");
    assert_silent(s);
    assert_str(rest(&s), "body");
    close_page(&s);
}

static void page_without_fence_is_all_body(void **state)
{
    (void)state;
    static const jr_str pages[] = {JR_STR_INIT(""),
                                   JR_STR_INIT("text\n---\na: b\n---\n"),
                                   JR_STR_INIT("----\na: b\n---\n"),
                                   JR_STR_INIT(" ---\na: b\n---\n"),
                                   JR_STR_INIT("--- #\na: b\n---\n"),
                                   JR_STR_INIT("\n---\na: b\n---\n")};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct page p = read_page(pages[i]);
        finish(&p);
        assert_silent(p);
        assert_meta(p, "{}");
        assert_int_equal(p.body, 0);
        close_page(&p);
    }
    READ(p, "\xEF\xBB\xBF# Heading\n");
    assert_int_equal(p.body, 3);
    close_page(&p);
}

static void unclosed_front_matter_is_body_and_warned_of(void **state)
{
    (void)state;
    READ(p, "---\ntitle: a\n\n# Heading\n");
    assert_said(p, "1:1 unclosed-front-matter: front matter has no closing \"---\"; it is read as part of the page\n");
    assert_true(p.done);
    assert_int_equal(p.body, 0);
    assert_meta(p, "{}");
    close_page(&p);
}

static void thematic_breaks_swallow_nothing(void **state)
{
    (void)state;
    READ(alone, "---\n\nSome prose.\n");
    assert_silent(alone);
    assert_int_equal(alone.body, 0);
    close_page(&alone);
    static const jr_str pages[] = {
        JR_STR_INIT("---\n\nSome prose.\n\n---\n"),
        JR_STR_INIT("---\n\n# Heading\n\n---\n"),
        JR_STR_INIT("---\n\n- a\n- b\n\n---\n"),
        JR_STR_INIT("---\n\n[link]: http://example.com\n\n---\n"),
        JR_STR_INIT("---\n\n[link]: or not [\n\n---\n"),
        JR_STR_INIT("---\n\nThe following holds for all of them: nothing\n\n---\n"),
        JR_STR_INIT("---\nProse with [a link](x), `code` and: colons: here\n\nmore \"prose\n---\n"),
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct page p = read_page(pages[i]);
        finish(&p);
        assert_int_equal(p.body, 0);
        assert_meta(p, "{}");
        assert_said(p, "1:1 bad-metadata: what stands between the \"---\" lines is no \"key: value\"; it is read as "
                       "part of the page\n");
        close_page(&p);
    }
}

static void damaged_entry_is_kept_as_text_and_the_others_as_they_are(void **state)
{
    (void)state;
    READ(p,
         "---\ntitle: a\ndescription: divided in two: this\n  and that:\nms.custom:\n- x\nkeywords: [b]\n---\nbody\n");
    assert_said(p, "3:28 bad-front-matter: invalid YAML: mapping values are not allowed in this context "
                   "(a value with \": \" in it, or with \":\" at its end, must be quoted)\n");
    assert_meta(p, "{title: 'a', description: 'divided in two: this and that:', ms.custom: ['x'], keywords: ['b']}");
    const jr_meta *d = jr_meta_get(&p.meta, JR_STR("description"));
    assert_str(jr_str_sub(p.text, d->span.begin, d->span.end), "divided in two: this\n  and that:");
    assert_int_equal(d->span.line, 3);
    assert_int_equal(d->span.column, 14);
    assert_str(rest(&p), "body\n");
    assert_true(p.done);
    assert_int_equal(jr_diag_status(p.diag), JR_STATUS_INPUT);
    close_page(&p);
}

/* Entries that are wrong, what is said of them, and what is kept of them. */
static const struct damage {
    jr_str entry; /* between two good ones, from line 3 on */
    const char *said, *meta;
} damages[] = {
    {JR_STR_INIT("t: a: b"),
     "3:5 bad-front-matter: invalid YAML: mapping values are not allowed in this context (a value with \": \" in "
     "it, or with \":\" at its end, must be quoted)\n",
     "t: 'a: b'"},
    {JR_STR_INIT("t: the end:"),
     "3:11 bad-front-matter: invalid YAML: mapping values are not allowed in this context (a value with \": \" in "
     "it, or with \":\" at its end, must be quoted)\n",
     "t: 'the end:'"},
    {JR_STR_INIT("t:\n  - %\n  - foreach"),
     "4:5 bad-front-matter: invalid YAML: a value that begins with \"%\" must be quoted\n", "t: '- % - foreach'"},
    {JR_STR_INIT("t: @x"), "3:4 bad-front-matter: invalid YAML: a value that begins with \"@\" must be quoted\n",
     "t: '@x'"},
    {JR_STR_INIT("t: `x`"), "3:4 bad-front-matter: invalid YAML: a value that begins with \"`\" must be quoted\n",
     "t: '`x`'"},
    {JR_STR_INIT("t: \"open"),
     "3:4 bad-front-matter: invalid YAML: found unexpected end of stream (the quote is not closed)\n", "t: '\"open'"},
    {JR_STR_INIT("t: \"a\" b"),
     "3:8 bad-front-matter: invalid YAML: did not find expected key (quote the whole value, and indent all keys "
     "alike)\n",
     "t: '\"a\" b'"},
    {JR_STR_INIT("t: \"a\\qb\""),
     "3:6 bad-front-matter: invalid YAML: found unknown escape character (in double quotes \"\\\" begins an "
     "escape: double it, or use single quotes)\n",
     "t: '\"a\\qb\"'"},
    {JR_STR_INIT("t: [a"),
     "3:6 bad-front-matter: invalid YAML: did not find expected ',' or ']' (a value that begins with \"[\" is a "
     "list: quote the value)\n",
     "t: '[a'"},
    {JR_STR_INIT("t: [A | B] c"), NULL, "t: '[A | B] c'"},
    {JR_STR_INIT("t: - x"),
     "3:4 bad-front-matter: invalid YAML: block sequence entries are not allowed in this context (a value that "
     "begins with \"- \" must be quoted)\n",
     "t: '- x'"},
    {JR_STR_INIT("t: *bold*"), NULL, "t: '*bold*'"},
    {JR_STR_INIT("t: &"),
     "3:5 bad-front-matter: invalid YAML: did not find expected alphabetic or numeric character (a value that "
     "begins with \"&\" or \"*\" must be quoted)\n",
     "t: '&'"},
    {JR_STR_INIT("t: !x!y z"), NULL, "t: '!x!y z'"},
    {JR_STR_INIT("t: *missing"),
     "3:4 bad-front-matter: no value before it has the anchor \"missing\" (a value that begins with \"*\" must be "
     "quoted)\n",
     "t: '*missing'"},
    {JR_STR_INIT("t: &a [*a]"),
     "3:8 bad-front-matter: no value before it has the anchor \"a\" (a value that begins with \"*\" must be "
     "quoted)\n",
     "t: '&a [*a]'"},
    {JR_STR_INIT("t: |x"),
     "3:5 bad-front-matter: invalid YAML: did not find expected comment or line break (a value that begins with "
     "\"|\" or \">\" must be quoted)\n",
     "t: '|x'"},
    {JR_STR_INIT("t: a\x7F"),
     "3:5 bad-front-matter: invalid YAML: control characters are not allowed (remove the control character)\n",
     "t: 'a\x7F'"},
    {JR_STR_INIT("t:a"), "3:1 bad-front-matter: this is no \"key: value\" (put a space behind the colon)\n", "t: 'a'"},
    {JR_STR_INIT("t: {a: {[b]: c}}"), "3:9 bad-front-matter: a key cannot be a list or a map (quote it)\n",
     "t: '{a: {[b]: c}}'"},
};

/* Its neighbours are read as they are. */
static void assert_damage(const struct damage *d)
{
    jr_buf b = {0}, want = {0}, got = {0};
    jr_printf(&b, "---\nfirst: 1\n%.*s\nlast: [2]\n---\nbody\n", JR_FMT(d->entry));
    jr_printf(&want, "{first: '1', %s, last: ['2']}", d->meta);
    struct page p = read_page(jr_buf_str(&b));
    finish(&p);
    show(&p.meta, &got);
    test_str(jr_buf_str(&got), jr_buf_str(&want), __FILE__, __LINE__);
    if (d->said)
        test_str(jr_buf_str(&p.messages), jr_str_from(d->said), __FILE__, __LINE__);
    assert_int_equal(jr_diag_count(p.diag, JR_ERROR), 1);
    assert_str(rest(&p), "body\n");
    close_page(&p);
    jr_buf_free(&b);
    jr_buf_free(&want);
    jr_buf_free(&got);
}

static void every_kind_of_damage_is_told_with_its_place_and_cure(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
        assert_damage(&damages[i]);
}

static void all_damage_of_a_page_is_told(void **state)
{
    (void)state;
    READ(p, "---\na: b: c\nd: e\nf: @g\n---\n");
    assert_int_equal(jr_diag_count(p.diag, JR_ERROR), 2);
    assert_meta(p, "{a: 'b: c', d: 'e', f: '@g'}");
    close_page(&p);
}

static void entries_that_are_right_alone_are_kept_and_the_whole_is_told(void **state)
{
    (void)state;
    READ(indents, "---\n  a: 1\nb: 2\n---\n");
    assert_said(indents,
                "3:1 bad-front-matter: invalid YAML: did not find expected <document start> (quote the value)\n");
    assert_meta(indents, "{a: '1', b: '2'}");
    close_page(&indents);
    READ(tabs, "---\na: 1\n\tb: [2\n\tc: 3\n---\n");
    assert_true(jr_diag_count(tabs.diag, JR_ERROR) > 0);
    close_page(&tabs);
    READ(tabbed, "---\n\ta: 1\n\tb: 2\n---\n");
    assert_said(tabbed, "2:1 bad-front-matter: invalid YAML: a tab cannot indent (use spaces)\n");
    assert_meta(tabbed, "{a: '1', b: '2'}");
    close_page(&tabbed);
    READ(second, "---\na: 1\n--- x\nb: 2\n---\n");
    assert_true(jr_diag_count(second.diag, JR_ERROR) > 0);
    assert_str(jr_meta_text(&second.meta, JR_STR("b")), "2");
    close_page(&second);
}

static void aliases_are_copies(void **state)
{
    (void)state;
    READ(p, "---\na: &x one\nb: &y [*x, two]\nc: *y\nd: *x\n---\n");
    assert_silent(p);
    assert_meta(p, "{a: 'one', b: ['one', 'two'], c: ['one', 'two'], d: 'one'}");
    const jr_meta *a = jr_meta_get(&p.meta, JR_STR("a")), *d = jr_meta_get(&p.meta, JR_STR("d"));
    assert_str(jr_str_sub(p.text, a->span.begin, a->span.end), "one");
    assert_str(jr_str_sub(p.text, d->span.begin, d->span.end), "*x");
    close_page(&p);
    READ(q, "---\nbad: @\na: &x one\nd: *x\n---\n");
    assert_int_equal(jr_diag_count(q.diag, JR_ERROR), 1);
    assert_meta(q, "{bad: '@', a: 'one', d: 'one'}");
    close_page(&q);
}

static void aliases_that_explode_are_refused(void **state)
{
    (void)state;
    READ(p, "---\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: f\n---\n");
    assert_said(p, "5:29 limit-size: aliases make more than 10000 values\n");
    assert_false(p.done);
    assert_int_equal(jr_diag_status(p.diag), JR_STATUS_LIMIT);
    close_page(&p);
}

static void a_limit_behind_damage_is_a_limit_all_the_same(void **state)
{
    (void)state;
    READ(p, "---\nbad: @\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\nworse: @\n---\n");
    assert_false(p.done);
    assert_int_equal(jr_diag_count(p.diag, JR_ERROR), 2);
    assert_int_equal(jr_diag_status(p.diag), JR_STATUS_LIMIT);
    close_page(&p);
}

static void nesting_is_limited(void **state)
{
    (void)state;
    jr_buf b = {0};
    for (size_t depth = 31; depth <= 32; depth++) { /* in the page's own map */
        b.n = 0;
        jr_puts(&b, "---\na: ");
        for (size_t i = 0; i < depth; i++)
            jr_putc(&b, '[');
        for (size_t i = 0; i < depth; i++)
            jr_putc(&b, ']');
        jr_puts(&b, "\nb: c\n---\n");
        struct page p = read_page(jr_buf_str(&b));
        finish(&p);
        if (depth == 31)
            assert_silent(p);
        else
            assert_said(p, "2:35 limit-depth: lists and maps are nested deeper than 32 (quote the value)\n");
        assert_true(p.done == (depth == 31));
        close_page(&p);
    }
    jr_buf_free(&b);
}

static void size_is_limited(void **state)
{
    (void)state;
    jr_buf b = {0};
    jr_puts(&b, "---\na: ");
    while (b.n < 66000)
        jr_puts(&b, "0123456789");
    jr_puts(&b, "\n---\n");
    struct page p = read_page(jr_buf_str(&b));
    finish(&p);
    assert_false(p.done);
    assert_said(p, "1:1 limit-size: front matter has 66004 bytes; at most 65536 are read\n");
    assert_int_equal(jr_diag_status(p.diag), JR_STATUS_LIMIT);
    close_page(&p);
    b.p[5] = ' '; /* no key any more: a page that begins with a thematic break */
    struct page q = read_page(jr_buf_str(&b));
    finish(&q);
    assert_true(q.done);
    assert_silent(q);
    assert_int_equal(q.body, 0);
    close_page(&q);
    jr_buf_free(&b);
}

static void repeated_keys_are_warned_of_and_the_last_one_holds(void **state)
{
    (void)state;
    READ(p, "---\nms.custom: a\ntitle: b\nms.custom: c\nms.custom: d\nmap: {x: 1, x: 2}\n---\n");
    assert_said(p, "6:13 duplicate-key: key \"x\" is in line 6 and again in line 6; the last one holds\n"
                   "4:1 duplicate-key: key \"ms.custom\" is in line 2 and again in line 4; the last one holds\n"
                   "5:1 duplicate-key: key \"ms.custom\" is in line 4 and again in line 5; the last one holds\n");
    assert_int_equal(p.meta.count, 5);
    assert_str(jr_meta_text(&p.meta, JR_STR("ms.custom")), "d");
    close_page(&p);
    READ(q, "---\na: @\nb: 1\nb: 2\n---\n");
    assert_said(q, "2:4 bad-front-matter: invalid YAML: a value that begins with \"@\" must be quoted\n"
                   "4:1 duplicate-key: key \"b\" is in line 3 and again in line 4; the last one holds\n");
    close_page(&q);
}

static void characters_that_xml_forbids_are_replaced(void **state)
{
    (void)state;
    READ(p, "---\na: \"x\\0y\\x01\\uFFFE\\ud800\\U0001F600\"\n---\n");
    assert_true(jr_diag_count(p.diag, JR_ERROR) + jr_diag_count(p.diag, JR_WARNING) > 0);
    close_page(&p);
    READ(q, "---\na: \"x\\0y\\x01\\uFFFE\\U0001F600\"\n---\n");
    assert_said(
        q, "2:4 bad-character-reference: an escape names a character that no document may hold, replaced by U+FFFD\n");
    assert_meta(q, "{a: 'x\xEF\xBF\xBDy\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80'}");
    close_page(&q);
    READ(r, "---\na: x\xFFy\nb: z\n---\n");
    assert_said(r, "2:5 bad-utf8: bytes that are not UTF-8, replaced by U+FFFD\n");
    assert_meta(r, "{a: 'x\xEF\xBF\xBDy', b: 'z'}");
    assert_str(jr_str_sub(r.text, r.meta.entries[1].value.span.begin, r.meta.entries[1].value.span.end), "z");
    close_page(&r);
}

static void tags_are_passed_over(void **state)
{
    (void)state;
    READ(p, "---\na: !!str 12\nb: !include x.yml\nc: !!str null\n---\n");
    assert_said(p, "3:13 bad-metadata: the tag \"!include\" is not understood; the value is kept as it is\n");
    assert_meta(p, "{a: '12', b: 'x.yml', c: 'null'}");
    assert_str(jr_str_sub(p.text, p.meta.entries[0].value.span.begin, p.meta.entries[0].value.span.end), "12");
    close_page(&p);
}

/* Every page cut short or with a byte changed is read without a crash. */
static void any_damage_is_survived(void **state)
{
    (void)state;
    static const char page[] = "---\na: &x 'b'\nc:\n- d: \"\\u00e4\"\n  e: *x\n- [f, {g: h}]\ni: |\n  j\n---\nk\n";
    static const char bytes[] = "\0\t\n\r \"#%&'*,-.:>?@[]`{|}~\x7F\x80\xC3\xEF\xFF";
    for (size_t at = 0; at < sizeof page - 1; at++) {
        struct page cut = read_page((jr_str){page, at});
        finish(&cut);
        close_page(&cut);
        for (size_t i = 0; i < sizeof bytes - 1; i++) {
            char copy[sizeof page];
            memcpy(copy, page, sizeof page);
            copy[at] = bytes[i];
            struct page p = read_page((jr_str){copy, sizeof page - 1});
            finish(&p);
            assert_true(p.body <= p.text.n);
            close_page(&p);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(scalars_are_kept_as_written),
        TEST(block_scalars_keep_or_fold_their_lines),
        TEST(keys_may_hold_dots_spaces_and_colons),
        TEST(lists_maps_and_nulls_keep_their_order),
        TEST(indented_map_is_read),
        TEST(places_are_those_of_the_file),
        TEST(fences_may_have_blanks_and_three_dots_close),
        TEST(page_without_fence_is_all_body),
        TEST(unclosed_front_matter_is_body_and_warned_of),
        TEST(thematic_breaks_swallow_nothing),
        TEST(damaged_entry_is_kept_as_text_and_the_others_as_they_are),
        TEST(every_kind_of_damage_is_told_with_its_place_and_cure),
        TEST(all_damage_of_a_page_is_told),
        TEST(entries_that_are_right_alone_are_kept_and_the_whole_is_told),
        TEST(aliases_are_copies),
        TEST(aliases_that_explode_are_refused),
        TEST(a_limit_behind_damage_is_a_limit_all_the_same),
        TEST(nesting_is_limited),
        TEST(size_is_limited),
        TEST(repeated_keys_are_warned_of_and_the_last_one_holds),
        TEST(characters_that_xml_forbids_are_replaced),
        TEST(tags_are_passed_over),
        TEST(any_damage_is_survived),
    };
    return RUN_TESTS(tests);
}
