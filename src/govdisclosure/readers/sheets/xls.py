"""XLS and ET: the records of the old binary workbook (BIFF8) as a `Workbook`.

Read here and not through a library, for the reasons that `xlsx` gives; and because the sizes that such a file declares
are what an attacker wants them to be. Each record is looked at once, so the time is linear in the size of the file.
"""

import itertools
import struct
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError, UnsupportedFormatError
from govdisclosure.readers.colours import BLACK, WHITE, Colour, mixed
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.looks import Note
from govdisclosure.readers.sheets.areas import Slot
from govdisclosure.readers.sheets.biff import InFonts, Record, Texts, damaged, records
from govdisclosure.readers.sheets.compound import open_compound
from govdisclosure.readers.sheets.model import (
    LAST_COLUMN,
    Area,
    Font,
    Run,
    StoredCell,
    StoredSheet,
    Style,
    Workbook,
    is_symbolic,
    kept_text,
)
from govdisclosure.readers.sheets.numbers import BUILT_IN, GENERAL, measured
from govdisclosure.readers.sheets.xls_formulas import formula_text, shared_from
from govdisclosure.readers.sheets.xlsx_styles import PALETTE, SHARES


class _Kind:
    """The records that matter here, by what they hold."""

    BEGIN, END = 0x809, 0x0A
    FILE_PASS, DATE_MODE, FORMAT, FONT, STYLE, SHEET, TEXTS = 0x2F, 0x22, 0x41E, 0x31, 0xE0, 0x85, 0xFC
    PALETTE, WINDOW = 0x92, 0x23E
    ROW, COLUMNS, MERGED, OBJECT, OBJECT_TEXT = 0x208, 0x7D, 0xE5, 0x5D, 0x1B6
    BLANK, BLANKS, NUMBER, SHORT, SHORTS, TEXT_NUMBER = 0x201, 0xBE, 0x203, 0x27E, 0xBD, 0xFD
    TEXT, RICH_TEXT, TRUTH, FORMULA, RESULT_TEXT, SHARED = 0x204, 0xD6, 0x205, 0x06, 0x207, 0x4BC


_BEGINNING: Final = struct.pack("<H", _Kind.BEGIN)
_BIFF8: Final = 0x0600
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_NOT_FINITE: Final = 0x24
_STRIKES: Final = 0x8
_SHIFTS: Final = {1: 0.33, 2: -0.15}
_REPEATED: Final = 4
_PATTERNS: Final = {1: "solid", 2: "mediumGray", 3: "darkGray", 4: "lightGray", 17: "gray125", 18: "gray0625"}
_AUTOMATIC: Final = 0x7FFF
_OWN_COLOURS: Final = 8
_ZEROS_SHOWN, _FORMULAS_SHOWN = 0x10, 0x1
_NO_FONT: Final = 4
_HIDDEN_ROW: Final = 0x20
_COMMENT, _PICTURE = 0x19, 0x08
_CALCULATED_LATER: Final = 0x3
"""Flags of a formula whose value has to be computed on opening."""
_NO_NUMBER: Final = 0xFFFF
_RESULT_IS_TEXT, _RESULT_IS_TRUTH, _RESULT_IS_ERROR = 0, 1, 2


def read_workbook(data: bytes, limits: Bounds) -> Workbook:
    """The workbook in the compound file ``data``."""
    budget = Budget.of(limits)
    stream = _stream(data, budget)
    front = _Front(budget)
    for number, record in enumerate(records(stream)):
        if number == 0 and (record.kind != _Kind.BEGIN or record.unpack("H") != (_BIFF8,)):
            raise UnsupportedFormatError(
                "a workbook of Excel 95 or older; save it as .xlsx", zh="这是 Excel 95 或更早的工作簿；请另存为 .xlsx"
            )
        if record.kind == _Kind.END:
            break
        front.add(record)
    else:
        raise damaged("it breaks off", zh="文件中断")
    sheets = list(_sheets(stream, front, budget))
    return Workbook(
        sheets=tuple(sheets if _computed(sheets) else map(_doubted, sheets)),
        from_1904=front.from_1904,
        unread=tuple(sheet.name for sheet in front.sheets if sheet.kind),
    )


