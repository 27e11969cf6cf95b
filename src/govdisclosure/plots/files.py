"""A chart as a file: PNG or SVG."""

import functools
import io
from pathlib import Path
from typing import Final, Literal

import altair as alt

from govdisclosure.errors import InvalidValueError, MissingFontError
from govdisclosure.forms.demands import demand
from govdisclosure.optional import require
from govdisclosure.plain import quoted
from govdisclosure.writers.files import Target, demand_target, put

vl_convert = require("vl_convert", extra="plot", purpose="writing a picture", purpose_zh="写图片")

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.ConcatChart | alt.HConcatChart | alt.VConcatChart
"""Every kind of chart that altair makes of others."""

Format = Literal["png", "svg"]
_FORMATS: Final[tuple[Format, ...]] = ("png", "svg")
SCALE: Final = 2
"""Dots of a PNG for each point of the chart."""


def save(chart: Chart, target: Target, *, format: Format | None = None) -> None:
    """Write a chart as PNG or SVG; the suffix decides unless ``format`` does.

    A file that exists is replaced only when the new one is whole. `MissingFontError` where a PNG would show boxes in
    the place of Chinese characters; an SVG is drawn with the fonts of whoever looks at it.
    """
    demand(chart, alt.TopLevelMixin, "chart")
    demand_target(target)
    chosen = _format(target, format)
    if chosen == "png" and not has_chinese():
        raise MissingFontError("Noto Sans CJK SC")
    drawn = io.BytesIO() if chosen == "png" else io.StringIO()
    chart.save(drawn, format=chosen, scale_factor=SCALE if chosen == "png" else 1)
    text = drawn.getvalue()
    put(target, text.encode() if isinstance(text, str) else text)


def _format(target: Target, format: Format | None) -> Format:
    named = str(getattr(target, "name", target))
    wanted = format or Path(named).suffix.lower().removeprefix(".")
    for known in _FORMATS:
        if wanted == known:
            return known
    raise InvalidValueError(
        f"a picture is written as png or svg (got {quoted(wanted)})",
        zh=f"图片只能写成 png 或 svg（现为 {quoted(wanted)}）",
    )


_GLYPH: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="4" y="30" font-size="30" font-family="sans-serif">{}</text></svg>'
)


@functools.cache
def has_chinese() -> bool:
    """Whether a Chinese character is drawn otherwise than one that no font has."""
    drawn = [vl_convert.svg_to_png(_GLYPH.format(char)) for char in ("国", "\ue123")]
    return bool(drawn[0] != drawn[1])
