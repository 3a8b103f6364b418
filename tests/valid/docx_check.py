# SPDX-License-Identifier: MIT
"""What Microsoft's OpenXML validator does not see in a Word document and Word or its reader does.

    python3 tests/valid/docx_check.py FILE.docx…     prints one line for each finding

Each rule has its reason: what Word makes of the breach, or whom it leaves behind.
"""
import posixpath
import re
import sys
import unicodedata
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

WML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
DCTERMS = "http://purl.org/dc/terms/"
TEXT_PARTS = ("word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml")
BLOCKS = {"p", "tbl", "sdt"}
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")
URI_CHARACTERS = re.compile(r"([A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2}|[\u00a0-\uffef])+")
SAFE = {"http", "https", "mailto", "ftp", "ftps", "sftp", "tel", "sms", "sip", "sips", "news", "urn", "ms-settings"}


def is_word(c):
    """Letters with their marks, digits and underscores; no variation selector."""
    return c == "_" or unicodedata.category(c)[0] in "LMN" and not "\ufe00" <= c <= "\ufe0f"


def w(name):
    return f"{{{WML}}}{name}"


class Document:
    """The parts of a package as trees."""

    def __init__(self, path):
        self.findings = []
        with zipfile.ZipFile(path) as package:
            self.names = package.namelist()
            if package.testzip():
                self.found("package", f"damaged entry {package.testzip()}")
            data = {name: package.read(name) for name in self.names}
        self.trees = {name: ET.fromstring(text) for name, text in data.items() if name.endswith((".xml", ".rels"))}

    def found(self, where, what):
        self.findings.append(f"{where}: {what}")

    def texts(self):
        return [(name, self.trees[name]) for name in TEXT_PARTS if name in self.trees]

    def values(self, name, attribute="val"):
        """(part, value) of each element `name` in the text parts."""
        return [(part, e.get(w(attribute))) for part, tree in self.texts() for e in tree.iter(w(name))]

    def rels(self, part):
        folder, base = posixpath.split(part)
        tree = self.trees.get(posixpath.join(folder, "_rels", base + ".rels"))
        return [] if tree is None else list(tree)


def check_package(doc):
    """Duplicate entries and parts without a content type: Word calls the file corrupt."""
    for name in {name for name in doc.names if doc.names.count(name) > 1}:
        doc.found("package", f"{name} twice")
    types = doc.trees["[Content_Types].xml"]
    parts = {e.get("PartName") for e in types.iter(f"{{{TYPES}}}Override")}
    extensions = {e.get("Extension").lower() for e in types.iter(f"{{{TYPES}}}Default")}
    for name in doc.names:
        if name != "[Content_Types].xml" and "/" + name not in parts and name.rsplit(".", 1)[-1].lower() not in extensions:
            doc.found("package", f"{name} has no content type")
    for part in parts:
        if part[1:] not in doc.names:
            doc.found("package", f"content type of {part}, which is not there")


def check_relationships(doc):
    """Dead targets; a malformed URI makes Word refuse the whole file; a relative one is dead on the reader's machine."""
    used = set()
    for part in ("", *[name for name, _ in doc.texts()]):
        rels = doc.rels(part) if part else list(doc.trees["_rels/.rels"])
        ids = {e.get("Id") for e in rels}
        for e in rels:
            target = e.get("Target")
            if e.get("TargetMode") == "External":
                check_uri(doc, part, target)
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
            used.add(path)
            if path not in doc.names:
                doc.found(part, f"relationship to {path}, which is not there")
        if not part:
            continue
        wanted = {value for e in doc.trees[part].iter() for key, value in e.attrib.items() if key.startswith(f"{{{REL}}}")}
        for missing in wanted - ids:
            doc.found(part, f"no relationship {missing}")
        for spare in {e.get("Id") for e in rels if e.get("Type").endswith(("/hyperlink", "/image"))} - wanted:
            doc.found(part, f"relationship {spare} leads from nowhere")
    for name in doc.names:
        if name.startswith("word/media/") and name not in used:
            doc.found("package", f"{name} is not used")


def check_uri(doc, part, target):
    try:
        uri = urllib.parse.urlsplit(target)
        uri.port
    except ValueError as error:
        doc.found(part, f"malformed URI {target}: {error}")
        return
    if uri.scheme not in SAFE:
        doc.found(part, f"link to {target}: not absolute, or not safe")
    if not URI_CHARACTERS.fullmatch(target) or target.count("#") > 1:
        doc.found(part, f"malformed URI {target}")
    if uri.scheme in ("http", "https") and not re.fullmatch(r"[\w.\-:\[\]]+", uri.hostname or ""):
        doc.found(part, f"malformed host in {target}")
    if len(target) > 2083:
        doc.found(part, f"URI of {len(target)} characters")


