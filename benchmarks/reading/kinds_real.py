"""Deviations that real reports were found to have and the other modules lack."""

import itertools
from collections.abc import Iterator
from random import Random

import attrs
from benchmarks.reading.draft import Draft, on_tables, table_of, with_row
from benchmarks.reading.kind import ALL, TEXTS, Kind
from benchmarks.reading.kinds_labels import ALIKE

from govdisclosure.forms.declare import Cell, Printed, rows
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.form2019 import Proactive2019
from govdisclosure.forms.form2021 import Proactive2021
from govdisclosure.forms.values import Gap
from govdisclosure.strategies.layouts import LAYOUTS, Line
from govdisclosure.writers.printed import Box, Sheet

Place = tuple[int, int]
"""A row of a sheet and a box in it."""


def _cells(sheet: Sheet) -> Iterator[Cell]:
    return (box.cell for row in sheet for box in row if box.cell is not None)


def _heads(sheet: Sheet) -> list[Place]:
    """Where the heads of columns stand."""
    columns = {cell.column for cell in _cells(sheet)}
    return [
        (number, at)
        for number, row in enumerate(sheet)
        if not any(box.value for box in row)
        for at, box in enumerate(row)
        if box.label in columns
    ]


def _with_text(sheet: Sheet, place: Place, text: str) -> Sheet:
    number, at = place
    row = sheet[number]
    return with_row(sheet, number, (*row[:at], attrs.evolve(row[at], text=text), *row[at + 1 :]))


# ---------------------------------------------------------------------------------------------------- heads

_YEARS = ("本年({y}){rest}", "本年（{y}）{rest}", "本年（{y}年）{rest}", "{y}年{rest}", "{y}年度{rest}")


def _dated(draft: Draft, rng: Random) -> Draft:
    """The year in one head of table two that says 本年, or in all of them."""
    every = rng.random() < 0.5
    wording = rng.choice(_YEARS)

    def change(sheet: Sheet, rng: Random) -> Sheet:
        places = [(number, at) for number, at in _heads(sheet) if sheet[number][at].text.startswith("本年")]
        for number, at in places if every else rng.sample(places, min(1, len(places))):
            rest = sheet[number][at].text.removeprefix("本年")
            sheet = _with_text(sheet, (number, at), wording.format(y=draft.year, rest=rest))
        return sheet

    return on_tables("proactive", change=change)(draft, rng)


_COLUMNS = {cell.column for table in table_classes() for row in rows(table).values() for cell in row}
_WORDS = {column.zh for column in _COLUMNS} | {
    variant.zh for column in _COLUMNS for variant in column.variants if not variant.note
}
"""Wordings of heads that are no misprints."""
_WRONG = {"业": "也", "件": "仵", "构": "购", "组": "祖", "织": "识", "服": "报", "效": "郊", "正": "止", "审": "宙"}


def _misprinted(draft: Draft, rng: Random) -> Draft:
    """One or two heads of table two or three, or one of table four, with a letter or two less or a wrong one."""
    name, most = rng.choice((("proactive", 2), ("requests", 2), ("remedies", 1)))

    def change(sheet: Sheet, rng: Random) -> Sheet:
        places = [(number, at) for number, at in _heads(sheet) if _may_suffer(sheet[number][at])]
        for number, at in rng.sample(places, min(len(places), rng.randint(1, most))):
            sheet = _with_text(sheet, (number, at), _spoilt(sheet[number][at].text, rng))
        return sheet

    return on_tables(name, change=change)(draft, rng)


def _may_suffer(box: Box) -> bool:
    """Whether a letter less leaves something of the head, and no other unit or sign."""
    untouched = box.label is not None and box.text == box.label.zh
    return untouched and len(box.text) > 2 and not set(box.text) & set("元/")


def _spoilt(text: str, rng: Random) -> str:
    """The text misprinted, and not into the wording of a head."""
    while True:
        at = rng.randrange(len(text))
        wrong = _WRONG.get(text[at]) or ALIKE.get(text[at], "囗")
        less = 1 if len(text) < 4 else rng.choice((1, 2))
        found = text[:at] + (wrong + text[at + 1 :] if rng.random() < 0.4 else text[at + less :])
        if found not in _WORDS:
            return found


