"""Strategies for reports that nearly tie, each with the truth beside it."""

from typing import cast

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from govdisclosure.analysis import analyse
from govdisclosure.forms.declare import declared
from govdisclosure.forms.shared import ApplicantCounts
from govdisclosure.forms.values import Value
from govdisclosure.model.access import addresses, get, identities, replace, values
from govdisclosure.model.report import AnnualReport, zeros
from govdisclosure.strategies.valid import reports


@attrs.frozen(kw_only=True)
class WrongCell:
    """A report with one wrong cell: its address, what it should hold, and the instances that fail because of it."""

    report: AnnualReport
    address: str
    right: int
    broken: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Changed:
    """A report changed in several cells: what each should hold, and the instances that fail."""

    report: AnnualReport
    right: tuple[tuple[str, Value], ...]
    broken: tuple[str, ...]


def broken(report: AnnualReport) -> tuple[str, ...]:
    """The instances of the identities that do not hold; every cell must hold a number."""
    found = values(report)
    return tuple(
        identity.instance
        for identity in identities(report)
        if sum(cast("int", found[term.address]) * term.sign for term in identity.terms)
    )


def _wrong_value(draw: st.DrawFn, right: int) -> int:
    """Another count: one more or less, a digit more or less, or any."""
    near = {right + 1, right - 1, right * 10, right // 10, right + 9}
    some = st.one_of(st.sampled_from(sorted(value for value in near if value >= 0 and value != right)), _others(right))
    return draw(some)


def _others(right: int) -> st.SearchStrategy[int]:
    return st.integers(0, 9_999).map(lambda value: value if value < right else value + 1)


def _covered(report: AnnualReport) -> list[str]:
    return list(dict.fromkeys(address for identity in identities(report) for address in identity.addresses))


def _changed(report: AnnualReport, changes: dict[str, Value]) -> Changed:
    wrong = replace(report, changes)
    right = tuple((address, get(report, address)) for address in changes)
    return Changed(report=wrong, right=right, broken=broken(wrong))


@st.composite
def _one_wrong_cell(draw: st.DrawFn, base: st.SearchStrategy[AnnualReport]) -> WrongCell:
    report = draw(base)
    address = draw(st.sampled_from(_covered(report)))
    right = cast("int", get(report, address))
    wrong = replace(report, {address: _wrong_value(draw, right)})
    return WrongCell(report=wrong, address=address, right=right, broken=broken(wrong))


def one_wrong_cell(base: st.SearchStrategy[AnnualReport] | None = None) -> st.SearchStrategy[WrongCell]:
    """A report with one wrong cell among those that some identity covers."""
    return _one_wrong_cell(reports() if base is None else base)


def _names() -> list[str]:
    return [attribute.name for attribute, _ in declared(ApplicantCounts)]


def _request_rows(report: AnnualReport) -> list[str]:
    prefix = "requests."
    return list(dict.fromkeys(a.rpartition(".")[0] for a in addresses(report) if a.startswith(prefix)))


@st.composite
def _swapped_cells(draw: st.DrawFn, base: st.SearchStrategy[AnnualReport]) -> Changed:
    report = draw(base)
    row = draw(st.sampled_from(_request_rows(report)))
    column = draw(st.integers(0, len(_names()) - 2))
    left, right = (f"{row}.{name}" for name in _names()[column : column + 2])
    values_ = get(report, left), get(report, right)
    if values_[0] == values_[1]:
        report = _raised(report, left if column + 2 < len(_names()) else f"{row}.{_names()[0]}", 1)
        values_ = get(report, left), get(report, right)
    return _changed(report, {left: values_[1], right: values_[0]})


def _raised(report: AnnualReport, address: str, by: int) -> AnnualReport:
    """The report with more in one cell of table three and in every total it belongs to, so that all still ties."""
    row, _, name = address.rpartition(".")
    column = name if name != "total" else _names()[0]
    touched = [f"{row}.{column}", f"{row}.total"]
    if row == "requests.carried_over_out":
        touched += [f"requests.received.{c}" for c in (column, "total")]
    elif row in ("requests.received", "requests.carried_over_in"):
        touched += [f"requests.carried_over_out.{c}" for c in (column, "total")]
    elif row == "requests.outcomes.total":
        return _raised(report, f"requests.outcomes.disclosed.{column}", by)
    else:
        touched += [
            f"{group}.{c}" for group in ("requests.outcomes.total", "requests.received") for c in (column, "total")
        ]
    return replace(report, {a: cast("int", get(report, a)) + by for a in touched})


def swapped_cells(base: st.SearchStrategy[AnnualReport] | None = None) -> st.SearchStrategy[Changed]:
    """A report in which two neighbouring cells of one row of table three have changed places, with unlike values."""
    return _swapped_cells(reports() if base is None else base)


@attrs.frozen(kw_only=True)
class WrongIdentity:
    """A report in which an identity fails: the cell that was changed, and the fewest instances that fail with it."""

    report: AnnualReport
    instance: str
    address: str
    right: int
    broken: tuple[str, ...]


@st.composite
def _wrong_identity(draw: st.DrawFn, code: str, base: st.SearchStrategy[AnnualReport]) -> WrongIdentity:
    report = draw(base)
    every = identities(report)
    identity = draw(st.sampled_from([identity for identity in every if identity.code == code]))
    uses = {a: sum(a in other.addresses for other in every) for a in identity.addresses}
    fewest = min(uses.values())
    address = draw(st.sampled_from([a for a, number in uses.items() if number == fewest]))
    right = cast("int", get(report, address))
    wrong = replace(report, {address: _wrong_value(draw, right)})
    return WrongIdentity(report=wrong, instance=identity.instance, address=address, right=right, broken=broken(wrong))


def wrong_identity(
    code: str, *, alone: bool = False, base: st.SearchStrategy[AnnualReport] | None = None
) -> st.SearchStrategy[WrongIdentity]:
    """A report in which an identity of this code fails, together with as few others as can be.

    A sum of table three never fails alone: its identities depend on each other, and one wrong cell breaks two of them
    at least. ``alone=True`` asks for an identity that fails by itself, which only the sums of table four can.
    """
    every = identities(zeros(2023))
    known = {identity.instance for identity in every if identity.code == code}
    if not known:
        raise InvalidArgument(f"no identity has the code {code!r}")
    if alone and not known & set(analyse(every).independent):
        raise InvalidArgument(
            f"no identity of code {code} can fail alone: the identities of table three depend on each other"
        )
    return _wrong_identity(code, reports() if base is None else base)


@st.composite
def _shifted_row(draw: st.DrawFn, base: st.SearchStrategy[AnnualReport]) -> Changed:
    report = draw(base)
    row = draw(st.sampled_from(_request_rows(report)))
    if not get(report, f"{row}.{_names()[0]}"):
        report = _raised(report, f"{row}.{_names()[0]}", draw(st.integers(1, 99)))
    before = [get(report, f"{row}.{name}") for name in _names()]
    after = [0, *before[:-1]]
    return _changed(report, {f"{row}.{name}": value for name, value in zip(_names(), after, strict=True)})


def shifted_row(base: st.SearchStrategy[AnnualReport] | None = None) -> st.SearchStrategy[Changed]:
    """A report in which a row of table three stands one column to the right, and its last figure is lost."""
    return _shifted_row(reports() if base is None else base)


@st.composite
def _undetectable_change(draw: st.DrawFn, base: st.SearchStrategy[AnnualReport]) -> Changed:
    report = draw(base)
    leaves = [row for row in _request_rows(report) if row.startswith("requests.outcomes.")]
    leaves.remove("requests.outcomes.total")
    first, second = draw(st.sampled_from([(a, b) for i, a in enumerate(leaves) for b in leaves[i + 1 :]]))
    columns = [(a, b) for i, a in enumerate(_names()[:-1]) for b in _names()[i + 1 : -1]]
    left, right = draw(st.sampled_from(columns))
    by = draw(st.integers(1, 99))
    report = _raised(_raised(report, f"{first}.{left}", by), f"{second}.{right}", by)
    corners = {f"{first}.{left}": -by, f"{first}.{right}": by, f"{second}.{left}": by, f"{second}.{right}": -by}
    return _changed(report, {a: cast("int", get(report, a)) + change for a, change in corners.items()})


def undetectable_change(base: st.SearchStrategy[AnnualReport] | None = None) -> st.SearchStrategy[Changed]:
    """A report with four wrong cells that no identity can notice: the corners of a rectangle, more and less in turn."""
    return _undetectable_change(reports() if base is None else base)
