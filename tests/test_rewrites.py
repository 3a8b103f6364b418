# SPDX-License-Identifier: MIT
"""What other tools make of an XLIFF file without harm to it: all of it is accepted, in every version of the format."""
import copy
import re
import xml.etree.ElementTree as ElementTree

import pytest

from test_check import Case, VERSIONS
from xliff_file import LONE, PAIRS, local

FOREIGN = "{urn:example:tool}"


@pytest.fixture(params=VERSIONS)
def case(request, tmp_path, jerome):
    return Case(tmp_path, jerome, request.param)


def accepted(case, data, *options, same=True):
    """All units are translated, nothing is to be said, and the page is that of the file as it was."""
    if same:
        assert case.merge(data) == case.merge(case.translated())
    status, findings, counts = case.check(data, *options)
    assert (status, findings) == (0, [])
    assert counts["translated"] == counts["units"] > 0
    status, findings, own = case.check_again(*options, source=False)
    assert (status, findings, own["translated"]) == (0, [], counts["units"])


# ---- The same document, written otherwise ----

def other_prefixes(data):
    """Prefixes for all elements, none for attributes."""
    for name in set(re.findall(rb"</?([a-zA-Z-]+)[ />]", data)):
        data = re.sub(rb"(</?)" + name + rb"(?=[ />])", rb"\1zz:" + name, data)
    return data.replace(b'xmlns="', b'xmlns:zz="', 1)


def other_order(data):
    """The attributes of each element in the opposite order."""
    def turn(match):
        return match[1] + b"".join(reversed(re.findall(rb'\s+[\w:-]+="[^"]*"', match[2]))) + match[3]
    return re.sub(rb'(<[\w:-]+)((?:\s+[\w:-]+="[^"]*")+)(\s*/?>)', turn, data)


def single_quotes(data):
    return re.sub(rb'="([^"\']*)"', rb"='\1'", data)


def cdata(data):
    """Text of sources and targets in CDATA sections."""
    def wrap(match):
        return match[1] + re.sub(rb">([^<>&]+)<", rb"><![CDATA[\1]]><", match[2]) + match[3]
    return re.sub(rb"(?s)(<(?:\w+:)?(?:source|target)[^>/]*)(>.*?)(</(?:\w+:)?(?:source|target)>)",
                  lambda m: wrap((None, m[1], m[2] + b"<", m[3][1:])), data)


def references(data):
    return data.replace("é".encode(), b"&#233;").replace("á".encode(), b"&#xE1;")


def comments(data):
    """Comments and processing instructions within text."""
    return data.replace(b"e", b"e", 1) if b"<target" not in data else re.sub(
        rb"(<target[^>/]*>)", rb"<!-- here it begins -->\1<?tool mark?><!-- <g id='9'/> -->", data)


def windows_lines(data):
    return data.replace(b"\n", b"\r\n")


def utf16(data):
    text = data.decode().replace("utf-8", "utf-16").replace("UTF-8", "utf-16")
    return text.encode("utf-16")


def utf16_big(data):
    text = data.decode().replace("utf-8", "utf-16").replace("UTF-8", "utf-16")
    return b"\xfe\xff" + text.encode("utf-16-be")


def with_bom(data):
    return b"\xef\xbb\xbf" + data


def latin2(data):
    text = re.sub("[^\x00-\x7fáéíóúçšýÁÉÍÓÚÇŠÝ]", lambda m: f"&#{ord(m[0])};", data.decode())
    return text.replace("utf-8", "iso-8859-2").encode("iso-8859-2")


def no_declaration(data):
    return data.split(b"?>", 1)[1]


WRITTEN = [other_prefixes, other_order, single_quotes, cdata, references, comments, windows_lines, utf16, utf16_big, with_bom,
           latin2, no_declaration]


@pytest.mark.parametrize("form", WRITTEN, ids=[f.__name__ for f in WRITTEN])
def test_the_same_document_written_otherwise_is_accepted(case, form):
    before = case.translated().bytes()
    after = form(before)
    assert after != before
    if form not in (utf16, utf16_big, latin2):
        ElementTree.fromstring(after)  # still well-formed
    accepted(case, after)


# ---- Another way to say the same ----

