/* SPDX-License-Identifier: MIT */
/* Text with codes as Markdown's inlines: the unit is first put down bare, each byte marked as text or code; then
   delimiters and brackets of the text are held against those of the codes; then it is copied with the escapes that are
   needed. */
#include "merge_escape.h"

/* How the delimiters of a pair are spelled. */
enum { AS_SOURCE, AS_STAR, AS_TAG };

/* The elements that say the same as the delimiters (HTML §4.5). */
static const char *const elements[JR_CODE_COUNT] = {
    [JR_CODE_BOLD] = "strong",
    [JR_CODE_ITALIC] = "em",
    [JR_CODE_STRIKETHROUGH] = "del",
};

static void put_marked(jr_escaper *e, char mark, jr_str bytes)
{
    jr_put(&e->bare, bytes);
    jr_buf_reserve(&e->marks, bytes.n);
    memset(e->marks.p + e->marks.n, mark, bytes.n);
    e->marks.n += bytes.n;
}

static void put_delimiter(jr_escaper *e, const jr_piece *piece)
{
    const bool opens = piece->kind == JR_PIECE_OPEN;
    const char c = jr_merge_delimiter(e->codes->open[piece->number]);
    const char *name = elements[piece->type];
    if (e->spelling[piece->number] == AS_TAG) {
        put_marked(e, JR_MARK_CODE, jr_arena_printf(e->m->scratch, opens ? "<%s>" : "</%s>", name));
        return;
    }
    const jr_str star = piece->type == JR_CODE_BOLD ? JR_STR("**") : JR_STR("*");
    const jr_str bytes = e->spelling[piece->number] == AS_STAR && c == '_' ? star : piece->text;
    e->delimiters[e->n_delimiters++] = (jr_delimiter){e->bare.n, bytes.n, piece->number, opens};
    put_marked(e, opens ? JR_MARK_OPENER : JR_MARK_CLOSER, bytes);
}

static bool is_link_pair(const jr_piece *piece)
{
    return piece->type == JR_CODE_LINK && piece->kind != JR_PIECE_CODE && piece->node &&
           !(piece->node->flags & JR_NODE_HTML);
}

/* The end of a link whose text is its label as well, "[a][]" or "[a]" (CommonMark §6.3): another text needs the label
   beside it. False: it is no such link, or the text is still the label. */
static bool put_label(const jr_escaper *e, const jr_piece *close, jr_buf *out)
{
    const jr_piece *open = e->codes->open[close->number];
    if (!jr_str_eq(close->text, JR_STR("]")) && !jr_str_eq(close->text, JR_STR("][]")))
        return false;
    const jr_str label = jr_str_sub(e->m->job->doc->source, open->span.end, close->span.begin);
    if (jr_str_eq(jr_str_sub(jr_buf_str(&e->bare), e->link, e->bare.n), label))
        return false;
    jr_puts(out, "][");
    jr_put(out, label);
    jr_puts(out, "]");
    return true;
}

/* A bare address ends where white space or '<' follows, or punctuation and then white space (GFM §6.9): before any
   other text it has to stand in brackets (CommonMark §6.5). */
static bool needs_brackets(const jr_escaper *e, const jr_piece *piece, const jr_merge_item *next)
{
    const bool full = jr_str_search(piece->text, 0, JR_STR("://")) < piece->text.n ||
                      jr_str_find(piece->text, 0, '@') < piece->text.n;
    if (piece->type != JR_CODE_ADDRESS || !jr_is_alnum(piece->text.p[0]) || !full)
        return false;
    if (e->level == JR_ESCAPE_AS_SOURCE && e->m->job->learn)
        return false;
    const char before = e->bare.n ? e->bare.p[e->bare.n - 1] : ' ';
    if (jr_is_alnum(before) || (unsigned char)before >= 0x80 || e->level > JR_ESCAPE_FEWEST)
        return true;
    if (!next || next->kind != JR_PIECE_TEXT)
        return false;
    const jr_str text = next->text;
    return text.p[0] != ' ' && !(memchr(".,:!?)", text.p[0], 6) && (text.n == 1 || text.p[1] == ' '));
}

/* "****", which the dialect reads as emphasis of nothing beside Chinese: a page that was localized before. */
static bool is_empty_emphasis(const jr_piece *piece)
{
    return piece->kind == JR_PIECE_CODE && elements[piece->type] && piece->node && !piece->node->first;
}

