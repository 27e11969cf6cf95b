"""How published reports print the heads of their tables, as data: labels, the slots they take, and their order.

Each geometry is written down in lines of ``label:columns x rows`` (``自然人:1x2`` takes one column and two rows, a
label alone one slot, ``.`` is an empty cell). Everything else follows from it: in which order the figures stand, and
whether that is the order of the official form. ``paper`` prints a report in a geometry, ``truth`` says what is printed.

Those from ``a`` to ``k`` and ``p`` were met in published reports, or differ from them in spans alone, and all stand in
the official order. ``g``, ``l``, ``m``, ``n``, ``o`` and ``q`` are invented: nobody is known to print them.
"""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Literal, get_args

import attrs

from govdisclosure.forms.declare import Cell, rows
from govdisclosure.forms.editions import AnyTable
from govdisclosure.forms.shared import BALANCE_NOTE
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import replace, values
from govdisclosure.model.report import AnnualReport, Organ
from govdisclosure.strategies import consistent
from govdisclosure.strategies.layouts import Line, Paper
from govdisclosure.writers.printed import Box, Boxes, Sheet, proactive_sheet, shown, slots

_FIVE = "商业企业 科研机构 社会公益组织 法律服务机构 其他"
_ENDS = "结果维持 结果纠正 其他结果 尚未审结 总计"
_LAST = "总计 结果维持 结果纠正 其他结果 尚未审结"

_REMEDIES: Mapping[str, str] = {
    "official": f"""
        行政复议:5 行政诉讼:10
        {" ".join(f"{end}:1x2" for end in _ENDS.split())} 未经复议直接起诉:5 复议后起诉:5
        {_ENDS} {_ENDS}""",
    "level": f"""
        行政复议:5x2 行政诉讼:10
        未经复议直接起诉:5 复议后起诉:5
        {_ENDS} {_ENDS} {_ENDS}""",
    "three groups": f"""
        行政复议:5 未经复议直接起诉:5 复议后起诉:5
        {_ENDS} {_ENDS} {_ENDS}""",
    "totals beside": """
        行政复议:4x2 总计:1x3 行政诉讼:10
        未经复议直接起诉:4 总计:1x2 复议后起诉:4 总计:1x2
        结果维持 结果纠正 其他结果 尚未审结 结果维持 结果纠正 其他结果 尚未审结 结果维持 结果纠正 其他结果 尚未审结""",
    "totals first": f"""
        行政复议:5 行政诉讼:10
        {" ".join(f"{end}:1x2" for end in _LAST.split())} 未经复议直接起诉:5 复议后起诉:5
        {_LAST} {_LAST}""",
    "lines": f"""
        .:2 {_ENDS}
        行政复议:2
        行政诉讼:1x2 未经复议直接起诉
        复议后起诉""",
}
"""Heads of table four; in "lines" each group is a line, and its figures stand behind it."""


def parsed(drawn: str) -> Sheet:
    """The boxes of a head that is written down in lines."""
    return tuple(tuple(map(_box, line.split())) for line in drawn.strip().splitlines())


def _box(word: str) -> Box:
    label, _, span = word.partition(":")
    columns, _, down = span.partition("x")
    text = {"NOTE": BALANCE_NOTE.zh, ".": ""}.get(label, label)
    return Box(text, int(columns or 1), int(down or 1))


@attrs.frozen
class Geometry:
    """The heads of a report's tables: table three, the columns its labels take, and table four.

    With fewer than three columns of labels the outer groups are lines of their own. ``ragged`` is a table whose figures
    begin where the labels of their row end, as the report does that this project was started from: there slots say
    nothing. ``stretched`` is False if the short rows of table two end in empty cells. ``pieces`` is a table three of
    which each group is a table under a line of its own with ``drawn`` as its head; so is each group of table four.
    """

    name: str
    drawn: str
    labels: int = 3
    remedies: str = "official"
    ragged: bool = False
    stretched: bool = True
    pieces: bool = False

    @property
    def header(self) -> Sheet:
        """The head of table three."""
        return parsed(self.drawn)

    @property
    def columns(self) -> tuple[str, ...]:
        """The labels of the seven columns in their order."""
        if self.ragged or self.pieces:
            return _columns()
        return tuple(box.text for box in slots(self.header, copied=True)[-1][self.labels :])

    @property
    def official(self) -> bool:
        """Whether all figures stand in the order of the official form."""
        return self.columns == _columns() and self.remedies != "totals first"


