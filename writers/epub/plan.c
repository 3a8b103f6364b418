/* SPDX-License-Identifier: MIT */
/* The plan of a book: chapters, and where everything is. */
#include "epub.h"

static bool next_block(jr_walk *w)
{
    while (jr_walk_next(w)) {
        if (!w->entering || w->node->kind == JR_DOCUMENT || (w->node->kind == JR_INCLUDE && w->node->first))
            continue;
        jr_walk_skip(w);
        return true;
    }
    return false;
}

/* Opens included files, so that their headings split the book as the page's own do. */
static void list_blocks(epub_book *book)
{
    size_t n = 0;
    for (jr_walk w = jr_walk_start(book->doc->root); next_block(&w);)
        n++;
    book->blocks = jr_arena_array(book->ctx->arena, const jr_node *, n + 1);
    for (jr_walk w = jr_walk_start(book->doc->root); next_block(&w);)
        book->blocks[book->n_blocks++] = w.node;
}

static jr_str plain_text(jr_arena *arena, const jr_node *node)
{
    jr_buf text = {0}, out = {0};
    jr_node_text(node, &text);
    const jr_str trimmed = jr_str_trim(jr_buf_str(&text));
    for (size_t i = 0; i < trimmed.n; i++) {
        if (!jr_is_space(trimmed.p[i]))
            jr_putc(&out, trimmed.p[i]);
        else if (!jr_is_space(trimmed.p[i - 1]))
            jr_putc(&out, ' ');
    }
    jr_buf_free(&text);
    return jr_buf_take(&out, arena);
}

static bool is_split(const jr_node *block)
{
    return block->kind == JR_HEADING && block->as.heading.level == 1;
}

static epub_chapter *add_chapter(epub_book *book, size_t begin, const jr_node *heading)
{
    jr_arena *arena = book->ctx->arena;
    epub_chapter *chapter = &book->chapters[book->n_chapters++];
    chapter->begin = begin;
    chapter->heading = heading;
    chapter->last_note = &chapter->notes;
    chapter->file = jr_arena_printf(arena, "ch%03zu.xhtml", book->n_chapters);
    if (heading)
        chapter->title = plain_text(arena, heading);
    if (!chapter->title.n)
        chapter->title = book->doc->title;
    return chapter;
}

/* What comes before the first heading of level 1 is a chapter with the page's title, unless that heading repeats the
   title: a reader sees it once. */
static void split(epub_book *book)
{
    size_t splits = 0;
    for (size_t i = 0; i < book->n_blocks; i++)
        splits += is_split(book->blocks[i]);
    book->chapters = jr_arena_array(book->ctx->arena, epub_chapter, splits + 1);
    bool content = false; /* before the first heading */
    for (size_t i = 0; i < book->n_blocks; i++) {
        const jr_node *block = book->blocks[i];
        if (is_split(block)) {
            const bool first = book->n_chapters == 0;
            const bool lead = first && content && !(block->flags & JR_NODE_TITLE);
            if (lead)
                add_chapter(book, 0, NULL);
            add_chapter(book, first && !lead ? 0 : i, block);
        } else if (block->kind != JR_RAW_BLOCK) {
            content = true;
        }
    }
    if (book->n_chapters == 0)
        add_chapter(book, 0, NULL);
    for (size_t i = 0; i < book->n_chapters; i++)
        book->chapters[i].end = i + 1 < book->n_chapters ? book->chapters[i + 1].begin : book->n_blocks;
}

static void add_id(epub_book *book, jr_str id, size_t chapter)
{
    jr_buf lower = {0};
    if (!id.n || !jr_map_add(&book->ids, id, chapter))
        return;
    if (book->n_ids == book->ids_capacity) {
        const jr_str *old = book->id_list;
        book->ids_capacity = old ? 2 * book->ids_capacity : 64;
        book->id_list = jr_arena_array(book->ctx->arena, jr_str, book->ids_capacity);
        if (old)
            memcpy(book->id_list, old, book->n_ids * sizeof *old);
    }
    book->id_list[book->n_ids++] = id;
    for (size_t i = 0; i < id.n; i++)
        jr_putc(&lower, jr_lower(id.p[i]));
    const jr_str key = jr_buf_take(&lower, book->ctx->arena);
    jr_map_add(&book->ids_nocase, key, book->n_ids - 1);
}

