"""Lines on standard output: painted with rich on a terminal where it is installed, as plain text elsewhere."""

import os
import sys
from collections.abc import Iterable
from importlib.util import find_spec

from govdisclosure.render.lines import Line, plain


def columns() -> int | None:
    """How wide lines may be: as COLUMNS says, or as wide as the terminal; None where nobody says."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    if not sys.stdout.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL
    except OSError:
        return _USUAL


_USUAL = 80
"""Of a terminal that does not say how wide it is."""


def show(lines: Iterable[Line]) -> None:
    """Print the lines as they come."""
    if sys.stdout.isatty() and find_spec("rich") is not None:
        from govdisclosure.cli.pretty import paint

        paint(lines)
    else:
        for each in lines:
            print(plain(each))
