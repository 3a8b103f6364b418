/* SPDX-License-Identifier: MIT */
#include "path.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jerome/buf.h>

#define READ_STEP ((size_t)64 * 1024)

jr_str jr_path_base(jr_str path)
{
    return jr_str_sub(path, jr_path_folder(path).n, path.n);
}

jr_str jr_path_folder(jr_str path)
{
    size_t n = path.n;
    while (n && path.p[n - 1] != '/')
        n--;
    return jr_str_sub(path, 0, n);
}

/* Index of the dot before the extension of a name, or its length. */
static size_t dot_of(jr_str name)
{
    for (size_t i = name.n; i-- > 1;)
        if (name.p[i] == '.')
            return i;
    return name.n;
}

jr_str jr_path_extension(jr_str path)
{
    const jr_str name = jr_path_base(path);
    return jr_str_sub(name, dot_of(name) + 1, name.n);
}

jr_str jr_path_stem(jr_str path)
{
    const jr_str name = jr_path_base(path);
    return jr_str_sub(name, 0, dot_of(name));
}

/* Length of the scheme that a URL starts with, without its colon; 0: none (RFC 3986 §3.1). */
static size_t scheme_length(jr_str url)
{
    if (!url.n || !jr_is_alpha(url.p[0]))
        return 0;
    size_t i = 1;
    while (i < url.n && (jr_is_alnum(url.p[i]) || url.p[i] == '+' || url.p[i] == '-' || url.p[i] == '.'))
        i++;
    return i < url.n && url.p[i] == ':' ? i : 0;
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

static int hex_value(char c)
{
    if (jr_is_digit(c))
        return c - '0';
    c = jr_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte at url.p[*at], which a percent-escape may stand for; *at moves to its last byte. */
static char decode(jr_str url, size_t *at)
{
    const int high = url.p[*at] == '%' && url.n - *at > 2 ? hex_value(url.p[*at + 1]) : -1;
    const int low = high >= 0 ? hex_value(url.p[*at + 2]) : -1;
    if (low < 0)
        return url.p[*at];
    *at += 2;
    return (char)(high * 16 + low);
}

jr_str jr_url_decoded(jr_str text, jr_arena *arena)
{
    char *out = jr_arena_alloc(arena, text.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        out[n++] = decode(text, &i);
    return (jr_str){out, n};
}

jr_url_kind jr_url_path(jr_str url, jr_arena *arena, jr_str *ret_path)
{
    const size_t scheme = scheme_length(url);
    if (scheme)
        return scheme == 1 ? JR_URL_REFUSED : JR_URL_REMOTE;
    if (url.n > 1 && is_slash(url.p[0]) && is_slash(url.p[1]))
        return JR_URL_REMOTE;
    size_t end = 0;
    while (end < url.n && url.p[end] != '?' && url.p[end] != '#')
        end++;
    const jr_str path = jr_str_sub(url, 0, end);
    char *out = jr_arena_alloc(arena, end + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < end; i++) {
        const char c = decode(path, &i);
        if (c == '\0')
            return JR_URL_REFUSED;
        out[n++] = c == '\\' ? '/' : c;
    }
    *ret_path = (jr_str){out, n};
    return JR_URL_LOCAL;
}

bool jr_path_join(jr_str folder, jr_str path, jr_arena *arena, jr_str *ret_path)
{
    char *out = jr_arena_alloc(arena, folder.n + path.n + 2, 1);
    size_t n = 0;
    const jr_str parts[] = {folder, path};
    for (size_t part = 0; part < 2; part++)
        for (size_t i = 0; i < parts[part].n;) {
            const size_t end = jr_str_find(parts[part], i, '/');
            const jr_str name = jr_str_sub(parts[part], i, end);
            i = end + 1;
            if (name.n == 0 || jr_str_eq(name, JR_STR(".")))
                continue;
            if (!jr_str_eq(name, JR_STR(".."))) {
                if (n)
                    out[n++] = '/';
                memcpy(out + n, name.p, name.n);
                n += name.n;
            } else if (n == 0) {
                return false;
            } else {
                while (n && out[n - 1] != '/')
                    n--;
                n -= n > 0;
            }
        }
    *ret_path = (jr_str){out, n};
    return true;
}

static int read_some(int fd, char *to, size_t n, size_t *ret_n)
{
    ssize_t got;
    do
        got = read(fd, to, n);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return errno;
    *ret_n = (size_t)got;
    return 0;
}

/* A file whose size is known, straight into the arena; of one that grows meanwhile what was there at first. */
static int read_sized(int fd, size_t size, jr_arena *arena, jr_str *ret_bytes)
{
    char *bytes = jr_arena_alloc(arena, size, 1);
    size_t n = 0, got = 1;
    while (n < size && got) {
        const int error = read_some(fd, bytes + n, size - n, &got);
        if (error)
            return error;
        n += got;
    }
    *ret_bytes = (jr_str){bytes, n};
    return 0;
}

/* A pipe, a terminal, a file of /proc. */
static int read_unsized(int fd, size_t most, jr_arena *arena, jr_str *ret_bytes)
{
    jr_buf b = {0};
    size_t got = 1;
    int error = 0;
    while (!error && got && b.n <= most) {
        jr_buf_reserve(&b, READ_STEP);
        error = read_some(fd, b.p + b.n, b.cap - b.n, &got);
        if (!error)
            b.n += got;
    }
    if (!error && b.n > most)
        error = EFBIG;
    if (!error)
        *ret_bytes = jr_arena_copy(arena, jr_buf_str(&b));
    jr_buf_free(&b);
    return error;
}

static struct {
    jr_read_seen *seen;
    void *user;
} watch;

void jr_read_watch(jr_read_seen *seen, void *user)
{
    watch.seen = seen;
    watch.user = user;
}

void jr_read_tell(jr_str bytes)
{
    if (watch.seen)
        watch.seen(watch.user, -1, bytes);
}

static int read_any(int fd, size_t most, jr_arena *arena, jr_str *ret_bytes)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return errno;
    if (!S_ISREG(st.st_mode) || st.st_size <= 0)
        return read_unsized(fd, most, arena, ret_bytes);
    if ((uintmax_t)st.st_size > most)
        return EFBIG;
    return read_sized(fd, (size_t)st.st_size, arena, ret_bytes);
}

int jr_read_all(int fd, size_t most, jr_arena *arena, jr_str *ret_bytes)
{
    const int error = read_any(fd, most, arena, ret_bytes);
    if (!error && watch.seen)
        watch.seen(watch.user, fd, *ret_bytes);
    return error;
}
