# SPDX-License-Identifier: MIT
"""The xliff writer: what it shows translators, and that its files are valid."""
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

import golden

VERSIONS = ["1.2", "2.0", "2.1", "2.2"]
PAGE = golden.FOLDER / "units.md"
OMEGAT = pathlib.Path("/usr/share/omegat/OmegaT.jar")
LOCAL = re.compile(r"\{[^}]*\}")


def export(page, *options, version="1.2", to="de-DE"):
    """The page as XLIFF, parsed."""
    target = ["-O", f"xliff.to-lang={to}"] if to else []
    result = golden.run(page.name, "-t", "xliff", "-o", "-", "-O", f"xliff.version={version}", *target, *options,
                        cwd=page.parent)
    assert result.returncode == 0, result.stderr.decode()
    return ElementTree.fromstring(result.stdout)


def export_text(text, *options, **how):
    """The same for a page that is given as text."""
    result = golden.run("-f", "markdown", "-t", "xliff", "-O", f"xliff.version={how.get('version', '1.2')}", *options,
                        stdin=text.encode())
    assert result.returncode == 0, result.stderr.decode()
    return ElementTree.fromstring(result.stdout)


def name(element):
    return LOCAL.sub("", element.tag)


def find(element, *names):
    """All elements of these names below, in document order."""
    return [each for each in element.iter() if name(each) in names]


def units(root):
    return find(root, "trans-unit", "unit")


def text(element):
    """Text with codes as <1>…</1> and <1/>: the same in all versions."""
    parts = [element.text or ""]
    for code in element:
        inner = text(code)
        parts.append(f"<{code.get('id')}>{inner}</{code.get('id')}>" if name(code) in ("g", "pc") else f"<{code.get('id')}/>")
        parts.append(code.tail or "")
    return "".join(parts)


def source(unit):
    return text(find(unit, "source")[0])


def plain(unit):
    return "".join(find(unit, "source")[0].itertext())


def inventory(root):
    return [(unit.get("resname") or unit.get("name"), source(unit)) for unit in units(root)]


def original(unit):
    """The source text of a 2.x unit with the original data of its codes in their places."""
    data = {each.get("id"): each.text for each in find(unit, "data")}

    def join(element):
        out = element.text or ""
        for code in element:
            if name(code) == "pc":
                out += data[code.get("dataRefStart")] + join(code) + data[code.get("dataRefEnd")]
            else:
                out += data[code.get("dataRef")]
            out += code.tail or ""
        return out

    return join(find(unit, "source")[0])


def pages(shared):
    return sorted([*shared.glob("seeds/*-*.md"), *golden.ROOT.glob("samples/*/*.md"), *golden.FOLDER.glob("*.md")])


# ---- Validity ----

def schema_errors(shared, version, files):
    schema = shared / "schemas" / "xliff" / version / ("xliff-core-1.2-strict.xsd" if version == "1.2" else "all.xsd")
    if not schema.exists():
        pytest.skip("skipped: no XLIFF schemas")
    result = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, *files], capture_output=True, timeout=120)
    return [line for line in result.stderr.decode().splitlines() if not line.endswith(" validates")]


@pytest.mark.checker
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("options", [(), ("-O", "xliff.copy-source=yes"), ("-O", "xliff.copy-source=no", "-O", "xliff.notes=none")])
def test_every_page_is_valid_by_the_schema(shared, tmp_path, version, options):
    files = []
    for number, page in enumerate(pages(shared)):
        files.append(tmp_path / f"{number}-{page.stem}.xlf")
        result = golden.run(page, "-o", files[-1], "-O", f"xliff.version={version}", "-O", "xliff.to-lang=fr-FR", *options)
        assert result.returncode == 0, result.stderr.decode()
    assert schema_errors(shared, version, files) == []


