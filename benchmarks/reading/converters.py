"""``python -m benchmarks.reading.converters``: geometries of heads through the converters that people use.

Each geometry is printed as pages, as a Word document, as a workbook and as PDF; each converter that is installed makes
text of those, the library reads that, and every cell is held against what was printed. Without ``--all`` each geometry
is printed twice: with all figures in one edition, with natural persons alone in the other.
"""

import argparse
import functools
import html
import io
import itertools
import json
import logging
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import attrs
from benchmarks.reading import files, other_pdf, pdf
from benchmarks.reading.__main__ import machine
from benchmarks.reading.flattened import Found, as_json, as_table, held_against
from benchmarks.reading.geometries import (
    EDITIONS,
    GEOMETRIES,
    VARIANTS,
    Edition,
    Geometry,
    Variant,
    paper,
    report_of,
    truth,
)
from benchmarks.reading.matrix import broken, named, sums

from govdisclosure.strategies import layouts
from govdisclosure.strategies.layouts import Line, Paper
from govdisclosure.writers.printed import Box

# ---------------------------------------------------------------------------------------------------- documents


def _wps_page(paper: Paper) -> str:
    """A page as site software keeps it: paragraphs and spans in cells, short heads on two lines."""

    def inner(box: Box) -> str:
        halved = len(box.text) == 4 and not box.value
        parts = (box.text[:2], box.text[2:]) if halved else (box.text,)
        return "".join(
            f'<p style="text-align:center"><span style="font-size:14px"><span>{html.escape(part)}</span></span></p>\n'
            for part in parts
        )

    def cell(box: Box) -> str:
        spans = f' rowspan="{box.rowspan}"' * (box.rowspan > 1) + f' colspan="{box.colspan}"' * (box.colspan > 1)
        return f'<td{spans} width="60" valign="center">\n{inner(box)}</td>\n'

    blocks = (
        f'<p style="text-indent:37px"><strong><span>{html.escape(block.text)}</span></strong></p>'
        if isinstance(block, Line)
        else "<table cellspacing=0 border=1><tbody>\n"
        + "".join(f'<tr class="firstRow">\n{"".join(map(cell, row))}</tr>\n' for row in block)
        + "</tbody></table>"
        for block in paper
    )
    return f'<html><head><meta charset="utf-8"></head><body>\n{"".join(blocks)}\n</body></html>'


def _of_text(lay_out: Callable[[Paper], str]) -> Callable[[Paper], bytes]:
    return lambda paper: lay_out(paper).encode()


def _with_charset(paper: Paper) -> str:
    return layouts.as_page(paper).replace("<body>", '<head><meta charset="utf-8"></head><body>')


def _by_reportlab(paper: Paper) -> bytes:
    from benchmarks.reading import reportlab_canvas  # noqa: F401 - without it there are no pages

    return pdf.as_pdf(paper, frozenset(), Random(1), drawn=True)[0]


SOURCES: Mapping[str, tuple[str, Callable[[Paper], bytes], str]] = {
    "page": ("html", _of_text(_with_charset), ""),
    "page of Word": ("html", _of_text(layouts.as_word_page), ""),
    "page of WPS": ("html", _of_text(_wps_page), ""),
    "Word": ("docx", lambda paper: files.packed(files.document_xml(paper)), ""),
    "workbook": ("xlsx", lambda paper: files.as_workbook(paper, frozenset(), Random(1))[0], "xlsxwriter"),
    "PDF, drawn": ("pdf", _by_reportlab, "reportlab"),
    "PDF, WeasyPrint": ("pdf", other_pdf.by_weasyprint, "weasyprint"),
    "PDF, LibreOffice": ("pdf", other_pdf.by_libreoffice, "soffice"),
}
"""The documents by name: suffix, how a paper becomes one, and what that needs."""

# ---------------------------------------------------------------------------------------------------- converters


@attrs.frozen
class Source:
    """A document that a converter is given, and the paper it was made of."""

    content: bytes
    suffix: str
    paper: Paper

    @property
    def text(self) -> str:
        """The document, if it is a page."""
        return self.content.decode()


@attrs.frozen
class Converter:
    """A converter: what it takes, makes and needs, and whether every slot can still be told after it."""

    name: str
    takes: str
    makes: str
    convert: Callable[[Source], str | bytes]
    needs: str = ""
    kept: bool = False

    @property
    def missing(self) -> str:
        """What is not installed; empty if all is."""
        if not self.needs or self.needs == "pandoc":
            return "pandoc" if self.needs and not _pandoc_path() else ""
        return "" if shutil.which(self.needs) or find_spec(self.needs.partition(".")[0]) else self.needs


