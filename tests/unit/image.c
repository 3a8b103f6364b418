/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jerome/image.h>

#define BYTES(literal) JR_STR(literal)
#define PNG_HEAD       "\x89PNG\r\n\x1A\n"
/* 640 by 480, eight bits, RGB; the checksums are not looked at */
#define IHDR                                                                                                           \
    "\0\0\0\x0D"                                                                                                       \
    "IHDR"                                                                                                             \
    "\0\0\x02\x80\0\0\x01\xE0\x08\x02\0\0\0"                                                                           \
    "crc4"
#define PHYS_144_DPI                                                                                                   \
    "\0\0\0\x09"                                                                                                       \
    "pHYs"                                                                                                             \
    "\0\0\x16\x25\0\0\x16\x25\x01"                                                                                     \
    "crc4"
#define IDAT                                                                                                           \
    "\0\0\0\x04"                                                                                                       \
    "IDAT"                                                                                                             \
    "data"                                                                                                             \
    "crc4"
#define IEND                                                                                                           \
    "\0\0\0\0"                                                                                                         \
    "IEND"                                                                                                             \
    "crc4"
#define SOF "\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\x01\x01\x11\0" /* 640 by 480 */
#define SOS                                                                                                            \
    "\xFF\xDA\0\x08\x01\x01\0\0\x3F\0"                                                                                 \
    "scan"                                                                                                             \
    "\xFF\xD9"
#define JFIF_300_DPI                                                                                                   \
    "\xFF\xE0\0\x10"                                                                                                   \
    "JFIF\0"                                                                                                           \
    "\x01\x01\x01\x01\x2C\x01\x2C\0\0"
#define JFIF_ASPECT                                                                                                    \
    "\xFF\xE0\0\x10"                                                                                                   \
    "JFIF\0"                                                                                                           \
    "\x01\x01\0\0\x01\0\x01\0\0"
#define JFIF_118_DPCM                                                                                                  \
    "\xFF\xE0\0\x10"                                                                                                   \
    "JFIF\0"                                                                                                           \
    "\x01\x01\x02\0\x76\0\x76\0\0"
/* Exif, little endian: XResolution and YResolution 72/1 at 50 and 58, ResolutionUnit 2 */
#define EXIF_72_DPI                                                                                                    \
    "\xFF\xE1\0\x4A"                                                                                                   \
    "Exif\0\0"                                                                                                         \
    "II*\0\x08\0\0\0"                                                                                                  \
    "\x03\0"                                                                                                           \
    "\x1A\x01\x05\0\x01\0\0\0\x32\0\0\0"                                                                               \
    "\x1B\x01\x05\0\x01\0\0\0\x3A\0\0\0"                                                                               \
    "\x28\x01\x03\0\x01\0\0\0\x02\0\0\0"                                                                               \
    "\0\0\0\0"                                                                                                         \
    "\x48\0\0\0\x01\0\0\0"                                                                                             \
    "\x48\0\0\0\x01\0\0\0"
#define GIF                                                                                                            \
    "GIF89a"                                                                                                           \
    "\x80\x02\xE0\x01\x80\0\0"                                                                                         \
    "\0\0\0\xFF\xFF\xFF"                                                                                               \
    "\x21\xF9\x04\0\0\0\0\0"                                                                                           \
    ",\0\0\0\0\x80\x02\xE0\x01\0\x02"                                                                                  \
    "\x03one\x03two\0"                                                                                                 \
    ";"
#define WEBP_LOSSY                                                                                                     \
    "RIFF\x16\0\0\0WEBPVP8 \x0A\0\0\0"                                                                                 \
    "\x30\x01\0\x9D\x01\x2A\x80\x02\xE0\x41"
#define WEBP_LOSSLESS                                                                                                  \
    "RIFF\x16\0\0\0WEBPVP8L\x0A\0\0\0"                                                                                 \
    "\x2F\x7F\xC2\x77\0\0\0\0\0\0"
#define WEBP_EXTENDED                                                                                                  \
    "RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0"                                                                                 \
    "\x10\0\0\0\x7F\x02\0\xDF\x01\0"
#define BMP_REST                                                                                                       \
    "\x01\0\x18\0\0\0\0\0\0\0\0\0\xC4\x0E\0\0\xC4\x0E\0\0\0\0\0\0\0\0\0\0" /* 3780 pixels a metre: 96 DPI */
#define BMP_HEAD     "BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"
#define BMP          BMP_HEAD "\x80\x02\0\0\xE0\x01\0\0" BMP_REST
#define BMP_TOP_DOWN BMP_HEAD "\x80\x02\0\0\x20\xFE\xFF\xFF" BMP_REST
#define BMP_CORE     "BM\0\0\0\0\0\0\0\0\x1A\0\0\0\x0C\0\0\0\x80\x02\xE0\x01\x01\0\x18\0"

