"""Text that cannot act: what comes from a document or is the name of a file, made fit for whatever it is written to.

A terminal obeys control characters, a log takes a line break for the end of a line, a runner of workflows takes some
lines for commands, and a spreadsheet takes some cells for formulas. Everything that is written passes through here, and
what would act is written as ``\\uXXXX``, the same wherever it is written.
"""

import re
import unicodedata
from typing import Final

_ACTS: Final = "".join(
    (
        "\\x00-\\x1f\\x7f-\\x9f",  # C0, DEL and C1: escape sequences, carriage returns, line ends
        "\u2028\u2029",  # further line ends
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",  # what turns the direction of writing
        "\ud800-\udfff",  # half a character: a byte of a name that is not UTF-8
        "\ufffe\uffff",  # no characters; XML cannot hold them
    )
)
_COMMAND: Final = "#(?=#[A-Za-z]{0,20}\\[)"
"""What runners of workflows take for a command anywhere in a line: ``##[error]``, ``##vso[...]``."""
_ACTING: Final = re.compile(f"[{_ACTS}]|{_COMMAND}")
_ACTS_ANYWHERE: Final = re.compile(f"[{_ACTS}]")
_ACTING_IN_JSON: Final = re.compile(f"(?!\n)[{_ACTS}]|{_COMMAND}")
_BREAK: Final = re.compile("[\t-\r\x85\u2028\u2029]+")
_LIKE_AN_ESCAPE: Final = re.compile(r"\\(?=u[0-9a-f]{4})")
_ESCAPE: Final = re.compile(r"\\u([0-9a-f]{4})")


def _code(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def visible(text: str) -> str:
    """The text on one line with everything that acts made visible; the same again if done twice."""
    text = _ACTING.sub(_code, text)
    # at the start of a line, blanks before it or not, runners of workflows take it for a command
    return text.replace("::", "\\u003a:", 1) if text.lstrip().startswith("::") else text


def prose(text: str) -> str:
    """The text on one line: a blank for line breaks and tabs, everything else that acts made visible."""
    return visible(_BREAK.sub(" ", text))


def paragraphs(text: str) -> str:
    """Lines that are ours, each made fit as `prose` does it."""
    return "\n".join(map(prose, text.split("\n")))


def printable(text: str) -> str:
    """The text on one line as a document holds it: as `prose` has it, but what acts in a log alone is left."""
    return _ACTS_ANYWHERE.sub(_code, _BREAK.sub(" ", text))


def json_safe(text: str) -> str:
    """A text of JSON with everything that acts escaped as JSON escapes it; it means the same."""
    return _ACTING_IN_JSON.sub(_code, text)


def width(text: str) -> int:
    """How many columns of a terminal, or of a sheet, a text takes; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))


# ---------------------------------------------------------------------------------------------------- cells of a CSV


def cell(text: str) -> str:
    """The text as a cell of a CSV: on one line, nothing that acts in it, and no formula; `uncell` takes it back."""
    text = visible(_LIKE_AN_ESCAPE.sub(_code, text))
    return f"'{text}" if _like_a_formula(text) else text


def uncell(text: str) -> str:
    """The text that `cell` was given."""
    text = text[1:] if text.startswith("'") and _like_a_formula(text) else text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _like_a_formula(text: str) -> bool:
    """Whether a spreadsheet may take it for a formula: a sign behind what cannot be seen; a lone dash is none.

    The same with apostrophes before it, so that what is marked by one can be told from what came with one.
    """
    text = text.lstrip("'")
    first = next((char for char in text if unicodedata.category(char)[0] not in "ZCM"), "")
    return text != "-" and unicodedata.normalize("NFKC", first) in _SIGNS


_SIGNS: Final = frozenset("=+-@\u2212")


# ---------------------------------------------------------------------------------------------------- values in errors


def quoted(value: object) -> str:
    """A value as an error names it: as Python writes it, cut short where it is long."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a number of more digits than Python writes; nested without end
        text = f"<{type(value).__name__}>"
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


_LONG: Final = 200
