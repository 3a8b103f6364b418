# SPDX-License-Identifier: MIT
"""What is new: exports beside what was translated before."""
import json
import os
import pathlib
import random
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

from program import fails, names
from test_memory import tmx
from test_xliff import find, name, text

BEFORE = """---
title: A page
description: What it is about
---
# Hello *you*

The first paragraph has a [link](b.md) and some words.

The second paragraph is about something else entirely.

The third one stays. It has two sentences.

- One item of the list
- Another item of it

Last words of this page.
"""
SAME = "# Bee\n\nThis page does not change at all.\n"
TITLE, FIRST = ("A page", "A better page"), ("some words", "some more words")
SECOND = "The second paragraph is about something else entirely.\n\n"
THIRD = "The third one stays. It has two sentences.\n\n"
ITEM = "- Another item of it\n"
NEW = "- An item that nobody has ever seen before\n"
COUNTS = ("new", "changed", "moved", "unchanged", "deleted")


@pytest.fixture
def docs(here):
    (here / "docs/sub").mkdir(parents=True)
    (here / "docs/a.md").write_text(BEFORE)
    (here / "docs/sub/b.md").write_text(SAME)
    return here


def export(run, out, *more, status=0):
    result = run("export", "docs", "--to-lang", "de-DE", "-o", out, *more)
    assert result.returncode == status, result.stderr.decode()
    assert status or result.stderr == b"", result.stderr.decode()
    return result.stdout.decode()


def table(output):
    """Each row of the table by its name."""
    rows = [line.rsplit(None, 5) for line in output.splitlines() if not line.startswith("---")]
    assert tuple(rows[0][1:]) == COUNTS, output
    return {row[0]: dict(zip(COUNTS, map(int, row[1:]))) for row in rows[1:]}


def edit(docs, *edits, page="a.md"):
    path = docs / "docs" / page
    content = path.read_text()
    for old, new in edits:
        assert content.count(old) == 1
        content = content.replace(old, new)
    path.write_text(content)


def units(path):
    """The units of a file by their names: (locked, state of a translation or None, its text)."""
    found = {}
    for unit in ElementTree.parse(path).getroot().iter():
        if name(unit) not in ("trans-unit", "unit"):
            continue
        target = [each for each in find(unit, "target")]
        states = [each.get("state") for each in find(unit, "target") + find(unit, "segment") if each.get("state")]
        state = states[0] if target and states else None
        if state in ("needs-translation", "new", "initial"):
            state = None
        found[unit.get("resname") or unit.get("name")] = (unit.get("translate") == "no", state,
                                                          text(target[0]) if target and state else None)
    return found


def locked(path):
    return {each for each, (lock, _, _) in units(path).items() if lock}


def merge(run, folder, out):
    result = run("merge", *[str(path) for path in sorted(pathlib.Path(folder).rglob("*.xlf"))], "--source", "docs", "-o", out)
    assert result.returncode == 0, result.stderr.decode()


def git(folder, *arguments):
    if not shutil.which("git"):
        pytest.skip("skipped: no git")
    command = ["git", "-c", "user.name=n", "-c", "user.email=e@e", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder):
    git(folder, "init", "-q")
    git(folder, "add", "docs")
    git(folder, "commit", "-q", "-m", "one")


EDITS = {
    "nothing": ([], {}, set()),
    "a word": ([FIRST], {"changed": 10}, {"paragraph/1"}),
    "a sentence more": ([(THIRD, THIRD.replace("sentences.", "sentences. Now it has three."))], {"changed": 12}, {"paragraph/3"}),
    "the title": ([TITLE], {"changed": 3}, {"front-matter/title"}),
    "a new item": ([(ITEM, ITEM + NEW)], {"new": 8}, {"list1/item3"}),
    "a paragraph less": ([(SECOND, "")], {"deleted": 8}, set()),
    "a moved paragraph": ([(THIRD, ""), ("The first", THIRD + "The first")], {"moved": 8}, set()),
    "a repeated paragraph": ([(THIRD, THIRD + "Between.\n\n" + THIRD)], {"new": 1, "moved": 8}, {"paragraph/4", "paragraph/5"}),
    "another address": ([("b.md", "c.md")], {"changed": 9}, {"paragraph/1"}),
}


