"""The forms as data: what the declarations give, compared with a list that is kept beside the tests."""

import json
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.forms import identities
from govdisclosure.forms.declare import cells, rows
from govdisclosure.forms.editions import table_classes

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "forms.json"


def both(*texts):
    """Some texts in Chinese, and the same in English, as one line each."""
    return [" / ".join(text.zh for text in texts), " / ".join(text.en for text in texts)]


def cell(item):
    """What the form says about a cell: groups and row, heads and column, kind, unit and companion."""
    labels = zip(both(*item.groups, item.row.text), both(*item.heads, item.column.text), strict=True)
    kind = f"{item.kind.value} {item.unit.value} {item.column.companion}".strip()
    return [*(" | ".join(parts) for parts in labels), kind]


def terms(side):
    """Signed addresses."""
    return " ".join(f"{term.sign:+}{term.address}".replace("+1", "+").replace("-1", "-") for term in side)


def form(table):
    """A table of the form with its cells and identities."""
    known, found = cells(table), identities.table_identities(table)
    printed = [label for item in known for label in (item.row, item.column)]
    return {
        "title": both(table.title.text),
        "document": table.document,
        "cells": {item.address: cell(item) for item in known},
        "citations": {".".join(item.path[:-1]): both(item.citation) for item in known},
        "variants": {label.zh: {each.zh: each.note for each in label.variants} for label in printed if label.variants},
        "identities": {item.instance: [item.code, terms(item.left), terms(item.right)] for item in found},
        "subjects": {item.instance: both(item.subject) for item in found},
        "titles": {item.code: both(item.title) for item in found},
        "bases": {item.code: both(item.basis) for item in found},
    }


@pytest.mark.parametrize("table", table_classes(), ids=lambda table: table.__name__)
def test_the_form_is_as_published(table):
    """Every cell with labels, unit and citation, and every identity with its terms, in official order."""
    published = json.loads(GOLDEN.read_text(encoding="utf-8"))[table.__name__]
    found = form(table)

    assert published == found
    assert list(published["cells"]) == list(found["cells"])
    assert list(published["identities"]) == list(found["identities"])


@pytest.mark.parametrize("table", table_classes(), ids=lambda table: table.__name__)
def test_paths_and_rows_fit_the_addresses(table):
    """The path of a cell is its address, and the cells of a row are those below its path."""
    assert [tuple(item.address.split(".")) for item in cells(table)] == [item.path for item in cells(table)]
    assert [item for row in rows(table).values() for item in row] == list(cells(table))
    assert all(item.path[:-1] == path for path, row in rows(table).items() for item in row)


def test_what_is_asked_for_twice_is_built_once():
    """Cells are the same objects each time, since much else is keyed by them."""
    assert cells(gd.Requests2021)[0] is cells(gd.Requests2021)[0]


def test_identities_of_a_report_stand_below_the_names_of_its_tables():
    """The same identities with longer addresses, table by table."""
    classes = (gd.Proactive2021, gd.Requests2021, gd.Remedies)
    found = identities.report_identities(classes)

    assert [item.instance for table in classes for item in identities.table_identities(table)] == [
        item.instance for item in found
    ]
    assert {"requests", "remedies"} == {address.partition(".")[0] for item in found for address in item.addresses}
    assert found[0].under("x").addresses == tuple(f"x.{address}" for address in found[0].addresses)
    assert found[0].right[0].address == "requests.received.total"


def main():
    """Write the list: ``PYTHONPATH=src:tests python tests/forms/test_published.py`` after a change of the forms."""
    published = {table.__name__: form(table) for table in table_classes()}
    GOLDEN.write_text(json.dumps(published, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
