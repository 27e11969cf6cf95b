"""What a diagnosis gives: components with their explanations, contradictions, and what follows for blanks."""

import functools
from collections.abc import Iterator

import attrs

from govdisclosure.diagnosis.blanks import Because, Deduction, Fit
from govdisclosure.diagnosis.explanation import Explanation, Subject
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.diagnosis.statements import Assessment, Contradiction, Determined, Range, Step
from govdisclosure.forms.demands import demand, language
from govdisclosure.forms.text import Lang
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.plain import paragraphs


@attrs.frozen(kw_only=True)
class Component:
    """Failures that belong together, and what explains them, best first.

    ``failures`` are the instances that fail, or that no numbers in the blanks can make hold together; ``with_blanks``
    says whether blanks are among their cells, so that they fail whatever these hold. Identities that share no cell,
    directly or through others, are explained apart: an error in table four has nothing to do with one in table three,
    and no combinations of their explanations are built. One slip along a printed line that accounts for several
    components is a component of its own, before them; it takes their place if it proposes just what they do.
    """

    failures: tuple[str, ...]
    verdict: Assessment
    explanations: tuple[Explanation, ...]
    with_blanks: bool = False


@attrs.frozen(eq=False, kw_only=True)
class Unknowns:
    """The parts of a report that hold blanks and can still be right."""

    subject: Subject
    parts: tuple[Problem, ...]

    @functools.cached_property
    def statements(self) -> tuple[tuple[Determined, ...], FrozenMap[str, Range]]:
        """What follows for the blanks: numbers with their proof, and ranges."""
        determined: list[Determined] = []
        ranges: dict[str, Range] = {}
        for part in self.parts:
            fit = part.fit()
            for cell in sorted(fit.unknown):
                bounds = fit.bounds(cell)
                if bounds.low is not None and bounds.single:
                    determined.append(_determined(self.subject, fit, cell, bounds.low))
                else:
                    ranges[self.subject.system.cells[cell]] = self.subject.range(cell, bounds)
        return tuple(determined), FrozenMap(ranges)


def _determined(subject: Subject, fit: Fit, cell: int, value: int) -> Determined:
    address = subject.system.cells[cell]
    return Determined(
        address=address,
        value=subject.number(cell, value),
        proof=tuple(_proof(subject, fit, cell, value)),
        label=subject.layout.labels[cell],
    )


def _proof(subject: Subject, fit: Fit, cell: int, value: int) -> Iterator[Step]:
    last = fit.made.get(cell) or Deduction(cell, value, Because.COMBINED, fit.combined(cell))
    needed: set[int] = set()
    waiting = [last]
    while waiting:
        more = fit.premises(waiting.pop()) - needed
        needed |= more
        waiting.extend(fit.made[other] for other in more)
    yield from (_step(subject, deduction) for other, deduction in fit.made.items() if other in needed)
    yield _step(subject, last)


def _step(subject: Subject, deduction: Deduction) -> Step:
    system = subject.system
    return Step(
        address=system.cells[deduction.cell],
        value=subject.number(deduction.cell, deduction.value),
        because=deduction.because,
        instances=tuple(system.identities[at].instance for at in deduction.identities),
        label=subject.layout.labels[deduction.cell],
    )


@attrs.frozen(kw_only=True)
class Diagnosis:
    """Which cells may be wrong, what they should hold, and what the identities say of blanks.

    ``components`` are the failures that belong together, in official order; the verdict is that of the worst of them.
    ``contradictions`` are the identities that cannot hold whatever the blanks are. Where something fails, nothing is
    said of the blanks that are tied to it.
    """

    verdict: Assessment
    components: tuple[Component, ...]
    contradictions: tuple[Contradiction, ...]
    unknowns: Unknowns = attrs.field(eq=False, repr=False)

    @functools.cached_property
    def explanations(self) -> tuple[Explanation, ...]:
        """Every explanation: by component in official order, within one by rank."""
        return tuple(each for component in self.components for each in component.explanations)

    @property
    def determined(self) -> tuple[Determined, ...]:
        """The blanks whose number follows from the identities, with the proof."""
        return self.unknowns.statements[0]

    @property
    def ranges(self) -> FrozenMap[str, Range]:
        """The lowest and highest number of every other blank that an identity takes part in."""
        return self.unknowns.statements[1]

    def sums(self, component: Component) -> tuple[str, ...]:
        """The cells that do not hold the sum they should, by the failures of a component; all cells of a balance."""
        demand(component, Component, "component")
        system = self.unknowns.subject.system
        failing = (each for each in system.identities if each.instance in component.failures)
        sides = ((each.right if len(each.right) == 1 else each.terms) for each in failing)
        return tuple(dict.fromkeys(term.name for side in sides for term in side))

    def message(self, lang: Lang = "zh") -> str:
        """The whole diagnosis as lines of text."""
        from govdisclosure.diagnosis.messages import diagnosis_text

        language(lang)
        return paragraphs(diagnosis_text(self, lang))

    def to_dict(self) -> dict[str, object]:
        """The whole diagnosis as JSON types."""
        from govdisclosure.diagnosis.patch import diagnosis_dict

        return diagnosis_dict(self)
