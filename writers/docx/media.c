/* SPDX-License-Identifier: MIT */
/* Pictures: each file embedded once, at its true size, never wider than the text. */
#include "docx/docx.h"

#include <jerome/image.h>
#include <jerome/label.h>

#define EMU_PER_TWIP 635

/* What an image that cannot be loaded is reported as; JR_D_COUNT: it was, when the page's addresses were settled. */
static const jr_code problems[] = {
    [JR_LOAD_MISSING] = JR_D_COUNT,       [JR_LOAD_REFUSED] = JR_D_COUNT,    [JR_LOAD_REMOTE] = JR_D_REMOTE_IMAGE,
    [JR_LOAD_TOO_LARGE] = JR_D_BAD_IMAGE, [JR_LOAD_FAILED] = JR_D_BAD_IMAGE,
};

/* ---- Files ---- */

static jr_str add_file(docx *d, jr_str bytes, const char *extension, bool packed)
{
    const jr_str target = jr_arena_printf(d->arena, "media/image%u.%s", (unsigned)++d->n_files, extension);
    jr_package_add(d->package, jr_arena_printf(d->arena, "word/%.*s", JR_FMT(target)), bytes,
                   packed ? JR_STORE : JR_DEFLATE);
    return target;
}

static docx_media embed(docx *d, jr_str bytes)
{
    jr_image_info info = {0};
    if (!jr_image_sniff(bytes, &info))
        return (docx_media){.problem = JR_D_BAD_IMAGE, .why = "no picture of a known type"};
    if (info.type == JR_IMAGE_WEBP)
        return (docx_media){.problem = JR_D_BAD_IMAGE, .why = "Word does not show WebP pictures"};
    docx_media m = {.width_emu = info.width_emu, .height_emu = info.height_emu};
    const bool packed = info.type == JR_IMAGE_PNG || info.type == JR_IMAGE_JPEG || info.type == JR_IMAGE_GIF;
    m.target = add_file(d, bytes, info.extension, packed);
    if (info.type == JR_IMAGE_SVG)
        m.fallback = add_file(d, docx_png_blank(d->arena, m.width_emu, m.height_emu), "png", false);
    return m;
}

static size_t remember(docx *d, docx_media m)
{
    if (d->n_media == d->max_media) {
        const size_t max = d->max_media ? d->max_media * 2 : 16;
        docx_media *more = jr_arena_array(d->arena, docx_media, max);
        if (d->n_media)
            memcpy(more, d->media, d->n_media * sizeof *more);
        d->media = more;
        d->max_media = max;
    }
    d->media[d->n_media++] = m;
    return d->n_media;
}

/* The picture that an image shows; the same file is looked at once, by whatever name. */
static const docx_media *find_media(docx *d, const jr_node *node)
{
    const size_t known = jr_map_get(&d->media_of_url, node->as.link.url);
    if (known)
        return &d->media[known - 1];
    jr_resource resource = {0};
    const jr_load_result result =
        d->ctx->host->load(d->ctx->host, d->arena, node->as.link.url, d->doc->file, &resource);
    size_t index;
    if (result != JR_LOAD_OK) {
        index = remember(d, (docx_media){.problem = problems[result], .why = jr_load_message(result)});
    } else {
        index = jr_map_get(&d->media_of_path, resource.path);
        if (!index)
            index = remember(d, embed(d, resource.bytes));
        *jr_map_at(&d->media_of_path, resource.path) = index;
    }
    *jr_map_at(&d->media_of_url, node->as.link.url) = index;
    return &d->media[index - 1];
}

/* ---- Sizes ---- */

/* A length of HTML: pixels or per cent of what there is; 0: none. */
static int64_t length_of(jr_str value, int64_t whole)
{
    int64_t n = 0;
    size_t i = 0;
    value = jr_str_trim(value);
    while (i < value.n && jr_is_digit(value.p[i]) && n < 100000)
        n = n * 10 + (value.p[i++] - '0');
    if (i < value.n && value.p[i] == '.') {
        do
            i++;
        while (i < value.n && jr_is_digit(value.p[i]));
    }
    const jr_str unit = jr_str_trim(jr_str_sub(value, i, value.n));
    if (jr_str_eq(unit, JR_STR("%")))
        return whole * (n < 100 ? n : 100) / 100;
    return unit.n == 0 || jr_str_eq_nocase(unit, JR_STR("px")) ? n * JR_EMU_PER_PIXEL : 0;
}

static int64_t scaled(int64_t a, int64_t by, int64_t of)
{
    const double value = (double)a * (double)by / (double)(of > 0 ? of : 1) + 0.5;
    return value < JR_EMU_PER_PIXEL ? JR_EMU_PER_PIXEL : (int64_t)value;
}

