"""One example: a document, what it holds that matters, and what the library says of it."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, Literal

import attrs

import govdisclosure as gd
from govdisclosure.forms.text import Text

ORGAN = "临澜县水务局"


@attrs.frozen(kw_only=True, eq=False)
class Example:
    """A document that the library has something to say about.

    ``code`` is the kind of notice, the class of error or the bound that it is an example of, and ``what`` says in a
    sentence what the document holds. ``excerpt`` is the piece that matters, as it stands in the document; binary
    documents have none. ``name`` is that of the file. ``around`` makes the surroundings of the reading (a package that
    is not installed); ``needs`` names what not every machine has and the reading needs, and ``detail`` is what the
    notice quotes then.
    """

    code: str
    what: Text
    content: bytes = attrs.field(repr=False)
    name: str
    excerpt: str = ""
    limits: gd.Limits = attrs.field(factory=gd.Limits)
    detail: str = ""
    around: Callable[[], AbstractContextManager[object]] = nullcontext
    needs: Literal["", "LibreOffice", "Linux"] = ""

    def notices(self) -> tuple[gd.Notice, ...]:
        """What the readings of the document say of the kind that it is an example of, each thing once."""
        readings = gd.read_all(self._file(), limits=self.limits)
        said = (notice for reading in readings for notice in reading.notices if notice.code == self.code)
        return tuple(dict.fromkeys(attrs.evolve(notice, addresses=()) for notice in said))

    def refusal(self) -> gd.GovDisclosureError | None:
        """The error that reading the document gives; None if it is read."""
        with self.around():
            try:
                gd.read(self._file(), limits=self.limits)
            except gd.GovDisclosureError as error:
                return error
        return None

    def _file(self) -> BinaryIO:
        file = io.BytesIO(self.content)
        file.name = self.name
        return file
