/* SPDX-License-Identifier: MIT */
/* The only user of libyaml. Its events are turned into values one by one: its document interface would interpret
   nothing either, but it expands nothing, checks late, and is quadratic in nesting and anchors. */
#include "frontmatter_yaml.h"

#include <yaml.h>

#define MAX_DEPTH 32    /* of lists and maps; deeper, libyaml becomes quadratic */
#define MAX_NODES 10000 /* of a page, aliases expanded */
#define BUCKETS   64

struct anchor {
    struct anchor *next;
    jr_str name;
    jr_meta value;
    size_t nodes; /* in the value, itself included */
};

struct warning {
    struct warning *next;
    jr_code code;
    jr_span span;
    jr_str text;
};

struct jr_yaml {
    const jr_read_ctx *ctx;
    const jr_source *source;
    struct anchor *anchors[BUCKETS];
    size_t nodes;

    /* Of the piece at hand: */
    yaml_parser_t parser;
    jr_str text;
    size_t base;         /* where it begins in the source's text */
    size_t chars, bytes; /* a place in it, by both counts: libyaml counts characters */
    jr_buf stack;        /* jr_meta_entry of the containers that are open */
    struct warning *first, **last;
    jr_yaml_failure *failure;
};

/* ---- Places ---- */

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Offset in the source's text of character `index` of the piece. Marks come nearly in order, so that the steps of all
   calls together are as many as the piece has bytes. */
static size_t offset_of(jr_yaml *y, size_t index)
{
    const jr_str t = y->text;
    for (; y->chars < index && y->bytes < t.n; y->chars++)
        do
            y->bytes++;
        while (y->bytes < t.n && is_continuation(t.p[y->bytes]));
    for (; y->chars > index && y->bytes > 0; y->chars--)
        do
            y->bytes--;
        while (y->bytes > 0 && is_continuation(t.p[y->bytes]));
    return y->base + y->bytes;
}

/* Behind anchor and tag: where the value itself begins. */
static size_t skip_properties(jr_str text, size_t at, size_t end)
{
    while (at < end && (text.p[at] == '&' || text.p[at] == '!')) {
        while (at < end && !jr_is_space(text.p[at]))
            at++;
        while (at < end && jr_is_space(text.p[at]))
            at++;
    }
    return at;
}

static jr_span span_of(jr_yaml *y, const yaml_event_t *event)
{
    size_t begin = offset_of(y, event->start_mark.index);
    size_t end = offset_of(y, event->end_mark.index);
    if (event->type == YAML_SCALAR_EVENT) {
        const yaml_scalar_style_t style = event->data.scalar.style;
        if (event->data.scalar.anchor || event->data.scalar.tag)
            begin = skip_properties(y->source->text, begin, end);
        if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
            while (end > begin && jr_is_space(y->source->text.p[end - 1]))
                end--;
    }
    return jr_source_span(y->source, begin, end);
}

/* ---- Failures and warnings ---- */

static bool fail(jr_yaml *y, jr_code code, size_t at, jr_str text)
{
    *y->failure = (jr_yaml_failure){code, at, text};
    return false;
}

/* A failure at the start of an event. */
static bool fail_at(jr_yaml *y, jr_code code, const yaml_event_t *event, jr_str text)
{
    return fail(y, code, offset_of(y, event->start_mark.index), text);
}

static void warn(jr_yaml *y, jr_code code, jr_span span, jr_str text)
{
    struct warning *w = jr_arena_new(y->ctx->arena, struct warning);
    *w = (struct warning){NULL, code, span, text};
    *y->last = w;
    y->last = &w->next;
}

