"""A cheap look at a file: may it be an annual report? For hooks, which are given whatever somebody commits.

A file is passed over only where its text can be looked through and has none of the words that every report has, or
where it is a picture, a program, or nothing at all. What does not show its words (PDF, files under a password) may be
one and is read.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from govdisclosure.cli.sources import HEADS, Source
from govdisclosure.readers import SUFFIXES

WORDS: Final = ("信息公开", "勾稽关系", "结转下年度")
"""Every report has one of these, in its title, its headings or its tables."""
MOST_BYTES: Final = 20_000_000
"""What is larger is not looked through; the readers say what they make of it."""
_ENCODINGS: Final = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "hz")
_TAG: Final = re.compile(rb"<[^<>]*>")
_BLANK: Final = re.compile(rb"[ \t\r\n\f]+|&nbsp;|\xc2\xa0|\xe3\x80\x80")
_TEXTS_OF_PACKAGES: Final = re.compile(
    r"(?:^|/)(?:document|sharedStrings|content|sheet[0-9]+|[^/]+\.(?:html?|txt))", re.IGNORECASE
)


def leave_out(
    sources: Iterable[Source], leaves_out: Callable[[Path], bool], skipped: Callable[[str], object]
) -> Iterator[Source]:
    """The sources but those whose file is left out; ``skipped`` is told their names."""
    for source in sources:
        if source.error is None and leaves_out(source.held):
            skipped(source.name)
            source.done()
        else:
            yield source


def _spellings(word: str) -> Iterator[bytes]:
    """The word as files spell it: in every encoding, and escaped as JSON, HTML, RTF and mails do."""
    for encoding in _ENCODINGS:
        try:
            yield word.encode(encoding)
        except UnicodeEncodeError:
            continue
    yield word.encode("unicode_escape")
    yield "".join(f"&#{ord(char)};" for char in word).encode()
    yield "".join(f"&#x{ord(char):x};" for char in word).encode()
    yield "".join(f"\\'{byte:02x}" for byte in word.encode("gb18030")).encode()
    for encoding in ("utf-8", "gb18030"):
        yield "".join(f"={byte:02X}" for byte in word.encode(encoding)).encode()


_SPELLED: Final = re.compile(b"|".join(re.escape(each) for word in WORDS for each in _spellings(word)), re.IGNORECASE)
_RTF: Final = re.compile(b"|".join(rb"\\u" + str(ord(word[0])).encode() + rb"\b" for word in WORDS))
"""The first character of a word as RTF writes it; between two there may be anything."""
_OURS: Final = re.compile(rb'"schema"\s*:\s*"govdisclosure/')
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")


def may_be_a_report(path: Path) -> bool:
    """Whether a file has to be read to know that it is none."""
    try:
        if path.suffix.lower() not in SUFFIXES:
            return False
        if path.stat().st_size > MOST_BYTES:
            return True
        data = path.read_bytes()
    except OSError:
        return True  # the reader says what is wrong with it
    if data.startswith(HEADS):
        return False  # what `convert` wrote
    if path.suffix.lower() == ".json":
        return _OURS.search(data) is not None
    if data.startswith(b"PK\x03\x04"):
        return _package_may(data)
    if data.startswith(_OLE):
        return _LOCKED in data or "W\0o\0r\0k\0b\0o\0o\0k" in data.decode("latin-1") or _may(data)
    if data.startswith(b"{\\rtf"):
        return _may(data) or _RTF.search(data) is not None
    # the rest says its words, but for PDF and for pages that were saved with all their files
    return b"%PDF-" in data[:1024] or b"base64" in data or _may(data)


def _may(data: bytes) -> bool:
    return _SPELLED.search(data) is not None or _SPELLED.search(_BLANK.sub(b"", _TAG.sub(b"", data))) is not None


def _package_may(data: bytes) -> bool:
    """The texts of a package, bounded; what cannot be opened may be one."""
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for member in package.infolist():
                if not _TEXTS_OF_PACKAGES.search(member.filename):
                    continue
                with package.open(member) as text:
                    found, left = _read(text, left)
                if left <= 0 or _may(found):
                    return True
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return True
    return False


def _read(text: IO[bytes], left: int) -> tuple[bytes, int]:
    data = text.read(left)
    return data, left - len(data)