@pytest.mark.checker
@pytest.mark.parametrize("version", VERSIONS)
def test_page_without_text_is_valid(shared, tmp_path, version):
    path = tmp_path / "empty.xlf"
    path.write_bytes(golden.run("-f", "markdown", "-t", "xliff", "-O", f"xliff.version={version}", stdin=b"").stdout)
    assert units(ElementTree.parse(path).getroot()) == []
    assert schema_errors(shared, version, [path]) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_ids_are_unique_and_references_lead_somewhere(shared, version):
    """What the schemas cannot see (XLIFF 2.0 §4.3.1.21, §4.7.4)."""
    for page in pages(shared):
        root = export(page, version=version)
        ids = [unit.get("id") for unit in units(root)]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"u[0-9a-f]{16}(-[0-9]+)?", each) for each in ids)
        names = [unit.get("resname") or unit.get("name") for unit in units(root)]
        assert len(set(names)) == len(names)
        for unit in units(root):
            codes = find(find(unit, "source")[0], "g", "x", "pc", "ph")
            numbers = [code.get("id") for code in codes]
            assert numbers == [str(n) for n in range(1, len(codes) + 1)]
            data = [each.get("id") for each in find(unit, "data")]
            used = [code.get(key) for code in codes for key in ("dataRef", "dataRefStart", "dataRefEnd") if code.get(key)]
            assert sorted(used) == sorted(data)
            flows = " ".join(code.get(key) or "" for code in codes for key in ("subFlows", "subFlowsEnd", "xid")).split()
            assert set(flows) <= set(ids) - {unit.get("id")}


# ---- What a translator sees ----

INVENTORY = [
    ("front-matter/title", "Send a page to the translators"),
    ("front-matter/description", "What a translator sees, and what not."),
    ("front-matter/keywords", "tide<1/>water level<2/>Ångström"),
    ("heading/1", "Send a page"),
    ("paragraph/1", "A line of <1>emphasis</1>, <2>strong words</2>, <3/>, a <4>link</4> and *no emphasis*, R&D<5/>behind a break."),
    ("link1/title", "The other page"),
    ("paragraph/2", "Read <1><2>the <3/> manual</2></1>, <4/> or <5/> first<6/>."),
    ("paragraph/3", "12 – 14"),
    ("heading/2", "A <1>linked</1> heading"),
    ("list1/item1", "One item"),
    ("list1/item2", "Two paragraphs"),
    ("list1/item2/p2", "in one item"),
    ("list2/item1", "Outer"),
    ("list3/item1", "Inner with <1/>"),
    ("image1/alt-text", "A <1>chart</1> of the tide"),
    ("image1/title", "Levels"),
    ("table1/r1c1", "Setting"),
    ("table1/r1c2", "Meaning of <1>it</1>"),
    ("table1/r2c2", "Height|depth"),
    ("table1/r3c2", "Second<1/>line"),
    ("alert1/p1", "Never do this."),
    ("list4/item1", "Not even once"),
    ("quote1/p1", "A quote."),
    ("image2/alt-text", "Only a picture"),
    ("paragraph/4", "Press <1>Ctrl</1>+<2>S</2>, H<3>2</3>O, <4>gone</4>, <5/> stays."),
    ("paragraph/5", "Text in <1>HTML</1> & more"),
    ("list5/item1", "First"),
    ("list5/item2", "Second <1>here</1>"),
    ("link2/title", "Hover"),
    ("paragraph/6", "Start with <1/> today."),
    ("tabs1/tab1", "Windows"),
    ("paragraph/7", "On Windows only."),
    ("tabs1/tab2", "Linux"),
    ("paragraph/8", "On Linux only."),
    ("image3/alt-text", "Levels of one day"),
    ("paragraph/9", "In the cloud."),
    ("paragraph/10", "Same text"),
    ("paragraph/11", "Same text"),
    ("footnote1/p1", "The first note."),
    ("footnote1/p2", "Its second paragraph."),
]


@pytest.mark.parametrize("version", VERSIONS)
def test_page_with_everything_has_exactly_these_units(version):
    assert inventory(export(PAGE, version=version)) == INVENTORY


def test_page_is_as_its_golden():
    golden.check("units", "xliff", "-O", "xliff.to-lang=de-DE")
    golden.compare(golden.FOLDER / "units.xliff2", golden.convert("units", "xliff", "-O", "xliff.version=2.1"))


def test_codes_hold_the_bytes_of_the_page():
    page = re.sub(r"\s+", " ", PAGE.read_text())
    exact = {
        "paragraph/2": "Read [**the `tidewater` manual**](manual.md), [`replay`](replay.md) or <https://example.com/> first[^first].",
        "list3/item1": 'Inner with ![A *chart* of the tide](media/chart.svg "Levels")',
        "heading/2": "A [linked][tides] heading",
        "paragraph/4": 'Press <kbd>Ctrl</kbd>+<kbd>S</kbd>, H<sub>2</sub>O, ~~gone~~, <span class="no-loc">Tidewater</span> stays.',
        "paragraph/6": "Start with [!INCLUDE [name](includes/name.md)] today.",
        "table1/r3c2": "Second<br>line",
    }
    found = {unit.get("name"): original(unit) for unit in units(export(PAGE, version="2.1"))}
    for where, markup in exact.items():
        assert found[where] == markup and markup in page


