/* SPDX-License-Identifier: MIT */
#include "align_memory.h"

#include "write/tmx.h"

struct jr_align_file {
    jr_tmx_head head;
    jr_tmx tmx;
    jr_sink *sink;
};

static jr_tmx_head head_of(const jr_align_memory *memory)
{
    return (jr_tmx_head){
        .source_lang = memory->source_lang, .target_lang = memory->target_lang, .sentences = memory->sentences};
}

typedef struct taking {
    const jr_align_memory *memory;
    jr_str name;
    jr_tmx tmx;
} taking;

static void take(void *user, const jr_pair *pair)
{
    taking *t = user;
    jr_pair own = *pair;
    own.origin = t->name;
    if (!pair->unsure || t->memory->unsure)
        jr_tmx_pair(&t->tmx, &own);
}

void jr_align_memory_pairs(const jr_align_memory *memory, jr_aligner *aligner, const jr_units *units, jr_str name,
                           jr_arena *arena, jr_buf *out)
{
    const jr_tmx_head head = head_of(memory);
    taking t = {.memory = memory, .name = name};
    jr_tmx_start_part(&t.tmx, &head);
    jr_aligner_pairs(aligner, units, arena, take, &t);
    jr_tmx_end_part(&t.tmx, out);
}

jr_align_file *jr_align_file_open(const jr_align_memory *memory, jr_str path, jr_arena *arena, jr_diag *diag)
{
    jr_align_file *file = jr_arena_new(arena, jr_align_file);
    file->head = head_of(memory);
    file->sink = jr_sink_file(path, diag);
    jr_tmx_start(&file->tmx, &file->head, file->sink);
    return file;
}

void jr_align_file_add(jr_align_file *file, jr_str part)
{
    jr_tmx_part(&file->tmx, part);
}

bool jr_align_file_close(jr_align_file *file)
{
    jr_tmx_end(&file->tmx);
    return jr_sink_finish(file->sink);
}
