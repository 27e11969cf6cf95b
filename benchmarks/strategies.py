"""What the strategies cost: examples a second against bare bytes, and seconds to the smallest counterexample."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst

T = TypeVar("T")

EXAMPLES = 1000
SEEDS = 3
OPTIONS = settings(deadline=None, database=None)


def rate(strategy: st.SearchStrategy[object], examples: int = EXAMPLES) -> float:
    """Examples a second, health checks on."""

    @settings(OPTIONS, max_examples=examples, phases=[Phase.generate])
    @given(strategy)
    def run(example: object) -> None:
        pass

    start = time.perf_counter()
    run()
    return examples / (time.perf_counter() - start)


def smallest(strategy: st.SearchStrategy[T], wanted: Callable[[T], bool], seed: int) -> tuple[float, T]:
    """Seconds to find an example and shrink it, and what it shrinks to."""
    start = time.perf_counter()
    found = find(strategy, wanted, random=random.Random(seed), settings=settings(OPTIONS, max_examples=3000))
    return time.perf_counter() - start, found


def total_above_1000(report: gd.AnnualReport) -> bool:
    """A total exceeds 1000."""
    return report.requests.received.total > 1000


def out_above_in(report: gd.AnnualReport) -> bool:
    """Carried out exceeds carried in by 7."""
    return report.requests.carried_over_out.total > report.requests.carried_over_in.total + 7


def in_above_out(report: gd.AnnualReport) -> bool:
    """Carried in exceeds carried out by 7."""
    return report.requests.carried_over_in.total > report.requests.carried_over_out.total + 7


def two_cells(report: gd.AnnualReport) -> bool:
    """Two cells far apart are both above zero."""
    outcomes = report.requests.outcomes
    return (
        outcomes.not_disclosed.prohibited_by_law.research_institutions > 0 < outcomes.unable_to_provide.not_held.total
    )


def a_case(report: gd.AnnualReport) -> bool:
    """More than five cases are lost."""
    return report.remedies.litigation_direct.corrected > 5


def figures(report: gd.AnnualReport) -> str:
    """The cells that are not zero."""
    held = ((address, gd.get(report, address)) for address in gd.addresses(report))
    return ", ".join(f"{address} {value}" for address, value in held if value)


RATES = {
    "binary(160)": st.binary(min_size=160, max_size=160),
    "reports()": gst.reports(),
    "reports(edition='2021')": gst.reports(edition="2021"),
    "reports(max_cells=8)": gst.reports(max_cells=8),
    "requests()": gst.requests(),
    "one_wrong_cell()": gst.one_wrong_cell(),
    "panels()": gst.panels(),
    "families()": gst.families(),
    "rendered()": gst.rendered(),
}
PROPERTIES = (total_above_1000, out_above_in, in_above_out, two_cells, a_case)


def main() -> None:
    """Print both tables."""
    found = {name: rate(strategy) for name, strategy in RATES.items()}
    for name, per_second in found.items():
        print(f"{name:26}{per_second:8.0f} a second{per_second / found['binary(160)']:8.2f} of binary(160)")
    for wanted in PROPERTIES:
        runs = [smallest(gst.reports(), wanted, seed) for seed in range(SEEDS)]
        slowest = max(seconds for seconds, _ in runs)
        print(f"{wanted.__doc__ or '':44}{slowest:5.1f} s at most; {figures(runs[0][1])}")


if __name__ == "__main__":
    main()
