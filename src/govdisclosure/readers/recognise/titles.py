"""Organ, year and period: what the title says, what the preface says, and whether they agree."""

import datetime
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.forms.values import Gap
from govdisclosure.model.notices import YEAR_DOUBTFUL, YEAR_INFERRED, YEAR_MISSING, Notice
from govdisclosure.model.place import NOWHERE, Place
from govdisclosure.model.report import Period
from govdisclosure.readers.grid import Paragraph
from govdisclosure.readers.labels import without_invisible

_TITLE: Final = re.compile(
    r"(?:政府|政务)?(?:信息公开|政务公开)"
    r"(?P<tail>(?>工作|情况|的|总结|自查|贯彻|执行|实施|(?:19|20)[0-9]{2}|年|度)*+(?:报告|告年度报))"
    r"(?P<after>[(\[〔【](?:19|20)[0-9]{2}年?度?[)\]〕】])?"
)
_YEARLY: Final = re.compile(
    r"(?:政府|政务)?(?:信息公开|政务公开)"
    r"(?P<tail>(?>工作|情况|的|(?:19|20)[0-9]{2}|年度|年(?!报))*+年报)"
    r"(?>(?P<after>[(\[〔【]?(?:19|20)[0-9]{2}(?![0-9])年?度?[)\]〕】]?))?+(?=$|[》”\"』」(]|-(?![0-9]))"
)
"""The short word for such a report; columns of sites are called so as well."""
_STEPS: Final = re.compile(r"[>»/](?>(?:正文|详情|内容)$)?+")
"""What stands between the links of a trail, and after it."""
_SPACED: Final = re.compile(r"\s(?:政府|政务)?(?:信息|政务)公开\S{0,20}年报\s")
"""A column between spaces, as in a trail."""
_NO_NAME: Final = re.compile(r"公开|报告|年报|首页|网站|门户|栏目|附件|链接|相关|[上下]一|查看|阅读|发布")
"""What is in no name of an organ, but in what stands around a report."""
_PROSE: Final = re.compile(
    r"根据(?!地)|按照|依据|依照|遵照|参照|要求|点击|查看|详见|参见|现将|特将|兹将|现就|[现特]公布|(?<!机构)编制(?!委|办)|编写|撰写"
)
"""What is before the name of a report in a sentence, and in no title."""
_ON: Final = re.compile(r",[\u4e00-\u9fff]")
"""What is after it there."""
YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
"""A year in figures, and the same with the words behind it."""
YEAR_WORDS: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])(?:年度|年|度)?")
_HAN_YEAR: Final = re.compile(r"二[〇○零0Oo][一二三四五六七八九〇○零0Oo]{2}(?=年)")
_HAN_DIGITS: Final = str.maketrans("一二三四五六七八九〇○零Oo", "12345678900000")
_BREAKS: Final = re.compile(r"[>»|_]|—{1,2}|首页|当前位置")
_NO_TITLE: Final = re.compile(r"[。；;!?？]|通知|印发|格式|目录$|指南|解读")
_NOT_ORGAN: Final = re.compile(
    r"^(?:关于|标题|名称|信息名称|题名)[:：]?|^(?:索引号|文号|编号)[:：]?[0-9A-Za-z/-]*|关于$|的$|开展$|^(?:政务|信息|政府信息)公开$|年度?$"
    r"|^公布(?!时间|日期|单位)|^[我本](?:[局委办厅院校省市县区镇乡]|单位|机关|部门|街道)$"
    r"|[\s《》“”\"'、,，:：()\[\]【】〔〕.·#*-]"
)
_ORGAN_END: Final = re.compile(
    r"(?:政府|局|委|委员会|办|办公室|厅|院|中心|街道|处|部|社|队|站|所|会|室|校|学校|集团|公司|园|区|部门|馆|署|行|台)$"
)

