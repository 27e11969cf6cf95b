"""A text taken apart: words by kind, numbers with their units in every script, years, scope, brackets, punctuation."""

import re
from bisect import bisect_right
from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

import attrs

from govdisclosure.forms.registry import remembered
from govdisclosure.forms.values import Number
from govdisclosure.narrative.words import trie, words

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {ord("．"): ".", ord("〇"): "零"}
_WIDE: Final = re.compile("[０-９．〇]")
_RUN: Final = re.compile("[^ \t\r\f\v\u00a0\u2002\u2003\u2009\u3000\u200b\ufeff]+")
_ASCII: Final = frozenset("0123456789")
_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}

_COUNTED: Final = (
    "件次|件|宗|份(?!额)|起(?!草)|例(?!如)|封|条(?!例|款)|次(?!年|日)|项|个(?!百分点|工作日|月|部分|方面|小时)"
    "|部(?!分|门|署|委)|桩"
)
_OTHERWISE: Final = r"人次|人|名|家|位|期|篇|场|批|户|辆|字|页|万字|公里|小时|类|幅|张|本|台|套|盘"
_NO_COUNT: Final = r"号|个?工作日|日|天|个月|周|分钟|时|层|楼|室|岁|个部分|个方面|部分|%以上"
_END: Final = r"(?=[,，;；。、.)）（(和及\n]|$)"
_MARKS: Final = {
    "逗": ",，", "分": ";；", "句": "。!?！？", "段": "\n", "冒": ":：", "顿": "、", "开": "(（﹙【[", "合": ")）﹚】]",
}  # fmt: skip
_PUNCTUATION: Final = {mark: kind for kind, marks in _MARKS.items() for mark in marks}
_CHINESE: Final = "零一二两三四五六七八九十百千万亿廿"
_FIRST: Final = "0123456789第百《“全在各下所我本局厅委办市县区省州旗镇乡机管约近超逾不"
"""Characters that what is no word begins with."""
_REGION: Final = (
    "全(?:市|县|区|省|州|旗|盟|系统|域|国)(?:各级|各|所有)?(?:行政机关|单位|部门|行政单位|政府部门)?(?:共)?"
    "|本系统|各级(?:行政机关|各部门|部门|政府)?|我(?:市|县|区|省|州|旗)"
)
_ORGAN: Final = (
    "(?:本|我)(?:机关|局|办|馆|街道|镇|乡|级|部门|单位|委|厅|院|中心|府|队|所|站|校|会|公司|社)(?!不掌握|未掌握)"
    "|(?:局|厅|委|办|市|县|区|省)(?:政府)?(?:机关|本级)|机关本级|全(?:镇|乡|街道|局|厅|委|院|校|馆)|本级"
)
_GOVERNMENT: Final = (
    "各(?:地|县|区|市|镇|乡)(?:行政机关|各部门|部门|政府)?|各(?:部门|单位|科室|股室)|(?:下属|所属)(?:单位|机构)?"
    "|(?:市|县|区|省|州|旗|镇|乡)(?:人民)?政府(?:本级|办公厅|办公室|办(?!理|结|公|件))?(?:及其?办公[室厅])?|管委会(?:本级)?"
)


class Token(NamedTuple):
    """A piece of the text: its kind, where it stands, and what it is worth."""

    kind: str
    start: int
    end: int
    value: "Number | str" = ""
    unit: str = ""
    doubtful: bool = False
    inner: "tuple[Token, ...]" = ()


@remembered()
def _lexer() -> "re.Pattern[str]":
    """One pattern for every kind of piece; what begins like none of them is taken in one run."""
    known = words()
    starts = {word[0] for word in known} | set(_PUNCTUATION) | set(_CHINESE + _FIRST)
    first = re.escape("".join(sorted(starts)))
    number = r"[0-9]{1,3}(?:,[0-9]{3}){1,3}(?![0-9])|[0-9]{1,12}"
    return re.compile(
        f"(?P<unknown>[^{first}]+)"
        r"|(?P<title>《[^》\n]{0,60}》|“[^”\n]{0,60}”(?<!三安全一稳定”))"
        rf"|(?P<region>{_REGION})|(?P<government>{_GOVERNMENT})|(?P<organ>{_ORGAN})"
        rf"|(?P<word>{trie(known)})"
        r"|(?P<date>(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日)"
        r"|(?P<month>(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}(?:[-—至][0-9]{1,2})?月(?:份|底|末)?)"
        r"|(?P<year>(?:19|20)[0-9]{2}年(?:度|末|底)?)"
        rf"|(?P<ordinal>第[0-9{_CHINESE}]{{1,8}}个?)"
        rf"|(?P<rate>(?:{number})(?:\.[0-9]{{1,6}})?(?:%|％|‰|个百分点|倍)|百分之[{_CHINESE}点]{{1,8}})"
        rf"|(?P<inert>(?:{number})(?:{_NO_COUNT}))"
        r"|(?P<about>约|近|超过|逾|不足|超|大约)"
        rf"|(?P<number>{number})(?P<part>\.[0-9]{{1,6}})?(?P<scale>[万亿]?)(?P<more>[余多]?)"
        rf"(?:(?P<unit>{_COUNTED}|元)|(?P<other>{_OTHERWISE})|(?P<bare>{_END}))?"
        rf"|(?P<chinese>[{_CHINESE}]{{1,12}})(?P<more2>[余多]?)(?:(?P<unit2>{_COUNTED}|元)|(?P<other2>{_OTHERWISE}))(?!是)"
        r"|(?P<nil>零)"
        rf"|(?P<mark>[{re.escape(''.join(_PUNCTUATION))}])"
        r"|(?P<rest>.)",
        re.DOTALL,
    )


