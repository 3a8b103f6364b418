# SPDX-License-Identifier: MIT
"""jerome merge: localized pages. Nothing changes but translated text; translated text reads as it was meant."""
import os
import re
import subprocess

import pytest

import golden
from program import built, fails

MERGE = golden.JEROME.parent / "tests" / "merge_pages"
FULL = os.environ.get("JEROME_FULL") == "1"
PAGE = """---
# comment
title: One
keywords:
---

# One *two*

* Three  
  [four](a.md "five"), `six`

| seven | eight |
|:-----:|-------|
|  nine | <b>ten</b> |
"""
BACK = ["--target-from", "source", "--keep-front-matter", "--anchors", "none"]


def corpus(shared):
    pages = sorted([*shared.glob("corpus/**/*.md"), *shared.glob("pairs/**/*.md")])
    if not pages:
        pytest.skip("skipped: no corpus")
    return pages if FULL else pages[::7]


def run_pages(mode, pages):
    result = subprocess.run([built(MERGE), mode], input="\n".join(map(str, pages)), capture_output=True, text=True)
    *lines, last = result.stdout.splitlines()
    return lines, [int(n) for n in re.findall(r"\d+", last)]


@pytest.mark.parametrize("mode", ["identity", "pseudo", "rtl", "short"])
def test_every_unit_of_every_page_is_merged(shared, mode):
    lines, (pages, units, wrong_pages, wrong_units) = run_pages(mode, corpus(shared))
    assert units > 40 * pages and (wrong_pages, wrong_units) == (0, 0), lines[:20]


def test_hostile_text_is_text_or_stays_out(shared):
    lines, (_, units, _, wrong_units) = run_pages("hostile", corpus(shared))
    assert wrong_units * 1000 < units, lines[:20]
    assert not [line for line in lines if "' is '" in line]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "deep" / "page.md").write_text(PAGE)
    return tmp_path


def export(jerome, folder, *options):
    result = jerome("export", "docs/deep/page.md", "--root", "docs", "--to-lang", "de-DE", "-o", "xlf", *options, cwd=folder)
    assert result.returncode == 0, result.stderr
    return folder / "xlf" / "deep" / "page.md.xlf"


def merge(jerome, folder, *options):
    return jerome("merge", "xlf/deep/page.md.xlf", "--source", "docs", "-o", "out", *options, cwd=folder)


def page_of(folder):
    return (folder / "out" / "deep" / "page.md").read_text()


@pytest.mark.parametrize("segment", ["none", "sentence"])
@pytest.mark.parametrize("version", ["1.2", "2.0", "2.1", "2.2"])
def test_identity_gives_the_page_back(jerome, folder, version, segment):
    export(jerome, folder, "--xliff", version, "--segment", segment)
    result = merge(jerome, folder, *BACK)
    assert (result.returncode, result.stderr) == (0, b"")
    assert page_of(folder) == PAGE


@pytest.mark.parametrize("segment", ["none", "sentence"])
@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_identity_gives_pages_of_the_corpus_back(jerome, shared, tmp_path, version, segment):
    root = shared / "corpus"
    pages = sorted(root.glob("**/*.md"))
    pages = pages if FULL else pages[::25]
    if not pages:
        pytest.skip("skipped: no corpus")
    for i in range(0, len(pages), 200):
        batch = [str(page) for page in pages[i:i + 200]]
        result = jerome("export", "-q", *batch, "--root", str(root), "--to-lang", "de-DE", "--xliff", version, "--segment",
                        segment, "-o", str(tmp_path / "xlf"))
        errors = result.stderr.splitlines()  # a front matter that is no YAML stays as it is
        assert all(line.endswith(b"[bad-front-matter]") for line in errors), errors
        assert result.returncode == (1 if errors else 0)
    files = sorted(str(file) for file in (tmp_path / "xlf").glob("**/*.xlf"))
    assert len(files) == len(pages)
    for i in range(0, len(files), 200):
        result = jerome("merge", "-q", *files[i:i + 200], "--source", str(root), "-o", str(tmp_path / "out"), *BACK)
        assert result.returncode == 0, result.stderr[:500]
    for page in pages:
        assert (tmp_path / "out" / page.relative_to(root)).read_bytes() == page.read_bytes(), page


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_pairs_around_spaces_are_single_codes(jerome, tmp_path, version):
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text("One [ ](two.md) three <kbd> </kbd>, <b> *four* </b>\n\n[ ![five](six.png) ](seven.md) eight\n")
    jerome("export", page, "--to-lang", "de-DE", "--xliff", version, "-o", tmp_path / "x")
    text = "".join(re.findall("<source.*</source>", (tmp_path / "x" / "page.md.xlf").read_text()))
    assert len(re.findall("<(?:x|ph) ", text)) == 3 and "x-bold" not in text and "firstNo" not in text
    jerome("merge", tmp_path / "x", "--source", page.parent, *BACK, "-o", tmp_path / "back")
    assert (tmp_path / "back" / "page.md").read_bytes() == page.read_bytes()


@pytest.mark.parametrize("start", [":", "?", "-", "#"])
def test_keywords_may_begin_with_any_character(jerome, tmp_path, start):
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text("---\nkeywords: [agents, 'it']\n---\n")
    jerome("export", page, "--to-lang", "de-DE", "-o", tmp_path / "x")
    file = tmp_path / "x" / "page.md.xlf"
    text = file.read_text()
    source = re.search("<source>(.*)</source>", text)[1]
    text = re.sub("<target.*</target>", "", text)
    file.write_text(text.replace("</source>", f"</source><target>{start}{source}</target>"))
    result = jerome("merge", file, "--source", page.parent, "--keep-front-matter", "-o", tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, b"")
    assert (tmp_path / "out" / "page.md").read_text().startswith(f"---\nkeywords: ['{start}agents', 'it']"
                                                               .replace("'-agents'", "-agents"))


