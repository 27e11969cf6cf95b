"""From rows found in a document to a table of the form: the edition, the cells, and everything that was not plain.

Nothing is judged here and nothing is calculated. A row that is printed twice counts if both say the same; a value whose
column is not certain is no value.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, cast

import attrs

from govdisclosure.forms.declare import Cell, Kind, Table, cells, cells_by_address
from govdisclosure.forms.editions import AnyTable, assemble, classes
from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.forms.values import Gap, Unit, Value
from govdisclosure.model.notices import (
    CELLS_MERGED,
    COLUMN_EXTRA,
    EDITION_GUESSED,
    EDITIONS_MIXED,
    HEADER_BY_ORDER,
    HEADER_MISSING,
    HEADER_UNCLEAR,
    LABEL_BY_ORDER,
    LABEL_NEAR,
    LABEL_VARIANT,
    ROW_CONTRADICTORY,
    ROW_EXTRA,
    ROW_INCOMPLETE,
    ROW_MISSING,
    ROW_REPEATED,
    ROW_TORN,
    ROW_UNKNOWN,
    TABLE_MISSING,
    TABLE_WITHOUT_LINES,
    TEXT_ACROSS_RULES,
    Notice,
)
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import GridCell, Sure
from govdisclosure.readers.labels import Path, Role, rows_by_path
from govdisclosure.readers.looks import DOUBTS
from govdisclosure.readers.numbers import is_numeric, parse
from govdisclosure.readers.recognise.align import aligned
from govdisclosure.readers.recognise.columns import (
    Match,
    form_of,
    forms_of,
    match,
    remedies_forms,
)
from govdisclosure.readers.recognise.found import Form, Leaf, Row
from govdisclosure.readers.recognise.titles import squeezed

_DOUBTS: Final = DOUBTS | {ROW_TORN, TABLE_WITHOUT_LINES, TEXT_ACROSS_RULES}
"""What a format reader may say of a cell whose text nobody may see, or is not all of it."""
_MONEY: Final = re.compile(r"(?:百万|[万亿])?元")
_COUNTED: Final = re.compile(r"单位\s*+(?:[:：]\s*+)?[件项个宗条份起例次]")
"""A unit of what is counted, beside which one of money is that of amounts alone."""
_UNITS: Final = MappingProxyType({"元": Unit.YUAN, "万元": Unit.TEN_THOUSAND_YUAN})


@attrs.define(eq=False)
class Worth:
    """What one cell of the form is worth, where that is printed, and what there is to say about it."""

    value: Value
    place: Place | None = None
    codes: tuple[str, ...] = ()
    unit: Unit | None = None


_FEW: Final = 2
"""Numbers in a line of table four that may be beside its row: the number of a page, a year."""
_ABSENT: Final = Worth(Gap.ABSENT)


@attrs.frozen(kw_only=True)
class Filled:
    """A table of the form as read, with the places of its cells (relative addresses) and its notices."""

    table: AnyTable
    places: tuple[tuple[str, Place], ...] = ()
    notices: tuple[Notice, ...] = ()


@attrs.define
class _Filler:
    """One table of one report while it is being filled."""

    name: str
    cls: type[Table]
    edition: Edition
    worth: dict[str, Worth] = attrs.field(factory=dict[str, Worth])
    notices: list[Notice] = attrs.field(factory=list[Notice])

    def say(self, code: str, addresses: Iterable[str] = (), place: Place | None = None, detail: str = "") -> None:
        """Add a notice; the addresses are relative to the table."""
        named = tuple(f"{self.name}.{address}" for address in addresses)
        self.notices.append(Notice(code, named, place, detail))


def fill(name: str, rows: Sequence[Row], edition: Edition, *, shown: bool) -> Filled:
    """The table ``name`` from its rows, in an edition; ``shown`` says that its labels show it."""
    table: type[Table] = FORMS[edition].table(name)
    filler = _Filler(name, table, edition)
    if name == "remedies":
        _fill_remedies(filler, rows)
    else:
        if not shown:
            filler.say(EDITION_GUESSED, detail=edition)
            if name == "proactive":  # the same number of values is something else in the other edition
                rows = [row if row.leaves else attrs.evolve(row, held=(), codes=(ROW_INCOMPLETE,)) for row in rows]
        _fill_rows(filler, rows)
    _say_missing(filler)
    return _filled(filler)


def absent(name: str, edition: Edition) -> Filled:
    """The table ``name`` where the document has none."""
    table: type[Table] = FORMS[edition].table(name)
    notice = Notice(TABLE_MISSING, tuple(f"{name}.{cell.address}" for cell in cells(table)), None, table.title.zh)
    return Filled(table=_build(table, {}, edition), notices=(notice,))


def _filled(filler: _Filler) -> Filled:
    places = tuple([(address, worth.place) for address, worth in filler.worth.items() if worth.place is not None])
    for address, worth in filler.worth.items():
        for code in worth.codes:
            filler.say(code, (address,), worth.place, worth.place.text if worth.place else "")
    table = _build(filler.cls, filler.worth, filler.edition)
    return Filled(table=table, places=places, notices=tuple(filler.notices))


def _build(table: type[Table], worth: Mapping[str, Worth], edition: Edition) -> AnyTable:
    extra: dict[str, object] = {}
    for cell in cells(table):
        if cell.column.companion:
            unit = worth.get(cell.address, _ABSENT).unit
            extra[".".join((*cell.path[:-1], cell.column.companion))] = unit or Unit.UNKNOWN
    if table.name == "remedies":
        extra["edition"] = edition
    values = [worth.get(cell.address, _ABSENT).value for cell in cells(table)]
    return cast("AnyTable", assemble(table, values, **extra))


def _say_missing(filler: _Filler) -> None:
    missing = [cell for cell in cells(filler.cls) if cell.address not in filler.worth]
    labels = dict.fromkeys(cell.row.zh if filler.name != "remedies" else cell.label("zh") for cell in missing)
    if missing:
        filler.say(ROW_MISSING, (cell.address for cell in missing), None, "；".join(labels))


# --- editions --------------------------------------------------------------------------------------------------------


def edition_of(name: str, rows: Sequence[Row]) -> Edition | None:
    """The edition that the labels of a table show; None if they show none, or several alike.

    Of several that have all that is printed, it is the one of which the others are extensions.
    """
    if name == "remedies":
        return None
    count = _scores(name, rows)
    best = max(count.values())
    leading: list[Edition] = [edition for edition, score in count.items() if score == best and score]
    tables: dict[type, Edition] = {FORMS[edition].table(name): edition for edition in leading}
    least = [table for table in tables if all(_is_within(table, other) for other in tables)]
    return tables[least[0]] if len(least) == 1 else None


def _is_within(table: type, other: type) -> bool:
    """Whether every cell of a table is one of another as well."""
    return cells_by_address(table).keys() <= cells_by_address(other).keys()


def _scores(name: str, rows: Sequence[Row]) -> dict[Edition, int]:
    """How much speaks for each edition: a row whose columns it has counts more than a label that it prints."""
    count: dict[Edition, int] = dict.fromkeys(FORMS, 0)
    counted = {edition for row in rows for edition in _by_columns(row) if not row.leaves}
    sure = len(counted) == 1 and all(row.held for row in rows)
    for row in rows:
        for edition in _by_columns(row) if row.leaves or sure else ():
            count[edition] += 10
    for edition in _by_labels(rows):
        count[edition] += 1
    return count


def _telling(editions: frozenset[Edition]) -> frozenset[Edition]:
    """The editions, unless they are all there are: that tells none from another."""
    return editions if len(editions) < len(FORMS) else frozenset()


def _by_columns(row: Row) -> frozenset[Edition]:
    """The editions whose columns a row of table two has, or most of them; nothing if all have as many."""
    if row.table != "proactive" or not row.held:
        return frozenset()
    fitting: dict[Edition, int] = {
        form.edition: len(form.cells)
        for form in forms_of(row.table, row.label)
        if form.edition and len(_matched(row, form)) == len(form.cells)
    }
    most = max(fitting.values(), default=0)
    return _telling(frozenset(edition for edition, count in fitting.items() if count == most))


def _by_labels(rows: Sequence[Row]) -> Iterator[Edition]:
    """The editions that have each row, by whatever wording.

    Where rows below one that others have are printed, values beside that one itself are a subtotal.
    """
    said = [(row, editions) for row in rows if row.printed and (editions := _by_label(row))]
    below = {path[:length] for row, _ in said for path in _paths(row) for length in range(len(path))}
    for row, editions in said:
        if not below.issuperset(_paths(row)):
            yield from editions


def _by_label(row: Row) -> frozenset[Edition]:
    """The editions that have the row, by whatever wording; nothing if all have."""
    return _telling(frozenset(edition for entry in row.label.of(Role.ROW) for edition in entry.editions))


def _paths(row: Row) -> set[Path]:
    return {entry.path for entry in row.label.of(Role.ROW)}


def _matched(row: Row, form: Form) -> Mapping[str, int]:
    """The number of the value of each cell of the form that the row has."""
    if row.leaves:
        return match(row.leaves, form, row.table).leaf_of
    if len(row.held) != len(form.cells):
        return {}
    return {cell.address: number for number, cell in enumerate(form.cells)}


# --- rows ------------------------------------------------------------------------------------------------------------


def _fill_rows(filler: _Filler, rows: Sequence[Row]) -> None:
    known = _resolved(filler, _without_guesses(rows, filler.edition))
    for path, printed in known.items():
        form = form_of(filler.cls, filler.edition, path)
        _fill_row(filler, form, printed)
    _say_headers(filler, known)


def _without_guesses(rows: Sequence[Row], edition: Edition) -> Sequence[Row]:
    """The rows; where some have their columns in another order, without those whose columns only the order tells."""
    matches = {id(row): _match_of(row, edition) for row in rows}
    if not any(found.turned for found in matches.values() if found):
        return rows
    return [
        attrs.evolve(row, held=(), leaves=(), codes=(HEADER_UNCLEAR,))
        if (found := matches[id(row)]) and found.ordered
        else row
        for row in rows
    ]


def _match_of(row: Row, edition: Edition) -> Match | None:
    form = next((form for form in forms_of(row.table, row.label) if form.edition == edition), None)
    return match(row.leaves, form, row.table) if form and row.leaves else None


def _resolved(filler: _Filler, rows: Sequence[Row]) -> dict[Path, list[Row]]:
    """The rows by what they are on the form; of the others it is said that they are there."""
    found: dict[Path, list[Row]] = {}
    paths = [_candidates(filler, row) for row in rows]
    for row, known in zip(rows, aligned(rows, paths, list(rows_by_path(filler.cls))), strict=True):
        if known.path is None:
            _say_extra(filler, row)
            continue
        if known.by_order:
            form = form_of(filler.cls, filler.edition, known.path)
            filler.say(LABEL_BY_ORDER, form.addresses, row.place, row.text)
        found.setdefault(known.path, []).append(row)
    return found


def _candidates(filler: _Filler, row: Row) -> list[Path]:
    entries = [e for e in row.label.entries if e.role is Role.ROW and e.table == filler.name]
    return list(dict.fromkeys(entry.path for entry in entries if filler.edition in entry.editions))


def _say_extra(filler: _Filler, row: Row) -> None:
    """Say that a row is no row of this edition, if it has numbers."""
    if any(is_numeric(cell.text) for cell in row.printed):
        groups = row.label.of(Role.GROUP, filler.name)
        elsewhere = row.label.of(Role.ROW, filler.name) and not _candidates(filler, row)
        if elsewhere and not any(filler.edition in group.editions for group in groups):
            code = EDITIONS_MIXED
        else:
            code = ROW_EXTRA if groups else ROW_UNKNOWN
        filler.say(code, (), row.place, row.place.text)


def _fill_row(filler: _Filler, form: Form, printed: Sequence[Row]) -> None:
    rows, set_aside = _counting(printed)
    for row in set_aside:
        filler.say(ROW_REPEATED, (), row.place, row.place.text)
    _say_labels(filler, form, rows)
    readings = [_read(row, form) for row in rows]
    if differing := _differing(form, rows, readings, set_aside):
        filler.say(ROW_CONTRADICTORY, differing, rows[0].place, "；".join(row.place.text for row in rows))
        unreadable = dict.fromkeys(differing, Worth(Gap.UNREADABLE, rows[0].place))
        filler.worth.update({**readings[0], **unreadable})
        return
    if len(rows) > 1:
        filler.say(ROW_REPEATED, form.addresses, rows[1].place, rows[1].place.text)
    for code in (ROW_INCOMPLETE, HEADER_UNCLEAR):
        if code in rows[0].codes:
            filler.say(code, form.addresses, rows[0].place, rows[0].place.text)
    filler.worth.update(readings[0])


def _differing(
    form: Form, rows: Sequence[Row], readings: Sequence[Mapping[str, Worth]], aside: Sequence[Row]
) -> list[str]:
    """The cells on which printings of a row contradict each other: all of them where one cannot be read."""
    if len(rows) + len(aside) == 1:
        return []
    against = {row.place.text for row in aside if _speaks(row, form)}
    return [each for each in form.addresses if against or len({reading[each].value for reading in readings}) > 1]


def _speaks(row: Row, form: Form) -> bool:
    """Whether a row that cannot be read speaks against one that can: it is of the table, or has most of its values."""
    values = sum(bool(cell.text.strip()) for cell in row.printed)
    return bool(row.printed) and (row.headed or (values > 1 and 2 * values > len(form.cells)))


def _counting(printed: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows to be read of those with the same label, and those set aside.

    A row under a header that can be read counts for more than one without, and that for more than one whose columns are
    not certain.
    """
    whole = [row for row in printed if row.held and row.leaves] or [row for row in printed if row.held] or list(printed)
    kept = set(map(id, whole))
    aside = [row for row in printed if id(row) not in kept]
    return whole, aside


