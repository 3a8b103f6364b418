/* SPDX-License-Identifier: MIT */
/* Names and notes of units. The frames of the containers that are open make both. */
#include "unit_place.h"

#include "unit_parts.h"

enum { SHOWN = 60 }; /* characters of a heading or a header cell in a note */

static const jr_str kind_words[JR_UNIT_KIND_COUNT] = {
#define X(name, slug, text) JR_STR_INIT(text),
    JR_UNIT_KINDS(X)
#undef X
};

static const char *const alert_words[JR_ALERT_COUNT] = {
    [JR_ALERT_NOTE] = "Note",       [JR_ALERT_TIP] = "Tip",         [JR_ALERT_IMPORTANT] = "Important",
    [JR_ALERT_WARNING] = "Warning", [JR_ALERT_CAUTION] = "Caution",
};

/* Containers that a unit's name or note tells of, and the kind of the units in those that name them. */
static const struct {
    bool counted; /* has a frame and a number */
    bool names;   /* units in it are named after it */
    jr_unit_kind kind;
} containers[JR_KIND_COUNT] = {
    [JR_LIST] = {true, false, JR_UNIT_PARAGRAPH},   [JR_ITEM] = {true, true, JR_UNIT_ITEM},
    [JR_TABLE] = {true, false, JR_UNIT_PARAGRAPH},  [JR_TABLE_CELL] = {true, true, JR_UNIT_CELL},
    [JR_ALERT] = {true, true, JR_UNIT_ALERT},       [JR_BLOCK_QUOTE] = {true, true, JR_UNIT_QUOTE},
    [JR_FOOTNOTE] = {true, true, JR_UNIT_FOOTNOTE}, [JR_TAB_GROUP] = {true, false, JR_UNIT_PARAGRAPH},
    [JR_TAB] = {true, false, JR_UNIT_PARAGRAPH},
};

jr_place jr_place_start(jr_arena *arena, bool noted)
{
    return (jr_place){.arena = arena, .noted = noted};
}

/* For notes. */
static jr_str text_of(const jr_place *p, const jr_node *node)
{
    if (!p->noted)
        return (jr_str){"", 0};
    jr_buf text = {0};
    jr_node_text(node, &text);
    const jr_str clipped = jr_clip(p->arena, jr_str_trim(jr_buf_str(&text)), SHOWN);
    jr_buf_free(&text);
    return clipped;
}

static jr_place_frame *innermost(const jr_place *p, jr_kind kind)
{
    for (size_t i = p->n; i > 0; i--)
        if (p->frames[i - 1].node->kind == kind)
            return &p->frames[i - 1];
    return NULL;
}

/* The innermost container that names the units in it, or NULL. */
static jr_place_frame *naming(const jr_place *p)
{
    for (size_t i = p->n; i > 0; i--)
        if (containers[p->frames[i - 1].node->kind].names)
            return &p->frames[i - 1];
    return NULL;
}

/* ---- The walk ---- */

/* HTML §4.9.11: no cell spans more columns. */
enum { MAX_COLUMNS = 1000 };

static void enter_row(jr_place_frame *table)
{
    table->row++;
    table->next_column = 0;
    for (size_t i = 0; i < table->n_below; i++)
        table->below[i] -= table->below[i] > 0;
}

