"""The glossary: every id of the form from its declarations, of values and verdicts, and the words we write with."""

import enum
from collections.abc import Iterator, Mapping
from typing import cast

from generators.forms import columns_of, rows_of
from generators.markdown import table
from govdisclosure.forms.declare import Printed, Table
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.say import GAPS, UNITS
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Unit
from govdisclosure.kernel import Verdict
from govdisclosure.render.text import SEVERITIES, VERDICTS
from govdisclosure.rules.rule import Severity

INTRODUCTION = """# 词汇表 Glossary

代码里的标识一律是英文，不翻译，也不改变；官方标签是中文，与表上所印一字不差。
本页列出每个标识的中英文对照：先是写文档和消息时用的词，再是表样里的全部标识，最后是取值和结论。

Ids are English and never change; official labels are Chinese exactly as printed.
First the words that pages and messages are written with, then every id of the form, then values and verdicts.

英文译法的来源：国会法律图书馆关于 2019 年《条例》的介绍（L）、\
China Law Translate 的译文（C）、中国政府网英文版（G）、已发表的译文（H）；\
“—”表示没有找到通行译法，由本项目拟定。
Sources of the English: Law Library of Congress on the Regulations of 2019 (L), China Law Translate (C), \
the English edition of the central government's website (G), published translations (H); \
"—" where no established English was found and the wording is ours."""

CONCEPTS: tuple[tuple[str, Text, str, Text], ...] = (
    (
        "",
        Text("政府信息公开条例", "Regulations on Open Government Information"),
        "L",
        Text("2019 年国务院令第711号", "State Council Order 711, 2019; also: on Government Information Disclosure"),
    ),
    ("", Text("政府信息公开", "open government information; disclosure for the act"), "L C S", Text("", "")),
    (
        "AnnualReport",
        Text("政府信息公开工作年度报告", "annual report on open government information work"),
        "C",
        Text("核对的产物叫“结果”，不叫报告", "what a check gives is a result, never a report"),
    ),
    ("organ", Text("行政机关", "administrative organ"), "C G", Text("", "")),
    ("proactive", Text("主动公开", "proactive disclosure"), "L", Text("", "")),
    (
        "requests",
        Text("依申请公开；申请", "disclosure upon request; request"),
        "L H",
        Text("不用 application：它在程序里指软件", "never “application”, which is software to a developer"),
    ),
    ("", Text("申请人", "applicant"), "G", Text("", "")),
    (
        "outcomes",
        Text("办理结果", "outcome (of a request)"),
        "—",
        Text("规则的结论另称 Outcome", "what a rule says of one thing is a rule outcome (`Outcome`)"),
    ),
    ("carried_over_in", Text("上年结转", "carried over from last year"), "—", Text("", "")),
    ("carried_over_out", Text("结转下年度", "carried over to next year"), "—", Text("", "")),
    (
        "Identity",
        Text("勾稽关系", "identity; balancing relation (between cells)"),
        "—",
        Text("会计上另称 tie-out、cross-footing", "accountants say tie-out or cross-footing"),
    ),
    (
        "Identity.sides",
        Text("勾稽关系的两边", "sides (of an identity): what both sums are called"),
        "—",
        Text("如“各项之和”与“总计填”，不称左右", "as “the parts add up to” and “the total is”, never left and right"),
    ),
    (
        "TIE001",
        Text("相互矛盾的勾稽关系", "conflict: several identities that cannot hold together"),
        "—",
        Text(
            "无论空格填什么都不能同时成立，去掉其中任何一条就可以；诊断里另称 `Contradiction`",
            "whatever the blanks hold; without any one of them the others could; a `Contradiction` in a diagnosis",
        ),
    ),
    ("", Text("补正", "correction (amending and supplementing a request)"), "H", Text("条例第三十条", "Art. 30")),
    ("", Text("区分处理", "severed; part disclosed after separating"), "—", Text("条例第三十七条", "Art. 37")),
    (
        "handling_fee",
        Text("信息处理费", "information handling fee"),
        "—",
        Text("单位为元，与表二的收费（万元）无关", "in yuan; nothing to do with the fees of table two"),
    ),
    (
        "remedies",
        Text("行政复议、行政诉讼", "administrative reconsideration and litigation"),
        "G",
        Text("复议不译 review，以免与司法审查混淆", "never “review”, which is also judicial review"),
    ),
    ("normative_documents", Text("行政规范性文件", "administrative normative documents"), "L", Text("", "")),
    (
        "government_rules",
        Text("规章", "rules (of departments and local governments)"),
        "L",
        Text("本项目的核对规则另称 Rule", "our own checks are `Rule`s"),
    ),
    ("", Text("表样；年度报告格式", "the form"), "—", Text("", "")),
    (
        "edition",
        Text("版次", "edition (of a table)"),
        "—",
        Text("属于每张表，不由年份决定", "belongs to each table, not to the year"),
    ),
    ("year", Text("报告年度", "reporting year"), "—", Text("不是公布的年份", "not the year of publication")),
    (
        "address",
        Text("地址", "address (of a cell)"),
        "—",
        Text("单元格在报告里的属性路径", "the path of attributes to a cell"),
    ),
    ("Gap", Text("空缺", "gap: why a cell holds no number"), "—", Text("空缺不是零", "a gap is not a zero")),
    (
        "Mention",
        Text("文中数字", "mention: a figure that the text states, with its reading"),
        "—",
        Text("读法确定（settled）的才与表格核对", "only a settled one is held against the tables"),
    ),
    (
        "Clause",
        Text("句式", "clause: a way of putting something, as a record"),
        "—",
        Text("由词类组成", "made of kinds of words"),
    ),
    (
        "Comparison",
        Text("比对", "comparison"),
        "—",
        Text("两份报告或两张同样的表", "of two reports, or of two tables of one name"),
    ),
    (
        "Change",
        Text("变动", "change (of a cell between two reports)"),
        "—",
        Text("表样里的“本年增/减”只作地址 change", "the form's 本年增/减 is `change` as an address only"),
    ),
    (
        "Particular",
        Text("单元格以外的异同", "particular (of a comparison)"),
        "—",
        Text("机关、年度、期间、版次、单位、标题", "organ, year, period, edition, unit, heading"),
    ),
    ("Passage", Text("文段", "passage: a sentence, clause or heading of a section"), "—", Text("", "")),
    (
        "Aggregate",
        Text("汇总", "aggregate: the sum of reports"),
        "—",
        Text("只加流量，不加存量", "flows only, never stocks"),
    ),
    (
        "Kernel",
        Text("内核", "kernel: balancing relations turned into code"),
        "—",
        Text("三种回答：成立、不成立、说不定", "three answers: it holds, it does not, it cannot be told"),
    ),
    ("Rule", Text("规则", "rule"), "—", Text("", "")),
    ("Outcome", Text("规则的结论", "rule outcome"), "—", Text("", "")),
    (
        "Assessment",
        Text("诊断的判断", "assessment (of a diagnosis)"),
        "—",
        Text("“结论”只用于规则", "a verdict is of rules only"),
    ),
    (
        "Explanation",
        Text("解释", "explanation (of what fails)"),
        "—",
        Text("哪些格有误，应当是多少", "which cells are wrong, and what they should hold"),
    ),
    (
        "",
        Text("解释的大小", "size (of an explanation)"),
        "—",
        Text(
            "改动的格数；“唯一”只与同样大小或更小的比",
            "how many cells it changes; “unique” is said of those of its size and smaller ones",
        ),
    ),
    (
        "Reading",
        Text("读取结果", "reading"),
        "—",
        Text("报告、位置和提示", "the report, where its numbers stand, and notices"),
    ),
    ("Notice", Text("读取提示", "notice"), "—", Text("", "")),
    (
        "",
        Text("排法", "way in which a table is laid out; layout"),
        "—",
        Text("一张表只有一种；采用的之外称“其他”", "a table has one; those that are not taken are rivals"),
    ),
    ("", Text("代价", "cost (of a way)"), "—", Text("越小越可信", "the smaller, the likelier")),
)
"""Id (empty where there is none), the words, source of the English, remark."""

