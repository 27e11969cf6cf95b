"""What is diagnosed, as its explanations speak of it: cells with their labels, numbers of the form, and places."""

import functools
from collections.abc import Mapping, Sequence
from decimal import Decimal

import attrs

from govdisclosure.diagnosis.layout import Layout
from govdisclosure.diagnosis.statements import Range
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import MONEY_PLACES, Number
from govdisclosure.model.access import Tabular, cells_of, unknown
from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.whereabouts import whereabouts
from govdisclosure.unknowns.blanks import Bounds
from govdisclosure.unknowns.system import System


@attrs.frozen(eq=False, kw_only=True)
class Diagnosed:
    """What is diagnosed: the data, the reading it came from, and the compiled identities with their layout."""

    data: Tabular
    reading: Reading | None
    system: System
    layout: Layout
    money: frozenset[int]

    def number(self, cell: int, value: int) -> Number:
        """A plain integer of a search as a number of the form."""
        return Decimal(value) / 10**MONEY_PLACES if cell in self.money else value

    def range(self, cell: int, bounds: Bounds) -> Range:
        """Bounds in plain integers as numbers of the form."""
        low, high = bounds.low, bounds.high
        return Range(None if low is None else self.number(cell, low), None if high is None else self.number(cell, high))

    def called(self, instances: Sequence[str]) -> tuple[Text, ...]:
        """What a person calls these identities."""
        return tuple(self._names[each] for each in instances)

    @functools.cached_property
    def _names(self) -> Mapping[str, Text]:
        return {each.instance: each.called for each in self.system.identities}

    def place(self, address: str) -> Place | None:
        """Where the cell stands in the document, if it was read from one."""
        if self.reading is None or address not in cells_of(self.data):
            return None
        return self.reading.where(address)

    def where(self, address: str) -> Text:
        """Where the cell stands, as people say it; empty if that is not known."""
        if self.reading is None:
            return Text("", "")
        return Text(whereabouts(self.reading, [address], "zh"), whereabouts(self.reading, [address], "en"))

    def label(self, address: str) -> Text:
        """The official label of a cell."""
        number = self.system.number
        if not isinstance(address, str) or address not in number:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise unknown(address, tuple(number))
        return self.layout.labels[number[address]]
