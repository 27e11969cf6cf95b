"""Which column of the form each printed column is, and which value of a row stands in it.

A header is read from its labels alone. What its columns are called and in which order they come is the document's; the
official order is taken only where a table prints no header that can be read, a row has exactly as many values as the
form has columns, and nothing that is printed speaks against it.
"""

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.declare import Cell, cells
from govdisclosure.forms.editions import classes, editions_of
from govdisclosure.forms.registry import FORMS, Edition, remembered
from govdisclosure.forms.values import Gap
from govdisclosure.model.notices import CELLS_MERGED, HEADER_BY_ORDER, HEADER_MISSING, HEADER_UNCLEAR, ROW_INCOMPLETE
from govdisclosure.readers.grid import GridCell
from govdisclosure.readers.labels import (
    Entry,
    Label,
    Path,
    Role,
    compact,
    near,
    rows_by_path,
    split_ordinal,
)
from govdisclosure.readers.numbers import is_numeric, parse
from govdisclosure.readers.recognise.found import Header, Held, Leaf


@attrs.frozen(eq=False)
class Form:
    """The columns that one edition of the form has in one row (in table four, in the whole table or a part of it).

    ``alone`` says that values without a header may be taken for these columns.
    """

    edition: Edition | None
    path: Path
    cells: tuple[Cell, ...]
    alone: bool = True

    @functools.cached_property
    def paths(self) -> tuple[Path, ...]:
        """The columns with the groups over them."""
        return tuple(cell.path for cell in self.cells)

    @functools.cached_property
    def names(self) -> tuple[Path, ...]:
        """The columns without, the same in every row of table three."""
        return tuple(cell.path[-1:] for cell in self.cells)


@attrs.frozen(eq=False)
class Match:
    """Which leaf each cell of a row is in, by the address of the cell.

    ``near`` are the leaves whose label is a near miss, ``ordered`` says that equal labels were told apart by order.
    """

    leaf_of: Mapping[str, int]
    near: tuple[int, ...] = ()
    ordered: bool = False


@remembered(1024)
def forms_of(table: str, label: Label) -> tuple[Form, ...]:
    """What the form prints in the rows that a label may name, newest edition first.

    A label that names no row stands for any row of table three (a group with values of its own, an unknown label): all
    of them have the same columns.
    """
    paths: dict[Path, frozenset[Edition]] = {}
    for entry in label.of(Role.ROW, table):
        paths[entry.path] = paths.get(entry.path, frozenset()) | entry.editions
    if not paths and table == "requests":
        return forms_of(table, _any_row())
    return tuple(
        form_of(cls, edition, path)
        for cls in reversed(classes(table))
        for path, editions in paths.items()
        for edition in sorted(editions & editions_of(cls))
    )


@remembered(1024)
def lead_of(table: str, label: Label) -> int:
    """The slots that the label of a row takes on the form beyond its first."""
    paths = [path for cls in classes(table) for path in rows_by_path(cls)] if table == "requests" else []
    own = [len(entry.path) for entry in label.of(Role.ROW, table)]
    return max(map(len, paths), default=0) - min(own) if own and paths else 0


@remembered()
def form_of(table: type, edition: Edition, path: Path) -> Form:
    """What one edition of the form prints in one row."""
    return Form(edition, path, rows_by_path(table)[path])


@remembered()
def _any_row() -> Label:
    path, *_ = rows_by_path(classes("requests")[0])
    return Label(entries=(Entry(Role.ROW, "requests", path, frozenset(FORMS)),))


@remembered()
def remedies_forms(over: tuple[Entry, ...]) -> tuple[Form, ...]:
    """Table four as one row, and the parts of it that are printed as a table of their own; ``over`` are the groups that
    stand over the row at hand.
    """
    (table,) = classes("remedies")
    groups = rows_by_path(table)
    paths = tuple(groups)
    return (
        *(Form(None, entry.path, groups[entry.path]) for entry in over),
        Form(None, (), cells(table)),
        Form(None, (), tuple(cell for path in paths[1:] for cell in groups[path]), alone=False),
        *(Form(None, path, groups[path], alone=False) for path in paths),
    )


# --- leaves to columns -----------------------------------------------------------------------------------------------


