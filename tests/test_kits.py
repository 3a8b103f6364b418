# SPDX-License-Identifier: MIT
"""Handoff kits: what is in them, and how they come back."""
import hashlib
import html.parser
import json
import os
import pathlib
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

import pytest

import golden
from program import fails, lines

SAMPLES = golden.ROOT / "samples"
PNG = (golden.ROOT / "docs" / "picture.png").read_bytes()
TERMS = "en,de\npage,Seite\n"


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def manifest(kit):
    return json.loads((kit / "manifest.json").read_text())


def originals(path):
    return [file.get("original") for file in ElementTree.parse(path).getroot().iterfind("{*}file")]


@pytest.fixture
def set_(here):
    """A small set of pages that show and refer to each other."""
    (here / "docs/sub").mkdir(parents=True)
    (here / "docs/media").mkdir()
    (here / "docs/docfx.json").write_text("{}")
    (here / "docs/a.md").write_text("---\ntitle: A page\n---\n# Hello *you*\n\nSee [b](sub/b.md#x), [none](none.md) and "
                                    "[web](https://example.com/b.md).\n\n![One](media/p.png)\n")
    (here / "docs/sub/b.md").write_text("# Bee\n\n## X\n\n![Two](../media/p.png) [back](../a.md)\n")
    (here / "docs/sub/c.md").write_text("# Sea\n\nA page `<a href=\"b.md\">` of text.\n")
    (here / "docs/media/p.png").write_bytes(PNG)
    return here


def export(run, *more, kit="folder", to="de-DE", out="out", **options):
    result = run("export", "docs", "--to-lang", to, "--kit", kit, "-o", out, *more, **options)
    assert result.returncode == 0 and result.stderr == b"", result.stderr.decode()
    return result


# ---- What is in a kit ----

def test_a_kit_has_the_files_the_pages_to_look_at_and_their_images(run, set_):
    export(run)
    assert sorted(tree(set_ / "out/de-DE")) == [
        "README.txt", "index.html", "manifest.json", "preview/a.md.html", "preview/media/p.png", "preview/sub/b.md.html",
        "preview/sub/c.md.html", "xliff/a.md.xlf", "xliff/sub/b.md.xlf", "xliff/sub/c.md.xlf"]
    assert (set_ / "out/de-DE/preview/media/p.png").read_bytes() == PNG


def test_its_files_are_those_of_an_export(run, set_):
    export(run)
    assert run("export", "docs", "--to-lang", "de-DE", "-o", "plain").returncode == 0
    assert tree(set_ / "out/de-DE/xliff") == tree(set_ / "plain")


def test_each_language_has_a_kit(run, set_):
    export(run, to="de-DE,fr-FR", kit="zip")
    assert sorted(path.name for path in (set_ / "out").iterdir()) == ["de-DE", "de-DE.zip", "fr-FR", "fr-FR.zip"]
    assert manifest(set_ / "out/fr-FR")["target-language"] == "fr-FR"
    assert tree(set_ / "out/fr-FR/preview") == tree(set_ / "out/de-DE/preview")


def test_links_lead_from_preview_to_preview(run, set_):
    export(run)
    page = (set_ / "out/de-DE/preview/a.md.html").read_text()
    assert 'href="sub/b.md.html#x"' in page and 'href="none.md"' in page and 'href="https://example.com/b.md"' in page
    assert 'href="../a.md.html"' in (set_ / "out/de-DE/preview/sub/b.md.html").read_text()
    assert '&lt;a href="b.md"&gt;' in (set_ / "out/de-DE/preview/sub/c.md.html").read_text().replace("&quot;", '"')


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name == "href"]


def test_the_index_leads_to_every_page_and_file(run, set_):
    (set_ / "docs/sub/50% ü.md").write_text("# Odd & name\n")
    export(run, "--project", "Us & <them>", "--contact", "a@b", "--due", "2026-12-01")
    text = (set_ / "out/de-DE/index.html").read_text()
    links = Links()
    links.feed(text)
    assert len(links.links) == 8
    for link in links.links:
        assert (set_ / "out/de-DE" / urllib.parse.unquote(link)).is_file(), link
    assert "Us &amp; &lt;them&gt;" in text and "2026-12-01" in text and "a@b" in text