def test_protected_text_is_part_of_what_a_unit_says(jerome, folder):
    page = 'The <span class="no-loc">Tide</span> and <span class="no-loc">*Sea*</span> stay.\n'
    (folder / "docs" / "deep" / "page.md").write_text(page)
    export(jerome, folder)
    result = merge(jerome, folder, *BACK)
    assert result.returncode == 0 and b"unknown-unit" not in result.stderr, result.stderr.decode()
    assert page_of(folder) == page


def test_translation_is_written_with_metadata_and_anchors(jerome, folder):
    file = export(jerome, folder, "--xliff", "1.2")
    text = file.read_text().replace('state="needs-translation"', 'state="translated"')
    text = re.sub(r"(<target[^>]*>)One( ?)", r"\1Eins: 1\2", text)
    file.write_text(text)
    (folder / "old.md").write_text('---\nms.translationtype: HT\nms.locfileid: "12"\n---\n')
    result = merge(jerome, folder, "--metadata-from", "old.md")
    assert result.returncode == 0, result.stderr
    lines = page_of(folder).splitlines()
    assert lines[:3] == ["---", "title: 'Eins: 1'", "keywords: ''"]
    assert [line.split(":")[0] for line in lines[3:8]] == [
        "ms.openlocfilehash", "ms.translationtype", "ms.contentlocale", "ms.locfileid", "---"]
    assert lines[9] == '# <a name="one-two"></a>Eins: 1 *two*'
    assert page_of(folder).split("*two*", 1)[1] == PAGE.split("*two*", 1)[1]


def test_broken_unit_stays_in_the_source(jerome, folder):
    file = export(jerome, folder, "--xliff", "1.2")
    text = file.read_text().replace('state="needs-translation"', 'state="translated"')
    text = re.sub(r"(<target[^>]*>)Three.*?</target>", r"\1Drei</target>", text, flags=re.S)
    file.write_text(text.replace(">seven</target>", ">sieben</target>"))
    result = merge(jerome, folder, "--keep-front-matter", "--anchors", "none")
    assert result.returncode == 3
    assert page_of(folder) == PAGE.replace("seven", "sieben")


@pytest.mark.parametrize("anchors, anchor", [("learn", 'name="one-include-aamd"'), ("ids", 'id="one-four-five"')])
def test_text_beside_included_files_is_merged(jerome, folder, anchors, anchor):
    page = ('# One [!INCLUDE [a](a.md)]\n\n[!INCLUDE [b](b.md)]\n\nTwo\n\n:::code language="c" source="c.c":::\n\nThree\n')
    docs = folder / "docs" / "deep"
    docs.joinpath("page.md").write_text(page)
    docs.joinpath("a.md").write_text("four *five*")
    docs.joinpath("b.md").write_text("## Six\n\n* seven\n")
    docs.joinpath("c.c").write_text("int c;\n")
    file = export(jerome, folder, "--xliff", "1.2")
    text = file.read_text().replace('state="needs-translation"', 'state="translated"')
    for word, other in ("One", "Eins"), ("Two", "*Zwei*"), ("Three", ":::code source=\"d.c\":::"):
        text = re.sub(rf"(<target[^>]*>){word}", rf"\1{other}", text)
    file.write_text(text)
    result = merge(jerome, folder, "--keep-front-matter", "--anchors", anchors)
    assert result.returncode == 0, result.stderr
    assert page_of(folder) == page.replace("# One", f'# <a {anchor}></a>Eins').replace("Two", "\\*Zwei\\*").replace(
        "Three", ':\\::code source="d.c":\\::')


def test_untranslated_is_an_error_where_all_is_required(jerome, folder):
    export(jerome, folder)
    assert merge(jerome, folder, "--require", "complete").returncode == 3


def test_page_outside_of_the_source_is_refused(jerome, folder):
    file = export(jerome, folder)
    file.write_text(file.read_text().replace('original="deep/page.md"', 'original="../docs/deep/page.md"'))
    result = merge(jerome, folder)
    assert result.returncode == 5 and b"[refused-path]" in result.stderr
    assert not (folder / "out").exists()


def test_page_is_not_written_over_itself(jerome, folder):
    export(jerome, folder)
    result = jerome("merge", "xlf/deep/page.md.xlf", "--source", "docs", "-o", "docs", cwd=folder)
    fails(result, 2, "the page itself")
    assert (folder / "docs" / "deep" / "page.md").read_text() == PAGE


def test_page_is_not_written_twice(jerome, folder):
    (folder / "again.xlf").write_bytes(export(jerome, folder).read_bytes())
    result = jerome("merge", "xlf/deep/page.md.xlf", "again.xlf", "--source", "docs", "-o", "out", *BACK, cwd=folder)
    fails(result, 2, "written twice")
    assert page_of(folder) == PAGE


def test_failure_to_write_leaves_what_was_there(jerome, folder):
    export(jerome, folder)
    (folder / "out").write_text("a file")
    result = merge(jerome, folder)
    assert result.returncode == 6 and (folder / "out").read_text() == "a file"


@pytest.mark.parametrize("args", [[], ["-o", "out"], ["x.xlf"]])
def test_files_and_a_folder_have_to_be_named(jerome, folder, args):
    assert jerome("merge", *args, cwd=folder).returncode == 2