def _say_labels(filler: _Filler, form: Form, rows: Sequence[Row]) -> None:
    for row in rows:
        notes = {e.note for e in row.label.entries if e.path == form.path and filler.edition in e.editions}
        if LABEL_NEAR in row.codes:
            filler.say(LABEL_NEAR, form.addresses, row.place, row.text)
        elif notes and "" not in notes:
            filler.say(LABEL_VARIANT, form.addresses, row.place, row.text)


def _read(row: Row, form: Form) -> dict[str, Worth]:
    if not row.held:
        return {cell.address: Worth(Gap.UNREADABLE, row.place) for cell in form.cells}
    number_of = _matched(row, form)
    label, over = row.text, _unit_over(row.over, "")
    counted = bool(over) and _COUNTED.search(row.over) is not None
    found: dict[str, Worth] = {}
    for cell in form.cells:
        number = number_of.get(cell.address)
        if number is None:
            found[cell.address] = _ABSENT
        else:
            leaf = row.leaves[number] if row.leaves else None
            general = "" if counted and cell.kind is not Kind.MONEY else over
            header = _unit_over(leaf.text if leaf else "", label) or general
            found[cell.address] = _worth(row.held[number], cell, leaf, header, merged=number in row.merged)
    return found


def _worth(held: GridCell, cell: Cell, leaf: Leaf | None, header: str, *, merged: bool) -> Worth:
    """What a cell is worth under its leaf; ``header`` is the unit of money that its labels print."""
    place = held.place
    if merged:
        return Worth(Gap.UNREADABLE, place, (CELLS_MERGED,))
    parsed = parse(held.text, cell.kind, cell.unit, header)
    note = (held.note,) if held.note else ()
    if note and (parsed.value is Gap.BLANK or note[0] in _DOUBTS):
        return Worth(Gap.UNREADABLE, place, note)
    if parsed.value is Gap.BLANK and held.sure is Sure.GUESSED:
        return Worth(Gap.UNREADABLE, place, (TABLE_WITHOUT_LINES,))
    if isinstance(parsed.value, Decimal) and not (leaf or header or parsed.unit) and cell.unit is not Unit.UNKNOWN:
        return Worth(Gap.UNREADABLE, place)  # the unit stands in a head that is not there
    unit = parsed.unit or _UNITS.get(header)
    return Worth(parsed.value, place, (*note, *parsed.codes), unit)


