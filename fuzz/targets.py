"""What is fuzzed: a target for each reader, and what must hold whatever bytes it is given.

A document may be refused with one of our errors. Anything else that is raised is a bug, and so is a reading that does
not hold together. Nothing here needs atheris: the tests run the same targets over the corpus (``tests/fuzz``), and
``python -m fuzz.targets html FILE`` attempts one document.
"""

import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from types import FrameType

import attrs
from hypothesis import given, settings

import govdisclosure as gd
from fuzz.damage import Spans, cells, elements, objects, records
from fuzz.words import LABELS, words
from govdisclosure import strategies as gst
from govdisclosure.model.access import values
from govdisclosure.readers.pdf.pages import parse
from govdisclosure.readers.recognise import recognise
from govdisclosure.readers.sniff import sniff
from govdisclosure.strategies.suite import wrong

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "fuzz" / "corpus"
LIMITS = gd.Limits(document_bytes=1_000_000, package_bytes=1_000_000, unpacked_bytes=4_000_000, slots=20_000, pages=20)
"""Small, so that the fuzzer does not find that large documents take long."""

sys.path.append(str(ROOT / "tests"))
from readers.workbooks import compound  # noqa: E402

# ---------------------------------------------------------------------------------------------------- documents


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # without the time
    return stream.getvalue()


PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relations(targets: Mapping[str, str]) -> bytes:
    """The part that says what each kind of relation points to; the ids are r0, r1, ..."""
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'.encode()


TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'.encode()
)
WORKBOOK = (
    f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets><sheet name="s" sheetId="1" r:id="r0"/></sheets></workbook>'
).encode()
_FLAT = re.compile(rb"<(?:pkg:package|w:wordDocument)\b")


def in_a_docx(data: bytes) -> bytes:
    """The bytes as the main part of a document, unless they are a package themselves: few changes leave a zip whole."""
    if data.startswith(b"PK") or _FLAT.search(data, 0, 4096):
        return data
    front = {"[Content_Types].xml": TYPES, "_rels/.rels": relations({"officeDocument": "word/document.xml"})}
    return zipped({**front, "word/document.xml": data})


_PARTS = {"worksheet": "worksheets/sheet1.xml", "styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}


def in_an_xlsx(data: bytes) -> bytes:
    """The bytes as the one sheet of a workbook, unless they are a package; after NULs its styles, texts and front."""
    if data.startswith(b"PK"):
        return data
    *parts, front = (part or b"" for part, _ in zip_longest(data.split(b"\0")[:4], range(4)))
    named = {kind: part for kind, part in zip(_PARTS, parts, strict=True) if part or kind == "worksheet"}
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
            "xl/workbook.xml": front or WORKBOOK,
            "xl/_rels/workbook.xml.rels": relations({kind: _PARTS[kind] for kind in named}),
            **{f"xl/{_PARTS[kind]}": part for kind, part in named.items()},
        }
    )


def in_an_xls(data: bytes) -> bytes:
    """The bytes as the stream of a workbook, unless they are a compound file themselves."""
    return data if data.startswith(b"\xd0\xcf\x11\xe0") else compound({"Workbook": data or b"\0"})


# ---------------------------------------------------------------------------------------------------- work

_CALLS = 200_000
"""Calls of functions that a document may cost however short it is."""
_CALLS_PER_BYTE = 100
"""Calls for each byte of it; real documents and the corpus cost a sixth of that at most."""


class Overworked(AssertionError):
    """A document cost more work than documents of its length may."""


@contextmanager
def bounded_work(size: int, share: int = 1) -> Iterator[None]:
    """Count the calls of functions inside and stop the work when there are too many: what is found ends at once.

    It is counted and not timed, so that it comes out the same on every machine; ``share`` is how many times the usual
    a format may cost.
    """
    left = share * (_CALLS + _CALLS_PER_BYTE * size)

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal left
        left -= event == "call"
        if left < 0:
            sys.setprofile(None)
            raise Overworked(f"more than {share * (_CALLS + _CALLS_PER_BYTE * size):,} calls for {size:,} bytes")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


