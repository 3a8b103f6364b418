/* SPDX-License-Identifier: MIT */
/* Where front matter is, and how what is damaged in it is read over. */
#include "frontmatter.h"

#include "frontmatter_yaml.h"

/* The largest in 15,899 real pages has 2,595 bytes; libyaml is quadratic in some constructs. */
#define MAX_SIZE ((size_t)64 * 1024)
#define MAX_KEY  1024 /* YAML 1.2 §7.4.2 */

/* The lines between the fences, 0-based. */
struct lines {
    size_t first, behind;
};

/* ---- Lines ---- */

static jr_str line_at(const jr_source *s, size_t line)
{
    return jr_str_sub(s->text, line == 0 ? s->start : s->lines[line], jr_source_line_end(s, line));
}

/* Three times c, and blanks at most behind them. */
static bool is_fence(jr_str line, char c)
{
    if (line.n < 3 || line.p[0] != c || line.p[1] != c || line.p[2] != c)
        return false;
    for (size_t i = 3; i < line.n; i++)
        if (line.p[i] != ' ' && line.p[i] != '\t')
            return false;
    return true;
}

static size_t indent_of(jr_str line)
{
    size_t n = 0;
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return n;
}

/* Neither blank nor a comment. */
static bool is_significant(jr_str line)
{
    const size_t n = indent_of(line);
    return n < line.n && line.p[n] != '#';
}

/* Behind a quoted key, or 0: the line begins with none. */
static size_t quoted_key(jr_str s)
{
    if (s.n == 0 || (s.p[0] != '"' && s.p[0] != '\''))
        return 0;
    const size_t end = jr_str_find(s, 1, s.p[0]);
    return end < s.n ? end + 1 : 0;
}

/* Index of the colon behind the key that the line (without indentation) begins with, or its length: there is none. */
static size_t find_colon(jr_str s)
{
    const size_t most = s.n < MAX_KEY ? s.n : MAX_KEY;
    if (s.n && memchr("#%-?", s.p[0], 4) && (s.n == 1 || jr_is_space(s.p[1]) || s.p[0] == '#' || s.p[0] == '%'))
        return s.n;
    for (size_t i = quoted_key(s); i < most; i++)
        if (s.p[i] == ':' && (i + 1 == s.n || jr_is_space(s.p[i + 1])))
            return i ? i : s.n;
    return s.n;
}

/* The same for a line of damaged front matter: a name with its value right behind the colon is a key as well. */
static size_t find_any_colon(jr_str s)
{
    const size_t colon = find_colon(s);
    size_t i = 0;
    if (colon < s.n)
        return colon;
    while (i < s.n && (jr_is_alnum(s.p[i]) || memchr("_.-", s.p[i], 3)))
        i++;
    return i > 0 && i + 1 < s.n && s.p[i] == ':' && s.p[i + 1] != '/' ? i : s.n;
}

static jr_str unindented(jr_str line)
{
    return jr_str_sub(line, indent_of(line), line.n);
}

/* A key as people give them: a few words, none of Markdown's marks. What else YAML takes for a key may be prose. */
static bool is_likely_key(jr_str key)
{
    size_t blanks = 0;
    for (size_t i = 0; i < key.n; i++) {
        blanks += jr_is_space(key.p[i]);
        if (memchr("[]()<>*`!,;", key.p[i], 11))
            return false;
    }
    return key.n > 0 && blanks < 4;
}

static bool begins_with_likely_key(jr_str line)
{
    const jr_str s = unindented(line);
    const size_t colon = find_colon(s);
    return colon < s.n && is_likely_key(jr_str_sub(s, 0, colon));
}

/* The next significant line, or lines.behind. */
static size_t next_significant(const jr_source *s, struct lines lines, size_t from)
{
    while (from < lines.behind && !is_significant(line_at(s, from)))
        from++;
    return from;
}

/* ---- Entry by entry ---- */

struct salvage {
    const jr_read_ctx *ctx;
    const jr_source *source;
    jr_yaml *yaml;
    jr_buf entries; /* jr_meta_entry */
    bool reported;
    bool refused; /* a limit was reached: nothing is kept of such a page */
};

static void report_failure(struct salvage *v, const jr_yaml_failure *f)
{
    const jr_span span = jr_source_span(v->source, f->at, f->at);
    jr_report(v->ctx->diag, f->code, &span, "%.*s", JR_FMT(f->text));
    v->reported = true;
    v->refused = f->code == JR_D_LIMIT_SIZE || f->code == JR_D_LIMIT_DEPTH;
}

static void keep_entry(struct salvage *v, const jr_meta_entry *entry)
{
    jr_put(&v->entries, (jr_str){(const char *)entry, sizeof *entry});
}

