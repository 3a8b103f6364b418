/* SPDX-License-Identifier: MIT */
/* Footnotes (WML §17.11). Word wants each note referred to once, from the body: further references are cross-references
   to the first, and a note that only other notes refer to stands in the first of these. */
#include "docx/docx.h"

#define EXTRA UINT32_MAX /* in note_ids: written with another note */

void docx_notes_prepare(docx *d)
{
    if (!d->doc->notes)
        return;
    for (const jr_node *note = d->doc->notes->first; note; note = note->next)
        d->n_notes++;
    size_t n = 0;
    d->note_ids = jr_arena_array(d->arena, uint32_t, d->n_notes + 1);
    d->note_nodes = jr_arena_array(d->arena, const jr_node *, d->n_notes + 1);
    d->extra_notes = jr_arena_array(d->arena, const jr_node *, d->n_notes + 1);
    for (const jr_node *note = d->doc->notes->first; note; note = note->next)
        d->note_nodes[n++] = note;
}

/* Index of the note that a reference or footnote of this number means, or n_notes. */
static size_t index_of(const docx *d, const jr_node *node)
{
    const size_t number = node->as.note.number;
    return number >= 1 && number <= d->n_notes ? number - 1 : d->n_notes;
}

static jr_str bookmark_name(docx *d, uint32_t id)
{
    return jr_arena_printf(d->arena, "_Ref%09u", (unsigned)id);
}

static void first_ref(docx *d, size_t index, docx_format f)
{
    const uint32_t id = ++d->n_note_ids;
    d->note_ids[index] = id;
    const uint32_t mark = docx_bookmark_start(d, bookmark_name(d, id));
    docx_run_begin(d, f);
    jr_printf(d->out, "<w:footnoteReference w:id=\"%u\"/>", (unsigned)id);
    docx_run_end(d);
    docx_bookmark_end(d, mark);
}

void docx_note_ref(docx *d, const jr_node *node, docx_format format)
{
    const size_t index = index_of(d, node);
    const docx_format f = {.flags = (format.flags & ~(uint32_t)DOCX_LINKED) | DOCX_NOTE_MARK, .lang = format.lang};
    if (index == d->n_notes)
        return;
    const bool in_body = d->part == &d->body;
    if (in_body && d->note_ids[index] == 0) {
        first_ref(d, index, f);
    } else if (d->note_ids[index] && d->note_ids[index] != EXTRA) {
        const jr_str name = bookmark_name(d, d->note_ids[index]);
        docx_field(d, f, jr_arena_printf(d->arena, "NOTEREF %.*s \\f \\h", JR_FMT(name)),
                   jr_arena_printf(d->arena, "%u", (unsigned)d->note_ids[index]));
    } else {
        if (d->note_ids[index] == 0)
            d->extra_notes[d->n_extra_notes++] = d->note_nodes[index];
        d->note_ids[index] = EXTRA;
        docx_text(d, f, JR_STR("*"));
    }
    d->line.last = '0';
}

/* Notes that notes refer to, and that nothing else does, follow in the same place. */
static void write_extra(docx *d, const docx_flow *flow)
{
    for (size_t i = 0; i < d->n_extra_notes; i++) {
        d->marker = (docx_marker){.set = true, .note = true, .extra = true, .style = DOCX_FOOTNOTE};
        docx_blocks(d, d->extra_notes[i], flow);
        docx_marker_flush(d, flow);
    }
    d->n_extra_notes = 0;
}

static void write_note(docx *d, const jr_node *note, uint32_t id)
{
    docx_flow flow = docx_page_flow(d);
    flow.style = DOCX_FOOTNOTE;
    jr_printf(d->out, "<w:footnote w:id=\"%u\">", (unsigned)id);
    d->touch = DOCX_TOUCH_NONE;
    d->marker = (docx_marker){.set = true, .note = true, .style = DOCX_FOOTNOTE};
    docx_bookmark_later(d, note);
    docx_blocks(d, note, &flow);
    docx_marker_flush(d, &flow);
    write_extra(d, &flow);
    if (d->touch == DOCX_TOUCH_TABLE) {
        docx_para_open(d, &flow, (docx_para){.style = DOCX_FOOTNOTE});
        docx_para_close(d);
    }
    jr_puts(d->out, "</w:footnote>");
}

bool docx_notes_write(docx *d)
{
    if (d->n_note_ids == 0)
        return false;
    d->part = &d->notes;
    d->out = &d->notes.xml;
    docx_root_open(d->out, "w:footnotes");
    jr_puts(d->out,
            "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" "
            "w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote "
            "w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" "
            "w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>");
    const jr_node *note = d->doc->notes->first;
    for (size_t i = 0; i < d->n_notes && note; i++, note = note->next) {
        if (d->note_ids[i] && d->note_ids[i] != EXTRA)
            write_note(d, note, d->note_ids[i]);
    }
    jr_puts(d->out, "</w:footnotes>");
    return true;
}
