"""JSON that is no report: names without end, values without end, all wrong."""

import json
from collections.abc import Iterator

import govdisclosure as gd


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Each document: what it is, the suffix of its file, its content."""
    report = gd.to_dict(gd.zeros(2023, organ="临澜县水务局"))
    start = '{"schema": "govdisclosure/1", '
    yield "names without end", ".json", (start + ", ".join(f'"k{n}": 1' for n in range(400_000)) + "}").encode()
    yield "a name given again and again", ".json", (start + '"a": 1, ' * 90_000 + '"b": 2}').encode()
    twice = ", ".join(f'"k{n}": 1, "k{n}": 2' for n in range(24_000))
    yield "names given twice", ".json", (start + twice + "}").encode()
    yield "lists", ".json", (start + '"x": [' + "[]," * 5_000_000 + "[]]}").encode()
    yield "brackets", ".json", (start + '"x": ' + "[" * 5_000_000).encode()
    yield "sections that are none", ".json", _with(report, ["x"] * 95_000)
    yield "sections with all wrong", ".json", _with(report, [{"a": 1}] * 45_000)
    yield "sections in sections", ".json", _nested(report)
    yield "a text of 15 MB", ".json", _with(report, [{"heading": "字" * 5_000_000, "text": "", "subsections": []}])
    yield "a number of a million digits", ".json", (start + '"x": ' + "9" * 1_000_000 + "}").encode()
    yield "sixteen megabytes and more", ".json", (start + '"x": "' + "x" * 17_000_000 + '"}').encode()


def _with(report: dict[str, object], sections: list[object]) -> bytes:
    """A report with these subsections in its overview."""
    overview = {"heading": "一、总体情况", "text": "", "subsections": sections}
    return json.dumps(report | {"sections": {"overview": overview}}, ensure_ascii=False).encode()


def _nested(report: dict[str, object]) -> bytes:
    depth = 900
    inner = '{"heading": "", "text": "", "subsections": [' * depth + "]}" * depth
    return json.dumps(report | {"sections": {"overview": "@"}}).replace('"@"', inner).encode()
