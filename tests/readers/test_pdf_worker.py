"""PDFs are parsed in a process of their own, and whatever happens there is an error that names its cause."""

import json
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError, MissingExtraError
from govdisclosure.model.notices import NOTICES
from govdisclosure.model.place import Place
from govdisclosure.readers import apart, process
from govdisclosure.readers import pdf as reader
from govdisclosure.readers.grid import Document, Grid, GridCell, Paragraph, Remark, Sure
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf import pages
from govdisclosure.readers.pdf.pages import parse
from govdisclosure.readers.process import Message
from readers.pdf_paper import Page, flate, pdf, rows, table

SMALL = pdf(table(Page().text(72, 60, "表"), rows(["规章", "12"], ["其他", "3"]), widths=(100, 60)), title=b"report")


def seen(document):
    """The title and name of a document, the texts of its blocks and where they stand, and what is said of it."""
    blocks = [
        (each.text, each.place.page, each.place.line)
        if isinstance(each, Paragraph)
        else ([cell.text for cell in each.cells], each.place.page, each.place.table)
        for each in document.blocks
    ]
    return document.title, document.name, blocks, document.remarks


def small(name=""):
    """What is seen of `SMALL`."""
    return "report", name, [("表", 1, 1), (["规章", "12", "其他", "3"], 1, 1)], ()


def test_document_is_the_same_from_the_other_process():
    """Nothing is lost or changed on the way back."""
    found = reader.read(SMALL, name="2024.pdf", limits=Limits())

    assert (small("2024.pdf"), found) == (seen(found), parse(SMALL, name="2024.pdf", limits=Limits()))


@pytest.mark.skipif(sys.platform != "linux", reason="the system cannot bound memory")
def test_memory_is_bounded():
    """A document that needs too much memory is refused, and the next one is read."""
    large = pdf(Page().raw(" " * 20_000_000), packed=flate)
    with pytest.raises(LimitExceededError, match="limit memory_bytes is 1,000,000"):
        reader.read(large, limits=Limits(memory_bytes=1_000_000))

    assert small() == seen(reader.read(SMALL, limits=Limits()))


def test_limits_reach_the_process():
    """The bounds of the parser are those of the caller."""
    with pytest.raises(LimitExceededError, match="limit slots is 3, this document has 4"):
        reader.read(SMALL, limits=Limits(slots=3))


def test_inside_such_a_process_no_other_is_asked(monkeypatch):
    """What reads many files for another process parses a PDF itself."""
    monkeypatch.setattr(process, "_inside", True)
    monkeypatch.setattr(reader, "READER", None)

    assert small() == seen(reader.read(SMALL, limits=Limits()))


# --------------------------------------------------------------------------------------------- what comes in


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"x" * 2000 + SMALL])
def test_other_files_are_refused_before_a_process_is_asked(data):
    """What does not begin like a PDF is refused at once."""
    with pytest.raises(DamagedDocumentError, match="does not begin like a PDF"):
        reader.read(data, limits=Limits())


def test_mark_may_have_something_before_it():
    """A little before the mark, as web servers leave it, is no hindrance."""
    assert small() == seen(reader.read(b"\r\n\r\n" + SMALL, limits=Limits()))


def test_size_is_bounded():
    """A file above the bound is not even looked at."""
    with pytest.raises(LimitExceededError, match="limit package_bytes is 10"):
        reader.read(SMALL, limits=Limits(package_bytes=10))


def test_missing_library_is_named(monkeypatch):
    """Without the library the error says what to install."""
    monkeypatch.setitem(sys.modules, "pdfminer", None)

    with pytest.raises(MissingExtraError, match=r"govdisclosure\[pdf\]"):
        reader.read(SMALL, limits=Limits())


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(SMALL)), st.integers(0, 40))
@example(b"", 0, 0)
@example(b"garbage", len(SMALL), 0)
def test_whatever_the_bytes_only_document_errors(noise, place, cut):
    """A PDF with bytes changed, cut out or put in is read or refused, and nothing else."""
    try:
        document = reader.read(SMALL[:place] + noise + SMALL[place + cut :], limits=Limits())
    except DocumentError:
        return

    assert document == parse(SMALL[:place] + noise + SMALL[place + cut :], name="", limits=Limits())
    assert {remark.code for remark in document.remarks} <= NOTICES.keys()
    assert noise or cut or small() == seen(document)


# ------------------------------------------------------------------------------------------------ the protocol

DOCUMENT = Document(
    blocks=(
        Paragraph(text="正文", place=Place(page=1, line=2)),
        Grid(
            cells=(GridCell(text="3\n4", row=1, column=2, rowspan=2, sure=Sure.GUESSED, note="number-wrapped"),),
            place=Place(page=3, table=1),
        ),
    ),
    title="题",
    name="a.pdf",
    remarks=(Remark(code="page-damaged", place=Place(page=1), detail="x"),),
)


@pytest.mark.parametrize("document", [DOCUMENT, Document(blocks=())])
def test_documents_survive_the_way(monkeypatch, document):
    """Every field of a document comes back as it was."""
    asked = []
    monkeypatch.setattr(pages, "parse", lambda data, *, name, limits: asked.append((data, name)) or document)
    monkeypatch.setattr(
        apart.READER,
        "ask",
        lambda question, limits: Message(json.loads(json.dumps(apart.answer(question, limits).head))),
    )

    assert document == reader.read(b"%PDF-", name="a.pdf", limits=Limits())
    assert [(b"%PDF-", "a.pdf")] == asked
