/* SPDX-License-Identifier: MIT */
/* One run of inlines as the pieces of a unit: text with its white space normalised, and codes. */
#include "unit_parts.h"
#include "unit_written.h"

enum { FEW_PIECES = 16 };

struct builder {
    const jr_doc *doc; /* NULL: the text has no place in a page's body */
    jr_arena *arena;
    jr_piece *pieces;
    size_t n, cap;
    jr_sub_text *subs;
    size_t n_subs, cap_subs;
    size_t *open; /* indices of the OPEN pieces that have not been closed */
    size_t n_open, cap_open;
    uint32_t number; /* of the last code */
    uint32_t cursor; /* all bytes of the source before it belong to pieces */
    bool shown;      /* codes get what they show and stand for */
    bool has_words;
    jr_buf text; /* the text piece at hand; empty: none */
    jr_span text_span;
    jr_form text_form; /* HTML_TEXT, or PARAGRAPH for all of Markdown */
    bool text_exact;
};

static jr_piece *add(struct builder *b, jr_piece_kind kind)
{
    JR_GROW(b->arena, b->pieces, b->n, b->cap);
    jr_piece *piece = &b->pieces[b->n++];
    *piece = (jr_piece){.kind = kind};
    return piece;
}

/* What a translator is shown for a code. */
static void show(const struct builder *b, jr_piece *piece, jr_str text)
{
    if (b->shown)
        piece->disp = jr_clip(b->arena, text, CODE_SHOWN);
}

/* The same for a code without text, which may stand for some; `known`: what is shown, or empty. What a protected text
   stands for is part of what the unit says (unit_hash), shown or not. */
static void show_lone(const struct builder *b, jr_piece *piece, jr_str known)
{
    if (b->shown || piece->type == JR_CODE_TERM)
        piece->equiv = jr_code_equiv(b->arena, piece->node, piece->type);
    if (!b->shown)
        return;
    piece->disp = known.n ? known : jr_code_disp(b->arena, piece->node, piece->type, piece->text);
}

/* The text at hand: as it stands in the page, where it does. */
static jr_str text_of(const struct builder *b)
{
    const jr_str text = jr_buf_str(&b->text);
    const bool placed = b->doc && b->text_exact && b->text_span.file == b->doc->file;
    const jr_str written = placed ? jr_str_sub(b->doc->source, b->text_span.begin, b->text_span.end) : (jr_str){0};
    return jr_str_eq(text, written) ? written : jr_arena_copy(b->arena, text);
}

static void flush_text(struct builder *b)
{
    if (b->text.n == 0)
        return;
    jr_piece *piece = add(b, JR_PIECE_TEXT);
    piece->text = text_of(b);
    piece->span = b->text_span;
    piece->form = b->text_form;
    piece->exact = b->text_exact;
    b->text.n = 0;
}

/* Appends text with each run of white space as one space; none at the start of the unit. */
static void put_text(struct builder *b, jr_str text)
{
    for (size_t i = 0; i < text.n;) {
        if (jr_is_space(text.p[i])) {
            i++;
            if (b->text.n ? b->text.p[b->text.n - 1] != ' ' : b->n > 0)
                jr_putc(&b->text, ' ');
            continue;
        }
        const size_t begin = i;
        const uint32_t c = jr_utf8_next(text, &i);
        jr_put(&b->text, jr_str_sub(text, begin, i));
        b->has_words = b->has_words || jr_is_word(c);
    }
}

/* The bytes between two inlines that hold nothing: the white space and the quote marks at the start of a line. */
static bool is_gap(const struct builder *b, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (!jr_is_space(b->doc->source.p[i]) && b->doc->source.p[i] != '>')
            return false;
    return begin <= end;
}

/* Bytes that are tags, comments and white space alone: HTML that means nothing here, such as <font>. */
static bool is_tags(const struct builder *b, uint32_t begin, uint32_t end)
{
    const jr_str s = jr_str_sub(b->doc->source, 0, end);
    for (size_t i = begin; i < end;) {
        const size_t behind = s.p[i] == '<' ? jr_code_tag_end(s, i) : 0;
        if (!behind && !is_gap(b, (uint32_t)i, (uint32_t)i + 1))
            return false;
        i = behind ? behind : i + 1;
    }
    return begin < end;
}

/* The next piece begins at `begin`: a gap before it becomes part of the piece before; tags there become a code. False:
   bytes of the page belong to no piece. */
