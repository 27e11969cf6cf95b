"""Bytes to text, for documents whose declared charset cannot be trusted.

In order: byte order mark, strict UTF-8, the declared charset if it decodes strictly, GB18030, and at last whatever
damages least. Every step that goes against the declaration or rests on little says so in a remark. GB2312 and GBK are
always read as GB18030: pages labelled so hold characters of place names that only the larger set has.
"""

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from govdisclosure.model.notices import CHARSET_GUESSED, TEXT_DAMAGED
from govdisclosure.readers.grid import Remark

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before the mark of UTF-16, which it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Only codecs named here are ever used. Some of Python's take quadratic time (punycode, idna), and the single-byte ones
# decode anything, so that a page labelled ISO-8859-1 by its template would come out as rubbish without an error.
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "utf-8": "utf8 utf8mb4 unicode11utf8",
        "gb18030": "gb18030 gb2312 gb231280 csgb2312 gbk xgbk euccn cp936 ms936 windows936 gb",
        "big5hkscs": "big5 big5hkscs cnbig5 xxbig5 csbig5 cp950 ms950 windows950",
        "cp949": "euckr ksc5601 cp949",
        "cp932": "shiftjis sjis xsjis cp932",
        "euc_jp": "eucjp xeucjp",
        "hz": "hz hzgb2312",
        "utf-16-le": "utf16 utf16le",
        "utf-16-be": "utf16be",
    }
)
_CODECS: Final = MappingProxyType({label: codec for codec, labels in _LABELS.items() for label in labels.split()})
_MULTIBYTE: Final = frozenset({"gb18030", "big5hkscs", "cp949", "cp932", "euc_jp"})

_SAMPLE: Final = 4096
_FEW: Final = 10
"""So few Chinese characters prove nothing about a charset."""

_WIDE_CHARACTER: Final = re.compile(r"[^\x00-\u07ff\ufffd-\uffff]")
_HAN: Final = re.compile("[\u4e00-\u9fff]")

# The replacement character, and the commonest words of a report (政府, 公开), saved in one charset and read in another.
_MOJIBAKE: Final = ("锟斤拷", "鏀垮簻", "鍏紑")


@attrs.frozen(kw_only=True)
class Decoded:
    """Text, the Python codec that gave it, and what there is to say about the decoding."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()


def decode(data: bytes, *, declared: str | None) -> Decoded:
    """The text of ``data``: what its bytes show counts for more than the charset it declares."""
    wanted = _CODECS.get(re.sub("[^a-z0-9]", "", declared.lower()), declared) if declared else None
    return (
        _marked(data)
        or _seven_bit(data, wanted)
        or _without_mark(data, wanted)
        or _utf8(data, wanted)
        or _labelled(data, wanted)
        or _gb18030(data, wanted)
        or _least_damaged(data, wanted)
    )


def _decoded(text: str, encoding: str, *, guessed: bool = False) -> Decoded:
    remarks: list[Remark] = []
    if guessed:
        remarks.append(Remark(code=CHARSET_GUESSED, detail=encoding))
    if lost := text.count("\ufffd"):
        remarks.append(Remark(code=TEXT_DAMAGED, detail=f"U+FFFD × {lost:,}"))
    # A single character is searched for thirty times as fast as a word.
    remarks.extend(Remark(code=TEXT_DAMAGED, detail=word) for word in _MOJIBAKE if word[0] in text and word in text)
    return Decoded(text=text.removeprefix("\ufeff"), encoding=encoding, remarks=tuple(remarks))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _marked(data: bytes) -> Decoded | None:
    """By the byte order mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :].decode(encoding, "replace"), encoding)
    return None


def _seven_bit(data: bytes, wanted: str | None) -> Decoded | None:
    """HZ, which consists of ASCII bytes only and would pass for UTF-8."""
    text = _strictly(data, "hz") if wanted == "hz" and data.isascii() else None
    return None if text is None else _decoded(text, "hz")


def _without_mark(data: bytes, wanted: str | None) -> Decoded | None:
    """UTF-16 without a mark: no other text has many zero bytes."""
    sample = data[:_SAMPLE]
    if sample.count(0) * 20 <= len(sample):
        return None
    encoding = "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    text = _strictly(data, encoding)
    return None if text is None else _decoded(text, encoding, guessed=wanted != encoding)


def _utf8(data: bytes, wanted: str | None) -> Decoded | None:
    """UTF-8, also with a few damaged places: those would make GB18030 fit a text that it turns into rubbish."""
    if data.isascii():
        return _decoded(data.decode("ascii"), "utf-8")
    text = _strictly(data, "utf-8")
    if text is None:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * _FEW > len(_WIDE_CHARACTER.findall(text)):
            return None
    wide = _WIDE_CHARACTER.search(text) is not None
    if not wide and wanted in _MULTIBYTE:
        return None  # two bytes a character only: a few characters of GBK happen to be valid UTF-8 as well
    return _decoded(text, "utf-8", guessed=wanted not in ("utf-8", None) or (not wide and wanted is None))


def _labelled(data: bytes, wanted: str | None) -> Decoded | None:
    """By the declared charset, if it is one that can fail and does not."""
    text = _strictly(data, wanted) if wanted in _MULTIBYTE else None
    if text is None or wanted is None or (wanted == "big5hkscs" and _is_common_chinese(_strictly(data, "gb18030"))):
        return None  # simplified Chinese decodes as Big5 as well, and Big5 never as common simplified Chinese
    return _decoded(text, wanted)


def _gb18030(data: bytes, wanted: str | None) -> Decoded | None:
    """GB18030 without being asked for; convincing where that gives common Chinese."""
    text = _strictly(data, "gb18030")
    if text is None:
        return None
    return _decoded(text, "gb18030", guessed=wanted is not None or not _is_common_chinese(text))


def _is_common_chinese(text: str | None) -> bool:
    """Whether there is Chinese enough, and nearly all of it in the set of common characters."""
    han = "".join(_HAN.findall(text or ""))
    common = len(han.encode("gb2312", "ignore")) // 2
    return len(han) > _FEW and common * 10 >= len(han) * 9


def _least_damaged(data: bytes, wanted: str | None) -> Decoded:
    """Nothing fits: the reading with the fewest characters lost."""
    codec = wanted if wanted in _MULTIBYTE else None
    readings = [(encoding, data.decode(encoding, "replace")) for encoding in (codec, "gb18030", "utf-8") if encoding]
    encoding, text = min(readings, key=lambda reading: reading[1].count("\ufffd"))
    return _decoded(text, encoding, guessed=encoding != wanted)
