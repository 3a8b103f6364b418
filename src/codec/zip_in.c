/* SPDX-License-Identifier: MIT */
#define ZLIB_CONST
#include "zip_in.h"

#include <stdlib.h>

#include <jerome/buf.h>
#include <zlib.h>

/* §4.3: signatures and sizes of records, the latter without what varies. */
enum { LOCAL_SIZE = 30, CENTRAL_SIZE = 46, END_SIZE = 22, COMMENT_MAX = 0xFFFF };
#define LOCAL_HEADER     0x04034b50u
#define CENTRAL_HEADER   0x02014b50u
#define END_OF_DIRECTORY 0x06054b50u
/* §4.4.1.4: in a field that is too small, Zip64 has the value elsewhere. */
#define ELSEWHERE 0xFFFFFFFFu

#define FLAG_ENCRYPTED  1u
#define METHOD_STORED   0u
#define METHOD_DEFLATED 8u
#define MADE_ON_UNIX    3u
#define TYPE_MASK       0170000u
#define TYPE_LINK       0120000u
#define SMALL           ((uint64_t)1 << 20) /* a file of so many bytes does no harm, whatever its ratio */

typedef struct reader {
    jr_str bytes;
    uint32_t file;
    jr_arena *arena;
    jr_diag *diag;
} reader;

static uint32_t get_16(jr_str s, size_t at)
{
    return (uint32_t)(unsigned char)s.p[at] | (uint32_t)(unsigned char)s.p[at + 1] << 8;
}

static uint32_t get_32(jr_str s, size_t at)
{
    return get_16(s, at) | get_16(s, at + 2) << 16;
}

static bool report(const reader *r, const char *what)
{
    const jr_span where = {.file = r->file};
    return jr_report(r->diag, JR_D_BAD_ARCHIVE, &where, "the archive %s", what);
}

/* ---- The directory ---- */

/* §4.3.16: the last record, with a comment behind it that ends where the archive does. */
static bool find_end(const reader *r, size_t *ret_at)
{
    const size_t n = r->bytes.n;
    for (size_t back = END_SIZE; back <= n && back <= END_SIZE + COMMENT_MAX; back++)
        if (get_32(r->bytes, n - back) == END_OF_DIRECTORY && get_16(r->bytes, n - back + 20) == back - END_SIZE) {
            *ret_at = n - back;
            return true;
        }
    return report(r, "has no directory: it is no ZIP file, or cut off");
}

/* Names of before Unicode are in a code page that is not known: what is no UTF-8 is shown as U+FFFD. */
static jr_str read_name(jr_str raw, jr_arena *arena)
{
    jr_buf name = {0};
    for (size_t i = 0; i < raw.n;) {
        const size_t valid = jr_utf8_valid(jr_str_sub(raw, i, raw.n));
        for (size_t k = 0; k < valid; k++) {
            const char c = raw.p[i + k];
            jr_putc(&name, c == '\\' ? '/' : c == '\0' ? '?' : c);
        }
        i += valid;
        if (i < raw.n) {
            jr_put_utf8(&name, JR_REPLACEMENT);
            i++;
        }
    }
    return jr_buf_take(&name, arena);
}

/* §4.3.12; *at moves behind it. `shift`: bytes before the archive, such as a program that unpacks it. */
static bool read_entry(const reader *r, size_t end, size_t shift, size_t *at, jr_zip_entry *ret_entry)
{
    const jr_str b = r->bytes;
    if (*at + CENTRAL_SIZE > end || get_32(b, *at) != CENTRAL_HEADER)
        return report(r, "is damaged: its directory ends too early");
    const size_t name = get_16(b, *at + 28), extra = get_16(b, *at + 30), comment = get_16(b, *at + 32);
    if (*at + CENTRAL_SIZE + name + extra + comment > end)
        return report(r, "is damaged: its directory ends too early");
    const uint32_t packed = get_32(b, *at + 20), size = get_32(b, *at + 24), local = get_32(b, *at + 42);
    if (packed == ELSEWHERE || size == ELSEWHERE || local == ELSEWHERE)
        return report(r, "has files of 4 GiB or more (Zip64), which are not read");
    *ret_entry = (jr_zip_entry){
        .name = read_name(jr_str_sub(b, *at + CENTRAL_SIZE, *at + CENTRAL_SIZE + name), r->arena),
        .size = size,
        .packed = packed,
        .at = local + shift,
        .crc = get_32(b, *at + 16),
        .method = (uint16_t)get_16(b, *at + 10),
        .encrypted = get_16(b, *at + 8) & FLAG_ENCRYPTED,
        .link = get_16(b, *at + 4) >> 8 == MADE_ON_UNIX && (get_32(b, *at + 38) >> 16 & TYPE_MASK) == TYPE_LINK,
    };
    *at += CENTRAL_SIZE + name + extra + comment;
    return true;
}

static int compare_places(const void *a, const void *b)
{
    const jr_zip_entry *const *x = a, *const *y = b;
    return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
}

