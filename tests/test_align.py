# SPDX-License-Identifier: MIT
"""jerome align: pages and translations that exist already as bilingual files and memories; merged, they are the published
pages again. Run as a program it prints the tables of docs/alignment.md."""
import os
import pathlib
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree

import pytest

import golden
import program
import sxs

FULL = os.environ.get("JEROME_FULL") == "1"
SETS = {"intune-de": "de-DE", "intune-zh": "zh-CN", "ps-fr": "fr-FR"}
SIDES = {"d365-de": "de-DE", "ps-fr": "fr-FR"}
SEEDS = {"sv-se": ("sv-de", "sv-SE"), "de-de": ("sv-de", "de-DE"), "fr-fr": ("fr", "fr-FR")}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ENGLISH = "# One\n\nThe first text. It has `code`.\n\n* An item\n"
GERMAN = "# <a name=\"one\"></a>Eins\n\nDer erste Text. Er hat `code`.\n\n* Ein Punkt\n"
SIDE = ('# <span data-ttu-id="a-1">Eins</span><span class="sxs-lookup"><span data-stu-id="a-1">One</span></span>\n\n'
        '<span data-ttu-id="a-2">Erster **Satz**.</span><span class="sxs-lookup"><span data-stu-id="a-2">First '
        '**sentence**.</span></span> <span data-ttu-id="a-3">Zweiter.</span><span class="sxs-lookup">'
        '<span data-stu-id="a-3">Second.</span></span>\n')


def texts(path):
    """The pairs of a memory: (source, target) with codes as <>."""
    pairs = []
    for tu in ElementTree.parse(path).getroot().iter("tu"):
        seg = {}
        for tuv in tu.iter("tuv"):
            node = tuv.find("seg")
            seg[tuv.get(LANG)] = (node.text or "") + "".join(f"<>{code.tail or ''}" for code in node)
        pairs.append((seg.get("en-US"), seg.get("de-DE")))
    return pairs


@pytest.fixture
def pages(here):
    for folder, text in [("en", ENGLISH), ("de", GERMAN)]:
        (here / folder / "sub").mkdir(parents=True)
        (here / folder / "page.md").write_text(text)
        (here / folder / "sub/other.md").write_text(text)
    (here / "en/only.md").write_text(ENGLISH)
    return here


# ---- What is asked for ----

def test_a_page_and_its_translation_are_xliff_with_targets(run, pages):
    assert run("align", "en/page.md", "de/page.md", "--to-lang", "de-DE", "-o", "x.xlf").returncode == 0
    units = ElementTree.parse(pages / "x.xlf").getroot().iterfind(".//{*}trans-unit")
    targets = [u.find("{*}target") for u in units]
    assert [t.text for t in targets] == ["Eins", "Der erste Text. Er hat ", "Ein Punkt"]
    assert {t.get("state") for t in targets} == {"final"}


def test_sentences_are_segments_of_both(run, pages):
    args = ["--to-lang", "de-DE", "--segment", "sentence", "-o", "x.tmx"]
    assert run("align", "en/page.md", "de/page.md", *args).returncode == 0
    assert texts(pages / "x.tmx") == [("One", "Eins"), ("The first text.", "Der erste Text."),
                                      ("It has <>.", "Er hat <>."), ("An item", "Ein Punkt")]


def test_folders_are_matched_by_names(run, pages):
    assert run("align", "en", "de", "--to-lang", "de-DE", "-o", "out").returncode == 0
    assert program.names(pages / "out") == ["page.md.xlf", "sub"]
    assert program.names(pages / "out/sub") == ["other.md.xlf"]


def test_pairs_come_from_a_list(run, pages):
    (pages / "list").write_text("en/page.md\tde/page.md\r\n\nen/only.md\tde/sub/other.md\n")
    assert run("align", "--pairs", "list", "--to-lang", "de-DE", "-o", "all.tmx").returncode == 0
    assert len(texts(pages / "all.tmx")) == 6
    (pages / "list").write_text("en/page.md de/page.md\n")
    program.fails(run("align", "--pairs", "list", "--to-lang", "de-DE", "-o", "all.tmx"), 2, "a tab")


