/* SPDX-License-Identifier: MIT */
/* :::code source="file":::  and [!code-lang[name](file)]: lines of another file as a code block. */
#include "ast/build.h"
#include "docfx_build.h"

/* What part of which file is asked for. */
struct request {
    jr_str path, lang;
    jr_str range; /* "1-3,7,9-" or empty */
    jr_str id;    /* of a part between marks in the file, or empty */
    jr_str highlight; /* a range of the lines that are shown, or empty */
};

static const struct {
    jr_str extension, lang;
} languages[] = {
    {JR_STR_INIT(".bat"), JR_STR_INIT("batch")},   {JR_STR_INIT(".cpp"), JR_STR_INIT("cpp")},
    {JR_STR_INIT(".cs"), JR_STR_INIT("csharp")},   {JR_STR_INIT(".fs"), JR_STR_INIT("fsharp")},
    {JR_STR_INIT(".html"), JR_STR_INIT("html")},   {JR_STR_INIT(".java"), JR_STR_INIT("java")},
    {JR_STR_INIT(".js"), JR_STR_INIT("javascript")}, {JR_STR_INIT(".json"), JR_STR_INIT("json")},
    {JR_STR_INIT(".ps1"), JR_STR_INIT("powershell")}, {JR_STR_INIT(".py"), JR_STR_INIT("python")},
    {JR_STR_INIT(".sh"), JR_STR_INIT("bash")},     {JR_STR_INIT(".sql"), JR_STR_INIT("sql")},
    {JR_STR_INIT(".ts"), JR_STR_INIT("typescript")}, {JR_STR_INIT(".vb"), JR_STR_INIT("vb")},
    {JR_STR_INIT(".xaml"), JR_STR_INIT("xaml")},   {JR_STR_INIT(".xml"), JR_STR_INIT("xml")},
    {JR_STR_INIT(".yaml"), JR_STR_INIT("yaml")},   {JR_STR_INIT(".yml"), JR_STR_INIT("yaml")},
};

static jr_str language_of(jr_str path)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (jr_str_ends(path, languages[i].extension))
            return languages[i].lang;
    return (jr_str){"", 0};
}

/* The value of `key` in a query such as name=x&range=1-9. */
static jr_str query_value(jr_str query, jr_str key)
{
    for (size_t at = 0; at < query.n;) {
        const size_t end = jr_str_find(query, at, '&');
        const jr_str pair = jr_str_sub(query, at, end);
        const size_t equals = jr_str_find(pair, 0, '=');
        if (jr_str_eq_nocase(jr_str_sub(pair, 0, equals), key))
            return jr_str_sub(pair, equals + 1, pair.n);
        at = end + 1;
    }
    return (jr_str){"", 0};
}

/* "#L4" and "#L4-L9" are ranges, another fragment is an id. */
static void read_fragment(jr_arena *arena, jr_str fragment, struct request *r)
{
    size_t at = 1;
    if (fragment.n < 2 || jr_lower(fragment.p[0]) != 'l' || !jr_is_digit(fragment.p[1])) {
        r->id = fragment;
        return;
    }
    while (at < fragment.n && jr_is_digit(fragment.p[at]))
        at++;
    const jr_str first = jr_str_sub(fragment, 1, at);
    jr_str last = jr_str_sub(fragment, at + 1, fragment.n);
    if (last.n && jr_lower(last.p[0]) == 'l')
        last = jr_str_sub(last, 1, last.n);
    r->range = last.n ? jr_arena_printf(arena, "%.*s-%.*s", JR_FMT(first), JR_FMT(last)) : first;
}

static struct request read_request(const jr_dialect *d, const jr_mark *mark)
{
    struct request r = {.lang = mark->lang};
    if (mark->kind == JR_MARK_CODE) {
        jr_mark_get(d->ctx->arena, d->ctx->diag, mark->args, JR_STR("source"), &r.path);
        jr_mark_get(d->ctx->arena, d->ctx->diag, mark->args, JR_STR("language"), &r.lang);
        jr_mark_get(d->ctx->arena, d->ctx->diag, mark->args, JR_STR("range"), &r.range);
        jr_mark_get(d->ctx->arena, d->ctx->diag, mark->args, JR_STR("id"), &r.id);
        jr_mark_get(d->ctx->arena, d->ctx->diag, mark->args, JR_STR("highlight"), &r.highlight);
    } else {
        const size_t hash = jr_str_find(mark->args, 0, '#');
        const jr_str before = jr_str_sub(mark->args, 0, hash);
        const size_t question = jr_str_find(before, 0, '?');
        const jr_str query = jr_str_sub(before, question + 1, before.n);
        r.path = jr_str_sub(before, 0, question);
        r.range = query_value(query, JR_STR("range"));
        r.id = query_value(query, JR_STR("name"));
        r.highlight = query_value(query, JR_STR("highlight"));
        if (hash < mark->args.n)
            read_fragment(d->ctx->arena, jr_str_sub(mark->args, hash + 1, mark->args.n), &r);
    }
    if (!r.lang.n)
        r.lang = language_of(r.path);
    return r;
}

/* ---- Lines ---- */

struct lines {
    jr_str text;
    size_t at;
    uint32_t number; /* of the line that was read last, from 1 */
};

