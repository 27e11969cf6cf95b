"""``python -m benchmarks.hostile.growth --seed N --count M``: time grows in step with a document, whatever it repeats.

Each document repeats a few lines, made of the labels, heads and titles of a whole report and of what stands around
them, as text, with tabs, or as a page. It is read with 500, 1,000 and 2,000 repetitions. Time that is more than ten
times as long for four times the text is a finding, and so is a document that takes more than five seconds; the command
fails if there is one.
"""

import argparse
import contextlib
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

from govdisclosure.errors import GovDisclosureError
from govdisclosure.readers import read_all

_REPORT: Final = Path(__file__).resolve().parents[2] / "examples" / "linlan-water-2023.html"
_FIGURES: Final = ("0", "1", "12", "3,456", "1.50", "/", "—", "", " ", "&nbsp;", "1 2", "12①", "①", "约3", "无", "x")
_WORDS: Final = (
    "说明",
    "备注：无",
    "（一）",
    "1.",
    "一、",
    "第 3 页",
    "- 3 -",
    "单位：件",
    "2023年",
    "某县某局",
    "|---|",
    "#",
    "**",
)
_TIMES: Final = (500, 1_000, 2_000)
_STEEP: Final = 10.0
_FLOOR: Final = 0.5
_MOST: Final = 5.0
_WAYS: Final = ("text", "tabs", "bars", "html", "csv")


def words() -> list[str]:
    """The texts of a report: its titles, heads and labels, as one page prints them."""
    found = re.findall(r">([^<>]+)<", _REPORT.read_text(encoding="utf-8"))
    texts = dict.fromkeys(text.strip() for text in found)
    return [text for text in texts if text and len(text) < 60 and not text.isdigit()]


def unit(rng: Random, known: Sequence[str]) -> list[list[str]]:
    """A few lines of a few cells."""
    return [
        [_cell(rng, known) for _ in range(rng.choice((1, 1, 1, 2, 3, 4, 8)))]
        for _ in range(rng.choice((1, 1, 2, 3, 4)))
    ]


def _cell(rng: Random, known: Sequence[str]) -> str:
    text = rng.choice(rng.choice((known, known, known, _FIGURES, _FIGURES, _WORDS)))
    cut = rng.random()
    return text[: rng.randrange(len(text) + 1)] if cut < 0.1 else text


def document(lines: Sequence[Sequence[str]], way: str, times: int, head: Sequence[Sequence[str]]) -> bytes:
    """The lines again and again, behind a few others."""
    whole = [*head, *[list(line) for _ in range(times) for line in lines]]
    if way == "html":
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in whole)
        return f"<p>某县某局2023年政府信息公开工作年度报告</p><table>{rows}</table>".encode()
    joint = {"text": " ", "tabs": "\t", "bars": " | ", "csv": ","}[way]
    edge = "| " if way == "bars" else ""
    text = "\n".join(edge + joint.join(line) for line in whole)
    return f"某县某局2023年政府信息公开工作年度报告\n{text}".replace("&nbsp;", " ").encode()


def taken(data: bytes, format: str) -> float:
    """Processor time of reading, in seconds."""
    start = time.process_time()
    with contextlib.suppress(GovDisclosureError):
        read_all(data, format=format)
    return time.process_time() - start


def findings(seed: int, count: int) -> Iterator[str]:
    """The documents whose time grows too fast."""
    known = words()
    for number in range(count):
        rng = Random(f"{seed} {number}")
        lines, head, way = unit(rng, known), unit(rng, known) if rng.random() < 0.5 else [], rng.choice(_WAYS)
        format = {"html": "html", "csv": "csv"}.get(way, "text")
        times = [taken(document(lines, way, repeated, head), format) for repeated in _TIMES]
        if (times[-1] > _FLOOR and times[-1] > _STEEP * times[0]) or times[-1] > _MOST:
            yield f"{number} {way} {head} then {lines}: {', '.join(f'{each:.2f}' for each in times)} s"


def main() -> int:
    """Run, print, and fail if anything grew too fast."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile.growth", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    args = parser.parse_args()
    found = 0
    for finding in findings(args.seed, args.count):
        found += 1
        print(finding, flush=True)
    print(f"{args.count} documents, {found} whose time grows faster than they do")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
