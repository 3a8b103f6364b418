# SPDX-License-Identifier: MIT
"""jerome export: pages out to translators, a file for each page and language."""
import hashlib
import os
import pathlib
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree

import pytest

import golden
import test_corpus
from program import PAGE, fails, lines, names

VERSIONS = ["1.2", "2.0", "2.1", "2.2"]


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
    fails(run("export", "-", "--to-lang", "de", "-o", "out"), 2, "standard input")
    fails(run("export", "page.md", "--to-lang", "de"), 2, "--output DIR/")
    fails(run("export", "page.md", "--to-lang", "de_DE!", "-o", "out"), 2, "de_DE!")
    fails(run("export", "page.md", "--to-lang", "de", "--lang", "e!", "-o", "out"), 2, "--lang")
    fails(run("export", "page.md", "--to-lang", "de", "-o", "page.md/x"), 6, "page.md")
    assert names(here) == ["page.md"]


# ---- What the file says of its page ----

def exported(run, here, *options, text=None):
    if text is not None:
        (here / "page.md").write_bytes(text)
    result = run("export", "page.md", "--to-lang", "de-DE", "-o", "out", *options)
    assert result.returncode == 0, result.stderr
    return ElementTree.parse(here / "out" / "page.md.xlf").getroot()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("text", [b"# A\n", b"\xef\xbb\xbf# A\r\n\r\nB\r\n", b"# \xc3\x84", b""])
def test_the_hash_is_that_of_the_bytes(run, here, version, text):
    root = exported(run, here, "--xliff", version, text=text)
    if version == "1.2":
        got = root.find("{*}file/{*}header/{*}skl/{*}external-file").get("crc")
    else:
        got = root.find("{*}file/{*}metadata/{*}metaGroup/{*}meta[@type='source-sha1']").text
    assert got == hashlib.sha1(text).hexdigest()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_skeleton_is_the_page(run, here, version):
    name = "a b#c%20d:e?ü.md"
    (here / name).write_text("# A\n")
    assert run("export", name, "--to-lang", "de", "-o", "out", "--xliff", version).returncode == 0
    page = ElementTree.parse(here / "out" / f"{name}.xlf").getroot().find("{*}file")
    assert page.get("original") == name
    skeleton = page.find("{*}skeleton") if version != "1.2" else page.find("{*}header/{*}skl/{*}external-file")
    assert skeleton.get("href") in ("a%20b%23c%2520d%3Ae%3Fü.md", "a%20b%23c%2520d%3Ae%3F%C3%BC.md")


@pytest.mark.parametrize("base", ["https://example.org/docs", "https://example.org/docs/"])
def test_the_address_of_the_page_is_told(run, here, base):
    (here / "guide").mkdir()
    for name, address in [("page", "guide/page"), ("index", "guide/"), ("reindex", "guide/reindex")]:
        (here / "guide" / f"{name}.md").write_text(PAGE)
        for version in ["1.2", "2.0"]:
            assert run("export", "--root", ".", f"guide/{name}.md", "--to-lang", "de", "--base-url", base, "-o", "out",
                       "--xliff", version).returncode == 0
            root = ElementTree.parse(here / f"out/guide/{name}.md.xlf").getroot()
            if version == "1.2":
                got = root.find("{*}file/{*}header/{*}reference/{*}external-file").get("href")
            else:
                got = root.find("{*}file/{*}metadata/{*}metaGroup/{*}meta[@type='url']").text
            assert got == f"https://example.org/docs/{address}"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_limit_is_one_where_the_source_keeps_it(run, here, version):
    for n, limited in [(160, True), (161, False)]:
        root = exported(run, here, "--xliff", version, text=b"---\ndescription: " + "ä".encode() * n + b"\n---\n")
        unit = next(each for each in root.iter() if each.tag.endswith(("}unit", "}trans-unit")))
        limits = {key.rpartition("}")[2]: value for key, value in unit.items()}
        got = limits.get("maxwidth") if version == "1.2" else limits.get("sizeRestriction")
        assert got == ("160" if limited else None)
        assert (limits.get("size-unit") == "char") == (limited and version == "1.2")
        assert "160" in "".join(note.text for note in unit.iter() if note.tag.endswith("}note"))


# ---- Options ----

def notes(root):
    return [note.text for note in root.iter() if note.tag.endswith("}note")]


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_notes_are_all_or_advice_or_none(run, here, version):
    text = b"---\ndescription: A text.\n---\n# B\n"
    every = notes(exported(run, here, "--xliff", version, text=text))
    advice = notes(exported(run, here, "--xliff", version, "--notes", "advice"))
    assert len(every) == 3 and len(advice) == 1 and "160" in advice[0]
    assert notes(exported(run, here, "--xliff", version, "--notes", "none")) == []


@pytest.mark.parametrize("tool, copies, newest", [
    ("generic", True, "2.2"), ("omegat", True, "1.2"), ("memoq", False, "2.2"), ("trados", False, "1.2"),
    ("phrase", False, "2.0"), ("xtm", False, "1.2"), ("crowdin", False, "2.0")])
def test_each_tool_gets_what_it_reads(run, here, tool, copies, newest):
    targets = [each for each in exported(run, here, "--for", tool).iter() if each.tag.endswith("}target")]
    assert bool(targets) == copies
    assert all(each.get("state") == "needs-translation" for each in targets)
    for version in VERSIONS:
        args = ["export", "page.md", "--to-lang", "de", "-o", "out", "--for", tool, "--xliff", version]
        if version <= newest:
            assert run(*args).returncode == 0
        else:
            fails(run(*args), 2, tool, version, newest, "[bad-option]")