/* The next line without its end. */
static bool next_line(struct lines *l, jr_str *ret_line)
{
    if (l->at >= l->text.n)
        return false;
    const size_t end = jr_str_find(l->text, l->at, '\n');
    *ret_line = jr_str_sub(l->text, l->at, end);
    if (ret_line->n && ret_line->p[ret_line->n - 1] == '\r')
        ret_line->n--;
    l->at = end + 1;
    l->number++;
    return true;
}

/* Whether a line has a mark of the part `id`: <id>, </id>, #region id; without id: of any. */
static bool has_mark(jr_str line, jr_str open, jr_str id, char close)
{
    const size_t at = jr_str_search(line, 0, open);
    const size_t name = at + open.n;
    if (at == line.n || !jr_str_starts_nocase(jr_str_trim(jr_str_sub(line, name, line.n)), id))
        return false;
    const jr_str rest = jr_str_trim(jr_str_sub(line, name, line.n));
    if (!id.n)
        return !rest.n || jr_is_space(line.p[name]);
    return close ? id.n < rest.n && rest.p[id.n] == close : id.n == rest.n || jr_is_space(rest.p[id.n]);
}

/* A part of a file: between <id> and </id>, or #region id and its #endregion. */
struct part {
    bool tagged;
    size_t regions; /* that are open, the part's own one included */
    bool found, ended;
};

/* Whether a line is of the part; lines with marks are not. */
static bool is_in_part(struct part *p, jr_str line, jr_str id)
{
    static const jr_str region = JR_STR_INIT("#region"), end = JR_STR_INIT("#endregion"), none = JR_STR_INIT("");
    if (p->tagged) {
        p->ended = has_mark(line, JR_STR("</"), id, '>');
        return !p->ended;
    }
    if (p->regions) {
        const bool opens = has_mark(line, region, none, 0), closes = !opens && has_mark(line, end, none, 0);
        p->regions += opens;
        p->regions -= closes;
        p->ended = p->regions == 0;
        return !opens && !closes;
    }
    p->tagged = has_mark(line, JR_STR("<"), id, '>');
    p->regions = !p->tagged && has_mark(line, region, id, 0);
    p->found = p->tagged || p->regions;
    return false;
}

/* Appends the lines that are asked for; false: there are none. */
static bool select_lines(jr_str text, const struct request *r, jr_buf *out)
{
    struct lines l = {.text = text};
    struct part part = {.found = !r->id.n};
    jr_str line;
    while (!part.ended && next_line(&l, &line)) {
        if ((r->id.n && !is_in_part(&part, line, r->id)) || (r->range.n && !jr_lines_hold(r->range, l.number)))
            continue;
        jr_put(out, line);
        jr_putc(out, '\n');
    }
    return part.found && (out->n > 0 || text.n == 0);
}

/* The white space that all lines start with. */
static size_t common_indent(jr_str text)
{
    struct lines l = {.text = text};
    jr_str line;
    size_t common = SIZE_MAX;
    while (next_line(&l, &line)) {
        size_t n = 0;
        while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
            n++;
        if (n < line.n && n < common)
            common = n;
    }
    return common == SIZE_MAX ? 0 : common;
}

/* Valid UTF-8, legal XML, no common indentation. */
static jr_str clean(jr_arena *arena, jr_str text)
{
    const size_t indent = common_indent(text);
    jr_buf out = {0};
    struct lines l = {.text = text};
    jr_str line;
    while (next_line(&l, &line)) {
        line = jr_str_sub(line, indent, line.n);
        for (size_t at = 0; at < line.n;) {
            const uint32_t c = jr_utf8_next(line, &at);
            jr_put_utf8(&out, jr_is_xml_char(c) ? c : JR_REPLACEMENT);
        }
        jr_putc(&out, '\n');
    }
    return jr_buf_take(&out, arena);
}

jr_node *jr_dialect_code(const jr_dialect *d, const jr_mark *mark)
{
    const struct request r = read_request(d, mark);
    if (!r.path.n)
        return NULL;
    jr_node *code = jr_node_new(d->ctx->arena, JR_CODE_BLOCK, jr_mark_span(d->docfx, mark));
    code->flags = JR_NODE_FENCED;
    code->as.code.info = code->as.code.lang = r.lang;
    jr_resource file;
    if (jr_dialect_load(d, r.path, &code->span, &file)) {
        static const jr_str bom = JR_STR_INIT("\xEF\xBB\xBF");
        const jr_str text = jr_str_sub(file.bytes, jr_str_starts(file.bytes, bom) ? bom.n : 0, file.bytes.n);
        jr_buf out = {0};
        if (select_lines(text, &r, &out)) {
            code->as.code.text = clean(d->ctx->arena, jr_buf_str(&out));
            if (r.highlight.n)
                jr_node_set(d->ctx->arena, code, JR_STR("highlight"), r.highlight);
        } else {
            jr_report(d->ctx->diag, JR_D_MISSING_INCLUDE, &code->span, "%.*s: no lines \"%.*s\" in it", JR_FMT(r.path),
                      JR_FMT(r.id.n ? r.id : r.range));
        }
        jr_buf_free(&out);
    }
    /* Where the lines are missing, their address is shown. */
    if (!code->as.code.text.n)
        code->as.code.text = jr_arena_printf(d->ctx->arena, "%.*s\n", JR_FMT(r.path));
    return code;
}
