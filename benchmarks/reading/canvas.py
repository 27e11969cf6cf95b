"""What PDFs of the benchmark are drawn on."""

from typing import Protocol

WIDTH, HEIGHT = 595.0, 842.0


class Canvas(Protocol):
    """What is drawn on; coordinates from the upper left."""

    def text(self, x: float, y: float, text: str, size: float) -> object:
        """Text with its baseline at ``y``."""

    def line(self, x0: float, y0: float, x1: float, y1: float) -> object:
        """A line, or a thin box."""

    def page(self) -> object:
        """A new page."""

    def unseen(self, x: float, y: float, text: str, size: float, *, clipped: bool) -> object:
        """Text that nobody sees."""

    def watermark(self, text: str) -> object:
        """Large slanted text over the page."""

    def styled(self, x: float, y: float, text: str, size: float, before: str) -> object:
        """Text with operators of PDF before it, which hold for it alone."""

    def raw(self, operators: str) -> object:
        """Operators of PDF; coordinates from the lower left."""

    def annotate(self, entries: str, box: tuple[float, float, float, float]) -> object:
        """An annotation: its subtype with what else it says, and where it stands."""

    def font(self, entries: str) -> str:
        """The name of a font of this description."""

    def content(self) -> bytes:
        """The file."""


def wide(text: str, size: float) -> float:
    """How wide a text is, about."""
    return sum(size * (0.6 if char.isascii() else 1.0) for char in text)
