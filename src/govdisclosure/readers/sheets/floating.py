"""What floats over the cells of an XLSX sheet: the texts in it, and the cells that it covers."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from govdisclosure.model.notices import IMAGE_CELL, OBJECT_UNREAD
from govdisclosure.readers.sheets.model import LAST_COLUMN, LAST_ROW, Area
from govdisclosure.readers.sheets.xlsx_styles import TRUE
from govdisclosure.readers.sheets.xml_stream import local_name

_Element = ElementTree.Element

ANCHORS: Final = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "Fallback"})

_SHOWN: Final = frozenset({"sp", "pic", "graphicFrame", "cxnSp", "contentPart"})
_WIDTH, _HEIGHT = 609_600, 190_500
"""A column and a row of the usual size, in the units of drawings (914,400 an inch)."""
_EDGE: Final = 50_000
"""Over how much of a cell a drawing may reach without covering it."""
_LARGEST: Final = 300
"""Rows or columns that are looked at under a drawing."""


@attrs.frozen(kw_only=True)
class Sizes:
    """Columns and rows of other than the usual size, in the units of drawings."""

    columns: dict[int, int]
    rows: dict[int, int]


@attrs.frozen(kw_only=True)
class Floating:
    """One thing over the cells: its text (None for what holds none), and what it covers with which code."""

    text: str | None
    area: Area
    code: str


def floating(anchor: _Element, sizes: Sizes) -> Iterator[Floating]:
    """What an anchor holds fast; a fallback repeats what stands beside it, and what is hidden shows nothing."""
    if local_name(anchor.tag) == "Fallback":
        return
    area = covered(anchor, sizes)
    for shape in _shapes(anchor):
        if any(inner.get("hidden") in TRUE for inner in shape.iter() if local_name(inner.tag) == "cNvPr"):
            continue
        kind = local_name(shape.tag)
        yield Floating(
            text=_text(shape) if kind == "sp" else None, area=area, code=IMAGE_CELL if kind == "pic" else OBJECT_UNREAD
        )


def _shapes(parent: _Element) -> Iterator[_Element]:
    for child in parent:
        name = local_name(child.tag)
        if name in _SHOWN:
            yield child
        elif name != "Fallback":
            yield from _shapes(child)


def _text(shape: _Element) -> str:
    """The text of a text box, a paragraph a line."""
    paragraphs = (item for item in shape.iter() if local_name(item.tag) == "p")
    return "\n".join(
        "".join(item.text or "" for item in paragraph.iter() if local_name(item.tag) == "t") for paragraph in paragraphs
    )


def covered(anchor: _Element, sizes: Sizes) -> Area:
    """The cells under an anchor."""
    marks = {local_name(mark.tag): mark for mark in anchor}
    corner = marks.get("from", marks.get("pos"))
    (top, down), (left, right) = _place(corner, "row", "y"), _place(corner, "col", "x")
    if "to" in marks:
        bottom, below = _place(marks["to"], "row", "y")
        last, beyond = _place(marks["to"], "col", "x")
        return _area(top, left, bottom - (below < _EDGE), last - (beyond < _EDGE))
    ext = marks.get("ext")
    height, width = (0, 0) if ext is None else (_number(ext.get("cy")), _number(ext.get("cx")))
    top, bottom = _reach(top, down, height, sizes.rows, _HEIGHT)
    left, last = _reach(left, right, width, sizes.columns, _WIDTH)
    return _area(top, left, bottom, last)


def _area(top: int, left: int, bottom: int, right: int) -> Area:
    top, left = min(top, LAST_ROW), min(left, LAST_COLUMN)
    return Area(top=top, left=left, bottom=max(top, min(bottom, LAST_ROW)), right=max(left, min(right, LAST_COLUMN)))


def _place(mark: _Element | None, name: str, axis: str) -> tuple[int, int]:
    """The row or column of a corner (0 for one given by its distance), and how far inside it the corner is."""
    if mark is None:
        return 0, 0
    texts = {local_name(each.tag): each.text for each in mark}
    return _number(texts.get(name)), _number(texts.get(f"{name}Off", mark.get(axis)))


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else 0


def _reach(first: int, inside: int, length: int, sizes: Mapping[int, int], usual: int) -> tuple[int, int]:
    """The first row or column from ``first`` on with something of ``length`` after ``inside`` in it, and the last."""
    start = first
    while inside >= sizes.get(start, usual) and start - first < _LARGEST:
        inside -= sizes.get(start, usual)
        start += 1
    at, left = start, inside + length - _EDGE
    while left >= sizes.get(at, usual) and at - start < _LARGEST:
        left -= sizes.get(at, usual)
        at += 1
    return start, at