static const struct sample {
    jr_str bytes;
    jr_image_type type;
    const char *mime;
    double dpi;
} samples[] = {
    {JR_STR_INIT(PNG_HEAD IHDR IDAT IEND), JR_IMAGE_PNG, "image/png", 96},
    {JR_STR_INIT(PNG_HEAD IHDR PHYS_144_DPI IDAT IEND), JR_IMAGE_PNG, "image/png", 144},
    {JR_STR_INIT("\xFF\xD8" JFIF_300_DPI SOF SOS), JR_IMAGE_JPEG, "image/jpeg", 300},
    {JR_STR_INIT("\xFF\xD8" JFIF_118_DPCM SOF SOS), JR_IMAGE_JPEG, "image/jpeg", 299.72},
    {JR_STR_INIT("\xFF\xD8" JFIF_ASPECT SOF SOS), JR_IMAGE_JPEG, "image/jpeg", 96},
    {JR_STR_INIT("\xFF\xD8" JFIF_ASPECT EXIF_72_DPI "\xFF" SOF SOS), JR_IMAGE_JPEG, "image/jpeg", 72},
    {JR_STR_INIT("\xFF\xD8" SOF SOS), JR_IMAGE_JPEG, "image/jpeg", 96},
    {JR_STR_INIT(GIF), JR_IMAGE_GIF, "image/gif", 96},
    {JR_STR_INIT(WEBP_LOSSY), JR_IMAGE_WEBP, "image/webp", 96},
    {JR_STR_INIT(WEBP_LOSSLESS), JR_IMAGE_WEBP, "image/webp", 96},
    {JR_STR_INIT(WEBP_EXTENDED), JR_IMAGE_WEBP, "image/webp", 96},
    {JR_STR_INIT(BMP), JR_IMAGE_BMP, "image/bmp", 96},
    {JR_STR_INIT(BMP_TOP_DOWN), JR_IMAGE_BMP, "image/bmp", 96},
    {JR_STR_INIT(BMP_CORE), JR_IMAGE_BMP, "image/bmp", 96},
    {JR_STR_INIT("<svg width='640' height='480'/>"), JR_IMAGE_SVG, "image/svg+xml", 96},
};
#define SAMPLES (sizeof samples / sizeof *samples)

static void type_and_size_come_from_the_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        jr_image_info info;
        if (!jr_image_sniff(samples[i].bytes, &info))
            fail_msg("sample %zu is not recognised", i);
        assert_int_equal(info.type, samples[i].type);
        assert_string_equal(info.mime, samples[i].mime);
        assert_int_equal(info.width_px, 640);
        assert_int_equal(info.height_px, 480);
        const double wide = 640 * 914400 / samples[i].dpi, high = 480 * 914400 / samples[i].dpi;
        assert_float_equal((float)((double)info.width_emu / wide), 1, 0.0005f);
        assert_float_equal((float)((double)info.height_emu / high), 1, 0.0005f);
    }
}

static bool followed_to_the_end(jr_image_type type)
{
    return type == JR_IMAGE_PNG || type == JR_IMAGE_JPEG || type == JR_IMAGE_GIF;
}

/* Every prefix in a block of exactly its size, so that a sanitizer sees any read behind the end. */
static void truncated_pictures_are_refused_or_measured_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++)
        for (size_t n = 0; n < samples[i].bytes.n; n++) {
            char *copy = malloc(n ? n : 1);
            assert_non_null(copy);
            memcpy(copy, samples[i].bytes.p, n);
            jr_image_info info;
            if (jr_image_sniff((jr_str){copy, n}, &info)) {
                /* A GIF without its last byte is one without a trailer. */
                if (followed_to_the_end(samples[i].type) &&
                    (samples[i].type != JR_IMAGE_GIF || n + 1 < samples[i].bytes.n))
                    fail_msg("%zu bytes of sample %zu are taken", n, i);
                assert_int_equal(info.width_px, 640);
                assert_int_equal(info.height_px, 480);
            }
            free(copy);
        }
}

static void changed_bytes_are_survived(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        const size_t n = samples[i].bytes.n;
        char *copy = malloc(n);
        assert_non_null(copy);
        for (size_t at = 0; at < n; at++)
            for (unsigned value = 0; value < 256; value++) {
                memcpy(copy, samples[i].bytes.p, n);
                copy[at] = (char)value;
                jr_image_info info;
                if (jr_image_sniff((jr_str){copy, n}, &info)) {
                    assert_true(info.width_px > 0 && info.height_px > 0);
                    assert_true(info.width_emu > 0 && info.height_emu > 0);
                }
            }
        free(copy);
    }
}

