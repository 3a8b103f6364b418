# SPDX-License-Identifier: MIT
"""jerome stats: what is counted, in which form, and what it comes to."""
import csv
import io
import json
import shutil
import subprocess

import pytest

import golden
from test_corpus import STEP, sanitized
from xliff_file import Xliff

PAGE = "---\ntitle: One two\n---\n# One two\n\nThree four five.\n\nThree **four** five.\n\nOne two\n"


def stats(*args, **options):
    result = golden.run("stats", *args, **options)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stderr == b""
    return result.stdout.decode()


def counts(*args):
    return json.loads(stats("--format", "json", *args))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.md").write_text(PAGE)
    (tmp_path / "b.md").write_text("# One two\n\nSix.\n")
    return tmp_path


def test_pages_and_their_sum(folder):
    got = counts(folder)
    assert stats(folder, "-j", "2") == stats(folder)
    a, b, total = *got["pages"], got["total"]
    assert [page["file"] for page in got["pages"]] == [str(folder / "a.md"), str(folder / "b.md")]
    assert (a["units"], a["segments"], a["words"], a["codes"]) == (5, 5, 12, 1)
    assert (b["units"], b["words"], b["characters"], b["punctuation"], b["white-space"]) == (2, 3, 9, 1, 1)
    assert total["pages"] == 2 and total["words"] == 15
    assert got["languages"] == []


def test_repetitions_within_a_page_and_elsewhere(folder):
    a, b = counts(folder)["pages"]
    assert a["bands"]["repeated"]["words"] == 4 and a["bands"]["elsewhere"]["words"] == 0
    assert a["bands"]["new"]["words"] == 8  # a text with a code is not the same as one without
    assert b["bands"]["elsewhere"]["words"] == 2 and b["bands"]["new"]["words"] == 1


def test_every_word_is_in_one_band(folder):
    for page in counts(folder)["pages"]:
        for field in ("segments", "words", "characters", "codes"):
            assert sum(band[field] for band in page["bands"].values()) == page[field]


def test_sentences_are_segments_where_asked(tmp_path):
    page = tmp_path / "a.md"
    page.write_text("Press it. Then wait.\n\nPress it. Go on.\n")
    assert counts(page)["total"]["segments"] == 2
    total = counts(page, "--segment", "sentence")["total"]
    assert total["segments"] == 4 and total["words"] == 8
    assert total["bands"]["repeated"]["words"] == 2


def test_sentences_end_by_a_list_of_ones_own(tmp_path):
    page, words = tmp_path / "a.md", tmp_path / "words.txt"
    page.write_text("One Foo. Two. Three.\n")
    words.write_text("[abbreviations]\nFoo.\n")
    assert counts(page, "--segment", "sentence")["total"]["segments"] == 3
    assert counts(page, "--segment", "sentence", "--sentences", words)["total"]["segments"] == 2


def test_table_for_people(folder):
    lines = stats(folder).splitlines()
    assert lines[0].split() == "Page Units Segments Words Characters Without spaces Codes Repeated New Weighted".split()
    assert lines[2].split() == [str(folder / "a.md"), "5", "5", "12", "53", "46", "1", "4", "8", "9"]
    assert lines[5].split()[:5] == ["Total:", "2", "7", "7", "15"]
    assert len({len(line) for line in lines[:6]}) == 1


def test_wide_names_are_aligned(tmp_path):
    for name in ("中文.md", "a.md"):
        (tmp_path / name).write_text("One\n")
    lines = stats("中文.md", "a.md", cwd=tmp_path).splitlines()
    assert lines[2].startswith("中文.md   ") and lines[3].startswith("a.md      ")
    assert len(lines[2]) + 2 == len(lines[3]) == len(lines[0])


def test_csv_has_a_line_for_each_page_and_the_sum(folder):
    text = stats(folder, "--format", "csv")
    assert text.count("\r\n") == 4
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["file"] for row in rows] == [str(folder / "a.md"), str(folder / "b.md"), "Total"]
    assert [row["words"] for row in rows] == ["12", "3", "15"]
    assert rows[0]["words-repeated"] == "4" and rows[0]["weighted"] == "9" and rows[0]["price"] == ""
    assert {len(row) for row in csv.reader(io.StringIO(text))} == {len(rows[0])}


def test_a_run_that_is_resumed_gives_the_same_counts(folder):
    first = stats(folder, "--journal", folder / "journal")
    assert stats(folder, "--journal", folder / "journal", "--resume") == first == stats(folder)


