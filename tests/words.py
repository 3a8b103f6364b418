# SPDX-License-Identifier: MIT
"""The words that a person can see: of a page's source, and of what was made of it.

The source is read by cmark-gfm; what that does not know (front matter, includes, the dialect's marks) is taken off here by
rules of its own, so that both sides can disagree."""
import collections
import html
import html.parser
import pathlib
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

# Han, Kana and Hangul have no spaces between words: each character is one.
WORD = re.compile("[\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]|"
                  "[^\\W_\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
CMARK = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "tasklist", "-e", "footnotes"]
APART = "\n"  # between blocks


def words(text):
    return WORD.findall(text)


# ---- HTML ----

INLINE = set("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small "
             "span strike strong sub sup time tt u ui var wbr".split())
BLOCK = set("address article aside audio blockquote body br button caption center col colgroup dd details dialog dir div dl "
            "dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html "
            "iframe image img input legend li link main map menu meta nav noscript object ol optgroup option p param picture pre "
            "progress script section select source style summary svg table tbody td template textarea tfoot th thead "
            "title tr track ul video area base math".split())
UNREAD = re.compile(r'<!--.*?(?:-->|\Z)|<sup class="footnote-ref">.*?</sup>', re.S)  # comments, numbers of notes
HIDDEN = set("head script style svg math iframe video audio object template".split())


class Text(html.parser.HTMLParser):
    """The text of HTML; blocks apart, alternative texts in the place of images, tags that are none as they stand."""

    def __init__(self, code=True):
        super().__init__(convert_charrefs=True)
        self.out, self.hidden, self.code = [], [], code

    def handle_starttag(self, tag, attrs):
        if tag in HIDDEN or (not self.code and tag in ("code", "pre", "kbd", "samp", "tt")):
            self.hidden.append(tag)
        if self.hidden:
            return
        if tag in BLOCK:
            self.out.append(APART)
        elif tag not in INLINE:
            self.out.append(self.get_starttag_text())
        if tag in ("img", "image"):  # the same element (HTML Standard 13.2.6.4.7)
            self.out.append(dict(attrs).get("alt") or "")
            self.out.append(APART)

    def handle_startendtag(self, tag, attrs):
        if tag not in HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
        elif tag in BLOCK and not self.hidden:
            self.out.append(APART)

    def handle_data(self, data):
        if not self.hidden:
            self.out.append(data)


def of_html(page, code=True):
    """The text of a page of HTML; `code`: with what stands in code."""
    parser = Text(code)
    parser.feed(UNREAD.sub("", page if isinstance(page, str) else page.decode()))
    parser.close()
    return "".join(parser.out)


# ---- DOCX ----

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CODE_STYLE = re.compile("Code|Verbatim|Source|Keyboard", re.I)


def style_of(element):
    style = element.find(f"{W}pPr/{W}pStyle" if element.tag == f"{W}p" else f"{W}rPr/{W}rStyle")
    return "" if style is None else style.get(f"{W}val")


def walk_docx(element, out, code):
    if element.tag in (f"{W}p", f"{W}r"):
        style = style_of(element)
        if style == "FootnoteReference" or (not code and CODE_STYLE.search(style)):
            return
    if element.tag in (f"{W}p", f"{W}br", f"{W}tab", f"{W}tc"):
        out.append(APART)
    elif element.tag == f"{W}t":
        out.append(element.text or "")
    elif element.tag == f"{DRAWING}docPr":
        out.append(APART + element.get("descr", "") + APART)
    elif element.tag == f"{W}noBreakHyphen":
        out.append("-")
    for child in element:
        walk_docx(child, out, code)
    if element.tag == f"{W}p":
        out.append(APART)


def of_docx(path, code=True):
    """The text of a Word document: runs joined, paragraphs apart."""
    out = []
    with zipfile.ZipFile(path) as package:
        for part in ("word/document.xml", "word/footnotes.xml"):
            if part in package.namelist():
                walk_docx(ET.fromstring(package.read(part)), out, code)
    return "".join(out)


# ---- Markdown ----

FRONT = re.compile(r"\A﻿?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\r|\Z)", re.S | re.M)
FENCE = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])?[ \t>]*(`{3,}|~{3,})([^`\r\n]*)$")
INCLUDE = re.compile(r"\[!include\s*\[((?:[^\[\]]|\[[^\]]*\])*)\]\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\]", re.I)
QUOTE = r"^((?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*>[ \t]*)"
ALERT = re.compile(QUOTE + r"\[!(?:note|tip|important|warning|caution)\][ \t]*$", re.I)
QUOTED = re.compile(QUOTE + r"\[!(?:video|div)[ \t]+[^\]]*\][ \t]*$", re.I)
IMAGE = re.compile(r":::image\s(.*?):::+", re.I)
MARK = re.compile(r"^[ \t>]*:::[ \t]*(?:row|column|zone|moniker|image)(?:-end)?\b.*$", re.I)
CODE = re.compile(r"^[ \t>]*:::[ \t]*code\b(.*?):::+[ \t]*$", re.I)
SNIPPET = re.compile(r"^[ \t>]*\[!code[^\[]*\[[^\]]*\]\(([^)]*)\)\][ \t]*$", re.I)