_COLUMN: Final = re.compile(r"信息公开(?:工作)?(?:年报|年度报告|指南|目录|制度|专栏|栏目|平台)(?=.)")
"""The part of a site in which a report stands: no name of an organ has it, nor what is before it."""
_FURNITURE: Final = "浏览|字体|字号|索引|文号|来源|日期|发布|首页|打印"
_NOISE: Final = re.compile(rf"(?<!第)(?<![0-9])[0-9]|{_FURNITURE}|\ufffd")
"""What stands before a title where a page has lost its line breaks, and in no name of an organ."""
_OFFICE_END: Final = re.compile(
    r"(?:政府|局|委|委员会|办|办公室|厅|院|中心|街道|处|部|社|队|站|所|会|室|校|学校|集团|公司|部门|馆|署|台)$"
)
"""How the name of an organ ends that is no place."""
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[省市县区州盟旗镇乡]|街道|自治)")
_FRAGMENT: Final = re.compile(
    r"(?!.*(?:首页|公开|信息|报告|年报|网站|导航|栏目|索引|打印|下载|标题|日期|来源))[\u4e00-\u9fff0-9]{1,30}"
)
"""What may be the beginning of a title, not of a page."""
_MID_YEAR: Final = re.compile(r"[0-9]{0,3}年|度")
_MID_PLACE: Final = re.compile(r"[省市县区州盟旗镇乡]|街道|道(?![县真孚])|自治|治[州县区]|人民政府|政府")
_SHORT_NAME: Final = 4

_PLACES: Final = re.compile(r"[\u4e00-\u9fff]{1,12}(?:[省市县区州盟旗镇乡]|街道)")
_CUT_END: Final = re.compile(r"(?<![省市县区州盟旗镇乡党工])委$|(?>街道)?+办$")
_ENDS: Final = {"委": "委员会", "办": "办公室", "街道办": "街道办事处"}
"""How names of organs are cut short."""

_LONGEST_TITLE: Final = 90
_LONGEST_ORGAN: Final = 30
_LINES_OF_TITLE: Final = 4
_END: Final = "报"
"""What the last line of a title holds; no other character becomes it in compatibility form."""


@attrs.frozen
class Title:
    """A line that is the title of an annual report: the organ and the years it names.

    ``before`` is a word or two on the line before it that may be its beginning.
    """

    text: str
    organ: str
    years: tuple[int, ...]
    place: Place = NOWHERE
    before: str = ""

    @property
    def year(self) -> int | None:
        """The one year that the title names."""
        return self.years[0] if len(self.years) == 1 else None


def squeezed(text: str) -> str:
    """The text in compatibility form, without white space and invisible characters, years in figures."""
    plain = without_invisible("".join(unicodedata.normalize("NFKC", text).split()))
    return _HAN_YEAR.sub(lambda year: year[0].translate(_HAN_DIGITS), plain.replace("二0", "二〇"))


@functools.lru_cache(maxsize=512)
def title_in(text: str) -> Title | None:
    """The title that a line is, or that stands at the end of a trail of links."""
    if "公" not in text or _END not in text or len(text) > 4 * _LONGEST_TITLE:
        return None
    plain = squeezed(text)
    found = (title for part in reversed(_BREAKS.split(plain)) if (title := _title_of(part, text)))
    title = next(found, None)
    return title if title and title.organ else _yearly(plain, text) or title


def _title_of(part: str, text: str) -> Title | None:
    """The title that a part of a text is."""
    match = _TITLE.search(part)
    if match is None or len(part) > _LONGEST_TITLE or _NO_TITLE.search(part):
        return None
    start = 0
    if not _organ(part[: match.start()]) and (later := _TITLE.search(part, match.end())):
        start, match = match.end(), later  # the first one is the name of the part of the site
    before = part[start : match.start()]
    return None if _PROSE.search(before) or _ON.match(part, match.end()) else _named(before, match, text)


def _named(before: str, match: re.Match[str], text: str) -> Title:
    """The title that consists of what is before a match, and of that."""
    before += shared_end(before, match)
    years = sorted({int(year) for year in YEAR.findall(before + match["tail"] + (match["after"] or ""))})
    return Title(text.strip(), _organ(before), tuple(years))


