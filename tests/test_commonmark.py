# SPDX-License-Identifier: MIT
"""Jerome's fragments and cmark-gfm's say the same in `gfm` and `commonmark`: every example of the specifications, every page
of the corpus. tests/spec/differential.c makes both; what may differ is a table, each entry with its reason."""
import html.parser
import random
import re
import subprocess

import golden
import program
import pytest

EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n.*?^`{32}$", re.M | re.S)
BLOCKS = set("address article aside blockquote body br col colgroup dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
             "head header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title tr ul".split())


# ---- What may differ: each takes a tag of either side and gives it without the difference ----

def heading_ids(tag, attrs):
    """Headings have ids in every format: links, tables of contents and bookmarks need them."""
    if re.fullmatch("h[1-6]", tag):
        attrs.pop("id", None)
    return tag, attrs


def names_of_notes(tag, attrs):
    """cmark-gfm's names, fn-1 and fnref-1, may be those of headings; ours hold a full stop, which no heading's has."""
    for name in ("id", "href"):
        value = attrs.get(name)
        if value and re.match("#?fn(ref)?[-.]", value):
            attrs[name] = re.match("#?fn(ref)?", value).group()
    if "data-footnote-backref" in attrs:
        attrs.pop("aria-label", None)
    return tag, attrs


def names_that_are_no_addresses(tag, attrs):
    """No browser can follow xref:UID: the text stands alone."""
    return (None, attrs) if tag == "a" and attrs.get("href", "").lower().startswith("xref:") else (tag, attrs)


def characters_of_addresses(tag, attrs):
    """A second # and a stray % are percent-encoded: no URL may hold them (RFC 3986 §2.1, §3.5)."""
    for name in ("href", "src"):
        if name in attrs:
            attrs[name] = attrs[name].replace("%23", "#").replace("%25", "%")
    return tag, attrs


def unsafe_addresses(tag, attrs):
    """Addresses that run a program or read the reader's files are emptied, as cmark-gfm does unless told not to."""
    for name in ("href", "src"):
        if re.match(r"(?i)\s*(javascript|vbscript|file|data):", attrs.get(name, "")):
            attrs[name] = ""
    return tag, attrs


ACCEPTED = (heading_ids, names_of_notes, names_that_are_no_addresses, characters_of_addresses, unsafe_addresses)


class Events(html.parser.HTMLParser):
    """HTML as a list of what a browser would make of it: attributes in order, references decoded, white space between
    blocks gone, runs of it one space, but in <pre>."""

    def __init__(self, text, accepted=ACCEPTED):
        super().__init__(convert_charrefs=True)
        self.events, self.open, self.pre, self.accepted = [], [], 0, accepted
        self.feed(text)
        self.close()

    def add(self, *event):
        self.events.append(event)

    def trim(self, tag):
        if tag in BLOCKS and self.events and self.events[-1][0] == "text":
            text = self.events[-1][1] if self.pre else self.events[-1][1].rstrip()
            self.events[-1:] = [("text", text)] if text else []

    def handle_starttag(self, tag, attrs):
        self.trim(tag)
        self.pre += tag == "pre"
        shown, attrs = tag, {name: value or "" for name, value in attrs}
        for accept in self.accepted:
            if shown:
                shown, attrs = accept(shown, attrs)
        if tag == "a":
            self.open.append(shown)
        if shown:
            self.add("<" + shown, *sorted(attrs.items()))

    def handle_endtag(self, tag):
        self.trim(tag)
        self.pre = max(0, self.pre - (tag == "pre"))
        if tag != "a" or not self.open or self.open.pop():
            self.add(">" + tag)

    def handle_data(self, data):
        if not self.pre:
            data = re.sub(r"[ \t\r\n]+", " ", data)
            if not self.events or self.events[-1][0][1:] in BLOCKS:
                data = data.lstrip(" ")
        if self.events and self.events[-1][0] == "text":
            data = self.events.pop()[1] + data
        if data:
            self.add("text", data)

    def handle_comment(self, data):
        self.add("comment", data)

    def handle_decl(self, data):
        self.add("declaration", data)

    def handle_pi(self, data):
        self.add("instruction", data)

    def unknown_decl(self, data):
        self.add("declaration", data)


# ---- Both fragments of each page ----

def fragments(form, pages):
    """Ours and theirs of each page; ours is None where the page could not be converted."""
    tool = program.built(golden.JEROME.parent / "tests" / "differential")
    stdin = b"".join(b"%d\n%s" % (len(page), page) for page in pages)
    out = subprocess.run([tool, form], input=stdin, capture_output=True, check=True).stdout
    at = 0

    def take(length):
        nonlocal at
        at += int(length)
        return out[at - int(length):at].decode(errors="replace")

    for _ in pages:
        end = out.index(b"\n", at)
        ours, theirs = out[at:end].split()
        at = end + 1
        yield None if ours == b"-" else take(ours), take(theirs)
    assert at == len(out)


def difference(ours, theirs):
    """What comes first where they differ, or None."""
    if ours is None:
        return "not converted", theirs[:200]
    if re.sub(r'<(h[1-6]) id="[^"]*">', r"<\1>", ours) == theirs:
        return None  # most pages: no need to parse
    ours, theirs = Events(ours).events, Events(theirs).events
    if ours == theirs:
        return None
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    return ours[max(0, at - 2):at + 2], theirs[max(0, at - 2):at + 2]


def differences(form, pages, names):
    results = fragments(form, pages)
    return [(name, found) for name, (ours, theirs) in zip(names, results) if (found := difference(ours, theirs))]


# Examples there are at least: that the pattern still finds them.
FEWEST = {"spec.txt": 670, "extensions.txt": 28, "regression.txt": 19}


@pytest.mark.parametrize("form", ["gfm", "commonmark"])
@pytest.mark.parametrize("name", FEWEST)
def test_every_example_says_what_cmark_says(shared, name, form):
    pages = [page.replace("→", "\t").encode() for page in EXAMPLE.findall((shared / "spec" / name).read_text())]
    assert len(pages) >= FEWEST[name]
    assert not differences(form, pages, range(1, len(pages) + 1))


@pytest.mark.parametrize("form", ["gfm", "commonmark"])
def test_every_real_page_says_what_cmark_says(shared, form):
    paths = [path for folder in ("corpus", "pairs", "sxs", "seeds") for path in sorted((shared / folder).rglob("*.md"))]
    if not paths:
        pytest.skip("skipped: no corpus")
    assert not differences(form, [path.read_bytes() for path in paths], paths)


# Marks of Markdown and of the dialect. No bare addresses: ours end and begin where the specification says, cmark-gfm's not
# always; no footnotes: cmark-gfm links back from some to no place.
MARKS = ("$$ $$ | | |a| |-| ` `` <? ?> [ [ ](x) [a](b\x20\"c\") \\ * ** _ a b\x20 [!NOTE]\n <div> </div> <b> <!-- --> ```\n ```math\n ， “ ~~ ~ é # "
         "![ ![a|b](c) \\| <script> &amp; &copy; ( ) ! \" ' : [r] . , [^1] </a>").split(" ")
MARKS = [mark.replace("\x20", " ") for mark in MARKS] + [
    "\n", "\n", "\n\n", "> ", "- ", "1. ", "    ", "  ", "\t", "# ", "---\n", "|-|\n", "|h|\n|-|\n|", "  \n", "\\\n", "\r\n",
    "\n\n[r]: /u\n\n", "- [ ] ", '::: zone pivot="a"\n', '<a href="x">']


@pytest.mark.parametrize("form", ["gfm", "commonmark"])
def test_random_pages_say_what_cmark_says(form):
    choose = random.Random(form)
    pages = ["".join(choose.choices(MARKS, k=choose.randint(2, 25))).encode() for _ in range(4000)]
    assert not differences(form, pages, pages)


# What the dialect reads otherwise: raw HTML, [!NOTE] and its like, backslashes in addresses, cells beyond a table's head.
DIALECT = re.compile(rb"<[a-zA-Z/!?]|\[!|\\bar|\| boo \||\| 4 \| 5 \|")


@pytest.mark.parametrize("name", FEWEST)
def test_the_dialect_leaves_what_is_not_its_own_as_cmark_has_it(shared, name):
    # A line before each: no example is front matter.
    pages = [b"\n" + page.replace("→", "\t").encode() for page in EXAMPLE.findall((shared / "spec" / name).read_text())]
    plain = [page for page in pages if not DIALECT.search(page)]
    assert len(plain) >= FEWEST[name] * 3 // 5
    assert not differences("markdown", plain, plain)


# A page for each accepted difference: it is there, and that entry alone accepts it.
SHOWN = {
    heading_ids: b"# A\n",
    names_of_notes: b"a[^1]\n\n[^1]: b\n",
    names_that_are_no_addresses: b"[a](xref:b)\n",
    characters_of_addresses: b"[a](#b#c%)\n",
    unsafe_addresses: b"[a](javascript:b)\n",
}


@pytest.mark.parametrize("accept", ACCEPTED, ids=lambda accept: accept.__name__)
def test_every_accepted_difference_is_one(accept):
    (ours, theirs), = fragments("gfm", [SHOWN[accept]])
    others = [other for other in ACCEPTED if other != accept]
    assert Events(ours, others).events != Events(theirs, others).events
    assert Events(ours, [accept]).events == Events(theirs, [accept]).events


def test_the_comparison_sees_what_differs():
    for ours, theirs in [("<p>a</p>", "<p>b</p>"), ("<p>a b</p>", "<p>ab</p>"), ("<p class='a'>", "<p>"), ("<em>a</em>", "a"),
                         ("<pre>a  b</pre>", "<pre>a b</pre>"), ("<!-- a -->", ""), ("<a href='b'>c</a>", "<a href='d'>c</a>")]:
        assert difference(ours, theirs)
    for ours, theirs in [("<p>a\n b</p>\n", "<p>a b</p>"), ("<p id=a class=b>", "<p class='b' id='a'>"), ("&quot;", '"')]:
        assert not difference(ours, theirs)
