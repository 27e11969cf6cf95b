"""Deviations of everything that is not a table: titles, periods, headings, what stands around."""

import datetime
from collections.abc import Callable
from random import Random

import attrs
from benchmarks.reading.draft import Draft
from benchmarks.reading.kind import LINED, Kind, deviation

from govdisclosure.strategies.layouts import Block, Line, Paper
from govdisclosure.writers.printed import Box, Sheet

# ---------------------------------------------------------------------------------------------------- titles

_TITLES: tuple[str, ...] = (
    "{o}{y}年政府信息公开工作年度报告",
    "{y}年{o}政府信息公开工作年度报告",
    "{o}{y}年度政府信息公开工作年度报告",
    "{o}{y}年政府信息公开工作报告",
    "{o}{y}年政府信息公开年度报告",
    "{o}{y}年信息公开年度报告",
    "{o}{y}年政务信息公开年度报告",
    "{o}政府信息公开工作{y}年度报告",
    "{o}政府信息公开报告({y}年)",
    "{o}{y}年政府信息公开工作告年度报",
    "{o}{y}年政府信息公开工作年度报告(文字版)",
    "{o}{y}年政府信息公开工作年度报告（图片版）",
    "《{o}{y}年政府信息公开工作年度报告》",
    "{o}关于{y}年政府信息公开工作的年度报告",
    "{o} {y} 年 政 府 信 息 公 开 工 作 年 度 报 告",
    "{o}\u3000{y}年政府信息公开工作年度报告",
    "{o}{w}年政府信息公开工作年度报告",
    "{o}二〇{h}年政府信息公开工作年度报告",
    "索引号：0001 {o}{y}年政府信息公开工作年度报告",
)
_NO_ORGAN = (
    "关于{y}年度政府信息公开情况的报告",
    "{y}年政府信息公开工作年度报告",
    "政府信息公开工作年度报告（{y}年度）",
)
_NO_YEAR = ("{o}政府信息公开工作年度报告", "{o}政府信息公开年度报告")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _with_title(draft: Draft, *lines: Line) -> Draft:
    at = _title_at(draft)
    return attrs.evolve(draft, paper=(*draft.paper[:at], *lines, *draft.paper[at + 1 :]))


def _title_at(draft: Draft) -> int:
    """Where the title is; other things may have been put before it."""
    return next(n for n, block in enumerate(draft.paper) if isinstance(block, Line) and block.heading)


def _title_of(draft: Draft) -> Line:
    block = draft.paper[_title_at(draft)]
    assert isinstance(block, Line)
    return block


def _written(draft: Draft, template: str) -> str:
    organ, year = next(iter(draft.organs), ""), str(draft.year)
    return template.format(o=organ, y=year, w=year.translate(_WIDE), h=year[2:].translate(_HAN))


def _other_title(draft: Draft, rng: Random) -> Draft:
    return _with_title(draft, Line(_written(draft, rng.choice(_TITLES)), heading=True))


def _no_organ(draft: Draft, rng: Random) -> Draft:
    titled = _with_title(draft, Line(_written(draft, rng.choice(_NO_ORGAN)), heading=True))
    return attrs.evolve(titled, organs=frozenset())


def _no_year(draft: Draft, rng: Random) -> Draft:
    return _with_title(draft, Line(_written(draft, rng.choice(_NO_YEAR)), heading=True))


def _split_title(draft: Draft, rng: Random) -> Draft:
    """The title over two or three lines, also inside a word."""
    text = _title_of(draft).text
    places = sorted(rng.sample(range(2, len(text) - 1), rng.choice((1, 2))))
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    return _with_title(draft, *(Line(piece, heading=rng.random() < 0.5) for piece in pieces))


def _title_twice(draft: Draft, rng: Random) -> Draft:
    return _with_title(draft, _title_of(draft), _title_of(draft))


def _no_title(draft: Draft, rng: Random) -> Draft:
    return attrs.evolve(_with_title(draft), organs=frozenset(), telling=False)


def _two_organs(draft: Draft, rng: Random) -> Draft:
    """The owner of the site over the title."""
    return _with_title(draft, Line("北屿市住房和城乡建设局"), _title_of(draft))


def _number_first(draft: Draft, rng: Random) -> Draft:
    """The number of the document before the title, a salutation after it."""
    return _with_title(draft, Line("临政办〔2024〕17号"), _title_of(draft), Line("县政府办公室："))