/* Headings in quotes, alerts and tables are no steps of the page's own course. */
static bool in_course(const jr_node *heading)
{
    for (const jr_node *n = heading->parent; n; n = n->parent)
        if (n->kind == JR_BLOCK_QUOTE || n->kind == JR_ALERT || n->kind == JR_TABLE || n->kind == JR_FOOTNOTE)
            return false;
    return true;
}

static void add_heading(epub_book *book, const jr_node *heading, size_t chapter)
{
    const unsigned level = heading->as.heading.level > 1 ? heading->as.heading.level : 2;
    if (heading == book->chapters[chapter].heading || level > book->options->toc_depth || !in_course(heading))
        return;
    const jr_str text = plain_text(book->ctx->arena, heading);
    const jr_str id = jr_node_id(heading);
    if (text.n && id.n)
        book->entries[book->n_entries++] = (epub_entry){level, chapter, id, text};
}

static void add_reference(epub_book *book, const jr_node *ref, size_t chapter)
{
    if (ref->as.note.number == 0 || ref->as.note.number > book->n_notes)
        return;
    epub_note *note = &book->notes[ref->as.note.number - 1];
    if (note->chapter == EPUB_NOWHERE)
        note->chapter = chapter;
    if (ref->as.note.uses >= 1 && ref->as.note.uses <= note->n_refs)
        note->ref_chapter[ref->as.note.uses - 1] = chapter;
}

static void survey(epub_book *book, const jr_node *top, size_t chapter)
{
    for (jr_walk w = jr_walk_start(top); jr_walk_next(&w);) {
        const jr_node *node = w.node;
        if (!w.entering)
            continue;
        add_id(book, jr_node_id(node), chapter);
        if (node->kind == JR_HEADING)
            add_heading(book, node, chapter);
        else if (node->kind == JR_FOOTNOTE_REF)
            add_reference(book, node, chapter);
        else if (node->kind == JR_IMAGE)
            jr_walk_skip(&w); /* its children are its alternative text */
    }
}

/* An id that nothing in the page has. */
static jr_str free_id(const epub_book *book, const char *name)
{
    jr_str id = jr_str_from(name);
    size_t chapter = 0;
    for (unsigned i = 1; jr_map_find(&book->ids, id, &chapter); i++)
        id = jr_arena_printf(book->ctx->arena, "%s-%u", name, i);
    return id;
}

static void list_notes(epub_book *book)
{
    jr_arena *arena = book->ctx->arena;
    const jr_node *first = book->doc->notes ? book->doc->notes->first : NULL;
    for (const jr_node *n = first; n; n = n->next)
        if (n->as.note.number > book->n_notes)
            book->n_notes = n->as.note.number;
    book->notes = jr_arena_array(arena, epub_note, book->n_notes + 1);
    for (const jr_node *n = first; n; n = n->next) {
        epub_note *note = &book->notes[n->as.note.number - 1];
        note->node = n;
        note->chapter = EPUB_NOWHERE;
        note->n_refs = n->as.note.uses;
        note->ref_chapter = jr_arena_array(arena, size_t, note->n_refs + 1);
        for (size_t i = 0; i < note->n_refs; i++)
            note->ref_chapter[i] = EPUB_NOWHERE;
    }
}

/* By number, so that a note that only another one refers to comes behind that. */
static void place_notes(epub_book *book)
{
    for (size_t i = 0; i < book->n_notes; i++) {
        epub_note *note = &book->notes[i];
        if (!note->node)
            continue;
        if (note->chapter == EPUB_NOWHERE)
            note->chapter = book->n_chapters - 1;
        epub_chapter *chapter = &book->chapters[note->chapter];
        *chapter->last_note = note;
        chapter->last_note = &note->next;
        survey(book, note->node, note->chapter);
    }
}

void epub_plan(epub_book *book)
{
    jr_arena *arena = book->ctx->arena;
    book->ids.arena = book->ids_nocase.arena = arena;
    list_blocks(book);
    split(book);

    size_t headings = book->n_chapters;
    for (jr_walk w = jr_walk_start(book->doc->root); jr_walk_next(&w);)
        headings += w.entering && w.node->kind == JR_HEADING;
    book->entries = jr_arena_array(arena, epub_entry, headings);
    list_notes(book);

    for (size_t c = 0; c < book->n_chapters; c++) {
        const epub_chapter *chapter = &book->chapters[c];
        book->entries[book->n_entries++] = (epub_entry){1, c, {"", 0}, chapter->title};
        for (size_t i = chapter->begin; i < chapter->end; i++)
            survey(book, book->blocks[i], c);
    }
    place_notes(book);
    book->title_id = free_id(book, "title");
}
