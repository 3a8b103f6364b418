# SPDX-License-Identifier: MIT
"""--report: what a run says of itself is what it did."""
import json
import os
import pathlib
import signal
import subprocess
import time

import pytest

import golden
from program import fails
from test_report import STATES, read_csv

PAGES = {
    "a.md": "---\ntitle: One two\n---\n# One two\n\nThree four five.\n\nThree four five.\n",
    "b/c.md": "# Linked\n\n[nowhere](gone.md) and ![none](none.png).\n",
    "b/d.md": "---\ntitle: broken: yaml: here\n---\n# Six\n\nSeven eight.\n",
    "b/e.md": "Nine ten.\n",
}


@pytest.fixture
def docs(tmp_path):
    for name, text in PAGES.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def made(jerome, docs):
    """Runs a command with --report; the report without what no two runs have in common."""
    def made(*args, status=None, report="report.json", keep=False):
        result = jerome(*args, "--report", report, cwd=docs)
        assert status is None or result.returncode == status, result.stderr
        read = json.loads((docs / report).read_text())
        return read if keep else without_times(read)
    return made


def without_times(report):
    for sums in [report["totals"], *report["languages"], *report["pages"]]:
        sums.pop("seconds", None)
    return report


def by_name(report):
    return {pathlib.Path(p["page"]).name: p for p in report["pages"]}


def xxh64(path):
    """XXH64 with seed 0 of what a file holds, in hexadecimal (github.com/Cyan4973/xxHash, doc/xxhash_spec.md)."""
    p1, p2, p3, p4, p5 = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)
    mask = (1 << 64) - 1
    data = path.read_bytes()

    def turn(x, n):
        return ((x << n) | (x >> (64 - n))) & mask

    def mix(lane, word):
        return turn((lane + word * p2) & mask, 31) * p1 & mask

    def word(at, n):
        return int.from_bytes(data[at:at + n], "little")

    at, h = 0, p5
    if len(data) >= 32:
        lanes = [(p1 + p2) & mask, p2, 0, -p1 & mask]
        while at + 32 <= len(data):
            lanes = [mix(lane, word(at + 8 * i, 8)) for i, lane in enumerate(lanes)]
            at += 32
        h = sum(turn(lane, n) for lane, n in zip(lanes, [1, 7, 12, 18])) & mask
        for lane in lanes:
            h = ((h ^ mix(0, lane)) * p1 + p4) & mask
    h = (h + len(data)) & mask
    while at + 8 <= len(data):
        h = (turn(h ^ mix(0, word(at, 8)), 27) * p1 + p4) & mask
        at += 8
    if at + 4 <= len(data):
        h = (turn(h ^ word(at, 4) * p1 & mask, 23) * p2 + p3) & mask
        at += 4
    for byte in data[at:]:
        h = turn(h ^ byte * p5 & mask, 11) * p1 & mask
    h = (h ^ h >> 33) * p2 & mask
    h = (h ^ h >> 29) * p3 & mask
    return f"{h ^ h >> 32:016x}"


def check_sums(report):
    for sums, pages in [(report["totals"], report["pages"])] + [
            (l, [p for p in report["pages"] if p.get("language", "") == l["language"]]) for l in report["languages"]]:
        assert sums["pages"] == len(pages)
        for key in ["errors", "warnings", "notes"]:
            assert sums[key] == sum(p[key] for p in pages)
        for key in ["units", "segments", "words"]:
            assert sums.get(key, 0) == sum(p.get(key, 0) for p in pages)
    for p in report["pages"]:
        if "words" in p:
            assert sum(p.get("states", {"": 0}).values()) == sum(p.get("matches", {"": 0}).values()) == p["words"]


