"""One page an edition of the form, from its declarations: headings, columns, rows, and how documents print them."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from generators.markdown import table
from govdisclosure.forms.declare import Kind, Printed, Table, declared
from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.forms.sections import OTHER_MATTERS, OVERVIEW, PROBLEMS
from govdisclosure.forms.shared import APPLICANTS, BALANCE_NOTE, SUBJECT
from govdisclosure.forms.text import Text

Line = tuple[str, ...]

INTRODUCTION = """# {edition} 版表样 Form of {edition}

{document}规定的表样，逐行列出：左起依次是表上的原文、英文、地址、依据，\
以及公开的报告里见过的其他写法。
性质说明一列的数能与什么相加：流量和金额可以在机关之间相加，存量和增减不能；\
结转是从上一年带来、留给下一年的，行的性质先于列的性质。
其他写法里，括号注明的是误写；读取时按同一行识别，括号里说的是错在哪里。
地址中的 `*` 代表该表任意一列的名称，例如 `{example}`。
依据写“参见”的条文，尚未与官方文本逐字核对。

The form prescribed by {document}, row by row: the printed label, its English, the address, the basis, \
and other wordings seen in published reports.
The nature of a column says what its numbers add up with: flows and amounts over organs, stocks and their changes not; \
what is opening and closing is carried from year to year. The nature of a row comes before that of a column.
A wording with a remark in brackets is a misprint.
`*` in an address stands for the name of any column of that table.
"see" marks an article that has not been compared with the official text."""

NOTES = {"proactive": (SUBJECT,), "requests": (BALANCE_NOTE, APPLICANTS), "remedies": ()}
"""What a table prints over its rows and columns beside their labels."""

COLUMNS = ("列 Column", "English", "名称 Name", "性质 Nature", "单位 Unit", "其他写法 Other wordings")

UNITS = {Kind.COUNT: "", Kind.CHANGE: "增为正，减为负", Kind.MONEY: "可有小数"}


def wordings(label: Printed) -> str:
    """The other wordings of a label, misprints with what they are."""
    return "<br>".join(each.zh + (f"（{each.note}）" if each.note else "") for each in label.variants)


def is_row(cls: type) -> bool:
    """Whether a class of the form is a row of cells, not a group of rows."""
    return all(label.kind is not None for _, label in declared(cls))


def rows_of(cls: type, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Printed, type]]:
    """Groups and rows below a class in official order: path, label and class."""
    for attribute, label in declared(cls):
        here, inner = (*path, attribute.name), cast("type", attribute.type)
        yield here, label, inner
        if not is_row(inner):
            yield from rows_of(inner, here)


def columns_of(cls: type[Table]) -> dict[tuple[str, str], Printed]:
    """The columns that the rows of a table have, by name and printed label, in the order in which they come."""
    found: dict[tuple[str, str], Printed] = {}
    for _, _, inner in rows_of(cls, ()):
        if is_row(inner):
            found |= {(attribute.name, label.zh): label for attribute, label in declared(inner)}
    return found


def unit(label: Printed) -> str:
    """The unit of a column, with what kind of number stands there."""
    assert label.kind is not None
    name = "由 `amount_unit` 说明" if label.companion else label.unit.zh if label.unit else ""
    return "，".join(part for part in (name, UNITS[label.kind]) if part)


def nature(label: Printed) -> str:
    """What a column or row is; empty for one that leaves it to its rows or columns."""
    return "" if label.nature is None else f"{label.nature.value.zh} {label.nature.value.en}"


def column_lines(cls: type[Table]) -> Iterator[Line]:
    """A line for each column."""
    for (name, _), label in columns_of(cls).items():
        heads = " / ".join(text.zh for text in label.above)
        printed = f"{heads} / {label.zh}" if heads else label.zh
        yield printed, label.en, f"`{name}`", nature(label), unit(label), wordings(label)


def pattern(path: tuple[str, ...], inner: type, columns: int) -> str:
    """The addresses of a row: with a star where every row of the table has the same columns."""
    names = [attribute.name for attribute, _ in declared(inner)]
    if len(names) == columns:
        return f"`{'.'.join(path)}.*`"
    return f"`{'.'.join(path)}.{names[0] if len(names) == 1 else '{' + ', '.join(names) + '}'}`"


def row_lines(cls: type[Table]) -> Iterator[Line]:
    """A line for each caption, group and row."""
    columns = len(columns_of(cls))
    before: tuple[Text, ...] = ()
    for path, label, inner in rows_of(cls, (cls.name,)):
        if label.above and label.above != before:
            yield from ((f"**{text.zh}**", f"**{text.en}**", "", "", "") for text in label.above)
        before = label.above
        zh = f"{label.zh}（{nature(label)}）" if label.nature else label.zh
        if is_row(inner):
            yield zh, label.en, pattern(path, inner, columns), label.citation.zh, wordings(label)
        else:
            yield f"**{label.zh}**", f"**{label.en}**", f"`{'.'.join(path)}`", label.citation.zh, wordings(label)


def section(cls: type[Table]) -> str:
    """One table of the form."""
    title = cls.title
    notes = "\n".join(f"- 表头印有“{text.zh}”（{text.en}）" for text in NOTES[cls.name])
    return "\n\n".join(
        part
        for part in (
            f"## {title.zh} {title.en}",
            f"{title.en}：`{cls.name}`，类 `{cls.__name__}`，依据：{cls.document}，{title.citation.zh}。",
            notes,
            table(COLUMNS, column_lines(cls)),
            table(("行 Row", "English", "地址 Address", "依据 Basis", "其他写法 Other wordings"), row_lines(cls)),
        )
        if part
    )


def headings(tables: tuple[type[Table], ...]) -> str:
    """The six headings of a report and their other wordings."""
    proactive, requests, remedies = tables
    sections = (
        ("sections.overview", OVERVIEW),
        *((cls.name, cls.title) for cls in (proactive, requests, remedies)),
        ("sections.problems", PROBLEMS),
        ("sections.other_matters", OTHER_MATTERS),
    )
    lines = ((label.zh, label.en, f"`{name}`", wordings(label)) for name, label in sections)
    return "## 六个标题 The six titles\n\n" + table(
        ("标题 Heading", "English", "属性 Attribute", "其他写法 Other wordings"), lines
    )


def page(edition: Edition) -> str:
    """The page of one edition."""
    tables = FORMS[edition].tables
    document = FORMS[edition].document
    example = "requests.received.total"
    return "\n\n".join(
        [
            INTRODUCTION.format(edition=edition, document=document, example=example),
            headings(tables),
            *map(section, tables),
        ]
    )


PAGES: dict[str, Callable[[], str]] = {
    f"reference/form-{edition}.md": partial(page, edition) for edition in sorted(FORMS, reverse=True)
}