@pytest.mark.parametrize("version", ["1.2", "2.1"])
@pytest.mark.parametrize("what", sorted(EDITS))
def test_only_what_changed_is_left_to_translate(run, docs, what, version):
    edits, words, left = EDITS[what]
    export(run, "old", "--pseudo", "--xliff", version)
    edit(docs, *edits)
    row = table(export(run, "out", "--since", "old", "--xliff", version, "--pages", "all"))["a.md"]
    assert {each: n for each, n in row.items() if n and each != "unchanged"} == words
    now = units(docs / "out/a.md.xlf")
    assert {each for each, (lock, _, _) in now.items() if not lock} == left
    before = units(docs / "old/a.md.xlf")
    for each, (lock, state, target) in now.items():
        if lock:
            assert state == "final" and target in [old for _, _, old in before.values()]
    assert not left or locked(docs / "out/a.md.xlf")


@pytest.mark.parametrize("segment", ["none", "sentence"])
@pytest.mark.parametrize("what", sorted(EDITS))
def test_what_comes_back_is_merged_as_if_all_had_been_translated(run, docs, what, segment):
    export(run, "old", "--pseudo")
    edit(docs, *EDITS[what][0])
    export(run, "out", "--since", "old", "--pseudo", "--pages", "all", "--segment", segment)
    export(run, "full", "--pseudo")
    merge(run, docs / "out", "merged")
    merge(run, docs / "full", "whole")
    if segment == "none" or what not in ("a sentence more", "a repeated paragraph"):  # else other pseudo-words are padded
        assert (docs / "merged/a.md").read_bytes() == (docs / "whole/a.md").read_bytes()
    assert (docs / "merged/sub/b.md").read_bytes() == (docs / "whole/sub/b.md").read_bytes()


def test_a_changed_text_comes_with_its_old_translation(run, docs):
    export(run, "old", "--pseudo")
    edit(docs, FIRST)
    export(run, "out", "--since", "old")
    unit = [each for each in find(ElementTree.parse(docs / "out/a.md.xlf").getroot(), "trans-unit")
            if each.get("resname") == "paragraph/1"][0]
    assert [each.get("match-quality") for each in find(unit, "alt-trans")] == ["92"]
    assert [len(find(each, "alt-trans")) for each in find(ElementTree.parse(docs / "out/a.md.xlf").getroot(), "trans-unit")
            if each.get("translate")] == [0] * 8


def test_pages_without_change_stay_at_home(run, docs):
    export(run, "old", "--pseudo")
    (docs / "docs/c.md").write_text("# Sea\n\nOnly code is new.\n\n```sh\nls\n```\n")
    export(run, "old", "--pseudo")
    edit(docs, ("\nls\n", "\nls -l\n"), page="c.md")
    edit(docs, FIRST)
    rows = table(export(run, "out", "--since", "old"))
    assert names(docs / "out") == ["a.md.xlf", "c.md.xlf", "sub"] and names(docs / "out/sub") == []
    assert list(rows) == ["a.md", "c.md", "2 of 3 pages go out"]
    assert rows["2 of 3 pages go out"]["unchanged"] == rows["a.md"]["unchanged"] + 5 + 8
    rows = table(export(run, "open", "--since", "old", "--pages", "open"))
    assert list(rows) == ["a.md", "1 of 3 pages go out"] and names(docs / "open") == ["a.md.xlf", "sub"]
    assert list(table(export(run, "all", "--since", "old", "--pages", "all"))) == ["a.md", "c.md", "sub/b.md", "3 of 3 pages go out"]


def test_what_was_not_translated_is_new(run, docs):
    export(run, "old")
    result = run("export", "docs", "--to-lang", "de-DE", "-o", "out", "--since", "old")
    assert result.returncode == 0 and result.stderr.count(b"[empty-memory]") == 2
    rows = table(result.stdout.decode())
    assert rows["2 of 2 pages go out"]["new"] == 55 and rows["2 of 2 pages go out"]["unchanged"] == 0
    assert locked(docs / "out/a.md.xlf") == set()


def test_a_page_that_was_moved_keeps_its_translations(run, docs):
    export(run, "old", "--pseudo")
    (docs / "docs/a.md").rename(docs / "docs/moved.md")
    rows = table(export(run, "out", "--since", "old"))
    assert rows["moved.md"] == dict.fromkeys(COUNTS, 0) | {"moved": 47}
    assert len(locked(docs / "out/moved.md.xlf")) == 9


