/* SPDX-License-Identifier: MIT */
/* Texts without markup: titles of links, HTML, values of attributes. */
#include "merge_parts.h"

struct value {
    const jr_merger *m;
    size_t unit;
    size_t lines; /* line ends so far */
    jr_str text;
    unsigned level;
    char quote;   /* what would end the value, or '\0' */
    bool in_cell; /* of a pipe table */
    bool html;    /* text of HTML: '<' means something */
};

/* "[!" and ":::" belong to the dialect wherever they stand; their second character is written so that they do not. */
static bool is_dialect(jr_str s, size_t i)
{
    if (s.p[i] == '!')
        return i > 0 && s.p[i - 1] == '[';
    return s.p[i] == ':' && i > 0 && s.p[i - 1] == ':' && i + 1 < s.n && s.p[i + 1] == ':';
}

static char next_of(jr_str s, size_t i)
{
    return i + 1 < s.n ? s.p[i + 1] : '\0';
}

/* Nothing is escaped that could end the value, and it is left to the proof whether that is enough. */
static bool is_as_source(const struct value *v)
{
    return v->level == JR_ESCAPE_AS_SOURCE && v->m->job->learn;
}

/* ---- Titles (CommonMark §6.3) ---- */

static bool title_needs(const struct value *v, size_t i)
{
    const char c = v->text.p[i];
    if (v->level >= JR_ESCAPE_ALL)
        return jr_merge_is_punct(c);
    if (is_as_source(v))
        return c == v->quote || (c == '|' && v->in_cell);
    if (c == v->quote || (v->quote == ')' && c == '(') || c == '`')
        return true;
    if (c == '\\')
        return i + 1 == v->text.n || jr_merge_is_punct(next_of(v->text, i));
    if (c == '&')
        return jr_merge_reference(v->text, i) > 0;
    return (c == '|' && v->in_cell) || is_dialect(v->text, i);
}

static void put_title(struct value *v, jr_buf *out)
{
    for (size_t i = 0; i < v->text.n; i++) {
        const char c = v->text.p[i];
        const bool needs = title_needs(v, i);
        if (needs && v->level >= JR_ESCAPE_REFERENCES)
            jr_printf(out, "&#%d;", (int)c);
        else if (needs && c == '&')
            jr_puts(out, "&amp;");
        else if (needs)
            jr_putc(out, '\\');
        if (!needs || (v->level < JR_ESCAPE_REFERENCES && c != '&'))
            jr_putc(out, c);
    }
}

/* Appends a unit's text, piece by piece. */
static void put_pieces(const jr_merger *m, size_t unit, struct value *v,
                       void (*put)(struct value *v, jr_buf *out), jr_buf *out)
{
    const jr_merge_unit *state = &m->units[unit];
    v->m = m;
    v->unit = unit;
    v->level = state->level;
    v->in_cell = m->job->units->items[unit].in_cell;
    for (size_t i = 0; i < state->text.n; i++) {
        const jr_merge_item *item = &state->text.items[i];
        if (item->kind == JR_PIECE_TEXT) {
            v->text = item->text;
            put(v, out);
            continue;
        }
        const bool close = item->kind == JR_PIECE_CLOSE;
        jr_merge_write_code(m, &state->codes,
                            close ? state->codes.close[item->number] : state->codes.open[item->number], out);
    }
}

void jr_merge_title(const jr_merger *m, size_t unit, jr_buf *out)
{
    static const char quotes[JR_FORM_COUNT] = {
        [JR_FORM_TITLE_DOUBLE] = '"', [JR_FORM_TITLE_SINGLE] = '\'', [JR_FORM_TITLE_PAREN] = ')'};
    struct value v = {.quote = quotes[m->job->units->items[unit].form]};
    put_pieces(m, unit, &v, put_title, out);
}

/* ---- HTML (HTML §13.1.2.3, §13.1.4) ---- */

static const struct {
    char c;
    jr_str reference;
} references[] = {
    {'"', JR_STR_INIT("&quot;")},
    {'&', JR_STR_INIT("&amp;")},
    {'<', JR_STR_INIT("&lt;")},
    {'>', JR_STR_INIT("&gt;")},
};

static bool html_needs(const struct value *v, size_t i)
{
    const char c = v->text.p[i];
    if (v->level >= JR_ESCAPE_ALL)
        return jr_merge_is_punct(c);
    if (is_as_source(v))
        return c == v->quote || (c == '|' && v->in_cell);
    if (c == '&')
        return jr_merge_reference(v->text, i) > 0;
    return c == v->quote || (v->html && (c == '<' || jr_merge_in_address(v->text, i))) || (v->in_cell && c == '|') ||
           is_dialect(v->text, i);
}

static void put_html(struct value *v, jr_buf *out)
{
    for (size_t i = 0; i < v->text.n; i++) {
        const char c = v->text.p[i];
        if (c == '\n') {
            jr_put(out, jr_merge_line(v->m, v->unit, v->lines++));
            continue;
        }
        if (!html_needs(v, i)) {
            jr_putc(out, c);
            continue;
        }
        jr_str reference = {0};
        for (size_t k = 0; k < sizeof references / sizeof *references; k++)
            if (references[k].c == c)
                reference = references[k].reference;
        if (reference.n)
            jr_put(out, reference);
        else
            jr_printf(out, "&#%d;", (int)c);
    }
}

/* HTML §13.1.2.3: a value without quotes holds none of these. */
static bool needs_quotes(jr_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (jr_is_space(s.p[i]) || memchr("\"'=<>`/", s.p[i], 7))
            return true;
    return s.n == 0;
}

void jr_merge_html(const jr_merger *m, size_t unit, jr_buf *out)
{
    const jr_form form = m->job->units->items[unit].form;
    const jr_str source = m->job->doc->source;
    const size_t begin = m->units[unit].begin;
    struct value v = {.html = form == JR_FORM_HTML_TEXT};
    if (form == JR_FORM_HTML_SINGLE || form == JR_FORM_HTML_DOUBLE)
        v.quote = form == JR_FORM_HTML_SINGLE ? '\'' : '"';
    else if (form == JR_FORM_DIALECT)
        v.quote = begin && source.p[begin - 1] == '\'' ? '\'' : '"';
    if (form != JR_FORM_HTML_BARE) {
        put_pieces(m, unit, &v, put_html, out);
        return;
    }
    v.quote = '"';
    jr_buf value = {0};
    put_pieces(m, unit, &v, put_html, &value);
    const bool quoted = needs_quotes(jr_buf_str(&value));
    if (quoted)
        jr_putc(out, '"');
    jr_put(out, jr_buf_str(&value));
    if (quoted)
        jr_putc(out, '"');
    jr_buf_free(&value);
}
