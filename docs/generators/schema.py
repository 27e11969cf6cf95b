"""The page of the JSON format: what stands where, with documents that the library really wrote."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import attrs

import govdisclosure as gd
from generators.markdown import table
from govdisclosure.forms.text import Text
from govdisclosure.render import Entry, render
from govdisclosure.render.schemas import SCHEMAS, schema

GOLDEN = Path(__file__).resolve().parents[2] / "tests" / "golden" / "report-1.json"
"""The document that every version of the library must read."""

Json = dict[str, Any]


def _named(found: Json) -> str:
    """What a document that follows a schema says of itself."""
    properties = found.get("properties") or found["$defs"]["AnnualReport"]["properties"]
    return cast("str", properties["schema"]["const"])


INTRODUCTION = """# JSON 格式

`gd.to_json`、`gd.to_dict` 写出、`gd.from_json`、`gd.from_dict` 读入的就是下面的格式，\
`govdisclosure convert` 也写这种格式。
同一份声明还给出 JSON Schema（2020-12 版）：`govdisclosure schema` 或 `gd.json_schema()`。
为什么是这样、以后会不会变，见[嵌入与数据格式](../explanation/embedding.md)。

This is what `gd.to_json` and `gd.to_dict` write, `gd.from_json` and `gd.from_dict` read, \
and what `govdisclosure convert` gives.
The JSON Schema (draft 2020-12) comes from the same declarations: `govdisclosure schema` or `gd.json_schema()`."""

VALUES = """## 值 Values

| 值 | 写法 | 例 | Written as |
| --- | --- | --- | --- |
| 件数等计数 | 整数，绝对值小于 10¹² | `713` | integer |
| 金额 | 字符串，小数点前至多 12 位，后至多 6 位 | `"4068.208"` | string |
| 没有数字 | 空缺的原因，从不用 null | `"blank"`、`"placeholder"`、`"absent"`、`"unreadable"` | \
word of the gap, never null |
| 日期 | ISO 8601 | `"2024-12-31"` | date |

读入是严格的：布尔值、小数、写成字符串的整数、NaN、未知的键、缺少的键、重复的键一律拒绝，并一次报出全部问题及其路径。
12.0 和重复的键通得过任何 JSON Schema，但通不过 `gd.from_json`；除此之外二者一致。
Reading is strict, and every problem is told at once with its path; \
a float of integral value and a key given twice pass any JSON Schema and are refused here."""

SCHEMAS_TOLD = """## 各命令输出的 JSON Schema Schemas of what the commands write

每份输出在 `schema` 里说明它遵循哪一种；格式变了，末尾的数字就变。
Every document says in `schema` which one it follows; the number at its end changes with the format.

