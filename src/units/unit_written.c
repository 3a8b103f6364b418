/* SPDX-License-Identifier: MIT */
/* How a text is written: its bytes in the page, followed character by character. */
#include "unit_written.h"

/* How a form writes the characters that it cannot write as they are. */
typedef enum escape {
    NO_ESCAPE,
    MARKDOWN,   /* CommonMark §2.4: a backslash before ASCII punctuation */
    YAML_QUOTE, /* YAML 1.1 §5.7, single quoted: '' */
    YAML_ESCAPE /* YAML 1.1 §5.7, double quoted */
} escape;

static const struct {
    escape escape;
    bool references; /* "&amp;" (CommonMark §2.5, HTML) */
    bool prefixed;   /* a line may begin with the marks of block quotes */
} forms[JR_FORM_COUNT] = {
    [JR_FORM_PARAGRAPH] = {MARKDOWN, true, true},       [JR_FORM_HEADING_ATX] = {MARKDOWN, true, true},
    [JR_FORM_HEADING_SETEXT] = {MARKDOWN, true, true},  [JR_FORM_CELL] = {MARKDOWN, true, true},
    [JR_FORM_LINK_TEXT] = {MARKDOWN, true, true},       [JR_FORM_ALT] = {MARKDOWN, true, true},
    [JR_FORM_TITLE_DOUBLE] = {MARKDOWN, true, true},    [JR_FORM_TITLE_SINGLE] = {MARKDOWN, true, true},
    [JR_FORM_TITLE_PAREN] = {MARKDOWN, true, true},     [JR_FORM_HTML_TEXT] = {NO_ESCAPE, true, true},
    [JR_FORM_HTML_DOUBLE] = {NO_ESCAPE, true, true},    [JR_FORM_HTML_SINGLE] = {NO_ESCAPE, true, true},
    [JR_FORM_HTML_BARE] = {NO_ESCAPE, true, false},     [JR_FORM_DIALECT] = {NO_ESCAPE, true, false},
    [JR_FORM_YAML_PLAIN] = {NO_ESCAPE, false, false},   [JR_FORM_YAML_FLOW] = {NO_ESCAPE, false, false},
    [JR_FORM_YAML_SINGLE] = {YAML_QUOTE, false, false}, [JR_FORM_YAML_DOUBLE] = {YAML_ESCAPE, false, false},
    [JR_FORM_YAML_LITERAL] = {NO_ESCAPE, false, false}, [JR_FORM_YAML_FOLDED] = {NO_ESCAPE, false, false},
    [JR_FORM_YAML_LIST] = {NO_ESCAPE, false, false},    [JR_FORM_COMMENT] = {NO_ESCAPE, false, false},
};

struct aligner {
    jr_str source; /* the bytes of the text alone */
    jr_str text;
    size_t i, j; /* in source and text */
    jr_form form;
    uint32_t begin; /* of source, in the page */
    uint32_t *at;   /* or NULL */
};

static char peek(const struct aligner *a, size_t i)
{
    return i < a->source.n ? a->source.p[i] : '\0';
}

/* Notes that the next `n` bytes of the text are written from here on. */
static void note(struct aligner *a, size_t n)
{
    for (size_t k = 0; k < n && a->j < a->text.n; k++, a->j++)
        if (a->at)
            a->at[a->j] = a->begin + (uint32_t)a->i;
}

/* Length of the character reference ("&amp;", "&#160;") at i, or 0. */
static size_t reference_length(const struct aligner *a, size_t i)
{
    enum { LONGEST = 34 }; /* of HTML's names, with both marks */
    if (!forms[a->form].references || peek(a, i) != '&')
        return 0;
    size_t end = i + 1;
    while (end - i < LONGEST && (jr_is_alnum(peek(a, end)) || peek(a, end) == '#'))
        end++;
    return end - i > 1 && peek(a, end) == ';' ? end + 1 - i : 0;
}

/* Length of the escape at i that stands for white space, or 0. */
static size_t space_escape(const struct aligner *a, size_t i)
{
    static const jr_str references[] = {JR_STR_INIT("&#32;"),    JR_STR_INIT("&#x20;"), JR_STR_INIT("&#10;"),
                                        JR_STR_INIT("&#13;"),    JR_STR_INIT("&#9;"),   JR_STR_INIT("&#xA;"),
                                        JR_STR_INIT("&#xa;"),    JR_STR_INIT("&#x0A;"), JR_STR_INIT("&Tab;"),
                                        JR_STR_INIT("&NewLine;")};
    const char c = peek(a, i), next = peek(a, i + 1);
    if (forms[a->form].escape == YAML_ESCAPE && c == '\\')
        return next == 'n' || next == 't' || next == 'r' || next == ' ' || next == '\t' ? 2 : 0;
    for (size_t k = 0; reference_length(a, i) && k < sizeof references / sizeof *references; k++)
        if (jr_str_starts(jr_str_sub(a->source, i, a->source.n), references[k]))
            return references[k].n;
    return 0;
}

/* A line end that YAML's double quotes take out, with the backslash before it. */
static bool is_joint(const struct aligner *a, size_t i)
{
    return forms[a->form].escape == YAML_ESCAPE && peek(a, i) == '\\' &&
           (peek(a, i + 1) == '\n' || peek(a, i + 1) == '\r');
}

