"""What should stand in the wrong cells of a report, as documents for people tell it."""

from collections.abc import Mapping
from typing import Final

import attrs

from govdisclosure.checking import Result
from govdisclosure.diagnosis import Certainty, Diagnosis, Explanation, diagnose
from govdisclosure.diagnosis.explanation import certainty_of
from govdisclosure.diagnosis.years import unrelated
from govdisclosure.forms.declare import Cell
from govdisclosure.forms.say import CLAUSES, listed, shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Number, Value
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import Tabular, cells_of, values
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import prose
from govdisclosure.render.entry import Entry, Style
from govdisclosure.rules.rule import Outcome


@attrs.frozen
class Proposal:
    """One cell that is wrong by the best explanation: what it holds, and what it should.

    ``proposed`` is None where the number does not follow. Without an explanation the cell is one of a sum that does not
    hold, and nobody knows whether it is the wrong one.
    """

    address: str
    cell: Cell
    printed: Value
    proposed: Number | None = None
    explanation: Explanation | None = None

    def message(self, lang: Lang) -> str:
        """What the cell holds, what it should, and how certain that is, in a sentence."""
        held, proposed = shown(self.printed, lang), self.should_be(lang)
        return prose(_BE.get(lang).format(self.label(lang), held, proposed, self.how_sure(lang)))

    @property
    def sure(self) -> bool:
        """Whether no other explanation fits."""
        return self.explanation is not None and self.explanation.certainty is not Certainty.AMBIGUOUS

    def label(self, lang: Lang) -> str:
        """The official label."""
        return self.cell.label(lang)

    def should_be(self, lang: Lang) -> str:
        """The number or range that is proposed; empty where there is none."""
        if self.explanation is None:
            return ""
        if self.proposed is not None:
            return shown(self.proposed, lang)
        return self.explanation.undetermined[self.address].text(lang)

    def how_sure(self, lang: Lang) -> str:
        """How certain it is, in words; empty where nothing is proposed."""
        return "" if self.explanation is None else certainty_of(self.explanation, lang)


_BE: Final = Text("「{}」现为 {}，应为 {}（{}）", "“{}” holds {}, should be {} ({})")


@attrs.frozen
class Proposals:
    """The wrong cells of a report by address, and the best explanation of each relation that fails, by instance."""

    cells: Mapping[str, Proposal]
    reasons: Mapping[str, Explanation]

    def of(self, instance: str) -> tuple[Proposal, ...]:
        """The cells of the report that the best explanation of a failure changes."""
        best = self.reasons.get(instance)
        return () if best is None else tuple(self.cells[each] for each in best.printed if each in self.cells)

    def told(self, outcome: Outcome, lang: Lang) -> str:
        """The message of an outcome, and behind it what its cells should hold."""
        return listed(
            [outcome.message(lang), *(each.message(lang) for each in self.of(outcome.instance))], lang, CLAUSES
        )

    @property
    def best(self) -> tuple[Explanation, ...]:
        """The best explanation of each component that has one, in their order."""
        return tuple({id(each): each for each in self.reasons.values()}.values())


NONE = Proposals({}, {})


def diagnosed(
    x: Reading | Tabular, result: Result, *, previous: Reading | AnnualReport | None, blank_as_zero: bool
) -> Diagnosis | None:
    """The diagnosis of what some rules found, without the rest; None if no relation of those failed.

    A previous report that cannot be the one before is a finding of its own, and left out here.
    """
    failed = {outcome.instance for outcome in result.findings if outcome.identity is not None}
    if not failed:
        return None
    report = x.report if isinstance(x, Reading) else x
    before = previous.report if isinstance(previous, Reading) else previous
    if before is not None and isinstance(report, AnnualReport) and unrelated(report, before) is not None:
        previous = None
    diagnosis = diagnose(x, previous=previous, blank_as_zero=blank_as_zero)
    about = tuple(each for each in diagnosis.components if not failed.isdisjoint(each.failures))
    return attrs.evolve(diagnosis, components=about)


def diagnosis_of(entry: Entry, style: Style) -> Diagnosis | None:
    """The diagnosis of what the rules found in a source; None if no relation failed, or it was no report."""
    if entry.result is None or entry.data is None or entry.result.verdict is not Verdict.FAILED:
        return None
    looked_at = entry.reading or entry.data
    return diagnosed(looked_at, entry.result, previous=style.previous, blank_as_zero=style.blank_as_zero)


def proposed(entry: Entry, style: Style) -> Proposals:
    """What the best explanations propose for the cells of a source."""
    return NONE if entry.data is None else proposals(diagnosis_of(entry, style), entry.data)


def proposals(diagnosis: Diagnosis | None, x: Tabular) -> Proposals:
    """What the best explanation of each component proposes for the cells of a report or table.

    Failures that one explanation across several components accounts for are not explained a second time.
    """
    if diagnosis is None:
        return NONE
    known, held = cells_of(x), values(x)
    cells: dict[str, Proposal] = {}
    reasons: dict[str, Explanation] = {}
    for component in diagnosis.components:
        if reasons.keys() >= set(component.failures):
            continue
        for best in component.explanations[:1]:
            reasons |= dict.fromkeys(component.failures, best)
            cells |= {
                address: Proposal(address, known[address], printed, best.changes.get(address), best)
                for address, printed in best.printed.items()
                if address in held
            }
        if not component.explanations:
            unexplained = [address for address in diagnosis.sums(component) if address in held and address not in cells]
            cells |= {address: Proposal(address, known[address], held[address]) for address in unexplained}
    return Proposals(cells, reasons)