@functools.cache
def _pandoc_path() -> str | None:
    if found := shutil.which("pandoc"):
        return found
    return (
        str(Path(spec.origin).parent / "files" / "pandoc") if (spec := find_spec("pypandoc")) and spec.origin else None
    )


def _ran(*command: str, given: bytes) -> str:
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=120).stdout.decode()


def _pandoc(to: str) -> Callable[[Source], str]:
    path = _pandoc_path() or "pandoc"
    return lambda source: _ran(path, "-f", source.suffix, "-t", to, "--wrap=none", given=source.content)


def _pdftotext(*options: str) -> Callable[[Source], str]:
    return lambda source: _ran("pdftotext", *options, "-", "-", given=source.content)


def _browser(*command: str) -> Callable[[Source], str]:
    return lambda source: _ran(*command, given=source.content)


def _html2text(**options: Any) -> Callable[[Source], str]:
    def convert(source: Source) -> str:
        import html2text

        made = html2text.HTML2Text(bodywidth=0)
        for name, value in options.items():
            setattr(made, name, value)
        return made.handle(source.text)

    return convert


def _markdownify(source: Source) -> str:
    import markdownify

    return str(markdownify.markdownify(source.text))


def _markitdown(source: Source) -> str:
    import markitdown

    made = markitdown.MarkItDown().convert_stream(io.BytesIO(source.content), file_extension=f".{source.suffix}")
    return str(made.text_content)


def _inscriptis(css: str) -> Callable[[Source], str]:
    def convert(source: Source) -> str:
        import inscriptis
        from inscriptis.css_profiles import CSS_PROFILES
        from inscriptis.model.config import ParserConfig

        return str(inscriptis.get_text(source.text, ParserConfig(css=CSS_PROFILES[css])))

    return convert


def _soup(between: str, *, strip: bool = False) -> Callable[[Source], str]:
    def convert(source: Source) -> str:
        import bs4

        return bs4.BeautifulSoup(source.text, "html.parser").get_text(between, strip=strip)

    return convert


def _soup_rows(between: str) -> Callable[[Source], str]:
    """What scripts do with a parser: the text of each line, the cells of each row."""

    def convert(source: Source) -> str:
        import bs4

        found = bs4.BeautifulSoup(source.text, "html.parser").find_all(["p", "h1", "h2", "tr"])
        return "\n".join(
            between.join(cell.get_text(strip=True) for cell in each.find_all("td")) if each.name == "tr" else each.text
            for each in found
            if each.name == "tr" or not each.find_parent("td")
        )

    return convert


def _text_content(source: Source) -> str:
    import lxml.html

    return str(lxml.html.fromstring(source.text).text_content())


def _itertext(source: Source) -> str:
    import lxml.html

    texts = (str(each).strip() for each in lxml.html.fromstring(source.text).itertext())
    return "\n".join(text for text in texts if text)


_Frame = Any
"""A frame of pandas, which has no types of its own."""


def _frames(show: Callable[[_Frame], str]) -> Callable[[Source], str]:
    """The tables of a page as frames, the lines between them as they are."""

    def convert(source: Source) -> str:
        import pandas

        tables = iter(pandas.read_html(io.StringIO(source.text), header=None))
        return "\n".join(
            block.text if isinstance(block, Line) else f"\n{show(next(tables))}\n" for block in source.paper
        )

    return convert


def _without_head(frame: _Frame) -> str:
    return str(frame.to_csv(index=False, header=False))


def _tabulated(style: str) -> Callable[[_Frame], str]:
    def show(frame: _Frame) -> str:
        import tabulate

        return str(tabulate.tabulate(frame.fillna("").values.tolist(), headers=list(frame.columns), tablefmt=style))

    return show


def _book(show: Callable[[_Frame], str]) -> Callable[[Source], str]:
    """A sheet as one frame."""

    def convert(source: Source) -> str:
        import pandas

        return show(pandas.read_excel(io.BytesIO(source.content), header=None))

    return convert


def _book_rows(between: str, *, blanks: bool) -> Callable[[Source], str]:
    def convert(source: Source) -> str:
        import openpyxl

        rows = openpyxl.load_workbook(io.BytesIO(source.content)).worksheets[0].iter_rows(values_only=True)
        texts = (["" if each is None else str(each) for each in row] for row in rows)
        return "\n".join(between.join(text for text in row if blanks or text) for row in texts)

    return convert