/* Passes over white space and the marks of containers at the start of a line; false: there is none. */
static bool pass_space(struct aligner *a)
{
    const size_t from = a->i;
    bool line_start = false;
    while (a->i < a->source.n) {
        const char c = a->source.p[a->i];
        const size_t escaped = space_escape(a, a->i);
        if (escaped)
            a->i += escaped;
        else if (jr_is_space(c))
            a->i++;
        else if (is_joint(a, a->i) || (c == '>' && line_start && forms[a->form].prefixed))
            a->i++;
        else
            break;
        line_start = line_start || c == '\n' || c == '\r';
    }
    return a->i > from;
}

static void pass_text_space(struct aligner *a)
{
    const size_t from = a->j;
    while (a->j < a->text.n && jr_is_space(a->text.p[a->j]))
        a->j++;
    if (a->at)
        for (size_t k = from; k < a->j; k++)
            a->at[k] = a->begin + (uint32_t)a->i;
}

/* A reference: one character of the text, or two, the second of them combining or a variation selector, never ASCII. */
static void pass_reference(struct aligner *a, size_t n)
{
    size_t next = a->j;
    (void)jr_utf8_next(a->text, &next);
    if (next < a->text.n && (unsigned char)a->text.p[next] >= 0xCC &&
        (a->i + n >= a->source.n || a->source.p[a->i + n] != a->text.p[next]))
        (void)jr_utf8_next(a->text, &next);
    note(a, next - a->j);
    a->i += n;
}

/* What an escape of YAML's double quotes at i takes, or 0. */
static size_t yaml_escape(const struct aligner *a, size_t i)
{
    if (forms[a->form].escape == YAML_QUOTE)
        return peek(a, i) == '\'' && peek(a, i + 1) == '\'' ? 2 : 0;
    if (forms[a->form].escape != YAML_ESCAPE || peek(a, i) != '\\')
        return 0;
    switch (peek(a, i + 1)) {
    case 'x': return 4;
    case 'u': return 6;
    case 'U': return 10;
    default: return 2;
    }
}

/* One character; false: the bytes do not say it. */
static bool pass_character(struct aligner *a)
{
    const jr_str rest = jr_str_sub(a->text, a->j, a->text.n);
    const size_t reference = reference_length(a, a->i), escaped = yaml_escape(a, a->i);
    const jr_str whole = jr_str_sub(a->source, a->i, a->i + reference);
    if (reference && (jr_str_eq(whole, JR_STR("&amp;")) || !jr_str_starts(rest, whole))) {
        pass_reference(a, reference);
        return true;
    }
    if (escaped) {
        size_t next = a->j;
        (void)jr_utf8_next(a->text, &next);
        note(a, next - a->j);
        a->i += escaped;
        return a->i <= a->source.n;
    }
    const char c = a->text.p[a->j];
    const size_t mark = forms[a->form].escape == MARKDOWN && peek(a, a->i) == '\\' && peek(a, a->i + 1) == c &&
                        a->i + 1 < a->source.n && !jr_is_alnum(c);
    if (a->i + mark >= a->source.n || a->source.p[a->i + mark] != c)
        return false;
    note(a, 1);
    a->i += 1 + mark;
    return true;
}

/* A '>' at the start of a line that is text after all: where it is indented by four or more (CommonMark §5.1). */
static void step_back(struct aligner *a, size_t space)
{
    if (a->j >= a->text.n || a->text.p[a->j] != '>' || peek(a, a->i) == '>')
        return;
    for (size_t i = a->i; i-- > space;)
        if (a->source.p[i] == '>') {
            a->i = i;
            return;
        }
}

/* The bytes are the text, with nothing in them that could be an escape. */
static bool is_plain(const struct aligner *a)
{
    const jr_str s = a->source;
    return s.n == a->text.n && memcmp(s.p, a->text.p, s.n) == 0 && !memchr(s.p, '&', s.n) && !memchr(s.p, '\\', s.n) &&
           (forms[a->form].escape != YAML_QUOTE || !memchr(s.p, '\'', s.n));
}

bool jr_written_align(jr_str source, uint32_t begin, uint32_t end, jr_form form, jr_str text, uint32_t *ret_at)
{
    struct aligner a = {
        .source = jr_str_sub(source, begin, end), .text = text, .form = form, .begin = begin, .at = ret_at};
    if (begin > end || end > source.n)
        return false;
    if (is_plain(&a)) {
        for (size_t i = 0; ret_at && i <= text.n; i++)
            ret_at[i] = begin + (uint32_t)i;
        return true;
    }
    size_t behind = 0;
    for (;;) {
        const size_t space = a.i;
        const bool wanted = a.j < text.n && jr_is_space(text.p[a.j]), edge = a.j == 0 || a.j == text.n;
        const bool joint = is_joint(&a, a.i);
        if (wanted)
            pass_text_space(&a);
        const bool found = pass_space(&a);
        if (found)
            step_back(&a, space);
        behind = wanted ? a.i : space;
        if (wanted ? !found && !edge && a.j < text.n : found && !edge && !joint)
            return false;
        if (a.j == text.n)
            break;
        if (!pass_character(&a))
            return false;
    }
    if (ret_at)
        ret_at[text.n] = begin + (uint32_t)behind;
    return a.i == a.source.n;
}