def chinese(text: str) -> int | None:
    """A Chinese numeral; None if it is not one."""
    total = section = digit = 0
    for char in text.replace("廿", "二十"):
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _PLACES:
            section += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
    return total + section + digit


@attrs.frozen
class Source:
    """A text without blanks: where each run between two of them stands, here and in the text as given.

    ``apart`` are the places where a blank was taken out of the middle of a number.
    """

    text: str
    here: tuple[int, ...]
    there: tuple[int, ...]
    apart: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Source":
        """The text with digits of one width, and without blanks."""
        if _WIDE.search(text):
            text = text.translate(_FULL_WIDTH)
        runs = list(_RUN.finditer(text))
        here, length = list[int](), 0
        for run in runs:
            here.append(length)
            length += run.end() - run.start()
        ends = zip(runs, runs[1:], here[1:], strict=False)
        apart = [at for run, following, at in ends if run[0][-1] in _ASCII and following[0][0] in _ASCII]
        return cls("".join([run[0] for run in runs]), tuple(here), tuple([run.start() for run in runs]), tuple(apart))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of it stands in the text as given."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        run = bisect_right(self.here, at) - 1
        return at - self.here[run] + self.there[run]


def tokens(source: Source, start: int = 0, end: int | None = None) -> list[Token]:
    """The pieces of a text, or of a part of it, in order; pieces of no known kind that follow each other are one."""
    text, known = source.text, words()
    found: list[Token] = []
    unknown, last = -1, 0
    for match in _lexer().finditer(text, start, len(text) if end is None else end):
        group = match.lastgroup or ""
        token: Token | None = None
        if group == "word":
            kind, value = known[match[0]]
            token = Token(kind, match.start(), match.end(), value)
        elif group == "mark":
            token = Token(_PUNCTUATION[match[0]], match.start(), match.end())
        elif group in _MADE:
            token = _MADE[group](match, source.apart)
        if token is None:
            unknown = match.start() if unknown < 0 else unknown
            last = match.end()
            continue
        if unknown >= 0:
            found.append(Token("他", unknown, last, text[unknown:last]))
            unknown = -1
        found.append(token)
    if unknown >= 0:
        found.append(Token("他", unknown, last, text[unknown:last]))
    return found


def _date(match: "re.Match[str]", apart: tuple[int, ...]) -> Token:
    return Token("日", match.start(), match.end())


def _year(match: "re.Match[str]", apart: tuple[int, ...]) -> Token:
    return Token("年", match.start(), match.end(), match[0][:4])


def _plain(kind: str) -> "Callable[[re.Match[str], tuple[int, ...]], Token]":
    return lambda match, apart: Token(kind, match.start(), match.end(), match[0])


def _number(match: "re.Match[str]", apart: tuple[int, ...]) -> Token | None:
    doubtful = bool(match["more"]) or bisect_right(apart, match.end() - 1) > bisect_right(apart, match.start())
    digits = match["number"].replace(",", "")
    value: Number = Decimal(digits + match["part"]) if match["part"] else int(digits)
    if match["scale"]:
        value *= _LARGE[match["scale"]]
        doubtful = doubtful or match["unit"] != "元" or match["scale"] == "亿"
    unit = "" if match["bare"] is not None else match["unit"]
    return _measured(match, value, unit, match["other"], doubtful=doubtful)


def _numeral(match: "re.Match[str]", apart: tuple[int, ...]) -> Token | None:
    value = chinese(match["chinese"])
    if value is None:
        return None
    return _measured(match, value, match["unit2"], match["other2"], doubtful=bool(match["more2"]))


def _measured(match: "re.Match[str]", value: Number, unit: str | None, other: str | None, *, doubtful: bool) -> Token:
    start, end = match.span()
    if unit == "元":
        printed = f"{match['scale'] or ''}元"
        return Token("元", start, end, Decimal(value), printed, doubtful)
    whole = int(value) if value == int(value) else value
    if unit is None or whole != int(whole):
        return Token("量", start, end, whole, unit or other or "", doubtful)
    return Token("数", start, end, whole, unit, doubtful)


_MADE: "Final[dict[str, Callable[[re.Match[str], tuple[int, ...]], Token | None]]]" = {
    "date": _date,
    "year": _year,
    "region": _plain("范围"),
    "organ": _plain("本机关"),
    "government": _plain("政府"),
    "month": _plain("时段"),
    "rate": _plain("率"),
    "about": _plain("约"),
    "nil": _plain("无"),
    **dict.fromkeys(("number", "part", "scale", "more", "unit", "other", "bare"), _number),
    **dict.fromkeys(("chinese", "more2", "unit2", "other2"), _numeral),
}
"""What each kind of match becomes, by the last group of it; what is not here is of no known kind."""
