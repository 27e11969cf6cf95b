"""Plain text and CSV that keep a careless reader busy: long lines, endless near misses, tables of nothing."""

from collections.abc import Iterator

ORGAN = "临澜县水务局"
TITLE = f"{ORGAN}2023年政府信息公开工作年度报告"
HEADINGS = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")


def _fit(unit: str, size: int) -> str:
    """So many bytes of one text again and again."""
    return unit * (size // len(unit.encode()))


_NEAR_MISSES = {
    "title of a hundred characters": "政府信息公开" + "年度" * 40 + "报",
    "title without an end": "政府信息公开" + "工作年度" * 100_000 + "报",
    "forty digits": "规章\t" + "1" * 40 + "、",
    "a million digits": "1" * 1_000_000,
    "blanks behind the mark of a heading": "#" + " " * 200_000 + "x",
    "marks of headings": "# " + "#" * 200_000 + "x",
    "dashes under a head": "|" + "-" * 100_000 + " " * 100_000 + "|x",
    "emphasis that never ends": "**x " * 250_000,
    "titles of sections in one line": "一、总体情况 " * 100_000,
    "section titles with blanks": "一、" + "总" + " " * 200_000 + "体",
    "amounts without a unit": "信息处理费收取" + "1" * 200_000,
    "brackets of titles": "六、其他需要报告的事项\n信息处理费" + "《" * 300_000,
    "labels glued": "规章" * 300_000,
    "names of sites": "信息公开年报" * 100_000 + TITLE,
    "periods": "2023年1月1日至" * 60_000,
}


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Each document: what it is, the suffix of its file, its content."""
    for name, line in _NEAR_MISSES.items():
        yield name, ".txt", f"{TITLE}\n{line}\n".encode()
    yield "a line of 15 MB", ".txt", f"{TITLE}\n{_fit('本年度没有其他事项，', 15_000_000)}".encode()
    yield "a million lines", ".txt", f"{TITLE}\n{_fit('没有。' + chr(10), 10_000_000)}".encode()
    yield "as many lines as allowed", ".txt", _lines(49_990)
    yield "as many lines as allowed, all different", ".txt", _lines(49_990, different=True)
    yield "fifteen million empty lines", ".txt", b"\n" * 15_000_000
    yield "titles in every line", ".txt", f"{TITLE}\n".encode() * 40_000
    yield "sections in every line", ".txt", ("\n".join((TITLE, *HEADINGS)) + "\n").encode() * 12_000
    yield "rows in every line", ".txt", f"{TITLE}\n{HEADINGS[1]}\n".encode() + "规章 1 0 4\n".encode() * 40_000
    yield "remarks over rows", ".txt", _remarks()
    yield "pipes", ".md", f"{TITLE}\n\n{'|' * 5_000_000}\n".encode()
    yield "tables in pipes", ".md", f"{TITLE}\n\n".encode() + "|规章|1|\n|---|---|\n|规章|1|\n\n".encode() * 20_000
    yield "tables in tabs", ".txt", f"{TITLE}\n\n".encode() + "规章\t1\t0\n没有表格的一行字。\n".encode() * 24_000
    yield "tables in HTML inside Markdown", ".md", f"{TITLE}\n\n".encode() + b"<table></table>\n" * 100_000
    yield "tables with slots inside Markdown", ".md", _slots_in_markdown()
    yield "tables in HTML that never end", ".md", f"{TITLE}\n\n".encode() + b"<table" * 500_000
    yield "bytes of no charset", ".txt", bytes(range(128, 256)) * 100_000
    yield "zeros", ".txt", b"a\0" * 5_000_000
    yield "a field of 15 MB", ".csv", f'{TITLE}\n"{_fit("规章,", 15_000_000)}'.encode()
    yield "commas", ".csv", b"," * 15_000_000
    yield "empty fields in lines", ".csv", b",,,,,,,,,\n" * 1_000_000
    yield "quotes", ".csv", b'"' * 10_000_001
    yield "records of one field in a corner", ".csv", b"x\n" * 90_000 + b"," * 90_000 + b"x\n"


def _lines(count: int, *, different: bool = False) -> bytes:
    lines = (f"第{number}项工作没有其他事项" if different else "没有其他需要报告的事项了" for number in range(count))
    return "\n".join((TITLE, *lines)).encode()


def _remarks() -> bytes:
    """Words beside a head that stand over every row after it."""
    words = "\n".join(f"说明文字{number}" for number in range(20_000))
    rows = "规章 1 0 4\n" * 4_000
    return f"{TITLE}\n{HEADINGS[1]}\n信息内容 本年制发件数 本年废止件数\n{words}\n{rows}".encode()


def _slots_in_markdown() -> bytes:
    table = f"<table><tr><td colspan=1000>{ORGAN}</td></tr></table>\n"
    return f"{TITLE}\n\n{table * 5_000}".encode()
