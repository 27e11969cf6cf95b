"""The text of one paragraph of a Word document, as a person sees it, and what was left out of it.

What must never happen is that something that is not part of a number is glued to it: a footnote mark, a raised mark, a
struck-out or hidden digit. These are left out and said; between two digits a space takes their place, so that "12" and
"3" around a mark do not become "123".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import attrs

from govdisclosure.model.notices import (
    FIELD_WITHOUT_RESULT,
    FOOTNOTE,
    LIST_LABEL_UNREAD,
    LOOK_UNCLEAR,
    OBJECT_UNREAD,
    PICTURES_UNREAD,
)
from govdisclosure.readers.looks import GAP, Look, Note, Run, settled
from govdisclosure.readers.symbols import in_pictures, is_of_pictures
from govdisclosure.readers.word.looks import TURNED, Around, directly, is_symbolic, look, marks, over
from govdisclosure.readers.word.numbering import Level, level_of
from govdisclosure.readers.word.styles import Styles, is_heading, is_numbered
from govdisclosure.readers.word.tables import inside
from govdisclosure.readers.word.tree import Element
from govdisclosure.readers.word.xml import (
    UNSEEN,
    Properties,
    alternative,
    has_text,
    is_deletion,
    kind,
    properties,
    value,
)

Notes = tuple[Note, ...]
"""What there is to say about a paragraph: codes of `govdisclosure.model.NOTICES`, each with its detail."""

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


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
    is_picture = is_of_pictures(value(element, "font") or "")
    is_foreign = glyph < number and (glyph > 0x7E or chr(glyph).isalpha())
    return chr(0xF000 + glyph) if glyph <= 0xFF and (is_picture or is_foreign) else chr(glyph)


def _piece_of_equation(element: Element) -> str:
    """A piece of an equation, kept apart from others: the numbers of a fraction are not one number."""
    return GAP + (element.text or "") + GAP


def _unknown(element: Element) -> str:
    """What Word puts in by itself: the number of the page, the date of today."""
    return "\N{REPLACEMENT CHARACTER}"


_TEXTS: Final[Mapping[str, Callable[[Element], str]]] = {
    "w:t": _run_text,
    "w:sym": _symbol,
    "m:t": _piece_of_equation,
    "w:tab": lambda element: "\t",
    "w:ptab": lambda element: "\t",
    "w:br": lambda element: "\n",
    "w:cr": lambda element: "\n",
    "w:noBreakHyphen": lambda element: "-",
    **dict.fromkeys(
        ("w:pgNum", *(f"w:{part}{length}" for part in ("day", "month", "year") for length in ("Short", "Long"))),
        _unknown,
    ),
}

_FOOTNOTES: Final = frozenset({"w:footnoteReference", "w:endnoteReference"})
_PICTURES: Final = frozenset({"v:imagedata", "pic:blipFill", "c:chart", "dgm:relIds"})
_FIELDS: Final = frozenset({"w:fldChar", "w:fldSimple"})
_OBJECTS: Final = frozenset({"w:object", "v:textpath"})
_STEERING: Final = _FIELDS | _OBJECTS | {"w:instrText", "w:txbxContent"}
_BUILT: Final = frozenset(
    f"m:{part}"
    for part in (
        "acc", "bar", "borderBox", "box", "d", "eqArr", "f", "func", "groupChr", "limLow", "limUpp", "m", "nary",
        "phant", "rad", "sPre", "sSub", "sSubSup", "sSup",
    )
)  # fmt: skip
"""What an equation is built of beside plain text: signs that are no text, and places above and below the line."""
_LEAVES: Final = _STEERING | _TEXTS.keys() | _FOOTNOTES | _PICTURES | _BUILT
_DRAWN: Final = frozenset({"w:drawing", "w:pict", "w:contentPart"})

# What is not looked into; everything else is that is not a leaf: a link, a content control, a drawing.
_CLOSED: Final = UNSEEN | (_LEAVES - _BUILT - {"w:fldSimple"})

# What leaves a gap where it stood.
_GAPS: Final = _OBJECTS | _FOOTNOTES | _PICTURES | _DRAWN

# Fields that print nothing themselves; what others print is not known where their result is not stored.
_SILENT: Final = re.compile(r"\s*((XE|TC|TA|RD|SET|ASK|PRIVATE|HYPERLINK|TOC)\b.*)?", re.IGNORECASE | re.DOTALL)

# More fields inside each other than Word allows; those that never end must not pile up.
_NESTING: Final = 50


@attrs.define
class _Field:
    """A field being read: while it is ``open`` its instruction goes on, which is not shown; its result is."""

    words: list[str] = attrs.field(factory=list[str])
    """The pieces of its instruction."""
    open: bool = True
    shown: bool = False

    def notes(self) -> Notes:
        """What there is to say once the field has ended: it may print something and its result is not stored."""
        instruction = "".join(self.words)
        if self.shown or _SILENT.fullmatch(instruction):
            return ()
        return ((FIELD_WITHOUT_RESULT, instruction.strip()),)


@attrs.frozen
class _Piece:
    """A piece of a paragraph, and the field whose instruction it belongs to if that field turns out to be whole."""

    run: Run
    field: _Field | None = None


@attrs.frozen(kw_only=True)
class Line:
    """A paragraph: its text with lines kept apart, what is to be said of it, and the text boxes anchored in it.

    ``drawn`` tells whether there is a drawing in it that is no picture and holds no text: lines, say.
    """

    text: str
    heading: bool = False
    notes: Notes = ()
    boxes: tuple[Element, ...] = ()
    drawn: bool = False


@attrs.define
class LineReader:
    """Reads the paragraphs of a document in order: a field that begins in one may end in a later one.

    ``symbols`` are the fonts that show pictures in place of digits, in small letters, and ``labelled`` the levels of
    lists whose automatic labels run into the text.
    """

    _styles: Styles
    _footnotes: Mapping[tuple[str, str], str]
    _symbols: frozenset[str] = frozenset()
    _labelled: frozenset[Level] = frozenset()
    _fields: list[_Field] = attrs.field(factory=list[_Field], init=False)

    def read(self, paragraph: Element, around: Around) -> Line:
        """The paragraph as it is seen in its place."""
        given = properties(paragraph, "w:pPr")
        style = self._styles.of_paragraph(given.get("w:pStyle"))
        here = inside(around, style, given)
        pieces: list[_Piece] = []
        notes: list[Note] = []
        boxes: list[Element] = []
        leaves = list(self._leaves(paragraph, here.marks))
        for name, element, seen in leaves:
            if name == "w:txbxContent":
                boxes.append(element)
                continue
            shown = look(seen, here)
            said = self._steer(name, element, shown)
            notes.extend(said)
            pieces.append(self._piece(Run(self._text(name, element, seen, has_said=bool(said)), shown)))
        found = settled(piece.run for piece in pieces if piece.field is None or piece.field.open)
        text = "\n".join(filter(None, map(str.strip, found.text.split("\n"))))
        self._fields = [field for field in self._fields if not field.open]
        if is_numbered(given, otherwise=style.numbered):
            notes.append((LIST_LABEL_UNREAD, ""))
            if level_of(given.get("w:numPr", style.paragraph.get("w:numPr"))) in self._labelled and text[:1].isdigit():
                notes.append((LOOK_UNCLEAR, text))
        return Line(
            text=text,
            heading=bool(text) and is_heading(given, otherwise=style.heading),
            notes=(*notes, *found.notes),
            boxes=tuple(boxes),
            drawn=any(name in _DRAWN for name, _, _ in leaves),
        )

    def _leaves(self, parent: Iterable[Element], inherited: Properties) -> Iterator[tuple[str, Element, Properties]]:
        """Everything in a paragraph that shows or steers text, in order, with the marks of its run."""
        for element in parent:
            name = kind(element.tag)
            if name in _LEAVES:
                yield name, element, inherited
            if name in _CLOSED or is_deletion(element, name):
                continue
            if name in _DRAWN:
                inner = list(self._leaves(element, inherited))
                yield from inner or ((name, element, inherited),)
            elif name == "mc:AlternateContent":
                yield from self._leaves(alternative(element), inherited)
            else:
                yield from self._leaves(element, self._marks(name, element, inherited))

    def _marks(self, name: str, element: Element, inherited: Properties) -> Properties:
        """The marks of what is inside an element."""
        if name == "w:bdo" and value(element) == "rtl":
            return {**inherited, TURNED: element}
        given = properties(element, "w:rPr") if name in ("w:r", "m:r") else None
        if not given:
            return inherited
        return directly(over(inherited, self._styles.of(given.get("w:rStyle")).marks), marks(element))

    def _text(self, name: str, element: Element, seen: Properties, *, has_said: bool) -> str:
        if name in _GAPS or (has_said and name in _FIELDS):
            return GAP
        text = _TEXTS[name](element) if name in _TEXTS else ""
        return in_pictures(text) if name == "w:t" and is_symbolic(seen, self._symbols) else text

    def _piece(self, run: Run) -> _Piece:
        for field in self._fields if not run.blank else ():
            field.shown = field.shown or not field.open
        return _Piece(run, next((field for field in self._fields if field.open), None))

    def _steer(self, name: str, element: Element, shown: Look) -> Notes:
        """Follow the fields, and say what is left out."""
        if name == "w:fldChar":
            return self._turn(value(element, "fldCharType"))
        if name == "w:instrText" and self._fields:
            self._fields[-1].words.append(element.text or "")
        if name == "w:fldSimple":
            return _Field([value(element, "instr") or ""], shown=has_text(element)).notes()
        if name in _FOOTNOTES:
            note = (FOOTNOTE, self._footnotes.get((name, value(element, "id") or ""), ""))
            return (note,) if shown.shift else (note, (LOOK_UNCLEAR, ""))
        if name in _PICTURES:
            return ((PICTURES_UNREAD, ""),)
        if name in _BUILT:
            return ((LOOK_UNCLEAR, ""),)
        return ((OBJECT_UNREAD, _named(name, element)),) if name in _OBJECTS else ()

    def _turn(self, step: str | None) -> Notes:
        """A field begins, goes on to its result, or ends; steps of no field are ignored, as Word does."""
        if step == "begin":
            self._fields = [*self._fields[-_NESTING:], _Field()]
        elif self._fields:
            self._fields[-1].open = False
            if step == "end":
                return self._fields.pop().notes()
        return ()


def _named(name: str, element: Element) -> str:
    """What an embedded object is: its program (Excel.Sheet.12), the words drawn along a line, or an equation."""
    if name == "v:textpath":
        return element.get("string") or ""
    return next((inner.get("ProgID") or "" for inner in element.iter() if kind(inner.tag) == "o:OLEObject"), "")
