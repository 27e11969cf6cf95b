"""Which rules of the style sheets of a page apply to an element, as the page is walked through.

A selector is a chain of compounds (``table.x > td .y``). Each compound is matched by what an element has: its name and
the names given to it here, all else (attributes, positions among others) by the engine of the parser, once for all
elements. How they follow each other is kept account of on the way down, by the steps of chains that the elements around
and before have taken. That takes time by elements and the selectors that name them, however deep a page is; engines
that look back from each element take far more on a page made for that.
"""

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import attrs

from govdisclosure.readers.limits import Budget
from govdisclosure.readers.web.css import Declared, StyleRule, declarations, unescaped

_STRING: Final = r"""(?:"(?>[^"\\\n]|\\[\s\S])*+"?|'(?>[^'\\\n]|\\[\s\S])*+'?)"""
_PART: Final = re.compile(
    rf"\\[\s\S]|{_STRING}|\[(?>[^\]\"'\\]|{_STRING}|\\[\s\S])*+\]?|\s*[>+~,]\s*|\s+|[()]|[^\s\\\"'\[()>+~,]++"
)
_COMPOUND: Final = re.compile(
    r"(?:\*|((?>[^\\.#:\[*|&]|\\[\s\S])++))?((?>[.#](?>[^\\.#:\[*|&]|\\[\s\S])++)*+)([:\[][\s\S]*)?"
)
_NAME: Final = re.compile(r"[.#](?:[^\\.#]|\\[\s\S])+")
_ODD: Final = re.compile(r"[\\(\[]")
_PLAIN_NAME: Final = re.compile(r"[.#][^\s.#:>+~,*]+")
_DRAWN: Final = re.compile(r"(?:::?(before|after|first-letter|first-line)|::[\w-]+(?:\([^)]*\))?)\Z", re.IGNORECASE)
_MOVED: Final = re.compile(r":(?:hover|active|focus(?:-within|-visible)?|visited|target)(?![\w-])", re.IGNORECASE)
"""What holds only once somebody does something."""
_COUNTING: Final = re.compile(r":(?:nth-|has\(|only-|last-)", re.IGNORECASE)
_BRACKET: Final = re.compile(r"\([^()]*+\)")
_NUMBER: Final = re.compile("[0-9n]")
_SIGN: Final = re.compile("[+-]")
_CHAIN_INSIDE: Final = re.compile(r"\([^()]*[^\s(,>+~][\s>+~]+[^\s),>+~]")
_WEIGHING: Final = re.compile(r"(#)|([.\[]|(?<!:):(?!:|(?:not|is|has|where)\b))")
_NO_WEIGHT: Final = re.compile(rf":where\([^()]*\)|{_STRING}")

_COST: Final = 100
"""What making a selector ready costs, in compounds held against elements."""
_LONGEST: Final = 1_000
"""Characters of a compound; what is longer is not understood."""

Weight = tuple[int, int, int]
Steps = frozenset["Step"]


@attrs.frozen(eq=False)
class Style:
    """What one selector of a rule says, and how much that counts.

    ``drawn`` is "before" or "after" where it is said of a text put there, "first-letter" or "first-line" where of a
    part of the text. It is not ``sure`` where nobody can tell here whether the selector matches.
    """

    weight: Weight
    number: int
    declared: Declared
    important: Declared
    media: int
    drawn: str
    sure: bool


@attrs.frozen(eq=False)
class Step:
    """A compound of a selector, how it follows the one before, and the style that is reached with it."""

    tag: str
    names: frozenset[str]
    elements: frozenset[int] | None
    joint: str
    behind: "Step | None"
    style: Style | None

    def follows(self, place: "Context") -> bool:
        """Whether the elements around or before have taken the step before this one."""
        match self.joint:
            case "":
                return True
            case " ":
                return self.behind in place.above
            case ">":
                return self.behind in place.parent
            case "+":
                return self.behind in place.before
            case _:
                return self.behind in place.earlier


_NONE: Final[Steps] = frozenset()


@attrs.define(eq=False)
class Context:
    """The steps taken by all elements around a place, by the one right around it, and by those before it in that."""

    above: Steps = _NONE
    parent: Steps = _NONE
    before: Steps = _NONE
    earlier: Steps = _NONE

    def enter(self, taken: Steps) -> "Context":
        """The place inside an element that has taken these steps; what follows the element is told of it."""
        self.before = taken
        self.earlier |= taken
        return Context(self.above | taken if taken else self.above, taken)