def test_output_goes_to_a_file(folder):
    out = folder / "out.csv"
    assert stats(folder / "a.md", "--format", "csv", "-o", out) == ""
    assert out.read_bytes().startswith(b"file,page,")


# ---- Rates ----

def test_rates_and_price(folder):
    rates = folder / "rates.txt"
    rates.write_text("# what we agreed\nrepeated: 10 %\nelsewhere\t12.5\nnew = 100\nprice 0.12 EUR\n")
    got = counts(folder, "--rates", rates)
    assert [page["weighted"] for page in got["pages"]] == [8, 1]  # 8 + 0.4, 1 + 0.25
    assert got["total"]["weighted"] == 10 and got["total"]["price"] == 1.16
    assert got["rates"]["elsewhere"] == 12.5 and got["rates"]["exact"] == 25
    assert stats(folder, "--rates", rates).endswith("\nPrice: 1.16 EUR\n")


def test_rates_from_a_spreadsheet(folder):
    rates = folder / "rates.csv"
    rates.write_bytes(b"\xef\xbb\xbfrepeated,0\r\nelsewhere,0\r\n")
    assert counts(folder, "--rates", rates)["total"]["weighted"] == 9


@pytest.mark.parametrize("line, words", [
    ("repeted 10", "'repeted' (did you mean 'repeated'?)"),
    ("something 10", "there are context, exact"),
    ("new much", "'much ' is no rate"),
    ("new 12,5", "'12 5' is no rate"),
    ("new 1001", "no rate"),
    ("new 1.25", "no rate"),
    ("new", "no rate"),
    ("price 0,12 EUR", "no price"),
    ("price -1", "no price"),
    ("price 99999999999", "no price"),
    ("price 100000.1", "no price"),
])
def test_bad_rates_are_told_with_their_line(folder, line, words):
    rates = folder / "rates.txt"
    rates.write_text("# rates\n" + line + "\n")
    result = golden.run("stats", folder / "a.md", "--rates", rates)
    assert result.returncode == 2 and result.stdout == b""
    assert f"{rates}:2: error:" in result.stderr.decode() and words in result.stderr.decode()


# ---- XLIFF ----

def export(folder, *args):
    result = golden.run("export", *args, "-o", folder)
    assert result.returncode == 0, result.stderr.decode()
    return sorted(folder.rglob("*.xlf"))


def test_languages_and_states_of_translations(folder):
    files = export(folder / "out", folder / "b.md", "--to-lang", "de-DE,fr-FR")
    assert len(files) == 2
    files[0].write_bytes(Xliff(files[0].read_bytes()).translate().bytes())
    got = counts(*files)
    german, french = got["languages"]
    assert (german["target-language"], french["target-language"]) == ("de-DE", "fr-FR")
    assert german["translated"]["words"] == 3 and german["untranslated"]["words"] == 0
    assert french["translated"]["words"] == 0 and french["untranslated"]["words"] == 3
    assert [page["page"] for page in got["pages"]] == ["b.md", "b.md"]
    # Two languages of a page are two jobs, and no repetitions.
    assert french["bands"]["new"]["words"] == 3
    table = stats(*files).splitlines()
    assert table[-2].split() == ["de-DE", "1", "2", "3", "0", "3", "0", "0", "100.0%"]
    assert table[-1].split() == ["fr-FR", "1", "2", "3", "3", "0", "0", "0", "0.0%"]


def test_a_file_of_many_languages_costs_little(tmp_path):
    names = [a + b + c for a in "abcdefghijklmnop" for b in "abcdefghijklmnop" for c in "abcdefghijklmnop"]
    (tmp_path / "many.xlf").write_text('<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">' + "".join(
        f'<file original="{name}.md" source-language="{name}" target-language="{name}-XY" datatype="x"><body>'
        f'<trans-unit id="u"><source>one two</source></trans-unit></body></file>' for name in names) + "</xliff>")
    for segment in ("none", "sentence"):
        got = counts(tmp_path / "many.xlf", "--segment", segment, "--timeout", "20")
        assert got["total"]["words"] == 2 * len(names) and len(got["languages"]) == len(names)


FIELDS = ("units", "segments", "words", "characters", "punctuation", "white-space", "asian", "codes")


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_a_page_and_its_xliff_have_the_same_counts(shared, tmp_path, version):
    pages = sorted(shared.glob("corpus/*/**/*.md"))[::STEP * (4 if sanitized() else 1)]
    if not pages:
        pytest.skip("skipped: no corpus")
    golden.run("export", *pages, "--root", shared / "corpus", "--xliff", version, "-q", "--to-lang", "it-IT", "-o", tmp_path)
    known = {page["file"]: page for page in counts(*pages)["pages"]}
    back = counts(tmp_path)["pages"]
    assert len(back) == len(pages)
    for page in back:
        want = known[str(shared / "corpus" / page["page"])]
        assert {field: page[field] for field in FIELDS} == {field: want[field] for field in FIELDS}, page["page"]


