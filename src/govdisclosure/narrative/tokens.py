"""A text taken apart: words by kind, numbers with their units in every script, years, scope, brackets, punctuation."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from govdisclosure.forms.registry import remembered
from govdisclosure.forms.values import Number
from govdisclosure.narrative.words import trie, words

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {
    ord(old): ord(new) for old, new in zip("．％（），；：？！﹙﹚〇", ".%(),;:?!()零", strict=True)
}
_BLANK: Final = frozenset(" \t\r\f\v\u00a0\u2002\u2003\u2009\u3000\u200b\ufeff")
_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}

_COUNTED: Final = r"件次|件|宗|份(?!额)|起(?!草)|例(?!如)|封|条(?!例|款)|次(?!年|日)|项|个(?!百分点|工作日|月|部分|方面|小时)|部(?!分|门|署|委)|桩"
_OTHERWISE: Final = r"人次|人|名|家|位|期|篇|场|批|户|辆|字|页|万字|公里|小时|类|幅|张|本|台|套|盘"
_NO_COUNT: Final = r"号|个?工作日|日|天|个月|周|分钟|时|层|楼|室|岁|个部分|个方面|部分|%以上"
_END: Final = r"(?=[,，;；。、.)和及\n]|$)"
_PUNCTUATION: Final = {
    ",": "逗", "，": "逗", ";": "分", "；": "分", "。": "句", "!": "句", "?": "句", "\n": "段", ":": "冒", "、": "顿",
    "(": "开", ")": "合", "【": "开", "】": "合", "[": "开", "]": "合",
}  # fmt: skip
_CHINESE: Final = "零一二两三四五六七八九十百千万亿廿"
_REGION: Final = (
    "全(?:市|县|区|省|州|旗|盟|系统|域|国)(?:各级|各|所有)?(?:行政机关|单位|部门|行政单位|政府部门)?(?:共)?"
    "|本系统|各级(?:行政机关|各部门|部门|政府)?|我(?:市|县|区|省|州|旗)"
)
_ORGAN: Final = (
    "(?:本|我)(?:机关|局|办|馆|街道|镇|乡|级|部门|单位|委|厅|院|中心|府|队|所|站|校|会|公司|社)(?!不掌握|未掌握)"
    "|(?:局|厅|委|办|市|县|区|省)(?:政府)?(?:机关|本级)|机关本级|全(?:镇|乡|街道|局|厅|委|院|校|馆)|本级"
)
_GOVERNMENT: Final = (
    "各(?:地|县|区|市|镇|乡)(?:行政机关|各部门|部门|政府)?|各(?:部门|单位|科室|股室)|(?:下属|所属)(?:单位|机构)?|(?:市|县|区|省|州|旗|镇|乡)(?:人民)?政府(?:本级|办公厅|办公室|办(?!理|结|公|件))?|管委会(?:本级)?|(?:市|县|区|省)政府办(?:公室|公厅)?"
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
    starts = {word[0] for word in known} | set(_PUNCTUATION) | set(_CHINESE + "0123456789第百《“全在各下所我本局厅委办市县区省州旗镇乡机管约近超逾不")
    first = re.escape("".join(sorted(starts)))
    number = r"[0-9]{1,3}(?:,[0-9]{3}){1,3}(?![0-9])|[0-9]{1,12}"
    return re.compile(
        f"(?P<unknown>[^{first}]+)"
        r"|(?P<title>《[^》\n]{0,60}》|“[^”\n]{0,60}”(?<!三安全一稳定”))"
        rf"|(?P<region>{_REGION})|(?P<government>{_GOVERNMENT})|(?P<organ>{_ORGAN})"
        rf"|(?P<word>{trie(known)})"
        r"|(?P<date>(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日)"
        r"|(?P<month>(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}(?:[-—至][0-9]{1,2})?月(?:份|底|末)?)"
        r"|(?P<year>(?:19|20)[0-9]{2}年?(?:度|末|底)?(?<=[年度末底]))"
        rf"|(?P<ordinal>第[0-9{_CHINESE}]{{1,8}}个?)"
        rf"|(?P<rate>(?:{number})(?:\.[0-9]{{1,6}})?(?:%|‰|个百分点|倍)|百分之[{_CHINESE}点]{{1,8}})"
        rf"|(?P<inert>(?:{number})(?:{_NO_COUNT}))"
        r"|(?P<about>约|近|超过|逾|不足|超|大约)"
        rf"|(?P<number>{number})(?P<part>\.[0-9]{{1,6}})?(?P<scale>[万亿]?)(?P<more>[余多]?)"
        rf"(?:(?P<unit>{_COUNTED}|元)|(?P<other>{_OTHERWISE})|(?P<bare>{_END}))?"
        rf"|(?P<chinese>[{_CHINESE}]{{1,12}})(?P<more2>[余多]?)(?:(?P<unit2>{_COUNTED}|元)|(?P<other2>{_OTHERWISE}))(?!是)"
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


class Source(NamedTuple):
    """A text without blanks, and where each of its characters stood."""

    text: str
    at: tuple[int, ...] | None
    apart: frozenset[int]

    @classmethod
    def of(cls, text: str) -> "Source":
        """The text with digits and brackets of one width, and without blanks."""
        text = text.translate(_FULL_WIDTH)
        if _BLANK.isdisjoint(text):
            return cls(text, None, frozenset())
        at = tuple([place for place, char in enumerate(text) if char not in _BLANK])
        squeezed = "".join([text[place] for place in at])
        apart = [
            here
            for here in range(1, len(at))
            if at[here] - at[here - 1] > 1 and squeezed[here].isdigit() and squeezed[here - 1].isdigit()
        ]
        return cls(squeezed, at, frozenset(apart))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of it stands in the text as given."""
        return (start, end) if self.at is None else (self.at[start], self.at[end - 1] + 1)