/* The lines of text[begin, end) as one, each trimmed. */
static jr_str join_lines(struct salvage *v, size_t begin, size_t end)
{
    jr_buf out = {0};
    const jr_str text = jr_str_sub(v->source->text, begin, end);
    for (size_t at = 0; at < text.n;) {
        size_t behind = at;
        while (behind < text.n && text.p[behind] != '\n' && text.p[behind] != '\r')
            behind++;
        const jr_str line = jr_str_trim(jr_str_sub(text, at, behind));
        if (line.n && out.n)
            jr_putc(&out, ' ');
        jr_put(&out, line);
        at = behind + 1;
    }
    return jr_buf_take(&out, v->ctx->arena);
}

/* text[begin, end), from the key to the end of the value, as a key and a text. */
static void keep_as_text(struct salvage *v, size_t begin, size_t end)
{
    const jr_source *s = v->source;
    const size_t colon =
        begin + find_any_colon(jr_str_sub(s->text, begin, jr_source_line_end(s, jr_source_line(s, begin))));
    jr_str key = jr_str_trim(jr_str_sub(s->text, begin, colon));
    const size_t key_end = begin + key.n;
    if (key.n && quoted_key(key) == key.n)
        key = jr_str_sub(key, 1, key.n - 1);
    size_t value = colon < end ? colon + 1 : end;
    while (value < end && jr_is_space(s->text.p[value]))
        value++;
    jr_meta_entry entry = {.key = jr_arena_copy(v->ctx->arena, key), .span = jr_source_span(s, begin, key_end)};
    entry.value =
        (jr_meta){.kind = JR_META_STRING, .span = jr_source_span(s, value, end), .text = join_lines(v, value, end)};
    keep_entry(v, &entry);
}

/* The entry in text[begin, end), which begins with its key. */
static void read_entry(struct salvage *v, size_t begin, size_t end)
{
    jr_meta value;
    jr_yaml_failure failure;
    if (!jr_yaml_read(v->yaml, begin, end, &value, &failure)) {
        report_failure(v, &failure);
        keep_as_text(v, begin, end);
    } else if (value.kind != JR_META_MAP) {
        failure = (jr_yaml_failure){JR_D_BAD_FRONT_MATTER, begin,
                                    JR_STR("this is no \"key: value\" (put a space behind the colon)")};
        report_failure(v, &failure);
        keep_as_text(v, begin, end);
    } else {
        for (size_t i = 0; i < value.count; i++)
            keep_entry(v, &value.entries[i]);
    }
}

static size_t least_indent(const jr_source *s, struct lines lines)
{
    size_t least = SIZE_MAX;
    for (size_t i = next_significant(s, lines, lines.first); i < lines.behind; i = next_significant(s, lines, i + 1)) {
        const size_t n = indent_of(line_at(s, i));
        least = n < least ? n : least;
    }
    return least;
}

static bool begins_with_any_key(jr_str line)
{
    const jr_str s = unindented(line);
    return find_any_colon(s) < s.n;
}

/* Cuts the lines where a key stands at the least indentation, and reads the pieces one by one. */
static void read_by_entries(struct salvage *v, struct lines lines)
{
    const jr_source *s = v->source;
    const size_t indent = least_indent(s, lines);
    size_t begin = SIZE_MAX, end = 0;
    for (size_t i = next_significant(s, lines, lines.first); i < lines.behind && !v->refused;
         i = next_significant(s, lines, i + 1)) {
        const jr_str line = line_at(s, i);
        if ((begin == SIZE_MAX || indent_of(line) == indent) && begins_with_any_key(line)) {
            if (begin != SIZE_MAX)
                read_entry(v, begin, end);
            begin = s->lines[i] + indent_of(line);
        } else if (begin == SIZE_MAX) {
            const size_t at = s->lines[i] + indent_of(line);
            const jr_yaml_failure stray = {
                JR_D_BAD_FRONT_MATTER, at,
                JR_STR("this line belongs to no key and is left out (each line is \"key: value\")")};
            report_failure(v, &stray);
        }
        end = jr_source_line_end(s, i);
        while (end > s->lines[i] && jr_is_space(s->text.p[end - 1]))
            end--;
    }
    if (begin != SIZE_MAX && !v->refused)
        read_entry(v, begin, end);
}

/* Prose between two thematic breaks rather than a mapping: at the least indentation as many lines without a likely key
   as with one, the first among them. */
static bool is_prose(const jr_source *s, struct lines lines)
{
    const size_t indent = least_indent(s, lines), first = next_significant(s, lines, lines.first);
    size_t keys = 0, others = 0;
    if (first == lines.behind || begins_with_likely_key(line_at(s, first)))
        return false;
    for (size_t i = first; i < lines.behind; i = next_significant(s, lines, i + 1)) {
        const jr_str line = line_at(s, i);
        if (indent_of(line) == indent)
            *(begins_with_likely_key(line) ? &keys : &others) += 1;
    }
    return others >= keys;
}