/* What helps, by libyaml's words for what is wrong. */
static const char *advice(const char *problem)
{
    static const struct {
        const char *problem, *advice;
    } known[] = {
        {"mapping values are not allowed in this context",
         "a value with \": \" in it, or with \":\" at its end, must be quoted"},
        {"block sequence entries are not allowed in this context", "a value that begins with \"- \" must be quoted"},
        {"did not find expected key", "quote the whole value, and indent all keys alike"},
        {"could not find expected ':'", "each line is \"key: value\"; indent the lines of a long value"},
        {"found unexpected end of stream", "the quote is not closed"},
        {"found unexpected document indicator", "the quote is not closed"},
        {"found unknown escape character", "in double quotes \"\\\" begins an escape: double it, or use single quotes"},
        {"did not find expected hexdecimal number",
         "in double quotes \"\\\" begins an escape: double it, or use single quotes"},
        {"did not find expected ',' or ']'", "a value that begins with \"[\" is a list: quote the value"},
        {"did not find expected ',' or '}'", "a value that begins with \"{\" is a map: quote the value"},
        {"did not find expected node content",
         "a value that begins with \"[\" or \"{\" is a list or map: quote the value"},
        {"did not find expected alphabetic or numeric character",
         "a value that begins with \"&\" or \"*\" must be quoted"},
        {"did not find expected comment or line break", "a value that begins with \"|\" or \">\" must be quoted"},
        {"did not find expected whitespace or line break", "a value that begins with \"!\" must be quoted"},
        {"found undefined tag handle", "a value that begins with \"!\" must be quoted"},
        {"control characters are not allowed", "remove the control character"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(problem, known[i].problem) == 0)
            return known[i].advice;
    return "quote the value";
}

static bool fail_in_libyaml(jr_yaml *y)
{
    const yaml_parser_t *p = &y->parser;
    if (p->error == YAML_MEMORY_ERROR)
        jr_out_of_memory(y->text.n);
    const char *problem = p->problem ? p->problem : "not understood";
    size_t at;
    if (p->error == YAML_READER_ERROR) /* its marks say the first line whatever the line */
        at = y->base + (p->problem_offset < y->text.n ? p->problem_offset : y->text.n);
    else if (strcmp(problem, "found unexpected end of stream") == 0)
        at = offset_of(y, p->context_mark.index);
    else
        at = offset_of(y, p->problem_mark.index);
    const char c = at < y->source->text.n ? y->source->text.p[at] : '\0';
    if (strcmp(problem, "found character that cannot start any token") == 0)
        return fail(y, JR_D_BAD_FRONT_MATTER, at,
                    c == '\t' ? JR_STR("invalid YAML: a tab cannot indent (use spaces)")
                              : jr_arena_printf(y->ctx->arena,
                                                "invalid YAML: a value that begins with \"%c\" must be quoted", c));
    return fail(y, JR_D_BAD_FRONT_MATTER, at,
                jr_arena_printf(y->ctx->arena, "invalid YAML: %s (%s)", problem, advice(problem)));
}

static bool next_event(jr_yaml *y, yaml_event_t *event)
{
    return yaml_parser_parse(&y->parser, event) ? true : fail_in_libyaml(y);
}

/* ---- Repeated keys ---- */

static size_t hash_text(jr_str s)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    return h ^ h >> 16;
}

void jr_yaml_find_repeats(jr_arena *arena, const jr_meta *map, void *user,
                          void (*found)(void *user, const jr_meta_entry *earlier, const jr_meta_entry *later))
{
    if (map->count < 2)
        return;
    size_t slots = 8;
    while (slots < map->count * 2)
        slots *= 2;
    const jr_meta_entry **table = jr_arena_array(arena, const jr_meta_entry *, slots);
    for (size_t i = 0; i < map->count; i++) {
        const jr_meta_entry *e = &map->entries[i];
        size_t at = hash_text(e->key) & (slots - 1);
        while (table[at] && !jr_str_eq(table[at]->key, e->key))
            at = (at + 1) & (slots - 1);
        if (table[at])
            found(user, table[at], e);
        table[at] = e;
    }
}

jr_str jr_yaml_repeat_text(jr_arena *arena, const jr_meta_entry *earlier, const jr_meta_entry *later)
{
    return jr_arena_printf(arena, "key \"%.*s\" is in line %u and again in line %u; the last one holds",
                           JR_FMT(later->key), earlier->span.line, later->span.line);
}

static void warn_of_repeat(void *user, const jr_meta_entry *earlier, const jr_meta_entry *later)
{
    jr_yaml *y = user;
    warn(y, JR_D_DUPLICATE_KEY, later->span, jr_yaml_repeat_text(y->ctx->arena, earlier, later));
}

/* ---- Values ---- */

/* A copy that XML can hold: YAML's escapes can name any character. */
static jr_str read_text(jr_yaml *y, jr_str s, jr_span span)
{
    if (jr_utf8_valid(s) == s.n)
        return jr_arena_copy(y->ctx->arena, s);
    jr_buf clean = {0};
    for (size_t at = 0; at < s.n;) {
        const uint32_t c = jr_utf8_next(s, &at);
        jr_put_utf8(&clean, jr_is_xml_char(c) ? c : JR_REPLACEMENT);
    }
    warn(y, JR_D_BAD_CHARACTER_REFERENCE, span,
         JR_STR("an escape names a character that no document may hold, replaced by U+FFFD"));
    return jr_buf_take(&clean, y->ctx->arena);
}

/* A plain scalar that is null in YAML's core schema (YAML 1.2 §10.3.2). */
static bool is_null(jr_str s)
{
    return s.n == 0 || jr_str_eq(s, JR_STR("~")) || jr_str_eq(s, JR_STR("null")) || jr_str_eq(s, JR_STR("Null")) ||
           jr_str_eq(s, JR_STR("NULL"));
}

