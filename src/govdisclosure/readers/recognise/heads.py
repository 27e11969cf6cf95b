"""The header of a table of which only the order of the texts is known.

A header of several lines comes as one sequence, in which a label that spans lines stands before those beside it that do
not. Only sequences that can be one header are taken apart; of any other the columns are not known.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

import attrs

from govdisclosure.forms.declare import Cell
from govdisclosure.forms.editions import classes
from govdisclosure.forms.shared import BALANCE_NOTE, ORGANIZATIONS
from govdisclosure.readers.labels import CORNER, Path, Role, compact, find, rows_by_path
from govdisclosure.readers.recognise.columns import under_head
from govdisclosure.readers.recognise.found import Header, Leaf, shared
from govdisclosure.readers.recognise.lexer import Token, What

Column = tuple[Token, str]
"""A token of a header and the name of the column that it is, empty if it is none of the form."""


def header_of(tokens: Sequence[Token], table: str, *, line: int = -1, even: bool = False) -> Header | None:
    """The header in some tokens; None if it is too broken to say anything, and marked if it says what cannot be.

    ``line`` is that of the first row; ``even`` says that all lines of the header have as many cells, blank or not.
    """
    over = [token for token in tokens if is_over_columns(token) and not token.names(Role.COLUMN, table)]
    columns = [(token, _name(token, table)) for token in tokens if token.is_filled and token not in over]
    if not columns:
        return None
    if table == "requests":
        return _of_requests(_official_first(columns), line=line, even=even)
    if table == "remedies":
        return _of_remedies(columns, over, line)
    corners = [number for number, (token, _) in enumerate(columns) if is_corner(token)]  # the top of a page repeats it
    if corners and any(name for _, name in columns[corners[-1] :]):
        first = corners[-1] + 1  # all behind it are heads, whatever they are called
    else:
        first = next((number for number, (_, name) in enumerate(columns) if name), len(columns))
    return Header(table, _leaves([token for token, _ in columns[first:]]), by_order=True)


def is_over_columns(token: Token) -> bool:
    """Whether a label stands over columns of table four."""
    return token.names(Role.GROUP, "remedies") or token.names(Role.FRAME, "remedies")


def is_corner(token: Token) -> bool:
    """Whether a cell is the head over the labels of table two."""
    return token.names(Role.FRAME, "proactive", CORNER)


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
        shared(
            Leaf(
                token.cell.text, number, number + 1, token.label.of(Role.COLUMN),
                groups[number * len(groups) // len(tokens)] if groups else None,
            )
        )
        for number, token in enumerate(tokens)
    )  # fmt: skip


def _unclear(table: str) -> Header:
    return Header(table, (), by_order=True, unclear=True)


# --- table three -----------------------------------------------------------------------------------------------------


def _of_requests(columns: Sequence[Column], *, line: int, even: bool) -> Header | None:
    """The header of table three: its columns as a line of its own or its slots say, else in the official order.

    Labels of the sheet span lines, and whoever writes it out line by line tells the total before, among or behind the
    others: the order of such a text is none of columns. All it can say is whether the names are those of the form.
    """
    form = next(iter(rows_by_path(classes("requests")[0]).values()))
    if order := _in_a_line(columns, form, line) or (even and _by_slot(columns, form)) or _around_head(columns, form):
        return Header("requests", _leaves(order), by_order=True)
    if order := _official(columns, form, line):
        return Header("requests", _leaves(order), by_order=True, assumed=True)
    named = [name for _, name in columns if name]
    official = [cell.path[-1] for cell in form]
    broken = len(named) < len(official) and _follows(named, official)  # what is left of it stands as on the form
    return None if broken else _unclear("requests")


def is_head(token: Token) -> bool:
    """Whether a cell is the head over some columns of table three."""
    return token.label.body == compact(ORGANIZATIONS.zh)


def _in_a_line(columns: Sequence[Column], form: Sequence[Cell], rows: int) -> Sequence[Token]:
    """The columns as one line names them, all of them; nothing if there is no such line, or another contradicts it.

    Not if a row stands on it (on the line ``rows``), the head over some of them, or others among those: several lines
    have become one then.
    """
    by_line = _by_line(columns)
    told = [[name for _, name in own if name] for own in by_line.values()]
    for line, own in by_line.items():
        names = [name for _, name in own if name]
        alone = line != rows and not any(is_head(token) for token, _ in own)
        if alone and _is_whole(names, form) and all(_follows(some, names) for some in told):
            first = next(number for number, (_, name) in enumerate(own) if name)
            return [token for token, _ in own[first:]]
        if alone and len(told) == 1 and _stands_officially(own, form):
            return [token for token, _ in own]
    return ()


def _by_line(columns: Sequence[Column]) -> dict[int, list[Column]]:
    found: dict[int, list[Column]] = {}
    for column in columns:
        found.setdefault(column[0].line, []).append(column)
    return found


def _is_whole(names: Sequence[str], form: Sequence[Cell]) -> bool:
    """Whether every column is named once, with those under a head beside each other."""
    under = [number for number, name in enumerate(names) if name in under_head()]
    return sorted(names) == sorted(cell.path[-1] for cell in form) and under[-1] - under[0] < len(under)


def _follows(some: Sequence[str], names: Sequence[str]) -> bool:
    """Whether some of the names come in their order, none of them twice."""
    places = [names.index(name) for name in some]
    return places == sorted(set(places))


def _stands_officially(columns: Sequence[Column], form: Sequence[Cell]) -> bool:
    """Whether there are as many columns as on the form, and all that have a name stand in their places."""
    return len(columns) == len(form) and all(
        name in ("", cell.path[-1]) for (_, name), cell in zip(columns, form, strict=True)
    )


def _by_slot(columns: Sequence[Column], form: Sequence[Cell]) -> Sequence[Token]:
    """The columns by their slots, where each has one of its own and those under a head stand beside each other.

    Not where the head stands on their line: several lines of the header have become one.
    """
    named = [(token, name) for token, name in columns if name]
    under = [token for token, name in named if name in under_head()]
    lines = {token.line for token in under}
    if any(is_head(token) and token.line in lines for token, _ in columns) or not all(t.hard for t, _ in named):
        return ()
    order = sorted(named, key=lambda column: column[0].cell.column)
    slots = [token.cell.column for token, _ in order]
    if len(set(slots)) < len(slots) or not _is_whole([name for _, name in order], form):
        return ()
    return [token for token, _ in order]


def _around_head(columns: Sequence[Column], form: Sequence[Cell]) -> Sequence[Token]:
    """The columns of a line with those under the head that stands on it, if it is as wide as they are many."""
    inner = under_head()
    outer = {token.line for token, name in columns if name not in ("", *inner)}
    under = {token.line for token, name in columns if name in inner}
    heads = [number for number, (token, _) in enumerate(columns) if is_head(token) and token.line in outer]
    if len(outer) > 1 or len(under) > 1 or sum(columns[at][0].cell.colspan for at in heads) != len(inner):
        return ()
    order = sorted(enumerate(columns), key=lambda each: heads[0] if each[1][1] in inner else each[0])
    names = [name for _, (_, name) in order if name]
    return [token for _, (token, name) in order if name] if _is_whole(names, form) else ()


def _official(columns: Sequence[Column], form: Sequence[Cell], rows: int) -> Sequence[Token]:
    """The columns in the order of the form, if just its names are there and no line speaks against it.

    Those under a head are in the order of their line, where they have one, with others among them, as for a subtotal. A
    name may be broken over lines: its letters are there then.
    """
    token_of = {name: token for token, name in columns if name}
    missing = [cell for cell in form if cell.path[-1] not in token_of]
    once = len(token_of) == sum(bool(name) for _, name in columns)
    by_line, inner = _by_line(columns), [name for name in token_of if name in under_head()]
    lines = {token_of[name].line for name in inner}
    own = by_line[lines.pop()] if len(lines) == 1 and not missing and rows not in lines else []
    alone = own and not any(is_head(token) or name not in ("", *inner) for token, name in own)
    more = [column for column in own if alone and _is_strange(column)]
    told = [column for column in columns if column not in more]
    official = _follows(inner, [cell.path[-1] for cell in form])
    if not once or not _are_letters_of(missing, told, form) or not (own or official):
        return ()
    if any((more or line != rows) and _is_turned(each, form) for line, each in by_line.items()):
        return ()
    begins = next(name for _, name in told if name) == form[0].path[-1]
    others = more or not official  # who adds or moves some columns may have moved the first one
    if (rows in by_line and _begins_with_last(columns, form, missing)) or (others and not begins):
        return ()
    like, _ = columns[0]
    under = iter([token for token, name in own if name in inner or (token, name) in more] if own else ())
    order = [token_of.get(cell.path[-1]) or _named(cell, like) for cell in form if not (own and cell.heads)]
    first = next(at for at, cell in enumerate(form) if cell.heads)
    return [*order[:first], *under, *order[first:]]


def _is_strange(column: Column) -> bool:
    """Whether words name no column and are nothing of the form."""
    token, name = column
    return not name and not token.label.entries and bool(_letters_in([token]))


def _is_turned(line: Sequence[Column], form: Sequence[Cell]) -> bool:
    """Whether a line has a column on the wrong side of another, or of the head that stands on it.

    No line of a sheet has both that head and columns under it.
    """
    outer = [name for name in (cell.path[-1] for cell in form) if name not in under_head()]
    order = [outer[0], ORGANIZATIONS.zh, *outer[1:]]
    named = [ORGANIZATIONS.zh if is_head(token) else name for token, name in line if name in outer or is_head(token)]
    told = [name for name, _ in groupby(named)]  # the copies of a merged head are one
    several = any(name in under_head() for _, name in line)
    return not several and len(set(told)) == len(told) and not _follows(told, order)


def _begins_with_last(columns: Sequence[Column], form: Sequence[Cell], missing: Sequence[Cell]) -> bool:
    """Whether the last column of the form is told before all others: with no lines left it may as well stand there.

    Words before it may be one that is misprinted.
    """
    first = next((number for number, (_, name) in enumerate(columns) if name), 0)
    before = _letters_in([token for token, _ in columns[:first] if not token.label.entries])
    return columns[first][1] == form[-1].path[-1] and not any(_are_nearly(before, [cell]) for cell in missing)


def _are_letters_of(missing: Sequence[Cell], columns: Sequence[Column], form: Sequence[Cell]) -> bool:
    """Whether the words that name no column are the letters of those that are missing, the corner's left aside.

    Or those of all columns, with the names that are there: what is left of a name may be another wording of it. Words
    before all columns may stand over the labels of the rows.
    """
    first = 0 if missing else next(number for number, (_, name) in enumerate(columns) if name)
    letters = _letters_in([token for token, name in columns[first:] if not name and not token.label.entries])
    named = "".join(compact(token.cell.text) for token, name in columns if name)
    return _are_nearly(letters, missing) or sorted(letters + named) == _letters(form)


def _letters_in(tokens: Sequence[Token]) -> str:
    """What some words are, the corner's left aside."""
    words = (compact(token.cell.text) for token in tokens)
    return "".join(word for word in words if word not in compact(BALANCE_NOTE.zh))


