"""The header of a table of which only the order of the texts is known.

A header of several lines comes as one sequence, in which a label that spans lines stands before those beside it that do
not. Only sequences that can be one header are taken apart; of any other the columns are not known.
"""

from collections.abc import Sequence, Set
from itertools import pairwise

from govdisclosure.forms.shared import ORGANIZATIONS
from govdisclosure.readers.labels import CORNER, Path, Role, compact, rows_by_path
from govdisclosure.readers.recognise.columns import classes
from govdisclosure.readers.recognise.found import Header, Leaf
from govdisclosure.readers.recognise.lexer import Token, What

Column = tuple[Token, str]
"""A token of a header and the name of the column that it is, empty if it is none of the form."""


def header_of(heads: Sequence[Token], over: Sequence[Token], table: str) -> Header | None:
    """The header in some tokens; None if it is too broken to say anything, and marked if it says what cannot be."""
    if not heads:
        return None
    columns = [(token, _name(token, table)) for token in heads if token.what is not What.BLANK]
    if table == "requests":
        return _of_requests(_official_first(columns))
    if table == "remedies":
        return _of_remedies(columns, over)
    corners = [number for number, (token, _) in enumerate(columns) if _is_corner(token)]  # the top of a page repeats it
    columns = columns[corners[-1] :] if corners and any(name for _, name in columns[corners[-1] :]) else columns
    first = next((number for number, (_, name) in enumerate(columns) if name), len(columns))
    return Header(table, _leaves([token for token, _ in columns[first:]]), by_order=True)


def _is_corner(token: Token) -> bool:
    return any(entry.path == CORNER for entry in token.label.of(Role.FRAME, "proactive"))


def _name(token: Token, table: str) -> str:
    return next((entry.path[0] for entry in token.label.of(Role.COLUMN, table)), "")


def _official_first(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns, without a name those of another wording than the form's where the form's is printed as well."""
    official = {
        name for token, name in columns if any(e.official and e.path[0] == name for e in token.label.of(Role.COLUMN))
    }
    return [
        (token, name if name not in official or any(e.official for e in token.label.of(Role.COLUMN)) else "")
        for token, name in columns
    ]


def _leaves(tokens: Sequence[Token], groups: Sequence[Path] = ()) -> tuple[Leaf, ...]:
    return tuple(
        Leaf(
            token.cell.text, number, number + 1, token.label.of(Role.COLUMN),
            groups[number * len(groups) // len(tokens)] if groups else None,
        )
        for number, token in enumerate(tokens)
    )  # fmt: skip


def _unclear(table: str) -> Header:
    return Header(table, (), by_order=True, unclear=True)


# --- table three -----------------------------------------------------------------------------------------------------


def _of_requests(columns: Sequence[Column]) -> Header | None:
    (form, *_) = rows_by_path(classes("requests")[0]).values()
    inner = [cell.path[-1] for cell in form if cell.heads]
    first, *_, last = (cell.path[-1] for cell in form)
    named = [name for _, name in columns if name]
    if sorted(named) != sorted(cell.path[-1] for cell in form):
        return None if _in_order(named, inner, first) else _unclear("requests")
    heads = [number for number, (token, _) in enumerate(columns) if token.label.body == compact(ORGANIZATIONS.zh)]
    by_slot = _by_slot(
        [token for token, name in columns if name],
        [token for token, name in columns if name in inner],
        [columns[number][0] for number in heads],
    )
    if by_slot:
        return Header("requests", _leaves(by_slot), by_order=True)
    if under_head := _under_head(columns, heads, frozenset(inner)):
        return Header("requests", _leaves(under_head), by_order=True)
    start = next(number for number, (_, name) in enumerate(columns) if name in inner)
    upper, lower = columns[:start], [column for column in columns[start:] if column[1] != last]
    ends = [column for column in columns if column[1] == last]
    if first not in (name for _, name in upper) or not _last_column_ends(columns, first, last):
        return _unclear("requests")
    begins = [column for column in upper if column[1] == first]
    return Header("requests", _leaves([token for token, _ in (*begins, *lower, *ends)]), by_order=True)


def _in_order(named: Sequence[str], inner: Sequence[str], first: str) -> bool:
    """Whether what is left of a broken header names its columns in the official order."""
    places = [inner.index(name) for name in named if name in inner]
    if places != sorted(set(places)):
        return False
    return first not in named or named.index(first) == 0


def _by_slot(tokens: Sequence[Token], inner: Sequence[Token], heads: Sequence[Token]) -> list[Token]:
    """The columns by their slots, where each has one of its own and those under a head stand beside each other.

    Not where the head stands on their line: several lines of the header have become one.
    """
    if {token.line for token in heads} & {token.line for token in inner}:
        return []
    slots = {token.cell.column for token in tokens}
    under = sorted(token.cell.column for token in inner)
    if len(slots) < len(tokens) or not all(token.hard for token in tokens) or under[-1] - under[0] >= len(under):
        return []
    return sorted(tokens, key=lambda token: token.cell.column)


def _under_head(columns: Sequence[Column], heads: Sequence[int], inner: Set[str]) -> list[Token]:
    """The columns, those under a head where that head stands among the others, before all of them.

    Nothing where it does not stand there, or in more than one place.
    """
    under = [number for number, (_, name) in enumerate(columns) if name in inner]
    if not heads or heads[-1] - heads[0] >= len(heads) or under[0] < heads[-1]:
        return []
    others = [(number, token) for number, (token, name) in enumerate(columns) if name and name not in inner]
    before = [token for number, token in others if number < heads[0]]
    after = [token for number, token in others if number > heads[-1]]
    return [*before, *(columns[number][0] for number in under), *after]


def _last_column_ends(columns: Sequence[Column], first: str, last: str) -> bool:
    """Whether the total can only be the last column: it comes after the first one."""
    names = [name for _, name in columns]
    return names.index(last) > names.index(first)


# --- table four ------------------------------------------------------------------------------------------------------


def _of_remedies(columns: Sequence[Column], over: Sequence[Token]) -> Header | None:
    official = tuple(rows_by_path(classes("remedies")[0]))
    groups = list(dict.fromkeys(entry.path for token in over for entry in token.label.of(Role.GROUP, "remedies")))
    tokens = [token for token, name in columns if name]
    names = [name for _, name in columns if name]
    size = len(rows_by_path(classes("remedies")[0])[official[0]])
    frames = [number for number, token in enumerate(over) if token.label.of(Role.FRAME, "remedies")]
    firsts = [n for n, token in enumerate(over) if any(e.path == official[0] for e in token.label.of(Role.GROUP))]
    turned = bool(frames and firsts) and frames[0] < firsts[0]
    if frames and groups == [official[0]]:
        return None
    if turned or groups != [path for path in official if path in groups]:
        return _unclear("remedies")
    if not groups and len(names) == len(set(names)) == size:
        return Header("remedies", _leaves(tokens), by_order=True)  # the columns of one group, whichever it is
    blocks = [frozenset(names[at : at + size]) for at in range(0, len(names), size)]
    wanted = len(groups) or len(official)
    if len(names) != wanted * size or any(len(names_of_one) != size for names_of_one in blocks):
        order = [cell.path[-1] for cell in rows_by_path(classes("remedies")[0])[official[0]]]
        at = [order.index(name) for name in names]
        rises = all(later > number or later == 0 for number, later in pairwise((len(order), *at)))
        return None if rises else _unclear("remedies")
    return Header("remedies", _leaves(tokens, groups), by_order=True)