def _docx2txt(source: Source) -> str:
    import docx2txt

    return str(docx2txt.process(io.BytesIO(source.content)))


def _docx_rows(between: str, *, once: bool) -> Callable[[Source], str]:
    """Paragraphs and the cells of rows, spanned ones with the text of their cell in each slot, or once in each row."""

    def convert(source: Source) -> str:
        import docx
        from docx.table import Table

        lines: list[str] = []
        for each in docx.Document(io.BytesIO(source.content)).iter_inner_content():
            if not isinstance(each, Table):
                lines.append(each.text)
                continue
            for row in each.rows:
                cells = {id(cell._tc): cell for cell in row.cells}.values() if once else row.cells
                lines.append(between.join(cell.text for cell in cells))
        return "\n".join(lines)

    return convert


def _plumbed(**options: Any) -> Callable[[Source], str]:
    def convert(source: Source) -> str:
        import pdfplumber

        with pdfplumber.open(io.BytesIO(source.content)) as file:
            return "\n".join(page.extract_text(**options) for page in file.pages)

    return convert


def _plumbed_tables(between: str) -> Callable[[Source], str]:
    """The tables of all pages, after the lines that stand outside of tables."""

    def convert(source: Source) -> str:
        import pdfplumber

        lines = [block.text for block in source.paper if isinstance(block, Line)][:1]
        with pdfplumber.open(io.BytesIO(source.content)) as file:
            rows = [row for page in file.pages for table in page.extract_tables() for row in table]
        return "\n".join([*lines, *(between.join((text or "").replace("\n", "") for text in row) for row in rows)])

    return convert


def _pdfminer(source: Source) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(source.content))


def _as_is(source: Source) -> bytes:
    return source.content


CONVERTERS: Sequence[Converter] = (
    *(Converter("none", each, each, _as_is, kept=each != "pdf") for each in ("html", "docx", "xlsx", "pdf")),
    *(
        Converter(f"pandoc -t {to}", takes, makes, _pandoc(to), "pandoc")
        for takes in ("html", "docx")
        for to, makes in (("plain", "txt"), ("markdown", "md"), ("gfm", "md"), ("rst", "txt"), ("org", "txt"))
    ),
    Converter("pandoc -t html", "docx", "html", _pandoc("html"), "pandoc", kept=True),
    Converter("html2text", "html", "md", _html2text(), "html2text"),
    Converter("html2text, padded", "html", "md", _html2text(pad_tables=True), "html2text"),
    Converter("html2text, tables bypassed", "html", "md", _html2text(bypass_tables=True), "html2text"),
    Converter("html2text, tables ignored", "html", "md", _html2text(ignore_tables=True), "html2text"),
    Converter("markdownify", "html", "md", _markdownify, "markdownify"),
    *(Converter("markitdown", each, "md", _markitdown, "markitdown") for each in ("html", "docx", "xlsx")),
    Converter("inscriptis", "html", "txt", _inscriptis("relaxed"), "inscriptis"),
    Converter("inscriptis, strict", "html", "txt", _inscriptis("strict"), "inscriptis"),
    Converter("bs4 get_text", "html", "txt", _soup(""), "bs4"),
    Converter("bs4 get_text, lines", "html", "txt", _soup("\n"), "bs4"),
    Converter("bs4 get_text, lines stripped", "html", "txt", _soup("\n", strip=True), "bs4"),
    Converter("bs4 get_text, tabs stripped", "html", "txt", _soup("\t", strip=True), "bs4"),
    Converter("bs4 rows, tabs", "html", "txt", _soup_rows("\t"), "bs4"),
    Converter("bs4 rows, spaces", "html", "txt", _soup_rows(" "), "bs4"),
    Converter("lxml text_content", "html", "txt", _text_content, "lxml"),
    Converter("lxml itertext", "html", "txt", _itertext, "lxml"),
    Converter(
        "w3m -dump", "html", "txt", _browser("w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-O", "utf-8"), "w3m"
    ),
    Converter(
        "lynx -dump",
        "html",
        "txt",
        _browser(
            "lynx", "-dump", "-stdin", "-force_html", "-assume_charset=utf-8", "-display_charset=utf-8", "-width=250"
        ),
        "lynx",
    ),
    Converter("pandas to_csv", "html", "csv", _frames(lambda frame: str(frame.to_csv())), "pandas", kept=True),
    Converter("pandas to_csv, values", "html", "csv", _frames(_without_head), "pandas", kept=True),
    Converter("pandas to_markdown", "html", "md", _frames(lambda frame: str(frame.to_markdown())), "pandas", kept=True),
    Converter(
        "pandas to_markdown, no index",
        "html",
        "md",
        _frames(lambda frame: str(frame.to_markdown(index=False))),
        "pandas",
        kept=True,
    ),
    Converter("pandas to_string", "html", "txt", _frames(lambda frame: str(frame.to_string())), "pandas"),
    Converter(
        "pandas to_string, values",
        "html",
        "txt",
        _frames(lambda frame: str(frame.to_string(index=False, header=False))),
        "pandas",
    ),
    *(
        Converter(f"tabulate {style}", "html", "txt", _frames(_tabulated(style)), "tabulate")
        for style in ("grid", "presto", "rst", "plain")
    ),
    Converter("pandas to_csv", "xlsx", "csv", _book(lambda frame: str(frame.to_csv())), "pandas", kept=True),
    Converter("pandas to_csv, values", "xlsx", "csv", _book(_without_head), "pandas", kept=True),
    Converter("pandas to_markdown", "xlsx", "md", _book(lambda frame: str(frame.to_markdown())), "pandas", kept=True),
    Converter("openpyxl rows, tabs", "xlsx", "txt", _book_rows("\t", blanks=True), "openpyxl", kept=True),
    Converter("openpyxl rows, spaces", "xlsx", "txt", _book_rows(" ", blanks=False), "openpyxl"),
    Converter("docx2txt", "docx", "txt", _docx2txt, "docx2txt"),
    Converter("python-docx rows, tabs", "docx", "txt", _docx_rows("\t", once=False), "docx", kept=True),
    Converter("python-docx rows, bars, once", "docx", "txt", _docx_rows(" | ", once=True), "docx"),
    Converter("pdftotext", "pdf", "txt", _pdftotext(), "pdftotext"),
    Converter("pdftotext -layout", "pdf", "txt", _pdftotext("-layout"), "pdftotext"),
    Converter("pdftotext -raw", "pdf", "txt", _pdftotext("-raw"), "pdftotext"),
    Converter("pdfplumber text", "pdf", "txt", _plumbed(), "pdfplumber"),
    Converter("pdfplumber layout", "pdf", "txt", _plumbed(layout=True), "pdfplumber"),
    Converter("pdfplumber tables, tabs", "pdf", "txt", _plumbed_tables("\t"), "pdfplumber"),
    Converter("pdfminer", "pdf", "txt", _pdfminer, "pdfminer"),
)
"""The converters, and the ways in which scripts take tables apart."""

