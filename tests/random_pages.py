# SPDX-License-Identifier: MIT
"""Pages that nobody would write: Markdown, the dialect and HTML tags in any order, the same for the same number.

What a writer makes of them must be as valid as what it makes of a good page."""
import random

INLINES = """b i em strong code kbd samp var sub sup span a small mark abbr q cite ruby rt rp bdo bdi u s del ins font big tt
strike label button time data dfn acronym picture audio video object map area wbr br img input select option textarea
progress iframe embed script style noscript template math svg canvas unknown o:p""".split()
BLOCKS = """p div ul ol li dl dt dd table thead tbody tfoot tr td th caption colgroup col blockquote pre h1 h2 h3 h4 h5 h6 hr
section article aside nav header footer main figure figcaption details summary form fieldset legend address dir menu
center body html head title hgroup dialog""".split()
ATTRIBUTES = [
    'id="a b"', 'id="x"', 'id="x"', 'id="1"', 'id=""', 'id="µ"', 'id="_1"', 'class="c d"', 'align="center"', 'style="color:red"',
    'onclick="x()"', 'title="t &quot; <"', 'href="#x"', 'href="x.md"', 'href="javascript:1"', 'name="n"', 'width="50%"',
    "width=20", 'colspan="0"', 'colspan="3"', 'rowspan="99"', 'src="https://example.org/a.png"', 'src="no.png"',
    'src="p.png"', 'alt="q"', 'lang="de"', 'lang="xx yy"', 'xml:lang="fr"', 'dir="rtl"', 'dir="up"', "open", 'start="-3"',
    'start="x"', 'type="a"', 'value="4"', "valign=top", "border=1", 'scope="col"', 'datetime="2020"', 'cite="x y"', 'data-x="1"',
    'aria-label="l"', 'role="button"', 'tabindex="2"', 'epub:type="x"', 'xmlns="y"', "hidden", "reversed", "translate=no",
    "target=_blank", 'usemap="#m"', "for=q", 'headers="h1"', "contenteditable",
]
WORDS = [
    "text", "Wörter", "数据", "a & b", "<", "&lt;", "&nbsp;", "&bogus;", "*em*", "**st**", "`co<de`", "[l](#x)", "[l](y.md)",
    "[l](https://example.org/?a=1&b=2)", "![i](p.png)", "![i](q.svg)", "![i](no.png)", "[![i](p.png)](p.png#lightbox)", "[^1]",
    "[^2]", "~~del~~", "www.example.org", "http://example.org", "\\", "<!-- c -- d -->", "<?pi?>", "<![CDATA[x]]>", "<!x>",
    "\u00ad", "\u200b", "\x0b", "e\u0301", "🎉", "[a [b](c) d](e)", "[t[^1]](#x)", "![a[^2]](p.png)", "[a]( )", "[](#x)",
    "[x](<a b>)", "[!INCLUDE [z](z.md)]",
]
FRONT = "---\ntitle: A & B <c>\nms.date: {}\nlang: {}\nkeywords: [a, 'b & c', {{x: y}}]\nms.x y: z\nms.a&b: c\n---\n"


def _html(r, depth):
    if depth > 4 or r.random() < 0.45:
        return " ".join(r.choice(WORDS) for _ in range(r.randint(1, 4)))
    name = r.choice(r.choice([INLINES, BLOCKS]))
    attributes = "".join(" " + text for text in r.sample(ATTRIBUTES, r.randint(0, 3)))
    inside = "".join(_html(r, depth + 1) for _ in range(r.randint(0, 3)))
    return f"<{name}{attributes}>{inside}{r.choice([f'</{name}>'] * 8 + ['', '</p>', '</div>'])}"


def _indent(text, by):
    return text.replace("\n", "\n" + by)


def _block(r, depth=0):
    def inner():
        return _block(r, depth + 1) if depth < 4 else "deep"

    def cell():
        return _html(r, 3).replace("|", "")

    return r.choice([
        lambda: "#" * r.randint(1, 6) + " " + _html(r, 3),
        lambda: "> " + _indent(inner(), "> "),
        lambda: f"> [!{r.choice(['NOTE', 'TIP', 'WARNING', 'CAUTION', 'IMPORTANT', 'NONE'])}]\n> " + _indent(inner(), "> "),
        lambda: "\n".join(f"{r.choice(['-', '*', '1.', '7)'])} {_indent(inner(), '   ')}" for _ in range(3)),
        lambda: "| a | b |\n|:-:|--:|\n" + "\n".join(f"| {cell()} | {cell()} |" for _ in range(2)),
        lambda: f"```{r.choice(['', 'c', 'a b', '<x>'])}\n{_html(r, 2)}\n```",
        lambda: f"## [{_html(r, 4)}](#tab/a)\n\n{inner()}\n\n## [{_html(r, 4)}](#tab/b/c)\n\n{inner()}\n\n***",
        lambda: f':::zone pivot="a"\n\n{inner()}\n\n:::zone-end',
        lambda: f':::row:::\n:::column span="2":::\n{inner()}\n:::column-end:::\n:::row-end:::',
        lambda: f':::image type="{r.choice(["icon", "content", "complex"])}" source="{r.choice(["p.png", "q.svg", "no.png"])}" '
                'alt-text="a &lt; b" lightbox="p.png":::',
        lambda: f"- [{r.choice(' x')}] {_html(r, 2)}",
        lambda: "> [!VIDEO https://example.org/embed/1]",
        lambda: "[!INCLUDE [x](inc.md)]",
        lambda: _html(r, 0),
        lambda: _html(r, 0),
        lambda: _html(r, 0),
    ])()


def page(number):
    """Page `number`; it names p.png, q.svg and inc.md, which may be there."""
    r = random.Random(number)
    front = FRONT.format(r.choice(["13/45/2020", "09/01/2020"]), r.choice(["en", "ar", "x_y", "de-DE"])) if r.random() < 0.5 else ""
    body = "\n\n".join(_block(r) for _ in range(r.randint(1, 14)))
    return f"{front}{body}\n\n[^1]: {_html(r, 2)}\n\n[^2]: {_indent(_block(r), '    ')}\n"
