# SPDX-License-Identifier: MIT
"""The docx writer."""
import io
import re
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib

import golden
import pytest

from valid import docx_check
from valid.validators import openxml_errors

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMU_PER_TWIP = 635


class Word:
    """A converted page: its parts, and what a reader sees of them."""

    def __init__(self, data, messages=""):
        self.data, self.messages = data, messages
        self.package = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.package.namelist()
        self.body = self.tree("word/document.xml").find(f"{W}body")

    def tree(self, name):
        return ET.fromstring(self.package.read(name))

    def text(self, name="word/document.xml"):
        return self.package.read(name).decode()

    def paragraphs(self):
        """(style, text) of each paragraph in document order."""
        return [(e.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), text_of(e)) for e in self.body.iter(f"{W}p")
                if e.find(f"{W}pPr/{W}pStyle") is not None]

    def paragraph(self, text):
        return next(e for e in self.body.iter(f"{W}p") if text_of(e) == text)

    def links(self, part="word/document"):
        """(text, target) of each link; "#name" is a bookmark."""
        folder, name = part.split("/")
        rels = {e.get("Id"): e.get("Target") for e in self.tree(f"{folder}/_rels/{name}.xml.rels")}
        return [(text_of(e), rels.get(e.get(f"{R}id"), f"#{e.get(f'{W}anchor')}")) for e in
                self.tree(f"{part}.xml").iter(f"{W}hyperlink")]

    def styles(self):
        return {e.get(f"{W}styleId"): e for e in self.tree("word/styles.xml").iter(f"{W}style")}


def text_of(element):
    return "".join(e.text or "" if e.tag == f"{W}t" else "\n" if e.tag == f"{W}br" else "\t" for e in element.iter()
                   if e.tag in (f"{W}t", f"{W}br") or e.tag == f"{W}tab" and not e.attrib)


def value(element, path):
    """w:val at a path such as "pPr/ind", or the attribute "pPr/ind@left"."""
    path, _, name = path.partition("@")
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + (name or "val"), "")


def convert(text, *options, folder=golden.FOLDER):
    """A page from stdin; nothing graver than warnings may be said, and both checks pass."""
    result = golden.run("-t", "docx", *options, stdin=text.encode(), cwd=folder)
    assert result.returncode == 0, result.stderr.decode()
    assert docx_check.check(io.BytesIO(result.stdout)) == []
    return Word(result.stdout, result.stderr.decode())


def body(text, *options, **more):
    return convert("---\ntitle: T\nlang: en-GB\n---\n" + text, *options, **more)


# Parts that are the same for every page: in the golden of `basics` only.
CONSTANT = ("styles.xml", "settings.xml", "fontTable.xml", "header1.xml", "footer1.xml", "app.xml", "_Types].xml", "_rels/.rels")


@pytest.mark.parametrize("case", [case for case in golden.cases("docx") if case in ("basics", "dialect")])
def test_package_is_as_its_golden(case):
    golden.check_package(case, "docx", "-O", "docx.toc=true", skip=() if case == "basics" else CONSTANT)


def test_same_page_gives_same_bytes():
    page = (golden.FOLDER / "basics.md").read_text()
    assert convert(page).data == convert(page).data


# ---- Validity ----


@pytest.mark.checker
def test_seeds_and_samples_are_valid(shared, tmp_path):
    pages = [*sorted((shared / "seeds").glob("*-*.md")), *sorted((golden.ROOT / "samples").glob("*-*/*.md")),
             *sorted(golden.FOLDER.glob("*.md"))]
    files = []
    for number, page in enumerate(pages):
        files.append(tmp_path / f"{number}-{page.stem}.docx")
        result = golden.run(page, "-o", files[-1], *(["--toc"] if number % 2 else []))
        assert result.returncode == 0, result.stderr.decode()
    assert len(files) > 30
    assert [finding for file in files for finding in docx_check.check(file)] == []
    assert openxml_errors(files) == []


