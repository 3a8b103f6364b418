/* SPDX-License-Identifier: MIT */
/* Sources and targets: text and inline codes (XLIFF 1.2 §2.3 "Inline elements", XLIFF 2.2 §3.7). */
#include "xliff_parts.h"

typedef enum shape {
    SHAPE_ALIEN, /* no element of XLIFF's: what it holds counts as text */
    SHAPE_PAIR,  /* a pair of codes around what it holds */
    SHAPE_LONE,  /* a code by itself */
    SHAPE_START, /* one end of a pair */
    SHAPE_END,
    SHAPE_ISOLATED, /* 1.2 it: one end, `pos` says which */
    SHAPE_MARK,     /* an annotation */
    SHAPE_MARK_START,
    SHAPE_MARK_END,
    SHAPE_CHARACTER /* 2.x cp */
} shape;

/* Inline elements: attributes by their names. */
static const struct element {
    int family;
    jr_str name;
    shape shape;
    bool native; /* what it holds is the original of the code */
    const char *id, *partner, *data;
} elements[] = {
    {1, JR_STR_INIT("g"), SHAPE_PAIR, false, "id", NULL, NULL},
    {1, JR_STR_INIT("x"), SHAPE_LONE, false, "id", NULL, NULL},
    {1, JR_STR_INIT("bx"), SHAPE_START, false, "id", "rid", NULL},
    {1, JR_STR_INIT("ex"), SHAPE_END, false, "id", "rid", NULL},
    {1, JR_STR_INIT("bpt"), SHAPE_START, true, "id", "rid", NULL},
    {1, JR_STR_INIT("ept"), SHAPE_END, true, "id", "rid", NULL},
    {1, JR_STR_INIT("it"), SHAPE_ISOLATED, true, "id", "rid", NULL},
    {1, JR_STR_INIT("ph"), SHAPE_LONE, true, "id", NULL, NULL},
    {1, JR_STR_INIT("mrk"), SHAPE_MARK, false, "mid", NULL, NULL},
    {2, JR_STR_INIT("pc"), SHAPE_PAIR, false, "id", NULL, "dataRefStart"},
    {2, JR_STR_INIT("ph"), SHAPE_LONE, false, "id", NULL, "dataRef"},
    {2, JR_STR_INIT("sc"), SHAPE_START, false, "id", "id", "dataRef"},
    {2, JR_STR_INIT("ec"), SHAPE_END, false, "id", "startRef", "dataRef"},
    {2, JR_STR_INIT("mrk"), SHAPE_MARK, false, "id", NULL, NULL},
    {2, JR_STR_INIT("sm"), SHAPE_MARK_START, false, "id", NULL, NULL},
    {2, JR_STR_INIT("em"), SHAPE_MARK_END, false, "startRef", NULL, NULL},
    {2, JR_STR_INIT("cp"), SHAPE_CHARACTER, false, NULL, NULL, NULL},
};

static const struct element *find_element(const xliff_reader *r, const jr_xml_element *e)
{
    static const struct element alien = {0, {NULL, 0}, SHAPE_ALIEN, false, NULL, NULL, NULL};
    if (jr_str_eq(e->space, r->space))
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
            if (elements[i].family == r->family && jr_str_eq(e->name, elements[i].name))
                return &elements[i];
    return &alien;
}

/* ---- Text ---- */

static bool is_white(jr_str s)
{
    return jr_str_trim(s).n == 0;
}

static void flush_text(xliff_reader *r)
{
    if (r->text.n == 0)
        return;
    raw_piece *p = PUSH(r->pieces, raw_piece);
    p->in = (jr_inline){.kind = JR_PIECE_TEXT,
                        .locked = r->locks > 0 || r->lock.n,
                        .pair = JR_NO_PAIR,
                        .text = jr_arena_copy(r->arena, jr_buf_str(&r->text)),
                        .span = r->text_span};
    r->text.n = 0;
}

/* The segment of XLIFF 1.2 that is open, or NULL. */
static raw_mid *open_mid(const xliff_reader *r)
{
    for (size_t i = r->depth + 1; i-- > 0;)
        if (r->frames[i].mid)
            return AT(r->mids, raw_mid, r->frames[i].mid - 1);
    return NULL;
}

