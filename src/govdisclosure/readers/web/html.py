"""Web pages to paragraphs and grids, as a person sees them in a browser.

What is not shown is not read: scripts, comments, hidden elements. What stands beside a number without being part of it
(struck-out text, raised marks) is left out, with a space between the digits on both sides of it, and a note. Only if a
page shows no table with a number are those read that it hides, or carries as data in its scripts, with a remark. White
text and text of no size are read with a note, if their own style says so and no ground of another colour; text that a
script would change is read as it stands; the numbers of lists are not read.

A table of one cell is a box around its content, and no grid. A table around other tables gives the text of its cells
as paragraphs, between which the inner tables stand; it is a grid as well, before them, if two of its cells beside each
other hold text of their own. All other tables are grids, unless they are empty. A caption is a paragraph before its
table.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final

from govdisclosure.model.notices import (
    ATTACHMENT_UNREAD,
    EMBEDDED_FRAME,
    HIDDEN_TABLE,
    HIDDEN_TEXT,
    IMAGE_CELL,
    LIST_LABEL_UNREAD,
    LOOK_UNCLEAR,
    PICTURES_UNREAD,
    SCRIPT_TABLE,
    SCRIPT_TABLE_UNREAD,
    SCRIPTED_TEXT,
    TABLE_IN_CELL,
    WHITE_TEXT,
)
from govdisclosure.model.place import Place
from govdisclosure.readers.charset import decode
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph, Remark
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.looks import GAP, PLAIN, Note, gravest
from govdisclosure.readers.web import attachments, mhtml, scripts, slots
from govdisclosure.readers.web.cascade import Context
from govdisclosure.readers.web.dress import BARE, UNMARKED, Drawn, Mark, Wardrobe, Worn, content
from govdisclosure.readers.web.flow import Flow, Heading, Plain, Table, collapsed
from govdisclosure.readers.web.nodes import ICON, ICON_IN_CELL, Attributes, Node, Page
from govdisclosure.readers.web.parsing import parsed
from govdisclosure.readers.web.prescan import prescan, strip
from govdisclosure.readers.web.styles import Mode

_CHARSET: Final = re.compile(
    rb"""<(?:meta[^>]{0,400}?charset|\?xml[^>]{0,100}?encoding)\s*+=\s*+(?:["']\s*+)?([\w.:-]+)""", re.IGNORECASE
)
_BEGINNING: Final = 16_384
"""Bytes in which a page declares its charset."""
_DETAIL: Final = 60
"""Characters of a text that a remark quotes."""


_NOT_SHOWN: Final = frozenset(
    {
        "-comment",
        "-doctype",
        "audio",
        "datalist",
        "head",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "rp",
        "style",
        "template",
    }
    | {"title"}
)
_WRAPPERS: Final = frozenset({"center", "div", "p"})
_ONE_LINE: Final = (
    _WRAPPERS
    | {"a", "b", "em", "font", "i", "o:p", "span", "strong", "u"}
    | {"x-a", "x-b", "x-em", "x-font", "x-i", "x-strong", "x-u"}
)
_LEAVES: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
"""Elements that hold a line each, on most pages."""
_PICTURES: Final = ("canvas", "img", "math", "meter", "progress", "svg", "v:imagedata", "video")
_CELLS: Final = frozenset({"td", "th"})
_CHOICES: Final = frozenset({"hr", "optgroup", "option"})
_NOT_TEXT: Final = _NOT_SHOWN | {"iframe", "script"}
_NUMBER: Final = re.compile("[0-9０-９][0-9０-９,，.]*")
_NO_SIZE: Final = frozenset({"0", "1", "0px", "1px"})
_NO_TEXT: Final = frozenset({"button", "checkbox", "color", "file", "hidden", "image", "password", "radio", "range"})

_LIST_STYLE: Final = re.compile(r"list-style[^;]*+", re.IGNORECASE)
_NO_ITEM: Final = re.compile(r"display:\s*+(?:block|inline)", re.IGNORECASE)
_NO_DOCUMENT: Final = re.compile(r"^(?:about:|javascript:|\s*$)|\.swf\b", re.IGNORECASE)

_Leave = Callable[[Mode], None]
_Entered = tuple[Mode, _Leave | None] | None
"""The mode inside an element and what to do at its end; None where nothing in it is read."""


def read(data: bytes, *, name: str = "", limits: Bounds) -> Document:
    """The document that a page shows."""
    budget = Budget.of(limits)
    budget.hold("document_bytes", len(data))
    page, *frames = mhtml.parts(data, budget) or (mhtml.Part(data=data),)
    text, remarks = _decoded(page)
    walk = _shown(text, budget, remarks)
    for frame in frames if not walk.shows_numbers else ():
        inner, said = _decoded(frame)
        walk.read(inner)
        remarks += said
    if not walk.shows_numbers and scripts.may_hold_table(text):
        remarks += _carried(walk, text, budget)
    if not walk.flow.holds_tables and walk.flow.pictures:
        remarks.append(Remark(code=PICTURES_UNREAD, detail=str(walk.flow.pictures)))
    if not walk.shows_numbers:
        remarks += (Remark(code=ATTACHMENT_UNREAD, detail=file) for file in attachments.named(text))
    blocks = tuple(_blocks(walk.flow, remarks))
    return Document(blocks=blocks, title=walk.title, name=name, remarks=(*walk.remarks, *remarks))


def _decoded(page: mhtml.Part) -> tuple[str, list[Remark]]:
    declared = _CHARSET.search(page.data[:_BEGINNING])
    label = declared[1].decode("ascii") if declared else None
    decoded = decode(page.data, declared=page.charset or label)
    return decoded.text, list(decoded.remarks)


def _shown(text: str, budget: Budget, remarks: list[Remark]) -> "_Walk":
    """A walk through what a page shows, or where that is no table with numbers, through what it hides as well."""
    if scripts.is_data(text) and scripts.may_hold_table(text):
        walk = _Walk(budget)
        walk.read("".join(f"<div>{value}</div>" for value in scripts.values(text)))
        if walk.flow.holds_tables:
            remarks.append(Remark(code=SCRIPT_TABLE))
            return walk
    walk = _Walk(budget)
    walk.read(text)
    if walk.hides_tables and not walk.shows_numbers:
        walk = _Walk(budget, reveal=True)
        walk.read(text)
        remarks.append(Remark(code=HIDDEN_TABLE))
    return walk


def _carried(walk: "_Walk", text: str, budget: Budget) -> Iterator[Remark]:
    """Go on with the tables that a page carries as data."""
    found = [scripts.fragments(source) for source in (*strip(text, limits=budget).scripts, *walk.carried)]
    pieces = [piece for fragments in found for piece in fragments.pieces]
    for piece in pieces:
        budget.take("package_parts", of="tables in scripts")
        walk.read(piece, is_part=True)
    if pieces:
        yield Remark(code=SCRIPT_TABLE)
    if left_out := sum(fragments.left_out for fragments in found):
        yield Remark(code=SCRIPT_TABLE_UNREAD, detail=str(left_out))


def _blocks(flow: Flow, remarks: list[Remark]) -> Iterator[Block]:
    """What a page shows, in order; what there is to say about it goes to ``remarks``."""
    number = 0
    for item in flow.items:
        if isinstance(item, Table):
            number += 1
            yield _grid(item, number, remarks)
        else:
            text = str(item)
            yield Paragraph(text=text, place=Place(text=text), heading=isinstance(item, Heading))
    remarks.extend(_summed(flow.notes))


def _summed(notes: Iterable[Note]) -> Iterator[Remark]:
    """What there is to say outside of tables; what is common in the furniture of a page is said once."""
    often: dict[str, list[str]] = {code: [] for code in (HIDDEN_TEXT, WHITE_TEXT, SCRIPTED_TEXT, LIST_LABEL_UNREAD)}
    for code, detail in notes:
        if code in often:
            often[code].append(detail)
        else:
            yield Remark(code=code, detail=detail[:_DETAIL])
    for code in (HIDDEN_TEXT, WHITE_TEXT, SCRIPTED_TEXT):
        if found := often[code]:
            others = f" (+{len(found) - 1})" if len(found) > 1 else ""
            yield Remark(code=code, detail=found[0][:_DETAIL] + others)
    if labels := often[LIST_LABEL_UNREAD]:
        yield Remark(code=LIST_LABEL_UNREAD, detail=str(len(labels)))


def _grid(table: Table, number: int, remarks: list[Remark]) -> Grid:
    remarks.extend(_said(table.flow.notes, Place(table=number)))
    cells: list[GridCell] = []
    for (row, column, rowspan, colspan), cell in table.cells:
        text = "\n".join(cell.lines)
        place = Place(table=number, row=row + 1, column=column + 1, text=text)
        note = ""
        if isinstance(cell, Flow):
            notes = cell.notes if text or not cell.pictures else [*cell.notes, (IMAGE_CELL, "")]
            if notes:
                note = gravest(notes)
                remarks.extend(_said(notes, place))
            elif not text and cell.holds_tables:
                note = TABLE_IN_CELL  # common in layout: said of cells of the form
        cells.append(
            GridCell(text=text, row=row, column=column, rowspan=rowspan, colspan=colspan, place=place, note=note)
        )
    return Grid(cells=tuple(cells), place=Place(table=number))


def _said(notes: Iterable[Note], place: Place) -> Iterator[Remark]:
    for code, detail in notes:
        yield Remark(code=code, place=place, detail=detail[:_DETAIL])


class _Walk:
    """Walks through pages and gathers what they show; ``reveal`` takes in what they hide."""

    def __init__(self, budget: Budget, *, reveal: bool = False) -> None:
        self.flow = Flow()
        self.remarks: list[Remark] = []
        self.title = ""
        self.hides_tables = False
        self.carried: list[str] = []
        self._budget = budget
        self._limits = budget.limits
        self._reveal = reveal
        self._tables: list[Table] = []
        self._columns = 0  # no more than the slots will be, and known before a table is complete
        self._wardrobe: Wardrobe
        self._writers: scripts.Writers
        self._icons: frozenset[int] = frozenset()
        self._context: Context | None = None
        self._worn = BARE

    @property
    def shows_numbers(self) -> bool:
        """Whether there is a table with a number in a cell among what was gathered: others only arrange a page."""
        tables = (item for item in self.flow.items if isinstance(item, Table))
        return any(_NUMBER.fullmatch(line) for table in tables for _, cell in table.cells for line in cell.lines)

    def read(self, text: str, *, is_part: bool = False) -> None:
        """Gather what a page shows, behind what was gathered before; ``is_part`` of the page before, with its looks."""
        page = parsed(prescan(text, limits=self._budget))
        self.title = self.title or _title(page)
        sheets = self._wardrobe.sheets if is_part else ()
        self._wardrobe = Wardrobe(page, text, sheets, budget=self._budget, reveal=self._reveal)
        self._writers = scripts.Writers(text, self._limits)
        self._icons = page.matching(ICON) if page.matching(ICON_IN_CELL) else frozenset()
        self._descend(page.body or page.root)
        self.flow.end_line()

    def _descend(self, root: Node | None) -> None:
        """Walk through all that is in an element; not by recursion, for which pages may be too deep."""
        outer: list[tuple[Node, Mode, _Leave | None, Context | None]] = []
        mode, self._context = self._wardrobe.mode, self._wardrobe.place
        leave: _Leave | None = None
        node = root.first_child if root else None
        while node is not None or outer:
            if node is None:
                if leave is not None:
                    leave(mode)
                node, mode, leave, self._context = outer.pop()
            elif (tag := node.tag) == "-text":
                self._text(node.text_content or "", mode)
            else:
                context = self._context
                if entered := self._enter(node, tag or "", mode):
                    outer.append((node, mode, leave, context))
                    if len(outer) > self._limits.markup_depth:
                        self._limits.hold("markup_depth", len(outer))
                    mode, leave = entered
                    node = node.first_child
                    continue
                self._context = context
            node = node.next

    def _text(self, text: str, mode: Mode) -> None:
        if not mode.apart:
            self.flow.add(text)
        elif mode.kept:
            self.flow.add_kept(text, mode.look, heading=mode.heading)
        else:
            self.flow.add_apart(text, mode.look)

    def _enter(self, node: Node, tag: str, mode: Mode) -> _Entered:
        attributes = node.attributes
        inside = mode
        worn = BARE
        if self._context is not None or attributes or self._wardrobe.is_any_unlike or tag in self._wardrobe.unlike:
            worn, self._context = self._wardrobe.dress(node, tag, attributes, mode, self._context)
            inside = worn.mode
            if inside.ground is None and mode.ground is not None and self._tables and tag not in _CELLS:
                self.flow.pictures += 1
        self._worn = worn
        if worn.display == "none":
            self._pass_over(node, printed=worn.printed)
            return None
        if handler := _HANDLERS.get(tag):
            entered = handler(self, node, attributes, inside)
        elif worn.display == "block":
            self._end_line(mode)
            entered = self._enter_line(node, inside) if tag in _LEAVES else (inside, self._end_line)
        else:
            entered = inside, None
        return self._drawing(worn, attributes, entered) if worn.is_drawn and entered else entered

    def _drawing(self, worn: Worn, attributes: Attributes, entered: tuple[Mode, _Leave | None]) -> _Entered:
        """An element before and after whose content style sheets put a text."""
        mode, leave = entered

        def left(mode: Mode) -> None:
            self._draw(worn.after, attributes)
            if leave is not None:
                leave(mode)

        self._draw(worn.before, attributes)
        return mode, left

    def _draw(self, drawn: Drawn | None, attributes: Attributes) -> None:
        if drawn is None:
            return
        text = content(drawn.content, attributes)
        if text is not None and drawn.sure:
            self._text(text, drawn.mode)
        else:
            self._say_scripted(drawn.content)

    def _say_scripted(self, detail: str) -> None:
        """Say that something shows here which is not known."""
        self.flow.add_apart(GAP, PLAIN)
        self.flow.notes.append((SCRIPTED_TEXT, collapsed(detail)))

    def _enter_line(self, node: Node, mode: Mode) -> _Entered:
        """An element that begins a line and is likely to hold no other."""
        text = None if mode.apart or self._worn.is_drawn else self._only_text(node, mode)
        if text is None:
            return mode, self._end_line
        if line := collapsed(text):
            self.flow.add_line(Heading(line) if mode.heading else line)
        return None

    def _end_line(self, mode: Mode) -> None:
        self.flow.end_line(heading=mode.heading)

    def _pass_over(self, node: Node, *, printed: bool) -> None:
        """Say what a hidden element would have shown; digits that print shows are in doubt."""
        if text := collapsed(_plain_text(node)):
            self.flow.notes.append((LOOK_UNCLEAR if printed and _NUMBER.search(text) else HIDDEN_TEXT, text))
            self._carry(text)
            self.hides_tables = self.hides_tables or any(part.tag == "table" for part in node.traverse())

    def enter_break(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        self._end_line(mode)
        return None

    def enter_script(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        """A script, which may write where it stands."""
        if self._tables and (detail := scripts.written(node.text())):
            self._say_scripted(detail)
        return None

    def enter_item(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        """An item of a list, whose number is no text of the page."""
        self._end_line(mode)
        parent = node.parent
        if parent is not None and parent.tag == "ol" and not _is_unnumbered(attributes.get("style") or ""):
            self.flow.notes.append((LIST_LABEL_UNREAD, ""))
        return self._enter_line(node, mode)

    def enter_input(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        """A field of a form: a person sees what is filled in."""
        kind = (attributes.get("type") or "").lower()
        if kind == "image":
            self.flow.pictures += 1
        elif kind == "hidden":
            self._carry(attributes.get("value") or "")
        elif kind not in _NO_TEXT:
            self._text(attributes.get("value") or "", mode)
        return None

    def enter_select(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        """A choice: a person sees the option that is chosen, which is the first if none is marked.

        Where it holds anything else its end is missing, and what follows is not part of it.
        """
        if any(inner.tag not in _CHOICES for inner in node.traverse() if inner.mem_id != node.mem_id):
            return mode, None
        options = [part for part in node.traverse() if part.tag == "option"]
        chosen = [option for option in options if "selected" in option.attributes][-1:] or options[:1]
        for option in chosen:
            self._text(_plain_text(option), mode)
        return None

    def enter_picture(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        if not {attributes.get("width"), attributes.get("height")} & _NO_SIZE:
            self.flow.pictures += 1
        return None

    def enter_frame(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        """Another document inside of the page, a picture from here."""
        source = attributes.get("src") or attributes.get("data") or ""
        if not {attributes.get("width"), attributes.get("height")} & _NO_SIZE and not _NO_DOCUMENT.search(source):
            self.remarks.append(Remark(code=EMBEDDED_FRAME, detail=source[:_DETAIL]))
        return self.enter_picture(node, attributes, mode)

    def enter_table(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        self._end_line(mode)
        table = Table(self.flow)
        self._tables.append(table)
        self._limits.hold("table_depth", len(self._tables))
        self.flow = table.flow
        return mode, self._leave_table

    def _leave_table(self, mode: Mode) -> None:
        self._end_line(mode)
        table = self._tables.pop()
        self.flow = table.outer
        table.settle(take=self._take)

    def _take(self, count: int) -> None:
        self._budget.take("slots", count)

    def enter_group(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        self._tables[-1].begin_group(node.tag or "")
        return mode, None

    def enter_row(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        self._tables[-1].begin_row()
        return mode, self._leave_flat_row if attributes.get("height") == "0" else None

    def _leave_flat_row(self, mode: Mode) -> None:
        """At the end of a row of no height, which Word adds to set the widths of columns."""
        self._tables[-1].drop_row()

    def enter_cell(self, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
        span = slots.span(attributes.get("colspan"), attributes.get("rowspan")) if attributes else (1, 1)
        self._columns += span[0]
        if self._columns > self._limits.slots:
            self._limits.hold("slots", self._columns)
        row = self._tables[-1].row
        text = None if mode.apart or mode.heading or self._worn.is_drawn else self._only_text(node, mode)
        line = collapsed(text) if text is not None else ""
        if text is None or (not line and self._is_filled(node)):
            self.flow = Flow()
            row.append((span, self.flow))
            return mode, partial(self._leave_cell, node)
        row.append((span, Plain((line,) if line else ())))
        return None

    def _only_text(self, node: Node, mode: Mode) -> str | None:
        """The text of an element that holds nothing but one line, in elements that do not matter; None if it may not.

        Nearly all cells are such, and telling so takes a third of the time of a walk.
        """
        first = node.first_child
        if first is None or (first.tag == "-text" and first.next is None):
            return first.text_content or "" if first else ""
        texts: list[str] = []
        is_inline = False
        marks: list[Mark] = []
        around = bare = 0
        styled, is_any_unlike = self._wardrobe.styled, self._wardrobe.is_any_unlike
        parts = node.traverse(include_text=True)
        next(parts)  # the element itself
        for part in parts:
            tag = part.tag
            if tag == "-text":
                texts.append(part.text_content or "")
                continue
            if tag not in _ONE_LINE:
                return None
            attributes = part.attributes
            is_wrapper = tag in _WRAPPERS
            if is_wrapper and (is_inline or any(map(str.strip, texts)) or not _is_last(part)):
                return None
            is_inline = not is_wrapper
            if attributes or is_any_unlike or tag in styled:
                mark = self._wardrobe.mark(tag, attributes, mode)
                if mark is None:
                    return None
                if is_wrapper:
                    around += mark != UNMARKED
                else:
                    marks.append(mark)
            elif is_inline:
                bare += 1
        alike = len(texts) < 2 or _are_alike(marks, len(texts), bare=bare, around=around)
        return "".join(texts) if alike else None

    def _leave_cell(self, node: Node, mode: Mode) -> None:
        self._end_line(mode)
        cell = self.flow
        if not cell.items and not cell.notes and self._is_filled(node):
            cell.notes.append((SCRIPTED_TEXT, ""))
        self.flow = self._tables[-1].flow

    def _is_filled(self, node: Node) -> bool:
        """Whether a script or a style sheet may put something into a cell without a text."""
        return self._writers.fill(node) or (
            bool(self._icons) and any(part.mem_id in self._icons for part in node.traverse())
        )

    def _carry(self, text: str) -> None:
        if scripts.may_hold_table(text):
            self.carried.append(text)


def _is_unnumbered(style: str) -> bool:
    """Whether the style of an item of a list takes the number from it."""
    no_label = any("none" in found.lower() for found in _LIST_STYLE.findall(style))
    return no_label or _NO_ITEM.search(style) is not None


def _is_last(node: Node) -> bool:
    """Whether nothing but white space follows an element in the one around it."""
    behind = node.next
    return behind is None or (behind.tag == "-text" and behind.next is None and not (behind.text_content or "").strip())


def _are_alike(marks: Sequence[Mark], texts: int, *, bare: int, around: int) -> bool:
    """Whether all texts of a line look alike: none stands outside of elements that look alike.

    ``bare`` elements look like what is around them. What sets elements apart is told beside the cell; where what is
    ``around`` them is set apart too, it is not known.
    """
    if all(mark is UNMARKED for mark in marks):
        return True
    return not (bare or around) and len(set(marks)) == 1 and len(marks) == texts


def _plain_text(node: Node) -> str:
    """All text in an element but that of scripts and the like."""
    parts = ((part, part.parent) for part in node.traverse(include_text=True) if part.tag == "-text")
    return "".join(part.text_content or "" for part, parent in parts if parent and parent.tag not in _NOT_TEXT)


def _title(page: Page) -> str:
    """The title of a page, or what sites of government put into the head for one."""
    for title in page.tagged("title")[:1]:
        if text := collapsed(title.text()):
            return text
    named = (meta.attributes for meta in page.tagged("meta"))
    titles = (meta.get("content") for meta in named if (meta.get("name") or "").lower() == "articletitle")
    return collapsed(next(titles, "") or "")


def _nothing(walk: _Walk, node: Node, attributes: Attributes, mode: Mode) -> _Entered:
    return None


_Handler = Callable[[_Walk, Node, Attributes, Mode], _Entered]
_HANDLERS: Final[Mapping[str, _Handler]] = MappingProxyType(
    dict.fromkeys(_NOT_SHOWN, _nothing)
    | dict.fromkeys(_PICTURES, _Walk.enter_picture)
    | dict.fromkeys(("embed", "frame", "iframe", "object"), _Walk.enter_frame)
    | dict.fromkeys(("tbody", "tfoot", "thead"), _Walk.enter_group)
    | dict.fromkeys(("td", "th"), _Walk.enter_cell)
    | {
        "br": _Walk.enter_break,
        "input": _Walk.enter_input,
        "li": _Walk.enter_item,
        "script": _Walk.enter_script,
        "select": _Walk.enter_select,
        "x-select": _Walk.enter_select,
        "table": _Walk.enter_table,
        "tr": _Walk.enter_row,
    }
)
