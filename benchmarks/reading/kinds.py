"""Every kind of deviation by its name."""

from benchmarks.reading import (
    kinds_figures,
    kinds_labels,
    kinds_looks,
    kinds_markup,
    kinds_pdf,
    kinds_real,
    kinds_tables,
    kinds_text,
)
from benchmarks.reading.kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        *(*kinds_figures.KINDS, *kinds_labels.KINDS, *kinds_tables.KINDS, *kinds_text.KINDS, *kinds_real.KINDS),
        *(*kinds_markup.KINDS, *kinds_pdf.KINDS, *kinds_looks.KINDS),
    )
}
