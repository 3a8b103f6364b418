/* SPDX-License-Identifier: MIT */
#include "cmark_work.h"

#include <cmark-gfm/parser.h> /* the public header tells neither the open block nor the root */

/* Steps that one of the things below takes; measured. */
#define STEPS_PER_BYTE_OF_ROW 128 /* of a paragraph that is read as the header of a table */
#define STEPS_PER_CELL        4   /* for each cell before it in its row */
#define STEPS_PER_IMAGE       6   /* that is open where a link ends */
#define STEPS_PER_DELIMITER   3   /* of emphasis that is open where another finds none to close */
/* In a row of so few bytes, and in a block of so few, what is not linear takes hardly any time. */
#define SHORT_LINE  256
#define SHORT_BLOCK 2048

static bool is_delimiter(char c)
{
    return c == '*' || c == '_' || c == '~';
}

/* How often a character stands in the text, followed by one of the n `next`; none: by anything. */
static uint64_t count(jr_str text, char c, const char *next, size_t n)
{
    uint64_t found = 0;
    for (size_t at = jr_str_find(text, 0, c); at < text.n; at = jr_str_find(text, at + 1, c))
        found += n == 0 || (at + 1 < text.n && memchr(next, text.p[at + 1], n));
    return found;
}

jr_cmark_work jr_cmark_work_of(jr_cmark_memory *memory, jr_str text, uint64_t steps, size_t max_cells)
{
    jr_cmark_work work = {.memory = memory, .steps = steps, .max_cells = max_cells};
    if (steps == UINT64_MAX)
        return work;
    const uint64_t openers = count(text, '<', "?!", 2) + count(text, '!', "[", 1);
    const uint64_t delimiters = count(text, '*', NULL, 0) + count(text, '_', NULL, 0) + count(text, '~', NULL, 0);
    /* Each costs the rest of its block at most, or all others. */
    work.inlines = openers * text.n * STEPS_PER_IMAGE > steps ||
                   delimiters * delimiters * STEPS_PER_DELIMITER > steps ||
                   delimiters * count(text, ']', NULL, 0) * STEPS_PER_DELIMITER > steps;
    return work;
}

static void spend(jr_cmark_work *w, uint64_t steps, const char *cause)
{
    w->cause = cause;
    if (w->steps != UINT64_MAX && steps > w->steps)
        jr_cmark_memory_stop(w->memory, JR_CMARK_TOO_MUCH_WORK);
    if (w->steps != UINT64_MAX)
        w->steps -= steps;
}

/* ---- Tables ---- */

/* Bars that part cells: the cells of the row, or one more, or one less. */
static size_t count_bars(jr_str line)
{
    size_t n = 0;
    for (size_t at = 0; at < line.n; at++) {
        if (line.p[at] == '\\')
            at++;
        else if (line.p[at] == '|')
            n++;
    }
    return n;
}

/* GFM §4.10: only what the delimiter row of a table may consist of, behind the markers of quotes. */
static bool is_delimiter_row(jr_str line)
{
    static const bool fits[256] = {['|'] = true,  [':'] = true,  ['-'] = true,  [' '] = true, ['\t'] = true,
                                   ['\v'] = true, ['\f'] = true, ['\r'] = true, ['\n'] = true};
    size_t at = 0, dashes = 0;
    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t' || line.p[at] == '>'))
        at++;
    for (; at < line.n; at++) {
        if (!fits[(unsigned char)line.p[at]])
            return false;
        dashes += line.p[at] == '-';
    }
    return dashes > 0;
}

/* The cells of a row are kept in a list that is walked to its end for each of them. */
static void count_cells(jr_cmark_work *w, jr_str line)
{
    if (w->steps == UINT64_MAX && w->max_cells == SIZE_MAX)
        return;
    const size_t bars = count_bars(line);
    if (bars > w->max_cells)
        jr_cmark_memory_stop(w->memory, JR_CMARK_TOO_WIDE);
    spend(w, (uint64_t)bars * bars * STEPS_PER_CELL, "a table has too many cells in a row");
}

