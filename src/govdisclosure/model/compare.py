"""Two reports held against each other: cells, what stands beside them, and the text of the sections.

Whoever compares reports (the rule on two reports for one year, the plugin of pytest) does it here.
"""

import datetime
import difflib
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

import attrs

from govdisclosure.display import in_notebook
from govdisclosure.errors import InvalidTypeError, language
from govdisclosure.forms.say import UNITS, as_json, digits, in_quotes, measured, shown
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import EXACT, Gap, Number, Unit, Value, in_ten_thousands
from govdisclosure.model.access import (
    FACTS,
    Fact,
    Tabular,
    cells_of,
    companion,
    edition_of,
    head,
    is_report,
    kept,
    tables,
    unit,
    values,
)
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport, Section
from govdisclosure.plain import paragraphs

# ---------------------------------------------------------------------------------------------------- cells

NO_CELL: Final = Text("表中没有这一格", "no such cell")
_STEP: Final = Text("{label}：{before} → {after}", "{label}: {before} → {after}")
_BY: Final = Text("（{}）", " ({})")


@attrs.frozen(kw_only=True)
class Change:
    """A cell that does not hold the same in both; None where the edition has no such cell.

    ``difference`` is after minus before in ``unit``; None unless both are numbers in known units. ``units`` are those
    of the two values: where they are not the same, amounts are converted to 10,000 yuan before one is taken from the
    other.
    """

    address: str
    before: Value | None
    after: Value | None
    difference: Number | None
    units: tuple[Unit | None, Unit | None]
    label: Text = attrs.field(eq=False, repr=False)

    @property
    def unit(self) -> Unit | None:
        """The unit of the difference; None where there is none."""
        if self.difference is None:
            return None
        return self.units[0] if self.units[0] is self.units[1] else Unit.TEN_THOUSAND_YUAN

    @property
    def was(self) -> Text:
        """What the cell held before, in words."""
        return _in_words(self.before, self.units[0])

    @property
    def now(self) -> Text:
        """What the cell holds after, in words."""
        return _in_words(self.after, self.units[1])

    def message(self, lang: Lang = "zh") -> str:
        """The cell with both values and the difference."""
        language(lang)
        step = _STEP.get(lang).format(label=self.label.get(lang), before=self.was.get(lang), after=self.now.get(lang))
        if self.difference is None or self.unit is None:
            return step
        by = digits(self.difference, "+")
        if self.units[0] is not self.units[1]:
            by = measured(self.difference, self.unit, lang, "+")
        return step + _BY.get(lang).format(by)

    def to_dict(self) -> dict[str, object]:
        """The change as JSON types; null where there is no such cell, no difference or no unit."""
        return {
            "address": self.address,
            "before": as_json(self.before),
            "after": as_json(self.after),
            "difference": as_json(self.difference),
            "units": [each and each.value for each in self.units],
        }


def _in_words(value: Value | None, of: Unit | None) -> Text:
    if value is None or of is None:
        return NO_CELL
    if isinstance(value, Gap):
        return Text(shown(value, "zh"), shown(value, "en"))
    return Text(measured(value, of, "zh"), measured(value, of, "en"))


def changes(before: Tabular, after: Tabular) -> tuple[Change, ...]:
    """The cells of two reports, or of two tables of one name, that do not hold the same, in official order."""
    was, now = values(before), values(after)
    found = (_change(address, before, was.get(address), after, now.get(address)) for address in _both(before, after))
    return tuple(change for change in found if _differs(change))


def _both(before: Tabular, after: Tabular) -> list[str]:
    """Every address of either, table by table."""
    together = list(dict.fromkeys([*cells_of(before), *cells_of(after)]))
    if is_report(before):
        order: list[str] = [table.name for table in tables(before)]
        together.sort(key=lambda address: order.index(address.partition(".")[0]))
    return together


def _differs(change: Change) -> bool:
    """Whether the values are not the same; the same digits in another unit are another amount, unless they are zero."""
    other_unit = change.units[0] is not change.units[1]
    return change.before != change.after or (other_unit and not isinstance(change.before, Gap) and bool(change.before))


def _change(address: str, before: Tabular, was: Value | None, after: Tabular, now: Value | None) -> Change:
    one, other = cells_of(before).get(address), cells_of(after).get(address)
    units = (None if one is None else unit(before, one), None if other is None else unit(after, other))
    cell = other or one
    assert cell is not None
    return Change(
        address=address,
        before=was,
        after=now,
        difference=_difference(was, now, units),
        units=units,
        label=cell.text,
    )


