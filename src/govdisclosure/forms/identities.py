"""The balancing relations (勾稽关系) of the form, as data. The only place where a sum is written down.

An identity says that two sums over cells are equal. The checker, the columnar checker, error localisation, live
formulas, strategies and the documentation all take their sums from here.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

import attrs

from govdisclosure.forms.declare import Cell, Kind, Table, cells, declared, rows
from govdisclosure.forms.registry import FORMS, remembered
from govdisclosure.forms.say import listed
from govdisclosure.forms.shared import ApplicantCounts
from govdisclosure.forms.text import Text


@attrs.frozen
class Term:
    """One signed addend of an identity: the address of a cell and +1 or -1.

    ``report`` tells the reports apart where an identity spans several (a year, the name of an organ).
    """

    address: str
    sign: int = 1
    report: str = ""

    @property
    def name(self) -> str:
        """The address with the report before it, where there is one: ``2023:requests.carried_over_out.total``."""
        return f"{self.report}:{self.address}" if self.report else self.address

    @property
    def signed(self) -> bool:
        """Whether its number may be negative: that of a change (本年增/减)."""
        return self.address in _signed()

    @property
    def raises(self) -> bool:
        """Whether a gap in this cell can make the sum larger than what is known of it."""
        return self.sign > 0 or self.signed

    @property
    def lowers(self) -> bool:
        """Whether a gap in this cell can make the sum smaller than what is known of it."""
        return self.sign < 0 or self.signed


@remembered()
def _signed() -> frozenset[str]:
    """The addresses of all cells whose number may be negative, in a report and in a table alone."""
    found = {(table.name, each) for form in FORMS.values() for table in form.tables for each in cells(table)}
    changes = {(name, each.address) for name, each in found if each.kind is Kind.CHANGE}
    return frozenset(address for name, own in changes for address in (own, f"{name}.{own}"))


NOTHING = Text("", "")


@remembered()
def table_called(name: str) -> Text:
    """What officials call a table, by the number of its section: 表三; nothing of what is no table."""
    titles = (table.title for form in FORMS.values() for table in form.tables if table.name == name)
    title = next(titles, None)
    return NOTHING if title is None else Text(f"表{title.zh[0]}", f"table {title.en[0]}")


_BETWEEN = Text(" ", ", ")

Sides = tuple[Text, Text]
"""What the two sums of an identity are called, as a sentence puts it right before the number."""

TOTAL: Sides = (Text("各项之和", "the parts add up to"), Text("总计填", "the total is"))
BALANCE: Sides = (Text("第一、二项之和", "items 1 and 2 add up to"), Text("第三、四项之和", "items 3 and 4 add up to"))
EITHER: Sides = (Text("一方之和", "one side adds up to"), Text("另一方之和", "the other adds up to"))
"""Of an identity of which nothing else is known."""


@attrs.frozen(kw_only=True)
class Identity:
    """One balancing relation between cells: the sum of ``left`` equals the sum of ``right``.

    ``code`` names the kind (a rule of that code judges it), ``instance`` this one of its kind. Addresses are relative
    to whatever the identity was asked of, a table or a report. ``subject`` is the row, column or
    group it speaks of, ``title`` says what must hold, ``basis`` where the form demands it, and ``sides`` what both sums
    are called in a sentence.
    """

    code: str
    instance: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    subject: Text
    title: Text
    basis: Text
    sides: tuple[Text, Text] = EITHER
    kind: Text = NOTHING
    """What of the subject is added up, where several kinds speak of the same subject."""

    @property
    def called(self) -> Text:
        """What a person calls it, without its code: the report, the table, the row, column or group, and the kind.

        Over several reports the subject says which row or column is meant, and of which year.
        """
        reports = {term.report for term in self.left + self.right}
        one = len(reports) == 1
        report = self.left[0].report if one else ""
        table = table_called(self.left[0].address.partition(".")[0]) if one else NOTHING
        zh = listed((report, table.zh, self.subject.zh, self.kind.zh), "zh", _BETWEEN)
        return Text(zh, listed((report, table.en, self.subject.en, self.kind.en), "en", _BETWEEN))

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms on one side, so that their signed sum is zero."""
        return self.left + tuple(attrs.evolve(term, sign=-term.sign) for term in self.right)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Every cell that takes part, left side first."""
        return tuple(term.name for term in self.left + self.right)

    def under(self, prefix: str) -> "Identity":
        """The same identity with every address below ``prefix``."""
        return attrs.evolve(
            self,
            left=tuple(attrs.evolve(term, address=f"{prefix}.{term.address}") for term in self.left),
            right=tuple(attrs.evolve(term, address=f"{prefix}.{term.address}") for term in self.right),
        )


def _terms(addresses: Iterable[str]) -> tuple[Term, ...]:
    return tuple(map(Term, addresses))


def _row_label(cell: Cell) -> Text:
    labels = (*cell.groups, cell.row.text)
    return Text(" / ".join(label.zh for label in labels), " / ".join(label.en for label in labels))


def _sums_of_rows(table: type[Table], code: str, title: Text, basis: Text) -> tuple[Identity, ...]:
    return tuple(
        Identity(
            code=code,
            instance=f"{code}@{'.'.join(path)}",
            left=_terms(cell.address for cell in parts),
            right=_terms((total.address,)),
            subject=_row_label(total),
            title=title,
            basis=basis,
            sides=TOTAL,
        )
        for path, (*parts, total) in rows(table).items()
    )


def row_sums(table: type[Table]) -> tuple[Identity, ...]:
    """REQ003, one for each row of table three: the kinds of applicant add up to the total."""
    basis = Text(f"{table.document}，格式表三各行", f"{table.document}, form, table 3, each row")
    title = Text("各类申请人之和等于总计", "the kinds of applicant add up to the total")
    return _sums_of_rows(table, "REQ003", title, basis)


def outcome_sums(table: type[Table]) -> tuple[Identity, ...]:
    """REQ002, one for each column of table three: the outcomes add up to （七）总计."""
    basis = Text(f"{table.document}，格式表三（一）至（七）", f"{table.document}, form, table 3, rows (1) to (7)")
    title = Text("各项办理结果之和等于（七）总计", "the outcomes add up to row (7), total")
    parts = [path for path in rows(table) if path[0] == "outcomes" and path != ("outcomes", "total")]
    return tuple(
        Identity(
            code="REQ002",
            instance=f"REQ002@{column.name}",
            left=_terms(".".join((*path, column.name)) for path in parts),
            right=_terms((f"outcomes.total.{column.name}",)),
            subject=label.text,
            title=title,
            basis=basis,
            sides=TOTAL,
            kind=Text("办理结果合计", "outcomes"),
        )
        for column, label in declared(ApplicantCounts)
    )


def balances(table: type[Table]) -> tuple[Identity, ...]:
    """REQ001, one for each column of table three: received and carried in equals concluded and carried out."""
    basis = Text(f"{table.document}，格式表三表头注", f"{table.document}, note in the head of table 3")
    title = Text("第一项加第二项之和，等于第三项加第四项之和", "items 1 and 2 together equal items 3 and 4 together")
    return tuple(
        Identity(
            code="REQ001",
            instance=f"REQ001@{column.name}",
            left=_terms((f"received.{column.name}", f"carried_over_in.{column.name}")),
            right=_terms((f"outcomes.total.{column.name}", f"carried_over_out.{column.name}")),
            subject=label.text,
            title=title,
            basis=basis,
            sides=BALANCE,
            kind=Text("收办平衡", "in and out"),
        )
        for column, label in declared(ApplicantCounts)
    )


def group_sums(table: type[Table]) -> tuple[Identity, ...]:
    """REM001, one for each group of table four: the results add up to the total."""
    basis = Text(f"{table.document}，格式表四", f"{table.document}, form, table 4")
    title = Text("各项结果之和等于总计", "the results add up to the total")
    return _sums_of_rows(table, "REM001", title, basis)


def requests_identities(table: type[Table]) -> tuple[Identity, ...]:
    """The identities of an edition of table three, in the order in which they are checked."""
    return row_sums(table) + outcome_sums(table) + balances(table)


def no_identities(table: type[Table]) -> tuple[Identity, ...]:
    """Table two has cells that nothing ties."""
    return ()


_BUILDERS: Mapping[str, Callable[[type[Table]], tuple[Identity, ...]]] = MappingProxyType(
    {"proactive": no_identities, "requests": requests_identities, "remedies": group_sums}
)


@remembered()
def table_identities(table: type[Table]) -> tuple[Identity, ...]:
    """Every identity of a table class, with addresses relative to the table, in official order."""
    return _BUILDERS[table.name](table)


@remembered()
def report_identities(tables: tuple[type[Table], ...]) -> tuple[Identity, ...]:
    """Every identity of a report made of these table classes, with addresses relative to the report."""
    return tuple(identity.under(table.name) for table in tables for identity in table_identities(table))
