# SPDX-License-Identifier: MIT
"""The epub writer: the container, the package, chapters, links, images and notes; and what EPUBCheck says."""
import base64
import os
import re
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib

import golden
import pytest
import random_pages

DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
EPUB = "{http://www.idpf.org/2007/ops}"
H = "{http://www.w3.org/1999/xhtml}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">%s</svg>'
ASSET = "68921fd6-5f50-456c-a3af-83d7bc4b134b"


def png(width=3, height=2):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x28\x5a\xa0" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
BMP = b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0\0\0\0\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\0"


class Book:
    """What the program made of a page: the parts by name, and the messages."""

    def __init__(self, path, messages=""):
        self.path, self.messages = path, messages
        with zipfile.ZipFile(path) as book:
            self.infos = book.infolist()
            self.parts = {info.filename: book.read(info) for info in self.infos}

    def text(self, name):
        return self.parts["EPUB/" + name].decode()

    def xml(self, name):
        return ET.fromstring(self.parts["EPUB/" + name])

    @property
    def opf(self):
        return self.xml("package.opf")

    @property
    def chapters(self):
        return sorted(name[5:] for name in self.parts if re.fullmatch(r"EPUB/ch\d+\.xhtml", name))

    def body(self, number=1):
        """What is inside the chapter's section."""
        return re.search(r"<section epub:type=\"chapter\"[^>]*>\n(.*)</section>\n</body>", self.text(f"ch{number:03}.xhtml"), re.S).group(1)

    def dc(self, name):
        return [element.text for element in self.opf.iter(DC + name)]

    def meta(self, name):
        return [element.text for element in self.opf.iter(OPF + "meta") if element.get("property") == name]

    def items(self):
        """href: (media type, properties)"""
        return {item.get("href"): (item.get("media-type"), item.get("properties")) for item in self.opf.iter(OPF + "item")}

    def toc(self):
        """Lines of the table of contents: (depth, text, href)."""
        def walk(ol, depth):
            for item in ol.findall(H + "li"):
                link = item.find(H + "a")
                assert len(link) == 0, "a title in the navigation document is plain text"
                yield depth, link.text, link.get("href")
                for inner in item.findall(H + "ol"):
                    yield from walk(inner, depth + 1)
        nav = next(n for n in self.xml("nav.xhtml").iter(H + "nav") if n.get(EPUB + "type") == "toc")
        return list(walk(nav.find(H + "ol"), 1))


@pytest.fixture
def make(tmp_path):
    """make(text, *options, files={}, env={}): the Book of a page.md with these files beside it."""
    def convert(text, *options, files=None, env=None):
        page = tmp_path / "page.md"
        page.write_text(text, encoding="utf-8")
        for name, data in (files or {}).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        result = golden.run(page, "--root", tmp_path, "-o", tmp_path / "page.epub", *options, env=env)
        assert result.returncode == 0, result.stderr.decode()
        return Book(tmp_path / "page.epub", result.stderr.decode())
    return convert


@pytest.mark.parametrize("case", golden.cases("epub"))
def test_golden(case):
    golden.check_package(case, "epub", skip=(".css",))


# ---- The container ----

def test_mimetype_comes_first_stored_and_bare(make):
    book = make("# A\n")
    head = book.path.read_bytes()[:58]
    assert book.infos[0].filename == "mimetype" and book.infos[0].compress_type == zipfile.ZIP_STORED
    assert head[26:30] == struct.pack("<HH", 8, 0) and head[30:58] == b"mimetypeapplication/epub+zip"


def test_container_names_the_package_and_the_manifest_every_part_once(make):
    book = make("# A\n\n![p](p.png)\n\n# B\n", "--css", "own.css", files={"p.png": png(), "own.css": "p { color: red }\n"})
    assert b'full-path="EPUB/package.opf"' in book.parts["META-INF/container.xml"]
    hrefs = [item.get("href") for item in book.opf.iter(OPF + "item")]
    assert sorted("EPUB/" + href for href in hrefs) == sorted(
        name for name in book.parts if name not in ("mimetype", "META-INF/container.xml", "EPUB/package.opf"))
    ids = [item.get("id") for item in book.opf.iter(OPF + "item")]
    assert len(set(ids)) == len(ids) and len(set(hrefs)) == len(hrefs)