def test_all_pairs_make_one_memory_whatever_the_number_of_workers(run, pages):
    for jobs in ["1", "2"]:
        assert run("align", "en", "de", "--to-lang", "de-DE", "-j", jobs, "-o", f"{jobs}.tmx").returncode == 0
    assert len(texts(pages / "1.tmx")) == 6
    assert (pages / "1.tmx").read_bytes() == (pages / "2.tmx").read_bytes()


def test_what_is_not_certain_stays_out_of_the_memory(run, pages):
    (pages / "de/page.md").write_text(GERMAN.replace("`code`", "`anderer` und `code`"))
    args = ["align", "en/page.md", "de/page.md", "--to-lang", "de-DE", "-o"]
    assert run(*args, "sure.tmx").returncode == 0 and run(*args, "all.tmx", "--unsure").returncode == 0
    assert texts(pages / "sure.tmx") == [("One", "Eins"), ("An item", "Ein Punkt")]
    assert len(texts(pages / "all.tmx")) == 3 and b"x-unsure" in (pages / "all.tmx").read_bytes()
    assert run(*args, "x.xlf").returncode == 0
    assert b'state="translated"' in (pages / "x.xlf").read_bytes()


def test_a_moved_text_does_not_part_those_around_it(run, here):
    ways = [("With the [portal](portal.md).", "Mit dem [Portal](portal.md)."), ("## Prerequisites", "## Voraussetzungen"),
            ("- A subscription.", "- Ein Abonnement."), ("- The `az` tool.", "- Das Tool `az`."),
            ("Moved, with port 8080 in it.", "Verschoben, mit Port 8080 darin."), ("## Next steps", "## Nächste Schritte"),
            ("Read the [reference](ref.md).", "Lesen Sie die [Referenz](ref.md).")]
    order = [ways[4], *ways[:3], *ways[5:]]
    (here / "en.md").write_text("\n\n".join(way[0] for way in ways) + "\n")
    (here / "de.md").write_text("\n\n".join(way[1] for way in order) + "\n")
    assert run("align", "en.md", "de.md", "--to-lang", "de-DE", "-o", "o.tmx").returncode == 0
    found = dict(texts(here / "o.tmx"))
    assert found == {"With the <>portal<>.": "Mit dem <>Portal<>.", "Prerequisites": "Voraussetzungen",
                     "A subscription.": "Ein Abonnement.", "Next steps": "Nächste Schritte",
                     "Read the <>reference<>.": "Lesen Sie die <>Referenz<>."}


@pytest.mark.parametrize("args, words", [
    ([], "name a page"), (["en/page.md", "de"], "one is a folder"), (["en", "sub"], "sub"),
    (["en/page.md", "de/page.md", "x.md"], "name a page"), (["en/page.md", "de/page.md", "--to-lang", "??"], "BCP 47"),
])
def test_what_cannot_be_meant_is_refused(run, pages, args, words):
    result = run("align", "--to-lang", "de-DE", "-o", "x.tmx", *args)
    assert result.returncode != 0 and words in result.stderr.decode()


@pytest.mark.parametrize("segment", ["none", "sentence"])
def test_the_memory_gives_back_its_page_in_context(run, pages, segment):
    how = ["--to-lang", "de-DE", "--segment", segment]
    assert run("align", "en/page.md", "de/page.md", *how, "-o", "x.tmx").returncode == 0
    assert run("export", "en/page.md", *how, "--memory", "x.tmx", "--pretranslate", "context", "-o", "out").returncode == 0
    units = list(ElementTree.parse(pages / "out/page.md.xlf").getroot().iterfind(".//{*}trans-unit"))
    assert len(units) == 3 and {u.find("{*}target").get("state") for u in units} == {"final"}


# ---- Bilingual pages ----