void jr_xliff_text(xliff_reader *r, jr_str text, const jr_span *where)
{
    const role here = r->frames[r->depth].role;
    if (here == ROLE_NATIVE) {
        jr_put(&r->native, text);
        return;
    }
    if (!is_white(text)) {
        raw_mid *mid = open_mid(r);
        if (mid)
            mid->filled = true;
        r->filled = true;
    }
    if (here == ROLE_SEG_SOURCE)
        return;
    if (r->text.n == 0)
        r->text_span = *where;
    jr_put(&r->text, text);
}

/* ---- Codes ---- */

static bool attr_is(const jr_xml_element *e, const char *name, const char *value)
{
    return jr_str_eq(jr_xml_attr_value(e, jr_str_from(name)), jr_str_from(value));
}

/* What may be done to a code of XLIFF 1.2, which has a word for copies only: text may do without emphasis and breaks.
 */
static uint32_t flags_12(const jr_xml_element *e)
{
    static const jr_str deletable[] = {
        JR_STR_INIT("bold"),         JR_STR_INIT("italic"),          JR_STR_INIT("underlined"),
        JR_STR_INIT("lb"),           JR_STR_INIT("x-bold"),          JR_STR_INIT("x-italic"),
        JR_STR_INIT("x-underlined"), JR_STR_INIT("x-strikethrough"), JR_STR_INIT("x-superscript"),
        JR_STR_INIT("x-subscript"),  JR_STR_INIT("x-separator"),
    };
    uint32_t flags = JR_CODE_CAN_REORDER | (attr_is(e, "clone", "no") ? 0 : JR_CODE_CAN_COPY);
    const jr_str type = jr_xml_attr_value(e, JR_STR("ctype"));
    for (size_t i = 0; i < sizeof deletable / sizeof *deletable; i++)
        if (jr_str_eq(type, deletable[i]))
            flags |= JR_CODE_CAN_DELETE;
    return flags;
}

/* XLIFF 2.2 §3.3.1.2 to .5: yes unless said; canReorder has two ways to say no. */
static uint32_t flags_2(const jr_xml_element *e)
{
    const jr_str reorder = jr_xml_attr_value(e, JR_STR("canReorder"));
    return (attr_is(e, "canCopy", "no") ? 0 : (uint32_t)JR_CODE_CAN_COPY) |
           (attr_is(e, "canDelete", "no") ? 0 : (uint32_t)JR_CODE_CAN_DELETE) |
           (reorder.n && !jr_str_eq(reorder, JR_STR("yes")) ? 0 : (uint32_t)JR_CODE_CAN_REORDER);
}

static raw_piece *push_code(xliff_reader *r, const jr_xml_element *e, const struct element *element, jr_piece_kind kind)
{
    flush_text(r);
    raw_piece *p = PUSH(r->pieces, raw_piece);
    p->in = (jr_inline){.kind = kind, .pair = JR_NO_PAIR, .span = e->span};
    p->in.flags = r->family == 1 ? flags_12(e) : flags_2(e);
    p->in.id = jr_xliff_attr(r, e, element->id);
    if (element->partner)
        p->key = jr_xliff_attr(r, e, element->partner);
    if (p->key.n == 0)
        p->key = p->in.id;
    if (p->in.id.n == 0)
        p->in.id = p->key; /* ec startRef */
    if (r->family == 1)
        p->in.original = jr_xliff_attr(r, e, "equiv-text");
    else
        p->data = jr_xliff_attr(r, e, element->data);
    /* A copy has an id of its own; what it is a copy of counts (XLIFF 2.2 §3.3.1.8). */
    const jr_str base = jr_xml_attr_value(e, JR_STR("copyOf"));
    if (base.n && r->family == 2)
        p->in.id = jr_arena_copy(r->arena, base);
    return p;
}

static void open_pair(xliff_reader *r, const jr_xml_element *e, const struct element *element, frame *f)
{
    raw_piece *p = push_code(r, e, element, JR_PIECE_OPEN);
    p->serial = f->serial = ++r->serial;
    f->id = p->in.id;
    f->piece = COUNT(r->pieces, raw_piece);
    if (r->family == 2)
        f->data_end = jr_xliff_attr(r, e, "dataRefEnd");
}

/* What is no element of XLIFF's has no place within text. It counts as a pair that the page does not know, unless it is
   empty: some tools leave marks of their own. */
static void open_alien(xliff_reader *r, const jr_xml_element *e, frame *f)
{
    flush_text(r);
    raw_piece *p = PUSH(r->pieces, raw_piece);
    p->in = (jr_inline){.kind = JR_PIECE_OPEN, .pair = JR_NO_PAIR, .span = e->span};
    p->in.id = f->id = jr_arena_printf(r->arena, "<%.*s>", JR_FMT(e->name));
    f->alien = true;
    p->serial = f->serial = ++r->serial;
    f->piece = COUNT(r->pieces, raw_piece);
}