@remembered(4096)
def match(leaves: tuple[Leaf, ...], form: Form, table: str) -> Match:
    """The leaves of the cells of a row, as far as labels tell."""
    grouped = any(leaf.group is not None for leaf in leaves)
    found = _matched(leaves, form.paths if grouped else form.names, table, form.edition)
    leaf_of = {form.cells[column].address: leaf for column, leaf in sorted(found.leaf_of)}
    return Match(leaf_of, found.near, found.ordered)


@attrs.frozen(eq=False)
class _Matched:
    """What `Match` says, by the numbers of the columns: the same for all rows that have the same columns."""

    leaf_of: tuple[tuple[int, int], ...]
    near: tuple[int, ...] = ()
    ordered: bool = False


@remembered(1024)
def _matched(leaves: tuple[Leaf, ...], columns: tuple[Path, ...], table: str, edition: Edition | None) -> _Matched:
    leaves = tuple(attrs.evolve(leaf, entries=of_edition(leaf.entries, edition)) for leaf in leaves)
    options = _official_first(leaves, {n: _options(leaf.entries, leaf.group, columns) for n, leaf in enumerate(leaves)})
    leaf_of, ordered = _settled(options)
    missing = {number: column for number, column in enumerate(columns) if number not in leaf_of}
    if not missing:
        return _Matched(tuple(leaf_of.items()), (), ordered)
    close = {
        number: _near_options(leaves[number], missing, table, edition) for number, found in options.items() if not found
    }
    added, more = _settled(close)
    return _Matched(tuple({**leaf_of, **added}.items()), tuple(added.values()), ordered or more)


def _official_first(leaves: Sequence[Leaf], options: Mapping[int, tuple[int, ...]]) -> Mapping[int, tuple[int, ...]]:
    """The options without those of other wordings for a column that one leaf names as the form does."""
    named = [
        n for n, found in options.items() if len(found) == 1 and any(entry.official for entry in leaves[n].entries)
    ]
    taken = {options[n][0] for n in named}
    return {
        n: found if n in named else tuple(column for column in found if column not in taken)
        for n, found in options.items()
    }


def is_whole(leaves: tuple[Leaf, ...], forms: Iterable[Form], table: str) -> bool:
    """Whether a header names every column that one of the forms has; a part of table four only with its groups."""
    grouped = any(leaf.group is not None for leaf in leaves)
    forms = [form for form in forms if form.alone or grouped]
    return any(len(match(leaves, form, table).leaf_of) == len(form.cells) for form in forms)


def is_official(header: Header, table: str) -> bool:
    """Whether a header names the columns of the form, all of them and in its order."""
    form = forms_of(table, _any_row())[0] if table == "requests" else remedies_forms(())[0]
    if header.unclear or len(header.leaves) != len(form.cells):
        return False
    return all(name in {e.path for e in leaf.entries} for leaf, name in zip(header.leaves, form.names, strict=True))


def usable(header: Header | None, forms: Iterable[Form], table: str) -> Header | None:
    """The header of an earlier piece of a table for a row of a later one: only if it names every column of the row."""
    if header is None or header.unclear or is_whole(header.leaves, forms, table):
        return header
    return attrs.evolve(header, unclear=True) if table == "requests" and _is_turned(header) else None


def in_force(header: Header | None, earlier: Iterable[Header], forms: Sequence[Form], table: str) -> Header | None:
    """The header of a row: the one over it if it names every column, failing that the last one before that does."""
    if header is not None and is_whole(header.leaves, forms, table):
        return header
    return next((each for each in earlier if is_whole(each.leaves, forms, table)), header)


def _is_turned(header: Header) -> bool:
    """Whether a header of table three names its columns in another order than the form."""
    names = forms_of("requests", _any_row())[0].names
    at = [names.index(leaf.entries[0].path) for leaf in header.leaves if leaf.entries and leaf.entries[0].path in names]
    return at != sorted(at)


def _options(entries: Iterable[Entry], group: Path | None, columns: Sequence[Path]) -> tuple[int, ...]:
    """The numbers of the columns that a label may name; those it misprints only where it names no other.

    A column of table four without a group over it can be of any group.
    """
    found = [
        (entry.note, number)
        for number, column in enumerate(columns)
        for entry in entries
        if entry.path[-1:] == column[-1:] and (group is None or group == column[:-1])
    ]
    plain = tuple(number for note, number in found if not note)
    return plain or tuple(number for _, number in found)


