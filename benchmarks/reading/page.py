"""Results as Markdown: the tables of one run, and the page of the documentation from several.

``python -m benchmarks.reading.page RESULTS.json... --looks LOOKS.json --heads MATRIX.json CONVERTERS.json
--speed SPEED.json > docs/explanation/reading-accuracy.md``; with ``--looks`` or ``--heads`` alone it prints a section.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading.chinese import both
from benchmarks.reading.flattened import as_table

_HEAD = (
    "| {} | documents | whole | cells right | refused | unsaid | **wrong** | documents refused | crashes |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
)
_KEYS = (
    "documents", "whole", "right", "refused", "unsaid", "wrong", "refused_documents", "crashes", "kept", "kept_right",
)  # fmt: skip

Results = Mapping[str, Any]


def tables(results: Results) -> str:
    """All tables of a run."""
    parts = [f"`{results['command']}`", by(results, "by_format", "format"), costs(results)]
    parts += [by(results, "by_kind", "deviation alone"), by(results, "by_layout", "layout"), beside(results)]
    return "\n\n".join([*(part for part in parts if part), lookalikes(results), faults(results)])


def is_faulty(results: Results) -> bool:
    """Whether anything is wrong, unsaid or crashed."""
    return bool(results["faults"] or results["lookalikes"]["read"])


def _row(name: str, each: Mapping[str, Any]) -> str:
    cells = each["right"] + each["refused"] + each["unsaid"] + each["wrong"]
    share = f"{100 * each['right'] / cells:.2f} %" if cells else "-"
    whole = f"{100 * each['whole'] / each['documents']:.1f} %"
    numbers = (each["refused"], each["unsaid"], f"**{each['wrong']}**", each["refused_documents"], each["crashes"])
    return f"| {name} | {each['documents']} | {whole} | {share} | {' | '.join(map(str, numbers))} |"


def by(results: Results, table: str, title: str, *, shown: Callable[[str], str] = str) -> str:
    """One of the tables of sums; that of formats ends with all together."""
    rows = [_row(shown(name), each) for name, each in results[table].items()]
    if table == "by_format":
        total = {key: sum(each[key] for each in results[table].values()) for key in _KEYS}
        kept = f"{100 * total['kept_right'] / total['kept']:.3f} %" if total["kept"] else "-"
        rows += [_row("all", total), ""]
        rows.append(
            f"Of the {total['kept']:,} cells in documents that keep the information, {kept} are right as printed."
        )
    return "\n".join([_HEAD.format(title), *rows])


def costs(results: Results) -> str:
    """CPU time and growth of memory for each format."""
    rows = ["| format | CPU median | 95 % | most | memory median | 95 % | most |", "|---|--:|--:|--:|--:|--:|--:|"]
    for name, each in results["by_format"].items():
        cpu, memory = each["cpu"], each["memory"]
        times = [f"{1000 * cpu.get(key, 0):.0f} ms" for key in ("median", "p95", "max")]
        sizes = [f"{memory.get(key, 0) / 2**20:.1f} MiB" for key in ("median", "p95", "max")]
        rows.append(f"| {name} | {' | '.join((*times, *sizes))} |")
    return "\n".join(rows)


def beside(results: Results) -> str:
    """What other readers made of the same documents."""
    found = results.get("beside", {})
    if not found:
        return ""
    rows = [
        "| tables of | documents | failed | right / not read / **wrong** with the recogniser of this library "
        "| with a script | CPU median |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, each in found.items():
        cpu = sorted(each["cpu"])
        time = f"{1000 * cpu[len(cpu) // 2]:.0f} ms" if cpu else "-"
        parts = (name, each["documents"], each["failed"], _three(each["cells"]), _three(each["script"]), time)
        rows.append(f"| {' | '.join(map(str, parts))} |")
    return "\n".join(rows)


def _three(cells: list[int]) -> str:
    right, refused, wrong = cells
    return f"{right} / {refused} / **{wrong}**"


def lookalikes(results: Results) -> str:
    """How many lookalikes were refused, and which were not."""
    found = results["lookalikes"]
    read = f": {', '.join(found['read'])}" if found["read"] else ""
    return f"Lookalikes refused: {found['documents'] - len(found['read'])} of {found['documents']}{read}."


def faults(results: Results) -> str:
    """Every document that was read wrong."""
    keys = ("number", "format", "layout", "kinds", "unsaid", "crash", "cells")
    rows = [f"- {' '.join(str(each[key]) for key in keys)}" for each in results["faults"][:60]]
    return "\n".join([f"Faults: {len(results['faults'])} documents", *rows])


# ---------------------------------------------------------------------------------------------------- the page

_TOP = """# 读取的准确度