/* ---- Annotations: they hold text and are none ---- */

static void open_mark(xliff_reader *r, const jr_xml_element *e, frame *f)
{
    /* Trados keeps what a reviewer took out, as long as nobody has said yes or no to it. */
    static const char *const deleted[] = {"x-sdl-deleted", "x-sdl-feedback-deleted"};
    flush_text(r);
    for (size_t i = 0; i < sizeof deleted / sizeof *deleted; i++)
        if (r->family == 1 && attr_is(e, "mtype", deleted[i]))
            f->role = ROLE_SKIP;
    if (f->role == ROLE_SKIP)
        return;
    if (attr_is(e, "translate", "no") || (r->family == 1 && attr_is(e, "mtype", "protected"))) {
        f->locks = true;
        r->locks++;
    }
    if (r->in_target && r->family == 1 && attr_is(e, "mtype", "seg")) {
        raw_mid *mid = PUSH(r->mids, raw_mid);
        *mid = (raw_mid){.id = jr_xliff_attr(r, e, "mid"), .in_target = true};
        f->mid = COUNT(r->mids, raw_mid);
    }
}

static void put_character(xliff_reader *r, const jr_xml_element *e)
{
    const jr_str hex = jr_xml_attr_value(e, JR_STR("hex"));
    uint32_t c = hex.n && hex.n <= 8 ? 0 : UINT32_MAX;
    for (size_t i = 0; i < hex.n && c != UINT32_MAX; i++) {
        const char digit = jr_lower(hex.p[i]);
        if (jr_is_digit(digit))
            c = c << 4 | (uint32_t)(digit - '0');
        else
            c = digit >= 'a' && digit <= 'f' ? c << 4 | (uint32_t)(digit - 'a' + 10) : UINT32_MAX;
    }
    if (!jr_is_xml_char(c)) {
        jr_xliff_damage(r, "“cp hex=\"%.*s\"” is a character that no page can hold", JR_FMT(hex));
        c = JR_REPLACEMENT;
    }
    char utf8[4];
    jr_xliff_text(r, (jr_str){utf8, jr_utf8_put(c, utf8)}, &e->span);
}

void jr_xliff_open_inline(xliff_reader *r, const jr_xml_element *e, frame *f)
{
    const struct element *element = find_element(r, e);
    jr_piece_kind kind = JR_PIECE_CODE;
    f->role = ROLE_INLINE;
    switch (element->shape) {
    case SHAPE_ALIEN: open_alien(r, e, f); return;
    case SHAPE_PAIR: open_pair(r, e, element, f); return;
    case SHAPE_MARK: open_mark(r, e, f); return;
    case SHAPE_LONE: break;
    case SHAPE_START: kind = JR_PIECE_OPEN; break;
    case SHAPE_END: kind = JR_PIECE_CLOSE; break;
    case SHAPE_ISOLATED: kind = attr_is(e, "pos", "close") ? JR_PIECE_CLOSE : JR_PIECE_OPEN; break;
    case SHAPE_MARK_START:
        flush_text(r);
        if (attr_is(e, "translate", "no") && r->lock.n == 0)
            r->lock = jr_xliff_attr(r, e, element->id);
        f->role = ROLE_SKIP;
        return;
    case SHAPE_MARK_END:
        flush_text(r);
        if (jr_str_eq(jr_xml_attr_value(e, jr_str_from(element->id)), r->lock))
            r->lock = (jr_str){0};
        f->role = ROLE_SKIP;
        return;
    case SHAPE_CHARACTER:
        f->role = r->frames[r->depth - 1].role;
        put_character(r, e);
        f->role = ROLE_SKIP;
        return;
    }
    push_code(r, e, element, kind);
    f->piece = COUNT(r->pieces, raw_piece);
    f->role = element->native ? ROLE_NATIVE : ROLE_SKIP;
    r->native.n = 0;
}