/* The size that an image is shown at: the author's, else its own; within the text area. */
static void fit(const docx *d, const jr_node *node, const docx_media *m, int64_t *ret_width, int64_t *ret_height)
{
    const int64_t room = (int64_t)d->line.width * EMU_PER_TWIP;
    const int64_t tall = (int64_t)(d->page.height - d->page.top - d->page.bottom - 600) * EMU_PER_TWIP;
    const int64_t asked_width = length_of(jr_node_get(node, JR_STR("width")), room);
    const int64_t asked_height = length_of(jr_node_get(node, JR_STR("height")), tall);
    int64_t width = m->width_emu, height = m->height_emu;
    if (asked_width && asked_height) {
        width = asked_width;
        height = asked_height;
    } else if (asked_width) {
        height = scaled(height, asked_width, width);
        width = asked_width;
    } else if (asked_height) {
        width = scaled(width, asked_height, height);
        height = asked_height;
    }
    if (width > room) {
        height = scaled(height, room, width);
        width = room;
    }
    if (height > tall) {
        width = scaled(width, tall, height);
        height = tall;
    }
    *ret_width = width;
    *ret_height = height;
}

/* ---- Drawings (DrawingML, ECMA-376 part 1 §20.4) ---- */

static void put_properties(docx *d, const char *element, uint32_t id, jr_str alt, jr_str title)
{
    jr_printf(d->out, "<%s id=\"%u\" name=\"Picture %u\" descr=\"", element, (unsigned)id, (unsigned)id);
    jr_xml_attr_text(d->out, alt);
    if (title.n) {
        jr_puts(d->out, "\" title=\"");
        jr_xml_attr_text(d->out, title);
    }
    jr_putc(d->out, '"');
}

/* A picture without a text in its place is decoration: screen readers pass over it. */
static void put_document_properties(docx *d, uint32_t id, jr_str alt, jr_str title)
{
    put_properties(d, "wp:docPr", id, alt, title);
    if (alt.n) {
        jr_puts(d->out, "/>");
        return;
    }
    jr_puts(d->out, "><a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative "
                    "xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext>"
                    "</a:extLst></wp:docPr>");
}

static void put_blip(docx *d, const docx_media *m, bool plain)
{
    const uint32_t target = docx_relate(d, "image", m->target, false);
    if (plain) {
        jr_printf(d->out, "<a:blip r:embed=\"rId%u\"/>", (unsigned)target);
        return;
    }
    jr_printf(d->out,
              "<a:blip r:embed=\"rId%u\"><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip "
              "xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"rId%u\"/></a:ext>"
              "</a:extLst></a:blip>",
              (unsigned)docx_relate(d, "image", m->fallback, false), (unsigned)target);
}

/* `plain`: the file itself, even where it is an SVG. */
static void put_drawing(docx *d, const jr_node *node, const docx_media *m, jr_str alt, bool plain)
{
    int64_t width = 0, height = 0;
    const uint32_t id = ++d->n_drawings;
    fit(d, node, m, &width, &height);
    jr_printf(
        d->out,
        "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"%lld\" cy=\"%lld\"/>"
        "<wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/>",
        (long long)width, (long long)height);
    put_document_properties(d, id, alt, node->as.link.title);
    jr_puts(d->out,
            "<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic>"
            "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>");
    put_properties(d, "pic:cNvPr", id, alt, (jr_str){0});
    jr_puts(d->out, "/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>");
    put_blip(d, m, plain);
    jr_printf(d->out,
              "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext "
              "cx=\"%lld\" cy=\"%lld\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
              "</a:graphicData></a:graphic></wp:inline></w:drawing>",
              (long long)width, (long long)height);
    if (plain)
        d->height += (double)height / 12700.0;
}

/* Word shows an SVG as the extension of a bitmap; LibreOffice before 24.2 and others show it as a picture like any
   other. MCE (ECMA-376 part 3 §7.5): who knows the names of Word 2016 takes the first. */
static void put_picture(docx *d, const jr_node *node, const docx_media *m, jr_str alt)
{
    if (m->fallback.n) {
        jr_puts(d->out, "<mc:AlternateContent><mc:Choice Requires=\"w16se\">");
        put_drawing(d, node, m, alt, false);
        jr_puts(d->out, "</mc:Choice><mc:Fallback>");
    }
    put_drawing(d, node, m, alt, true);
    if (m->fallback.n)
        jr_puts(d->out, "</mc:Fallback></mc:AlternateContent>");
}

void docx_image(docx *d, const jr_node *node, docx_format format)
{
    const docx_media *m = find_media(d, node);
    jr_buf alt = {0};
    jr_node_text(node, &alt);
    const jr_str text = jr_str_trim(jr_buf_str(&alt));
    if (m->target.n) {
        docx_run_end(d);
        docx_run_begin(d, (docx_format){.flags = format.flags & ~(uint32_t)(DOCX_UNDERLINE | DOCX_LINKED)});
        put_picture(d, node, m, text);
        docx_run_end(d);
        d->line.last = 'x';
    } else {
        if (m->problem != JR_D_COUNT)
            jr_report(d->ctx->diag, m->problem, &node->span, "image \"%.*s\": %s", JR_FMT(node->as.link.url), m->why);
        format.flags |= DOCX_ITALIC;
        docx_text(d, format, JR_STR("["));
        docx_text(d, format, text.n ? text : jr_label(d->doc->lang, JR_LABEL_IMAGE));
        docx_text(d, format, JR_STR("]"));
    }
    jr_buf_free(&alt);
}