def of_edition(entries: Iterable[Entry], edition: Edition | None) -> tuple[Entry, ...]:
    """The entries of a label that the form of one edition has; all of them where there is no telling."""
    return tuple(entry for entry in entries if edition is None or edition in entry.editions)


def _near_options(leaf: Leaf, missing: Mapping[int, Path], table: str, edition: Edition | None) -> tuple[int, ...]:
    _, rest = split_ordinal(leaf.text)
    entries = of_edition(near(compact(rest), Role.COLUMN, table), edition)
    numbers = tuple(missing)
    return tuple(numbers[at] for at in _options(entries, leaf.group, tuple(missing.values())))


def _settled(options: Mapping[int, tuple[int, ...]]) -> tuple[dict[int, int], bool]:
    """Columns to leaves where the labels leave one way; equal labels in official order if there are just enough.

    Not if the others are in another order: who has moved some columns may have moved these.
    """
    leaf_of: dict[int, int] = {}
    alone: dict[int, int] = {}
    left: dict[int, set[int]] = {number: set(found) for number, found in options.items() if found}
    ordered = False
    while left:
        alike: set[int] = min(left.values(), key=len)
        group = [number for number, found in left.items() if found == alike]
        if len(group) == len(alike):
            ordered = ordered or len(group) > 1
            leaf_of.update(zip(sorted(alike), group, strict=True))
            alone.update(zip(alike, group, strict=True) if len(group) == 1 else ())
        for number in group:
            del left[number]
        taken = set(alike)
        left = {number: found - taken for number, found in left.items() if found - taken}
    return (alone, False) if ordered and not _ascends(leaf_of) else (leaf_of, ordered)


def _ascends(leaf_of: Mapping[int, int]) -> bool:
    leaves = [leaf_of[column] for column in sorted(leaf_of)]
    return leaves == sorted(leaves)


# --- values to leaves ------------------------------------------------------------------------------------------------


@attrs.frozen(eq=False, kw_only=True)
class Strip:
    """A row to be read: its values in order, and where they stand.

    ``start`` is the slot from which its columns may stand (beyond another table beside it), ``end`` that at which
    its label ends, ``lead`` how many empty cells are left of it where merged cells are taken apart, ``stop`` that
    at which the next table begins; ``above`` are cells that reach into the row from above. ``regular`` says that
    all rows of the table at hand have as many values as this one, ``shifted`` that the values of some stand where
    the labels of others are, ``excess`` that some have more values than columns, ``numbered`` that one of those
    ends with a number, ``words_beside`` how many words most rows have beyond their columns, ``worded`` that words stand
    before a number in some, ``spread`` that all have something under no column of the form, ``even`` that all lines
    of the grid are of one length, ``tidy`` that other rows of it have as many values with none of them blank at an
    end, ``unusual`` that nearly all other rows have another number of cells beside their columns.
    """

    values: tuple[GridCell, ...]
    start: int = 0
    end: int = 0
    lead: int = 0
    stop: int
    above: tuple[GridCell, ...] = ()
    regular: bool = False
    shifted: bool = False
    excess: bool = False
    numbered: bool = False
    words_beside: int = 0
    worded: bool = False
    spread: bool = False
    even: bool = False
    tidy: bool = False
    unusual: bool = False


@attrs.frozen(eq=False)
class Fit:
    """The values of a row in its columns; without leaves the columns of the form in official order.

    ``over`` is then what the header prints, of which no column could be told. ``trimmed`` says that empty cells were
    left out because the others are as many as the columns, ``remarked`` that words beyond them were.
    """

    leaves: tuple[Leaf, ...] = ()
    held: tuple[Held, ...] = ()
    surplus: tuple[GridCell, ...] = ()
    codes: tuple[str, ...] = ()
    over: str = ""
    trimmed: bool = False
    remarked: bool = False