def test_an_export_reports_its_pages(made, docs):
    report = made("export", "docs", "--to-lang", "de-DE,fr-FR", "-o", "out", "--xliff", "2.0", status=1)
    check_sums(report)
    assert report["command"] == "export"
    assert report["options"] == ["to-lang=de-DE,fr-FR", "output=out", "version=2.0"]
    assert [(p["page"], p["language"]) for p in report["pages"]] == [
        (f"docs/{name}", lang) for name in sorted(PAGES) for lang in ["de-DE", "fr-FR"]]
    assert [p["status"] for p in report["pages"][::2]] == ["ok", "ok", "errors", "ok"]
    assert report["pages"][4]["messages"][0]["code"] == "bad-front-matter" and report["pages"][4]["messages"][0]["line"] == 2
    for p in report["pages"]:
        assert p["xxh64"] == xxh64(docs / p["page"])
        (output,) = p["outputs"]
        assert output["bytes"] == (docs / output["path"]).stat().st_size and output["xxh64"] == xxh64(docs / output["path"])
    first = report["pages"][0]
    assert (first["units"], first["words"], first["matches"]["repeated"]) == (4, 10, 5)
    assert first["states"] == {"untranslated": 10, "translated": 0, "reviewed": 0, "final": 0}


def test_words_are_those_of_the_statistics(made, jerome, docs):
    report = made("docs", "-t", "html", "-o", "out/")
    counted = json.loads(jerome("stats", "docs", "--format", "json", cwd=docs).stdout)
    words = {pathlib.Path(p["file"]).name: p["words"] for p in counted["pages"]}
    assert {name: p["words"] for name, p in by_name(report).items()} == words


def test_front_matter_keys_and_sentences_are_counted_as_they_are_exported(made):
    plain = made("export", "docs/a.md", "--to-lang", "de", "-o", "out")["totals"]
    assert made("export", "docs/a.md", "--to-lang", "de", "-o", "out", "--keys", "none")["totals"]["words"] == plain["words"] - 2
    (page,) = made("export", "docs/a.md", "--to-lang", "de", "-o", "out", "--segment", "sentence")["pages"]
    assert page["segments"] == 4


def test_a_conversion_reports_warnings_and_pages_that_failed(made, docs):
    (docs / "docs/b/f.md").symlink_to("nowhere.md")
    report = made("docs/a.md", "docs/b/c.md", "docs/b/d.md", "docs/b/f.md", "-t", "html", "-o", "out/", status=1)
    check_sums(report)
    pages = by_name(report)
    assert {name: p["status"] for name, p in pages.items()} == {
        "a.md": "ok", "c.md": "warnings", "d.md": "errors", "f.md": "failed"}
    assert pages["f.md"]["messages"][0]["code"] == "cannot-read" and pages["f.md"]["outputs"] == []
    assert "words" not in pages["f.md"]
    assert report["totals"]["statuses"]["failed"] == 1


def test_the_hash_is_that_of_the_page_wherever_it_is_named_from(made, docs):
    (docs / "docs/inc").mkdir()
    (docs / "docs/inc/a.md").write_text("Included.\n")
    (docs / "docs/a.md").write_text("[!INCLUDE [a](inc/a.md)]\n\n[!INCLUDE [e](b/e.md)]\n")
    for name in ["docs/a.md", docs / "docs/a.md", "docs/b/../a.md"]:
        (page,) = made(name, "-o", "a.html")["pages"]
        assert page["xxh64"] == xxh64(docs / "docs/a.md"), name


def test_messages_that_are_not_shown_are_counted(made, docs):
    (docs / "docs/a.md").write_text("![x](1.png) ![x](2.png) ![x](3.png) ![x](4.png)\n")
    (page,) = made("docs/a.md", "-o", "a.html", "--max-messages", "1")["pages"]
    assert page["warnings"] == 4 and [m["text"] for m in page["messages"]][-1] == "and 3 more like this"


