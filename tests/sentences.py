# SPDX-License-Identifier: MIT
"""How well our sentences agree with those of bilingual pages in which each sentence is marked (docs/sentences.md).

A bilingual page holds, for each sentence, <span data-ttu-id="ID">TARGET</span><span class="sxs-lookup"><span
data-stu-id="ID">SOURCE</span></span>. Of it two pages are made for each side: the plain one, and one with a mark behind
each sentence. Both are exported, the plain one cut into sentences by us; where a unit of the marked page holds a mark
inside, the publisher has cut.

    python3 tests/sentences.py FOLDER --lang en-US [--side source|target] [--show]
"""
import argparse
import collections
import dataclasses
import pathlib
import re
import tempfile
import xml.etree.ElementTree as ElementTree

import golden

SENTENCE = re.compile(r'<span data-ttu-id="([^"]*)">(.*?)</span><span class="sxs-lookup"><span data-stu-id="\1">(.*?)</span></span>',
                      re.S)
# Two-em dash: punctuation, so that emphasis beside it is still emphasis, and in none of the pages.
MARK = "\u2e3a"
CODE = "\ufffc"


@dataclasses.dataclass
class Unit:
    """A block: its text without white space and codes of pairs, and the places in it where a sentence ends."""
    text: str
    shown: str
    ends: frozenset
    marks: int = 0  # sentences that the publisher has marked in it


@dataclasses.dataclass
class Score:
    right: int = 0
    ours: int = 0
    theirs: int = 0
    units: int = 0
    unlike: int = 0  # units that the marks have changed, so that they cannot be compared

    @property
    def precision(self):
        return self.right / self.ours if self.ours else 1.0

    @property
    def recall(self):
        return self.right / self.theirs if self.theirs else 1.0

    @property
    def f1(self):
        both = self.ours + self.theirs
        return 2 * self.right / both if both else 1.0

    def add(self, other):
        for field in dataclasses.fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


def plain(page, side):
    """One side of a bilingual page as the page that it was."""
    return SENTENCE.sub(lambda match: match[2 if side == "target" else 3], page)


def marked(page, side):
    """The same with a mark behind each sentence."""
    return SENTENCE.sub(lambda match: match[2 if side == "target" else 3] + MARK, page)


def local(element):
    return element.tag.rpartition("}")[2]


def letters(element):
    """The text of an XLIFF 1.2 element: codes that stand alone as one character, pairs and line breaks as nothing."""
    parts = [element.text or ""]
    for child in element:
        kind = local(child)
        lone = kind == "x" and child.get("ctype") != "lb"
        parts.append(letters(child) if kind in ("g", "mrk") else CODE if lone else "")
        parts.append(child.tail or "")
    return "".join(parts)


def squeeze(text):
    return "".join(text.split())


def of_segments(unit):
    """A unit that we have cut."""
    cut = next(each for each in unit.iter() if local(each) == "seg-source")
    ends, shown, at = set(), [], len(squeeze(cut.text or ""))
    for mrk in cut:
        at += len(squeeze(letters(mrk)))
        ends.add(at)
        shown.append(letters(mrk))
        at += len(squeeze(mrk.tail or ""))
    text = squeeze(letters(cut))
    return Unit(text, "".join(shown), frozenset(end for end in ends if 0 < end < len(text)))


def of_marks(unit):
    """A unit of a marked page."""
    text = letters(next(each for each in unit.iter() if local(each) == "source"))
    parts = [squeeze(part) for part in text.split(MARK)]
    ends, at = set(), 0
    for part in parts[:-1]:
        at += len(part)
        ends.add(at)
    whole = "".join(parts)
    return Unit(whole, text, frozenset(end for end in ends if 0 < end < len(whole)), len(parts) - 1)


def naive(unit):
    """A unit of a plain page, cut behind each . ? or ! with white space behind it."""
    text = letters(next(each for each in unit.iter() if local(each) == "source"))
    ends = {len(squeeze(text[:match.end()])) for match in re.finditer(r"[.?!](?=\s)", text)}
    whole = squeeze(text)
    return Unit(whole, text, frozenset(end for end in ends if 0 < end < len(whole)))


def export(pages, folder, lang, *options):
    """The units of each page, by jerome export."""
    for name, text in pages.items():
        path = folder / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")
    result = golden.run("export", *[folder / "pages" / name for name in pages], "--root", folder / "pages", "--lang", lang, "--to-lang", "sv",
                        "-o", folder / "out", "--quiet", *options)
    assert result.returncode in (0, 1, 3), result.stderr.decode()
    found = {}
    for name in pages:
        root = ElementTree.parse(folder / "out" / (name + ".xlf")).getroot()
        found[name] = [each for each in root.iter() if local(each) == "trans-unit"]
    return found


def pair_up(ours, theirs):
    """Units of both pages in a row; None where they differ."""
    by_text = collections.defaultdict(collections.deque)
    for unit in theirs:
        by_text[unit.text].append(unit)
    for unit in ours:
        yield unit, by_text[unit.text].popleft() if by_text[unit.text] else None


def compare(paths, base, side, lang, *options, cutter=of_segments, show=None):
    """The score of these bilingual pages, by page."""
    texts = {str(path.relative_to(base)): path.read_text(encoding="utf-8") for path in paths}
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        cut = export({name: plain(text, side) for name, text in texts.items()}, pathlib.Path(one), lang, "--segment", "sentence",
                     *options)
        mark = export({name: marked(text, side) for name, text in texts.items()}, pathlib.Path(two), lang)
    scores = {}
    for name in texts:
        score = scores[name] = Score()
        for our, their in pair_up([cutter(unit) for unit in cut[name]], [of_marks(unit) for unit in mark[name]]):
            if their is None:
                score.unlike += 1
                if show:
                    show(name, our, None)
                continue
            if not their.marks:
                continue  # no sentence of theirs: front matter, code
            score.units += 1
            score.ours += len(our.ends)
            score.theirs += len(their.ends)
            score.right += len(our.ends & their.ends)
            if show and our.ends != their.ends:
                show(name, our, their)
    return scores


def total(scores):
    whole = Score()
    for score in scores.values():
        whole.add(score)
    return whole


def row(score):
    return (f"{score.units} blocks, {score.theirs} ends, ours {score.ours}, right {score.right}: precision {score.precision:.4f}, "
            f"recall {score.recall:.4f}, F1 {score.f1:.4f}")


def explain(name, our, their):
    """Prints a difference: + an end that only we see, - one that only they see."""
    if their is None:
        print(f"? {name}: {our.shown[:100]}")
        return
    for end in sorted(our.ends ^ their.ends):
        print(f"{'+' if end in our.ends else '-'} {name.rpartition('/')[2]}: {our.text[max(0, end - 50):end]} ¦ {our.text[end:end + 40]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--lang", required=True)
    parser.add_argument("--side", choices=["source", "target"], default="source")
    parser.add_argument("--show", action="store_true", help="print each difference")
    parser.add_argument("--naive", action="store_true", help="not our sentences: cut behind . ? ! and a space")
    args, options = parser.parse_known_args()
    paths = sorted(args.folder.rglob("*.md"))
    score = total(compare(paths, args.folder, args.side, args.lang, *options, cutter=naive if args.naive else of_segments,
                          show=explain if args.show else None))
    print(f"{args.folder.name} {args.side} {args.lang}: {len(paths)} pages, {row(score)}")


if __name__ == "__main__":
    main()