static void damaged_pictures_are_refused(void **state)
{
    (void)state;
    static const jr_str damaged[] = {
        JR_STR_INIT(""),
        JR_STR_INIT("plain text"),
        JR_STR_INIT("BM is a beginning of text as well, and it goes on and on for long enough"),
        JR_STR_INIT(PNG_HEAD IHDR IDAT), /* ends before IEND */
        JR_STR_INIT(PNG_HEAD IDAT IHDR IEND),
        JR_STR_INIT("\xFF\xD8" SOF "\xFF\xD9"),                                  /* ends before the scan */
        JR_STR_INIT("\xFF\xD8" SOS),                                             /* no frame */
        JR_STR_INIT("\xFF\xD8\xFF\xC0\0\x0B\x08\0\0\x02\x80\x01\x01\x11\0" SOS), /* no height */
        JR_STR_INIT("\xFF\xD8\xFF\xE0\xFF\xFF" SOF SOS),                         /* a segment longer than the file */
        JR_STR_INIT(PNG_HEAD IHDR IEND),                                         /* no data */
        JR_STR_INIT("GIF89a\0\0\x01\0\0\0\0;"),
        JR_STR_INIT("GIF89a\x80\x02\xE0\x01\0\0\0;"),  /* no picture */
        JR_STR_INIT("GIF89a\x80\x02\xE0\x01\0\0\0X;"), /* no such block */
        JR_STR_INIT("RIFF\xFF\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0\x7F\x02\0\xDF\x01\0"),
        JR_STR_INIT("<html><svg width='1' height='1'/></html>"),
        JR_STR_INIT("<svg width='10' height="),
        JR_STR_INIT("<svg width='10"),
        JR_STR_INIT("<svgs width='1' height='1'/>"),
        JR_STR_INIT("<!-- <svg/>"),
        JR_STR_INIT("<!DOCTYPE svg [ <svg/>"),
    };
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        jr_image_info info;
        if (jr_image_sniff(damaged[i], &info))
            fail_msg("damaged picture %zu is taken", i);
    }
}

static void scans_of_a_jpeg_are_followed_through_stuffing_and_restarts(void **state)
{
    (void)state;
    jr_image_info info;
    const jr_str again = JR_STR("\xFF\xD8" SOF "\xFF\xDA\0\x08\x01\x01\0\0\x3F\0"
                                "a\xFF\0b\xFF\xD0"
                                "c\xFF\xFF\xC4\0\x04xx" SOS "rest");
    assert_true(jr_image_sniff(again, &info));
    assert_int_equal(info.width_px, 640);
}

static void resolutions_out_of_all_proportion_are_passed_over(void **state)
{
    (void)state;
    jr_image_info info;
    assert_true(jr_image_sniff(BYTES(PNG_HEAD IHDR "\0\0\0\x09"
                                                   "pHYs"
                                                   "\0\0\0\x01\xFF\xFF\xFF\xFF\x01"
                                                   "crc4" IDAT IEND),
                               &info));
    assert_int_equal(info.width_emu, 640 * JR_EMU_PER_PIXEL);
    assert_int_equal(info.height_emu, 480 * JR_EMU_PER_PIXEL);
}

static void size_of_svg_follows_its_first_tag(void **state)
{
    (void)state;
    static const struct {
        const char *svg;
        uint32_t width, height;
    } cases[] = {
        {"<svg width=\"20\" height=\"10\"></svg>", 20, 10},
        {"\xEF\xBB\xBF<?xml version='1.0'?>\r\n<!-- a <svg width='1'> -->\n<svg height = '10px'\twidth = '20PX' >", 20,
         10},
        {"<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" 'x>y' [ <!-- ] ' --> <!ENTITY a \"]>\"> ]><svg width='20' "
         "height='10'/>",
         20, 10},
        {"<s:svg xmlns:s='http://www.w3.org/2000/svg' s:width='7' width='20' height='10'/>", 20, 10},
        {"<svg width='1in' height='2.54cm'/>", 96, 96},
        {"<svg width='72pt' height='25.4mm'/>", 96, 96},
        {"<svg width='2em' height='6pc'/>", 32, 96},
        {"<svg width='2e1' height='+1.0e+1'/>", 20, 10},
        {"<svg width='100%' height='100%' viewBox='0 0 20 10'/>", 20, 10},
        {"<svg viewBox='-5,-5,20,10'/>", 20, 10},
        {"<svg width='40' viewBox='0 0 20 10'/>", 40, 20},
        {"<svg height='40' viewBox='0 0 20 10'/>", 80, 40},
        {"<svg/>", 300, 150},
        {"<svg>", 300, 150},
        {"<svg width='0' height='-3' viewBox='0 0 20 10'/>", 20, 10},
        {"<svg width='99999999999' height='1e99' viewBox='0 0 20 0'/>", 300, 150},
        {"<svg width='0.2' height='0.4'/>", 1, 1},
        {"<svg data-x='>' width='20' height='10'/>", 20, 10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        jr_image_info info;
        if (!jr_image_sniff(jr_str_from(cases[i].svg), &info) || info.width_px != cases[i].width ||
            info.height_px != cases[i].height)
            fail_msg("%s", cases[i].svg);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(type_and_size_come_from_the_bytes),
        TEST(truncated_pictures_are_refused_or_measured_right),
        TEST(changed_bytes_are_survived),
        TEST(damaged_pictures_are_refused),
        TEST(scans_of_a_jpeg_are_followed_through_stuffing_and_restarts),
        TEST(resolutions_out_of_all_proportion_are_passed_over),
        TEST(size_of_svg_follows_its_first_tag),
    };
    return RUN_TESTS(tests);
}