""" + table(
    ("命令 Command", "`schema`", "`$id`"),
    (
        (f"`govdisclosure schema {name}`", f"`{_named(found)}`", f"`{found['$id']}`")
        for name in SCHEMAS
        for found in (schema(name),)
    ),
)

MEANINGS: Mapping[str, Text] = {
    "schema": Text("格式的版本", "version of the format"),
    "organ": Text("行政机关；`name` 为名称或空缺", "the organ; `name` is its name or the word of a gap"),
    "year": Text("报告年度或空缺", "reporting year or the word of a gap"),
    "period": Text(
        "统计期限，两端都算；没有时为 null", "statistical period, both days included; null if there is none"
    ),
    "proactive": Text("表二，`edition` 说明版次", "table two; `edition` says which"),
    "requests": Text("表三，`edition` 说明版次", "table three; `edition` says which"),
    "remedies": Text("表四", "table four"),
    "sections": Text("一、五、六部分的文字或空缺", "the text of sections one, five and six, or a gap each"),
    "handling_fee": Text("信息处理费，元", "information handling fee, in yuan"),
}


def parts(node: object) -> tuple[str, list[tuple[str, object]]]:
    """The brackets of a JSON object or array, and its parts with the text before each; nothing for any other value."""
    if isinstance(node, dict):
        return "{}", [(f"{json.dumps(key)}: ", value) for key, value in cast("Json", node).items()]
    return "[]", [("", value) for value in cast("list[object]", node)] if isinstance(node, list) else []


def compact(node: object, indent: int = 0) -> str:
    """JSON with one line for each object that holds no other, such as a row of a table."""
    brackets, inside = parts(node)
    if not any(isinstance(value, (dict, list)) for _, value in inside):
        return json.dumps(node, ensure_ascii=False)
    pad = "  " * (indent + 1)
    items = ",\n".join(pad + head + compact(value, indent + 1) for head, value in inside)
    return f"{brackets[0]}\n{items}\n{pad[2:]}{brackets[1]}"


def block(node: object) -> str:
    """JSON as a block of code."""
    return f"```json\n{compact(node)}\n```"


def report() -> gd.AnnualReport:
    """The golden report with text of ours in its sections."""
    found = gd.from_json(GOLDEN.read_text(encoding="utf-8"))
    assert isinstance(found, gd.AnnualReport)
    inner = gd.Section(heading="（一）主动公开", text="规范性文件印发后即公开。")
    sections = gd.Sections(
        overview=gd.Section(heading="一、总体情况", subsections=(inner,)),
        problems=gd.Gap.BLANK,
        other_matters=gd.Gap.ABSENT,
    )
    return attrs.evolve(found, sections=sections)


def key_lines() -> Iterator[tuple[str, str, str]]:
    """A line for each key of a report."""
    properties = gd.json_schema()["$defs"]["AnnualReport"]["properties"]
    for key in properties:
        yield f"`{key}`", MEANINGS[key].zh, MEANINGS[key].en


def record_lines(x: gd.AnnualReport) -> Iterator[str]:
    """The first entries of a record, and some of its figures."""
    record = gd.to_record(x)
    chosen = [*list(record)[:8], "requests.received.total", "remedies.reconsideration.upheld", "handling_fee"]
    for name in chosen:
        yield f"{name!r}: {record[name]!r},"


def failed(x: gd.Remedies) -> Json:
    """The result of checking a table that does not tie, as `--json` writes it, with the first failed outcome only."""
    text = "".join(render("json", [Entry(source="remedies.json", data=x, result=gd.check(x))], lang="en"))
    document = json.loads(text)
    for entry in document["entries"]:
        entry["outcomes"] = [outcome for outcome in entry["outcomes"] if outcome["verdict"] == "failed"][:1]
    return cast("Json", document)


def page() -> str:
    """The whole page."""
    whole = report()
    alone = gd.replace(whole.remedies, {"litigation_direct.pending": gd.Gap.BLANK})
    wrong = gd.replace(whole.remedies, {"reconsideration.total": 171})
    lines = "\n ".join(record_lines(whole))
    return "\n\n".join(
        [
            INTRODUCTION,
            VALUES,
            "## 一份报告 A report",
            table(("键 Key", "含义", "Meaning"), key_lines()),
            "三张表的数字取自宿迁市人民政府 2024 年度报告，其余为示例。\n"
            "The figures of the tables are those of a real report; the rest is made up.",
            block(gd.to_dict(whole)),
            "## 单独一张表 One table alone",
            "`table` 说明是哪张表；其中一格印着空白。\n`table` says which one it is; one cell is printed empty.",
            block(gd.to_dict(alone)),
            "## 一行记录 A flat record",
            '`gd.to_record` 给出地址到值的一层映射，值是 Python 对象；`separator="__"` 得到可作列名的键。\n'
            "`gd.to_record` gives one flat mapping of addresses to Python values; section texts have no place in it.",
            f"```text\n{{{lines}\n ...}}\n```",
            SCHEMAS_TOLD,
            "## 核对结果 Results of a check",
            "`govdisclosure check --json` 写出的文档，只留一条未通过的结论；通过的只有前四个键。\n"
            "What `check --json` writes, with the one outcome that failed; one that passed has the first four keys.",
            block(failed(wrong)),
        ]
    )
