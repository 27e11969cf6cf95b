"""The lines of a document counted, and cut where one is longer than any real one: no pattern is to see such a line."""

from typing import Final, TypeVar

import attrs

from govdisclosure.model.notices import LINE_CUT
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Block, Document, GridCell, Paragraph, Remark
from govdisclosure.readers.limits import Budget

_Text = TypeVar("_Text", Paragraph, GridCell)
_OF_NUMBERS: Final = "0123456789０１２３４５６７８９.,．，"


def cut(text: str, most: int) -> str:
    """The text with at most so many characters in a line; a longer one ends before white space or a number."""
    return text if len(text) <= most else "\n".join(_beginning(line, most) for line in text.split("\n"))


def _beginning(line: str, most: int) -> str:
    if len(line) <= most:
        return line
    words, _, last = line[:most].rpartition(" ")
    return words or last.rstrip(_OF_NUMBERS)


def line_cut(before: str, after: str, place: Place) -> Remark:
    """What there is to say of a text of which the ends of lines were left out."""
    return Remark(code=LINE_CUT, place=place, detail=f"{len(before) - len(after):,}")


def bounded(document: Document, budget: Budget) -> Document:
    """The document within the bounds of lines and slots, whatever its format."""
    remarks: list[Remark] = []
    blocks = tuple(_bounded(block, budget, remarks) for block in document.blocks)
    return attrs.evolve(document, blocks=blocks, remarks=(*document.remarks, *remarks)) if remarks else document


def _bounded(block: Block, budget: Budget, remarks: list[Remark]) -> Block:
    if isinstance(block, Paragraph):
        budget.take("lines", 1 + block.text.count("\n"), of="the whole")
        return _cut(block, budget, remarks)
    texts = [cell.text for cell in block.cells]
    budget.take("lines", "".join(texts).count("\n"), of="the whole")
    budget.take("slots", sum([cell.rowspan * cell.colspan for cell in block.cells]), of="the whole")
    if max(map(len, texts), default=0) <= budget.limits.line_characters:
        return block
    return attrs.evolve(block, cells=tuple(_cut(cell, budget, remarks) for cell in block.cells))


def _cut(item: _Text, budget: Budget, remarks: list[Remark]) -> _Text:
    text = cut(item.text, budget.limits.line_characters)
    if len(text) == len(item.text):
        return item
    remarks.append(line_cut(item.text, text, item.place))
    place = attrs.evolve(item.place, text=text)
    return attrs.evolve(item, text=text, place=place)