def test_a_bilingual_page_is_a_memory(run, here):
    (here / "side.md").write_text(SIDE)
    assert run("align", "side.md", "--to-lang", "de-DE", "-o", "x.tmx").returncode == 0
    assert texts(here / "x.tmx") == [("One", "Eins"), ("First <>sentence<>.", "Erster <>Satz<>."), ("Second.", "Zweiter.")]
    assert run("align", "side.md", "--to-lang", "de-DE", "-o", "x.xlf").returncode == 0
    assert "data-" not in (here / "x.xlf").read_text()


def test_a_page_without_marks_is_not_bilingual(run, here):
    program.fails(run("align", "page.md", "--to-lang", "de-DE", "-o", "x.xlf"), 2, "not bilingual")


@pytest.mark.parametrize("old, new, left", [
    ('data-stu-id="a-2"', 'data-stu-id=""', 2),                   # no id
    ('data-stu-id="a-2"', 'data-stu-id="a-3"', 1),                # twice
    ('ttu-id="a-3">Zweiter.</span>', 'ttu-id="a-3">Zweiter.', 2),  # not closed
    ("Zweiter.", '<span data-ttu-id="a-4">Zwei</span>ter.', 3),   # one within another
])
def test_damaged_marks_make_no_pair_and_harm_no_other(run, here, old, new, left):
    (here / "side.md").write_text(SIDE.replace(old, new) + "\nEnd.\n")
    result = run("align", "side.md", "--to-lang", "de-DE", "-o", "x.tmx")
    pairs = texts(here / "x.tmx")
    assert ("One", "Eins") in pairs and len(pairs) <= left + 1
    assert not any("Second" in a and "Eins" in b for a, b in pairs)
    assert result.returncode == 0 and (b"bad-sxs" in result.stderr or left == 3)


def test_bytes_of_any_kind_make_no_harm(run, here):
    side = SIDE.encode()
    for i in range(0, len(side), 7):
        (here / "side.md").write_bytes(side[:i] + b"</span><span data-ttu-id='x'\n\n" + side[i:])
        assert run("align", "side.md", "--to-lang", "de-DE", "-q", "-o", "x.tmx").returncode in (0, 2)


# ---- Published pages ----

def rebuild(folder, source, published, lang, whitespace, names=None):
    """{name: (bytes, published bytes)} of pages that are aligned with their translations and merged again."""
    found = {}
    names = names or sorted(str(p.relative_to(source)) for p in source.rglob("*.md") if (published / p.relative_to(source)).exists())
    pairs = folder / "pairs"
    pairs.write_text("".join(f"{source / n}\t{published / n}\n" for n in names))
    align = golden.run("align", "--pairs", str(pairs), "--root", str(source), "--lang", "en-US", "--to-lang", lang, "-q",
                       "-o", f"{folder}/xlf/")
    assert align.returncode == 0, align.stderr
    files = [str(folder / "xlf" / f"{n}.xlf") for n in names]
    golden.run("merge", *files, "--source", str(source), "--metadata-from", str(published), "--anchors", "learn",
               "--whitespace", whitespace, "-q", "-o", f"{folder}/{whitespace}/")
    for name in names:
        path = folder / whitespace / name
        found[name] = (path.read_bytes() if path.exists() else None, (published / name).read_bytes())
    return found


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_come_back_to_the_byte(shared, tmp_path, name):
    source, lang = SEEDS[name]
    for folder, page in [("en", f"en-us.for-{source}.md"), ("loc", f"{name}.md")]:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.md").write_bytes((shared / "seeds" / page).read_bytes())
    ((got, published),) = rebuild(tmp_path, tmp_path / "en", tmp_path / "loc", lang, "learn").values()
    assert got == published


@pytest.mark.parametrize("name", SETS)
def test_published_pages_come_back(shared, tmp_path, name):
    source, published = shared / "pairs" / name / "en", shared / "pairs" / name / "loc"
    names = sorted(str(p.relative_to(source)) for p in source.rglob("*.md"))[::1 if FULL else 8]
    found = rebuild(tmp_path, source, published, SETS[name], "learn", names)
    same = sum(got == wanted for got, wanted in found.values())
    assert same >= 0.96 * len(found), [n for n, (got, wanted) in found.items() if got != wanted]


