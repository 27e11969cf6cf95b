"""The XML of a Word document: its parts, and the names in it whatever their namespace.

Three dialects say the same things in different namespaces: the transitional and the strict edition of Office Open XML
and the Word XML of 2003. `kind` gives one name for all of them, ``w:p`` for a paragraph of each.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from posixpath import dirname, join, normpath
from typing import Final

import attrs

from govdisclosure.errors import UnsupportedFormatError
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.package import Package, open_package
from govdisclosure.readers.word.tree import Element, parse

_PREFIXES: Final[Mapping[str, str]] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.microsoft.com/office/word/2003/wordml": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.microsoft.com/office/2006/xmlPackage": "pkg",
    "http://schemas.microsoft.com/aml/2001/core": "aml",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}

_SPELT_OTHERWISE_IN_2003: Final[Mapping[str, str]] = {
    "w:vmerge": "w:vMerge",
    "w:hmerge": "w:hMerge",
    "w:listPr": "w:numPr",
}
_OFF: Final = frozenset({"0", "false", "off"})
_UNDERSTOOD: Final = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")


@lru_cache(maxsize=4096)
def kind(tag: str) -> str:
    """The name of a tag with a fixed prefix, ``w:p``; a namespace not known here has the prefix ``?``."""
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    name = f"{_PREFIXES.get(namespace, '?')}:{local}"
    return _SPELT_OTHERWISE_IN_2003.get(name, name)


def value(element: Element, name: str = "val") -> str | None:
    """The attribute ``name`` in the namespace of the element itself."""
    return element.get(next(beside(element, (name,))))


def setting(element: Element | None) -> str:
    """The value of a property; empty where it is missing or has none."""
    return "" if element is None else value(element) or ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child called ``name``; None also where there is no element to look into."""
    for inner in () if element is None else element:
        if kind(inner.tag) == name:
            return inner
    return None


Properties = Mapping[str, Element]
"""What is set on a paragraph, run, row, cell or table, by kind."""


def properties(element: Element | None, name: str) -> Properties:
    """What is set in the child ``name`` of the element, ``w:tcPr`` of a cell."""
    holder = child(element, name)
    return {} if holder is None else {kind(inner.tag): inner for inner in holder}


def switched_on(element: Element | None) -> bool:
    """Whether an on-off property is there and on."""
    return element is not None and setting(element).lower() not in _OFF


def count(element: Element | None, otherwise: int) -> int:
    """The number a property holds; ``otherwise`` where it is missing or no number."""
    text = setting(element)
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else otherwise


def is_deletion(element: Element, name: str) -> bool:
    """Whether the element, of kind ``name``, holds what tracked changes have taken out."""
    return name in {"w:del", "w:moveFrom"} or (name == "aml:annotation" and _annotates(element, "Word.Deletion"))


_REVISIONS: Final = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
_ANNOTATION: Final = "{http://schemas.microsoft.com/aml/2001/core}annotation"


def revisions(parent: Element) -> Iterator[Element]:
    """The tracked changes inside ``parent`` to what is said (not to how it looks)."""
    for element in parent.iter(*beside(parent, _REVISIONS), _ANNOTATION):
        if element.tag != _ANNOTATION or _annotates(element, "Word.Deletion") or _annotates(element, "Word.Insertion"):
            yield element


def beside(element: Element, names: Iterable[str]) -> Iterator[str]:
    """The tags of these ``names`` in the namespace of ``element``."""
    namespace = element.tag[: element.tag.rfind("}") + 1]
    return (namespace + name for name in names)


def _annotates(element: Element, what: str) -> bool:
    return what in element.attrib.values()


UNSEEN: Final = frozenset({"w:pPr", "w:rPr", "w:rt"})
"""What never holds text: properties, and the reading printed small above a character."""


def visible(parent: Iterable[Element], wanted: frozenset[str]) -> Iterator[tuple[str, Element]]:
    """The elements of a ``wanted`` kind that a reader sees, in order, whatever they are wrapped in.

    Content controls, insertions, links and everything unknown are looked through; deletions and one of each two
    alternatives are not. What is wanted is not looked into.
    """
    for element in parent:
        name = kind(element.tag)
        if name in wanted:
            yield name, element
        elif name == "mc:AlternateContent":
            yield from visible(alternative(element), wanted)
        elif len(element) and name not in UNSEEN and not is_deletion(element, name):
            yield from visible(element, wanted)


def alternative(element: Element) -> Iterable[Element]:
    """The content of the first choice that Word understands, else of the fallback, else nothing."""
    for option in element:
        if kind(option.tag) == "mc:Fallback" or _is_understood(option):
            return option
    return ()


def _is_understood(choice: Element) -> bool:
    needed = (choice.get("Requires") or "").split()
    return all(choice.namespace(prefix).startswith(_UNDERSTOOD) for prefix in needed)


