"""The work that one PDF takes, in steps of about 5 µs each (`Limits.pdf_steps`), and the bytes it unpacks to."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn

from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError
from govdisclosure.readers.limits import Limits


class Work:
    """The work done for a document, and what it may come to."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing done."""
        self.limits = limits
        self.left: float = limits.pdf_steps
        self.unpacked = 0
        self.forms = 0
        """Forms that are being drawn within each other."""
        self.error: DocumentError | None = None

    def spend(self, steps: int) -> None:
        """Count steps; `LimitExceededError` when there are none left."""
        self.left -= steps
        if self.left < 0:
            self.stop(LimitExceededError("pdf_steps", self.limits.pdf_steps))

    def unpack(self, size: int) -> None:
        """Count bytes that were unpacked from one stream."""
        self.unpacked += size
        for limit, found in (("part_bytes", size), ("unpacked_bytes", self.unpacked)):
            if found > getattr(self.limits, limit):
                self.stop(LimitExceededError(limit, getattr(self.limits, limit)))

    @property
    def room(self) -> int:
        """One byte more than may be unpacked from the next stream."""
        return int(min(self.limits.part_bytes, self.limits.unpacked_bytes - self.unpacked)) + 1

    def refuse(self, what: str, what_zh: str) -> NoReturn:
        """The document is badly damaged, or built to keep its reader busy."""
        self.stop(
            DamagedDocumentError(
                f"the PDF is damaged: {what}; open it and save or print it as PDF again",
                zh=f"PDF 已损坏：{what_zh}；请打开后重新保存或打印为 PDF",
            )
        )

    def stop(self, error: DocumentError) -> NoReturn:
        """Raise an error, and keep it: pdfminer passes over some errors, and none of these may be passed over."""
        self.error = self.error or error
        raise self.error


_ENDLESS = 2**48
_NO_DOCUMENT = Work(Limits(pdf_steps=_ENDLESS, part_bytes=_ENDLESS, unpacked_bytes=_ENDLESS))
_work = _NO_DOCUMENT


def work() -> Work:
    """That of the document at hand; a process reads one after the other."""
    return _work


def spend(steps: int) -> None:
    """Count steps for the document at hand."""
    _work.spend(steps)


def spend_pairs(some: int, others: int) -> None:
    """Count the comparison of each of some things with each of others."""
    _work.spend(some * others // 16)


def words(data: bytes) -> list[bytes]:
    """The words of a text, counted."""
    spend(len(data) // 64)
    return data.split()


@contextmanager
def counted(limits: Limits) -> Generator[None]:
    """Count what is done meanwhile for one document."""
    global _work
    _work = Work(limits)
    try:
        yield
    finally:
        _work = _NO_DOCUMENT
