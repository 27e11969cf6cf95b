"""The labels of the form as documents print them, found by walking the declarations.

A label is compared without what printing adds or takes away: white space, invisible characters, width, punctuation and
the ordinal before it (ordinals get shifted). What is left must equal a declared label or a declared variant. No label
is written down here.
"""

import enum
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, cast

import attrs

from govdisclosure.forms import shared
from govdisclosure.forms.declare import Printed, Table, cells, declared, rows
from govdisclosure.forms.editions import classes, editions_of, table_classes
from govdisclosure.forms.registry import FORMS, Edition, remembered
from govdisclosure.forms.sections import TITLES

Path = tuple[str, ...]
"""Attribute path of a row or group within its table."""

CAPTION: Final[Path] = ("caption",)
CORNER: Final[Path] = ("corner",)
HEAD: Final[Path] = ("head",)

LONGEST: Final = 200
"""Characters; a longer text is no label: the longest of the form has about 40, white space comes in between, and some
are followed by an explanation."""


class Role(enum.Enum):
    """What a label names."""

    ROW = "row"
    """A row of table two or three; its path."""
    GROUP = "group"
    """A heading over rows or, in table four, over columns; its path."""
    COLUMN = "column"
    """A column; the name of its attribute."""
    FRAME = "frame"
    """Print around the labels that names nothing: a `CAPTION`, the `CORNER` over the labels, a head over columns."""
    TITLE = "title"
    """The title of a section; the name of the table or section."""

    __hash__ = object.__hash__  # members are single, and keys of caches


@attrs.frozen(cache_hash=True)
class Entry:
    """One thing that a label may name.

    ``editions`` are those whose form has it, ``mark`` the ordinal the form prints before it, ``note`` what is wrong
    with this wording (empty unless it is a known misprint), ``official`` whether it is the wording of the form.
    """

    role: Role
    table: str
    path: Path
    editions: frozenset[Edition]
    mark: str = ""
    note: str = ""
    official: bool = False


@attrs.frozen(eq=False)
class Label:
    """What a printed text may be: the ordinal before it, its body, the unit in brackets after it, what it may name."""

    mark: str = ""
    body: str = ""
    unit: str = ""
    entries: tuple[Entry, ...] = ()

    def of(self, role: Role, table: str = "") -> tuple[Entry, ...]:
        """The entries of one role (and table)."""
        return _of(self, role, table) if self.entries else ()  # as most texts have none


@remembered(8192)
def _of(label: Label, role: Role, table: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in label.entries if entry.role is role and table in ("", entry.table))


NO_LABEL: Final = Label()

_SEPARATORS: Final = re.compile(r"[\W_]+")
_ORDINAL: Final = re.compile(
    r"[\s\W]*?(?:\(\s*(?P<inner>[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s*\)[\s、.,:．·。]*"
    r"|(?P<outer>[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s*[)、.,:．·。]+\s*"
    r"|(?P<bare>[0-9]{1,2})[ \t\u3000]?(?=[\u4e00-\u9fff]))"
)
UNITS: Final = "件项个宗条份起例次元"
"""The last letters of units."""
_UNIT: Final = re.compile(
    r"\(\s*+(?:(?:计\s*+量\s*+)?单\s*+位\s*+(?:[:：]\s*+)?)?"
    r"(?P<unit>[件项个宗条份起例次]|元|万\s*+元|亿\s*+元)\s*+(?:\)\s*+)?$"
)


def normal(text: str) -> str:
    """The text in compatibility form without invisible characters."""
    return without_invisible(unicodedata.normalize("NFKC", text))


def without_invisible(text: str) -> str:
    """The text without characters that nobody sees."""
    if text.isprintable() or text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