已知的报告，按公开报告里见过的写法印成文件，读回来逐格比较。
Known reports, printed with the deviations of published ones, read back and compared cell by cell.

生成器在 `benchmarks/reading/`，一切由种子决定；怎样算读对、拒读、读错，见那里的 README。
The generator is in `benchmarks/reading/` and everything follows from its seed; the README there says what counts.

* **right** 读对：与所印的一致，数字或空白。As printed, a number or a gap.
* **refused** 拒读：没有给出数字，提示指明这一格。No number, and a notice that names the cell.
* **unsaid**：没有给出数字，也没有提示。No number and no notice.
* **wrong** 读错：给出了没有印在那里的数字、空白或占位符。A number, blank or placeholder that is not printed there.
* **whole**：全部读对的文件。Documents in which everything was right.

文件是生成的，不是抽样：这些数字说明什么样的写法读得对，不说明公开报告里有多少读得对。
The documents are made, not sampled: the figures say which deviations are read right, not how many published reports.
"""


def page(runs: Sequence[Results], looks: Sequence[Results], heads: Sequence[Results], speed: Results | None) -> str:
    """The page of the documentation; without runs the sections on looks and heads alone."""
    if not runs:
        return "\n\n".join([*map(_looks, looks), *([_heads(heads)] if heads else [])])
    parts = [_TOP, "## 运行 Runs", _commands(runs)]
    merged = _merged(runs)
    parts += ["## 各种格式 By format", by(merged, "by_format", "format"), costs(merged)]
    parts += [
        "CPU 时间含子进程；内存是读一份文件时进程（含读 PDF 的进程）增长的峰值，不含 LibreOffice。  \n"
        "CPU time includes child processes; memory is the peak growth of the process and of the one that reads PDF, "
        "without LibreOffice.",
        lookalikes(merged),
    ]
    if shown := beside(merged):
        parts += ["## 其他工具 Other readers", _BESIDE, shown]
    parts += ["## 只有一种偏差的文件 Documents with one deviation", by(merged, "by_kind", "偏差 deviation", shown=both)]
    parts += ["## 有几种偏差的文件 Documents with several", by(merged, "with_kind", "其中有 among others", shown=both)]
    parts += ["## 各种版式 By layout", by(merged, "by_layout", "版式 layout", shown=both)]
    parts += map(_looks, looks)
    if heads:
        parts.append(_heads(heads))
    if speed is not None:
        parts += ["## 速度 Speed", _speed(speed)]
    return "\n\n".join(parts) + "\n"


_LOOKS = """## 数字的外观 Looks of figures

每份文件至少有一种外观：约四分之一的数字旁有标记、看不见或划掉的数字、别的颜色和字体，或者以别的方式印出（见[什么算数字的一部分](looks.md)）。
其中“读对”要求读出的正是人看见的数；存疑的格不给出数字，提示指明这一格，算作拒读。
Each document has at least one look: about every fourth figure has a mark, digits that are not seen or struck out,
another colour or font beside it, or is shown by other means ([what counts as part of a number](looks.md)).
A cell in doubt has no number and a notice that names it, and counts as refused."""


def _looks(run: Results) -> str:
    alone = by({**run, "by_kind": dict(sorted(run["by_kind"].items()))}, "by_kind", "外观 look", shown=both)
    return "\n\n".join([_LOOKS, _commands([run]), by(run, "by_format", "format"), alone])


_HEADS = """## 只以次序给出的表头 Heads told only in order

上面的生成器总是把表头按格式印在各行、各列里；工具却会丢掉合并格，把跨行的标签印在别的行上，重复标签，给表头编号。
因此这里另取已知报告的表头样式（标签、跨格、次序），数字各不相同，经过各种丢失位置的途径，再逐格比较。
以前没有发现，正因为生成的两万份文件都保持了表头的行列，而通常的报告只有自然人申请、其余为零，行内合计无论如何都平。
The generator above keeps the lines and columns of a head. Tools do not: they lose merged cells, print labels that span
lines on other lines, repeat them, number them. So the heads of known reports (labels, spans, order) are taken here with
figures that are all different, through every way of losing slots. It had not been found before because all generated
documents kept their heads, and because in a usual report, with natural persons alone and zeros beside them, every row
adds up whatever its columns are called.

* 各列依格式次序的表头（已知的报告全部如此）：不得有读错的格。次序不同的是虚构的：位置还在时不得读错；
  位置丢失后，次序本身看不出来，须有提示指明这一格。
  Heads with their columns in the official order, as all known reports have them: no cell may be wrong. The others are
  invented: none may be wrong while slots are kept; once they are lost, order cannot show it, and a notice names the
  cell.