def _difference(before: Value | None, after: Value | None, units: tuple[Unit | None, Unit | None]) -> Number | None:
    if before is None or after is None or units[0] is None or units[1] is None:
        return None
    if units[0] is not units[1] or units[0] is Unit.UNKNOWN:
        before, after = in_ten_thousands(before, units[0]), in_ten_thousands(after, units[1])
    if isinstance(before, Gap) or isinstance(after, Gap):
        return None
    return EXACT.subtract(after, before) if isinstance(after, Decimal) else after - before


# ---------------------------------------------------------------------------------------------------- beside the cells


@attrs.frozen(kw_only=True)
class Particular:
    """What a report says beside its cells and not alike in both, by its name; None where one says nothing.

    Organ, year, period, edition of a table, unit of an amount, handling fee; for each section of text its heading, or
    why there is no section.
    """

    name: str
    before: Fact
    after: Fact
    label: Text = attrs.field(eq=False, repr=False)

    @property
    def was(self) -> Text:
        """What it was before, in words."""
        return Text(_fact_text(self.before, "zh"), _fact_text(self.before, "en"))

    @property
    def now(self) -> Text:
        """What it is after, in words."""
        return Text(_fact_text(self.after, "zh"), _fact_text(self.after, "en"))

    def message(self, lang: Lang = "zh") -> str:
        """What it is, with both values."""
        language(lang)
        before, after = self.was.get(lang), self.now.get(lang)
        return _STEP.get(lang).format(label=self.label.get(lang), before=before, after=after)

    def to_dict(self) -> dict[str, object]:
        """The particular as JSON types."""
        return {"name": self.name, "before": _fact_json(self.before), "after": _fact_json(self.after)}


_NOTHING: Final = Text("没有", "none")


def _fact_text(fact: Fact, lang: Lang) -> str:
    if fact is None:
        return _NOTHING.get(lang)
    if isinstance(fact, str):
        return in_quotes(fact, lang)
    if isinstance(fact, Unit):
        return UNITS[fact].get(lang)
    return fact.isoformat() if isinstance(fact, datetime.date) else shown(fact, lang)


def _fact_json(fact: Fact) -> int | str | None:
    if isinstance(fact, datetime.date):
        return fact.isoformat()
    return fact.value if isinstance(fact, Unit) else fact if isinstance(fact, str) else as_json(fact)


def _particulars(before: Tabular, after: Tabular) -> Iterator[Particular]:
    was, now = _facts(before), _facts(after)
    labels = {**_labels(before), **_labels(after)}
    for name in dict.fromkeys([*was, *now]):
        one, other = was.get(name), now.get(name)
        if one != other:
            yield Particular(name=name, before=one, after=other, label=labels[name])


def _facts(x: Tabular) -> dict[str, Fact]:
    sections = {f"sections.{name}": _heading(section) for name, section in _sections(x).items()}
    return {**head(x), **kept(x), **sections}


def _heading(section: Section | Gap) -> str | Gap:
    return section if isinstance(section, Gap) else section.heading


def _labels(x: Tabular) -> dict[str, Text]:
    editions = {edition_of(x, table): _part(table.title.text, _EDITION) for table in tables(x)}
    units = {companion(cell): _part(cell.text, _UNIT) for cell in cells_of(x).values() if cell.column.companion}
    headings = {f"sections.{name}": _part(title.text, _HEADING) for name, title in TITLES.items()}
    return {**FACTS, **editions, **units, **headings}


def _part(whole: Text, part: Text) -> Text:
    return Text(f"{whole.zh} / {part.zh}", f"{whole.en} / {part.en}")


_EDITION: Final = Text("版次", "edition")
_UNIT: Final = Text("单位", "unit")
_HEADING: Final = Text("标题", "heading")

# ---------------------------------------------------------------------------------------------------- text

_PASSAGE: Final = re.compile("[^。！？；]*[。！？；]+[”’」』）]*|[^。！？；]+")

_WORK: Final = 20_000_000
"""Characters of changed passages held against each other, at most (each with each): a second or two at the worst."""
_EACH: Final = 16
"""What a passage counts for beyond its characters."""


