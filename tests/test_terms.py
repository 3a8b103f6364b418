# SPDX-License-Identifier: MIT
"""Glossaries: terms marked on the way out, checked on the way back."""
import collections
import os
import pathlib
import re
import shutil
import xml.etree.ElementTree as ElementTree

import pytest

import golden
import test_omegat
import test_xliff
from program import fails
from test_xliff import VERSIONS, find, name, units
from xliff_file import Xliff

FULL = os.environ.get("JEROME_FULL") == "1"
SAMPLES = golden.ROOT / "samples"
TERMS = SAMPLES / "terms.tbx"
PAGE = """\
---
title: Folders
no-loc: [Server Core]
---

# The folder

A folder and a **virtual machine** on Server Core. Folders, `folder`: a [server](x.md "A server")! Second *fold*er.

| folder | IT |
|--------|----|
| it     | Cafés |
"""
CSV = """\
en-US,de-DE,de-DE deprecated,definition
folder,Ordner | Verzeichnis,Mappe,A "place" for <files>
virtual machine,virtueller Computer,,
machine,Maschine,,
server,Server,,
IT,,,Information technology
Café,,,
"""


@pytest.fixture
def out(jerome, tmp_path):
    """Exports the page with the glossary: out(version, options) gives the units of the file."""
    (tmp_path / "page.md").write_text(PAGE)
    (tmp_path / "terms.csv").write_text(CSV)

    def export(version="1.2", *options):
        result = jerome("export", "page.md", "--to-lang", "de-DE", "--terms", "terms.csv", "--xliff", version, "-o", "out", *options,
                        cwd=tmp_path)
        assert result.returncode == 0 and result.stderr == b"", result.stderr.decode()
        return units(ElementTree.parse(tmp_path / "out/page.md.xlf").getroot())

    return export


def marks(element):
    return ["".join(each.itertext()) for each in find(element, "mrk") if "term" in (each.get("mtype"), each.get("type"))]


def marked(unit):
    return marks(find(unit, "source")[0])


# ---- Out ----

@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("segment", ["none", "sentence"])
def test_terms_are_marked_in_sources_beside_codes_and_protected_text(out, version, segment):
    found = {unit.get("resname") or unit.get("name"): [term for source in find(unit, "source") for term in marks(source)]
             for unit in out(version, "--segment", segment)}
    assert found == {"front-matter/title": ["Folders"], "heading/1": ["folder"],
                     "paragraph/1": ["folder", "virtual machine", "Folders", "server"], "link1/title": ["server"],
                     "table1/r1c1": ["folder"], "table1/r1c2": ["IT"], "table1/r2c1": [], "table1/r2c2": ["Cafés"]}


@pytest.mark.parametrize("segment", ["none", "sentence"])
def test_no_target_is_marked(out, segment):
    for unit in out("1.2", "--segment", segment):
        assert marks(find(unit, "target")[0]) == []
        if segment == "sentence":
            assert marks(find(unit, "seg-source")[0]) == marked(unit)


def test_a_comment_in_1_2_tells_translations_and_definition(out):
    comments = {mark.text: mark.get("comment") for unit in out() for mark in find(find(unit, "source")[0], "mrk")}
    assert comments == {"Folders": 'Ordner | Verzeichnis: A "place" for <files>', "folder": 'Ordner | Verzeichnis: A "place" for <files>',
                        "virtual machine": "virtueller Computer", "server": "Server", "IT": "Information technology", "Cafés": None}


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_the_glossary_module_in_2_tells_them(out, version):
    found = {unit.get("name"): unit for unit in out(version)}
    entries = [[(name(each), each.text) for each in entry] for entry in find(found["paragraph/1"], "glossEntry")]
    assert entries == [
        [("term", "folder"), ("translation", "Ordner"), ("translation", "Verzeichnis"), ("definition", 'A "place" for <files>')],
        [("term", "virtual machine"), ("translation", "virtueller Computer")],
        [("term", "server"), ("translation", "Server")]]
    assert [[name(each) for each in entry] for entry in find(found["table1/r1c2"], "glossEntry")] == [["term", "definition"]]
    assert find(found["table1/r2c2"], "glossary") == [] and find(found["table1/r2c1"], "glossary") == []


