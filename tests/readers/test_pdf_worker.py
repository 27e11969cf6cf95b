"""PDFs are parsed in a process of their own, and whatever happens there is an error that names its cause."""

import io
import os
import subprocess
import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdisclosure.errors import (
    DamagedDocumentError,
    DocumentError,
    GovDisclosureError,
    LimitExceededError,
    MissingExtraError,
    UnsupportedFormatError,
)
from govdisclosure.model.place import Place
from govdisclosure.readers import pdf as reader
from govdisclosure.readers.grid import Document, Grid, GridCell, Paragraph, Remark, Sure
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf import child, wire, worker
from govdisclosure.readers.pdf.pages import parse
from readers.pdf_paper import Page, flate, pdf, rows, table

SMALL = pdf(table(Page().text(72, 60, "表"), rows(["规章", "12"], ["其他", "3"]), widths=(100, 60)), title=b"report")
REQUEST = wire.Request(data=SMALL, name="2024.pdf", limits=Limits())


@pytest.fixture
def own():
    """A worker for one test, ended after it."""
    made = worker.Worker()
    yield made
    made.close()


def test_document_is_the_same_from_the_other_process():
    """Nothing is lost or changed on the way back."""
    assert parse(SMALL, name="2024.pdf", limits=Limits()) == reader.read(SMALL, name="2024.pdf", limits=Limits())


def test_process_is_kept_for_the_next_document(own):
    """The process is started once, also when documents are refused in between."""
    started = []
    start = worker.Process

    def counted():
        started.append(1)
        return start()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "Process", counted)
        own.read(REQUEST)
        with pytest.raises(DamagedDocumentError):
            own.read(wire.Request(data=b"%PDF-", name="", limits=Limits()))
        own.read(REQUEST)

    assert [1] == started


def test_threads_take_turns(own):
    """Several threads may use one worker."""
    found = []
    threads = [threading.Thread(target=lambda: found.append(own.read(REQUEST))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [own.read(REQUEST)] * 3 == found


def test_time_is_bounded(own):
    """A document that takes too long is ended, and the next one is read."""
    with pytest.raises(LimitExceededError, match="limit seconds is 1e-09"):
        own.read(wire.Request(data=SMALL, name="", limits=Limits(seconds=1e-9)))

    assert own.read(REQUEST).blocks


@pytest.mark.skipif(sys.platform != "linux", reason="the system cannot bound memory")
def test_memory_is_bounded(own):
    """A document that needs too much memory is refused, and the next one is read."""
    large = pdf(Page().raw(" " * 50_000_000), packed=flate)

    with pytest.raises(LimitExceededError, match="limit memory_bytes is 1,000,000"):
        own.read(wire.Request(data=large, name="", limits=Limits(memory_bytes=1_000_000)))

    assert own.read(REQUEST).blocks


def test_limits_reach_the_process(own):
    """The bounds of the parser are those of the request."""
    with pytest.raises(LimitExceededError, match="limit slots is 3, this document has 4"):
        own.read(wire.Request(data=SMALL, name="", limits=Limits(slots=3)))


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import sys; sys.stdout.write('started\\n'); sys.stdout.flush(); sys.exit('out of luck')", "out of luck"),
        ("import sys; sys.stdout.write('started\\n'); sys.stdout.flush(); sys.exit(3)", "exit code 3"),
        ("print('started', flush=True); input(); print('half', end='')", "exit code 0"),
    ],
)
def test_document_that_brings_the_process_down_is_refused(own, monkeypatch, program, reason):
    """A process that ends without an answer is a damaged document, with its last words."""
    monkeypatch.setattr(worker, "_MAIN", program)

    with pytest.raises(DamagedDocumentError, match=f"brought its reader down \\({reason}\\)"):
        own.read(REQUEST)

    monkeypatch.undo()
    assert own.read(REQUEST).blocks


def test_process_that_does_not_start(own, monkeypatch):
    """A process that cannot start is not the fault of the document."""
    monkeypatch.setattr(worker, "_MAIN", "import sys; sys.exit('no such module')")

    with pytest.raises(GovDisclosureError, match="does not start: no such module") as caught:
        own.read(REQUEST)

    assert not isinstance(caught.value, DocumentError)


