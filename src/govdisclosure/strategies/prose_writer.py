"""Prose for reports: sentences made from skeletons, which agree with given tables or are wrong in one known place.

The skeletons stand in ``prose.toml``, by the number under which they are known; wording, numbers, units and punctuation
vary. Whoever chooses is given: hypothesis, or a generator of random numbers.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from typing import Any, Final, TypeVar

import attrs

from govdisclosure.forms.registry import remembered
from govdisclosure.forms.sections import OTHER_MATTERS, OVERVIEW, PROBLEMS
from govdisclosure.forms.values import Gap, Number, Value
from govdisclosure.model.access import values
from govdisclosure.model.report import AnnualReport, Section, Sections

T = TypeVar("T")

Choose = Callable[[Sequence[Any]], Any]
"""Takes one of several things."""

ABOUT: Final = ("documents", "requests", "outcomes", "cases", "fee")
"""What skeletons are about."""

_SUMS: Final = ("not_disclosed", "unable_to_provide", "not_processed", "other_handling")
_NUMERALS: Final = "零一二三四五六七八九"
_BELOW: Final = 100


@attrs.frozen
class Stated:
    """A figure that a sentence states, and whether its reading is open."""

    what: str
    value: Number
    open: bool = False


@attrs.frozen
class Sentence:
    """A sentence, the number of its skeleton or the letter of its trap, and what it states."""

    text: str
    kind: str
    stated: tuple[Stated, ...] = ()


@attrs.frozen
class Told:
    """A report with prose, and the sentences that it is made of; ``wrong`` names the figure that is not the tables'."""

    report: AnnualReport
    sentences: tuple[Sentence, ...]
    wrong: str = ""


@attrs.frozen
class Skeleton:
    """A sentence with places for numbers, and what the numbers must be for it to be true."""

    number: str
    about: str
    text: str
    zero: tuple[str, ...]
    above: tuple[str, ...]
    same: tuple[tuple[str, str], ...]
    says: tuple[tuple[str, str | int], ...]
    open: frozenset[str]
    when: tuple[tuple[str, int], ...]


@remembered()
def _file() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__ or "").joinpath("prose.toml").read_text(encoding="utf-8"))


@remembered()
def skeletons() -> tuple[Skeleton, ...]:
    """Every skeleton, in the order of the list."""
    return tuple(
        Skeleton(
            str(each["number"]),
            each["about"],
            each["text"],
            tuple(each.get("zero", ())),
            tuple(each.get("above", ())),
            tuple((one, other) for one, other in each.get("same", ())),
            tuple((name, value) for name, value in each.get("says", ())),
            frozenset(each.get("open", ())),
            tuple((name, value) for name, value in each.get("when", ())),
        )
        for each in _file()["skeleton"]
    )


@remembered()
def traps() -> Mapping[str, tuple[str, ...]]:
    """Sentences that state nothing of the tables, by the letter of the trap."""
    return {each["letter"]: tuple(each["texts"]) for each in _file()["trap"]}


# ---------------------------------------------------------------------------------------------------- numbers


def figures(report: AnnualReport) -> dict[str, Value]:
    """What the tables hold by address, with the sums that texts speak of; a gap in a part is a gap in the sum."""
    held: dict[str, Value] = {**values(report), "handling_fee": report.handling_fee}
    for group in _SUMS:
        rows = [each for each in held if each.startswith(f"requests.outcomes.{group}.") and each.endswith(".total")]
        held[f"{group}_total"] = _sum(held, rows)
    held["received_plus_carried_in"] = _sum(held, ["requests.received.total", "requests.carried_over_in.total"])
    paths = ("litigation_direct", "litigation_after_reconsideration")
    held["litigation_total"] = _sum(held, [f"remedies.{path}.total" for path in paths])
    return held


def _sum(held: Mapping[str, Value], parts: Sequence[str]) -> Value:
    found = [held[part] for part in parts]
    gap = next((each for each in found if isinstance(each, Gap)), None)
    return gap if gap is not None else sum((each for each in found if not isinstance(each, Gap)), start=0)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return lead + (_NUMERALS[ones] if ones or not tens else "")


def _written(number: Number, choose: Choose) -> str:
    """A number as offices write it."""
    plain = f"{number:f}" if isinstance(number, Decimal) else str(number)
    if not plain.isdigit():
        return plain
    forms = [plain] * 6
    forms.append(plain.translate({ord("0") + digit: ord("０") + digit for digit in range(10)}))
    forms.append(f" {plain} ")
    if int(plain) < _BELOW:
        forms.append(_numeral(int(plain)))
    if len(plain) > 3:
        forms.append(f"{int(plain):,}")
    return str(choose(forms))


# ---------------------------------------------------------------------------------------------------- sentences

_PLACE: Final = re.compile(r"\{([^{}]{1,120})\}|\[([^\[\]]{0,120})\]|<([^<>]{1,20})>")
_OTHER_MARKS: Final = {"，": ",", "。": "。", "；": ";", "：": ":"}