static jr_meta read_scalar(jr_yaml *y, const yaml_event_t *event)
{
    static const jr_meta_style styles[] = {
        [YAML_ANY_SCALAR_STYLE] = JR_META_PLAIN,
        [YAML_PLAIN_SCALAR_STYLE] = JR_META_PLAIN,
        [YAML_SINGLE_QUOTED_SCALAR_STYLE] = JR_META_SINGLE_QUOTED,
        [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = JR_META_DOUBLE_QUOTED,
        [YAML_LITERAL_SCALAR_STYLE] = JR_META_LITERAL,
        [YAML_FOLDED_SCALAR_STYLE] = JR_META_FOLDED,
    };
    const jr_span span = span_of(y, event);
    const jr_str s = {(const char *)event->data.scalar.value, event->data.scalar.length};
    jr_meta value = {.kind = JR_META_STRING, .style = styles[event->data.scalar.style], .span = span};
    value.text = read_text(y, s, span);
    if (event->data.scalar.plain_implicit && value.style == JR_META_PLAIN && is_null(s))
        value.kind = JR_META_NULL;
    return value;
}

static bool read_alias(jr_yaml *y, const yaml_event_t *event, jr_meta *ret_value)
{
    const jr_str name = jr_str_from((const char *)event->data.alias.anchor);
    const struct anchor *a = y->anchors[hash_text(name) % BUCKETS];
    while (a && !jr_str_eq(a->name, name))
        a = a->next;
    if (!a)
        return fail_at(y, JR_D_BAD_FRONT_MATTER, event,
                       jr_arena_printf(
                           y->ctx->arena,
                           "no value before it has the anchor \"%.*s\" (a value that begins with \"*\" must be quoted)",
                           JR_FMT(name)));
    y->nodes += a->nodes;
    if (y->nodes > MAX_NODES)
        return fail_at(y, JR_D_LIMIT_SIZE, event,
                       jr_arena_printf(y->ctx->arena, "aliases make more than %d values", MAX_NODES));
    *ret_value = a->value;
    ret_value->span = span_of(y, event);
    return true;
}

static void keep_anchor(jr_yaml *y, const yaml_char_t *anchor, const jr_meta *value, size_t nodes)
{
    if (!anchor)
        return;
    struct anchor *a = jr_arena_new(y->ctx->arena, struct anchor);
    a->name = jr_arena_copy(y->ctx->arena, jr_str_from((const char *)anchor));
    a->value = *value;
    a->nodes = nodes;
    struct anchor **bucket = &y->anchors[hash_text(a->name) % BUCKETS];
    a->next = *bucket;
    *bucket = a;
}

static bool read_value(jr_yaml *y, const yaml_event_t *event, size_t depth, jr_meta *ret_value);

/* The entry that `event` begins: a list's value, or a map's key and then its value. */
static bool read_entry(jr_yaml *y, const yaml_event_t *event, bool is_map, size_t depth, jr_meta_entry *ret_entry)
{
    jr_meta_entry entry = {{"", 0}, {0}, {0}};
    if (!is_map) {
        if (!read_value(y, event, depth, &entry.value))
            return false;
        entry.span = entry.value.span;
        *ret_entry = entry;
        return true;
    }
    jr_meta key;
    if (!read_value(y, event, depth, &key))
        return false;
    if (key.kind != JR_META_STRING && key.kind != JR_META_NULL)
        return fail_at(y, JR_D_BAD_FRONT_MATTER, event, JR_STR("a key cannot be a list or a map (quote it)"));
    entry.key = key.text;
    entry.span = key.span;
    yaml_event_t next;
    if (!next_event(y, &next))
        return false;
    const bool done = read_value(y, &next, depth, &entry.value);
    yaml_event_delete(&next);
    *ret_entry = entry;
    return done;
}

/* Pushes entries until the container ends; its last event is at *ret_end, for the caller to delete. */
static bool read_entries(jr_yaml *y, bool is_map, size_t depth, yaml_event_t *ret_end)
{
    for (;;) {
        yaml_event_t event;
        if (!next_event(y, &event))
            return false;
        if (event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT) {
            *ret_end = event;
            return true;
        }
        jr_meta_entry entry;
        const bool done = read_entry(y, &event, is_map, depth, &entry);
        yaml_event_delete(&event);
        if (!done)
            return false;
        jr_put(&y->stack, (jr_str){(const char *)&entry, sizeof entry});
    }
}

/* Flow style: from bracket to bracket. Block style: from the first entry to the end of the last, since libyaml ends it
   at whatever comes next. */
static jr_span span_of_container(jr_yaml *y, const jr_meta *value, const yaml_event_t *start, const yaml_event_t *end,
                                 bool flow)
{
    jr_span span = span_of(y, start);
    if (flow)
        span.end = span_of(y, end).end;
    else if (value->count) {
        span = value->entries[0].span;
        const jr_span last = value->entries[value->count - 1].value.span;
        if (last.end > span.end)
            span.end = last.end;
    }
    return span;
}

static bool read_container(jr_yaml *y, const yaml_event_t *start, size_t depth, jr_meta *ret_value)
{
    const bool is_map = start->type == YAML_MAPPING_START_EVENT;
    const bool flow = is_map ? start->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                             : start->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    if (depth >= MAX_DEPTH)
        return fail_at(
            y, JR_D_LIMIT_DEPTH, start,
            jr_arena_printf(y->ctx->arena, "lists and maps are nested deeper than %d (quote the value)", MAX_DEPTH));
    const size_t bottom = y->stack.n;
    yaml_event_t end;
    if (!read_entries(y, is_map, depth + 1, &end))
        return false;
    jr_meta value = {.kind = is_map ? JR_META_MAP : JR_META_LIST};
    value.count = (y->stack.n - bottom) / sizeof(jr_meta_entry);
    jr_meta_entry *entries = jr_arena_array(y->ctx->arena, jr_meta_entry, value.count);
    if (value.count)
        memcpy(entries, y->stack.p + bottom, y->stack.n - bottom);
    y->stack.n = bottom;
    value.entries = entries;
    value.span = span_of_container(y, &value, start, &end, flow);
    yaml_event_delete(&end);
    if (is_map && depth > 0) /* those of the page itself are looked at when all of its entries are there */
        jr_yaml_find_repeats(y->ctx->arena, &value, y, warn_of_repeat);
    *ret_value = value;
    return true;
}

static void warn_of_tag(jr_yaml *y, const yaml_char_t *tag, const jr_meta *value)
{
    if (tag && strcmp((const char *)tag, YAML_STR_TAG) != 0)
        warn(y, JR_D_BAD_METADATA, value->span,
             jr_arena_printf(y->ctx->arena, "the tag \"%.64s\" is not understood; the value is kept as it is",
                             (const char *)tag));
}

static bool read_value(jr_yaml *y, const yaml_event_t *event, size_t depth, jr_meta *ret_value)
{
    const size_t before = y->nodes;
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (event->type == YAML_ALIAS_EVENT)
        return read_alias(y, event, ret_value);
    y->nodes++;
    if (event->type == YAML_SCALAR_EVENT) {
        *ret_value = read_scalar(y, event);
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else {
        if (!read_container(y, event, depth, ret_value))
            return false;
        const bool is_map = event->type == YAML_MAPPING_START_EVENT;
        anchor = is_map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
        tag = is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    }
    warn_of_tag(y, tag, ret_value);
    keep_anchor(y, anchor, ret_value, y->nodes - before);
    return true;
}

/* Stream start, at most one document, stream end. */
static bool read_stream(jr_yaml *y, jr_meta *ret_value)
{
    jr_meta value = {.kind = JR_META_NULL, .span = jr_source_span(y->source, y->base, y->base)};
    for (size_t documents = 0;;) {
        yaml_event_t event;
        if (!next_event(y, &event))
            return false;
        bool done = true;
        const yaml_event_type_t type = event.type;
        if (type == YAML_DOCUMENT_START_EVENT && documents++ > 0)
            done = fail_at(y, JR_D_BAD_FRONT_MATTER, &event,
                           JR_STR("a second YAML document begins here (front matter is one)"));
        else if (type == YAML_SCALAR_EVENT || type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT ||
                 type == YAML_ALIAS_EVENT)
            done = read_value(y, &event, 0, &value);
        yaml_event_delete(&event);
        if (!done)
            return false;
        if (type == YAML_STREAM_END_EVENT)
            break;
    }
    *ret_value = value;
    return true;
}

jr_yaml *jr_yaml_create(const jr_read_ctx *ctx, const jr_source *source)
{
    jr_yaml *y = jr_arena_new(ctx->arena, jr_yaml);
    y->ctx = ctx;
    y->source = source;
    return y;
}

bool jr_yaml_read(jr_yaml *y, size_t begin, size_t end, jr_meta *ret_value, jr_yaml_failure *ret_failure)
{
    y->text = jr_str_sub(y->source->text, begin, end);
    y->base = begin;
    y->chars = y->bytes = 0;
    y->first = NULL;
    y->last = &y->first;
    y->failure = ret_failure;
    if (!yaml_parser_initialize(&y->parser))
        jr_out_of_memory(sizeof y->parser);
    yaml_parser_set_encoding(&y->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&y->parser, (const unsigned char *)(y->text.n ? y->text.p : ""), y->text.n);
    const bool done = read_stream(y, ret_value);
    yaml_parser_delete(&y->parser);
    jr_buf_free(&y->stack);
    if (done)
        for (const struct warning *w = y->first; w; w = w->next)
            jr_report(y->ctx->diag, w->code, &w->span, "%.*s", JR_FMT(w->text));
    return done;
}
