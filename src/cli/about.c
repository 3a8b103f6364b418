/* SPDX-License-Identifier: MIT */
#include "about.h"

const char jr_about_usage[] = "jerome [OPTIONS] [FILE...]";
const char jr_about_summary[] = "Converts front-matter Markdown (Microsoft Learn, DocFX) to other formats.";
const char jr_about_input[] = "Without FILE, or where FILE is -, the page comes from standard input.";

const jr_example jr_about_examples[] = {
    {"jerome page.md -o page.docx", "one page"},
    {"jerome docs/*.md -t epub -o books/", "each page into the folder books"},
    {"jerome page.md -o page.xlf --to-lang de", "for a translator"},
    {"jerome --help docx", "the options of a writer"},
    {0},
};

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
