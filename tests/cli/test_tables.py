"""The tables on the output: with rich on a terminal, as plain text elsewhere."""

import io
import re
import sys

import pytest
from rich.console import Console

import govdisclosure as gd
from govdisclosure.cli import pretty, tables
from govdisclosure.cli.tables import show
from govdisclosure.model.access import values
from govdisclosure.render.tables import views

REPORT = gd.replace(gd.zeros(2023), {"remedies.reconsideration.total": 5})
MARKS = {"remedies.reconsideration.total": "*"}


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch):
    """Run something with standard output as a terminal of a known width, and give what it printed."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")

    def run(call, *arguments, **options):
        stream = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            call(*arguments, **options)
        return stream.getvalue()

    return run


def test_elsewhere_the_table_is_plain_text(capsys):
    """Only the tables with a mark are shown, and what the mark means."""
    show(REPORT, MARKS, "zh")
    lines = capsys.readouterr().out.splitlines()

    assert "四、政府信息公开行政复议、行政诉讼情况" == lines[0]
    assert lines[2].endswith("5*")
    assert "带 * 的格参与了不成立的勾稽关系" == lines[-1]
    assert not [line for line in lines if "自然人" in line]


def test_nothing_is_said_of_tables_without_marks(capsys):
    """No mark, no table, no legend."""
    show(REPORT, {}, "zh")

    assert "" == capsys.readouterr().out


def test_a_terminal_shows_a_drawn_table(on_terminal):
    """With rich, on a terminal, in the language asked for."""
    text = on_terminal(show, REPORT, MARKS, "en", legend=gd.Text("图例", "what it means"))

    assert "administrative reconsideration" in text
    assert "5*" in text
    assert "─" in text
    assert text.endswith("what it means\n")


def test_a_terminal_without_rich_shows_plain_text(on_terminal, monkeypatch):
    """The same content where the extra is not installed."""
    monkeypatch.setattr(tables, "find_spec", lambda name: None)
    text = on_terminal(show, REPORT, MARKS, "zh")

    assert "5*" in text
    assert "─" not in text


def drawn(report: gd.AnnualReport, marks: dict[str, str], *, color: bool) -> str:
    """The tables of a report as rich draws them on a console of our own."""
    stream = io.StringIO()
    console = Console(file=stream, width=120, color_system="standard" if color else None, no_color=not color)
    pretty.draw(views(report, marks, "zh"), console)
    return stream.getvalue()


def test_a_marked_cell_is_red():
    """The marked cell stands out by colour, and by its mark where there is none."""
    assert re.search(r"\x1b\[1;31m *5\*\x1b\[0m", drawn(REPORT, MARKS, color=True))
    assert " 5* " in drawn(REPORT, MARKS, color=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("year", [2020, 2021, 2023])
def test_every_table_is_drawn_with_all_that_is_in_it(year, lang):
    """Its title, a head over every column, the headings between its rows, and each row's label and figures."""
    figures = {each: type(zero)(at) for at, (each, zero) in enumerate(values(gd.zeros(year)).items(), 1000)}
    blocks = list(views(gd.replace(gd.zeros(year), figures), {}, lang))
    stream = io.StringIO()
    pretty.draw(blocks, Console(file=stream, width=400, color_system=None))
    lines = [re.split("[│┃]", line)[1:-1] or [line] for line in stream.getvalue().splitlines() if line[0] not in "┏┡└"]

    assert [
        row
        for block in blocks
        for row in (
            *([[block.title]] if block.title else []),
            ["", *block.columns],
            *(
                row
                for each in block.rows
                for row in (
                    *([above, *[""] * len(block.columns)] for above in each.above),
                    [each.label, *(cell.text for cell in each.cells)],
                )
            ),
        )
    ] == [[cell.strip() for cell in line] for line in lines]


def test_headings_are_drawn_over_their_rows():
    """A heading over rows is a row of its own, and the title of a table stands over it."""
    lines = drawn(REPORT, MARKS, color=False).splitlines()
    rows = [line.split("│")[1].strip() for line in lines if line.startswith("│")]

    assert "四、政府信息公开行政复议、行政诉讼情况" in [line.strip() for line in lines]
    assert ["行政诉讼", "未经复议直接起诉", "复议后起诉"] == rows[-3:]


def test_nothing_printed_is_taken_for_markup():
    """A mark such as [red] is shown as it is."""
    assert "0[red]" in drawn(REPORT, {"proactive.licensing.decisions": "[red]"}, color=False)