def shared_end(before: str, match: re.Match[str]) -> str:
    """The end of the name of an organ that the name of its report begins with, and prints only once."""
    return "政府" if before.endswith("人民") and match[0].startswith("政府") else ""


def _yearly(plain: str, text: str) -> Title | None:
    """The title with the short word for a report: only one that names organ and year, at the end of a trail of links.

    Columns of sites have the same name.
    """
    last = [step for step in _STEPS.split(plain) if step][-1:]
    for part in reversed(_BREAKS.split("".join(last))):
        match = _YEARLY.search(part)
        if match is None or len(part) > _LONGEST_TITLE or _NO_TITLE.search(part):
            continue
        before = part[: match.start()]
        title = _named(before, match, text)
        column = match["after"] and _SPACED.search(text)
        if title.years and title.organ and not (column or _PROSE.search(before) or _NO_NAME.search(title.organ)):
            return title
    return None


def _organ(before: str) -> str:
    columns = [column.end() for column in _COLUMN.finditer(before)]
    organ = YEAR_WORDS.sub("", before[columns[-1] if columns else 0 :])
    while (shorter := _NOT_ORGAN.sub("", organ)) != organ:
        organ = shorter
    return organ if len(organ) > 1 and not _NOISE.search(organ) else ""


def may_be_one_report(one: Title | None, other: Title | None) -> bool:
    """Whether two titles may be of one report: no two organs or years are named; one may leave them out."""
    if one is None or other is None:
        return True
    same_year = one.years == other.years or not one.years or not other.years
    return same_year and may_be_one_organ(one.organ, other.organ)


def may_be_one_organ(organ: str, other: str) -> bool:
    """Whether two names may be of one organ: one leaves out the place before the name, or the end of it."""
    return organ.endswith(other) or other.endswith(organ) or organ.startswith(other) or other.startswith(organ)


def titles(lines: Sequence[Paragraph]) -> Iterator[tuple[int, Title]]:
    """The titles among some lines, each with the number of its first line; a title may be broken over several lines."""
    ends = [number for number, line in enumerate(lines) if _END in line.text]
    starts = {end - before for end in ends for before in range(_LINES_OF_TITLE)}
    number = 0
    while number < len(lines):
        width, title = _title_at(lines, number) if number in starts else (0, None)
        if title is not None:
            yield number, attrs.evolve(title, place=lines[number].place, before=_before(lines, number, title.organ))
        number += max(1, width)


def _before(lines: Sequence[Paragraph], number: int, organ: str) -> str:
    """Words before a title that may be its beginning: a few, or a place a line or two before one that lacks it."""
    if not number or _is_sheet_name(lines[number - 1]):
        return ""
    words = squeezed(lines[number - 1].text)
    if (len(words) < _SHORT_NAME and _FRAGMENT.fullmatch(words)) or (
        _PLACE.fullmatch(words) and not _PLACE.match(organ)
    ):
        return words
    above = [squeezed(line.text) for line in reversed(lines[max(0, number - _LINES_OF_TITLE) : number])]
    named = (text for text in above if _FRAGMENT.fullmatch(text) and _PLACE.match(text))
    places = (text for text in named if not _ORGAN_END.search(text))
    return next(places, "") if _MID_PLACE.match(organ) else ""


def _is_sheet_name(line: Paragraph) -> bool:
    return bool(line.place.sheet) and line.place.row is None


def _title_at(lines: Sequence[Paragraph], start: int) -> tuple[int, Title | None]:
    text = ""
    for width in range(1, _LINES_OF_TITLE + 1):
        piece = lines[start + width - 1 : start + width]
        if not piece or len(piece[0].text) > _LONGEST_TITLE:
            break
        if width > 1 and (
            re.search(_FURNITURE, text)
            or _NO_TITLE.search(piece[0].text)
            or not _goes_on(text, lines[start + width - 2], piece[0])
        ):
            break
        text += piece[0].text
        title = title_in(text) if width == 1 or _may_go_on(text, piece[0].text) else None
        if title:
            return width, title
    return 0, None