def fit(strip: Strip, header: Header | None, forms: Sequence[Form], table: str) -> Fit:
    """The values of a row in the columns of its header; a fit without ``held`` if that cannot be told."""
    placed = _fit(strip, header, forms, table)
    if placed.held or strip.numbered:  # the last column is one of figures, and words in it stand for figures
        return placed
    most = max((len(form.cells) for form in forms), default=0)
    beyond = words_beside(strip.values, most)
    shorter = strip.values[: len(strip.values) - beyond]
    usual = beyond == strip.words_beside or (beyond == 1 and not strip.worded)
    if not beyond or not usual or sum(map(_is_filled, shorter)) > most:
        return placed
    without = _fit(attrs.evolve(strip, values=shorter, spread=False), header, forms, table)
    ends = not without.leaves or bool(without.leaves[-1].entries)  # else a value stands where the words have their head
    return attrs.evolve(without, remarked=True) if ends and not any(map(_is_filled, without.surplus)) else placed


def _fit(strip: Strip, header: Header | None, forms: Sequence[Form], table: str) -> Fit:
    if header is not None and header.unclear:
        return Fit(codes=(HEADER_UNCLEAR,))
    leaves = _leaves_for(strip, header)
    if any(leaf.entries for leaf in leaves):
        if is_whole(leaves, forms, table):
            placed = _in_columns(strip, leaves, by_order=header is not None and header.by_order)
            assumed = header is not None and header.assumed
            return attrs.evolve(placed, codes=(*placed.codes, HEADER_BY_ORDER)) if assumed else placed
        if not _official(leaves, strip, forms):
            return Fit(codes=(HEADER_UNCLEAR,))
    placed = attrs.evolve(_in_order(strip, forms), over=" ".join(leaf.text for leaf in leaves))
    known = placed.held and header is not None and header.assumed
    return attrs.evolve(placed, codes=(HEADER_BY_ORDER,)) if known else placed


def words_beside(values: Sequence[GridCell], most: int) -> int:
    """How many words, such as the result of a check beside the table, stand beyond the ``most`` values of a row."""
    count = 0
    while len(values) - count > max(1, most) and is_wording(values[len(values) - count - 1]):
        count += 1
    return count


def is_wording(cell: GridCell) -> bool:
    """Whether a cell holds words without a figure."""
    text = cell.text
    return not text.isascii() and parse(text).value is Gap.UNREADABLE and not any(map(str.isdigit, text))


def _leaves_for(strip: Strip, header: Header | None) -> tuple[Leaf, ...]:
    """The leaves that stand over a row, without what is printed over its labels."""
    if header is None:
        return ()
    if header.by_order:
        return header.leaves
    inside = [leaf for leaf in header.leaves if strip.start <= leaf.start and leaf.end <= strip.stop and not leaf.frame]
    first = next((number for number, leaf in enumerate(inside) if leaf.entries), 0)
    return tuple(
        leaf for number, leaf in enumerate(inside) if number >= first or (leaf.start >= strip.end and not leaf.blank)
    )


def _official(leaves: Sequence[Leaf], strip: Strip, forms: Sequence[Form]) -> bool:
    """Whether a header that is not whole names its columns where the official order has them."""
    return any(
        len(leaves) == len(form.cells) == len(strip.values)
        and all(
            number in _options(leaf.entries, leaf.group, form.paths) or not leaf.entries
            for number, leaf in enumerate(leaves)
        )
        for form in forms
    )


def _in_order(strip: Strip, forms: Sequence[Form]) -> Fit:
    values = strip.values
    forms = [form for form in forms if form.alone]
    if _is_loose(strip):
        return _bare(strip, forms) or Fit(codes=(ROW_INCOMPLETE,))
    usual = not (strip.excess and strip.unusual)
    if usual and any(len(values) == len(form.cells) for form in forms) and not _holes(values):
        return Fit(held=tuple(map(Held, values)), codes=(HEADER_MISSING,))
    return Fit(codes=(ROW_INCOMPLETE,))


def _bare(strip: Strip, forms: Sequence[Form]) -> Fit | None:
    """The fit of a row whose values, without the empty cells around them, are as many as table three has columns.

    Rows of no other table can be told from others by their number of values, nor those of one with more than that.
    """
    filled = [number for number, cell in enumerate(strip.values) if _is_filled(cell)]
    inner = strip.values[filled[0] : filled[-1] + 1] if filled else ()
    if (
        strip.excess
        or len(filled) != len(inner)
        or _holes(inner)
        or not any(form.cells[0].heads or (form.cells[1:2] and form.cells[1].heads) for form in forms)
    ):
        return None
    fits = any(len(inner) == len(form.cells) for form in forms)
    return Fit(held=tuple(map(Held, inner)), codes=(HEADER_MISSING,), trimmed=True) if fits else None


