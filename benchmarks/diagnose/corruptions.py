"""What goes wrong in a report, one function a kind: each gives the cells that hold another number afterwards."""

import random
from collections.abc import Callable, Mapping

from reports import COLUMNS, OUTCOMES, ROWS

import govdisclosure as gd
from govdisclosure.diagnosis import CauseKind

Changes = dict[str, int]
"""Address to the wrong number."""
Values = Mapping[str, int]
Corruption = Callable[[random.Random, Values], Changes]

ALL_COLUMNS = (*COLUMNS, "total")
GRID = [[f"requests.{'.'.join(row)}.{column}" for column in ALL_COLUMNS] for row in ROWS]
"""The addresses of table three as printed."""
TOTAL, CARRIED_OUT = len(ROWS) - 2, len(ROWS) - 1
OUTCOME_ROWS = range(2, 2 + len(OUTCOMES))
CELLS = [cell for row in GRID for cell in row]
REMEDIES = [
    f"remedies.{group}.{name}"
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    for name in ("upheld", "corrected", "other_result", "pending", "total")
]

# ---------------------------------------------------------------------------------------------- one number


def substituted(rng: random.Random, value: int) -> int:
    digits = list(str(value))
    at = rng.randrange(len(digits))
    digits[at] = rng.choice([digit for digit in "0123456789" if digit != digits[at]])
    return int("".join(digits))


def dropped(rng: random.Random, value: int) -> int:
    digits = str(value)
    at = rng.randrange(len(digits))
    return int(digits[:at] + digits[at + 1 :] or "0")


def added(rng: random.Random, value: int) -> int:
    digits = str(value)
    at = rng.randrange(len(digits) + 1)
    return int(digits[:at] + rng.choice("0123456789") + digits[at:])


def transposed(rng: random.Random, value: int) -> int:
    digits = str(value)
    if len(digits) < 2:
        return value
    at = rng.randrange(len(digits) - 1)
    return int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def off_by_one(rng: random.Random, value: int) -> int:
    return max(0, value + rng.choice((-1, 1)))


def zeroed(rng: random.Random, value: int) -> int:
    return 0


SLIPS = (substituted, dropped, added, transposed, off_by_one, zeroed)


def one(slip: Callable[[random.Random, int], int], cells: list[str] = CELLS) -> Corruption:
    """The slip befalls a cell drawn at random from those it changes."""

    def corrupt(rng: random.Random, values: Values) -> Changes:
        cell = rng.choice(cells)
        return {cell: slip(rng, values[cell])}

    return corrupt


def anything(rng: random.Random, value: int) -> int:
    return rng.choice(SLIPS)(rng, value)


# ---------------------------------------------------------------------------------------------- two numbers


def two(rng: random.Random, values: Values, cells: list[str]) -> Changes:
    return {cell: anything(rng, values[cell]) for cell in cells}


def independent(rng: random.Random, values: Values) -> Changes:
    return two(rng, values, rng.sample(CELLS, 2))


def same_row(rng: random.Random, values: Values) -> Changes:
    return two(rng, values, rng.sample(rng.choice(GRID), 2))


def same_column(rng: random.Random, values: Values) -> Changes:
    at = rng.randrange(len(ALL_COLUMNS))
    return two(rng, values, rng.sample([row[at] for row in GRID], 2))


def exchange(values: Values, first: str, second: str) -> Changes:
    return {first: values[second], second: values[first]}


def swapped_in_row(rng: random.Random, values: Values) -> Changes:
    row, at = rng.choice(GRID), rng.randrange(len(ALL_COLUMNS) - 1)
    return exchange(values, row[at], row[at + 1])


def swapped_in_column(rng: random.Random, values: Values) -> Changes:
    at, column = rng.randrange(len(ROWS) - 1), rng.randrange(len(ALL_COLUMNS))
    return exchange(values, GRID[at][column], GRID[at + 1][column])


