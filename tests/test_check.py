# SPDX-License-Identifier: MIT
"""jerome check: what came back from translators. Every kind of damage is found, in every version of the format; what other
tools make of a file without damage is accepted."""
import copy
import json
import re

import pytest

import golden

from xliff_file import LONE, PAIRS, SPACE, Xliff, local

PAGE = """---
title: Send a page
description: What a translator sees, and what not.
keywords: tide, water
---
# Send a page

Read **the manual** or [replay](replay.md "All of it") with `run()` and *no* `halt()`.

See [the **first** link](first.md) and [the second](second.md) of {0} and {1} in %s.

Read https://example.com/a or ask. It is a second sentence. It ends with a third one.

- One item
- Another item
"""
VERSIONS = ["1.2", "2.0", "2.1", "2.2"]


class Case:
    """A page, its XLIFF file, and the program."""

    def __init__(self, folder, jerome, version):
        self.folder, self.jerome, self.version = folder, jerome, version
        (folder / "page.md").write_text(PAGE)
        self.path = folder / "out" / "page.md.xlf"

    def run(self, *args):
        return self.jerome(*args, cwd=self.folder)

    def export(self, *options):
        result = self.run("export", "page.md", "--to-lang", "de-DE", "-o", "out", "--xliff", self.version, *options)
        assert result.returncode == 0, result.stderr.decode()
        return Xliff(self.path.read_bytes())

    def translated(self, *options):
        return self.export(*options).translate()

    def check(self, xliff, *options, source=True):
        """Exit status, findings as (severity, code, unit), counts."""
        self.path.write_bytes(xliff if isinstance(xliff, bytes) else xliff.bytes())
        return self.check_again(*options, source=source)

    def check_again(self, *options, source=True):
        place = ["--source", "."] if source else []
        result = self.run("check", "out/page.md.xlf", *place, "--diagnostics", "json", *options)
        findings = [json.loads(line) for line in result.stderr.decode().splitlines()]
        counts = json.loads(result.stdout) if result.stdout else {}
        return result.returncode, findings, counts

    def merge(self, xliff):
        """Exit status and the localized page."""
        self.path.write_bytes(xliff if isinstance(xliff, bytes) else xliff.bytes())
        result = self.run("merge", "out/page.md.xlf", "--source", ".", "-o", "localized", "--keep-front-matter",
                          "--anchors", "none")
        page = self.folder / "localized" / "page.md"
        return result.returncode, page.read_text() if page.exists() else None


@pytest.fixture(params=VERSIONS)
def case(request, tmp_path, jerome):
    return Case(tmp_path, jerome, request.param)


@pytest.fixture
def new(tmp_path, jerome):
    return Case(tmp_path, jerome, "2.1")


@pytest.fixture
def old(tmp_path, jerome):
    return Case(tmp_path, jerome, "1.2")


def codes(findings, severity="error"):
    return sorted({f["code"] for f in findings if f["severity"] == severity})


# ---- Nothing is wrong ----

def test_a_translation_without_damage_is_accepted(case):
    status, findings, counts = case.check(case.translated())
    assert (status, findings) == (0, [])
    assert counts == {"file": "out/page.md.xlf", "units": 10, "translated": 10, "untranslated": 0, "missing": 0, "refused": 0,
                      "warned": 0}


def test_a_file_is_checked_by_itself_where_its_page_is_not_at_hand(case):
    xliff = case.translated()
    status, findings, counts = case.check(xliff, source=False)
    assert (status, findings, counts["translated"]) == (0, [], 10)
    xliff.remove(xliff.target("paragraph/1"), xliff.code(xliff.target("paragraph/1"), LONE))
    status, findings, counts = case.check(xliff, source=False)
    assert (status, codes(findings), counts["refused"]) == (3, ["missing-code"], 1)


def test_the_page_is_found_beside_the_file(case):
    xliff = case.translated()
    (case.folder / "out" / "page.md").write_text(PAGE.replace("One item", "An item"))
    status, findings, _ = case.check(xliff, source=False)
    assert status == 3 and codes(findings) == ["missing-unit"]


# ---- Damage to the codes of one unit ----

def lose_lone(x, target):
    x.remove(target, x.code(target, LONE))


def lose_pair(x, target):
    x.unwrap(target, x.code(target, PAIRS, 1))


def repeat_lone(x, target):
    code = copy.deepcopy(x.code(target, LONE))
    target.append(code)


def repeat_pair(x, target):
    target.append(copy.deepcopy(x.code(target, PAIRS, 1)))


def add_lone(x, target):
    target.append(x.make("x" if x.old else "ph", id="77"))