def ends_apart(x, name):
    """Pairs as two ends."""
    for part in ("source", "target"):
        within = getattr(x, part)(name)
        while any(local(e) in PAIRS for e in within.iter()):
            pair = x.code(within, PAIRS)
            parent = next(p for p in within.iter() if pair in list(p))
            at = list(parent).index(pair)
            id_ = pair.get("id")
            start, end = x.make("bx" if x.old else "sc", id=id_), x.make("ex" if x.old else "ec")
            end.set(*(("id", id_) if x.old else ("startRef", id_)))
            for key, value in pair.items():
                if key in ("clone", "ctype", "canCopy", "canDelete", "type", "subType") and not (x.old and key == "ctype"):
                    start.set(key, value)
            parent.remove(pair)
            start.tail, end.tail = pair.text, pair.tail
            for i, element in enumerate([start, *list(pair), end]):
                parent.insert(at + i, element)


def native_codes(x, name):
    """1.2: codes with their originals in them, ends tied by rid."""
    for part in ("source", "target"):
        ends_apart(x, name) if part == "source" else None
        for e in getattr(x, part)(name).iter():
            names = {"bx": "bpt", "ex": "ept", "x": "ph"}
            if local(e) in names:
                if local(e) != "x":
                    e.set("rid", e.get("id"))
                    e.set("id", e.get("id") + ("" if local(e) == "bx" else "e"))
                e.tag = x.tag(names[local(e)])
                e.text = "&lt;code&gt;"


def new_ids(x, name):
    """Codes that a tool numbered anew, in source and target alike."""
    for part in ("source", "target"):
        for e in getattr(x, part)(name).iter():
            if local(e) in PAIRS | LONE:
                e.set("id", "c" + e.get("id"))


def no_originals(x, name):
    for e in x.unit(name).iter():
        for key in ("equiv-text", "dataRef", "dataRefStart", "dataRefEnd", "disp", "equiv"):
            e.attrib.pop(key, None)


def annotations(x, name):
    """Terms and remarks around words."""
    target = x.target(name)
    mark = x.make("mrk", "Wort ", **({"mtype": "term", "mid": "t"} if x.old else {"id": "m1", "type": "term"}))
    mark.tail, target.text = target.text, None
    target.insert(0, mark)
    if not x.old:
        target.append(x.make("sm", id="m2", type="comment"))
        target.append(x.make("em", startRef="m2"))


def no_emphasis(x, name):
    for n in reversed(range(5)):
        codes = [e for e in x.target(name).iter() if local(e) in PAIRS]
        if n < len(codes) and (codes[n].get("ctype") in ("bold", "italic") or codes[n].get("type") == "fmt"):
            x.unwrap(x.target(name), codes[n])


def more_emphasis(x, name):
    bold = copy.deepcopy(x.code(x.target(name), PAIRS))
    if not x.old:
        bold.set("copyOf", bold.get("id"))
        bold.set("id", "99")
    x.target(name).append(bold)


def other_places(x, name):
    """Codes moved, out of pairs as well."""
    target = x.target(name)
    first = x.code(target, LONE)
    x.remove(target, first)
    target.insert(0, first)
    last = x.code(target, PAIRS, -1)
    x.remove(target, last)
    target.insert(0, last)


def white_space(x, name):
    """Line ends and spaces at the ends and between words."""
    target = x.target(name)
    target.text = "\n      " + (target.text or "").replace(" ", " \n\t ")
    list(target)[-1].tail = (list(target)[-1].tail or "") + " \n    "


def more_matches(x, name):
    """Matches with sources and targets of their own, notes, glossaries, metadata, foreign elements and attributes."""
    unit = x.unit(name)
    unit.set(FOREIGN + "locked", "no")
    foreign = ElementTree.Element(FOREIGN + "data")
    foreign.append(x.make("target", "No"))
    foreign.append(ElementTree.Element(FOREIGN + "source"))
    if x.old:
        match = x.make("alt-trans")
        match.append(x.make("source", "No"))
        match.append(x.make("target", "No"))
        unit.extend([match, x.make("note", "No"), foreign])
        return
    mtc = "{urn:oasis:names:tc:xliff:matches:2.0}"
    matches = ElementTree.Element(mtc + "matches")
    match = ElementTree.SubElement(matches, mtc + "match", {"ref": "#1"})
    match.append(x.make("source", "No"))
    match.append(x.make("target", "No"))
    notes = x.make("notes")
    notes.append(x.make("note", "No"))
    unit.insert(0, notes)
    unit.insert(0, matches)
    unit.insert(0, foreign)


def final(x, name):
    unit = x.unit(name)
    x.set_state(unit, "final")
    if x.old:
        unit.set("approved", "yes")
    else:
        x.segments(unit)[0].set("subState", "tool:done")


SAID = [ends_apart, new_ids, no_originals, annotations, no_emphasis, more_emphasis, other_places, white_space, more_matches, final]