def _goes_on(before: str, last: Paragraph, line: Paragraph) -> bool:
    """Whether a line goes on with the title that other lines began; one of its own does only where it cannot begin."""
    if _is_sheet_name(last):
        return False
    alone = title_in(line.text)
    words, rest = squeezed(before), squeezed(line.text)
    if alone is None:
        return not (_OFFICE_END.search(words) and _PLACE.match(rest))
    if not _FRAGMENT.fullmatch(words):
        return False
    name = YEAR_WORDS.sub("", _TITLE.split(rest, maxsplit=1)[0])
    if _MID_YEAR.match(rest) or (YEAR_WORDS.fullmatch(words) and not alone.years):
        return True
    if not name:
        return bool(_ORGAN_END.search(YEAR_WORDS.sub("", words)))
    if len(name) < _SHORT_NAME or _MID_PLACE.match(name):
        return True
    return bool(_PLACE.match(words)) and not name.startswith(words) and not _OFFICE_END.search(words)


def _may_go_on(text: str, last: str) -> bool:
    """Whether a broken title may end with a line: its own end stands there, and nothing of another one before it."""
    return _END in last and len(text) <= _LONGEST_TITLE


def fuller(title: Title, others: Sequence[Title]) -> str:
    """The organ of a title, as another title names it where that puts the place before it or writes out its end.

    Not where several others do so and name other places.
    """
    longer = sorted((each.organ for each in others if _is_fuller(each.organ, title.organ)), key=len)
    one = all(_ends_like(longer[-1], each) for each in longer)
    return longer[-1] if longer and one else title.organ


def _is_fuller(organ: str, own: str) -> bool:
    """Whether a name is another one with a place before it, or with its last word written out."""
    if not _ends_like(organ, own):
        return False
    place = _in_full(organ).removesuffix(_in_full(own))
    return bool(_PLACES.fullmatch(place) or _PLACES.fullmatch(place + own[0])) if place else len(organ) > len(own)


def _ends_like(organ: str, end: str) -> bool:
    """Whether a name ends with another one, whichever of them has its last word cut short."""
    return bool(end) and _in_full(organ).endswith(_in_full(end))


def _in_full(organ: str) -> str:
    """A name with its last word written out, and a government always called the same."""
    return _CUT_END.sub(lambda end: _ENDS[end[0]], organ).replace("人民政府", "政府")


def title_of(lines: Sequence[Paragraph], stored: str) -> tuple[Title | None, tuple[Title, ...]]:
    """The title of a report of which ``lines`` come first, and every other one that might be meant.

    A line marked up as heading counts for more than others, and of those the last: links to the reports of other years
    stand before it. What the format itself stores as title counts if the lines have none.
    """
    found = list(titles(lines))
    marked = [title for number, title in found if lines[number].heading]
    ranked = marked or [title for _, title in found]
    outside = title_in(stored) if stored else None
    chosen = ranked[-1] if ranked else outside
    if chosen is None:
        return None, ()
    chosen = _completed(chosen, lines, [number for number, title in found if title is chosen])
    rest = [title for title in (*ranked, *((outside,) if outside else ())) if title is not chosen]
    return chosen, tuple(rest)


def _completed(title: Title, lines: Sequence[Paragraph], at: Sequence[int]) -> Title:
    """The title with the organ that stands on a line of its own before it."""
    if title.organ or not at or not at[0]:
        return title
    before = squeezed(lines[at[0] - 1].text)
    organ = _organ(before) if len(before) <= _LONGEST_ORGAN else ""
    if _ORGAN_END.search(organ) and not _NO_TITLE.search(before):
        return attrs.evolve(
            title, organ=organ, years=title.years or tuple(sorted({int(y) for y in YEAR.findall(before)}))
        )
    return title


# --- period ----------------------------------------------------------------------------------------------------------

