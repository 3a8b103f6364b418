/* SPDX-License-Identifier: MIT */
#include "about.h"

const char jr_about_summary[] = "Converts front-matter Markdown (Microsoft Learn, DocFX) to other formats.";
const char jr_about_commands[] =
    "The first word may be a command; without one, pages are converted. A page called like a command is written ./export.";

const jr_exit jr_about_exits[] = {
    {JR_STATUS_OK, "done, perhaps with warnings"},
    {JR_STATUS_FAILED, "some of several inputs failed"},
    {JR_STATUS_USAGE, "the command line is wrong"},
    {JR_STATUS_INPUT, "bad input, which was converted as far as it could be read"},
    {JR_STATUS_LIMIT, "a limit was reached"},
    {JR_STATUS_REFUSED, "a path outside the root was refused"},
    {JR_STATUS_IO, "reading or writing failed"},
    {JR_STATUS_INTERNAL, "a bug in jerome"},
    {0},
};
