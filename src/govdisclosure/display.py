"""How values show themselves: as text at a prompt, and as HTML in a notebook.

What draws them stands above the values, so they cannot import it. The package hands it down when it is imported.
"""

from collections.abc import Callable
from typing import Protocol


class Draws(Protocol):
    """What draws a value; None where it has no drawing of its own."""

    def text(self, value: object) -> str | None:
        """The value in a few lines."""
        ...

    def html(self, value: object) -> str | None:
        """The value as a piece of a page."""
        ...


_LOADED_BY: list[Callable[[], Draws]] = []


def drawn_by(load: Callable[[], Draws]) -> None:
    """Say what draws all values from now on; ``load`` is called whenever one is to be drawn."""
    _LOADED_BY[:] = [load]


def in_short(value: object) -> str:
    """A value in a few lines, for ``__str__``."""
    return _draws().text(value) or repr(value)


def in_notebook(value: object) -> str | None:
    """A value as a piece of a page, for ``_repr_html_``; None has a notebook show the text."""
    return _draws().html(value)


def _draws() -> Draws:
    (load,) = _LOADED_BY
    return load()