def _downwards(sheet: Sheet, rng: Random) -> Sheet:
    """The heads of columns with a letter in a line."""
    for number, at in _heads(sheet):
        sheet = _with_text(sheet, (number, at), "\n".join("".join(sheet[number][at].text.split())))
    return sheet


def _downwards_in_lines(sheet: Sheet, rng: Random) -> Sheet:
    """The whole head in lines of text, as a PDF gives it whose heads are printed downwards."""
    if [len(row) for row in sheet] != [2, 7, 10, 15]:
        return sheet
    first, second, third, figures = sheet
    heads = ["".join(box.text.split()) for box in (*second[:5], *third)]
    depth = max(map(len, heads))
    raised = rng.choice((0, 1, 2))  # shorter heads stand at the top, in the middle, or at the foot
    columns = [" " * ((depth - len(head)) * raised // 2) + head for head in heads]
    lines = itertools.zip_longest(*columns, fillvalue=" ")
    letters = (" ".join(char for char in line if char != " ") for line in lines)
    groups = (" ".join(box.text for box in each) for each in (first, second[5:]))
    return ((Box("\n".join((*groups, *letters)), 15),), figures)


_EDITIONS = tuple(
    tuple(cell.column for cell in next(iter(rows(table).values()))) for table in (Proactive2019, Proactive2021)
)
"""The heads over rules and normative documents in both editions."""


def _other_edition(sheet: Sheet, rng: Random) -> Sheet:
    """The heads of the other edition over rules and normative documents, whose figures are none of the form then."""
    columns = {cell.column for cell in _cells(sheet)}
    own, other = _EDITIONS if columns >= set(_EDITIONS[0]) else reversed(_EDITIONS)
    return tuple(tuple(_exchanged(box, own, other) for box in row) for row in sheet)


def _exchanged(box: Box, own: tuple[Printed, ...], other: tuple[Printed, ...]) -> Box:
    if box.cell is not None:
        return attrs.evolve(box, means=Gap.ABSENT) if box.cell.column in own else box
    if box.label not in own:
        return box
    label = other[own.index(box.label)]
    return attrs.evolve(box, text=label.zh, label=label)


# ---------------------------------------------------------------------------------------------------- labels

_OF_ROWS = {
    "规章": "（指本级人民政府制定并公布的规章，不含部门内部的工作制度）",
    "规范性文件": "（指行政机关制定的决定、公告，以及标题用“办法”“细则”的文件）",
    "行政许可": "（含本机关作出的准予、变更、延续决定，不含办理过程中的“告知书”）",
    "行政处罚": "（按决定书份数计，一个案件有几个当事人（含单位和个人）的，分别计算）",
    "行政强制": "（指查封、扣押等措施，由所属执法队（大队、中队）以本机关名义实施的也在内）",
    "行政事业性收费": "（依照目录收取的费用，“免征”“减征”的部分不在内）",
    "予以公开": "（按申请的内容全部提供，答复时指引到网站查阅的也在内）",
    "重复申请": "（同一申请人就同一内容再次提出，且前一次已经答复的）",
}
_OF_ANY = (
    "（以答复书的日期为准，撤回的不计）",
    "（由各科室报送，办公室（政务公开科）汇总，口径与上年相同）",
    "（按件统计，一份申请写明几项内容（含补正后增加的）的，仍按一件计算）",
    "（指申请人在“阳光政务”平台和窗口提出、已经登记编号的，电话询问、当场答复以及登记后发现属于信访、举报、"
    "投诉（含网上“留言”）并已转送有关单位办理的，都不在内）",
)


def _explained(sheet: Sheet, rng: Random) -> Sheet:
    """Explanations in brackets behind some labels of rows."""
    for number, row in enumerate(sheet):
        named = next((cell.row for cell in _cells((row,))), None)
        for at, box in enumerate(row):
            if named is not None and box.label == named and rng.random() < 0.4:
                own = next((text for word, text in _OF_ROWS.items() if named.zh.endswith(word)), "")
                said = own if own and rng.random() < 0.7 else rng.choice(_OF_ANY)
                sheet = _with_text(sheet, (number, at), box.text + said)
    return sheet


# ---------------------------------------------------------------------------------------------------- figures


def _emptied(box: Box) -> Box:
    return attrs.evolve(box, text="", means=Gap.BLANK) if box.value else box


def _one_case(sheet: Sheet, rng: Random) -> Sheet:
    """A one in one outcome and in the total of its group, and nothing elsewhere."""
    outcome = rng.choice([cell for cell in _cells(sheet) if not cell.address.endswith(".total")])
    ones = {outcome.address, f"{outcome.path[0]}.total"}

    def changed(box: Box) -> Box:
        is_one = box.cell is not None and box.cell.address in ones
        return attrs.evolve(box, text="1", means=1) if is_one else _emptied(box)

    return tuple(tuple(map(changed, row)) for row in sheet)


def _rows_blank(sheet: Sheet, rng: Random) -> Sheet:
    """Some rows without any figure, others with theirs; half of the tables of one row have none."""
    numbers = [number for number, row in enumerate(sheet) if any(box.value for box in row)]
    count = rng.randint(1, len(numbers) - 1) if len(numbers) > 1 else rng.randrange(2)
    for number in rng.sample(numbers, count):
        sheet = with_row(sheet, number, tuple(map(_emptied, sheet[number])))
    return sheet


# ---------------------------------------------------------------------------------------------------- text

_SAID = (
    "{y} 年，我局政府信息公开工作取得一定成效，但公开的及时性、解读的形式仍有不足。",
    "{y}年我单位在政府信息公开方面还存在人员更换频繁、业务不熟的情况。",
    "{n} 个方面的问题需要改进：一是公开内容不够细，二是栏目更新不及时。",
    "{n}个科室的目录没有按时更新，已经督促整改。",
    "12345热线转来的意见，主要是办事指南不够清楚。",
    "{n}. 主动公开的内容还不够丰富。",
    "{n}月以来，根据第三方评估的意见，逐项作了整改。",
    "9{n}%以上的栏目能够按期更新，其余的已经列入计划。",
)


def _number_first(draft: Draft, rng: Random) -> Draft:
    """Lines that begin with a number below the title of section five."""
    blocks = draft.paper
    at = max((n for n, block in enumerate(blocks) if not isinstance(block, Line) and table_of(block)), default=0) + 1
    while at < len(blocks) and _is_heading(blocks[at]):
        at += 1
    said = [Line(text.format(y=draft.year, n=rng.randrange(2, 9))) for text in rng.sample(_SAID, rng.randint(1, 3))]
    return attrs.evolve(draft, paper=(*blocks[:at], *said, *blocks[at:]))


def _is_heading(block: Line | Sheet) -> bool:
    return isinstance(block, Line) and block.heading


_HEADED = frozenset(layout.name for layout in LAYOUTS) - {"printed text"}
"""Layouts that keep the heads of all tables."""
_TOLD = frozenset({"header-by-order", "header-missing", "label-near", "label-variant", "header-unclear"})

KINDS = (
    Kind(name="a year in the heads", change=_dated),
    Kind(name="a head misprinted", beheads=True, change=_misprinted, layouts=_HEADED, says=_TOLD),
    Kind(name="heads printed downwards", change=on_tables("remedies", change=_downwards), formats=ALL - TEXTS),
    Kind(
        name="heads printed downwards in lines", beheads=True,
        change=on_tables("remedies", change=_downwards_in_lines), formats=frozenset({"text"}),
        layouts=frozenset({"spaces", "printed text"}),
    ),
    Kind(
        name="heads of the other edition", change=on_tables("proactive", change=_other_edition),
        says=frozenset({"editions-mixed"}),
    ),
    Kind(name="explanations behind labels", change=on_tables("proactive", "requests", change=_explained)),
    Kind(name="one case in table four", change=on_tables("remedies", change=_one_case), blanks=True),
    Kind(name="rows all blank", change=on_tables(change=_rows_blank), blanks=True, parts=True),
    Kind(
        name="a number begins the line after table four", change=_number_first,
        spares=frozenset({"number-not-placed"}),
    ),
)  # fmt: skip
