/* SPDX-License-Identifier: MIT */
/* Comments in code blocks: what a language marks them with, and where its strings are, in which they mean nothing. */
#include "unit_comments.h"

#include "base/lines.h"
#include "unit_parts.h"

/* How the languages of a family write comments and strings. */
typedef struct syntax {
    jr_str line[2];     /* marks of a comment up to the end of its line */
    jr_str open, close; /* of a comment that may have several lines */
    const char *quotes; /* of strings */
    char escape;        /* in a string; '\0': quotes are doubled, which needs no rule */
    const char *across; /* quotes of strings that go over line ends */
    bool spaced;        /* a line's mark stands at its start or behind white space */
} syntax;

enum family { C_LIKE, CSS, HASH, POWERSHELL, PYTHON, SQL, LUA, XML, SEMICOLON, BASIC, PHP };

static const syntax families[] = {
    [C_LIKE] = {{JR_STR_INIT("//")}, JR_STR_INIT("/*"), JR_STR_INIT("*/"), "\"'", '\\', "`", false},
    [CSS] = {{{"", 0}}, JR_STR_INIT("/*"), JR_STR_INIT("*/"), "\"'", '\\', "", false},
    [HASH] = {{JR_STR_INIT("#")}, {"", 0}, {"", 0}, "\"'", '\\', "", true},
    [POWERSHELL] = {{JR_STR_INIT("#")}, JR_STR_INIT("<#"), JR_STR_INIT("#>"), "\"'", '`', "", true},
    [PYTHON] = {{JR_STR_INIT("#")}, {"", 0}, {"", 0}, "\"'", '\\', "", true},
    [SQL] = {{JR_STR_INIT("--")}, JR_STR_INIT("/*"), JR_STR_INIT("*/"), "'\"", '\0', "", true},
    [LUA] = {{JR_STR_INIT("--")}, {"", 0}, {"", 0}, "\"'", '\\', "", true},
    [XML] = {{{"", 0}}, JR_STR_INIT("<!--"), JR_STR_INIT("-->"), "", '\0', "", false},
    [SEMICOLON] = {{JR_STR_INIT(";"), JR_STR_INIT("#")}, {"", 0}, {"", 0}, "\"", '\0', "", true},
    [BASIC] = {{JR_STR_INIT("'")}, {"", 0}, {"", 0}, "\"", '\0', "", true},
    [PHP] = {{JR_STR_INIT("//"), JR_STR_INIT("#")}, JR_STR_INIT("/*"), JR_STR_INIT("*/"), "\"'", '\\', "", true},
};

static const struct {
    jr_str name;
    enum family family;
} languages[] = {
    {JR_STR_INIT("al"), C_LIKE},
    {JR_STR_INIT("azurecli"), HASH},
    {JR_STR_INIT("azurecli-interactive"), HASH},
    {JR_STR_INIT("azurepowershell"), POWERSHELL},
    {JR_STR_INIT("azurepowershell-interactive"), POWERSHELL},
    {JR_STR_INIT("bash"), HASH},
    {JR_STR_INIT("bicep"), C_LIKE},
    {JR_STR_INIT("c"), C_LIKE},
    {JR_STR_INIT("c#"), C_LIKE},
    {JR_STR_INIT("c++"), C_LIKE},
    {JR_STR_INIT("cpp"), C_LIKE},
    {JR_STR_INIT("cs"), C_LIKE},
    {JR_STR_INIT("csharp"), C_LIKE},
    {JR_STR_INIT("css"), CSS},
    {JR_STR_INIT("dockerfile"), HASH},
    {JR_STR_INIT("go"), C_LIKE},
    {JR_STR_INIT("groovy"), C_LIKE},
    {JR_STR_INIT("html"), XML},
    {JR_STR_INIT("ini"), SEMICOLON},
    {JR_STR_INIT("java"), C_LIKE},
    {JR_STR_INIT("javascript"), C_LIKE},
    {JR_STR_INIT("js"), C_LIKE},
    {JR_STR_INIT("jsonc"), C_LIKE},
    {JR_STR_INIT("kotlin"), C_LIKE},
    {JR_STR_INIT("kusto"), C_LIKE},
    {JR_STR_INIT("lua"), LUA},
    {JR_STR_INIT("makefile"), HASH},
    {JR_STR_INIT("objc"), C_LIKE},
    {JR_STR_INIT("objective-c"), C_LIKE},
    {JR_STR_INIT("objectivec"), C_LIKE},
    {JR_STR_INIT("perl"), HASH},
    {JR_STR_INIT("php"), PHP},
    {JR_STR_INIT("posh"), POWERSHELL},
    {JR_STR_INIT("powershell"), POWERSHELL},
    {JR_STR_INIT("powershell-interactive"), POWERSHELL},
    {JR_STR_INIT("ps"), POWERSHELL},
    {JR_STR_INIT("ps1"), POWERSHELL},
    {JR_STR_INIT("py"), PYTHON},
    {JR_STR_INIT("python"), PYTHON},
    {JR_STR_INIT("r"), HASH},
    {JR_STR_INIT("ruby"), HASH},
    {JR_STR_INIT("rust"), C_LIKE},
    {JR_STR_INIT("scala"), C_LIKE},
    {JR_STR_INIT("sh"), HASH},
    {JR_STR_INIT("shell"), HASH},
    {JR_STR_INIT("sql"), SQL},
    {JR_STR_INIT("swift"), C_LIKE},
    {JR_STR_INIT("terraform"), HASH},
    {JR_STR_INIT("toml"), HASH},
    {JR_STR_INIT("tsql"), SQL},
    {JR_STR_INIT("ts"), C_LIKE},
    {JR_STR_INIT("typescript"), C_LIKE},
    {JR_STR_INIT("vb"), BASIC},
    {JR_STR_INIT("vba"), BASIC},
    {JR_STR_INIT("vbscript"), BASIC},
    {JR_STR_INIT("x++"), C_LIKE},
    {JR_STR_INIT("xaml"), XML},
    {JR_STR_INIT("xml"), XML},
    {JR_STR_INIT("xpp"), C_LIKE},
    {JR_STR_INIT("yaml"), HASH},
    {JR_STR_INIT("yml"), HASH},
};

