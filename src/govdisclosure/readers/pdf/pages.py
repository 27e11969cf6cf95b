"""The pages of a PDF as one document: text and tables in reading order, tables joined across pages."""

import itertools
import re
from collections.abc import Iterator

import attrs

from govdisclosure.errors import UnsupportedFormatError
from govdisclosure.forms.text import Text
from govdisclosure.model.notices import PAGE_IS_IMAGE, PAGES_MISSING, PICTURES_UNREAD
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Block, Document, Paragraph, Remark
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.furniture import without_furniture
from govdisclosure.readers.pdf.glyphs import read_ink
from govdisclosure.readers.pdf.ink import Box
from govdisclosure.readers.pdf.joining import Chain, grid
from govdisclosure.readers.pdf.paragraphs import TextLines, paragraphs
from govdisclosure.readers.pdf.pieces import Piece
from govdisclosure.readers.pdf.sheet import Sheet, sheet
from govdisclosure.readers.pdf.work import counted, spend_pairs

_FEW = 20
"""A page with no more characters than this and a picture over it has its text in the picture."""
_MOST = 0.4
"""The share of a page that such a picture covers at least."""
_LARGE = 0.05
"""The share of a page from which on a picture may show a table; a seal has half of it."""
_GOES_ON = re.compile(r"[（(【]?\s*(续|接上).{0,10}")
"""What is printed above the second part of a table: "continued"."""
_EDGE = 3.0
"""A line may reach into the box of the table above or below it by this much."""
_PICTURES = Text("各页都是图片（扫描件）", "its pages are pictures (scanned)")
_NOTHING = Text("各页为空，或文字已转为轮廓线", "its pages are empty, or their text is outlines")


def parse(data: bytes, *, name: str, limits: Limits) -> Document:
    """The document of a PDF, in this process."""
    with counted(limits):
        return _parsed(data, name, limits)


def _parsed(data: bytes, name: str, limits: Limits) -> Document:
    ink = read_ink(data, limits)
    sheets, furniture = without_furniture(tuple(sheet(page, limits) for page in ink.pages))
    pictures = _pictures(sheets)
    blocks, repeated = _blocks(sheets, limits)
    lost = [Remark(code=PAGES_MISSING, detail=str(ink.lost_pages))] if ink.lost_pages > 0 else []
    remarks = [remark for each in sheets for remark in each.remarks]
    return Document(
        blocks=blocks, title=ink.title, name=name, remarks=(*lost, *remarks, *pictures, *repeated, *furniture)
    )


def _pictures(sheets: tuple[Sheet, ...]) -> tuple[Remark, ...]:
    """A remark for each page that is a picture; an error if there is no page with text."""
    pictured = [each for each in sheets if _is_picture(each)]
    if all(each in pictured or not _characters(each) for each in sheets):
        what = _PICTURES if pictured else _NOTHING
        raise UnsupportedFormatError(
            f"the PDF holds no text: {what.en}; run OCR on it first, or read another format",
            zh=f"PDF 中没有文字：{what.zh}；请先做文字识别（OCR），或读取其他格式",
        )
    whole = (Remark(code=PAGE_IS_IMAGE, place=Place(page=each.number)) for each in pictured)
    return (*whole, *_unread_pictures(sheets))


def _unread_pictures(sheets: tuple[Sheet, ...]) -> Iterator[Remark]:
    """A remark for each page with text and pictures large enough to show a table."""
    for each in sheets:
        size = each.width * each.height
        large = [box for box in each.pictures if box.width * box.height >= _LARGE * size]
        if large and not _is_picture(each):
            yield Remark(code=PICTURES_UNREAD, place=Place(page=each.number), detail=str(len(large)))


def _is_picture(each: Sheet) -> bool:
    covered = sum(box.width * box.height for box in each.pictures)
    return _characters(each) <= _FEW and covered >= _MOST * each.width * each.height


def _characters(each: Sheet) -> int:
    texts = [line.text for line in each.loose] + [cell.text for piece in each.pieces for cell in piece.cells]
    return sum(map(len, texts))


def _blocks(sheets: tuple[Sheet, ...], limits: Limits) -> tuple[tuple[Block, ...], tuple[Remark, ...]]:
    chains = _chains(sheets)
    limits.hold("slots", sum(chain.slots for chain in chains))
    blocks: list[Block] = []
    remarks: list[Remark] = []
    tables = itertools.count(1)
    for item in _in_order(sheets, chains):
        if isinstance(item, TextLines):
            blocks.append(Paragraph(text=item.text, place=Place(page=item.page, line=item.line, text=item.text)))
        else:
            made, repeated = grid(item, next(tables))
            blocks.append(made)
            remarks += repeated
    return tuple(blocks), tuple(remarks)


def _chains(sheets: tuple[Sheet, ...]) -> list[Chain]:
    """The tables of all pages, each with its parts on later pages."""
    done: list[Chain] = []
    reaching: list[Chain] = []
    """Tables that nothing follows on the page before."""
    for each in sheets:
        chains: list[Chain] = []
        spend_pairs(len(each.pieces), len(each.loose) + len(each.pieces) + len(reaching))
        for piece in each.pieces:
            takers = [chain for chain in reaching if _is_first(piece, each) and chain.takes(piece)]
            for chain in takers[:1]:
                reaching.remove(chain)
            chains.append(takers[0].extended(piece) if takers else Chain((piece,)))
        done += reaching
        reaching = [chain for chain in chains if _is_last(chain.last, each)]
        done += [chain for chain in chains if chain not in reaching]
    return done + reaching


def _is_first(piece: Piece, each: Sheet) -> bool:
    return not any(box.bottom <= piece.box.top + _EDGE for box in _beside(piece, each))


def _is_last(piece: Piece, each: Sheet) -> bool:
    return not any(box.top >= piece.box.bottom - _EDGE for box in _beside(piece, each))


def _beside(piece: Piece, each: Sheet) -> Iterator[Box]:
    """Where something stands in the same part of the width, besides running lines and "continued"."""
    texts = (line.box for line in each.loose if not line.running and not _GOES_ON.fullmatch(line.text))
    others = (other.box for other in each.pieces if other is not piece)
    for box in itertools.chain(texts, others):
        if box.x0 < piece.box.x1 and piece.box.x0 < box.x1:
            yield box


def _in_order(sheets: tuple[Sheet, ...], chains: list[Chain]) -> list[TextLines | Chain]:
    """Paragraphs and tables by page, then from top to bottom; a paragraph that goes on overleaf is one."""
    items: list[TextLines | Chain] = []
    spend_pairs(len(sheets), len(chains))
    for each in sheets:
        here: list[TextLines | Chain] = [chain for chain in chains if chain.page == each.number]
        here += paragraphs(each.number, each.loose, each.width)
        here.sort(key=lambda item: (round(item.box.top), item.box.x0))
        _append_overleaf(items, here)
        items += here
    return items


def _append_overleaf(items: list[TextLines | Chain], here: list[TextLines | Chain]) -> None:
    """Give the first paragraph of a page to the last one of the page before if it is the rest of it."""
    last = next((number for number in reversed(range(len(items))) if not _is_running(items[number])), None)
    first = next((number for number, item in enumerate(here) if not _is_running(item)), None)
    if last is None or first is None:
        return
    before, after = items[last], here[first]
    if isinstance(before, TextLines) and isinstance(after, TextLines) and before.goes_on_in(after):
        items[last] = attrs.evolve(before, lines=before.lines + after.lines, edges=after.edges)
        del here[first]


def _is_running(item: TextLines | Chain) -> bool:
    return isinstance(item, TextLines) and item.running