def _computed(sheets: Sequence[StoredSheet]) -> bool:
    """Whether any formula has a result; some libraries write every formula with an empty text for a result."""
    cells = (cell for sheet in sheets for cell in sheet.cells.values())
    return any(cell.formula is not None and cell.stored and cell.value != "" for cell in cells)


def _doubted(sheet: StoredSheet) -> StoredSheet:
    cells = {
        slot: cell if cell.formula is None else attrs.evolve(cell, stored=False) for slot, cell in sheet.cells.items()
    }
    return attrs.evolve(sheet, cells=cells)


def _stream(data: bytes, budget: Budget) -> bytes:
    compound = open_compound(data, budget)
    names = {name.casefold(): name for name in compound.names}
    if "encryptedpackage" in names:
        raise DamagedDocumentError(
            "the workbook is password protected; save it without a password", zh="工作簿有密码保护；请取消密码后另存"
        )
    if "workbook" in names:
        return compound.read(names["workbook"])
    if "book" in names:
        raise UnsupportedFormatError(
            "a workbook of Excel 95 or older; save it as .xlsx", zh="这是 Excel 95 或更早的工作簿；请另存为 .xlsx"
        )
    raise UnsupportedFormatError(
        "an old binary Office document that holds no workbook", zh="这是旧版二进制 Office 文件，其中没有工作簿"
    )


@attrs.frozen(kw_only=True)
class _SheetEntry:
    """What the front of the workbook says of a sheet; its kind is 0 if it holds cells."""

    name: str
    offset: int
    hidden: bool
    kind: int


@attrs.frozen(kw_only=True)
class _StoredStyle:
    """A style with the numbers of what it is made of."""

    font: int = 0
    format: int = 0
    ruled: bool = False
    repeated: bool = False
    pattern: int = 0
    fore: int = 64
    back: int = 65


def _stored_style(record: Record) -> _StoredStyle:
    font, form, aligned, lines, patterned, colours = record.unpack("HH2xB3xIIH")
    return _StoredStyle(
        font=font,
        format=form,
        ruled=bool(lines & 0xFFFF),
        repeated=aligned & 0x7 == _REPEATED,
        pattern=patterned >> 26,
        fore=colours & 0x7F,
        back=colours >> 7 & 0x7F,
    )


def _stored_font(record: Record) -> tuple[Font, int]:
    """A font, and the number of its colour."""
    height, marks, ink, raised = record.unpack("HHH2xH")
    charset, _, length, wide = record.body[12:16].ljust(4, b"\0")
    name = record.body[16 : 16 + length * (1 + (wide & 1))].decode("utf-16-le" if wide & 1 else "latin-1", "replace")
    font = Font(
        struck=bool(marks & _STRIKES),
        shift=_SHIFTS.get(raised, 0.0),
        size=height / 20,
        symbolic=is_symbolic(name, charset),
    )
    return font, ink


