/* SPDX-License-Identifier: MIT */
#include "html_build.h"

#include "ast/build.h"
#include "html_line.h"
#include "html_table.h"

void jr_html_begin(jr_html_builder *b, const jr_read_ctx *ctx, jr_node *root, jr_span span)
{
    *b = (jr_html_builder){.ctx = ctx, .root = root, .span = span, .leaf_kind = JR_PLAIN, .at_start = true};
}

/* ---- Closing ---- */

/* Elements that an end tag does not reach beyond (HTML Standard 13.2.4.2, "has an element in scope"). */
static bool is_barrier(jr_html_role frame, jr_html_role wanted)
{
    if (frame == JR_HTML_CELL)
        return wanted < JR_HTML_TABLE || wanted > JR_HTML_CELL;
    if (frame == JR_HTML_TABLE)
        return wanted != JR_HTML_TABLE;
    return frame == JR_HTML_LIST && wanted == JR_HTML_ITEM;
}

/* Index of the frame that an end tag closes, or b->depth. */
static size_t find_frame(const jr_html_builder *b, const jr_html_element *element)
{
    for (size_t i = b->depth; i-- > 0;) {
        if (b->stack[i].element == element)
            return i;
        if (is_barrier(b->stack[i].element->role, element->role))
            break;
    }
    return b->depth;
}

/* Closes the frames from the top down to i, which is a block. */
static void close_blocks(jr_html_builder *b, size_t i)
{
    while (b->depth > i) {
        const jr_html_frame f = b->stack[b->depth - 1];
        if (jr_html_is_inline(f.element->role)) {
            jr_html_close_inline(b, b->depth - 1);
            continue;
        }
        const bool is_leaf = f.node && f.node == b->leaf;
        jr_html_close_leaf(b); /* takes the leaf's own element off the stack */
        if (is_leaf)
            continue;
        b->depth--;
        if (f.node && f.node->kind == JR_TABLE)
            jr_html_table_finish(b->ctx, f.node);
        else if (f.node && f.node->kind == JR_LIST && !f.node->first)
            jr_node_unlink(f.node);
    }
}

/* Closes the innermost element of a role before another one of it begins, unless a barrier stands between. */
static void close_role(jr_html_builder *b, jr_html_role role)
{
    for (size_t i = b->depth; i-- > 0;) {
        if (b->stack[i].element->role == role) {
            close_blocks(b, i);
            return;
        }
        if (is_barrier(b->stack[i].element->role, role))
            return;
    }
}

/* <dt> and <dd> end each other. */
static void close_term(jr_html_builder *b)
{
    size_t i = b->depth;
    while (i > 0 && b->stack[i - 1].element->role != JR_HTML_DIV)
        i--;
    if (i > 0 && b->stack[i - 1].element->flags & JR_HTML_OPEN_END)
        close_blocks(b, i - 1);
}

static void close_pre(jr_html_builder *b)
{
    jr_node *code = jr_html_new_node(b, JR_CODE_BLOCK);
    /* A line end right behind <pre> is not part of it (HTML Standard 13.1.2.5); each line ends with one in a code block. */
    if (b->text.n && b->text.p[b->text.n - 1] != '\n')
        jr_putc(&b->text, '\n');
    jr_str text = jr_buf_take(&b->text, b->ctx->arena);
    if (text.n && text.p[0] == '\n')
        text = jr_str_sub(text, 1, text.n);
    code->as.code.text = text;
    b->pre = NULL;
    if (text.n)
        jr_html_place(b, code);
}

void jr_html_close(jr_html_builder *b, const jr_html_element *element)
{
    if (b->skip) {
        if (b->skip == element && --b->skip_depth == 0)
            b->skip = NULL;
        return;
    }
    if (b->pre) {
        if (b->pre == element)
            close_pre(b);
        return;
    }
    /* HTML Standard 13.2.6.4.7: an end tag "br" is taken for a line break. */
    if (element->role == JR_HTML_BREAK) {
        jr_html_put(b, jr_html_new_node(b, JR_LINE_BREAK));
        return;
    }
    if (b->inline_only && (element->flags & JR_HTML_BLOCK)) {
        b->break_due = true;
        return;
    }
    const size_t i = find_frame(b, element);
    if (i == b->depth)
        return;
    if (jr_html_is_inline(element->role))
        jr_html_close_inline(b, i);
    else
        close_blocks(b, i);
}

