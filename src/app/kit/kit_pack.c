/* SPDX-License-Identifier: MIT */
#include "kit_pack.h"

/* The parts of a file of one page. */
typedef struct parts {
    jr_str head, file; /* the rest is the end tag */
} parts;

static bool split(jr_str xliff, parts *ret_parts)
{
    const jr_str close = JR_STR("</xliff>");
    const size_t root = jr_str_search(xliff, 0, JR_STR("<xliff "));
    const size_t head = jr_str_find(xliff, root, '>');
    size_t end = xliff.n;
    while (end > head && !jr_str_starts(jr_str_sub(xliff, end, xliff.n), close))
        end--;
    if (end <= head || jr_str_search(xliff, head, JR_STR("<file ")) >= end)
        return false;
    *ret_parts = (parts){jr_str_sub(xliff, 0, head + 1), jr_str_sub(xliff, head + 1, end)};
    return true;
}

/* ---- Heads: in XLIFF 2 a page declares the namespaces of the modules that it uses ---- */

static const jr_str space = JR_STR_INIT(" xmlns:");

/* The next declaration from *at on, with the space before it; false: there is none. */
static bool next_space(jr_str head, size_t *at, jr_str *ret_space)
{
    const size_t begin = jr_str_search(head, *at, space), value = jr_str_find(head, begin, '"');
    const size_t end = jr_str_find(head, value + 1, '"') + 1;
    if (begin >= head.n || end > head.n)
        return false;
    *at = end;
    *ret_space = jr_str_sub(head, begin, end);
    return true;
}

static jr_str without_spaces(jr_str head, jr_arena *arena)
{
    jr_buf out = {0};
    jr_str declared;
    size_t begin = 0;
    for (size_t at = 0; next_space(head, &at, &declared); begin = at)
        jr_put(&out, jr_str_sub(head, begin, at - declared.n));
    jr_put(&out, jr_str_sub(head, begin, head.n));
    return jr_buf_take(&out, arena);
}

static void add_spaces(jr_pack *pack, jr_str head)
{
    jr_str declared;
    for (size_t at = 0; next_space(head, &at, &declared);)
        if (jr_str_search(jr_buf_str(&pack->spaces), 0, declared) >= pack->spaces.n)
            jr_put(&pack->spaces, declared);
}

/* ---- Files ---- */

/* XLIFF 2.0 §4.2.2.2: the id of a <file> is unique in the document. In 1.2 there is none. */
static void put_file(jr_buf *out, jr_str file, size_t number)
{
    const jr_str id = JR_STR("<file id=\"f1\"");
    const size_t at = jr_str_search(file, 0, JR_STR("<file "));
    if (!jr_str_starts(jr_str_sub(file, at, file.n), id)) {
        jr_put(out, file);
        return;
    }
    jr_put(out, jr_str_sub(file, 0, at));
    jr_printf(out, "<file id=\"f%zu\"", number);
    jr_put(out, jr_str_sub(file, at + id.n, file.n));
}

/* What has a line end behind the last <file> keeps it before the next. */
static jr_str without_end(jr_str file)
{
    return jr_str_ends(file, JR_STR("\n")) ? jr_str_sub(file, 0, file.n - 1) : file;
}

bool jr_packs_add(jr_packs *packs, jr_str xliff, jr_pack **ret_pack)
{
    parts p;
    if (!split(xliff, &p))
        return false;
    const jr_str head = without_spaces(p.head, packs->arena);
    jr_pack *pack = packs->first, **link = &packs->first;
    for (; pack && !jr_str_eq(pack->head, head); pack = pack->next)
        link = &pack->next;
    if (!pack) {
        pack = *link = jr_arena_new(packs->arena, jr_pack);
        pack->head = head;
        pack->number = ++packs->n;
    }
    add_spaces(pack, p.head);
    put_file(&pack->bytes, without_end(p.file), ++pack->n);
    *ret_pack = pack;
    return true;
}

void jr_pack_end(jr_pack *pack)
{
    jr_buf all = {0};
    /* Behind the element's name. */
    const size_t at = jr_str_find(pack->head, jr_str_search(pack->head, 0, JR_STR("<xliff ")), ' ');
    jr_put(&all, jr_str_sub(pack->head, 0, at));
    jr_put(&all, jr_buf_str(&pack->spaces));
    jr_put(&all, jr_str_sub(pack->head, at, pack->head.n));
    jr_put(&all, jr_buf_str(&pack->bytes));
    jr_puts(&all, "\n</xliff>\n");
    jr_buf_free(&pack->bytes);
    pack->bytes = all;
}

void jr_packs_drop(jr_packs *packs, jr_pack *pack)
{
    jr_pack **link = &packs->first;
    while (*link != pack)
        link = &(*link)->next;
    *link = pack->next;
    jr_buf_free(&pack->spaces);
    jr_buf_free(&pack->bytes);
}
