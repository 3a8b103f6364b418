# SPDX-License-Identifier: MIT
"""Pages made to hurt the dialect: each construct opened, closed, nested, and repeated without end."""
import itertools
import math


def repeat(unit, head="", tail="\n"):
    return lambda size: head + unit * max(1, (size - len(head) - len(tail)) // len(unit.encode())) + tail


def mirror(left, middle, right):
    return lambda size: left * (size // (len(left) + len(right))) + middle + right * (size // (len(left) + len(right))) + "\n"


def number(form):
    """The form with 0, 1, 2 … in it."""
    def make(size):
        length, parts = 0, []
        for i in itertools.count():
            if length >= size:
                return "".join(parts)
            parts.append(form.format(i=i, next=i + 1, few=i % 10))
            length += len(parts[-1])
    return make


def nested(behind):
    """A list that many lines nest, and what comes behind it."""
    return lambda size: "".join("  " * i + "- a\n" for i in range(int(math.sqrt(size / 2)))) + behind * (size // 2 // len(behind))


TABLE = "|a|b|\n|-|-|\n"
CASES = {
    # The dialect
    "include": repeat("[!INCLUDE [a](b.md)]\n\n"),
    "include-inline": repeat("a [!INCLUDE [a](b.md)] "),
    "include-cell": repeat("|[!INCLUDE [a](b.md)]|\n", head="|a|\n|-|\n"),
    "include-many": number("[!INCLUDE [a](b{i}.md)]\n\n"),
    "include-open": repeat("[!INCLUDE [a]("),
    "include-indented": repeat("  [!INCLUDE [a](b.md)]\n", head="- a\n"),
    "alert": repeat("> [!NOTE]\n> a\n\n"),
    "alert-one-quote": repeat("> [!NOTE]\n"),
    "alert-open": repeat("> [!"),
    "alert-nested": repeat("> [!NOTE]\n> > [!TIP]\n> > > [!NOTE]\n"),
    "tabs": number("# [a{i}](#tab/a{i})\n\nb\n\n"),
    "tabs-same": repeat("# [a](#tab/a)\na\n"),
    "tabs-dependent": number("# [a{i}](#tab/a{i}/b{few})\n\nb\n\n---\n\n"),
    "zones": repeat('::: zone pivot="a"\na\n::: zone-end\n'),
    "zones-open": repeat('::: zone pivot="a"\n'),
    "zones-end": repeat("::: zone-end\n"),
    "monikers-open": repeat('::: moniker range="a"\n\n'),
    "rows": repeat(":::row:::\n:::column span=\"\":::\na\n:::column-end:::\n:::row-end:::\n"),
    "rows-open": repeat(":::row:::\n:::column:::\n"),
    "rows-indented": repeat("    :::row:::\n    a\n"),
    "colons": repeat(":::"),
    "image-complex": repeat(':::image type="complex" source="a.png" alt-text="b":::\n'),
    "image-icon": repeat('a :::image type="icon" source="a.png" border="false"::: '),
    "image-open": repeat(":::image "),
    "code": repeat("[!code-c[a](b.c)]\n\n"),
    "code-range": repeat(':::code language="c" source="a.c" range="1-9":::\n\n'),
    "code-open": repeat("[!code-c["),
    "video": repeat("> [!VIDEO https://a.b/c]\n\n"),
    "division": repeat('> [!div class="a"]\n> a\n\n'),
    "no-loc": repeat(':::no-loc text="a"::: '),
    "no-loc-open": repeat(':::no-loc text="'),
    "xref": repeat("<xref:a.b> "),
    "xref-open": repeat("<xref:"),
    "math": repeat("$$\n"),
    "math-inline": repeat("$$a"),
    "cjk": repeat("**“文字”**后"),
    "cjk-open": repeat("**“文"),
    "cjk-close": repeat("”**后"),
    # Ids and links
    "headings-same": repeat("# a\n\n"),
    "headings-numbered": number("# a-{i}\n\n# a\n\n"),
    "headings-anchor": repeat('# <a name="x"></a>a\n\n'),
    "headings-linked": number("# h{i}\n[a](#h{i})\n"),
    "links-broken": number("[a](f{i}.md#x) "),
    "images-missing": number("![a](f{i}.png) "),
    "anchors": number('<a name="a{i}"></a>'),
    "anchors-same": repeat('<a id="x"></a>'),
    "addresses": repeat("http://a.b/c"),
    "addresses-parens": repeat("(http://a.b"),
    # HTML
    "html-bold": repeat("<b>"),
    "html-bold-nested": mirror("<b>", "x", "</b>"),
    "html-misnested": mirror("<b><i>", "x", "</b></i>"),
    "html-close": repeat("</b>"),
    "html-divisions": mirror("<div>\n\n", "x\n\n", "</div>\n\n"),
    "html-divisions-open": repeat("<div>\n"),
    "html-divisions-close": repeat("</div>\n\n"),
    "html-paragraphs": repeat("<p>\n\na\n\n"),
    "html-tables": repeat("<table><tr><td>"),
    "html-rows": repeat("<tr><td>a", head="<table>"),
    "html-spans": repeat("<td rowspan=9999 colspan=1000>a", head="<table><tr>"),
    "html-rowspans": repeat("<tr><td rowspan=65534>a", head="<table>"),
    "html-details": repeat("<details><summary>a</summary>\n\nb\n\n</details>\n\n"),
    "html-lists": repeat("<ul><li>"),
    "html-placeholders": repeat("<name> "),
    "html-placeholders-open": repeat("<na me "),
    "html-attributes": repeat(' a="b"', head="<div", tail=">\n"),
    "html-comments": repeat("<!-- a -->\n\n"),
    "html-script": repeat("<script>a</script>\n"),
    # CommonMark
    "marks-before-links": repeat("*a [b](c) "),
    "marks-before-images": repeat("*a ![b](c) "),
    "marks-before-references": repeat("*a [b] ", head="[b]: /c\n\n"),
    "marks-crossed": lambda size: "**a " * (size // 12) + "_b " * (size // 12) + "c** d_* " * (size // 16) + "\n",
    "labels": repeat("[" * 490 + "a" + "]" * 490, head="[a]: /b\n\n"),
    "labels-long": repeat("[" + "a" * 990 + "]", head="[a]: /b\n\n"),
    "definitions-open": repeat("[a]: <\n"),
    "definitions": number('[r{i}]: /u{i} "t"\n'),
    "titles-open": repeat('[a](b "'),
    "notes-chain": number("[^{i}]: [^{next}]\n\n"),
    "notes-undefined": number("[^a{i}] "),
    "nested-blank": nested("\n"),
    "nested-lazy": nested("a\n"),
    "quotes-deep": repeat("a\n", head=">" * 90 + "a\n"),
    "quotes-deep-lines": repeat(">" * 90 + "a\n"),
    "cells-more": repeat("|a|b|c|d|\n", head=TABLE),
    "cells-html": repeat("|a<br>b<ul><li>c|\n", head=TABLE),
    "cells-escaped": repeat("|\\|a|b\n", head=TABLE),
    "unended-instructions": repeat("<?", head="x", tail=""),
    "unended-tables": repeat("a\n|-|-|\n", tail="|-|-|"),
}