def test_a_text_of_another_page_is_filled_but_not_locked(run, docs):
    export(run, "old", "--pseudo")
    edit(docs, (SAME, SAME + "\nLast words of this page.\n"), page="sub/b.md")
    assert table(export(run, "out", "--since", "old"))["sub/b.md"] == dict.fromkeys(COUNTS, 0) | {"unchanged": 8, "moved": 5}
    lock, state, target = units(docs / "out/sub/b.md.xlf")["paragraph/2"]
    assert not lock and state == "translated" and target == units(docs / "old/a.md.xlf")["paragraph/4"][2]


def test_since_a_kit_that_came_back(run, docs):
    export(run, "kits", "--kit", "folder", "--pseudo", "--pack", "10")
    edit(docs, FIRST)
    rows = table(export(run, "next", "--since", "kits", "--kit", "folder"))
    assert rows["a.md"]["changed"] == 10 and list(rows) == ["a.md", "1 of 2 pages go out"]
    assert names(docs / "next/de-DE/xliff") == ["a.md.xlf"]
    assert '"page":"a.md"' in (docs / "next/de-DE/manifest.json").read_text()
    assert "b.md" not in (docs / "next/de-DE/manifest.json").read_text().replace("a.md", "")


@pytest.mark.parametrize("pack", ["1", "10"])
def test_since_a_kit_that_came_back_packed(run, docs, pack):
    export(run, "kits", "--kit", "zip", "--pseudo", "--pack", pack)
    edit(docs, FIRST)
    rows = table(export(run, "next", "--since", "kits/de-DE.zip"))
    assert rows["a.md"] == {"new": 0, "changed": 10, "moved": 0, "unchanged": 38, "deleted": 0}
    assert list(rows) == ["a.md", "1 of 2 pages go out"]
    (docs / "bad.zip").write_bytes(b"PK")
    assert b"[bad-archive]" in run("export", "docs", "--to-lang", "de-DE", "-o", "x", "--since", "bad.zip").stderr


def test_each_language_has_its_own(run, docs):
    result = run("export", "docs", "--to-lang", "de-DE", "--pseudo", "-o", "old")
    result = run("export", "docs", "--to-lang", "de-DE,fr-FR", "-o", "out", "--since", "old")
    assert result.returncode == 0 and b"[empty-memory]" in result.stderr
    rows = [line.split() for line in result.stdout.decode().splitlines()]
    assert rows[0] == ["Words", "language", *COUNTS]
    assert ["a.md", "fr-FR", "47", "0", "0", "0", "0"] in rows and "de-DE" not in [row[1] for row in rows if len(row) > 1]


def test_since_a_memory(run, docs):
    pairs = [("What it is about", "Worum es geht"), ("Hello <bpt i=\"1\">*</bpt>you<ept i=\"1\">*</ept>", "Hallo <bpt i=\"1\">*</bpt>du<ept i=\"1\">*</ept>"),
             ("The second paragraph is about nothing else entirely.", "Der zweite")]
    (docs / "m.tmx").write_text(tmx(*pairs))
    rows = table(export(run, "out", "--since", "m.tmx"))
    assert rows["a.md"] == {"new": 47 - 4 - 2 - 8, "changed": 8, "moved": 6, "unchanged": 0, "deleted": 0}
    now = units(docs / "out/a.md.xlf")
    assert now["front-matter/description"] == (False, "translated", "Worum es geht")
    assert now["paragraph/2"][:2] == (False, None)


def test_since_the_memory_of_a_kit_all_is_known_in_context(run, docs):
    export(run, "old", "--pseudo")
    export(run, "kits", "--kit", "folder", "--memory", "old")
    shutil.copy(docs / "kits/de-DE/tm/memory.tmx", docs / "m.tmx")
    edit(docs, FIRST)
    rows = table(export(run, "out", "--since", "m.tmx"))
    assert rows["a.md"]["new"] == 0 and rows["a.md"]["changed"] == 10 and rows["a.md"]["deleted"] == 0
    assert rows["a.md"]["unchanged"] + rows["a.md"]["moved"] == 47 - 9


@pytest.mark.parametrize("what", sorted(EDITS))
def test_since_a_commit_with_a_memory(run, docs, what):
    edits, words, left = EDITS[what]
    commit(docs)
    export(run, "old", "--pseudo")
    edit(docs, *edits)
    output = export(run, "out", "--since", "HEAD", "--memory", "old", "--pages", "all")
    row = table(output)["a.md"]
    assert {each: n for each, n in row.items() if n and each != "unchanged"} == words
    now = units(docs / "out/a.md.xlf")
    assert {each for each, (lock, _, _) in now.items() if not lock} <= left
    assert all(state == "final" for lock, state, _ in now.values() if lock)


