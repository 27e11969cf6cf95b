"""What a worker is asked and what it answers: a line of JSON each, the request followed by the bytes of the PDF.

JSON and not a pickle: what a parser has been made to say by a hostile document must not run in the caller.
"""

import json
from collections.abc import Mapping
from typing import IO, Final

import attrs
import cattrs

from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError, UnsupportedFormatError
from govdisclosure.readers.grid import Document
from govdisclosure.readers.limits import Limits

STARTED: Final = b"started\n"
"""What a worker says when it is ready for the first request."""

_CONVERTER: Final = cattrs.Converter(omit_if_default=True)
_ERRORS: Final[Mapping[str, type[DocumentError]]] = {
    error.__name__: error for error in (DamagedDocumentError, LimitExceededError, UnsupportedFormatError)
}


@attrs.frozen(kw_only=True)
class Request:
    """A PDF to be read, its name and the limits."""

    data: bytes
    name: str
    limits: Limits


def packed_request(request: Request) -> bytes:
    """The request as it is sent."""
    head = {"size": len(request.data), "name": request.name, "limits": attrs.asdict(request.limits)}
    return json.dumps(head).encode() + b"\n" + request.data


def next_request(stream: IO[bytes]) -> Request | None:
    """The next request of a stream; None at its end."""
    line = stream.readline()
    if not line:
        return None
    head = json.loads(line)
    return Request(data=stream.read(head["size"]), name=head["name"], limits=Limits(**head["limits"]))


def packed_answer(answer: Document | DocumentError) -> bytes:
    """A document, or the error that stands in its place, as it is sent."""
    if isinstance(answer, Document):
        message = {"document": _CONVERTER.unstructure(answer)}
    else:
        message = {"error": type(answer).__name__, "arguments": answer.__reduce__()[1], "zh": answer.zh}
    return json.dumps(message).encode() + b"\n"


def opened_answer(line: bytes) -> Document:
    """The document that was sent; an error that was sent in its place is raised."""
    message = json.loads(line)
    if "error" in message:
        error = _ERRORS[message["error"]](*message["arguments"])
        error.zh = message["zh"]
        raise error
    return _CONVERTER.structure(message["document"], Document)