def _is_loose(strip: Strip) -> bool:
    """Whether an empty cell at an end of a row may as well be what is left of a merged label, or of the next row."""
    ends = (strip.values[:1], strip.values[-1:])
    return not strip.tidy and any(not _is_filled(cell) for end in ends for cell in end)


def _in_columns(strip: Strip, leaves: tuple[Leaf, ...], *, by_order: bool) -> Fit:
    values = strip.values
    last = max(number for number, leaf in enumerate(leaves) if leaf.entries) + 1
    first = next(number for number, leaf in enumerate(leaves) if leaf.entries)
    core = leaves[first:last]
    by_order = by_order or core[0].start < strip.end  # a header that stands over the label has lost its slots
    if placed := _trimmed(strip, core) if strip.shifted else _beside_label(strip, core):
        return placed
    for core in (leaves[first:last], leaves[first:], leaves):
        if len(core) != len(values) or (_holes(values) and not _one_to_one(values, core)):
            continue
        if strip.unusual and not (strip.even and _one_to_one(values, core)):
            continue
        if by_order and _is_loose(strip) and not _one_to_one(values, core):
            continue
        if not by_order and _stops_short(strip, leaves[len(core) + leaves.index(core[0]) :]):
            continue
        if strip.spread or not any(leaf.blank and cell.text.strip() for leaf, cell in zip(core, values, strict=True)):
            return Fit(core, tuple(map(Held, values)))
    core = leaves[first:last]
    if by_order and len([cell for cell in values if _is_filled(cell)]) == len(core):
        return _trimmed(strip, core) or Fit(codes=(ROW_INCOMPLETE,))
    if by_order and values and (placed := _of_copies(strip, _moved(core, values[0].column), ())):
        return placed
    if by_order or strip.shifted or (not strip.even and (strip.unusual or _stops_short(strip, leaves[last:]))):
        return Fit(codes=(ROW_INCOMPLETE,))
    return _of_copies(strip, core, leaves[last:]) or _by_slots(strip, core, leaves) or Fit(codes=(ROW_INCOMPLETE,))


def _stops_short(strip: Strip, beyond: Sequence[Leaf]) -> bool:
    """Whether a row has nothing, not even an empty cell, under a column that the header names beyond its own."""
    cells = (*strip.values, *strip.above)
    return any(not leaf.blank and not any(_touch(cell, leaf) for cell in cells) for leaf in beyond)


def _trimmed(strip: Strip, core: tuple[Leaf, ...]) -> Fit | None:
    """The fit of a row of which only the empty cells around its values may be none of its columns."""
    filled = [number for number, cell in enumerate(strip.values) if _is_filled(cell)]
    inner = strip.values[filled[0] : filled[-1] + 1] if filled else ()
    if strip.excess or len(inner) != len(core) or _holes(inner):
        return None
    if len(filled) == len(inner) and filled[0] in (0, strip.lead):
        return Fit(core, tuple(map(Held, inner)), trimmed=len(inner) < len(strip.values))
    return Fit(core, tuple(map(Held, inner))) if not filled[0] or _one_to_one(inner, core) else None


def _moved(core: Sequence[Leaf], start: int) -> tuple[Leaf, ...]:
    """The columns as wide as they are, from another slot on."""
    by = start - core[0].start
    return tuple(attrs.evolve(leaf, start=leaf.start + by, end=leaf.end + by) for leaf in core)


def _of_copies(strip: Strip, core: tuple[Leaf, ...], beyond: Sequence[Leaf]) -> Fit | None:
    """The fit of a row in which merged cells have been copied into every slot they cover, as those of its header have.

    ``beyond`` are the heads of columns beside its own.
    """
    inside = [cell for cell in strip.values if any(_touch(cell, leaf) for leaf in core)]
    outside = tuple(cell for cell in strip.values if cell not in inside and _is_filled(cell))
    if not any(leaf.copied for leaf in core) or not _tiles(inside, core):
        return None
    if not all(any(_touch(cell, leaf) and not leaf.blank for leaf in beyond) for cell in outside):
        return None
    groups = [[cell for cell in inside if _touch(cell, leaf)] for leaf in core]
    if any(len({cell.text for cell in group}) > 1 for group in groups):
        return None
    return Fit(core, tuple(Held(group[0]) for group in groups), outside)


