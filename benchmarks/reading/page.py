"""Results as Markdown tables."""

from collections.abc import Mapping
from typing import Any

_HEAD = (
    "| {} | documents | whole | cells right | refused | unsaid | **wrong** | refused documents | crashes |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def tables(results: Mapping[str, Any]) -> str:
    """All tables of a run."""
    parts = [f"`{results['command']}`", "", _by(results, "by_format", "format"), "", _costs(results), ""]
    parts += [_by(results, "by_kind", "deviation alone"), ""]
    parts += [_by(results, "by_layout", "layout"), "", _beside(results), "", _lookalikes(results), "", _faults(results)]
    return "\n".join(part for part in parts if part is not None)


def is_faulty(results: Mapping[str, Any]) -> bool:
    """Whether anything is wrong, unsaid or crashed."""
    return bool(results["faults"] or results["lookalikes"]["read"])


def _row(name: str, each: Mapping[str, Any]) -> str:
    cells = each["right"] + each["refused"] + each["unsaid"] + each["wrong"]
    share = f"{100 * each['right'] / cells:.2f} %" if cells else "-"
    whole = f"{100 * each['whole'] / each['documents']:.1f} %"
    numbers = (each["refused"], each["unsaid"], f"**{each['wrong']}**", each["refused_documents"], each["crashes"])
    return f"| {name} | {each['documents']} | {whole} | {share} | {' | '.join(map(str, numbers))} |"


def _by(results: Mapping[str, Any], table: str, title: str) -> str:
    rows = [_row(name, each) for name, each in results[table].items()]
    if table == "by_format":
        total = {key: sum(each[key] for each in results[table].values()) for key in _KEYS}
        rows.append(_row("all", total))
        kept = f"{100 * total['kept_right'] / total['kept']:.3f} %" if total["kept"] else "-"
        rows.append(
            f"\nOf the cells in documents that keep the information, {kept} are right ({total['kept']:,} cells)."
        )
    return "\n".join([_HEAD.format(title), *rows])


_KEYS = (
    "documents",
    "whole",
    "right",
    "refused",
    "unsaid",
    "wrong",
    "refused_documents",
    "crashes",
    "kept",
    "kept_right",
)


def _costs(results: Mapping[str, Any]) -> str:
    rows = ["| format | CPU median | 95 % | most | memory median | 95 % | most |", "|---|--:|--:|--:|--:|--:|--:|"]
    for name, each in results["by_format"].items():
        cpu, memory = each["cpu"], each["memory"]
        times = [f"{1000 * cpu.get(key, 0):.1f} ms" for key in ("median", "p95", "max")]
        sizes = [f"{memory.get(key, 0) / 2**20:.1f} MiB" for key in ("median", "p95", "max")]
        rows.append(f"| {name} | {' | '.join((*times, *sizes))} |")
    return "\n".join(rows)


def _beside(results: Mapping[str, Any]) -> str:
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


def _lookalikes(results: Mapping[str, Any]) -> str:
    found = results["lookalikes"]
    read = f": {', '.join(found['read'])}" if found["read"] else ""
    return f"Lookalikes refused: {found['documents'] - len(found['read'])} of {found['documents']}{read}."


def _faults(results: Mapping[str, Any]) -> str:
    keys = ("number", "format", "layout", "kinds", "unsaid", "crash", "cells")
    rows = [f"- {' '.join(str(each[key]) for key in keys)}" for each in results["faults"][:60]]
    return "\n".join([f"Faults: {len(results['faults'])} documents", *rows])