@pytest.mark.parametrize("name", SETS)
def test_texts_come_back_where_white_space_is_the_source(shared, tmp_path, name):
    source, published = shared / "pairs" / name / "en", shared / "pairs" / name / "loc"
    names = sorted(str(p.relative_to(source)) for p in source.rglob("*.md"))[::1 if FULL else 8]
    found = rebuild(tmp_path, source, published, SETS[name], "source", names)
    same = sum(same_words(*both) for both in found.values())
    assert same >= 0.85 * len(found)


def same_words(got, wanted):
    """The same but for white space, escapes and quotes."""
    def bare(text):
        return b"".join(text.replace(b"\\", b"").replace(b'"', b"").replace(b"'", b"").replace("\u200b".encode(), b"").split())
    return got is not None and bare(got) == bare(wanted)


# ---- Sentences ----

def scores(shared, folder, name, half):
    tool = program.built(program.PLUGINS / "align_places")
    sums = [0, 0, 0, 0]

    def align(source, target):
        (folder / "source.md").write_bytes(source)
        (folder / "target.md").write_bytes(target)
        result = subprocess.run([tool, "en-US", SIDES[name], folder / "source.md", folder / "target.md"],
                                capture_output=True, check=True)
        return result.stdout.decode()

    for path in sorted((shared / "sxs" / name).rglob("*.md"))[half::2]:
        sums = [a + b for a, b in zip(sums, sxs.score(path.read_bytes(), align))]
    return sums


@pytest.mark.parametrize("name", SIDES)
@pytest.mark.parametrize("half", [0, 1])
def test_sentences_are_those_that_the_publisher_marked(shared, tmp_path, name, half):
    right, pairs, recalled, wanted = scores(shared, tmp_path, name, half)
    assert right >= 0.99 * pairs and recalled >= 0.97 * wanted


@pytest.mark.skipif(not FULL, reason="skipped: takes a quiet machine (JEROME_FULL=1)")
def test_a_thousand_pairs_take_less_than_ten_seconds(shared, tmp_path):
    lines = []
    for name in SETS:
        for page in sorted((shared / "pairs" / name / "en").rglob("*.md")):
            lines.append(f"{page}\t{str(page).replace('/en/', '/loc/', 1)}\n")
    (tmp_path / "list").write_text("".join((lines * 4)[:1000]))
    start = time.monotonic()
    golden.run("align", "--pairs", str(tmp_path / "list"), "--root", "/", "--to-lang", "de-DE", "--segment", "sentence", "-q",
               "-o", str(tmp_path / "all.tmx"))
    assert time.monotonic() - start < 10


def main(shared, folder):
    for name, lang in SETS.items():
        source, published = shared / "pairs" / name / "en", shared / "pairs" / name / "loc"
        row = []
        for whitespace in ["source", "learn"]:
            (folder / name).mkdir(exist_ok=True)
            found = rebuild(folder / name, source, published, lang, whitespace)
            row += [sum(a == b for a, b in found.values()), sum(same_words(*both) for both in found.values())]
        print(f"| {name} | {len(found)} | {row[0]} | {row[1]} | {row[2]} | {row[3]} |")
        for n, (got, wanted) in found.items():
            if got != wanted:
                print(f"    {n}")
    for name in SIDES:
        for half in [0, 1]:
            right, pairs, recalled, wanted = scores(shared, folder, name, half)
            print(f"| {name} | {half} | {pairs} | {right / pairs:.4f} | {wanted} | {recalled / wanted:.4f} |")


if __name__ == "__main__":
    import tempfile
    with tempfile.TemporaryDirectory() as scratch:
        main(pathlib.Path(sys.argv[1]), pathlib.Path(scratch))
