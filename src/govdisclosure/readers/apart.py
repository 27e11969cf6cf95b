"""What is asked of the processes that documents are read in, and how the answers travel.

`answer` runs there. Three things are asked: a whole file ("file", for `read_many`), a PDF as a document ("pdf"), and a
document of an office program as .docx ("office"). Inside such a process none is asked of another one.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

import cattrs

from govdisclosure.errors import unopened
from govdisclosure.model.notices import Notice
from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.readers.grid import Document
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.process import Json, Message, Worker

_CONVERTER: Final = cattrs.Converter(omit_if_default=True)
_ANSWER: Final = "govdisclosure.readers.apart:answer"
_Places = tuple[tuple[str, Place], ...]


def worker() -> Worker:
    """A process to ask, which is not started yet."""
    return Worker(_ANSWER)


READER: Final = worker()
"""The one that is kept for what is read by `govdisclosure.read` and must not be read in this process."""


def read_pdf(data: bytes, name: str, limits: Limits) -> Document:
    """The document of a PDF."""
    found = READER.ask(Message({"what": "pdf", "name": name}, data), limits)
    return _CONVERTER.structure(found.head["document"], Document)


def convert(documents: Mapping[str, bytes], program: str, limits: Limits) -> Mapping[str, bytes]:
    """Files of an office program as .docx, by the same names; what it cannot convert is missing."""
    found = READER.ask(Message({"what": "office", "program": program} | _sizes(documents), _bodies(documents)), limits)
    return _files(found)


def read_file(asked: Worker, path: str, format: str | None, limits: Limits) -> Reading:
    """The report in a file."""
    return opened(asked.ask(Message({"what": "file", "path": path, "format": format}), limits).head)


def packed(reading: Reading) -> Json:
    """A reading as it is sent: the report in the JSON of this library."""
    from govdisclosure.writers.json import to_dict  # only where a reading is sent or received

    return {
        "report": to_dict(reading.report),
        "notices": _CONVERTER.unstructure(reading.notices),
        "places": _CONVERTER.unstructure(reading.places, _Places),
        "source": reading.source,
        "format": reading.format,
    }


def opened(head: Mapping[str, Any]) -> Reading:
    """The reading that was sent."""
    from govdisclosure.writers.json import from_dict

    return Reading(
        report=cast(AnnualReport, from_dict(head["report"])),
        notices=_CONVERTER.structure(head["notices"], tuple[Notice, ...]),
        places=_CONVERTER.structure(head["places"], _Places),
        source=head["source"],
        format=head["format"],
    )


def _sizes(files: Mapping[str, bytes]) -> Json:
    return {"names": list(files), "sizes": list(map(len, files.values()))}


def _bodies(files: Mapping[str, bytes]) -> bytes:
    return b"".join(files.values())


def _files(message: Message) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    place = 0
    for name, size in zip(message.head["names"], message.head["sizes"], strict=True):
        files[name] = message.body[place : place + size]
        place += size
    return files


# --- the side of the process -----------------------------------------------------------------------------------------


def answer(question: Message, limits: Limits) -> Message:
    """The answer to a question of this module, in the process that was asked."""
    return _ANSWERS[question.head["what"]](question, limits)


def _pdf(question: Message, limits: Limits) -> Message:
    from govdisclosure.readers.pdf.pages import parse

    document = parse(question.body, name=question.head["name"], limits=limits)
    return Message({"document": _CONVERTER.unstructure(document)})


def _office(question: Message, limits: Limits) -> Message:
    from govdisclosure.readers.office import convert_here

    found = convert_here(_files(question), question.head["program"], limits)
    return Message(_sizes(found), _bodies(found))


def _file(question: Message, limits: Limits) -> Message:
    from govdisclosure.readers.one import document_readings, the_only

    try:
        return Message(packed(the_only(document_readings(question.head["path"], question.head["format"], limits))))
    except OSError as error:
        raise unopened(error) from error


_ANSWERS: Final = {"pdf": _pdf, "office": _office, "file": _file}