def test_what_comes_back_is_reported_by_its_state(made, jerome, docs):
    jerome("export", "docs", "--to-lang", "de-DE", "-o", "out", cwd=docs)
    file = docs / "out/a.md.xlf"
    file.write_text(file.read_text().replace(
        '<target state="needs-translation">Three four five.', '<target state="final">Drei vier fünf.', 1))
    for command, outputs in [(["check"], 0), (["merge", "-o", "de"], 1)]:
        report = made(*command, "out/a.md.xlf", "--source", "docs")
        (page,) = report["pages"]
        assert page["page"] == "out/a.md.xlf" and page["language"] == "de-DE" and len(page["outputs"]) == outputs
        assert page["status"] == "warnings", page
        assert page["states"] == {"untranslated": 7, "translated": 0, "reviewed": 0, "final": 3}
        check_sums(report)


def test_matches_and_what_is_filled_in_are_counted(made, jerome, docs):
    jerome("export", "docs/a.md", "--to-lang", "de-DE", "-o", "memory", "--pseudo", cwd=docs)
    (docs / "docs/a.md").write_text(PAGES["a.md"] + "\nSomething else altogether.\n")
    report = made("export", "docs/a.md", "--to-lang", "de-DE,fr-FR", "-o", "out", "--memory", "memory", "--pretranslate", "exact")
    check_sums(report)
    german, french = report["pages"]
    assert german["states"] == {"untranslated": 3, "translated": 10, "reviewed": 0, "final": 0}
    assert german["matches"]["context"] + german["matches"]["exact"] == 10 and german["matches"]["new"] == 3
    assert french["states"]["untranslated"] == 13 and french["matches"]["context"] + french["matches"]["exact"] == 0


def test_a_check_that_finds_errors_is_not_a_failed_page(made, jerome, docs):
    jerome("export", "docs", "--to-lang", "de-DE", "-o", "out", cwd=docs)
    (docs / "out/broken.xlf").write_text("<xliff")
    report = made("check", "out/a.md.xlf", "out/broken.xlf", "--source", "docs", "--require", "complete")
    assert [p["status"] for p in report["pages"]] == ["errors", "failed"]


def test_pages_in_pseudo_language_go_to_that(made):
    report = made("pseudo", "docs/a.md", "--to-lang", "de-DE", "-o", "out")
    assert [(p["language"], p["words"], len(p["outputs"])) for p in report["pages"]] == [("de-DE", 10, 1)]


@pytest.mark.parametrize("output, outputs", [("out", 1), ("all.tmx", 0)])
def test_an_alignment_reports_its_pairs(made, docs, output, outputs):
    for name, text in PAGES.items():
        (docs / "de" / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / "de" / name).write_text(text)
    report = made("align", "docs", "de", "--to-lang", "de-DE", "-o", output)
    check_sums(report)
    assert [(p["page"], p["language"], len(p["outputs"])) for p in report["pages"]] == [
        (f"docs/{name}", "de-DE", outputs) for name in sorted(PAGES)]


def test_the_report_does_not_depend_on_the_number_of_workers(made):
    one, three = (made("docs", "-t", "html", "-o", "out/", "-j", n) for n in ["1", "3"])
    assert one == three


def test_shards_together_are_the_whole_run(made, jerome, docs):
    args = ["export", "docs/b", "docs/a.md", "--to-lang", "fr,de", "-o", "out"]
    whole = made(*args)
    parts = []
    for i in [3, 1, 2]:
        part = made(*args, "--shard", f"{i}/3", report=f"{i}.json", keep=True)
        assert part["shards"] == {"of": 3, "had": [i]}
        parts.append(f"{i}.json")
    assert jerome("report", "merge", *parts, "-o", "all.json", cwd=docs).returncode == 0
    assert without_times(json.loads((docs / "all.json").read_text())) == whole


def test_a_shard_without_pages_has_a_report(made):
    assert made("docs/a.md", "docs/b/e.md", "-t", "html", "-o", "out/", "--shard", "3/3", status=0)["pages"] == []