def test_words_agree_with_pocount(shared, tmp_path):
    """Within 2 % over each set of pages in a Latin script; docs/counts.md says where single pages differ."""
    if not shutil.which("pocount"):
        pytest.skip("skipped: no translate-toolkit")
    for name in ("d365-de", "d365smb-en", "intune-de", "intune-en", "ps-en"):
        pages = sorted((shared / "corpus" / name).rglob("*.md"))[::max(1, STEP // 4)]
        if not pages:
            pytest.skip("skipped: no corpus")
        files = export_quietly(tmp_path / name, pages)
        other = subprocess.run(["pocount", "--csv", *files], capture_output=True, text=True, check=True).stdout
        rows = list(csv.DictReader(io.StringIO(other), skipinitialspace=True))
        theirs = sum(int(row["Total Source Words"]) for row in rows)
        ours = counts(*files)["total"]["words"]
        assert len(rows) == len(files) and theirs > 5000
        assert abs(ours - theirs) <= theirs * 0.02, (name, ours, theirs)


def export_quietly(folder, pages):
    """Some pages of the corpus have front matter that is told of."""
    golden.run("export", *pages, "--to-lang", "it-IT", "-q", "-o", folder)
    return sorted(folder.rglob("*.xlf"))


# ---- Memories ----

@pytest.fixture
def known(tmp_path):
    """A page whose translation is a memory."""
    (tmp_path / "a.md").write_text("# Heading\n\nThe first text of this page is here.\n\nThe second one follows it.\n\nThe last one.\n")
    golden.run("export", tmp_path / "a.md", "--pseudo", "--to-lang", "de-DE", "-o", tmp_path / "memory")
    return tmp_path / "a.md", tmp_path / "memory"


def words_in(page, memory, *args):
    bands = counts(page, "--memory", memory, "--to-lang", "de-DE", *args)["total"]["bands"]
    return {name: band["words"] for name, band in bands.items() if band["words"]}


def test_what_a_memory_knows_is_counted_apart(known):
    page, memory = known
    assert words_in(page, memory) == {"context": 17}
    page.write_text(page.read_text().replace("second one", "second text").replace("last", "very last and quite new"))
    got = words_in(page, memory)
    assert got.pop("context") + got.pop("exact") == 9  # the heading and the first text, whose neighbour is another
    assert sum(got.values()) == 12 and set(got) <= {"75-84", "50-74", "new"}
    assert counts(page)["total"]["bands"]["new"]["words"] == 21


def test_memory_is_for_one_language(known, tmp_path):
    page, memory = known
    export(tmp_path / "fr", page, "--to-lang", "fr-FR")
    export(tmp_path / "de", page, "--to-lang", "de-DE")
    assert words_in(tmp_path / "fr", memory) == {"new": 17}
    assert words_in(tmp_path / "de", memory) == {"context": 17}


def test_memory_needs_a_language(known):
    result = golden.run("stats", known[0], "--memory", known[1])
    assert result.returncode == 2 and b"--to-lang" in result.stderr and result.stdout == b""


# ---- What goes wrong ----

def test_a_page_that_cannot_be_read_does_not_stop_the_others(folder):
    result = golden.run("stats", folder / "none.md", folder / "b.md", "--format", "json")
    assert result.returncode == 6 and b"cannot-read" in result.stderr
    assert json.loads(result.stdout)["total"]["words"] == 3


def test_the_report_is_not_written_over_a_page(folder):
    result = golden.run("stats", folder, "-o", folder / "b.md")
    assert result.returncode == 2 and b"is the input itself" in result.stderr
    assert (folder / "b.md").read_text() == "# One two\n\nSix.\n"


def test_usage_errors(folder):
    for args, words in [((), b"name the pages"), ((folder / "a.md", "--lang", "x_y"), b"no language tag")]:
        result = golden.run("stats", *args)
        assert result.returncode == 2 and words in result.stderr


def test_a_language_decides_how_words_are_counted(tmp_path):
    page = tmp_path / "a.md"
    page.write_text("你好，世界。\n")
    assert counts(page, "--lang", "zh-CN")["total"]["words"] == 1
    assert counts(page)["total"]["asian"] == 4
