"""The ink of a PDF through pdfminer.six: the only module that knows it.

pdfminer follows neither clips, transparency and layers nor the text mode, all of which decide what a person sees; the
interpreter below adds them. It keeps the order of drawing, since a heading drawn over a table is told from the text
of the table by what was drawn in one go.
"""

import logging
import struct
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from math import copysign, hypot
from typing import cast

import attrs
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFDevice, PDFTextDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    Color,
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
    PDFStackT,
    PDFTextState,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psexceptions import PSException
from pdfminer.psparser import LIT, PSLiteral, literal_name
from pdfminer.utils import MATRIX_IDENTITY, Matrix, PathSegment, Rect, apply_matrix_pt, mult_matrix

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.characters import decoded, printed
from govdisclosure.readers.pdf.ink import (
    UNKNOWN_CHARACTER,
    Box,
    Glyph,
    PageInk,
    Point,
    Rule,
    Sight,
    Turn,
    around,
    spanned,
)
from govdisclosure.readers.pdf.paths import Shapes, Subpath, filled, stroked
from govdisclosure.readers.pdf.sight import Colour, Drawn, Fill, colour_of, looked_at

# pdfminer logs thousands of warnings about fonts that do not matter here.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

_BROKEN = (
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises on a file that is not as it expects: its own errors, and whatever its code trips over."""

_OPAQUE = 0.95
_TRANSPARENT = 0.05
_UNSEEN_TEXT_MODES = (3, 7)
_STROKED_TEXT_MODES = (1, 5)
_FILLED_TEXT_MODES = (0, 4)
_WHOLE = 0.8
"""A picture over this share of the page is the page."""
_MASKS = ("SMask", "Mask", "ImageMask", "IM")
_SMALLEST = 1.0
"""Text smaller than this (points) is not for reading."""
_NO_SIZE = 0.001
"""Points of text that has no size: distances are counted in font sizes."""
_LAYER = "OC"
_WIDGET = LIT("Widget")
_FREE_TEXT = LIT("FreeText")
_HIDDEN_FLAGS = 0x02 | 0x20
"""Annotation flags: hidden, and not shown on screen."""


@attrs.frozen(kw_only=True)
class PdfInk:
    """A whole PDF: the title it stores, its pages, and how many pages it promises and does not have."""

    title: str
    pages: tuple[PageInk, ...]
    lost_pages: int


def read_ink(data: bytes, limits: Limits) -> PdfInk:
    """Everything drawn on the pages of a PDF."""
    with _parsing():
        document = PDFDocument(PDFParser(BytesIO(data)))
        sheets = list(PDFPage.create_pages(document))
    limits.hold("pages", len(sheets))
    manager = PDFResourceManager()
    with _parsing():
        layers = _hidden_layers(document)
        pages = tuple(_page_ink(sheet, number, manager, layers) for number, sheet in enumerate(sheets, 1))
        return PdfInk(title=_title(document), pages=pages, lost_pages=_promised(document) - len(sheets))


@contextmanager
def _parsing() -> Generator[None]:
    try:
        yield
    except PDFPasswordIncorrect as error:
        raise DamagedDocumentError(
            "the PDF needs a password; save a copy without one and read that",
            zh="PDF 有密码；请另存一份没有密码的再读取",
        ) from error
    except _BROKEN as error:
        raise DamagedDocumentError(
            f"the file is not a PDF that can be read ({type(error).__name__}: {error!s:.200}); "
            "open it and save or print it as PDF again",
            zh=f"PDF 无法解析（{type(error).__name__}）；请打开后重新保存或打印为 PDF",
        ) from error


def _page_ink(sheet: PDFPage, number: int, manager: PDFResourceManager, layers: frozenset[int]) -> PageInk:
    pen = _Pen(manager, layers)
    _Interpreter(manager, pen).process_page(sheet)
    return PageInk(
        number=number,
        width=pen.width,
        height=pen.height,
        glyphs=looked_at(pen.drawn, pen.fills),
        across=tuple(pen.across),
        down=tuple(pen.down),
        pictures=tuple(pen.pictures),
        damaged=pen.damaged,
        notes=tuple(_notes(sheet)),
    )


@attrs.frozen
class _Look:
    """The part of the graphics state that pdfminer leaves out."""

    clip: Box
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    plain: bool = True


class _Pen(PDFTextDevice):
    """Writes down every glyph, line, area and picture with the order in which it was drawn."""

    def __init__(self, manager: PDFResourceManager, layers: frozenset[int]) -> None:
        super().__init__(manager)
        self.layers = layers
        self.width = self.height = 0.0
        self.look = _Look(Box(0, 0, 0, 0))
        self.drawn: list[Drawn] = []
        self.fills: list[Fill] = []
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.pictures: list[Box] = []
        self.damaged = False
        self._looks: list[_Look] = []
        self._tags: list[bool] = []
        self._text_mode = 0

    @property
    def _order(self) -> int:
        return len(self.drawn) + len(self.fills)

    # The page and what is placed on it.

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self.ctm = ctm
        corners = [apply_matrix_pt(ctm, (x, y)) for x, y in _corners(page.mediabox)]
        self.width = max(x for x, _ in corners)
        self.height = max(y for _, y in corners)
        sheet = Box(0, 0, self.width, self.height)
        self.look = _Look(self._box(page.cropbox).common(sheet) or sheet)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._looks.append(self.look)
        self.narrow(self._box(bbox, matrix))

    def end_figure(self, name: str) -> None:
        self.look = self._looks.pop()

    def render_image(self, name: str, stream: PDFStream) -> None:
        if self._unseen_layer():
            return
        clip = self.look.clip
        self.pictures.append(clip)
        # A seal may let the text under it show through in ways nobody declares; a scan of the page does not.
        whole = clip.width * clip.height >= _WHOLE * self.width * self.height
        self.cover(hides=whole and self._is_opaque() and not any(stream.get(mask) for mask in _MASKS))

    def cover(self, *, hides: bool = False) -> None:
        """Paint the whole clip in colours that are not known."""
        self.fills.append(Fill(self._order, self.look.clip, None, hides))

    def narrow(self, box: Box) -> None:
        """Clip what is drawn from now on to a rectangle; where nothing is left, to a point off the page."""
        clip = self.look.clip.common(box) or Box(-1, -1, -1, -1)
        self.look = attrs.evolve(self.look, clip=clip)

    # Layers: text on a layer that is switched off is not seen.

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:
        self._tags.append(tag.name == _LAYER and self.is_hidden(props))

    def end_tag(self) -> None:
        if self._tags:
            self._tags.pop()

    def is_hidden(self, layer: object) -> bool:
        """Whether a layer, or each layer of a group of layers, is switched off."""
        if isinstance(layer, PDFObjRef) and layer.objid in self.layers:
            return True
        group: object = resolve1(layer)
        members = cast(dict[str, object], group).get("OCGs") if isinstance(group, dict) else None
        several: object = resolve1(members)
        each = cast(list[object], several) if isinstance(several, list) else [members]
        off = [isinstance(member, PDFObjRef) and member.objid in self.layers for member in each]
        return bool(off) and all(off)

    def _unseen_layer(self) -> bool:
        return any(self._tags)

    # Paths.

    def subpaths(self, path: Sequence[PathSegment]) -> tuple[Subpath, ...]:
        """The pieces of a path where they stand on the page."""
        return tuple(self._subpaths(path))

    def paint_path(  # pdfminer's signature
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,  # noqa: FBT001
        fill: bool,  # noqa: FBT001
        evenodd: bool,  # noqa: FBT001
        path: Sequence[PathSegment],
    ) -> None:
        if self._unseen_layer():
            return
        subpaths = self.subpaths(path)
        if fill and self.look.fill_alpha > _TRANSPARENT:
            colour = _colour(graphicstate.ncolor, graphicstate.ncs) if self._is_opaque() else None
            self._keep(filled(subpaths), colour)
        if stroke and self.look.stroke_alpha > _TRANSPARENT:
            self._keep(stroked(subpaths, graphicstate.linewidth), None)

    def _keep(self, shapes: Shapes, colour: Colour | None) -> None:
        clip = self.look.clip
        for rule in shapes.across:
            if box := Box(rule.start, rule.at, rule.end, rule.at).common(clip):
                self.across.append(Rule(box.top, box.x0, box.x1))
        for rule in shapes.down:
            if box := Box(rule.at, rule.start, rule.at, rule.end).common(clip):
                self.down.append(Rule(box.x0, box.top, box.bottom))
        for area, plain in shapes.areas:
            if box := area.common(clip):
                self.fills.append(Fill(self._order, box, colour if plain else None, plain and colour is not None))

    def _is_opaque(self) -> bool:
        return self.look.plain and self.look.fill_alpha >= _OPAQUE

    def _subpaths(self, path: Sequence[PathSegment]) -> Iterator[Subpath]:
        points: list[Point] = []
        lines: list[tuple[Point, Point]] = []
        curved = False
        for operator, *numbers in path:
            if operator == "m" and points:
                yield Subpath(tuple(points), tuple(lines), curved)
                points, lines, curved = [], [], False
            if not numbers and not points:
                continue
            point = self._point(numbers[-2], numbers[-1]) if numbers else points[0]
            if operator in "lh" and points:
                lines.append((points[-1], point))
            curved = curved or operator in "cvy"
            points.append(point)
        if points:
            yield Subpath(tuple(points), tuple(lines), curved)

    def _point(self, x: float, y: float) -> Point:
        return self._at(self._matrix, x, y)

    def _box(self, rect: Rect, matrix: Matrix = MATRIX_IDENTITY) -> Box:
        matrix = mult_matrix(matrix, self._matrix)
        return around([Box(*point, *point) for point in (self._at(matrix, x, y) for x, y in _corners(rect))])

    @property
    def _matrix(self) -> Matrix:
        return self.ctm or MATRIX_IDENTITY

    # Text.

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        self._text_mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        advance = font.char_width(cid) * fontsize * scaling
        text = _text(font, cid)
        if not text:
            return advance
        fontsize *= _em(font)
        downward = font.is_vertical()
        near = _downward_start(font, cid, fontsize, rise) if downward else (0.0, rise - 0.2 * fontsize)
        far = (near[0] + fontsize, near[1] + advance) if downward else (advance, rise + 0.8 * fontsize)
        box = spanned(self._at(matrix, *near), self._at(matrix, *far))
        size = max(abs(fontsize) * hypot(matrix[2], matrix[3]), _NO_SIZE)
        glyph = Glyph(
            text,
            box,
            self._at(matrix, 0, rise),
            size,
            _turn(matrix, copysign(1, fontsize) * copysign(1, scaling)),
            downward,
            self._sight(box, size),
        )
        self.drawn.append(Drawn(self._order, glyph, self._text_colour(graphicstate)))
        return advance

    def _at(self, matrix: Matrix, x: float, y: float) -> Point:
        x, y = apply_matrix_pt(matrix, (x, y))
        return x, self.height - y

    def _sight(self, box: Box, size: float) -> Sight:
        alpha = self.look.stroke_alpha if self._text_mode in _STROKED_TEXT_MODES else self.look.fill_alpha
        shows = (
            self._text_mode not in _UNSEEN_TEXT_MODES
            and alpha > _TRANSPARENT
            and size >= _SMALLEST
            and self.look.clip.holds(box.middle)
            and not self._unseen_layer()
        )
        return Sight.VISIBLE if shows else Sight.HIDDEN

    def _text_colour(self, state: PDFGraphicState) -> Colour | None:
        if not self.look.plain:
            return None
        if self._text_mode in _FILLED_TEXT_MODES:
            return _colour(state.ncolor, state.ncs)
        return _colour(state.scolor, state.scs) if self._text_mode in _STROKED_TEXT_MODES else None


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter with clips, transparency, layers and the painting operators it leaves out."""

    def __init__(self, manager: PDFResourceManager, device: PDFDevice) -> None:
        super().__init__(manager, device)
        self.pen = cast(_Pen, device)
        self._looks: list[_Look] = []

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self._looks = []

    def execute(self, streams: Sequence[object]) -> None:
        if not all(_is_whole(stream_value(stream)) for stream in streams):
            self.pen.damaged = True
        super().execute(streams)

    def do_q(self) -> None:
        super().do_q()
        self._looks.append(self.pen.look)

    def do_Q(self) -> None:
        if self.gstack:
            self.pen.look = self._looks.pop()
        super().do_Q()

    def do_W(self) -> None:
        # The clip holds from the next painting operator on; that one paints the same path, so nothing is lost here.
        subpaths = self.pen.subpaths(self.curpath)
        if subpaths:
            self.pen.narrow(around([subpath.box for subpath in subpaths]))

    def do_W_a(self) -> None:
        self.do_W()

    def do_F(self) -> None:
        self.do_f()

    def do_sh(self, name: object) -> None:
        self.pen.cover()

    def do_cs(self, name: PDFStackT) -> None:
        super().do_cs(name)
        self.graphicstate.ncolor = _initial(self.graphicstate.ncs)

    def do_CS(self, name: PDFStackT) -> None:
        super().do_CS(name)
        self.graphicstate.scolor = _initial(self.graphicstate.scs)

    def do_gs(self, name: PDFStackT) -> None:
        states = dict_value(self.resources.get("ExtGState", {}))
        state = dict_value(states.get(literal_name(name), {}))
        look = self.pen.look
        blend, mask = resolve1(state.get("BM")), resolve1(state.get("SMask"))
        plain = look.plain if blend is None and mask is None else _is_plain(blend) and _is_plain(mask)
        self.pen.look = _Look(
            look.clip,
            float(resolve1(state.get("ca", look.fill_alpha))),
            float(resolve1(state.get("CA", look.stroke_alpha))),
            plain,
        )

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:
        if isinstance(props, PSLiteral):
            props = dict_value(self.resources.get("Properties", {})).get(props.name, props)
        super().do_BDC(tag, props)

    def do_Do(self, xobjid_arg: PDFStackT) -> None:
        known = cast(dict[str, object], self.xobjmap)  # pyright: ignore[reportUnknownMemberType]
        drawn = known.get(literal_name(xobjid_arg))
        layer: object = stream_value(drawn).get("OC") if drawn is not None else None
        if layer is None or not self.pen.is_hidden(layer):
            super().do_Do(xobjid_arg)


def _is_plain(value: object) -> bool:
    return value is None or (isinstance(value, PSLiteral) and value.name in ("Normal", "Compatible", "None"))


def _is_whole(stream: PDFStream) -> bool:
    """Whether a packed stream unpacks to its end; pdfminer takes what it can get and says nothing."""
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    if filters[:1] not in (["FlateDecode"], ["Fl"]) or stream.decipher or stream.rawdata is None:
        return True
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(stream.rawdata)
    except zlib.error:
        return False
    return unpacker.eof


def _corners(rect: Rect) -> tuple[Point, ...]:
    x0, y0, x1, y1 = rect
    return (x0, y0), (x1, y0), (x0, y1), (x1, y1)


def _turn(matrix: Matrix, sign: float) -> Turn:
    a, b = matrix[0] * sign, matrix[1] * sign
    if abs(b) <= 0.02 * abs(a):
        return Turn.RIGHT if a > 0 else Turn.LEFT
    if abs(a) <= 0.02 * abs(b):
        return Turn.UP if b > 0 else Turn.DOWN
    return Turn.SLANTED


def _em(font: PDFFont) -> float:
    """The font size in units of the size that is set; only fonts that draw their own glyphs have one of their own."""
    return abs(font.get_height()) or 1.0 if isinstance(font, PDFType3Font) else 1.0


def _downward_start(font: PDFFont, cid: int, fontsize: float, rise: float) -> Point:
    """The corner of a glyph of vertical writing from which it extends right by its size and down by its advance."""
    across, up = cast(tuple[float | None, float], font.char_disp(cid))
    left = fontsize * 0.5 if across is None else across * fontsize * 0.001
    return -left, (1000 - up) * fontsize * 0.001 + rise


def _text(font: PDFFont, cid: int) -> str:
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNKNOWN_CHARACTER
    return printed(text)


def _initial(space: PDFColorSpace) -> Color:
    """The colour a colour space starts with; a name where that is not known, so that nothing is taken for hidden."""
    if space.name in ("DeviceGray", "CalGray", "DeviceRGB", "CalRGB"):
        return 0
    return (0, 0, 0, 1) if space.name == "DeviceCMYK" else space.name


def _colour(colour: Color, space: PDFColorSpace) -> Colour | None:
    parts = colour if isinstance(colour, tuple) else (colour,)
    return colour_of(space.name, tuple(part for part in parts if isinstance(part, (int, float))))


def _title(document: PDFDocument) -> str:
    stored = cast(list[dict[str, object]], document.info)  # pyright: ignore[reportUnknownMemberType]
    title: object = resolve1(stored[0].get("Title")) if stored else None
    return decoded(title) if isinstance(title, bytes) else ""


def _promised(document: PDFDocument) -> int:
    tree = dict_value(document.catalog.get("Pages", {}))
    count = resolve1(tree.get("Count", 0))
    return count if isinstance(count, int) else 0


def _hidden_layers(document: PDFDocument) -> frozenset[int]:
    settings = dict_value(dict_value(document.catalog.get("OCProperties", {})).get("D", {}))
    return frozenset(layer.objid for layer in list_value(settings.get("OFF", [])) if isinstance(layer, PDFObjRef))


def _notes(sheet: PDFPage) -> Iterator[str]:
    """Texts in form fields and text boxes laid over the page, as far as they are shown."""
    for reference in list_value(sheet.annots or []):
        note = dict_value(reference)
        kind = resolve1(note.get("Subtype"))
        text = resolve1(note.get("V") if kind is _WIDGET else note.get("Contents") if kind is _FREE_TEXT else None)
        if isinstance(text, bytes) and not int(resolve1(note.get("F", 0))) & _HIDDEN_FLAGS:
            yield decoded(text)