def test_journals_of_shards_together_are_that_of_the_run(made, jerome, docs):
    args = ["docs", "-t", "html", "-o", "out/"]
    for i in [1, 2]:
        jerome(*args, "--shard", f"{i}/2", "--journal", f"{i}.journal", "--report", f"{i}.json", cwd=docs)
    torn = (docs / "1.journal").read_bytes()
    (docs / "1.journal").write_bytes(torn + torn[:100])
    assert jerome("report", "merge", "1.journal", "2.journal", "-o", "all.journal", cwd=docs).returncode == 0
    assert made(*args, "--journal", "all.journal", "--resume")["totals"]["resumed"] == len(PAGES)
    (docs / "2.journal").write_text("{}\n")
    fails(jerome("report", "merge", "1.journal", "2.journal", "-o", "new.journal", cwd=docs), 3, "2.journal", "no journal")
    fails(jerome("report", "merge", "1.journal", cwd=docs), 2, "--output")
    assert not (docs / "new.journal").exists()


def test_a_run_that_goes_on_reports_all_pages(made):
    args = ["docs", "-t", "html", "-o", "out/", "--journal", "journal"]
    first, again = made(*args), made(*args, "--resume")
    assert again["totals"].pop("resumed") == 4
    assert all(p.pop("resumed") for p in again["pages"])
    for language in again["languages"]:
        language.pop("resumed")
    assert again == first


def test_a_journal_without_counts_is_not_enough_for_a_report(made, jerome, docs):
    args = ["docs", "-t", "html", "-o", "out/", "--journal", "journal"]
    jerome(*args, cwd=docs)
    report = made(*args, "--resume")
    assert all("words" in p for p in report["pages"])


def test_several_reports_are_written_at_once(jerome, docs):
    result = jerome("docs", "-t", "html", "-o", "out/", "--report", "r.json", "--report", "r.csv", "--report", "r.html", cwd=docs)
    assert result.returncode == 1
    lines = read_csv((docs / "r.csv").read_bytes().decode())
    assert [l["page"] for l in lines] == [p["page"] for p in json.loads((docs / "r.json").read_text())["pages"]]
    assert all(sum(int(l[state]) for state in STATES) == int(l["words"]) for l in lines)
    assert "1 was written with errors" in (docs / "r.html").read_text()


def test_a_report_of_another_form_is_refused_before_anything_is_done(jerome, docs):
    fails(jerome("docs", "-t", "html", "-o", "out/", "--report", "report.pdf", cwd=docs), 2, "report.pdf", ".json, .csv or .html")
    assert not (docs / "out").exists()


def test_a_report_that_cannot_be_written_is_an_error(jerome, docs):
    result = jerome("docs/a.md", "-t", "html", "-o", "a.html", "--report", "no/r.json", cwd=docs)
    assert result.returncode == 6 and b"no/r.json" in result.stderr and (docs / "a.html").exists()


def children(pid):
    return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("number, status", [(signal.SIGSEGV, "crashed"), (None, "timed-out")])
def test_a_page_that_is_lost_is_reported_and_the_others_are_done(docs, number, status):
    os.mkfifo(docs / "docs/b/d2.md")
    names = [f"docs/{name}" for name in PAGES] + ["docs/b/d2.md"]
    process = subprocess.Popen([golden.JEROME, *names, "-t", "html", "-o", "out/", "-j", "1", "--report", "r.json", "--timeout",
                                "30" if number else "1"], cwd=docs, stderr=subprocess.PIPE)
    if number:
        while not (docs / "out/e.html").exists() or not children(process.pid):
            time.sleep(0.02)
        time.sleep(0.7)  # it has come to the last page, which waits for a writer
        os.kill(children(process.pid)[0], number)
    process.communicate(timeout=30)
    pages = by_name(json.loads((docs / "r.json").read_text()))
    assert {name: p["status"] for name, p in pages.items()} == {
        "a.md": "ok", "c.md": "warnings", "d.md": "errors", "e.md": "ok", "d2.md": status}
    assert pages["d2.md"]["errors"] == 1 and len(pages["d2.md"]["messages"]) == 1
