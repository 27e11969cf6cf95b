"""The text of one paragraph of a Word document, as a person sees it, and what was left out of it.

What must never happen is that something that is not part of a number is glued to it: a footnote mark, a raised mark, a
struck-out or hidden digit. These are left out and said; between two digits a space takes their place, so that "12" and
"3" around a mark do not become "123".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final

import attrs

from govdisclosure.readers.word.xml import (
    UNSEEN,
    Element,
    Look,
    Styles,
    alternative,
    has_text,
    is_deletion,
    is_heading,
    is_numbered,
    is_shaded,
    kind,
    look,
    properties,
    value,
)

Notes = tuple[tuple[str, str], ...]
"""What there is to say about a paragraph: codes of `govdisclosure.model.NOTICES`, each with its detail."""

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

# Stands where something was left out until the text is whole; no XML can contain it.
_GAP: Final = "\0"
_GAP_IN_NUMBER: Final = re.compile(r"(?<=[\d.,．，])\0+(?=[\d.,．，])")

_DINGBATS: Final = ("wingdings", "webdings", "zapf")


def _run_text(element: Element) -> str:
    """Text as Word shows it: its own white space at the ends only where it is asked to keep it."""
    text = re.sub(r"[\r\n\t]", " ", element.text or "")
    return text if element.get(_XML_SPACE) == "preserve" else text.strip(" ")


def _symbol(element: Element) -> str:
    """A character named by its number in a font, private numbers F020 to F0FF standing for 20 to FF.

    In a font of pictures no number is a letter or digit, and in the font Symbol the letters are Greek: those keep or
    get their private number rather than pass for what they are not.
    """
    code = value(element, "char") or ""
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
    glyph = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if glyph < 0x20 or 0xD800 <= glyph < 0xE000:
        return "\N{REPLACEMENT CHARACTER}"
    is_picture = (value(element, "font") or "").lower().startswith(_DINGBATS)
    is_foreign = glyph < number and (glyph > 0x7E or chr(glyph).isalpha())
    return chr(0xF000 + glyph) if glyph <= 0xFF and (is_picture or is_foreign) else chr(glyph)


def _equation(element: Element) -> str:
    """The pieces of an equation, kept apart: the numbers of a fraction are not one number."""
    return _GAP.join(inner.text or "" for inner in element.iter() if kind(inner.tag) == "m:t")


_TEXTS: Final[Mapping[str, Callable[[Element], str]]] = {
    "w:t": _run_text,
    "w:sym": _symbol,
    "m:oMath": _equation,
    "w:tab": lambda element: "\t",
    "w:ptab": lambda element: "\t",
    "w:br": lambda element: "\n",
    "w:cr": lambda element: "\n",
    "w:noBreakHyphen": lambda element: "-",
}

_FOOTNOTES: Final = frozenset({"w:footnoteReference", "w:endnoteReference"})
_PICTURES: Final = frozenset({"v:imagedata", "pic:blipFill", "c:chart", "dgm:relIds"})
_STEERING: Final = frozenset({"w:fldChar", "w:instrText", "w:fldSimple", "w:txbxContent", "w:object"})
_LEAVES: Final = _STEERING | _TEXTS.keys() | _FOOTNOTES | _PICTURES

# What is not looked into; everything else is that is not a leaf: a link, a content control, a drawing.
_CLOSED: Final = UNSEEN | (_LEAVES - {"w:fldSimple"})

# Kept as text though there is something to say; and what leaves a gap where it stood (hidden text leaves none).
_KEPT: Final = frozenset({"", "white-text"})
_GAPS: Final = dict.fromkeys({"struck-text", "raised-mark", "w:object"} | _FOOTNOTES | _PICTURES, _GAP)

# Fields that print something themselves; others without a stored result print nothing.
_PRINTING: Final = re.compile(r"\s*(=|(EQ|FORMDROPDOWN|MACROBUTTON|QUOTE|SYMBOL)\b)", re.IGNORECASE)

# More fields inside each other than Word allows; those that never end must not pile up.
_NESTING: Final = 50


@attrs.define
class _Field:
    """A field being read: while it is ``open`` its instruction goes on, which is not shown; its result is."""

    instruction: str = ""
    open: bool = True
    shown: bool = False

    def notes(self) -> Notes:
        """What there is to say once the field has ended: it prints something and its result is not stored."""
        if self.shown or not _PRINTING.match(self.instruction):
            return ()
        return (("field-without-result", self.instruction.strip()),)


@attrs.frozen
class _Piece:
    """A piece of a paragraph, and the field whose instruction it belongs to if that field turns out to be whole."""

    text: str
    look: Look
    field: _Field | None = None


@attrs.frozen(kw_only=True)
class Line:
    """A paragraph: its text with lines kept apart, what is to be said of it, and the text boxes anchored in it."""

    text: str
    heading: bool = False
    notes: Notes = ()
    boxes: tuple[Element, ...] = ()


@attrs.define
class LineReader:
    """Reads the paragraphs of a document in order: a field that begins in one may end in a later one."""

    _styles: Styles
    _footnotes: Mapping[tuple[str, str], str]
    _fields: list[_Field] = attrs.field(factory=list[_Field], init=False)

    def read(self, paragraph: Element, *, shaded: bool = False) -> Line:
        """The paragraph as it is seen; ``shaded`` where it stands on a coloured ground."""
        given = properties(paragraph, "w:pPr")
        style = self._styles.of(given.get("w:pStyle"))
        base = {"w:shd": shaded or style.shaded or is_shaded(given.get("w:shd")), **style.look}
        pieces: list[_Piece] = []
        notes: list[tuple[str, str]] = []
        boxes: list[Element] = []
        for name, element, seen in self._leaves(paragraph, base):
            if name == "w:txbxContent":
                boxes.append(element)
            else:
                text = _TEXTS[name](element) if name in _TEXTS else ""
                notes.extend(self._steer(name, element))
                pieces.append(self._piece(text or _GAPS.get(name, ""), seen))
        text, said = _settled([piece for piece in pieces if piece.field is None or piece.field.open])
        self._fields = [field for field in self._fields if not field.open]
        if is_numbered(given, otherwise=style.numbered):
            notes.append(("list-label-unread", ""))
        heading = bool(text) and is_heading(given, otherwise=style.heading)
        return Line(text=text, heading=heading, notes=(*notes, *said), boxes=tuple(boxes))

    def _leaves(self, parent: Iterable[Element], inherited: Look) -> Iterator[tuple[str, Element, Look]]:
        """Everything in a paragraph that shows or steers text, in order, with the look of its run."""
        for element in parent:
            name = kind(element.tag)
            if name in _LEAVES:
                yield name, element, inherited
            if name in _CLOSED or is_deletion(element, name):
                continue
            if name == "w:r":
                yield from self._leaves(element, self._run_look(element, inherited))
            else:
                yield from self._leaves(alternative(element) if name == "mc:AlternateContent" else element, inherited)

    def _run_look(self, run: Element, inherited: Look) -> Look:
        given = properties(run, "w:rPr")
        return {**inherited, **self._styles.of(given.get("w:rStyle")).look, **look(given)} if given else inherited

    def _piece(self, text: str, seen: Look) -> _Piece:
        for field in self._fields:
            field.shown = field.shown or (not field.open and bool(text.strip()))
        return _Piece(text, seen, next((field for field in self._fields if field.open), None))

    def _steer(self, name: str, element: Element) -> Notes:
        """Follow the fields, and say what is left out."""
        if name == "w:fldChar":
            return self._turn(value(element, "fldCharType"))
        if name == "w:instrText" and self._fields:
            self._fields[-1].instruction += element.text or ""
        if name == "w:fldSimple":
            return _Field(value(element, "instr") or "", shown=has_text(element)).notes()
        if name in _FOOTNOTES:
            return (("footnote", self._footnotes.get((name, value(element, "id") or ""), "")),)
        if name in _PICTURES:
            return (("pictures-unread", ""),)
        return (("object-unread", _program(element)),) if name == "w:object" else ()

    def _turn(self, step: str | None) -> Notes:
        """A field begins, goes on to its result, or ends; steps of no field are ignored, as Word does."""
        if step == "begin":
            self._fields = [*self._fields[-_NESTING:], _Field()]
        elif self._fields:
            self._fields[-1].open = False
            if step == "end":
                return self._fields.pop().notes()
        return ()


def _program(element: Element) -> str:
    """The program an embedded object belongs to (Excel.Sheet.12)."""
    return next((inner.get("ProgID") or "" for inner in element.iter() if kind(inner.tag) == "o:OLEObject"), "")


def _settled(pieces: list[_Piece]) -> tuple[str, Notes]:
    """The text of the pieces that count as text, lines kept apart, and what became of the others."""
    upright = any(piece.text.strip(" \t\n\0") and not _is_raised(piece) and not _out_of_text(piece) for piece in pieces)
    text = ""
    notes: list[tuple[str, str]] = []
    for piece in pieces:
        fate = _fate(piece, after=text, beside_upright=upright)
        if fate:
            notes.append((fate, piece.text.strip(" \t\n\0")))
        text += piece.text if fate in _KEPT else _GAPS.get(fate, "")
    whole = _GAP_IN_NUMBER.sub(" ", text).replace(_GAP, "")
    lines = (line.strip() for line in whole.split("\n"))
    return "\n".join(line for line in lines if line), _joined(notes)


def _is_raised(piece: _Piece) -> bool:
    return piece.look.get("w:vertAlign", False)


def _out_of_text(piece: _Piece) -> str:
    """The code of what takes the piece out of the text, whatever stands beside it."""
    if piece.look.get("w:vanish"):
        return "hidden-text"
    return "struck-text" if piece.look.get("w:strike") or piece.look.get("w:dstrike") else ""


def _fate(piece: _Piece, *, after: str, beside_upright: bool) -> str:
    """The code of what is to be said of a piece; empty where it is plain text.

    A raised mark after a letter is part of a unit (m2), and where everything is raised it is the text.
    """
    if not piece.text.strip(" \t\n\0"):
        return ""
    if _out_of_text(piece):
        return _out_of_text(piece)
    if _is_raised(piece) and beside_upright and not _is_letter(after[-1:]):
        return "raised-mark"
    return "white-text" if piece.look.get("w:color") and not piece.look.get("w:shd") else ""


def _is_letter(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _joined(notes: list[tuple[str, str]]) -> Notes:
    """One note for neighbours of one kind: Word may put each digit in a run of its own."""
    groups = groupby(notes, key=itemgetter(0))
    return tuple((code, "".join(detail for _, detail in group)) for code, group in groups)
