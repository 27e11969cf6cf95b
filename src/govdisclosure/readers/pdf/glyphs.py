"""The ink of a PDF through pdfminer.six, which only this module and `letters`, `colours` and `comments` know.

pdfminer follows neither clips, transparency and layers nor the text mode, all of which decide what a person sees; the
interpreter below adds them. It keeps the order of drawing, since a heading drawn over a table is told from the text
of the table by what was drawn in one go.
"""

import logging
import struct
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from math import copysign, hypot
from typing import cast

import attrs
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFType3Font
from pdfminer.pdfinterp import (
    Color,
    PDFGraphicState,
    PDFStackT,
    PDFTextState,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import MATRIX_IDENTITY, Matrix, PathSegment, Rect, apply_matrix_pt, mult_matrix

from govdisclosure.errors import DamagedDocumentError, DocumentError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.characters import decoded
from govdisclosure.readers.pdf.colours import plain_space, space_of
from govdisclosure.readers.pdf.comments import comments
from govdisclosure.readers.pdf.guard import BoundedDevice, BoundedDocument, BoundedInterpreter, guarded, is_whole
from govdisclosure.readers.pdf.ink import (
    Box,
    Glyph,
    PageInk,
    Point,
    Sight,
    Slope,
    Stroke,
    Turn,
    around,
    spanned,
)
from govdisclosure.readers.pdf.letters import Fonts
from govdisclosure.readers.pdf.paths import Shapes, Subpath, filled, stroked
from govdisclosure.readers.pdf.sight import PALE, Colour, Drawn, Fill, looked_at
from govdisclosure.readers.pdf.work import spend, spend_pairs

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
_NORMAL = "Normal"
_BLENDS = {_NORMAL: _NORMAL, "Compatible": _NORMAL, "Multiply": "Multiply", "Darken": "Darken"}
"""Ways to blend after which text on paper has its own colour; the others are not followed."""
_LAYER = "OC"


@attrs.frozen(kw_only=True)
class PdfInk:
    """A whole PDF: the title it stores, its pages, and how many pages it promises and does not have."""

    title: str
    pages: tuple[PageInk, ...]
    lost_pages: int


def read_ink(data: bytes, limits: Limits) -> PdfInk:
    """Everything drawn on the pages of a PDF."""
    with _parsing(), guarded():
        document = BoundedDocument(data)
        sheets = list(PDFPage.create_pages(document))
        limits.hold("pages", len(sheets))
        fonts = Fonts()
        layers = _hidden_layers(document)
        pages = tuple(_page_ink(sheet, number, fonts, layers) for number, sheet in enumerate(sheets, 1))
        return PdfInk(title=_title(document), pages=pages, lost_pages=_promised(document) - len(sheets))


@contextmanager
def _parsing() -> Generator[None]:
    try:
        yield
    except DocumentError:
        raise
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


def _page_ink(sheet: PDFPage, number: int, fonts: Fonts, layers: frozenset[int]) -> PageInk:
    pen = _Pen(fonts, layers)
    sheet.mediabox, sheet.cropbox = _in_order(sheet.mediabox), _in_order(sheet.cropbox)
    _Interpreter(fonts, pen).process_page(sheet)
    spend_pairs(len(pen.drawn), len(pen.fills))
    return PageInk(
        number=number,
        width=pen.width,
        height=pen.height,
        glyphs=looked_at(pen.drawn, pen.fills),
        across=tuple(pen.across),
        down=tuple(pen.down),
        pictures=tuple(pen.pictures),
        slopes=tuple(pen.slopes),
        shapes=tuple(pen.shapes),
        patches=tuple(fill.box for fill in pen.fills if fill.colour is not None and min(fill.colour) < 1 - PALE),
        damaged=pen.damaged,
        comments=tuple(comments(sheet, pen.placed, pen.is_hidden)),
    )


@attrs.frozen
class _Look:
    """The part of the graphics state that pdfminer leaves out."""

    clip: Box
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blend: str = _NORMAL
    """How it is blended with what is under it; empty where that is not known."""

    @property
    def plain(self) -> bool:
        """Whether it is laid over what is under it."""
        return self.blend == _NORMAL


class _Pen(BoundedDevice):
    """Writes down every glyph, line, area and picture with the order in which it was drawn."""

    def __init__(self, fonts: Fonts, layers: frozenset[int]) -> None:
        super().__init__(fonts)
        self.fonts, self.layers = fonts, layers
        self.width = self.height = 0.0
        self.look = _Look(Box(0, 0, 0, 0))
        self.drawn: list[Drawn] = []
        self.fills: list[Fill] = []
        self.across: list[Stroke] = []
        self.down: list[Stroke] = []
        self.pictures: list[Box] = []
        self.slopes: list[Slope] = []
        self.shapes: list[Box] = []
        self.damaged = False
        self._looks: list[_Look] = []
        self._tags: list[bool] = []
        self._unseen = 0
        self._text_mode = 0
        self._page = MATRIX_IDENTITY

    @property
    def _order(self) -> int:
        return len(self.drawn) + len(self.fills)

    # The page and what is placed on it.

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self.ctm = self._page = ctm
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
        self._unseen += self._tags[-1]

    def end_tag(self) -> None:
        if self._tags:
            self._unseen -= self._tags.pop()

    def is_hidden(self, layer: object) -> bool:
        """Whether a layer, or each layer of a group of layers, is switched off."""
        if isinstance(layer, PDFObjRef) and layer.objid in self.layers:
            return True
        group: object = resolve1(layer)
        members = cast(dict[str, object], group).get("OCGs") if isinstance(group, dict) else None
        several: object = resolve1(members)
        each = cast(list[object], several) if isinstance(several, list) else [members]
        spend(len(each) // 16)
        off = [isinstance(member, PDFObjRef) and member.objid in self.layers for member in each]
        return bool(off) and all(off)

    def _unseen_layer(self) -> bool:
        return self._unseen > 0

    # Paths.

    def subpaths(self, path: Sequence[PathSegment]) -> tuple[Subpath, ...]:
        """The pieces of a path where they stand on the page."""
        spend(len(path))
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
            colour = _colour(graphicstate.ncolor, graphicstate.ncs) if self.look.plain else None
            self._keep(filled(subpaths), colour)
        if stroke and self.look.stroke_alpha > _TRANSPARENT:
            self._keep(stroked(subpaths, graphicstate.linewidth), None)

    def _keep(self, shapes: Shapes, colour: Colour | None) -> None:
        clip = self.look.clip
        for rule in shapes.across:
            if box := Box(rule.start, rule.at, rule.end, rule.at).common(clip):
                self.across.append(Stroke(box.top, box.x0, box.x1))
        for rule in shapes.down:
            if box := Box(rule.at, rule.start, rule.at, rule.end).common(clip):
                self.down.append(Stroke(box.x0, box.top, box.bottom))
        for area, plain in shapes.areas:
            if box := area.common(clip):
                self.fills.append(self._fill(box, colour if plain else None))
        for outline in shapes.outlines if self._is_opaque() else ():
            if box := around([Box(*point, *point) for point in outline]).common(clip):
                self.fills.append(attrs.evolve(self._fill(box, None), outline=outline))
        self.slopes += [slope for slope in shapes.slopes if clip.holds(spanned(*slope).middle)]
        self.shapes += [box for box in shapes.others if clip.holds(box.middle)]

    def _fill(self, box: Box, colour: Colour | None) -> Fill:
        alpha = 1.0 if self._is_opaque() else self.look.fill_alpha
        return Fill(self._order, box, colour, hides=colour is not None and self._is_opaque(), alpha=alpha)

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
            passed = [self._point(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)] or points[:1]
            if operator in "lh" and points:
                lines.append((points[-1], passed[-1]))
            curved = curved or operator in "cvy"
            points += passed
        if points:
            yield Subpath(tuple(points), tuple(lines), curved)

    def placed(self, rect: Rect) -> Box:
        """Where a rectangle of the page stands."""
        return around([Box(*point, *point) for point in (self._at(self._page, x, y) for x, y in _corners(rect))])

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
        text = self.fonts.text(font, cid)
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
            self._sight(box, size, mirrored=_is_mirrored(font, matrix, scaling)),
            1.0 if downward else _condensed(matrix, scaling),
        )
        self.drawn.append(Drawn(self._order, glyph, self._text_colour(graphicstate), self._alpha))
        return advance

    def _at(self, matrix: Matrix, x: float, y: float) -> Point:
        x, y = apply_matrix_pt(matrix, (x, y))
        return x, self.height - y

    def _sight(self, box: Box, size: float, *, mirrored: bool) -> Sight:
        if (
            self._text_mode in _UNSEEN_TEXT_MODES
            or self._alpha <= _TRANSPARENT
            or size < _SMALLEST
            or self._unseen_layer()
        ):
            return Sight.HIDDEN
        if not self.look.clip.holds(box.middle):
            return Sight.CUT
        return Sight.PALE if mirrored else Sight.VISIBLE

    @property
    def _alpha(self) -> float:
        return self.look.stroke_alpha if self._text_mode in _STROKED_TEXT_MODES else self.look.fill_alpha

    def _text_colour(self, state: PDFGraphicState) -> Colour | None:
        if not self.look.blend:
            return None
        if self._text_mode in _FILLED_TEXT_MODES:
            return _colour(state.ncolor, state.ncs)
        inside, outline = _colour(state.ncolor, state.ncs), _colour(state.scolor, state.scs)
        if self._text_mode in _STROKED_TEXT_MODES or inside is None or outline is None:
            return outline
        return min(inside, outline, key=sum)


class _Interpreter(BoundedInterpreter):
    """pdfminer's interpreter with clips, transparency, layers and the painting operators it leaves out."""

    def __init__(self, fonts: Fonts, device: PDFDevice) -> None:
        super().__init__(fonts, device)
        self.pen = cast(_Pen, device)
        self._looks: list[_Look] = []
        self._inherited: PDFGraphicState | None = None
        """The colours that a form is drawn in, which are those of what draws it."""

    def subinterp(self) -> "_Interpreter":
        inner = cast("_Interpreter", super().subinterp())
        inner._inherited = self.graphicstate
        return inner

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self._looks = []
        if self._inherited is not None:
            self.graphicstate = self._inherited.copy()

    def do__w(self, aw: PDFStackT, ac: PDFStackT, s: PDFStackT) -> None:
        self.do_T_a()  # which pdfminer forgets
        super().do__w(aw, ac, s)

    def execute(self, streams: Sequence[object]) -> None:
        if not all(is_whole(stream_value(stream)) for stream in streams):
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

    # Colours: pdfminer keeps of a space only its name, and of a colour only so many parts as have the usual spaces.

    def init_resources(self, resources: dict[object, object]) -> None:
        super().init_resources(resources)
        named = dict_value(resources.get("ColorSpace", {})) if resources else {}
        self.csmap.update((name, space_of(spec)) for name, spec in named.items())

    def do_cs(self, name: PDFStackT) -> None:
        super().do_cs(name)
        self.graphicstate.ncolor = cast(Color, plain_space(self.graphicstate.ncs).first)

    def do_CS(self, name: PDFStackT) -> None:
        super().do_CS(name)
        self.graphicstate.scolor = cast(Color, plain_space(self.graphicstate.scs).first)

    def do_scn(self) -> None:
        parts = self.argstack[-self.graphicstate.ncs.ncomponents :]
        super().do_scn()
        self.graphicstate.ncolor = cast(Color, tuple(parts))

    def do_SCN(self) -> None:
        parts = self.argstack[-self.graphicstate.scs.ncomponents :]
        super().do_SCN()
        self.graphicstate.scolor = cast(Color, tuple(parts))

    def do_gs(self, name: PDFStackT) -> None:
        states = dict_value(self.resources.get("ExtGState", {}))
        state = dict_value(states.get(literal_name(name), {}))
        look = self.pen.look
        self.pen.look = _Look(
            look.clip,
            float(resolve1(state.get("ca", look.fill_alpha))),
            float(resolve1(state.get("CA", look.stroke_alpha))),
            _blend(resolve1(state.get("BM")), resolve1(state.get("SMask")), look.blend),
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


def _blend(blend: object, mask: object, before: str) -> str:
    """How something is blended after this is set; masks are not followed."""
    first = next(iter(cast(list[object], blend)), None) if isinstance(blend, list) else blend
    name = first.name if isinstance(first, PSLiteral) else None
    if mask is not None and not (isinstance(mask, PSLiteral) and mask.name == "None"):
        return ""
    if name is None:
        return before if blend is None and mask is None else _NORMAL
    return _BLENDS.get(str(name), "")


def _corners(rect: Rect) -> tuple[Point, ...]:
    x0, y0, x1, y1 = rect
    return (x0, y0), (x1, y0), (x0, y1), (x1, y1)


def _in_order(rect: Rect) -> Rect:
    """A rectangle that begins at its lower left corner."""
    x0, y0, x1, y1 = rect
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turn(matrix: Matrix, sign: float) -> Turn:
    a, b = matrix[0] * sign, matrix[1] * sign
    if abs(b) <= 0.02 * abs(a):
        return Turn.RIGHT if a > 0 else Turn.LEFT
    if abs(a) <= 0.02 * abs(b):
        return Turn.UP if b > 0 else Turn.DOWN
    return Turn.SLANTED


def _is_mirrored(font: PDFFont, matrix: Matrix, scaling: float) -> bool:
    """Whether a person sees the characters as in a mirror, which no number is printed in."""
    own = font.matrix if isinstance(font, PDFType3Font) else MATRIX_IDENTITY
    return (matrix[0] * matrix[3] - matrix[1] * matrix[2]) * (own[0] * own[3] - own[1] * own[2]) * scaling < 0


def _condensed(matrix: Matrix, scaling: float) -> float:
    high, wide = hypot(matrix[2], matrix[3]), abs(scaling) * hypot(matrix[0], matrix[1])
    return wide / high if high and wide else 1.0


def _em(font: PDFFont) -> float:
    """The font size in units of the size that is set; only fonts that draw their own glyphs have one of their own."""
    return abs(font.get_height()) or 1.0 if isinstance(font, PDFType3Font) else 1.0


def _downward_start(font: PDFFont, cid: int, fontsize: float, rise: float) -> Point:
    """The corner of a glyph of vertical writing from which it extends right by its size and down by its advance."""
    across, up = cast(tuple[float | None, float], font.char_disp(cid))
    left = fontsize * 0.5 if across is None else across * fontsize * 0.001
    return -left, (1000 - up) * fontsize * 0.001 + rise


def _colour(colour: Color, space: PDFColorSpace) -> Colour | None:
    parts = cast(tuple[object, ...], colour) if isinstance(colour, tuple) else (colour,)
    return plain_space(space).rgb([part for part in parts if isinstance(part, (int, float))])


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