@pytest.mark.parametrize("way", SAID, ids=[w.__name__ for w in SAID])
def test_another_way_to_say_the_same_is_accepted(case, way):
    xliff = case.translated()
    way(xliff, "paragraph/1")
    accepted(case, xliff, same=way not in (annotations, no_emphasis, more_emphasis, other_places))
    assert case.merge(xliff)[0] == 0


def test_codes_with_their_originals_in_them_are_accepted(tmp_path, jerome):
    case = Case(tmp_path, jerome, "1.2")
    xliff = case.translated()
    native_codes(xliff, "paragraph/1")
    status, findings, counts = case.check(xliff)
    assert (status, findings, counts["translated"]) == (0, [], counts["units"])


# ---- Segments ----

def split(x, name):
    """A text in two segments, cut within its pairs where the format can."""
    unit = x.unit(name)
    source, target = x.source(name), x.target(name)
    if x.old:
        cut = x.make("seg-source")
        for element, into in ((source, cut), (target, target)):
            text, children = element.text, [copy.deepcopy(child) for child in element]
            for child in list(into):
                into.remove(child)
            into.text = None
            first = x.make("mrk", text, mtype="seg", mid="1")
            first.tail = " "
            second = x.make("mrk", None, mtype="seg", mid="2")
            second.extend(children)
            into.extend([first, second])
        unit.insert(list(unit).index(source) + 1, cut)
        return
    segment = x.segments(unit)[0]
    segment.set("id", "s1")
    second = x.make("segment", id="s2", state="translated")
    for name_, element in (("source", source), ("target", target)):
        children = list(element)
        half = len(children) // 2
        part = x.make(name_)
        for child in children[half:]:
            element.remove(child)
            part.append(child)
        second.append(part)
    unit.insert(list(unit).index(segment) + 1, second)


def test_split_segments_are_joined(case):
    xliff = case.translated()
    ends_apart(xliff, "paragraph/1")
    split(xliff, "paragraph/1")
    accepted(case, xliff)


def test_joined_segments_are_accepted(case):
    xliff = case.translated("--segment", "sentence")
    unit = xliff.unit("paragraph/3")
    if xliff.old:
        unit.remove(unit.find(xliff.tag("seg-source")))
        target = xliff.target("paragraph/3")
        for mark in [e for e in target if local(e) == "mrk"]:
            xliff.unwrap(target, mark)
    else:
        parts = [e for e in unit if local(e) in ("segment", "ignorable")]
        whole = parts[0]
        for part in parts[1:]:
            for name in ("source", "target"):
                into = whole.find(xliff.tag(name))
                of = part.find(xliff.tag(name))
                of = part.find(xliff.tag("source")) if of is None else of
                xliff.add_text(into, len(into), of.text)
                into.extend(list(of))
            unit.remove(part)
    accepted(case, xliff)


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_targets_in_another_order_are_accepted(tmp_path, jerome, version):
    case = Case(tmp_path, jerome, version)
    xliff = case.translated("--segment", "sentence")
    unit = xliff.unit("paragraph/3")
    parts = [e for e in unit if local(e) in ("segment", "ignorable")]
    targets = [(i, p.find(xliff.tag("target"))) for i, p in enumerate(parts, 1)]
    first, last = [(i, t) for i, t in targets if t is not None and local(parts[i - 1]) == "segment"][::2][:2]
    first[1].set("order", str(last[0]))
    last[1].set("order", str(first[0]))
    accepted(case, xliff, same=False)


# ---- Units ----

def test_units_in_another_order_and_in_groups_are_accepted(case):
    xliff = case.translated()
    place = xliff.file.find(xliff.tag("body")) if xliff.old else xliff.file
    units = xliff.units()
    for unit in units:
        xliff.parents()[unit].remove(unit)
    group = inner = xliff.make("group", id="g1")
    for n in range(2, 5):
        inner.append(xliff.make("group", id=f"g{n}"))
        inner = inner[-1]
    inner.extend(reversed(units))
    place.append(group)
    accepted(case, xliff)


def test_several_pages_in_one_file_are_accepted(case):
    xliff = case.translated()
    other = copy.deepcopy(xliff.file)
    (case.folder / "other.md").write_text((case.folder / "page.md").read_text())
    other.set("original", "other.md")
    if not xliff.old:
        other.set("id", "f2")
    xliff.root.append(other)
    case.path.write_bytes(xliff.bytes())
    status, findings, counts = case.check(xliff)
    assert (status, findings, counts["translated"]) == (0, [], 20)


def test_files_without_namespace_are_accepted(case):
    data = re.sub(rb' xmlns="urn:oasis:names:tc:xliff:document[^"]*"', b"", case.translated().bytes())
    accepted(case, data)
