"""A small part of the benchmark of reading: nothing is read wrong, nothing is left out unsaid, nothing crashes."""

from collections import Counter
from random import Random

import pytest
from benchmarks.reading import kinds_real, looks_pdf, pdf
from benchmarks.reading.cases import MIXED, TWO, Looks, case
from benchmarks.reading.draft import drafted
from benchmarks.reading.figures import report
from benchmarks.reading.kind import ALL
from benchmarks.reading.kinds import KINDS
from benchmarks.reading.run import read_case, readings_of, refused_lookalikes, run
from benchmarks.reading.score import Verdict, score

from readers import pdf_paper

SEED = 2024
COUNTS = {"html": 90, "text": 90, "markdown": 40, "csv": 50, "xlsx": 50, "docx": 70, "pdf": 12}
"""Documents of each format that needs no system package."""
RIGHT = {"html": 18320, "text": 17284, "markdown": 8012, "csv": 10128, "xlsx": 9862, "docx": 14200, "pdf": 2584}
"""The cells read right in these documents, at least; more of them is a new number here, fewer is a fault."""


class Canvas:
    """A canvas for the benchmark's PDFs that needs no other package."""

    def __init__(self):
        self.pages = [pdf_paper.Page()]
        self.fonts = []

    def text(self, x, y, text, size):
        self.pages[-1].text(x, y, text, size)

    def line(self, x0, y0, x1, y1):
        self.pages[-1].line(x0, y0, x1, y1)

    def page(self):
        self.pages.append(pdf_paper.Page())

    def unseen(self, x, y, text, size, *, clipped):
        self.pages[-1].raw("q 0 0 1 1 re W n") if clipped else None
        self.pages[-1].text(x, y, text, size, before="" if clipped else "3 Tr")
        self.pages[-1].raw("Q") if clipped else None

    def watermark(self, text):
        self.pages[-1].turned("0.77 0.64 -0.64 0.77 150 300", text, 60)

    def styled(self, x, y, text, size, before):
        self.pages[-1].text(x, y, text, size, before=before)

    def raw(self, operators):
        self.pages[-1].raw(operators)

    def annotate(self, entries, box):
        self.pages[-1].annotation(entries, *box)

    def font(self, entries):
        if entries not in self.fonts:
            self.fonts.append(entries)
        return f"Odd{self.fonts.index(entries)}"

    def content(self):
        fonts = " ".join(f"/Odd{number} {entries}" for number, entries in enumerate(self.fonts))
        return pdf_paper.pdf(*self.pages, fonts=fonts)


@pytest.fixture(autouse=True)
def plain_canvas(monkeypatch):
    """PDFs without other packages and programs."""
    monkeypatch.setattr(pdf, "OTHERS", ())
    monkeypatch.setattr(pdf, "make_canvas", lambda rng, text: (Canvas(), "plain"))


def faults(each):
    """What is wrong with the reading of a document, in short."""
    return faults_of(read_case(each)[0])


def faults_of(result):
    """What is wrong with what came of a document, in short."""
    bad = [miss for miss in result.misses if miss.verdict in (Verdict.WRONG, Verdict.UNSAID)]
    said = [f"{miss.address}: expected {miss.expected!r}, got {miss.got!r}" for miss in bad[:3]]
    return [*said, *([result.crash] if result.crash else []), *(f"nothing says {codes}" for codes in result.unsaid)]


@pytest.mark.slow
@pytest.mark.parametrize("format", COUNTS)
def test_no_document_is_read_wrong(format):
    """Every cell is right, or a gap that a notice names, whatever the document does to it; and gaps become no more."""
    found = {each: read_case(each)[0] for each in (case(SEED, at, format=format) for at in range(COUNTS[format]))}
    wrong = {
        (each.number, each.layout, each.kinds): said for each, result in found.items() if (said := faults_of(result))
    }

    assert {} == wrong
    assert RIGHT[format] <= sum(result.right for result in found.values())


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == "no lines" else pytest.mark.slow) for name in (*KINDS, MIXED, TWO)]
)
def test_no_kind_of_deviation_is_read_wrong(name):
    """The same for each kind alone, in a format that has it."""
    formats = KINDS[name].formats if name in KINDS else ALL
    format = next(each for each in ("html", "docx", "xlsx", "pdf", "text") if each in formats)

    assert [] == faults(case(SEED, 1, format=format, kinds=(name,)))


@pytest.mark.parametrize("kind", kinds_real.KINDS, ids=lambda kind: kind.name)
def test_kinds_of_real_reports_are_on_the_paper(kind):
    """Each of them changes what a report prints: a kind that finds nothing to change would always be read right."""
    plain = [drafted(report(Random(number))) for number in range(6)]

    assert all(kind.change(draft, Random(1)).paper != draft.paper for draft in plain)


def test_a_notice_that_must_not_be_there_is_a_fault():
    """A kind can say which notices would be wrong about it."""
    each = case(SEED, 1, format="html", kinds=("tables lost",))
    result = score(each.truths, readings_of(each), (), spares=frozenset({"table-missing", "number-not-placed"}))

    assert ("no table-missing",) == result.unsaid


@pytest.mark.slow
@pytest.mark.parametrize("name", looks_pdf.DRAWN)
def test_no_look_of_a_pdf_is_read_wrong(name):
    """Each look as PDFs draw it: marks, strikes, hidden and odd digits, what is laid over cells."""
    assert [] == faults(case(SEED, 2, format="pdf", kinds=(name,)))


def test_lookalikes_are_refused():
    """A document that looks like an annual report and is none is never read as one."""
    count, read = refused_lookalikes()

    assert (True, []) == (count > 100, read)


def test_the_same_seed_gives_the_same_document():
    """What a run finds can be found again by its seed and number."""
    first, again = (case(SEED, 7, format="html") for _ in range(2))

    assert (first.content, first.truths) == (again.content, again.truths)
    assert Counter(html=1) == Counter([first.format])


def test_one_deviation_in_each_document_in_turn():
    """Each document has one of them alone."""
    names = ["a year in the heads", "rows all blank"]
    found = run(1, range(3), ["text"], names, Looks.NEVER, None, 0, in_turn=True)

    assert {names[0]: 2, names[1]: 1} == {name: kind["documents"] for name, kind in found["by_kind"].items()}
