# SPDX-License-Identifier: MIT
"""No word of a page is lost, and nothing of the dialect stays as text.

The words of the source, as cmark-gfm and rules of the test's own tell them (words.py), are looked for in the text of what
the program makes. A sample of the corpus is taken; all of it where JEROME_FULL is 1."""
import concurrent.futures
import difflib
import os
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile

import golden
import pytest
import words

pytestmark = pytest.mark.skipif(not shutil.which("cmark-gfm"), reason="skipped: no cmark-gfm")
FULL = os.environ.get("JEROME_FULL") == "1"
STEP = 1 if FULL else 15
OURS = [golden.FOLDER / "basics.md", golden.FOLDER / "dialect.md", *sorted(golden.ROOT.glob("samples/**/*.md"))]

# Pages that speak of front matter in their text: of the corpus, the beginnings of what is left there, in any order.
SPEAK_OF_FRONT_MATTER = {
    "intune-en/samplefile1.md": {"title", "author", "manager", "ms.date", "ms.topic", "ms.assetid", "description"},
    "intune-de/template.md": {"title", "ms.assetid"},
}


def pages(shared):
    """Pages, each with its root."""
    corpus = shared / "corpus"
    found = sorted(corpus.glob("**/*.md"))
    if not found:
        pytest.skip("skipped: no corpus")
    return [(page, corpus / page.relative_to(corpus).parts[0]) for page in found[::STEP]]


def each(check, sources):
    """What the check says of each page that it is not content with."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = pool.map(lambda source: check(*source), sources)
        return {str(page.relative_to(root.parent)): what for (page, root), what in zip(sources, said) if what}


def convert(page, root, form, target="-", *options):
    result = golden.run(page, "-q", "-t", form, "--root", root, "-o", target, *options)
    assert result.returncode in (0, 3), (page, result.stderr)
    return result.stdout


def text_of(page, root, form, folder, code=True):
    """The text of what the program makes of a page."""
    if form == "html":
        return words.of_html(convert(page, root, form), code)
    target = folder / f"{abs(hash(page))}.{form}"
    if form == "xliff":
        convert(page, root, form, target, "-O", "xliff.version=2.0")
        sources = ET.parse(target).iter("{urn:oasis:names:tc:xliff:document:2.0}source")
        return "\n".join("".join(source.itertext()) for source in sources)
    convert(page, root, form, target)
    if form == "docx":
        return words.of_docx(target, code)
    with zipfile.ZipFile(target) as package:
        parts = [name for name in package.namelist() if name.endswith(".xhtml")]
        return "\n".join(words.of_html(package.read(name), code) for name in parts)


def lost(want, have):
    """The words of `want` that `have` does not hold in the same order; none where it holds them all."""
    rest = iter(have)
    if all(word in rest for word in want):
        return []
    steps = difflib.SequenceMatcher(None, want, have, autojunk=False).get_opcodes()
    return [word for step, a, b, _, _ in steps if step in ("delete", "replace") for word in want[a:b]]


def test_the_check_sees_what_is_lost_moved_or_changed():
    want = words.words("one **two** three 文字")
    assert want == ["one", "two", "three", "文", "字"]
    assert lost(want, [*want, "more"]) == lost(want, ["more", *want]) == []
    assert lost(want, ["one", "three", "文", "字"]) == ["two"]
    assert lost(want, ["one", "three", "two", "文", "字"])
    assert lost(want, ["one", "twothree", "文", "字"]) == ["two", "three"]
    assert words.missing("a `b*c` *d*e f", ["a", "b", "c", "de"]) == ["f"]


@pytest.mark.parametrize("form", ["html", "docx"])
@pytest.mark.parametrize("page", OURS, ids=lambda page: page.stem)
def test_our_own_pages_keep_their_words(page, form, tmp_path):
    root = page.parent
    while root not in (golden.FOLDER, golden.ROOT / "samples"):
        root = root.parent
    assert lost(words.words(words.of_page(page, root)), words.words(text_of(page, root, form, tmp_path))) == []


@pytest.mark.parametrize("form", ["html", "docx"])
def test_every_word_of_a_real_page_is_kept_in_order(shared, tmp_path, form):
    def check(page, root):
        return lost(words.words(words.of_page(page, root)), words.words(text_of(page, root, form, tmp_path)))

    assert each(check, pages(shared)) == {}


@pytest.mark.parametrize("form", ["html", "docx"])
def test_no_word_between_the_marks_of_a_real_page_is_lost(shared, tmp_path, form):
    def check(page, root):
        return words.missing(words.of_source(page), words.words(text_of(page, root, form, tmp_path)))

    assert each(check, pages(shared)) == {}


# ---- What stays as text ----

MARK = re.compile(r"\[!\w[^\n\]]{0,30}|:::[^\n]{0,20}|\A\s*---|"
                  r"^(?:ms\.\w+|title|description|author|manager|ms:\w+): [^\n]{0,30}", re.M)


def wrong_lines(page, root):
    """Whether the program says that the dialect is used wrongly on this page."""
    result = golden.run(page, "-t", "html", "--root", root)
    return b"[bad-dialect]" in result.stderr


@pytest.mark.parametrize("form", ["html", "docx", "epub", "xliff"])
def test_nothing_of_the_dialect_stays_text_unless_the_program_says_so(shared, tmp_path, form):
    def check(page, root):
        left = MARK.findall(text_of(page, root, form, tmp_path, code=False))
        spoken = SPEAK_OF_FRONT_MATTER.get(str(page.relative_to(root.parent)), ())
        left = [mark for mark in left if mark.split(":")[0] not in spoken]
        return left if left and not wrong_lines(page, root) else None

    assert each(check, pages(shared)) == {}
