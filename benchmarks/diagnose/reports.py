"""Reports made up at random, with sizes as published reports have them: a few large numbers and many zeros."""

import random

import govdisclosure as gd
from govdisclosure.forms.declare import rows
from govdisclosure.forms.editions import build

ROWS = list(rows(gd.Requests2021))
"""The rows of table three, in the order of the form."""
OUTCOMES = ROWS[2:-2]
COLUMNS = ("natural_persons", "commercial_enterprises", "research_institutions", "public_welfare_organizations")
COLUMNS += ("legal_service_institutions", "other_organizations")

SHARES = (0.92, 0.06, 0.002, 0.005, 0.01, 0.003)
"""What part of the applicants are of each kind, about."""


def split(rng: random.Random, count: int, weights: list[float]) -> list[int]:
    """A count distributed over parts by weight."""
    parts = [0] * len(weights)
    for at in rng.choices(range(len(weights)), weights, k=count):
        parts[at] += 1
    return parts


def outcome_weights(rng: random.Random) -> list[float]:
    """How often each outcome is: the first two and "not held" are common, many never occur."""
    common = {0: 30.0, 1: 8.0, 10: 20.0, 13: 6.0, 20: 6.0}
    return [common.get(at, 1.0) * rng.lognormvariate(0, 1) * (rng.random() < 0.7) for at in range(len(OUTCOMES))]


def table_three(rng: random.Random, before: gd.Requests2021 | None = None) -> gd.Requests2021:
    """A table three that balances, of a size between a village and a province.

    With last year's, the sizes of the columns are about those of last year, and what it carries over is carried in.
    """
    size = min(int(rng.lognormvariate(3.6, 1.7)) + 1, 20_000)
    shares = [share * rng.lognormvariate(0, 0.6) for share in SHARES]
    weights = outcome_weights(rng)
    weights[0] += 0.5
    held: dict[tuple[tuple[str, ...], str], int] = {}
    for column, drawn in zip(COLUMNS, split(rng, size, shares), strict=True):
        received = drawn if before is None else int(getattr(before.received, column) * rng.lognormvariate(0, 0.4) + 0.5)
        carried = split(rng, drawn, [0.04, 0.96])[0] if before is None else getattr(before.carried_over_out, column)
        left = split(rng, received + carried, [0.05, 0.95])[0]
        done = split(rng, received + carried - left, weights)
        column_values = [received, carried, *done, sum(done), left]
        held.update({(row, column): value for row, value in zip(ROWS, column_values, strict=True)})
    for row in ROWS:
        held[row, "total"] = sum(held[row, column] for column in COLUMNS)
    return build(gd.Requests2021, lambda cell: held[cell.path[:-1], cell.path[-1]])


def table_four(rng: random.Random) -> gd.Remedies:
    """A table four that balances."""
    held: dict[str, int] = {}
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = split(rng, int(rng.lognormvariate(1.5, 1.5)), [5, 2, 2, 1])
        for name, value in zip(("upheld", "corrected", "other_result", "pending"), parts, strict=True):
            held[f"{group}.{name}"] = value
        held[f"{group}.total"] = sum(parts)
    return build(gd.Remedies, lambda cell: held[cell.address])


def report(rng: random.Random, before: gd.AnnualReport | None = None) -> gd.AnnualReport:
    """A whole report that balances, also with last year's; table two, which nothing ties, is zero."""
    empty = gd.zeros(2024)
    return gd.AnnualReport(
        organ=empty.organ,
        year=2024 if before is None else before.year + 1,
        proactive=empty.proactive,
        requests=table_three(rng, None if before is None else before.requests),
        remedies=table_four(rng),
    )