def add_pair(x, target):
    target.append(x.make("g" if x.old else "pc", "text", id="77"))


def add_html(x, target):
    target.append(x.make("b", "bold"))


def rename_lone(x, target):
    x.code(target, LONE).set("id", "77")


def rename_pair(x, target):
    x.code(target, PAIRS, 1).set("id", "77")


def exchange_kind(x, target):
    x.code(target, LONE).tag = x.tag("g" if x.old else "pc")


def cross(x, target):
    first, second = [x.code(target, PAIRS, n) for n in (0, 1)]
    ids = [first.get("id"), second.get("id")]
    for child in list(target):
        target.remove(child)
    names = ("bx", "ex") if x.old else ("sc", "ec")
    for name, id_ in [(names[0], ids[0]), (names[0], ids[1]), (names[1], ids[0]), (names[1], ids[1])]:
        target.append(x.make(name, None, **({"startRef": id_} if name == "ec" else {"id": id_})))
        target[-1].tail = "text"


def lose_end(x, target):
    pair = x.code(target, PAIRS, 1)
    pair.tag, pair.tail, pair.text = x.tag("bx" if x.old else "sc"), pair.tail, None


def turn_ends(x, target):
    pair = x.code(target, PAIRS, 1)
    id_ = pair.get("id")
    x.unwrap(target, pair)
    start, end = ("bx", "ex") if x.old else ("sc", "ec")
    target.insert(0, x.make(end, None, **({"id": id_} if x.old else {"startRef": id_})))
    target.append(x.make(start, None, id=id_))


def empty_link(x, target):
    x.code(target, PAIRS, 1).text = " "


DAMAGES = [
    (lose_lone, ["missing-code"]),
    (lose_pair, ["missing-code"]),
    (repeat_lone, ["duplicate-code"]),
    (repeat_pair, ["duplicate-code"]),
    (add_lone, ["added-code"]),
    (add_pair, ["added-code"]),
    (add_html, ["added-code"]),
    (rename_lone, ["renamed-code"]),
    (rename_pair, ["renamed-code"]),
    (exchange_kind, ["added-code", "missing-code"]),
    (cross, ["crossed-code", "missing-code"]),
    (lose_end, ["missing-code"]),
    (turn_ends, ["missing-code"]),
    (empty_link, ["missing-code"]),
]


@pytest.mark.parametrize("damage, wanted", DAMAGES, ids=[d.__name__ for d, _ in DAMAGES])
def test_damaged_codes_are_found_and_nothing_else(case, damage, wanted):
    xliff = case.translated()
    damage(xliff, xliff.target("paragraph/1"))
    status, findings, counts = case.check(xliff)
    assert status == 3 and codes(findings) == wanted
    assert (counts["refused"], counts["translated"]) == (1, 9)
    unit = xliff.unit("paragraph/1").get("id")
    lines = xliff.bytes().split(b"\n")
    for finding in findings:
        assert unit in finding["message"] and finding["file"] == "out/page.md.xlf"
        assert lines[finding["line"] - 1][finding["column"] - 1:].startswith(b"<")
    whole = case.merge(case.translated())[1].splitlines()
    status, page = case.merge(xliff)
    source = PAGE.replace("All of it", "Áll óf ít").splitlines()  # a unit of its own
    assert status == 3 and len(whole) == len(source)
    assert page.splitlines() == [source[i] if line.startswith("Read **") else whole[i] for i, line in enumerate(source)]


def test_a_link_within_a_link_is_found(case):
    xliff = case.translated()
    target = xliff.target("paragraph/2")
    first, second = [e for e in target if local(e) in PAIRS]
    xliff.remove(target, second)
    first.append(second)
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts["refused"]) == (3, ["nested-link"], 1)


def test_an_altered_original_is_told_and_not_used(case):
    xliff = case.translated()
    target = xliff.target("paragraph/1")
    if xliff.old:
        xliff.code(target, LONE).set("equiv-text", "`stop()`")
    else:
        data = xliff.unit("paragraph/1").find(xliff.tag("originalData"))
        data.append(xliff.make("data", "`stop()`", id="other"))
        xliff.code(target, LONE).set("dataRef", "other")
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings, "warning"), counts["warned"]) == (0, ["altered-code"], 1)


def test_codes_that_must_keep_their_order_do(new):
    xliff = new.translated()
    for part in ("source", "target"):
        for code in getattr(xliff, part)("paragraph/1").iter(xliff.tag("ph")):
            code.set("canReorder", "no")
    assert new.check(xliff, source=False)[0] == 0
    target = xliff.target("paragraph/1")
    first = xliff.code(target, LONE)
    xliff.remove(target, first)
    target.append(first)
    status, findings, _ = new.check(xliff, source=False)
    assert (status, codes(findings)) == (3, ["moved-code"])


