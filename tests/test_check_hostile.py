# SPDX-License-Identifier: MIT
"""jerome check on files that want to do harm: each ends soon, with a message or with every unit accounted for."""
import resource
import subprocess
import time

import pytest

import golden
from test_corpus import sanitized

HEAD = ("<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='none.md' source-language='en' "
        "target-language='de'><body>")
TAIL = "</body></file></xliff>"
HEAD_2 = "<xliff version='2.1' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en' trgLang='de'><file id='f'>"
TAIL_2 = "</file></xliff>"
N = 100000


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


def unit(source, target):
    return f"<trans-unit id='1'><source>{source}</source><target>{target}</target></trans-unit>"


def numbered(pattern):
    return "".join(pattern % i for i in range(N))


#: Name: document, exit status, code of the first finding or None. Most are of several megabytes.
CASES = {
    "laughs": ('<!DOCTYPE l [<!ENTITY a "x">' + "".join(f'<!ENTITY a{i} "&a;&a;">' for i in range(50)) + "]><xliff>&a49;</xliff>",
               3, "bad-xml"),
    "external entity": ('<!DOCTYPE l SYSTEM "file:///etc/passwd"><xliff/>', 3, "bad-xml"),
    "inclusion": (HEAD + "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>" + TAIL, 0, None),
    "deep codes": (HEAD + unit('<g id="1">' * N, "") + TAIL, 4, "limit-depth"),
    "deep groups": (HEAD + "<group>" * N, 4, "limit-depth"),
    "many attributes": ("<a" + numbered(" b%d=''"), 4, "limit-size"),
    "many namespaces": (HEAD + "".join("<a " + " ".join(f"xmlns:n{k}x{i}='u'" for i in range(50)) + ">" for k in range(50)),
                        4, "limit-size"),
    "long attribute": (HEAD + unit("a", "b<x id='1' equiv-text='" + "b" * 11000000 + "'/>") + TAIL, 3, "added-code"),
    "attribute without an end": ("<a b='" * N, 3, "bad-xml"),
    "prefixes": (HEAD + "".join(f"<a xmlns:n{i}='u{i}'>" for i in range(90)) + "<n0:b n1:c='' n2:c=''/>" * N, 3, "bad-xml"),
    "references": (HEAD + unit("&amp;" * 1000000, "&#x26;\r" * 1000000) + TAIL, 0, None),
    "long name": (HEAD + "<" + "a" * 9000000, 3, "bad-xml"),
    "long text": (HEAD + unit("a" * 5000000, "b" * 5000000) + TAIL, 0, None),
    "long comment": (HEAD + "<!--" + "x" * 9000000 + "-->" + TAIL, 0, None),
    "brackets": ("<" * 5000000, 3, "bad-xml"),
    "many codes lost": (HEAD + unit(numbered("<x id='%d'/>a"), "b") + TAIL, 3, "missing-code"),
    "many codes added": (HEAD + unit("a", numbered("<x id='%d'/>a")) + TAIL, 3, "added-code"),
    "many codes renamed": (HEAD + unit(numbered("<x id='%d' equiv-text='q'/>a"), numbered("<x id='b%d' equiv-text='q'/>b")) + TAIL,
                           3, "renamed-code"),
    "the same code again": (HEAD + unit("<x id='1'/>a" * N, "<x id='1'/>b" * N) + TAIL, 0, None),
    "starts without ends": (HEAD + unit("a", "b" + "<bx id='1'/>" * N) + TAIL, 3, "added-code"),
    "starts, then ends": (HEAD + unit("a", "b" + "<bx id='1'/>" * N + "<ex id='1'/>" * N) + TAIL, 3, "added-code"),
    "marks": (HEAD + unit("a", "b<mrk mtype='x'/>" * N) + TAIL, 0, None),
    "segments of one id": (HEAD + unit("a", "<mrk mtype='seg' mid='1'>b</mrk>" * N) + TAIL, 0, None),
    "protected text": (HEAD + unit("<mrk mtype='protected'>qaaaa</mrk>b" * N, "a" * 5000000) + TAIL, 3, "altered-term"),
    "addresses": (HEAD + unit("http://a.b/en-us/" * N, "https://" * N) + TAIL, 0, "altered-url"),
    "braces": (HEAD + unit("{" * 4000000, "${" * 2000000) + TAIL, 0, None),
    "many units": (HEAD + numbered("<trans-unit id='%d'><source>a</source></trans-unit>") + TAIL, 0, "untranslated"),
    "many segments": (HEAD_2 + "<unit id='1'>" + "<segment><source>a</source><target>b</target></segment>" * N + "</unit>" + TAIL_2,
                      0, None),
    "many segments turned round": (HEAD_2 + "<unit id='1'>" + "".join(
        f"<segment><source>a</source><target order='{N - i}'>b</target></segment>" for i in range(N)) + "</unit>" + TAIL_2, 0, None),
    "many data": (HEAD_2 + "<unit id='1'><originalData>" + numbered("<data id='d%d'>b</data>") + "</originalData><segment><source>" +
                  numbered("<ph id='%d'/>") + "</source><target>b</target></segment></unit>" + TAIL_2, 0, None),
    "UTF-7": ("<?xml version='1.0' encoding='UTF-7'?>+ADw-xliff+AD4-", 3, "bad-encoding"),
    "NUL": (HEAD + "\0" + TAIL, 3, "bad-character"),
    "surrogate": (HEAD + "&#xD800;" + TAIL, 3, "bad-xml"),
    "control": (HEAD + "&#1;" + TAIL, 3, "bad-xml"),
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_files_end_soon(tmp_path, name):
    document, status, code = CASES[name]
    (tmp_path / "file.xlf").write_text(document)
    start = time.monotonic()
    result = subprocess.run([str(golden.JEROME), "check", "file.xlf"], cwd=tmp_path, capture_output=True, timeout=30,
                            preexec_fn=None if sanitized() else limit_memory)
    assert time.monotonic() - start < 10
    assert result.returncode == status, result.stderr[:300]
    lines = result.stderr.decode().splitlines()
    assert bool(lines) == bool(code) and len(lines) < 200
    assert code is None or f"[{code}]" in lines[0]
    assert b"root:" not in result.stdout + result.stderr
