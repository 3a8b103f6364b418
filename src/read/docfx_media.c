/* SPDX-License-Identifier: MIT */
/* :::image, :::video, [!VIDEO] and :::no-loc. */
#include "ast/build.h"
#include "docfx_build.h"
#include "html_attr.h"

static bool get(const jr_dialect *d, const jr_mark *mark, jr_str key, jr_str *ret_value)
{
    jr_str value;
    if (!jr_mark_get(d->ctx->arena, d->ctx->diag, mark->args, key, &value))
        return false;
    *ret_value = jr_str_trim(value);
    return true;
}

static jr_node *new_text(const jr_dialect *d, jr_str text, jr_span span)
{
    jr_node *node = jr_node_new(d->ctx->arena, JR_TEXT, span);
    node->as.text = text;
    return node;
}

/* The place of the value of an attribute among the bytes of a mark; the whole mark where it is not written so. */
static jr_span value_span(const jr_dialect *d, const jr_mark *mark, jr_str key, jr_str value)
{
    const jr_str source = jr_mark_source(d->docfx, mark);
    const size_t at = jr_str_search(source, jr_str_search(source, 0, key), value);
    if (at >= source.n)
        return jr_mark_span(d->docfx, mark);
    return jr_source_span(d->docfx->source, mark->begin + at, mark->begin + at + value.n);
}

static bool check_url(const jr_dialect *d, jr_str url, jr_span span)
{
    return jr_html_url_is_safe(url, true) ||
           jr_report(d->ctx->diag, JR_D_UNSAFE_LINK, &span, "an address that runs a script is dropped");
}

jr_node *jr_dialect_image(const jr_dialect *d, const jr_mark *mark, bool in_link)
{
    jr_str source, alt = {0}, type = {0}, lightbox = {0};
    const jr_span span = jr_mark_span(d->docfx, mark);
    if (!get(d, mark, JR_STR("source"), &source) || !source.n || !check_url(d, source, span))
        return NULL;
    get(d, mark, JR_STR("type"), &type);
    get(d, mark, JR_STR("alt-text"), &alt);
    get(d, mark, JR_STR("lightbox"), &lightbox);
    jr_node *image = jr_node_new(d->ctx->arena, JR_IMAGE, span);
    image->as.link.url = source;
    const bool icon = jr_str_eq_nocase(type, JR_STR("icon"));
    if (icon)
        jr_node_set(d->ctx->arena, image, JR_STR("role"), JR_STR("presentation"));
    else if (alt.n)
        jr_node_append(image, new_text(d, alt, value_span(d, mark, JR_STR("alt-text"), alt)));
    if (in_link || !lightbox.n || !check_url(d, lightbox, span))
        return image;
    jr_node *link = jr_node_new(d->ctx->arena, JR_LINK, span);
    link->as.link.url = lightbox;
    jr_node_append(link, image);
    return link;
}

jr_node *jr_dialect_video(const jr_dialect *d, const jr_mark *mark)
{
    jr_str url = mark->args;
    const jr_span span = jr_mark_span(d->docfx, mark);
    if (mark->kind == JR_MARK_COLON_VIDEO && !get(d, mark, JR_STR("source"), &url))
        return NULL;
    if (!url.n || !check_url(d, url, span))
        return NULL;
    jr_node *video = jr_node_new(d->ctx->arena, JR_VIDEO, span);
    video->as.link.url = url;
    get(d, mark, JR_STR("title"), &video->as.link.title);
    return video;
}

jr_node *jr_dialect_no_loc(const jr_dialect *d, const jr_mark *mark)
{
    jr_str text;
    if (!get(d, mark, JR_STR("text"), &text) || !text.n)
        return NULL;
    jr_node *span = jr_node_new(d->ctx->arena, JR_SPAN, jr_mark_span(d->docfx, mark));
    span->as.box.name = JR_STR("span");
    jr_node_add_class(d->ctx->arena, span, JR_STR("no-loc"));
    jr_node_append(span, new_text(d, text, span->span));
    return span;
}
