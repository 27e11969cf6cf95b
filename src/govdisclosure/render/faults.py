"""Faults: findings that one explanation repairs are one fault, and are told once."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from govdisclosure.checking import Result, check
from govdisclosure.diagnosis import Certainty, Diagnosis, Explanation
from govdisclosure.forms.say import shown
from govdisclosure.forms.text import Lang
from govdisclosure.forms.values import Number
from govdisclosure.model.access import Tabular, cells_of, replace
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.render.entry import Entry, Style
from govdisclosure.render.proposals import diagnosed
from govdisclosure.rules.rule import Outcome, Severity

UNEXPLAINED = "*"
"""Put beside a cell whose sum does not hold, where nothing says which number is wrong."""


@attrs.frozen
class Fault:
    """One thing that is wrong: the findings it shows in, and the best explanation where there is one.

    ``totals`` are the cells that do not hold the sums they should, of a relation that nothing explains.
    """

    findings: tuple[Outcome, ...]
    explanation: Explanation | None = None
    totals: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """That of the gravest finding."""
        return min((each.severity for each in self.findings), key=lambda severity: severity.rank)

    @property
    def sure(self) -> bool:
        """Whether there is an explanation, and no other fits."""
        return self.explanation is not None and self.explanation.certainty is not Certainty.AMBIGUOUS

    def marks(self, lang: Lang) -> Iterator[tuple[str, str]]:
        """What to put beside cells: the proposed number, with a question mark where others fit as well."""
        yield from ((address, UNEXPLAINED) for address in self.totals)
        if self.explanation is None:
            return
        doubt = "" if self.sure else "?"
        for address in self.explanation.addresses:
            value = self.explanation.changes.get(address)
            yield address, "→?" if value is None else f"→{shown(value, lang)}{doubt}"


def faults_of(entry: Entry, result: Result, style: Style) -> list[Fault]:
    """What is wrong with a report that was checked as the style says: the gravest first, the surest among these."""
    looked_at = entry.reading or entry.data
    if looked_at is None:
        found = [Fault((each,)) for each in entry.findings]
    else:
        diagnosis = diagnosed(looked_at, result, previous=style.previous, blank_as_zero=style.blank_as_zero)
        found = list(_grouped(looked_at, entry.findings, diagnosis, style))
    return sorted(found, key=lambda fault: (fault.severity.rank, not fault.sure))


def _grouped(
    x: Reading | Tabular, findings: Sequence[Outcome], diagnosis: Diagnosis | None, style: Style
) -> Iterator[Fault]:
    left = {each.instance: each for each in findings}
    for component in () if diagnosis is None else diagnosis.components:
        told = [left.pop(instance) for instance in component.failures if instance in left]
        if not told:
            continue  # a slip over several components has explained it
        if not component.explanations:
            assert diagnosis is not None
            totals = diagnosis.sums(component)
            yield from (Fault((each,), totals=tuple(set(totals) & set(each.addresses))) for each in told)
            continue
        best = component.explanations[0]
        if not best.undetermined:
            x = _mended(x, best)
            still = {each.instance for each in _checked(x, style).findings}
            told += [left.pop(instance) for instance in list(left) if instance not in still]
        yield Fault(tuple(told), best)
    yield from (Fault((each,)) for each in left.values())


def _mended(x: Reading | Tabular, best: Explanation) -> Reading | Tabular:
    """What was looked at with the numbers that an explanation proposes for it."""
    if isinstance(x, Reading):
        return attrs.evolve(x, report=replace(x.report, _own(best, x.report)))
    return replace(x, _own(best, x))


def _own(best: Explanation, data: Tabular) -> Mapping[str, Number]:
    """The changes of an explanation in these tables, and not in last year's."""
    return {address: value for address, value in best.changes.items() if address in cells_of(data)}


def _checked(x: Reading | Tabular, style: Style) -> Result:
    previous = style.previous if isinstance(x, Reading | AnnualReport) else None
    return check(x, rules=style.rules, previous=previous, blank_as_zero=style.blank_as_zero)
