"""Assertions for other people's tests, and the pytest plugin that explains a failed comparison."""

import os
import re
import subprocess
import sys
import textwrap
from decimal import Decimal

import attrs
import pytest

import govdisclosure as gd
from govdisclosure import pytest_plugin
from govdisclosure.testing import assert_consistent, assert_reader, differences, padded, width

ZEROS = gd.zeros(2023, organ="北屿市水务局")


# ---------------------------------------------------------------------------------------------------- consistent


def test_a_consistent_report():
    """Nothing happens."""
    assert_consistent(ZEROS)
    assert_consistent(ZEROS.requests)
    assert_consistent(gd.replace(ZEROS, {"requests.received.total": gd.Gap.BLANK}), blank_as_zero=True)


def test_what_is_inconsistent_is_said():
    """Each identity that fails is named with both numbers."""
    with pytest.raises(
        AssertionError,
        match=r"not consistent: failed\n  REM001@reconsideration .*the parts add up to 0, the total is 3",
    ):
        assert_consistent(gd.replace(ZEROS, {"remedies.reconsideration.total": 3}))


def test_it_is_said_in_chinese():
    """The messages are those of the check in the language asked for."""
    with pytest.raises(AssertionError, match="行政复议"):
        assert_consistent(gd.replace(ZEROS, {"remedies.reconsideration.total": 3}), lang="zh")


def test_what_cannot_be_evaluated_is_not_consistent():
    """A blank total is not a pass."""
    with pytest.raises(AssertionError, match=r"not_evaluated\n  REM001@reconsideration"):
        assert_consistent(gd.replace(ZEROS, {"remedies.reconsideration.total": gd.Gap.BLANK}))


def test_a_cell_that_no_rule_needs_may_still_be_unknown():
    """Where nothing fails and something is absent, that is what is said."""
    with pytest.raises(AssertionError, match="a cell is absent or unreadable"):
        assert_consistent(gd.replace(ZEROS, {"proactive.government_rules.repealed": gd.Gap.ABSENT}))


def test_a_long_list_is_counted():
    """No more than twenty are named."""
    with pytest.raises(AssertionError, match=r"  and \d+ more$"):
        assert_consistent(gd.blank(2023))


# ---------------------------------------------------------------------------------------------------- differences


def test_differences_are_aligned():
    """One line for each cell: label, both values, difference; characters of double width count twice."""
    other = gd.replace(
        ZEROS,
        {
            "requests.outcomes.not_disclosed.prohibited_by_law.research_institutions": 1203,
            "remedies.reconsideration.total": gd.Gap.BLANK,
            "proactive.fees.amount": Decimal("-1.5"),
        },
    )
    label = gd.label("requests.outcomes.not_disclosed.prohibited_by_law.research_institutions")

    headline, *lines = differences(ZEROS, other)

    assert "3 of 200 cells differ" == headline
    assert f"  {label}  0 != 1203      (+1203)" == lines[1]
    assert lines[0].endswith("0 != -1.5      (-1.5)")
    assert lines[2].endswith("0 != Gap.BLANK")
    assert 1 == len({width(line.partition(" != ")[0]) for line in lines})


def test_equal_reports_do_not_differ():
    """There is nothing to say; of what is not equal there always is."""
    assert [] == differences(ZEROS, gd.zeros(2023, organ="北屿市水务局"))
    assert ["0 of 15 cells differ", "  edition: '2021' != '2019'"] == differences(
        ZEROS.remedies, gd.zeros(2020).remedies
    )


def test_what_stands_beside_the_cells():
    """Organ, year, sections and units are named as well."""
    other = attrs.evolve(ZEROS, year=2024, sections=gd.Sections(problems=gd.Section(text="x")))
    lines = differences(ZEROS, other)

    assert "0 of 200 cells differ" == lines[0]
    assert "  year: 2023 != 2024" in lines
    assert "  sections.problems: Gap.ABSENT != ''" in lines
    assert "  5. Main problems and improvements: added: “x”" in lines
    with_unit = attrs.evolve(gd.zeros(2020).proactive.central_procurement, amount_unit=gd.Unit.YUAN)
    table = attrs.evolve(gd.zeros(2020).proactive, central_procurement=with_unit)
    assert ["0 of 22 cells differ", "  central_procurement.amount_unit: Unit.UNKNOWN != Unit.YUAN"] == differences(
        gd.zeros(2020).proactive, table
    )


