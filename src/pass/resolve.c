/* SPDX-License-Identifier: MIT */
#include "resolve.h"

#include <jerome/label.h>

#include "ast/build.h"

/* Where a page says its language, the most reliable first. */
static const jr_str language_keys[] = {JR_STR_INIT("ms.contentlocale"), JR_STR_INIT("lang"), JR_STR_INIT("locale"),
                                       JR_STR_INIT("language")};
static const jr_str date_keys[] = {JR_STR_INIT("ms.date"), JR_STR_INIT("date")};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* "de_DE" is meant as "de-DE". */
static jr_str as_tag(jr_arena *arena, jr_str s)
{
    jr_buf out = {0};
    s = jr_str_trim(s);
    for (size_t i = 0; i < s.n; i++)
        jr_putc(&out, s.p[i] == '_' ? '-' : s.p[i]);
    return jr_buf_take(&out, arena);
}

static jr_str page_language(jr_arena *arena, jr_diag *diag, const jr_doc *doc)
{
    for (size_t i = 0; i < COUNT(language_keys); i++) {
        const jr_meta *value = jr_meta_get(&doc->meta, language_keys[i]);
        if (!value || value->kind != JR_META_STRING || !value->text.n)
            continue;
        const jr_str tag = as_tag(arena, value->text);
        if (jr_lang_valid(tag))
            return tag;
        jr_report(diag, JR_D_BAD_LANGUAGE, &value->span, "%.*s: \"%.*s\" is no language tag", JR_FMT(language_keys[i]),
                  JR_FMT(value->text));
    }
    return JR_STR("en-US");
}

static void resolve_language(jr_arena *arena, jr_diag *diag, jr_doc *doc, jr_str wanted)
{
    const jr_str tag = as_tag(arena, wanted);
    if (jr_lang_valid(tag)) {
        doc->lang = tag;
    } else {
        if (wanted.n)
            jr_report(diag, JR_D_BAD_LANGUAGE, NULL, "\"%.*s\" is no language tag", JR_FMT(wanted));
        doc->lang = page_language(arena, diag, doc);
    }
    doc->rtl = jr_lang_rtl(doc->lang);
}

/* White space folded to single spaces, none at the ends. */
static jr_str fold(jr_arena *arena, jr_str s)
{
    jr_buf out = {0};
    s = jr_str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        if (!jr_is_space(s.p[i]))
            jr_putc(&out, s.p[i]);
        else if (!jr_is_space(s.p[i - 1]))
            jr_putc(&out, ' ');
    }
    return jr_buf_take(&out, arena);
}

static jr_str node_text(jr_arena *arena, const jr_node *node)
{
    jr_buf text = {0};
    jr_node_text(node, &text);
    const jr_str folded = fold(arena, jr_buf_str(&text));
    jr_buf_free(&text);
    return folded;
}

/* The page's first heading where that is of level 1, looked for through included files and containers; else NULL. */
static const jr_node *main_heading(const jr_doc *doc)
{
    for (jr_walk w = jr_walk_start(doc->root); jr_walk_next_block(&w);)
        if (w.entering && w.node->kind == JR_HEADING)
            return w.node->as.heading.level == 1 ? w.node : NULL;
    return NULL;
}

static bool same_words(jr_str a, jr_str b)
{
    size_t i = 0, k = 0;
    while (i < a.n && k < b.n)
        if (jr_to_lower(jr_utf8_next(a, &i)) != jr_to_lower(jr_utf8_next(b, &k)))
            return false;
    return i == a.n && k == b.n;
}

/* "docs/my-page.md" is called "my-page". */
static jr_str base_name(jr_str path)
{
    size_t begin = path.n;
    while (begin > 0 && path.p[begin - 1] != '/')
        begin--;
    size_t end = path.n;
    while (end > begin + 1 && path.p[end - 1] != '.')
        end--;
    return jr_str_sub(path, begin, end > begin + 1 ? end - 1 : path.n);
}

static void resolve_title(jr_arena *arena, jr_doc *doc, jr_str name)
{
    const jr_node *heading = main_heading(doc);
    const jr_str text = heading ? node_text(arena, heading) : (jr_str){"", 0};
    doc->title = fold(arena, jr_meta_text(&doc->meta, JR_STR("title")));
    if (!doc->title.n)
        doc->title = text;
    if (!doc->title.n && !jr_str_eq(name, JR_STR("-")))
        doc->title = base_name(name);
    if (!doc->title.n)
        doc->title = JR_STR("Untitled");
    if (text.n && same_words(text, doc->title))
        jr_node_edit(heading)->flags |= JR_NODE_TITLE;
}

