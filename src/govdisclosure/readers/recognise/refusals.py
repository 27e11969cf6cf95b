"""Documents that look like annual reports and are not: refused by name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NoReturn

from govdisclosure.errors import NotAReportError
from govdisclosure.forms.editions import cell_at
from govdisclosure.forms.registry import FORMS, newest
from govdisclosure.forms.text import Text
from govdisclosure.model.notices import ATTACHMENT_UNREAD, EMBEDDED_FRAME, PAGE_IS_IMAGE, PICTURES_UNREAD
from govdisclosure.readers.grid import Document, Grid, Paragraph
from govdisclosure.readers.labels import Role, find, split_ordinal
from govdisclosure.readers.recognise.sections import title_of_line
from govdisclosure.readers.recognise.titles import squeezed

Pattern = tuple[tuple[re.Pattern[str], ...], ...]
"""Ways to read: in each, words that come one after another with anything between them."""


def _says(*ways: str) -> Pattern:
    """The pattern of these ways, with three dots for whatever stands between words."""
    return tuple(tuple(map(re.compile, way.split("..."))) for way in ways)


LOOKALIKES: Final = (
    (
        _says("上半年|下半年|半年|[一二三四1-4]季度|[0-9]{1,2}月...公开...统计|报告|情况|数据"),
        Text(
            "半年、季度或月度统计，不是全年的",
            "statistics of half a year, a quarter or a month (半年、季度或月度统计), not of a year",
        ),
    ),
    (
        _says("网站...年度...报表", "政府网站工作年度报"),
        Text("政府网站工作年度报表", "the annual sheet of a government website (政府网站工作年度报表)"),
    ),
    (
        _says("法治政府建设...报告|情况"),
        Text("法治政府建设年度报告", "a report on law-based government (法治政府建设年度报告)"),
    ),
    (
        _says("信息公开(?:工作)?(?:指南|目录)(?:$|[_—-])"),
        Text("政府信息公开指南或目录", "a guide or catalogue of disclosure (政府信息公开指南、目录)"),
    ),
    (_says("学年...信息公开"), Text("学年信息公开报告", "a report of a school year (学年信息公开报告)")),
    (_says("统计(?:调查)?制度"), Text("统计制度", "a statistical reporting system (统计制度)")),
    (
        _says("[xX×＊*Ｘｘ]{2}...公开...报告|年报", "[xX×＊*]{2}年...公开", "公开...报告|年报...模板|样表|格式|范本"),
        Text(
            "模板，机关名称或年份尚未填写",
            "a template with placeholders for organ or year (模板), not a report that was filled in",
        ),
    ),
)
"""What is refused by its title: how such a title reads, and what the document is."""
_STRONG: Final = frozenset({0, 4, 6})
"""Those refused even if they hold tables of the form: they may well copy it."""

_OLD_FORM: Final = re.compile(r"统计指标|主动公开政府信息数|回应公众关注热点|举报投诉数量|申请答复数|申请办结数")
_OLD_FORM_NAME: Final = Text(
    "2014 至 2018 年的政府信息公开情况统计表（国办发〔2014〕32号）",
    "the statistics form of 2014 to 2018 (政府信息公开情况统计表, 国办发〔2014〕32号)",
)
_PICTURES: Final = Text(
    "只有图片，须先做文字识别（OCR）",
    "only pictures, which have to be put through text recognition (OCR) first",
)
_NO_TEXT: Final = Text("没有任何文字", "no text at all")

_TRADITIONAL: Final = re.compile("政府信息公開|申請數量|報告|結果維持|行政復議|年度報|處理|總計")
_UPHELD: Final = cell_at("remedies.reconsideration.upheld")
_SIMPLIFIED: Final = re.compile(f"政府信息公开|申请数量|年度报告|{_UPHELD.column.zh}|{_UPHELD.row.zh}")

_SIMPLIFIED_LETTERS: Final = (
    "个为举会体关决况减办务动区单历发国处复实审对属废开强当总执护报数无机权条构确稳类纠纳组织经结继续维缴罚获规计认议许讼访诉"
    "询请购费转过这进项题额间问业"
)
_TRADITIONAL_LETTERS: Final = (
    "個為舉會體關決況減辦務動區單歷發國處復實審對屬廢開強當總執護報數無機權條構確穩類糾納組織經結繼續維繳罰獲規計認議許訟訪訴"
    "詢請購費轉過這進項題額間問業"
)
"""The letters of the labels that traditional writing has others for, and those, in the same order."""
_LESS_CLEARLY: Final = str.maketrans("萬內沒據採範後製於係複爲祕", "万内没据采范后制于系复为秘")
"""More of them, of which traditional writing has both, or simplified writing in old fonts."""
_TO_SIMPLIFIED: Final = {**str.maketrans(_TRADITIONAL_LETTERS, _SIMPLIFIED_LETTERS), **_LESS_CLEARLY}
_ONLY_TRADITIONAL: Final = re.compile(f"[{_TRADITIONAL_LETTERS}]")
_ONLY_SIMPLIFIED: Final = re.compile(f"[{_SIMPLIFIED_LETTERS}]")
_PIECES: Final = re.compile(r"[\s|｜,，]+")

_PICTURED: Final = frozenset({PICTURES_UNREAD, PAGE_IS_IMAGE})
_ELSEWHERE: Final = frozenset({EMBEDDED_FRAME, ATTACHMENT_UNREAD})
"""Remarks that name a file in which the report may be."""
_MAIN: Final = re.compile("[一二三四五六七八九十]{1,2}")
_QUOTED: Final = 40

_LINES: Final = 40
_FEW: Final = 3
_LONGEST: Final = 80
_LOOKED_AT: Final = 10_000
"""Lines that are looked at for the labels of tables."""


def refuse_lookalike(document: Document, *, title: str, tables: int) -> None:
    """Raise `NotAReportError` if the document says in its title that it is something else.

    ``title`` is its title as that of an annual report, empty if it has none; ``tables`` is the number of tables of the
    form in it. With any, only titles that contradict them count, where a page cannot have them as a link.
    """
    for line in [title] if title else _titles(document, _FEW if tables else _LINES):
        for number, (pattern, name) in enumerate(LOOKALIKES):
            if (not tables or number in _STRONG) and _reads(squeezed(line), pattern):
                start = line.strip()[:60]
                raise NotAReportError(f"this is {name.en}: {start!r}", zh=f"这是{name.zh}：“{start}”")


def _reads(text: str, pattern: Pattern) -> bool:
    """Whether a text reads in one of the ways of a pattern."""
    return any(_in_order(text, words) for words in pattern)


def _in_order(text: str, words: Sequence[re.Pattern[str]]) -> bool:
    """Whether the words come in a text one after another."""
    at = 0
    for word in words:
        found = word.search(text, at)
        if found is None:
            return False
        at = found.end()
    return True


def refuse_traditional(document: Document) -> None:
    """Raise `NotAReportError` for a copy in traditional characters, though some of its labels are in simplified ones.

    It is one if more labels of the form are in traditional characters than in simplified ones: words that are quoted,
    or stand around the report, count for neither.
    """
    lines = _lines(document)[:_LOOKED_AT]
    traditional = _labels_with(_ONLY_TRADITIONAL, lines)
    if len(traditional) >= _FEW and len(traditional) > len(_labels_with(_ONLY_SIMPLIFIED, lines)):
        _refuse_copy()


def _labels_with(letters: re.Pattern[str], lines: Iterable[str]) -> set[str]:
    """The labels of the form among some lines and the pieces of them that have such letters."""
    lines = list(lines)
    having = [line for line in lines if letters.search(line)] if letters.search("\n".join(lines)) else []
    pieces = {piece for line in having for piece in (line, *_PIECES.split(line)) if letters.search(piece)}
    return {each for each in pieces if len(each) < _LONGEST and find(each.translate(_TO_SIMPLIFIED)).entries}


def _refuse_copy() -> NoReturn:
    raise NotAReportError(
        f"{_wanted().en}, found a copy in traditional characters (繁体转写), which may differ from what was "
        "published; read the published page instead",
        zh=f"{_wanted().zh}，但这是繁体转写，可能与发布的内容不同；请读取已发布的网页",
    )


def refuse_unknown(document: Document, title: str) -> None:
    """Raise `NotAReportError` for a document without a table of an annual report, and say what there is instead.

    ``title`` is its title as that of an annual report, empty if it has none.
    """
    lines = list(_lines(document))
    text = "\n".join(lines)
    if not text.strip():
        _refuse(_nothing(document), document)
    if len(_TRADITIONAL.findall(text)) > len(_SIMPLIFIED.findall(text)):
        _refuse_copy()
    if len(set(_OLD_FORM.findall(text))) > 1:
        since = next(iter(FORMS.values())).first_year
        raise NotAReportError(
            f"this is {_OLD_FORM_NAME.en}, whose items are others than those of the forms since {since}",
            zh=f"这是{_OLD_FORM_NAME.zh}，其项目与 {since} 年以后的格式不同",
        )
    parts = [*_parts(lines, title), *(_pictures(document) if title else ())]
    if not parts:
        tables = sum(isinstance(block, Grid) for block in document.blocks)
        begins = next((line for line in lines if line.strip()), "").strip()[:_QUOTED]
        what = f"{tables} other tables and {len(lines)} lines of text, beginning {begins!r}"
        parts = [Text(f"只有 {tables} 张其他表格和 {len(lines)} 行文字，开头是“{begins}”", what)]
    _refuse(Text("；".join(each.zh for each in parts), "; ".join(each.en for each in parts)), document)


def _refuse(what: Text, document: Document) -> NoReturn:
    """Raise `NotAReportError` over a document that holds only this, with the files that it names or shows."""
    files = dict.fromkeys(each.detail for each in document.remarks if each.code in _ELSEWHERE and each.detail)
    where = Text(
        f"；报告可能在它显示或链接的文件中，请读取：{'、'.join(files)}",
        f"; the report may be in a file that it shows or links to, read that: {', '.join(files)}",
    )
    raise NotAReportError(
        f"{_wanted().en}, found {what.en}{where.en if files else ''}",
        zh=f"{_wanted().zh}，但{what.zh}{where.zh if files else ''}",
    )


def _nothing(document: Document) -> Text:
    """What a document without text is: one of pictures only where it has some and shows no other file."""
    codes = {remark.code for remark in document.remarks}
    return _PICTURES if codes & _PICTURED and EMBEDDED_FRAME not in codes else _NO_TEXT


def _pictures(document: Document) -> Iterator[Text]:
    """The pictures beside a title, which may be pages of the report; frames count as pictures, so none with those."""
    said = {remark.code: remark.detail for remark in document.remarks}
    if EMBEDDED_FRAME not in said and (count := said.get(PICTURES_UNREAD)):
        yield Text(
            f"有 {count} 幅图片，须先做文字识别（OCR）", f"{count} pictures, which text recognition (OCR) may read"
        )


def _parts(lines: Sequence[str], title: str) -> Iterator[Text]:
    """What of a report is there: its title, titles of sections, and tables of which there is only a beginning."""
    sections = [line.strip() for line in lines if _is_section(line)]
    if not title and not any(map(title_of_line, sections)):
        return
    if title:
        yield Text(f"有标题“{title}”", f"the title {title!r}")
    if sections:
        quoted = "、".join(sections[:_FEW])
        yield Text(f"有 {len(sections)} 个章节的标题（{quoted}）", f"titles of {len(sections)} sections ({quoted})")
    last = dict(map(_last_label, lines[:_LOOKED_AT]))
    for table in newest().tables:
        if label := last.get(table.name):
            yield Text(
                f"表“{table.title.zh}”不全，只到“{label}”",
                f"a part of the table {table.title.zh} that breaks off after {label!r}",
            )
    if len(lines) > len(sections) + bool(title):
        count = len(lines)
        yield Text(f"共 {count} 行文字，没有可读的表格", f"no table that can be read among {count} lines of text")


def _is_section(line: str) -> bool:
    """Whether a line reads like the title of a section: a main ordinal and a few words."""
    mark, words = split_ordinal(line)
    return bool(_MAIN.fullmatch(mark)) and 0 < len(words) <= _QUOTED and "。" not in words


def _last_label(line: str) -> tuple[str, str]:
    """The table that a line is a label of, or labels side by side, and the last one that is whole; empty if none.

    The line may be cut inside a label.
    """
    pieces = [line.strip()] if _table_of(line) else [piece for piece in _PIECES.split(line) if piece]
    labels = [piece for piece in pieces if _table_of(piece)]
    tables = set(map(_table_of, labels))
    whole = len(labels) + (len(labels) > 1) >= len(pieces)
    return (tables.pop(), labels[-1]) if whole and len(tables) == 1 else ("", "")


def _table_of(line: str) -> str:
    """The table that a line is a label of, if it is one of no other."""
    entries = find(line).entries if len(line) < _LONGEST else ()
    tables = {entry.table for entry in entries if entry.role is not Role.TITLE}
    return tables.pop() if len(tables) == 1 else ""


def _wanted() -> Text:
    titles = [table.title.zh for table in newest().tables]
    return Text(
        f"应有政府信息公开工作年度报告的表格（{'；'.join(titles)}）",
        f"looked for the tables of an annual report on open government information ({'、'.join(titles)})",
    )


def _lines(document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines.extend(cell.text for cell in block.cells)
    return lines


def _titles(document: Document, most: int) -> Sequence[str]:
    """What may be the title: what the format stores, headings, and the first short lines (at most so many)."""
    lines: list[str] = []
    for block in document.blocks[:_LINES]:
        if isinstance(block, Grid):
            lines.extend(cell.text for cell in block.cells[:3] if cell.row == 0)
        elif len(block.text) <= _LONGEST and "。" not in block.text:
            lines.append(block.text)
    marked = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.heading]
    return [line for line in (document.title, *marked, *lines[:most]) if line.strip() and len(line) <= _LONGEST]