def check_bookmarks(doc):
    """Duplicate names (Word compares without case) lose links; dead anchors do nothing when clicked."""
    names = {}
    ids = {}
    for part, tree in doc.texts():
        open_marks = set()
        for e in tree.iter():
            if e.tag == w("bookmarkStart"):
                name, number = e.get(w("name")), e.get(w("id"))
                if name.lower() in names:
                    doc.found(part, f"bookmark {name} twice")
                if len(name) > 40 or not (name[0].isalpha() or name[0] == "_") or not all(is_word(c) for c in name):
                    doc.found(part, f"bookmark name {name!r}")
                if number in ids:
                    doc.found(part, f"bookmark id {number} twice")
                names[name.lower()] = ids[number] = name
                open_marks.add(number)
            elif e.tag == w("bookmarkEnd"):
                if e.get(w("id")) not in open_marks:
                    doc.found(part, f"bookmark {e.get(w('id'))} ends before it begins")
                open_marks.discard(e.get(w("id")))
        for number in open_marks:
            doc.found(part, f"bookmark {number} has no end")
    for part, tree in doc.texts():
        for e in tree.iter(w("hyperlink")):
            anchor = e.get(w("anchor"))
            if anchor is not None and anchor.lower() not in names:
                doc.found(part, f"link to bookmark {anchor}, which is not there")
        for e in tree.iter(w("instrText")):
            for name in re.findall(r"\b(?:PAGEREF|NOTEREF|REF) (\S+)", e.text or ""):
                if name.lower() not in names:
                    doc.found(part, f"field refers to bookmark {name}, which is not there")


def check_styles(doc):
    """A missing style is silently Normal."""
    styles = doc.trees["word/styles.xml"]
    known = {}
    for style in styles.iter(w("style")):
        if style.get(w("styleId")) in known:
            doc.found("styles", f"{style.get(w('styleId'))} twice")
        known[style.get(w("styleId"))] = style.get(w("type"))
    for name, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
        for part, value in doc.values(name):
            if known.get(value) != kind:
                doc.found(part, f"{kind} style {value} is not there")
    for name in ("basedOn", "next", "link"):
        for e in styles.iter(w(name)):
            if e.get(w("val")) not in known:
                doc.found("styles", f"{name} {e.get(w('val'))}, which is not there")


def check_numbering(doc):
    """A missing number is no number."""
    tree = doc.trees["word/numbering.xml"]
    abstract = {e.get(w("abstractNumId")) for e in tree.findall(w("abstractNum"))}
    numbers = {}
    for num in tree.findall(w("num")):
        if num.get(w("numId")) in numbers:
            doc.found("numbering", f"num {num.get(w('numId'))} twice")
        numbers[num.get(w("numId"))] = num
        if num.find(w("abstractNumId")).get(w("val")) not in abstract:
            doc.found("numbering", f"num {num.get(w('numId'))} has no definition")
    for part, value in doc.values("numId"):
        if value not in numbers:
            doc.found(part, f"list {value} is not there")
    for part, value in doc.values("ilvl"):
        if not 0 <= int(value) <= 8:
            doc.found(part, f"list level {value}")


def check_tables(doc):
    """Word calls a file corrupt whose cell does not end in a paragraph; adjacent tables run together."""
    for part, tree in doc.texts():
        for cell in tree.iter(w("tc")):
            blocks = [e for e in cell if e.tag in {w(name) for name in BLOCKS}]
            if not blocks or blocks[-1].tag != w("p"):
                doc.found(part, "cell that does not end in a paragraph")
        for parent in tree.iter():
            children = [e.tag for e in parent if not e.tag.startswith(w("bookmark"))]
            if (w("tbl"), w("tbl")) in zip(children, children[1:]):
                doc.found(part, "two tables without a paragraph in between")
        for table in tree.iter(w("tbl")):
            columns = len(table.find(w("tblGrid")))
            if not 1 <= columns <= 63:
                doc.found(part, f"table of {columns} columns")
            for e in (*table.iter(w("gridCol")), *table.iter(w("tcW"))):
                if int(e.get(w("w")) or 0) < 0:
                    doc.found(part, f"column {e.get(w('w'))} wide")
            check_grid(doc, part, table, columns)