def test_process_that_does_not_end_by_itself_is_ended(own, monkeypatch):
    """Closing does not wait for a process that hangs."""
    monkeypatch.setattr(worker, "_PATIENCE", 0.01)
    monkeypatch.setattr(
        worker, "_MAIN", "import time; print('started', flush=True); input(); print('{}', flush=True); time.sleep(60)"
    )
    with pytest.raises(KeyError):
        own.read(REQUEST)

    own.close()
    own.close()


FORKING = """
import os, sys
from govdisclosure.readers import pdf
from govdisclosure.readers.limits import Limits
data = sys.stdin.buffer.read()
first = pdf.read(data, limits=Limits())
forked = os.fork()
same = pdf.read(data, limits=Limits()) == first
if not forked:
    sys.exit(0 if same else 1)
sys.exit(0 if same and os.waitpid(forked, 0)[1] == 0 else 1)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_fork_starts_a_process_of_its_own():
    """After a fork both go on reading, each in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", FORKING],
        input=SMALL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
        check=False,
    )

    assert 0 == done.returncode


# --------------------------------------------------------------------------------------------- what comes in


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"x" * 2000 + SMALL])
def test_other_files_are_refused_before_a_process_is_asked(data):
    """What does not begin like a PDF is refused at once."""
    with pytest.raises(DamagedDocumentError, match="does not begin like a PDF"):
        reader.read(data, limits=Limits())


def test_mark_may_have_something_before_it():
    """A little before the mark, as web servers leave it, is no hindrance."""
    assert reader.read(b"\r\n\r\n" + SMALL, limits=Limits()).blocks


def test_size_is_bounded():
    """A file above the bound is not even looked at."""
    with pytest.raises(LimitExceededError, match="limit package_bytes is 10"):
        reader.read(SMALL, limits=Limits(package_bytes=10))


def test_missing_library_is_named(monkeypatch):
    """Without the library the error says what to install."""
    monkeypatch.setitem(sys.modules, "pdfminer", None)

    with pytest.raises(MissingExtraError, match=r"govdisclosure\[pdf\]"):
        reader.read(SMALL, limits=Limits())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(SMALL)), st.integers(0, 40))
def test_whatever_the_bytes_only_document_errors(noise, place, cut):
    """A PDF with bytes changed, cut out or put in is read or refused, and nothing else."""
    try:
        document = reader.read(SMALL[:place] + noise + SMALL[place + cut :], limits=Limits())
    except DocumentError:
        return

    assert isinstance(document, Document)


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


@pytest.mark.parametrize("answer", [DOCUMENT, Document(blocks=())])
def test_documents_survive_the_way(answer):
    """Every field of a document comes back as it was."""
    assert answer == wire.opened_answer(wire.packed_answer(answer))


@pytest.mark.parametrize(
    "error",
    [
        DamagedDocumentError("broken", zh="已损坏"),
        UnsupportedFormatError("scanned"),
        LimitExceededError("pages", 1, 2),
    ],
)
def test_errors_survive_the_way(error):
    """An error comes back as it was raised, message and all."""
    with pytest.raises(type(error)) as caught:
        wire.opened_answer(wire.packed_answer(error))

    assert (str(error), error.message("zh")) == (str(caught.value), caught.value.message("zh"))


def test_requests_are_answered_in_turn():
    """Each request has its answer, documents and errors alike, until there are no more."""
    answers = [DOCUMENT, DamagedDocumentError("broken"), DOCUMENT]
    asked = []

    def read(data, *, name, limits):
        asked.append((data, name, limits.pages))
        answer = answers[len(asked) - 1]
        if isinstance(answer, DamagedDocumentError):
            raise answer
        return answer

    requests = [
        wire.Request(data=data, name=name, limits=Limits(pages=7)) for data, name in ((b"1\n2", "a"), (b"", "甲"))
    ]
    stream = io.BytesIO(b"".join(map(wire.packed_request, requests)))
    answered = io.BytesIO()
    child.serve(stream, answered, read)

    assert [(b"1\n2", "a", 7), (b"", "甲", 7)] == asked
    assert wire.STARTED + wire.packed_answer(DOCUMENT) + wire.packed_answer(answers[1]) == answered.getvalue()


def test_nothing_is_answered_after_running_out_of_memory():
    """A process that ran out of memory says so and stops."""

    def read(data, *, name, limits):
        raise MemoryError

    answered = io.BytesIO()
    child.serve(io.BytesIO(wire.packed_request(REQUEST) * 2), answered, read)

    with pytest.raises(LimitExceededError, match="memory_bytes"):
        wire.opened_answer(answered.getvalue().removeprefix(wire.STARTED))
