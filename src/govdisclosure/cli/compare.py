"""``govdisclosure compare``: two drafts of a report, or two years, cell by cell and passage by passage."""

import argparse
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from govdisclosure.cli.output import text_output
from govdisclosure.cli.readings import Read, all_read
from govdisclosure.errors import UsageError
from govdisclosure.forms.text import Lang
from govdisclosure.model.compare import compare
from govdisclosure.render.comparison import lines, page
from govdisclosure.render.json import written

SCHEMA: Final = "govdisclosure-compare/1"


def run(arguments: argparse.Namespace, found: Iterable[Read], lang: Lang) -> int:
    """Say what differs; 2 if one of them could not be read, 1 if something differs, else 0."""
    read = all_read(found, lang)
    if read is None:
        return 2
    if len(read) != 2:
        raise UsageError(
            f"compare takes two reports (got {len(read)})", zh=f"compare 比两份报告（现为 {len(read)} 份）"
        )
    (one, before), (other, after) = read
    comparison = compare(before, after)
    kind = arguments.format or {".html": "html", ".htm": "html", ".json": "json"}.get(
        Path(arguments.output or "").suffix.lower(), "text"
    )
    with text_output(arguments.output, arguments.files, markup=kind == "html") as write:
        if kind == "json":
            write(written({"schema": SCHEMA, **comparison.to_dict()}, indent=2) + "\n")
        elif kind == "html":
            write(page(comparison, (one, other), lang))
        elif arguments.output is None and sys.stdout.isatty() and find_spec("rich") is not None:
            from govdisclosure.cli.pretty import draw_comparison

            draw_comparison(comparison, lang)
        else:
            write("".join(f"{line}\n" for line in lines(comparison, lang)))
    return 0 if comparison.same else 1
