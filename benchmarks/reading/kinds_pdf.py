"""Deviations of how a PDF is drawn."""

from benchmarks.reading.kind import Kind

_PDF = frozenset({"pdf"})

KINDS = (
    Kind(name="header not repeated on the next page", drawn=True, formats=_PDF),
    Kind(name="header halved on the next page", drawn=True, formats=_PDF),
    Kind(name="group label on both pages", drawn=True, formats=_PDF),
    Kind(name="group label torn by the page", drawn=True, formats=_PDF),
    Kind(name="digits drawn one by one", drawn=True, formats=_PDF),
    Kind(name="radicals for characters", drawn=True, formats=_PDF),
    Kind(name="invisible text over cells", drawn=True, formats=_PDF),
    Kind(name="clipped text over cells", drawn=True, formats=_PDF),
    Kind(name="lines between rows missing", drawn=True, formats=_PDF, keeps=False),
    Kind(name="no lines", drawn=True, formats=_PDF, keeps=False),
    Kind(name="lines as thin boxes", drawn=True, formats=_PDF),
    Kind(name="outer border missing", drawn=True, formats=_PDF, keeps=False),
    Kind(name="watermark", drawn=True, formats=_PDF),
    Kind(name="labels wrapped in narrow columns", drawn=True, formats=_PDF),
    Kind(name="figures against the lines", drawn=True, formats=_PDF),
)