@attrs.frozen
class Writer:
    """Makes sentences that agree with the figures of one report."""

    held: Mapping[str, Value]
    year: int
    choose: Choose
    wrong: str = ""
    """The figure to be stated one too high."""

    def name(self, short: str) -> str:
        """The address or the name of a sum behind a short name."""
        return str(_file()["names"].get(short, short))

    def value(self, short: str) -> Number | None:
        """What a name holds; of names with plus signs the sum; None where there is no number."""
        found = [self.held.get(self.name(each)) for each in short.split("+")]
        if any(each is None or isinstance(each, Gap) for each in found):
            return None
        return sum((each for each in found if each is not None and not isinstance(each, Gap)), start=0)

    def fits(self, skeleton: Skeleton) -> bool:
        """Whether the sentence would be true."""
        named = {match[1] for match in _PLACE.finditer(skeleton.text) if match[1]} - {"n", "year", "last", "next"}
        said = {name for name, _ in skeleton.says}
        if any(self.value(each) is None for each in named | said):
            return False
        return (
            all(self.value(each) == 0 for each in skeleton.zero)
            and all((self.value(each) or 0) > 0 for each in skeleton.above)
            and all(self.value(one) == self.value(other) for one, other in skeleton.same)
            and all(self.value(name) == wanted for name, wanted in skeleton.when)
        )

    def sentence(self, skeleton: Skeleton) -> Sentence:
        """The sentence, with what it states."""
        stated: list[Stated] = []
        text = self._filled(skeleton.text, skeleton, stated)
        for name, value in skeleton.says:
            number = value if isinstance(value, int) else self.value(value)
            assert number is not None
            stated.append(Stated(self.name(name), number))
        return Sentence(self._marked(text), skeleton.number, tuple(stated))

    def trap(self, letter: str) -> Sentence:
        """A sentence that states nothing of the tables."""
        text = str(self.choose(traps()[letter]))
        return Sentence(self._marked(self._filled(text, None, [])), letter)

    def _filled(self, text: str, skeleton: Skeleton | None, stated: list[Stated]) -> str:
        def part(match: re.Match[str]) -> str:
            place, options, listed = match.groups()
            if options is not None:
                return self._filled(str(self.choose(options.split("|"))), skeleton, stated)
            if listed is not None:
                return self._filled(str(self.choose(_file()["lists"][listed])), skeleton, stated)
            return self._number(place, skeleton, stated)

        return _PLACE.sub(part, text)

    def _number(self, place: str, skeleton: Skeleton | None, stated: list[Stated]) -> str:
        years = {"year": self.year, "last": self.year - 1, "next": self.year + 1}
        if place in years:
            return str(years[place])
        if place == "n":
            return str(self.choose(range(1, 1000)))
        number = self.value(place)
        assert number is not None
        assert skeleton is not None
        if "+" not in place:
            name = self.name(place)
            number += name == self.wrong
            stated.append(Stated(name, number, place in skeleton.open))
        return _written(number, self.choose)

    def _marked(self, text: str) -> str:
        """The sentence with the marks of another keyboard, now and then."""
        if self.choose(range(6)):
            return text
        return "".join(_OTHER_MARKS.get(char, char) for char in text)


def told(report: AnnualReport, choose: Choose, *, wrong: bool = False) -> Told:
    """The report with sections one, five and six that agree with its tables, but for one figure if ``wrong``."""
    year = report.year if isinstance(report.year, int) else 2023
    writer = Writer(figures(report), year, choose)
    chosen = [each for about in ABOUT if (each := _skeleton(writer, about)) is not None]
    mistaken = _mistaken(writer, chosen, choose) if wrong else ""
    writer = attrs.evolve(writer, wrong=mistaken)
    sentences = {each.about: writer.sentence(each) for each in chosen}
    noise = [writer.trap(str(choose([*traps()]))) for _ in range(choose(range(2, 7)))]
    return Told(_with_text(report, sentences, noise), (*sentences.values(), *noise), mistaken)


def _skeleton(writer: Writer, about: str) -> Skeleton | None:
    fitting = [each for each in skeletons() if each.about == about and writer.fits(each)]
    return writer.choose(fitting) if fitting else None


def _mistaken(writer: Writer, chosen: Sequence[Skeleton], choose: Choose) -> str:
    """A figure that the sentences state once, with one reading."""
    names = [writer.name(name) for each in chosen for name in _stated_once(each)]
    alone = [name for name in names if names.count(name) == 1]
    return str(choose(alone)) if alone else ""


def _stated_once(skeleton: Skeleton) -> Iterator[str]:
    if skeleton.open or skeleton.says or skeleton.when:
        return
    for match in _PLACE.finditer(skeleton.text):
        if match[1] and "+" not in match[1] and match[1] not in ("n", "year", "last", "next"):
            yield match[1]


def _with_text(report: AnnualReport, sentences: Mapping[str, Sentence], noise: Sequence[Sentence]) -> AnnualReport:
    """The report with its sentences under the headings that offices use; what states nothing stands among them."""
    part = len(noise) // 2
    first = "".join(each.text for each in (sentences.get("documents"), *noise[:part]) if each is not None)
    asked = "".join(
        each.text for name in ("requests", "outcomes", "cases") if (each := sentences.get(name)) is not None
    )
    last = "".join(each.text for each in noise[part:])
    overview = Section(
        heading=OVERVIEW.zh,
        subsections=(
            Section(heading="（一）主动公开", text=first),
            Section(heading="（二）依申请公开", text=asked),
            Section(heading="（三）平台建设和监督保障", text=last),
        ),
    )
    fee = sentences.get("fee")
    return attrs.evolve(
        report,
        sections=Sections(
            overview=overview,
            problems=Section(heading=PROBLEMS.zh, text="公开的时效仍需提高，将逐项改进。"),
            other_matters=Section(
                heading=OTHER_MATTERS.zh, text=fee.text if fee is not None else "没有其他需要报告的情况。"
            ),
        ),
    )