/* The whole paragraph before a delimiter row is read as rows, although only its last line can be the header. */
static void count_header(jr_cmark_work *w, jr_str paragraph)
{
    spend(w, (uint64_t)paragraph.n * STEPS_PER_BYTE_OF_ROW,
          "a paragraph has too many lines of dashes that could begin a table");
    for (size_t at = 0; at < paragraph.n;) {
        const size_t end = jr_str_find(paragraph, at, '\n');
        count_cells(w, jr_str_sub(paragraph, at, end));
        at = end + 1;
    }
}

cmark_node *jr_cmark_open_table(const cmark_parser *parser)
{
    cmark_node *node = parser->current;
    /* While a table is open, one of its rows is the last block; the kinds of extensions come behind cmark's own. */
    if (!node || cmark_node_get_type(node) <= CMARK_NODE_FOOTNOTE_DEFINITION)
        return NULL;
    while (node && strcmp(cmark_node_get_type_string(node), "table") != 0)
        node = cmark_node_parent(node);
    return node;
}

bool jr_cmark_deeper(const cmark_parser *parser, size_t levels)
{
    size_t depth = 0;
    for (cmark_node *node = parser->current; node && depth <= levels; node = cmark_node_parent(node))
        depth++;
    return depth > levels;
}

void jr_cmark_work_line(jr_cmark_work *w, const cmark_parser *parser, jr_str line)
{
    cmark_node *open = parser->current;
    if (open && cmark_node_get_type(open) == CMARK_NODE_PARAGRAPH) {
        if (!is_delimiter_row(line))
            return;
        count_header(w, (jr_str){(const char *)open->content.ptr, (size_t)open->content.size});
        count_cells(w, line);
    } else if (line.n > SHORT_LINE && jr_cmark_open_table(parser)) {
        count_cells(w, line);
    }
}

/* ---- Inlines ---- */

/* HTML that begins anywhere in running text, and is looked for to the end of the block where nothing ends it
   (CommonMark §6.6). What is ended is passed over at once. */
static const struct {
    jr_str begin, end;
    bool name; /* letters follow at once */
} constructs[] = {
    {JR_STR_INIT("<?"), JR_STR_INIT("?>"), false},
    {JR_STR_INIT("<![CDATA["), JR_STR_INIT("]]>"), false},
    {JR_STR_INIT("<!"), JR_STR_INIT(">"), true}, /* comments are not looked for so */
};

#define N_CONSTRUCTS (sizeof constructs / sizeof *constructs)

static bool begins(jr_str s, size_t i)
{
    const size_t n = constructs[i].begin.n;
    return jr_str_starts(s, constructs[i].begin) && (!constructs[i].name || (n < s.n && jr_is_alpha(s.p[n])));
}

/* What the constructs that begin at s.p[at], a '<', will cost; behind[i] is where what was found last ends. */
static uint64_t cost_of_construct(jr_str s, size_t at, size_t behind[N_CONSTRUCTS])
{
    uint64_t cost = 0;
    for (size_t i = 0; i < N_CONSTRUCTS; i++) {
        if (!begins(jr_str_sub(s, at, s.n), i))
            continue;
        if (behind[i] <= at) {
            const size_t end = jr_str_search(s, at + constructs[i].begin.n, constructs[i].end);
            behind[i] = end < s.n ? end + constructs[i].end.n : SIZE_MAX;
        }
        if (behind[i] == SIZE_MAX)
            cost += s.n - at;
    }
    return cost;
}

/* Where a link ends, each bracket that may begin an image is looked at, and where it holds no delimiter of emphasis,
   each delimiter before it. */
struct bracket {
    bool image;
    uint64_t delimiters; /* before it */
};

struct brackets {
    jr_buf open;         /* struct bracket */
    uint64_t images;     /* among them */
    uint64_t delimiters; /* so far, without those in links */
};

static uint64_t cost_of_bracket(struct brackets *b, jr_str s, size_t at)
{
    struct bracket bracket = {at > 0 && s.p[at - 1] == '!', b->delimiters};
    if (s.p[at] == '[') {
        jr_put(&b->open, (jr_str){(const char *)&bracket, sizeof bracket});
        b->images += bracket.image;
        return 0;
    }
    if (b->open.n == 0)
        return 0;
    b->open.n -= sizeof bracket;
    memcpy(&bracket, b->open.p + b->open.n, sizeof bracket);
    b->images -= bracket.image;
    const uint64_t before = b->delimiters == bracket.delimiters ? b->delimiters : 0;
    b->delimiters = bracket.delimiters;
    return (bracket.image ? 0 : b->images * STEPS_PER_IMAGE) + before * STEPS_PER_DELIMITER;
}