static const syntax *syntax_of(jr_str lang)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (jr_str_eq_nocase(lang, languages[i].name))
            return &families[languages[i].family];
    return NULL;
}

/* ---- The lines of a block in the source ---- */

struct scan {
    const jr_doc *doc;
    const jr_node *block;
    jr_str code;
    const syntax *syntax;
    size_t at;               /* in the code */
    size_t line, line_place; /* start of the line at hand, in the code, and of the same line in the source */
    bool no_end[2];          /* no here-string is closed any more: of quotes '"', of apostrophes */
    jr_comment_found *found;
    void *user;
};

/* The source bytes that code[begin, end), within one line, is written with; false: they are others. Asked for from the
   first line to the last. */
static bool place_of(struct scan *s, size_t begin, size_t end, uint32_t *ret_begin)
{
    for (;;) {
        const size_t behind = jr_line_end(s->code, s->line);
        if (begin <= behind)
            break;
        s->line = jr_line_next(s->code, s->line);
        s->line_place = jr_line_next(s->doc->source, s->line_place);
    }
    const size_t n = jr_line_end(s->code, s->line) - s->line, behind = jr_line_end(s->doc->source, s->line_place);
    if (behind - s->line_place < n)
        return false;
    const size_t place = behind - n;
    if (memcmp(s->doc->source.p + place, s->code.p + s->line, n) != 0 || place + (end - s->line) > s->block->span.end)
        return false;
    *ret_begin = (uint32_t)(place + (begin - s->line));
    return true;
}

/* ---- Comments ---- */

/* What stands in a comment but is an order to a program: "#!/bin/sh", "#region", "#Requires", ".SYNOPSIS", "<summary>".
 */
static bool is_directive(jr_str text, bool mark_is_near)
{
    static const jr_str words[] = {JR_STR_INIT("!"), JR_STR_INIT("region"), JR_STR_INIT("endregion"),
                                   JR_STR_INIT("requires "), JR_STR_INIT("pragma ")};
    for (size_t i = 0; mark_is_near && i < sizeof words / sizeof *words; i++)
        if (jr_str_starts_nocase(text, words[i]))
            return true;
    size_t n = 1;
    while (n < text.n && text.p[n] >= 'A' && text.p[n] <= 'Z')
        n++;
    return (text.p[0] == '.' && n > 3 && (n == text.n || text.p[n] == ' ')) ||
           (text.p[0] == '<' && text.p[text.n - 1] == '>');
}

