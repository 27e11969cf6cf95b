"""The documents as programs print them: tables on one page, no label cut, sums that compute."""

import shutil
import subprocess

import openpyxl
import pytest
from pdfminer.high_level import extract_pages, extract_text

import govdisclosure as gd
from govdisclosure.writers.printed import sheet

REPORTS = {
    year: gd.replace(gd.zeros(year, organ="临澜县水务局"), {"requests.received.total": 123456}) for year in (2020, 2023)
}


def program(name):
    """A program of the machine."""
    found = shutil.which(name)
    assert found, f"{name} is not installed"
    return found


def rendered(path):
    """The document as it is printed: a page by Chromium, the others by LibreOffice."""
    folder = path.parent / "printed"
    folder.mkdir()
    made = folder / f"{path.stem}.pdf"
    if path.suffix == ".html":
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={made}", path.as_uri()]
    else:
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, path]
    subprocess.run([program(command[0]), *command[1:]], check=True, capture_output=True, timeout=120)
    return made


def pages(path):
    """The text of each page, without blanks and line ends."""
    return ["".join(extract_text(path, page_numbers=[n]).split()) for n in range(sum(1 for _ in extract_pages(path)))]


@pytest.mark.system
@pytest.mark.parametrize("year", REPORTS)
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf", "html"])
def test_every_label_of_a_table_stands_on_one_page(year, suffix, tmp_path):
    """Every character of it: a label of several lines is not one text in a PDF."""
    report = REPORTS[year]
    path = tmp_path / f"a.{suffix}"
    gd.write(report, path)
    printed = pages(path if suffix == "pdf" else rendered(path))

    for table in (report.proactive, report.requests, report.remedies):
        labels = {"".join(box.text.split()) for row in sheet(table) for box in row if not box.value}
        assert any(all(set(label) <= set(page) for label in labels) for page in printed), table.name
    assert any("123456" in page for page in printed)


@pytest.mark.system
def test_an_office_program_computes_the_same_sums(tmp_path):
    """What the formulas show is what was written beside them."""
    report = gd.replace(REPORTS[2023], {"requests.received.natural_persons": 123456})
    gd.write(report, tmp_path / "a.xlsx")
    subprocess.run(
        [program("soffice"), "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "b", tmp_path / "a.xlsx"],
        check=True,
        capture_output=True,
    )
    ours, theirs = (
        [
            [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
            for sheet in openpyxl.load_workbook(path, data_only=True).worksheets
        ]
        for path in (tmp_path / "a.xlsx", tmp_path / "b" / "a.xlsx")
    )

    assert ours == theirs
