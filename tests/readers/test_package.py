"""The guarded view of a zip package."""

import io
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import guard_xml, open_package
from readers.ooxml import zipped

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """The bytes with one marked place changed; a test whose mark is gone must fail."""
    assert old in data
    return data.replace(old, new)


def test_names_and_content():
    """Parts come in the order of the directory, each with its bytes; folders are no parts."""
    package = open_package(zipped({"word/": "", "word/b.xml": "<b/>", "a.bin": b"\x00\x01"}), Limits())

    assert ("word/b.xml", "a.bin") == package.names
    assert b"<b/>" == package.xml_bytes("word/b.xml")
    assert b"\x00\x01" == package.read("a.bin")


@pytest.mark.parametrize("written", ["word\\document.xml", "/word/document.xml"])
def test_names_of_old_writers(written):
    """A backslash or a leading slash does not hide a part."""
    assert b"<a/>" == open_package(zipped({written: "<a/>"}), Limits()).read("word/document.xml")


def test_part_without_a_name():
    """A name that was damaged away takes its part with it, and no other."""
    package = open_package(patched(zipped({"a.xml": "<a/>", "b.xml": "<b/>"}), b"a.xml", b"\0.xml"), Limits())

    assert ("", "b.xml") == package.names
    assert b"<b/>" == package.read("b.xml")


def test_missing_part():
    """A part that is not there is named."""
    with pytest.raises(DamagedDocumentError, match=r"no part 'word/document\.xml'"):
        open_package(zipped({"a": "b"}), Limits()).read("word/document.xml")


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (Limits(package_bytes=50), "package_bytes"),
        (Limits(package_parts=2), "package_parts"),
        (Limits(part_bytes=99), "part_bytes"),
        (Limits(unpacked_bytes=299), "unpacked_bytes"),
    ],
)
def test_limits(limits, name):
    """Each bound is held before anything is unpacked, and named."""
    data = zipped({"a": b"x" * 100, "b": b"x" * 100, "c": b"x" * 100})

    with pytest.raises(LimitExceededError) as caught:
        open_package(data, limits)

    assert name == caught.value.limit


def test_at_the_limits():
    """What is exactly as large as allowed is read."""
    data = zipped({"a": b"x" * 100, "b": b"x" * 100})
    limits = Limits(package_bytes=len(data), package_parts=2, part_bytes=100, unpacked_bytes=200)

    assert ("a", "b") == open_package(data, limits).names


def test_bomb_is_refused_by_its_directory():
    """A small package that would unpack to hundreds of megabytes is refused without unpacking."""
    data = zipped({f"word/{number}.xml": b" " * 20_000_000 for number in range(4)})

    with pytest.raises(LimitExceededError, match=r"unpacked_bytes is 64,000,000, this document has 80,000,000"):
        open_package(data, Limits())


def stating(data: bytes, size: int, *, real: int) -> bytes:
    """The package with another unpacked size in its directory and its headers."""
    return patched(data, real.to_bytes(4, "little"), size.to_bytes(4, "little"))


def test_lying_directory_that_says_less():
    """A part longer than its directory entry says is refused, not cut off."""
    data = stating(zipped({"a": b"x" * 70_000}), 5, real=70_000)

    with pytest.raises(DamagedDocumentError, match="'a' cannot be unpacked"):
        open_package(data, Limits()).read("a")


def test_lying_directory_that_says_more():
    """A part shorter than its directory entry says is refused, not taken for whole."""
    data = stating(zipped({"a": b"x" * 70_000}), 80_000, real=70_000)

    with pytest.raises(DamagedDocumentError, match="'a' is not as long as the package says"):
        open_package(data, Limits()).read("a")


def test_encrypted_entry():
    """An encrypted zip says so."""
    data = zipped({"a": "b"})
    directory = data.index(b"PK\x01\x02")
    locked = data[: directory + 8] + b"\x01" + data[directory + 9 :]

    with pytest.raises(DamagedDocumentError, match="encrypted; save it without a password"):
        open_package(locked, Limits())


