"""The styles of a Word document: what each settles, with those it is based on."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from govdisclosure.readers.colours import Colour
from govdisclosure.readers.word.looks import ground, marks
from govdisclosure.readers.word.tree import Element
from govdisclosure.readers.word.xml import (
    Properties,
    WordFile,
    child,
    count,
    kind,
    properties,
    setting,
    value,
)

_STYLES_IN_A_ROW: Final = 50
_HEADING_NAME: Final = re.compile(r"heading [1-9]|title", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Part:
    """What a style of tables says of some of its cells: the marks of their text and the ground behind it."""

    marks: Properties
    ground: Colour | None


@attrs.frozen(kw_only=True)
class Style:
    """What a style settles, with the styles it is based on; ``parts`` are those of a table, by the kind of cells."""

    marks: Properties = attrs.Factory(dict[str, Element])
    paragraph: Properties = attrs.Factory(dict[str, Element])
    heading: bool = False
    numbered: bool = False
    ground: Colour | None = None
    parts: Mapping[str, Part] = attrs.Factory(dict[str, Part])


_NONE: Final = Style()


@attrs.frozen
class Styles:
    """The styles of a document by their id; ``defaults`` holds for all text, ``plain`` for paragraphs of no style."""

    _elements: Mapping[str, Element] = attrs.field(repr=False)
    defaults: Properties = attrs.Factory(dict[str, Element])
    _plain: str = ""
    _known: dict[str, Style] = attrs.field(factory=dict[str, Style], init=False, repr=False)

    def of(self, reference: Element | None) -> Style:
        """The style that a property refers to; a missing one says nothing."""
        return self._named(setting(reference))

    def of_paragraph(self, reference: Element | None) -> Style:
        """The style of a paragraph: where none is named, or one that is not there, that of plain paragraphs."""
        name = setting(reference)
        return self._named(name if name in self._elements else self._plain)

    def _named(self, name: str) -> Style:
        chain: dict[str, Element] = {}
        while name in self._elements and not (name in self._known or name in chain or len(chain) == _STYLES_IN_A_ROW):
            chain[name] = self._elements[name]
            name = setting(child(chain[name], "w:basedOn"))
        style = self._known.get(name, _NONE)
        for inner in reversed(chain):
            style = self._known[inner] = _based_on(style, chain[inner])
        return style


def _based_on(base: Style, element: Element) -> Style:
    paragraph = properties(element, "w:pPr")
    behind = (ground(properties(element, name).get("w:shd")) for name in ("w:tcPr", "w:tblPr"))
    return Style(
        marks={**base.marks, **marks(element)},
        paragraph={**base.paragraph, **paragraph},
        heading=is_heading(paragraph, otherwise=base.heading or _is_heading_name(element)),
        numbered=is_numbered(paragraph, otherwise=base.numbered),
        ground=next(filter(None, behind), base.ground),
        parts={**base.parts, **dict(_parts(element))},
    )


def _parts(element: Element) -> Iterator[tuple[str, Part]]:
    for part in element:
        if kind(part.tag) == "w:tblStylePr":
            yield value(part, "type") or "", Part(marks=marks(part), ground=_ground_of(part))


def _ground_of(part: Element) -> Colour | None:
    return ground(properties(part, "w:tcPr").get("w:shd"))


def _is_heading_name(element: Element) -> bool:
    return _HEADING_NAME.fullmatch(setting(child(element, "w:name"))) is not None


def is_heading(paragraph: Properties, *, otherwise: bool) -> bool:
    """Whether paragraph properties give a level in the outline; ``otherwise`` where they do not say."""
    level = paragraph.get("w:outlineLvl")
    return otherwise if level is None else count(level, 9) < 9


def is_numbered(paragraph: Properties, *, otherwise: bool) -> bool:
    """Whether paragraph properties put an automatic label before the text; ``otherwise`` where they do not say."""
    numbering = paragraph.get("w:numPr")
    return otherwise if numbering is None else count(child(numbering, "w:numId"), 1) > 0


def styles_of(word: WordFile) -> Styles:
    """The styles of the document; in the XML of Word 2003 they stand in the document itself."""
    inside = child(word.main, "w:styles")
    tables = [inside] if inside is not None else list(word.related("styles"))
    every = [style for table in tables for style in table]
    defaults = (child(style, "w:rPrDefault") for style in every if kind(style.tag) == "w:docDefaults")
    return Styles(
        {value(style, "styleId") or "": style for style in every},
        next((marks(default) for default in defaults), dict[str, Element]()),
        next((value(style, "styleId") or "" for style in every if _is_plain(style)), ""),
    )


def _is_plain(style: Element) -> bool:
    default = value(style, "default")
    return default is not None and default not in ("0", "false", "off") and value(style, "type") == "paragraph"
