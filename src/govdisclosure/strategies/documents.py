"""Strategies for documents that print a report, each with the truth beside it."""

from collections.abc import Collection, Sequence
from typing import get_args

import attrs
from hypothesis import strategies as st

from govdisclosure.forms.declare import sparse_pretty
from govdisclosure.forms.demands import every
from govdisclosure.forms.values import Gap, Value
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import replace, values
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import quoted
from govdisclosure.strategies.consistent import reports
from govdisclosure.strategies.deviations import DEVIATIONS, figures_on
from govdisclosure.strategies.layouts import LAYOUTS, Format, Layout, paper
from govdisclosure.strategies.refusal import InvalidStrategyError, based
from govdisclosure.writers.printed import Box

BREAKING = frozenset({"split numbers"})
"""Deviations that are left out where white space alone parts cells: they would make two cells of one."""

AT_ONCE = 3
"""Deviations in one document, at most."""

_BYTES = 17
"""Bytes that choose what a deviation touches; prime, so that they do not fall in with the columns of a table."""


@attrs.frozen(kw_only=True)
class Rendered:
    """A document, and what stands in it.

    ``printed`` holds the text of each cell that is on the paper. ``truth`` is the report with what that text means: a
    number, a gap where none is printed, and ``ABSENT`` where the cell is not in the document. A reader may say of any
    cell that it could not read it. It must never give another number.
    """

    text: str = attrs.field(repr=False)
    format: Format
    layout: str
    deviations: tuple[str, ...]
    printed: FrozenMap[str, str] = attrs.field(repr=False)
    truth: AnnualReport

    _repr_pretty_ = sparse_pretty

    @property
    def content(self) -> bytes:
        """The document as a file holds it, in UTF-8."""
        return self.text.encode("utf-8")


def render(report: AnnualReport, layout: Layout, chosen: Sequence[tuple[str, bytes]] = ()) -> Rendered:
    """The document that prints this report in this layout, with these deviations in turn."""
    sheet = paper(report)
    chosen = [each for each in chosen if layout.parts or each[0] not in BREAKING]
    for name, data in chosen:
        sheet = DEVIATIONS[name](sheet, data)
    boxes, held = figures_on(sheet), values(report)
    within = {address: boxes.get(address.partition(".")[2]) for address in held}
    means = {address: _meant(box) for address, box in within.items()}
    return Rendered(
        text=layout.lay_out(sheet),
        format=layout.format,
        layout=layout.name,
        deviations=tuple(name for name, _ in chosen),
        printed=FrozenMap({address: box.text for address, box in within.items() if box is not None}),
        truth=replace(report, {address: value for address, value in means.items() if value != held[address]}),
    )


def _meant(box: Box | None) -> Value:
    return Gap.ABSENT if box is None or box.means is None else box.means


def rendered(
    report: AnnualReport | st.SearchStrategy[AnnualReport] | None = None,
    *,
    formats: Collection[Format] | None = None,
    layouts: Collection[str] | None = None,
    deviations: Collection[str] | None = None,
) -> st.SearchStrategy[Rendered]:
    """A document that prints a report, in one of the ways seen in published ones, with the truth beside it.

    ``formats`` are "html", "text", "markdown", or all of them; ``layouts`` and ``deviations`` are names of ``LAYOUTS``
    and ``DEVIATIONS``. Up to three deviations are applied at once: by default any, and none with ``deviations=()``.
    """
    base = st.just(report) if isinstance(report, AnnualReport) else based(report, reports)
    known_formats = _known("format", formats, get_args(Format))
    known_layouts = _known("layout", layouts, [layout.name for layout in LAYOUTS])
    some = [layout for layout in LAYOUTS if layout.format in known_formats and layout.name in known_layouts]
    if not some:
        raise InvalidStrategyError(
            f"none of the layouts {known_layouts} is of a format in {known_formats}",
            zh=f"版式 {known_layouts} 都不属于格式 {known_formats}",
        )
    names = _known("deviation", deviations, tuple(DEVIATIONS))
    return st.builds(render, base, st.sampled_from(some), _chosen(names))


def _known(kind: str, given: Collection[str] | None, known: Sequence[str]) -> list[str]:
    if given is None:
        return list(known)
    given = every(given, str, f"{kind}s")
    if unknown := [name for name in given if name not in known]:
        raise InvalidStrategyError(
            f"no {kind} is called {quoted(unknown[0])}; there are: {', '.join(known)}",
            zh=f"{kind}s 中没有 {quoted(unknown[0])}；有：{', '.join(known)}",
        )
    return [name for name in known if name in given]


def _chosen(names: Sequence[str]) -> st.SearchStrategy[list[tuple[str, bytes]]]:
    if not names:
        return st.just([])
    one = st.tuples(st.sampled_from(names), st.binary(min_size=_BYTES, max_size=_BYTES))
    return st.lists(one, max_size=AT_ONCE, unique_by=lambda each: each[0])