def test_same_page_gives_the_same_bytes(make):
    text = "# A\n\n![p](p.png) [^1]\n\n[^1]: n\n"
    first = make(text, files={"p.png": png()}).path.read_bytes()
    assert make(text).path.read_bytes() == first


def test_css_of_the_author_is_linked_behind_ours(make):
    book = make("# A\n", "--css", "a/own.css", "--css", "b/own.css", files={"a/own.css": "p { color: red }\n", "b/own.css": "i { }\n"})
    links = [link.get("href") for link in book.xml("ch001.xhtml").iter(H + "link")]
    assert links[0] == "book.css" and len(links) == 3 and links[1] == "css/own.css"
    assert book.text(links[1]) == "p { color: red }\n" and book.text(links[2]) == "i { }\n"
    assert book.items()[links[2]] == ("text/css", None)


def test_css_that_is_missing_is_an_error_and_no_book_is_left(tmp_path):
    (tmp_path / "page.md").write_text("# A\n")
    result = golden.run(tmp_path / "page.md", "--css", "no.css", "-o", tmp_path / "page.epub")
    assert result.returncode == 6 and b"no.css" in result.stderr
    assert not (tmp_path / "page.epub").exists()


# ---- Metadata ----

def test_metadata_comes_from_the_front_matter(make):
    book = make("---\ntitle: Data & <more>\ndescription: What it is\nauthor: jd\nkeywords: one, two\nms.date: 05/18/2018\n"
                "ms.topic: conceptual\nms.locfileid: \"89516250\"\nms.contentlocale: de-DE\npublisher: P\nrights: R\n---\n# X\n")
    assert book.dc("title") == ["Data & <more>"] and book.dc("description") == ["What it is"]
    assert book.dc("creator") == ["jd"] and book.dc("subject") == ["one", "two"] and book.dc("language") == ["de-DE"]
    assert book.dc("date") == ["2018-05-18"] and book.meta("dcterms:modified") == ["2018-05-18T00:00:00Z"]
    assert book.dc("publisher") == ["P"] and book.dc("rights") == ["R"]
    assert book.meta("ms:topic") == ["conceptual"] and book.meta("ms:locfileid") == ["89516250"]


def test_empty_values_and_unfit_keys_are_left_out(make):
    book = make("---\ntitle: T\ndescription: ''\nauthor:\nkeywords: ' , '\nms.prod: ''\nms.a b: x\nms.1: x\nms.date: soon\n---\n# T\n")
    for name in ("description", "creator", "subject", "date"):
        assert book.dc(name) == []
    assert not [m for m in book.opf.iter(OPF + "meta") if (m.get("property") or "").startswith("ms:") and not (m.text or "").strip()]
    assert make("---\nms.a: x\nms.a: y\n---\n# T\n").meta("ms:a") == ["y"]
    assert "ms:a b" not in book.text("package.opf") and "ms:1" not in book.text("package.opf")
    assert book.meta("dcterms:modified") == ["1980-01-01T00:00:00Z"]


def test_modified_is_source_date_epoch_without_a_date(make):
    assert make("# T\n", env={"SOURCE_DATE_EPOCH": "1600000000"}).meta("dcterms:modified") == ["2020-09-13T12:26:40Z"]


def test_identifier_is_that_of_the_asset_and_the_language(make):
    page = "---\nms.assetid: {}\nlang: {}\n---\n# T\n\n{}\n"
    first, = make(page.format(ASSET, "de", "old")).dc("identifier")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first)
    assert make(page.format(ASSET, "de", "new")).dc("identifier") == [first]
    assert make(page.format(ASSET, "fr", "old")).dc("identifier") != [first]
    assert make(page.format(ASSET[::-1], "de", "old")).dc("identifier") != [first]


def test_identifier_without_an_asset_is_that_of_the_content(make):
    assert make("# T\n\na\n").dc("identifier") == make("# T\n\na\n").dc("identifier")
    assert make("# T\n\na\n").dc("identifier") != make("# T\n\nb\n").dc("identifier")