_MISPRINTED: Final = 2
"""Heads that may be misprinted, and letters in each."""


def _are_nearly(letters: str, missing: Sequence[Cell]) -> bool:
    """Whether some letters are those of the heads that are missing, or of one or two of them with misprints."""
    printed, due = Counter(letters), Counter(_letters(missing))
    differ = max((printed - due).total(), (due - printed).total())
    return printed == due or (bool(letters) and len(missing) <= _MISPRINTED and differ <= _MISPRINTED * len(missing))


def _letters(form: Sequence[Cell]) -> list[str]:
    return sorted("".join(compact(cell.column.zh) for cell in form))


def _named(cell: Cell, like: Token) -> Token:
    """The head of a column that is broken over lines, as the form prints it."""
    return Token(What.LABEL, attrs.evolve(like.cell, text=cell.column.zh), like.line, find(cell.column.zh))


# --- table four ------------------------------------------------------------------------------------------------------


def _of_remedies(columns: Sequence[Column], over: Sequence[Token], line: int) -> Header | None:
    form = rows_by_path(classes("remedies")[0])
    official = tuple(form)
    groups = list(dict.fromkeys(entry.path for token in over for entry in token.label.of(Role.GROUP, "remedies")))
    frames = [number for number, token in enumerate(over) if token.label.of(Role.FRAME, "remedies")]
    firsts = [n for n, token in enumerate(over) if any(e.path == official[0] for e in token.label.of(Role.GROUP))]
    if frames and groups == [official[0]]:
        return None
    turned = bool(frames and firsts) and frames[0] < firsts[0]
    if turned or groups != [path for path in official if path in groups]:
        return _unclear("remedies")
    order = [cell.path[-1] for cell in form[official[0]]]
    named = [column for column in columns if column[1]]
    alone = not groups and len(named) == len(order)  # the columns of one group, whichever it is
    count = 1 if alone else len(groups) or len(official)
    if sorted(name for _, name in named) == sorted(order * count):
        return _of_every_column(named, groups, order, line)
    cells = [cell for path in groups for cell in form[path]]
    letters = sorted("".join(compact(token.cell.text) for token, _ in columns))
    if len(named) < len(cells) and groups == list(official) and letters == _letters(cells):  # a head printed downwards
        (like, _), *_ = columns
        return Header("remedies", _leaves([_named(cell, like) for cell in cells], groups), by_order=True, assumed=True)
    at = [order.index(name) for _, name in named]
    rises = all(later > number or later == 0 for number, later in pairwise((len(order), *at)))
    return None if rises else _unclear("remedies")


