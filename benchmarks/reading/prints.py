"""``python -m benchmarks.reading.prints --seed N --count M``: pages beside their prints by Chromium.

Both are read; a cell may be in doubt in one or in both, but they never give two different numbers. Needs Debian's
package chromium.
"""

import argparse
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.reading.cases import case
from benchmarks.reading.kinds_looks import KINDS

from govdisclosure.errors import DocumentError
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import values
from govdisclosure.readers import read_all

_PROGRAM = "chromium"
_SECONDS = 120
_STYLE = (
    "<style>@page{size:A4 landscape;margin:8mm}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid;font-size:9pt}</style>"
)
_MEDIA = re.compile(r"@media[^{]*|media\s*=\s*[\"'][^\"']*")
_WORDS = (
    (re.compile(r"mso-hide\s*:\s*all", re.IGNORECASE), "display:none"),
    (re.compile(r"mso-text-raise\s*:", re.IGNORECASE), "vertical-align:"),
)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-pdf-header-footer",
)


def available() -> bool:
    """Whether the browser is installed."""
    return shutil.which(_PROGRAM) is not None


def printed(page: bytes) -> bytes:
    """A page as the browser prints it, with a profile of its own."""
    with TemporaryDirectory() as folder:
        path, target = Path(folder) / "a.html", Path(folder) / "a.pdf"
        path.write_bytes(page)
        command = [_PROGRAM, *_FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", path.as_uri()]
        subprocess.run(command, check=True, timeout=_SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return target.read_bytes()


def with_lines(page: bytes) -> bytes:
    """The page with lines around its cells, as published pages have them, and printed as it is meant to be shown.

    That is as on screens, and with what only word processors know said in the words of browsers.
    """
    text = _MEDIA.sub(lambda media: media[0].replace("only screen", "all").replace("screen", "all"), page.decode())
    for own, other in _WORDS:
        text = own.sub(other, text)
    return text.replace("<body", f"{_STYLE}<body", 1).encode() if "<body" in text else (_STYLE + text).encode()


def compared(page: bytes) -> tuple[Counter[str], list[str]]:
    """How often page and print give the same number, and where they give two."""
    one, other = _figures(page, "html"), _figures(printed(page), "pdf")
    both = {address: (one[address], other[address]) for address in one.keys() & other.keys()}
    odd = [f"{address}: page {a}, print {b}" for address, (a, b) in both.items() if a != b]
    return Counter(same=len(both) - len(odd), different=len(odd), only_page=len(one.keys() - other.keys()),
                   only_print=len(other.keys() - one.keys())), odd  # fmt: skip


def _figures(content: bytes, format: str) -> dict[str, Value]:
    """The numbers that are read; none of a document that is refused or holds several reports."""
    try:
        readings = read_all(content, format=format)
    except DocumentError:
        return {}
    found = values(readings[0].report) if len(readings) == 1 else {}
    return {address: value for address, value in found.items() if not isinstance(value, Gap)}


def main() -> int:
    """Compare, print what came of it, and fail if a page and its print give two numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.prints", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20, help="pages of each kind")
    args = parser.parse_args()
    if not available():
        print(f"{_PROGRAM} is not installed")
        return 0
    total: Counter[str] = Counter()
    for kind in (kind for kind in KINDS if "html" in kind.formats):
        for number in range(args.count):
            each = case(args.seed, number, format="html", kinds=(kind.name,), layout="page")
            counts, odd = compared(with_lines(each.content))
            total += counts
            for line in odd:
                print(f"{kind.name}, {number}: {line}")
    print(dict(total))
    return int(total["different"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