Find = Callable[[str], frozenset[int]]
"""The elements, by their numbers, that a compound of no name matches; `LookupError` where it is not understood."""


class Sheet:
    """The style sheets of a page, made ready for its elements."""

    def __init__(
        self, rules: Iterable[StyleRule], *, names: Iterable[str], find: Find, quirks: bool, budget: Budget
    ) -> None:
        """Take the rules whose selectors name nothing but ``names``; with ``quirks`` their case does not count."""
        self.chained = False
        """Whether it matters what stands around an element."""
        self._steps: dict[str, list[Step]] = {}
        self._find, self._budget = find, budget
        self._fold = quirks
        self._case: Callable[[str], str] = str.casefold if quirks else str
        self._names = frozenset(map(self._case, names))
        self._found: dict[str, frozenset[int] | None] = {}
        self._known: dict[tuple[str, str | None, str | None], tuple[Step, ...]] = {}
        self._count = 0
        for rule in rules:
            self._add(rule)

    @property
    def tags(self) -> frozenset[str]:
        """The elements of which something may be said though no names are given to them; "" stands for all."""
        return frozenset(key for key in self._steps if key[:1] not in (".", "#"))

    def __bool__(self) -> bool:
        """Whether any rule may apply."""
        return bool(self._steps)

    def steps(self, tag: str, names: str | None, identity: str | None) -> tuple[Step, ...]:
        """The compounds that an element of this name may match, with these names and identity given to it."""
        key = (tag, names, identity)
        found = self._known.get(key)
        if found is None:
            own = frozenset(map(self._case, given(names, identity)))
            named = [step for name in ("", tag, *own) for step in self._steps.get(name, ())]
            self._take(len(named))
            found = self._known[key] = tuple(step for step in named if step.names <= own and step.tag in ("", tag))
        return found

    def matched(self, steps: tuple[Step, ...], element: int, place: Context) -> tuple[tuple[Style, ...], Steps]:
        """The styles of an element at a place, and the steps that it takes."""
        self._take(len(steps) + len(place.above) + len(place.earlier))
        taken = [step for step in steps if step.follows(place) and (step.elements is None or element in step.elements)]
        return tuple(step.style for step in taken if step.style), frozenset(taken)

    def _take(self, work: int) -> None:
        self._budget.take("style_work", work)

    def _add(self, rule: StyleRule) -> None:
        """Add a rule; as nobody reads a rule that has a faulty selector, none of its selectors is sure then."""
        self._take(_COST * (1 + rule.selectors.count(",")))
        if not self._is_of_page(rule.selectors):
            return
        chains = _chains(rule.selectors)
        if not all(chains):
            return
        compounds = [[_compound(text, fold=self._fold) for _, text in chain] for chain in chains]
        present = [
            number
            for number, chain in enumerate(compounds)
            if all(part is None or part.names <= self._names for part in chain) and not _never(chain)
        ]
        if not present:
            return
        sure = all(part is not None and self._knows(part) for number in present for part in compounds[number])
        plain, important = declarations(rule.body)
        for number in present:
            self._count += 1
            parts = compounds[number]
            last = parts[-1]
            style = Style(
                _weight(chains[number]), self._count, plain, important, rule.media, last.drawn if last else "", sure
            )
            self._chain([joint for joint, _ in chains[number]], parts, style)

    def _is_of_page(self, selectors: str) -> bool:
        """Whether any selector may match: most of the rules of a site name nothing that is in a page."""
        if _ODD.search(selectors):
            return True
        return any(self._names.issuperset(map(self._case, _PLAIN_NAME.findall(each))) for each in selectors.split(","))

    def _chain(self, joints: Sequence[str], parts: "Sequence[_Compound | None]", style: Style) -> None:
        behind: Step | None = None
        for number, (joint, part) in enumerate(zip(joints, parts, strict=True)):
            part = part or _ANY
            elements = self._elements(part.rest) if part.rest else None
            end = style if number == len(parts) - 1 else None
            behind = Step(part.tag, part.names, elements, joint, behind, end)
            key = next(iter(sorted(part.names)), part.tag)
            self._steps.setdefault(key, []).append(behind)
        self.chained = self.chained or len(parts) > 1

    def _knows(self, part: "_Compound") -> bool:
        return not part.rest or self._elements(part.rest) is not None

    def _elements(self, rest: str) -> frozenset[int] | None:
        if rest not in self._found:
            try:
                chained = _CHAIN_INSIDE.search(_BRACKET.sub(_unless_formula, rest))
                self._found[rest] = None if chained else self._find(rest)
            except LookupError:
                self._found[rest] = None
        return self._found[rest]


