/* SPDX-License-Identifier: MIT */
/* The time that goes into packages: never the clock's, so that the same page gives the same bytes. */
#include <jerome/package.h>

#include <stdlib.h>
#include <time.h>

#define YEAR_1980 INT64_C(315532800)
#define YEAR_2108 INT64_C(4354819200) /* the first second that a zip entry cannot hold */

int64_t jr_package_epoch(void)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds = 0;
    if (!text || !*text)
        return YEAR_1980;
    for (; *text; text++) {
        if (!jr_is_digit(*text))
            return YEAR_1980;
        seconds = seconds * 10 + (*text - '0');
        if (seconds >= YEAR_2108)
            return YEAR_2108 - 2;
    }
    return seconds < YEAR_1980 ? YEAR_1980 : seconds;
}

jr_str jr_package_time(jr_arena *arena)
{
    const time_t seconds = (time_t)jr_package_epoch();
    struct tm tm;
    if (!gmtime_r(&seconds, &tm))
        return JR_STR("1980-01-01T00:00:00Z");
    return jr_arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                           tm.tm_hour, tm.tm_min, tm.tm_sec);
}