class _Front:
    """The front of the workbook: what all sheets share."""

    def __init__(self, budget: Budget) -> None:
        self.sheets: list[_SheetEntry] = []
        self._budget = budget
        self.from_1904 = False
        self._texts: list[InFonts] = []
        self._characters = 0
        self._made: dict[tuple[int, Style], tuple[str, tuple[Note, ...]]] = {}
        self._formats: dict[int, str] = {}
        self._fonts: list[tuple[Font, int]] = []
        self._palette: Sequence[Colour] = PALETTE
        self._styles: list[_StoredStyle] = []
        self._looks: dict[int, Style] = {}

    def add(self, record: Record) -> None:
        match record.kind:
            case _Kind.FILE_PASS:
                raise DamagedDocumentError(
                    "the workbook is password protected; save it without a password",
                    zh="工作簿有密码保护；请取消密码后另存",
                )
            case _Kind.DATE_MODE:
                self.from_1904 = record.unpack("H") == (1,)
            case _Kind.FORMAT:
                self._formats[record.unpack("H")[0]] = Texts(record.pieces, 2).text()
            case _Kind.STYLE:
                self._styles.append(_stored_style(record))
            case _Kind.FONT:
                self._fonts.append(_stored_font(record))
            case _Kind.PALETTE:
                (number,) = record.unpack("H")
                parts = record.unpack(f"{4 * min(number, len(PALETTE))}B", 2)
                self._palette = list(zip(parts[::4], parts[1::4], parts[2::4], strict=True))
            case _Kind.SHEET:
                offset, state, kind = record.unpack("IBB")
                name = Texts(record.pieces, 6).text(length_bytes=1)
                self.sheets.append(_SheetEntry(name=name, offset=offset, hidden=bool(state & 0x3), kind=kind))
            case _Kind.TEXTS:
                texts = Texts(record.pieces, 8)
                while texts.more():
                    self._texts.append(texts.in_fonts())
                    self._budget.take("slots", of="texts")
            case _:
                pass

    def text(self, number: int, style: Style) -> tuple[str, tuple[Note, ...]]:
        """The text that cells share by its number, made once for each style, and what was left out of it."""
        if number >= len(self._texts):
            raise damaged(f"it has no text number {number}", zh=f"没有第 {number} 号文字")
        if (number, style) not in self._made:
            text, _ = self._made[number, style] = kept_text(itertools.starmap(self._run, self._texts[number]), style)
            # Every style makes a text of its own of a long one.
            self._characters += len(text)
            self._budget.hold("unpacked_bytes", self._characters)
        return self._made[number, style]

    def style(self, number: int) -> Style:
        if number not in self._looks:
            self._looks[number] = self._look(number)
        return self._looks[number]

    def _look(self, number: int) -> Style:
        stored = self._styles[number] if number < len(self._styles) else _StoredStyle()
        return Style(
            format=self._formats.get(stored.format, BUILT_IN.get(stored.format, GENERAL)),
            ruled=stored.ruled,
            font=self._font(stored.font),
            ground=self._ground(stored),
            repeated=stored.repeated,
        )

    def _ground(self, stored: "_StoredStyle") -> Colour:
        share = SHARES.get(_PATTERNS.get(stored.pattern, ""), 0.5) if stored.pattern else 0
        return mixed(self._colour(stored.back) or WHITE, self._colour(stored.fore) or BLACK, share) if share else WHITE

    def _run(self, text: str, font: int | None) -> Run:
        return Run(text=text, font=None if font is None else self._font(font))

    def _font(self, number: int) -> Font:
        """The font of a number; no font has the number 4."""
        index = number - (number > _NO_FONT)
        font, ink = self._fonts[index] if index < len(self._fonts) else (Font(), _AUTOMATIC)
        return attrs.evolve(font, ink=self._colour(ink))

    def _colour(self, number: int) -> Colour | None:
        """The colour of a number; None for one that programs choose."""
        index = number - _OWN_COLOURS if number >= _OWN_COLOURS else number
        return self._palette[index] if index < len(self._palette) else None


def _sheets(stream: bytes, front: _Front, budget: Budget) -> Iterator[StoredSheet]:
    left = len(stream)
    for entry in front.sheets:
        if entry.kind:
            continue
        if stream[entry.offset : entry.offset + 2] != _BEGINNING:
            raise damaged(
                f"the sheet {entry.name!r} is not where it should be", zh=f"工作表 {entry.name!r} 不在应在的位置"
            )
        content = _SheetContent(front, budget)
        depth, end = 0, entry.offset
        for record in records(stream, entry.offset):
            depth += (record.kind == _Kind.BEGIN) - (record.kind == _Kind.END)
            end = record.end
            if depth == 0:
                break
            if depth == 1:  # deeper is a chart that floats over the sheet
                content.add(record)
        else:
            raise damaged(f"the sheet {entry.name!r} breaks off", zh=f"工作表 {entry.name!r} 中断")
        # Sheets that share bytes would let a small file ask for any amount of work.
        left -= end - entry.offset
        if left < 0:
            raise damaged(
                f"the sheet {entry.name!r} shares its place with another",
                zh=f"工作表 {entry.name!r} 与另一张占用同一位置",
            )
        yield content.sheet(entry)