def test_since_a_commit_alone_there_are_no_translations(run, docs):
    commit(docs)
    edit(docs, FIRST, (ITEM, ITEM + NEW))
    rows = table(export(run, "out", "--since", "HEAD"))
    assert rows["a.md"] == {"new": 8, "changed": 10, "moved": 0, "unchanged": 38, "deleted": 0}
    assert list(rows) == ["a.md", "1 of 2 pages go out"]
    now = units(docs / "out/a.md.xlf")
    assert {each for each, (lock, _, _) in now.items() if not lock} == {"paragraph/1", "list1/item3"}
    assert {state for _, state, _ in now.values()} == {None}
    merge(run, docs / "out", "merged")
    assert (docs / "merged/a.md").read_text().count("The third one stays") == 1


def test_what_the_memory_of_a_commit_lacks_is_new(run, docs):
    commit(docs)
    (docs / "m.tmx").write_text(tmx(("What it is about", "Worum es geht")))
    rows = table(export(run, "out", "--since", "HEAD", "--memory", "m.tmx"))
    assert rows["a.md"] == {"new": 43, "changed": 0, "moved": 0, "unchanged": 4, "deleted": 0}
    assert locked(docs / "out/a.md.xlf") == {"front-matter/description"}


def test_a_commit_below_the_root_of_the_repository(run, docs):
    commit(docs)
    git(docs, "tag", "v1")
    edit(docs, FIRST)
    git(docs, "commit", "-q", "-a", "-m", "two")
    edit(docs, ("This page", "The page"), page="sub/b.md")
    assert list(table(export(run, "head", "--since", "HEAD"))) == ["sub/b.md", "1 of 2 pages go out"]
    rows = table(export(run, "tag", "--since", "v1"))
    assert rows["a.md"]["changed"] == 10 and rows["sub/b.md"]["changed"] == 7


@pytest.mark.parametrize("name_", ["nothing", "-h", "--output=x", "HEAD:docs", "--upload-pack=touch x"])
def test_what_is_neither_a_file_nor_a_commit_is_refused(run, docs, name_):
    commit(docs)
    fails(run("export", "docs", "--to-lang", "de-DE", "-o", "out", f"--since={name_}"), 2, "neither a file or folder nor a commit")
    assert not (docs / "x").exists() and not (docs / "out").exists()


def test_an_option_that_needs_another(run, docs):
    fails(run("export", "docs", "--to-lang", "de-DE", "-o", "out", "--pages", "all"), 2, "--pages needs --since")


def test_a_page_without_text(run, docs):
    (docs / "docs/c.md").write_text("Some words.\n")
    commit(docs)
    export(run, "old", "--pseudo")
    (docs / "docs/c.md").write_text("***\n")
    for since in ("HEAD", "old"):
        assert table(export(run, "out", "--since", since))["c.md"] == dict.fromkeys(COUNTS, 0) | {"deleted": 2}
    git(docs, "commit", "-q", "-a", "-m", "two")
    assert list(table(export(run, "two", "--since", "HEAD"))) == ["0 of 3 pages go out"]


def test_the_same_bytes_whatever_the_workers(run, docs):
    for i in range(12):
        (docs / f"docs/p{i}.md").write_text(BEFORE.replace("A page", f"Page {i}"))
    export(run, "old", "--pseudo")
    for i in range(0, 12, 2):
        edit(docs, FIRST, (SECOND, ""), page=f"p{i}.md")
    one, two = [export(run, f"out{j}", "--since", "old", "-j", str(j)) for j in (1, 2)]
    assert one == two and "6 of 14 pages go out" in one
    for path in (docs / "out1").rglob("*.xlf"):
        assert path.read_bytes() == (docs / "out2" / path.relative_to(docs / "out1")).read_bytes()