static bool reach(struct builder *b, uint32_t begin)
{
    jr_piece *before = b->n ? &b->pieces[b->n - 1] : NULL;
    if (!before || !before->exact || before->span.end == begin)
        return true;
    uint32_t gap = before->span.end;
    while (gap < begin && is_gap(b, gap, gap + 1))
        gap++;
    if (gap < begin && !is_tags(b, gap, begin))
        return false;
    before->span.end = gap;
    if (before->kind != JR_PIECE_TEXT)
        before->text = jr_str_sub(b->doc->source, before->span.begin, gap);
    if (gap == begin)
        return true;
    jr_piece *piece = add(b, JR_PIECE_CODE);
    piece->type = JR_CODE_HTML;
    piece->number = ++b->number;
    piece->exact = true;
    piece->span = (jr_span){.file = b->doc->file, .begin = gap, .end = begin};
    piece->text = jr_str_sub(b->doc->source, gap, begin);
    show(b, piece, piece->text);
    b->cursor = begin;
    return true;
}

/* The node's bytes say its text. */
static bool is_written(const struct builder *b, const jr_node *node)
{
    const jr_span *span = &node->span;
    if (!b->doc || span->file != b->doc->file || span->begin < b->cursor || span->begin >= span->end ||
        span->end > b->doc->source.n)
        return false;
    const jr_form form = node->flags & JR_NODE_HTML ? JR_FORM_HTML_TEXT : JR_FORM_PARAGRAPH;
    return node->kind != JR_TEXT || jr_str_eq(jr_str_sub(b->doc->source, span->begin, span->end), node->as.text) ||
           jr_written_align(b->doc->source, span->begin, span->end, form, node->as.text, NULL);
}

static void add_sub(struct builder *b, const jr_node *node, jr_unit_kind kind, size_t piece)
{
    JR_GROW(b->arena, b->subs, b->n_subs, b->cap_subs);
    b->subs[b->n_subs++] = (jr_sub_text){node, kind, piece};
}

static void add_subs(struct builder *b, const jr_node *node, size_t piece)
{
    const jr_node *image = jr_code_image(node);
    const jr_node *titled = image ? image : node;
    if (image && image->first)
        add_sub(b, image, JR_UNIT_ALT, piece);
    if (jr_sub_text_of(titled, JR_UNIT_TITLE).n)
        add_sub(b, titled, JR_UNIT_TITLE, piece);
    if (jr_sub_text_of(titled, JR_UNIT_LABEL).n)
        add_sub(b, titled, JR_UNIT_LABEL, piece);
}

/* A new piece of a code; where its bytes are known and follow those of the piece before, it has them. */
static jr_piece *add_code(struct builder *b, jr_piece_kind kind, const jr_node *node, bool found, uint32_t begin,
                          uint32_t end)
{
    flush_text(b);
    const bool exact = found && reach(b, begin);
    jr_piece *piece = add(b, kind);
    piece->node = node;
    piece->span = node->span;
    piece->exact = exact;
    if (!exact)
        return piece;
    piece->span.begin = begin;
    piece->span.end = b->cursor = end;
    piece->text = jr_str_sub(b->doc->source, begin, end);
    return piece;
}

/* "<xref:uid>", which shows what it refers to. */
static bool take_uid(struct builder *b, const jr_node *node)
{
    const jr_span *span = &node->span;
    if (!b->doc || span->file != b->doc->file || span->begin < b->cursor || span->end > b->doc->source.n)
        return false;
    const jr_str s = jr_str_sub(b->doc->source, span->begin, span->end);
    if (!jr_str_starts_nocase(s, JR_STR("<xref:")) || !jr_str_ends(s, JR_STR(">")))
        return false;
    jr_piece *piece = add_code(b, JR_PIECE_CODE, node, true, span->begin, span->end);
    piece->type = JR_CODE_ADDRESS;
    piece->flags = JR_CODE_CAN_REORDER;
    piece->number = ++b->number;
    piece->equiv = node->as.text;
    show(b, piece, node->as.text);
    return true;
}

/* White space in HTML alone: where it stands in an element that means nothing here, it has no place of its own. */
static bool is_html_space(const jr_node *node)
{
    return node->flags & JR_NODE_HTML && (node->kind == JR_SOFT_BREAK || jr_str_trim(node->as.text).n == 0);
}

