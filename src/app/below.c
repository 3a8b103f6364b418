/* SPDX-License-Identifier: MIT */
#include "below.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Without openat2: every folder by itself, no symbolic links at all. */
static int open_by_steps(int root, char *path, int flags)
{
    int at = root;
    for (;;) {
        char *slash = strchr(path, '/');
        if (slash)
            *slash = '\0';
        const int next = openat(at, path, (slash ? O_PATH | O_DIRECTORY : flags) | O_NOFOLLOW | O_CLOEXEC);
        const int error = errno;
        if (at != root)
            close(at);
        if (slash)
            *slash = '/';
        if (next < 0 || !slash) {
            errno = error;
            return next;
        }
        at = next;
        path = slash + 1;
    }
}

int jr_open_below(int root, jr_str path, int flags)
{
    static const char here[] = ".";
    struct open_how how = {
        .flags = (unsigned)(flags | O_CLOEXEC),
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };
    char *name = (char *)(uintptr_t)(path.n ? path.p : here);
    for (int attempt = 0; attempt < 16; attempt++) {
        const long fd = syscall(SYS_openat2, root, name, &how, sizeof how);
        if (fd >= 0)
            return (int)fd;
        if (errno != EAGAIN && errno != EINTR)
            break;
    }
    return errno == ENOSYS || errno == EPERM ? open_by_steps(root, name, flags) : -1;
}