@pytest.mark.parametrize("version", VERSIONS)
def test_no_syntax_code_or_metadata_is_shown(shared, version):
    syntax = re.compile(r"\[!\w|:::|#tab/|</?\w+[^>]*>|\]\(|^#|ms\.\w+:|\w{40}")
    for page in pages(shared):
        root = export(page, version=version)
        assert units(root), page
        for unit in units(root):
            assert not syntax.search(plain(unit)), (page, plain(unit))
            assert source(unit) == source(unit).strip() and not re.search(r"  |[\t\n]", source(unit))
    page = export(PAGE, version=version)
    everything = " ".join(plain(unit) for unit in units(page))
    for hidden in ["no text for translators", "translated once", "05/18/2018", "not this", "nor this", "example.com", "jd"]:
        assert hidden not in everything


def test_nothing_comes_from_included_files(tmp_path):
    (tmp_path / "part.md").write_text("Included words, with [a link](x.md).\n")
    page = tmp_path / "page.md"
    page.write_text("Own words.\n\n[!INCLUDE [part](part.md)]\n\nOwn [!INCLUDE [part](part.md)] inline.\n")
    assert inventory(export(page)) == [("paragraph/1", "Own words."), ("paragraph/2", "Own <1/> inline.")]


def test_notes_say_where_a_text_stands():
    notes = {unit.get("resname"): [note.text for note in find(unit, "note")] for unit in units(export(PAGE))}
    above = "under “Send a page › A linked heading”"
    assert notes["front-matter/description"][1] == "At most 160 characters recommended"
    assert notes["heading/1"] == ["Heading of level 1"]
    assert notes["heading/2"] == ["Heading of level 2, under “Send a page”"]
    assert notes["table1/r2c2"] == [f"Table cell, in table 1, row 2, column 2 (Meaning of it), {above}"]
    assert notes["list4/item1"] == [f"List item, in an alert (Warning), {above}"]
    assert notes["image1/alt-text"] == [f"Alternative text of the image media/chart.svg, {above}"]
    assert notes["link1/title"] == ["Title (shown on hover) of the link to other.md, under “Send a page”"]
    assert notes["footnote1/p1"] == ["Footnote 1"]
    assert find(export(PAGE, "-O", "xliff.notes=none"), "note") == []


def test_notes_name_the_column_that_a_cell_stands_in():
    page = ("<table><thead><tr><th>Level</th><th colspan=2>Sign</th><th>Told</th></tr></thead><tbody>"
            "<tr><td rowspan=2>a</td><td>b</td><td>c</td><td>d</td></tr>"
            "<tr><td>e</td><td>f</td><td>g</td></tr><tr><td>h</td></tr></tbody></table>\n")
    found = {source(unit): (unit.get("resname"), find(unit, "note")[0].text) for unit in units(export_text(page))}
    assert found["d"] == ("table1/r2c4", "Table cell, in table 1, row 2, column 4 (Told)")
    assert found["e"] == ("table1/r3c2", "Table cell, in table 1, row 3, column 2 (Sign)")
    assert found["g"] == ("table1/r3c4", "Table cell, in table 1, row 3, column 4 (Told)")
    assert found["h"] == ("table1/r4c1", "Table cell, in table 1, row 4, column 1 (Level)")


def test_unit_tells_its_line():
    line = {unit.get("resname"): find(unit, "context")[0].text for unit in units(export(PAGE))}
    lines = PAGE.read_text().splitlines()
    assert lines[int(line["heading/2"]) - 1] == "## A [linked][tides] heading"
    assert lines[int(line["table1/r2c2"]) - 1].startswith("| `zero`")
    assert lines[int(line["front-matter/title"]) - 1].startswith("title:")


# ---- Codes ----

def test_codes_say_what_may_be_done_to_them():
    paragraph = {unit.get("name"): unit for unit in units(export(PAGE, version="2.0"))}["paragraph/1"]
    rights = {code.get("id"): (code.get("type"), code.get("subType"), code.get("canCopy"), code.get("canDelete"))
              for code in find(paragraph, "pc", "ph")}
    assert rights == {
        "1": ("fmt", "xlf:i", None, None),
        "2": ("fmt", "xlf:b", None, None),
        "3": ("other", "jerome:code", "no", "no"),
        "4": ("link", None, "no", "no"),
        "5": ("fmt", "xlf:lb", None, None),
    }