* **gaps**：印有数字（或留空）而没有读出。No number where one is printed, or no blank where the cell is empty.
* **wrong, named / not named**：读成了没有印在那里的数字或空白；有、没有提示指明这一格。
  A number or a blank that is not printed there; with or without a notice that names the cell.
* **wrong in a report PASSED**：其中所在报告各项关系都平的。Those in reports whose identities all hold.
"""


def _heads(runs: Sequence[Results]) -> str:
    parts = [_HEADS]
    for run in runs:
        versions = ", ".join(f"{name} {value}" for name, value in run["machine"].items() if value != "not installed")
        seconds = f"{run['seconds']} s CPU, {run['broken']} documents not as owed"
        parts.append(f"`{run['command']}`: {seconds}; {versions}.")
        tables = {head: {name: Counter(each) for name, each in table.items()} for head, table in run["tables"].items()}
        parts += [as_table(head, table) for head, table in tables.items() if table]
    return "\n\n".join(parts) + "\n"


_BESIDE = """同一次运行里的同一批文件。它们的表交给本库的识别器，与本库的读取器所给的一样对待；
“script” 是常见的做法：找到行标签，按次序取后面的格（只比较表二、表三）。
The same files in the same run. Their tables are given to the recogniser of this library as if one of its own readers
had made them; the script does the usual: it finds the label of a row and takes the cells after it in order (tables two
and three only). A reader that fails on a document has read nothing of it."""


def _commands(runs: Sequence[Results]) -> str:
    rows = ["| command | documents | seconds | faults |", "|---|--:|--:|--:|"]
    for run in runs:
        count = sum(each["documents"] for each in run["by_format"].values())
        rows.append(f"| `{run['command']}` | {count} | {run['seconds']} | {len(run['faults'])} |")
    machine = runs[0]["machine"]
    versions = ", ".join(f"{name} {value}" for name, value in machine.items())
    return "\n".join(rows) + f"\n\n{versions}."


def _merged(runs: Sequence[Results]) -> Results:
    found: dict[str, Any] = {name: {} for name in ("by_kind", "with_kind", "by_format", "by_layout", "beside")}
    looks = runs[0]["lookalikes"]
    for run in runs:
        for table in ("by_kind", "with_kind", "by_format", "by_layout"):
            for name, each in run[table].items():
                before = found[table].get(name)
                found[table][name] = _added(before, each) if before else dict(each)
        found["beside"].update(run.get("beside", {}))
    for table in ("by_kind", "with_kind", "by_layout"):
        found[table] = dict(sorted(found[table].items()))
    return {**found, "lookalikes": looks, "faults": [fault for run in runs for fault in run["faults"]]}


def _added(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two sums together; the times are those of the larger."""
    larger = max(one, other, key=lambda each: each["documents"])
    return {**larger, **{key: one[key] + other[key] for key in _KEYS}}


def _speed(speed: Results) -> str:
    rows = ["| | CPU | | target |", "|---|--:|---|---|"]
    for each in speed["html"]:
        ratio = each["read"] / each["selectolax"]
        told = (
            f"reader {1000 * each['reader']:.1f} ms, selectolax {1000 * each['selectolax']:.1f} ms: {ratio:.1f} times"
        )
        rows.append(
            f"| HTML, {each['page']}, {each['bytes']:,} bytes | {1000 * each['read']:.1f} ms | {told} | 4 times |"
        )
    pdf, many = speed["pdf"], speed["many"]
    rows.append(f"| DOCX | {1000 * speed['docx']:.1f} ms | | 20 ms |")
    rows.append(f"| PDF of {pdf['pages']} pages | {pdf['cpu']:.2f} s | {pdf['seconds']:.2f} s passed | 0.6 s |")
    told = f"{many['seconds']:.1f} s passed in two processes on a busy machine"
    rows.append(f"| {many['pages']} pages of HTML by `read_many` | {many['cpu']:.1f} s | {told} | 5 s on two cores |")
    return "\n".join(["`python -m benchmarks.reading.speed`", "", *rows])


def main() -> None:
    """Print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path, nargs="*")
    parser.add_argument("--looks", type=Path, nargs="*", default=[], help="results with ``--looks must``")
    parser.add_argument("--heads", type=Path, nargs="*", default=[], help="results of the matrix and the converters")
    parser.add_argument("--speed", type=Path)
    args = parser.parse_args()
    runs, looks, heads, speed = (
        [json.loads(path.read_text(encoding="utf-8")) for path in paths]
        for paths in (args.results, args.looks, args.heads, [args.speed] if args.speed else [])
    )
    print(page(runs, looks, heads, speed[0] if speed else None), end="")


if __name__ == "__main__":
    main()
