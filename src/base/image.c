/* SPDX-License-Identifier: MIT */
/* Pictures are recognised by their first bytes, measured by their headers and followed, block by block, to their end:
   what was cut off on its way is no picture. Every read is checked against the end. */
#include <jerome/image.h>

#include "svg_size.h"

#define EMU_PER_METRE 36000000
/* Resolutions outside of this are mistakes; the picture is then shown at 96 pixels an inch. */
#define LEAST_DPI 10
#define MOST_DPI  10000

/* Pixels per metre; 0: not told. */
typedef struct resolution {
    uint64_t x, y;
} resolution;

/* ---- Numbers; reading behind the end gives 0 ---- */

static uint32_t byte_at(jr_str s, size_t at)
{
    return at < s.n ? (unsigned char)s.p[at] : 0;
}

static uint32_t be16(jr_str s, size_t at)
{
    return byte_at(s, at) << 8 | byte_at(s, at + 1);
}

static uint32_t be32(jr_str s, size_t at)
{
    return be16(s, at) << 16 | be16(s, at + 2);
}

static uint32_t le16(jr_str s, size_t at)
{
    return byte_at(s, at + 1) << 8 | byte_at(s, at);
}

static uint32_t le24(jr_str s, size_t at)
{
    return byte_at(s, at + 2) << 16 | le16(s, at);
}

static uint32_t le32(jr_str s, size_t at)
{
    return le16(s, at + 2) << 16 | le16(s, at);
}

static bool is_at(jr_str s, size_t at, jr_str want)
{
    return jr_str_eq(jr_str_sub(s, at, at + want.n), want);
}

/* ---- Sizes ---- */

static uint64_t per_metre_of_dpi(uint64_t dpi)
{
    return (dpi * 10000 + 127) / 254;
}

static int64_t emu(uint32_t pixels, uint64_t per_metre)
{
    if (per_metre < per_metre_of_dpi(LEAST_DPI) || per_metre > per_metre_of_dpi(MOST_DPI))
        return (int64_t)pixels * JR_EMU_PER_PIXEL;
    const int64_t size = (int64_t)((pixels * (uint64_t)EMU_PER_METRE + per_metre / 2) / per_metre);
    return size ? size : 1;
}

static bool measured(jr_image_info *info, uint32_t width, uint32_t height, resolution r)
{
    if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX)
        return false;
    info->width_px = width;
    info->height_px = height;
    info->width_emu = emu(width, r.x);
    info->height_emu = emu(height, r.y);
    return true;
}

/* PNG, third edition, §5.3 (chunks), §11.2.1 (IHDR), §11.3.4.3 (pHYs). A file that ends before IEND, or has no IDAT, is
   damaged. */
static bool measure_png(jr_str s, jr_image_info *info)
{
    resolution r = {0, 0};
    bool data = false;
    if (!is_at(s, 12, JR_STR("IHDR")) || be32(s, 8) != 13)
        return false;
    for (size_t at = 8; s.n - at >= 12;) {
        const size_t length = be32(s, at);
        if (length > s.n - at - 12)
            return false;
        if (is_at(s, at + 4, JR_STR("IEND")))
            return data && measured(info, be32(s, 16), be32(s, 20), r);
        data = data || (is_at(s, at + 4, JR_STR("IDAT")) && length > 0);
        if (is_at(s, at + 4, JR_STR("pHYs")) && length == 9 && byte_at(s, at + 16) == 1)
            r = (resolution){be32(s, at + 8), be32(s, at + 12)};
        at += 12 + length;
    }
    return false;
}

/* ---- GIF (GIF89a specification, §15 to §27) ---- */

/* Size of a colour table whose packed field is `packed`. */
static size_t gif_table(uint32_t packed)
{
    return packed & 0x80 ? (size_t)3 << ((packed & 7) + 1) : 0;
}

/* Moves behind a row of sub-blocks, each with its length before it, and the empty one that ends it. */
static bool skip_sub_blocks(jr_str s, size_t *at)
{
    while (*at < s.n) {
        const size_t length = byte_at(s, *at);
        *at += 1 + length;
        if (length == 0)
            return true;
    }
    return false;
}

static bool measure_gif(jr_str s, jr_image_info *info)
{
    enum { TRAILER = 0x3B, EXTENSION = 0x21, IMAGE = 0x2C };
    size_t images = 0;
    /* Some programs forget the trailer. */
    for (size_t at = 13 + gif_table(byte_at(s, 10)); at < s.n && byte_at(s, at) != TRAILER;) {
        const uint32_t block = byte_at(s, at);
        if (block == IMAGE) /* the descriptor, a colour table, the size of a code; then the codes */
            at += 11 + gif_table(byte_at(s, at + 9));
        else if (block == EXTENSION)
            at += 2;
        else
            return false;
        images += block == IMAGE;
        if (!skip_sub_blocks(s, &at))
            return false;
    }
    return images && measured(info, le16(s, 6), le16(s, 8), (resolution){0, 0});
}

