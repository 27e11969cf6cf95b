"""Every kind of deviation by its name."""

from benchmarks.reading import (
    kinds_figures,
    kinds_labels,
    kinds_looks,
    kinds_markup,
    kinds_pdf,
    kinds_tables,
    kinds_text,
)
from benchmarks.reading.kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for module in (kinds_figures, kinds_labels, kinds_tables, kinds_text, kinds_markup, kinds_pdf, kinds_looks)
    for kind in module.KINDS
}