def test_a_report_has_the_same_numbers(run, docs):
    export(run, "old", "--pseudo")
    edit(docs, FIRST, (ITEM, ITEM + NEW))
    rows = table(export(run, "out", "--since", "old", "--report", "r.json"))
    report = json.loads((docs / "r.json").read_text())
    assert [page["changes"] for page in report["pages"]] == [rows["a.md"], dict.fromkeys(COUNTS, 0) | {"unchanged": 8}]
    assert report["totals"]["changes"] == rows["1 of 2 pages go out"]
    assert {page["status"] for page in report["pages"]} == {"ok"}
    assert run("report", "merge", "r.json", "-o", "again.json").returncode == 0
    assert json.loads((docs / "again.json").read_text())["totals"]["changes"] == report["totals"]["changes"]


def test_with_quiet_there_is_no_table(run, docs):
    export(run, "old", "--pseudo")
    assert export(run, "out", "--since", "old", "--quiet") == ""


def test_a_journal_goes_by_the_commit_not_by_its_name(run, docs):
    (docs / "docs/c.md").write_text("Some words.\n")
    commit(docs)
    edit(docs, FIRST)
    how = ("--since", "HEAD", "--journal", "j")
    first = export(run, "out", *how)
    assert export(run, "out", *how, "--resume") == first and "1 of 3 pages go out" in first
    git(docs, "commit", "-q", "-a", "-m", "two")
    assert list(table(export(run, "out", *how, "--resume"))) == ["0 of 3 pages go out"]


def scramble(path, chance):
    """Leaves a block out, moves one, doubles one, changes a word: or none of all that."""
    blocks = path.read_text().split("\n\n")
    if len(blocks) < 4 or chance.random() < 0.2:
        return
    at = [i for i in range(1, len(blocks)) if blocks[i].strip() and "```" not in blocks[i] and ":::" not in blocks[i]]
    for edit_ in chance.sample(["delete", "move", "double", "word"], 2):
        if not at or max(at) >= len(blocks):
            break
        i = chance.choice(at)
        if edit_ == "delete":
            del blocks[i]
        elif edit_ == "move":
            blocks.insert(chance.randrange(1, len(blocks)), blocks.pop(i))
        elif edit_ == "double":
            blocks.insert(i, blocks[i])
        else:
            blocks[i] += " Indeed."
    path.write_text("\n\n".join(blocks))


@pytest.mark.parametrize("name_", ["ps-en", "skype-ja", "intune-en"])
def test_real_pages_come_back_as_if_all_had_been_translated(jerome, shared, tmp_path, name_):
    shutil.copytree(shared / "corpus" / name_, tmp_path / "docs")
    pages = sorted((tmp_path / "docs").rglob("*.md"))
    kept = pages if os.environ.get("JEROME_FULL") == "1" else pages[:: max(1, len(pages) // 25)]
    for page in set(pages) - set(kept):
        page.unlink()
    go = lambda *arguments: jerome(*arguments, "-q", cwd=tmp_path)
    export_ = ("export", "docs", "--root", "docs", "--to-lang", "de-DE", "-o")
    go(*export_, "old", "--pseudo")
    result = jerome(*export_, "same", "--since", "old", "--pages", "all", cwd=tmp_path)
    total = list(table(result.stdout.decode()).values())[-1]
    assert total["unchanged"] > 1000 and sum(total.values()) == total["unchanged"]
    chance = random.Random(name_)
    for page in kept:
        scramble(page, chance)
    go(*export_, "out", "--since", "old", "--pseudo", "--pages", "all")
    go(*export_, "full", "--pseudo")
    go("merge", "out", "--source", "docs", "-o", "merged")
    go("merge", "full", "--source", "docs", "-o", "whole")
    made = sorted(path.relative_to(tmp_path / "whole") for path in (tmp_path / "whole").rglob("*.md"))
    assert made == sorted(path.relative_to(tmp_path / "merged") for path in (tmp_path / "merged").rglob("*.md"))
    differ = [path for path in made if (tmp_path / "whole" / path).read_bytes() != (tmp_path / "merged" / path).read_bytes()]
    assert made and differ == []


def test_thousands_of_equal_texts_take_no_more_time_than_others(run, docs):
    def grow(n):
        (docs / "docs/a.md").write_text("No\n\n" * n + "".join(f"[Link](a{i}.md)\n\n" for i in range(n // 100)))
    grow(10000)
    export(run, "old", "--pseudo")
    grow(30000)
    rows = table(export(run, "out", "--since", "old", "--timeout", "20"))
    assert rows["a.md"] == {"new": 200, "changed": 0, "moved": 20000, "unchanged": 10100, "deleted": 0}
