# SPDX-License-Identifier: MIT
"""XML from outside: what another parser takes for well-formed is read, and nothing else is."""
import random
import subprocess
from xml.parsers import expat

import golden

PAGES = 1500
PIECES = [
    "<", ">", "/", "=", "'", '"', "&", ";", "#", "x", "!", "?", "-", "--", "]", "]]>", "[", ":", " ", "\n", "\r", "\t", "a", "0", "é",
    "·", "&amp;", "&#65;", "&#x41;", "&#0;", "&lt", "&b;", "<!--", "-->", "<![CDATA[", "<?p", "?>", "<?xml version='1.0'?>", "<a/>",
    "<a>", "</a>", " b='c'", " b='<'", " xmlns:n='u'", "n:", "xml",
]
BASE = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a --><?pi b?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original='a.md' source-language="en"
  target-language="de" datatype="plaintext"><body>
<trans-unit id="1"><source>a <g id="1" ctype='bold'>b &amp; c</g></source><target><![CDATA[d]]></target></trans-unit>
</body></file></xliff>
"""
HEAD = BASE.index("?>")


def damaged(dice):
    text = BASE
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(HEAD, len(text) + 1)
        text = text[:at] + dice.choice(["", dice.choice(PIECES)]) + text[at + dice.choice([0, 0, 1, 1, 2, 5]):]
    return text


def is_well_formed(text):
    try:
        expat.ParserCreate().Parse(text.encode(), True)
        return True
    except expat.ExpatError:
        return False


def test_well_formed_is_what_another_parser_says(tmp_path):
    dice = random.Random(4)
    pages = {f"{i:04}.xlf": damaged(dice) for i in range(PAGES)}
    for name, text in pages.items():
        (tmp_path / name).write_bytes(text.encode())
    result = subprocess.run([str(golden.JEROME), "check", "--max-messages", "0", *pages], cwd=tmp_path, capture_output=True, text=True)
    refused = {line.split(":")[0] for line in result.stderr.splitlines() if "[bad-xml]" in line}
    # What is no XLIFF is not read to its end.
    unread = {line.split(":")[0] for line in result.stderr.splitlines() if "[bad-xliff]" in line} - refused
    wanted = {name for name, text in pages.items() if name not in unread and not is_well_formed(text)}
    differ = sorted(refused ^ wanted)
    assert PAGES // 4 < len(wanted) < PAGES
    assert not differ, [(name, name in refused, pages[name]) for name in differ[:5]]