/* ---- Opening ---- */

static void open_inline(jr_html_builder *b, const jr_html_element *element, jr_html_attrs attrs)
{
    if (element->role == JR_HTML_UNWRAP) {
        jr_html_push(b, element, NULL);
        return;
    }
    jr_str url = {0};
    if (element->role == JR_HTML_ANCHOR) {
        const jr_str href = jr_html_get(attrs, JR_STR("href"));
        if (href.n && !jr_html_url_is_safe(href, false))
            jr_report(b->ctx->diag, JR_D_UNSAFE_LINK, &b->span, "a link that runs a script is dropped, its text stays");
        else if (href.n && !b->in_link)
            url = jr_arena_copy(b->ctx->arena, jr_str_trim(href));
        /* No link in a link (HTML Standard 13.2.6.4.7, a start tag "a"). */
        const size_t outer = find_frame(b, element);
        if (outer < b->depth)
            jr_html_close_inline(b, outer);
    }
    /* White space before the element belongs before it. */
    if (b->inner && (b->space_due || b->break_due))
        jr_html_settle(b);
    if (b->inner)
        jr_html_flush(b);
    jr_html_frame *f = jr_html_push(b, element, NULL);
    if (!f)
        return;
    f->url = url;
    f->attr = jr_html_attr(b->ctx->arena, element, attrs);
    if (url.p)
        f->title = jr_arena_copy(b->ctx->arena, jr_html_get(attrs, JR_STR("title")));
    jr_html_show_inline(b, f);
}

static void open_image(jr_html_builder *b, const jr_html_element *element, jr_html_attrs attrs)
{
    const jr_str src = jr_str_trim(jr_html_get(attrs, JR_STR("src")));
    const jr_str alt = jr_html_get(attrs, JR_STR("alt"));
    if (!jr_html_url_is_safe(src, true)) {
        jr_report(b->ctx->diag, JR_D_UNSAFE_LINK, &b->span, "an image with an address that runs a script is dropped");
        jr_html_text(b, alt);
        return;
    }
    jr_node *image = jr_html_new_node(b, JR_IMAGE);
    image->as.link.url = jr_arena_copy(b->ctx->arena, src);
    image->as.link.title = jr_arena_copy(b->ctx->arena, jr_html_get(attrs, JR_STR("title")));
    image->attr = jr_html_attr(b->ctx->arena, element, attrs);
    if (alt.n) {
        jr_node *text = jr_html_new_node(b, JR_TEXT);
        text->as.text = jr_arena_copy(b->ctx->arena, alt);
        jr_node_append(image, text);
    }
    jr_html_put(b, image);
}

static void open_media(jr_html_builder *b, const jr_html_element *element, jr_html_attrs attrs)
{
    const jr_str src = jr_str_trim(jr_html_get(attrs, JR_STR("src")));
    if (element->role == JR_HTML_MEDIA) {
        b->skip = element;
        b->skip_depth = 1;
        b->media_shown = false;
    }
    if (b->media_shown)
        return;
    if (src.n == 0 || !jr_html_url_is_safe(src, false)) {
        if (src.n)
            jr_report(b->ctx->diag, JR_D_UNSAFE_LINK, &b->span, "a frame with an address that runs a script is dropped");
        return;
    }
    b->media_shown = true;
    jr_node *node = jr_html_new_node(b, b->inline_only ? JR_LINK : JR_VIDEO);
    node->as.link.url = jr_arena_copy(b->ctx->arena, src);
    node->as.link.title = jr_arena_copy(b->ctx->arena, jr_html_get(attrs, JR_STR("title")));
    if (b->inline_only) {
        jr_node *text = jr_html_new_node(b, JR_TEXT);
        text->as.text = node->as.link.title.n ? node->as.link.title : node->as.link.url;
        jr_node_append(node, text);
        jr_html_put(b, node);
    } else {
        jr_html_close_leaf(b);
        jr_html_place(b, node);
    }
}

