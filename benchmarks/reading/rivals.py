"""What other readers make of the same documents.

Their tables are given to the recogniser of this library, as if one of its own readers had made them: what differs are
the tables alone. Beside it stands the usual script, which looks for a label and takes the cells after it in order.
"""

import io
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.reading.cases import Case

from govdisclosure.errors import DocumentError
from govdisclosure.forms.declare import Cell, rows
from govdisclosure.forms.editions import AnyTable
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import values
from govdisclosure.model.place import Place
from govdisclosure.model.report import AnnualReport
from govdisclosure.readers.grid import Document, Grid, GridCell
from govdisclosure.readers.labels import compact, split_ordinal
from govdisclosure.readers.numbers import parse
from govdisclosure.readers.recognise import recognise

Rows = list[list[str]]
Rival = Callable[[bytes], list[Rows]]


def pandas_html(content: bytes) -> list[Rows]:
    """pandas.read_html."""
    import pandas

    frames = pandas.read_html(io.BytesIO(content), encoding="utf-8")
    return [_of_frame(frame) for frame in frames]


def _of_frame(frame: object) -> Rows:
    import pandas

    assert isinstance(frame, pandas.DataFrame)
    heads = [[str(part) for part in level] for level in zip(*(_parts(name) for name in frame.columns), strict=True)]
    named = [row for row in heads if not all(text.isdigit() for text in row)]
    return [
        *named,
        *([("" if pandas.isna(cell) else str(cell)) for cell in row] for row in frame.itertuples(index=False)),
    ]


def _parts(name: object) -> tuple[object, ...]:
    return name if isinstance(name, tuple) else (name,)


def python_docx(content: bytes) -> list[Rows]:
    """python-docx."""
    import docx

    document = docx.Document(io.BytesIO(content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def camelot_lattice(content: bytes) -> list[Rows]:
    """camelot, by lines."""
    import tempfile

    import camelot

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file.write(content)
        file.flush()
        return [_of_frame(table.df) for table in camelot.read_pdf(file.name, pages="all", flavor="lattice")]


def pdfplumber_tables(content: bytes) -> list[Rows]:
    """pdfplumber's own tables."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with pdfplumber.open(io.BytesIO(content)) as file:
        tables = [table for page in file.pages for table in page.extract_tables()]
    return [[[cell or "" for cell in row] for row in table] for table in tables]


RIVALS: Mapping[str, tuple[tuple[str, Rival], ...]] = {
    "html": (("pandas.read_html", pandas_html),),
    "docx": (("python-docx", python_docx),),
    "pdf": (("camelot lattice", camelot_lattice), ("pdfplumber", pdfplumber_tables)),
}


# ---------------------------------------------------------------------------------------------------- to cells


def recognised(tables: Sequence[Rows]) -> Mapping[str, Value]:
    """What the recogniser of this library reads in tables of others; nothing if it finds no report, or several."""
    blocks = tuple(Grid(cells=tuple(_cells(table))) for table in tables if table)
    try:
        readings = recognise(Document(blocks=blocks))
    except DocumentError:
        return {}
    return values(readings[0].report) if len(readings) == 1 else {}


def _cells(table: Rows) -> Iterator[GridCell]:
    for row, line in enumerate(table):
        for column, text in enumerate(line):
            yield GridCell(text=text, row=row, column=column, place=Place(row=row + 1, column=column + 1, text=text))


def scripted(tables: Sequence[Rows], report: AnnualReport) -> Mapping[str, Value]:
    """What a script reads that knows the edition, looks for the label of each row and takes the cells after it."""
    found: dict[str, Value] = {}
    for table in (report.proactive, report.requests):
        for label, row in _labelled(table):
            line = next((rest for each in tables for line in each if (rest := _after(line, label))), None)
            for cell, text in zip(row, line or (), strict=False):
                found[f"{table.name}.{cell.address}"] = parse(text, cell.kind, cell.unit).value
    return found


def _labelled(table: AnyTable) -> list[tuple[str, tuple[Cell, ...]]]:
    return [(compact(split_ordinal(row[0].row.zh)[1]), row) for row in rows(type(table)).values()]


def _after(line: Sequence[str], label: str) -> list[str]:
    """The cells after the last one with a label."""
    places = [at for at, text in enumerate(line) if compact(split_ordinal(text)[1]) == label]
    return list(line[places[-1] + 1 :]) if places else []


def compared(case: Case, read: Mapping[str, Value], *, tables: frozenset[str] | None = None) -> tuple[int, int, int]:
    """Cells right, not read, and wrong."""
    expected = values(case.truths[0].report)
    right = refused = wrong = 0
    for address in expected | read:
        if tables is not None and address.partition(".")[0] not in tables:
            continue
        wanted, got = expected.get(address, Gap.ABSENT), read.get(address, Gap.ABSENT)
        if type(wanted) is type(got) and wanted == got:
            right += 1
        elif got in (Gap.ABSENT, Gap.UNREADABLE):
            refused += 1
        else:
            wrong += 1
    return right, refused, wrong
