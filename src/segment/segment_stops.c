/* SPDX-License-Identifier: MIT */
#include "segment_stops.h"

#include <jerome/buf.h>
#include <jerome/map.h>

#include "base/lines.h"
#include "base/nearest.h"

struct jr_stops {
    jr_map words; /* to bits; without their last full stop */
};

/* "[abbreviations]" and so on. */
static const struct {
    const char *name;
    unsigned bit;
} sections[] = {
    {"abbreviations", JR_STOP_NEVER},
    {"abbreviations before numbers", JR_STOP_NUMBER},
    {"abbreviations that may end a sentence", JR_STOP_MAYBE},
    {"words before ordinals", JR_STOP_BEFORE_ORDINAL},
    {"words after ordinals", JR_STOP_AFTER_ORDINAL},
    {"first words", JR_STOP_FIRST},
    {"words of one letter", JR_STOP_LETTER},
    {"names with full stops", JR_STOP_NAME},
};

/* A list being read. */
typedef struct list {
    jr_stops *stops;
    jr_arena *arena;
    jr_diag *diag;
    jr_str lang; /* primary subtag of the pages */
    jr_str text;
    jr_span at;
    unsigned bit; /* of the section at hand; 0: none yet */
    bool heeded;  /* the section is for this language */
} list;

static jr_str primary(jr_str lang)
{
    size_t n = 0;
    while (n < lang.n && lang.p[n] != '-' && lang.p[n] != '_')
        n++;
    return jr_str_sub(lang, 0, n);
}

static bool report_section(const list *l, jr_str name)
{
    jr_nearest near = jr_nearest_start(name);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        jr_nearest_offer(&near, jr_str_from(sections[i].name));
    if (near.best.n)
        return jr_report(l->diag, JR_D_BAD_SENTENCES, &l->at, "there is no section [%.*s]; did you mean [%.*s]?",
                         JR_FMT(name), JR_FMT(near.best));
    return jr_report(l->diag, JR_D_BAD_SENTENCES, &l->at, "there is no section [%.*s]", JR_FMT(name));
}

/* "[abbreviations]", or "[de: abbreviations]" for one language. */
static bool read_section(list *l, jr_str line)
{
    if (!jr_str_ends(line, JR_STR("]")))
        return jr_report(l->diag, JR_D_BAD_SENTENCES, &l->at, "no ']' closes the name of the section");
    jr_str name = jr_str_trim(jr_str_sub(line, 1, line.n - 1));
    const size_t colon = jr_str_find(name, 0, ':');
    l->heeded = true;
    if (colon < name.n) {
        l->heeded = jr_str_eq_nocase(primary(jr_str_trim(jr_str_sub(name, 0, colon))), l->lang);
        name = jr_str_trim(jr_str_sub(name, colon + 1, name.n));
    }
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (jr_str_eq_nocase(name, jr_str_from(sections[i].name))) {
            l->bit = sections[i].bit;
            return true;
        }
    return report_section(l, name);
}

/* One word; with '-' before it, it is taken out. */
static void read_word(list *l, jr_str word, bool out)
{
    if (word.n > 1 && jr_str_ends(word, JR_STR(".")))
        word.n--;
    size_t *bits = jr_map_at(&l->stops->words, word);
    *bits = out ? *bits & ~(size_t)l->bit : *bits | l->bit;
}

/* An entry: words with spaces between them count each for itself. */
static bool read_entry(list *l, jr_str line)
{
    if (l->bit == 0)
        return jr_report(l->diag, JR_D_BAD_SENTENCES, &l->at, "a section, such as [abbreviations], comes first");
    const bool out = line.p[0] == '-';
    for (size_t at = out; at < line.n && l->heeded;) {
        const size_t end = jr_str_find(line, at, ' ');
        if (end > at)
            read_word(l, jr_str_sub(line, at, end), out);
        at = end + 1;
    }
    return true;
}

static bool read_list(list *l)
{
    const jr_str text = l->text;
    for (size_t at = 0; at < text.n; at = jr_line_next(text, at)) {
        const size_t end = jr_line_end(text, at);
        jr_str line = jr_str_sub(text, at, end);
        line.n = jr_str_find(line, 0, '#');
        line = jr_str_trim(line);
        l->at.line++;
        if (line.n == 0)
            continue;
        l->at.begin = (uint32_t)(line.p - text.p);
        l->at.end = l->at.begin + (uint32_t)line.n;
        l->at.column = l->at.begin - (uint32_t)at + 1;
        if (!(line.p[0] == '[' ? read_section(l, line) : read_entry(l, line)))
            return false;
    }
    return true;
}

bool jr_stops_read(jr_str lang, const jr_sentence_rules *rules, jr_arena *arena, jr_diag *diag,
                   const jr_stops **ret_stops)
{
    jr_stops *stops = jr_arena_new(arena, jr_stops);
    *stops = (jr_stops){.words = {.arena = arena}};
    const list start = {.stops = stops, .arena = arena, .diag = diag, .lang = primary(lang)};
    for (size_t i = 0; i < jr_stop_list_count; i++) {
        if (jr_stop_lists[i].lang && !jr_str_eq_nocase(jr_str_from(jr_stop_lists[i].lang), start.lang))
            continue;
        list l = start;
        l.text = jr_stop_lists[i].text;
        if (!read_list(&l))
            return false;
    }
    list own = start;
    own.text = rules ? rules->exceptions : own.text;
    own.at.file = rules ? jr_diag_file(diag, rules->name) : 0;
    *ret_stops = stops;
    return read_list(&own);
}

unsigned jr_stops_of(const jr_stops *stops, jr_str word)
{
    size_t bits = jr_map_get(&stops->words, word);
    char lower[64];
    size_t at = 0;
    if (word.n == 0 || word.n + 4 > sizeof lower)
        return (unsigned)bits;
    const uint32_t first = jr_utf8_next(word, &at);
    if (jr_to_lower(first) == first)
        return (unsigned)bits;
    const size_t n = jr_utf8_put(jr_to_lower(first), lower);
    memcpy(lower + n, word.p + at, word.n - at);
    return (unsigned)(bits | jr_map_get(&stops->words, (jr_str){lower, n + word.n - at}));
}
