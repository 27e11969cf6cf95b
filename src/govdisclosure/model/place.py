"""Where something stands in a document."""

from typing import Final

import attrs

from govdisclosure.errors import language
from govdisclosure.forms.say import listed
from govdisclosure.forms.text import Lang, Text
from govdisclosure.plain import prose


@attrs.frozen(kw_only=True)
class Place:
    """Where a cell or a line stands in its document, and the text printed there.

    All counts start at 1, as a reader of the document counts them; None where the format has no such thing.
    ``row`` and ``column`` count within the table (within the sheet, in a workbook), with merged cells resolved to the
    slot of their upper left corner.
    """

    page: int | None = None
    """The page, of a PDF."""
    table: int | None = None
    """The table among those of the document."""
    row: int | None = None
    """The row within the table or sheet."""
    column: int | None = None
    """The column within the table or sheet."""
    line: int | None = None
    """The line, of what is text."""
    character: int | None = None
    """With which character of the line a cell of a text begins; None if it is blank."""
    sheet: str | None = None
    """The name of the sheet, in a workbook."""
    text: str = ""
    """What is printed there."""

    def message(self, lang: Lang = "zh") -> str:
        """The place as a person would say it, of a cell in a workbook with its address; empty if nothing is known."""
        language(lang)
        known: dict[str, object] = {name: getattr(self, name) for name in _WORDS if name != "cell"}
        if self.sheet is not None and self.row is not None and self.column is not None:
            known = {"sheet": self.sheet, "cell": f"{column_letters(self.column - 1)}{self.row}"}
        words = (_WORDS[name].get(lang).format(value) for name, value in known.items() if value is not None)
        return prose(listed(words, lang, Text("", ", ")))

    def to_dict(self) -> dict[str, object]:
        """What is known of the place, as JSON types."""
        return {name: value for name, value in attrs.asdict(self).items() if value not in (None, "")}


def column_letters(number: int) -> str:
    """The letters by which a workbook calls a column counted from 0."""
    letters = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


_WORDS: Final = {
    "sheet": Text("工作表“{}”", "sheet {}"),
    "cell": Text("单元格 {}", "cell {}"),
    "page": Text("第 {} 页", "page {}"),
    "table": Text("第 {} 个表", "table {}"),
    "row": Text("第 {} 行", "row {}"),
    "column": Text("第 {} 列", "column {}"),
    "line": Text("第 {} 行文字", "line {}"),
}

NOWHERE = Place()
"""A place of which nothing is known."""
