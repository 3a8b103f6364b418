# SPDX-License-Identifier: MIT
"""Files as people have them: folders, patterns, lists, docfx.json, and what is left out."""
import json
import os

import pytest

from program import PAGE, fails, lines


@pytest.fixture
def docs(here):
    """A set with a page on each of three levels, a hidden folder, and files that are no pages."""
    for path in ["docs/a.md", "docs/guide/b.md", "docs/guide/deep/c.markdown", "docs/.git/d.md", "docs/.e.md",
                 "docs/guide/notes.txt", "docs/guide/toc.yml"]:
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text(PAGE)
    return here


def tree(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def converted(run, here, *args, **more):
    """The outputs of a run that has nothing to say."""
    result = run(*args, "-o", "out/", **more)
    assert (result.returncode, result.stderr) == (0, b"")
    return tree(here / "out")


# ---- Folders ----

@pytest.mark.parametrize("name", ["docs", "docs/", "./docs"])
def test_a_folder_stands_for_the_pages_below_it_and_the_outputs_mirror_it(run, docs, name):
    assert converted(run, docs, name) == ["a.html", "guide/b.html", "guide/deep/c.html"]


def test_the_current_folder_is_a_folder(jerome, docs):
    assert jerome(".", "-o", "../out/", cwd=docs / "docs").returncode == 0
    assert tree(docs / "out") == ["a.html", "guide/b.html", "guide/deep/c.html"]


def test_every_command_that_takes_files_takes_folders(run, docs):
    assert run("export", "docs", "--to-lang", "de,fr", "-o", "x").returncode == 0
    pages = ["a.md.xlf", "guide/b.md.xlf", "guide/deep/c.markdown.xlf"]
    assert tree(docs / "x") == [f"{lang}/{page}" for lang in ["de", "fr"] for page in pages]
    assert [line.partition(":")[0] for line in run("check", "x/de").stdout.decode().splitlines()] == [f"x/de/{page}" for page in pages]
    assert run("merge", "x/de", "--source", "docs", "-o", "y").returncode == 0
    assert tree(docs / "y") == ["a.md", "guide/b.md", "guide/deep/c.markdown"]


def test_includes_may_lie_anywhere_below_the_folder_that_was_named(run, docs):
    (docs / "docs/inc.txt").write_text("included")
    (docs / "docs/guide/b.md").write_text("[!INCLUDE [x](../inc.txt)]\n")
    (docs / "docs/guide/deep/c.markdown").write_text("[!INCLUDE [x](../../../page.md)]\n")
    for named in ["docs", "docs/**/*"]:
        result = run(named, "-o", "out/")
        assert [line.partition(":")[0] for line in lines(result)] == ["docs/guide/deep/c.markdown"]
        assert "included" in (docs / "out/guide/b.html").read_text()
    assert b"[refused" in run("docs/guide/b.md", "-o", "out/").stderr
    (docs / "docs/guide/docfx.json").write_text("{}")
    assert b"docs/guide/b.md" in run("docs", "-o", "out/").stderr  # the nearest docfx.json goes before it


def test_a_folder_without_pages_is_a_mistake(run, docs):
    (docs / "empty").mkdir()
    fails(run("empty", "-o", "out/"), 2, "no .md, .markdown files in 'empty'")


def test_links_lead_nowhere_else_and_in_no_circle(run, docs):
    (docs / "other").mkdir()
    (docs / "other/secret.md").write_text(PAGE)
    (docs / "docs/round").symlink_to(".")
    (docs / "docs/out").symlink_to("../other")
    (docs / "docs/out.md").symlink_to("../other/secret.md")
    (docs / "docs/same.md").symlink_to("guide/b.md")
    assert converted(run, docs, "docs") == ["a.html", "guide/b.html", "guide/deep/c.html", "same.html"]


@pytest.mark.skipif(os.geteuid() == 0, reason="skipped: the administrator may read everything")
def test_a_folder_that_cannot_be_read_costs_no_other(run, docs):
    (docs / "docs/guide").chmod(0)
    result = run("docs", "-o", "out/")
    (docs / "docs/guide").chmod(0o755)
    assert result.returncode == 6 and b"docs/guide: error: cannot read the folder" in result.stderr
    assert tree(docs / "out") == ["a.html"]


# ---- Patterns ----

@pytest.mark.parametrize("pattern, pages", [
    ("docs/*.md", ["a.html"]),
    ("docs/**/*.md", ["a.html", "guide/b.html"]),
    ("docs/**", ["a.html", "guide/b.html", "guide/deep/c.html"]),
    ("docs/guide/{b,x}.md", ["b.html"]),
    ("d*s/guide/?.md", ["docs/guide/b.html"]),
    ("docs/guide/*.txt", ["notes.html"]),
])
def test_a_pattern_stands_for_what_fits_below_its_first_folders(run, docs, pattern, pages):
    assert converted(run, docs, pattern) == pages


def test_a_pattern_that_nothing_fits_is_a_mistake(run, docs):
    fails(run("docs/x*.md", "-o", "out/"), 2, "no file fits 'docs/x*.md'")


def test_a_file_called_like_a_pattern_is_a_file(run, docs):
    (docs / "[a].md").write_text(PAGE)
    assert converted(run, docs, "[a].md") == ["[a].html"]


def test_the_same_file_twice_is_one_input(run, docs):
    assert converted(run, docs, "docs/a.md", "docs", "docs/*.md") == ["a.html", "guide/b.html", "guide/deep/c.html"]


# ---- Lists ----

@pytest.mark.parametrize("text, options", [
    (b"docs/a.md\ndocs/guide/b.md\n", []),
    (b"docs/a.md\r\n\r\n./docs/guide/b.md", []),
    (b"docs/a.md\0docs/guide/b.md\0", ["--null"]),
    (b"docs/a.md\0docs/guide/b.md", ["-0"]),
])
def test_a_list_names_files_and_the_outputs_have_their_whole_paths(run, docs, text, options):
    (docs / "list").write_bytes(text)
    want = ["docs/a.html", "docs/guide/b.html"]
    assert converted(run, docs, "--files-from", "list", *options) == want
    assert converted(run, docs, "--files-from", "-", *options, stdin=text) == want


def test_a_list_may_lead_anywhere(run, docs):
    name = str(docs).lstrip("/")
    text = f"{docs}/docs/a.md\n../{docs.name}/docs/guide/b.md\n".encode()
    assert converted(run, docs, "--files-from", "-", stdin=text) == [f"{name}/docs/a.html", f"{name}/docs/guide/b.html"]


def test_an_empty_list_is_done(run, docs):
    result = run("--files-from", "-", "-o", "out/", stdin=b"")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


def test_a_list_that_cannot_be_read_is_an_error(run, docs):
    fails(run("--files-from", "none", "-o", "out/"), 6, "none: error: cannot read the list")


# ---- What is left out ----

@pytest.mark.parametrize("patterns, pages", [
    (["guide"], ["a.html"]),
    (["/guide/deep/"], ["a.html", "guide/b.html"]),
    (["*.markdown"], ["a.html", "guide/b.html"]),
    (["*.m*", "!b.md"], ["guide/b.html"]),
    (["guide/**/c.*"], ["a.html", "guide/b.html"]),
    (["docs"], ["a.html", "guide/b.html", "guide/deep/c.html"]),  # patterns are about what is below the folder
])
def test_what_is_excluded_is_left_out(run, docs, patterns, pages):
    options = [word for pattern in patterns for word in ("--exclude", pattern)]
    assert converted(run, docs, "docs", *options) == pages


def test_files_that_are_named_are_left_out_as_well(run, docs):
    assert converted(run, docs, "docs/a.md", "docs/guide/b.md", "--exclude", "b.md") == ["a.html"]
    assert converted(run, docs, f"{docs}/docs/a.md", "docs/guide/b.md", "--exclude", "b.md") == ["a.html"]


def test_where_all_is_left_out_nothing_is_done(run, docs):
    result = run("docs/a.md", "--exclude", "*", "-o", "out/")
    assert (result.returncode, result.stderr) == (0, b"") and not (docs / "out").exists()


# ---- docfx.json ----

def configure(docs, content):
    (docs / "docs/docfx.json").write_text(json.dumps({"build": {"content": content, "resource": [{"files": ["**/*.png"]}]}}))


@pytest.mark.parametrize("content, pages", [
    ([{"files": ["**/*.md"]}], ["a.html", "guide/b.html"]),
    ([{"files": ["**/*.{md,yml,markdown}"], "exclude": ["**/deep/**"]}], ["a.html", "guide/b.html"]),
    ([{"files": "*.MD", "src": "guide"}], ["guide/b.html"]),
    ([{"files": ["**"], "src": "./guide/deep/"}, "a.md"], ["a.html", "guide/deep/c.html"]),
    ({"files": ["guide\\*.md"]}, ["guide/b.html"]),
])
def test_a_set_has_the_content_that_its_configuration_names(run, docs, content, pages):
    configure(docs, content)
    assert converted(run, docs, "docs/docfx.json") == pages


@pytest.mark.parametrize("text, status, words", [
    ('{"build": {}}', 3, "docfx.json: error: it names no content"),
    ('{"build":\n {"content"}}', 3, "docfx.json:2:12: error: this is no JSON"),
    ('{"build": {"content": [{"files": "*.md", "src": "../other"}]}}', 5, "is not below its own folder"),
    ('{"build": {"content": [{"files": "*.none"}]}}', 2, "in the content of 'docs/docfx.json'"),
])
def test_a_configuration_that_names_no_pages_is_told(run, docs, text, status, words):
    (docs / "docs/docfx.json").write_text(text)
    fails(run("docs/docfx.json", "-o", "out/"), status, words)


def test_comments_may_stand_in_a_configuration(run, docs):
    (docs / "docs/docfx.json").write_text('{\n // pages\n "build": {"content": [{"files": ["*.md", ], }, ]} /* that is all */ }')
    assert converted(run, docs, "docs/docfx.json") == ["a.html"]


# ---- Outputs that would be one file elsewhere ----

@pytest.mark.parametrize("one, two", [("a.md", "A.md"), ("f/x.md", "F/x.md"), ("\u00e9.md", "e\u0301.md"), ("\u00c9.md", "e\u0301.md"),
                                      ("\u03a3.md", "\u03c2.md"), ("stra\u00dfe.md", "STRASSE.md")])
def test_outputs_that_differ_in_case_or_accents_alone_are_refused_before_anything_is_written(run, here, one, two):
    for name in [one, two]:
        (here / "set" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "set" / name).write_text(PAGE)
    if len(tree(here / "set")) < 2:
        pytest.skip("skipped: this file system takes them for one")
    fails(run("set", "-o", "out/"), 2, "would be one file")
    assert not (here / "out").exists()


def test_other_names_are_different(run, here):
    for name in ["e.md", "\u00e9.md", "\u00e8.md", "\u65e5.md", "\u672c.md"]:
        (here / "set").mkdir(exist_ok=True)
        (here / "set" / name).write_text(PAGE)
    (here / "set" / os.fsdecode(b"\xff.md")).write_text(PAGE)
    (here / "set" / os.fsdecode(b"\xfe.md")).write_text(PAGE)
    assert len(converted(run, here, "set")) == 7