def test_codes_of_12_have_types_and_originals():
    paragraph = {unit.get("resname"): unit for unit in units(export(PAGE))}["paragraph/1"]
    codes = [(name(code), code.get("ctype"), code.get("clone"), code.get("equiv-text"))
             for code in find(find(paragraph, "source")[0], "g", "x")]
    assert codes == [
        ("g", "italic", None, "*…*"),
        ("g", "bold", None, "**…**"),
        ("x", "x-code", "no", "`code`"),
        ("g", "link", "no", '[…](other.md "The other page")'),
        ("x", "lb", None, "\\\n"),
    ]


def test_alternative_text_belongs_to_its_image():
    by_name = {unit.get("name"): unit for unit in units(export(PAGE, version="2.1"))}
    image = find(by_name["list3/item1"], "ph")[0]
    assert image.get("subFlows").split() == [by_name["image1/alt-text"].get("id"), by_name["image1/title"].get("id")]
    link = find(by_name["paragraph/1"], "pc")[2]
    assert link.get("subFlowsEnd") == by_name["link1/title"].get("id")


def test_text_is_escaped_once():
    page = export_text("a < b & c &lt;tag&gt; `x < y` \"q\"\n", version="2.0")
    assert source(units(page)[0]) == 'a < b & c <tag> <1/> "q"'
    assert find(page, "data")[0].text == "`x < y`"


# ---- Options ----

def test_languages_come_from_page_and_options(shared):
    seed = export(shared / "seeds" / "zh-cn.md", to="")
    assert find(seed, "file")[0].get("source-language") == "zh-CN"
    assert find(seed, "file")[0].get("target-language") is None
    two = export(shared / "seeds" / "de-de.md", version="2.0", to="sv-SE")
    assert (two.get("srcLang"), two.get("trgLang")) == ("de-DE", "sv-SE")
    over = export(PAGE, "--lang", "en-GB", version="2.0", to="")
    assert (over.get("srcLang"), over.get("trgLang")) == ("en-GB", None)


def test_targets_are_copies_in_12_and_absent_in_2():
    old = export(PAGE)
    assert len(find(old, "target")) == len(units(old))
    for unit in units(old):
        target = find(unit, "target")[0]
        assert target.get("state") == "needs-translation" and text(target) == source(unit)
    assert find(export(PAGE, version="2.0"), "target") == []
    assert find(export(PAGE, "-O", "xliff.copy-source=no"), "target") == []
    new = export(PAGE, "-O", "xliff.copy-source=yes", version="2.2")
    assert [text(each) for each in find(new, "target")] == [source(unit) for unit in units(new)]
    assert {segment.get("state") for segment in find(new, "segment")} == {"initial"}


@pytest.mark.parametrize("options, message", [
    (["-O", "xliff.to-lang=not_a_tag"], "xliff.to-lang"),
    (["-O", "xliff.version=3"], "version"),
    (["-O", "xliff.version=2.0", "-O", "xliff.copy-source=yes"], "needs xliff.to-lang"),
])
def test_wrong_options_are_refused(options, message):
    result = golden.run("-f", "markdown", "-t", "xliff", *options, stdin=b"Text\n")
    assert result.returncode == 2 and message in result.stderr.decode() and result.stdout == b""


def test_keys_choose_what_front_matter_is_translated():
    page = "---\ntitle: T1\ntitleSuffix: S1\nkeywords: ''\ntitle: T2\ndescription: null\nms.custom: [a, b]\n---\nText\n"
    default = [entry for entry in inventory(export_text(page)) if entry[0].startswith("front-matter")]
    assert default == [("front-matter/title", "T2")]
    chosen = inventory(export_text(page, "-O", "xliff.keys=titleSuffix, ms.custom"))
    assert chosen == [("front-matter/titleSuffix", "S1"), ("front-matter/ms.custom", "a<1/>b"), ("paragraph/1", "Text")]


# ---- Ids ----

