"""What a set of identities can tell apart, and what it can never see."""

import random

import pytest

import govdisclosure as gd
from govdisclosure.diagnosis import linked

EMPTY = gd.zeros(2024)


def of(x, *, without=""):
    """What the identities of a report or table can tell, without those of one code."""
    kept = [identity for identity in gd.identities(x) if identity.code != without]
    return gd.analyse(kept, addresses=gd.addresses(x))


@pytest.mark.parametrize(
    ("x", "rank", "unique", "uncovered", "rows"),
    [(EMPTY, 40, 175, 10, [2, 21, 3]), (gd.zeros(2019), 38, 161, 22, [2, 19, 3])],
)
def test_both_editions(x, rank, unique, uncovered, rows):
    """Every cell of table three is unique, each sum of table four is five-fold ambiguous, table two is not covered."""
    found = of(x)

    assert (rank, unique, uncovered) == (found.rank, len(found.unique), len(found.uncovered))
    assert [5, 5, 5] == [len(group) for group in found.ambiguous]
    assert rows == [len(group) for group in found.alike_rows]
    assert [6, 4] == [len(group) for group in found.alike_columns]
    assert [4, 4, 4] == [len(group) for group in found.alike_cells]
    assert 2 == len(found.dependencies)


def test_lone_failure_in_table_three():
    """A lone failing identity of table three is never a single cell; one of table four can be."""
    found = of(EMPTY)

    assert {"REM001"} == {each.code for each in found.identities} - {
        name.partition("@")[0] for name in found.never_single
    }


@pytest.mark.parametrize(("without", "unique", "largest"), [("REQ003", 7, 21), ("REQ002", 28, 7), ("REQ001", 154, 7)])
def test_without_a_kind(without, unique, largest):
    """Without the sums of the rows little is left."""
    found = of(EMPTY.requests, without=without)

    assert unique == len(found.unique)
    assert largest == max(map(len, found.ambiguous))


def test_last_year_makes_columns_differ():
    """With last year's figures the columns and the first two rows can no longer be exchanged unseen."""
    identities, references = linked(gd.check(EMPTY, previous=gd.zeros(2023)).outcomes)
    carried = [identity for identity in identities if identity.code == "YR001"]
    found = gd.analyse((*gd.identities(EMPTY), *carried), fixed=references)

    assert [21, 3] == [len(group) for group in found.alike_rows]
    assert [4] == [len(group) for group in found.alike_columns]
    assert set(references).isdisjoint(found.unique)


def test_what_is_called_invisible_is_invisible():
    """Exchanging two lines or cells of a group, or moving an amount around a rectangle, leaves a report consistent."""
    rng = random.Random(3)
    found = of(EMPTY)
    report = filled(rng)
    for group in found.alike_rows:
        one, other = rng.sample(group, 2)
        assert gd.Assessment.CONSISTENT is gd.diagnose(exchanged(report, f"{one}.", f"{other}.")).assessment
    for group in found.alike_cells:
        one, other = rng.sample(group, 2)
        swapped = gd.replace(report, {one: gd.get(report, other), other: gd.get(report, one)})
        assert gd.Assessment.CONSISTENT is gd.diagnose(swapped).assessment
    for corners in rng.sample(found.rectangles, 20):
        assert any(
            gd.Assessment.CONSISTENT is gd.diagnose(moved(report, corners, signs)).assessment
            for signs in (
                (1, -1, -1, 1),
                (1, 1, -1, -1),
                (1, -1, 1, -1),
                (1, 1, 1, 1),
                (1, -1, 1, 1),
                (1, 1, 1, -1),
                (1, 1, -1, 1),
                (1, -1, -1, -1),
            )
        )


def filled(rng):
    """A report that balances, without zeros."""
    columns = [
        address.rpartition(".")[2] for address in gd.addresses(EMPTY) if address.startswith("requests.received.")
    ]
    rows = dict.fromkeys(
        address.rpartition(".")[0] for address in gd.addresses(EMPTY) if address.startswith("requests.outcomes.")
    )
    changes = {}
    for column in columns[:-1]:
        parts = {row: rng.randint(10, 99) for row in rows if row != "requests.outcomes.total"}
        done = sum(parts.values())
        parts |= {"requests.outcomes.total": done, "requests.carried_over_out": 40}
        parts |= {"requests.carried_over_in": 30, "requests.received": done + 10}
        changes |= {f"{row}.{column}": value for row, value in parts.items()}
    for row in {address.rpartition(".")[0] for address in changes}:
        changes[f"{row}.total"] = sum(changes[f"{row}.{column}"] for column in columns[:-1])
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = {name: rng.randint(10, 99) for name in ("upheld", "corrected", "other_result", "pending")}
        changes |= {f"remedies.{group}.{name}": value for name, value in parts.items()}
        changes[f"remedies.{group}.total"] = sum(parts.values())
    return gd.replace(EMPTY, changes)


def exchanged(report, one, other):
    """The report with the numbers of two rows exchanged."""
    changes = {}
    for address in gd.addresses(report):
        if address.startswith(one):
            there = other + address.removeprefix(one)
            changes |= {address: gd.get(report, there), there: gd.get(report, address)}
    return gd.replace(report, changes)


def moved(report, corners, signs):
    """The report with four cells off by one amount each."""
    return gd.replace(
        report, {corner: gd.get(report, corner) + 3 * sign for corner, sign in zip(corners, signs, strict=True)}
    )