def test_options_have_the_values_that_the_writer_has(run):
    ours, writers = run("help", "export").stdout.decode(), run("help", "xliff").stdout.decode()
    for option in ["1.2|2.0|2.1|2.2", "generic|omegat|memoq|trados|phrase|xtm|crowdin", "none|sentence", "all|advice|none"]:
        assert option in ours and option in writers


def test_keys_comments_and_the_reader_are_chosen(run, here):
    text = b"---\nmy.key: Mine\ntitle: Not\n---\n```c\n/* A comment. */\n```\n\n> [!NOTE]\n> N\n"
    sources = lambda *options: ["".join(each.itertext()) for each in exported(run, here, *options, text=text).iter()
                                if each.tag.endswith("}source")]
    assert sources() == ["Not", "N"]
    assert sources("--keys", "my.key") == ["Mine", "N"]
    assert "A comment." in sources("--code-comments")
    assert any("[!NOTE]" in source for source in sources("--from", "commonmark"))
    assert sources("-O", "xliff.keys=my.key") == ["Mine", "N"]


def test_wrong_options_are_told_before_anything_is_written(run, here):
    fails(run("export", "page.md", "--to-lang", "de", "-o", "out", "--segment", "words"), 2, "segment", "none|sentence")
    fails(run("export", "page.md", "--to-lang", "de", "-o", "out", "--for", "omega"), 2, "omega")
    fails(run("export", "page.md", "other.md", "--to-lang", "de,fr", "-o", "out", "--for", "omegat", "--xliff", "2.0"), 2, "omegat")
    fails(run("export", "page.md", "--to-lang", "de", "-o", "out", "--from", "markdwon"), 2, "did you mean markdown?")
    assert names(here) == ["page.md"]


def test_nobody_is_told_of_links_that_lead_nowhere(run, here):
    (here / "page.md").write_text("[a](nowhere.md) ![b](nowhere.png)\n")
    assert run("export", "page.md", "--to-lang", "de", "-o", "out").stderr == b""


# ---- The corpus ----

@pytest.mark.checker
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("segment", ["none", "sentence"])
def test_every_page_is_valid_by_the_schema(shared, tmp_path, version, segment):
    schema = shared / "schemas" / "xliff" / version / ("xliff-core-1.2-strict.xsd" if version == "1.2" else "all.xsd")
    if not schema.exists():
        pytest.skip("skipped: no XLIFF schemas")
    pages = test_corpus.pages(shared)
    result = golden.run("export", "-q", "--root", shared, *pages, "--to-lang", "de-DE", "--xliff", version, "--segment",
                        segment, "-o", tmp_path)
    assert result.returncode in (0, 1), result.stderr.decode()
    files = sorted(tmp_path.rglob("*.xlf"))
    assert len(files) == len(pages)
    check = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, *files], capture_output=True, timeout=600)
    assert [line for line in check.stderr.decode().splitlines() if not line.endswith(" validates")] == []


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


# ---- What ends the program does not end the batch ----

def children(pid):
    return [int(each) for each in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


unsanitized = pytest.mark.skipif(test_corpus.sanitized(), reason="skipped: a sanitizer takes signals and memory for itself")


@unsanitized
@pytest.mark.parametrize("args", [["export", "--to-lang", "de", "-o", "out"], ["-t", "html", "-o", "out"]])
def test_a_crash_costs_one_page(here, args):
    """The page in the middle is a pipe: while the program waits for it, it is made to crash."""
    (here / "out").mkdir()
    for page in ["a.md", "b.md", "d.md"]:
        (here / page).write_text("# A\n\n[^1\n\n| a |\n|---|\n| 1 | 2 |\n")
    os.mkfifo(here / "c.md")
    program = subprocess.Popen([golden.JEROME, *args, "a.md", "b.md", "c.md", "d.md"], cwd=here, stderr=subprocess.PIPE)
    for _ in range(500):
        pids = children(program.pid)
        if pids and "wait_for_partner" in pathlib.Path(f"/proc/{pids[0]}/wchan").read_text():
            break
        time.sleep(0.01)
    os.kill(pids[0], signal.SIGSEGV)
    said = program.communicate(timeout=30)[1].decode().splitlines()
    assert program.returncode == 1
    assert [line for line in said if "crashed" in line] == ["c.md: error: the program crashed on this page (signal 11) [internal]"]
    assert len([line for line in said if line.startswith("a.md:")]) == 1  # told once, though the page was made again
    assert [name.partition(".")[0] for name in names(here / "out")] == ["a", "b", "d"]


@unsanitized
def test_a_page_without_memory_costs_one_page(here):
    (here / "big.md").write_text("| a *b* | c |\n|---|---|\n" + "| a *b* c | [d](e) f |\n" * 200_000)
    for page in ["a.md", "z.md"]:
        (here / page).write_text(PAGE)
    result = subprocess.run(["sh", "-c", 'ulimit -v 250000; exec "$@"', "sh", golden.JEROME, "export", "--to-lang", "de", "-o", "out",
                             "a.md", "big.md", "z.md"], cwd=here, capture_output=True, timeout=60)
    assert result.returncode == 1 and b"[limit-memory]" in result.stderr, result.stderr
    assert names(here / "out") == ["a.md.xlf", "z.md.xlf"]