@functools.lru_cache(maxsize=512)
def _unit_over(column: str, row: str) -> str:
    """The unit of money that the labels of column and row print: empty for none, and none that is known for several."""
    units = {unit for text in (column, row) for unit in _MONEY.findall(squeezed(text))}
    return units.pop() if len(units) == 1 else "?" if units else ""


def _say_headers(filler: _Filler, known: Mapping[Path, Sequence[Row]]) -> None:
    """Say what is odd about the columns, once for all the rows that share it."""
    said: dict[tuple[str, str], tuple[list[str], Place]] = {}
    for path, rows in known.items():
        form = form_of(filler.cls, filler.edition, path)
        for row in rows:
            for code, detail in _header_codes(row, form):
                said.setdefault((code, detail), ([], row.place))[0].extend(form.addresses)
    for (code, detail), (touched, place) in said.items():
        filler.say(code, dict.fromkeys(touched), place, detail)


def _header_codes(row: Row, form: Form) -> Iterator[tuple[str, str]]:
    if HEADER_MISSING in row.codes:
        yield HEADER_MISSING, ""
    if HEADER_BY_ORDER in row.codes and row.held:
        yield HEADER_BY_ORDER, "、".join([leaf.text for leaf in row.leaves] or [cell.column.zh for cell in form.cells])
    if not row.leaves or not row.held:
        return
    matched = match(row.leaves, form, row.table)
    if row.table != "remedies" and len(matched.leaf_of) < len(form.cells):
        yield EDITIONS_MIXED, row.place.text
        return
    for number in matched.odd:
        if number in matched.near:
            yield LABEL_NEAR, row.leaves[number].text
        elif number in matched.leaf_of.values():
            yield LABEL_VARIANT, row.leaves[number].text
        elif row.held[number].text.strip():
            yield COLUMN_EXTRA, row.leaves[number].text
    if matched.ordered:
        yield LABEL_BY_ORDER, "、".join(leaf.text for leaf in row.leaves)
    if any(is_numeric(cell.text) for cell in row.surplus):
        yield COLUMN_EXTRA, ""