# ---------------------------------------------------------------------------------------------------- running


@attrs.frozen
class Output:
    """What a converter made of a geometry, and what came of reading it."""

    geometry: Geometry
    name: str
    source: str
    converter: Converter
    content: bytes
    found: Found

    @property
    def broken(self) -> str:
        """What is owed and was not kept."""
        return broken(
            self.found,
            official=self.geometry.official,
            kept=self.converter.kept and not (self.geometry.ragged or self.geometry.pieces),
        )

    @property
    def file(self) -> str:
        """The name of a file for it, as `benchmarks.reading.flattened` reads it."""
        plain = f"{self.name}__{self.source}__{self.converter.name}".replace(",", "").replace(" ", "-")
        return f"{plain}.{self.converter.makes}"


def drawn(*, every: bool) -> Iterator[tuple[Geometry, Edition, Variant]]:
    """The geometries that are printed; those whose figures fit no slots are left out."""
    for at, geometry in enumerate(each for each in GEOMETRIES.values() if not each.ragged):
        for edition, variant in itertools.product(EDITIONS, VARIANTS):
            if every or (edition, variant) in ((EDITIONS[at % 2], "full"), (EDITIONS[1 - at % 2], "nat")):
                yield geometry, edition, variant


def outputs(
    geometry: Geometry, edition: Edition, variant: Variant, sources: Sequence[str], converters: Sequence[Converter]
) -> Iterator[Output]:
    """One geometry through all converters."""
    printed = paper(geometry, report_of(edition, variant))
    figures = truth(printed)
    name = f"{geometry.name}-{edition}-{variant}"
    for source in sources:
        suffix, make, _ = SOURCES[source]
        given = Source(make(printed), suffix, printed)
        for converter in (each for each in converters if each.takes == suffix):
            made = converter.convert(given)
            content = made if isinstance(made, bytes) else made.encode()
            file = io.BytesIO(content)
            file.name = f"output.{converter.makes}"
            yield Output(geometry, name, source, converter, content, held_against(figures, file))


