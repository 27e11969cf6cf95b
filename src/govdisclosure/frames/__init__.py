"""Reports in columns: the same rules over data frames, whichever library they are of.

A frame has a row a report and the columns of `schema`; it is of polars (eager or lazy), pandas,
pyarrow or duckdb, and what comes back is of the same kind. The names are imported when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govdisclosure.frames.checking import check, summary
    from govdisclosure.frames.hygiene import continuity
    from govdisclosure.frames.making import from_frame, to_frame
    from govdisclosure.frames.rollup import aggregate, check_rollup
    from govdisclosure.frames.scanning import scan
    from govdisclosure.frames.schemas import postgresql_name, schema
    from govdisclosure.frames.tidying import tidy
    from govdisclosure.frames.years import check_years

_HOME = {
    "aggregate": "govdisclosure.frames.rollup",
    "check": "govdisclosure.frames.checking",
    "check_rollup": "govdisclosure.frames.rollup",
    "check_years": "govdisclosure.frames.years",
    "continuity": "govdisclosure.frames.hygiene",
    "from_frame": "govdisclosure.frames.making",
    "postgresql_name": "govdisclosure.frames.schemas",
    "scan": "govdisclosure.frames.scanning",
    "schema": "govdisclosure.frames.schemas",
    "summary": "govdisclosure.frames.checking",
    "tidy": "govdisclosure.frames.tidying",
    "to_frame": "govdisclosure.frames.making",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


__all__ = [
    "aggregate",
    "check",
    "check_rollup",
    "check_years",
    "continuity",
    "from_frame",
    "postgresql_name",
    "scan",
    "schema",
    "summary",
    "tidy",
    "to_frame",
]
