"""Pictures: table three as a heat map, an organ over years, findings by rule; as PNG and SVG.

Needs the extra ``plot``. Every function gives a chart of altair, which a notebook shows, and which can be changed and
composed as any other; `save` writes one to a file.
"""

from govdisclosure.plots import _needs as _needs
from govdisclosure.plots.charts import findings_by_rule, organ_over_years, requests_heat_map
from govdisclosure.plots.files import save

__all__ = ["findings_by_rule", "organ_over_years", "requests_heat_map", "save"]
