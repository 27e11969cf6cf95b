"""How a document is damaged: pieces cut out, doubled, moved, exchanged, replaced by words of its format.

One strategy, from which the tests draw by chance and the fuzzer by coverage. Changes of single bytes are left to
libFuzzer.
"""

import re
import struct
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

Span = tuple[int, int]
"""Where a piece begins and ends."""

Spans = Callable[[bytes], list[Span]]
"""The pieces of a document, those in others among them."""

NUMBERS = tuple(
    b"0 1 2 -1 7 255 256 1000 65535 65536 16384 1048576 2147483648 1e9 1e999 4294967295 99999999999999999999 1.5 -0 NaN"
    .split()
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_NAME_OF_TAG = re.compile(rb"<[\w:-]+")
_MARKUP = re.compile(rb"<(/?)([\w:-]+)[^<>]*?(/?)>|[^<>]+")
_MANY = 200
_LONGEST = 30_000


def cells(data: bytes) -> list[Span]:
    """Lines, and what stands between the marks that part cells in them."""
    return [found.span() for form in (rb"[^\n]+\n?", rb'[^\t\n\r|,"{}\[\]:]+') for found in re.finditer(form, data)]


def elements(data: bytes) -> list[Span]:
    """Elements with what is in them, and tags and texts alone."""
    opened: list[tuple[bytes, int]] = []
    found: list[Span] = []
    for each in _MARKUP.finditer(data):
        found.append(each.span())
        end, name, alone = each.groups()
        if name and not end and not alone:
            opened.append((name, each.start()))
        while end and opened:
            other, start = opened.pop()
            if other == name:
                found.append((start, each.end()))
                break
    return found


def objects(data: bytes) -> list[Span]:
    """Objects of a PDF, lines, and single words."""
    forms = (rb"\d+ 0 obj.*?endobj", rb"[^\n]+\n?", rb"[^\s/<>\[\]()]+")
    return [found.span() for form in forms for found in re.finditer(form, data, re.DOTALL)]


def records(data: bytes) -> list[Span]:
    """Records of a binary workbook."""
    found: list[Span] = []
    position = 0
    while position + 4 <= len(data):
        end = position + 4 + struct.unpack_from("<H", data, position + 2)[0]
        found.append((position, min(end, len(data))))
        position = end
    return found


@st.composite
def damaged(draw: st.DrawFn, documents: st.SearchStrategy[bytes], spans: Spans, words: Sequence[bytes]) -> bytes:
    """One of the documents, changed in one to four places."""
    data = draw(documents)
    for _ in range(draw(st.integers(1, 4))):
        data = draw(st.sampled_from(_CHANGES))(draw, data, spans(data) or [(0, len(data))], words)[:_LONGEST]
    return data


_Change = Callable[[st.DrawFn, bytes, list[Span], Sequence[bytes]], bytes]


def _cut(draw: st.DrawFn, data: bytes, spans: list[Span], words: Sequence[bytes]) -> bytes:
    start, end = draw(st.sampled_from(spans))
    return data[:start] + data[end:]


def _repeated(draw: st.DrawFn, data: bytes, spans: list[Span], words: Sequence[bytes]) -> bytes:
    start, end = draw(st.sampled_from(spans))
    times = draw(st.sampled_from([1, 2, 5, _MANY]))
    return data[:end] + data[start:end] * min(times, _LONGEST // max(end - start, 1)) + data[end:]


def _copied(draw: st.DrawFn, data: bytes, spans: list[Span], words: Sequence[bytes]) -> bytes:
    (start, end), (to, _) = draw(st.sampled_from(spans)), draw(st.sampled_from(spans))
    return data[:to] + data[start:end] + data[to:]


def _exchanged(draw: st.DrawFn, data: bytes, spans: list[Span], words: Sequence[bytes]) -> bytes:
    (a, b), (c, d) = sorted((draw(st.sampled_from(spans)), draw(st.sampled_from(spans))))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:] if b <= c else data


def _replaced(draw: st.DrawFn, data: bytes, spans: list[Span], words: Sequence[bytes]) -> bytes:
    start, end = draw(st.sampled_from(spans))
    return data[:start] + draw(st.sampled_from(words)) + data[end:]


def _inserted(draw: st.DrawFn, data: bytes, spans: list[Span], words: Sequence[bytes]) -> bytes:
    """A word before a piece; one that begins with a space is an attribute, and goes into the tag there."""
    start, _ = draw(st.sampled_from(spans))
    word = draw(st.sampled_from(words))
    tag = _NAME_OF_TAG.match(data, start) if word.startswith(b" ") else None
    at = tag.end() if tag else start
    return data[:at] + word + data[at:]


def _renumbered(draw: st.DrawFn, data: bytes, spans: list[Span], words: Sequence[bytes]) -> bytes:
    start, end = draw(st.sampled_from(spans))
    number = draw(st.sampled_from(NUMBERS))
    return data[:start] + _NUMBER.sub(number, data[start:end], count=1) + data[end:]


def _cut_anywhere(draw: st.DrawFn, data: bytes, spans: list[Span], words: Sequence[bytes]) -> bytes:
    start, length = draw(st.integers(0, len(data))), draw(st.integers(0, 400))
    return data[:start] + draw(st.binary(max_size=8)) + data[start + length :]


_CHANGES: tuple[_Change, ...] = (
    _cut,
    _repeated,
    _copied,
    _exchanged,
    _replaced,
    _inserted,
    _renumbered,
    _cut_anywhere,
)