/* A closing delimiter looks for its opener down to where the last of its kind found none. The mark of that place is
   lost when a pair of another kind is found around it. */
struct emphasis {
    jr_buf open;        /* a character for each delimiter on the stack */
    size_t openers[3];  /* of each kind among them */
    size_t searched[3]; /* down to this height, there is no opener of the kind; 0: unknown */
};

static size_t kind_of(char c)
{
    return c == '*' ? 0 : c == '_' ? 1 : 2;
}

static void push_delimiter(struct emphasis *e, char c)
{
    jr_putc(&e->open, c);
    e->openers[kind_of(c)]++;
}

/* Takes off all down to the opener of kind c, and that. */
static void close_delimiter(struct emphasis *e, char c)
{
    char top;
    do {
        top = e->open.p[--e->open.n];
        e->openers[kind_of(top)]--;
    } while (top != c);
    for (size_t i = 0; i < 3; i++)
        if (e->searched[i] > e->open.n)
            e->searched[i] = 0;
}

static uint64_t cost_of_delimiter(struct emphasis *e, jr_str s, size_t *at)
{
    const char c = s.p[*at];
    const char before = *at > 0 ? s.p[*at - 1] : ' ';
    while (*at + 1 < s.n && s.p[*at + 1] == c)
        ++*at;
    const char after = *at + 1 < s.n ? s.p[*at + 1] : ' ';
    const bool opens = !jr_is_space(after) && (c != '_' || !jr_is_alnum(before));
    const bool closes = !jr_is_space(before) && (c != '_' || !jr_is_alnum(after));
    const size_t kind = kind_of(c);
    uint64_t cost = 0;
    if (closes && e->openers[kind] > 0) {
        close_delimiter(e, c);
        return 0;
    }
    if (closes) {
        cost = (e->open.n - e->searched[kind]) * STEPS_PER_DELIMITER;
        e->searched[kind] = e->open.n;
    }
    if (opens)
        push_delimiter(e, c);
    return cost;
}

static void count_inlines(jr_cmark_work *w, jr_str s)
{
    struct brackets brackets = {0};
    struct emphasis emphasis = {0};
    size_t behind[N_CONSTRUCTS] = {0};
    uint64_t html = 0, links = 0, delimiters = 0;
    for (size_t at = 0; at < s.n; at++) {
        if (s.p[at] == '\\') {
            at++;
        } else if (s.p[at] == '<') {
            html += cost_of_construct(s, at, behind);
        } else if (s.p[at] == '[' || s.p[at] == ']') {
            links += cost_of_bracket(&brackets, s, at);
        } else if (is_delimiter(s.p[at])) {
            brackets.delimiters++;
            delimiters += cost_of_delimiter(&emphasis, s, &at);
        }
    }
    jr_buf_free(&brackets.open);
    jr_buf_free(&emphasis.open);
    spend(w, html, "a block has too much HTML that nothing ends");
    spend(w, links, "a block has too many \"![\" or marks of emphasis before its links");
    spend(w, delimiters, "a block has too many marks of emphasis that close none");
}

static bool has_many_inlines(cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    return node->content.size > SHORT_BLOCK && type != CMARK_NODE_CODE_BLOCK && type != CMARK_NODE_HTML_BLOCK;
}

void jr_cmark_work_inlines(jr_cmark_work *w, const cmark_parser *parser, int *ret_line)
{
    cmark_node *node = w->inlines ? parser->root : NULL;
    while (node) {
        if (cmark_node_get_start_line(node) > 0)
            *ret_line = cmark_node_get_start_line(node);
        if (has_many_inlines(node))
            count_inlines(w, (jr_str){(const char *)node->content.ptr, (size_t)node->content.size});
        cmark_node *next = cmark_node_first_child(node);
        while (!next && node) {
            next = cmark_node_next(node);
            if (!next)
                node = cmark_node_parent(node);
        }
        node = next;
    }
}