# ---------------------------------------------------------------------------------------------------- what must hold


def sound(reading: gd.Reading) -> None:
    """A reading holds together: it is written and read as it is, checked and told, and no number is from nowhere."""
    report = reading.report
    assert gd.from_json(gd.to_json(report)) == report
    for outcome in gd.check(reading).outcomes:
        assert outcome.message("zh")
    for notice in reading.notices:
        assert notice.message("en")
    lost = [a for a, v in values(report).items() if not isinstance(v, gd.Gap) and reading.where(a) is None]
    assert not lost or reading.format == "json", lost


def read(format: str) -> Callable[[bytes], tuple[gd.Reading, ...]]:
    """The way in that everybody uses."""
    return lambda data: gd.read_all(data, format=format, limits=LIMITS)


def read_pdf(data: bytes) -> tuple[gd.Reading, ...]:
    """The same without the process of its own, into which a fuzzer cannot see."""
    return recognise(parse(data, name="", limits=LIMITS), format="pdf")


def read_text(data: bytes) -> tuple[gd.Reading, ...]:
    """A text; and whatever it is, the guess at its format comes to an end."""
    readings = gd.read_all(data, format="text", limits=LIMITS)
    sniff(data)
    return readings


@attrs.frozen
class Target:
    """A reader under test: how bytes become a document, how that is read, and how the bytes are damaged."""

    name: str
    readings: Callable[[bytes], tuple[gd.Reading, ...]]
    document: Callable[[bytes], bytes] = bytes
    spans: Spans = cells
    words: tuple[bytes, ...] = words("text") + LABELS
    share: int = 1
    """How many times the usual its documents may cost: those of a PDF are packed."""

    def attempt(self, data: bytes) -> None:
        """Read; anything but a refusal or a sound reading raises, and so does work beyond all measure."""
        refusal = None
        document = self.document(data)
        try:
            with bounded_work(len(document), self.share):
                found = self.readings(document)
        except gd.GovDisclosureError as error:
            found, refusal = (), error
        assert refusal is None or refusal.zh, refusal
        for reading in found:
            sound(reading)

    @property
    def seeds(self) -> list[Path]:
        """The files to start from."""
        return sorted((CORPUS / self.name).iterdir())


TARGETS = {
    target.name: target
    for target in (
        Target("html", read("html"), spans=elements, words=words("html") + LABELS),
        Target("mhtml", read("html"), spans=elements, words=words("html") + LABELS),
        Target("text", read_text),
        Target("csv", read("csv")),
        Target("json", read("json"), words=words("json") + LABELS),
        Target("docx", read("docx"), in_a_docx, elements, words("docx") + LABELS),
        Target("xlsx", read("xlsx"), in_an_xlsx, elements, words("xlsx") + LABELS),
        Target("xls", read("xls"), in_an_xls, records, words("xls")),
        Target("pdf", read_pdf, spans=objects, words=words("pdf"), share=20),
    )
}


# ---------------------------------------------------------------------------------------------------- with the truth


@settings(deadline=None, database=None)
@given(gst.rendered())
def reads_true(document: gst.Rendered) -> None:
    """No imitated document is read wrong; the fuzzer chooses what hypothesis draws."""
    try:
        reading = gd.read(document.content, format=document.format)
    except gd.DocumentError:
        return
    assert not wrong(reading, document), wrong(reading, document)


def attempt(name: str) -> Callable[[bytes], object]:
    """What is done with the bytes that the fuzzer made, by the name of the target."""
    if name == "truth":
        return reads_true.hypothesis.fuzz_one_input  # type: ignore[attr-defined, no-any-return]
    return TARGETS[name].attempt


def main() -> None:
    """Attempt the files named: what was found is raised again."""
    name, *paths = sys.argv[1:]
    for path in paths:
        attempt(name)(Path(path).read_bytes())
        print(f"{path}: refused or sound")


if __name__ == "__main__":
    main()