static void open_container(jr_html_builder *b, const jr_html_element *element, jr_html_attrs attrs)
{
    if (b->depth == JR_HTML_DEPTH)
        return;
    jr_node *node = jr_html_new_node(b, element->kind);
    node->attr = jr_html_attr(b->ctx->arena, element, attrs);
    if (node->kind == JR_DIV) {
        node->as.box.name = element->name;
    } else if (node->kind == JR_HEADING) {
        node->as.heading.level = element->number;
    } else if (node->kind == JR_LIST) {
        node->as.list.ordered = element->number;
        node->as.list.tight = true;
        node->as.list.delimiter = element->number ? '.' : '-';
        node->as.list.start = jr_html_number(attrs, JR_STR("start"), 999999999, 1);
    } else if (node->kind == JR_TABLE_CELL) {
        jr_html_table_cell(node, element, attrs);
    }
    jr_html_place(b, node);
    jr_html_push(b, element, node);
    if (node->kind == JR_PARAGRAPH || node->kind == JR_HEADING)
        b->leaf = node;
}

/* Opens the elements between a table and a cell that were left out. */
static void open_missing(jr_html_builder *b, const jr_html_element *element)
{
    const jr_html_attrs none = {NULL, 0};
    const jr_kind in = (jr_kind)jr_html_container(b, JR_ITEM)->kind;
    if (element->role == JR_HTML_ITEM && in != JR_LIST)
        open_container(b, jr_html_find(JR_STR("ul")), none);
    if (element->role == JR_HTML_ROW && in == JR_TABLE)
        open_container(b, jr_html_find(JR_STR("tbody")), none);
    if (element->role == JR_HTML_CELL && in == JR_TABLE)
        open_container(b, jr_html_find(JR_STR("tbody")), none);
    if (element->role == JR_HTML_CELL && (in == JR_TABLE || in == JR_TABLE_BODY || in == JR_TABLE_HEAD))
        open_container(b, jr_html_find(JR_STR("tr")), none);
}

static void open_block(jr_html_builder *b, const jr_html_element *element, jr_html_attrs attrs)
{
    if (b->inline_only) {
        b->break_due = true;
        return;
    }
    jr_html_close_leaf(b);
    if (element->role >= JR_HTML_SECTION && element->role <= JR_HTML_CELL) {
        /* A part of a table closes parts of its own and lower rank; outside of a table it means nothing. */
        for (jr_html_role role = JR_HTML_CELL; role >= element->role; role--)
            close_role(b, role);
        open_missing(b, element);
        const jr_node *in = jr_html_container(b, element->kind);
        if (in == b->root || !jr_html_table_takes(in, element->kind) || !jr_html_table_part((jr_kind)in->kind))
            return;
    } else if (element->role == JR_HTML_ITEM) {
        close_role(b, JR_HTML_ITEM);
        open_missing(b, element);
    } else if (element->flags & JR_HTML_OPEN_END && element->role == JR_HTML_DIV) {
        close_term(b);
    }
    if (element->role == JR_HTML_GROUP)
        jr_html_push(b, element, NULL);
    else if (element->role == JR_HTML_RULE)
        jr_html_place(b, jr_html_new_node(b, JR_THEMATIC_BREAK));
    else if (element->role == JR_HTML_PRE)
        b->pre = element;
    else
        open_container(b, element, attrs);
}