# --- table four ------------------------------------------------------------------------------------------------------


def _fill_remedies(filler: _Filler, rows: Sequence[Row]) -> None:
    """Table four from its row, or from the rows of the tables that it was cut into."""
    parts: dict[tuple[str, ...], list[Row]] = {}
    for row in _with_values(rows):
        parts.setdefault(tuple(_printed(row)), []).append(row)
    for addresses, printed in parts.items():
        for row in printed:
            for code in (ROW_INCOMPLETE, HEADER_UNCLEAR):
                if code in row.codes:
                    filler.say(code, addresses, row.place, row.place.text)
            for code, detail in _header_codes(row, _part(row)):
                filler.say(code, addresses, row.place, detail)
        _settle(filler, addresses, [(row, _printed(row)) for row in printed])


def _with_values(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of table four without lines of empty cells beside another row: no label says that these are rows."""
    covered = {address for row in rows if _is_filled(row) for address in _printed(row)}
    kept = [_trusted(row) for row in rows if _is_filled(row) or covered.isdisjoint(_printed(row))]
    held = [row for row in kept if row.held]
    against = [row for row in kept if not row.held and sum(is_numeric(cell.text) for cell in row.printed) > _FEW]
    return [*held, *against] if held else kept


def _trusted(row: Row) -> Row:
    """The row; without values if it holds a single one that is no total, which may be the number of a page."""
    filled = [number for number, cell in enumerate(row.printed) if cell.text.strip()]
    size = len(next(iter(rows_by_path(classes("remedies")[0]).values())))
    if len(filled) == 1 and filled[0] % size != size - 1:
        return attrs.evolve(row, held=(), codes=(ROW_INCOMPLETE,))
    return row


def _is_filled(row: Row) -> bool:
    return any(cell.text.strip() for cell in row.printed)


def _printed(row: Row) -> dict[str, Worth]:
    """The cells of table four that a row prints."""
    return {address: worth for address, worth in _read(row, _part(row)).items() if worth is not _ABSENT}


def _part(row: Row) -> Form:
    """What part of the table a row may be: that of the group over it, unless its header or its length tells more."""
    forms = remedies_forms(row.label.of(Role.GROUP, "remedies"))
    whole = next(form for form in forms if not form.path)
    return whole if row.leaves or len(row.held) == len(whole.cells) else forms[0]


def _settle(filler: _Filler, addresses: Sequence[str], readings: Sequence[tuple[Row, dict[str, Worth]]]) -> None:
    row, reading = readings[0]
    known = {address: filler.worth[address] for address in reading if address in filler.worth}
    clash = any(worth.value != reading[address].value for address, worth in known.items())
    if clash or len({tuple(worth.value for worth in other.values()) for _, other in readings}) > 1:
        text = "；".join(row.place.text for row, _ in readings)
        filler.say(ROW_CONTRADICTORY, addresses, row.place, text)
        filler.worth.update(dict.fromkeys(addresses, Worth(Gap.UNREADABLE, row.place)))
        return
    if len(readings) > 1 or known:
        again, _ = readings[-1]
        filler.say(ROW_REPEATED, addresses, again.place, again.place.text)
    filler.worth.update(reading)
