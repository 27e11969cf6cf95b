"""Which column of the form each printed column is, and which value of a row stands in it.

A header is read from its labels alone. What its columns are called and in which order they come is the document's; the
official order is taken only where a table prints no header that can be read, a row has exactly as many values as the
form has columns, and nothing that is printed speaks against it.
"""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from govdisclosure.forms.declare import cells
from govdisclosure.forms.editions import classes, editions_of
from govdisclosure.forms.registry import FORMS, Edition, remembered
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
from govdisclosure.readers.recognise.found import Form, Header, Leaf


@attrs.frozen(eq=False)
class Match:
    """Which leaf each cell of a row is in, by the address of the cell.

    ``near`` are the leaves whose label is a near miss, ``odd`` those of which there is something to say: these, known
    misprints, and those that are no cell's. ``ordered`` says that equal labels were told apart by order, ``turned``
    that the leaves stand in another order than the cells.
    """

    leaf_of: Mapping[str, int]
    near: tuple[int, ...]
    odd: tuple[int, ...]
    ordered: bool
    turned: bool


@remembered(1024)
def forms_of(table: str, label: Label) -> tuple[Form, ...]:
    """What the form prints in the rows that a label may name, newest edition first.

    A label that names no row stands for any row of table three (a group with values of its own, an unknown label): all
    of them have the same columns.
    """
    if table == "remedies":
        return remedies_forms(label.of(Role.GROUP, table))
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
def leads_of(table: str, label: Label) -> tuple[int, ...]:
    """The slots that the label of a row may take on the form beyond its first."""
    paths = [path for cls in classes(table) for path in rows_by_path(cls)] if table == "requests" else []
    own = {len(entry.path) for entry in label.of(Role.ROW, table)}
    return tuple(sorted(max(map(len, paths)) - depth for depth in own)) if own and paths else (0,)


@remembered()
def form_of(table: type, edition: Edition, path: Path) -> Form:
    """What one edition of the form prints in one row."""
    return Form(edition, path, rows_by_path(table)[path])


@remembered()
def under_head() -> frozenset[str]:
    """The columns of table three that have a head over them."""
    return frozenset(cell.path[-1] for cell in forms_of("requests", _any_row())[0].cells if cell.heads)


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
    own = set(leaf_of.values())
    odd = (n for n, leaf in enumerate(leaves) if n not in own or n in found.near or _is_misprint(leaf, form))
    return Match(leaf_of, found.near, tuple(odd), found.ordered, not ascends(leaf_of.values()))


def _is_misprint(leaf: Leaf, form: Form) -> bool:
    entries = of_edition(leaf.entries, form.edition)
    notes = [e.note for e in entries for cell in form.cells if e.path[-1] == cell.path[-1]]
    return bool(notes) and all(notes)


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


def options_of(leaf: Leaf, form: Form) -> tuple[int, ...]:
    """The numbers of the columns of a form that a leaf may name."""
    return _options(of_edition(leaf.entries, form.edition), leaf.group, form.paths)


@remembered(4096)
def is_whole(leaves: tuple[Leaf, ...], forms: tuple[Form, ...], table: str) -> bool:
    """Whether a header names every column that one of the forms has; a part of table four only with its groups."""
    grouped = any(leaf.group is not None for leaf in leaves)
    fitting = [form for form in forms if form.alone or grouped]
    return any(len(match(leaves, form, table).leaf_of) == len(form.cells) for form in fitting)


def is_official(header: Header, table: str) -> bool:
    """Whether a header names the columns of the form, all of them and in its order."""
    form = forms_of(table, _any_row())[0] if table == "requests" else remedies_forms(())[0]
    if header.unclear or len(header.leaves) != len(form.cells):
        return False
    return all(name in {e.path for e in leaf.entries} for leaf, name in zip(header.leaves, form.names, strict=True))


def usable(header: Header | None, forms: tuple[Form, ...], table: str) -> Header | None:
    """The header of an earlier piece of a table for a row of a later one: only if it names every column of the row."""
    if header is None or header.unclear or is_whole(header.leaves, forms, table):
        return header
    return attrs.evolve(header, unclear=True) if table == "requests" and _is_turned(header) else None


def in_force(
    header: Header | None, earlier: Iterable[Header], forms: tuple[Form, ...], table: str, end: int
) -> Header | None:
    """The header of a row: the one over it if it names every column, failing that the last one before that does.

    One whose columns begin over the labels, which end at the slot ``end``, has lost what stood before them: one before
    that names the same columns tells of more.
    """
    if header is not None and is_whole(header.leaves, forms, table):
        lost = not header.by_order and any(leaf.start < end for leaf in header.columns[:1])
        named = [leaf.entries for leaf in header.columns]
        more = (each for each in earlier if lost and len(each.leaves) > len(header.leaves))
        earlier = (each for each in more if [leaf.entries for leaf in each.columns] == named)
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
    return (
        (alone, False) if ordered and not ascends(leaf_of[column] for column in sorted(leaf_of)) else (leaf_of, ordered)
    )


def ascends(leaves: Iterable[int]) -> bool:
    """Whether columns, as the leaves they are in, stand in the order of the form."""
    order = list(leaves)
    return order == sorted(order)