@functools.cache
def _columns() -> tuple[str, ...]:
    report = report_of("2021", "full")
    return tuple(cell.column.zh for cell in next(iter(rows(type(report.requests)).values())))


GEOMETRIES: Mapping[str, Geometry] = {
    each.name: each
    for each in (
        Geometry("a", f"NOTE:3x3 申请人情况:7 \n 自然人:1x2 法人或其他组织:5 总计:1x2 \n {_FIVE}"),
        Geometry("b", f"NOTE:3x3 申请人情况:6 总计:1x3 \n 自然人:1x2 法人或其他组织:5 \n {_FIVE}"),
        Geometry(
            "b2",
            f"NOTE:2x3 申请人情况:6 总计:1x3 .:1x3 \n 自然人:1x2 法人或其他组织:5 \n {_FIVE}",
            labels=2,
            ragged=True,
            stretched=False,
        ),
        Geometry("c", f"NOTE:3x2 自然人:1x2 法人或其他组织:5 总计:1x2 \n {_FIVE}"),
        Geometry(
            "c2",
            f"NOTE:3x3 自然人:1x3 申请人情况:5 总计:1x3 \n 法人或其他组织:5 \n {_FIVE}",
            remedies="level",
            stretched=False,
        ),
        Geometry(
            "c3",
            f"NOTE:3x3 申请人情况 法人或其他组织:5x2 总计:1x3 \n 自然人:1x2 \n {_FIVE}",
            remedies="level",
        ),
        Geometry("d", f"NOTE:3x2 申请人情况:7 \n 自然人 {_FIVE} 总计"),
        Geometry("d2", f"NOTE:3 自然人 {_FIVE} 总计", remedies="level"),
        Geometry("f2", f"NOTE:2x3 申请人情况:7 \n 自然人:1x2 法人或其他组织:5 总计:1x2 \n {_FIVE}", labels=2),
        Geometry(
            "f3",
            f"NOTE:1x3 申请人情况:7 \n 自然人:1x2 法人或其他组织:5 总计:1x2 \n {_FIVE}",
            labels=1,
            remedies="three groups",
        ),
        Geometry(
            "k", f"NOTE:3x3 申请人情况:6 总计:1x3 \n . 法人或其他组织:5 \n 自然人 {_FIVE}", remedies="totals beside"
        ),
        Geometry("p", "类别 数据1 数据2 数据3 数据4 数据5 数据6 总计", labels=1, pieces=True),
        Geometry("g", f"NOTE:3x3 总计:1x3 申请人情况:6 \n 自然人:1x2 法人或其他组织:5 \n {_FIVE}"),
        Geometry("l", f"NOTE:3x3 申请人情况:7 \n 自然人:1x2 总计:1x2 法人或其他组织:5 \n {_FIVE}", remedies="lines"),
        Geometry("m", f"NOTE:3x3 申请人情况:7 \n 法人或其他组织:5 自然人:1x2 总计:1x2 \n {_FIVE}"),
        Geometry(
            "n",
            f".:3x3 总计:1x3 自然人:1x3 法人或其他组织:5 \n 企业:2 事业单位及其他:3 \n {_FIVE}",
            remedies="totals first",
        ),
        Geometry("o", f"NOTE:3x2 自然人:1x2 总计:1x2 法人或其他组织:5 \n {_FIVE}", remedies="level"),
        Geometry("q", f"NOTE:3x3 总计:1x3 申请人情况:6 \n 法人或其他组织:5 自然人:1x2 \n {_FIVE}"),
    )
}
"""The geometries by name; ``a`` is the official form, ``b2`` the report that this project was started from, ``p`` a
report in Markdown. What is published as pages and as PDF has mostly ``a``.
"""

