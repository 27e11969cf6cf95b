"""What a diagnosis gives: components with their explanations, contradictions, and what follows for blanks."""

import functools
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from govdisclosure.diagnosis.explanation import Explanation, consequences, sentence
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.diagnosis.statements import ASSESSMENTS, Assessment, Contradiction, Determined, Range, Step
from govdisclosure.diagnosis.subject import Diagnosed
from govdisclosure.display import in_notebook
from govdisclosure.errors import language
from govdisclosure.forms.demands import demand
from govdisclosure.forms.say import CLAUSES, COLON, filled, in_quotes, listed, shortened, shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.plain import paragraphs
from govdisclosure.unknowns.blanks import Because, Deduction, Fit


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
    assessment: Assessment
    explanations: tuple[Explanation, ...]
    with_blanks: bool = False

    def to_dict(self) -> dict[str, object]:
        """The failures with their explanations as JSON types."""
        return {
            "failures": list(self.failures),
            "assessment": self.assessment.value,
            "with_blanks": self.with_blanks,
            "explanations": [each.to_dict() for each in self.explanations],
        }


@attrs.frozen(eq=False, kw_only=True)
class Unknowns:
    """The parts of a report that hold blanks and can still be right."""

    subject: Diagnosed
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


def _determined(subject: Diagnosed, fit: Fit, cell: int, value: int) -> Determined:
    address = subject.system.cells[cell]
    return Determined(
        address=address,
        value=subject.number(cell, value),
        proof=tuple(_proof(subject, fit, cell, value)),
        label=subject.layout.labels[cell],
    )


def _proof(subject: Diagnosed, fit: Fit, cell: int, value: int) -> Iterator[Step]:
    last = fit.made.get(cell) or Deduction(cell, value, Because.COMBINED, fit.combined(cell))
    needed: set[int] = set()
    waiting = [last]
    while waiting:
        more = fit.premises(waiting.pop()) - needed
        needed |= more
        waiting.extend(fit.made[other] for other in more)
    yield from (_step(subject, deduction) for other, deduction in fit.made.items() if other in needed)
    yield _step(subject, last)


def _step(subject: Diagnosed, deduction: Deduction) -> Step:
    system = subject.system
    return Step(
        address=system.cells[deduction.cell],
        value=subject.number(deduction.cell, deduction.value),
        because=deduction.because,
        instances=tuple(system.identities[at].instance for at in deduction.identities),
        label=subject.layout.labels[deduction.cell],
        names=tuple(system.identities[at].called for at in deduction.identities),
    )


@attrs.frozen(kw_only=True)
class Diagnosis:
    """Which cells may be wrong, what they should hold, and what the identities say of blanks.

    ``components`` are the failures that belong together, in official order; ``assessment`` is that of the worst of
    them. ``contradictions`` are the identities that cannot hold whatever the blanks are. Where something fails, nothing
    is said of the blanks that are tied to it.
    """

    assessment: Assessment
    components: tuple[Component, ...]
    contradictions: tuple[Contradiction, ...]
    unknowns: Unknowns = attrs.field(eq=False, repr=False)

    _repr_html_ = in_notebook

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
        language(lang)
        return paragraphs("\n".join(_lines(self, lang)))

    def to_dict(self) -> dict[str, object]:
        """The whole diagnosis as JSON types."""
        return {
            "assessment": self.assessment.value,
            "components": [component.to_dict() for component in self.components],
            "contradictions": [list(each.instances) for each in self.contradictions],
            "determined": [found.to_dict() for found in self.determined],
            "ranges": {address: found.to_dict() for address, found in self.ranges.items()},
        }


# ---------------------------------------------------------------------------------------------- in words

NAMED: Final = 4
"""Up to so many failures are all named in the text; of more the first ones, and how many there are."""

