"""What is written reads back: every format, both editions, with gaps, contradictions and any text."""

import pytest
from hypothesis import given, settings

import govdisclosure as gd
from govdisclosure.model.access import values
from govdisclosure.writers.formats import FORMATS
from writers.reports import EVERYTHING, PRINTED, as_printed, no_figures, printed_lines, read_lines, reports

TEXTS = {"pdf": PRINTED, "xlsx": EVERYTHING.filter(no_figures)}
"""A PDF holds the characters that its font has. A row of a sheet that is a number is read as a figure."""
EXAMPLES = {"pdf": 8, "docx": 10, "xlsx": 10, "html": 20, "md": 20}


def squeezed(lines):
    """Lines as a PDF keeps them: where one ends, and how wide a blank is, is for its looks."""
    return {name: "".join("".join(each).split()) for name, each in lines.items()}


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_reads_back(format, tmp_path):
    """Every number, every gap, organ, year, period, and every line of the text."""
    path = tmp_path / f"report.{format}"

    @settings(max_examples=EXAMPLES[format], deadline=None)
    @given(reports(TEXTS.get(format, EVERYTHING)))
    def holds(report):
        gd.write(report, path)
        back = gd.read(path).report
        same = squeezed if format == "pdf" else dict

        assert as_printed(report) == dict(values(back))
        assert (report.organ, report.year, report.period) == (back.organ, back.year, back.period)
        assert same(printed_lines(report)) == same(read_lines(back))
        assert (report.proactive.edition, report.requests.edition) == (back.proactive.edition, back.requests.edition)

    holds()


@pytest.mark.slow
@pytest.mark.parametrize("format", [each for each in FORMATS if each != "pdf"])
def test_what_was_read_is_written_as_it_was_read(format, tmp_path):
    """Once read, a report goes through any number of documents unchanged, its sections included."""
    path = tmp_path / f"report.{format}"

    @settings(max_examples=EXAMPLES[format] // 2, deadline=None)
    @given(reports(TEXTS.get(format, EVERYTHING)))
    def holds(report):
        gd.write(report, path)
        once = gd.read(path).report
        gd.write(once, path)

        assert once == gd.read(path).report

    holds()
