"""What is fuzzed: a target for each reader, and what must hold whatever bytes it is given.

A document may be refused with one of our errors. Anything else that is raised is a bug, and so is a reading that does
not hold together. Nothing here needs atheris: the tests run the same targets over the corpus (``tests/fuzz``).
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs
from hypothesis import given, settings

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import values
from govdisclosure.readers.pdf.pages import parse
from govdisclosure.readers.recognise import recognise
from govdisclosure.strategies.suite import wrong

CORPUS = Path(__file__).resolve().parent / "corpus"
LIMITS = gd.Limits(document_bytes=1_000_000, package_bytes=1_000_000, unpacked_bytes=4_000_000, slots=20_000, pages=20)
"""Small, so that the fuzzer does not find that large documents take long."""


# ---------------------------------------------------------------------------------------------------- documents


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
WORKBOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def in_a_docx(data: bytes) -> bytes:
    """The bytes as the main part of a document, unless they are a package themselves: few changes leave a zip whole."""
    if data.startswith(b"PK"):
        return data
    relations = RELATIONS.format(kind="officeDocument", target="word/document.xml").encode()
    return zipped({"[Content_Types].xml": TYPES, "_rels/.rels": relations, "word/document.xml": data})


def in_an_xlsx(data: bytes) -> bytes:
    """The bytes as the one sheet of a workbook, unless they are a package themselves."""
    if data.startswith(b"PK"):
        return data
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS.format(kind="officeDocument", target="xl/workbook.xml").encode(),
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml").encode(),
            "xl/worksheets/sheet1.xml": data,
        }
    )


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


@attrs.frozen
class Target:
    """A reader under test: how bytes become a document, and how that is read."""

    name: str
    readings: Callable[[bytes], tuple[gd.Reading, ...]]
    document: Callable[[bytes], bytes] = bytes

    def attempt(self, data: bytes) -> None:
        """Read; anything but a refusal or a sound reading raises."""
        try:
            found = self.readings(self.document(data))
        except gd.GovDisclosureError:
            return
        for reading in found:
            sound(reading)

    @property
    def seeds(self) -> list[Path]:
        """The files to start from."""
        return sorted((CORPUS / self.name).iterdir())


TARGETS = {
    target.name: target
    for target in (
        Target("html", read("html")),
        Target("text", read("text")),
        Target("csv", read("csv")),
        Target("json", read("json")),
        Target("docx", read("docx"), in_a_docx),
        Target("xlsx", read("xlsx"), in_an_xlsx),
        Target("pdf", read_pdf),
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