def tokens(source: Source) -> Iterator[Token]:
    """The pieces of a text in order; pieces of no known kind that follow each other are one."""
    known = words()
    unknown: int | None = None
    end = 0
    apart = sorted(source.apart)
    for match in _lexer().finditer(source.text):
        group = match.lastgroup or ""
        found = _token(match, group, known, apart)
        if found is None:
            unknown = match.start() if unknown is None else unknown
            end = match.end()
            continue
        if unknown is not None:
            yield Token("他", unknown, end, source.text[unknown:end])
            unknown = None
        yield found
    if unknown is not None:
        yield Token("他", unknown, end, source.text[unknown:end])


_PLAIN_KINDS: Final = {"region": "范围", "organ": "本机关", "government": "政府", "month": "时段", "rate": "率", "about": "约"}


def _token(match: "re.Match[str]", group: str, known: "object", apart: list[int]) -> Token | None:
    start, end = match.span()
    text = match[0]
    if match["word"] is not None:
        word = words()[text]
        return Token(word.kind, start, end, word.value)
    if match["mark"] is not None:
        return Token(_PUNCTUATION[text], start, end)
    if group in ("unknown", "rest", "title", "ordinal", "inert"):
        return None
    if group in _PLAIN_KINDS:
        return Token(_PLAIN_KINDS[group], start, end, text)
    if group == "date":
        return Token("日", start, end, text[:4] if len(text) > len("12月31日") else "")
    if group == "year":
        return Token("年", start, end, text[:4])
    return _number(match, apart)


def _number(match: "re.Match[str]", apart: list[int]) -> Token | None:
    start, end = match.span()
    doubtful = bool(match["more"] or match["more2"]) or bisect_right(apart, end) > bisect_right(apart, start)
    value: Number | None
    if match["chinese"] is not None:
        value, unit, other = chinese(match["chinese"]), match["unit2"], match["other2"]
    else:
        unit, other = match["unit"], match["other"]
        value = Decimal(match["number"].replace(",", "") + (match["part"] or ""))
        if match["scale"]:
            value *= _LARGE[match["scale"]]
            doubtful = doubtful or unit != "元"
        unit = "" if match["bare"] is not None else unit
    if value is None:
        return None
    if unit == "元":
        printed = (match["scale"] or "") + "元"
        return Token("元", start, end, Decimal(value), printed, doubtful)
    if unit is None:
        return Token("量", start, end, _whole(value), other or "", doubtful)
    if value != int(value):
        return Token("量", start, end, value, unit, doubtful=True)
    return Token("数", start, end, int(value), unit, doubtful)


def _whole(value: Number) -> Number:
    return int(value) if value == int(value) else value
