/* SPDX-License-Identifier: MIT */
/* A plain picture for programs that cannot draw an SVG (PNG, ISO/IEC 15948): grey with a darker frame. */
#include "docx/docx.h"

#define LONGER_SIDE 96

static uint32_t crc_of(const char *p, size_t n)
{
    uint32_t c = 0xFFFFFFFFu;
    for (size_t i = 0; i < n; i++) {
        c ^= (unsigned char)p[i];
        for (int k = 0; k < 8; k++)
            c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    }
    return ~c;
}

static void put_u32(jr_buf *out, uint32_t v)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        jr_putc(out, (char)(v >> shift & 0xFF));
}

/* PNG §5.3: length, type, data, CRC of type and data. */
static void put_chunk(jr_buf *out, const char *type, jr_str data)
{
    put_u32(out, (uint32_t)data.n);
    const size_t begin = out->n;
    jr_put(out, (jr_str){type, 4});
    jr_put(out, data);
    put_u32(out, crc_of(out->p + begin, out->n - begin));
}

/* The pixels as a zlib stream (RFC 1950) of one stored block (RFC 1951 §3.2.4): at most 96 * 97 bytes. */
static void put_zlib(jr_buf *out, jr_str raw)
{
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < raw.n; i++) {
        a = (a + (unsigned char)raw.p[i]) % 65521;
        b = (b + a) % 65521;
    }
    const unsigned n = (unsigned)raw.n;
    const char head[] = {0x78, 0x01, 0x01, (char)(n & 0xFF), (char)(n >> 8), (char)(~n & 0xFF), (char)(~n >> 8 & 0xFF)};
    jr_put(out, (jr_str){head, sizeof head});
    jr_put(out, raw);
    put_u32(out, b << 16 | a);
}

static void put_pixels(jr_buf *out, uint32_t width, uint32_t height)
{
    for (uint32_t y = 0; y < height; y++) {
        jr_putc(out, 0); /* filter type: none */
        for (uint32_t x = 0; x < width; x++) {
            const bool frame = x == 0 || y == 0 || x == width - 1 || y == height - 1;
            jr_putc(out, (char)(frame ? 0xB0 : 0xEE));
        }
    }
}

jr_str docx_png_blank(jr_arena *arena, int64_t width, int64_t height)
{
    const double longer = (double)(width > height ? width : height);
    const double scale = LONGER_SIDE / (longer > 0 ? longer : 1);
    const uint32_t w = (uint32_t)((double)width * scale), h = (uint32_t)((double)height * scale);
    jr_buf raw = {0}, data = {0}, out = {0};
    jr_puts(&out, "\x89PNG\r\n\x1A\n");
    put_u32(&data, w ? w : 1);
    put_u32(&data, h ? h : 1);
    jr_put(&data, (jr_str){"\x08\0\0\0\0", 5}); /* 8 bits of grey, deflate, no interlace */
    put_chunk(&out, "IHDR", jr_buf_str(&data));
    data.n = 0;
    put_pixels(&raw, w ? w : 1, h ? h : 1);
    put_zlib(&data, jr_buf_str(&raw));
    put_chunk(&out, "IDAT", jr_buf_str(&data));
    put_chunk(&out, "IEND", (jr_str){0});
    jr_buf_free(&raw);
    jr_buf_free(&data);
    return jr_buf_take(&out, arena);
}
