"""Marks in a copy of a document: which cells of which tables, and what is said of each."""

from collections.abc import Mapping

import attrs

from govdisclosure.errors import DocumentError
from govdisclosure.model.place import Place

AUTHOR = "govdisclosure"
RED = "FFC7CE"


@attrs.frozen
class Mark:
    """A cell to be marked, and the comment beside it."""

    place: Place
    comment: str


def not_found(place: Place) -> DocumentError:
    """The error for a cell that is not where reading found it, or not the only one like it."""
    return DocumentError(
        f"the cell to be marked ({place.message('en')}) was not found again in the document",
        zh=f"文件中没有再找到要标的那一格（{place.message('zh')}）",
    )


def by_table(places: Mapping[str, Place]) -> dict[int, list[Place]]:
    """The places of each table of a document."""
    found: dict[int, list[Place]] = {}
    for place in places.values():
        found.setdefault(place.table or 0, []).append(place)
    return found