/* ---- JPEG (ITU-T T.81, annex B) ---- */

/* JFIF 1.02: units 1 is dots an inch, 2 is dots a centimetre, 0 is an aspect ratio only. */
static void read_jfif(jr_str segment, resolution *r)
{
    const uint32_t unit = byte_at(segment, 7);
    if (!is_at(segment, 0, JR_STR("JFIF\0")) || segment.n < 12 || (unit != 1 && unit != 2))
        return;
    const uint32_t x = be16(segment, 8), y = be16(segment, 10);
    *r = unit == 1 ? (resolution){per_metre_of_dpi(x), per_metre_of_dpi(y)} : (resolution){x * 100, y * 100};
}

/* A number of TIFF 6.0 in the file's byte order. */
static uint32_t tiff_number(jr_str tiff, size_t at, size_t size)
{
    const bool big = byte_at(tiff, 0) == 'M';
    if (size == 2)
        return big ? be16(tiff, at) : le16(tiff, at);
    return big ? be32(tiff, at) : le32(tiff, at);
}

/* A RATIONAL, rounded; 0 where there is none. */
static uint64_t tiff_rational(jr_str tiff, size_t at)
{
    const uint64_t above = tiff_number(tiff, at, 4), below = tiff_number(tiff, at + 4, 4);
    return below ? (above + below / 2) / below : 0;
}

/* Exif 2.32 §4.6.4: XResolution, YResolution and ResolutionUnit of the first directory. */
static void read_exif(jr_str segment, resolution *r)
{
    enum { X_RESOLUTION = 0x11A, Y_RESOLUTION = 0x11B, RESOLUTION_UNIT = 0x128 };
    if (!is_at(segment, 0, JR_STR("Exif\0\0")))
        return;
    const jr_str tiff = jr_str_sub(segment, 6, segment.n);
    const size_t directory = tiff_number(tiff, 4, 4);
    if (directory >= tiff.n)
        return;
    const size_t entries = tiff_number(tiff, directory, 2);
    uint64_t x = 0, y = 0, unit = 2;
    for (size_t i = 0; i < entries && directory + 2 + i * 12 < tiff.n; i++) {
        const size_t at = directory + 2 + i * 12;
        const uint32_t tag = tiff_number(tiff, at, 2);
        if (tag == X_RESOLUTION)
            x = tiff_rational(tiff, tiff_number(tiff, at + 8, 4));
        else if (tag == Y_RESOLUTION)
            y = tiff_rational(tiff, tiff_number(tiff, at + 8, 4));
        else if (tag == RESOLUTION_UNIT)
            unit = tiff_number(tiff, at + 8, 2);
    }
    if (unit == 2)
        *r = (resolution){per_metre_of_dpi(x), per_metre_of_dpi(y)};
    else if (unit == 3)
        *r = (resolution){x * 100, y * 100};
}

