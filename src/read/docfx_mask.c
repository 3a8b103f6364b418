/* SPDX-License-Identifier: MIT */
/* Placeholders. One that stands alone on its line is a processing instruction, an HTML block of one line (CommonMark
   0.29 §4.6, start condition 3) that interrupts paragraphs as the dialect's own blocks do; another is a word of digits.
   Both hold a private-use character that the page does not, so that they are never taken for the author's text. */
#include "docfx_marks.h"

#include "ast/build.h"

#define GUARD_BYTES   3
#define FIRST_PRIVATE 0xE000u /* Unicode Standard 23.5: U+E000 to U+F8FF */
#define LAST_PRIVATE  0xF8FFu

/* A private-use character that s does not hold; false: it holds them all. */
static bool find_guard(jr_str s, char guard[4])
{
    if (jr_str_find(s, 0, '\xEE') == s.n) { /* the lead byte of U+E000 to U+EFFF: nearly every page lacks it */
        jr_utf8_put(FIRST_PRIVATE, guard);
        return true;
    }
    bool used[LAST_PRIVATE - FIRST_PRIVATE + 1] = {false};
    for (size_t i = 0; i + 2 < s.n; i++) {
        const unsigned char *p = (const unsigned char *)s.p + i;
        if (*p != 0xEE && *p != 0xEF)
            continue;
        const uint32_t c = (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        if (c >= FIRST_PRIVATE && c <= LAST_PRIVATE)
            used[c - FIRST_PRIVATE] = true;
    }
    for (uint32_t c = FIRST_PRIVATE; c <= LAST_PRIVATE; c++)
        if (!used[c - FIRST_PRIVATE]) {
            jr_utf8_put(c, guard);
            return true;
        }
    return false;
}

/* Writes `number` with leading zeros; what does not fit is cut off in front. */
static void put_digits(char *out, size_t n, size_t number)
{
    while (n-- > 0) {
        out[n] = (char)('0' + number % 10);
        number /= 10;
    }
}

static void put_placeholder(const jr_docfx *docfx, size_t index, char *out)
{
    const jr_mark *m = &docfx->marks[index];
    const size_t n = m->end - m->begin;
    if (m->block) {
        memcpy(out, "<?", 2);
        memcpy(out + 2, docfx->guard, GUARD_BYTES);
        put_digits(out + 2 + GUARD_BYTES, n - 4 - GUARD_BYTES, index);
        memcpy(out + n - 2, "?>", 2);
    } else {
        memcpy(out, docfx->guard, GUARD_BYTES);
        put_digits(out + GUARD_BYTES, n - 2 * GUARD_BYTES, index);
        memcpy(out + n - GUARD_BYTES, docfx->guard, GUARD_BYTES);
    }
}

/* Start of the line that holds `at`; `line` is that of the line which holds `from`, an offset before `at`. */
static size_t line_start(jr_str s, size_t line, size_t from, size_t at)
{
    while (at > from && s.p[at - 1] != '\n' && s.p[at - 1] != '\r')
        at--;
    return at > from ? at : line;
}

/* The rows that are open. */
struct rows {
    size_t depth, indent; /* indent: of the outermost */
};

/* In rows and columns indentation means nothing: their marks stand where that of the outermost row does, so that they
   end the lists and the code before them. */
static void place_mark(jr_str s, size_t line, struct rows *rows, jr_mark *mark)
{
    if (!mark->block || mark->kind < JR_MARK_ROW || mark->kind > JR_MARK_COLUMN_END ||
        jr_str_trim(jr_str_sub(s, line, mark->begin)).n > 0)
        return;
    const size_t indent = mark->begin - line;
    if (rows->depth > 0 && indent > rows->indent)
        mark->begin = (uint32_t)(line + rows->indent);
    if (rows->depth == 0)
        rows->indent = indent;
    if (mark->kind == JR_MARK_ROW)
        rows->depth++;
    else if (mark->kind == JR_MARK_ROW_END && rows->depth > 0)
        rows->depth--;
}

static void find_marks(jr_arena *arena, jr_docfx *docfx, jr_str s, size_t body)
{
    static const jr_str brackets = JR_STR_INIT("[!"), colons = JR_STR_INIT(":::");
    jr_buf found = {0};
    struct rows rows = {0};
    size_t bracket = jr_str_search(s, body, brackets), colon = jr_str_search(s, body, colons);
    for (size_t line = body, seen = body; bracket < s.n || colon < s.n;) {
        const size_t at = bracket < colon ? bracket : colon;
        jr_mark mark;
        bool malformed;
        size_t next = at + 2;
        line = line_start(s, line, seen, at);
        seen = at;
        if (jr_mark_read(s, at, line, &mark, &malformed)) {
            place_mark(s, line, &rows, &mark);
            jr_put(&found, (jr_str){(const char *)&mark, sizeof mark});
            next = mark.end;
        } else {
            while (s.p[at] == ':' && next < s.n && s.p[next] == ':')
                next++;
        }
        docfx->malformed = docfx->malformed || malformed;
        if (bracket < next)
            bracket = jr_str_search(s, next, brackets);
        if (colon < next)
            colon = jr_str_search(s, next, colons);
    }
    docfx->n = found.n / sizeof(jr_mark);
    if (docfx->n == 0)
        return;
    jr_mark *marks = jr_arena_array(arena, jr_mark, docfx->n);
    memcpy(marks, found.p, found.n);
    jr_buf_free(&found);
    docfx->marks = marks;
}

jr_docfx *jr_docfx_mask(jr_arena *arena, jr_source *source, size_t body)
{
    jr_docfx *docfx = jr_arena_new(arena, jr_docfx);
    docfx->source = source;
    find_marks(arena, docfx, source->text, body);
    if (docfx->n == 0)
        return docfx;
    if (!find_guard(source->text, docfx->guard)) {
        docfx->n = 0;
        docfx->malformed = true;
        return docfx;
    }
    char *masked = jr_source_mask(arena, source);
    for (size_t i = 0; i < docfx->n; i++)
        put_placeholder(docfx, i, masked + docfx->marks[i].begin);
    return docfx;
}

/* ---- Finding placeholders again ---- */

/* Index of the first mark that begins at or behind an offset. */
static size_t first_mark(const jr_docfx *docfx, size_t offset)
{
    size_t low = 0, high = docfx->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (docfx->marks[middle].begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static jr_str guard_of(const jr_docfx *docfx)
{
    return (jr_str){docfx->guard, GUARD_BYTES};
}

const jr_mark *jr_mark_of_block(const jr_docfx *docfx, const jr_node *node)
{
    if (docfx->n == 0 || (node->kind != JR_RAW_BLOCK && node->kind != JR_RAW_INLINE))
        return NULL;
    const jr_str text = jr_str_trim(node->as.raw.text);
    if (!jr_str_starts(text, JR_STR("<?")) || !jr_str_starts(jr_str_sub(text, 2, text.n), guard_of(docfx)))
        return NULL;
    const size_t from = jr_source_offset(docfx->source, node->span.begin);
    const size_t end = jr_source_offset(docfx->source, node->span.end);
    for (size_t i = first_mark(docfx, from); i < docfx->n && docfx->marks[i].begin < end; i++) {
        const jr_mark *m = &docfx->marks[i];
        if (jr_str_eq(jr_str_sub(docfx->source->parsed, m->begin, m->end), text))
            return m;
    }
    return NULL;
}

const jr_mark *jr_mark_in_text(const jr_docfx *docfx, jr_str text, size_t from, size_t *ret_begin, size_t *ret_end)
{
    const jr_str guard = guard_of(docfx);
    if (docfx->n == 0)
        return NULL;
    for (size_t at = jr_str_search(text, from, guard); at < text.n; at = jr_str_search(text, at + 1, guard)) {
        size_t i = at + GUARD_BYTES, index = 0;
        for (; i < text.n && jr_is_digit(text.p[i]); i++)
            index = index > docfx->n ? index : index * 10 + (size_t)(text.p[i] - '0');
        if (index >= docfx->n || !jr_str_starts(jr_str_sub(text, i, text.n), guard))
            continue;
        *ret_begin = at;
        *ret_end = i + GUARD_BYTES;
        return &docfx->marks[index];
    }
    return NULL;
}

/* Behind the indentation that place_mark gave to the placeholder. */
static size_t start_of(const jr_docfx *docfx, const jr_mark *mark)
{
    size_t at = mark->begin;
    while (at < mark->end && (docfx->source->text.p[at] == ' ' || docfx->source->text.p[at] == '\t'))
        at++;
    return at;
}

jr_str jr_mark_source(const jr_docfx *docfx, const jr_mark *mark)
{
    return jr_str_sub(docfx->source->text, start_of(docfx, mark), mark->end);
}

jr_span jr_mark_span(const jr_docfx *docfx, const jr_mark *mark)
{
    return jr_source_span(docfx->source, start_of(docfx, mark), mark->end);
}

/* ---- Putting the author's bytes back ---- */

/* Puts the author's bytes in the place of the block placeholders that come from the node's bytes; in HTML, where the
   dialect's inlines are still to be found, an inline placeholder for those that may be inline. */
static jr_str restore_blocks(jr_arena *arena, const jr_docfx *docfx, const jr_span *span, jr_str text, bool html)
{
    const size_t begin = jr_source_offset(docfx->source, span->begin), end = jr_source_offset(docfx->source, span->end);
    jr_buf out = {0};
    size_t from = 0;
    for (size_t i = first_mark(docfx, begin); i < docfx->n && docfx->marks[i].begin < end; i++) {
        const jr_mark *m = &docfx->marks[i];
        const size_t n = m->end - m->begin;
        const size_t at =
            m->block ? jr_str_search(text, from, jr_str_sub(docfx->source->parsed, m->begin, m->end)) : text.n;
        if (at >= text.n)
            continue;
        jr_put(&out, jr_str_sub(text, from, at));
        if (html && (m->kind == JR_MARK_INCLUDE || m->kind == JR_MARK_IMAGE))
            jr_printf(&out, "%s%zu%s", docfx->guard, i, docfx->guard);
        else
            jr_put(&out, jr_str_sub(docfx->source->text, m->begin, m->end));
        from = at + n;
    }
    if (from == 0)
        return text;
    jr_put(&out, jr_str_sub(text, from, text.n));
    return jr_buf_take(&out, arena);
}

static jr_str restore_inlines(jr_arena *arena, const jr_docfx *docfx, jr_str text)
{
    jr_buf out = {0};
    size_t from = 0, begin, end;
    const jr_mark *m;
    while ((m = jr_mark_in_text(docfx, text, from, &begin, &end)) != NULL) {
        jr_put(&out, jr_str_sub(text, from, begin));
        jr_put(&out, jr_mark_source(docfx, m));
        from = end;
    }
    if (from == 0)
        return text;
    jr_put(&out, jr_str_sub(text, from, text.n));
    return jr_buf_take(&out, arena);
}

jr_str jr_mark_restore_text(jr_arena *arena, const jr_docfx *docfx, const jr_span *span, jr_str text)
{
    if (docfx->n == 0 || jr_str_search(text, 0, guard_of(docfx)) == text.n)
        return text;
    return restore_inlines(arena, docfx, restore_blocks(arena, docfx, span, text, false));
}

static void restore_raw(jr_arena *arena, const jr_docfx *docfx, jr_node *node)
{
    const jr_str text = node->as.raw.text;
    if (jr_str_search(text, 0, guard_of(docfx)) == text.n || jr_mark_of_block(docfx, node))
        return;
    if (node->kind == JR_RAW_BLOCK && !jr_str_starts(text, JR_STR("<!--")))
        node->as.raw.text = restore_blocks(arena, docfx, &node->span, text, true);
    else
        node->as.raw.text = jr_mark_restore_text(arena, docfx, &node->span, text);
}

void jr_mark_restore_node(jr_arena *arena, const jr_docfx *docfx, jr_node *n)
{
    if (n->kind == JR_RAW_BLOCK || n->kind == JR_RAW_INLINE) {
        restore_raw(arena, docfx, n);
    } else if (n->kind == JR_CODE) {
        n->as.text = jr_mark_restore_text(arena, docfx, &n->span, n->as.text);
    } else if (n->kind == JR_CODE_BLOCK) {
        n->as.code.text = jr_mark_restore_text(arena, docfx, &n->span, n->as.code.text);
        n->as.code.info = jr_mark_restore_text(arena, docfx, &n->span, n->as.code.info);
        n->as.code.lang = jr_mark_restore_text(arena, docfx, &n->span, n->as.code.lang);
    } else if (n->kind == JR_LINK || n->kind == JR_IMAGE) {
        n->as.link.url = jr_mark_restore_text(arena, docfx, &n->span, n->as.link.url);
        n->as.link.title = jr_mark_restore_text(arena, docfx, &n->span, n->as.link.title);
    }
}

/* Whether a mark begins in the bytes of a node. */
static bool has_mark(const jr_docfx *docfx, const jr_node *node)
{
    const size_t i = first_mark(docfx, jr_source_offset(docfx->source, node->span.begin));
    return i < docfx->n && docfx->marks[i].begin < jr_source_offset(docfx->source, node->span.end);
}

void jr_docfx_restore(jr_arena *arena, const jr_docfx *docfx, jr_node *root)
{
    if (docfx->n == 0)
        return;
    for (jr_walk w = jr_walk_start(root); jr_walk_next(&w);) {
        if (w.entering && w.node != root && jr_kind_is_block((jr_kind)w.node->kind) && !has_mark(docfx, w.node))
            jr_walk_skip(&w);
        else if (w.entering)
            jr_mark_restore_node(arena, docfx, jr_node_edit(w.node));
    }
}
