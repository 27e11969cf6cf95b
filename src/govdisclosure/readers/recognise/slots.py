"""The header of a table whose slots are known: its columns by the labels stacked in each slot.

Where spans are lost the slots contradict the labels; then only their order counts (`heads`).
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from govdisclosure.forms.registry import remembered
from govdisclosure.readers.grid import GridCell
from govdisclosure.readers.labels import CORNER, Path, Role, find, near
from govdisclosure.readers.recognise.columns import is_official, under_head
from govdisclosure.readers.recognise.found import Header, Leaf, shared
from govdisclosure.readers.recognise.heads import header_of, is_head
from govdisclosure.readers.recognise.lexer import Token, token_of

_Lines = Sequence[Sequence[Token]]


_Printed = tuple[str, int, int, int]
"""What is printed in a cell, its first slot, how many slots it takes, and its line, counted from that of the first."""


def header_in_slots(tokens: Sequence[Token], table: str) -> Header:
    """The header of a table that the cells of some lines make up: the same one where the same is printed."""
    cells = [(each.text, each.cell.column, each.cell.colspan, each.line - tokens[0].line) for each in tokens]
    return _header(tuple(cells), table)


@remembered(512)
def _header(cells: tuple[_Printed, ...], table: str) -> Header:
    tokens = [token_of(GridCell(text=a, row=line, column=b, colspan=c), line) for a, b, c, line in cells]
    lines = [list(line) for _, line in itertools.groupby(tokens, key=lambda token: token.line)]
    stacks: dict[int, list[Token]] = {}
    for token in tokens:
        for slot in _slots(token):
            stacks.setdefault(slot, []).append(token)
    over = dict(_groups_over(lines))
    if table and _is_garbled(stacks, lines, table, over):
        return _in_official_order(lines, table)
    leaves: list[Leaf] = []
    ends: list[Token] = []
    for first, stop in _runs(stacks):
        leaf, end = _leaf(first, stacks[first], table, over.get(first))
        if ends and ends[-1] is end and leaves[-1].end == first:
            leaves[-1] = attrs.evolve(leaves[-1], end=stop)
        elif leaves and leaves[-1].end == first and ends[-1].line == end.line and _is_copy(leaf, leaves[-1], table):
            leaves[-1] = attrs.evolve(leaves[-1], end=stop, copied=True)
        else:
            leaves.append(attrs.evolve(leaf, end=stop) if stop > leaf.end else leaf)
            ends.append(end)
    return Header(table, tuple(map(shared, leaves)))


def _runs(stacks: Mapping[int, Sequence[Token]]) -> Iterator[tuple[int, int]]:
    """The first slot and the one behind the last of each stretch over which the same cells stand."""
    keys = [(slot, tuple(map(id, stacks[slot]))) for slot in sorted(stacks)]
    first = 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at] != (keys[at - 1][0] + 1, keys[first][1]):
            yield keys[first][0], keys[at - 1][0] + 1
            first = at


def _slots(token: Token) -> range:
    return range(token.cell.column, token.cell.column + token.cell.colspan)


def _leaf(slot: int, stack: Sequence[Token], table: str, group: Path | None) -> tuple[Leaf, Token]:
    """The leaf at a slot and the cell that ends it: the lowest that is not empty."""
    filled = [token for token in stack if token.is_filled] or list(stack[-1:])
    end = filled[-1]
    for first in range(max(0, len(filled) - 3), len(filled)):
        text = "".join(token.text for token in filled[first:])
        if entries := find(text).of(Role.COLUMN, table):
            return Leaf(text, slot, slot + 1, entries, group), end
    corner = any(entry.path == CORNER for token in filled for entry in token.label.entries)
    return Leaf(end.text, slot, slot + 1, (), group, corner), end


def _is_copy(leaf: Leaf, before: Leaf, table: str) -> bool:
    """Whether a label is the one before it again: it names (or misprints) one column, which is there once."""
    if leaf.text != before.text or leaf.group != before.group or leaf.entries != before.entries:
        return False
    names = [entry for entry in leaf.entries if not entry.note] or near(find(leaf.text).body, Role.COLUMN, table)
    return len({entry.path for entry in names}) == 1


def _is_garbled(stacks: dict[int, list[Token]], lines: _Lines, table: str, over: dict[int, Path]) -> bool:
    """Whether the slots of a header contradict its labels, as they do where its spans are lost.

    Columns that have a head over them must stand under that head, if it is printed, and no other column may.
    """
    if table == "remedies":
        named = [slot for slot, stack in stacks.items() if any(token.names(Role.COLUMN, table) for token in stack)]
        return bool(over) and not all(slot in over for slot in named)
    covered = set(_under_heads(lines)) if table == "requests" else set[int]()
    for slot, stack in stacks.items() if covered else ():
        entries = [entry for token in stack for entry in token.label.of(Role.COLUMN, table)]
        names = {entry.path[0] for entry in entries if entry.official or entry.path[0] in under_head()}
        if names and bool(names & under_head()) != (slot in covered):
            return True
    return False


def _under_heads(lines: _Lines) -> Iterator[int]:
    """The slots under the head over some columns of table three; empty cells after it belong to it.

    Not those below the label of a column, which reach down from it.
    """
    named: set[int] = set()
    for line in lines:
        inside = False
        for token in line:
            if token.is_filled or token.cell.column in named:
                inside = is_head(token)
            if inside:
                yield from _slots(token)
        named.update(token.cell.column for token in line if token.names(Role.COLUMN, "requests"))


def _groups_over(lines: _Lines) -> Iterator[tuple[int, Path]]:
    """The group of columns over each slot; empty cells after it belong to it, as they do where spans are lost."""
    for line in lines:
        group: Path | None = None
        for token in line:
            if token.is_filled:
                group = next((entry.path for entry in token.label.of(Role.GROUP, "remedies")), None)
            if group is not None:
                yield from ((slot, group) for slot in _slots(token))


def _in_official_order(lines: _Lines, table: str) -> Header:
    """The header whose slots are no use, if its labels may be those of the form in its order, no others among them."""
    if table == "requests" and any(map(_has_another_column, lines)):
        return Header(table, (), unclear=True)
    header = header_in_order([token for line in lines for token in line], table)
    if header is None or is_official(header, table):
        return Header(table, (), assumed=header is not None and header.assumed)
    return header if header.assumed else Header(table, (), unclear=True)


def _has_another_column(line: Sequence[Token]) -> bool:
    """Whether a line of a header names all the columns under one head, and another among them."""
    names = [{entry.path[0] for entry in token.label.of(Role.COLUMN, "requests")} & under_head() for token in line]
    at = [number for number, found in enumerate(names) if found]
    between = [token for token in line[at[0] : at[-1] + 1] if not token.label.entries] if at else []
    return frozenset[str]().union(*names) == under_head() and any(token.is_word for token in between)


def header_in_order(tokens: Iterable[Token], table: str) -> Header | None:
    """The header that some cells make up, of which only the order counts; a line ends where the slots go back."""
    tokens = list(tokens)
    turns = (after.cell.column <= before.cell.column for before, after in itertools.pairwise(tokens))
    lines = itertools.accumulate(turns, initial=0)
    words = [
        attrs.evolve(token, line=line)
        for line, token in zip(lines, tokens, strict=True)
        if token.label.entries or token.is_word
    ]
    return header_of(words, table)


@remembered(512)
def carried(header: Header) -> Header | None:
    """The header for a later piece of its table that prints none: its columns in order, their slots forgotten.

    What stands around them are heads of columns beside the table.
    """
    if header.unclear:
        return Header(header.table, (), by_order=True, unclear=True)
    numbers = [number for number, leaf in enumerate(header.leaves) if leaf.entries]
    if not numbers:
        return header if header.assumed else None
    if header.by_order:
        return header
    first, last = numbers[0], numbers[-1] + 1
    before = [leaf for leaf in header.leaves[1:first] if not (leaf.blank or leaf.frame)]  # the first is over labels
    after = [leaf for leaf in header.leaves[last:] if not leaf.blank]
    return Header(header.table, (*before, *header.leaves[first:last], *after), by_order=True)