def test_the_manifest_says_what_is_in_it(run, set_):
    export(run, "--project", "P", "--due", "2026-02-28", "--contact", "C", "--xliff", "2.0")
    m = manifest(set_ / "out/de-DE")
    assert (m["jerome-kit"], m["project"], m["due"], m["contact"], m["xliff-version"]) == (1, "P", "2026-02-28", "C", "2.0")
    assert (m["source-language"], m["target-language"]) == ("en-US", "de-DE")
    assert [page["page"] for page in m["pages"]] == ["a.md", "sub/b.md", "sub/c.md"]
    counts = json.loads(run("stats", "docs", "--format", "json").stdout)
    for page in m["pages"]:
        source = (set_ / "docs" / page["page"]).read_bytes()
        assert page["sha1"] == hashlib.sha1(source).hexdigest()
        assert originals(set_ / "out/de-DE" / page["xliff"]) == [page["page"]]
        assert (set_ / "out/de-DE" / page["preview"]).is_file()
    for name in ["units", "words"]:
        assert m["totals"][name] == sum(page[name] for page in m["pages"]) > 0
    assert m["totals"]["words"] == counts["total"]["words"]
    assert m["images"] == ["preview/media/p.png"]


def test_pages_know_the_commit_that_has_them(run, set_):
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@e", "-C", str(set_ / "docs")]
    if not shutil.which("git"):
        pytest.skip("skipped: no git")
    export(run)
    assert "commit" not in manifest(set_ / "out/de-DE")
    for command in [["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]]:
        subprocess.run(git + command, check=True)
    head = subprocess.run(git + ["rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    (set_ / "docs/sub/b.md").write_text("# Changed\n")
    export(run)
    m = manifest(set_ / "out/de-DE")
    assert m["commit"] == head
    assert [page.get("commit") for page in m["pages"]] == [head, None, head]


def test_memory_and_terms_come_along(run, set_):
    (set_ / "terms.csv").write_text(TERMS)
    (set_ / "old.tmx").write_text(
        '<tmx version="1.4"><header srclang="en" segtype="paragraph" adminlang="en" o-tmf="x" creationtool="x" '
        'creationtoolversion="1" datatype="x"/><body><tu><tuv xml:lang="en"><seg>Bee</seg></tuv><tuv xml:lang="de">'
        '<seg>Biene</seg></tuv></tu></body></tmx>')
    export(run, "--memory", "old.tmx", "--terms", "terms.csv")
    kit = set_ / "out/de-DE"
    texts = [seg.text for seg in ElementTree.parse(kit / "tm/memory.tmx").getroot().iter("seg")]
    assert texts == ["Bee", "Biene"]
    assert (kit / "glossary/glossary.txt").read_text() == "page\tSeite\t\n"
    assert (kit / "terms/terms.csv").read_text() == TERMS
    m = manifest(kit)
    assert (m["memory"], m["glossary"], m["terms"]) == ("tm/memory.tmx", "glossary/glossary.txt", ["terms/terms.csv"])
    assert m["totals"]["matches"]["exact"] == 1
    assert "memory.tmx" in (kit / "README.txt").read_text()


@pytest.mark.parametrize("version", ["1.2", "2.0", "2.2"])
def test_several_pages_are_packed_into_a_file(run, set_, version):
    (set_ / "docs/a.md").write_text("---\ndescription: Has a limit\n---\n# Hello\n")
    export(run, "--pack", "2", "--xliff", version)
    kit = set_ / "out/de-DE"
    assert sorted(path.name for path in (kit / "xliff").iterdir()) == ["pack-0001.xlf", "pack-0002.xlf"]
    assert originals(kit / "xliff/pack-0001.xlf") == ["a.md", "sub/b.md"]
    ids = [file.get("id") for file in ElementTree.parse(kit / "xliff/pack-0001.xlf").getroot().iterfind("{*}file")]
    assert ids == ([None, None] if version == "1.2" else ["f1", "f2"])
    assert [page["xliff"] for page in manifest(kit)["pages"]] == ["xliff/pack-0001.xlf"] * 2 + ["xliff/pack-0002.xlf"]
    assert run("check", "out/de-DE/xliff", "--source", "docs", "--check", "untranslated=off").stderr == b""


def test_pages_of_different_languages_are_packed_apart(run, set_):
    (set_ / "docs/sub/b.md").write_text("---\nlang: fr-FR\n---\n# Abeille\n")
    export(run, "--pack", "5", "--xliff", "2.0")
    kit = set_ / "out/de-DE"
    assert [page["xliff"][-5:] for page in manifest(kit)["pages"]] == ["1.xlf", "2.xlf", "1.xlf"]
    assert [page.get("source-language") for page in manifest(kit)["pages"]] == [None, "fr-FR", None]


def test_a_page_that_fails_is_not_in_the_kit(run, set_):
    (set_ / "docs/sub/b.md").chmod(0)
    if os.access(set_ / "docs/sub/b.md", os.R_OK):
        (set_ / "docs/sub/b.md").unlink()
        (set_ / "docs/sub/b.md").symlink_to("missing")
    result = run("export", "docs/a.md", "docs/sub/b.md", "--to-lang", "de-DE", "--kit", "folder", "-o", "out")
    assert result.returncode == 1
    assert [page["page"] for page in manifest(set_ / "out/de-DE")["pages"]] == ["a.md"]


# ---- Archives, and always the same ----

def test_the_archive_holds_the_folder(run, set_):
    export(run, kit="zip")
    with zipfile.ZipFile(set_ / "out/de-DE.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "manifest.json"
        assert {name: archive.read(name) for name in archive.namelist()} == tree(set_ / "out/de-DE")
    if shutil.which("unzip"):
        assert subprocess.run(["unzip", "-tq", set_ / "out/de-DE.zip"], capture_output=True).returncode == 0


@pytest.mark.parametrize("pack", ["1", "2"])
def test_the_same_pages_give_the_same_kit_whatever_the_workers(run, set_, pack):
    for i in range(30):
        (set_ / f"docs/page{i:02}.md").write_text(f"# Page {i}\n\n![](media/p.png)\n")
    export(run, "--pack", pack, "-j", "1", kit="zip", out="one")
    export(run, "--pack", pack, "-j", "2", kit="zip", out="two")
    assert tree(set_ / "one") == tree(set_ / "two")


@pytest.mark.parametrize("pack", ["1", "3"])
def test_a_run_that_goes_on_makes_the_same_kit(run, set_, pack):
    for i in range(9):
        (set_ / f"docs/page{i:02}.md").write_text(f"# Page {i}\n\n![](media/p.png)\n")
    export(run, "--pack", pack, kit="zip", out="whole")
    export(run, "--pack", pack, "--journal", "journal", kit="zip")
    shutil.rmtree(set_ / "out/de-DE/preview/sub")
    (set_ / "out/de-DE/manifest.json").unlink()
    export(run, "--pack", pack, "--journal", "journal", "--resume", kit="zip")
    assert tree(set_ / "out") == tree(set_ / "whole")


def test_reports_count_the_pages_of_kits(run, set_):
    export(run, "--pack", "2", "--report", "report.json")
    report = json.loads((set_ / "report.json").read_text())
    assert report["totals"]["words"] == manifest(set_ / "out/de-DE")["totals"]["words"]


@pytest.mark.parametrize("options, text", [
    (["--due", "2026-13-01", "--kit", "folder"], "--due"), (["--due", "2027-02-29", "--kit", "folder"], "--due"),
    (["--pack", "2"], "--kit"), (["--project", "P"], "--kit"), (["--kit", "zip", "--shard", "1/2"], "--shard"),
])
def test_options_that_make_no_kit_are_refused(run, set_, options, text):
    result = run("export", "docs", "--to-lang", "de-DE", "-o", "out", *options)
    assert result.returncode == 2 and text in result.stderr.decode()
    assert not (set_ / "out").exists()
