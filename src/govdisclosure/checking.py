"""Checking: every rule looks at a report, and a result says what was found."""

from collections.abc import Iterable, Sequence

import attrs

from govdisclosure.model.access import Tabular, identities, tables
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Outcome, Rule, Severity, Subject, Verdict


@attrs.frozen(kw_only=True)
class Result:
    """What the rules found: an outcome for everything looked at, in official form order.

    ``verdict`` is *failed* if a rule of severity error failed, *passed* only if every identity of the editions at hand
    was evaluated and passed, and *not evaluated* otherwise: what is not known is never a pass.
    """

    outcomes: tuple[Outcome, ...]
    verdict: Verdict

    @property
    def ok(self) -> bool:
        """True only if every identity was evaluated and passed and no rule of severity error failed."""
        return self.verdict is Verdict.PASSED

    @property
    def findings(self) -> tuple[Outcome, ...]:
        """The outcomes that failed."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is Verdict.FAILED)


def result(outcomes: Iterable[Outcome], expected: Iterable[str]) -> Result:
    """The result of ``outcomes``, which passes only if every instance in ``expected`` passed."""
    found = tuple(outcomes)
    if any(o.verdict is Verdict.FAILED and o.rule.severity is Severity.ERROR for o in found):
        return Result(outcomes=found, verdict=Verdict.FAILED)
    passed = {outcome.instance for outcome in found if outcome.verdict is Verdict.PASSED}
    verdict = Verdict.PASSED if passed.issuperset(expected) else Verdict.NOT_EVALUATED
    return Result(outcomes=found, verdict=verdict)


def check(
    x: Reading | Tabular,
    *,
    blank_as_zero: bool = False,
    rules: Sequence[Rule] = RULES,
    previous: Reading | AnnualReport | None = None,
) -> Result:
    """Look at ``x`` with every rule.

    ``x`` is a reading, a report, or one table alone. Under ``blank_as_zero`` a printed blank or placeholder counts as
    zero; what is absent or unreadable never does. ``previous`` is last year's report of the same organ.
    """
    reading = x if isinstance(x, Reading) else None
    data = x.report if isinstance(x, Reading) else x
    tables(data)
    before = previous.report if isinstance(previous, Reading) else previous
    subject = Subject(data=data, reading=reading, previous=before, blank_as_zero=blank_as_zero)
    outcomes = (outcome for rule in rules for outcome in rule.look(rule, subject))
    return result(outcomes, (identity.instance for identity in identities(data)))