def _years_at_odds(draft: Draft, rng: Random) -> Draft:
    """A title and a period of different years: no year may be given without saying so."""
    year = (draft.year or 2021) - 1
    paper = _with_period(draft.paper, _PERIODS[0].format(y=year))
    return attrs.evolve(draft, paper=paper, period=_year(year), telling=False)


# ---------------------------------------------------------------------------------------------------- periods

_PERIODS = (
    "本报告中所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。",
    "所列数据的统计期限自{y}年1月1日至{y}年12月31日。",
    "统计期限从{y}年1月1日到{y}年12月31日止。",
    "统计时间：{y}年1月1日-{y}年12月31日。",
    "本年度报告统计时限为{y}年1月1日至{y}年12月31日。",
    "统计数据时间自{y}年1月1日起,至{y}年12月31日止，除特别说明外。",
    "统计期限自{y}年1月1日起至12月31日止。",
    "报告期限为 {y} 年 1 月 1 日至 {y} 年 12 月 31 日期间的工作情况。",
    "统计限自{y}年1月1日起至{y}年12月31日止。",
)
_LOSSY = (
    "统计期限自{y}1月1日起至{y}12月31日止。",
    "统计期限自{c}111日至{y}1231日。",
    "统计期限自{y}年11日至{y}年1231日。",
    "统计期限自{c}511日至1231日。",
    "统计起止时间为12月31日。",
    "统计期限截至{y}1231日。",
    "统计期限自{c}1月1日起至12月31日止。",
)