def _is_filled(cell: GridCell) -> bool:
    return bool(cell.text.strip())


def _tiles(inside: Sequence[GridCell], core: Sequence[Leaf]) -> bool:
    """Whether the cells of a row begin and end with its columns, one cell to a slot."""
    slots = [cell.column for cell in inside]
    return slots == list(range(core[0].start, core[-1].end)) and all(cell.colspan == 1 for cell in inside)


def _beside_label(strip: Strip, core: tuple[Leaf, ...]) -> Fit | None:
    """The fit if the row has empty cells more, under the header of the labels: what is left of a merged label."""
    values = strip.values
    lead = [cell for cell in values if cell.column + cell.colspan <= core[0].start]
    rest = values[len(lead) :]
    while rest and not rest[-1].text.strip() and rest[-1].column >= core[-1].end:
        rest = rest[:-1]
    if (
        len(rest) < len(values)
        and len(rest) == len(core)
        and not any(cell.text.strip() for cell in lead)
        and _one_to_one(rest, core)
    ):
        return Fit(core, tuple(map(Held, rest)))
    return None


def _holes(values: Sequence[GridCell]) -> bool:
    return any(left.column + left.colspan < right.column for left, right in itertools.pairwise(values))


def _one_to_one(values: Sequence[GridCell], core: Sequence[Leaf]) -> bool:
    return all(leaf.start <= cell.column < leaf.end for cell, leaf in zip(values, core, strict=True))


def _by_slots(strip: Strip, core: tuple[Leaf, ...], leaves: Sequence[Leaf]) -> Fit | None:
    """The fit by slots, where the slots are to be trusted.

    In a format whose rows flow from the left a cell too few or too many moves all the cells after it, so a row is
    trusted only if it spans the columns exactly or is as long as all the others of its table; or if all lines of the
    grid are of one length and nothing stands in this one that is not under a label. No column may be without a cell.
    """
    inside = [cell for cell in strip.values if any(_touch(cell, leaf) for leaf in core)]
    if not inside:
        return None
    outside = tuple(cell for cell in strip.values if cell not in inside)
    reaches = inside[-1].column + inside[-1].colspan == core[-1].end
    more = len(strip.values) > len(core)
    if more:
        bare = strip.spread or not any(cell.text.strip() for cell in outside)
        trusted = strip.regular and bare and reaches and inside[0].column == core[0].start
    else:
        trusted = reaches and not outside
    named = [leaf for leaf in leaves if not leaf.blank]
    even = strip.even and all(any(_touch(cell, leaf) for leaf in named) for cell in outside if _is_filled(cell))
    reaching = [cell for cell in strip.above if cell.column >= core[0].start]
    covered = all(any(_touch(cell, leaf) for cell in (*inside, *reaching)) for leaf in core)
    if not covered or not (trusted or even):
        return None
    held = tuple(_held(leaf, core, inside, reaching) for leaf in core)
    return None if any(each.code == SEVERAL for each in held) else Fit(core, held, outside)


def _touch(cell: GridCell, leaf: Leaf) -> bool:
    return cell.column < leaf.end and leaf.start < cell.column + cell.colspan


SEVERAL: Final = "several"
"""Not said of a cell: where one column holds two values the whole row is in doubt."""


def _held(leaf: Leaf, core: Sequence[Leaf], inside: Sequence[GridCell], reaching: Sequence[GridCell]) -> Held:
    own = [cell for cell in inside if _touch(cell, leaf)]
    hits = own + [cell for cell in reaching if _touch(cell, leaf)]
    filled = [cell for cell in hits if cell.text.strip()]
    if len(filled) > 1:
        return Held(filled[0], SEVERAL)
    cell = (filled or hits)[0]
    shared = cell not in own or sum(_touch(cell, other) for other in core) > 1
    return Held(cell, CELLS_MERGED if shared and is_numeric(cell.text) else "")
