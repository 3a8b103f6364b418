# SPDX-License-Identifier: MIT
"""Bilingual pages taken apart without the program, and what an alignment of their two halves is worth."""
import re

TAG = re.compile(rb'<span data-(ttu|stu)-id="([^"]*)">|<span class="sxs-lookup">|<span\b[^>]*>|</span>')


def split(page):
    """The source, its translation, and for both the places of each sentence by its id: ({id: (begin, end)}, …)."""
    pages = {"ttu": bytearray(), "stu": bytearray()}
    places = {"ttu": {}, "stu": {}}
    stack = []

    def put(part):
        for kind, _, _ in reversed(stack):
            if kind in pages:
                pages[kind].extend(part)
            if kind != "other":
                return
        pages["ttu"].extend(part)
        pages["stu"].extend(part)

    at = 0
    for match in TAG.finditer(page):
        put(page[at:match.start()])
        at = match.end()
        tag = match.group(0)
        if tag.startswith(b"</"):
            kind, name, begin = stack.pop() if stack else ("other", None, None)
            if kind == "other":
                put(tag)
            elif kind in pages:
                places[kind][name] = (begin, len(pages[kind]))
        elif match.group(1):
            kind = match.group(1).decode()
            stack.append((kind, match.group(2).decode(), len(pages[kind])))
        elif b"sxs-lookup" in tag:
            stack.append(("lookup", None, None))
        else:
            put(tag)
            stack.append(("other", None, None))
    put(page[at:])
    return bytes(pages["stu"]), bytes(pages["ttu"]), places["stu"], places["ttu"]


def owners(page, places):
    """For each byte of a page the sentence that it belongs to."""
    owner = [None] * len(page)
    for name, (begin, end) in places.items():
        owner[begin:end] = [name] * (end - begin)
    return owner


def score(page, align):
    """(right, pairs, recalled, sentences) of one page. `align(source, target)` gives lines of align_places. A pair is right
    where its bytes, white space aside, are of the same sentences on both sides; a sentence is recalled where all pairs
    that hold some of it are right and certain. Of sentences without a letter or a digit nothing is asked."""
    source, target, here, there = split(page)
    here_owner, there_owner = owners(source, here), owners(target, there)

    def sentences(text, owner, spans):
        found = set()
        for span in spans.split():
            begin, end = map(int, span.split("-"))
            found |= {owner[i] for i in range(begin, end) if not text[i:i + 1].isspace()}
        return found - {None}

    right = pairs = 0
    good, bad = set(), set()
    for line in align(source, target).splitlines():
        left, other = line[1:].split("|")
        a, b = sentences(source, here_owner, left), sentences(target, there_owner, other)
        if not a and not b:
            continue
        certain = line[0] == "="
        pairs += certain
        right += certain and a == b
        (good if certain and a == b else bad).update(a | b)
    wanted = {name for name, (begin, end) in here.items()
              if name in there and re.search(r"\w", source[begin:end].decode())}
    return right, pairs, len(wanted & (good - bad)), len(wanted)