def _unless_formula(bracket: re.Match[str]) -> str:
    """What stands in a bracket as it stands; nothing for a formula, whose sign joins no selectors."""
    number = _NUMBER.search(bracket[0])
    return "" if number and _SIGN.search(bracket[0], number.end()) else bracket[0]


@attrs.frozen
class _Compound:
    """What a compound asks of an element: its name, names given to it, all else as written; ``drawn`` as in `Style`."""

    tag: str
    names: frozenset[str]
    rest: str
    drawn: str


_ANY: Final = _Compound("", frozenset(), "", "")
_OTHER: Final = "other"


def given(names: str | None, identity: str | None) -> list[str]:
    """The names given to an element, as selectors ask for them."""
    return [*(f".{name}" for name in (names or "").split()), *([f"#{identity}"] if identity else [])]


def is_counting(rest: str) -> bool:
    """Whether a compound asks how many elements stand beside or in one, which takes more than a look."""
    return _COUNTING.search(rest) is not None


def _chains(selectors: str) -> list[list[tuple[str, str]]]:
    """The compounds of each selector, each with what joins it to the one before; none where it is not one."""
    chains: list[list[tuple[str, str]]] = [[]]
    joint = compound = ""
    depth = 0
    for part in _PART.findall(selectors.strip()):
        separates = part[0].isspace() or part[0] in ">+~,"
        if depth or not separates:
            depth += (part == "(") - (part == ")")
            compound += part
            continue
        if compound:
            chains[-1].append((joint, compound))
        if part.strip() == ",":
            chains.append([])
        joint = "" if part.strip() == "," else part.strip() or " "
        compound = ""
    if compound:
        chains[-1].append((joint, compound))
    return [chain if chain and not chain[0][0] else [] for chain in chains]


@functools.lru_cache(maxsize=2048)
def _compound(text: str, *, fold: bool) -> _Compound | None:
    """A compound taken apart; None if it is not understood."""
    if len(text) > _LONGEST:
        return None
    drawn = _DRAWN.search(text)
    found = _COMPOUND.fullmatch(text[: drawn.start()] if drawn else text)
    if found is None:
        return None
    names = frozenset(unescaped(name).casefold() if fold else unescaped(name) for name in _NAME.findall(found[2]))
    return _Compound(
        unescaped(found[1] or "").lower(), names, found[3] or "", (drawn[1] or _OTHER).lower() if drawn else ""
    )


def _never(chain: Sequence[_Compound | None]) -> bool:
    """Whether a selector matches nothing that a person sees who only looks at the page, or nothing that is read."""
    return any(part is not None and (part.drawn == _OTHER or _MOVED.search(_outside(part.rest))) for part in chain)


def _outside(rest: str) -> str:
    """What a compound asks but for what stands in brackets: what must not be, among others."""
    before, _, inside = rest.partition("(")
    return before + inside.rpartition(")")[2] if ")" in inside else rest


def _weight(chain: Sequence[tuple[str, str]]) -> Weight:
    identities = classes = tags = 0
    for _, text in chain:
        found = _WEIGHING.findall(_NO_WEIGHT.sub("", text))
        identities += sum(bool(identity) for identity, _ in found)
        classes += sum(bool(other) for _, other in found)
        tags += text[:1].isalpha()
    return identities, classes, tags


def declared(styles: Sequence[Style], inline: tuple[Declared, Declared], usual: Declared, *, media: int) -> Declared:
    """What is declared for an element in one medium, by its rules, its style attribute, and browsers without either."""
    ordered = sorted((style for style in styles if style.media & media), key=lambda style: (style.weight, style.number))
    merged: dict[str, str] = dict(usual)
    for each in (*(style.declared for style in ordered), inline[0], *(style.important for style in ordered), inline[1]):
        merged.update(each)
    return merged


NOTHING: Final[tuple[Declared, Declared]] = ({}, {})
