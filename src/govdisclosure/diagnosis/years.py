"""How other reports join in: last year's closing figures, and the reports that add up to this one.

The identities between reports are those that the rules judge; nothing is declared here. Figures of other reports are
references that cannot be wrong, with one exception: if last year's table three contradicts itself, its cells and
identities are joined as suspects like any other.
"""

from collections.abc import Collection, Iterable
from typing import Final

import attrs

from govdisclosure.checking import check
from govdisclosure.forms.identities import Identity
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Value, zeroable
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import identities, values
from govdisclosure.model.aggregate import plain_name
from govdisclosure.model.report import AnnualReport
from govdisclosure.rules.rule import Outcome, Severity
from govdisclosure.rules.years import YEAR_RULES

_NO_CELLS: FrozenMap[str, Value] = FrozenMap()

_BINDING = tuple(rule for rule in YEAR_RULES if rule.severity is Severity.ERROR)
"""The rules between years whose identities must hold; what is only plausible proves nothing."""


@attrs.frozen(kw_only=True)
class Joined:
    """Identities beside those of the report at hand, and the cells of other reports that they speak of.

    ``held`` are the values of those cells, ``fixed`` the ones that cannot be wrong, ``between`` the instances that tie
    two years together.
    """

    identities: tuple[Identity, ...] = ()
    held: FrozenMap[str, Value] = _NO_CELLS
    fixed: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()

    def and_(self, other: "Joined") -> "Joined":
        """Both together."""
        return Joined(
            identities=self.identities + other.identities,
            held=FrozenMap({**self.held, **other.held}),
            fixed=self.fixed | other.fixed,
            between=self.between | other.between,
        )

    def without(self, instances: Collection[str]) -> "Joined":
        """The same without some identities; the cells that others still speak of are taken as right."""
        kept = tuple(each for each in self.identities if each.instance not in instances)
        used = {name for identity in kept for name in identity.addresses}
        return Joined(
            identities=kept,
            held=FrozenMap({name: value for name, value in self.held.items() if name in used}),
            fixed=frozenset(self.held).intersection(used),
            between=self.between.difference(instances),
        )


NOTHING = Joined()


def linked(
    outcomes: Iterable[Outcome], *, blank_as_zero: bool = False
) -> tuple[tuple[Identity, ...], FrozenMap[str, Value]]:
    """The identities between reports that outcomes judged, and the figures of the other reports in them.

    Of the result of `govdisclosure.check_rollup`, or of ``check(..., previous=...)``, this is what `diagnose` takes as
    ``identities`` and ``references``. An identity over a figure that is not known is left out; under ``blank_as_zero``
    a printed blank or placeholder is known, as it is to `diagnose`.
    """
    found: list[Identity] = []
    held: dict[str, Value] = {}
    for outcome in outcomes:
        others = [addend for addend in outcome.addends if addend.report]
        known = all(not isinstance(each.value, Gap) or (blank_as_zero and zeroable(each.value)) for each in others)
        if outcome.identity is not None and others and known:
            found.append(outcome.identity)
            held.update((f"{addend.report}:{addend.address}", addend.value) for addend in others)
    return tuple(found), FrozenMap(held)


_ONE_NAME: Final = Text(
    "机关改名的，请先统一名称：attrs.evolve(previous, organ=x.organ)",
    "if the organ was renamed, give both one name: attrs.evolve(previous, organ=x.organ)",
)


def unrelated(
    x: AnnualReport, previous: AnnualReport, *, called: str = "previous", renamed: Text = _ONE_NAME
) -> Text | None:
    """Why a report is not the one before ``x``: it is another organ's, or of another year; None if it can be.

    ``called`` is what the user calls it, and ``renamed`` what to do if the organ has another name only.
    """
    was, now = previous.organ.name, x.organ.name
    if isinstance(was, str) and isinstance(now, str) and plain_name(was) != plain_name(now):
        return Text(
            f"{called} 是“{was}”的报告，不是“{now}”的；{renamed.zh}",
            f"{called} is the report of “{was}”, not of “{now}”; {renamed.en}",
        )
    if isinstance(previous.year, int) and isinstance(x.year, int) and x.year - previous.year != 1:
        return Text(
            f"{called} 是 {previous.year} 年度的报告，不是 {x.year} 年度的上一年度",
            f"{called} is the report for {previous.year}, which is not the year before {x.year}",
        )
    return None


def carried_over(x: AnnualReport, previous: AnnualReport, *, blank_as_zero: bool) -> Joined:
    """What last year's report must agree with, its figures taken as right."""
    outcomes = check(x, rules=_BINDING, previous=previous, blank_as_zero=blank_as_zero).outcomes
    found, held = linked(outcomes, blank_as_zero=blank_as_zero)
    return Joined(
        identities=found,
        held=held,
        fixed=frozenset(held),
        between=frozenset(identity.instance for identity in found),
    )


def suspected(carried: Joined, previous: AnnualReport) -> Joined:
    """The same with last year's table three, none of it taken as right."""
    label = next(iter(carried.held)).partition(":")[0]
    found = tuple(_labelled(each, label) for each in identities(previous) if speaks_of_requests(each))
    held = {f"{label}:{address}": value for address, value in values(previous).items()}
    used = {name for identity in found for name in identity.addresses}
    return Joined(
        identities=carried.identities + found,
        held=FrozenMap({name: value for name, value in held.items() if name in used}),
        between=carried.between,
    )


def speaks_of_requests(identity: Identity) -> bool:
    """Whether an identity is one of table three."""
    return identity.addresses[0].startswith("requests.")


def _labelled(identity: Identity, label: str) -> Identity:
    return attrs.evolve(
        identity,
        instance=identity.instance.replace("@", f"@{label}."),
        left=tuple(attrs.evolve(term, report=label) for term in identity.left),
        right=tuple(attrs.evolve(term, report=label) for term in identity.right),
    )
