"""A file that is read in another process, and how its readings come back."""

from collections.abc import Mapping
from typing import Any, cast

from govdisclosure.model.notices import Notice
from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.readers.apart import CONVERTER, question
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.process import Json, Message, Worker

_Places = tuple[tuple[str, Place], ...]


def read_file(asked: Worker, path: str, format: str | None, limits: Limits) -> tuple[Reading, ...]:
    """Every report in a file."""
    answered = asked.ask(question(__name__, {"path": path, "format": format}), limits)
    return tuple(map(_opened, answered.head["readings"]))


def answer(asked: Message, limits: Limits) -> Message:
    """The same in the process that was asked."""
    from govdisclosure.readers.one import file_readings  # who asks needs none of it

    readings = file_readings(asked.head["path"], asked.head["format"], limits)
    return Message({"readings": list(map(_packed, readings))})


def _packed(reading: Reading) -> Json:
    """A reading as it is sent: the report in the JSON of this library."""
    from govdisclosure.writers.json import to_dict  # only where a reading is sent or received

    return {
        "report": to_dict(reading.report),
        "notices": CONVERTER.unstructure(reading.notices),
        "places": CONVERTER.unstructure(reading.places, _Places),
        "source": reading.source,
        "format": reading.format,
    }


def _opened(head: Mapping[str, Any]) -> Reading:
    """The reading that was sent."""
    from govdisclosure.writers.json import from_dict

    return Reading(
        report=cast(AnnualReport, from_dict(head["report"])),
        notices=CONVERTER.structure(head["notices"], tuple[Notice, ...]),
        places=CONVERTER.structure(head["places"], _Places),
        source=head["source"],
        format=head["format"],
    )
