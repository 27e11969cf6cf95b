"""What reading a document gives: the report, where each number stood, and everything that was not plain."""

import functools
from collections.abc import Mapping

import attrs

from govdisclosure.model.access import cells_of, unknown
from govdisclosure.model.notices import Notice
from govdisclosure.model.place import Place
from govdisclosure.model.report import AnnualReport


@attrs.frozen(kw_only=True)
class Reading:
    """A report as read from a document.

    ``places`` holds for each address that was found in the document where it stands and the text printed there;
    an address without a place was not found. ``notices`` names every label, row or number met and not placed, every
    doubt and every conversion. ``source`` is the name of the document, ``format`` the kind it was read as.
    """

    report: AnnualReport
    notices: tuple[Notice, ...] = ()
    places: tuple[tuple[str, Place], ...] = ()
    source: str = ""
    format: str = ""

    @functools.cached_property
    def _places(self) -> Mapping[str, Place]:
        return dict(self.places)

    def where(self, address: str) -> Place | None:
        """Where the cell at ``address`` stands in the document; None if it was not found there."""
        if address not in cells_of(self.report):
            raise unknown(address, tuple(cells_of(self.report)))
        return self._places.get(address)