def together(rng: random.Random, values: Values, cell: str, total: str) -> Changes:
    wrong = anything(rng, values[cell])
    return {cell: wrong, total: values[total] + wrong - values[cell]}


def with_row_total(rng: random.Random, values: Values) -> Changes:
    row = rng.choice(GRID)
    return together(rng, values, rng.choice(row[:-1]), row[-1])


def with_column_total(rng: random.Random, values: Values) -> Changes:
    column = rng.randrange(len(ALL_COLUMNS))
    return together(rng, values, GRID[rng.choice(OUTCOME_ROWS)][column], GRID[TOTAL][column])


def two_of_a_group(rng: random.Random, values: Values) -> Changes:
    group = 5 * rng.randrange(3)
    return two(rng, values, rng.sample(REMEDIES[group : group + 5], 2))


def three(rng: random.Random, values: Values) -> Changes:
    return two(rng, values, rng.sample(CELLS, 3))


# ---------------------------------------------------------------------------------------------- one slip, many numbers


def line(addresses: list[str], numbers: list[int]) -> Changes:
    return dict(zip(addresses, numbers, strict=True))


def row_shifted(rng: random.Random, values: Values) -> Changes:
    row = rng.choice(GRID)
    numbers = [values[cell] for cell in row]
    return line(row, [0, *numbers[:-1]] if rng.random() < 0.5 else [*numbers[1:], 0])


def total_and_carried_out(rng: random.Random, values: Values) -> Changes:
    return rows_exchanged(values, TOTAL, CARRIED_OUT)


def any_two_rows(rng: random.Random, values: Values) -> Changes:
    return rows_exchanged(values, *rng.sample(range(len(GRID)), 2))


def rows_exchanged(values: Values, one: int, other: int) -> Changes:
    first, second = GRID[one], GRID[other]
    return line(first, [values[cell] for cell in second]) | line(second, [values[cell] for cell in first])


def total_omits_row(rng: random.Random, values: Values) -> Changes:
    omitted = GRID[rng.choice(OUTCOME_ROWS)]
    return {total: values[total] - values[part] for total, part in zip(GRID[TOTAL], omitted, strict=True)}


def row_left_blank(rng: random.Random, values: Values) -> Changes:
    return dict.fromkeys(rng.choice([row for at, row in enumerate(GRID) if at != TOTAL]), 0)


def row_copied(rng: random.Random, values: Values) -> Changes:
    at = rng.randrange(1, len(GRID))
    if not any(values[cell] for cell in GRID[at - 1]):
        return {}  # this would be a row left blank
    return line(GRID[at], [values[cell] for cell in GRID[at - 1]])


def number_split(rng: random.Random, values: Values) -> Changes:
    row = rng.choice(GRID)
    numbers = [values[cell] for cell in row]
    places = [at for at, number in enumerate(numbers[:-1]) if number > 9]
    if not places:
        return {}
    at = rng.choice(places)
    digits = str(numbers[at])
    cut = rng.randrange(1, len(digits))
    pieces = [int(digits[:cut]), int(digits[cut:])]
    rest = numbers[at + 1 : -1] if rng.random() < 0.7 else numbers[at + 2 :]
    return line(row, [*numbers[:at], *pieces, *rest])


def totals_column_empty(rng: random.Random, values: Values) -> Changes:
    return {row[-1]: 0 for row in GRID}


def totals_row_empty(rng: random.Random, values: Values) -> Changes:
    return dict.fromkeys(GRID[TOTAL], 0)


def remedies_shifted(rng: random.Random, values: Values) -> Changes:
    numbers = [values[cell] for cell in REMEDIES]
    return line(REMEDIES, [0, *numbers[:-1]] if rng.random() < 0.5 else [*numbers[1:], 0])


def remedies_totals_omit(rng: random.Random, values: Values) -> Changes:
    part = rng.randrange(4)
    groups = [REMEDIES[at : at + 5] for at in (0, 5, 10)]
    return {group[4]: values[group[4]] - values[group[part]] for group in groups}