def usable(sources: Sequence[str], converters: Sequence[Converter]) -> tuple[list[str], list[Converter]]:
    """The documents that can be made and the converters that are there; a line for each of the others."""
    there = [name for name in sources if not (need := SOURCES[name][2]) or shutil.which(need) or find_spec(need)]
    skipped = {f"{name} ({SOURCES[name][2]})" for name in sources if name not in there}
    skipped |= {f"{each.name} ({each.missing})" for each in converters if each.missing}
    for each in sorted(skipped):
        print(f"skipped, not installed: {each}")
    return there, [each for each in converters if not each.missing]


def main() -> int:
    """Convert, read, print, and fail if anything owed was not kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.converters", description=__doc__)
    parser.add_argument("--all", action="store_true", help="each geometry in both editions and all variants")
    parser.add_argument("--geometries", default="", help=f"of {', '.join(GEOMETRIES)}, by commas")
    parser.add_argument("--variants", default="", help=f"of {', '.join(VARIANTS)}, by commas")
    parser.add_argument("--sources", default="", help=f"of {'; '.join(SOURCES)}, by semicolons")
    parser.add_argument("--converters", default="", help="part of the name of a converter")
    parser.add_argument("--faults", type=int, default=20, metavar="N", help="show N of what was not kept")
    parser.add_argument("--json", type=Path, help="file for the results")
    parser.add_argument("--keep", type=Path, help="folder for outputs that were read wrong, with their truth.json")
    args = parser.parse_args()
    logging.disable(logging.WARNING)
    wanted = [name for name in SOURCES if not args.sources or name in args.sources.split(";")]
    sources, converters = usable(wanted, [each for each in CONVERTERS if args.converters in each.name])
    found: list[Output] = []
    for geometry, edition, variant in drawn(every=args.all or bool(args.variants)):
        if args.geometries and geometry.name not in args.geometries.split(","):
            continue
        if args.variants and variant not in args.variants.split(","):
            continue
        for output in outputs(geometry, edition, variant, sources, converters):
            if args.keep and output.found.wrong:
                _keep(args.keep, output, truth(paper(geometry, report_of(edition, variant))))
            found.append(attrs.evolve(output, content=b""))
    tables = _tables(found)
    broken = [f"{output.file}: {output.broken}" for output in found if output.broken]
    known = machine() | versions()
    print("\n" + ", ".join(f"{name} {said}" for name, said in known.items()), end="\n\n")
    for head, counts in tables.items():
        print(as_table(head, counts), end="\n\n")
    print(f"{len(broken)} outputs of {len(found)} are not as owed")
    for fault in broken[: args.faults]:
        print(f"* {fault}")
    if args.json:
        args.json.write_text(as_json("converters", tables, len(broken), known), encoding="utf-8")
    return int(bool(broken))


def _tables(found: Sequence[Output]) -> dict[str, dict[str, Counter[str]]]:
    pairs = [(output, output.found) for output in found]

    def by_converter(output: Output) -> str:
        return f"{output.source}: {output.converter.name}"

    return {
        head: sums([pair for pair in pairs if pair[0].geometry.official is official], by_converter)
        for head, official in (("columns in the official order", True), ("columns in an invented order", False))
    } | {"geometry": sums(pairs, lambda output: named(output.geometry))}


def _keep(folder: Path, output: Output, figures: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / output.file).write_bytes(output.content)
    truths = folder / "truth.json"
    known = json.loads(truths.read_text(encoding="utf-8")) if truths.exists() else {}
    known[output.name] = dict(figures)
    truths.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


def versions() -> dict[str, str]:
    """The versions of the converters that are there."""
    from importlib.metadata import PackageNotFoundError, version

    found: dict[str, str] = {}
    for package in (
        "html2text", "markdownify", "markitdown", "inscriptis", "beautifulsoup4", "tabulate", "docx2txt", "openpyxl",
        "weasyprint",
    ):  # fmt: skip
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    for program, option in (
        (_pandoc_path(), "--version"),
        ("pdftotext", "-v"),
        ("w3m", "-version"),
        ("lynx", "-version"),
    ):
        if program and shutil.which(program):
            done = subprocess.run((program, option), capture_output=True, text=True, check=False)
            numbers = re.search(r"\d+\.\d[\w.]*", done.stdout or done.stderr)
            found[Path(program).name] = numbers[0] if numbers else "?"
    return found


if __name__ == "__main__":
    sys.exit(main())
