"""How PDFs draw the looks of figures: each in the ways of several programs, beside or instead of the figure itself."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

import attrs
from benchmarks.reading.canvas import HEIGHT, Canvas, wide

_OFTEN: Final = 0.25
"""The share of figures that are drawn with the look."""
_NAMELESS: Final = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /XYZABC+Song /FirstChar 48 /LastChar 57 "
    "/Widths [600 600 600 600 600 600 600 600 600 600] /Encoding << /Type /Encoding "
    "/Differences [48 /g18 /g17 /g22 /g3 /c9 /glyph7 /a1 /G21 /cid12 /.notdef] >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /XYZABC+Song /Flags 4 /FontBBox [0 -200 1000 800] "
    "/Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >> >>"
)
"""A subset of a font whose program is lost and whose names say nothing."""
_CODED: Final = _NAMELESS.replace(
    "/Encoding << /Type /Encoding /Differences [48 /g18 /g17 /g22 /g3 /c9 /glyph7 /a1 /G21 /cid12 /.notdef] >> ", ""
)
"""The same without any names."""


@attrs.frozen
class Figure:
    """A figure of a cell: where its text begins, its size, and the box of the cell; coordinates from the upper left."""

    canvas: Canvas
    rng: Random
    x: float
    y: float
    text: str
    size: float
    cell: tuple[float, float, float, float]

    @property
    def end(self) -> float:
        """Where its text ends."""
        return self.x + wide(self.text, self.size)

    def plain(self, before: str = "") -> None:
        """Draw it, with operators inside the text object."""
        self.canvas.styled(self.x, self.y, self.text, self.size, before)

    def digits(self, most: int = 2) -> str:
        """Digits that are no part of it."""
        return "".join(self.rng.choice("123456789") for _ in range(self.rng.randint(1, most)))

    def string(self) -> str:
        """Its text as a string of PDF."""
        code = f"\ufeff{self.text}".encode("utf-16-be").hex()
        return f"({self.text})" if self.text.isascii() else f"<{code}>"

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> str:
        """A rectangle of the page, for a path."""
        return f"{x0:.2f} {HEIGHT - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re"


Draw = Callable[[Figure], None]


def _mark(figure: Figure) -> None:
    """A mark behind the figure, at any size and in any way off the line."""
    figure.plain()
    size = figure.size * figure.rng.choice((0.5, 0.58, 0.65, 0.75, 0.8, 0.83, 0.9, 1.0))
    rise = figure.size * figure.rng.choice((-0.33, -0.2, -0.15, 0.15, 0.2, 0.33, 0.4))
    text = figure.rng.choice((figure.digits(), figure.digits(1), "*", "①", "[1]"))
    if figure.rng.random() < 0.5:
        figure.canvas.styled(figure.end, figure.y, text, size, f"{rise:.2f} Ts")
    else:
        figure.canvas.text(figure.end, figure.y - rise, text, size)


def _small(figure: Figure) -> None:
    figure.plain()
    figure.canvas.text(
        figure.end, figure.y, figure.digits(), figure.size * figure.rng.choice((0.4, 0.5, 0.6, 0.7, 0.75))
    )


def _strike(figure: Figure, x0: float, x1: float) -> None:
    """A line through what stands there, in one of the ways in which programs strike out."""
    way = figure.rng.randrange(6)
    at = figure.y - figure.size * figure.rng.choice((0.22, 0.3, 0.36, 0.45))
    if way == 1 and x0 == figure.x:
        x0 = figure.cell[0] + 0.3  # from the border of the cell on
    elif way == 2:
        x1 = max(x1, figure.cell[2] - 0.3)
    if way == 3:
        figure.canvas.raw(f"0.7 w {x0:.2f} {HEIGHT - at:.2f} m {x1:.2f} {HEIGHT - at:.2f} l S")
    elif way == 4:
        figure.canvas.annotate("/StrikeOut", (x0, figure.y - figure.size, x1, figure.y + 1))
    elif way == 5:
        low, high = HEIGHT - figure.y, HEIGHT - figure.y + figure.size * 0.7
        figure.canvas.raw(f"0.7 w {x0:.2f} {low:.2f} m {x1:.2f} {high:.2f} l S")
    else:
        figure.canvas.raw(f"{figure.rect(x0, at - 0.3, x1, at + 0.3)} f")


def _struck_beside(figure: Figure) -> None:
    figure.plain()
    digits = figure.digits()
    x = figure.end + figure.rng.choice((0.0, 0.0, 1.5))
    figure.canvas.text(x, figure.y, digits, figure.size)
    _strike(figure, x, x + wide(digits, figure.size))


def _struck(figure: Figure) -> None:
    figure.plain()
    _strike(figure, figure.x, figure.end)


_UNSEEN: Final[tuple[Callable[[Figure, float, str], None], ...]] = (
    lambda figure, x, text: figure.canvas.styled(x, figure.y, text, figure.size, "3 Tr"),
    lambda figure, x, text: figure.canvas.styled(x, figure.y, text, figure.size, "7 Tr"),
    lambda figure, x, text: figure.canvas.unseen(x, figure.y, text, figure.size, clipped=True),
    lambda figure, x, text: _patched(figure, x, text, "1 g"),
    lambda figure, x, text: _patched(figure, x, text, "0 0 0 0 k"),
)


def _patched(figure: Figure, x: float, text: str, colour: str) -> None:
    figure.canvas.text(x, figure.y, text, figure.size)
    box = figure.rect(x - 0.5, figure.y - figure.size, x + wide(text, figure.size) + 0.5, figure.y + figure.size * 0.3)
    figure.canvas.raw(f"q {colour} {box} f Q")


def _hidden_beside(figure: Figure) -> None:
    figure.rng.choice(_UNSEEN)(figure, figure.end + 0.6, figure.digits())
    figure.plain()


def _hidden(figure: Figure) -> None:
    figure.rng.choice(_UNSEEN)(figure, figure.x, figure.text)


def _pale(figure: Figure) -> None:
    figure.plain()
    colour = figure.rng.choice(("1 g", "1 1 1 rg", "0 0 0 0 k", "0.98 g", "0.9 g", "1 G 1 Tr", "0.99 1 1 rg"))
    figure.canvas.styled(figure.end, figure.y, figure.digits(), figure.size, colour)


def _tiny(figure: Figure) -> None:
    figure.plain()
    figure.canvas.text(figure.end, figure.y, figure.digits(), figure.rng.choice((0.2, 0.5, 0.9, 1.2, 2.0)))


def _moved(figure: Figure) -> None:
    figure.plain()
    x, y = figure.rng.choice(((-300.0, figure.y), (figure.x, -200.0), (900.0, figure.y), (figure.x, 1200.0)))
    figure.canvas.text(x, y, figure.digits(), figure.size)


def _unknown(figure: Figure) -> None:
    """The figure itself, in a font that does not say which characters it has; what is no digit stays as it is."""
    digits = "".join(char for char in figure.text if char.isdigit())
    if digits != figure.text:
        figure.plain()
        return
    codes = "".join(f"{ord(char):02x}" for char in digits)
    font = figure.rng.choice((_NAMELESS, _CODED))
    name = figure.canvas.font(font)
    figure.canvas.raw(f"BT /{name} {figure.size} Tf 1 0 0 1 {figure.x:.2f} {HEIGHT - figure.y:.2f} Tm <{codes}> Tj ET")


_FIELD: Final = "/Widget /FT /Tx /T (a) /DA (/Helv 8 Tf 0 g)"


def _other(figure: Figure) -> None:
    """The figure as something that is no text of the page."""
    x0, y0, x1, y1 = figure.x, figure.y - figure.size, figure.end, figure.y + 2
    way = figure.rng.randrange(6)
    if way == 0:
        figure.canvas.annotate(f"/FreeText /Contents {figure.string()} /DA (/Helv 8 Tf 0 g)", (x0, y0, x1, y1))
    elif way == 1:
        figure.canvas.annotate(f"{_FIELD} /V {figure.string()}", (x0, y0, x1, y1))
    elif way == 2:
        figure.canvas.annotate(f"/Widget /Parent << /FT /Tx /T (a) /V {figure.string()} >>", (x1, y1, x0, y0))
    elif way == 3:
        figure.canvas.annotate(figure.rng.choice(("/Stamp", "/Ink", "/Square", "/Circle", "/Line")), (x0, y0, x1, y1))
    elif way == 4:
        low, width = HEIGHT - figure.y, x1 - x0
        figure.canvas.raw(
            f"q {width:.2f} 0 0 {figure.size:.2f} {x0:.2f} {low:.2f} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q"
        )
    else:
        low, step = HEIGHT - figure.y, figure.size * 0.3
        figure.canvas.raw(
            f"{x0:.2f} {low:.2f} m {x0 + step:.2f} {low + step:.2f} {x0 + step:.2f} {low + 2 * step:.2f} "
            f"{x0:.2f} {low + 2 * step:.2f} c {x0 - step:.2f} {low:.2f} l h f"
        )


def _as_it_is(figure: Figure) -> None:
    """Looks that change nothing: bold by drawing twice, colours, condensed, underlined, marked, in other modes."""
    way = figure.rng.randrange(8)
    if way == 0:
        for step in figure.rng.choice(((0.0, 0.02), (0.0, 0.01, 0.02, 0.03))):
            figure.canvas.text(figure.x + step * figure.size, figure.y, figure.text, figure.size)
    elif way == 1:
        figure.plain(figure.rng.choice(("1 0 0 rg", "0.4 g", "0 0 0 1 k", "0 0 1 rg 0 0 1 RG 2 Tr 0.1 w")))
    elif way == 2:
        figure.plain(f"{figure.rng.choice((30, 50, 66, 80, 120))} Tz")
    elif way == 3:
        figure.plain()
        at = figure.y + figure.size * 0.12
        figure.canvas.raw(f"{figure.rect(figure.x, at, figure.end, at + 0.5)} f")
    elif way == 4:
        box = figure.rect(figure.x - 1, figure.y - figure.size, figure.end + 1, figure.y + 2)
        figure.canvas.raw(f"q 1 1 0 rg {box} f Q")
        figure.plain()
    elif way == 5:
        box = figure.rect(figure.x - 1, figure.y - figure.size, figure.end + 1, figure.y + 2)
        figure.canvas.raw(f"q 0.2 g {box} f Q")
        figure.plain("1 g")
    elif way == 6:
        figure.canvas.annotate("/Highlight", (figure.x, figure.y - figure.size, figure.end, figure.y + 2))
        figure.plain()
    else:
        figure.canvas.styled(figure.x, figure.y, figure.text, figure.size * 1.1, "0 Ts")


DRAWN: Final[Mapping[str, Draw]] = {
    "marks above or below the line": _mark,
    "small digits beside figures": _small,
    "struck digits beside figures": _struck_beside,
    "figures struck out": _struck,
    "hidden digits beside figures": _hidden_beside,
    "hidden figures": _hidden,
    "digits in the colour of paper": _pale,
    "digits too small to be seen": _tiny,
    "digits moved out of their place": _moved,
    "digits of unknown characters": _unknown,
    "figures shown by other means": _other,
    "looks of whole figures": _as_it_is,
}
"""How each look is drawn, by its name."""


def draw(names: frozenset[str], figure: Figure) -> bool:
    """Draw a figure with one of the looks of these names, now and then."""
    looks = sorted(names & DRAWN.keys())
    if not looks or not figure.text or figure.rng.random() >= _OFTEN:
        return False
    DRAWN[figure.rng.choice(looks)](figure)
    return True
