"""Markdown that several generated pages need."""

import re
from collections.abc import Iterable, Sequence


def cell(text: str) -> str:
    """A text inside a table cell: one line, no column border."""
    return text.replace("|", "\\|").replace("\n", "<br>")


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(cell(text) for text in line)} |" for line in lines)


def literal(text: str) -> str:
    """A text of one line in which nothing is markup."""
    return re.sub(r"([\\`*\[\]<>|]|(?<!\w)_|_(?!\w))", r"\\\1", " ".join(text.split("\n")))


def quoted(lines: Iterable[str]) -> str:
    """Lines that the library printed, as a quotation."""
    return "\\\n".join(f"> {literal(line)}" for line in lines)


def fenced(text: str, language: str) -> str:
    """A piece of a document as it stands; nothing for an empty one."""
    return f"```{language}\n{text.strip()}\n```" if text else ""
