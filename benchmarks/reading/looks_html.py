"""How pages draw the looks of figures."""

import re
from collections.abc import Callable
from random import Random

from benchmarks.reading.kind import MarkUp

_FIGURE = re.compile(r"(<td[^>]*>)([0-9][0-9.,]*)(</td>)")

Draw = Callable[[str, Random], str]


def _figures(draw: Draw, often: float = 0.3) -> MarkUp:
    def change(text: str, rng: Random) -> str:
        return _FIGURE.sub(
            lambda match: match[1] + draw(match[2], rng) + match[3] if rng.random() < often else match[0], text
        )

    return change


def _marked(figure: str, rng: Random) -> str:
    return f"{figure}<sup>{rng.randrange(1, 10)}</sup>"


MARKUPS: dict[str, MarkUp] = {"marks above or below the line": _figures(_marked)}
