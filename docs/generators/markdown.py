"""Markdown that several generated pages need."""

from collections.abc import Iterable, Sequence


def cell(text: str) -> str:
    """A text inside a table cell: one line, no column border."""
    return text.replace("|", "\\|").replace("\n", "<br>")


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(cell(text) for text in line)} |" for line in lines)
