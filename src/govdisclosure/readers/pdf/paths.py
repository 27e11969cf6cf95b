"""Drawn paths as ruling lines and painted areas.

Producers draw a table line in every way there is: a stroke, a thin filled rectangle, a thin filled polygon, the edge
of a stroked rectangle, the gap between two rectangles in one path, dots. All of them become `Stroke`.
"""

import itertools

import attrs

from govdisclosure.readers.pdf.ink import Box, Point, Slope, Stroke, around

THIN = 3.0
"""A filled shape no thicker than this is a line."""
THICK = 5.0
"""A stroke at least this wide paints an area."""
_DOT = 1.5
"""A filled shape no larger than this is a dot of a dotted line, or the corner piece of a border."""
_STRAIGHT = 0.5


@attrs.frozen
class Subpath:
    """One piece of a path: its straight parts, and every point it goes through."""

    points: tuple[Point, ...]
    lines: tuple[tuple[Point, Point], ...]
    curved: bool = False

    @property
    def box(self) -> Box:
        """The rectangle around its points."""
        return around([Box(x, y, x, y) for x, y in self.points])

    @property
    def rectangular(self) -> bool:
        """Whether it has no edge but straight ones along the page."""
        return not self.curved and all(_along(*line) for line in self.lines)


@attrs.frozen
class Shapes:
    """What a path leaves on the page: lines across, lines down, and areas (True where plain: one rectangle).

    ``slopes`` are lines in other directions, ``others`` where something is drawn that is none of these: curves, signs.
    ``outlines`` go around areas that are painted and no rectangles.
    """

    across: tuple[Stroke, ...] = ()
    down: tuple[Stroke, ...] = ()
    areas: tuple[tuple[Box, bool], ...] = ()
    outlines: tuple[tuple[Point, ...], ...] = ()
    slopes: tuple[Slope, ...] = ()
    others: tuple[Box, ...] = ()


def stroked(subpaths: tuple[Subpath, ...], width: float) -> Shapes:
    """What drawing along a path leaves."""
    lines = [line for subpath in subpaths for line in subpath.lines if _along(*line)]
    boxes = [around([Box(*start, *start), Box(*end, *end)]) for start, end in lines]
    if width >= THICK:
        half = width / 2
        return Shapes(areas=tuple((Box(b.x0 - half, b.top - half, b.x1 + half, b.bottom + half), False) for b in boxes))
    return attrs.evolve(
        _ruled(boxes),
        slopes=tuple(line for subpath in subpaths for line in subpath.lines if not _along(*line)),
        others=tuple(subpath.box for subpath in subpaths if subpath.curved),
    )


def filled(subpaths: tuple[Subpath, ...]) -> Shapes:
    """What filling a path leaves."""
    boxes = [subpath.box for subpath in subpaths]
    thin = [box for box in boxes if _is_thin(box)]
    wide = [(subpath, box) for subpath, box in zip(subpaths, boxes, strict=True) if not _is_thin(box)]
    frames = _frames([box for _, box in wide])
    plain = not frames
    areas = tuple((box, plain and subpath.rectangular) for subpath, box in wide)
    rules = _ruled(thin + [side for outer, inner in frames for side in _sides(outer, inner)])
    return attrs.evolve(
        rules,
        areas=areas,
        outlines=tuple(subpath.points for subpath, _ in wide if plain and not subpath.rectangular),
        others=tuple(subpath.box for subpath in subpaths if not subpath.rectangular),
    )


def _along(start: Point, end: Point) -> bool:
    return abs(start[0] - end[0]) <= _STRAIGHT or abs(start[1] - end[1]) <= _STRAIGHT


def _is_thin(box: Box) -> bool:
    return min(box.width, box.height) <= THIN


def _ruled(boxes: list[Box]) -> Shapes:
    across = tuple(Stroke((b.top + b.bottom) / 2, b.x0, b.x1) for b in boxes if b.width >= b.height or _is_dot(b))
    down = tuple(Stroke((b.x0 + b.x1) / 2, b.top, b.bottom) for b in boxes if b.width < b.height or _is_dot(b))
    return Shapes(across, down)


def _is_dot(box: Box) -> bool:
    return max(box.width, box.height) <= _DOT


def _frames(boxes: list[Box]) -> list[tuple[Box, Box]]:
    """Pairs of rectangles in one path, one inside the other: the ring between them is painted, not the inside."""
    return [
        (outer, inner)
        for outer, inner in itertools.permutations(boxes, 2)
        if outer != inner and outer.common(inner) == inner
    ]


def _sides(outer: Box, inner: Box) -> list[Box]:
    """The sides of a frame that are thin enough to be lines."""
    sides = [
        Box(outer.x0, outer.top, outer.x1, inner.top),
        Box(outer.x0, inner.bottom, outer.x1, outer.bottom),
        Box(outer.x0, outer.top, inner.x0, outer.bottom),
        Box(inner.x1, outer.top, outer.x1, outer.bottom),
    ]
    return [side for side in sides if _is_thin(side)]
