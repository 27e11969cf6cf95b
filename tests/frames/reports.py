"""Reports with everything wrong that a frame can show, from a seed."""

import random
from decimal import Decimal

import attrs

import govdisclosure as gd

ORGANS = ("临澜县水务局", "教育部", "杭州市人民政府", "某单位")


def changed(rng, report, addresses, values):
    """The report with something else in these cells."""
    drawn = {address: rng.choice(values) for address in addresses}
    money = {address for address in drawn if isinstance(gd.get(report, address), Decimal)}
    return gd.replace(
        report,
        {
            address: Decimal(value) if address in money and not isinstance(value, gd.Gap) else value
            for address, value in drawn.items()
        },
    )


def corrupted(number, seed=1):
    """Reports of both editions, some blank throughout, with wrong numbers, large ones and gaps of every reason."""
    rng = random.Random(seed)
    found = [gd.blank(2019), gd.blank(2023), gd.zeros(2020), gd.zeros(2023, organ="杭州市人民政府")]
    while len(found) < number:
        year = rng.choice([2019, 2020, 2021, 2023, 2031])
        report = gd.zeros(year, organ=rng.choice(ORGANS))
        some = rng.sample(gd.addresses(report), rng.choice([0, 1, 3, 10, 60]))
        values = [*gd.Gap, -3, 1, 2, 150, 2000, 10**11]
        report = changed(rng, report, some, values)
        fee = rng.choice([gd.Gap.ABSENT, Decimal(10), Decimal("13.5"), Decimal(-10)])
        found.append(attrs.evolve(report, handling_fee=fee, year=rng.choice([report.year, gd.Gap.ABSENT])))
    return found


def series(organs, seed=3):
    """The reports of some organs over years that need not follow each other, some years twice or three times.

    Some have the table three of the year before, with a cell or two that are not the same.
    """
    rng = random.Random(seed)
    found = []
    for organ in (f"机关{number}" for number in range(organs)):
        before = None
        for year in sorted(rng.sample(range(2018, 2025), rng.choice([1, 2, 3, 5]))):
            report = gd.zeros(year, organ=organ)
            told = [each for each in gd.addresses(report) if "carried" in each or each.startswith("proactive")]
            values = [gd.Gap.BLANK, gd.Gap.ABSENT, 0, 1, 2, 3]
            report = changed(rng, report, rng.sample(told, rng.choice([0, 1, 3, 10])), values)
            if year > 2020 and rng.random() < 0.5:
                fee = Decimal(rng.choice(["1", "10000", "5000", "4999.99", "0.3", "20000"]))
                report = gd.replace(report, {"proactive.fees.amount": fee})
            if before is not None and rng.random() < 0.7:
                report = copied(rng, attrs.evolve(report, requests=before.requests))
            before = report
            found.append(report)
            for _ in range(rng.choice([0, 0, 0, 0, 1, 2])):
                found.append(changed(rng, report, rng.sample(told, rng.choice([0, 0, 2])), [4, 5]))
        if rng.random() < 0.1:
            found.append(attrs.evolve(found[-1], year=gd.Gap.ABSENT))
    return found


def copied(rng, report):
    """The report with something else in no cell of table three, or in a few."""
    cells = [each for each in gd.addresses(report) if each.startswith("requests.")]
    values = [*gd.Gap, 0, 1, 2]
    return changed(rng, report, rng.sample(cells, rng.choice([0, 0, 0, 1, 2])), values)


def restated(number, seed=5):
    """Two or three reports for one year of each organ, and one for the next: alike, or not in a few cells or units."""
    rng = random.Random(seed)
    found = []
    for organ in (f"机关{each}" for each in range(number)):
        year = rng.choice([2019, 2021])
        report = gd.zeros(year, organ=organ)
        cells = gd.addresses(report)
        some = [*rng.sample(cells, 3), "requests.carried_over_out.natural_persons"]
        report = changed(rng, report, some, [gd.Gap.BLANK, gd.Gap.ABSENT, 1, 1, 2, 2])
        for _ in range(rng.choice([2, 2, 3])):
            other = changed(rng, report, rng.sample(cells, rng.choice([0, 0, 1])), [*gd.Gap, 0, 0, 1])
            if year == 2019:
                unit, amount = rng.choice([gd.Unit.YUAN, gd.Unit.UNKNOWN]), rng.choice([Decimal(0), Decimal(7)])
                group = attrs.evolve(other.proactive.central_procurement, amount=amount, amount_unit=unit)
                other = attrs.evolve(other, proactive=attrs.evolve(other.proactive, central_procurement=group))
            if rng.random() < 0.2:
                other = attrs.evolve(other, requests=gd.zeros(2019 if year == 2021 else 2021).requests)
            found.append(other)
        found.append(copied(rng, attrs.evolve(report, year=year + 1)))
    return found


def families(number, seed=7):
    """Governments with the reports of their organs for two years, and who belongs to whom."""
    rng = random.Random(seed)
    found, members = [], []
    for government in (f"政府{each}" for each in range(number)):
        organs = [f"{government}部门{each}" for each in range(4)]
        members += [(organ, government) for organ in organs]
        for year in (2022, 2023):
            parts = []
            for organ in rng.sample(organs, rng.choice([3, 4, 4, 4])):
                report = gd.zeros(year, organ=organ)
                cells = gd.addresses(report)
                report = changed(rng, report, rng.sample(cells, 30), [0, 1, 2, 3])
                gaps = rng.sample(cells, rng.choice([0, 0, 0, 1]))
                parts += [changed(rng, report, gaps, [gd.Gap.BLANK])] * rng.choice([1] * 15 + [2])
            whole = gd.aggregate(parts, organ=government, year=year).report
            some = rng.sample(gd.addresses(whole)[10:], rng.choice([0, 1]))
            found += [*parts, changed(rng, whole, some, [0, 7])]
    return found, members
