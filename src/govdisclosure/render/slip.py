"""A return slip: a page that tells an organ which cell holds what, what it should hold, and why, in official words."""

from collections.abc import Mapping
from typing import Final

from govdisclosure.checking import check
from govdisclosure.diagnosis import Diagnosis
from govdisclosure.forms.say import joined, shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Value
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import cells_of, values
from govdisclosure.model.reading import Reading
from govdisclosure.plain import printable
from govdisclosure.render.proposals import Proposal, Proposals, proposals
from govdisclosure.rules.rule import Outcome
from govdisclosure.writers import docx
from govdisclosure.writers.layout import SECTION, TITLE, Grid, Line, listing, title_line

_TITLE: Final = Text("年度报告数据核对意见", "Figures to be corrected in an annual report")
_TO: Final = Text("{}：", "To {}:")
_WRONG: Final = Text(
    "经核对，贵单位《{title}》中有数字前后不一致。现将可能有误的各格列出，请对照原始资料核实，确有错误的，请更正后重新报送。",
    "We have checked the figures of “{title}”, and some of them do not agree. The cells that may be wrong are listed "
    "below. Please compare them with your records, correct what is wrong, and send the report again.",
)
_RIGHT: Final = Text(
    "经核对，贵单位《{title}》中的数字相互一致，没有需要更正的。",
    "We have checked the figures of “{title}”. They agree, and nothing has to be corrected.",
)
_OPEN: Final = Text(
    "经核对，贵单位《{title}》中没有发现数字不一致，但有 {count} 格没有数字，不能核对完毕：{cells}。"
    "请补填；没有发生的，请填 0。",
    "We have checked the figures of “{title}” and found none that disagree, but {count} cells hold no number, so that "
    "not everything could be checked: {cells}. Please fill them in, with 0 where there was nothing.",
)
_HEADS: Final = (Text("表中位置", "Cell"), Text("现填", "Holds"), Text("应填", "Should hold"), Text("说明", "Remark"))
_WHY: Final = Text("不一致之处", "What does not agree")
_RELATION: Final = Text(
    "{on}：{left_side} {left}，{right_side} {right}，相差 {off}。依据：{basis}。",
    "{on}: {left_side} {left}; {right_side} {right}; the difference is {off}. Source: {basis}.",
)
_ELSE: Final = Text("没有哪一格能单独说明，请逐格核实。", "No single cell explains it: please look at each.")
_SURE: Final = Text("由其他各数推出", "follows from the other figures")
_UNSURE: Final = Text("也可能是相关的另一格有误", "another cell of the same sums may be wrong instead")
_ONE_OF: Final = Text("这一格或相关的另一格有误", "this cell or another of the same sums is wrong")
_CLOSING: Final = Text(
    "以上应填数字由各数之间的关系推算，一切以原始资料为准。",
    "The numbers proposed follow from the other figures; your records decide.",
)
_UNNAMED: Final = Text("贵单位", "whom it may concern")
_DATE: Final = Text("年　　月　　日", "Date:")
_WIDTHS: Final = (40, 9, 9, 26)
_CELLS: Final = 10


def slip(reading: Reading, diagnosis: Diagnosis, *, previous: Reading | None, blank_as_zero: bool, lang: Lang) -> bytes:
    """The slip as a Word document."""
    report = reading.report
    held = values(report)
    found = proposals(diagnosis, report)
    result = check(reading, previous=previous, blank_as_zero=blank_as_zero)
    failed = [each for each in result.findings if each.identity is not None]
    open_ = any(each.verdict is Verdict.NOT_EVALUATED for each in result.outcomes if each.identity is not None)
    title = title_line(report)
    name = _UNNAMED.get(lang) if isinstance(report.organ.name, Gap) else printable(report.organ.name)
    blocks: list[Line | Grid] = [Line(_TITLE.get(lang), TITLE), Line(_TO.get(lang).format(name))]
    if failed:
        blocks.append(Line(_WRONG.get(lang).format(title=title)))
        blocks.append(_cells(found, held, lang) if found.cells else Line(_ELSE.get(lang)))
        blocks.append(Line(_WHY.get(lang), SECTION))
        blocks += [Line(_relation(each, lang)) for each in failed]
        blocks.append(Line(_CLOSING.get(lang)))
    elif open_:
        known = cells_of(report)
        gaps = [known[address].text for address, value in held.items() if isinstance(value, Gap)]
        cells = joined(gaps[:_CELLS], of=len(gaps)).get(lang)
        blocks.append(Line(_OPEN.get(lang).format(title=title, count=len(gaps), cells=cells)))
    else:
        blocks.append(Line(_RIGHT.get(lang).format(title=title)))
    blocks.append(Line(_DATE.get(lang)))
    return docx.drawn(blocks)


def _cells(found: Proposals, held: Mapping[str, Value], lang: Lang) -> Grid:
    """The wrong cells in official order."""
    rows = [
        [cell.label(lang), shown(cell.printed, lang), cell.should_be(lang), _remark(cell, lang)]
        for address in held
        if (cell := found.cells.get(address)) is not None
    ]
    return listing([head.get(lang) for head in _HEADS], rows, _WIDTHS)


def _remark(proposal: Proposal, lang: Lang) -> str:
    if proposal.explanation is None:
        return _ONE_OF.get(lang)
    return (_SURE if proposal.sure else _UNSURE).get(lang)


def _relation(outcome: Outcome, lang: Lang) -> str:
    """A relation that does not hold, in official words and without its code."""
    identity = outcome.identity
    assert identity is not None
    left_side, right_side = (side.get(lang) for side in identity.sides)
    return _RELATION.get(lang).format(
        on=outcome.subject.get(lang) or identity.subject.get(lang),
        left_side=left_side,
        left=shown(outcome.left, lang),
        right_side=right_side,
        right=shown(outcome.right, lang),
        off=shown(outcome.difference, lang).removeprefix("-"),
        basis=outcome.rule.basis.get(lang),
    )
