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
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.model.place import Place
from govdisclosure.readers.charset import decode
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph, Remark
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.web import mhtml, scripts, slots
from govdisclosure.readers.web.flow import (
    HIDDEN_TEXT,
    LIST_LABEL,
    RAISED_MARK,
    STRUCK_TEXT,
    WHITE_TEXT,
    Flow,
    Heading,
    Note,
    Plain,
    Table,
    collapsed,
)
from govdisclosure.readers.web.prescan import prescan, strip
from govdisclosure.readers.web.styles import (
    BLOCK,
    FAINT,
    FLOWED,
    GONE,
    GROUND,
    HEADING,
    INLINE,
    KEPT,
    PLAIN,
    RAISED,
    SEEN,
    STRUCK,
    UNSEEN,
    coloured,
    declarations,
    flags,
    sheet,
)

_CHARSET: Final = re.compile(
    rb"""<(?:meta[^>]{0,400}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_BEGINNING: Final = 16_384
"""Bytes in which a page declares its charset."""
_DETAIL: Final = 60
"""Characters of a text that a remark quotes."""


def _looks(names: str, look: int) -> dict[str, int]:
    return dict.fromkeys(names.split(), look)


_LOOKS: Final[Mapping[str, int]] = MappingProxyType(
    _looks("address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption", BLOCK)
    | _looks("figure footer form header hgroup hr legend li main menu nav ol optgroup option p search section", BLOCK)
    | _looks("summary ul", BLOCK)
    | _looks("h1 h2 h3 h4 h5 h6", BLOCK | HEADING)
    | _looks("listing plaintext pre xmp", BLOCK | KEPT)
    | _looks("textarea", KEPT)
    | _looks("del s strike", STRUCK)
    | _looks("rt sub sup", RAISED)
)
_INHERITED: Final = FAINT | GROUND | HEADING | KEPT | RAISED | STRUCK | UNSEEN
_APART: Final = FAINT | KEPT | RAISED | STRUCK | UNSEEN
"""What makes a text need more than being put behind the one before."""

_NOT_SHOWN: Final = frozenset(
    {"-comment", "-doctype", "datalist", "head", "meta", "noembed", "noframes", "noscript", "rp", "script", "style"}
    | {"template", "title"}
)
_WRAPPERS: Final = frozenset({"center", "div", "p"})
_PLAIN: Final = (
    _WRAPPERS
    | {"a", "b", "em", "font", "i", "o:p", "span", "strong", "u"}
    | {"x-a", "x-b", "x-em", "x-font", "x-i", "x-strong", "x-u"}
)
_LEAVES: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p"})
"""Elements that hold a line each, on most pages."""
_DRESSED: Final = frozenset({"bgcolor", "color", "hidden", "role", "style"})
"""Attributes that say how an element looks, where there are no style sheets."""
_CHOICES: Final = frozenset({"hr", "optgroup", "option"})
_NOT_TEXT: Final = _NOT_SHOWN | {"iframe"}
_NUMBER: Final = re.compile("[0-9０-９][0-9０-９,，.]*")
_NO_SIZE: Final = frozenset({"0", "1", "0px", "1px"})
_NO_TEXT: Final = frozenset({"button", "checkbox", "color", "file", "hidden", "image", "password", "radio", "range"})

_UNNUMBERED: Final = re.compile(r"list-style[^;]*none|display:\s*(?:block|inline)", re.IGNORECASE)
_NO_DOCUMENT: Final = re.compile(r"^(?:about:|javascript:|\s*$)|\.swf\b", re.IGNORECASE)

_Attributes = Mapping[str, str | None]
_Leave = Callable[[int], None]
_Entered = tuple[int, _Leave | None] | None
"""The mode inside an element and what to do at its end; None where nothing in it is read."""


def read(data: bytes, *, name: str = "", limits: Limits) -> Document:
    """The document that a page shows."""
    limits.hold("document_bytes", len(data))
    page, *frames = mhtml.parts(data) or (mhtml.Part(data=data),)
    text, remarks = _decoded(page)
    walk = _shown(text, limits, remarks)
    for frame in frames if not walk.shows_numbers else ():
        inner, said = _decoded(frame)
        walk.read(inner)
        remarks += said
    if not walk.shows_numbers and scripts.may_hold_table(text):
        remarks += _carried(walk, text, limits)
    if not walk.flow.holds_tables and walk.flow.pictures:
        remarks.append(Remark(code="pictures-unread", detail=str(walk.flow.pictures)))
    blocks = tuple(_blocks(walk.flow, remarks))
    return Document(blocks=blocks, title=walk.title, name=name, remarks=(*walk.remarks, *remarks))


def _decoded(page: mhtml.Part) -> tuple[str, list[Remark]]:
    declared = _CHARSET.search(page.data[:_BEGINNING])
    label = declared[1].decode("ascii") if declared else None
    decoded = decode(page.data, declared=page.charset or label)
    return decoded.text, list(decoded.remarks)


def _shown(text: str, limits: Limits, remarks: list[Remark]) -> "_Walk":
    """A walk through what a page shows, or where that is no table with numbers, through what it hides as well."""
    if scripts.is_data(text) and scripts.may_hold_table(text):
        walk = _Walk(limits)
        walk.read("".join(f"<div>{value}</div>" for value in scripts.values(text)))
        if walk.flow.holds_tables:
            remarks.append(Remark(code="script-table"))
            return walk
    walk = _Walk(limits)
    walk.read(text)
    if walk.hides_tables and not walk.shows_numbers:
        walk = _Walk(limits, reveal=True)
        walk.read(text)
        remarks.append(Remark(code="hidden-table"))
    return walk


def _carried(walk: "_Walk", text: str, limits: Limits) -> Iterator[Remark]:
    """Go on with the tables that a page carries as data."""
    found = [scripts.fragments(source) for source in (*strip(text, limits=limits).scripts, *walk.carried)]
    pieces = [piece for fragments in found for piece in fragments.pieces]
    for piece in pieces:
        walk.read(piece)
    if pieces:
        yield Remark(code="script-table")
    if left_out := sum(fragments.left_out for fragments in found):
        yield Remark(code="script-table-unread", detail=str(left_out))


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
    often: dict[str, list[str]] = {HIDDEN_TEXT: [], LIST_LABEL: [], WHITE_TEXT: []}
    for code, detail in notes:
        if code in often:
            often[code].append(detail)
        else:
            yield Remark(code=code, detail=detail[:_DETAIL])
    for code in (HIDDEN_TEXT, WHITE_TEXT):
        if found := often[code]:
            others = f" (+{len(found) - 1})" if len(found) > 1 else ""
            yield Remark(code=code, detail=found[0][:_DETAIL] + others)
    if labels := often[LIST_LABEL]:
        yield Remark(code=LIST_LABEL, detail=str(len(labels)))


def _grid(table: Table, number: int, remarks: list[Remark]) -> Grid:
    remarks.extend(_said(table.flow.notes, Place(table=number)))
    cells: list[GridCell] = []
    for (row, column, rowspan, colspan), cell in table.cells:
        text = "\n".join(cell.lines)
        place = Place(table=number, row=row + 1, column=column + 1, text=text)
        notes = cell.notes if text or not cell.pictures else [*cell.notes, ("image-cell", "")]
        note = "table-in-cell" if not text and cell.holds_tables else ""  # common in layout: said of cells of the form
        if notes:
            note = notes[0][0]
            remarks.extend(_said(notes, place))
        cells.append(
            GridCell(text=text, row=row, column=column, rowspan=rowspan, colspan=colspan, place=place, note=note)
        )
    return Grid(cells=tuple(cells), place=Place(table=number))


def _said(notes: Iterable[Note], place: Place) -> Iterator[Remark]:
    for code, detail in notes:
        yield Remark(code=code, place=place, detail=detail[:_DETAIL])


def _parsed(text: str) -> LexborHTMLParser:
    """The tree of a page; without events, which take quadratic time for the options of a list."""
    try:
        return LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)
    except SelectolaxError as error:
        raise DamagedDocumentError(
            f"the page cannot be parsed ({error}); open it and save it again", zh="网页无法解析；请打开后重新保存"
        ) from error


class _Walk:
    """Walks through pages and gathers what they show; ``reveal`` takes in what they hide."""

    def __init__(self, limits: Limits, *, reveal: bool = False) -> None:
        self.flow = Flow()
        self.remarks: list[Remark] = []
        self.title = ""
        self.hides_tables = False
        self.carried: list[str] = []
        self._limits = limits
        self._reveal = reveal
        self._tables: list[Table] = []
        self._columns = 0  # no more than the slots will be, and known before a table is complete
        self._slots = 0
        self._sheet = sheet("")
        self._is_styled = False
        self._looks: dict[tuple[str | None, ...], int] = {}

    @property
    def shows_numbers(self) -> bool:
        """Whether there is a table with a number in a cell among what was gathered: others only arrange a page."""
        tables = (item for item in self.flow.items if isinstance(item, Table))
        return any(_NUMBER.fullmatch(line) for table in tables for _, cell in table.cells for line in cell.lines)

    def read(self, text: str) -> None:
        """Gather what a page shows, behind what was gathered before."""
        tree = _parsed(prescan(text, limits=self._limits))
        self.title = self.title or _title(tree)
        self._sheet = sheet("\n".join(node.text() for node in tree.tags("style")))
        self._is_styled = bool(self._sheet)
        self._looks = {}
        self._descend(tree.body or tree.root)
        self.flow.end_line()

    def _descend(self, root: LexborNode | None) -> None:
        """Walk through all that is in an element; not by recursion, for which pages may be too deep."""
        outer: list[tuple[LexborNode, int, _Leave | None]] = []
        mode = 0
        leave: _Leave | None = None
        node = root.first_child if root else None
        while node is not None or outer:
            if node is None:
                if leave is not None:
                    leave(mode)
                node, mode, leave = outer.pop()
            elif (tag := node.tag) == "-text":
                self._text(node.text_content or "", mode)
            elif entered := self._enter(node, tag or "", mode):
                outer.append((node, mode, leave))
                if len(outer) > self._limits.markup_depth:
                    self._limits.hold("markup_depth", len(outer))
                mode, leave = entered
                node = node.first_child
                continue
            node = node.next

    def _text(self, text: str, mode: int) -> None:
        if not mode & _APART:
            self.flow.add(text)
        elif mode & UNSEEN:
            self.flow.add_apart(HIDDEN_TEXT, text)
        elif mode & STRUCK:
            self.flow.add_apart(STRUCK_TEXT, text)
        elif mode & RAISED:
            self.flow.add_apart(RAISED_MARK, text)
        elif mode & FAINT and not mode & KEPT:
            self._faint(text, mode)
        else:
            self.flow.add_kept(text, heading=bool(mode & HEADING))

    def _faint(self, text: str, mode: int) -> None:
        """Text that a person sees only on a ground of another colour; whether there is one, style sheets may say."""
        self.flow.add(text)
        if not mode & GROUND and text.strip():
            self.flow.notes.append((WHITE_TEXT, collapsed(text)))

    def _enter(self, node: LexborNode, tag: str, mode: int) -> _Entered:
        look, handler = _ELEMENTS.get(tag, _ORDINARY)
        attributes = node.attributes
        if attributes or self._is_styled or tag == "dialog":
            look |= self._look(tag, attributes)
        inside = _inside(mode, look) if look else mode
        if look & GONE:
            self._pass_over(node)
            return None
        if handler:
            return handler(self, node, attributes, inside)
        if look & BLOCK and not look & INLINE:
            self._end_line(mode)
            return self._enter_line(node, inside) if tag in _LEAVES else (inside, self._end_line)
        return inside, None

    def _enter_line(self, node: LexborNode, mode: int) -> _Entered:
        """An element that begins a line and is likely to hold no other."""
        text = None if mode & _APART else self._only_text(node)
        if text is None:
            return mode, self._end_line
        if line := collapsed(text):
            self.flow.add_line(Heading(line) if mode & HEADING else line)
        return None

    def _look(self, tag: str, attributes: _Attributes) -> int:
        """What attributes and style sheets say about how an element looks."""
        if not self._is_styled and _DRESSED.isdisjoint(attributes) and tag != "dialog":
            return 0
        style = attributes.get("style")
        names = (tag, attributes.get("class"), attributes.get("id")) if self._is_styled else ()
        look = self._looks.get((style, *names))
        if look is None:
            declared = self._sheet.declared(tag, attributes) | declarations(style or "")
            look = self._looks[style, *names] = flags(declared)
        if "color" in attributes or "bgcolor" in attributes:
            look |= coloured(attributes.get("color"), attributes.get("bgcolor"))
        if attributes.get("role") == "heading":
            look |= HEADING
        if ("hidden" in attributes and not look & (BLOCK | INLINE)) or (tag == "dialog" and "open" not in attributes):
            look |= GONE
        return look & ~(GONE | UNSEEN) if self._reveal else look

    def _end_line(self, mode: int) -> None:
        self.flow.end_line(heading=bool(mode & HEADING))

    def _pass_over(self, node: LexborNode) -> None:
        """Say what a hidden element would have shown."""
        if text := collapsed(_plain_text(node)):
            self.flow.notes.append((HIDDEN_TEXT, text))
            self._carry(text)
            self.hides_tables = self.hides_tables or node.css_first("table") is not None

    def enter_break(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        self._end_line(mode)
        return None

    def enter_item(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        """An item of a list, whose number is no text of the page."""
        self._end_line(mode)
        parent = node.parent
        if parent is not None and parent.tag == "ol" and not _UNNUMBERED.search(attributes.get("style") or ""):
            self.flow.notes.append((LIST_LABEL, ""))
        return self._enter_line(node, mode)

    def enter_input(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        """A field of a form: a person sees what is filled in."""
        kind = (attributes.get("type") or "").lower()
        if kind == "image":
            self.flow.pictures += 1
        elif kind == "hidden":
            self._carry(attributes.get("value") or "")
        elif kind not in _NO_TEXT:
            self._text(attributes.get("value") or "", mode)
        return None

    def enter_select(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        """A choice: a person sees the option that is chosen, which is the first if none is marked.

        Where it holds anything else its end is missing, and what follows is not part of it.
        """
        if any(inner.tag not in _CHOICES for inner in node.css("*") if inner.mem_id != node.mem_id):
            return mode, None
        options = node.css("option")
        chosen = [option for option in options if "selected" in option.attributes][-1:] or options[:1]
        for option in chosen:
            self._text(_plain_text(option), mode)
        return None

    def enter_picture(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        if not {attributes.get("width"), attributes.get("height")} & _NO_SIZE:
            self.flow.pictures += 1
        return None

    def enter_frame(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        """Another document inside of the page, a picture from here."""
        source = attributes.get("src") or attributes.get("data") or ""
        if not {attributes.get("width"), attributes.get("height")} & _NO_SIZE and not _NO_DOCUMENT.search(source):
            self.remarks.append(Remark(code="embedded-frame", detail=source[:_DETAIL]))
        return self.enter_picture(node, attributes, mode)

    def enter_table(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        self._end_line(mode)
        table = Table(self.flow)
        self._tables.append(table)
        self._limits.hold("table_depth", len(self._tables))
        self.flow = table.flow
        return mode, self._leave_table

    def _leave_table(self, mode: int) -> None:
        self._end_line(mode)
        table = self._tables.pop()
        self.flow = table.outer
        table.settle(take=self._take)

    def _take(self, count: int) -> None:
        self._slots += count
        self._limits.hold("slots", self._slots)

    def enter_group(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        self._tables[-1].begin_group(node.tag or "")
        return mode, None

    def enter_row(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        self._tables[-1].begin_row()
        return mode, self._leave_flat_row if attributes.get("height") == "0" else None

    def _leave_flat_row(self, mode: int) -> None:
        """At the end of a row of no height, which Word adds to set the widths of columns."""
        self._tables[-1].drop_row()

    def enter_cell(self, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
        span = slots.span(attributes.get("colspan"), attributes.get("rowspan")) if attributes else (1, 1)
        self._columns += span[0]
        if self._columns > self._limits.slots:
            self._limits.hold("slots", self._columns)
        row = self._tables[-1].row
        text = None if mode & (_APART | HEADING) else self._only_text(node)
        if text is not None:
            line = collapsed(text)
            row.append((span, Plain((line,) if line else ())))
            return None
        self.flow = Flow()
        row.append((span, self.flow))
        return mode, self._leave_cell

    def _only_text(self, node: LexborNode) -> str | None:
        """The text of an element that holds nothing but one line, in elements that do not matter; None if it may not.

        Nearly all cells are such, and telling so takes a third of the time of a walk.
        """
        text = ""
        is_inline = False
        parts = node.traverse(include_text=True)
        next(parts)  # the element itself
        for part in parts:
            tag = part.tag
            if tag == "-text":
                text += part.text_content or ""
                continue
            if tag not in _PLAIN:
                return None
            attributes = part.attributes
            if (attributes or self._is_styled) and self._look(tag, attributes) & ~(GROUND | PLAIN):
                return None
            if tag not in _WRAPPERS:
                is_inline = True
            elif is_inline or text.strip() or not _is_last(part):
                return None
        return text

    def _leave_cell(self, mode: int) -> None:
        self._end_line(mode)
        self.flow = self._tables[-1].flow

    def _carry(self, text: str) -> None:
        if scripts.may_hold_table(text):
            self.carried.append(text)


def _is_last(node: LexborNode) -> bool:
    """Whether nothing but white space follows an element in the one around it."""
    behind = node.next
    return behind is None or (behind.tag == "-text" and behind.next is None and not (behind.text_content or "").strip())


def _inside(mode: int, look: int) -> int:
    """The mode inside an element: what it inherits and what it changes."""
    mode |= look & _INHERITED
    if look & (SEEN | PLAIN):
        mode &= ~((UNSEEN if look & SEEN else 0) | (FAINT if look & PLAIN and not look & FAINT else 0))
    return mode & ~KEPT if look & FLOWED else mode


def _plain_text(node: LexborNode) -> str:
    """All text in an element but that of scripts and the like."""
    parts = ((part, part.parent) for part in node.traverse(include_text=True) if part.tag == "-text")
    return "".join(part.text_content or "" for part, parent in parts if parent and parent.tag not in _NOT_TEXT)


def _title(tree: LexborHTMLParser) -> str:
    """The title of a page, or what sites of government put into the head for one."""
    if (title := tree.css_first("title")) and (text := collapsed(title.text())):
        return text
    named = tree.css_first('meta[name="ArticleTitle" i]')
    return collapsed(named.attributes.get("content") or "") if named else ""


def _nothing(walk: _Walk, node: LexborNode, attributes: _Attributes, mode: int) -> _Entered:
    return None


_Handler = Callable[[_Walk, LexborNode, _Attributes, int], _Entered]
_HANDLERS: Final[Mapping[str, _Handler]] = MappingProxyType(
    dict.fromkeys(_NOT_SHOWN, _nothing)
    | dict.fromkeys(("canvas", "img", "math", "svg", "v:imagedata", "video"), _Walk.enter_picture)
    | dict.fromkeys(("embed", "frame", "iframe", "object"), _Walk.enter_frame)
    | dict.fromkeys(("tbody", "tfoot", "thead"), _Walk.enter_group)
    | dict.fromkeys(("td", "th"), _Walk.enter_cell)
    | {
        "br": _Walk.enter_break,
        "input": _Walk.enter_input,
        "li": _Walk.enter_item,
        "select": _Walk.enter_select,
        "x-select": _Walk.enter_select,
        "table": _Walk.enter_table,
        "tr": _Walk.enter_row,
    }
)
_ELEMENTS: Final[Mapping[str, tuple[int, _Handler | None]]] = MappingProxyType(
    {tag: (_LOOKS.get(tag, 0), _HANDLERS.get(tag)) for tag in _LOOKS.keys() | _HANDLERS.keys()}
)
_ORDINARY: Final = (0, None)
