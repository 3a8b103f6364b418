# SPDX-License-Identifier: MIT
"""jerome pseudo and jerome export --pseudo: pages in pseudo-language."""
import pytest

import golden
from test_corpus import STEP, sanitized

PAGE = """---
title: A page
ms.date: 01/02/2026
---
# Save {0}

Run `jerome` as **root**, see [the list](list.md "All of them").

> [!NOTE]
> Mind the `gap` and the [!INCLUDE [x](x.md)].

| Name | Value |
|---|---|
| One | two |
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "deep" / "page.md").write_text(PAGE)
    return tmp_path


def pseudo(folder, *args):
    result = golden.run("pseudo", "docs", "-o", "out", *args, cwd=folder)
    assert (result.returncode, result.stderr) == (0, b""), result.stderr.decode()
    return (folder / "out" / "deep" / "page.md").read_text()


def test_text_changes_and_nothing_else(folder):
    page = pseudo(folder, "--to-lang", "he", "--keep-front-matter", "--anchors", "none")
    assert "title: ⟦" in page and "ms.date: 01/02/2026" in page
    for kept in ("{0}", "`jerome`", "](list.md ", "> [!NOTE]\n", "`gap`", "[!INCLUDE [x](x.md)]", "|---|---|"):
        assert kept in page, kept
    assert page.count("⟦") == page.count("⟧") == 9
    assert page.count("\n") == PAGE.count("\n")


def test_latin_letters_have_accents(folder):
    page = pseudo(folder, "--to-lang", "de-DE")
    assert "# <a name=\"save-0\"></a>⟦Šáṽé {0} öñé ţŵö ţĥŕéé⟧\n" in page
    assert "ms.contentlocale: de-DE\n" in page


def test_languages_from_right_to_left_have_hebrew_letters(folder):
    assert "שאוע {0}" in pseudo(folder, "--to-lang", "ar-SA")
    assert "שאוע {0}" in pseudo(folder, "--to-lang", "de-DE", "--rtl")


def test_the_same_input_gives_the_same_bytes(folder):
    assert pseudo(folder, "--to-lang", "de") == pseudo(folder, "--to-lang", "de")


def test_a_page_is_not_written_over_itself(folder):
    result = golden.run("pseudo", "docs", "-o", "docs", "--to-lang", "de", cwd=folder)
    assert result.returncode == 2 and b"is the page itself" in result.stderr
    assert (folder / "docs" / "deep" / "page.md").read_text() == PAGE


def test_usage_errors(folder):
    for args, words in [(("docs", "-o", "out"), b"name the language"), (("docs", "--to-lang", "de"), b"name a folder"),
                        (("docs", "-o", "out", "--to-lang", "x_y"), b"no language tag"),
                        (("-o", "out", "--to-lang", "de"), b"name the pages")]:
        result = golden.run("pseudo", *args, cwd=folder)
        assert result.returncode == 2 and words in result.stderr, args
    assert not (folder / "out").exists()


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_xliff_in_pseudo_language_passes_the_gate_and_gives_the_same_pages(shared, tmp_path, version):
    pages = sorted(shared.glob("corpus/*/**/*.md"))[3::STEP * (8 if sanitized() else 2)]
    if not pages:
        pytest.skip("skipped: no corpus")
    for i, page in enumerate(pages):
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / f"{i}.md").write_bytes(page.read_bytes())
    golden.run("pseudo", "docs", "-q", "-o", "pseudo", "--to-lang", "de-DE", cwd=tmp_path)
    golden.run("export", "docs", "-q", "--pseudo", "--root", "docs", "--xliff", version, "--to-lang", "de-DE", "-o", "xlf", cwd=tmp_path)
    merged = golden.run("merge", "xlf", "-q", "--source", "docs", "-o", "merged", cwd=tmp_path)
    assert merged.returncode == 0, merged.stderr.decode()
    for i, page in enumerate(pages):
        assert (tmp_path / "pseudo" / f"{i}.md").read_bytes() == (tmp_path / "merged" / f"{i}.md").read_bytes(), page