def check_grid(doc, part, table, columns):
    """Each row fills the grid, and a merged cell continues one above it that is as wide."""
    above = {}
    for row in table.findall(w("tr")):
        at, here = 0, {}
        for cell in row.findall(w("tc")):
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            width = int(span.get(w("val"))) if span is not None else 1
            if merge is not None:
                here[at] = width
                if merge.get(w("val")) != "restart" and above.get(at) != width:
                    doc.found(part, "merged cell that continues nothing")
            at += width
        if at != columns:
            doc.found(part, f"row of {at} columns in a table of {columns}")
        above = here


def check_pictures(doc):
    """Each picture has a text in its place, or is marked as decoration; numbers are unique."""
    seen = set()
    for part, tree in doc.texts():
        for e in tree.iter(f"{{{DRAWING}}}docPr"):
            if e.get("id") in seen:
                doc.found(part, f"picture number {e.get('id')} twice")
            seen.add(e.get("id"))
            decorative = any(child.tag.endswith("}decorative") for child in e.iter())
            if not (e.get("descr") or "").strip() and not decorative:
                doc.found(part, f"picture {e.get('id')} without a text in its place")
        for e in tree.iter(f"{{{DRAWING}}}extent"):
            if int(e.get("cx")) <= 0 or int(e.get("cy")) <= 0:
                doc.found(part, "picture without a size")


def check_notes(doc):
    """Word reports a file as damaged that refers to a note twice, or to one that is not there."""
    notes = doc.trees.get("word/footnotes.xml")
    known = set() if notes is None else {e.get(w("id")) for e in notes.findall(w("footnote")) if e.get(w("type")) is None}
    refs = [e.get(w("id")) for e in doc.trees["word/document.xml"].iter(w("footnoteReference"))]
    if sorted(refs) != sorted(known):
        doc.found("word/footnotes.xml", f"notes {sorted(known)}, referred to {sorted(refs)}")
    if notes is not None and next(notes.iter(w("footnoteReference")), None) is not None:
        doc.found("word/footnotes.xml", "note referred to from a note")


def check_languages(doc):
    for tree in doc.trees.values():
        for e in (*tree.iter(w("lang")), *tree.iter(w("themeFontLang"))):
            for value in e.attrib.values():
                if not LANGUAGE.fullmatch(value):
                    doc.found("language", f"{value!r} is no language tag")


def check_properties(doc):
    """Dates are W3CDTF; custom names are unique without regard to case."""
    core = doc.trees["docProps/core.xml"]
    for name in ("created", "modified"):
        for e in core.iter(f"{{{DCTERMS}}}{name}"):
            if not DATE.fullmatch(e.text or ""):
                doc.found("docProps/core.xml", f"{name} is {e.text!r}")
    custom = doc.trees.get("docProps/custom.xml")
    names = [] if custom is None else [e.get("name").lower() for e in custom]
    for name in {name for name in names if names.count(name) > 1}:
        doc.found("docProps/custom.xml", f"{name} twice")


def check_paragraphs(doc):
    """w:jc start and end are of ISO 29500 only, and Word 2007 calls them corrupt; fields are balanced."""
    for part, value in doc.values("jc"):
        if value not in ("left", "center", "right", "both"):
            doc.found(part, f"w:jc {value}")
    for part, tree in doc.texts():
        depth = 0
        for e in tree.iter(w("fldChar")):
            depth += {"begin": 1, "separate": 0, "end": -1}[e.get(w("fldCharType"))]
        if depth:
            doc.found(part, "field without an end")
        for e in tree.iter(w("hyperlink")):
            if next(e.iterfind(f".//{w('hyperlink')}"), None) is not None:
                doc.found(part, "link in a link")


CHECKS = (check_package, check_relationships, check_bookmarks, check_styles, check_numbering, check_tables, check_pictures,
          check_notes, check_languages, check_properties, check_paragraphs)


def check(path):
    """The findings in one file, as strings."""
    try:
        doc = Document(path)
    except (zipfile.BadZipFile, ET.ParseError) as error:
        return [f"{path}: {error}"]
    for rule in CHECKS:
        rule(doc)
    return [f"{path}: {finding}" for finding in doc.findings]


if __name__ == "__main__":
    found = [finding for path in sys.argv[1:] for finding in check(path)]
    print("\n".join(found))
    sys.exit(bool(found))
