/* SPDX-License-Identifier: MIT */
/* ZIP archives (APPNOTE.TXT 6.3.10), compressed by zlib, whose only user this is. Not by libzip: to load it, with
   the cryptography it brings, takes longer than a page takes to become a Word file. What OPC and OCF allow of ZIP is
   small, and nothing is read here; libzip reads what this wrote in the tests. The archive is made in memory, so that
   the sink alone decides where and whether it is published. */
#define ZLIB_CONST
#include <jerome/package.h>

#include <time.h>

#include <zlib.h>

#define MAX_NAME    255
#define MAX_ENTRIES 0xFFFEu           /* more would need Zip64 */
#define MAX_SIZE    ((size_t)1 << 30) /* of an entry and of the archive: far below where Zip64 begins */
#define LEVEL       6

/* §4.3: signatures of records; §4.4: what their fields say. */
#define LOCAL_HEADER     0x04034b50u
#define CENTRAL_HEADER   0x02014b50u
#define END_OF_DIRECTORY 0x06054b50u
#define VERSION_NEEDED   20u             /* deflate */
#define VERSION_MADE_BY  (3u << 8 | 20u) /* Unix, for the attributes */
#define NAMES_ARE_UTF8   (1u << 11)
#define METHOD_STORED    0u
#define METHOD_DEFLATED  8u
#define ATTRIBUTES       (0100644u << 16) /* a regular file that all may read and its owner may write */

struct entry {
    struct entry *next;
    jr_str name;
    jr_str bytes;
    jr_package_load *load; /* or NULL: the bytes are there */
    void *user;
    jr_compression compression;
    uint32_t crc, size, packed_size, offset; /* known once its local header has been written */
    uint16_t method;
};

struct jr_package {
    jr_arena *arena;
    struct entry *first, *last;
    size_t count;
};

/* Date and time as MS-DOS kept them (§4.4.6). */
struct dos_time {
    uint32_t date, time;
};

jr_package *jr_package_create(jr_arena *arena)
{
    jr_package *p = jr_arena_new(arena, jr_package);
    p->arena = arena;
    return p;
}

static void append(jr_package *p, const struct entry *entry)
{
    struct entry *e = jr_arena_new(p->arena, struct entry);
    *e = *entry;
    e->name = jr_arena_copy(p->arena, entry->name);
    if (p->last)
        p->last->next = e;
    else
        p->first = e;
    p->last = e;
    p->count++;
}

void jr_package_add(jr_package *p, jr_str name, jr_str bytes, jr_compression compression)
{
    append(p, &(struct entry){.name = name, .bytes = bytes, .compression = compression});
}

void jr_package_add_later(jr_package *p, jr_str name, jr_package_load *load, void *user)
{
    append(p, &(struct entry){.name = name, .load = load, .user = user, .compression = JR_DEFLATE});
}

/* ---- Names ---- */

/* A relative path in '/' without empty, "." or ".." steps, drive letters or characters that some system cannot have. */
bool jr_package_name_good(jr_str name)
{
    if (name.n == 0 || name.n > MAX_NAME || jr_utf8_valid(name) != name.n)
        return false;
    for (size_t begin = 0; begin <= name.n;) {
        const size_t end = jr_str_find(name, begin, '/');
        const jr_str step = jr_str_sub(name, begin, end);
        if (step.n == 0 || jr_str_eq(step, JR_STR(".")) || jr_str_eq(step, JR_STR("..")))
            return false;
        begin = end + 1;
    }
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7F || memchr("\\:*?\"<>|", name.p[i], 8))
            return false;
    return true;
}

/* FNV-1a over the name in lower case. */
static size_t hash_name(jr_str name)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < name.n; i++)
        h = (h ^ (unsigned char)jr_lower(name.p[i])) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 32);
}

/* Names are good, and no two are the same but for the case of ASCII letters (OPC §6.2.2.3, EPUB 3.3 §4.2.3). */
static bool check_names(const jr_package *p, jr_diag *diag)
{
    size_t slots = 16;
    while (slots < p->count * 2)
        slots *= 2;
    const struct entry **table = jr_arena_array(p->arena, const struct entry *, slots);
    for (const struct entry *e = p->first; e; e = e->next) {
        if (!jr_package_name_good(e->name))
            return jr_report(diag, JR_D_INTERNAL, NULL, "bad name in package: \"%.*s\"",
                             JR_FMT(jr_str_sub(e->name, 0, MAX_NAME)));
        size_t at = hash_name(e->name) & (slots - 1);
        for (; table[at]; at = (at + 1) & (slots - 1))
            if (jr_str_eq_nocase(table[at]->name, e->name))
                return jr_report(diag, JR_D_INTERNAL, NULL, "name twice in package: \"%.*s\"", JR_FMT(e->name));
        table[at] = e;
    }
    return true;
}

/* ---- Records ---- */

static struct dos_time time_of_entries(void)
{
    const time_t epoch = (time_t)jr_package_epoch();
    struct tm t;
    if (!gmtime_r(&epoch, &t))
        return (struct dos_time){1 << 5 | 1, 0};
    return (struct dos_time){(uint32_t)((t.tm_year - 80) << 9 | (t.tm_mon + 1) << 5 | t.tm_mday),
                             (uint32_t)(t.tm_hour << 11 | t.tm_min << 5 | t.tm_sec / 2)};
}

static void put_16(jr_buf *out, uint32_t value)
{
    const char bytes[] = {(char)(value & 0xFF), (char)(value >> 8 & 0xFF)};
    jr_put(out, (jr_str){bytes, sizeof bytes});
}