class _SheetContent:
    """What has been met of a sheet so far."""

    def __init__(self, front: _Front, budget: Budget) -> None:
        self._front = front
        self._budget = budget
        self._cells: dict[Slot, StoredCell] = {}
        self._merges: list[Area] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._columns_named = 0
        self._ruled: dict[int, set[int]] = {}
        self._awaiting_text: Slot | None = None
        self._formula: Slot | None = None
        self._sharing: dict[Slot, Slot] = {}
        self._shared: dict[Slot, bytes] = {}
        self._object = 0
        self._shows = _ZEROS_SHOWN
        self._text_boxes: list[str] = []
        self._pictures = 0

    def sheet(self, entry: _SheetEntry) -> StoredSheet:
        for slot, origin in self._sharing.items():
            tokens = self._shared.get(origin, b"")
            # Copies of a long formula add up; a sum that is not known costs nothing where its result is stored.
            if tokens and self._budget.has("slots", len(tokens), of="formulas"):
                self._cells[slot] = attrs.evolve(self._cells[slot], formula=formula_text(tokens, slot))
        return StoredSheet(
            name=entry.name,
            cells=self._cells,
            merges=tuple(self._merges),
            hidden=entry.hidden,
            hidden_rows=self._hidden_rows,
            hidden_columns=self._hidden_columns,
            ruled=self._ruled,
            text_boxes=tuple(self._text_boxes),
            pictures=self._pictures,
            without_zeros=not self._shows & _ZEROS_SHOWN,
            with_formulas=bool(self._shows & _FORMULAS_SHOWN),
        )

    def add(self, record: Record) -> None:
        match record.kind:
            case _Kind.ROW:
                row, flags = record.unpack("H10xH")
                if flags & _HIDDEN_ROW:
                    self._hidden_rows.add(row)
            case _Kind.COLUMNS:
                self._add_columns(record)
            case _Kind.WINDOW:
                (self._shows,) = record.unpack("H")
            case _Kind.MERGED:
                for number in range(record.unpack("H")[0]):
                    top, bottom, left, right = record.unpack("HHHH", 2 + 8 * number)
                    self._merges.append(Area(top=top, left=left, bottom=bottom, right=right))
                self._budget.take("slots", record.unpack("H")[0], of="merged cells")
            case _Kind.OBJECT:
                (self._object,) = record.unpack("4xH")
                self._pictures += self._object == _PICTURE
            case _Kind.OBJECT_TEXT if self._object != _COMMENT and len(record.pieces) > 1:
                texts = Texts((b"", *record.pieces[1:]))
                self._text_boxes.append(texts.characters(*record.unpack("10xH")))
            case _Kind.FORMULA:
                self._add_formula(record)
            case _Kind.SHARED if self._formula is not None:
                (length,) = record.unpack("H", 8)
                self._shared[self._formula] = record.body[10 : 10 + length]
            case _Kind.RESULT_TEXT if self._awaiting_text is not None:
                cell = self._cells[self._awaiting_text]
                self._cells[self._awaiting_text] = attrs.evolve(cell, value=Texts(record.pieces).text(), stored=True)
                self._awaiting_text = None
            case _:
                self._add_typed(record)

    def _add_columns(self, record: Record) -> None:
        """Note hidden columns; a file names each column once, so many overlapping ranges are an attack."""
        first, last, width, flags = record.unpack("HHH2xH")
        columns = range(first, min(last, LAST_COLUMN) + 1)
        self._columns_named += len(columns)
        if self._columns_named > LAST_COLUMN + 1:
            raise damaged("the widths of columns are given twice", zh="列宽重复给出")
        if flags & 0x1 or width == 0:
            self._hidden_columns.update(columns)

    def _add_typed(self, record: Record) -> None:
        """Add the cell or cells of a record that holds what a person typed."""
        if record.kind == _Kind.BLANKS:
            row, first = record.unpack("HH")
            for number, style in enumerate(record.unpack(f"{max(len(record.body) - 6, 0) // 2}H", 4)):
                self._rule((row, first + number), self._front.style(style))
        elif record.kind == _Kind.SHORTS:
            row, first = record.unpack("HH")
            for number in range((len(record.body) - 6) // 6):
                style, value = record.unpack("Hi", 4 + 6 * number)
                self._put((row, first + number), style, _short_number(value))
        elif (cell := self._typed(record)) is not None:
            row, column, style = record.unpack("HHH")
            self._put((row, column), style, cell)

    def _typed(self, record: Record) -> StoredCell | None:
        """The cell of a record that holds one; None for a record that holds something else."""
        match record.kind:
            case _Kind.BLANK:
                return StoredCell(value="")
            case _Kind.NUMBER:
                return _number(record.real(6))
            case _Kind.SHORT:
                return _short_number(*record.unpack("i", 6))
            case _Kind.TEXT_NUMBER:
                style, index = record.unpack("HI", 4)
                text, notes = self._front.text(index, self._front.style(style))
                return StoredCell(value=text, notes=notes)
            case _Kind.TEXT | _Kind.RICH_TEXT:
                (style,) = record.unpack("H", 4)
                text, notes = kept_text([Run(text=Texts(record.pieces, 6).text())], self._front.style(style))
                return StoredCell(value=text, notes=notes)
            case _Kind.TRUTH:
                value, is_error = record.unpack("BB", 6)
                return _error(value) if is_error else _truth(value)
            case _:
                return None

    def _add_formula(self, record: Record) -> None:
        kind, value, mark, flags = record.unpack("BxB3xHH", 6)
        (length,) = record.unpack("H", 20)
        if mark != _NO_NUMBER:
            cell = attrs.evolve(_number(record.real(6)), stored=not (flags & _CALCULATED_LATER and not record.real(6)))
        elif kind == _RESULT_IS_TRUTH:
            cell = _truth(value)
        elif kind == _RESULT_IS_ERROR:
            cell = _error(value)
        else:  # a text follows in a record of its own, if a program ever computed it; any other kind is an empty text
            cell = StoredCell(value="", stored=kind != _RESULT_IS_TEXT)
        tokens = record.body[22 : 22 + length]
        row, column, style = record.unpack("HHH")
        slot = (row, column)
        self._put(slot, style, attrs.evolve(cell, formula=formula_text(tokens, slot)))
        self._formula = slot
        if (origin := shared_from(tokens)) is not None:
            self._sharing[slot] = origin
        self._awaiting_text = slot if cell.value == "" and not cell.stored else None

    def _put(self, slot: Slot, style: int, cell: StoredCell) -> None:
        look = self._front.style(style)
        self._rule(slot, look)
        if cell.value == "" and cell.formula is None and not cell.notes:
            return
        if slot in self._cells or slot[1] > LAST_COLUMN:
            row, column = slot[0] + 1, slot[1] + 1
            raise damaged(
                f"it gives a cell twice, or one outside the sheet (row {row}, column {column})",
                zh=f"有单元格重复或在工作表之外（第 {row} 行第 {column} 列）",
            )
        self._cells[slot] = attrs.evolve(cell, style=look)
        self._budget.take("slots", of="cells")

    def _rule(self, slot: Slot, look: Style) -> None:
        """Note that a line is drawn around ``slot``, if it is; more lines than slots tell nothing more about tables."""
        if look.ruled and self._budget.has("slots", of="lines"):
            self._ruled.setdefault(slot[0], set()).add(slot[1])


def _number(value: float) -> StoredCell:
    number = measured(value)
    return _error(_NOT_FINITE) if number is None else StoredCell(value=number)


def _short_number(packed: int) -> StoredCell:
    """The number that 30 bits hold: a whole one or the front of a real one, a hundredth of it if so marked."""
    if packed & 0x2:
        value = float(packed >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<4xi", packed & ~0x3))
    return _number(value / 100 if packed & 0x1 else value)


def _truth(value: int) -> StoredCell:
    return StoredCell(value="TRUE" if value else "FALSE")


def _error(value: int) -> StoredCell:
    return StoredCell(value=_ERRORS.get(value, "#N/A"), error=True)