def test_ids_stay_when_other_text_moves_or_changes():
    before = "# Head\n\nFirst with `code`.\n\nSecond.\n\n- Second.\n\nTwin.\n\nTwin.\n"
    after = "# Other head\n\nNew.\n\nSecond.\n\nFirst  with\n`code`.\n\n- x\n- Second.\n\nTwin.\n\nTwin.\n"
    old = {(source(u), u.get("restype"), n): u.get("id") for n, u in keyed(export_text(before))}
    new = {(source(u), u.get("restype"), n): u.get("id") for n, u in keyed(export_text(after))}
    common = old.keys() & new.keys()
    assert len(common) == 5 and all(old[key] == new[key] for key in common)
    assert len(set(new.values())) == len(new)


def keyed(root):
    """Units with their ordinals among those of the same text and kind."""
    seen = {}
    for unit in units(root):
        key = source(unit), unit.get("restype")
        seen[key] = seen.get(key, 0) + 1
        yield seen[key], unit


def test_same_page_gives_the_same_bytes():
    first, second = (golden.convert("units", "xliff") for _ in range(2))
    assert first == second


# ---- OmegaT ----

@pytest.mark.checker
def test_omegat_shows_every_unit(tmp_path):
    """OmegaT 3.6 passes over units without a target: that is why 1.2 has them by default."""
    if not OMEGAT.exists():
        pytest.skip("skipped: no OmegaT")
    page = tmp_path / "units.xlf"
    page.write_bytes(golden.convert("units", "xliff", "-O", "xliff.to-lang=de-DE"))
    seen = omegat_segments(tmp_path / "project", page)
    assert seen == {bare(source(unit)) for unit in units(ElementTree.parse(page).getroot())}


def bare(segment):
    """Codes as <>, without those at either end, which OmegaT hides."""
    return re.sub(r"</?[a-z]*\d+/?>", "<>", segment).strip("<> ")


def omegat_segments(project, page):
    """The different segments that OmegaT finds in a file."""
    for folder in ["source", "target", "tm", "glossary", "dictionary", "omegat"]:
        (project / folder).mkdir(parents=True)
    (project / "source" / page.name).write_bytes(page.read_bytes())
    folders = "".join(f"<{each}>__DEFAULT__</{each}>" for each in [
        "source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir"])
    (project / "omegat.project").write_text(
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<omegat><project version="1.0">{folders}'
        "<source_lang>en-US</source_lang><target_lang>de-DE</target_lang>"
        "<source_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</source_tok>"
        "<target_tok>org.omegat.tokenizer.LuceneGermanTokenizer</target_tok>"
        "<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>"
        "<remove_tags>false</remove_tags></project></omegat>\n")
    memory = project / "segments.tmx"
    subprocess.run(["java", "-Djava.awt.headless=true", f"-Duser.home={project}", "-jar", OMEGAT, project,
                    "--mode=console-createpseudotranslatetmx", f"--pseudotranslatetmx={memory}",
                    "--pseudotranslatetype=equal"], capture_output=True, timeout=120, check=True)
    segments = [tuv.findtext("seg") for tuv in ElementTree.parse(memory).iter("tuv") if tuv.get("lang") == "en-US"]
    return {bare(each) for each in segments}


# ---- OASIS's own rules, as Schematron ----

@pytest.mark.checker
@pytest.mark.skipif(not shutil.which("jing"), reason="skipped: no jing")
def test_pages_keep_the_rules_that_no_schema_can_say(shared, tmp_path):
    """XLIFF 2.1 comes with Schematron rules, called by an NVDL script."""
    script = shared / "schemas" / "xliff" / "2.1" / "xliff_2_advanced_validation.nvdl"
    if not script.exists():
        pytest.skip("skipped: no XLIFF schemas")
    sources = [*golden.FOLDER.glob("units.md"), *sorted(shared.glob("corpus/**/*.md"))[::60]]
    for segment in ["none", "sentence"]:
        golden.run("export", "-q", "--root", "/", *sources, "--to-lang", "de-DE", "--xliff", "2.1", "--segment", segment, "-O",
                   "xliff.copy-source=yes", "-o", tmp_path / segment)
    files = sorted(tmp_path.rglob("*.xlf"))
    assert len(files) == 2 * len(sources)
    broken = tmp_path / "broken.xlf"
    with_data = next(text for text in (file.read_text() for file in files) if 'dataRef="d1"' in text)
    broken.write_text(with_data.replace('dataRef="d1"', 'dataRef="none"', 1))
    say = lambda *names: [line for line in subprocess.run(["jing", script, *names], capture_output=True, text=True, timeout=300).stdout.splitlines()
                          if "error:" in line]
    assert say(*files) == []
    assert say(broken)