static bool has_likely_key(const jr_meta *map)
{
    for (size_t i = 0; i < map->count; i++)
        if (is_likely_key(map->entries[i].key))
            return true;
    return map->count == 0;
}

/* ---- The whole ---- */

static void report_repeat(void *user, const jr_meta_entry *earlier, const jr_meta_entry *later)
{
    const struct salvage *v = user;
    const jr_str text = jr_yaml_repeat_text(v->ctx->arena, earlier, later);
    jr_report(v->ctx->diag, JR_D_DUPLICATE_KEY, &later->span, "%.*s", JR_FMT(text));
}

/* All that can be read of front matter that libyaml refuses as a whole. */
static jr_meta salvage(struct salvage *v, struct lines lines, const jr_yaml_failure *whole)
{
    const jr_source *s = v->source;
    v->yaml = jr_yaml_create(v->ctx, s); /* without the anchors of the attempt that failed */
    read_by_entries(v, lines);
    if (!v->reported) /* each entry is right, but not beside the others */
        report_failure(v, whole);
    jr_meta map = {.kind = JR_META_MAP, .span = jr_source_span(s, s->lines[lines.first], s->lines[lines.behind])};
    map.count = v->entries.n / sizeof(jr_meta_entry);
    jr_meta_entry *entries = jr_arena_array(v->ctx->arena, jr_meta_entry, map.count);
    if (map.count)
        memcpy(entries, v->entries.p, v->entries.n);
    jr_buf_free(&v->entries);
    map.entries = entries;
    return map;
}

/* Nothing but white space: even comments may be headings between two thematic breaks. */
static bool is_blank(const jr_source *s, struct lines lines)
{
    return jr_str_trim(jr_str_sub(s->text, s->lines[lines.first], s->lines[lines.behind])).n == 0;
}

typedef enum outcome { NO_MAPPING, MAPPING, REFUSED } outcome;

/* Reads the lines between two fences. */
static outcome read_mapping(const jr_read_ctx *ctx, const jr_source *s, struct lines lines, jr_meta *ret_meta)
{
    struct salvage v = {.ctx = ctx, .source = s, .yaml = jr_yaml_create(ctx, s)};
    jr_meta value;
    jr_yaml_failure failure;
    if (is_blank(s, lines))
        return MAPPING;
    if (!jr_yaml_read(v.yaml, s->lines[lines.first], s->lines[lines.behind], &value, &failure)) {
        if (is_prose(s, lines))
            return NO_MAPPING;
        value = salvage(&v, lines, &failure);
        if (v.refused)
            return REFUSED;
    }
    if (value.kind != JR_META_MAP || !has_likely_key(&value))
        return NO_MAPPING;
    jr_yaml_find_repeats(ctx->arena, &value, &v, report_repeat);
    *ret_meta = value;
    return MAPPING;
}

bool jr_frontmatter_read(const jr_read_ctx *ctx, const jr_source *s, size_t *ret_body, jr_meta *ret_meta)
{
    *ret_meta = (jr_meta){.kind = JR_META_MAP, .span = jr_source_span(s, s->start, s->start)};
    *ret_body = s->start;
    if (!is_fence(line_at(s, 0), '-'))
        return true;
    struct lines lines = {1, 1};
    while (lines.behind < s->n_lines && !is_fence(line_at(s, lines.behind), '-') &&
           !is_fence(line_at(s, lines.behind), '.'))
        lines.behind++;
    const size_t first = next_significant(s, lines, lines.first);
    const bool meant = first < lines.behind && begins_with_likely_key(line_at(s, first));
    const jr_span fence = jr_source_span(s, s->start, jr_source_line_end(s, 0));
    if (lines.behind == s->n_lines) {
        if (meant)
            jr_report(ctx->diag, JR_D_UNCLOSED_FRONT_MATTER, &fence,
                      "front matter has no closing \"---\"; it is read as part of the page");
        return true;
    }
    const size_t size = s->lines[lines.behind] - s->lines[lines.first];
    if (size > MAX_SIZE)
        return meant ? jr_report(ctx->diag, JR_D_LIMIT_SIZE, &fence, "front matter has %zu bytes; at most %zu are read",
                                 size, MAX_SIZE)
                     : true;
    const outcome found = read_mapping(ctx, s, lines, ret_meta);
    if (found == MAPPING)
        *ret_body = lines.behind + 1 < s->n_lines ? s->lines[lines.behind + 1] : s->text.n;
    if (found == NO_MAPPING)
        jr_report(ctx->diag, JR_D_BAD_METADATA, &fence,
                  "what stands between the \"---\" lines is no \"key: value\"; it is read as part of the page");
    return found != REFUSED;
}