REPORT: Mapping[str, Text] = {
    "organ.name": Text("行政机关名称", "name of the organ as printed"),
    "year": Text("报告年度", "reporting year"),
    "period": Text("统计期限", "statistical period, both days included"),
    "handling_fee": Text("信息处理费（元）", "information handling fee (yuan)"),
    "amount_unit": Text("采购总金额的单位", "unit of the procurement amount of the 2019 edition"),
    **{f"sections.{name}": label.text for name, label in TITLES.items()},
}

WORDS: Mapping[enum.Enum, Text] = dict(
    (
        *GAPS.items(),
        *UNITS.items(),
        *VERDICTS.items(),
        (Verdict.NOT_APPLICABLE, Text("不适用", "not applicable")),
        *SEVERITIES.items(),
    )
)


def labels() -> Iterator[tuple[str, Printed, str]]:
    """Every id of the form: name, label, and where it stands."""
    for cls in cast("tuple[type[Table], ...]", table_classes()):
        where = f"`{cls.__name__}`"
        yield cls.name, cls.title, where
        for path, label, _ in rows_of(cls, ()):
            yield path[-1], label, where
        for (name, _), label in columns_of(cls).items():
            yield name, label, where


def form_lines() -> Iterator[tuple[str, str, str, str]]:
    """A line for each id and label, in alphabetical order of the ids."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for name, label, where in labels():
        found.setdefault((name, label.zh, label.en), {})[where] = None
    for name, zh, en in sorted(found):
        yield f"`{name}`", zh, en, "<br>".join(found[name, zh, en])


def concept_lines() -> Iterator[tuple[str, ...]]:
    """A line for each concept."""
    for name, words, source, remark in CONCEPTS:
        note = "；".join(part for part in (remark.zh, remark.en) if part)
        yield words.zh, words.en, f"`{name}`" if name else "", source, note


def value_section(members: type[enum.Enum], heading: str) -> str:
    """The members of an enumeration."""
    lines = ((f"`{each.value}`", WORDS[each].zh, WORDS[each].en) for each in members)
    return f"### {heading}：`{members.__name__}`\n\n" + table(("标识 Id", "中文", "English"), lines)


def page() -> str:
    """The whole glossary."""
    report = ((f"`{name}`", text.zh, text.en) for name, text in REPORT.items())
    return "\n\n".join(
        [
            INTRODUCTION,
            "## 用词 Words",
            table(("中文", "English", "标识 Id", "来源 Source", "说明 Remark"), concept_lines()),
            "## 报告的字段 Fields of a report",
            table(("标识 Id", "中文", "English"), report),
            "## 表样中的标识 Ids of the form",
            table(("标识 Id", "中文", "English", "类 Class"), form_lines()),
            "## 取值和结论 Values and verdicts",
            value_section(Gap, "空缺的原因"),
            value_section(Unit, "单位"),
            value_section(Verdict, "结论"),
            value_section(Severity, "级别"),
        ]
    )
