/* SPDX-License-Identifier: MIT */
#include "read/frontmatter.h"

/* Index behind the line end of the line at `at`. */
static size_t next_line(jr_str s, size_t at)
{
    while (at < s.n && s.p[at] != '\n' && s.p[at] != '\r')
        at++;
    if (at + 1 < s.n && s.p[at] == '\r' && s.p[at + 1] == '\n')
        at++;
    return at < s.n ? at + 1 : at;
}

static bool is_fence(jr_str line)
{
    return jr_str_starts(line, JR_STR("---")) && jr_str_trim(line).n == 3;
}

bool jr_frontmatter_read(const jr_read_ctx *ctx, jr_str source, uint32_t file, size_t *ret_body, jr_meta *ret_meta)
{
    (void)ctx, (void)file;
    const size_t start = jr_str_starts(source, JR_STR("\xEF\xBB\xBF")) ? 3 : 0;
    *ret_meta = (jr_meta){.kind = JR_META_MAP};
    *ret_body = start;
    size_t end = next_line(source, start);
    if (!is_fence(jr_str_sub(source, start, end)))
        return true;
    for (size_t at = end; at < source.n; at = end) {
        end = next_line(source, at);
        if (!is_fence(jr_str_sub(source, at, end)))
            continue;
        *ret_body = end;
        return true;
    }
    return true;
}
