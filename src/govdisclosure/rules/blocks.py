"""What several rules are made of: the tables of a subject with their rows, and outcomes over many cells at once."""

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from govdisclosure.forms.declare import Cell, Kind, Nature, cells
from govdisclosure.forms.editions import AnyTable
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.say import joined, shown
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import is_report
from govdisclosure.model.place import Place
from govdisclosure.rules.rule import NO_DETAILS, NO_PLACES, NOTHING, Detail, Outcome, Rule, Subject

Look = Callable[[Rule, Subject], Iterator[Outcome]]

Details = dict[str, Detail]
"""What fills the places of a sentence."""

_SHOWN = 3
"""How many cells a sentence names before it only counts the rest."""


@attrs.frozen
class FormRow:
    """A row of a table: its address, its label, and the addresses of its cells."""

    path: str
    label: Text
    addresses: tuple[str, ...]
    cells: tuple[Cell, ...]

    def of(self, *natures: Nature, moves: int | None = None) -> tuple[str, ...]:
        """The addresses of the columns of these natures; only of those that move the stock this way, where asked."""
        return tuple(
            address
            for address, cell in zip(self.addresses, self.cells, strict=True)
            if cell.nature in natures and moves in (None, cell.column.moves)
        )


@attrs.frozen(eq=False)
class Layout:
    """A table as rules walk it: addresses as the subject has them (with the name of the table in a report).

    There is one object for each table class and prefix, so that it can be a key.
    """

    table: type[AnyTable]
    prefix: str
    cells: tuple[Cell, ...]

    @functools.cached_property
    def addresses(self) -> tuple[str, ...]:
        """Every cell, in official order."""
        return tuple(self.prefix + cell.address for cell in self.cells)

    @functools.cached_property
    def amounts(self) -> tuple[str, ...]:
        """Every cell that cannot be negative: all but changes of a stock."""
        return tuple(self.prefix + cell.address for cell in self.cells if cell.kind is not Kind.CHANGE)

    @functools.cached_property
    def rows(self) -> tuple[FormRow, ...]:
        """The rows, in official order."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.address.rpartition(".")[0], []).append(cell)
        return tuple(
            FormRow(
                self.prefix + path,
                _row_label(cells[0]),
                tuple(self.prefix + cell.address for cell in cells),
                tuple(cells),
            )
            for path, cells in found.items()
        )

    @functools.cached_property
    def name(self) -> str:
        """The table's part of every address and instance."""
        return self.table.name

    @functools.cached_property
    def title(self) -> Text:
        """The heading of the table as the form prints it."""
        return self.table.title.text


def _row_label(cell: Cell) -> Text:
    parts = (*cell.groups, cell.row.text)
    return Text(" / ".join(part.zh for part in parts), " / ".join(part.en for part in parts))


@remembered()
def layouts_of(classes: tuple[type[AnyTable], ...], *, prefixed: bool) -> tuple[Layout, ...]:
    """The tables of these classes; ``prefixed`` for addresses of a report."""
    return tuple(Layout(table, f"{table.name}." if prefixed else "", cells(table)) for table in classes)


def layouts(subject: Subject) -> tuple[Layout, ...]:
    """The tables of the subject, in official order."""
    return layouts_of(subject.shape, prefixed=is_report(subject.data))


def layout(subject: Subject, name: str) -> Layout | None:
    """The table of this name; None if the subject is another table alone."""
    return next((each for each in layouts(subject) if each.name == name), None)


@attrs.frozen
class PerTable:
    """A look that judges each table of the subject. A value, so that its rule can be sent to another process."""

    judge: Callable[[Rule, Subject, Layout], Outcome]

    def __call__(self, rule: Rule, subject: Subject) -> Iterator[Outcome]:
        """One outcome a table."""
        for each in layouts(subject):
            yield self.judge(rule, subject, each)


def instance(rule: Rule, subject: Subject, at: str) -> str:
    """Code and place; where several reports are compared, the label of the report comes first."""
    if subject.label:
        at = f"{subject.label}.{at}" if at else subject.label
    return f"{rule.code}@{at}" if at else rule.code