def has_text(element: Element) -> bool:
    """Whether there is any text inside, looked for only so far: what holds it is looked into many times if nested."""
    return any((inner.text or "").strip() for inner in islice(element.iter(*beside(element, ("t",))), 1000))


def plain_text(element: Element) -> str:
    """All text inside, run together."""
    return "".join(inner.text or "" for inner in element.iter(*beside(element, ("t",)))).strip()


@attrs.frozen(kw_only=True)
class WordFile:
    """A Word document as its parts: ``main`` is the document itself."""

    main: Element
    _name: str = attrs.field(alias="name")
    _load: Callable[[str], Element | None] = attrs.field(alias="load", repr=False)
    _bytes: Callable[[str], bytes] = attrs.field(alias="bytes", repr=False)

    def related(self, relation: str) -> Iterator[Element]:
        """The parts that stand in this relation to the document or to the package (styles, footnotes, header)."""
        targets = (target for source in (self._name, "") for target in _targets(self._load, source, relation))
        for target in dict.fromkeys(targets):  # once each: a package may name one part a hundred thousand times
            part = self._load(target)
            if part is not None:
                yield part

    def part(self, identity: str) -> tuple[str, bytes]:
        """The name and content of the part that the document refers to by this id; empty where there is none."""
        relations = self._load(_relations_of(self._name))
        for entry in () if relations is None else relations:
            if entry.get("Id") == identity and entry.get("TargetMode") != "External":
                name = _target(self._name, entry)
                return name, self._bytes(name)
        return "", b""

    def title(self) -> str:
        """The title among the properties of the file, else the first worded page header, else nothing."""
        for properties in self.related("core-properties"):
            for inner in properties:
                if kind(inner.tag) == "dc:title" and (inner.text or "").strip():
                    return (inner.text or "").strip()
        headers = (plain_text(header) for header in self.related("header"))
        return next((text for text in headers if any(letter.isalpha() for letter in text)), "")


def open_word(data: bytes, limits: Bounds) -> WordFile:
    """The Word document in ``data``: a package, or one XML file of either kind."""
    budget = Budget.of(limits)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _flat(data, budget)
    package = open_package(data, budget)
    names = frozenset(package.names)
    return _word_file(_package_loader(package, budget), lambda name: package.read(name) if name in names else b"")


def _package_loader(package: Package, budget: Budget) -> Callable[[str], Element | None]:
    names = frozenset(package.names)

    def load(name: str) -> Element | None:
        return parse(package.xml_bytes(name), budget, name=name) if name in names else None

    return load


def _flat(data: bytes, budget: Budget) -> WordFile:
    """A document in one XML file: that of Word 2003, or a package written out flat."""
    budget.hold("document_bytes", len(data))
    root = parse(data, budget, name="document")
    if kind(root.tag) == "w:wordDocument":
        return WordFile(main=root, name="", load=dict[str, Element]().get, bytes=_nothing)
    parts = {
        (value(part, "name") or "").lstrip("/"): content
        for part in root
        if kind(part.tag) == "pkg:part"
        for content in _first(child(part, "pkg:xmlData"))
    }
    if not parts:
        raise UnsupportedFormatError(
            "this XML is not a Word document; save it as .docx", zh="这份 XML 不是 Word 文档；请另存为 .docx"
        )
    return _word_file(parts.get, _nothing)


def _nothing(name: str) -> bytes:
    """Files in one piece of XML hold no parts of other formats that are read here."""
    return b""


def _first(element: Element | None) -> list[Element]:
    return [] if element is None else list(element)[:1]


def _word_file(load: Callable[[str], Element | None], content: Callable[[str], bytes]) -> WordFile:
    name = next(_targets(load, "", "officeDocument"), "word/document.xml")
    main = load(name)
    if main is None or kind(main.tag) != "w:document":
        raise UnsupportedFormatError(
            "the package holds no Word document; open it in Word and save it as .docx",
            zh="压缩包中没有 Word 文档；请用 Word 打开后另存为 .docx",
        )
    return WordFile(main=main, name=name, load=load, bytes=content)


def _targets(load: Callable[[str], Element | None], source: str, relation: str) -> Iterator[str]:
    """The names of the parts that stand in ``relation`` to ``source`` (the package itself if empty)."""
    relations = load(_relations_of(source))
    for entry in () if relations is None else relations:
        if (entry.get("Type") or "").endswith("/" + relation) and entry.get("TargetMode") != "External":
            yield _target(source, entry)


def _relations_of(part: str) -> str:
    return join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")


def _target(source: str, entry: Element) -> str:
    return normpath(join("/", dirname(source), entry.get("Target") or "")).lstrip("/")
