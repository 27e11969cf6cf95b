"""Words that readers listen to: what the fuzzer and the tests put into documents.

Those of a format stand in ``dictionaries/FORMAT.dict``, in the form that libFuzzer reads; labels come from the forms.
"""

import ast
from collections.abc import Iterable
from pathlib import Path

import govdisclosure as gd
from govdisclosure.writers.printed import sheet

FOLDER = Path(__file__).resolve().parent / "dictionaries"
FIGURES = "无 / １２ 1,234 1，234 1.5 万元 -1 12件 (12) 1e9 一、 （六） 1. 年度报告 2023年 \u202e12 \u200b 1\u3000"
"""What stands in tables and headings, other than labels."""


def labels() -> tuple[bytes, ...]:
    """What the forms print, and what else stands in tables."""
    reports = (gd.zeros(2023), gd.zeros(2020))
    tables = [table for report in reports for table in (report.proactive, report.requests, report.remedies)]
    printed = [box.text for table in tables for row in sheet(table) for box in row]
    titles = [table.title.zh for table in tables]
    return tuple(text.encode() for text in dict.fromkeys((*titles, *printed, *FIGURES.split(" "))) if text)


LABELS = labels()


def words(format: str) -> tuple[bytes, ...]:
    """The words of a format."""
    lines = (FOLDER / f"{format}.dict").read_text(encoding="ascii").splitlines()
    return tuple(ast.literal_eval(f"b{line}") for line in lines)


def dictionary(chosen: Iterable[bytes]) -> str:
    """The words in the form that libFuzzer reads."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in chosen)
