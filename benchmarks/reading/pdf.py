"""Papers as PDF: a small layout of our own that draws text and lines on whatever canvas it is given.

Tables run over pages as word processors let them: a row is never torn, a merged cell goes on on the next page.
"""

from collections.abc import Iterator
from random import Random

import attrs
from benchmarks.reading import looks_pdf
from benchmarks.reading.canvas import HEIGHT, WIDTH, Canvas, wide

from govdisclosure.strategies.layouts import Line, Paper
from govdisclosure.writers.printed import Box, Sheet, header_of

_MARGIN = 56.0

_RADICALS = str.maketrans("人民门长见行自金工力比水火生用示立老而色", "⼈⺠⻔⻓⻅⾏⾃⾦⼯⼒⽐⽔⽕⽣⽤⽰⽴⽼⽽⾊")


@attrs.frozen
class _Piece:
    """A cell where it stands: its slots, and the box."""

    row: int
    column: int
    box: Box

    @property
    def last(self) -> int:
        return self.row + self.box.rowspan - 1


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines that fit; a number is never broken."""
    lines: list[str] = []
    for part in text.split("\n"):
        current = ""
        for word in _words(part):
            if current and wide(current + word, size) > width:
                lines.append(current)
                current = ""
            current += word
        lines.append(current)
    return lines


def _words(text: str) -> Iterator[str]:
    word = ""
    for char in text:
        if char.isascii() and char not in " ":
            word += char
            continue
        if word:
            yield word
        word = ""
        yield char
    if word:
        yield word


@attrs.define
class Printer:
    """Lays out a paper on a canvas, with the deviations of these names."""

    canvas: Canvas
    names: frozenset[str]
    rng: Random
    size: float = 9.0
    y: float = _MARGIN
    number: int = 1

    def draw(self, paper: Paper) -> bytes:
        """Draw everything; the file."""
        for block in paper:
            if isinstance(block, Line):
                self._line(block)
            else:
                self._sheet(block)
        self._foot()
        return self.canvas.content()

    def _line(self, line: Line) -> None:
        size = 14.0 if self.y == _MARGIN and line.heading else 11.0
        for text in wrapped(line.text, WIDTH - 2 * _MARGIN, size):
            self._room(size * 1.8)
            self.canvas.text(_MARGIN, self.y + size, self._shown(text), size)
            self.y += size * 1.8

    def _shown(self, text: str) -> str:
        return text.translate(_RADICALS) if "radicals for characters" in self.names else text

    def _room(self, height: float) -> None:
        if self.y + height > HEIGHT - _MARGIN:
            self._turn()

    def _turn(self) -> None:
        self._foot()
        self.canvas.page()
        self.number += 1
        self.y = _MARGIN

    def _foot(self) -> None:
        self.canvas.text(WIDTH / 2 - 8, HEIGHT - 30, f"- {self.number} -", 9)
        if "watermark" in self.names:
            self.canvas.watermark("内部资料 2024")

    # ------------------------------------------------------------------------------------------------ tables

    def _sheet(self, sheet: Sheet) -> None:
        pieces = list(_pieces(sheet))
        edges = self._edges(sheet, pieces)
        heights = self._heights(sheet, pieces, edges)
        header = len(header_of(sheet)) if any(box.value for row in sheet for box in row) else 0
        self.y += 6
        at = 0
        while at < len(heights):
            end = at
            top = self._again(sheet, pieces, edges, heights, header) if at else self.y
            room = HEIGHT - _MARGIN - top
            while end < len(heights) and (sum(heights[at : end + 1]) <= room or (end == at and top == _MARGIN)):
                end += 1
            if end > at and not (at == 0 and end <= header < len(heights)):
                self._rows(pieces, edges, heights, at, end, top)
                at = end
            if at < len(heights):
                self._turn()
        self.y += 8

    def _again(
        self, sheet: Sheet, pieces: list[_Piece], edges: list[float], heights: list[float], header: int
    ) -> float:
        """The header on a new page, and where it ends."""
        if (
            not header
            or "header not repeated on the next page" in self.names
            or sheet[0][0].text.startswith("第二十条")
        ):
            return self.y
        first = header // 2 if "header halved on the next page" in self.names else 0
        bottom = self.y + sum(heights[first:header])
        self._rows(pieces, edges, heights, first, header, self.y)
        self.y = bottom
        return bottom

    def _edges(self, sheet: Sheet, pieces: list[_Piece]) -> list[float]:
        count = max(piece.column + piece.box.colspan for piece in pieces)
        labels = [
            piece for piece in pieces if not piece.box.value and piece.box.colspan == 1 and len(piece.box.text) > 6
        ]
        weights = [1.0] * count
        narrow = "labels wrapped in narrow columns" in self.names
        for piece in labels:
            if piece.row >= len(header_of(sheet)):
                weights[piece.column] = max(weights[piece.column], 1.2 if narrow else 2.6)
        unit = (WIDTH - 2 * _MARGIN) / sum(weights)
        edges = [_MARGIN]
        for weight in weights:
            edges.append(edges[-1] + unit * weight)
        return edges

    def _fit(self, piece: _Piece, edges: list[float]) -> tuple[list[str], float]:
        width = edges[piece.column + piece.box.colspan] - edges[piece.column] - 3
        size = self.size
        while size > 4 and max((wide(word, size) for word in _words(piece.box.text)), default=0) > width:
            size -= 0.5
        return wrapped(piece.box.text, width, size), size

    def _heights(self, sheet: Sheet, pieces: list[_Piece], edges: list[float]) -> list[float]:
        heights = [self.size * 1.9] * max(len(sheet), max(piece.last for piece in pieces) + 1)
        for piece in sorted(pieces, key=lambda each: each.box.rowspan):
            lines, size = self._fit(piece, edges)
            need = len(lines) * size * 1.25 + 5
            have = sum(heights[piece.row : piece.last + 1])
            if need > have:
                heights[piece.last] += need - have
        return heights

    def _rows(
        self, pieces: list[_Piece], edges: list[float], heights: list[float], start: int, end: int, top: float
    ) -> None:
        tops = [top]
        for height in heights[start:end]:
            tops.append(tops[-1] + height)
        for piece in pieces:
            first, last = max(piece.row, start), min(piece.last, end - 1)
            if first <= last:
                box = (
                    edges[piece.column],
                    tops[first - start],
                    edges[piece.column + piece.box.colspan],
                    tops[last + 1 - start],
                )
                self._frame(box, tops, edges)
                self._text(piece, box, edges, first, last)
        self._over(pieces, tops, start, end)
        self.y = tops[-1]

    def _frame(self, box: tuple[float, float, float, float], tops: list[float], edges: list[float]) -> None:
        x0, y0, x1, y1 = box
        if "no lines" in self.names:
            return
        outer = "outer border missing" in self.names
        for y in (y0, y1):
            inside = tops[0] < y < tops[-1]
            if (inside and "lines between rows missing" in self.names) or (outer and not inside):
                continue
            self.canvas.line(x0, y, x1, y)
        for x in (x0, x1):
            if not (outer and x in (edges[0], edges[-1])):
                self.canvas.line(x, y0, x, y1)

    def _text(
        self, piece: _Piece, box: tuple[float, float, float, float], edges: list[float], first: int, last: int
    ) -> None:
        torn = first > piece.row or last < piece.last
        lines, size = self._fit(piece, edges)
        if torn and "group label torn by the page" in self.names:
            half = len(lines) // 2
            lines = lines[half:] if first > piece.row else lines[:half]
        elif first > piece.row and "group label on both pages" not in self.names:
            return
        x0, y0, x1, y1 = box
        y = (y0 + y1) / 2 - len(lines) * size * 0.625 + size
        for line in lines:
            width = wide(line, size)
            x = (
                x1 - width - 0.5
                if "figures against the lines" in self.names and piece.box.value
                else (x0 + x1 - width) / 2
            )
            figure = looks_pdf.Figure(self.canvas, self.rng, x, y, line, size, box)
            if not (piece.box.value and line == piece.box.text and looks_pdf.draw(self.names, figure)):
                self._run(x, y, line, size, digits=piece.box.value)
            y += size * 1.25

    def _run(self, x: float, y: float, text: str, size: float, *, digits: bool) -> None:
        if digits and "digits drawn one by one" in self.names:
            for char in text:
                self.canvas.text(x, y, char, size)
                x += wide(char, size)
        elif text:
            self.canvas.text(x, y, self._shown(text), size)

    def _over(self, pieces: list[_Piece], tops: list[float], start: int, end: int) -> None:
        for name, clipped in (("invisible text over cells", False), ("clipped text over cells", True)):
            if name in self.names:
                row = self.rng.randrange(start, end)
                text = self.rng.choice(
                    ("四、政府信息公开行政复议、行政诉讼情况", "依申请公开办结率:779%以上情况说明", "88 99 100 101 102")
                )
                self.canvas.unseen(_MARGIN + 4, tops[row + 1 - start] - 5, text, 16, clipped=clipped)


def _pieces(sheet: Sheet) -> Iterator[_Piece]:
    taken: set[tuple[int, int]] = set()
    for row, boxes in enumerate(sheet):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            for down in range(box.rowspan):
                taken.update((row + down, column + right) for right in range(box.colspan))
            yield _Piece(row, column, box)


def make_canvas(rng: Random, text: str) -> tuple[Canvas, str]:
    """A canvas of reportlab that can show a text, and what it is."""
    from benchmarks.reading.reportlab_canvas import make

    return make(rng, text)


OTHERS = ("by_weasyprint", "by_libreoffice")
"""Functions of `other_pdf` that make a few of the documents, where no deviation asks for lines or glyphs of its own."""
_OFTEN = 0.06


def as_pdf(paper: Paper, names: frozenset[str], rng: Random, *, drawn: bool) -> tuple[bytes, Paper, str]:
    """The paper as a PDF, as it means then, and who made it; ``drawn`` if it has to be drawn by us."""
    if rng.random() < _OFTEN and OTHERS and not drawn:
        from benchmarks.reading import other_pdf

        name = rng.choice(OTHERS)
        return getattr(other_pdf, name)(paper), paper, name.removeprefix("by_")
    texts = (block.text if isinstance(block, Line) else _text_of(block) for block in paper)
    canvas, made = make_canvas(rng, "".join(texts) + ("⼈" if "radicals for characters" in names else ""))
    return Printer(canvas, names, rng, size=rng.choice((7.5, 8.0, 9.0))).draw(paper), paper, made


def _text_of(sheet: Sheet) -> str:
    return "".join(box.text for row in sheet for box in row)
