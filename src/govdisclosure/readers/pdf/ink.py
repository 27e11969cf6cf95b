"""What stands on a page, whichever library read it: glyphs, ruling lines and pictures, in points from the upper left.

A second PDF library needs only to fill a `PageInk`; nothing above this module knows where the ink came from.
"""

import enum
from collections import Counter

import attrs

UNKNOWN_CHARACTER = "\N{REPLACEMENT CHARACTER}"
"""What a glyph reads as when its font does not say which character it is."""


Point = tuple[float, float]


@attrs.frozen
class Box:
    """A rectangle with its sides in order; ``top`` is above ``bottom`` and the smaller number."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Its extent from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its extent from top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def holds(self, point: Point) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.x0 <= point[0] <= self.x1 and self.top <= point[1] <= self.bottom

    def common(self, other: "Box") -> "Box | None":
        """The rectangle both share; None where they do not meet."""
        x0, top = max(self.x0, other.x0), max(self.top, other.top)
        x1, bottom = min(self.x1, other.x1), min(self.bottom, other.bottom)
        return Box(x0, top, x1, bottom) if x0 <= x1 and top <= bottom else None

    def turned(self, turn: "Turn", width: float, height: float) -> "Box":
        """Where it stands once a page of that size is turned so that text of that direction reads left to right."""
        if turn is Turn.RIGHT:
            return self
        one = turned_point((self.x0, self.top), turn, width, height)
        other = turned_point((self.x1, self.bottom), turn, width, height)
        return spanned(one, other)


def spanned(one: Point, other: Point) -> Box:
    """The rectangle between two of its corners that are not neighbours."""
    (xa, ya), (xb, yb) = one, other
    return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def around(boxes: "list[Box] | tuple[Box, ...]") -> Box:
    """The smallest rectangle that holds them all; there must be one at least."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


class Turn(enum.Enum):
    """The direction in which the text of a glyph runs on the page."""

    RIGHT = 0
    DOWN = 90
    LEFT = 180
    UP = 270
    SLANTED = -1
    """Not along an edge of the page: a watermark or a stamp."""


def turned_point(point: Point, turn: Turn, width: float, height: float) -> Point:
    """Where a point stands once the page is turned so that text of that direction reads from left to right."""
    x, y = point
    match turn:
        case Turn.DOWN:
            return y, width - x
        case Turn.LEFT:
            return width - x, height - y
        case Turn.UP:
            return height - y, x
        case _:
            return x, y


class Sight(enum.Enum):
    """Whether a person looking at the page sees a glyph, and if not, why."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    """Drawn so that it leaves no mark: an invisible text mode, too small, or of no opacity."""
    CUT = "cut"
    """Outside the clip or the page."""
    SAME_COLOUR = "same-colour"
    """In the colour of what it stands on."""
    COVERED = "covered"
    """Under something opaque that was painted later."""
    PALE = "pale"
    """It may be seen or not: hardly darker than its ground, half covered, or in a colour that is not known."""


@attrs.frozen
class Glyph:
    """One drawn glyph: its characters, where it stands, and how it was drawn.

    ``origin`` is the point on the baseline where the glyph starts. ``box`` is as wide as the glyph moves the pen and
    as high as the font size, so neighbours in a word touch and a full stop is as tall as a digit.
    """

    text: str
    box: Box
    origin: Point
    size: float
    turn: Turn = Turn.RIGHT
    downward: bool = False
    """Set in a font of vertical writing: the next glyph stands below."""
    sight: Sight = Sight.VISIBLE
    condensed: float = 1.0
    """How wide it is drawn, as a share of the width of its font."""
    struck: bool = False
    """A line runs through it."""

    @property
    def em(self) -> float:
        """The font size as far as it counts along the line: distances between glyphs that are condensed are too."""
        return self.size * self.condensed


@attrs.frozen(order=True)
class Stroke:
    """A straight line along an edge of the page: its position across, and from where to where it runs."""

    at: float
    start: float
    end: float


Slope = tuple[Point, Point]
"""A straight line from one point to another."""


@attrs.frozen
class Comment:
    """What is laid over a page beside its content (a form field, a comment, a stamp): where, and the text it stores."""

    box: Box
    text: str = ""


@attrs.frozen(kw_only=True)
class PageInk:
    """Everything on one page that a person sees, and the text that is there and not seen.

    ``glyphs`` keep the order in which they were drawn. ``slopes`` are straight lines that run along no edge of the
    page, ``shapes`` all other ink that is no text, line or plain area, ``patches`` plain areas of a colour.
    ``damaged`` says that a part of the page could not be unpacked; ``comments`` are not among the glyphs.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    across: tuple[Stroke, ...] = ()
    down: tuple[Stroke, ...] = ()
    pictures: tuple[Box, ...] = ()
    slopes: tuple[Slope, ...] = ()
    shapes: tuple[Box, ...] = ()
    patches: tuple[Box, ...] = ()
    damaged: bool = False
    comments: tuple[Comment, ...] = ()


def upright(page: PageInk) -> PageInk:
    """The page turned so that most of its text runs from left to right."""
    turns = Counter(glyph.turn for glyph in page.glyphs if glyph.sight is Sight.VISIBLE)
    turn = turns.most_common(1)[0][0] if turns else Turn.RIGHT
    return page if turn in (Turn.RIGHT, Turn.SLANTED) else _turned(page, turn)


def _turned(page: PageInk, turn: Turn) -> PageInk:
    width, height = page.width, page.height
    sideways = turn in (Turn.UP, Turn.DOWN)
    boxes_across = [Box(rule.start, rule.at, rule.end, rule.at) for rule in page.across]
    boxes_down = [Box(rule.at, rule.start, rule.at, rule.end) for rule in page.down]
    turned = [box.turned(turn, width, height) for box in boxes_across + boxes_down]
    return attrs.evolve(
        page,
        width=height if sideways else width,
        height=width if sideways else height,
        glyphs=tuple(_turned_glyph(glyph, turn, width, height) for glyph in page.glyphs),
        across=tuple(Stroke(box.top, box.x0, box.x1) for box in turned if box.height <= box.width),
        down=tuple(Stroke(box.x0, box.top, box.bottom) for box in turned if box.height > box.width),
        pictures=tuple(box.turned(turn, width, height) for box in page.pictures),
        slopes=tuple(
            (turned_point(start, turn, width, height), turned_point(end, turn, width, height))
            for start, end in page.slopes
        ),
        shapes=tuple(box.turned(turn, width, height) for box in page.shapes),
        patches=tuple(box.turned(turn, width, height) for box in page.patches),
        comments=tuple(attrs.evolve(each, box=each.box.turned(turn, width, height)) for each in page.comments),
    )


def _turned_glyph(glyph: Glyph, turn: Turn, width: float, height: float) -> Glyph:
    rest = glyph.turn
    if rest is not Turn.SLANTED:
        rest = Turn((rest.value - turn.value) % 360)
    return attrs.evolve(
        glyph,
        box=glyph.box.turned(turn, width, height),
        origin=turned_point(glyph.origin, turn, width, height),
        turn=rest,
    )
