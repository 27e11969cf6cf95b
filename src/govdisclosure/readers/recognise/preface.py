"""Organ and year as a sentence before the first section names them, where no title does.

Such a sentence issues the report, or says who drew it up. Others name the organs that asked for it, reports of other
years, or the form; where it is not plain that the reporter is named, nobody is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.model.place import NOWHERE, Place
from govdisclosure.readers.grid import Paragraph
from govdisclosure.readers.recognise.titles import YEAR, YEAR_WORDS, shared_end, squeezed, title_in

_REPORT: Final = re.compile(
    r"(?:政府|政务)?(?:信息公开|政务公开)"
    r"(?>工作|开展|情况|的|总结|(?:19|20)[0-9]{2}|年|度)*+(?:报告|(?<=年)报(?!告))(?:[(\[〔](?:19|20)[0-9]{2}年?度?[)\]〕])?"
)
_SENTENCES: Final = re.compile(r"[。；;!?|>»\n]")
_QUOTED: Final = re.compile(r"《([^《》]{0,90}+)》")
_ASIDE: Final = re.compile(r"\((?!(?:19|20)[0-9]{2}年?度?\))[^()]{0,90}+\)|[“”\"]")
_SOMETHING_ELSE: Final = re.compile(
    r"的?(?:格式|模板|样式|编制|编报|编写|填报|通知|要求|工作|制度|规范|有关|相关|报送|考核|任务|审核|公布工作|发布工作|指南|目录|专栏|栏目)"
)
"""What follows where it is not the report that is spoken of."""
_ISSUES: Final = re.compile(
    r"(?<![已曾])(?:[现特兹今并]将|现就|公布|公示|(?<!新闻)发布(?!中心)|(?:[现特]|社会)公开|(?<!机构)编制(?!委|办)|编写|编撰|撰写|起草|制作(?!中心)|制定|形成)"
    r"(?:完成)?[了出的]?"
)
_IS_ISSUED: Final = re.compile(r",?(?:如下|现(?!已)|由|根据|依据|按照|依照|全文|包括|所列|本报告|共[分有])|:")
"""What follows the name of the report that a sentence begins with."""
_ADVERB: Final = re.compile(r"(?:现|特|兹|并|今|予以|依法|主动|按时|及时|组织|认真|面?向社会(?:公众)?)$")
_ACTS: Final = re.compile(
    r"(?:[本此该](?:年度)?(?:报告|年报)[是系由])?(?P<name>[\u4e00-\u9fff]{2,30}?)(?:严格|认真)?(?:根据(?!地)|依据|按照|依照|遵照|现将|现公布)"
)
"""The beginning of a sentence about what an organ does."""
_MADE_BY: Final = re.compile(
    r"由(?P<name>[\u4e00-\u9fff]{2,30}?)(?:严格|认真)?"
    r"(?=根据(?!地)|依据|按照|依照|遵照|结合|负责|组织(?!部)|汇总|(?<!机构)编制(?!委|办)|编写|编撰|撰写|起草|制作(?!中心))"
)
_MAKES: Final = re.compile("编制|编写|编撰|撰写|起草|制作")
_OTHER_PAPERS: Final = re.compile("指南|目录")
_SELF: Final = re.compile(r"[我本](?P<kind>[\u4e00-\u9fff]{1,4})")
_ANY_KIND: Final = frozenset({"单位", "机关", "部门", "行政机关"})

_STARTS: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{1,14}(?:[省市县区州盟旗镇乡]|街道|自治)|国家|国务院|中国|中华|中共|[\u4e00-\u9fff]{2,8}(?:大学|学院|海关|医院))"
)
_ENDS: Final = re.compile(
    r"(?:政府|局|委|委员会|办|办公室|办公厅|厅|院|中心|街道|处|部|社|队|站|所|会|校|大学|中学|小学|海关|集团|公司|园|馆|署|行|台|[省市县区州盟旗镇乡])$"
)
_NO_REPORTER: Final = re.compile(
    r"^(?:对|在|由|把|是|因|至|其|此|该|请|并|使|出|我|各|与|及|为|按|含|向(?!阳)|经(?!济|开)|将(?!乐)|现(?!代)|本(?!溪)|全[省市县区镇乡局国])"
    r"|^[省市县区州盟旗镇乡](?!.{1,3}[省市县区州盟旗镇乡])"
    r"|[我了的]|根据|按照|依据|依照|遵照|要求|规定|条例|关于|国务院办公厅|国办|公开|报告|年度|以下|简称|向社会|予以|(?<!机构)编制"
    r"|文号|索引|来源|发布|通知|精神|以及|及其|所属|下属|同意|批准|会同|配合|参照|参考|详见|查看|查阅|点击|下载|贯彻|做好|部署|对照|上级|有关|相关|部门|单位"
)
"""What shows that words are no name of an organ, or a name that is not whole."""
_DRAWS_UP: Final = re.compile(r"(?:办|办公室|办公厅|科|股|室|小组)$")
"""Who may have drawn up a report for another one."""

_FURNITURE: Final = re.compile("浏览|字体|字号|索引号|来源:|日期:|时间:|打印|首页|当前位置")
"""What a site prints around a report."""
_WRAPPED: Final = 12
"""As many letters has a line at least that goes on in the next one."""
_LONGEST: Final = 400
_LONGEST_NAME: Final = 30


@attrs.frozen
class Named:
    """The organ (empty if none) and year (none if none) that a preface names, and where it does."""

    organ: str = ""
    year: int | None = None
    place: Place = NOWHERE


def named_in(lines: Sequence[Paragraph]) -> Named:
    """Who reports about which year, as the sentences among some lines say; nothing of what they disagree about."""
    found = [each for text, place in _paragraphs(lines) for each in _claims(text, place)]
    organs = {each.organ: each.place for each in reversed(found) if each.organ}
    years = {each.year for each in found if each.year}
    organ, place = next(iter(organs.items())) if len(organs) == 1 else ("", NOWHERE)
    return Named(organ, years.pop() if len(years) == 1 else None, place)


def _paragraphs(lines: Sequence[Paragraph]) -> Iterator[tuple[str, Place]]:
    """The texts of some lines, put together where a sentence goes on in the next one."""
    text, place = "", NOWHERE
    for line in lines:
        words = squeezed(line.text)
        text, place = text + words, place if text else line.place
        whole = len(words) < _WRAPPED or words[-1] in "。；;:!?" or _FURNITURE.search(words) or title_in(line.text)
        if whole or len(text) > _LONGEST:
            yield text, place
            text = ""
    yield text, place


def _claims(text: str, place: Place) -> Iterator[Named]:
    """What each sentence of a text says."""
    if "报" not in text:
        return
    for sentence in _SENTENCES.split(text):
        if "报" in sentence and len(sentence) <= _LONGEST:
            plain = _ASIDE.sub("", _QUOTED.sub(_unquoted, sentence))
            if not _OTHER_PAPERS.search(sentence):
                yield Named(_maker(plain), None, place)
            for mention in _REPORT.finditer(plain):
                if not _SOMETHING_ELSE.match(plain, mention.end()):
                    yield _named(plain, mention, place)


def _unquoted(quoted: re.Match[str]) -> str:
    """The name of a report without its marks; nothing for that of a law, a form or a notice."""
    last = [*_REPORT.finditer(quoted[1])][-1:]
    return quoted[1] if last and last[0].end() == len(quoted[1]) else ""


def _maker(sentence: str) -> str:
    """The organ by which a report is said to be drawn up."""
    match = _MADE_BY.search(sentence)
    if match is None or "报告" not in sentence or not _MAKES.search(sentence, match.end()):
        return ""
    return match["name"] if _is_reporter(match["name"], draws_up=True) else ""


def _named(sentence: str, mention: re.Match[str], place: Place) -> Named:
    """What a sentence that issues a report says of it."""
    start = max(sentence.rfind(mark, 0, mention.start()) for mark in ",:") + 1
    before = sentence[start : mention.start()]
    before += shared_end(before, mention)
    issued = [*_ISSUES.finditer(before)][-1:]
    if not issued and (start or not _IS_ISSUED.match(sentence, mention.end())):
        return Named()
    own = before[issued[0].end() :] if issued else before
    years = {int(year) for year in YEAR.findall(own + mention[0])}
    name = YEAR_WORDS.sub("", own).removesuffix("的")
    if issued and (not name or _SELF.fullmatch(name)):
        name = _subject(sentence, before[: issued[0].start()], _SELF.fullmatch(name))
    organ = name if _is_reporter(name) else ""
    if name and not organ and not issued:
        return Named()  # what a sentence begins with
    return Named(organ, years.pop() if len(years) == 1 else None, place)


def _subject(sentence: str, clause: str, itself: re.Match[str] | None) -> str:
    """Who issues a report in a sentence: who stands before the verb, failing that at the beginning of the sentence."""
    name = clause
    while (shorter := _ADVERB.sub("", name)) != name:
        name = shorter
    acts = _ACTS.match(sentence)
    if not _is_reporter(name, draws_up=True) and acts:
        name = acts["name"]
    kind = itself["kind"] if itself else ""
    fits = not kind or kind in _ANY_KIND or name.endswith(kind)
    return name if fits and _is_reporter(name, draws_up=True) else ""


def _is_reporter(name: str, *, draws_up: bool = False) -> bool:
    """Whether words are the whole name of an organ; of none that may have drawn up a report for another, if it did."""
    whole = len(name) <= _LONGEST_NAME and _STARTS.match(name) and _ENDS.search(name) and not _NO_REPORTER.search(name)
    return bool(whole and re.fullmatch(r"[\u4e00-\u9fff]+", name) and not (draws_up and _DRAWS_UP.search(name)))