/* Files that share bytes are how few bytes come to be petabytes. */
static bool check_places(const reader *r, const jr_zip_entry *items, size_t n, size_t directory)
{
    const jr_zip_entry **sorted = jr_arena_array(r->arena, const jr_zip_entry *, n + 1);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &items[i];
    qsort(sorted, n, sizeof *sorted, compare_places);
    for (size_t i = 0; i < n; i++) {
        const size_t end = i + 1 < n ? sorted[i + 1]->at : directory;
        if (sorted[i]->at > directory || sorted[i]->at + LOCAL_SIZE + sorted[i]->packed > end)
            return report(r, "is damaged: files in it overlap");
    }
    return true;
}

bool jr_zip_open(jr_str bytes, uint32_t file, jr_arena *arena, jr_diag *diag, jr_zip *ret_zip)
{
    const reader r = {bytes, file, arena, diag};
    size_t end = 0;
    if (!find_end(&r, &end))
        return false;
    const size_t n = get_16(bytes, end + 10), size = get_32(bytes, end + 12), offset = get_32(bytes, end + 16);
    if (get_16(bytes, end + 4) != 0 || get_16(bytes, end + 6) != 0 || get_16(bytes, end + 8) != n)
        return report(&r, "is one of several parts");
    if (n == 0xFFFF || size == ELSEWHERE || offset == ELSEWHERE)
        return report(&r, "has more than 65,534 files or 4 GiB (Zip64), which is not read");
    if (size > end || offset > end - size)
        return report(&r, "is damaged: its directory is not where it is said to be");
    jr_zip_entry *items = jr_arena_array(arena, jr_zip_entry, n + 1);
    size_t at = end - size, all = 0;
    const size_t begin = at, shift = at - offset;
    for (size_t i = 0; i < n; i++, all++)
        if (!read_entry(&r, end, shift, &at, &items[all]))
            return false;
    if (!check_places(&r, items, all, begin))
        return false;
    size_t files = 0;
    for (size_t i = 0; i < all; i++)
        if (!jr_str_ends(items[i].name, JR_STR("/")))
            items[files++] = items[i];
    *ret_zip = (jr_zip){bytes, items, files};
    return true;
}

/* ---- Files ---- */

static bool inflate_all(jr_str packed, char *out, size_t size)
{
    z_stream z = {0};
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
        return false;
    z.next_in = (const Bytef *)packed.p;
    z.avail_in = (uInt)packed.n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)size + 1; /* room for a byte too many, which tells */
    const int result = inflate(&z, Z_FINISH);
    const bool ok = result == Z_STREAM_END && z.avail_out == 1;
    inflateEnd(&z);
    return ok;
}

/* What speaks against reading a file; NULL: nothing. */
static const char *refusal(const jr_zip_entry *e, size_t most)
{
    if (e->encrypted)
        return "it is encrypted: unpack it, and name the folder";
    if (e->link)
        return "it is a symbolic link";
    if (e->method != METHOD_STORED && e->method != METHOD_DEFLATED)
        return "it is compressed in a way other than deflate: unpack it, and name the folder";
    if (e->method == METHOD_STORED && e->packed != e->size)
        return "it is damaged";
    if (e->size > most || (e->size > SMALL && e->size / JR_ZIP_RATIO > e->packed))
        return "it is far larger than such a file can be";
    return NULL;
}

bool jr_zip_read(const jr_zip *zip, const jr_zip_entry *e, size_t most, uint32_t file, jr_arena *arena, jr_diag *diag,
                 jr_str *ret_bytes)
{
    const jr_span where = {.file = file};
    const char *why = refusal(e, most);
    if (why)
        return jr_report(diag, JR_D_BAD_ARCHIVE, &where, "not read: %s", why);
    const jr_str b = zip->bytes;
    /* jr_zip_open has seen that the fixed part and as many bytes as it takes are there. */
    const size_t begin = e->at + LOCAL_SIZE + get_16(b, e->at + 26) + get_16(b, e->at + 28);
    if (get_32(b, e->at) != LOCAL_HEADER || begin > b.n || e->packed > b.n - begin)
        return jr_report(diag, JR_D_BAD_ARCHIVE, &where, "not read: it is damaged");
    const jr_str packed = jr_str_sub(b, begin, begin + (size_t)e->packed);
    jr_str bytes = packed;
    if (e->method == METHOD_DEFLATED) {
        char *out = jr_arena_alloc(arena, e->size + 1, 1);
        if (!inflate_all(packed, out, (size_t)e->size))
            return jr_report(diag, JR_D_BAD_ARCHIVE, &where, "not read: it is damaged");
        bytes = (jr_str){out, (size_t)e->size};
    }
    if (crc32(0, (const Bytef *)bytes.p, (uInt)bytes.n) != e->crc)
        return jr_report(diag, JR_D_BAD_ARCHIVE, &where, "not read: it is damaged (its checksum is wrong)");
    *ret_bytes = bytes;
    return true;
}
