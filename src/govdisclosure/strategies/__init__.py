"""Hypothesis strategies for reports that tie, reports that nearly do, and documents that print them.

Needs the extra ``testing``. Import it as ``from govdisclosure import strategies as gst``.
"""

from govdisclosure.strategies import _needs as _needs
from govdisclosure.strategies.chapters import prose
from govdisclosure.strategies.consistent import organs, proactive, remedies, reports, requests
from govdisclosure.strategies.deviations import DEVIATIONS
from govdisclosure.strategies.documents import Rendered, rendered
from govdisclosure.strategies.layouts import LAYOUTS
from govdisclosure.strategies.near import (
    Changed,
    WrongCell,
    WrongIdentity,
    one_wrong_cell,
    shifted_row,
    swapped_cells,
    undetectable_change,
    wrong_identity,
)
from govdisclosure.strategies.prose_writer import Told
from govdisclosure.strategies.several import (
    BrokenRollup,
    BrokenYearLink,
    Family,
    Panel,
    broken_rollup,
    broken_year_link,
    families,
    panels,
)

__all__ = [
    "DEVIATIONS",
    "LAYOUTS",
    "BrokenRollup",
    "BrokenYearLink",
    "Changed",
    "Family",
    "Panel",
    "Rendered",
    "Told",
    "WrongCell",
    "WrongIdentity",
    "broken_rollup",
    "broken_year_link",
    "families",
    "one_wrong_cell",
    "organs",
    "panels",
    "proactive",
    "prose",
    "remedies",
    "rendered",
    "reports",
    "requests",
    "shifted_row",
    "swapped_cells",
    "undetectable_change",
    "wrong_identity",
]