@functools.lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """The letters and digits of a text, in compatibility form."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def split_ordinal(text: str) -> tuple[str, str]:
    """The ordinal before a text ("3", or "(三)" where it stands in brackets; empty if there is none), and the rest."""
    plain = normal(text)
    match = _ORDINAL.match(plain)
    if match is None:
        return "", plain
    inner = match["inner"]
    mark = f"({inner})" if inner else match["outer"] or match["bare"]
    return mark, plain[match.end() :]


@remembered(8192)
def find(text: str) -> Label:
    """What a printed text may be. A text that is no label has no entries."""
    if len(text) > LONGEST or text.isascii():
        return NO_LABEL
    mark, rest = split_ordinal(text)
    body = compact(rest)
    bracket = _UNIT.search(rest)
    unit = "".join(bracket["unit"].split()) if bracket else ""
    meant = compact(rest[: bracket.start()]) if bracket else _caption(body)
    entries = _index().get(body) or _index().get(meant)
    if entries:
        return Label(mark, body, unit, _by_mark(entries, mark))
    return _below_group(text) or _bare(mark, rest) or Label(mark, body, unit)


_YEAR: Final = re.compile(r"\(?(?<![0-9])20[0-9]{2}(?![0-9])年?度?\)?|\(\s*本?年度?\s*\)")
_THIS_YEAR: Final = "本年"


def _bare(mark: str, rest: str) -> Label | None:
    """The label that is meant where a year stands in it or for 本年, or an explanation in brackets behind it."""
    if "20" not in rest and "(" not in rest:
        return None
    plain = compact(_YEAR.sub("", rest))
    meant = dict.fromkeys((plain, compact(_YEAR.sub(_THIS_YEAR, rest))))
    every = (entry for body in meant for entry in _index().get(body, ()))
    columns = tuple(dict.fromkeys(entry for entry in every if entry.role is Role.COLUMN))
    if columns:
        return Label(mark, plain, entries=columns)
    for body in map(compact, _unexplained(rest.rstrip())):
        rows = tuple(entry for entry in _index().get(body, ()) if entry.role in (Role.ROW, Role.GROUP))
        if rows:
            return Label(mark, body, entries=_by_mark(rows, mark))
    return None


_SHORTEST_EXPLANATION: Final = 5
"""Characters with the brackets; a shorter one may say that something else is counted: （上年）, （累计）."""


def _unexplained(text: str) -> Iterator[str]:
    """A text without the brackets at its end, one after the other; there may be others inside them."""
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if text[at] == "(" and depth == 0:
            if len(text) - at <= _SHORTEST_EXPLANATION:
                return
            yield text[:at]
        elif depth <= 0:
            return


_WITHIN: Final = re.compile(r"(?<=.)(?=[0-9]{1,2}\s*[.、．]|[(（][一二三四五六七八九十][)）])")


def _below_group(text: str) -> Label | None:
    """The label of a row that stands behind that of its group in one text."""
    for at in (match.start() for match in _WITHIN.finditer(text)):
        above = [entry.path for entry in find(text[:at]).of(Role.GROUP)]
        row = find(text[at:]) if above else NO_LABEL
        below = tuple(e for e in row.of(Role.ROW) if any(e.path[: len(path)] == path for path in above))
        if below:
            return attrs.evolve(row, entries=below)
    return None


_BRACKETS: Final = "()"


def _by_mark(entries: tuple[Entry, ...], mark: str) -> tuple[Entry, ...]:
    """The entries that the ordinal speaks for, in brackets or not; all of them where it speaks for none."""
    plain = mark.strip(_BRACKETS)
    marked = tuple(entry for entry in entries if plain and entry.mark.strip(_BRACKETS) == plain)
    return marked or entries


def _caption(body: str) -> str:
    """The caption of table two that is meant, where the name of the Regulations stands before it or a 第 is missing."""
    plain = body.replace("第", "")
    for caption in () if any(map(str.isdigit, plain)) else _captions():
        if plain.endswith(caption.replace("第", "")):
            return caption
    return body


@remembered()
def _captions() -> tuple[str, ...]:
    """The headings over the rows of table two."""
    heads = {text.zh for table in classes("proactive") for cell in cells(table) for text in cell.groups}
    return tuple(sorted(map(compact, heads)))


@remembered()
def _index() -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, dict[Entry, Entry]] = {}
    for body, entry in _all():
        same = found.setdefault(body, {})
        key = attrs.evolve(entry, editions=frozenset())
        before = same.get(key)
        same[key] = attrs.evolve(entry, editions=entry.editions | before.editions) if before else entry
    return MappingProxyType({body: _plain_first(same.values()) for body, same in found.items()})


@remembered()
def last_letters(role: Role) -> frozenset[str]:
    """The letters with which the labels of a role end."""
    return frozenset(body[-1] for body, entries in _index().items() if any(entry.role is role for entry in entries))


def _plain_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for each thing named: the official wording or plain variant counts before a misprint."""
    return tuple(sorted(entries, key=lambda entry: bool(entry.note)))


def _all() -> Iterator[tuple[str, Entry]]:
    every = frozenset(FORMS)
    for table in table_classes():
        yield from _of_table(cast("type[Table]", table))
    yield compact(shared.SUBJECT.zh), Entry(Role.FRAME, "proactive", CORNER, every)
    yield compact(shared.BALANCE_NOTE.zh), Entry(Role.FRAME, "requests", CORNER, every)
    yield compact(shared.APPLICANTS.zh), Entry(Role.FRAME, "requests", HEAD, every)
    for name, title in TITLES.items():
        yield from _wordings(title, Role.TITLE, "sections", (name,), every)


def _of_table(table: type[Table]) -> Iterator[tuple[str, Entry]]:
    editions = editions_of(table)
    yield from _wordings(table.title, Role.TITLE, table.name, (), editions)
    yield from _of_parts(table, (), table)
    columns = {(cell.path[-1], cell.column.zh): cell.column for cell in cells(table)}
    for (name, _), column in columns.items():
        yield from _wordings(column, Role.COLUMN, table.name, (name,), editions)
    for text in dict.fromkeys(text for cell in cells(table) for text in cell.heads):
        yield compact(text.zh), Entry(Role.FRAME, table.name, HEAD, editions)
    groups = () if table.name == "requests" else (text for cell in cells(table) for text in cell.groups)
    for text in dict.fromkeys(groups):
        place = CAPTION if table.name == "proactive" else HEAD
        yield compact(text.zh), Entry(Role.FRAME, table.name, place, editions)


