# ruff: noqa: E501 - the pages have one sentence a line
"""A page for each rule with examples of the conformance suite, and the page that lists them."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import govdisclosure as gd
from generators import conformance
from generators.markdown import table
from govdisclosure.forms.text import Text
from govdisclosure.render.rule_page import Example, markdown
from govdisclosure.render.text import SEVERITIES

INTRODUCTION = """# 规则目录 Catalogue of rules

每条规则有代码、级别、依据、中英文说明，以及明确的“无法判断”的情形。
代码不重复使用。
勾稽关系（REQ、REM）不成立是错误；结构（STR）一律只是警告：没有找到的东西，可能是文件没有，也可能是我们没有读到。

Every rule has a code, a severity, a basis, texts in both languages, and a defined behaviour where it cannot be evaluated.
A code is never given twice.
A balancing relation that does not hold is an error; structure (STR) is a warning throughout: what was not found may be missing from the document, or we may not have read it.

各页的例子取自 `conformance/`，测试会逐个运行：`balanced-2021` 等是 `conformance/reports/` 里的完整报告，缩进的各行是在其中改动的值。
The examples come from `conformance/` and are run by the tests: `balanced-2021` and the like are whole reports in `conformance/reports/`, and the indented lines are the values that are changed in them.

结果中各项的顺序就是下表的顺序，每条规则之内按格式的顺序。
Outcomes come in the order of this table, and within a rule in the order of the form.

有意不设的规则：2024年起未经复议直接起诉（仍然存在）；文字中不完全列举的分项之和；信息处理费（元，第六部分）与行政事业性收费（万元，表二）的比较。
Deliberately no rules: lawsuits without reconsideration since 2024, which still occur; sums over lists in the text that are not exhaustive; and anything that holds the handling fee (yuan, section six) against the administrative fees (10,000 yuan, table two)."""

FAMILIES = (
    ("RE", Text("勾稽关系", "Balancing relations")),
    ("VAL", Text("单个数字", "Single figures")),
    ("STR", Text("结构", "Structure")),
    ("PLA", Text("合理性", "Plausibility")),
    ("YR", Text("跨年度", "Several years")),
    ("NAR", Text("文字与表格", "Text and tables")),
    ("ROL", Text("汇总", "Organs below")),
)

Given = Mapping[str, Any]


def lines(case: Given) -> Iterator[str]:
    """What a case starts from, one line each: the report by name, and each value that is changed in it."""
    if "report" in case:
        yield from _source("", case)
    for number, each in enumerate(case.get("years", ()), start=1):
        yield from _source(f"[{number}] ", each)
    for name in ("previous", "parent", "own"):
        if case.get(name):
            yield from _source(f"{name}: ", case[name])
    for name in ("departments", "governments"):
        for each in case.get(name, ()):
            yield from _source(f"{name}: ", each)
    for name in ("expected", "options"):
        if name in case:
            yield f"{name}: {_json(case[name])}"


def _source(head: str, source: Given) -> Iterator[str]:
    yield f"{head}{source['report']}"
    indent = " " * 4
    for path, value in source.get("changes", {}).items():
        yield f"{indent}{path} = {_short(value)}"
    for address, text in source.get("document", {}).get("printed", {}).items():
        yield f"{indent}{address}: “{text}”"
    for notice in source.get("document", {}).get("notices", ()):
        yield f"{indent}notice {notice['code']}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _short(value: object) -> str:
    text = _json(value)
    return text if len(text) <= 80 else "{…}"


def examples(code: str) -> Iterator[Example]:
    """The cases of a rule as examples, each with the outcome that the case is about."""
    for case in conformance.cases(code):
        outcome = conformance.telling(case, code)
        if outcome is not None:
            text = Text(case["description"]["zh"], case["description"]["en"])
            yield Example(text=text, given=tuple(lines(case)), outcome=outcome)


def page(rule: gd.Rule) -> str:
    """The page of one rule."""
    return markdown(rule, tuple(examples(rule.code)))


def index() -> str:
    """The page of all rules."""
    parts = [INTRODUCTION]
    for start, title in FAMILIES:
        rows = [
            (f"[{rule.code}](rules/{rule.code}.md)", SEVERITIES[rule.severity].zh, rule.title.zh, rule.title.en)
            for rule in gd.RULES
            if rule.code.startswith(start)
        ]
        parts.append(
            f"## {title.zh} {title.en}\n\n{table(('代码 code', '级别 severity', '必须成立', 'must hold'), rows)}"
        )
    links = "\n".join(f"{rule.code} {rule.title.zh} <rules/{rule.code}>" for rule in gd.RULES)
    parts.append(f"```{{toctree}}\n:hidden:\n\n{links}\n```")
    return "\n\n".join(parts)


PAGES: Mapping[str, Callable[[], str]] = {
    "reference/rules.md": index,
    **{f"reference/rules/{rule.code}.md": partial(page, rule) for rule in gd.RULES},
}
"""Path below docs/ to the function that makes the page."""