@attrs.frozen(kw_only=True)
class Passage:
    """A sentence, clause or heading of a section; None on the side that does not have it."""

    section: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> Literal["repeated", "changed", "added", "removed"]:
        """What became of it; repeated is word for word, whatever blanks stand in it."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        return "repeated" if _words(self.before) == _words(self.after) else "changed"

    def message(self, lang: Lang = "zh") -> str:
        """The section, what became of the passage, and its words."""
        language(lang)
        before, after = (in_quotes(text or "", lang) for text in (self.before, self.after))
        title = TITLES[self.section].text.get(lang)
        return _KINDS[self.kind].get(lang).format(section=title, before=before, after=after)

    def to_dict(self) -> dict[str, object]:
        """The passage as JSON types."""
        return {"section": self.section, "kind": self.kind, "before": self.before, "after": self.after}


_KINDS: Final = {
    "repeated": Text("{section}：照录：{after}", "{section}: repeated: {after}"),
    "changed": Text("{section}：改动：{before} → {after}", "{section}: changed: {before} → {after}"),
    "added": Text("{section}：新增：{after}", "{section}: added: {after}"),
    "removed": Text("{section}：删去：{before}", "{section}: removed: {before}"),
}


@attrs.frozen(kw_only=True)
class TextComparison:
    """What became of the text of the sections, passage by passage.

    ``passages`` stand in the order of the later text; those that only the earlier one has come last in their section.
    ``rearranged``: passages stand in another order or section, or are divided or spaced otherwise. ``bounded``: so much
    has changed that not every passage was held against every other, so some that were reworded are told as removed and
    added.
    """

    passages: tuple[Passage, ...] = ()
    rearranged: bool = False
    bounded: bool = False

    @property
    def changed(self) -> tuple[Passage, ...]:
        """The passages that are changed, added or removed."""
        return tuple(each for each in self.passages if each.kind != "repeated")

    @property
    def repeated(self) -> tuple[Passage, ...]:
        """The passages that stand in both word for word."""
        return tuple(each for each in self.passages if each.kind == "repeated")

    @property
    def characters(self) -> tuple[int, int]:
        """How many characters of the later text are repeated, and how many it has; blanks and titles do not count."""
        return _size(self.repeated), _size(self.passages)

    @property
    def repeated_share(self) -> float | None:
        """Characters of repeated passages by all characters of the later text; None where it has none."""
        repeated, all_of_them = self.characters
        return repeated / all_of_them if all_of_them else None

    def message(self, lang: Lang = "zh") -> str:
        """How much is repeated, and a line for each passage that is not; empty where neither has a text."""
        language(lang)
        told = [each.message(lang) for each in self.changed]
        if self.repeated_share is not None:
            repeated, of = self.characters
            told.insert(0, _SHARE.get(lang).format(share=self.repeated_share, repeated=repeated, of=of))
        told += [text.get(lang) for text, said in ((_REARRANGED, self.rearranged), (_BOUNDED, self.bounded)) if said]
        return paragraphs("\n".join(told))

    def to_dict(self) -> dict[str, object]:
        """The comparison as JSON types."""
        return {
            "repeated_share": self.repeated_share,
            "rearranged": self.rearranged,
            "bounded": self.bounded,
            "passages": [each.to_dict() for each in self.passages],
        }


_SHARE: Final = Text(
    "文字：后一份 {of} 字中有 {repeated} 字与前一份逐字相同（{share:.1%}，不计空白和各部分标题）",
    "text: {repeated} of the {of} characters of the later one are repeated word for word "
    "({share:.1%}; blanks and section titles left out)",
)
_REARRANGED: Final = Text(
    "文字的次序、所在部分、分段或空白也有不同",
    "passages also stand in another order or section, or are divided or spaced otherwise",
)
_BOUNDED: Final = Text(
    "改动的文字太多，没有逐段配对，有的改动列为删去和新增",
    "too much of the text changed to pair every passage: some that were reworded are told as removed and added",
)


def _words(text: str) -> str:
    return "".join(text.split())


def _size(passages: Iterable[Passage]) -> int:
    return sum(len(_words(each.after or "")) for each in passages)


@attrs.frozen(eq=False)
class _Piece:
    section: str
    text: str
    words: str


def _sections(x: Tabular) -> dict[str, Section | Gap]:
    return attrs.asdict(x.sections, recurse=False) if isinstance(x, AnnualReport) else {}


def _pieces(x: Tabular) -> list[_Piece]:
    """The passages of all sections in their order; the title of a section is the form's and no passage."""
    return [
        _Piece(name, text, words)
        for name, section in _sections(x).items()
        if isinstance(section, Section)
        for line in _lines(section)
        for found in _PASSAGE.findall(line)
        if (text := found.strip()) and (words := _words(text))
    ]


def _lines(section: Section) -> Iterator[str]:
    yield from section.text.splitlines()
    for each in section.subsections:
        yield each.heading
        yield from _lines(each)


def _text(before: Tabular, after: Tabular) -> TextComparison:
    was, now = _pieces(before), _pieces(after)
    repeated = _repeated(was, now)
    found = set(repeated.values())
    gone = [one for one in was if one not in found]
    reworded, bounded = _reworded(gone, [other for other in now if other not in repeated])
    moved = [_stands(one) for one in was if one in found] != [_stands(other) for other in now if other in repeated]
    divided = len(was) == len(now) == len(found) and _bodies(before) != _bodies(after)
    passages = tuple(_passages(gone, now, repeated | reworded))
    return TextComparison(passages=passages, rearranged=moved or divided, bounded=bounded)


