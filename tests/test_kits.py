# SPDX-License-Identifier: MIT
"""Handoff kits: what is in them, and how they come back."""
import hashlib
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

import pytest

import golden
import test_omegat
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


# ---- Back ----

def rows(result):
    """The table of pages: page to what is said of it."""
    found = {}
    for line in result.stdout.decode().splitlines():
        cells = line.split(maxsplit=7)
        if len(cells) == 8 and cells[0] not in ("page", "all"):
            found[cells[0]] = cells[7]
    return found


def rezip(archive, out, change=lambda name, data: data, prefix="", **options):
    """The same archive with each file changed; None leaves it out."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as new:
        for info in old.infolist():
            data = change(info.filename, old.read(info))
            if data is not None:
                new.writestr(prefix + info.filename, data)
    return out


def status(run, *args):
    result = run("status", *args, "--format", "json")
    return result, {page["page"]: page for page in json.loads(result.stdout)["pages"]}


@pytest.fixture
def back(run, set_):
    """A kit whose pages are all translated, and what becomes of its files without a kit."""
    export(run, "--pseudo", kit="zip", out="back")
    assert run("export", "docs", "--to-lang", "de-DE", "--pseudo", "-o", "files").returncode == 0
    assert run("merge", "files", "--source", "docs", "-o", "wanted").returncode == 0
    return set_ / "back/de-DE.zip"


@pytest.mark.parametrize("form", ["back/de-DE", "back/de-DE.zip"])
def test_a_kit_is_merged_like_its_files(run, set_, back, form):
    result = run("merge", form, "--source", "docs", "-o", "merged")
    assert result.returncode == 0 and result.stderr == b""
    assert tree(set_ / "merged") == tree(set_ / "wanted")
    assert rows(result) == {"a.md": "done", "sub/b.md": "done", "sub/c.md": "done"}


def test_the_samples_survive_a_kit(run, here):
    shutil.copytree(SAMPLES / "en-us", here / "docs")
    for more in [[], ["--pack", "3"], ["--xliff", "2.0", "--pack", "2", "--segment", "sentence"]]:
        shutil.rmtree(here / "back", ignore_errors=True)
        export(run, "--pseudo", *more, kit="zip", out="back")
        files = [option for option in more if option not in ("--pack", "2", "3")]
        assert run("export", "docs", "--to-lang", "de-DE", "--pseudo", *files, "-o", "files").returncode == 0
        assert run("merge", "files", "--source", "docs", "-o", "wanted").returncode == 0
        assert run("merge", "back/de-DE.zip", "--source", "docs", "-o", "merged").returncode == 0
        assert tree(here / "merged") == tree(here / "wanted") != {}


def test_a_kit_may_come_back_twice(run, set_, back):
    assert run("merge", "back/de-DE.zip", "--source", "docs", "-o", "merged").returncode == 0
    assert run("merge", "back/de-DE.zip", "--source", "docs", "-o", "merged").returncode == 0
    assert tree(set_ / "merged") == tree(set_ / "wanted")


def test_a_page_that_nobody_has_begun_harms_no_translation(run, set_, back):
    assert run("merge", "back/de-DE.zip", "--source", "docs", "-o", "merged").returncode == 0
    export(run, kit="zip", out="fresh")
    result = run("merge", "fresh/de-DE.zip", "--source", "docs", "-o", "merged")
    assert result.returncode == 0 and result.stderr == b""
    assert set(rows(result).values()) == {"open: nothing is translated"}
    assert tree(set_ / "merged") == tree(set_ / "wanted")


def test_translations_whose_state_nobody_set_come_back_as_well(run, set_, back):
    def forget(name, data):
        return re.sub(rb' state="translated"', b' state="needs-translation"', data)

    rezip(back, set_ / "new.zip", forget)
    result = run("merge", "new.zip", "--source", "docs", "-o", "merged")
    assert set(rows(result).values()) == {"done"}
    assert tree(set_ / "merged") == tree(set_ / "wanted")


def test_a_page_without_texts_comes_back_as_well(run, set_):
    (set_ / "docs/empty.md").write_text("```\ncode\n```\n")
    export(run, kit="zip")
    result = run("merge", "out/de-DE.zip", "--source", "docs", "-o", "merged")
    assert rows(result)["empty.md"] == "done"
    assert sorted(tree(set_ / "merged")) == ["empty.md"]


def test_part_of_a_kit_is_merged_and_the_rest_is_missing(run, set_, back):
    rezip(back, set_ / "part.zip", lambda name, data: None if name == "xliff/a.md.xlf" else data)
    result = run("merge", "part.zip", "--source", "docs", "-o", "merged")
    assert result.returncode == 0
    assert rows(result) == {"a.md": "missing: no file of it came back", "sub/b.md": "done", "sub/c.md": "done"}
    assert sorted(tree(set_ / "merged")) == ["sub/b.md", "sub/c.md"]


def test_xliff_is_found_wherever_it_was_put(run, set_, back):
    with zipfile.ZipFile(back) as old, zipfile.ZipFile(set_ / "odd.zip", "w") as new:
        for i, name in enumerate(n for n in old.namelist() if n.endswith(".xlf")):
            new.writestr(f"Vendor\\done {i}/x.XLF", old.read(name))
    result = run("merge", "odd.zip", "--source", "docs", "-o", "merged")
    assert result.returncode == 0 and result.stdout == b""  # no manifest: nothing to compare with
    assert tree(set_ / "merged") == tree(set_ / "wanted")


def test_a_kit_within_a_folder_of_the_archive_is_known(run, set_, back):
    rezip(back, set_ / "deep.zip", prefix="de-DE final/")
    result = run("merge", "deep.zip", "--source", "docs", "-o", "merged")
    assert result.returncode == 0 and result.stderr == b"" and len(rows(result)) == 3


def test_pages_that_changed_since_are_told(run, set_, back):
    (set_ / "docs/a.md").write_text((set_ / "docs/a.md").read_text() + "\nMore.\n")
    (set_ / "docs/sub/c.md").unlink()
    result, pages = status(run, "back/de-DE.zip", "--source", "docs")
    assert [pages[name]["today"] for name in ["a.md", "sub/b.md", "sub/c.md"]] == ["changed", "same", "gone"]
    result = run("merge", "back/de-DE.zip", "--source", "docs", "-o", "merged")
    assert "the page has changed since" in rows(result)["a.md"] and "gone" in rows(result)["sub/c.md"]
    assert b"changed-page" in result.stderr


def test_files_that_nobody_needs_are_ignored_with_a_note(run, set_, back):
    rezip(back, set_ / "more.zip")
    with zipfile.ZipFile(set_ / "more.zip", "a") as archive:
        archive.writestr("invoice.pdf", "x")
        archive.writestr("notes/readme.docx", "x")
    result = run("merge", "more.zip", "--source", "docs", "-o", "merged")
    assert result.returncode == 0 and len(lines(result)) == 1
    assert "ignored-file" in lines(result)[0] and "invoice.pdf" in lines(result)[0] and "1 other" in lines(result)[0]


def test_quiet_tells_no_table(run, set_, back):
    assert run("merge", "back/de-DE.zip", "--source", "docs", "-o", "merged", "--quiet").stdout == b""


def test_a_kit_can_be_checked_without_merging_it(run, set_, back):
    folder, archive = (run("check", form, "--source", "docs") for form in ["back/de-DE", "back/de-DE.zip"])
    assert folder.returncode == archive.returncode == 0
    assert archive.stdout.decode().replace(".zip/", "/") == folder.stdout.decode() != ""
    assert run("check", "back/de-DE.zip").returncode == 0  # without its pages


@pytest.mark.parametrize("name, text", [("a:b", "name"), ("x" * 248, "name"), ("media/P", "letters")])
def test_what_not_every_system_can_unpack_is_not_packed(run, set_, name, text):
    (set_ / f"docs/{name}.png").write_bytes(PNG)
    (set_ / "docs/c.md").write_text(f"# C\n\n![]({'./' + name}.png) ![](media/p.png)\n")
    result = run("export", "docs", "--to-lang", "de-DE", "--kit", "zip", "-o", "out")
    assert result.returncode == 6 and "cannot-write" in result.stderr.decode() and text in result.stderr.decode()
    assert not (set_ / "out/de-DE.zip").exists()
    assert (set_ / f"out/de-DE/preview/{name}.png").is_file()


# ---- Status ----

def test_status_joins_what_was_sent_with_what_came_back(run, set_, back):
    export(run, to="de-DE,fr-FR", out="sent")
    rezip(back, set_ / "part.zip", lambda name, data: data if name.endswith("b.md.xlf") else None)
    result, pages = status(run, "sent", "part.zip")
    assert result.returncode == 0
    all_ = json.loads(result.stdout)
    assert [(page["language"], page["page"], page["status"]) for page in all_["pages"]] == [
        ("de-DE", "a.md", "open"), ("de-DE", "sub/b.md", "done"), ("de-DE", "sub/c.md", "open"),
        ("fr-FR", "a.md", "open"), ("fr-FR", "sub/b.md", "open"), ("fr-FR", "sub/c.md", "open")]
    for language in all_["languages"]:
        mine = [page for page in all_["pages"] if page["language"] == language["language"]]
        assert language["words"] == sum(page["words"] for page in mine) == sum(language["states"].values())
        assert language["states"]["translated"] == sum(page["states"]["translated"] for page in mine)
    assert all("today" not in page for page in all_["pages"])


def test_tags_are_the_same_in_other_letters(run, set_, back):
    rezip(back, set_ / "low.zip", lambda name, data: data.replace(b'target-language="de-DE"', b'target-language="de-de"'))
    result, pages = status(run, "low.zip")
    assert [(page["language"], page["status"]) for page in pages.values()] == [("de-DE", "done")] * 3
    assert len(json.loads(result.stdout)["languages"]) == 1


def test_the_file_in_which_most_is_done_counts(run, set_, back):
    export(run, out="sent")
    for order in [["sent/de-DE", "back/de-DE.zip"], ["back/de-DE.zip", "sent/de-DE"]]:
        result, pages = status(run, *order)
        assert {page["status"] for page in pages.values()} == {"done"}
        assert pages["a.md"]["file"] == "back/de-DE.zip/xliff/a.md.xlf"


def test_status_as_text_and_csv(run, set_, back):
    export(run, "--project", "Docs", "--due", "2026-12-01", out="sent")
    text = run("status", "sent/de-DE").stdout.decode()
    assert text.splitlines()[0] == "de-DE: Docs, due 2026-12-01"
    assert text.splitlines()[-1].endswith("0 of 3 done, 0 in part, 3 open, 0 missing")
    assert run("status", "sent/de-DE", "--format", "csv", "-o", "s.csv").stdout == b""
    table = (set_ / "s.csv").read_text().splitlines()
    assert len(table) == 4 and table[0].startswith("language,page,status,today,listed,file,units,words,")


def test_status_needs_kits(run):
    assert run("status").returncode == 2


# ---- Archives that mean harm ----

def encrypted(data):
    """The same archive, its files said to be encrypted."""
    data = bytearray(data)
    for signature, at in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]:
        start = data.find(signature)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def overlapping(data):
    """All files of the directory are the first one."""
    data = bytearray(data)
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 42:start + 46] = bytes(4)
        start = data.find(b"PK\x01\x02", start + 4)
    return bytes(data)


def zip64(data):
    data = bytearray(data)
    start = data.find(b"PK\x01\x02")
    data[start + 24:start + 28] = b"\xff" * 4
    return bytes(data)


def parts(data):
    data = bytearray(data)
    data[data.rfind(b"PK\x05\x06") + 4] = 1
    return bytes(data)


@pytest.mark.parametrize("harm, text", [
    (encrypted, "encrypted"), (overlapping, "overlap"), (zip64, "Zip64"), (parts, "several parts"),
    (lambda data: data[:len(data) // 2], "cut off"), (lambda data: b"", "cut off"),
    (lambda data: b"PK\x05\x06" + bytes(18), "no XLIFF"),
    (lambda data: data.replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
    (lambda data: data.replace(b"PK\x03\x04", b"PK\x03\x05"), "damaged"),
])
def test_archives_that_cannot_be_trusted_are_refused(run, set_, back, harm, text):
    (set_ / "bad.zip").write_bytes(harm(back.read_bytes()))
    for command in [["merge", "-o", "merged", "--source", "docs"], ["status"]]:
        result = run(*command, "bad.zip")
        assert result.returncode == 3, result.stderr
        assert "bad-archive" in result.stderr.decode() and text in result.stderr.decode()
    assert not (set_ / "merged").exists()


def test_bytes_before_an_archive_are_passed_over(run, set_, back):
    (set_ / "sfx.zip").write_bytes(b"#!/bin/sh\n" * 100 + back.read_bytes())
    assert run("merge", "sfx.zip", "--source", "docs", "-o", "merged").returncode == 0
    assert tree(set_ / "merged") == tree(set_ / "wanted")


def test_any_bytes_of_an_archive_may_be_wrong(run, set_, back):
    whole = back.read_bytes()
    directory = whole.find(b"PK\x01\x02")
    step = max(1, (len(whole) - directory) // 60)
    for at in list(range(0, 60, 7)) + list(range(directory, len(whole), step)):
        data = bytearray(whole)
        data[at] ^= 0xFF
        (set_ / "bad.zip").write_bytes(data)
        assert run("status", "bad.zip").returncode in (0, 3, 4), at


def test_a_file_that_cannot_be_read_costs_that_file_alone(run, set_, back):
    a = None
    with zipfile.ZipFile(back) as old, zipfile.ZipFile(set_ / "mixed.zip", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "xliff/a.md.xlf":
                a = old.read(name)
                link = zipfile.ZipInfo("xliff/link.xlf")
                link.external_attr = 0o120777 << 16
                new.writestr(link, "/etc/passwd")
                new.writestr("xliff/bomb.xlf", b" " * (8 << 20))
                new.writestr("xliff/bz.xlf", a, zipfile.ZIP_BZIP2)
            else:
                new.writestr(name, old.read(name))
    result = run("merge", "mixed.zip", "--source", "docs", "-o", "merged")
    assert result.returncode == 3
    text = result.stderr.decode()
    assert "symbolic link" in text and "larger" in text and "deflate" in text
    assert sorted(tree(set_ / "merged")) == ["sub/b.md", "sub/c.md"]


def test_names_in_an_archive_lead_nowhere(run, set_, back):
    with zipfile.ZipFile(back) as old, zipfile.ZipFile(set_ / "up.zip", "w") as new:
        for i, name in enumerate(n for n in old.namelist() if n.endswith(".xlf")):
            new.writestr(["../../../up.xlf", "/abs/olute.xlf", "C:\\x.xlf"][i], old.read(name))
    before = sorted(path.name for path in set_.iterdir())
    assert run("merge", "up.zip", "--source", "docs", "-o", "merged").returncode == 0
    assert sorted(path.name for path in set_.iterdir()) == sorted(before + ["merged"])
    assert tree(set_ / "merged") == tree(set_ / "wanted")


def test_a_page_outside_of_the_source_is_refused_as_ever(run, set_, back):
    rezip(back, set_ / "out.zip", lambda name, data: data.replace(b'original="a.md"', b'original="../a.md"'))
    result = run("merge", "out.zip", "--source", "docs", "-o", "merged")
    assert result.returncode == 5 and b"refused-path" in result.stderr
    assert not (set_ / "a.md").exists()


def test_the_same_page_twice_is_told(run, set_, back):
    rezip(back, set_ / "twice.zip")
    with zipfile.ZipFile(set_ / "twice.zip", "a") as archive:
        archive.writestr("copy.xlf", archive.read("xliff/a.md.xlf"))
    result = run("merge", "twice.zip", "--source", "docs", "-o", "merged")
    assert result.returncode != 0 and b"a.md" in result.stderr
    assert tree(set_ / "merged") == tree(set_ / "wanted")


@pytest.mark.parametrize("text, code", [
    ("{", "bad-manifest"), ('{"jerome-kit": 2, "target-language": "de"}', "bad-manifest"), ('{"jerome-kit": 1}', "bad-manifest"),
    ('{"name": "some other program"}', None), ("[]", None),
    ('{"jerome-kit": 1, "target-language": "de-DE", "pages": [3, {"page": ""}, {"page": "../../etc/passwd", "sha1": "x"}]}', None),
])
def test_a_manifest_that_was_changed_stops_nothing(run, set_, back, text, code):
    rezip(back, set_ / "other.zip", lambda name, data: text.encode() if name == "manifest.json" else data)
    result = run("merge", "other.zip", "--source", "docs", "-o", "merged")
    assert result.returncode == 0, result.stderr
    assert tree(set_ / "merged") == tree(set_ / "wanted")
    assert (code is None) or code in result.stderr.decode()


def test_resumed_merges_see_that_the_archive_has_changed(run, set_, back):
    args = ["merge", "k.zip", "--source", "docs", "-o", "merged", "--journal", "j"]
    shutil.copy(back, set_ / "k.zip")
    assert run(*args).returncode == 0
    rezip(back, set_ / "k.zip", lambda name, data: data.replace("\u00e9".encode(), b"e") if name.endswith(".xlf") else data)
    assert run(*args, "--resume").returncode == 0
    assert tree(set_ / "merged") != tree(set_ / "wanted")


# ---- OmegaT ----

@pytest.mark.checker
def test_omegat_translates_a_packed_kit(here, run):
    if not test_omegat.JAR.exists() or not shutil.which("java"):
        pytest.skip("skipped: no OmegaT (JEROME_OMEGAT)")
    shutil.copytree(SAMPLES / "en-us", here / "docs")
    export(run, "--for", "omegat", "--pack", "3", "--terms", str(SAMPLES / "terms.tbx"))
    kit, project = here / "out/de-DE", here / "P"
    for name in ["source", "target", "tm", "glossary", "dictionary", "omegat"]:
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(test_omegat.PROJECT)
    shutil.copytree(kit / "xliff", project / "source", dirs_exist_ok=True)
    shutil.copytree(kit / "glossary", project / "glossary", dirs_exist_ok=True)
    test_omegat.omegat(here, "--mode=console-createpseudotranslatetmx", f"--pseudotranslatetmx={here}/all.tmx",
                       "--pseudotranslatetype=equal")
    memory = (here / "all.tmx").read_text()
    translated = re.sub(r'(?s)(<tuv (?:xml:)?lang="de[^>]*>\s*<seg>)(.*?)(</seg>)',
                        lambda m: m[1] + test_omegat.accented(m[2], r"(&lt;/?[a-z]\d+/?&gt;|&\w+;)") + m[3], memory)
    (project / "omegat" / "project_save.tmx").write_text(translated)
    test_omegat.omegat(here, "--mode=console-translate")
    shutil.copytree(kit, here / "back")
    for path in (here / "back/xliff").iterdir():
        shutil.copy(project / "target" / path.name, path)
    result = run("merge", "back", "--source", "docs", "-o", "theirs", "--check", "altered-url=off")
    assert result.returncode == 0, result.stderr.decode()
    assert set(rows(result).values()) <= {"done", "in part"}  # texts without a letter that changes stay as they are

    # The same without it.
    for path in (kit / "xliff").iterdir():
        path.write_text(re.sub(r'(?s)(<target[^>]*?)(?: state="[^"]*")?>(.*?)(</target>)',
                               lambda m: m[1] + ' state="translated">' + test_omegat.accented(m[2], r"(<[^>]*>|&\w+;)") + m[3],
                               path.read_text()))
    assert run("merge", "out/de-DE", "--source", "docs", "-o", "ours", "--check", "altered-url=off").returncode == 0
    assert tree(here / "theirs") == tree(here / "ours") != {}