# ---------------------------------------------------------------------------------------------------- figures

Edition = Literal["2019", "2021"]
Variant = Literal["full", "half", "few", "nat", "nototal"]
EDITIONS: tuple[Edition, ...] = get_args(Edition)
VARIANTS: tuple[Variant, ...] = get_args(Variant)
"""All figures; half of them blank; natural persons and totals alone, the rest blank; the same with zeros; no totals."""


@functools.cache
def report_of(edition: Edition, variant: Variant) -> AnnualReport:
    """A report that ties, with figures that are all different (as far as the variant has them)."""
    return replace(_full(edition), dict(_changed(_full(edition), variant)))


@functools.cache
def _full(edition: Edition) -> AnnualReport:
    shape = next(each for each in consistent.shapes(edition, None))
    for seed in itertools.count():
        numbers = Random(seed).sample(range(1, 700), consistent.size(shape) - 1)
        made = consistent.report_of(shape, Organ("临澜县水务局"), 2020 if edition == "2019" else 2023, numbers)
        held = list(values(made).values())
        if len(set(held)) == len(held):
            return made
    raise AssertionError


def _changed(report: AnnualReport, variant: Variant) -> Iterator[tuple[str, Value]]:
    held, rng = values(report), Random(variant)
    for address in held:
        row, _, column = address.rpartition(".")
        alone = f"{row}.natural_persons"
        if (variant == "nototal" and column == "total") or (variant == "half" and rng.random() < 0.5):
            yield address, Gap.BLANK
        elif variant in ("few", "nat") and alone in held:
            known = column in ("natural_persons", "total")
            yield address, held[alone] if known else 0 if variant == "nat" else Gap.BLANK


# ---------------------------------------------------------------------------------------------------- papers

_SHORT = ("received", "carried_over_in", "outcomes.not_disclosed.state_secrets", "outcomes.total")


def paper(geometry: Geometry, report: AnnualReport, *, short: bool = False) -> Paper:
    """The report as this geometry prints it; ``short`` leaves out the text, table two and most rows of table three."""
    title = f"{report.organ.name}{report.year}年政府信息公开工作年度报告"
    period = f"本报告所列数据的统计期限为{report.year}年1月1日至{report.year}年12月31日。"
    two, three, four = report.proactive, report.requests, report.remedies
    first = proactive_sheet(two) if geometry.stretched else _with_empty_cells(proactive_sheet(two))
    before = (Line("一、总体情况", heading=True), Line(period), Line(two.title.zh, heading=True), first)
    after = (Line("五、存在的主要问题及改进情况", heading=True), Line("人员还要培训。"))
    return (
        Line(title, heading=True),
        *(() if short else before),
        Line(three.title.zh, heading=True),
        *_requests(geometry, three, _SHORT if short else ()),
        Line(four.title.zh, heading=True),
        *_remedies(geometry, four),
        *(() if short else after),
    )


def truth(paper: Paper) -> Mapping[str, str]:
    """What is printed, by address; an empty cell is an empty string."""
    return {
        _address(box.cell): "" if isinstance(box.means, Gap) else shown(box.means or 0)
        for block in paper
        if not isinstance(block, Line)
        for row in block
        for box in row
        if box.cell is not None
    }


_OF_REMEDIES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
_OF_REQUESTS = ("received", "carried_over_in", "outcomes", "carried_over_out")


def _address(cell: Cell) -> str:
    name = cell.path[0]
    table = "remedies" if name in _OF_REMEDIES else "requests" if name in _OF_REQUESTS else "proactive"
    return f"{table}.{cell.address}"