void jr_html_open(jr_html_builder *b, const jr_html_element *element, jr_html_attrs attrs)
{
    if (b->skip) {
        b->skip_depth += b->skip == element && !(element->flags & JR_HTML_VOID);
        /* <video><source src="…"></video> */
        if (b->skip->role == JR_HTML_MEDIA && jr_str_eq(element->name, JR_STR("source")))
            open_media(b, element, attrs);
        return;
    }
    if (b->pre) {
        if (element->role == JR_HTML_BREAK)
            jr_putc(&b->text, '\n');
        return;
    }
    if (element->flags & JR_HTML_REPORT)
        jr_report(b->ctx->diag, JR_D_DROPPED_HTML, &b->span, "the HTML element <%.*s> is dropped%s", JR_FMT(element->name),
                  element->role == JR_HTML_UNWRAP || element->role == JR_HTML_GROUP ? ", its content stays" : "");
    switch (element->role) {
    case JR_HTML_INLINE:
    case JR_HTML_CODE:
    case JR_HTML_ANCHOR:
    case JR_HTML_UNWRAP: open_inline(b, element, attrs); break;
    case JR_HTML_BREAK: jr_html_put(b, jr_html_new_node(b, JR_LINE_BREAK)); break;
    case JR_HTML_IMAGE: open_image(b, element, attrs); break;
    case JR_HTML_MEDIA: open_media(b, element, attrs); break;
    case JR_HTML_SKIP:
        b->skip = element;
        b->skip_depth = 1;
        break;
    case JR_HTML_SKIP_VOID:
    case JR_HTML_QUIET: break;
    case JR_HTML_PRE:
    case JR_HTML_RULE:
    case JR_HTML_PARAGRAPH:
    case JR_HTML_HEADING:
    case JR_HTML_LIST:
    case JR_HTML_ITEM:
    case JR_HTML_TABLE:
    case JR_HTML_SECTION:
    case JR_HTML_ROW:
    case JR_HTML_CELL:
    case JR_HTML_QUOTE:
    case JR_HTML_DIV:
    case JR_HTML_GROUP: open_block(b, element, attrs); break;
    }
}

void jr_html_text(jr_html_builder *b, jr_str text)
{
    if (b->skip)
        return;
    if (b->pre) {
        jr_put(&b->text, text);
        return;
    }
    for (size_t i = 0; i < text.n;) {
        const size_t begin = i;
        while (i < text.n && jr_is_space(text.p[i])) {
            if (b->space_due != '\n')
                b->space_due = text.p[i] == '\n' || text.p[i] == '\r' ? '\n' : ' ';
            i++;
        }
        if (i > begin)
            continue;
        while (i < text.n && !jr_is_space(text.p[i]))
            i++;
        jr_html_settle(b);
        jr_put(&b->text, jr_str_sub(text, begin, i));
        b->at_start = false;
    }
}

void jr_html_node(jr_html_builder *b, jr_node *node)
{
    if (b->skip)
        return;
    if (b->pre) {
        jr_node_text(node, &b->text);
        return;
    }
    if (jr_kind_is_block((jr_kind)node->kind)) {
        jr_html_close_leaf(b);
        jr_html_place(b, node);
        return;
    }
    if (!b->inline_only && b->at_start && node->kind == JR_TEXT)
        while (node->as.text.n && jr_is_space(node->as.text.p[0]))
            node->as.text = jr_str_sub(node->as.text, 1, node->as.text.n);
    const bool blank = node->kind == JR_SOFT_BREAK || (node->kind == JR_TEXT && node->as.text.n == 0);
    if (blank && b->at_start && !b->inline_only)
        return;
    jr_html_put(b, node);
}

void jr_html_comment(jr_html_builder *b, jr_str whole)
{
    if (b->skip || b->pre)
        return;
    const bool in_line = b->inline_only || b->leaf;
    jr_node *raw = jr_html_new_node(b, in_line ? JR_RAW_INLINE : JR_RAW_BLOCK);
    raw->as.raw.format = JR_STR("html");
    raw->as.raw.text = jr_arena_copy(b->ctx->arena, whole);
    if (!in_line) {
        jr_html_place(b, raw);
        return;
    }
    jr_html_open_inner(b);
    jr_html_flush(b);
    jr_node_append(b->inner, raw);
}

void jr_html_end(jr_html_builder *b)
{
    if (b->pre)
        close_pre(b);
    while (b->depth && jr_html_is_inline(b->stack[b->depth - 1].element->role))
        jr_html_close_inline(b, b->depth - 1);
    close_blocks(b, 0);
    if (b->inner)
        jr_html_flush(b);
    jr_html_close_leaf(b);
    jr_buf_free(&b->text);
}