/* One line of a comment, without its marks and its frame of stars and lines. */
static void take_line(struct scan *s, size_t begin, size_t end, bool behind_mark)
{
    static const char frame[] = "*/#-=+~_|";
    const size_t first = begin;
    while (begin < end && (jr_is_space(s->code.p[begin]) || memchr(frame, s->code.p[begin], sizeof frame - 1)))
        begin++;
    while (end > begin && (jr_is_space(s->code.p[end - 1]) || memchr(frame, s->code.p[end - 1], sizeof frame - 1)))
        end--;
    const jr_str text = jr_str_sub(s->code, begin, end);
    uint32_t place;
    if (text.n == 0 || is_directive(text, behind_mark && begin == first) || !place_of(s, begin, end, &place))
        return;
    jr_span span = s->block->span;
    span.begin = place;
    span.end = place + (uint32_t)text.n;
    s->found(s->user, s->block, text, &span);
}

static void take_comment(struct scan *s, size_t begin, size_t end)
{
    for (bool first = true; begin < end; first = false) {
        const size_t behind = jr_line_end(s->code, begin);
        take_line(s, begin, behind < end ? behind : end, first);
        begin = jr_line_next(s->code, begin);
    }
}

static bool starts(const struct scan *s, jr_str mark)
{
    return mark.n && jr_str_starts(jr_str_sub(s->code, s->at, s->code.n), mark);
}

/* Behind the string that begins at s->at, or s->at + 1 where no end is in sight: then it is no string. */
static size_t pass_string(struct scan *s)
{
    const char quote = s->code.p[s->at];
    const bool triple = s->at + 2 < s->code.n && s->code.p[s->at + 1] == quote && s->code.p[s->at + 2] == quote;
    const bool here = s->at > 0 && s->code.p[s->at - 1] == '@' && s->syntax->escape == '`';
    if (triple) {
        const size_t end = jr_str_search(s->code, s->at + 3, jr_str_sub(s->code, s->at, s->at + 3));
        return end < s->code.n ? end + 3 : s->at + 3;
    }
    if (here && !s->no_end[quote == '\'']) {
        const char close[] = {'\n', quote, '@', '\0'};
        const size_t end = jr_str_search(s->code, s->at, jr_str_from(close));
        s->no_end[quote == '\''] = end == s->code.n;
        return end < s->code.n ? end + 3 : s->at + 1;
    }
    const bool across = strchr(s->syntax->across, quote) != NULL;
    for (size_t i = s->at + 1; i < s->code.n && (across || s->code.p[i] != '\n'); i++) {
        if (s->syntax->escape && s->code.p[i] == s->syntax->escape)
            i++;
        else if (s->code.p[i] == quote)
            return i + 1;
    }
    return s->at + 1;
}

/* A line comment at s->at: its mark's length, or 0. "https://" is none. */
static size_t line_mark(const struct scan *s)
{
    const char before = s->at ? s->code.p[s->at - 1] : '\n';
    for (size_t i = 0; i < 2; i++) {
        const jr_str mark = s->syntax->line[i];
        if (mark.n && starts(s, mark) && before != ':' && (!s->syntax->spaced || jr_is_space(before)))
            return mark.n;
    }
    return 0;
}

static void step(struct scan *s)
{
    const char c = s->code.p[s->at];
    const size_t mark = line_mark(s);
    if (starts(s, s->syntax->open)) {
        const size_t begin = s->at + s->syntax->open.n, end = jr_str_search(s->code, begin, s->syntax->close);
        if (end < s->code.n)
            take_comment(s, begin, end);
        s->at = end < s->code.n ? end + s->syntax->close.n : s->code.n;
    } else if (mark) {
        const size_t end = jr_line_end(s->code, s->at);
        take_comment(s, s->at + mark, end);
        s->at = end;
    } else if (c && (strchr(s->syntax->quotes, c) || strchr(s->syntax->across, c))) {
        s->at = pass_string(s);
    } else {
        s->at++;
    }
}

void jr_comments_find(const jr_doc *doc, const jr_node *block, jr_comment_found *found, void *user)
{
    const syntax *rules = syntax_of(block->as.code.lang);
    const jr_span *span = &block->span;
    if (!rules || !(block->flags & JR_NODE_FENCED) || span->file != doc->file || span->begin >= span->end ||
        span->end > doc->source.n || (doc->source.p[span->begin] != '`' && doc->source.p[span->begin] != '~'))
        return;
    struct scan s = {.doc = doc, .block = block, .code = block->as.code.text, .syntax = rules};
    s.line_place = jr_line_next(doc->source, span->begin);
    s.found = found;
    s.user = user;
    while (s.at < s.code.n)
        step(&s);
}