static void put_32(jr_buf *out, uint32_t value)
{
    put_16(out, value & 0xFFFF);
    put_16(out, value >> 16);
}

static bool is_ascii(jr_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* The fields that a local header (§4.3.7) and a central one (§4.3.12) share. */
static void put_common(jr_buf *out, const struct entry *e, struct dos_time when)
{
    put_16(out, VERSION_NEEDED);
    put_16(out, is_ascii(e->name) ? 0 : NAMES_ARE_UTF8);
    put_16(out, e->method);
    put_16(out, when.time);
    put_16(out, when.date);
    put_32(out, e->crc);
    put_32(out, e->packed_size);
    put_32(out, e->size);
    put_16(out, (uint32_t)e->name.n);
    put_16(out, 0); /* no extra field */
}

static void put_local(jr_buf *out, const struct entry *e, struct dos_time when)
{
    put_32(out, LOCAL_HEADER);
    put_common(out, e, when);
    jr_put(out, e->name);
}

static void put_central(jr_buf *out, const struct entry *e, struct dos_time when)
{
    put_32(out, CENTRAL_HEADER);
    put_16(out, VERSION_MADE_BY);
    put_common(out, e, when);
    put_16(out, 0); /* no comment */
    put_16(out, 0); /* disk */
    put_16(out, 0); /* internal attributes */
    put_32(out, ATTRIBUTES);
    put_32(out, e->offset);
    jr_put(out, e->name);
}

/* §4.3.16 */
static void put_end(jr_buf *out, size_t count, size_t begin)
{
    const uint32_t size = (uint32_t)(out->n - begin);
    put_32(out, END_OF_DIRECTORY);
    put_16(out, 0); /* this disk, and that of the directory */
    put_16(out, 0);
    put_16(out, (uint32_t)count);
    put_16(out, (uint32_t)count);
    put_32(out, size);
    put_32(out, (uint32_t)begin);
    put_16(out, 0); /* no comment */
}

/* ---- Entries ---- */

/* Compresses bytes to `packed`, emptied before; false: that would make them no smaller, or zlib failed. */
static bool pack(z_stream *z, jr_str bytes, jr_buf *packed)
{
    packed->n = 0;
    if (deflateReset(z) != Z_OK)
        return false;
    jr_buf_reserve(packed, deflateBound(z, bytes.n));
    z->next_in = (const Bytef *)bytes.p;
    z->avail_in = (uInt)bytes.n;
    z->next_out = (Bytef *)packed->p;
    z->avail_out = (uInt)packed->cap;
    if (deflate(z, Z_FINISH) != Z_STREAM_END)
        return false;
    packed->n = packed->cap - z->avail_out;
    return packed->n < bytes.n;
}

static bool put_entry(jr_buf *out, struct entry *e, z_stream *z, jr_buf *packed, struct dos_time when, jr_diag *diag)
{
    if (e->bytes.n > MAX_SIZE || out->n > MAX_SIZE)
        return jr_report(diag, JR_D_LIMIT_SIZE, NULL, "a package of more than 1 GiB");
    const bool deflated = e->compression == JR_DEFLATE && e->bytes.n > 0 && pack(z, e->bytes, packed);
    const jr_str data = deflated ? jr_buf_str(packed) : e->bytes;
    e->size = (uint32_t)e->bytes.n;
    e->method = deflated ? METHOD_DEFLATED : METHOD_STORED;
    e->crc = e->bytes.n ? (uint32_t)crc32(0, (const Bytef *)e->bytes.p, (uInt)e->bytes.n) : 0;
    e->packed_size = (uint32_t)data.n;
    e->offset = (uint32_t)out->n;
    put_local(out, e, when);
    jr_put(out, data);
    return true;
}

static bool put_archive(jr_buf *out, jr_package *p, z_stream *z, jr_diag *diag)
{
    const struct dos_time when = time_of_entries();
    jr_buf packed = {0};
    jr_arena *scratch = NULL;
    bool ok = true;
    for (struct entry *e = p->first; e && ok; e = e->next) {
        if (e->load && !scratch)
            scratch = jr_arena_create();
        ok = (!e->load || e->load(e->user, e->name, scratch, diag, &e->bytes)) &&
             put_entry(out, e, z, &packed, when, diag);
        if (scratch)
            jr_arena_reset(scratch);
    }
    if (scratch)
        jr_arena_destroy(scratch);
    jr_buf_free(&packed);
    const size_t begin = out->n;
    for (const struct entry *e = p->first; e && ok; e = e->next)
        put_central(out, e, when);
    put_end(out, p->count, begin);
    return ok;
}

bool jr_package_write(jr_package *p, jr_sink *sink, jr_diag *diag)
{
    z_stream z = {0};
    jr_buf out = {0};
    if (p->count == 0)
        return jr_report(diag, JR_D_INTERNAL, NULL, "a package without entries");
    if (p->count > MAX_ENTRIES)
        return jr_report(diag, JR_D_LIMIT_SIZE, NULL, "a package of more than %u entries", MAX_ENTRIES);
    if (!check_names(p, diag))
        return false;
    /* §4.4.5: deflate without zlib's own header, which a negative number of window bits asks for */
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return jr_report(diag, JR_D_INTERNAL, NULL, "zlib: %s", z.msg ? z.msg : "cannot start");
    const bool ok = put_archive(&out, p, &z, diag);
    deflateEnd(&z);
    if (ok)
        jr_sink_write(sink, jr_buf_str(&out));
    jr_buf_free(&out);
    return ok;
}