static void put_code(jr_escaper *e, const jr_merge_item *item, const jr_merge_item *next)
{
    const bool close = item->kind == JR_PIECE_CLOSE;
    const jr_piece *piece = close ? e->codes->close[item->number] : e->codes->open[item->number];
    if (jr_merge_delimiter(piece)) {
        put_delimiter(e, piece);
        return;
    }
    jr_buf bytes = {0};
    const bool link = is_link_pair(piece);
    if (is_empty_emphasis(piece) && e->level >= JR_ESCAPE_REFERENCES)
        jr_printf(&bytes, "<%s></%s>", elements[piece->type], elements[piece->type]);
    else if (needs_brackets(e, piece, next))
        jr_printf(&bytes, "<%.*s>", JR_FMT(piece->text));
    else if (!link || !close || !put_label(e, piece, &bytes))
        jr_merge_write_code(e->m, e->codes, piece, &bytes);
    const jr_str text = jr_buf_str(&bytes);
    char mark = JR_MARK_CODE;
    if (link)
        mark = close ? JR_MARK_LINK_END : JR_MARK_LINK;
    else if (piece->node && piece->node->kind == JR_LINE_BREAK && !(piece->node->flags & JR_NODE_HTML))
        mark = JR_MARK_LINE_END;
    if (mark == JR_MARK_LINE_END)
        e->lines++;
    put_marked(e, mark, text);
    if (link && !close)
        e->link = e->bare.n;
    jr_buf_free(&bytes);
}

/* Text, and the line ends in it. */
static void put_lines(jr_escaper *e, jr_str text)
{
    for (size_t at = 0; at < text.n;) {
        const size_t end = jr_str_find(text, at, '\n');
        put_marked(e, JR_MARK_TEXT, jr_str_sub(text, at, end));
        if (end < text.n) {
            const jr_str line = jr_merge_line(e->m, e->index, e->lines++);
            put_marked(e, line.n > 1 || line.p[0] == '\n' ? JR_MARK_LINE_END : JR_MARK_TEXT, line);
        }
        at = end + 1;
    }
}

/* Puts the unit down bare. */
static void put_bare(jr_escaper *e)
{
    const jr_merge_text text = e->m->units[e->index].text;
    e->bare.n = e->marks.n = e->n_delimiters = e->lines = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.items[i].kind == JR_PIECE_TEXT)
            put_lines(e, text.items[i].text);
        else
            put_code(e, &text.items[i], i + 1 < text.n ? &text.items[i + 1] : NULL);
    }
}

/* The run of delimiters from index `first` on that stand without anything between them and have the same character;
   returns the index behind them. */
static size_t run_end(const jr_escaper *e, size_t first)
{
    size_t i = first + 1;
    while (i < e->n_delimiters && e->delimiters[i].at == e->delimiters[i - 1].at + e->delimiters[i - 1].n &&
           e->bare.p[e->delimiters[i].at] == e->bare.p[e->delimiters[first].at])
        i++;
    return i;
}

/* The pair of a delimiter is spelled in the next way; false: there is none. */
static bool respell(jr_escaper *e, const jr_delimiter *d)
{
    const char c = e->bare.p[d->at];
    char *spelling = &e->spelling[d->number];
    if (*spelling == AS_TAG || (*spelling == AS_STAR && c == '_')) /* respelled with the other end already */
        return false;
    *spelling = c == '_' && *spelling == AS_SOURCE ? AS_STAR : AS_TAG;
    return true;
}

/* Delimiters that cannot do their work where they stand (CommonMark §6.2, rules 1 to 8) are spelled differently. */
static bool respell_all(jr_escaper *e)
{
    bool any = false;
    for (size_t i = 0, end; i < e->n_delimiters; i = end) {
        end = run_end(e, i);
        const jr_delimiter *last = &e->delimiters[end - 1];
        const jr_flanking f = jr_escaper_flanking(e, e->delimiters[i].at, last->at + last->n);
        const bool mixed = e->delimiters[i].opens != last->opens;
        for (size_t j = i; j < end; j++) {
            const jr_delimiter *d = &e->delimiters[j];
            const bool fits = d->opens ? f.can_open : f.can_close;
            if (!fits || (mixed && d->opens))
                any = respell(e, d) || any;
        }
    }
    return any;
}

static void start(jr_escaper *e, const jr_merger *m, size_t unit)
{
    *e = (jr_escaper){
        .m = m,
        .index = unit,
        .unit = &m->job->units->items[unit],
        .codes = &m->units[unit].codes,
        .level = m->units[unit].level,
    };
    jr_escaper_context(e);
    if (e->codes->n == 0)
        return;
    e->spelling = jr_arena_array(m->scratch, char, (size_t)e->codes->n + 1);
    e->delimiters = jr_arena_array(m->scratch, jr_delimiter, m->units[unit].text.n);
    for (size_t i = 1; i <= e->codes->n; i++)
        e->spelling[i] = e->level >= JR_ESCAPE_REFERENCES ? AS_TAG : AS_SOURCE;
}

void jr_merge_markdown(const jr_merger *m, size_t unit, jr_buf *out)
{
    enum { TRIES = 3 }; /* a spelling may disturb a neighbour; what is still wrong then is found by the proof */
    jr_escaper e;
    start(&e, m, unit);
    put_bare(&e);
    for (int i = 0; i < TRIES && respell_all(&e); i++)
        put_bare(&e);
    jr_escaper_write(&e, out);
    jr_buf_free(&e.bare);
    jr_buf_free(&e.marks);
}
