"""How a form is declared, and how a declaration is walked.

A table of the form is an attrs class. Each field carries a `Printed` in its metadata: the label exactly as the form
prints it, its English, the citation, and the variants real documents print. A field whose type is an attrs class of
the form is a group or a row; any other field is a cell. Everything else (readers, identities, schemas, documents)
walks these declarations and declares nothing of its own.
"""

import enum
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, Protocol, Self, cast

import attrs

from govdisclosure.display import in_notebook
from govdisclosure.errors import InvalidTypeError
from govdisclosure.forms.registry import Edition, remembered
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Unit, Value, check_count, check_money, is_count

_KEY = "govdisclosure"


@attrs.frozen
class Variant:
    """Another wording seen in published documents; ``note`` says what it is when it is a misprint, else empty."""

    zh: str
    note: str = ""


class Kind(enum.Enum):
    """What a cell holds."""

    COUNT = "count"
    """A number of things; negative only by mistake."""
    CHANGE = "change"
    """An increase or decrease, so a count with a sign (本年增/减)."""
    MONEY = "money"
    """An amount, as a Decimal in the cell's unit."""

    __hash__ = object.__hash__  # members are single, and keys of caches


class Nature(enum.Enum):
    """What a column (or row) of the form is: what its numbers may be added to, over years and over organs."""

    FLOW = Text("流量", "flow")
    """What happened in the year: adds up over organs."""
    AMOUNT = Text("金额", "amount")
    """A flow of money."""
    OPENING = Text("上年结转", "opening")
    """What the year took over: what the year before left."""
    CLOSING = Text("结转下年", "closing")
    """What the year leaves to the next."""
    STOCK = Text("存量", "stock")
    """How much there is; never added up over organs, since one thing belongs to several levels at once."""
    CHANGE = Text("增减", "change")
    """How much larger or smaller a stock became."""


_KINDS: Final = {Nature.AMOUNT: Kind.MONEY, Nature.CHANGE: Kind.CHANGE}


@attrs.frozen
class Printed:
    """What the form prints for one field, and where that comes from.

    ``above`` are the headings printed over it that hold no field of their own, outermost first (a caption of table
    two, 法人或其他组织 over five columns of table three, 行政诉讼 over two groups of table four).
    ``kind`` and ``unit`` are set for cells only; ``companion`` names the field that holds the unit where the form
    prints none. A row that is more than what happened in the year says its ``nature``, which is then that of all its
    cells. ``moves`` says what one more in a flow does to the stock of its row: 1 adds to it, -1 takes from it.
    """

    zh: str
    en: str
    citation: Text
    variants: tuple[Variant, ...] = ()
    above: tuple[Text, ...] = ()
    kind: Kind | None = None
    unit: Unit | None = None
    companion: str = ""
    nature: Nature | None = None
    moves: int = 0

    @property
    def text(self) -> Text:
        """The label in both languages."""
        return Text(self.zh, self.en)

    @property
    def described(self) -> str:
        """The English label, with the unit where there is one."""
        return f"{self.en} ({self.unit.zh})" if self.unit is not None and self.unit.zh else self.en

    @property
    def hover(self) -> str:
        """What stands below the field in its class, and editors show: label, English, unit and source."""
        return f"{self.zh} · {self.described} · {self.citation.zh} · {self.citation.en}"


def _variants(seen: tuple[str, ...], misprints: Mapping[str, str]) -> tuple[Variant, ...]:
    return (*map(Variant, seen), *(Variant(zh, note) for zh, note in misprints.items()))


def part(
    zh: str,
    en: str,
    citation: Text,
    *,
    seen: tuple[str, ...] = (),
    misprints: Mapping[str, str] | None = None,
    above: tuple[Text, ...] = (),
    nature: Nature | None = None,
) -> dict[str, Printed]:
    """Metadata of a row or group; ``seen`` are other wordings, ``misprints`` wrong ones with what they are."""
    return {_KEY: Printed(zh, en, citation, _variants(seen, misprints or {}), above, nature=nature)}


def cell(
    zh: str,
    en: str,
    citation: Text,
    *,
    nature: Nature = Nature.FLOW,
    moves: int = 0,
    unit: Unit = Unit.PIECES,
    companion: str = "",
    seen: tuple[str, ...] = (),
    misprints: Mapping[str, str] | None = None,
    above: tuple[Text, ...] = (),
) -> dict[str, Printed]:
    """Metadata of a cell, that is of a column in a row of the form."""
    kind = _KINDS.get(nature, Kind.COUNT)
    words = _variants(seen, misprints or {})
    return {_KEY: Printed(zh, en, citation, words, above, kind, unit, companion, nature, moves)}


class Table(Protocol):
    """What every table class has beside its cells."""

    title: ClassVar[Printed]
    """Heading of the section that the table makes up, with its variants."""
    name: ClassVar[Literal["proactive", "requests", "remedies"]]
    """The attribute of the report that holds the table: the first step of every address."""
    document: ClassVar[str]
    """Number of the document that prescribes the form."""

    @property
    def edition(self) -> Edition:
        """Which edition of the form the table has."""
        ...


@attrs.frozen
class Cell:
    """One cell of a table of the form: its address within the table and everything the form says about it.

    ``groups`` are the headings above the row (or, in table four, above the group of columns), outermost first; ``row``
    is the label of the row, ``heads`` the headings above the column, ``column`` its label.
    """

    address: str
    path: tuple[str, ...]
    groups: tuple[Text, ...]
    row: Printed
    heads: tuple[Text, ...]
    column: Printed
    kind: Kind
    unit: Unit
    nature: Nature
    citation: Text

    @property
    def text(self) -> Text:
        """The label in both languages."""
        return Text(self.label("zh"), self.label("en"))

    def label(self, lang: Lang) -> str:
        """The labels of group, row and column, outermost first; Chinese as printed."""
        parts = (*self.groups, self.row.text, *self.heads, self.column.text)
        return " / ".join(part.get(lang) for part in parts)


