"""What reading a document gives: the report, where each number stood, and everything that was not plain."""

import functools
from collections.abc import Mapping

import attrs

from govdisclosure.display import in_notebook
from govdisclosure.errors import GovDisclosureError, SeveralReportsError
from govdisclosure.forms.demands import are, is_a
from govdisclosure.forms.values import Gap
from govdisclosure.model.access import cells_of, unknown
from govdisclosure.model.mentions import mentions_of
from govdisclosure.model.notices import Notice
from govdisclosure.model.place import Place
from govdisclosure.model.report import AnnualReport
from govdisclosure.narrative.mention import Mention


@attrs.frozen(kw_only=True)
class Reading:
    """A report as read from a document.

    ``places`` holds for each address that was found in the document where it stands and the text printed there;
    an address without a place was not found. ``notices`` names every label, row or number met and not placed, every
    doubt and every conversion. ``source`` is the name of the document, ``format`` the kind it was read as.
    """

    report: AnnualReport = attrs.field(validator=is_a(AnnualReport))
    """What the document says."""
    notices: tuple[Notice, ...] = attrs.field(default=(), validator=are(Notice))
    places: tuple[tuple[str, Place], ...] = attrs.field(default=(), validator=are(tuple))
    source: str = attrs.field(default="", validator=is_a(str))
    format: str = attrs.field(default="", validator=is_a(str))

    _repr_html_ = in_notebook

    @functools.cached_property
    def _places(self) -> Mapping[str, Place]:
        return dict(self.places)

    @functools.cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The figures that the text of the report states, each with its reading and whether that is settled."""
        return mentions_of(self.report)

    def where(self, address: str) -> Place | None:
        """Where the cell at ``address`` stands in the document; None if it was not found there."""
        known = cells_of(self.report)
        if not isinstance(address, str) or address not in known:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise unknown(address, tuple(known))
        return self._places.get(address)


Readings = tuple[Reading, ...] | GovDisclosureError
"""What reading a file gives: every report in it, or the error."""


def the_only(readings: tuple[Reading, ...]) -> Reading | SeveralReportsError:
    """The reading, if there is one; the error that names them if there are several."""
    if len(readings) > 1:
        return SeveralReportsError(tuple(map(_name, readings)))
    return next(iter(readings))


def _name(reading: Reading) -> str:
    report = reading.report
    organ = "?" if isinstance(report.organ.name, Gap) else report.organ.name
    return f"{organ} {'?' if isinstance(report.year, Gap) else report.year}"