_DAY: Final = r"((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日"
_LAST_DAY: Final = r"(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日"
_PERIOD: Final = re.compile(rf"(?<![0-9]){_DAY}起?(?:[,，、]|时)?(?:至|到|[-—–~～]+){_LAST_DAY}")
_SPEAKS_OF_PERIOD: Final = re.compile(
    r"统计(?:数据)?的?(?:期|时|限|起止|年度)|数据核定|(?:自|从)[0-9年月日]{4,}起?[,，]?(?:至|到)|期限|截止时间"
)


@attrs.frozen
class Dated:
    """The period that a report states, and the sentence that states one and cannot be read (empty if none)."""

    period: Period | None = None
    doubtful: str = ""


def period_in(lines: Sequence[Paragraph]) -> Dated:
    """The statistical period that some lines state: the one that is a calendar year, or that is called so."""
    found: dict[Period, None] = {}
    broken = ""
    for line in lines:
        if "月" not in line.text or "日" not in line.text:
            continue
        for sentence in re.split("[。；;\n]", squeezed(line.text)):
            periods = [period for match in _PERIOD.finditer(sentence) if (period := _period(match))]
            named = _SPEAKS_OF_PERIOD.search(sentence)
            found.update((period, None) for period in periods if named or _is_year(period))
            if named and not periods and re.search(r"[月日]", sentence) and "统计" in sentence + line.text[:40]:
                broken = broken or sentence
    if len(found) == 1:
        return Dated(next(iter(found)))
    return Dated(None, broken or " / ".join(f"{period.start}-{period.end}" for period in found))


def _period(match: re.Match[str]) -> Period | None:
    numbers = [int(group) if group else None for group in match.groups()]
    try:
        start = datetime.date(numbers[0] or 0, numbers[1] or 0, numbers[2] or 0)
        end = datetime.date(numbers[3] or start.year, numbers[4] or 0, numbers[5] or 0)
    except ValueError:
        return None
    return Period(start, end) if start <= end else None


def _is_year(period: Period) -> bool:
    return (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31) and (
        period.start.year == period.end.year
    )


# --- year ------------------------------------------------------------------------------------------------------------

_NAME_YEAR: Final = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])(?!-[0-9]{2}(?![0-9]))")
_OPENING: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年(?:度)?[,，以来]")


@attrs.frozen
class Dating:
    """The year of a report and the notices about it."""

    year: int | Gap
    notices: tuple[Notice, ...] = ()


def year_of(
    title: Title | None, others: Sequence[Title], dated: Dated, opening: str, name: str, preface: int | None = None
) -> Dating:
    """The reporting year: as the title says; failing that as other titles, period, preface or name of the file say."""
    in_titles = [year for each in (title, *others) if each and (year := each.year)]
    period = dated.period.end.year if dated.period else None
    begins = _OPENING.search(squeezed(opening[:200]))
    evidence = [*in_titles, *([period] if period else []), *([int(begins[1])] if begins else [])]
    told = [year for year in (period, preface) if year]
    if title and len(title.years) > 1:
        return Dating(Gap.UNREADABLE, (Notice(YEAR_DOUBTFUL, ("year",), title.place, title.text),))
    if in_titles:
        if len(set(evidence)) > 1:
            place = title.place if title else None
            return Dating(in_titles[0], (Notice(YEAR_DOUBTFUL, ("year",), place, _listed(evidence)),))
        return Dating(in_titles[0])
    named = sorted({int(year) for year in _NAME_YEAR.findall(name)})
    source = told or (named if len(named) == 1 else [])
    if not source:
        return Dating(Gap.ABSENT, (Notice(YEAR_MISSING, ("year",)),))
    codes = [YEAR_INFERRED, *([YEAR_DOUBTFUL] if len({*evidence, *source}) > 1 else [])]
    notices = tuple(Notice(code, ("year",), None, _listed([*source, *evidence])) for code in codes)
    return Dating(source[0], notices)


def _listed(years: Sequence[int]) -> str:
    return " / ".join(map(str, dict.fromkeys(years)))
