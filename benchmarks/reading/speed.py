"""``python -m benchmarks.reading.speed``: how long reading takes, beside what there is to compare it with.

The machine may be busy, so CPU seconds stand beside the seconds that passed; times are the least of several rounds.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.reading import files, pdf
from benchmarks.reading.__main__ import machine
from benchmarks.reading.figures import report
from benchmarks.reading.measure import measured
from selectolax.lexbor import LexborHTMLParser

from govdisclosure.readers import read, read_many
from govdisclosure.strategies.layouts import LAYOUTS, Line, Paper, paper

_ROUNDS = 15
_ROUNDS_OF_PAGES = 60


def _least(call: Callable[[], object], rounds: int = _ROUNDS) -> float:
    call()
    return min(measured(call)[1].cpu for _ in range(rounds))


def _clock(*calls: Callable[[], object], rounds: int = _ROUNDS) -> list[float]:
    """The least times of calls that need no other process, in turn, finer than the clock of the CPU."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds + 1):
        for call, taken in zip(calls, times, strict=True):
            start = time.process_time()
            call()
            taken.append(time.process_time() - start)
    return [min(taken[1:]) for taken in times]


def parse_and_walk(content: str) -> int:
    """What selectolax takes at least: the tree, and every node and text in it."""
    tree = LexborHTMLParser(content)
    count = 0
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if node.tag == "-text":
            count += len(node.text_content or "")
        else:
            count += len(node.attributes)
    return count


def html(rng: Random) -> list[dict[str, Any]]:
    """Pages in the layouts of sites and of Word, alone and amid the furniture of a site."""
    found: list[dict[str, Any]] = []
    for name in ("page", "word page", "page in a table"):
        layout = next(each for each in LAYOUTS if each.name == name)
        for furniture in (False, True):
            text = layout.lay_out(paper(report(rng)))
            if furniture:
                links = "".join(
                    f'<li class="a b"><a href="/c/{n}.html" title="栏目{n}">栏目{n}</a></li>' for n in range(800)
                )
                text = text.replace("<body>", f"<body><div class=nav><ul>{links}</ul></div>", 1)
            data = text.encode()
            whole, reader, theirs = _clock(
                lambda data=data: read(data, format="html"),
                lambda data=data: _reader(data),
                lambda text=text: parse_and_walk(text),
                rounds=_ROUNDS_OF_PAGES,
            )
            found.append(
                {
                    "page": name + (" amid furniture" if furniture else ""),
                    "bytes": len(data),
                    "read": whole,
                    "reader": reader,
                    "selectolax": theirs,
                    "ratio": reader / theirs,
                }
            )
    return found


def _reader(data: bytes) -> object:
    from govdisclosure.readers import Limits
    from govdisclosure.readers.web import html as reader

    return reader.read(data, limits=Limits())


def docx(rng: Random) -> float:
    """A Word document."""
    data = files.packed(files.document_xml(paper(report(rng))))
    return _clock(lambda: read(data, format="docx"))[0]


def pdf_of_pages(rng: Random, pages: int) -> dict[str, float]:
    """A PDF of so many pages, the process that reads it already running."""
    blocks: Paper = paper(report(rng))
    words = Line("本机关按照要求做好政府信息公开工作，及时更新内容，加强审核，回应关切。" * 6)
    while True:
        data, _, _ = pdf.as_pdf(blocks, frozenset(), Random(1), drawn=True)
        if _pages(data) >= pages:
            break
        blocks = (*blocks[:3], words, *blocks[3:])
    cpu = _least(lambda: read(data, format="pdf"), 8)
    walls: list[float] = []
    for _ in range(8):
        start = time.perf_counter()
        read(data, format="pdf")
        walls.append(time.perf_counter() - start)
    return {"pages": _pages(data), "cpu": cpu, "seconds": min(walls), "median": statistics.median(walls)}


def _pages(data: bytes) -> int:
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as file:
        return len(file.pages)


def many(rng: Random, count: int) -> dict[str, float]:
    """Many pages through `read_many`, in two processes."""
    layout = LAYOUTS[0]
    with tempfile.TemporaryDirectory() as folder:
        paths: list[Path] = []
        for number in range(count):
            path = Path(folder) / f"{number}.html"
            path.write_bytes(layout.lay_out(paper(report(rng))).encode())
            paths.append(path)
        readings, cost = measured(
            lambda: sum(not isinstance(found, Exception) for _, found in read_many(paths, processes=2))
        )
    return {"pages": count, "read": readings, "seconds": cost.wall, "cpu": cost.cpu}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    rng = Random(args.seed)
    results = {
        "machine": machine(),
        "html": html(rng),
        "docx": docx(rng),
        "pdf": pdf_of_pages(rng, 6),
        "many": many(rng, 1000),
    }
    print(json.dumps(results, ensure_ascii=False, indent=1))
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
