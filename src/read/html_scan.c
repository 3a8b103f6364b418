/* SPDX-License-Identifier: MIT */
#include "html_scan.h"

void jr_html_count(jr_html_scan *scan, const jr_tag *tag)
{
    const jr_html_element *element = tag->type == JR_TAG_CLOSE ? jr_html_find(tag->name) : NULL;
    if (element)
        scan->ends[jr_html_index(element)]++;
}

const jr_html_element *jr_html_meaning(jr_html_scan *scan, const jr_tag *tag)
{
    const jr_html_element *element = jr_html_find(tag->name);
    if (!element)
        return NULL;
    uint32_t *ends = &scan->ends[jr_html_index(element)];
    if (tag->type == JR_TAG_CLOSE) {
        *ends -= *ends > 0;
        return element;
    }
    size_t at = 0;
    jr_str name, value;
    /* "<object>" without attributes and without an end is a placeholder; "<td>" is not. */
    if (element->flags & JR_HTML_WORD && *ends == 0 && !jr_tag_attribute(tag->attrs, &at, &name, &value))
        return NULL;
    return element;
}

void jr_html_open_tag(jr_html_builder *b, const jr_html_element *element, const jr_tag *tag)
{
    jr_str attrs[JR_HTML_MAX_ATTRS][2];
    size_t n = 0, at = 0;
    jr_str value;
    while (n < JR_HTML_MAX_ATTRS && jr_tag_attribute(tag->attrs, &at, &attrs[n][0], &value))
        attrs[n++][1] = jr_html_decode(b->ctx->arena, b->ctx->diag, value);
    jr_html_open(b, element, (jr_html_attrs){(const jr_str(*)[2])attrs, n});
}
