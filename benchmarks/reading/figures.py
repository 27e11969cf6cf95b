"""Reports with figures as published ones have them, or with figures that are all different, so that any shift shows."""

from collections.abc import Sequence
from random import Random

from govdisclosure.model.access import addresses, replace, values
from govdisclosure.model.report import AnnualReport, Organ
from govdisclosure.strategies import consistent
from govdisclosure.strategies.consistent import Shape

PLACES = (
    "临澜县", "青浦桥区", "云栖州", "北屿市", "沙洲镇", "白鹭省", "澜江市石桥区", "云岭自治县", "东沃街道",
    "北屿市高新技术产业开发区",
)  # fmt: skip
OFFICES = ("水务局", "教育局", "人民政府", "档案馆", "综合行政执法局", "卫生健康委员会", "人民政府办公室", "司法局")


def shape(rng: Random, *, mixed: bool = False) -> Shape:
    """The editions of the tables: of one form, or of two."""
    shapes = consistent.shapes(None, None)
    fitting = [each for each in shapes if (each[0].edition == each[1].edition) is not mixed]
    return rng.choice(fitting)


def report(rng: Random, *, mixed: bool = False) -> AnnualReport:
    """A report of one organ for one year."""
    chosen = shape(rng, mixed=mixed)
    first, last = (2019, 2020) if chosen[1].edition == "2019" else (2021, 2026)
    organ = Organ(rng.choice(PLACES) + rng.choice(OFFICES))
    made = consistent.report_of(chosen, organ, rng.randint(first, last), _numbers(rng, chosen))
    return _untied(made, rng) if rng.random() < 0.2 else made


def _numbers(rng: Random, chosen: Shape) -> Sequence[int]:
    """What fills the free cells: a village with a handful, a city with thousands, or all cells different."""
    size = consistent.size(chosen)
    profile = rng.randrange(4)
    if profile == 0:
        return [rng.choice((0, 0, 0, 0, 0, 0, 1, 2, rng.randrange(1, 40))) for _ in range(size)]
    if profile == 1:
        return [rng.choice((0, rng.randrange(10), rng.randrange(200), rng.randrange(9000))) for _ in range(size)]
    return rng.sample(range(1, 10 * size), size)


def _untied(made: AnnualReport, rng: Random) -> AnnualReport:
    """The report with a few counts that no longer add up: a reader has to read what is printed."""
    counts = [address for address, value in values(made).items() if type(value) is int and value >= 0]
    chosen = rng.sample(counts, rng.randint(1, 5))
    return replace(made, {address: rng.randrange(1000) for address in chosen})


def size_of(made: AnnualReport) -> int:
    """Cells of the report."""
    return len(addresses(made))