def constraints(unit):
    """What the schemas cannot say (XLIFF 2.0 §5.2; the Schematron of XLIFF 2.1)."""
    here = [each.get("id") for segment in unit if name(segment) == "segment" for source in find(segment, "source")
            for each in source.iter() if each.get("id")]
    assert len(here) == len(set(here))
    entries = find(unit, "glossEntry")
    assert len({entry.get("id") for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.get("ref")[:1] == "#" and entry.get("ref")[1:] in here
        assert {name(each) for each in entry} & {"translation", "definition"}
    ids = {"#gls=" + entry.get("id") for entry in entries}
    assert {mark.get("ref") for mark in find(unit, "mrk") if mark.get("ref")} == ids


def it_terms(pages, most):
    """A glossary made of the pages: words and pairs of words that are frequent, each with an accented translation."""
    counts = collections.Counter()
    for page in pages:
        words = re.findall(r"[A-Za-z]{4,}", page.read_text(errors="replace"))
        counts.update(words)
        counts.update(" ".join(pair) for pair in zip(words, words[1:]))
    terms = [term for term, _ in counts.most_common(3 * most) if term.lower() not in ("this", "that", "with", "from")][:most]
    return "term,translation,definition\n" + "".join(
        f'"{term}","{term.translate(str.maketrans("aeiou", "áéíóú"))}",{"About it" if i % 3 == 0 else ""}\n'
        for i, term in enumerate(terms))


@pytest.mark.checker
@pytest.mark.parametrize("version", VERSIONS)
def test_pages_with_terms_are_valid_and_come_back_byte_for_byte(jerome, shared, tmp_path, version):
    root = shared / "corpus"
    pages = sorted(page for page in root.glob("**/*.md") if page.stat().st_size < 2 << 20)
    if not pages:
        pytest.skip("skipped: no corpus")
    (tmp_path / "terms.csv").write_text(it_terms(pages[::25], 200))
    pages = pages if FULL else pages[VERSIONS.index(version)::40]
    names = [str(page.relative_to(root)) for page in pages]
    segment = "sentence" if version in ("1.2", "2.1") else "none"
    result = jerome("export", *names, "--root", ".", "--to-lang", "de-DE", "--terms", tmp_path / "terms.csv", "--xliff", version, "-o",
                    tmp_path / "out", "--segment", segment, "-q", cwd=root)
    assert result.returncode in (0, 1), result.stderr.decode()[-2000:]
    files = sorted((tmp_path / "out").rglob("*.xlf"))
    assert len(files) == len(names)
    assert test_xliff.schema_errors(shared, version, files) == []
    terms = 0
    for file in files:
        for unit in units(ElementTree.parse(file).getroot()):
            terms += len(marked(unit))
            if version != "1.2":
                constraints(unit)
    assert terms > 10 * len(files)
    result = jerome("merge", *files, "--source", root, "-o", tmp_path / "back", "--target-from", "source", "--keep-front-matter",
                    "--anchors", "none", "-q", "--terms", tmp_path / "terms.csv")
    assert [page for page in names if (tmp_path / "back" / page).read_bytes() != (root / page).read_bytes()] == []


@pytest.mark.checker
@pytest.mark.parametrize("segment", ["none", "sentence"])
def test_omegat_shows_clean_text(out, tmp_path, segment):
    if not test_omegat.JAR.exists() or not shutil.which("java"):
        pytest.skip("skipped: no OmegaT (JEROME_OMEGAT)")
    out("1.2", "--for", "omegat", "--segment", segment)
    project = tmp_path / "P"
    for folder in ["source", "target", "tm", "glossary", "dictionary", "omegat"]:
        (project / folder).mkdir(parents=True)
    (project / "omegat.project").write_text(test_omegat.PROJECT)
    shutil.copy(tmp_path / "out/page.md.xlf", project / "source")
    test_omegat.omegat(tmp_path, "--mode=console-createpseudotranslatetmx", f"--pseudotranslatetmx={tmp_path}/all.tmx",
                       "--pseudotranslatetype=equal")
    shown = re.findall(r"(?s)<seg>(.*?)</seg>", (tmp_path / "all.tmx").read_text())
    assert any(text.startswith("A folder and a &lt;g0&gt;virtual machine&lt;/g0&gt; on &lt;x1/&gt;.") for text in shown), shown
    assert not any("&lt;m" in text for text in shown), shown


# ---- Languages and files ----

def test_each_language_gets_its_translations(jerome, tmp_path):
    result = jerome("export", SAMPLES / "en-us/index.md", "--root", SAMPLES, "--to-lang", "de-AT,fr-CA,zh-CN,sv", "--terms", TERMS, "-o",
                    tmp_path, "--xliff", "2.0")
    assert result.returncode == 0 and result.stderr == b"", result.stderr
    for lang, word in [("de-AT", "Kollektor"), ("fr-CA", "collecteur"), ("zh-CN", "收集器"), ("sv", "insamlare")]:
        text = (tmp_path / lang / "en-us/index.md.xlf").read_text()
        assert f"<gls:translation>{word}</gls:translation>" in text


def test_the_language_of_a_page_counts(jerome, tmp_path):
    (tmp_path / "page.md").write_text("---\nms.contentlocale: de-DE\n---\nEin Messwert, a reading.\n")
    result = jerome("export", "page.md", "--to-lang", "sv-SE", "--terms", TERMS, "-o", "out", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    text = (tmp_path / "out/page.md.xlf").read_text()
    assert '<mrk mtype="term" comment="avläsning: One measured value.">Messwert</mrk>, a reading' in text


def test_glossaries_without_the_languages_are_told_of(jerome, tmp_path):
    (tmp_path / "page.md").write_text("A collector.\n")
    for lang, words in [("pl", ["no translations from en-US to pl", "[no-terms]"]), ("de", [])]:
        result = jerome("export", "page.md", "--to-lang", lang, "--terms", TERMS, "-o", "out", cwd=tmp_path)
        assert result.returncode == 0 and (result.stderr == b"") == (not words), result.stderr
        assert all(word in result.stderr.decode() for word in words)
        assert '<mrk mtype="term"' in (tmp_path / "out/page.md.xlf").read_text()
    result = jerome("export", "page.md", "--to-lang", "de", "--lang", "ja", "--terms", TERMS, "-o", "out", cwd=tmp_path)
    assert result.returncode == 0 and b"the glossaries have no terms in ja [no-terms]" in result.stderr


def test_several_glossaries_are_one(jerome, tmp_path):
    (tmp_path / "page.md").write_text("A collector and a quay.\n")
    (tmp_path / "more.tsv").write_text("en\tde\nquay\tKai\ncollector\tAuffänger\n")
    result = jerome("export", "page.md", "--to-lang", "de", "--terms", TERMS, "--terms", "more.tsv", "-o", "out", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    text = (tmp_path / "out/page.md.xlf").read_text()
    assert 'comment="Kollektor | Auffänger: ' in text and 'comment="Kai"' in text


@pytest.mark.parametrize("command", ["export", "check", "merge"])
@pytest.mark.parametrize("file, content, status, words", [
    ("t.csv", "a,b\n", 3, ["t.csv:1:1", "[bad-terms]"]),
    ("t.csv", 'term\n"a\n', 3, ["t.csv:2:1", "[bad-csv]"]),
    ("t.tbx", "<tbx>", 3, ["t.tbx:1:6", "[bad-xml]"]),
    ("t.tbx", "<!DOCTYPE tbx [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><tbx>&a;</tbx>", 3, ["t.tbx:1:1", "[bad-xml]"]),
    ("t.tbx", "<tbx>" + "<a>" * 200, 4, ["[limit-depth]"]),
    ("t.docx", "", 2, [".tbx, .csv or .tsv", "[usage]"]),
    ("missing.tbx", None, 6, ["missing.tbx", "[cannot-read]"]),
])
def test_glossaries_that_cannot_be_read_are_told_and_nothing_is_written(jerome, tmp_path, command, file, content, status, words):
    (tmp_path / "page.md").write_text("A text.\n")
    jerome("export", "page.md", "--to-lang", "de", "-o", ".", cwd=tmp_path)
    if content is not None:
        (tmp_path / file).write_text(content)
    before = sorted(path.name for path in tmp_path.iterdir())
    what = {"export": ["page.md", "--to-lang", "de", "-o", "out"], "check": ["page.md.xlf"], "merge": ["page.md.xlf", "-o", "out"]}
    fails(jerome(command, *what[command], "--terms", file, cwd=tmp_path), status, *words)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


# ---- Back ----

def translate(tmp_path, **targets):
    """Fills targets by the names of their units; the others are copies that nobody calls translated."""
    path = tmp_path / "out/page.md.xlf"
    xliff = Xliff(path.read_bytes())
    for unit, text in targets.items():
        unit = unit.replace("_", "/")
        target = xliff.target(unit)
        for child in list(target):
            target.remove(child)
        target.text = text
        target.set("state", "translated")
    path.write_bytes(xliff.bytes())
    return path


def findings(result):
    return re.findall(r"\((\S+)\): (.*) \[(term-[a-z]+)\]", result.stderr.decode())


def test_translations_that_miss_terms_are_told(jerome, out, tmp_path):
    out()
    path = translate(tmp_path, heading_1="Die Mappe", table1_r1c1="Dateiordner", table1_r1c2="EDV", **{"front-matter_title": "Ablage"})
    for command in (["check", path], ["merge", path, "-o", tmp_path / "back"]):
        result = jerome(*command, "--source", tmp_path, "--terms", tmp_path / "terms.csv")
        assert result.returncode == 0
        assert findings(result) == [
            ("front-matter/title", "“folder” is not translated as “Ordner” or “Verzeichnis”", "term-missing"),
            ("heading/1", "“Mappe” is not to be used for “folder”, but “Ordner” or “Verzeichnis”", "term-deprecated"),
            ("heading/1", "“folder” is not translated as “Ordner” or “Verzeichnis”", "term-missing")]
    assert "# <a name=\"the-folder\"></a>Die Mappe" in (tmp_path / "back/page.md").read_text()
    assert findings(jerome("check", path, "--source", tmp_path)) == []


def test_their_checks_have_levels(jerome, out, tmp_path):
    out()
    path = translate(tmp_path, heading_1="Die Mappe")
    args = ["check", path, "--source", tmp_path, "--terms", tmp_path / "terms.csv"]
    assert findings(jerome(*args, "--check", "term-missing=off", "--check", "term-deprecated=off")) == []
    result = jerome(*args, "--check", "term-missing=error")
    assert result.returncode == 3 and b"error: unit" in result.stderr


def test_term_marks_of_a_target_are_text(jerome, out, tmp_path):
    """Tools copy sources with their marks, or make marks of their own."""
    out()
    path = tmp_path / "out/page.md.xlf"
    text = path.read_text()
    text = re.sub(r'<target state="needs-translation">The folder</target>',
                  '<target state="final">Der <mrk mtype="term" mid="9" comment="a">Ord</mrk><mrk mtype="x-term">ner</mrk></target>', text)
    path.write_text(text)
    result = jerome("merge", path, "--source", tmp_path, "-o", tmp_path / "back", "--terms", tmp_path / "terms.csv")
    assert result.returncode == 0 and findings(result) == []
    assert "</a>Der Ordner\n" in (tmp_path / "back/page.md").read_text()


@pytest.mark.parametrize("lang, misses", [("de-DE", 1), ("fr-FR", 3), ("it-IT", 3), ("sv-SE", 2), ("zh-CN", 1)])
def test_published_translations_of_the_samples_use_their_terms(jerome, tmp_path, lang, misses):
    """What is left is right: “forecast” is a verb there, and a tide gauge is once called a gauge."""
    found = []
    for page in sorted((SAMPLES / "en-us").glob("*.md")):
        pair = tmp_path / f"{page.stem}.xlf"
        result = jerome("align", page, SAMPLES / lang.lower() / page.name, "--lang", "en-US", "--to-lang", lang, "-o", pair)
        assert result.returncode == 0, result.stderr
        found += findings(jerome("check", pair, "--terms", TERMS))
    assert len(found) == misses and {re.match("“(.*?)”", words)[1] for _, words, _ in found} <= {"forecast", "gauge"}, found
