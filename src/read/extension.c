/* SPDX-License-Identifier: MIT */
#include "extension.h"

#include "markdown.h"

#define SWITCH(id, text, value, summary)                                                                               \
    {.name = text,                                                                                                     \
     .type = JR_OPT_FLAG,                                                                                              \
     .offset = offsetof(jr_markdown_opts, on) + JR_EXT_##id * sizeof(bool),                                            \
     .def = value ? "true" : "false",                                                                                  \
     .help = summary},

const jr_opt jr_markdown_switches[] = {
#define X(id, name, markdown, gfm, commonmark, help) SWITCH(id, name, markdown, help)
    JR_EXTENSIONS(X)
#undef X
        {0},
};
const jr_opt jr_gfm_switches[] = {
#define X(id, name, markdown, gfm, commonmark, help) SWITCH(id, name, gfm, help)
    JR_EXTENSIONS(X)
#undef X
        {0},
};
const jr_opt jr_commonmark_switches[] = {
#define X(id, name, markdown, gfm, commonmark, help) SWITCH(id, name, commonmark, help)
    JR_EXTENSIONS(X)
#undef X
        {0},
};

bool jr_extension_on(const jr_read_ctx *ctx, jr_extension extension)
{
    return jr_markdown_opts_of(ctx)->on[extension];
}
