"""How often diagnosis is right and how long it takes: ``python benchmarks/diagnose`` prints Markdown.

Everything is seeded. Times are CPU times of one thread, the least of three runs, and without the check itself: the time
that the same call takes on the report before it was corrupted is taken off.
"""

import argparse
import platform
from importlib.metadata import version
from importlib.util import find_spec

import corruptions
from measure import Row, cases, determined, explained, measure, timed

HEADING = (
    "| what was wrong | breaks an identity | found | unique | first | unique but wrong "
    "| explanations | beyond the check | 99 % |"
)
RULE = "|---|---|---|---|---|---|---|---|---|"


def line(row: Row) -> str:
    """One row of the table."""
    shares = " | ".join(f"{100 * share:.1f} %" for share in (row.seen, row.found, row.unique, row.first, row.misled))
    return f"| {row.kind} | {shares} | {row.alternatives:.0f} | {row.beyond:.0f} µs | {row.worst:.0f} µs |"


def table(title: str, rows: list[Row]) -> None:
    """A table with its title."""
    print(f"\n**{title}**\n\n{HEADING}\n{RULE}")
    print("\n".join(map(line, rows)), flush=True)


def accuracy(count: int, seed: int) -> None:
    """The accuracy tables."""
    common = {"count": count, "seed": seed}
    ones = [measure(kind, corrupt, **common) for kind, corrupt in corruptions.ONE.items()]
    table("One cell", ones)
    twos = [measure(kind, corrupt, **common, least=2) for kind, corrupt in corruptions.TWO.items()]
    table("Two cells", twos)
    slips = [
        measure(kind, corrupt, **common, cause=cause, least=2) for kind, (corrupt, cause) in corruptions.SLIP.items()
    ]
    table("One slip over several cells (found: with its cause)", slips)
    blind = [measure(kind, corrupt, **common, least=least) for kind, (corrupt, least) in corruptions.BLIND.items()]
    table("Beyond what is looked for", blind)


def pasted(count: int, seed: int) -> None:
    """What is copied from last year's report, with that report at hand."""
    print("\n**Copied from last year's report**\n")
    print("| what was wrong | shows | explained so | first | unique but wrong |\n|---|---|---|---|---|")
    for kind, corrupt in corruptions.PASTED.items():
        shares = " | ".join(f"{100 * share:.1f} %" for share in explained(kind, corrupt, count, seed))
        print(f"| {kind} | {shares} |", flush=True)


def blanks(count: int, seed: int) -> None:
    """What blanks do to one wrong cell, and what follows for blanks."""
    wrong = corruptions.one(corruptions.anything)
    rows = [
        measure(f"one cell, {number} blank", wrong, count=count, seed=seed, blanks=number) for number in (1, 5, 20, 40)
    ]
    table("One wrong cell of table three beside blanks", rows)
    print("\n**Blanks of table three in reports that are right**\n")
    print("| blanks | follow from the identities | of these right | time, ranges included |\n|---|---|---|---|")
    for number in (1, 5, 10, 20, 40):
        followed, correct, micros = determined(number, count=count, seed=seed)
        print(f"| {number} | {100 * followed:.1f} % | {100 * correct:.1f} % | {micros / 1000:.1f} ms |", flush=True)


def solver(count: int, seed: int) -> None:
    """The same cases for a solver of mixed integer programs; nothing where scipy is not installed."""
    try:
        import highs
    except ImportError:
        print("\nscipy is not installed: no comparison with HiGHS")
        return
    print("\n**Beside HiGHS, same cases**\n")
    print("| what was wrong | HiGHS right | HiGHS | diagnose | ratio |\n|---|---|---|---|---|")
    for kind, corrupt, least in (
        ("one cell", corruptions.one(corruptions.anything), 1),
        ("two cells anywhere", corruptions.independent, 2),
    ):
        found = [(highs.solved(case), timed(case.wrong)[1]) for case in cases(kind, corrupt, count, seed, least)]
        right = sum(answer.right for answer, _ in found) / len(found)
        theirs = sorted(answer.micros for answer, _ in found)[len(found) // 2]
        ours = sorted(micros for _, micros in found)[len(found) // 2]
        print(
            f"| {kind} | {100 * right:.0f} % | {theirs / 1000:.1f} ms | {ours / 1000:.3f} ms | {theirs / ours:,.0f} |"
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=1000, help="cases of each kind")
    parser.add_argument("--solver-cases", type=int, default=40, help="cases of each kind for HiGHS")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    present = [name for name in ("attrs", "scipy") if find_spec(name) is not None]
    names = ", ".join(f"{name} {version(name)}" for name in present)
    print(f"Python {platform.python_version()}, {names}, {platform.machine()}; {options.cases} cases of each kind")
    accuracy(options.cases, options.seed)
    pasted(options.cases, options.seed)
    blanks(options.cases // 5, options.seed)
    solver(options.solver_cases, options.seed)


if __name__ == "__main__":
    main()