/* Markers without a length: TEM, RSTm, SOI. */
static bool stands_alone(uint32_t marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

static bool is_start_of_frame(uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Moves behind the coded data that follows a start of scan, to the next marker (T.81 §B.1.1.5: FF 00 is a byte of
   data). Time is what memchr takes. */
static bool skip_scan(jr_str s, size_t *at)
{
    while ((*at = jr_str_find(s, *at, '\xFF')) + 1 < s.n) {
        const uint32_t next = byte_at(s, *at + 1);
        if (next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7))
            return true;
        *at += next == 0xFF ? 1 : 2;
    }
    return false;
}

/* What the segments of a JPEG say about it. */
struct jpeg {
    uint32_t width, height;
    resolution jfif, exif;
    bool scan; /* there is coded data */
};

static void read_segment(struct jpeg *j, uint32_t marker, jr_str segment)
{
    if (is_start_of_frame(marker)) {
        j->height = be16(segment, 1);
        j->width = be16(segment, 3);
    } else if (marker == 0xE0) {
        read_jfif(segment, &j->jfif);
    } else if (marker == 0xE1 && j->exif.x == 0) {
        read_exif(segment, &j->exif);
    }
}

static bool measure_jpeg(jr_str s, jr_image_info *info)
{
    struct jpeg j = {0};
    for (size_t at = 2; at + 1 < s.n;) {
        const uint32_t marker = byte_at(s, at + 1);
        if (byte_at(s, at) != 0xFF)
            return false;
        if (marker == 0xFF) { /* a fill byte */
            at++;
            continue;
        }
        at += 2;
        if (stands_alone(marker))
            continue;
        if (marker == 0xD9) /* the end */
            return j.scan && measured(info, j.width, j.height, j.jfif.x ? j.jfif : j.exif);
        const size_t length = be16(s, at);
        if (length < 2 || length > s.n - at)
            return false;
        read_segment(&j, marker, jr_str_sub(s, at + 2, at + length));
        at += length;
        if (marker == 0xDA) {
            j.scan = true;
            if (!skip_scan(s, &at))
                return false;
        }
    }
    return false;
}

/* RFC 9649 §2.5 to §2.7: simple lossy, simple lossless, extended. */
static bool measure_webp(jr_str s, jr_image_info *info)
{
    const resolution none = {0, 0};
    if (s.n < 30 || (size_t)le32(s, 4) + 8 > s.n + (s.n & 1))
        return false;
    if (is_at(s, 12, JR_STR("VP8 ")))
        return is_at(s, 23, JR_STR("\x9D\x01\x2A")) && measured(info, le16(s, 26) & 0x3FFF, le16(s, 28) & 0x3FFF, none);
    if (is_at(s, 12, JR_STR("VP8L"))) {
        const uint32_t bits = le32(s, 21);
        return byte_at(s, 20) == 0x2F && measured(info, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, none);
    }
    return is_at(s, 12, JR_STR("VP8X")) && measured(info, le24(s, 24) + 1, le24(s, 27) + 1, none);
}

/* BITMAPCOREHEADER (12 bytes), BITMAPINFOHEADER and its successors (40 to 124). */
static bool measure_bmp(jr_str s, jr_image_info *info)
{
    const size_t header = le32(s, 14);
    if (header == 12)
        return s.n >= 26 && measured(info, le16(s, 18), le16(s, 20), (resolution){0, 0});
    if (header < 40 || header > 124 || s.n < 54)
        return false;
    const uint32_t height = le32(s, 22);
    const bool top_down = height > INT32_MAX;
    return measured(info, le32(s, 18), top_down ? 0u - height : height, (resolution){le32(s, 38), le32(s, 42)});
}

static bool measure_svg(jr_str s, jr_image_info *info)
{
    double width, height;
    if (!jr_svg_size(s, &width, &height))
        return false;
    info->width_px = width < 1 ? 1 : (uint32_t)(width + 0.5);
    info->height_px = height < 1 ? 1 : (uint32_t)(height + 0.5);
    info->width_emu = width * JR_EMU_PER_PIXEL < 1 ? 1 : (int64_t)(width * JR_EMU_PER_PIXEL + 0.5);
    info->height_emu = height * JR_EMU_PER_PIXEL < 1 ? 1 : (int64_t)(height * JR_EMU_PER_PIXEL + 0.5);
    return true;
}

bool jr_image_sniff(jr_str bytes, jr_image_info *ret_info)
{
    static const struct {
        jr_str magic;
        size_t at;
        jr_image_type type;
        bool (*measure)(jr_str bytes, jr_image_info *info);
        const char *mime, *extension;
    } types[] = {
        {JR_STR_INIT("\x89PNG\r\n\x1A\n"), 0, JR_IMAGE_PNG, measure_png, "image/png", "png"},
        {JR_STR_INIT("\xFF\xD8\xFF"), 0, JR_IMAGE_JPEG, measure_jpeg, "image/jpeg", "jpg"},
        {JR_STR_INIT("GIF87a"), 0, JR_IMAGE_GIF, measure_gif, "image/gif", "gif"},
        {JR_STR_INIT("GIF89a"), 0, JR_IMAGE_GIF, measure_gif, "image/gif", "gif"},
        {JR_STR_INIT("WEBP"), 8, JR_IMAGE_WEBP, measure_webp, "image/webp", "webp"},
        {JR_STR_INIT("BM"), 0, JR_IMAGE_BMP, measure_bmp, "image/bmp", "bmp"},
        {JR_STR_INIT(""), 0, JR_IMAGE_SVG, measure_svg, "image/svg+xml", "svg"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!is_at(bytes, types[i].at, types[i].magic))
            continue;
        jr_image_info info = {.type = types[i].type, .mime = types[i].mime, .extension = types[i].extension};
        if (!types[i].measure(bytes, &info))
            return false;
        *ret_info = info;
        return true;
    }
    return false;
}