def _stands(piece: _Piece) -> tuple[str, str]:
    return piece.section, piece.text


def _bodies(x: Tabular) -> list[object]:
    sections = _sections(x).values()
    return [(each.text, each.subsections) if isinstance(each, Section) else ("", ()) for each in sections]


def _repeated(was: Sequence[_Piece], now: Sequence[_Piece]) -> dict[_Piece, _Piece]:
    """For each passage that stands in both word for word, the earlier one: by look-up, however long the texts are."""
    pool: dict[str, deque[_Piece]] = defaultdict(deque)
    for one in was:
        pool[one.words].append(one)
    return {other: pool[other.words].popleft() for other in now if pool[other.words]}


def _reworded(gone: Sequence[_Piece], new: Sequence[_Piece]) -> tuple[dict[_Piece, _Piece], bool]:
    """For each other passage the one of its section that is most alike, and whether the bound kept some apart.

    difflib is in the standard library, needs no word boundaries (Chinese has none), and rules most pairs out by length
    and letters before it aligns them; but each passage is held against each, so the work is bounded.
    """
    pool: dict[str, list[_Piece]] = defaultdict(list)
    for one in gone:
        pool[one.section].append(one)
    size = {section: sum(map(_weight, pieces)) for section, pieces in pool.items()}
    found: dict[_Piece, _Piece] = {}
    work, bounded = _WORK, False
    for other in new:
        there = pool[other.section]
        cost = _weight(other) * size.get(other.section, 0)
        if cost > work:
            bounded = True
            continue
        work -= cost
        for words in difflib.get_close_matches(other.words, [one.words for one in there], n=1):
            found[other] = one = next(one for one in there if one.words == words)
            there.remove(one)
            size[other.section] -= _weight(one)
    return found, bounded


def _weight(piece: _Piece) -> int:
    return len(piece.words) + _EACH


def _passages(gone: Sequence[_Piece], now: Sequence[_Piece], earlier: Mapping[_Piece, _Piece]) -> Iterator[Passage]:
    found = set(earlier.values())
    for section in TITLES:
        for other in now:
            if other.section == section:
                before = earlier[other].text if other in earlier else None
                yield Passage(section=section, before=before, after=other.text)
        for one in gone:
            if one.section == section and one not in found:
                yield Passage(section=section, before=one.text, after=None)


# ---------------------------------------------------------------------------------------------------- both


@attrs.frozen(kw_only=True)
class Comparison:
    """What is not the same in two reports: ``changes`` of cells, ``particulars`` beside them, and the ``text``.

    ``cells`` is how many cells were held against each other: those of either edition.
    """

    cells: int
    changes: tuple[Change, ...]
    particulars: tuple[Particular, ...]
    text: TextComparison

    _repr_html_ = in_notebook

    @property
    def same(self) -> bool:
        """Whether nothing at all differs."""
        return not (self.changes or self.particulars or self.text.changed or self.text.rearranged)

    def message(self, lang: Lang = "zh") -> str:
        """How many cells differ, a line for each, for each particular, and what became of the text."""
        language(lang)
        headline = _HEADLINE.get(lang).format(cells=self.cells, changes=len(self.changes))
        cells = [each.message(lang) for each in self.changes]
        beside = [each.message(lang) for each in self.particulars]
        return paragraphs("\n".join(filter(None, [headline, *cells, *beside, self.text.message(lang)])))

    def to_dict(self) -> dict[str, object]:
        """The comparison as JSON types."""
        return {
            "cells": self.cells,
            "changes": [each.to_dict() for each in self.changes],
            "particulars": [each.to_dict() for each in self.particulars],
            "text": self.text.to_dict(),
        }


_HEADLINE: Final = Text("{cells} 格中有 {changes} 格不同", "{changes} of {cells} cells differ")


def compare(before: Reading | Tabular, after: Reading | Tabular) -> Comparison:
    """Hold two reports against each other, or two tables of one name: two drafts, or two years of one organ.

    Cells are told apart by their addresses; a cell that one edition does not have is None on that side. What stands
    beside the cells and the text of the sections is compared as well; of a reading its report.
    """
    one, other = _report(before), _report(after)
    if [table.name for table in tables(one)] != [table.name for table in tables(other)]:
        kinds = f"{type(one).__name__}, {type(other).__name__}"
        raise InvalidTypeError(
            f"before and after must be two reports, or two tables of one name (got {kinds})",
            zh=f"before 和 after 须同为报告，或同为一种表（现为 {kinds}）",
        )
    return Comparison(
        cells=len(_both(one, other)),
        changes=changes(one, other),
        particulars=tuple(_particulars(one, other)),
        text=_text(one, other),
    )


def _report(x: Reading | Tabular) -> Tabular:
    return x.report if isinstance(x, Reading) else x