# ---- Damage to units and segments ----

def test_a_unit_that_is_gone_is_missed_at_its_place_in_the_page(case):
    xliff = case.translated()
    unit = xliff.unit("list1/item2")
    xliff.parents()[unit].remove(unit)
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts["missing"]) == (3, ["missing-unit"], 1)
    assert (findings[0]["file"], findings[0]["line"]) == ("page.md", 15)


def test_a_unit_with_another_id_is_missed_and_not_known(case):
    xliff = case.translated()
    xliff.unit("list1/item2").set("id", "u0")
    status, findings, _ = case.check(xliff)
    assert (status, codes(findings), codes(findings, "warning")) == (3, ["missing-unit"], ["unknown-unit"])


def test_two_units_with_one_id_end_the_reading(case):
    xliff = case.translated()
    unit = xliff.unit("list1/item2")
    xliff.parents()[unit].append(copy.deepcopy(unit))
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts) == (3, ["bad-xliff"], {})


def test_a_unit_without_an_id_ends_the_reading(case):
    xliff = case.translated()
    del xliff.unit("list1/item2").attrib["id"]
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts) == (3, ["bad-xliff"], {})


def edit_text(x, source):
    source.text = "Write "


def edit_code(x, source):
    x.remove(source, x.code(source, LONE))


@pytest.mark.parametrize("edit", [edit_text, edit_code])
def test_an_edited_source_is_found(case, edit):
    xliff = case.translated()
    edit(xliff, xliff.source("paragraph/1"))
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts["refused"]) == (3, ["edited-source"], 1)


def test_two_sources_and_two_targets_are_damage(case):
    for part in ("source", "target"):
        xliff = case.translated()
        segment = xliff.segments(xliff.unit("paragraph/1"))[0]
        segment.append(copy.deepcopy(segment.find(xliff.tag(part))))
        status, findings, counts = case.check(xliff)
        assert (status, codes(findings), counts["refused"]) == (3, ["damaged-unit"], 1)


def test_a_page_that_has_changed_is_told_and_what_did_not_change_is_used(case):
    xliff = case.translated()
    (case.folder / "page.md").write_text(PAGE.replace("One item", "An item"))
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings)) == (3, ["missing-unit"])
    assert codes(findings, "warning") == ["changed-page", "unknown-unit"]
    assert (counts["missing"], counts["translated"]) == (1, 9)


def segments_of(xliff, name):
    unit = xliff.unit(name)
    return list(unit.find(xliff.tag("target"))) if xliff.old else [s for s in unit if s.find(xliff.tag("target")) is not None]


def test_segmented_files_are_accepted(case):
    xliff = case.translated("--segment", "sentence")
    assert len(segments_of(xliff, "paragraph/3")) == 3
    status, findings, counts = case.check(xliff)
    assert (status, findings, counts["translated"]) == (0, [], 10)


def test_a_segment_without_target_is_missed(case):
    xliff = case.translated("--segment", "sentence")
    second = segments_of(xliff, "paragraph/3")[1]
    if xliff.old:
        xliff.remove(xliff.target("paragraph/3"), second)
    else:
        second.remove(second.find(xliff.tag("target")))
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts["refused"]) == (3, ["missing-segment"], 1)


def test_segments_that_do_not_fit_are_damage(case):
    xliff = case.translated("--segment", "sentence")
    first, second = segments_of(xliff, "paragraph/3")[:2]
    if xliff.old:
        second.set("mid", first.get("mid"))
    else:
        second.find(xliff.tag("target")).set("order", "1")
    status, findings, counts = case.check(xliff)
    assert status == 3 and "damaged-unit" in codes(findings) and counts["refused"] == 1


# ---- Damage to words ----

def test_an_emptied_target_is_an_error(case):
    xliff = case.translated()
    target = xliff.target("list1/item1")
    target.text = " "
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts["translated"]) == (3, ["empty-target"], 9)


def test_untranslated_units_are_warned_of_and_fail_on_demand(case):
    xliff = case.translated()
    for segment in xliff.segments(xliff.unit("list1/item1")):
        segment.remove(segment.find(xliff.tag("target")))
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings, "warning"), counts["untranslated"]) == (0, ["untranslated"], 1)
    assert case.check_again("--require", "complete")[0] == 3


