"""What goes back to an organ: a slip in official words, and a copy of its document with the wrong cells marked."""

from importlib import import_module
from pathlib import Path
from typing import Final, cast

import attrs

from govdisclosure.diagnosis import Diagnosis
from govdisclosure.errors import UnsupportedFormatError
from govdisclosure.forms.say import filled
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.reading import Reading
from govdisclosure.render import slip as slips
from govdisclosure.render.proposals import Proposal, proposals
from govdisclosure.writers.documents import needed
from govdisclosure.writers.marks import Mark

_MARKABLE: Final = {"docx": "docx", "xlsx": "xlsx"}
_SHOULD_BE: Final = Text("应为 {value}：{sure}。", "should be {value}: {sure}.")
_DOUBT: Final = Text(
    "这一格或同一关系中的另一格有误，请核对。", "This cell or another of the same relation is wrong: please check."
)


@attrs.frozen
class Asked:
    """A reading with its diagnosis, and what it was made with."""

    reading: Reading
    diagnosis: Diagnosis
    previous: Reading | None
    blank_as_zero: bool
    lang: Lang


def slip(asked: Asked) -> bytes:
    """The slip as a Word document."""
    return slips.slip(
        asked.reading,
        asked.diagnosis,
        previous=asked.previous,
        blank_as_zero=asked.blank_as_zero,
        lang=asked.lang,
    )


def marked(asked: Asked, path: Path) -> bytes:
    """A copy of the document at ``path``, which is the one that was read; the document itself stays as it is."""
    format = asked.reading.format
    if format not in _MARKABLE:
        raise UnsupportedFormatError(
            f"cells can be marked in DOCX and XLSX only (this is {format or '?'})",
            zh=f"只能在 DOCX 和 XLSX 文件里标出（现为 {format or '?'}）",
        )
    needed("docx", format)
    reading = asked.reading
    places = dict(reading.places)
    found = proposals(asked.diagnosis, reading.report).cells.values()
    marks = [Mark(places[each.address], _comment(each, asked.lang)) for each in found if each.address in places]
    module = import_module(f"govdisclosure.writers.office.marked_{_MARKABLE[format]}")
    return cast("bytes", module.marked(path.read_bytes(), marks, places))


def _comment(proposal: Proposal, lang: Lang) -> str:
    if proposal.explanation is None:
        return _DOUBT.get(lang)
    return filled(_SHOULD_BE, lang, value=proposal.should_be(lang), sure=proposal.how_sure(lang))
