/* SPDX-License-Identifier: MIT */
#include "run_key.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <jerome/hash.h>

#include "base/path.h"

/* Of all that was read, in its order. */
static uint64_t read_before;

static void take_read(void *user, int fd, jr_str bytes)
{
    (void)user;
    (void)fd;
    read_before = (read_before ^ jr_xxh64(bytes)) * UINT64_C(0x9E3779B97F4A7C15) + 1;
}

void jr_run_watch(void)
{
    read_before = 0;
    jr_read_watch(take_read, NULL);
}

/* Options that change what is said, not what is made. */
static const char *const passing[] = {"quiet", "diagnostics", "help", "version", NULL};

static bool is_passing(const char *name)
{
    for (const char *const *p = passing; *p; p++)
        if (strcmp(*p, name) == 0)
            return true;
    for (const jr_opt *o = jr_bulk_options; o->name; o++)
        if (strcmp(o->name, name) == 0)
            return true;
    return false;
}

/* The values of an option, as one would type them. */
static jr_opt_list values_of(const jr_opt *opt, const void *opts, jr_arena *arena)
{
    const char *at = (const char *)opts + opt->offset;
    jr_opt_list list;
    jr_str *text = jr_arena_new(arena, jr_str);
    int64_t number;
    int choice;
    bool flag;
    switch (opt->type) {
    case JR_OPT_FLAG:
        memcpy(&flag, at, sizeof flag);
        *text = flag ? JR_STR("true") : JR_STR("false");
        break;
    case JR_OPT_INT:
        memcpy(&number, at, sizeof number);
        *text = jr_arena_printf(arena, "%lld", (long long)number);
        break;
    case JR_OPT_ENUM:
        memcpy(&choice, at, sizeof choice);
        *text = jr_str_from(opt->values[choice]);
        break;
    case JR_OPT_STRING: memcpy(text, at, sizeof *text); break;
    case JR_OPT_LIST: memcpy(&list, at, sizeof list); return list;
    }
    return (jr_opt_list){text, 1};
}

static bool same_values(const jr_opt_list *a, const jr_opt_list *b)
{
    for (size_t i = 0; i < a->n && i < b->n; i++)
        if (!jr_str_eq(a->items[i], b->items[i]))
            return false;
    return a->n == b->n;
}

/* The options that decide what is made and are not as they are by default, NAME=VALUE each. */
static jr_opt_list list_options(const jr_call *call, jr_arena *arena)
{
    const jr_opt *table = jr_command_options(call->command, arena);
    void *defaults = jr_arena_alloc(arena, 1, call->command->opts_size);
    jr_opt_defaults(table, defaults, arena);
    jr_str *items = NULL;
    size_t n = 0, capacity = 0;
    for (const jr_opt *o = table; o->name; o++) {
        if (is_passing(o->name) || o->alias) /* an alias sets --option, which has its values */
            continue;
        const jr_opt_list values = values_of(o, call->opts, arena), usual = values_of(o, defaults, arena);
        for (size_t i = 0; !same_values(&values, &usual) && i < values.n; i++) {
            items = jr_arena_grown(items, n, &capacity, sizeof *items, arena);
            items[n++] = jr_arena_printf(arena, "%s=%.*s", o->name, JR_FMT(values.items[i]));
        }
    }
    return (jr_opt_list){items, n};
}

/* Appends a value and, if it is the name of a file, what the file holds: a style sheet, a memory, a plug-in. */
static void put_value(jr_buf *out, jr_str value, jr_arena *arena)
{
    struct stat st;
    jr_printf(out, "\n%.*s", JR_FMT(value));
    size_t equals = value.n;
    while (equals > 0 && value.p[equals - 1] != '=')
        equals--;
    const jr_str path = jr_arena_copy(arena, jr_str_sub(value, equals, value.n));
    if (path.n == 0 || stat(path.p, &st) != 0 || !S_ISREG(st.st_mode))
        return;
    jr_arena *scratch = jr_arena_create();
    jr_str bytes;
    const int fd = open(path.p, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && jr_read_all(fd, SIZE_MAX / 2, scratch, &bytes) == 0)
        jr_printf(out, "#%016llx", (unsigned long long)jr_xxh64(bytes));
    if (fd >= 0)
        close(fd);
    jr_arena_destroy(scratch);
}

jr_str jr_run_key(const jr_call *call, jr_arena *arena)
{
    jr_buf all = {0};
    struct stat program;
    jr_printf(&all, "jerome " JR_VERSION "\n%s", call->command->name);
    if (stat("/proc/self/exe", &program) == 0) /* built anew, it may make something else */
        jr_printf(&all, "\n%lld %lld", (long long)program.st_size, (long long)program.st_mtim.tv_sec);
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    jr_printf(&all, "\n%s", epoch ? epoch : "");
    const jr_shared *shared = call->opts;
    jr_read_watch(NULL, NULL);
    jr_printf(&all, "\n%016llx", (unsigned long long)read_before);
    jr_printf(&all, "\n%d", shared->bulk.reports.n > 0); /* then words are counted as well */
    const jr_opt_list options = list_options(call, arena);
    for (size_t i = 0; i < options.n; i++)
        put_value(&all, options.items[i], arena);
    char hex[2 * JR_SHA1_SIZE + 1];
    jr_sha1_hex(jr_buf_str(&all), hex);
    jr_buf_free(&all);
    return jr_arena_copy(arena, jr_str_from(hex));
}

jr_str jr_run_name(jr_arena *arena)
{
    char host[256] = "";
    struct timespec now;
    gethostname(host, sizeof host - 1);
    clock_gettime(CLOCK_REALTIME, &now);
    const jr_str all =
        jr_arena_printf(arena, "%s %ld %lld.%09ld", host, (long)getpid(), (long long)now.tv_sec, now.tv_nsec);
    return jr_arena_printf(arena, "%016llx", (unsigned long long)jr_xxh64(all));
}
