"""Where in the text of a file the numbers stand: found again as they were read, or not told."""

from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.cli.spans import MOST_BYTES, spans
from govdisclosure.render.entry import Span
from govdisclosure.writers import html, markdown

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.html"))
REPORT = attrs.evolve(gd.zeros(2023, organ="甲局"), remedies=gd.zeros(2023).remedies)
WRONG = gd.replace(REPORT, {"requests.received.natural_persons": 1234, "proactive.normative_documents.issued": 7})


def texts(path, found, encoding="utf-8"):
    """What stands at each span that has columns."""
    lines = path.read_text(encoding=encoding).split("\n")
    return {a: lines[at.line - 1][at.start - 1 : at.end - 1] for a, at in found.items() if at.start is not None}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_pages(path):
    """Every number that was read stands where it is said to; a blank has a line only."""
    reading = gd.read(path)
    found = spans(path, reading)
    places = dict(reading.places)

    assert places.keys() == found.keys()
    assert {address: place.text for address, place in places.items() if place.text} == texts(path, found)
    assert all(at.line > 1 for at in found.values())


@pytest.mark.parametrize("suffix", [".html", ".md"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_was_written(suffix, encoding, tmp_path):
    """Pages and Markdown, in either charset, with either line ends."""
    path = tmp_path / f"a{suffix}"
    written = html.document(WRONG, lang="zh") if suffix == ".html" else markdown.document(WRONG, lang="zh")
    text = written.decode().replace('charset="utf-8"', f'charset="{encoding}"').replace("\n", "\r\n")
    path.write_bytes(text.encode(encoding))
    reading = gd.read(path)
    found = texts(path, spans(path, reading), encoding)

    assert "1234" == found["requests.received.natural_persons"]
    assert {address: place.text for address, place in reading.places if place.text} == found


def page(rows):
    return f"<html><body><table>{rows}</table></body></html>"


def reading(places, format="html"):
    return gd.Reading(report=REPORT, places=tuple(places.items()), format=format)


CELL = gd.Place(table=1, row=1, column=2, text="5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (page("<tr><td>a<td>5</table>"), Span(1, 33, 34)),
        (page("\n<tr><th>a</th>\n<td>\n <b> 5 </b></td></tr>"), Span(4, 6, 7)),
        (page("<tr><td>a<td>&#53;</tr>"), Span(1)),  # written otherwise: the line alone
        (page("<tr><td>a<td>\n<i></i><!-- 7 -->5<script>9</script></tr>"), Span(2, 18, 19)),
        (page("<tr><td>a<td>1</td></tr><tr><td>b<td>5"), None),  # in another row
        (page("<td>a<td>5"), Span(1, 29, 30)),  # without a row
        (page("<tr><td>a<td>5</tr>") * 2, None),  # which of the two is not known
        (page("<tr><td>a<td>5</tr>") + page("<tr><td>a<td>6"), Span(1, 33, 34)),
        (page("<tr><td><table><tr><td>x</table></td><td>5</td>"), Span(1, 61, 62)),
        (page("<thead><tr><td rowspan=2>a<td>5</thead>"), Span(1, 50, 51)),
        ("<td>5</td></table>", None),
        ("", None),
    ],
)
def test_a_cell(text, expected, tmp_path):
    path = tmp_path / "a.html"
    path.write_text(text, encoding="utf-8")

    assert expected == spans(path, reading({"remedies.reconsideration.total": CELL})).get(
        "remedies.reconsideration.total"
    )


def test_a_cell_below_another(tmp_path):
    """Merged cells and groups of rows are counted as browsers do."""
    path = tmp_path / "a.html"
    path.write_text(
        page("<tbody><tr><td rowspan=2 colspan=2>a</td></tr><tr><td>5</td></tr></tbody><tbody><tr><td>6</td></tr>"),
        encoding="utf-8",
    )
    places = {
        "remedies.reconsideration.total": gd.Place(table=1, row=2, column=3, text="5"),
        "remedies.reconsideration.upheld": gd.Place(table=1, row=3, column=1, text="6"),
    }
    found = spans(path, reading(places))

    assert {"remedies.reconsideration.total": "5", "remedies.reconsideration.upheld": "6"} == texts(path, found)


@pytest.mark.parametrize(
    ("line", "place", "expected"),
    [
        ("| a | 0 | 0 |", gd.Place(line=1, column=3, text="0"), Span(1, 11, 12)),
        ("a | 0 | 0", gd.Place(line=1, column=3, text="0"), Span(1, 9, 10)),
        ("| a || 0 | 0 |", gd.Place(line=1, column=4, text="0"), Span(1, 12, 13)),
        (r"| a\|b | 0 | 5 |", gd.Place(line=1, column=2, text="5"), Span(1, 14, 15)),  # the only one of its kind
        (r"| a\|b | 0 | 0 |", gd.Place(line=1, column=2, text="0"), Span(1)),
        ("| a | 0 |", gd.Place(line=1, column=7, text="0"), Span(1, 7, 8)),
        ("自然人 5 50", gd.Place(line=1, text="5"), Span(1, 5, 6)),
        ("自然人 5 5", gd.Place(line=1, text="5"), Span(1)),
        ("自然人 1.5", gd.Place(line=1, text="5"), Span(1)),
        ("| a |  |", gd.Place(line=1, column=2, text=""), Span(1)),
        ("a", gd.Place(line=2, text="5"), None),
        ("a", gd.Place(table=2, text="5"), None),
    ],
)
def test_a_line(line, place, expected, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(line, encoding="utf-8")

    assert expected == spans(path, reading({"year": place}, "text")).get("year")


def test_what_is_not_looked_through(tmp_path):
    """Other formats, files that are gone, and files that are too large."""
    path = tmp_path / "a.html"
    path.write_text(page("<tr><td>a<td>5</tr>"), encoding="utf-8")
    places = {"remedies.reconsideration.total": CELL}

    assert {} == spans(path, reading(places, "docx"))
    assert {} == spans(tmp_path / "none.html", reading(places))
    assert {} == spans(path, reading({"year": gd.Place(line=3)}))
    with path.open("a", encoding="utf-8") as file:
        file.write(" " * MOST_BYTES)
    assert {} == spans(path, reading(places))