/* Takes a text node or a soft break into the text piece at hand. */
static void take_text(struct builder *b, const jr_node *node)
{
    const jr_span *span = &node->span;
    const bool is_text = node->kind == JR_TEXT && !is_html_space(node);
    bool exact = is_written(b, node);
    if (!exact && b->doc && b->text.n == 0 && is_html_space(node))
        return; /* the code that its element becomes shows it */
    if (is_text && !exact && take_uid(b, node))
        return;
    const jr_form form = node->flags & JR_NODE_HTML ? JR_FORM_HTML_TEXT : JR_FORM_PARAGRAPH;
    if (b->text.n && ((exact && !is_gap(b, b->cursor, span->begin)) || (is_text && form != b->text_form)))
        flush_text(b);
    const bool first = b->text.n == 0;
    if (is_text || first)
        b->text_form = form;
    exact = exact && (!first || reach(b, span->begin));
    if (first) {
        b->text_span = *span;
        b->text_exact = true;
    }
    /* White space may stand anywhere but at the start of a piece, whose place it would be. */
    if (is_text || first)
        b->text_exact = b->text_exact && exact;
    if (exact)
        b->text_span.end = b->cursor = span->end;
    put_text(b, is_text ? node->as.text : JR_STR(" "));
}

static void take_code(struct builder *b, const jr_node *node, const jr_code_shape *shape)
{
    jr_code_place place = {0};
    const bool found = jr_code_find(b->doc, node, false, b->cursor, &place);
    /* The line break that a block element in a line makes: its tags are codes already. */
    if (!found && node->kind == JR_LINE_BREAK && node->flags & JR_NODE_HTML)
        return;
    jr_piece *piece = add_code(b, JR_PIECE_CODE, node, found, place.open_begin, place.close_end);
    piece->type = shape->type;
    piece->flags = shape->flags;
    piece->number = ++b->number;
    show_lone(b, piece, (jr_str){"", 0});
    add_subs(b, node, b->n - 1);
}

/* HTML without an end tag, or without a tag of its own (what is open goes on in the next block), holds nothing
   together: its tags become single codes, as bytes between the texts (see reach). */
#define NO_PIECE SIZE_MAX

static void open_code(struct builder *b, const jr_node *node, const jr_code_shape *shape)
{
    jr_code_place place = {0};
    const bool found = jr_code_find(b->doc, node, true, b->cursor, &place);
    JR_GROW(b->arena, b->open, b->n_open, b->cap_open);
    if (!found && node->flags & JR_NODE_HTML) {
        b->open[b->n_open++] = NO_PIECE;
        return;
    }
    jr_piece *piece = add_code(b, JR_PIECE_OPEN, node, found, place.open_begin, place.open_end);
    piece->type = shape->type;
    piece->flags = shape->flags;
    piece->number = ++b->number;
    show(b, piece, piece->text);
    b->open[b->n_open++] = b->n - 1;
    add_subs(b, node, b->n - 1);
}

/* A pair that holds codes and spaces alone is one code: there is nothing in it to translate. */
static void collapse(struct builder *b, size_t first)
{
    jr_piece *piece = &b->pieces[first];
    jr_buf original = {0};
    bool exact = true;
    uint32_t flags = piece->flags;
    for (size_t i = first; i < b->n; i++) {
        const jr_piece *inner = &b->pieces[i];
        exact = exact && inner->exact && (i == first || inner->span.begin == inner[-1].span.end);
        flags &= inner->kind == JR_PIECE_TEXT ? flags : inner->flags;
        jr_put(&original, inner->text);
    }
    piece->kind = JR_PIECE_CODE;
    piece->flags = flags;
    piece->exact = exact;
    piece->span.end = exact ? b->pieces[b->n - 1].span.end : piece->span.end;
    if (b->n - first == 3 && b->pieces[first + 1].kind == JR_PIECE_CODE && piece->type != JR_CODE_LINK)
        piece->type = b->pieces[first + 1].type;
    piece->text = jr_buf_take(&original, b->arena);
    show_lone(b, piece, b->n - first > 2 ? b->pieces[first + 1].disp : (jr_str){"", 0});
    b->n = first + 1;
    b->number = piece->number;
    for (size_t i = b->n_subs; i > 0 && b->subs[i - 1].piece > first; i--)
        b->subs[i - 1].piece = first;
}

static bool is_blank(const jr_piece *piece)
{
    return piece->kind == JR_PIECE_TEXT && jr_str_trim(piece->text).n == 0;
}