def test_identifier_can_be_given_and_the_ncx_has_the_same(make):
    book = make("# T\n", "-O", "epub.identifier=urn:isbn:9780000000002")
    assert book.dc("identifier") == ["urn:isbn:9780000000002"]
    assert [m.get("content") for m in book.xml("toc.ncx").iter(NCX + "meta") if m.get("name") == "dtb:uid"] == book.dc("identifier")


def test_accessibility_is_told_as_it_is(make):
    plain = make("# T\n")
    assert plain.meta("schema:accessMode") == ["textual"] and plain.meta("schema:accessibilityHazard") == ["none"]
    assert plain.meta("schema:accessibilitySummary") and "alternativeText" not in plain.meta("schema:accessibilityFeature")
    described = make("# T\n\n![words](p.png)\n", files={"p.png": png()})
    assert described.meta("schema:accessMode") == ["textual", "visual"]
    assert "alternativeText" in described.meta("schema:accessibilityFeature")
    undescribed = make("# T\n\n![](p.png) ![g](g.gif)\n", files={"g.gif": GIF})
    assert "alternativeText" not in undescribed.meta("schema:accessibilityFeature")
    assert undescribed.meta("schema:accessModeSufficient") == ["textual,visual"]
    assert undescribed.meta("schema:accessibilityHazard") == ["unknown"]


# ---- Chapters and tables of contents ----

def test_each_heading_of_level_1_begins_a_chapter(make):
    book = make("# One\n\na\n\n## Two\n\n# Three\n\nb\n")
    assert book.chapters == ["ch001.xhtml", "ch002.xhtml"]
    assert "<h1 id=\"one\">One</h1>\n<p>a</p>\n<h2 id=\"two\">Two</h2>\n" == book.body(1)
    assert "<h1 id=\"three\">Three</h1>\n<p>b</p>\n" == book.body(2)
    assert [ref.get("idref") for ref in book.opf.iter(OPF + "itemref")] == ["chapter-1", "chapter-2"]


@pytest.mark.parametrize("text, headings", [
    ("---\ntitle: T\n---\n# T\n\na\n", [["T"]]),
    ("---\ntitle: T\n---\na\n\n# T\n\nb\n", [["T"]]),
    ("---\ntitle: T\n---\n<!-- comment -->\n\n# T\n", [["T"]]),
    ("---\ntitle: T\n---\na\n\n# Other\n", [["T"], ["Other"]]),
    ("---\ntitle: T\n---\na\n\n## Lower\n", [["T"]]),
    ("---\ntitle: T\n---\n# Other\n\n# More\n", [["Other"], ["More"]]),
    ("---\ntitle: T\n---\n", [["T"]]),
])
def test_reader_sees_the_title_once(make, text, headings):
    book = make(text)
    assert [[h.text for h in book.xml(name).iter(H + "h1")] for name in book.chapters] == headings


def test_heading_in_an_included_file_begins_a_chapter(make):
    book = make("# One\n\n[!INCLUDE [more](inc/more.md)]\n", files={"inc/more.md": "# Two\n\n![p](p.png)\n", "inc/p.png": png()})
    assert len(book.chapters) == 2 and "<img src=\"media/p.png\"" in book.body(2)