def attribute(args, name):
    found = re.search(rf'\b{name}\s*=\s*"([^"]*)"', args, re.I)
    return found.group(1) if found else ""


class Source:
    """One file of Markdown and those that it includes."""

    def __init__(self, path, root, chain=()):
        self.path, self.root, self.chain = path, root, (*chain, path)
        self.pieces = []

    def keep(self, text):
        """A stand-in that is a word for cmark-gfm."""
        self.pieces.append(text)
        return f"xQ{len(self.pieces) - 1}Qx"

    def target(self, url):
        url = urllib.parse.unquote(re.split(r"\s+[\"']", url.strip())[0]).replace("\\", "/").strip("<>")
        path = self.root / url[2:] if url.startswith("~/") else self.path.parent / url
        path = pathlib.Path(path).resolve()
        inside = path.is_relative_to(self.root) and path.is_file()
        return path if inside and path not in self.chain else None

    def include(self, found):
        path = self.target(found.group(2))
        return self.keep(Source(path, self.root, self.chain).text().strip() if path else "")

    def image(self, found):
        args = found.group(1)
        return self.keep(APART + ("" if attribute(args, "type") == "icon" else attribute(args, "alt-text")) + APART)

    def code(self, url):
        path = self.target(url.partition("#")[0].partition("?")[0])
        return self.keep("" if path else url)

    def line(self, line):
        line = ALERT.sub(r"\1<??>", line)
        line = QUOTED.sub(r"\1<??>", line)
        line = INCLUDE.sub(self.include, line)
        line = IMAGE.sub(self.image, line)
        line = CODE.sub(lambda found: self.code(attribute(found.group(1), "source")), line)
        line = SNIPPET.sub(lambda found: self.code(found.group(1)), line)
        return "" if MARK.match(line) else line

    def markdown(self):
        text = FRONT.sub("", self.path.read_bytes().decode("utf-8", "replace")).lstrip("﻿")
        out, fence, row = [], None, False
        for line in re.split(r"\r\n|\n|\r", text):
            found = FENCE.match(line)
            if fence:
                if found and found.group(1).startswith(fence) and not found.group(2).strip():
                    fence = None
            elif found:
                fence = found.group(1)
            else:
                row = (row or bool(re.match(r"\s*:::row", line))) and not re.match(r"\s*:::row-end", line)
                line = self.line(line.lstrip() if row else line)
            out.append(line)
        return "\n".join(out)

    def text(self):
        run = subprocess.run(CMARK, input=self.markdown().encode(), capture_output=True, check=True, timeout=60)
        return re.sub(r"xQ(\d+)Qx", lambda found: self.pieces[int(found.group(1))], of_html(run.stdout))


def of_page(path, root):
    """The text of a page of Markdown."""
    return Source(path.resolve(), root.resolve()).text()


# ---- Markdown, without a parser ----

OFF = [(re.compile(pattern, flags), by) for pattern, flags, by in (
    (r"<!--.*?(?:-->|\Z)", re.S, " "),
    (r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)*(?:`{3,}|~{3,}).*$", re.M, " "),  # info strings
    (r"^[ \t>]*\[[^\]\r\n]+\]:[ \t]*\S+.*$", re.M, " "),  # link reference definitions
    (r"^[ \t>]*(?:[-*+][ \t]+)*(?:\d+[.)](?:[ \t]+|$))+", re.M, " "),  # list items
    (r"^[ \t>]*:::.*$|:::image.*?:::|\[!(?:include|code)[^\]]*\][ \t]*\([^)]*\)\]|\[!\w[^\]]*\]", re.M | re.I, " "),
    (r"\]\((?:<[^<>\r\n]*>|[^()]|\((?:[^()]|\([^()]*\))*\))*\)", 0, "]"),  # addresses and titles
    (r"\]\[[^\]\r\n]*\]", 0, "]"),  # labels
    (r"<(?:script|style|svg|iframe|video|object)\b.*?(?:</(?:script|style|svg|iframe|video|object)>|\Z)", re.S | re.I, " "),
    (r"</?(?:%s)\b[^<>]*>" % "|".join(sorted(BLOCK)), re.I, " "),
    (r"</?(?:%s)\b[^<>]*>" % "|".join(sorted(INLINE)), re.I, ""),
    (r"\\([!-/:-@\[-`{-~])", 0, r" \1"),
    (r"``+", 0, " "),
)]


MARKED = re.compile(r"[^\W_](?:[^\W_]|[][*~`])*")  # a word that marks of emphasis, code or links may stand in


def of_source(path):
    """The text of a page of Markdown, its marks left in: what no parser could have lost."""
    text = FRONT.sub("", path.read_bytes().decode("utf-8", "replace"))
    for pattern, by in OFF:
        text = pattern.sub(by, text)
    return html.unescape(text)


def missing(text, there):
    """The words of of_source that are not among these: whether marks part a word, as in code, or not, as in a*b*c."""
    left, lost = collections.Counter(there), []
    for marked in MARKED.findall(text):
        whole = words(re.sub(r"[][*~`]", "", marked))
        for word in whole if all(left[word] for word in whole) else words(marked):
            if left[word]:
                left[word] -= 1
            else:
                lost.append(word)
    return lost