static void close_code(struct builder *b, const jr_node *node)
{
    const size_t first = b->open[--b->n_open];
    if (first == NO_PIECE)
        return;
    jr_code_place place = {0};
    const bool found = b->pieces[first].exact &&
                       jr_code_find(b->doc, node, true, b->pieces[first].span.begin, &place) &&
                       place.close_begin >= b->cursor;
    jr_piece *piece = add_code(b, JR_PIECE_CLOSE, node, found, place.close_begin, place.close_end);
    jr_piece *open = &b->pieces[first];
    piece->type = open->type;
    piece->flags = open->flags;
    piece->number = open->number;
    show(b, piece, piece->text);
    bool has_text = false;
    for (size_t i = first + 1; i < b->n && !has_text; i++)
        has_text = b->pieces[i].kind == JR_PIECE_TEXT && !is_blank(&b->pieces[i]);
    if (!has_text)
        collapse(b, first);
}

/* A code that says nothing where it stands at either end of a text: a comment, an anchor, a line break. */
static bool is_idle(const jr_piece *piece)
{
    return piece->kind == JR_PIECE_CODE && piece->n_subs == 0 && piece->node && !piece->node->first &&
           (piece->node->kind == JR_RAW_INLINE || piece->node->kind == JR_SPAN || piece->node->kind == JR_LINE_BREAK);
}

/* Leaves what says nothing at either end outside of the unit: it stays where it is in the page. */
static void trim(struct builder *b, jr_run *ret_run)
{
    size_t first = 0, end = b->n;
    uint32_t idle = 0;
    for (; first < end && (is_idle(&b->pieces[first]) || is_blank(&b->pieces[first])); first++)
        idle += b->pieces[first].kind == JR_PIECE_CODE;
    while (end > first && (is_idle(&b->pieces[end - 1]) || is_blank(&b->pieces[end - 1])))
        end--;
    if (first < end && b->pieces[first].kind == JR_PIECE_TEXT && b->pieces[first].text.p[0] == ' ')
        b->pieces[first].text = jr_str_sub(b->pieces[first].text, 1, SIZE_MAX);
    jr_str *last = first < end && b->pieces[end - 1].kind == JR_PIECE_TEXT ? &b->pieces[end - 1].text : NULL;
    if (last && jr_str_ends(*last, JR_STR(" ")))
        last->n--;
    for (size_t i = first; i < end; i++)
        b->pieces[i].number -= b->pieces[i].kind == JR_PIECE_TEXT ? 0 : idle;
    for (size_t i = 0; i < b->n_subs; i++)
        b->subs[i].piece -= first;
    ret_run->pieces = b->n ? b->pieces + first : NULL;
    ret_run->n = end - first;
}

/* Hands everything over. */
static void finish(struct builder *b, jr_run *ret_run)
{
    flush_text(b);
    jr_buf_free(&b->text);
    *ret_run = (jr_run){.subs = b->subs, .n_subs = b->n_subs, .has_words = b->has_words};
    trim(b, ret_run);
}

static void take_inline(struct builder *b, jr_walk *w)
{
    const jr_node *node = w->node;
    if (node->kind == JR_TEXT || node->kind == JR_SOFT_BREAK) {
        if (w->entering)
            take_text(b, node);
        return;
    }
    const jr_code_shape shape = jr_code_shape_of(node);
    if (shape.paired) {
        if (w->entering)
            open_code(b, node, &shape);
        else
            close_code(b, node);
    } else if (w->entering) {
        take_code(b, node, &shape);
        jr_walk_skip(w);
    }
}

void jr_run_inlines(const jr_doc *doc, jr_arena *arena, const jr_node *first, bool shown, jr_run *ret_run)
{
    jr_piece few[FEW_PIECES]; /* most runs have no more: there is no need for an array that grows */
    struct builder b = {.doc = doc, .arena = arena, .shown = shown, .pieces = few, .cap = FEW_PIECES};
    for (const jr_node *node = first; node && jr_kind_is_inline(node->kind); node = node->next)
        for (jr_walk w = jr_walk_start(node); jr_walk_next(&w);)
            take_inline(&b, &w);
    finish(&b, ret_run);
    if (b.pieces == few && b.n) { /* those outside of the unit as well: a text of their own refers to them */
        jr_piece *pieces = jr_arena_array(arena, jr_piece, b.n);
        memcpy(pieces, few, b.n * sizeof *pieces);
        ret_run->pieces = pieces + (ret_run->pieces - few);
    }
}