@pytest.mark.checker
def test_page_of_the_corpus_is_valid(shared, tmp_path):
    pages = sorted((shared / "corpus").rglob("*.md"))[::40]
    files = []
    for number, page in enumerate(pages):
        files.append(tmp_path / f"{number}-{page.stem}.docx")
        assert golden.run("--quiet", page, "-o", files[-1]).returncode in (0, 3)
    assert len(files) > 20
    assert [finding for file in files for finding in docx_check.check(file)] == []
    assert openxml_errors(files) == []


MUTATIONS = {
    "duplicate bookmark": ("word/document.xml", 'w:name="second"', 'w:name="First"'),
    "dead anchor": ("word/document.xml", 'w:anchor="second"', 'w:anchor="third"'),
    "missing style": ("word/document.xml", 'w:val="Heading2"', 'w:val="Heading9"'),
    "missing base style": ("word/styles.xml", '<w:basedOn w:val="TableNormal"/>', '<w:basedOn w:val="Nothing"/>'),
    "missing list": ("word/document.xml", '<w:numId w:val="1"/>', '<w:numId w:val="77"/>'),
    "cell without paragraph": ("word/document.xml", "</w:p></w:tc>", "</w:p><w:tbl><w:tblGrid><w:gridCol/></w:tblGrid></w:tbl></w:tc>"),
    "picture without text": ("word/document.xml", ' descr="alt"', ' descr=""'),
    "relative link": ("word/_rels/document.xml.rels", "https://example.com/", "page.md"),
    "malformed link": ("word/_rels/document.xml.rels", "https://example.com/", "https://example.com/a b%zz"),
    "bad date": ("docProps/core.xml", "2020-09-01T00:00:00Z</dcterms:created>", "</dcterms:created>"),
    "bad language": ("word/styles.xml", 'w:val="en-GB"', 'w:val="en_GB!"'),
    "missing part": ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="none.xml"'),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_check_finds_what_the_validator_misses(name, tmp_path):
    word = convert("---\ntitle: T\nlang: en-GB\nms.date: 09/01/2020\n---\n## First\n\n## Second\n\n[x](#second) "
                   "[y](https://example.com/) ![alt](media/chart.svg)\n\n- a\n\n|a|\n|-|\n|b|\n")
    part, old, new = MUTATIONS[name]
    path = tmp_path / "mutant.docx"
    with zipfile.ZipFile(path, "w") as mutant:
        for entry in word.names:
            text = word.package.read(entry)
            if entry == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            mutant.writestr(entry, text)
    assert docx_check.check(path) != []


# ---- Title, headings, links ----


def test_title_is_seen_once():
    assert body("# T\n\ntext").paragraphs() == [("Title", "T"), ("BodyText", "text")]
    assert body("# Other\n").paragraphs() == [("Title", "T"), ("Heading1", "Other")]
    assert convert("text\n").paragraphs() == [("BodyText", "text")]


def test_headings_have_the_styles_that_word_knows():
    word = body("\n\n".join(f"{'#' * n} level {n}" for n in range(1, 7)))
    assert [style for style, _ in word.paragraphs()] == ["Title"] + [f"Heading{n}" for n in range(1, 7)]
    styles = word.styles()
    for n in range(1, 7):
        style = styles[f"Heading{n}"]
        assert value(style, "name") == f"heading {n}"
        assert value(style, "pPr/outlineLvl") == str(n - 1)
        assert value(style, "pPr/keepNext") is not None


def test_link_inside_the_page_leads_to_a_bookmark():
    word = body("## Äpfel und " + "sehr " * 12 + "lange Birnen\n\n[a](#%C3%A4pfel-und-" + "sehr-" * 12 + "lange-birnen) [b](#no)")
    (text, target), = word.links()
    assert text == "a" and len(target) <= 41
    assert f'w:name="{target[1:]}"' in word.text()
    assert "[broken-link]" in word.messages and text_of(word.body).endswith("a b")


def test_ids_that_differ_in_what_word_ignores_get_bookmarks_of_their_own():
    word = body('<a id="a-b"></a>one\n\n<a id="a_b"></a>two\n\n<a id="A-B"></a>three\n\n[1](#a-b) [2](#a_b) [3](#A-B)')
    targets = [target.lower() for _, target in word.links()]
    assert len(set(targets)) == 3


@pytest.mark.parametrize("address, target", [
    ("https://example.com/a%20b?x=1&y=2#z", "https://example.com/a%20b?x=1&y=2#z"),
    ("<https://example.com/a b>", "https://example.com/a%20b"),
    ("https://example.com/ä", "https://example.com/%C3%A4"),
    ("https://example.com/100%", "https://example.com/100%25"),
    ("https://example.com/[x]", "https://example.com/%5Bx%5D"),
    ("HTTPS://Example.com", "https://Example.com"),
    ("https://exämple.com", "https://exämple.com"),
    ("https://[::1]:80/", "https://[::1]:80/"),
    ("//example.com/x", "https://example.com/x"),
    ("mailto:a@example.com", "mailto:a@example.com"),
])
def test_address_is_percent_encoded_as_word_wants_it(address, target):
    assert body(f"[x]({address})").links() == [("x", target)]


@pytest.mark.parametrize("address, slug", [
    ("javascript:alert(1)", "unsafe-link"), ("file:///etc/passwd", "unsafe-link"), ("data:text/html,x", "unsafe-link"),
    ("c:/x", "unsafe-link"), ("https://*.example.com", "broken-link"), ("https://", "broken-link"),
    ("https://example.com:99999/", "broken-link"), ("https://[:::]/", "broken-link"), ("mailto:nobody", "broken-link"),
    ("https://a..b/", "broken-link"), ("https://example.com/" + "x" * 2100, "broken-link"),
])
def test_address_that_word_must_not_see_stays_text_and_is_reported(address, slug):
    word = body(f"[x]({address})")
    assert word.links() == [] and f"[{slug}]" in word.messages and text_of(word.body) == "Tx"


@pytest.mark.parametrize("address", ["../a.md#b", "/azure/x", "~/x.md", "?q", "xref:System.String", "#", "#top"])
def test_link_that_leads_nowhere_from_a_word_file_is_text(address):
    word = body(f"[x]({address})")
    assert word.links() == [] and word.messages == ""


@pytest.mark.parametrize("address, target", [
    ("other.md", "https://example.com/docs/other.md"), ("../x.md#y", "https://example.com/x.md#y"),
    ("/azure/x", "https://example.com/azure/x"), ("./a/./b/../c", "https://example.com/docs/a/c"),
    ("../../../x", "https://example.com/x"), ("?q=1", "https://example.com/docs/page?q=1"),
])
def test_base_url_makes_relative_links_absolute(address, target):
    word = body(f"[x]({address})", "-O", "docx.base-url=https://example.com/docs/page")
    assert word.links() == [("x", target)]


# ---- Inlines ----


def test_run_looks_as_its_markup_says():
    word = body("**b** *i* ~~s~~ `c` <u>u</u> <sup>p</sup> <sub>d</sub> <kbd>k</kbd> ***bi***")
    looks = {text_of(run): [e.tag.removeprefix(W) for e in run.find(f"{W}rPr")] for run in word.body.iter(f"{W}r")
             if run.find(f"{W}rPr") is not None}
    assert looks["b"] == ["b", "bCs"] and looks["i"] == ["i", "iCs"] and looks["s"] == ["strike"]
    assert looks["bi"] == ["b", "bCs", "i", "iCs"] and looks["u"] == ["u"]
    assert looks["p"] == looks["d"] == ["vertAlign"] and looks["c"] == ["rStyle"] and looks["k"][0] == "rStyle"


def test_white_space_is_as_markdown_means_it():
    assert body("a  b\nc `d  e`\\\nf").paragraphs()[1:] == [("BodyText", "a b c d  e\nf")]


def test_line_end_between_east_asian_characters_is_no_space():
    assert body("中文\n文字\nabc\n한국\n말").paragraphs()[1:] == [("BodyText", "中文文字 abc 한국 말")]


def test_paragraph_without_anything_to_see_is_no_empty_line():
    assert body("a\n\n<!-- comment -->\n\n<a name=\"x\"></a>\n\nb").paragraphs()[1:] == [("BodyText", "a"), ("BodyText", "b")]


# ---- Lists ----


def numbers(word):
    """(text, w:numId, w:ilvl) of each numbered paragraph."""
    return [(text_of(e), value(e, "pPr/numPr/numId"), value(e, "pPr/numPr/ilvl")) for e in word.body.iter(f"{W}p")
            if value(e, "pPr/numPr/numId")]


def test_each_ordered_list_counts_for_itself():
    word = body("1. a\n2. b\n\ntext\n\n1. c\n\ntext\n\n7. d\n   1. e\n   2. f\n8. g\n")
    found = {text: num for text, num, _ in numbers(word)}
    assert found["a"] == found["b"] and found["d"] == found["g"] and found["e"] == found["f"]
    assert len({found["a"], found["c"], found["d"], found["e"]}) == 4
    starts = {num.get(f"{W}numId"): value(num, "lvlOverride/startOverride") for num in
              word.tree("word/numbering.xml").findall(f"{W}num")}
    assert [starts[found[text]] for text in "acde"] == ["1", "1", "7", "1"]


def test_nested_list_is_a_level_deeper_up_to_the_ninth():
    word = body("".join(f"{'  ' * n}- {n}\n" for n in range(12)))
    assert [level for _, _, level in numbers(word)] == [str(min(n, 8)) for n in range(12)]
    indents = [int(value(word.paragraph(str(n)), "pPr/ind@left") or 360 * (n + 1)) for n in range(12)]
    assert indents == sorted(set(indents))


def test_blocks_of_an_item_are_set_in_like_its_text():
    word = body("1. first\n\n   second\n\n   ```\n   code\n   ```\n\n   |a|\n   |-|\n   |b|\n\n   > [!NOTE]\n   > note\n")
    assert value(word.paragraph("second"), "pPr/ind@left") == "360"
    assert value(word.paragraph("code"), "pPr/ind@left") == "473"
    assert value(word.body.find(f"{W}tbl"), "tblPr/tblInd@w") == "360"
    assert value(word.paragraph("note"), "pPr/ind@left") == "587"
    assert len(numbers(word)) == 1


def test_item_that_begins_with_a_block_has_its_number():
    word = body("1. ```\n   code\n   ```\n2. - nested\n3.\n4. > quote\n")
    assert [text for text, _, _ in numbers(word)] == ["", "", "nested", "", ""]


def test_task_has_a_box_instead_of_a_bullet():
    word = body("- [ ] open\n- [x] done\n\n1. [x] numbered\n")
    assert [text for _, text in word.paragraphs()[1:]] == ["☐\topen", "☒\tdone", "☒\tnumbered"]
    assert [text for text, _, _ in numbers(word)] == ["☒\tnumbered"]


def test_checklist_has_ticks_for_bullets():
    word = body("- a\n\n> [!div class=\"checklist\"]\n> - b\n>   - c\n\n- d\n")
    nums = {num.get(f"{W}numId"): value(num, "abstractNumId") for num in word.tree("word/numbering.xml").findall(f"{W}num")}
    assert [nums[num] == "3" for _, num, _ in numbers(word)] == [False, True, False, False]


def test_number_that_word_cannot_count_from_is_reported():
    assert "[not-rendered]" in body("999999999. a\n").messages


# ---- Tables ----


def grid(table):
    """Rows of (text, columns, merge)."""
    return [[(text_of(cell), int(value(cell, "tcPr/gridSpan") or 1), value(cell, "tcPr/vMerge")) for cell in
             row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]


def test_table_fills_the_line_and_repeats_its_head():
    table = body("|a|much longer text in this column than in the other|\n|:-:|-:|\n|b|c|\n").body.find(f"{W}tbl")
    assert (value(table, "tblPr/tblW@w"), value(table, "tblPr/tblW@type")) == ("5000", "pct")
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert [value(p, "pPr/jc") for p in rows[1].iter(f"{W}p")] == ["center", "right"]
    assert [value(p, "pPr/pStyle") for p in table.iter(f"{W}p")] == ["TableHeader"] * 2 + ["TableText"] * 2
    widths = [int(e.get(f"{W}w")) for e in table.iter(f"{W}gridCol")]
    assert sum(widths) == 11906 - 2 * 1247 and widths[1] > 3 * widths[0]


def test_cells_span_columns_and_rows():
    table = body('<table><tr><td rowspan="2">a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr>'
                 "<tr><td>e</td></tr></table>\n").body.find(f"{W}tbl")
    assert grid(table) == [[("a", 1, "restart"), ("b", 2, None)], [("", 1, ""), ("c", 1, None), ("d", 1, None)],
                           [("e", 1, None), ("", 1, None), ("", 1, None)]]


def test_table_wider_than_word_allows_loses_no_cell():
    cells = "".join(f"<td>c{n}</td>" for n in range(80))
    table = body(f"<table><tr>{cells}</tr></table>\n").body.find(f"{W}tbl")
    row, = grid(table)
    assert len(row) == 63 and row[62][0] == "".join(f"c{n}" for n in range(62, 80))


def test_cell_holds_blocks_and_ends_in_a_paragraph():
    word = body("<table><tr><td><table><tr><td>in</td></tr></table></td><td><ul><li>x</li></ul></td><td></td></tr></table>\n")
    assert text_of(word.body) == "Tinx"


def test_tables_in_a_row_stay_apart():
    word = body("|a|\n|-|\n\n<!-- -->\n\n|b|\n|-|\n")
    assert [e.tag.removeprefix(W) for e in word.body][1:4] == ["tbl", "p", "tbl"]


ROW = ":::row:::\n{}:::row-end:::\n"
COLUMN = ":::column{}:::\n{}\n:::column-end:::\n"


def test_columns_stand_beside_each_other_without_borders():
    word = body(ROW.format(COLUMN.format("", "a\n\n- b") + COLUMN.format(' span="2"', "|c|\n|-|\n")) + "\nafter\n")
    table = word.body.find(f"{W}tbl")
    assert [text_of(cell) for cell in table.find(f"{W}tr")] == ["ab", "c"]
    narrow, wide = (int(e.get(f"{W}w")) for e in table.find(f"{W}tblGrid"))
    assert wide == 2 * narrow
    assert value(table, "tblPr/tblStyle") is None and table.find(f"{W}tblPr/{W}tblBorders") is None
    assert text_of(word.body) == "Tabcafter"


def test_columns_that_have_no_room_stand_below_each_other():
    word = body(ROW.format("".join(COLUMN.format("", n) for n in range(5))))
    assert word.body.find(f"{W}tbl") is None
    assert [text for _, text in word.paragraphs()[1:]] == ["0", "1", "2", "3", "4"]


# ---- Code, alerts, quotes ----


def test_lines_that_the_author_points_at_are_marked(tmp_path):
    (tmp_path / "a.cs").write_text("one\ntwo\nthree\n")
    (tmp_path / "page.md").write_text(':::code source="a.cs" highlight="2-3":::\n')
    word = Word(golden.run(tmp_path / "page.md", "-t", "docx").stdout)
    marked = [text_of(run) for run in word.body.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]
    assert marked == ["two", "three"]


def test_dependent_tab_says_what_it_depends_on():
    word = body("## [CLI](#tab/cli/linux)\n\na\n\n## [CLI](#tab/cli/mac)\n\nb\n\n---\n")
    assert [text for style, text in word.paragraphs() if style == "TabTitle"] == ["CLI (linux)", "CLI (mac)"]


def test_code_keeps_its_lines_tabs_and_spaces():
    word = body("```powershell\nif (1)  {\n\tx\n}\n\n```\n")
    assert word.paragraphs()[1:] == [("SourceCode", "if (1)  {\n\tx\n}")]
    style = word.styles()["SourceCode"]
    assert style.find(f"{W}rPr/{W}noProof") is not None and value(style, "rPr/rFonts@ascii") == "Consolas"
    assert value(style, "pPr/shd@fill") and style.find(f"{W}pPr/{W}pBdr") is not None


def test_code_blocks_in_a_row_stay_apart():
    assert [style for style, _ in body("```\na\n```\n\n```\nb\n```\n").paragraphs()[1:]] == ["SourceCode", "Separator", "SourceCode"]


@pytest.mark.parametrize("lang, label", [("en-US", "Note"), ("de-DE", "Hinweis"), ("zh-CN", "备注"), ("fr-FR", "Remarque")])
def test_alert_has_a_label_in_the_language_of_the_page(lang, label):
    word = convert(f"---\ntitle: T\nlang: {lang}\n---\n> [!NOTE]\n> text\n")
    assert word.paragraphs()[1:] == [("AlertNoteTitle", label), ("AlertNote", "text")]
    assert word.styles()["AlertNote"].find(f"{W}pPr/{W}pBdr/{W}left") is not None


def test_alert_with_more_than_paragraphs_has_a_frame():
    word = body("> [!WARNING]\n> text\n>\n> ```\n> code\n> ```\n")
    cell, = word.body.iter(f"{W}tc")
    assert [value(p, "pPr/pStyle") for p in cell.iter(f"{W}p")] == ["AlertWarningTitle", "AlertWarning", "SourceCode"]
    assert value(cell, "tcPr/shd@fill") == value(word.styles()["AlertWarning"], "pPr/shd@fill")


def test_quote_is_set_in_at_each_level():
    word = body("> a\n>\n> > b\n")
    assert word.paragraphs()[1:] == [("Quote", "a"), ("Quote", "b")]
    assert value(word.paragraph("b"), "pPr/ind@left") == "454"


# ---- Footnotes ----


def test_notes_are_footnotes_with_relationships_of_their_own():
    word = body("a[^1] b[^2] c[^1]\n\n[^1]: first [x](https://example.com/)\n[^2]: second\n\n    more\n")
    notes = word.tree("word/footnotes.xml").findall(f"{W}footnote")
    assert [(e.get(f"{W}id"), text_of(e)) for e in notes] == [("-1", ""), ("0", ""), ("1", " first x"), ("2", " secondmore")]
    assert word.links("word/footnotes") == [("x", "https://example.com/")]
    assert [e.get(f"{W}id") for e in word.body.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert "NOTEREF" in word.text()


def test_note_that_only_a_note_refers_to_is_not_lost():
    word = body("a[^1]\n\n[^1]: first[^2]\n[^2]: second\n")
    assert "second" in word.text("word/footnotes.xml")


# ---- Pictures ----


def png(width, height, per_metre=0):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    resolution = chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)) if per_metre else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + resolution +
            chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


@pytest.fixture
def pictures(tmp_path):
    (tmp_path / "small.png").write_bytes(png(40, 20))
    (tmp_path / "wide.png").write_bytes(png(4000, 1000))
    (tmp_path / "fine.png").write_bytes(png(300, 150, 11811))
    (tmp_path / "tall.png").write_bytes(png(100, 5000))
    (tmp_path / "bad.png").write_bytes(b"no picture")
    (tmp_path / "w.webp").write_bytes(b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\0\x07\x10\x11\x11\x88\x88\xfe\x07\0")
    return tmp_path


def sizes(word):
    return [(int(e.get("cx")), int(e.get("cy"))) for e in word.body.iter(f"{WP}extent")]


def test_picture_has_its_true_size_within_the_text(pictures):
    word = body("![a](small.png) ![a](fine.png)\n\n![a](wide.png)\n\n![a](tall.png)", folder=pictures)
    room = (11906 - 2 * 1247) * EMU_PER_TWIP
    small, fine, wide, tall = sizes(word)
    assert small == (40 * 9525, 20 * 9525)
    assert abs(fine[0] - 914400) < 2000 and abs(fine[1] - 457200) < 1000
    assert wide == (room, room // 4)
    assert tall[1] < 16838 * EMU_PER_TWIP and abs(tall[1] / tall[0] - 50) < 0.5


def test_picture_has_the_size_that_its_element_asks_for(pictures):
    word = body('<img src="small.png" width="100" alt="a"> <img src="small.png" height="10px" alt="a"> '
                '<img src="small.png" width="50%" alt="a"> <img src="small.png" width="9999" alt="a">', folder=pictures)
    room = (11906 - 2 * 1247) * EMU_PER_TWIP
    assert sizes(word) == [(952500, 476250), (190500, 95250), (room // 2, room // 4), (room, room // 2)]


def test_file_is_embedded_once_by_whatever_name(pictures):
    word = body("![a](small.png) ![b](./small.png) ![](small.png?x)", folder=pictures)
    assert [name for name in word.names if "media" in name] == ["word/media/image1.png"]
    assert [e.get("descr") for e in word.body.iter(f"{WP}docPr")] == ["a", "b", ""]
    assert "decorative" in word.text()


@pytest.mark.parametrize("address, slug", [("none.png", "missing-image"), ("bad.png", "bad-image"), ("w.webp", "bad-image"),
                                           ("https://example.com/x.png", "remote-image"),
                                           ("../../../etc/passwd", "refused-resource")])
def test_picture_that_cannot_be_shown_is_its_text_and_reported_with_its_place(pictures, address, slug):
    word = body(f"x ![The *chart*]({address}) y", folder=pictures)
    assert text_of(word.body) == "Tx [The chart] y" and sizes(word) == []
    assert re.search(rf":5:\d+: warning: .*\[{slug}\]", word.messages)


def test_svg_comes_with_a_bitmap_for_programs_that_cannot_draw_it():
    word = body("![alt](media/chart.svg)")
    media = [name for name in word.names if "media" in name]
    assert [name.rsplit(".")[1] for name in media] == ["svg", "png"]
    data = word.package.read(media[1])
    width, height = struct.unpack(">II", data[16:24])
    assert zlib.crc32(data[12:29]) == struct.unpack(">I", data[29:33])[0]
    cx, cy = sizes(word)[0]
    assert abs(width / height - cx / cy) < 0.05
    idat = data.index(b"IDAT") + 4
    assert len(zlib.decompress(data[idat:-16])) == (width + 1) * height


# ---- Language, metadata, page ----


@pytest.mark.parametrize("lang, attribute, font", [("de-DE", "val", "Microsoft YaHei"), ("zh-CN", "eastAsia", "Microsoft YaHei"),
                                                   ("zh-TW", "eastAsia", "Microsoft JhengHei"), ("ja-JP", "eastAsia", "Yu Gothic"),
                                                   ("ko-KR", "eastAsia", "Malgun Gothic"), ("ar-SA", "bidi", "Microsoft YaHei")])
def test_language_of_the_page_is_that_of_its_text(lang, attribute, font):
    word = convert("text 文字\n", "--lang", lang)
    defaults = word.tree("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert value(defaults, f"lang@{attribute}") == lang and value(defaults, "rFonts@eastAsia") == font
    assert f"<dc:language>{lang}</dc:language>" in word.text("docProps/core.xml")


def test_page_from_right_to_left_has_its_edges_swapped():
    word = convert("نص عربي `code` abc\n\n|a|b|\n|:-|-:|\n|c|d|\n", "--lang", "ar-SA")
    assert word.styles()["Normal"].find(f"{W}pPr/{W}bidi") is not None
    assert word.body.find(f"{W}sectPr/{W}bidi") is not None
    table = word.body.find(f"{W}tbl")
    assert table.find(f"{W}tblPr/{W}bidiVisual") is not None
    assert [value(p, "pPr/jc") for p in table.iter(f"{W}p")][:2] == ["right", "left"]
    assert [text_of(r) for r in word.body.iter(f"{W}r") if r.find(f"{W}rPr/{W}rtl") is not None][0].startswith("نص")


def test_front_matter_becomes_properties():
    word = convert("---\ntitle: A & B\nauthor: me\ndescription: D\nkeywords: [x, y]\nms.date: 09/01/2020\nms.topic: a<b\n"
                   "MS.Topic: later\nms.custom:\n  - one\n  - two\nempty: ''\n---\ntext\n")
    core = word.text("docProps/core.xml")
    for text in ("<dc:title>A &amp; B</dc:title>", "<dc:creator>me</dc:creator>", "<dc:description>D</dc:description>",
                 "<cp:keywords>x, y</cp:keywords>", ">2020-09-01T00:00:00Z</dcterms:created>"):
        assert text in core
    custom = {e.get("name"): e[0].text for e in word.tree("docProps/custom.xml")}
    assert custom == {"ms.date": "09/01/2020", "MS.Topic": "later", "ms.custom": "one, two"}
    assert "created" not in convert("text\n").text("docProps/core.xml")


@pytest.mark.parametrize("options, width", [((), "12240"), (("--lang", "de-DE"), "11906"), (("--lang", "en-CA"), "12240"),
                                            (("-O", "docx.page-size=a4"), "11906"),
                                            (("--lang", "de-DE", "-O", "docx.page-size=letter"), "12240")])
def test_paper_is_that_of_the_country_or_as_asked(options, width):
    assert value(convert("text\n", *options).body, "sectPr/pgSz@w") == width


def test_contents_are_filled_in_and_ask_nothing():
    word = convert("---\ntitle: T\nlang: de-DE\n---\n# T\n\n## One `c`\n\n### Two\n\n#### Four\n", "--toc")
    styles = [style for style, _ in word.paragraphs()]
    assert styles == ["Title", "TOCHeading", "TOC2", "TOC3", "Heading2", "Heading3", "Heading4"]
    entries = [text for style, text in word.paragraphs() if style.startswith("TOC")]
    assert entries == ["Inhalt", "One c\t1", "Two\t1"]
    assert "updateFields" not in word.text("word/settings.xml") and "w:dirty" not in word.text()
    assert "docPartObj" in word.text()


# ---- Nothing in a page can break the file ----


@pytest.mark.parametrize("text", [
    "> " * 90 + "x", "- " * 45 + "x", "<table></table>", "<table><tr></tr></table>", "[](#)", "![]()", "[^1]\n\n[^1]:", "&#1;",
    "|a|\n|-|", "<ul></ul>", "<dl><dt>a<dd>b</dl>", "```\n```", "#\n\n# #", "<b>", "</p>", "[![a](b)](https://c.example)",
    "<table><tr><td rowspan=9999 colspan=9999>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
    "\n".join("> " * n + "[!NOTE]\n" + "> " * n + "\n" + "> " * n + "```\n" + "> " * n + "```" for n in range(1, 40)),
    "- " * 30 + "a\n\n" + "  " * 30 + "> [!TIP]\n" + "  " * 30 + "> |a|b|\n" + "  " * 30 + "> |-|-|\n",
    "<details><summary>s</summary>\n\ntext\n\n</details>", "\U0001F600 \u202e \u0300",
])
def test_odd_page_gives_a_sound_file(text):
    convert(text, "--toc")
