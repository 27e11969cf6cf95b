"""The files that a page names and does not show: where its report may be, if it shows none itself."""

import re
from collections.abc import Iterator
from typing import Final

_FILE: Final = re.compile(
    r"\.(?:pdf|docx?|wps|rtf|odt|xlsx?|et|csv|ofd|zip|rar|7z)(?=[\"'?#&<>\s)\\;,]|$)", re.IGNORECASE
)
_BEFORE_NAME: Final = re.compile(r"[\"'<>\s()=,;：]")
_SHEET: Final = re.compile(r"WorksheetSource\s{1,9}HRef=\"?([^\">\s]{1,300})", re.IGNORECASE)
"""Where the page that Excel puts over the sheets of a workbook names each of them."""

_LONGEST: Final = 300
_MOST: Final = 5


def named(page: str) -> tuple[str, ...]:
    """The first files named in the markup and scripts of a page, as they are written there."""
    found: dict[str, str] = {}
    for name in _names(page):
        found.setdefault(name.casefold(), name)
        if len(found) == _MOST:
            break
    return tuple(found.values())


def _names(page: str) -> Iterator[str]:
    yield from (match[1] for match in _SHEET.finditer(page))
    for match in _FILE.finditer(page):
        stem = _BEFORE_NAME.split(page[max(0, match.start() - _LONGEST) : match.start()])[-1]
        if stem:
            yield stem + match[0]