def _year(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _with_period(blocks: Paper, text: str) -> Paper:
    return tuple(Line(text) if isinstance(block, Line) and "统计期限" in block.text else block for block in blocks)


def _other_period(draft: Draft, rng: Random) -> Draft:
    return attrs.evolve(draft, paper=_with_period(draft.paper, rng.choice(_PERIODS).format(y=draft.year)))


def _digits_lost(draft: Draft, rng: Random) -> Draft:
    """Digits of the period lost by the software of a site: there is no period to read."""
    text = rng.choice(_LOSSY).format(y=draft.year, c=str(draft.year)[:3])
    return attrs.evolve(draft, paper=_with_period(draft.paper, text), period=None)


def _period_elsewhere(draft: Draft, rng: Random) -> Draft:
    """The period in the last section."""
    line = next(block for block in draft.paper if isinstance(block, Line) and "统计期限" in block.text)
    return attrs.evolve(draft, paper=(*(block for block in draft.paper if block is not line), line))


# ---------------------------------------------------------------------------------------------------- headings


def on_headings(change: Callable[[Line, Random], list[Line]]) -> Callable[[Draft, Random], Draft]:
    """The change made to the headings of sections."""

    def changed(draft: Draft, rng: Random) -> Draft:
        found: list[Block] = []
        for number, block in enumerate(draft.paper):
            is_heading = number > 0 and isinstance(block, Line) and block.heading and "、" in block.text
            found.extend(change(block, rng) if is_heading and isinstance(block, Line) else [block])
        return attrs.evolve(draft, paper=tuple(found))

    return changed


def _repeat(line: Line, rng: Random) -> list[Line]:
    return [line, line] if rng.random() < 0.5 else [line]


def _split(line: Line, rng: Random) -> list[Line]:
    at = rng.randrange(2, len(line.text) - 1)
    return [Line(line.text[:at], heading=True), Line(line.text[at:], heading=True)]


def _renumbered(line: Line, rng: Random) -> list[Line]:
    return [Line(rng.choice("一二三四五六七") + line.text[1:], heading=True)]


def _trailing(line: Line, rng: Random) -> list[Line]:
    return [Line(line.text + rng.choice(("。", "：", "、", " ")), heading=rng.random() < 0.5)]


# ---------------------------------------------------------------------------------------------------- around

_OUTLINE = (
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。"
)
_SAID = (
    "本年度主动公开政府信息{}条，其中行政许可{}条，行政处罚{}条。",
    "（一）主动公开。发布规章{}件，规范性文件{}件，行政强制{}件。",
    "2.本机关不掌握相关政府信息{}件；重复申请{}件；其他{}件。",
    "全年新收政府信息公开申请{}件，上年结转{}件，予以公开{}件。",
    "行政复议结果维持{}件，结果纠正{}件，总计{}件。",
)


def _between(draft: Draft, rng: Random, *, near: bool) -> Draft:
    """Sentences with figures under the words of the tables, before tables or anywhere."""
    found: list[Block] = []
    for block in draft.paper:
        said = Line(rng.choice(_SAID).format(*(rng.randrange(100) for _ in range(3))))
        wanted = not isinstance(block, Line) if near else rng.random() < 0.3
        found.extend([said, block] if wanted else [block])
    return attrs.evolve(draft, paper=tuple(found))


def _before_tables(draft: Draft, rng: Random) -> Draft:
    return _between(draft, rng, near=True)


def _same_words(draft: Draft, rng: Random) -> Draft:
    return _between(draft, rng, near=False)


def _outline(draft: Draft, rng: Random) -> Draft:
    return attrs.evolve(draft, paper=(*draft.paper[:2], Line(_OUTLINE), *draft.paper[2:]))


def _stray(draft: Draft, rng: Random) -> Draft:
    """A number alone in a line after a table."""
    found: list[Block] = []
    for block in draft.paper:
        found.append(block)
        if not isinstance(block, Line):
            found.append(Line(str(rng.randrange(1, 40))))
    return attrs.evolve(draft, paper=tuple(found))


def _table(*rows: tuple[str, ...]) -> Sheet:
    return tuple(tuple(Box(text) for text in row) for row in rows)


def _other_tables(rng: Random) -> list[Sheet]:
    number = lambda: str(rng.randrange(10, 9999))  # noqa: E731
    return [
        _table(
            ("公开类别", "数量（条）"),
            ("行政许可", number()),
            ("行政处罚", number()),
            ("其他", number()),
            ("总计", number()),
        ),
        _table(
            ("指标", "2022年", "2023年"),
            ("规章", number(), number()),
            ("行政规范性文件", number(), number()),
            ("总计", number(), number()),
        ),
        _table(
            ("渠道", "自然人", "法人或其他组织", "总计"),
            ("网络", number(), number(), number()),
            ("信函", number(), number(), number()),
        ),
        _table(
            ("结果", "件数"), ("结果维持", number()), ("结果纠正", number()), ("尚未审结", number()), ("总计", number())
        ),
        _table(("信息内容", "数量"), ("政策文件", number()), ("行政强制", number()), ("行政事业性收费", number())),
        _table(("栏目", "更新"), ("机构职能", number()), ("重复申请", number())),
        _table(("重点领域", "公开数"), ("其他", number()), ("合计", number())),
    ]


def _another_table(draft: Draft, rng: Random) -> Draft:
    """A table of the organ's own in section one, which uses words of the form."""
    at = next((n for n, block in enumerate(draft.paper) if not isinstance(block, Line)), len(draft.paper)) - 1
    return attrs.evolve(draft, paper=(*draft.paper[:at], rng.choice(_other_tables(rng)), *draft.paper[at:]))


def _table_after(draft: Draft, rng: Random) -> Draft:
    """The same in the last section."""
    return attrs.evolve(draft, paper=(*draft.paper, rng.choice(_other_tables(rng))))


KINDS = (
    deviation("heading variants"),
    deviation("headings lost"),
    Kind(name="title variants", change=_other_title),
    Kind(name="title without organ", change=_no_organ),
    Kind(name="title without year", change=_no_year),
    Kind(name="title over several lines", change=_split_title),
    Kind(name="title twice", change=_title_twice),
    Kind(name="no title", change=_no_title),
    Kind(name="owner of the site over the title", layouts=LINED, change=_two_organs),
    Kind(name="document number and salutation", layouts=LINED, change=_number_first),
    Kind(name="years at odds", change=_years_at_odds, says=frozenset({"year-doubtful"})),
    Kind(name="period variants", change=_other_period),
    Kind(name="digits lost in the period", change=_digits_lost),
    Kind(name="period in the last section", change=_period_elsewhere),
    Kind(name="headings repeated", change=on_headings(_repeat)),
    Kind(name="headings split", change=on_headings(_split)),
    Kind(name="headings renumbered", change=on_headings(_renumbered)),
    Kind(name="marks behind headings", change=on_headings(_trailing)),
    Kind(name="sentences with figures before tables", change=_before_tables),
    Kind(name="sentences with words of the tables", change=_same_words),
    Kind(name="outline with the titles of all sections", change=_outline),
    Kind(name="stray number after tables", change=_stray, adds=True),
    Kind(name="another table before", around=True, change=_another_table),
    Kind(name="another table after", around=True, change=_table_after),
    deviation("figures in the text"),
    deviation("site furniture", around=True),
)
