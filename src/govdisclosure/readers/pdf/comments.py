"""What is laid over a page and is no part of its content: form fields, comments set as text, stamps, drawings.

A person sees it like everything else. It is not read; where it stands is known, so that nothing is read from under it.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Final, cast

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Rect

from govdisclosure.readers.pdf.characters import decoded
from govdisclosure.readers.pdf.ink import Box, Comment
from govdisclosure.readers.pdf.work import spend, words

_WIDGET: Final = "Widget"
_FREE_TEXT: Final = "FreeText"
_HARMLESS: Final = frozenset(
    {"Link", "Popup", "Highlight", "Underline", "Squiggly", "Watermark", "PrinterMark", "TrapNet", "Screen", "Sound"}
)
"""Kinds that leave what is under them to be read."""
_HIDDEN_FLAGS: Final = 0x02 | 0x20
"""Flags: hidden, and not shown on screen."""
_SHOWS: Final = frozenset(b"Tj TJ ' \" Do sh EI".split())
"""Operators of the looks of a field that show more than its frame."""
_DEEPEST: Final = 16

Entries = Mapping[str, object]


def comments(sheet: PDFPage, placed: Callable[[Rect], Box], is_hidden: Callable[[object], bool]) -> Iterator[Comment]:
    """What is shown over a page; ``placed`` says where a rectangle stands, ``is_hidden`` which layers are off."""
    for reference in list_value(sheet.annots or []):
        note = dict_value(reference)
        kind = _name(note.get("Subtype"))
        if kind in _HARMLESS or _flags(note) & _HIDDEN_FLAGS or is_hidden(note.get("OC")):
            continue
        text = _text(_inherited(note, "V") if kind == _WIDGET else note.get("Contents") if kind == _FREE_TEXT else None)
        if kind != _WIDGET or text or _is_filled(note):
            for number, rect in enumerate(_rects(note)):
                yield Comment(placed(rect), "" if number else text)


def _name(value: object) -> str:
    found = resolve1(value)
    return str(found.name) if isinstance(found, PSLiteral) else ""


def _flags(note: Entries) -> int:
    found = resolve1(note.get("F", 0))
    return found if isinstance(found, int) else 0


def _inherited(note: Entries, key: str) -> object:
    """An entry of a field, which may stand at a field above it."""
    fields = itertools.islice(_upwards(note), _DEEPEST)
    return next((field[key] for field in fields if key in field), None)


def _upwards(note: Entries) -> Iterator[Entries]:
    while True:
        yield note
        note = dict_value(note.get("Parent", {}))


def _text(value: object) -> str:
    """The text a field holds, or the texts of a list of choices."""
    found = resolve1(value)
    if isinstance(found, PDFStream):
        found = found.get_data()
    if isinstance(found, list):
        return " ".join(map(_text, cast(list[object], found)))
    if not isinstance(found, bytes):
        return ""
    spend(len(found) // 8)
    return decoded(found)


def _is_filled(note: Entries) -> bool:
    """Whether a field without a text shows one, or a tick."""
    state = _name(note.get("AS"))
    looks = resolve1(dict_value(note.get("AP", {})).get("N"))
    shown = resolve1(cast(dict[str, object], looks).get(state)) if isinstance(looks, dict) else looks
    return isinstance(shown, PDFStream) and not _SHOWS.isdisjoint(words(shown.get_data()))


def _rects(note: Entries) -> Iterator[Rect]:
    """Where it stands: where its lines do if it marks some, else its rectangle."""
    points = _numbers(note.get("QuadPoints")) or _numbers(note.get("Rect"))
    step = 8 if len(points) % 8 == 0 else 4
    for start in range(0, len(points) - step + 1, step):
        xs, ys = points[start : start + step : 2], points[start + 1 : start + step : 2]
        yield min(xs), min(ys), max(xs), max(ys)


def _numbers(value: object) -> list[float]:
    parts = list(map(resolve1, list_value(value))) if value is not None else ()
    spend(len(parts) // 8)
    return [float(part) for part in parts if isinstance(part, (int, float))]
