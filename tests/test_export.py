# SPDX-License-Identifier: MIT
"""jerome export: pages out to translators, a file for each page and language."""
import xml.etree.ElementTree as ElementTree

import pytest

from program import PAGE, fails, lines, names


def original(path):
    root = ElementTree.parse(path).getroot()
    return root.find("{*}file").get("original"), root.find("{*}file").get("target-language") or root.get("trgLang")


@pytest.fixture
def pages(here):
    for folder in ["docs/a", "docs/b"]:
        (here / folder).mkdir(parents=True)
        (here / folder / "page.md").write_text(PAGE)
    return here


# ---- What is written where ----

def test_each_page_has_a_file_that_names_it_from_the_folder_of_all(run, pages):
    result = run("export", "docs/a/page.md", "docs/b/page.md", "--to-lang", "de-DE", "-o", "out")
    assert result.returncode == 0 and result.stderr == b"" and result.stdout == b""
    assert original(pages / "out/a/page.md.xlf") == ("a/page.md", "de-DE")
    assert original(pages / "out/b/page.md.xlf") == ("b/page.md", "de-DE")


def test_pages_are_named_from_the_root(run, pages):
    assert run("export", "--root", ".", "docs/a/page.md", "--to-lang", "de", "-o", "out/").returncode == 0
    assert original(pages / "out/docs/a/page.md.xlf") == ("docs/a/page.md", "de")
    (pages / "docs" / "docfx.json").write_text("{}")
    assert run("export", "docs/a/page.md", "--to-lang", "de", "-o", "found").returncode == 0
    assert original(pages / "found/a/page.md.xlf") == ("a/page.md", "de")


def test_pages_of_two_sets_are_named_from_the_folder_of_both(run, pages):
    for folder in ["a", "b"]:
        (pages / "docs" / folder / "docfx.json").write_text("{}")
    assert run("export", "docs/a/page.md", "docs/b/page.md", "--to-lang", "de", "-o", "out").returncode == 0
    assert names(pages / "out") == ["a", "b"]


def test_folders_whose_names_begin_alike_are_two(run, here):
    for folder in ["ab", "abc"]:
        (here / folder).mkdir()
        (here / folder / "page.md").write_text(PAGE)
    assert run("export", "ab/page.md", "abc/page.md", "--to-lang", "de", "-o", "out").returncode == 0
    assert names(here / "out") == ["ab", "abc"]


def test_each_of_several_languages_has_a_folder(run, pages):
    assert run("export", "page.md", "--to-lang", "de-DE, fr-FR", "-o", "out").returncode == 0
    assert original(pages / "out/de-DE/page.md.xlf") == ("page.md", "de-DE")
    assert original(pages / "out/fr-FR/page.md.xlf") == ("page.md", "fr-FR")


def test_the_file_is_what_the_writer_makes(run, here):
    assert run("export", "page.md", "--to-lang", "de", "-o", "out", "--xliff", "2.0").returncode == 0
    converted = run("page.md", "-t", "xliff", "--to-lang", "de", "-O", "xliff.version=2.0")
    assert (here / "out/page.md.xlf").read_bytes() == converted.stdout


def test_one_bad_page_does_not_stop_the_others(run, here):
    result = run("export", "none.md", "page.md", "--to-lang", "de", "-o", "out")
    assert result.returncode == 1 and len(lines(result)) == 1
    assert names(here / "out") == ["page.md.xlf"]


def test_a_page_outside_of_the_root_is_refused(run, pages):
    fails(run("export", "--root", "docs", "page.md", "--to-lang", "de", "-o", "out"), 5, "not below the root", "docs")
    fails(run("export", "--root", "none", "page.md", "--to-lang", "de", "-o", "out"), 6, "none:", "cannot use as root")


def test_what_is_missing_is_named(run, here):
    fails(run("export", "--to-lang", "de", "-o", "out"), 2, "name the pages")
    fails(run("export", "page.md", "-o", "out"), 2, "--to-lang")
    fails(run("export", "page.md", "--to-lang", "de"), 2, "--output DIR/")
    fails(run("export", "page.md", "--to-lang", "de_DE!", "-o", "out"), 2, "de_DE!")
    fails(run("export", "page.md", "--to-lang", "de", "--lang", "e!", "-o", "out"), 2, "--lang")
    fails(run("export", "page.md", "--to-lang", "de", "-o", "page.md/x"), 6, "page.md")
    assert names(here) == ["page.md"]


# ---- Commands ----

def test_a_page_called_like_a_command_is_converted(run, here):
    (here / "export").write_text("# A page called export\n")
    for args in [["./export"], ["--", "export"], ["convert", "export"], ["-q", "export"]]:
        assert b"A page called export</h1>" in run(*args).stdout, args


def test_help_of_a_command_is_the_same_however_it_is_asked_for(run):
    text = run("help", "export").stdout
    assert text.startswith(b"Usage: jerome export ") and b"--to-lang" in text and b"--quiet" in text
    assert text == run("export", "--help").stdout == run("--help", "export").stdout == run("export", "x.md", "-h").stdout
    assert run("help").stdout == run("--help").stdout
    assert run("help", "docx").stdout == run("--help", "docx").stdout
    fails(run("help", "exprot"), 2, "exprot")


def test_options_of_one_command_are_not_those_of_another(run):
    fails(run("export", "--toc", "page.md"), 2, "unknown option --toc")
    fails(run("--xliff", "2.0", "page.md"), 2, "unknown option --xliff")