void jr_xliff_close_inline(xliff_reader *r, const frame *f)
{
    if (f->role == ROLE_NATIVE) {
        if (r->native.n)
            AT(r->pieces, raw_piece, f->piece - 1)->in.original = jr_arena_copy(r->arena, jr_buf_str(&r->native));
        return;
    }
    flush_text(r);
    if (f->locks)
        r->locks--;
    if (!f->serial)
        return;
    const raw_piece open = *AT(r->pieces, raw_piece, f->piece - 1);
    if (f->alien && f->piece == COUNT(r->pieces, raw_piece)) {
        r->pieces.n -= sizeof(raw_piece);
        return;
    }
    raw_piece *p = PUSH(r->pieces, raw_piece);
    p->in = (jr_inline){
        .kind = JR_PIECE_CLOSE, .pair = JR_NO_PAIR, .span = open.in.span, .flags = open.in.flags, .id = f->id};
    p->serial = f->serial;
    p->data = f->data_end;
}

/* ---- Source and target ---- */

static raw_segment *last_segment(const xliff_reader *r)
{
    return AT(r->segments, raw_segment, COUNT(r->segments, raw_segment) - 1);
}

/* Values of `state` of a target in XLIFF 1.2, and how far they are. */
static bool find_state(jr_str name, jr_state *ret_state)
{
    static const struct {
        jr_str name;
        jr_state state;
    } states[] = {
        {JR_STR_INIT("new"), JR_STATE_INITIAL},
        {JR_STR_INIT("needs-translation"), JR_STATE_INITIAL},
        {JR_STR_INIT("needs-adaptation"), JR_STATE_INITIAL},
        {JR_STR_INIT("needs-l10n"), JR_STATE_INITIAL},
        {JR_STR_INIT("needs-review-translation"), JR_STATE_TRANSLATED},
        {JR_STR_INIT("needs-review-adaptation"), JR_STATE_TRANSLATED},
        {JR_STR_INIT("needs-review-l10n"), JR_STATE_TRANSLATED},
        {JR_STR_INIT("translated"), JR_STATE_TRANSLATED},
        {JR_STR_INIT("signed-off"), JR_STATE_REVIEWED},
        {JR_STR_INIT("final"), JR_STATE_FINAL},
    };
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (jr_str_eq(name, states[i].name)) {
            *ret_state = states[i].state;
            return true;
        }
    return false;
}

static void open_target(xliff_reader *r, const jr_xml_element *e, raw_segment *s)
{
    if (s->has_target)
        jr_xliff_damage(r, "there is more than one target");
    if (r->unit.target_span.begin == r->unit.span.begin)
        r->unit.target_span = e->span;
    const jr_str lang = jr_xliff_xml_attr(r, e, "lang");
    if (lang.n)
        r->unit.lang = lang;
    s->has_target = true;
    s->order = jr_xliff_attr(r, e, "order");
    if (r->family != 1)
        return;
    s->state_given = find_state(jr_xml_attr_value(e, JR_STR("state")), &s->state);
    /* “approved: the translation is final or has passed its final review” */
    if (r->approved) {
        s->state = JR_STATE_FINAL;
        s->state_given = true;
    }
    if (jr_str_starts(jr_xml_attr_value(e, JR_STR("state-qualifier")), JR_STR("rejected-"))) {
        s->state = JR_STATE_INITIAL;
        s->state_given = true;
    }
}

void jr_xliff_open_content(xliff_reader *r, const jr_xml_element *e, bool target)
{
    raw_segment *s = last_segment(r);
    r->text.n = 0;
    r->filled = false;
    r->in_target = target;
    r->locks = 0;
    r->lock = (jr_str){0};
    const size_t at = COUNT(r->pieces, raw_piece);
    if (target) {
        open_target(r, e, s);
        s->target.begin = at;
        return;
    }
    if (s->has_source)
        jr_xliff_damage(r, "there is more than one source");
    s->has_source = true;
    s->source.begin = at;
}

void jr_xliff_close_content(xliff_reader *r, bool target)
{
    flush_text(r);
    raw_segment *s = last_segment(r);
    raw_range *range = target ? &s->target : &s->source;
    range->end = COUNT(r->pieces, raw_piece);
    range->filled = r->filled;
}

void jr_xliff_open_seg_source(xliff_reader *r, const jr_xml_element *e, frame *f)
{
    f->role = ROLE_SEG_SOURCE;
    if (!jr_str_eq(e->space, r->space) || !jr_str_eq(e->name, JR_STR("mrk")) || !attr_is(e, "mtype", "seg"))
        return;
    raw_mid *mid = PUSH(r->mids, raw_mid);
    mid->id = jr_xliff_attr(r, e, "mid");
    f->mid = COUNT(r->mids, raw_mid);
}
