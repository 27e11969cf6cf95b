"""Reports in columns: the same rules over data frames, whichever library they are of."""

from govdisclosure.frames.checking import check, summary
from govdisclosure.frames.making import from_frame, to_frame
from govdisclosure.frames.scanning import scan
from govdisclosure.frames.schemas import schema
from govdisclosure.frames.tidying import tidy

__all__ = ["check", "from_frame", "scan", "schema", "summary", "tidy", "to_frame"]