def printed(attribute: "attrs.Attribute[Any]") -> Printed | None:
    """The declaration in a field's metadata; None for a field that is no part of the printed form."""
    return cast("Printed | None", attribute.metadata.get(_KEY))


def declared(cls: type) -> Iterator[tuple["attrs.Attribute[Any]", Printed]]:
    """The fields of a form class that the form prints, in official order."""
    for attribute in attrs.fields(cls):
        label = printed(attribute)
        if label is not None:
            yield attribute, label


def _walk(cls: type, document: str, path: tuple[str, ...], chain: tuple[Printed, ...]) -> Iterator[Cell]:
    for attribute, label in declared(cls):
        here = (*path, attribute.name)
        if label.kind is None:
            yield from _walk(cast("type", attribute.type), document, here, (*chain, label))
        else:
            yield _cell(document, here, chain, label, label.kind)


def _cell(document: str, path: tuple[str, ...], chain: tuple[Printed, ...], label: Printed, kind: Kind) -> Cell:
    *above, row = chain
    groups = tuple(text for group in above for text in (*group.above, group.text)) + row.above
    source = row.citation
    citation = Text(f"{document}；{source.zh}", f"{document}; {source.en}")
    unit = label.unit or Unit.UNKNOWN
    nature = row.nature or label.nature or Nature.FLOW
    return Cell(".".join(path), path, groups, row, label.above, label, kind, unit, nature, citation)


@remembered()
def cells_by_address(table: type) -> Mapping[str, Cell]:
    """Every cell of a table class by its address within the table, in official order."""
    document = cast("type[Table]", table).document
    return MappingProxyType({cell.address: cell for cell in _walk(table, document, (), ())})


def cells(table: type) -> tuple[Cell, ...]:
    """Every cell of a table class, in official order (by row, then column)."""
    return tuple(cells_by_address(table).values())


@remembered()
def rows(table: type) -> Mapping[tuple[str, ...], tuple[Cell, ...]]:
    """The cells of each row (in table four of each group of columns) by its path, in official order."""
    found: dict[tuple[str, ...], list[Cell]] = {}
    for item in cells(table):
        found.setdefault(item.path[:-1], []).append(item)
    return MappingProxyType({path: tuple(items) for path, items in found.items()})


def checked(_: type, fields: list["attrs.Attribute[Any]"]) -> list["attrs.Attribute[Any]"]:
    """Field transformer of every form class: a cell is checked as its kind demands, a row is of its class."""
    return [attribute.evolve(validator=_validator(attribute)) for attribute in fields]


def _validator(attribute: "attrs.Attribute[Any]") -> Callable[[object, "attrs.Attribute[Any]", object], None] | None:
    label = printed(attribute)
    if label is None:
        return attribute.validator
    if label.kind is None:
        return _check_part
    return _check_money if label.kind is Kind.MONEY else _check_count


def _check_part(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if type(value) is not attribute.type:
        wanted = cast("type", attribute.type).__name__
        raise InvalidTypeError(
            f"{type(instance).__name__}.{attribute.name} must be {wanted} (got a {type(value).__name__})",
            zh=f"{type(instance).__name__}.{attribute.name} 须为 {wanted}（现为 {type(value).__name__}）",
        )


def _check_count(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not is_count(value):
        check_count(f"{type(instance).__name__}.{attribute.name}", value)


def _check_money(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    check_money(f"{type(instance).__name__}.{attribute.name}", value)


class SparsePretty:
    """The same for IPython and for hypothesis, which would else show two hundred zeros.

    IPython calls the attribute of the class with the object; hypothesis calls that of the object, and where the class
    itself is to be printed (as one of several to draw from) that of the class.
    """

    def __get__(self, instance: object, owner: type) -> Callable[..., None]:
        shown = owner if instance is None else instance

        def pretty(*arguments: Any) -> None:
            *given, printer, _ = arguments
            printer.text(repr(given[0] if given else shown))

        return pretty


sparse_pretty: Final = SparsePretty()


class Sparse:
    """A class of the form: with zeros wherever nothing is given if asked for, and shown without them."""

    __slots__ = ()

    @classmethod
    def zeros(cls, **given: object) -> Self:
        """One whose every cell is zero but for what is given: a cell, a row or a group by the name of its field."""
        left = {
            attribute.name: cast("type[Sparse]", attribute.type).zeros() if label.kind is None else zero(label)
            for attribute, label in declared(cls)
        }
        return cls(**left | given)

    def __repr__(self) -> str:
        """What makes it again: all of it, or ``zeros`` with what is not zero."""
        cls: type[Any] = type(self)
        plain = _plainest(cls)
        values = {attribute.name: getattr(self, attribute.name) for attribute in attrs.fields(cls)}
        shown = {name: value for name, value in values.items() if value != getattr(plain, name)}
        whole = all(attribute.name in shown for attribute, _ in declared(cls))
        given = ", ".join(f"{name}={value!r}" for name, value in shown.items())
        return f"{cls.__name__}{'' if whole else '.zeros'}({given})"

    _repr_pretty_ = sparse_pretty
    _repr_html_ = in_notebook


def zero(cell: Cell | Printed) -> Value:
    """The number zero of the cell's kind."""
    return Decimal(0) if cell.kind is Kind.MONEY else 0


@remembered()
def _plainest(cls: type[Sparse]) -> Sparse:
    return cls.zeros()
