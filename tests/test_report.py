# SPDX-License-Identifier: MIT
"""jerome report: from JSON to CSV and HTML, and several reports as one."""
import copy
import csv
import html.parser
import io
import json
import random
import re

import pytest

from program import fails
from valid.validators import nu_messages

STATES = ["untranslated", "translated", "reviewed", "final"]
MATCHES = ["context", "exact", "repeated", "elsewhere", "95-99", "85-94", "75-84", "50-74", "new"]
STATUSES = ["ok", "warnings", "errors", "failed", "timed-out", "out-of-memory", "crashed"]
WRITTEN = ["ok", "warnings", "errors"]
HOSTILE = ['=HYPERLINK("http://x/")', "+1", "-1", "@SUM(A1)", "\t=1", 'a,b"c.md', "line\nend.md", "</script><script>x()</script>",
           "<!--<script>", "<img src=x onerror=x()>", "&amp;&lt;", "'\"><b>", "\u202egnp.md", "esc\x1b[31m", "日本語/ページ.md",
           "\u2028.md", "${x}`", "a b.md"]


def page(name, language="de-DE", status="ok", words=100, **more):
    """A page of a report, whose parts add up."""
    cut = [words // 4, words // 8, 0]
    made = {"page": name, "language": language, "status": status, "xxh64": "a" * 16, "errors": 0, "warnings": 0, "notes": 0,
            "messages": [], "units": 7, "segments": 9, "words": words,
            "states": dict(zip(STATES, [words - sum(cut), *cut])),
            "matches": dict(zip(MATCHES, [words - words // 3, words // 3, 0, 0, 0, 0, 0, 0, 0])),
            "outputs": [{"path": f"out/{name}.xlf", "xxh64": "b" * 16, "bytes": 1234}], "seconds": 0.25}
    if status not in WRITTEN:
        made["outputs"] = []
    return {**made, **more}


def message(text, severity="error", code="bad-utf8", **more):
    return {"severity": severity, "code": code, "line": 3, "column": 1, "text": text, **more}


def report(pages, **more):
    return {"jerome-report": 1, "program": "0.1.0", "command": "export", "options": ["to-lang=de-DE"], "pages": pages, **more}


@pytest.fixture
def write(tmp_path):
    """Writes a report; its path."""
    def write(value, name="in.json"):
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return path
    return write


@pytest.fixture
def convert(jerome, write, tmp_path):
    """What `jerome report` makes of a report, as text."""
    def convert(value, form):
        out = tmp_path / f"out.{form}"
        result = jerome("report", write(value), "-o", out)
        assert result.returncode == 0 and result.stderr == b"", result.stderr
        return out.read_bytes().decode()
    return convert


def many():
    """A report with every status and all that a page may have."""
    pages = [page(f"{status}/{name}.md", language, status, words)
             for name, words in [("a", 1000), ("b", 17)] for status in STATUSES for language in ["de-DE", "ja-JP"]]
    for p in pages:
        if p["status"] != "ok":
            severity = "warning" if p["status"] == "warnings" else "error"
            p["messages"] = [message("it is broken", severity, file="inc/c.md", unit="u7"), message("a word", "note", "not-final")]
            p[severity + "s"] = 1
            p["notes"] = 1
    pages[0]["resumed"] = True
    return report(pages, shards={"of": 3, "had": [1, 3]})


# ---- JSON ----

def test_a_report_comes_back_as_it_was(convert):
    first = convert(many(), "json")
    assert convert(first, "json") == first
    read, given = json.loads(first), many()
    assert read["pages"] == given["pages"]
    assert {key: read[key] for key in ["program", "command", "options", "shards"]} == {
        key: given[key] for key in ["program", "command", "options", "shards"]}
    assert first.count("\n{\"page\"") == len(given["pages"])


def test_sums_add_up(convert):
    read = json.loads(convert(many(), "json"))
    groups = [("totals", read["totals"], read["pages"])]
    groups += [(l["language"], l, [p for p in read["pages"] if p["language"] == l["language"]]) for l in read["languages"]]
    assert len(groups) == 3
    for name, totals, pages in groups:
        assert totals["pages"] == len(pages) == sum(totals["statuses"].values()), name
        assert totals["statuses"] == {s: sum(p["status"] == s for p in pages) for s in STATUSES}, name
        for key in ["errors", "warnings", "notes", "units", "segments", "words"]:
            assert totals[key] == sum(p[key] for p in pages), (name, key)
        for key, parts in [("states", STATES), ("matches", MATCHES)]:
            assert totals[key] == {part: sum(p[key][part] for p in pages) for part in parts}, (name, key)
            assert sum(totals[key].values()) == totals["words"], (name, key)
        assert totals["outputs"] == sum(len(p["outputs"]) for p in pages)
        assert totals["bytes"] == sum(o["bytes"] for p in pages for o in p["outputs"])
        assert totals["seconds"] == pytest.approx(sum(p["seconds"] for p in pages))
    assert read["totals"]["files"] == len({p["page"] for p in read["pages"]})
    assert read["totals"]["resumed"] == 1


def test_pages_that_were_not_counted_have_no_words(convert):
    bare = {"page": "a.md", "status": "ok"}
    read = json.loads(convert(report([bare]), "json"))
    assert read["pages"] == [{**bare, "errors": 0, "warnings": 0, "notes": 0, "messages": [], "outputs": []}]
    assert "words" not in read["totals"] and "seconds" not in read["totals"]
    line = list(csv.DictReader(io.StringIO(convert(report([bare]), "csv"))))[0]
    assert line["words"] == line["seconds"] == line["language"] == "" and line["errors"] == "0"


def test_what_other_tools_take_out_of_a_report_is_added_up_anew(convert):
    read = json.loads(convert(many(), "json"))
    read["pages"] = [p for p in read["pages"] if p["language"] == "ja-JP"]
    read["something new"] = [1, {"x": None}]
    again = json.loads(convert(read, "json"))
    assert again["totals"]["pages"] == len(read["pages"]) and [l["language"] for l in again["languages"]] == ["ja-JP"]


def test_an_empty_report_is_one(convert):
    for form in ["json", "csv", "html"]:
        assert convert(report([]), form)


# ---- Damage ----

@pytest.mark.parametrize("text, place, words", [
    ('{"jerome-report":1,\n"pages":[{"page":"a"', ":2:21:", "no JSON"),
    ('{"jerome-report":1,\n "pages":[\n{"page":"a","status":"ok"}},\n]}', ":3:27:", "no JSON"),
    ('{"jerome-report":1,\n"pages":[\n{"page":7,"status":"ok"}]}', ":3:9:", "“page” is no text"),
    ('{"jerome-report":1,\n"pages":[\n{"status":"ok"}]}', ":3:1:", "“page” is missing"),
    ('{"jerome-report":1,"pages":[{"page":"a","status":"fine"}]}', ":1:29:", "“status” is none that is known"),
    ('{"jerome-report":1,"pages":[{"page":"a","status":"ok","words":-1}]}', ":1:63:", "no whole number"),
    ('{"jerome-report":1,"pages":[{"page":"a","status":"ok","words":1e3}]}', ":1:63:", "no whole number"),
    ('{"jerome-report":1,"pages":[{"page":"a","status":"ok","seconds":-1}]}', ":1:65:", "“seconds” is no number"),
    ('{"jerome-report":1,"pages":[{"page":"a","status":"ok","words":1,"states":{"x":1}}]}', ":1:79:", "“states”"),
    ('{"jerome-report":1,"pages":[{"page":"a","status":"ok","messages":[{"severity":"bad"}]}]}', ":1:67:", "“severity”"),
    ('{"jerome-report":1,"pages":[{"page":"a","status":"ok","outputs":[7]}]}', ":1:66:", "“path” is missing"),
    ('{"jerome-report":1,"pages":[{"page":"a","status":"ok","resumed":1}]}', ":1:65:", "neither true nor false"),
    ('{"jerome-report":1,"pages":[7]}', ":1:29:", "no list of objects"),
    ('{"jerome-report":1,"pages":{}}', ":1:28:", "“pages” is no list"),
    ('{"jerome-report":1}', ":1:1:", "“pages” is missing"),
    ('{"jerome-report":1,"shards":{"of":2,"had":[2,1]},"pages":[]}', ":1:46:", "ascending"),
    ('{"jerome-report":2,"pages":[]}', ":", "format 2"),
    ('{"pages":[]}', ":", "no report"),
    ("[]", ":", "no report"),
    ("", ":1:1:", "no JSON"),
    ("[" * 100000, ":1:", "no JSON"),
])
def test_a_damaged_report_is_refused_with_its_place(jerome, write, tmp_path, text, place, words):
    path = write(text)
    result = jerome("report", path, "-o", tmp_path / "out.html")
    fails(result, 3, str(path) + place, words, "[bad-report]")
    assert not (tmp_path / "out.html").exists()


def test_no_damage_does_harm(jerome, write, tmp_path):
    text = json.dumps(many())
    chance = random.Random(7)
    for _ in range(150):
        damaged = list(text)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(damaged))
            damaged[at:at + chance.randint(0, 5)] = chance.choice(['"', "{", "]", "9" * 25, "null", "-", "\\u00", "é", ""])
        result = jerome("report", write("".join(damaged)), "-o", tmp_path / "out.html", "-o", tmp_path / "out.csv")
        assert result.returncode in [0, 3], "".join(damaged)


def test_a_report_that_cannot_be_read_or_written_is_told(jerome, write, tmp_path):
    fails(jerome("report", "none.json"), 6, "none.json", "[cannot-read]")
    fails(jerome("report", write(many()), "-o", tmp_path / "no" / "out.json"), 6, "[cannot-write]")


def test_forms_are_known_by_their_extensions(jerome, write):
    fails(jerome("report", write(many()), "-o", "out.pdf"), 2, "out.pdf", ".json, .csv or .html")
    fails(jerome("report"), 2, "--report")
    fails(jerome("report", "merge"), 2, "--report")


def test_without_an_output_a_summary_is_printed(jerome, write):
    result = jerome("report", write(many()))
    assert result.returncode == 0
    text = result.stdout.decode()
    assert "jerome export: 28 pages, 20 errors, 4 warnings" in text and "parts: 1, 3 of 3\n" in text and "4 crashed" in text and "14238 words" in text


# ---- CSV ----

def read_csv(text):
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_csv_has_a_line_for_each_page(convert):
    given = many()["pages"]
    lines = read_csv(convert(many(), "csv"))
    assert [(l["page"], l["language"], l["status"]) for l in lines] == [(p["page"], p["language"], p["status"]) for p in given]
    for key in ["errors", "warnings", "notes", "units", "segments", "words"]:
        assert [int(l[key]) for l in lines] == [p[key] for p in given], key
    assert [int(l["final"]) for l in lines] == [p["states"]["final"] for p in given]
    assert [int(l["match-context"]) for l in lines] == [p["matches"]["context"] for p in given]
    assert [l["outputs"] for l in lines] == ["\n".join(o["path"] for o in p["outputs"]) for p in given]
    assert lines[-1]["error"] == "it is broken" and lines[0]["error"] == lines[2]["error"] == ""


def test_no_cell_of_csv_is_a_formula(convert):
    pages = [page(name, status="failed", messages=[message(name)]) for name in HOSTILE]
    for line, name in zip(read_csv(convert(report(pages), "csv")), HOSTILE, strict=True):
        for cell in [line["page"], line["error"]]:
            assert cell[0] not in "=+-@\t\r\n"
            assert cell in [name, "'" + name]


# ---- HTML ----

class Reader(html.parser.HTMLParser):
    """What a page of HTML holds: tags, attributes, scripts."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.scripts, self.texts, self.path = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attr) for attr in attrs]
        self.path.append(tag)

    def handle_endtag(self, tag):
        while self.path and self.path.pop() != tag:
            pass

    def handle_data(self, data):
        (self.scripts if self.path and self.path[-1] == "script" else self.texts).append(data)


def hostile():
    pages = [page(name, language=name, status="crashed",
                  messages=[message(name, code=name, file=name, unit=name)], errors=1) for name in HOSTILE]
    return report(pages, command="export<b>", options=[f"to-lang={name}" for name in HOSTILE])


def test_html_fetches_nothing(convert):
    text = convert(many(), "html")
    seen = Reader(text)
    assert not [a for a in seen.attributes if a[1] in ["src", "href", "action", "srcset", "data"]]
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp", text)
    assert "Content-Security-Policy" in text and "default-src 'none'" in text


def test_hostile_names_are_text_in_html(convert):
    plain, seen = Reader(convert(many(), "html")), Reader(convert(hostile(), "html"))
    assert set(seen.tags) <= set(plain.tags) and seen.tags.count("script") == 2
    assert not [a for a in seen.attributes if a[1].startswith("on")]
    text = "".join(seen.texts)
    for name in HOSTILE:
        assert re.sub("[\x00-\x1f\u202e\u2028]", "\ufffd", name) in text, name
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u2028]", text)
    assert [row[0] for row in json.loads(seen.scripts[0])["rows"]] == [
        re.sub("[\x00-\x1f\u202e\u2028]", "\ufffd", name) for name in HOSTILE]


def test_html_says_all_that_counts(convert):
    text = convert(many(), "html")
    seen = " ".join(" ".join(Reader(text).texts).split())
    assert "16 of 28 pages failed; 4 were written with errors." in seen
    assert "This is not the whole run: of its 3 parts, these are here: 1, 3." in seen
    for words in ["Words 14,238", "Files 14", "Languages 2", "it is broken",
                  "inc/c.md , line 3, column 1: unit u7 :", "took too long".capitalize()]:
        assert words in seen, words


def test_charts_have_a_title_a_description_and_a_table(convert):
    text = convert(many(), "html")
    charts = re.findall(r"<svg class=\"chart\" role=\"img\" aria-labelledby=\"(\S+) (\S+)\".*?</svg>\s*(.*?)<table", text, re.S)
    assert len(charts) == text.count("<svg") == 4
    for title, description, _ in charts:
        assert f'<title id="{title}">' in text and f'<desc id="{description}">' in text
    for bar in re.findall(r"<text x=\"0\".*?(?=<text x=\"0\"|</svg>)", text, re.S):
        assert sum(float(w) for w in re.findall(r"<rect class=\"state-\S+\" x=\"\S+\" y=\"\d+\" width=\"(\S+)%\"", bar)) == \
            pytest.approx(100, abs=0.01)


def test_a_table_of_thousands_shows_the_first_ones_and_has_all_as_data(convert):
    text = convert(report([page(f"p{i}.md") for i in range(5000)]), "html")
    seen = Reader(text)
    assert seen.tags.count("tr") < 300 and len(json.loads(seen.scripts[0])["rows"]) == 5000
    assert "Without its script this page shows the first 200" in text
    assert len(text) < 5000 * 65


@pytest.mark.checker
def test_html_is_valid(convert, tmp_path):
    files = []
    for name, value in [("many", many()), ("hostile", hostile()), ("empty", report([])), ("bare", report([{"page": "a", "status": "ok"}]))]:
        files.append(tmp_path / f"{name}.html")
        files[-1].write_text(convert(value, "html"), encoding="utf-8")
    assert nu_messages(files) == []


# ---- Several reports ----

def merged(jerome, tmp_path, *paths):
    out = tmp_path / "merged.json"
    result = jerome("report", "merge", *paths, "-o", out)
    assert result.returncode == 0, result.stderr
    return json.loads(out.read_text()), result.stderr.decode()


def test_the_parts_of_a_run_are_the_run(jerome, write, convert, tmp_path):
    pages = [page(f"{(i // 2) ^ 5:02}.md", ["de-DE", "af"][i % 2], words=i) for i in range(30)]
    whole = convert(report(pages), "json")
    parts = [report([{**p, "number": i + 1} for i, p in enumerate(pages) if i % 3 == part], shards={"of": 3, "had": [part + 1]})
             for part in range(3)]
    paths = [write(part, f"{i}.json") for i, part in enumerate(parts)]
    out = tmp_path / "merged.json"
    assert jerome("report", "merge", *reversed(paths), "-o", out).returncode == 0
    assert out.read_text() == whole
    two, said = merged(jerome, tmp_path, paths[2], paths[0])
    assert two["shards"] == {"of": 3, "had": [1, 3]} and two["totals"]["pages"] == 20 and said == ""
    assert jerome("report", out, paths[1], "-o", out).returncode == 0
    assert out.read_text() == whole


def test_a_page_that_is_in_two_reports_is_counted_once(jerome, write, tmp_path):
    first, second = report([page("a.md", words=10), page("b.md", words=20)]), report([page("b.md", words=7), page("c.md", words=1)])
    both, said = merged(jerome, tmp_path, write(first, "1.json"), write(second, "2.json"))
    assert [(p["page"], p["words"]) for p in both["pages"]] == [("a.md", 10), ("b.md", 7), ("c.md", 1)]
    assert both["totals"]["words"] == 18
    assert "2.json: warning: 1 of its pages" in said and "[bad-report]" in said


def test_options_that_differ_are_left_out(jerome, write, tmp_path):
    first, second = report([page("a.md")]), report([page("b.md")])
    first["options"], second["options"] = ["to-lang=de-DE", "xliff=2.1"], ["xliff=2.1", "to-lang=fr-FR"]
    assert merged(jerome, tmp_path, write(first, "1.json"), write(second, "2.json"))[0]["options"] == ["xliff=2.1"]


def test_reports_that_do_not_belong_together_are_refused(jerome, write):
    one = report([page("a.md")])
    other = {**copy.deepcopy(one), "command": "merge"}
    fails(jerome("report", write(one, "1.json"), write(other, "2.json")), 2, "jerome export", "jerome merge")
    cut = {**copy.deepcopy(one), "shards": {"of": 2, "had": [1]}}
    fails(jerome("report", write(one, "1.json"), write(cut, "2.json")), 2, "not of one run")
