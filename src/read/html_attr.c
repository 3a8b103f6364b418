/* SPDX-License-Identifier: MIT */
#include "html_attr.h"

/* Attributes that stay, and the elements that have them (HTML Standard, "Attributes"); none named: all. */
static const struct {
    jr_str name, elements;
} kept[] = {
    {JR_STR_INIT("title"), JR_STR_INIT("")},
    {JR_STR_INIT("lang"), JR_STR_INIT("")},
    {JR_STR_INIT("dir"), JR_STR_INIT("")},
    {JR_STR_INIT("role"), JR_STR_INIT("")},
    {JR_STR_INIT("aria-label"), JR_STR_INIT("")},
    {JR_STR_INIT("aria-hidden"), JR_STR_INIT("")},
    {JR_STR_INIT("abbr"), JR_STR_INIT(" th ")},
    {JR_STR_INIT("cite"), JR_STR_INIT(" blockquote del ins q ")},
    {JR_STR_INIT("datetime"), JR_STR_INIT(" del ins time ")},
    {JR_STR_INIT("headers"), JR_STR_INIT(" td th ")},
    {JR_STR_INIT("height"), JR_STR_INIT(" img iframe video ")},
    {JR_STR_INIT("max"), JR_STR_INIT(" meter progress ")},
    {JR_STR_INIT("min"), JR_STR_INIT(" meter ")},
    {JR_STR_INIT("open"), JR_STR_INIT(" details ")},
    {JR_STR_INIT("scope"), JR_STR_INIT(" th ")},
    {JR_STR_INIT("type"), JR_STR_INIT(" ol ")},
    {JR_STR_INIT("value"), JR_STR_INIT(" data li meter progress ")},
    {JR_STR_INIT("width"), JR_STR_INIT(" img iframe video ")},
};
#define KEPT (sizeof kept / sizeof *kept)

jr_str jr_html_get(jr_html_attrs attrs, jr_str name)
{
    for (size_t i = 0; i < attrs.n; i++)
        if (jr_str_eq_nocase(attrs.p[i][0], name))
            return attrs.p[i][1];
    return (jr_str){"", 0};
}

uint32_t jr_html_number(jr_html_attrs attrs, jr_str name, uint32_t max, uint32_t otherwise)
{
    const jr_str s = jr_str_trim(jr_html_get(attrs, name));
    uint64_t value = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!jr_is_digit(s.p[i]))
            return otherwise;
        value = value * 10 + (uint64_t)(s.p[i] - '0');
        if (value > max)
            return otherwise;
    }
    return s.n ? (uint32_t)value : otherwise;
}

static bool has_word(jr_str words, jr_str word)
{
    for (size_t at = jr_str_search(words, 0, word); at < words.n; at = jr_str_search(words, at + 1, word))
        if (at > 0 && words.p[at - 1] == ' ' && at + word.n < words.n && words.p[at + word.n] == ' ')
            return true;
    return false;
}

/* Index into kept, or KEPT. */
static size_t find_kept(const jr_html_element *element, jr_str name)
{
    for (size_t i = 0; i < KEPT; i++)
        if (jr_str_eq_nocase(name, kept[i].name))
            return kept[i].elements.n == 0 || has_word(kept[i].elements, element->name) ? i : KEPT;
    return KEPT;
}

static void split_classes(jr_arena *arena, jr_str value, jr_attr *attr)
{
    const jr_str text = jr_arena_copy(arena, value);
    size_t words = 0;
    for (size_t i = 0; i < text.n; i++)
        words += !jr_is_space(text.p[i]) && (i == 0 || jr_is_space(text.p[i - 1]));
    jr_str *classes = jr_arena_array(arena, jr_str, words);
    for (size_t i = 0, begin; i < text.n;) {
        for (begin = i; i < text.n && !jr_is_space(text.p[i]);)
            i++;
        if (i > begin)
            classes[attr->n_classes++] = jr_str_sub(text, begin, i);
        else
            i++;
    }
    attr->classes = classes;
}

const jr_attr *jr_html_attr(jr_arena *arena, const jr_html_element *element, jr_html_attrs attrs)
{
    /* The title of links and images has a place of its own. */
    const bool titled = element->role == JR_HTML_ANCHOR || element->role == JR_HTML_IMAGE;
    jr_attr attr = {0};
    jr_key_value pairs[KEPT];
    bool seen[KEPT] = {false};
    for (size_t i = 0; i < attrs.n; i++) {
        const jr_str name = attrs.p[i][0], value = attrs.p[i][1];
        const size_t k = find_kept(element, name);
        /* <a name> is the old way to write an id. */
        const bool id = jr_str_eq_nocase(name, JR_STR("id")) ||
                        (element->role == JR_HTML_ANCHOR && jr_str_eq_nocase(name, JR_STR("name")));
        if (id && attr.id.n == 0)
            attr.id = jr_arena_copy(arena, jr_str_trim(value));
        else if (jr_str_eq_nocase(name, JR_STR("class")) && !attr.classes)
            split_classes(arena, value, &attr);
        else if (k < KEPT && !seen[k] && !(titled && jr_str_eq(kept[k].name, JR_STR("title")))) {
            seen[k] = true;
            pairs[attr.n_pairs++] = (jr_key_value){kept[k].name, jr_arena_copy(arena, value)};
        }
    }
    if (attr.id.n == 0 && attr.n_classes == 0 && attr.n_pairs == 0)
        return NULL;
    jr_attr *out = jr_arena_new(arena, jr_attr);
    *out = attr;
    if (attr.n_pairs) {
        jr_key_value *copy = jr_arena_array(arena, jr_key_value, attr.n_pairs);
        memcpy(copy, pairs, attr.n_pairs * sizeof *copy);
        out->pairs = copy;
    }
    return out;
}

bool jr_html_url_is_safe(jr_str url, bool image)
{
    static const jr_str bad[] = {JR_STR_INIT("javascript:"), JR_STR_INIT("vbscript:"), JR_STR_INIT("data:")};
    static const jr_str picture = JR_STR_INIT("data:image/");
    /* Browsers pass over white space and control characters on the way to the colon (URL Standard 4.4). */
    char start[16];
    size_t n = 0;
    for (size_t i = 0; i < url.n && n < sizeof start; i++)
        if ((unsigned char)url.p[i] > ' ')
            start[n++] = jr_lower(url.p[i]);
    const jr_str s = {start, n};
    if (image && jr_str_starts(s, picture))
        return true;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (jr_str_starts(s, bad[i]))
            return false;
    return true;
}