/* The column that a cell starts in: cells of the rows above may reach down into this one. */
static void enter_cell(jr_place *p, jr_place_frame *table, const jr_node *cell)
{
    uint32_t column = table->next_column;
    while (column < table->n_below && table->below[column])
        column++;
    const uint32_t wide = cell->as.cell.colspan < MAX_COLUMNS ? cell->as.cell.colspan : MAX_COLUMNS;
    table->column = column + 1;
    table->next_column = column + (wide ? wide : 1);
    const uint32_t end = table->next_column < MAX_COLUMNS ? table->next_column : MAX_COLUMNS;
    for (uint32_t i = 0; cell->as.cell.rowspan > 1 && i < end; i++) {
        if (i == table->n_below) {
            JR_GROW(p->arena, table->below, table->n_below, table->cap_below);
            table->below[table->n_below++] = 0;
        }
        if (i >= column)
            table->below[i] = cell->as.cell.rowspan;
    }
    if (table->row != 1 || !cell->as.cell.header || !p->noted)
        return;
    const jr_str text = text_of(p, cell);
    while (table->n_headers < end) {
        JR_GROW(p->arena, table->headers, table->n_headers, table->cap_headers);
        table->headers[table->n_headers] = table->n_headers < column ? (jr_str){"", 0} : text;
        table->n_headers++;
    }
}

/* Headings of this level and below hold no longer. A new one holds from behind its unit on. */
static void clear_headings(jr_place *p, unsigned level)
{
    for (unsigned i = level; i <= 6; i++)
        p->headings[i - 1] = (jr_str){"", 0};
    p->path_known = false;
}

void jr_place_enter(jr_place *p, const jr_node *node)
{
    p->counts[node->kind]++;
    if (node->kind == JR_HEADING)
        clear_headings(p, node->as.heading.level);
    jr_place_frame *table = node->kind == JR_TABLE_ROW || node->kind == JR_TABLE_CELL ? innermost(p, JR_TABLE) : NULL;
    if (table && node->kind == JR_TABLE_ROW)
        enter_row(table);
    else if (table)
        enter_cell(p, table, node);
    if (!containers[node->kind].counted)
        return;
    JR_GROW(p->arena, p->frames, p->n, p->cap);
    jr_place_frame *outer = p->n ? &p->frames[p->n - 1] : NULL;
    jr_place_frame *frame = &p->frames[p->n++];
    *frame = (jr_place_frame){.node = node, .number = p->counts[node->kind]};
    if ((node->kind == JR_ITEM || node->kind == JR_TAB) && outer)
        frame->number = ++outer->row;
    if (node->kind == JR_FOOTNOTE) {
        frame->number = node->as.note.number;
        clear_headings(p, 1);
    }
    if (node->kind == JR_TAB && node->first && node->first->kind == JR_TAB_TITLE)
        frame->label = text_of(p, node->first);
}

void jr_place_leave(jr_place *p, const jr_node *node)
{
    if (node->kind == JR_HEADING) {
        p->headings[node->as.heading.level - 1] = text_of(p, node);
        p->path_known = false;
    }
    if (p->n && p->frames[p->n - 1].node == node)
        p->n--;
}

/* ---- Names ---- */

jr_unit_kind jr_place_kind(const jr_place *p, const jr_node *block)
{
    if (block->kind == JR_HEADING)
        return JR_UNIT_HEADING;
    if (block->kind == JR_TAB_TITLE)
        return JR_UNIT_TAB_TITLE;
    const jr_place_frame *frame = naming(p);
    return frame ? containers[frame->node->kind].kind : JR_UNIT_PARAGRAPH;
}

/* "list2/item3" of the innermost container. */
static jr_str container_name(const jr_place *p, const jr_place_frame *frame)
{
    jr_arena *arena = p->arena;
    const jr_place_frame *list = frame > p->frames ? frame - 1 : frame;
    if (frame->node->kind == JR_ITEM)
        return jr_arena_printf(arena, "list%u/item%u", list->number, frame->number);
    const jr_place_frame *table = innermost(p, JR_TABLE);
    if (frame->node->kind == JR_TABLE_CELL && table)
        return jr_arena_printf(arena, "table%u/r%uc%u", table->number, table->row, table->column);
    const jr_str slug = jr_unit_kind_name(containers[frame->node->kind].kind);
    return jr_arena_printf(arena, "%.*s%u", JR_FMT(slug), frame->number);
}

