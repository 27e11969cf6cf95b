"""The documents of one visit: opened, shown, corrected and saved, as a page asks for it in JSON.

A browser parses the pages in a document: what is to be asked of it comes back in place of the reading, which is begun
again with the answers (`govdisclosure.readers.web.flat`).
"""

import json
from collections.abc import Callable, Iterator
from typing import Final, cast

import attrs

from govdisclosure.checking import check
from govdisclosure.diagnosis import diagnose
from govdisclosure.errors import GovDisclosureError, LimitExceededError, UnsupportedFormatError, UsageError
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap
from govdisclosure.model.access import cells_of, get, replace, unit
from govdisclosure.model.reading import Reading
from govdisclosure.plain import prose
from govdisclosure.readers.limits import Budget, Limits
from govdisclosure.readers.numbers import parse
from govdisclosure.readers.one import document_readings
from govdisclosure.readers.sniff import sniff
from govdisclosure.readers.web.flat import Answers, Questions
from govdisclosure.readers.web.parsing import parsing_with
from govdisclosure.render.checked import Checked, Earlier
from govdisclosure.render.entry import Entry, described
from govdisclosure.render.slip import slip
from govdisclosure.render.workbook import workbook
from govdisclosure.web.view import Json, beside, summary, sums, view
from govdisclosure.writers.documents import document
from govdisclosure.writers.json import to_json

_OFFICE: Final = frozenset({"doc", "rtf", "odt"})
"""What only an office program can read, which no page can start."""


@attrs.define
class _Document:
    """A report, or a file that could not be read."""

    source: str
    reading: Reading | None = None
    error: GovDisclosureError | None = None
    before: int | None = None
    """The document that was chosen to be the year before."""
    checked: Checked | None = None
    """What came of it, as long as neither it nor the year before changes."""


SIZES: Final = {
    "document_bytes": Text("文件大小", "the size of the file"),
    "package_bytes": Text("文件大小", "the size of the file"),
    "unpacked_bytes": Text("解压后的大小", "the size unpacked"),
    "part_bytes": Text("一个部分解压后的大小", "the size of one part unpacked"),
    "tag_bytes": Text("一个标签的长度", "the length of one tag"),
}
"""Bounds of a document that are counted in bytes."""
NUMBERS: Final = {
    "package_parts": Text("文件内的部件数", "the number of parts inside"),
    "tag_attributes": Text("一个标签的属性数", "the number of attributes of one tag"),
    "markup_depth": Text("元素嵌套的层数", "how deep elements are nested"),
    "markup_tags": Text("标签数", "the number of tags"),
    "style_work": Text("样式的工作量", "the work of the style sheets"),
    "nodes": Text("JSON 里的值和名称数", "the number of values and names in JSON"),
    "lines": Text("文字的行数", "the number of lines of text"),
    "line_characters": Text("一行的字数", "the number of characters of one line"),
    "table_depth": Text("表格嵌套的层数", "how deep tables are nested"),
    "slots": Text("表格的单元格数", "the number of cells of tables"),
    "rows": Text("年报表格的行数", "the number of rows of the official tables"),
    "pages": Text("页数", "the number of pages"),
    "pdf_steps": Text("读取 PDF 的步数", "the number of steps of reading a PDF"),
    "seconds": Text("读取的秒数", "the seconds of reading"),
}
"""Its other bounds. In a browser there are no archives, and no processes to bound the memory of."""


def in_page(error: GovDisclosureError) -> GovDisclosureError:
    """The error with a next step that whoever has only a page can take: nobody raises a limit there."""
    if not isinstance(error, LimitExceededError):
        return error
    bound = (SIZES | NUMBERS)[error.limit]
    unit = Text(" 字节", " bytes") if error.limit in SIZES else Text("", "")
    return UnsupportedFormatError(
        f"beyond what is read in a browser: {bound.en} (at most {error.allowed:,}{unit.en}); keep only the text and "
        "the tables of the report, without pictures and annexes, save it as .docx, and open that",
        zh=f"超过浏览器里读取的上限：{bound.zh}（最多 {error.allowed:,}{unit.zh}）；"
        "请只留年度报告的文字和表格，删去图片和附件，另存为 .docx 后再放进来",
    )


