"""The sections of a report that are text, and the handling fee that the last one states."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.forms.declare import Kind, Printed
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.values import Gap, Unit
from govdisclosure.model.notices import HEADING_RENUMBERED, HEADING_VARIANT, SECTION_MISSING, Notice
from govdisclosure.model.report import Section, Sections
from govdisclosure.readers.grid import Paragraph
from govdisclosure.readers.labels import UNITS, Role, compact, find, last_letters, normal, split_ordinal
from govdisclosure.readers.numbers import parse

_CHINESE_ORDINAL: Final = re.compile("[一二三四五六七八九十]{1,2}")
_SUBTITLE: Final = re.compile(r"\s*(?:[(（]\s*[一二三四五六七八九十]{1,2}\s*[)）]|[㈠-㈩])\s*(?P<rest>.*)", re.DOTALL)
_NUMBERED: Final = re.compile(r"\s*[0-9]{1,2}\s*[.、．]\s*(?P<rest>[^0-9\s].*)", re.DOTALL)
_LONGEST_HEADING: Final = 45
_LONGEST_SUBTITLE: Final = 30


@remembered()
def _titles() -> dict[str, Printed]:
    """Every title of a section, by the name of the table or section."""
    return {**{table.name: table.title for table in table_classes()}, **TITLES}


def title_of_line(text: str) -> str:
    """The name of the table or section whose title a line is; empty if it is none.

    A variant counts only with a main ordinal before it, since the same words name subsections.
    """
    return _title_of_short(text) if len(text) <= _LONGEST_HEADING and _may_be_title(text) else ""


def _may_be_title(text: str) -> bool:
    """Whether a line ends like a title, as far as its last character tells without a closer look; most do not."""
    last = text[-1:]
    return not "\u4e00" <= last <= "\u9fff" or last in last_letters(Role.TITLE) or last in UNITS


@remembered(8192)
def _title_of_short(text: str) -> str:
    label = find(text)
    entries = label.of(Role.TITLE) if label.entries else ()
    if not entries or label.mark.startswith("("):
        return ""
    name = entries[0].path[0] if entries[0].path else entries[0].table
    official = compact(split_ordinal(_titles()[name].zh)[1])
    if label.body == official or _CHINESE_ORDINAL.fullmatch(label.mark):
        return name
    return ""


def _looks_like(text: str, *, first: bool) -> str:
    """The section that a heading of unknown wording is likely to be: by its main ordinal and the words of its title.

    ``first`` says that no section has begun yet: the first of all is the first one, whatever it is called.
    """
    mark, rest = split_ordinal(text)
    if len(rest) > _LONGEST_HEADING or "。" in rest.rstrip("。") or not _CHINESE_ORDINAL.fullmatch(mark):
        return ""
    for number, (name, title) in enumerate(TITLES.items()):
        own, official = split_ordinal(title.zh)
        words = set(compact(rest))
        if mark == own and ((first and not number) or len(set(compact(official)) & words) * 2 >= len(words)):
            return name
    return ""


@remembered()
def _in_line() -> re.Pattern[str]:
    """The titles with their ordinals, as they stand where a report has lost its line breaks."""
    wordings = [
        (name, split_ordinal(variant)[1])
        for name, title in _titles().items()
        for variant in (title.zh, *(each.zh for each in title.variants))
    ]
    spaced = {r"\s*+(?:[、,，和及]\s*+)?".join(map(re.escape, compact(text))): name for name, text in wordings}
    ordered = sorted(spaced, key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=\s)|(?<=[。；;|]))[一二三四五六七]\s*+[、.．,，]\s*+(?:{'|'.join(ordered)})")


_TITLE_FIRST: Final = re.compile(r"[^。；]{0,90}?公开[^。；\s]{0,20}报\s?告(?=[\s_])")


def unfolded(line: Paragraph) -> list[Paragraph]:
    """A line cut before and after every section title in it, where it holds several; else the line."""
    title = _TITLE_FIRST.match(line.text)
    if len(line.text) < 200 and title is None:
        return [line]
    cuts = list(_in_line().finditer(line.text))
    if len(cuts) < 2:
        return [line]
    edges = sorted({0, len(line.text), title.end() if title else 0, *(edge for cut in cuts for edge in cut.span())})
    texts = [line.text[start:end].strip() for start, end in itertools.pairwise(edges)]
    return [attrs.evolve(line, text=text, place=attrs.evolve(line.place, text=text)) for text in texts if text]


# --- sections --------------------------------------------------------------------------------------------------------


@attrs.frozen
class Narrative:
    """The sections of text, the lines before the first one, and the notices about them."""

    sections: Sections
    preface: tuple[Paragraph, ...] = ()
    notices: tuple[Notice, ...] = ()


def narrative_of(lines: Sequence[Paragraph | str]) -> Narrative:
    """The sections that the lines of a report make up; lines under the title of a table belong to none.

    In place of a table itself stands its name.
    """
    texts: dict[str, list[Paragraph]] = {}
    headings: dict[str, Paragraph] = {}
    preface: list[Paragraph] = []
    unsure: list[Notice] = []
    current = ""
    for line in lines:
        if isinstance(line, str):
            current = line
            continue
        name = title_of_line(line.text)
        if not name and (guess := _looks_like(line.text, first=not current)) and guess not in headings:
            name = guess
            unsure.append(Notice(HEADING_VARIANT, (f"sections.{guess}",), line.place, line.text))
        if name:
            current = name
            if name not in headings and _is_renumbered(name, line.text):
                unsure.append(Notice(HEADING_RENUMBERED, (), line.place, line.text))
            headings.setdefault(name, line)
        elif current:
            texts.setdefault(current, []).append(line)
        else:
            preface.append(line)
    found = {name: _section(headings[name], texts.get(name, ())) for name in TITLES if name in headings}
    missing = tuple(f"sections.{name}" for name in TITLES if name not in found)
    detail = "；".join(title.zh for name, title in TITLES.items() if name not in found)
    notices = (*unsure, *((Notice(SECTION_MISSING, missing, None, detail),) if missing else ()))
    return Narrative(Sections(**found), tuple(preface), notices)


def _is_renumbered(name: str, text: str) -> bool:
    """Whether the title of a table has another number than on the form; those of text are kept as printed."""
    official, _ = split_ordinal(_titles()[name].zh)
    mark, _ = split_ordinal(text)
    return name not in TITLES and mark not in ("", official)


def _section(heading: Paragraph, lines: Sequence[Paragraph]) -> Section:
    pattern = next((p for p in (_SUBTITLE, _NUMBERED) if any(_subtitle(line.text, p) for line in lines)), _SUBTITLE)
    own: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    for line in lines:
        split = _subtitle(line.text, pattern)
        if split:
            parts.append((split[0], [split[1]] if split[1] else []))
        else:
            (parts[-1][1] if parts else own).append(line.text)
    subsections = tuple(Section(heading=title, text="\n".join(text)) for title, text in parts)
    return Section(heading=heading.text, text="\n".join(own), subsections=subsections)


def _subtitle(text: str, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """The heading of a subsection and the text that follows it in the same line; None if the line begins none."""
    match = pattern.match(text)
    if match is None:
        return None
    rest = match["rest"]
    end = re.search(r"[。：:]", rest)
    if len(rest) <= _LONGEST_SUBTITLE and (end is None or end.end() == len(rest)):
        return text.strip(), ""
    if end is not None and end.start() <= _LONGEST_SUBTITLE and not re.search("[,，]", rest[: end.start()]):
        at = match.start("rest") + end.end()
        return text[:at].strip(), text[at:].strip()
    return None


# --- handling fee ----------------------------------------------------------------------------------------------------

_FEE: Final = "信息(?:公开)?处理费"
_STATES: Final = re.compile(
    r"(?:收取|收到|收缴|产生|征收|收费)[^,，;；。]{0,20}?(?P<amount>[0-9][0-9,，.]*\s*[万亿]?元)"
    rf"|(?:{_FEE}|收费)[^,，;；。0-9]{{0,12}}(?P<other>[0-9][0-9,，.]*\s*[万亿]?元)"
)
_FIGURE: Final = re.compile(r"[0-9][0-9,，.]*+(?P<yuan>\s*+(?:百?万|亿)?元(?!/))?")
"""A figure, whatever follows it, so that no digit is looked at twice."""
_NONE: Final = re.compile(
    r"(?:未|没有|无|不)(?:曾|再)?(?:发生|产生|收取|收到|征收|开展|涉及|存在|向[^,]{1,8}收取)"
    rf"[^,]{{0,14}}?{_FEE}"
    rf"|(?:没有|无)(?:政府)?(?:信息公开)?{_FEE}"
    rf"|{_FEE}[^,0-9]{{0,12}}?(?:零|0)(?:元|件)?(?![0-9.])"
    rf"|{_FEE}[^,]{{0,8}}(?:未|没有)(?:发生|产生|收取|收到|征收|开展)"
)
_NOT_THIS_FEE: Final = re.compile("标准|每|/")
_OTHER_YEAR: Final = re.compile("上年|上一年|去年|同比|退")
_TITLE_OF_RULES: Final = re.compile(
    rf"《[^》]{{0,200}}+》|〈[^〉]{{0,200}}+〉|\([^)]{{0,100}}号\)|{_FEE}(?:管理|收费|收取)(?:办法|标准|规定|制度)"
)


@attrs.frozen
class Fee:
    """The handling fee in yuan, and the sentence that mentions one but cannot be read."""

    amount: Decimal | Gap
    doubtful: str = ""


def handling_fee(sections: Sections) -> Fee:
    """The information handling fee that section six states; absent if it does not mention one."""
    section = sections.other_matters
    if isinstance(section, Gap):
        return Fee(Gap.ABSENT)
    sentences = [sentence for text in _texts(section) for sentence in re.split("[。；;\n]", normal(text))]
    spoken = {text: clean for text in sentences if _mentions(text) and (clean := _TITLE_OF_RULES.sub("", text))}
    if not spoken:
        return Fee(Gap.ABSENT)
    readings = {_amount(sentence) for sentence in spoken.values()} - {None}
    amounts = {reading for reading in readings if isinstance(reading, Decimal)}
    if len(readings) == 1 and amounts:
        return Fee(amounts.pop())
    if not readings and not any(
        _mentions(sentence) or re.search("[0-9]元|费", sentence) for sentence in spoken.values()
    ):
        return Fee(Gap.ABSENT)
    return Fee(Gap.UNREADABLE, " ".join(spoken))


def _mentions(sentence: str) -> bool:
    return re.search(_FEE, sentence) is not None


def _texts(section: Section) -> Iterator[str]:
    yield section.text
    for part in section.subsections:
        yield f"{part.heading}\n{part.text}"


def _amount(sentence: str) -> Decimal | Gap | None:
    """The one amount that a sentence states; a gap if it states several or none that is plain; None if it is silent."""
    printed = [figure for figure in _FIGURE.finditer(sentence) if figure["yuan"]]
    if not printed:
        return Decimal(0) if _NONE.search(sentence) else (Gap.UNREADABLE if _mentions(sentence) else None)
    stated = list(_STATES.finditer(sentence))
    if len(printed) != 1 or len(stated) != 1 or _OTHER_YEAR.search(sentence) or _NOT_THIS_FEE.search(stated[0][0]):
        return Gap.UNREADABLE
    value = parse(stated[0]["amount"] or stated[0]["other"], Kind.MONEY, Unit.YUAN).value
    return value if isinstance(value, Decimal) else Gap.UNREADABLE