static jr_str unit_name(jr_place *p, const jr_node *block, jr_unit_kind kind)
{
    const jr_str slug = jr_unit_kind_name(kind);
    if (kind == JR_UNIT_TAB_TITLE) {
        const jr_place_frame *tab = innermost(p, JR_TAB), *group = innermost(p, JR_TAB_GROUP);
        return jr_arena_printf(p->arena, "tabs%u/tab%u", group ? group->number : 0, tab ? tab->number : 0);
    }
    jr_place_frame *frame = kind == JR_UNIT_HEADING ? NULL : naming(p);
    if (!frame)
        return jr_arena_printf(p->arena, "%.*s/%u", JR_FMT(slug),
                               kind == JR_UNIT_HEADING ? p->counts[block->kind] : ++p->paragraphs);
    const jr_str name = container_name(p, frame);
    const bool single = frame->node->kind == JR_ITEM || frame->node->kind == JR_TABLE_CELL;
    if (++frame->leaves == 1 && single)
        return name;
    return jr_arena_printf(p->arena, "%.*s/p%u", JR_FMT(name), frame->leaves);
}

/* ---- Notes ---- */

static jr_str heading_path(jr_place *p)
{
    if (p->path_known)
        return p->path;
    jr_buf path = {0};
    for (size_t i = 0; i < 6; i++) {
        if (p->headings[i].n && path.n)
            jr_puts(&path, " › ");
        jr_put(&path, p->headings[i]);
    }
    p->path = jr_buf_take(&path, p->arena);
    p->path_known = true;
    return p->path;
}

static void put_container(const jr_place_frame *frame, jr_buf *note)
{
    if (frame->node->kind == JR_ALERT)
        jr_printf(note, ", in an alert (%s)", alert_words[frame->node->as.alert.type]);
    else if (frame->node->kind == JR_BLOCK_QUOTE)
        jr_puts(note, ", in a block quote");
    else if (frame->node->kind == JR_TABLE && frame->row == 1 && frame->n_headers)
        jr_printf(note, ", in table %u, header of column %u", frame->number, frame->column);
    else if (frame->node->kind == JR_TABLE)
        jr_printf(note, ", in table %u, row %u, column %u", frame->number, frame->row, frame->column);
    else if (frame->node->kind == JR_TAB)
        jr_printf(note, ", in tab “%.*s”", JR_FMT(frame->label));
    if (frame->node->kind == JR_TABLE && frame->row > 1 && frame->column && frame->column <= frame->n_headers &&
        frame->headers[frame->column - 1].n)
        jr_printf(note, " (%.*s)", JR_FMT(frame->headers[frame->column - 1]));
}

/* What the unit is, the containers around it from the inside out, the headings above it. */
static jr_str place_note(jr_place *p, jr_str what, const jr_node *leaf)
{
    enum { NAMED = 4 }; /* more containers say nothing */
    jr_buf note = {0};
    jr_put(&note, what);
    size_t named = 0;
    for (size_t i = p->n; i > 0 && named < NAMED; i--) {
        const jr_place_frame *frame = &p->frames[i - 1];
        if (leaf && leaf->kind == JR_TAB_TITLE && frame->node->kind == JR_TAB)
            continue;
        const size_t before = note.n;
        put_container(frame, &note);
        named += note.n > before;
    }
    const jr_str path = heading_path(p);
    if (path.n)
        jr_printf(&note, ", under “%.*s”", JR_FMT(path));
    return jr_buf_take(&note, p->arena);
}

void jr_place_unit(jr_place *p, const jr_node *block, jr_unit *unit)
{
    unit->name = unit_name(p, block, unit->kind);
    if (!p->noted)
        return;
    const jr_place_frame *frame = naming(p);
    jr_str what = kind_words[unit->kind];
    if (unit->kind == JR_UNIT_HEADING)
        what = jr_arena_printf(p->arena, "Heading of level %u", block->as.heading.level);
    else if (unit->kind == JR_UNIT_FOOTNOTE && frame)
        what = jr_arena_printf(p->arena, "Footnote %u", frame->number);
    else if (unit->kind == JR_UNIT_ALERT || unit->kind == JR_UNIT_QUOTE)
        what = kind_words[JR_UNIT_PARAGRAPH];
    unit->note = place_note(p, what, block);
}

