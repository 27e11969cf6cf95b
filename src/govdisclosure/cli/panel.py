"""``govdisclosure convert -o NAME.parquet``: a row for each report, and further tables beside it.

What is read waits in a file of lines until all is read. A run that was cut off leaves that file, and the next one goes
on with it. The tables are made of it at the end, a group of rows at a time, and take their places together.
"""

import argparse
import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from govdisclosure.cli.convert import Resumed, data_kind, failed, nothing_read
from govdisclosure.cli.kept import Kept
from govdisclosure.cli.kinds import origin
from govdisclosure.cli.output import Target
from govdisclosure.cli.panel_rows import FAILED, REPORTS, TABLES, Lines, rows
from govdisclosure.cli.readings import How, Read
from govdisclosure.cli.sources import Source
from govdisclosure.errors import UsageError
from govdisclosure.forms.text import Lang
from govdisclosure.frames import arrow
from govdisclosure.frames.tables import Row, Table

SUFFIX: Final = ".parquet"
WAITING: Final = ".part"
"""What the file in which rows wait is called, behind the name of the output."""


def run(
    arguments: argparse.Namespace,
    sources: Iterable[Source],
    read: Callable[[Iterable[Source]], Iterator[Read]],
    how: How,
    lang: Lang,
) -> int:
    """Write every reading into the tables; 2 if some source could not be read."""
    data_kind(arguments)
    if arguments.output is None or not (target := Target(arguments.output)).regular:
        raise UsageError("parquet needs --output with the name of a file", zh="parquet 须用 --output 写入文件")
    target.refuse_inputs(arguments.files)
    waiting = Target(f"{target.path}{WAITING}")
    if waiting.path.exists() and not arguments.resume:
        raise UsageError(
            f"a run was cut off and left {waiting.name}: add --resume to go on with it, or delete it",
            zh=f"有一次没有做完，留下了 {waiting.name}：加 --resume 接着做，或者删去它",
        )
    with target.alone(), ExitStack() as stack:
        kept, lines = Kept(), Lines(lang)
        stack.callback(kept.close)
        earlier = _Earlier(target, kept) if arguments.resume and target.path.exists() else None
        with ExitStack() as opened:
            wrong = failed(Resumed(lines.kind, waiting, kept, opened), lines.kind, sources, read, how, lang)
        if waiting.path.exists() and (lines.read or earlier is not None):
            _write(target, waiting.path, lines, kept, earlier)
        elif earlier is None:
            nothing_read(target.name, lang)
        waiting.path.unlink(missing_ok=True)
    return 2 if wrong else 0


def _write(target: Target, waiting: Path, lines: Lines, kept: Kept, earlier: "_Earlier | None") -> None:
    """Make the tables of what waits, behind what an earlier run made; that of the reports takes its place last."""
    used = lines.used if earlier is None else lines.used | earlier.names
    with ExitStack() as stack:
        add: dict[str, Callable[[Any], None]] = {}
        for table in TABLES:
            draft = stack.enter_context(_beside(target, table).replaced())
            columns = (column for column in table.columns if column.name not in table.reasons - used)
            add[table.name] = stack.enter_context(arrow.writing(draft.file, arrow.schema(columns)))
        if earlier is not None:
            for table, group in earlier.groups():
                add[table.name](group)
        with waiting.open("rb") as file:
            for table, some in _by_table(rows(file, kept)):
                add[table.name](arrow.table(table, some))


def _by_table(found: Iterable[tuple[Table, Row]]) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of each table, as many at a time as one group has."""
    waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for table, row in found:
        some = waiting[table.name]
        some.append(row)
        if len(some) == arrow.GROUP:
            yield table, some
            some.clear()
    yield from ((table, waiting[table.name]) for table in TABLES)


def _beside(target: Target, table: Table) -> Target:
    """The file of a table: the output for the reports, and its name with that of the table for the others."""
    if table is REPORTS:
        return target
    return Target(str(target.path.with_name(f"{target.path.name.removesuffix(SUFFIX)}.{table.name}{SUFFIX}")))


class _Earlier:
    """The tables of an earlier run; ``kept`` learns what they hold, and says which of it still counts."""

    def __init__(self, target: Target, kept: Kept) -> None:
        self._paths = {table.name: str(_beside(target, table).path) for table in TABLES}
        self._kept = kept
        self.names = frozenset(arrow.names(self._paths[REPORTS.name]))
        if not {"source", *_ORIGIN} <= self.names:
            raise UsageError(
                f"{target.name} was not written as parquet before and cannot be resumed",
                zh=f"{target.name} 不是以前写下的 parquet，不能接着写",
            )
        places = itertools.count(1)
        for table in (REPORTS, FAILED):
            for group in arrow.groups(self._paths[table.name]):
                for name, *of in zip(*(group[each].to_pylist() for each in ("source", *_ORIGIN)), strict=True):
                    kept.put(origin(name, *of, read=table is REPORTS), -next(places))

    def groups(self) -> Iterator[tuple[Table, Any]]:
        """The rows that count, some at a time, each time of one table."""
        places = itertools.count(1)
        gone = set[str]()
        for table in (REPORTS, FAILED):
            for group in arrow.groups(self._paths[table.name]):
                counts = [self._kept.counts(-next(places)) for _ in range(len(group))]
                gone.update(name for name, still in zip(group["source"].to_pylist(), counts, strict=True) if not still)
                yield table, group.filter(arrow.pa.array(counts, arrow.pa.bool_()))
        for table in TABLES:
            if table not in (REPORTS, FAILED):
                for group in arrow.groups(self._paths[table.name]):
                    counts = [name not in gone for name in group["source"].to_pylist()]
                    yield table, group.filter(arrow.pa.array(counts, arrow.pa.bool_()))


_ORIGIN: Final = ("input__part", "input__sha256")