def test_tables_of_two_editions():
    """A cell that the other edition does not have is named as such."""
    lines = differences(gd.zeros(2023).requests, gd.zeros(2020).requests)

    assert "28 of 182 cells differ" == lines[0]
    assert any(line.endswith("0 != no such cell") for line in lines)
    assert "  and 8 more" in lines
    assert "  edition: '2021' != '2019'" in lines


@pytest.mark.parametrize(
    ("left", "right"),
    [(ZEROS, ZEROS.requests), (ZEROS.requests, ZEROS), (ZEROS.requests, ZEROS.remedies), (1, 2), ("x", ZEROS)],
)
def test_what_cannot_be_compared(left, right):
    """Only two reports, or two tables of one name, are held against each other."""
    assert [] == differences(left, right)


@pytest.mark.parametrize(
    ("text", "columns"), [("ab", 2), ("表三", 4), ("１", 2), ("\u200b", 0), ("e\u0301", 1), ("（一）", 6)]
)
def test_width(text, columns):
    """A Chinese character takes two columns, an invisible one none."""
    assert columns == width(text)
    assert text + " " * (8 - columns) == padded(text, 8)


# ---------------------------------------------------------------------------------------------------- plugin


def test_the_plugin_explains_a_comparison():
    """A failed ``==`` of two reports is told cell by cell."""
    other = gd.replace(ZEROS, {"requests.received.total": 3})

    assert "1 of 200 cells differ" == pytest_plugin.pytest_assertrepr_compare("==", ZEROS, other)[0]


@pytest.mark.parametrize(("op", "left"), [("!=", ZEROS), ("==", 3), ("is", ZEROS)])
def test_the_plugin_leaves_everything_else_alone(op, left):
    """Other operators and other objects are explained by pytest."""
    assert pytest_plugin.pytest_assertrepr_compare(op, left, gd.zeros(2024)) is None


def test_the_plugin_says_nothing_before_the_package_is_loaded(monkeypatch):
    """It looks the model up and does not import it."""
    monkeypatch.delitem(sys.modules, "govdisclosure.model.report")

    assert pytest_plugin.pytest_assertrepr_compare("==", ZEROS, gd.zeros(2024)) is None


def run_in(folder, *command):
    """A command in a folder of its own, as a user would run it, without the measurement of this run."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


PLUGIN = ("-p", "govdisclosure.pytest_plugin", "-p", "no:cacheprovider", "-q")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with one failing test."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    (tmp_path / "test_it.py").write_text(
        textwrap.dedent("""
            import govdisclosure as gd

            def test_it():
                assert gd.zeros(2023).requests == gd.replace(gd.zeros(2023), {"requests.received.total": 7}).requests
        """),
        encoding="utf-8",
    )
    return tmp_path


def test_the_plugin_works_in_pytest(project):
    """What a user sees."""
    done = run_in(project, "-m", "pytest", *PLUGIN)

    assert "1 of 175 cells differ" in done.stdout
    assert "一、本年新收政府信息公开申请数量 / 总计  0 != 7 (+7)" in done.stdout


def test_coverage_sees_the_whole_package(project):
    """Under ``coverage run -m pytest`` the lines that run at import are measured, with the plugin loaded."""
    run_in(project, "-m", "coverage", "run", "--source", "govdisclosure.forms", "-m", "pytest", *PLUGIN)
    done = run_in(project, "-m", "coverage", "report", "--include", "*/forms/form2021.py")
    total = done.stdout.splitlines()[-1]

    assert total.endswith("100%"), done.stdout


# ---------------------------------------------------------------------------------------------------- readers


def test_a_reader_that_reads_what_is_there():
    """The package's own reader is proved by its own suite; a few examples show that the suite accepts it."""
    assert_reader(gd.read, formats=("html",), max_examples=5)


