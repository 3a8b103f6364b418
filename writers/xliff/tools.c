/* SPDX-License-Identifier: MIT */
/* What translation tools need; docs/xliff.md says from where each fact is known. */
#include "xliff.h"

/* In the order of xliff_tools. */
const char *const xliff_tool_names[] = {"generic", "omegat", "memoq", "trados", "phrase", "xtm", "crowdin", NULL};

const xliff_tool xliff_tools[] = {
    {.newest = XLIFF_2_2, .copy = true}, /* any tool: what the most demanding one wants */
    {.newest = XLIFF_1_2, .copy = true}, /* omegat */
    {.newest = XLIFF_2_2},               /* memoq: has a filter for 2.x */
    {.newest = XLIFF_1_2},               /* trados */
    {.newest = XLIFF_2_0},               /* phrase: takes files that say version="2.0" */
    {.newest = XLIFF_1_2},               /* xtm */
    {.newest = XLIFF_2_0},               /* crowdin */
};