def rows_moved(rng: random.Random, values: Values, *, up: bool) -> Changes:
    """Three rows or more stand one row too high, or too low; the first or last of them is lost, one is zero."""
    start = rng.randrange(len(GRID) - 3)
    moved = GRID[start : rng.randrange(start + 2, len(GRID)) + 1]
    there, empty = (moved[:-1], moved[-1]) if up else (moved[1:], moved[0])
    rows = zip(there, moved[1:] if up else moved[:-1], strict=True)
    changes = {cell: values[old] for row, taken in rows for cell, old in zip(row, taken, strict=True)}
    return changes | dict.fromkeys(empty, 0)


def rows_moved_up(rng: random.Random, values: Values) -> Changes:
    return rows_moved(rng, values, up=True)


def rows_moved_down(rng: random.Random, values: Values) -> Changes:
    return rows_moved(rng, values, up=False)


def pasted_row(rng: random.Random, values: Values, before: Values) -> Changes:
    row = rng.choice(GRID)
    return {cell: before[cell] for cell in row} if any(before[cell] for cell in row) else {}


def pasted_table(rng: random.Random, values: Values, before: Values) -> Changes:
    return {cell: before[cell] for cell in CELLS}


ONE: dict[str, Corruption] = {
    **{f"one digit {slip.__name__}".replace("_", " "): one(slip) for slip in (substituted, dropped, added, transposed)},
    "off by one": one(off_by_one),
    "left at zero": one(zeroed),
    "table four: any of these": one(anything, REMEDIES),
}
TWO: dict[str, Corruption] = {
    "two cells anywhere": independent,
    "two cells of a row": same_row,
    "two cells of a column": same_column,
    "neighbours swapped in a row": swapped_in_row,
    "neighbours swapped in a column": swapped_in_column,
    "a cell and its row's total": with_row_total,
    "a cell and its column's total": with_column_total,
    "table four: two cells of a group": two_of_a_group,
}
SLIP: dict[str, tuple[Corruption, CauseKind]] = {  # what changes one number only is one wrong cell, and drawn again
    "row shifted by one column": (row_shifted, CauseKind.ROW_SHIFTED),
    "neighbours swapped in a row": (swapped_in_row, CauseKind.NEIGHBOURS_SWAPPED),
    "neighbours swapped in a column": (swapped_in_column, CauseKind.NEIGHBOURS_SWAPPED),
    "total and carry-over exchanged": (total_and_carried_out, CauseKind.LINES_EXCHANGED),
    "any two rows exchanged": (any_two_rows, CauseKind.LINES_EXCHANGED),
    "total leaves out a row": (total_omits_row, CauseKind.TOTAL_OMITS),
    "row left blank (zeros)": (row_left_blank, CauseKind.LINE_LEFT_EMPTY),
    "row copied from the one above": (row_copied, CauseKind.ROW_COPIED),
    "number split in two": (number_split, CauseKind.NUMBER_SPLIT),
    "column of totals empty (zeros)": (totals_column_empty, CauseKind.TOTALS_LEFT_EMPTY),
    "row of totals empty (zeros)": (totals_row_empty, CauseKind.TOTALS_LEFT_EMPTY),
    "table four shifted by one column": (remedies_shifted, CauseKind.ROW_SHIFTED),
    "table four: totals leave out a part": (remedies_totals_omit, CauseKind.TOTAL_OMITS),
}
BLIND: dict[str, tuple[Corruption, int]] = {
    "three cells anywhere": (three, 3),
    "rows moved up by one": (rows_moved_up, 2),
    "rows moved down by one": (rows_moved_down, 2),
}


PASTED: dict[str, Callable[[random.Random, Values, Values], Changes]] = {
    "row of last year's report": pasted_row,
    "table three of last year's report": pasted_table,
}
"""What is copied from last year's report, which is given to the diagnosis."""


def applied(report: gd.AnnualReport, changes: Changes) -> gd.AnnualReport:
    return gd.replace(report, changes)