class Session:
    """What one page has opened; every document has a number."""

    def __init__(self, language: Lang = "zh") -> None:
        """Nothing is open yet."""
        self.language: Lang = language
        self._documents: dict[int, _Document] = {}
        self._answers = Answers()
        self._pending: Callable[[], tuple[Reading, ...]] | None = None
        self._source = ""
        self._pages: tuple[str, ...] = ()

    def answer(self, call: str, arguments: str, data: bytes | memoryview = b"") -> tuple[str, bytes]:
        """Do what a page asks: the method ``call`` with its arguments in JSON; the answer in JSON, and bytes if any.

        ``{"found": ...}`` is what the method gives, ``{"error": ...}`` what it says in place of it.
        """
        if call not in CALLS:
            raise UsageError(f"there is no call {call!r}", zh=f"没有 {call!r} 这个调用")
        given: Json = json.loads(arguments)
        if call == "open":
            given["data"] = bytes(data)
        try:
            found: object = getattr(self, call)(**given)
        except GovDisclosureError as error:
            return json.dumps({"error": prose(described(error, self.language))}, ensure_ascii=False), b""
        return ("{}", found) if isinstance(found, bytes) else (json.dumps({"found": found}, ensure_ascii=False), b"")

    # ------------------------------------------------------------------------------------------ opening

    def open(self, name: str, data: bytes, format: str | None = None) -> Json:
        """Begin to read a document; the numbers of the reports in it, or what to ask the browser."""

        def read() -> tuple[Reading, ...]:
            if (format or sniff(data, name, Budget(Limits()))) in _OFFICE:
                raise UnsupportedFormatError(
                    "this kind of file is not read in a browser; open it in Word or WPS and save it as .docx",
                    zh="浏览器里不能读取这种文件；请用 Word 或 WPS 打开，另存为 .docx 后再放进来",
                )
            return document_readings(data, format, Limits())

        self._answers, self._pending, self._source = Answers(), read, name
        return self._go_on()

    def tell(self, answers: list[tuple[str | None, dict[str, list[int] | None]]]) -> Json:
        """Go on with what the browser answers: for each page the tree, and what each selector matches."""
        for text, (tree, matched) in zip(self._pages, answers, strict=True):
            self._answers.tell(text, tree, matched)
        return self._go_on()

    def _go_on(self) -> Json:
        assert self._pending is not None
        try:
            with parsing_with(self._answers.parse):
                found = self._answers.ask(self._pending)
        except GovDisclosureError as error:
            return self._opened(_Document(self._source, error=in_page(error)))
        if isinstance(found, Questions):
            self._pages = tuple(found.pages)
            return {"ask": [[text, list(selectors)] for text, selectors in found.pages.items()]}
        named = (attrs.evolve(each, source=self._source) for each in found)
        return self._opened(*(_Document(self._source, each) for each in named))

    def _opened(self, *documents: _Document) -> Json:
        self._answers, self._pending = Answers(), None
        first = 1 + max(self._documents, default=0)
        numbers = range(first, first + len(documents))
        self._documents.update(zip(numbers, documents, strict=True))
        return {"opened": list(numbers)}

    def close(self, number: int) -> Json:
        """Forget a document."""
        del self._documents[number]
        return {}

    # ------------------------------------------------------------------------------------------ showing

    def show(self, number: int) -> Json:
        """A document as it stands."""
        own = self._documents[number]
        others = {key: each for key, each in self._documents.items() if each.reading is not None and key != number}
        choices = [[key, self._name(each)] for key, each in others.items()]
        place = {"number": number, "chosen": own.before, "choices": choices}
        return view(self._checked(own), self.language) | place

    def beside(self, number: int) -> str:
        """The year before beside a document, in HTML; nothing where there is none."""
        return beside(self._checked(self._documents[number]), self.language)

    def sums(self, number: int, address: str) -> list[Json]:
        """What a cell of a document must agree with."""
        result = self._checked(self._documents[number]).entry.result
        return [] if result is None else sums(result, address, self.language)

    def overview(self) -> list[Json]:
        """A line for each document."""
        return [
            {"number": number} | summary(self._checked(each).entry, self.language)
            for number, each in self._documents.items()
        ]

    def _name(self, each: _Document) -> str:
        entry = Entry(source=each.source, reading=each.reading)
        return f"{entry.organ or each.source} {entry.year or ''}".strip()

    def _checked(self, own: _Document) -> Checked:
        if own.reading is None:
            return Checked(Entry(source=own.source, error=own.error))
        last = self._before(own)
        known = own.checked
        if known is None or known.entry.reading is not own.reading or known.previous is not last:
            result = check(own.reading, previous=last)
            known = own.checked = Checked(Entry(source=own.source, reading=own.reading, result=result), last)
        return known

    def _before(self, own: _Document) -> Reading | None:
        """The report on the year before: the one that was chosen, else the only one that is it."""
        chosen = self._documents.get(own.before or 0)
        if chosen is not None or own.reading is None:
            return None if chosen is None else chosen.reading
        others = (each.reading for each in self._documents.values() if each is not own and each.reading is not None)
        return cast("Reading | None", Earlier(others).of(own.reading))

    # ------------------------------------------------------------------------------------------ changing

    def speak(self, language: Lang) -> Json:
        """Say everything in this language from now on."""
        self.language = language
        return {}

    def choose(self, number: int, before: int | None) -> Json:
        """Hold a document against another as the year before; None for the one that is found."""
        self._documents[number].before = before
        return self.show(number)

    def correct(self, number: int, address: str, text: str) -> Json:
        """Put what was typed into a cell; `UsageError` for what is no number of it, nothing is a blank."""
        own = self._documents[number]
        reading = self._reading(own)
        get(reading.report, address)  # says of an address that there is none
        cell = cells_of(reading.report)[address]
        value = parse(text.strip(), cell.kind, unit(reading.report, cell)).value
        if value is Gap.UNREADABLE:
            raise UsageError(f"{text!r} is no number", zh=f"“{text}”不是数字；请只填数字")
        own.reading = attrs.evolve(reading, report=replace(reading.report, {address: value}))
        return self.show(number)

    def _reading(self, own: _Document) -> Reading:
        if own.reading is None:
            raise UsageError("this file was not read", zh="这个文件没有读出来")
        return own.reading

    # ------------------------------------------------------------------------------------------ saving

    def save(self, number: int, format: str) -> bytes:
        """The report as it stands: docx, xlsx, html, md or json; ``slip`` is a return slip."""
        own = self._documents[number]
        reading = self._reading(own)
        if format == "json":
            return to_json(reading.report, indent=2).encode()
        if format == "slip":
            last = self._before(own)
            diagnosis = diagnose(reading, previous=last)
            return slip(reading, diagnosis, previous=last, blank_as_zero=False, lang=self.language)
        return document(reading.report, format, lang=self.language)

    def workbook(self) -> bytes:
        """One workbook on all documents."""
        before = Earlier(each.reading for each in self._documents.values() if each.reading is not None)
        return workbook(self._all(), lang=self.language, before=before)

    def _all(self) -> Iterator[Checked]:
        return map(self._checked, self._documents.values())


CALLS: Final = frozenset(
    ["beside", "choose", "close", "correct", "open", "overview", "save", "show", "speak", "sums", "tell", "workbook"]
)
"""What a page may ask."""