def _of_every_column(named: Sequence[Column], groups: Sequence[Path], order: list[str], line: int) -> Header:
    """The header of table four with as many columns of each name as there are groups; unclear if none is in order."""
    size, count = len(order), len(named) // len(order)
    tokens, names = [token for token, _ in named], [name for _, name in named]
    blocks = [named[at : at + size] for at in range(0, len(named), size)]
    if all([name for _, name in block] == order or _is_in_a_line(block, line) for block in blocks):
        return Header("remedies", _leaves(tokens, groups), by_order=True)
    totals_first = names == [order[-1], *order[:-1]] * count
    parts = [len(list(run)) for is_total, run in groupby(names, key=lambda name: name == order[-1]) if not is_total]
    among = any(part % (size - 1) for part in parts)  # a total among the other columns of its group stands there
    if totals_first or among or [name for name in names if name != order[-1]] != order[:-1] * count:
        return _unclear("remedies")
    of_name = {name: iter([token for token, own in named if own == name]) for name in order}
    tokens = [next(of_name[name]) for name in order * count]  # the totals span lines
    return Header("remedies", _leaves(tokens, groups), by_order=True, assumed=True)


def _is_in_a_line(block: Sequence[Column], rows: int) -> bool:
    """Whether the columns of a group stand on one line, each once; not one that rows stand on as well."""
    (line, *more) = {token.line for token, _ in block}
    return not more and line != rows and len({name for _, name in block}) == len(block)
