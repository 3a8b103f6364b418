/* SPDX-License-Identifier: MIT */
/* The only user of libzip. The archive is made in memory, so that the sink alone decides where and whether it is
   published. */
#include <jerome/package.h>

#include <time.h>

#include <zip.h>

#include "codec/lazy.h"

#define ZIP_SYMBOLS(X)                                                                                                 \
    X(zip_close)                                                                                                       \
    X(zip_discard)                                                                                                     \
    X(zip_error_fini)                                                                                                  \
    X(zip_error_init)                                                                                                  \
    X(zip_error_strerror)                                                                                              \
    X(zip_file_add)                                                                                                    \
    X(zip_file_set_dostime)                                                                                            \
    X(zip_file_set_external_attributes)                                                                                \
    X(zip_open_from_source)                                                                                            \
    X(zip_set_file_compression)                                                                                        \
    X(zip_source_buffer)                                                                                               \
    X(zip_source_buffer_create)                                                                                        \
    X(zip_source_close)                                                                                                \
    X(zip_source_error)                                                                                                \
    X(zip_source_free)                                                                                                 \
    X(zip_source_keep)                                                                                                 \
    X(zip_source_open)                                                                                                 \
    X(zip_source_read)                                                                                                 \
    X(zip_strerror)
JR_LAZY_LIBRARY(zip, JR_LIBZIP, ZIP_SYMBOLS)

#define MAX_NAME 255
/* zlib's own default: level 9, libzip's, takes twice as long to save one part in a hundred. */
#define LEVEL 6
/* A regular file that all may read and its owner may write, as Unix says it. */
#define ATTRIBUTES ((zip_uint32_t)0100644 << 16)

struct entry {
    struct entry *next;
    jr_str name; /* NUL behind it */
    jr_str bytes;
    jr_compression compression;
};

struct jr_package {
    jr_arena *arena;
    struct entry *first, *last;
    size_t count;
};

/* Date and time as MS-DOS kept them (APPNOTE.TXT 6.3.10 §4.4.6). */
struct dos_time {
    zip_uint16_t date, time;
};

jr_package *jr_package_create(jr_arena *arena)
{
    jr_package *p = jr_arena_new(arena, jr_package);
    p->arena = arena;
    return p;
}

void jr_package_add(jr_package *p, jr_str name, jr_str bytes, jr_compression compression)
{
    struct entry *e = jr_arena_new(p->arena, struct entry);
    *e = (struct entry){NULL, jr_arena_copy(p->arena, name), bytes, compression};
    if (p->last)
        p->last->next = e;
    else
        p->first = e;
    p->last = e;
    p->count++;
}

/* A relative path in '/' without empty, "." or ".." steps, drive letters or characters that some system cannot have. */
static bool name_is_good(jr_str name)
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
        if (!name_is_good(e->name))
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

static struct dos_time time_of_entries(void)
{
    const time_t epoch = (time_t)jr_package_epoch();
    struct tm t;
    if (!gmtime_r(&epoch, &t))
        return (struct dos_time){1 << 5 | 1, 0};
    return (struct dos_time){(zip_uint16_t)((t.tm_year - 80) << 9 | (t.tm_mon + 1) << 5 | t.tm_mday),
                             (zip_uint16_t)(t.tm_hour << 11 | t.tm_min << 5 | t.tm_sec / 2)};
}

static bool report_archive(zip_t *archive, jr_diag *diag)
{
    return jr_report(diag, JR_D_INTERNAL, NULL, "libzip: %s", zip.zip_strerror(archive));
}

static bool add_entry(zip_t *archive, const struct entry *e, struct dos_time when, jr_diag *diag)
{
    zip_source_t *source = zip.zip_source_buffer(archive, e->bytes.n ? e->bytes.p : "", e->bytes.n, 0);
    if (!source)
        return report_archive(archive, diag);
    const zip_int64_t added = zip.zip_file_add(archive, e->name.p, source, ZIP_FL_ENC_UTF_8);
    if (added < 0) {
        zip.zip_source_free(source);
        return report_archive(archive, diag);
    }
    const zip_uint64_t index = (zip_uint64_t)added;
    const zip_int32_t method = e->compression == JR_STORE || e->bytes.n == 0 ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    if (zip.zip_set_file_compression(archive, index, method, LEVEL) < 0 ||
        zip.zip_file_set_dostime(archive, index, when.time, when.date, 0) < 0 ||
        zip.zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, ATTRIBUTES) < 0)
        return report_archive(archive, diag);
    return true;
}

static bool add_all(zip_t *archive, const jr_package *p, struct dos_time when, jr_diag *diag)
{
    for (const struct entry *e = p->first; e; e = e->next)
        if (!add_entry(archive, e, when, diag))
            return false;
    return true;
}

/* Makes the archive in `target`, which stays the caller's. */
static bool fill(const jr_package *p, zip_source_t *target, struct dos_time when, jr_diag *diag)
{
    zip_error_t error;
    zip.zip_error_init(&error);
    zip_t *archive = zip.zip_open_from_source(target, ZIP_TRUNCATE, &error);
    if (!archive) {
        jr_report(diag, JR_D_INTERNAL, NULL, "libzip: %s", zip.zip_error_strerror(&error));
        zip.zip_error_fini(&error);
        return false;
    }
    zip.zip_error_fini(&error);
    zip.zip_source_keep(target); /* closing the archive lets go of it once */
    if (!add_all(archive, p, when, diag)) {
        zip.zip_discard(archive);
        return false;
    }
    if (zip.zip_close(archive) < 0) {
        report_archive(archive, diag);
        zip.zip_discard(archive);
        return false;
    }
    return true;
}

static bool copy_out(zip_source_t *source, jr_sink *sink, jr_diag *diag)
{
    if (zip.zip_source_open(source) < 0)
        return jr_report(diag, JR_D_INTERNAL, NULL, "libzip: %s", zip.zip_error_strerror(zip.zip_source_error(source)));
    char block[32768];
    zip_int64_t n;
    while ((n = zip.zip_source_read(source, block, sizeof block)) > 0)
        jr_sink_write(sink, (jr_str){block, (size_t)n});
    if (n < 0)
        jr_report(diag, JR_D_INTERNAL, NULL, "libzip: %s", zip.zip_error_strerror(zip.zip_source_error(source)));
    zip.zip_source_close(source);
    return n == 0;
}

bool jr_package_write(jr_package *p, jr_sink *sink, jr_diag *diag)
{
    if (p->count == 0)
        return jr_report(diag, JR_D_INTERNAL, NULL, "a package without entries");
    if (!load_zip(diag) || !check_names(p, diag))
        return false;
    zip_error_t error;
    zip.zip_error_init(&error);
    zip_source_t *target = zip.zip_source_buffer_create(NULL, 0, 0, &error);
    if (!target)
        jr_report(diag, JR_D_INTERNAL, NULL, "libzip: %s", zip.zip_error_strerror(&error));
    const bool done = target && fill(p, target, time_of_entries(), diag) && copy_out(target, sink, diag);
    if (target)
        zip.zip_source_free(target);
    zip.zip_error_fini(&error);
    return done;
}