/* Reads up to `digits` digits; false where there is none. */
static bool number(jr_str s, size_t *at, size_t digits, unsigned *ret_value)
{
    const size_t begin = *at;
    unsigned value = 0;
    while (*at < s.n && *at - begin < digits && jr_is_digit(s.p[*at]))
        value = value * 10 + (unsigned)(s.p[(*at)++] - '0');
    *ret_value = value;
    return *at > begin;
}

static bool literal(jr_str s, size_t *at, char c)
{
    if (*at >= s.n || s.p[*at] != c)
        return false;
    ++*at;
    return true;
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* MM/DD/YYYY, as Microsoft's pages write it, or ISO 8601, with or without a time. */
static bool parse_date(jr_arena *arena, jr_str s, jr_str *ret_date)
{
    unsigned year = 0, month = 0, day = 0;
    size_t at = 0;
    s = jr_str_trim(s);
    if (!(number(s, &at, 2, &month) && literal(s, &at, '/') && number(s, &at, 2, &day) && literal(s, &at, '/') &&
          number(s, &at, 4, &year))) {
        at = 0;
        if (!(number(s, &at, 4, &year) && literal(s, &at, '-') && number(s, &at, 2, &month) && literal(s, &at, '-') &&
              number(s, &at, 2, &day)))
            return false;
    }
    if (at < s.n && s.p[at] != 'T' && s.p[at] != ' ')
        return false;
    if (year < 1000 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return false;
    *ret_date = jr_arena_printf(arena, "%04u-%02u-%02u", year, month, day);
    return true;
}

/* YAML 1.1 §10.2 (timestamp): what other programs take for a date unless it is quoted. */
static bool looks_like_timestamp(jr_str s)
{
    unsigned value;
    size_t at = 0;
    return s.n >= 8 && number(s, &at, 4, &value) && at == 4 && literal(s, &at, '-') && number(s, &at, 2, &value) &&
           literal(s, &at, '-') && number(s, &at, 2, &value) && (at == s.n || memchr("Tt \t", s.p[at], 4));
}

static bool is_date_key(jr_str key)
{
    for (size_t i = 0; i < COUNT(date_keys); i++)
        if (jr_str_eq(key, date_keys[i]))
            return true;
    return false;
}

/* Elsewhere than in the page's own date, a day that there is not is told as well: others refuse the whole page for it.
 */
static void check_timestamps(jr_arena *arena, jr_diag *diag, const jr_doc *doc)
{
    jr_str date;
    for (size_t i = 0; i < doc->meta.count; i++) {
        const jr_meta_entry *e = &doc->meta.entries[i];
        if (e->value.kind == JR_META_STRING && e->value.style == JR_META_PLAIN && !is_date_key(e->key) &&
            looks_like_timestamp(e->value.text) && !parse_date(arena, e->value.text, &date))
            jr_report(diag, JR_D_BAD_METADATA, &e->value.span,
                      "%.*s: \"%.*s\" is no date (quote it to keep it as text)", JR_FMT(e->key), JR_FMT(e->value.text));
    }
}

static void resolve_date(jr_arena *arena, jr_diag *diag, jr_doc *doc)
{
    for (size_t i = 0; i < COUNT(date_keys); i++) {
        const jr_meta *value = jr_meta_get(&doc->meta, date_keys[i]);
        if (!value || value->kind != JR_META_STRING || !jr_str_trim(value->text).n)
            continue;
        if (parse_date(arena, value->text, &doc->date))
            return;
        jr_report(diag, JR_D_BAD_METADATA, &value->span, "%.*s: \"%.*s\" is no date (MM/DD/YYYY or YYYY-MM-DD)",
                  JR_FMT(date_keys[i]), JR_FMT(value->text));
    }
}

void jr_resolve(jr_arena *arena, jr_diag *diag, jr_doc *doc, const jr_resolve_options *options, jr_index *ret_index)
{
    resolve_language(arena, diag, doc, options->lang);
    resolve_title(arena, doc, options->name);
    doc->description = fold(arena, jr_meta_text(&doc->meta, JR_STR("description")));
    doc->author = fold(arena, jr_meta_text(&doc->meta, JR_STR("author")));
    resolve_date(arena, diag, doc);
    check_timestamps(arena, diag, doc);
    jr_resolve_ids(arena, diag, doc, ret_index);
}
