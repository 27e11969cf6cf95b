"""A guarded view of a zip package (DOCX, XLSX, ODT): nothing is unpacked before its size is known to be bearable."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from struct import error as StructError
from types import MappingProxyType
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.limits import Bounds, Budget

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
_ENCRYPTED_FLAG: Final = 0x1
_BEGINNING: Final = 100

# What zipfile raises over damaged bytes; RuntimeError covers NotImplementedError (patched data, strong encryption).
_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    StructError,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

# The only two that the packaging standard allows. The others of zipfile unpack without a bound of their own.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

_DECLARED_ENCODING: Final = re.compile(rb"""^[^<]{0,4}<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)""")
_ENCODINGS: Final = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"})


@attrs.frozen(kw_only=True, eq=False)
class Package:
    """The parts of a zip package, each read with a bound; ``names`` are in the order of the zip directory."""

    names: tuple[str, ...]
    _archive: zipfile.ZipFile = attrs.field(alias="archive", repr=False)
    _entries: Mapping[str, zipfile.ZipInfo] = attrs.field(alias="entries", repr=False)
    _budget: Budget = attrs.field(alias="budget", repr=False)

    def read(self, name: str) -> bytes:
        """The content of the part ``name``, which is exactly as long as the directory says.

        All that is read counts, so that naming one part often gains nothing.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise DamagedDocumentError(f"the package has no part {name!r}", zh=f"压缩包中没有 {name!r}")
        self._budget.take("unpacked_bytes", entry.file_size)
        content = _unpacked(self._archive, entry, entry.file_size + 1)
        if len(content) != entry.file_size:
            raise DamagedDocumentError(
                f"the part {name!r} is not as long as the package says; save it again",
                zh=f"压缩包中的 {name!r} 与所记长度不符；请重新保存文件",
            )
        return content

    def xml_bytes(self, name: str) -> bytes:
        """The content of the XML part ``name``, refused if it could define entities."""
        return guard_xml(self.read(name), name=name)


def open_package(data: bytes, limits: Bounds) -> Package:
    """The zip package in ``data``; only its directory is read here, and every size in it is held against ``limits``."""
    budget = Budget.of(limits)
    _refuse_compound_file(data)
    archive = _opened(data, budget)
    # Not is_dir(), which fails on an entry without a name.
    entries = [entry for entry in archive.infolist() if not _part_name(entry.filename).endswith("/")]
    _hold_sizes(entries, budget)
    _refuse_locked(entries)
    named = {_part_name(entry.filename): entry for entry in entries}
    _refuse_twins(entries)
    return Package(names=tuple(named), archive=archive, entries=MappingProxyType(named), budget=budget)


def beginnings(data: bytes, wanted: str, limits: Bounds) -> tuple[tuple[str, ...], bytes]:
    """The names in a zip archive, and the first hundred bytes of the part ``wanted``, empty if there is none."""
    archive = _opened(data, Budget.of(limits))
    entry = next((entry for entry in archive.infolist() if entry.filename == wanted), None)
    if entry is None:
        return tuple(archive.namelist()), b""
    _refuse_locked([entry])
    return tuple(archive.namelist()), _unpacked(archive, entry, _BEGINNING)


def _opened(data: bytes, budget: Budget) -> zipfile.ZipFile:
    budget.hold("package_bytes", len(data))
    # Each entry of the directory has this mark, so counting it bounds the memory that listing them takes.
    budget.hold("package_parts", data.count(_DIRECTORY_ENTRY))
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS as error:
        raise DamagedDocumentError(
            f"not a zip package, or a damaged one ({error}); save it again",
            zh="不是 ZIP 压缩包，或已损坏；请重新保存文件",
        ) from error


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The content of a part, of a longer one the beginning: so many bytes are unpacked and no more."""
    try:
        with archive.open(entry) as part:
            return part.read(most)
    except _ZIP_ERRORS as error:
        name = _part_name(entry.filename)
        raise DamagedDocumentError(
            f"the part {name!r} cannot be unpacked ({error}); save it again",
            zh=f"压缩包中的 {name!r} 无法解压；请重新保存文件",
        ) from error


def guard_xml(data: bytes, *, name: str) -> bytes:
    """``data`` unchanged, unless it declares a document type, entities or an encoding that could hide them."""
    plain = data.replace(b"\0", b"")  # the ASCII of UTF-16
    if not plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        raise DamagedDocumentError(
            f"{name!r} is not XML; save the document again", zh=f"{name!r} 不是 XML；请重新保存文档"
        )
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise DamagedDocumentError(
            f"{name!r} declares a document type, which no office document does; refused",
            zh=f"{name!r} 声明了文档类型（DOCTYPE），办公文档不会如此；拒绝读取",
        )
    declared = _DECLARED_ENCODING.match(plain)
    if declared and declared[1].lower() not in _ENCODINGS:
        encoding = declared[1].decode("ascii")
        raise DamagedDocumentError(
            f"{name!r} is in the encoding {encoding}; office documents are UTF-8 or UTF-16",
            zh=f"{name!r} 的编码是 {encoding}；办公文档只用 UTF-8 或 UTF-16",
        )
    return data


def _part_name(filename: str) -> str:
    """The name of a part; some old writers use a backslash or a leading slash."""
    return filename.replace("\\", "/").lstrip("/")


def _refuse_compound_file(data: bytes) -> None:
    if not data.startswith(_OLE):
        return
    if _ENCRYPTED_PACKAGE in data:
        raise DamagedDocumentError(
            "the document is password protected; save it without a password", zh="文档有密码保护；请取消密码后另存"
        )
    raise DamagedDocumentError(
        "this is an old binary Office file (.doc, .xls, .wps), whatever its name says",
        zh="无论文件名如何，这是旧版二进制 Office 文件（.doc、.xls、.wps）",
    )


def _hold_sizes(entries: list[zipfile.ZipInfo], budget: Budget) -> None:
    budget.hold("part_bytes", max((entry.file_size for entry in entries), default=0))
    budget.hold("unpacked_bytes", sum(entry.file_size for entry in entries))


def _refuse_locked(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise DamagedDocumentError(
            "the zip package is encrypted; save it without a password", zh="ZIP 压缩包已加密；请取消密码后另存"
        )
    for entry in entries:
        if entry.compress_type not in _METHODS:
            raise DamagedDocumentError(
                f"the part {entry.filename!r} is packed in a way office documents never are",
                zh=f"压缩包中的 {entry.filename!r} 用了办公文档从不使用的压缩方式",
            )


def _refuse_twins(entries: list[zipfile.ZipInfo]) -> None:
    """Two parts of one name: programs differ in which they show, so neither can be trusted."""
    for name, count in Counter(_part_name(entry.filename) for entry in entries).items():
        if count > 1:
            raise DamagedDocumentError(
                f"the package has {count} parts named {name!r}; save it again",
                zh=f"压缩包中有 {count} 个名为 {name!r} 的部分；请重新保存文件",
            )