def test_copies_of_the_source_are_untranslated_unless_somebody_says_otherwise(case):
    xliff = case.translated()
    xliff.target("list1/item1").text = "One item"
    xliff.set_state(xliff.unit("list1/item1"), "new" if xliff.old else "initial")
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings, "warning"), counts["untranslated"]) == (0, ["untranslated"], 1)
    xliff.set_state(xliff.unit("list1/item1"), "final")
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings, "note"), counts["untranslated"]) == (0, ["same-as-source"], 0)


def test_states_count_on_demand(case):
    xliff = case.translated()
    assert case.check(xliff, "--require", "final")[0] == 3
    for unit in xliff.units():
        xliff.set_state(unit, "final")
    assert case.check(xliff, "--require", "final")[:2] == (0, [])


@pytest.mark.parametrize("text, fine", [
    ("Lies https://example.com/de-de/a.", True),
    ("Lies https://example.com/en-us/a!", True),
    ("(https://example.com/fr-fr/a)", True),
    ("Lies https://example.com/en-us/b.", False),
    ("Lies gar nichts.", False),
    ("Lies https://example.com/en-us/a, https://example.com/", False),
])
def test_altered_addresses_are_warned_of(case, text, fine):
    (case.folder / "page.md").write_text("---\ndescription: Read https://example.com/en-us/a.\n---\n")
    xliff = case.translated()
    xliff.target("front-matter/description").text = text
    status, findings, _ = case.check(xliff)
    assert (status, codes(findings, "warning")) == (0, [] if fine else ["altered-url"])


@pytest.mark.parametrize("before, after", [("{0}", "{2}"), ("%s", "%d"), ("{1}", ""), ("{1}", "{1} {1}")])
def test_altered_placeholders_are_warned_of(case, before, after):
    xliff = case.translated()
    data = xliff.bytes().decode()
    target = re.search(r"(?s)<target(?:(?!</target>).)*\{0\}.*?</target>", data)[0]
    status, findings, counts = case.check(data.replace(target, target.replace(before, after)).encode())
    assert (status, codes(findings, "warning"), counts["warned"]) == (0, ["altered-placeholder"], 1)


def test_a_description_that_is_too_long_is_warned_of(case):
    xliff = case.translated()
    xliff.target("front-matter/description").text = "ä" * 160
    assert case.check(xliff)[1] == []
    xliff.target("front-matter/description").text = "ä" * 161
    assert codes(case.check(xliff)[1], "warning") == ["too-long"]


def test_protected_text_must_stay(case):
    xliff = case.translated()
    for part in ("source", "target"):
        element = getattr(xliff, part)("list1/item1")
        mark = xliff.make("mrk", "One", **({"mtype": "protected"} if xliff.old else {"id": "m1", "translate": "no"}))
        element.text, mark.tail = None, " thing" if part == "target" else " item"
        element.append(mark)
    assert case.check(xliff)[:2] == (0, [])
    mark.text = "Two"
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts["refused"]) == (3, ["altered-term"], 1)


def test_another_language_is_refused(case):
    xliff = case.translated()
    status, findings, counts = case.check(xliff, "--to-lang", "fr-FR")
    assert (status, codes(findings), counts["refused"]) == (3, ["wrong-language"], 10)
    assert case.check_again("--to-lang", "de")[0] == 0
    xliff.target("list1/item1").set(SPACE + "lang", "fr-FR")
    status, findings, counts = case.check(xliff)
    assert (status, codes(findings), counts["refused"]) == (3, ["wrong-language"], 1)


@pytest.mark.parametrize("lang, text, fine", [
    ("zh-CN", "Das ist noch gar nicht Chinesisch", False), ("zh-CN", "Azure CLI 中文", True), ("ja-JP", "これは", True),
    ("ko", "Das ist noch gar nicht fertig", False), ("ru", "Это по-русски", True), ("de", "这不是德文这不是德文", False),
    ("sr-Latn", "Das ist noch gar nicht fertig", True), ("zh", "Azure CLI", True),
])
def test_another_script_is_warned_of(case, lang, text, fine):
    xliff = case.translated()
    if xliff.old:
        xliff.file.set("target-language", lang)
    else:
        xliff.root.set("trgLang", lang)
    xliff.target("list1/item1").text = text
    unit = xliff.unit("list1/item1").get("id")
    findings = [f for f in case.check(xliff)[1] if unit in f["message"]]
    assert [f["code"] for f in findings] == ([] if fine else ["wrong-script"])


# ---- Damage to the file ----

