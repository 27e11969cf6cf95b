"""What is handed to mypy and pyright is what the pages show, and what they say is said of the page."""

import pytest

from typed import pages
from typed.pages import Complaint, blocks, modules, problems, written

PAGE = """# A page

```python
first = 1
```

Text.

<!-- mistyped: next -->
```python
>>> for each in "ab":
...     first + each
Traceback (most recent call last):
    ...
TypeError: unsupported operand type(s) for +: 'int' and 'str'
>>> first
1
```

```python
# shown.py
second = 2
```

```text
third = 3
```
"""

CODE = ["first = 1", 'for each in "ab":', "    first + each", "first"]


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A page in a project of its own."""
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    path = tmp_path / "how-to" / "a page.md"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_every_line_stands_where_the_page_has_it(page):
    """Code keeps its line; prompts, output and text are left out; a block that names a file is a module of its own."""
    shown, together = modules(page)

    assert ("shown", "page_how_to_a_page") == (shown.name, together.name)
    assert CODE == [line for line in together.text.splitlines() if line]
    for module in (shown, together):
        for code, line in zip(module.text.splitlines(), PAGE.splitlines(), strict=False):
            assert line.endswith(code)


def test_a_wrong_example_is_marked():
    """The comment holds for the block below it alone."""
    assert [False, True, False] == [block.mistyped for block in blocks(PAGE)]


WRONG = Complaint("pyright", "page_how_to_a_page", 12, "no such sum")
ALSO = WRONG._replace(checker="mypy")
SURPRISE = Complaint("mypy", "shown", 22, "no such name")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([WRONG, ALSO], []),
        ([WRONG, ALSO, SURPRISE], ["how-to/a page.md:22: mypy: no such name"]),
        ([WRONG], ["how-to/a page.md:11: mypy says nothing of an example that is wrong on purpose"]),
        ([WRONG, ALSO, WRONG._replace(line=4)], ["how-to/a page.md:4: pyright: no such sum"]),
    ],
)
def test_what_checkers_say_is_said_of_the_page(page, tmp_path, said, expected):
    """A complaint names page and line, unless the example is wrong on purpose; then silence is a fault."""
    assert expected == list(problems(written([page], tmp_path), said))


def test_a_file_that_two_pages_show_is_the_same_on_both(page, tmp_path):
    """A page in two languages may show one file twice; two files of one name would hide each other."""
    other = page.with_name("other.md")
    other.write_text(PAGE, encoding="utf-8")

    assert {"shown", "page_how_to_a_page", "page_how_to_other"} == set(written([page, other], tmp_path))

    other.write_text(PAGE.replace("second = 2", "second = 3"), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"shown\.py is one file"):
        written([page, other], tmp_path)
