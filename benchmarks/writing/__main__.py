"""What writing a report costs: milliseconds for each format, beside python-docx and XlsxWriter used by hand.

    python -m benchmarks.writing [--reports N]

One report with its text and three tables, warm, in the same process; medians of CPU time, so that other work on the
machine disturbs little. By hand means: the same lines and cells, merged as on the form, written with the library's own
calls. ``--reports N`` also writes one workbook on N reports and tells time and memory.
"""

import argparse
import io
import platform
import resource
import statistics
import time
from pathlib import Path

import attrs
import docx
import openpyxl
import xlsxwriter

import govdisclosure as gd
from govdisclosure.writers.formats import FORMATS
from govdisclosure.writers.layout import Line, laid_out

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REPORT = gd.read(EXAMPLES / "linlan-water-2023.html").report
TARGETS = {"docx": 150, "xlsx": 60, "html": 5, "pdf": 800}
REPEATS = 15


def docx_by_hand(report):
    """With the calls that python-docx has for headings, paragraphs, cells and merged cells."""
    document = docx.Document()
    for block in laid_out(report):
        if isinstance(block, Line):
            if block.level:
                document.add_heading(block.text, block.level - 1)
            else:
                document.add_paragraph(block.text)
            continue
        table = document.add_table(len(block.sheet), len(block.widths), style="Table Grid")
        for slot in block.slots:
            cell = table.cell(slot.row, slot.column)
            if slot.box.colspan > 1 or slot.box.rowspan > 1:
                cell = cell.merge(table.cell(slot.row + slot.box.rowspan - 1, slot.column + slot.box.colspan - 1))
            cell.text = slot.box.text
    document.save(io.BytesIO())


def xlsx_by_hand(book):
    """With the calls that XlsxWriter has: the texts, numbers, formulas and merged cells of our workbook, framed."""
    made = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    frame = made.add_format({"border": 1, "text_wrap": True, "align": "center"})
    for name, cells, merged in book:
        sheet = made.add_worksheet(name)
        for area in merged:
            sheet.merge_range(area, "", frame)
        for row, column, value in cells:
            if isinstance(value, str) and value.startswith("=") and name != "文字":
                sheet.write_formula(row, column, value, frame, 0)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, frame)
            else:
                sheet.write_number(row, column, value, frame)
    made.close()


def cells_of_ours():
    """What stands in our workbook, sheet by sheet."""
    buffer = io.BytesIO()
    gd.write(REPORT, buffer, format="xlsx")
    for sheet in openpyxl.load_workbook(buffer).worksheets:
        cells = [(c.row - 1, c.column - 1, c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
        yield sheet.title, cells, [str(area) for area in sheet.merged_cells.ranges]


def median(call):
    """Milliseconds of CPU time of a call, the middle of several; the first is not counted."""
    call()
    taken = []
    for _ in range(REPEATS):
        before = time.process_time()
        call()
        taken.append(1000 * (time.process_time() - before))
    return statistics.median(taken)


def formats():
    """A line for each format."""
    book = list(cells_of_ours())
    hands = {"docx": lambda: docx_by_hand(REPORT), "xlsx": lambda: xlsx_by_hand(book)}
    print(f"{'format':8}{'ms':>8}{'target':>8}{'by hand':>9}{'times':>7}")
    for name in FORMATS:
        own = median(lambda name=name: gd.write(REPORT, io.BytesIO(), format=name))
        hand = median(hands[name]) if name in hands else None
        beside = "" if hand is None else f"{hand:9.1f}{own / hand:7.2f}"
        print(f"{name:8}{own:8.1f}{TARGETS.get(name, ''):>8}{beside}")


def workbook(number):
    """One workbook on so many reports, every tenth of which is wrong."""
    sound = gd.zeros(2023)

    def reports():
        for at in range(number):
            rows = ("requests.received", "requests.carried_over_out")
            changes = {f"{row}.{column}": at for row in rows for column in ("natural_persons", "total")}
            report = REPORT if at % 10 == 0 else gd.replace(sound, changes)
            yield attrs.evolve(report, organ=gd.Organ(f"临澜县{at}号局"))

    before = time.perf_counter()
    gd.write_workbook(reports(), io.BytesIO(), expected=[f"临澜县{at}号局" for at in range(number)])
    taken, memory = time.perf_counter() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"workbook on {number} reports: {taken:.1f} s, {memory:.0f} MB at the most")


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, help="also write one workbook on so many reports")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}")
    formats()
    if arguments.reports:
        workbook(arguments.reports)


if __name__ == "__main__":
    main()