def labelled(subject: Subject, on: Text) -> Text:
    """What an outcome speaks of, with the label of the report before it, where there is one."""
    if not subject.label:
        return on
    return Text(f"{subject.label} {on.zh}".strip(), f"{subject.label} {on.en}".strip())


def names(subject: Subject, addresses: Sequence[str]) -> tuple[str, ...]:
    """The addresses as outcomes give them: with the label of the report, where there is one."""
    return tuple(map(subject.name, addresses)) if subject.label else tuple(addresses)


def outcome(
    rule: Rule,
    subject: Subject,
    verdict: Verdict,
    *,
    at: str = "",
    on: Text = NOTHING,
    addresses: Sequence[str] = (),
    reason: str = "",
    details: Mapping[str, Detail] | None = None,
) -> Outcome:
    """An outcome over some cells of the subject, where nothing is added up."""
    addresses = tuple(addresses)
    return Outcome(
        rule=rule,
        instance=instance(rule, subject, at),
        verdict=verdict,
        subject=labelled(subject, on),
        addresses=names(subject, addresses),
        values=subject.take(addresses),
        reason=reason,
        details=NO_DETAILS if details is None else details,
        document=subject.places,
    )


def together(*subjects: Subject) -> FrozenMap[str, Place]:
    """Where the cells of several reports stand in their documents."""
    read = [subject.places for subject in subjects if subject.reading is not None]
    return FrozenMap(itertools.chain.from_iterable(each.items() for each in read)) if read else NO_PLACES


def over_gaps(passed: Outcome, subject: Subject, cells: Sequence[str], reason: str = "") -> Outcome:
    """What a passed outcome becomes if some of these cells hold no number, under the policy for blanks.

    ``reason`` names the sentence to use where it is not evaluated.
    """
    gaps = [address for address in cells if address in subject.gaps] if subject.gaps else []
    if not gaps:
        return passed
    zeroed = [address for address in gaps if address in subject.blanks]
    hard = [address for address in gaps if address not in subject.blanks]
    left = hard if subject.blank_as_zero else gaps
    return attrs.evolve(
        passed,
        verdict=Verdict.NOT_EVALUATED if left else Verdict.PASSED,
        reason=reason if left else passed.reason,
        gaps=names(subject, left),
        zeroed=names(subject, zeroed) if subject.blank_as_zero else (),
        if_blank_zero=Verdict.NOT_EVALUATED if hard else Verdict.PASSED,
    )


def with_zero(found: Outcome, subject: Subject, judge: Callable[[Subject], Outcome]) -> Outcome:
    """The outcome with what the same judgement says where blanks are zero, for a rule that a zero can break."""
    if not found.gaps or subject.blank_as_zero:
        return found
    return attrs.evolve(found, if_blank_zero=judge(subject.with_zeros).verdict)


def failed(rule: Rule, subject: Subject, wrong: Sequence[str], at: str, on: Text, **details: Detail) -> Outcome:
    """A failed outcome that names the cells which offend and counts them."""
    told: dict[str, Detail] = {"count": len(wrong), "cells": cells_text(subject, wrong)}
    return outcome(rule, subject, Verdict.FAILED, at=at, on=on, addresses=wrong, details=told | details)


def cells_text(subject: Subject, addresses: Sequence[str]) -> Text:
    """The labels of some cells with what they hold, as a sentence names them."""
    named = [_cell_text(subject, address) for address in addresses[:_SHOWN]]
    return joined(named, of=len(addresses))


def _cell_text(subject: Subject, address: str) -> Text:
    value = subject.values[address]
    place = subject.place(address)
    printed = place.text if place is not None and value is Gap.UNREADABLE else ""
    cell = subject.cells[address]
    zh, en = cell.label("zh"), cell.label("en")
    if value is Gap.ABSENT:
        return Text(zh, en)
    return Text(f"{zh} {printed or shown(value, 'zh')}", f"{en} {printed or shown(value, 'en')}")
