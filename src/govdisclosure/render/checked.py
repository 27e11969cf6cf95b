"""Reports that were checked, each with the one on the year before that it was held against."""

from collections.abc import Iterable

import attrs

from govdisclosure.checking import check
from govdisclosure.forms.demands import demand
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap
from govdisclosure.model.aggregate import plain_name
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.render.entry import Entry

Held = Reading | AnnualReport
Key = tuple[str, int]
"""An organ, by the name that is compared, and a year."""


def report_of(item: Held) -> AnnualReport:
    """The report itself; `InvalidTypeError` for what is neither a reading nor a report."""
    demand(
        item, (Reading, AnnualReport), "readings[...]", Text(" Reading 或 AnnualReport", "a Reading or an AnnualReport")
    )
    return item.report if isinstance(item, Reading) else item


def key_of(report: AnnualReport) -> Key | None:
    """Whose report on which year it is; None if it does not say."""
    name, year = report.organ.name, report.year
    return None if isinstance(name, Gap) or isinstance(year, Gap) else (plain_name(name), year)


class Earlier:
    """Reports on earlier years, by organ and year."""

    def __init__(self, items: Iterable[Held] = ()) -> None:
        self.items = tuple(items)
        self._by_key: dict[Key, list[Held]] = {}
        for item in self.items:
            if (key := key_of(report_of(item))) is not None:
                self._by_key.setdefault(key, []).append(item)

    def of(self, item: Held) -> Held | None:
        """The report of the same organ on the year before; none where several claim to be it."""
        key = key_of(report_of(item))
        found = [] if key is None else self._by_key.get((key[0], key[1] - 1), [])
        return found[0] if len(found) == 1 else None


@attrs.frozen
class Checked:
    """A source with what came of it, and the report on the year before that it was held against."""

    entry: Entry
    previous: Held | None = None
    blank_as_zero: bool = False


def checked(items: Iterable[Held], before: Earlier) -> Iterable[Checked]:
    """Every report checked, as it comes."""
    for item in items:
        reading = item if isinstance(item, Reading) else None
        last = before.of(item)
        yield Checked(
            Entry(
                source="" if reading is None else reading.source,
                reading=reading,
                data=report_of(item),
                result=check(item, previous=last),
            ),
            last,
        )
