# SPDX-License-Identifier: MIT
"""The Markdown reader and cmark-gfm agree on what a page says, example by example of the specifications."""
import html.parser
import re
import shutil
import subprocess
import urllib.parse

import golden
import pytest

CMARK = ("cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "tasklist", "-e", "footnotes",
         "-e", "autolink")
BLOCKS = set("address article aside blockquote body br col colgroup dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
             "head header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead title tr ul".split())
KEPT = {"a": ("href", "title"), "img": ("src", "alt", "title"), "ol": ("start",), "input": ("checked",)}
VOID = {"br", "hr", "img", "input", "col"}
EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", re.M | re.S)


def address(url):
    """Without what each writer decides for itself: percent-escapes, backslashes (slashes for us), names of footnotes."""
    return re.sub(r"^#fn(ref)?[-.]?.*", "#fn", urllib.parse.unquote(url or "").replace("\\", "/"))


class Events(html.parser.HTMLParser):
    """HTML as a list of what a reader would see: tags without presentation, text without the white space between blocks."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.events, self.pre = [], 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        kept = [(name, address(attrs[name]) if name in ("href", "src") else attrs[name])
                for name in KEPT.get(tag, ()) if name in attrs]
        self.pre += tag == "pre"
        self.trim(tag)
        self.events.append(("<" + tag, *kept))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        self.pre -= tag == "pre"
        self.trim(tag)
        self.events.append((">" + tag,))

    def trim(self, tag):
        if tag in BLOCKS and self.events and self.events[-1][0] == "text":
            text = self.events[-1][1] if tag == "pre" else self.events[-1][1].rstrip()
            self.events[-1:] = [("text", text)] if text else []

    def handle_data(self, data):
        if not self.pre:
            data = re.sub(r"[ \t\r\n]+", " ", data)
            if not self.events or self.events[-1][0][1:] in BLOCKS:
                data = data.lstrip()
        if self.events and self.events[-1][0] == "text":
            data = self.events.pop()[1] + data
        if data:
            self.events.append(("text", data))


def examples(path):
    for number, match in enumerate(EXAMPLE.finditer(path.read_text()), 1):
        # A line before it: no example is front matter.
        yield number, "\n" + match.group(1).replace("→", "\t")


def ours(text):
    result = golden.run("-t", "html", "-O", "html.standalone=false", stdin=text.encode())
    assert result.returncode in (0, 3), result.stderr.decode()
    return Events(result.stdout.decode()).events


def theirs(text):
    result = subprocess.run(CMARK, input=text.encode(), capture_output=True, check=True)
    return Events(result.stdout.decode()).events


# Examples compared at least: that the pattern still finds them.
FEWEST = {"spec.txt": 550, "extensions.txt": 20, "regression.txt": 10}


def is_raw_html(text):
    """The dialect makes nodes of raw HTML, which tests/unit/html.c is about."""
    safe = subprocess.run([word for word in CMARK if word != "--unsafe"], input=text.encode(), capture_output=True, check=True)
    return b"<!-- raw HTML omitted -->" in safe.stdout


@pytest.mark.parametrize("name", FEWEST)
def test_every_example_without_raw_html_says_what_cmark_says(shared, name):
    if not shutil.which("cmark-gfm"):
        pytest.skip("skipped: no cmark-gfm")
    compared, wrong = 0, []
    for number, text in examples(shared / "spec" / name):
        if is_raw_html(text):
            continue
        compared += 1
        if ours(text) != theirs(text):
            wrong.append((number, text))
    assert not wrong
    assert compared >= FEWEST[name]