def _with_empty_cells(sheet: Sheet) -> Sheet:
    """The short rows of table two as they are once merged cells are taken apart."""
    return tuple(
        row
        if len(row) == 1
        else tuple(each for box in row for each in (attrs.evolve(box, colspan=1), *[Box("")] * (box.colspan - 1)))
        for row in sheet
    )


def _figures(table: AnyTable) -> list[Boxes]:
    """The figures of each row of the form in official order."""
    held = values(table)
    return [
        tuple(Box(shown(held[cell.address]), cell=cell, means=held[cell.address]) for cell in row)
        for row in rows(type(table)).values()
    ]


def _requests(geometry: Geometry, table: AnyTable, only: Sequence[str]) -> Iterator[Line | Sheet]:
    """Table three in this geometry; ``only`` names the rows that it has, without it all."""
    kept = [row for row in _figures(table) if not only or _cell(row).address.rpartition(".")[0] in only]
    if not geometry.pieces:
        yield _requests_sheet(geometry, kept)
        return
    yield from (Line("申请人情况（法人或其他组织）"), parsed(f"{_FIVE} \n - - - - -"))
    for above, group in itertools.groupby(kept, lambda row: _labels(row)[:-1]):
        same = list(group)
        yield Line(above[-1] if above else _labels(same[0])[-1])
        yield (*geometry.header, *((Box(_labels(row)[-1]), *row) for row in same))


def _requests_sheet(geometry: Geometry, kept: Sequence[Boxes]) -> Sheet:
    order = [_columns().index(label) for label in geometry.columns]
    deepest = max(len(_labels(row)) for row in kept)
    cut = deepest - geometry.labels if not geometry.ragged else 0
    lines: list[Boxes] = []
    above: list[tuple[str, ...]] = [()]
    for number, row in enumerate(kept):
        labels = _labels(row)
        for depth in range(min(cut, len(labels) - 1)):
            if labels[: depth + 1] != above[-1][: depth + 1]:
                lines.append((Box(labels[depth], geometry.labels + len(row)),))
        lines.append((*_before(geometry, kept, number, min(cut, len(labels) - 1)), *(row[at] for at in order)))
        above.append(labels)
    if geometry.ragged:
        lines = [line if len(line) >= deepest + len(order) else (*line, Box("")) for line in lines]
    return (*geometry.header, *lines)


def _cell(row: Boxes) -> Cell:
    cell = row[0].cell
    assert cell is not None
    return cell


def _labels(row: Boxes) -> tuple[str, ...]:
    cell = _cell(row)
    return (*(group.zh for group in cell.groups), cell.row.zh)


def _before(geometry: Geometry, kept: Sequence[Boxes], number: int, cut: int) -> Iterator[Box]:
    """The labels before the figures of a row: groups at their first row over all of theirs, then its own."""
    labels = _labels(kept[number])
    for depth in range(cut, len(labels) - 1):
        same = [_labels(row)[: depth + 1] == labels[: depth + 1] for row in kept]
        if number == same.index(True):
            yield Box(labels[depth], rowspan=sum(same))
    depth = len(labels) - 1 - cut
    yield Box(labels[-1], max(geometry.labels - depth, 1))


def _remedies(geometry: Geometry, table: AnyTable) -> Iterator[Line | Sheet]:
    """Table four in this geometry."""
    if not geometry.pieces:
        yield _remedies_sheet(geometry, table)
        return
    for row in _figures(table):
        yield from (Line("".join(f"{label} " for label in _labels(row)).strip()), (*parsed(_ENDS), row))


def _remedies_sheet(geometry: Geometry, table: AnyTable) -> Sheet:
    head = parsed(_REMEDIES[geometry.remedies])
    figures = _figures(table)
    if geometry.remedies == "lines":
        return (head[0], *((*labels, *row) for labels, row in zip(head[1:], figures, strict=True)))
    if geometry.remedies == "totals first":
        figures = [(row[-1], *row[:-1]) for row in figures]
    return (*head, tuple(itertools.chain.from_iterable(figures)))