def test_a_file_cut_off_anywhere_is_refused(case):
    data = case.translated().bytes()
    for at in [0, 1, 20, len(data) // 3, len(data) // 2, len(data) - 30, len(data) - 2]:
        status, findings, counts = case.check(data[:at])
        assert (status, codes(findings), counts) == (3, ["bad-xml"], {})
        assert findings[0]["line"] >= 1
        assert case.merge(data[:at]) == (3, None)


def test_what_is_no_xliff_of_a_known_version_is_refused(case):
    data = case.translated().bytes()
    for bad in [data.replace(b'version="' + case.version.encode(), b'version="7.7'), b"<html/>", b"# A page\n", b"PK\x03\x04",
                re.sub(rb"urn:oasis:names:tc:xliff:document:[\d.]+", b"urn:x", data)]:
        status, findings, counts = case.check(bad)
        assert status == 3 and len(findings) == 1 and counts == {}


def test_a_page_outside_of_the_source_folder_is_not_read(case, tmp_path):
    for path in ["../secret.md", "/etc/hostname", "a/../../secret.md", "link/secret.md"]:
        (tmp_path / "pages").mkdir(exist_ok=True)
        (tmp_path / "secret.md").write_text(PAGE)
        if not (tmp_path / "pages/link").exists():
            (tmp_path / "pages/link").symlink_to(tmp_path)
        xliff = case.translated()
        xliff.file.set("original", path)
        case.path.write_bytes(xliff.bytes())
        result = case.run("check", "out/page.md.xlf", "--source", "pages")
        assert result.returncode == 5 and b"refused-path" in result.stderr


def test_a_page_that_is_not_there_is_an_error_where_a_source_folder_is_given(case):
    case.path.parent.mkdir()
    xliff = case.translated()
    xliff.file.set("original", "other.md")
    status, findings, _ = case.check(xliff)
    assert (status, codes(findings)) == (6, ["cannot-read"])


# ---- Options ----

def test_each_check_has_a_level(case):
    xliff = case.translated()
    lose_lone(xliff, xliff.target("paragraph/1"))
    assert case.check(xliff, "--check", "missing-code=warning")[0] == 0
    status, findings, counts = case.check_again("--check", "missing-code=off")
    assert (status, findings, counts["translated"]) == (0, [], 10)
    cross(xliff, xliff.target("paragraph/1"))
    counts = case.check(xliff, "--check", "missing-code=off", "--check", "crossed-code=warning")[2]
    assert counts["refused"] == 1, "what cannot be written is not written"


def test_options_that_are_not_understood_are_refused(old):
    xliff = old.translated()
    for option in [("--check", "x=off"), ("--check", "missing-code"), ("--check", "missing-code=loud"), ("--to-lang", "!")]:
        assert old.check(xliff, *option)[0] == 2
    assert old.run("check").returncode == 2


def test_several_files_are_checked_and_summed_up(old):
    old.path.parent.mkdir()
    xliff = old.translated()
    old.path.write_bytes(xliff.bytes())
    (old.folder / "out" / "bad.xlf").write_text("<xliff/>")
    result = old.run("check", "out/bad.xlf", "out/page.md.xlf", "--source", ".")
    assert result.returncode == 3
    assert result.stdout == b"out/page.md.xlf: 10 units, 10 translated, 0 untranslated, 0 missing, 0 refused, 0 warned\n"
    assert old.run("check", "-q", "out/page.md.xlf", "--source", ".").stdout == b""


# ---- Which units there are ----

def test_what_was_exported_on_demand_is_looked_for(case):
    (case.folder / "page.md").write_text("---\ntitle: A page\nms.topic: overview\n---\n\n```python\n# Say it.\n```\n")
    xliff = case.translated("--keys", "title,ms.topic", "--code-comments")
    assert len(xliff.units()) == 3
    status, findings, counts = case.check(xliff)
    assert (status, findings, counts["translated"]) == (0, [], 3)
    for unit in xliff.units()[1:]:
        xliff.parents()[unit].remove(unit)
    assert case.check(xliff)[:2] == (0, [])
    status, findings, counts = case.check_again("--keys", "title,ms.topic", "--code-comments")
    assert (status, codes(findings), counts["missing"]) == (3, ["missing-unit"], 2)


# ---- Documentation ----

def test_help_and_documents_list_the_checks_that_there_are(jerome):
    listed = dict(re.findall(r"^  ([a-z-]+) \[(\w+)\]", jerome("help", "checks").stdout.decode(), re.M))
    text = (golden.ROOT / "docs" / "xliff.md").read_text()
    assert dict(re.findall(r"^\| `([a-z-]+)` \| (error|warning|note|off)\b", text, re.M)) == listed
    header = (golden.ROOT / "include" / "jerome" / "diag.h").read_text()
    checks = header[header.index("#define JR_CHECKS"):header.index("/* Every diagnostic")]
    assert sorted(re.findall(r'"([a-z-]+)"', checks)) == sorted(listed)
