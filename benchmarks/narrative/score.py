"""Precision and recall, by what is stated and by trap."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import attrs

import govdisclosure as gd
from narrative.passages import Fact, Passage


@attrs.define
class Score:
    """What was read right, what was read and is not so, what was found of what is stated, and what was missed."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of settled mentions that are true; 1 if there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is stated that was found; 1 if nothing is."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


@attrs.define
class Scores:
    """The scores over all, by what is stated, by skeleton or passage, by trap, and what went wrong."""

    total: Score = attrs.field(factory=Score)
    by_what: dict[str, Score] = attrs.field(factory=lambda: defaultdict[str, Score](Score))
    by_name: dict[str, Score] = attrs.field(factory=lambda: defaultdict[str, Score](Score))
    by_trap: dict[str, Score] = attrs.field(factory=lambda: defaultdict[str, Score](Score))
    alone: Counter[str] = attrs.field(factory=Counter[str])
    """Settled mentions in passages that hold only traps, by passage."""
    wrong: list[str] = attrs.field(factory=list[str])

    def add(self, passage: Passage) -> None:
        """Read a passage and compare."""
        mentions = [
            each for each in gd.mentions(passage.text, year=passage.year, organ=passage.organ) if not each.figure
        ]
        for each in mentions:
            if each.settled:
                self._settled(passage, each)
        for fact in passage.facts:
            ok = any(_is(fact, each) for each in mentions)
            for score in self._of(passage, fact.what):
                score.found += ok
                score.missed += not ok
            if not ok:
                self.wrong.append(f"{passage.name} missed {fact.what} {fact.value:g}: {passage.text}")

    def _settled(self, passage: Passage, mention: gd.Mention) -> None:
        right = any(mention.what in (each.what, each.alt) and _same(each, mention) for each in passage.facts)
        if not passage.facts:
            self.alone[passage.name] += 1
        if not right and (mention.what, float(mention.value)) in passage.allowed:
            return
        for score in self._of(passage, mention.what):
            score.right += right
            score.wrong += not right
        if not right:
            self.wrong.append(f"{passage.name} untrue {mention.what} {mention.value} “{mention.quote}”: {passage.text}")

    def _of(self, passage: Passage, what: str) -> tuple[Score, ...]:
        traps = tuple(self.by_trap[trap] for trap in passage.traps)
        return self.total, self.by_what[kind_of(what)], self.by_name[passage.name], *traps


def _same(fact: Fact, mention: gd.Mention) -> bool:
    return float(mention.value) == fact.value and mention.scope == fact.scope


def _is(fact: Fact, mention: gd.Mention) -> bool:
    """Whether a mention tells the fact: settled, or among the readings where the text itself leaves it open."""
    if float(mention.value) != fact.value:
        return False
    if fact.alt:
        return fact.what in mention.readings or fact.alt in mention.readings
    return mention.settled and mention.what == fact.what and mention.scope == fact.scope


def kind_of(what: str) -> str:
    """What a reading is of, in one word or two."""
    table, *rest = what.split(".")
    if table == "requests":
        kind = rest[0] if rest[0] != "outcomes" or rest[1] == "total" else "outcomes: rows"
        return kind if rest[-1] == "total" else "applicants"
    if table == "remedies":
        return f"{rest[0]}: {'total' if rest[-1] == 'total' else 'results'}"
    return rest[0] if table == "proactive" else what


def scored(passages: Iterable[Passage]) -> Scores:
    """The scores of all passages."""
    found = Scores()
    for passage in passages:
        found.add(passage)
    return found


def lines(scores: Mapping[str, Score]) -> list[str]:
    """A table of scores, the worst first."""
    ordered = sorted(scores.items(), key=lambda each: (each[1].precision, each[1].recall, each[0]))
    return [
        f"{name:42} {score.precision:8.2%} {score.recall:8.2%} {score.right + score.wrong:7}"
        f" {score.found + score.missed:7}"
        for name, score in ordered
    ]