_SOME: Final = Text("{names} 等 {count} 条", "{names} and others, {count} in all")
_IF_NOT: Final = Text("{failures}，如不是上述失误", "{failures}, if it is not the slip above")
_WHATEVER: Final = Text("（空格无论填什么都不能平衡）", " (whatever the blanks hold)")
_CAN_ONLY_BE: Final = Text("空格{labels}只能是 {value}：{reason}", "blank {labels} can only be {value}: {reason}")
_CAN_BE: Final = Text("空格可以是：{ranges}", "blanks can be: {ranges}")
_OPEN: Final = Text("{count} 个空格可以是任意件数", "{count} blank(s) can be any count")


def _lines(diagnosis: Diagnosis, lang: Lang) -> Iterator[str]:
    """The whole diagnosis, one statement a line; what several statements share is said once."""
    explained: set[str] = set()
    for component in diagnosis.components:
        names = [each.get(lang) for each in diagnosis.unknowns.subject.called(component.failures)]
        yield from _component_lines(component, names, lang, also=explained.issuperset(component.failures))
        explained.update(component.failures)
    if not diagnosis.components:
        yield ASSESSMENTS[diagnosis.assessment].get(lang)
    yield from _determined_lines(diagnosis, lang)
    yield from _range_lines(diagnosis, lang)


def _component_lines(component: Component, names: Sequence[str], lang: Lang, *, also: bool) -> Iterator[str]:
    """What fails, the assessment, and the explanations; ``also`` says that a slip above explains these failures too."""
    failures = _some(names, lang)
    head = filled(_IF_NOT, lang, failures=failures) if also else failures
    blanks = _WHATEVER.get(lang) if component.with_blanks else ""
    yield head + blanks + COLON.get(lang) + ASSESSMENTS[component.assessment].get(lang)
    for at, explanation in enumerate(component.explanations, 1):
        why = explanation.reason.get(lang) if at < len(component.explanations) else ""
        same = set(explanation.repairs) == set(component.failures) and not explanation.leaves
        then = "" if same else consequences(explanation, lang)
        yield f"  {at}. {sentence(explanation, lang, why=why, then=then)}"


def _some(failures: Sequence[str], lang: Lang) -> str:
    if len(failures) <= NAMED:
        return listed(failures, lang, CLAUSES)
    return filled(_SOME, lang, names=listed(failures[: NAMED - 1], lang, CLAUSES), count=str(len(failures)))


def _determined_lines(diagnosis: Diagnosis, lang: Lang) -> Iterator[str]:
    """Every step that gives a blank once, in an order in which each rests on those before it."""
    steps = {step.address: step for found in diagnosis.determined for step in found.proof}
    groups: dict[object, list[Step]] = {}
    for step in steps.values():  # one identity with nothing left gives several blanks at once
        groups.setdefault(step.instances if step.because is Because.NOTHING_LEFT else step.address, []).append(step)
    number = diagnosis.unknowns.subject.system.number
    for same in groups.values():
        shared, names = _in_short(
            [step.label.get(lang) for step in sorted(same, key=lambda step: number[step.address])]
        )
        labels = in_quotes((shared and shared + COLON.get(lang)) + listed(names, lang), lang)
        value = shown(same[0].value, lang)
        yield filled(_CAN_ONLY_BE, lang, labels=labels, value=value, reason=same[0].reason(lang))


def _range_lines(diagnosis: Diagnosis, lang: Lang) -> Iterator[str]:
    """The ranges of blanks, a line for each row; how many blanks the identities leave quite open."""
    label, ranges = diagnosis.unknowns.subject.label, diagnosis.ranges
    limited = [address for address, found in ranges.items() if (found.low, found.high) != (0, None)]
    for _, group in groupby(limited, key=lambda address: address.rpartition(".")[0]):
        row = list(group)
        shared, names = _in_short([label(address).get(lang) for address in row])
        told = listed((f"{name} {ranges[each].text(lang)}" for name, each in zip(names, row, strict=True)), lang)
        before = in_quotes(shared, lang) + Text("", " ").get(lang) if shared else ""
        yield filled(_CAN_BE, lang, ranges=before + told)
    if unlimited := len(ranges) - len(limited):
        yield filled(_OPEN, lang, count=str(unlimited))


def _in_short(labels: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What several labels share, and what is left of each; one label stays whole."""
    return shortened(labels) if len(labels) > 1 else ("", tuple(labels))
