# SPDX-License-Identifier: MIT
"""An XLIFF file of ours, to be translated, damaged, or written anew as other tools would. 1.2 and 2.x alike."""
import copy
import io
import re
import xml.etree.ElementTree as ElementTree

ACCENTS = str.maketrans("aeioucnysAEIOUCNYS", "áéíóúçñýšÁÉÍÓÚÇÑÝŠ")
SPACE = "{http://www.w3.org/XML/1998/namespace}"
#: Elements that are codes: those around text, those by themselves.
PAIRS, LONE = {"g", "pc"}, {"x", "ph"}


def local(element):
    return element.tag.rpartition("}")[2]


def pseudo(text):
    """Another language: every second letter of ASCII with an accent; addresses and placeholders stay."""
    parts = re.split(r"(https?://\S+|\{\w+\}|%\w|\$\(\w+\))", text or "")
    return "".join(part if i % 2 else part.translate(ACCENTS) for i, part in enumerate(parts))


class Xliff:
    def __init__(self, data):
        for _, (prefix, uri) in ElementTree.iterparse(io.BytesIO(data), ["start-ns"]):
            if not re.fullmatch(r"ns\d+|xml", prefix):
                ElementTree.register_namespace(prefix, uri)
        self.root = ElementTree.fromstring(data)
        self.space = self.root.tag.partition("}")[0] + "}"
        self.old = self.root.get("version") == "1.2"
        self.file = self.root.find(self.space + "file")

    def tag(self, name):
        return self.space + name

    def make(self, name, text=None, **attributes):
        element = ElementTree.Element(self.tag(name), {k.rstrip("_"): v for k, v in attributes.items()})
        element.text = text
        return element

    def parents(self):
        return {child: parent for parent in self.root.iter() for child in parent}

    # ---- Units ----

    def units(self):
        return list(self.root.iter(self.tag("trans-unit" if self.old else "unit")))

    def unit(self, name):
        return next(u for u in self.units() if u.get("resname" if self.old else "name") == name)

    def segments(self, unit):
        """What holds a source and a target."""
        return [unit] if self.old else unit.findall(self.tag("segment"))

    def source(self, name):
        return self.segments(self.unit(name))[0].find(self.tag("source"))

    def target(self, name):
        return self.segments(self.unit(name))[0].find(self.tag("target"))

    def set_state(self, unit, state):
        for segment in self.segments(unit):
            (segment.find(self.tag("target")) if self.old else segment).set("state", state)

    def translate(self):
        """Gives every unit a target in another language."""
        for unit in self.units():
            for segment in self.segments(unit):
                source, target = segment.find(self.tag("source")), segment.find(self.tag("target"))
                cut = segment.find(self.tag("seg-source"))
                if target is None:
                    target = self.make("target")
                    segment.insert(list(segment).index(source if cut is None else cut) + 1, target)
                for child in list(target):
                    target.remove(child)
                self.fill(target, source if cut is None else cut)
            self.set_state(unit, "translated")
        return self

    def fill(self, target, source):
        target.text = pseudo(source.text)
        for child in source:
            child = copy.deepcopy(child)
            for element in child.iter():
                element.text, element.tail = pseudo(element.text) if element.text else None, pseudo(element.tail)
            target.append(child)

    # ---- Codes ----

    def code(self, within, kinds, number=0):
        return [e for e in within.iter() if local(e) in kinds][number]

    def remove(self, within, element):
        """Takes an element out, not the text behind it."""
        parent = next(p for p in within.iter() if element in list(p))
        at = list(parent).index(element)
        parent.remove(element)
        self.add_text(parent, at, element.tail)
        element.tail = None

    def unwrap(self, within, element):
        """Takes the tags of an element out, not what is in it."""
        parent = next(p for p in within.iter() if element in list(p))
        at = list(parent).index(element)
        parent.remove(element)
        for i, child in enumerate(list(element)):
            parent.insert(at + i, child)
        if len(element):
            element[-1].tail = (element[-1].tail or "") + (element.tail or "")
            self.add_text(parent, at, element.text)
        else:
            self.add_text(parent, at, (element.text or "") + (element.tail or ""))

    @staticmethod
    def add_text(parent, at, text):
        """Text before the child at `at`."""
        if not text:
            return
        if at == 0:
            parent.text = (parent.text or "") + text
        else:
            before = list(parent)[at - 1]
            before.tail = (before.tail or "") + text

    def bytes(self, encoding="utf-8"):
        out = io.BytesIO()
        ElementTree.ElementTree(self.root).write(out, encoding=encoding, xml_declaration=True)
        return out.getvalue()
