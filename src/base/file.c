/* SPDX-License-Identifier: MIT */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "path.h"

bool jr_file_read(jr_str path, size_t most, uint32_t file, jr_arena *arena, jr_diag *diag, jr_str *ret_bytes)
{
    const jr_span where = {.file = file};
    const jr_str z = jr_arena_copy(arena, path);
    int fd;
    do
        fd = open(z.p, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (fd < 0 && errno == EINTR);
    const int error = fd < 0 ? errno : jr_read_all(fd, most, arena, ret_bytes);
    if (fd >= 0)
        close(fd);
    if (error == EFBIG)
        return jr_report(diag, JR_D_LIMIT_SIZE, &where, "larger than %zu MiB, the most that is read", most >> 20);
    return !error || jr_report(diag, JR_D_CANNOT_READ, &where, "cannot read: %s", strerror(error));
}
