"""``python -m benchmarks.narrative [PASSAGES]``: what is read of texts, and how fast.

PASSAGES is a file of JSON lines (``text``, ``year``, ``organ``, ``facts``, ``allow``, ``sums``, ``traps``); without it
only generated text is measured.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import govdisclosure as gd
from govdisclosure.model.mentions import text_of
from govdisclosure.rules.narrative import NARRATIVE_RULES
from narrative.passages import ORGAN, chapters, chooser, generated, of_file, reports
from narrative.score import Scores, lines, scored

_HELD = ("NAR001", "NAR002", "NAR003")


def _told(title: str, scores: Scores, *, worst: int) -> None:
    total = scores.total
    print(f"\n{title}: precision {total.precision:.2%}, recall {total.recall:.2%}")
    print(f"{'':42} {'precis.':>8} {'recall':>8} {'settled':>7} {'stated':>7}")
    print("\n".join(lines(scores.by_what)))
    if scores.by_trap:
        print("by trap")
        print("\n".join(lines(scores.by_trap)))
    print(f"settled in passages that state nothing: {sum(scores.alone.values())}")
    print("\n".join(scores.wrong[:worst]))


def _whole(made: Sequence[gd.AnnualReport], seed: int) -> None:
    false = sum(bool(_findings(each.report)) for each in chapters(made, chooser(seed), wrong=False))
    print(f"\nwhole chapters that agree: {len(made)}, with findings: {false}")
    named = total = others = 0
    for each in chapters(made, chooser(seed), wrong=True):
        found = [o.instance for o in _findings(each.report) if o.rule.code == "NAR001"]
        total += 1
        named += f"NAR001@{each.wrong}" in found
        others += sum(instance != f"NAR001@{each.wrong}" for instance in found)
    print(f"chapters with one wrong figure: {total}, named: {named}, other findings: {others}")


def _findings(report: gd.AnnualReport) -> list[gd.Outcome]:
    found = gd.check(report, rules=NARRATIVE_RULES).findings
    return [each for each in found if each.rule.code in _HELD]


def _speed(made: Sequence[gd.AnnualReport], seed: int) -> None:
    texts = [
        "\n".join(text_of(section) for section in (each.report.sections.overview, each.report.sections.other_matters))
        for each in chapters(made[:100], chooser(seed), wrong=False)
    ]
    times = []
    for text in texts:
        gd.mentions(text, year=2023, organ=ORGAN)
        start = time.process_time()
        gd.mentions(text, year=2023, organ=ORGAN)
        times.append((time.process_time() - start) * 1000)
    length = statistics.median(map(len, texts))
    each = f"{statistics.median(times):.2f} ms (median), {min(times):.2f} (best)"
    print(f"\na chapter of {length:.0f} characters: {each}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.narrative", description=__doc__)
    parser.add_argument("passages", nargs="?", type=Path)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=20, help="how many wrong readings to show")
    chosen = parser.parse_args()
    if chosen.passages is not None:
        _told(str(chosen.passages), scored(of_file(chosen.passages)), worst=chosen.worst)
    made = reports(chosen.reports)
    _told("generated sentences", scored(generated(made, chooser(chosen.seed))), worst=chosen.worst)
    _whole(made, chosen.seed)
    _speed(made, chosen.seed)


if __name__ == "__main__":
    main()
