/* SPDX-License-Identifier: MIT */
/* Indentation in rows and columns. */
#include "ast/build.h"
#include "docfx_build.h"

/* The text without the white space that all of its lines start with. */
static jr_str dedent(jr_arena *arena, jr_str text)
{
    size_t common = SIZE_MAX;
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        end = jr_str_find(text, at, '\n');
        size_t n = 0;
        while (at + n < end && text.p[at + n] == ' ')
            n++;
        if (at + n < end && n < common)
            common = n;
    }
    /* The empty line keeps "---" from being front matter. */
    jr_buf out = {0};
    jr_putc(&out, '\n');
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        end = jr_str_find(text, at, '\n');
        if (at + common < end)
            jr_put(&out, jr_str_sub(text, at + common, end));
        jr_putc(&out, '\n');
    }
    return jr_buf_take(&out, arena);
}

/* The lines of a dedented text, and where the same bytes are in the source that it was taken from. */
struct line_map {
    const jr_source *source;
    size_t *lines, *places; /* places: SIZE_MAX where the bytes are not those of the source */
    size_t n;
};

/* What was taken off stood at the starts of the lines: each line ends where its line of the source does. */
static struct line_map map_lines(const jr_dialect *d, jr_str text, size_t first)
{
    const jr_source *s = d->docfx->source;
    struct line_map map = {.source = s};
    size_t n = 0;
    for (size_t at = 0; at < text.n; at = jr_str_find(text, at, '\n') + 1)
        n++;
    map.lines = jr_arena_array(d->ctx->arena, size_t, n + 1);
    map.places = jr_arena_array(d->ctx->arena, size_t, n + 1);
    for (size_t at = 0, end; at < text.n; at = end + 1, map.n++) {
        end = jr_str_find(text, at, '\n');
        const size_t number = first + map.n - 1; /* the empty line in front is none of the source's */
        map.lines[map.n] = at;
        map.places[map.n] = SIZE_MAX;
        if (map.n == 0 || first >= s->n_lines || number >= s->n_lines)
            continue;
        const size_t behind = jr_source_line_end(s, number), n_bytes = end - at;
        if (behind - s->lines[number] >= n_bytes && memcmp(s->text.p + behind - n_bytes, text.p + at, n_bytes) == 0)
            map.places[map.n] = behind - n_bytes;
    }
    return map;
}

static size_t map_offset(const struct line_map *map, size_t offset)
{
    size_t low = 0, high = map->n;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (map->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return map->n && map->places[low] != SIZE_MAX ? map->places[low] + (offset - map->lines[low]) : SIZE_MAX;
}

static jr_span map_span(const struct line_map *map, const jr_span *span, const jr_span *otherwise)
{
    const size_t begin = map_offset(map, span->begin), end = map_offset(map, span->end);
    if (begin == SIZE_MAX || end == SIZE_MAX || begin > end || end > map->source->text.n)
        return *otherwise;
    return jr_source_span(map->source, begin, end);
}

/* DocFX takes the indentation off the lines in rows and columns, so that what CommonMark takes for indented code there
   is text. It is read once more as such. */
static void read_indented(const jr_dialect *d, jr_node *code)
{
    size_t depth = 0;
    for (const jr_docfx_scope *s = d->scope; s; s = s->outer)
        depth++;
    if (depth > JR_DIALECT_DEPTH)
        return;
    const jr_docfx_scope scope = {d->scope, d->scope->path, d->scope->file, d->scope->whole};
    const jr_str text = dedent(d->ctx->arena, code->as.code.text);
    jr_node *content = d->read(d->ctx, text, &scope);
    if (!content)
        return;
    const struct line_map map = map_lines(d, text, code->span.line ? code->span.line - 1 : SIZE_MAX);
    for (jr_walk w = jr_walk_start(content); jr_walk_next(&w);)
        if (w.entering && w.node->span.file == code->span.file)
            jr_node_edit(w.node)->span = map_span(&map, &w.node->span, &code->span);
    jr_node_insert_before(code, content);
    jr_node_unwrap(content);
    jr_node_unlink(code);
}

void jr_dialect_indented(const jr_dialect *d, jr_node *div)
{
    for (const jr_node *n = div->first, *next; n; n = next) {
        next = n->next;
        if (n->kind == JR_CODE_BLOCK && !(n->flags & JR_NODE_FENCED))
            read_indented(d, jr_node_edit(n));
    }
}