def test_password_protected_document():
    """A .docx with a password is a compound file around an encrypted package."""
    with pytest.raises(DamagedDocumentError, match="password protected"):
        open_package(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), Limits())


def test_binary_office_file():
    """An old binary document under a new name is called by its kind."""
    with pytest.raises(DamagedDocumentError, match=r"old binary Office file \(\.doc, \.xls, \.wps\)"):
        open_package(OLE + b"\0" * 600, Limits())


NOT_ZIPS = {
    "empty": b"",
    "two letters": b"PK",
    "a head": b"PK\x03\x04" + b"\0" * 100,
    "words": b"hello",
    "cut": zipped({"a": "b"})[:-10],
}


@pytest.mark.parametrize("data", NOT_ZIPS.values(), ids=NOT_ZIPS)  # bytes as ids hold the time they were zipped at
def test_not_a_zip(data):
    """Bytes that are no zip, or half of one, are damaged."""
    with pytest.raises(DamagedDocumentError, match="not a zip package, or a damaged one"):
        open_package(data, Limits())


def test_wrong_checksum():
    """A part whose bytes were changed is damaged."""
    data = patched(zipped({"a": b"original"}, method=zipfile.ZIP_STORED), b"original", b"0riginal")

    with pytest.raises(DamagedDocumentError, match=r"'a' cannot be unpacked .*CRC"):
        open_package(data, Limits()).read("a")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing(method):
    """Methods that unpack without a bound are refused; the packaging standard does not allow them."""
    with pytest.raises(DamagedDocumentError, match="'a' is packed in a way office documents never are"):
        open_package(zipped({"a": "b"}, method=method), Limits())


def test_two_parts_of_one_name():
    """Which of two is shown differs between programs, so neither is trusted."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word\\document.xml", "<b/>")

    with pytest.raises(DamagedDocumentError, match=r"2 parts named 'word/document\.xml'"):
        open_package(stream.getvalue(), Limits())


DECLARING = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_document_type_is_refused(encoding):
    """A document type is refused in every encoding a part may have."""
    with pytest.raises(DamagedDocumentError, match=r"'a\.xml' declares a document type"):
        open_package(zipped({"a.xml": DECLARING.encode(encoding)}), Limits()).xml_bytes("a.xml")


def test_entity_alone_is_refused():
    """An entity declaration is refused wherever it stands."""
    with pytest.raises(DamagedDocumentError, match="declares a document type"):
        guard_xml(b'<a><!ENTITY b "c"></a>', name="a")


def test_encoding_that_hides_a_document_type():
    """In UTF-7 a document type looks like nothing; such encodings are not those of office documents."""
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE a+AD4-+ADw-a/+AD4-'

    with pytest.raises(DamagedDocumentError, match="in the encoding UTF-7"):
        guard_xml(hidden.encode(), name="a")


@pytest.mark.parametrize("data", [b"", b"hello", DECLARING.encode("cp037"), b"%PDF-1.7"])
def test_not_xml(data):
    """What does not begin with a tag is no XML, among it the encodings that spell "<" otherwise."""
    with pytest.raises(DamagedDocumentError, match="'a' is not XML"):
        guard_xml(data, name="a")


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8", "UTF-16"])
def test_allowed_encodings(encoding):
    """UTF-8 and UTF-16 are handed on as they are."""
    data = f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode(encoding)

    assert data == guard_xml(data, name="a")


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes(data, like_a_zip):
    """No bytes raise anything but the errors of a document."""
    with suppress(DocumentError):
        package = open_package((b"PK\x03\x04" if like_a_zip else b"") + data, Limits())
        for name in package.names:
            package.read(name)


WHOLE = zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<b>" + "c" * 200 + "</b>"})


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_damage(changes):
    """Whatever bytes of a package are changed, each part is whole or refused, never something else."""
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    sums = {zlib.crc32(content) for content in (b"<a/>", b"<b>" + b"c" * 200 + b"</b>", b"")}
    with suppress(DocumentError):
        package = open_package(bytes(data), Limits())
        for name in package.names:
            assert zlib.crc32(package.read(name)) in sums