def cells_of_table_three(content):
    """What stands in the cells of table three of a plain page; a small and quick reader to spoil."""
    section = content.decode().partition("三、收到")[2].partition("<h2>")[0]
    rows = [re.findall("<td[^>]*>(.*?)</td>", row) for row in section.split("<tr>")[4:]]
    names = [name for name in gd.addresses(gd.zeros(2023 if len(rows) == 25 else 2020)) if name.startswith("requests")]
    return dict(zip(names, [text for row in rows for text in row[-7:]], strict=bool(rows)))


def read_cells(content):
    """A reader of table three that is right as far as it goes."""
    return {name: int(text) if text.isdigit() else None for name, text in cells_of_table_three(content).items()}


PAGE = {"layouts": ["page"], "max_examples": 30}


def test_a_reader_that_is_right_as_far_as_it_goes():
    """It need not read what it does not know, as long as it reads nothing wrong."""
    assert_reader(read_cells, deviations=["blank zeros", "tables lost", "unreadable figures"], **PAGE)


def test_a_reader_that_fills_in_zeros(tmp_path):
    """A blank read as zero is a wrong number; the document that has the blank is kept."""

    def zeros_for_blanks(content):
        return {name: number or 0 for name, number in read_cells(content).items()}

    with pytest.raises(
        AssertionError, match=r"wrong number is read \(html: page, blank .*\)\n  r\S+ \(.*printed '', read 0"
    ):
        assert_reader(zeros_for_blanks, deviations=["blank zeros"], keep=tmp_path, **PAGE)
    (path,) = tmp_path.iterdir()
    assert None in read_cells(path.read_bytes()).values()


def test_a_folder_that_cannot_be_made(tmp_path):
    """It is refused before anything is read."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(gd.FileError):
        assert_reader(read_cells, keep=tmp_path / "file" / "here", **PAGE)


@pytest.mark.parametrize("keep", [False, True])
def test_the_smallest_document_is_kept(tmp_path, monkeypatch, keep):
    """In the folder asked for, or a temporary one; a note of the error names it, whatever the error is."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = tmp_path / "kept" / "here"

    def broken(content):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        assert_reader(broken, layouts=["page"], max_examples=1, keep=folder if keep else None)
    (path,) = [each for each in tmp_path.rglob("*") if each.is_file()]

    assert f"the document is kept in {path}" in caught.value.__notes__
    assert keep is (folder == path.parent)
    assert re.fullmatch(r"smallest-ZeroDivisionError-\d+\.html", path.name)
    assert isinstance(gd.read(path), gd.Reading)


def test_a_reader_that_reads_nothing():
    """A reader of plain documents must read them in full; a refusal is none."""
    with pytest.raises(AssertionError, match="a plain document is not read in full"):
        assert_reader(lambda content: gd.blank(2023))
    with pytest.raises(gd.NotAReportError):
        assert_reader(refusing)


def refusing(content):
    """A reader that takes no document."""
    raise gd.NotAReportError("no")


def test_a_reader_must_read_something():
    """A mapping may leave out what the reader does not care for, but not everything."""
    with pytest.raises(AssertionError, match="not read in full"):
        assert_reader(lambda content: {}, **PAGE)


def strict(content):
    """Where a cell is blank it gives up."""
    if b"&nbsp;" in content:
        raise ValueError("a blank")
    return read_cells(content)


def test_a_reader_may_refuse_what_deviates():
    """An exception named as a refusal is no failure where the document is not as the form prints it."""
    few = PAGE | {"max_examples": 5}

    assert_reader(strict, deviations=["all zeros blank"], refusals=(ValueError,), **few)


@pytest.mark.slow
def test_a_reader_may_not_refuse_otherwise():
    """Any other exception is a failure."""
    with pytest.raises(ValueError, match="a blank"):
        assert_reader(strict, deviations=["all zeros blank"], **PAGE)


def test_a_number_from_nowhere():
    """A number for a cell that is not in the document is wrong as well."""

    def inventive(content):
        return read_cells(content) or {"requests.received.total": 1}

    with pytest.raises(AssertionError, match=r"requests\.received\.total: not in the document, read 1"):
        assert_reader(inventive, deviations=["tables lost"], **PAGE)