def test_title_id_gives_way_to_those_of_the_page(make):
    book = make("---\ntitle: T\n---\ntext\n\n## Title\n")
    ids = [element.get("id") for element in book.xml("ch001.xhtml").iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 2


def test_tables_of_contents_nest_and_are_the_same(make):
    book = make("# A *b* `c`\n\n### Deep\n\n## Next\n\n### Below\n\n#### Too deep\n\n> ## Quoted\n\n# B\n")
    assert book.toc() == [(1, "A b c", "ch001.xhtml"), (2, "Deep", "ch001.xhtml#deep"), (2, "Next", "ch001.xhtml#next"),
                          (3, "Below", "ch001.xhtml#below"), (1, "B", "ch002.xhtml")]

    def points(parent, depth):
        for point in parent.findall(NCX + "navPoint"):
            yield depth, point.find(f"{NCX}navLabel/{NCX}text").text, point.find(NCX + "content").get("src")
            yield from points(point, depth + 1)
    ncx = book.xml("toc.ncx")
    assert list(points(ncx.find(NCX + "navMap"), 1)) == book.toc()
    assert [point.get("playOrder") for point in ncx.iter(NCX + "navPoint")] == ["1", "2", "3", "4", "5"]
    assert [m.get("content") for m in ncx.iter(NCX + "meta") if m.get("name") == "dtb:depth"] == ["3"]


def test_toc_depth_can_be_given(make):
    assert len(make("# A\n\n## B\n\n### C\n", "-O", "epub.toc-depth=1").toc()) == 1
    assert len(make("# A\n\n## B\n\n### C\n\n#### D\n", "-O", "epub.toc-depth=4").toc()) == 4


def test_toc_is_a_page_of_the_book_when_asked(make):
    book = make("# A\n", "--toc", "--lang", "de")
    assert [ref.get("idref") for ref in book.opf.iter(OPF + "itemref")][0] == "nav"
    assert 'epub:type="toc" href="nav.xhtml#toc"' in book.text("nav.xhtml") and ">Inhalt" in book.text("nav.xhtml")
    assert 'href="nav.xhtml#toc"' not in make("# A\n").text("nav.xhtml")


def test_direction_follows_the_language(make):
    book = make("# A\n\n`x`\n\n```\ny\n```\n", "--lang", "ar")
    assert book.opf.get("dir") == "rtl" and book.opf.find(OPF + "spine").get("page-progression-direction") == "rtl"
    assert book.xml("ch001.xhtml").get("dir") == "rtl"
    assert '<code dir="ltr">x</code>' in book.body() and '<pre dir="ltr">' in book.body()
    assert make("# A\n").opf.find(OPF + "spine").get("page-progression-direction") == "ltr"


# ---- Links ----

@pytest.mark.parametrize("link, href", [
    ("#two", "ch002.xhtml#two"), ("#%74wo", "ch002.xhtml#two"), ("#here", "#here"),
    ("#top", "ch001.xhtml"), ("page.md#two", "ch002.xhtml#two"), ("page.md", "ch001.xhtml"),
    ("https://example.org/a b?x=[1]&y=2#c", "https://example.org/a%20b?x=%5B1%5D&y=2#c"),
    (r"https:\\\\example.org\\a", "https://example.org/a"), ("//example.org/x", "https://example.org/x"),
    ("HTTP://EXAMPLE.ORG", "http://EXAMPLE.ORG"), ("https://example.org/50%", "https://example.org/50%25"),
    ("mailto:a@example.org", "mailto:a@example.org"), ("tel:+1-2", "tel:+1-2"), ("http://[::1]:80/", "http://[::1]:80/"),
])
def test_link_leads_where_it_should(make, link, href):
    book = make(f"# One\n\n[text](<{link}>)\n\n## Here\n\n# Two\n")
    found = [a.get("href") for a in book.xml("ch001.xhtml").iter(H + "a")]
    assert found == [href] and book.messages == ""


def test_place_in_other_letters_is_found_and_told(make):
    book = make("# One\n\n[text](#Two)\n\n# Two\n")
    assert [a.get("href") for a in book.xml("ch001.xhtml").iter(H + "a")] == ["ch002.xhtml#two"]
    assert "[wrong-case]" in book.messages


@pytest.mark.parametrize("link, slug", [
    ("#nowhere", "broken-link"), ("other.md", "broken-link"), ("sub/other.md#x", "broken-link"), ("/abs/path", "broken-link"),
    ("~/other.md", "broken-link"), ("javascript:alert(1)", "unsafe-link"), ("file:///etc/passwd", "unsafe-link"),
    ("vscode:x", "broken-link"), (r"http://\<server\>/x", "broken-link"), ("http://localhost:port/", "broken-link"),
    ("http://a..b/", "broken-link"), ("http://host:99999/", "broken-link"), ("http://[::1/", "broken-link"),
    ("https://" + "a" * 64 + ".org/", "broken-link"), ("mailto:", "broken-link"), ("http:x", "broken-link"), ("", "broken-link"),
])
def test_link_that_leads_nowhere_becomes_text_and_is_told(make, link, slug):
    book = make(f"# One\n\n[text](<{link}>)\n", files={"other.md": "", "sub/other.md": ""})
    assert book.body().endswith("<p>text</p>\n")
    assert book.messages.count(f"[{slug}]") == 1 and "page.md:3:" in book.messages


def test_links_to_other_pages_are_told_once(make):
    book = make("# One\n\n[a](a.md) [b](/b)\n\n[c](c.md#d)\n", files={"a.md": "", "c.md": ""})
    assert book.messages.count("[broken-link]") == 1 and "3 links" in book.messages


@pytest.mark.parametrize("link, href", [
    ("other.md", "https://example.org/docs/intune/other"), ("../x.md?y=1#z", "https://example.org/docs/x?y=1#z"),
    ("/azure/x", "https://example.org/azure/x"), ("~/x.md", "https://example.org/docs/intune/x"), ("?view=1", "https://example.org/docs/intune/page?view=1"),
    ("./a/../b/./c.png", "https://example.org/docs/intune/b/c.png"), ("#one", "#one"),
])
def test_base_url_keeps_links_to_other_pages(make, link, href):
    book = make(f"# One\n\n[text]({link})\n", "-O", "epub.base-url=https://example.org/docs/intune/page")
    assert [a.get("href") for a in book.xml("ch001.xhtml").iter(H + "a")] == [href] and "became text" not in book.messages


def test_base_url_must_be_absolute(tmp_path):
    (tmp_path / "page.md").write_text("# A\n")
    result = golden.run(tmp_path / "page.md", "-O", "epub.base-url=docs/", "-o", tmp_path / "page.epub")
    assert result.returncode == 2 and b"base-url" in result.stderr and not (tmp_path / "page.epub").exists()


def test_ids_are_xml_names_and_links_follow_them(make):
    book = make("# One\n\n[a](#1-start) [b](#_1-start) [c](#µ)\n\n## 1 start\n\n## <a name=\"_1-start\"></a>x\n\n## µ\n")
    root = book.xml("ch001.xhtml")
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert {a.get("href") for a in root.iter(H + "a")} <= {"#" + i for i in ids} and len(ids) == 4
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", i) for i in ids)


# ---- Images ----

def test_image_is_in_the_book_once_with_its_true_type(make):
    book = make("# A\n\n![a](i/p.jpg) ![b](./i/p.jpg) ![c](i%2Fp.jpg)\n\n# B\n\n![d](i/p.jpg \"t\")\n", files={"i/p.jpg": png()})
    media = {href: kind for href, (kind, _) in book.items().items() if href.startswith("media/")}
    assert media == {"media/p.png": "image/png"} and book.parts["EPUB/media/p.png"] == png()
    assert '<img src="media/p.png" alt="d" title="t" />' in book.body(2)


def test_images_of_the_same_name_stay_apart(make):
    book = make("# A\n\n![a](a/p.png) ![b](b/P.png) ![c](c/ü%20(1).png)\n",
                files={"a/p.png": png(1, 1), "b/P.png": png(2, 2), "c/ü (1).png": png(3, 3)})
    sources = [img.get("src") for img in book.xml("ch001.xhtml").iter(H + "img")]
    assert [book.parts["EPUB/" + src] for src in sources] == [png(1, 1), png(2, 2), png(3, 3)]
    assert all(re.fullmatch(r"media/[a-z0-9._-]+", src) for src in sources) and len(set(sources)) == 3


@pytest.mark.parametrize("source, data, slug", [
    ("no.png", None, "missing-image"), ("https://example.org/a.png", None, "remote-image"), ("../a.png", None, "refused-resource"),
    ("a.png", b"nothing", "bad-image"), ("a.bmp", BMP, "bad-image"), ("a.svg", SVG % "<g>", "bad-image"),
])
def test_image_that_cannot_be_shown_gives_way_to_its_text(make, source, data, slug):
    book = make(f"# A\n\n![The *words*]({source})\n", files={source: data} if data else {})
    assert '<span class="missing">The words</span>' in book.body() and "<img" not in book.body()
    assert f"page.md:3:1: warning:" in book.messages and f"[{slug}]" in book.messages
    assert not [href for href in book.items() if href.startswith("media/")]


def test_image_in_the_address_stays_there(make):
    address = "data:image/png;base64," + base64.b64encode(png()).decode()
    book = make(f"# A\n\n![a]({address}) ![b]({address}%) ![c](data:image/bmp;base64,AAAA)\n")
    assert [img.get("src") for img in book.xml("ch001.xhtml").iter(H + "img")] == [address]
    assert book.messages.count("warning") == 2


LINKED = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize("svg", [
    SVG % "<rect/>", "<!-- c -->\n" + SVG % "", "\ufeff" + SVG % "<g/>",
    SVG % '<defs><g id="a"/></defs><use href="#a"/><g fill="url(#a)"/>', SVG % '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    SVG % "<style>a{fill:url('#b')}</style>", SVG % "<style><![CDATA[a>b{}]]></style><title>&#160;&amp;</title>",
    SVG % '<a href="x.html"><g/></a>', '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="1" height="1"><s:g/></s:svg>',
])
def test_good_svg_is_taken_as_it_is(make, svg):
    book = make("# A\n\n![a](a.svg)\n", files={"a.svg": svg})
    assert book.messages == "" and book.parts["EPUB/media/a.svg"].decode() == svg.removeprefix("\ufeff")
    assert book.items()["media/a.svg"] == ("image/svg+xml", None)


@pytest.mark.parametrize("svg, clean, told", [
    ('<?xml version="1.0" encoding="utf-8"?>' + SVG % "<?pi?>", SVG % "", False),
    ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "http://www.w3.org/x.dtd">' + SVG % "", SVG % "", False),
    (SVG % "<script>a &lt; b</script><g/>", SVG % "<g/>", True), (SVG % '<g onclick="x()" id="i"/>', SVG % '<g  id="i"/>', True),
    (SVG % '<switch><foreignObject><p xmlns="http://www.w3.org/1999/xhtml" id="q">x</p></foreignObject><text>x</text></switch>',
     SVG % "<switch><text>x</text></switch>", True),
])
def test_svg_loses_what_a_book_may_not_hold(make, svg, clean, told):
    book = make("# A\n\n![a](a.svg)\n", files={"a.svg": svg})
    assert book.parts["EPUB/media/a.svg"].decode() == clean and ("[bad-image]" in book.messages) == told


@pytest.mark.parametrize("svg", [
    SVG % "<g>", SVG % "</g>", SVG % "&nbsp;", SVG % "a & b", SVG % "&#32", SVG % "<g x:='1'/>", SVG % '<g xml:a:b="1"/>', SVG % '<g xml:1="1"/>', SVG % "&#1;", SVG % '<g a="1" a="2"/>', SVG % "<g a=1/>", SVG % '<g a="<"/>',
    SVG % '<g a="1"b="2"/>', SVG % "<x:g/>", SVG % "<!-- a -- b -->", SVG % "]]>", SVG % "" + "x", SVG % "" + SVG % "",
    '<?xml version="1.0" encoding="latin1"?>' + SVG % "", '<svg width="1" height="1"/>',
    '<svg xmlns="http://example.org" width="1" height="1"/>', '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % "&a;",
    SVG % '<image href="a.png"/>', SVG % '<image href="https://example.org/a.png"/>', SVG % f'<use {LINKED} xlink:href="#no"/>',
    SVG % "<style>@import 'a.css';</style>", SVG % '<g fill="url(a.svg#b)"/>', SVG % '<g id="a"/><g id="a"/>', SVG % '<g id="a b"/>',
    '<?xml-stylesheet href="a.css"?>' + SVG % "", SVG % ("<g>" * 300 + "</g>" * 300),
])
def test_svg_that_would_spoil_the_book_is_left_out(make, svg):
    book = make("# A\n\n![words](a.svg)\n", files={"a.svg": svg})
    assert "[bad-image]" in book.messages and "EPUB/media/a.svg" not in book.parts and ">words</span>" in book.body()


# ---- Notes, tabs, tasks ----

def test_note_stands_in_the_chapter_of_its_first_reference(make):
    book = make("# A\n\nx[^n] y[^m]\n\n# B\n\nz[^n]\n\n[^n]: Note n.\n\n[^m]: Note m[^k].\n\n[^k]: Note k.\n")
    first, second = book.xml("ch001.xhtml"), book.xml("ch002.xhtml")
    notes = [aside for aside in first.iter(H + "aside")]
    assert [note.get(EPUB + "type") for note in notes] == ["footnote"] * 3 and not list(second.iter(H + "aside"))
    assert ["".join(note.itertext()).strip()[:9] for note in notes] == ["1. Note n", "2. Note m", "3. Note k"]
    assert [a.get("href") for a in second.iter(H + "a")] == ["ch001.xhtml#fn.1"]
    assert [a.get("href") for a in notes[0].iter(H + "a")] == ["#fnref.1", "ch002.xhtml#fnref.1-2"]


@pytest.mark.parametrize("text", ["[a[^1]](#t)", "![a[^1]](p.png)", "[^1]", "**x[^1]**", "| a[^1] |\n|---|\n| b[^1] |"])
def test_links_between_references_and_notes_are_whole(make, text):
    book = make(f"# T\n\n{text}\n\n[^1]: Note\n", files={"p.png": png()})
    root = book.xml("ch001.xhtml")
    ids = {element.get("id") for element in root.iter()}
    for a in root.iter(H + "a"):
        assert a.get("href") == "ch001.xhtml" or a.get("href").removeprefix("#") in ids


def test_tabs_and_tasks_are_text_without_controls(make):
    book = make("# T\n\n## [One](#tab/a)\n\nx\n\n## [Two](#tab/b)\n\ny\n\n***\n\n- [ ] do\n- [x] done\n", "--lang", "de")
    assert not list(book.xml("ch001.xhtml").iter(H + "input"))
    assert re.search(r"One.*x.*Two.*y", book.body(), re.S) and "☐" in book.body() and "☑" in book.body()


# ---- EPUBCheck ----

def convert_all(pages, folder, *options):
    """The books of these pages; damage in a page (exit code 3) is no hindrance."""
    books = []
    for number, page in enumerate(pages):
        book = folder / f"{number:04}-{page.stem}.epub"
        result = golden.run(page, "-q", "-o", book, *options)
        assert result.returncode in (0, 3), result.stderr.decode()
        books.append(book)
    return books


@pytest.mark.checker
def test_samples_seeds_and_corpus_are_valid(shared, tmp_path):
    from valid.validators import epubcheck_messages
    corpus = sorted(shared.glob("corpus/**/*.md"))
    pages = [*sorted(shared.glob("seeds/*-*.md")), *sorted(golden.ROOT.glob("samples/*/*.md")),
             *sorted(golden.FOLDER.glob("*.md")), *(corpus if os.environ.get("JEROME_FULL") == "1" else corpus[::50])]
    assert epubcheck_messages(convert_all(pages, tmp_path) + convert_all(pages[:7], tmp_path, "--toc", "--lang", "ar")) == []


@pytest.mark.checker
def test_what_nobody_would_write_is_valid(tmp_path):
    from valid.validators import epubcheck_messages
    (tmp_path / "p.png").write_bytes(png())
    (tmp_path / "q.svg").write_text(SVG % "")
    (tmp_path / "inc.md").write_text("---\ntitle: x\n---\n# Inc\n\ntext ![i](p.png) <b id=x>b</b>\n\n## h2\n")
    pages = []
    for number in range(500 if os.environ.get("JEROME_FULL") == "1" else 60):
        pages.append(tmp_path / f"page{number}.md")
        pages[-1].write_text(random_pages.page(number), encoding="utf-8")
    assert epubcheck_messages(convert_all(pages, tmp_path)) == []