def _of_parts(cls: type, path: Path, table: type[Table]) -> Iterator[tuple[str, Entry]]:
    """The rows and groups below a form class. In table four what looks like a row is a group of columns."""
    for attribute, label in (each for each in declared(cls) if each[1].kind is None):
        here = (*path, attribute.name)
        holds_cells = any(inner.kind is not None for _, inner in declared(cast("type", attribute.type)))
        role = Role.ROW if holds_cells and table.name != "remedies" else Role.GROUP
        yield from _wordings(label, role, table.name, here, editions_of(table))
        yield from _of_parts(cast("type", attribute.type), here, table)


def _wordings(
    label: Printed, role: Role, table: str, path: Path, editions: frozenset[Edition]
) -> Iterator[tuple[str, Entry]]:
    mark, body = split_ordinal(label.zh)
    yield compact(body), Entry(role, table, path, editions, mark, official=True)
    for variant in label.variants:
        own, body = split_ordinal(variant.zh)
        yield compact(body), Entry(role, table, path, editions, own or mark, variant.note)


rows_by_path = rows
"""The cells of each row by its path, under the name that readers know it by."""


# --- near misses -----------------------------------------------------------------------------------------------------

_SHORTEST_NEAR: Final = 5
"""Labels shorter than this are near misses of nothing: 科研机构 and 科研企业 are two different things."""


def near(body: str, role: Role, table: str, taken: Iterable[Path] = ()) -> tuple[Entry, ...]:
    """The entries of the one label of a table that ``body`` misses by a letter or two; none if there are several.

    ``taken`` are the paths that have been found already under their own label.
    """
    allowed = _allowed(len(body))
    if not allowed:
        return ()
    seen = frozenset(taken)
    hits: dict[Path, list[Entry]] = {}
    for other, entries in _index().items():
        fitting = [entry for entry in entries if entry.role is role and entry.table == table]
        if fitting and distance(body, other, allowed) <= min(allowed, _allowed(len(other))):
            for entry in fitting:
                hits.setdefault(entry.path, []).append(entry)
    free = [path for path in hits if path not in seen]
    return tuple(hits[free[0]]) if len(hits) == 1 and free else ()


@remembered()
def longer(body: str, role: Role, table: str) -> frozenset[Path]:
    """What the labels of a table name that begin with another one of it, which may be one of them cut short."""
    own = {entry.path for entry in _index().get(body, ())}
    return frozenset(
        entry.path
        for other, entries in _index().items()
        if other != body and other.startswith(body)
        for entry in entries
        if entry.role is role and entry.table == table and entry.path not in own
    )


def begun(body: str, role: Role, table: str) -> tuple[Entry, ...]:
    """The entries of the one label of a table that begins with ``body``, as one cut by the end of a page does."""
    if len(body) <= _SHORTEST_NEAR:
        return ()
    hits = [e for other, entries in _index().items() if other.startswith(body) for e in entries]
    fitting = [entry for entry in hits if entry.role is role and entry.table == table]
    return tuple(fitting) if len({entry.path for entry in fitting}) == 1 else ()


def _allowed(length: int) -> int:
    if length < _SHORTEST_NEAR:
        return 0
    return 1 if length < 2 * _SHORTEST_NEAR else 2


def distance(left: str, right: str, bound: int) -> int:
    """Letters to insert, delete or replace to make one text of the other; more than ``bound`` if above it."""
    if abs(len(left) - len(right)) > bound:
        return bound + 1
    before = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        now = [row]
        for column, other in enumerate(right, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other)))
        if min(now) > bound:
            return bound + 1
        before = now
    return before[-1]


# --- running text ----------------------------------------------------------------------------------------------------


@remembered()
def _beginnings() -> frozenset[str]:
    return frozenset(beginning for body in _index() for beginning in itertools.accumulate(body))


_OPENED: Final = re.compile(r"[(（]\s*(?:[一二三四五六七八九十]{1,2}|[0-9]{1,2})?")
"""An ordinal in brackets that is not closed yet."""


@remembered(2048)
def may_begin(text: str) -> bool:
    """Whether a label could begin with this text (an ordinal alone can)."""
    mark, rest = split_ordinal(text)
    body = compact(rest)
    return body in _beginnings() or bool(mark and not body) or _OPENED.fullmatch(text.strip()) is not None


@remembered()
def _shortest() -> int:
    """Letters of the shortest labels."""
    return min(map(len, _index()))


@remembered(2048)
def may_begin_labels(text: str) -> bool:
    """Whether labels that nothing separates could begin with this text."""
    return compact(text)[: _shortest()] in _beginnings()


@remembered()
def _chain() -> re.Pattern[str]:
    # in this order a body stands before another one that it begins with
    return re.compile("|".join(map(re.escape, sorted(_index(), reverse=True))))


@remembered(2048)
def glued(text: str) -> tuple[str, ...]:
    """The labels that a text consists of, where nothing separates them; empty unless it is labels throughout."""
    body = compact(text)
    if len(body) > 4 * LONGEST:
        return ()
    found = tuple(_chain().findall(body))
    return found if len(found) > 1 and "".join(found) == body else ()