void jr_place_sub(jr_place *p, const jr_node *code, jr_unit_kind kind, jr_unit *unit)
{
    static const char *const words[JR_UNIT_KIND_COUNT] = {
        [JR_UNIT_ALT] = "Alternative text",
        [JR_UNIT_TITLE] = "Title (shown on hover)",
        [JR_UNIT_LABEL] = "Label (read aloud)",
    };
    static const struct {
        const char *name, *words;
    } owners[JR_KIND_COUNT] = {
        [JR_IMAGE] = {"image", "image"}, [JR_LINK] = {"link", "link to"}, [JR_VIDEO] = {"video", "video"}};
    const char *owner = owners[code->kind].name ? owners[code->kind].name : "element";
    if (p->last_code != code)
        p->codes[code->kind]++;
    p->last_code = code;
    const jr_str slug = jr_unit_kind_name(kind);
    const uint32_t number = owners[code->kind].name ? p->codes[code->kind] : ++p->elements;
    unit->name = jr_arena_printf(p->arena, "%s%u/%.*s", owner, (unsigned)number, JR_FMT(slug));
    if (!p->noted)
        return;
    jr_str what = jr_str_from(words[kind]);
    if (owners[code->kind].name) {
        const jr_str url = jr_clip(p->arena, code->as.link.url, SHOWN);
        what = jr_arena_printf(p->arena, "%s of the %s %.*s", words[kind], owners[code->kind].words, JR_FMT(url));
    }
    unit->note = place_note(p, what, NULL);
}

void jr_place_comment(jr_place *p, const jr_node *block, jr_unit *unit)
{
    if (p->last_code != block)
        p->comments = 0;
    p->last_code = block;
    unit->name =
        jr_arena_printf(p->arena, "code%u/comment%u", (unsigned)p->counts[JR_CODE_BLOCK], (unsigned)++p->comments);
    if (!p->noted)
        return;
    const jr_str what = jr_arena_printf(p->arena, "Comment in code (%.*s)", JR_FMT(block->as.code.lang));
    unit->note = place_note(p, what, NULL);
    unit->advice = JR_STR("On one line; what ends a comment in this language must not occur");
}

/* Front-matter keys that a translator should know more about. */
static const struct {
    jr_str key;
    jr_str note, advice;
    uint32_t limit;
} known_keys[] = {
    {JR_STR_INIT("title"),
     JR_STR_INIT(": title of the page, shown in search results and in the browser's tab"),
     {"", 0},
     0},
    {JR_STR_INIT("description"), JR_STR_INIT(": description of the page, shown in search results"),
     JR_STR_INIT("At most 160 characters recommended"), 160},
    {JR_STR_INIT("keywords"), JR_STR_INIT(": keywords of the page, for search"),
     JR_STR_INIT("A list: translate each keyword by itself"), 0},
};

void jr_place_meta(jr_place *p, jr_str key, jr_unit *unit)
{
    jr_str note = {"", 0};
    for (size_t i = 0; i < sizeof known_keys / sizeof *known_keys; i++) {
        if (!jr_str_eq(known_keys[i].key, key))
            continue;
        note = known_keys[i].note;
        unit->advice = known_keys[i].advice;
        unit->limit = known_keys[i].limit;
    }
    unit->name = jr_arena_printf(p->arena, "front-matter/%.*s", JR_FMT(key));
    if (p->noted)
        unit->note = jr_arena_printf(p->arena, "Front matter, %.*s%.*s", JR_FMT(key), JR_FMT(note));
}
