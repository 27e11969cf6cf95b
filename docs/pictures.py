"""The pictures of the gallery: each document is written, rendered by LibreOffice or Chromium, and kept as a PNG.

    python docs/pictures.py

Needs soffice, chromium, pdftoppm, node and npm, and a font with Chinese characters. Run it after a change of the
writers or of the page and look at what comes of it.
"""

import io
import os
import runpy
import shutil
import subprocess
import tempfile
from pathlib import Path
from unittest import mock

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

import govdisclosure as gd
from govdisclosure import plots
from govdisclosure.cli import main
from govdisclosure.cli.pretty import paint

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
EXAMPLES = ROOT / "examples"
DOTS = 60
WINDOW = "900,1100"


def run(*command):
    """Run a program of the machine, quietly."""
    subprocess.run(command, check=True, capture_output=True)


def pages(document, name, number, *, dots=DOTS, high=None):
    """One page of a document as a picture, or the upper part of it."""
    folder = document.parent / "rendered"
    if document.suffix != ".pdf":
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, document)
        document = folder / f"{document.stem}.pdf"
    part = () if high is None else ("-x", "0", "-y", "0", "-W", str(12 * dots), "-H", str(high))
    place = PICTURES / name
    run(
        "pdftoppm", "-r", str(dots), "-f", str(number), "-l", str(number), *part, "-singlefile", "-png", document, place
    )


def page(document, name):
    """A page of the web as a picture."""
    run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={WINDOW}",
        f"--screenshot={PICTURES / name}.png", document.as_uri(),
    )  # fmt: skip


TERMINAL = """<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: arrow; src: local("DejaVu Sans Mono"); unicode-range: U+2192; size-adjust: 83%; }}
body {{ margin: 0; background: #1e1e1e; }}
pre {{ margin: 0; padding: 12px; color: #ddd;
  font: 14px/19px arrow, "WenQuanYi Zen Hei Mono", "Noto Sans Mono CJK SC"; }}
</style><pre>{code}</pre>"""


def terminal(name, columns, *arguments):
    """What a command shows on a terminal of so many columns, as a picture."""
    console = Console(file=io.StringIO(), record=True, width=columns, force_terminal=True, color_system="truecolor")
    console.print(Text("$ govdisclosure " + " ".join(arguments), style="bold"), soft_wrap=True)
    with (
        mock.patch("govdisclosure.cli.check.columns", return_value=columns),
        mock.patch("govdisclosure.cli.check.show", lambda lines: paint(lines, console)),
    ):
        main([*arguments])
    lines = console.export_text(clear=False).count("\n")
    page_ = Path(f"{name}.html").resolve()
    page_.write_text(console.export_html(inline_styles=True, code_format=TERMINAL, theme=MONOKAI), encoding="utf-8")
    window = f"{columns * 7 + 24},{lines * 19 + 24}"
    run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={window}",
        f"--screenshot={PICTURES / name}.png", page_.as_uri(),
    )  # fmt: skip


def terminals(after):
    """One report at three widths in both languages, and a folder."""
    for lang in ("zh", "en"):
        for columns in (60, 80, 120):
            terminal(f"terminal-{columns}-{lang}", columns, "check", "--lang", lang, after)
    terminal("terminal-folder", 80, "check", "reports")


def charts():
    """The charts of the page on pictures, in both languages."""
    readings = [gd.read(path) for path in sorted(EXAMPLES.glob("*.html"))]
    water = [reading for reading in readings if reading.report.organ.name == "临澜县水务局"]
    for lang, end in (("zh", ""), ("en", "-en")):
        plots.save(plots.requests_heat_map(water[-1], lang=lang), PICTURES / f"plot-requests{end}.svg")
        plots.save(plots.organ_over_years(water, lang=lang), PICTURES / f"plot-years{end}.svg")
        chart = plots.findings_by_rule([gd.check(reading) for reading in readings], lang=lang)
        plots.save(chart, PICTURES / f"plot-findings{end}.svg")


def checker(folder):
    """The page in one file with a finding that was clicked on: on a wide screen in both languages, on a small one."""
    build = runpy.run_path(str(ROOT / "web" / "build.py"))
    build["install"]()
    file = folder / "govdisclosure.html"
    file.write_bytes(build["built"](snapshot=False))
    with sync_playwright() as driver:
        options = ("--no-sandbox", "--disable-gpu")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        screen = browser.new_page()
        screen.set_default_timeout(120_000)
        screen.goto(file.as_uri())
        screen.wait_for_selector("html[data-started]", state="attached")
        screen.set_input_files("#files", [EXAMPLES / f"linlan-water-{year}.html" for year in (2022, 2023)])
        screen.wait_for_selector("#status[data-state=done]")
        for name, wide, high in (
            ("browser-1280", 1280, 900),
            ("browser-360", 360, 740),
            ("browser-1280-en", 1280, 900),
        ):
            screen.set_viewport_size({"width": wide, "height": high})
            if name.endswith("-en"):
                screen.click("#language")
                screen.wait_for_selector("#report-title >> text=failed")
            screen.locator("#findings button").first.click()
            screen.wait_for_selector("#cell-sums li >> nth=1")
            screen.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def draw(folder):
    """Write every document of the gallery and draw it."""
    report = gd.read(EXAMPLES / "linlan-water-2023.html").report
    for suffix in ("docx", "xlsx", "pdf", "html"):
        gd.write(report, folder / f"report.{suffix}")
    os.chdir(folder)  # pictures show names of files as they are given
    shutil.copytree(EXAMPLES, "reports")
    before, after = (f"reports/linlan-water-{year}.html" for year in (2022, 2023))
    terminals(after)
    main(["new", "--organ", "临澜县水务局", "--year", "2024", "--previous", after, "-o", "form.xlsx"])
    main(["check", "reports", "-o", "findings.html"])
    main(["check", "reports", "-o", "findings.xlsx"])
    main(["compare", before, after, "-o", "changes.html"])
    main(["diagnose", after, "-o", "slip.docx"])
    main(["diagnose", "report.docx", "--mark", "marked.docx"])
    main(["aggregate", after, "--organ", "临澜县人民政府", "-o", "sum.xlsx"])
    pages(folder / "report.docx", "report-docx", 2)
    pages(folder / "report.pdf", "report-pdf", 2)
    pages(folder / "report.xlsx", "report-xlsx", 3)
    pages(folder / "form.xlsx", "form-xlsx", 3)
    pages(folder / "findings.xlsx", "findings-xlsx", 2, dots=110, high=260)
    pages(folder / "slip.docx", "slip-docx", 1)
    pages(folder / "marked.docx", "marked-docx", 2)
    pages(folder / "sum.xlsx", "sum-xlsx", 3)
    page(folder / "report.html", "report-html")
    page(folder / "findings.html", "findings-html")
    page(folder / "changes.html", "changes-html")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    charts()
    with tempfile.TemporaryDirectory() as workspace:
        checker(Path(workspace))
        draw(Path(workspace))
    missing = [
        program for program in ("soffice", "chromium", "pdftoppm", "node", "npm") if shutil.which(program) is None
    ]
    print(*missing or sorted(each.name for each in PICTURES.iterdir()))
