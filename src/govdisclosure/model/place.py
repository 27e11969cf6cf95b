"""Where something stands in a document."""

import attrs


@attrs.frozen(kw_only=True)
class Place:
    """Where a cell or a line stands in its document, and the text printed there.

    All counts start at 1, as a reader of the document counts them; None where the format has no such thing.
    ``row`` and ``column`` count within the table (within the sheet, in a workbook), with merged cells resolved to the
    slot of their upper left corner.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    sheet: str | None = None
    text: str = ""


NOWHERE = Place()
"""A place of which nothing is known."""
