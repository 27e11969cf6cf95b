"""What an official form says stands in ``forms/`` and nowhere else: labels, editions, numbers of documents.

A label counts without its number (（一）, 1.) and what is in brackets after it, in any wording, from three characters
on: shorter ones (规章, 其他, 总计, 维持) are words that any sentence may need.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from govdisclosure.forms import sections, shared
from govdisclosure.forms.declare import declared
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.registry import FORMS
from project.imports import MODULES

SHORTEST = 3
NUMBER = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+\.)")
BRACKETS = re.compile(r"（[^）]*）$")

PUBLIC = ""
"""The module that exports the classes, whose names have an edition."""


def labels() -> frozenset[str]:
    """Every wording of every label and title, and what is printed over rows and columns."""
    printed = [*sections.TITLES.values(), *(table.title for table in table_classes())]
    waiting = list(table_classes())
    while waiting:
        for attribute, label in declared(waiting.pop()):
            printed.append(label)
            if label.kind is None:
                waiting.append(attribute.type)
    over = {shared.SUBJECT, shared.BALANCE_NOTE, shared.APPLICANTS, *(text for each in printed for text in each.above)}
    wordings = {text.zh for text in over} | {zh for each in printed for zh in (each.zh, *(v.zh for v in each.variants))}
    bare = {NUMBER.sub("", wording) for wording in wordings}
    return frozenset(each for wording in bare for each in (wording, BRACKETS.sub("", wording)) if len(each) >= SHORTEST)


LABELS = re.compile("|".join(map(re.escape, sorted(labels(), key=len, reverse=True))))
EDITIONS = re.compile(rf"(?<!\d)(?:{'|'.join(FORMS)})(?!\d)|{'|'.join(form.document for form in FORMS.values())}")


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """Texts that stand alone as a statement: they are for people and reach nobody else."""
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def constants(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text and whole number of a module that is no docstring, pieces of f-strings among them."""
    for node in set(ast.walk(tree)) - docstrings(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
            yield node.lineno, str(node.value)


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that a module uses or imports."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "name", "asname", "arg"):
            if isinstance(name := getattr(node, field, None), str):
                yield getattr(node, "lineno", 0), name


def repeated(module: str, source: str) -> list[str]:
    """What a module says that only the forms may say."""
    tree = ast.parse(source)
    said = list(constants(tree))
    found = [(line, match[0]) for line, text in said for match in LABELS.finditer(text)]
    if module != PUBLIC:
        found += [(line, match[0]) for line, text in (*said, *names(tree)) for match in EDITIONS.finditer(text)]
    return [f"{module}:{line} {text}" for line, text in sorted(found)]


OUTSIDE = {module: path for module, path in MODULES.items() if module.split(".")[0] != "forms"}


def test_what_a_form_says_stands_in_forms():
    """Whoever quotes a label or names an edition takes it from the declaration."""
    found = [each for module, path in OUTSIDE.items() for each in repeated(module, path.read_text(encoding="utf-8"))]

    assert [] == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = '只有自然人的一列'", ["m:1 自然人"]),
        ("x = f'{y}不予公开'", ["m:1 不予公开"]),
        ("x = '本年收费金额，以元计'", ["m:1 本年收费金额"]),
        ("x = '存在主要问题及改进情况'", ["m:1 存在主要问题及改进情况"]),
        ("x = 1 if y == '2021' else 2019", ["m:1 2019", "m:1 2021"]),
        ("from a import FORM_2019", ["m:1 2019"]),
        ("x = Requests2021", ["m:1 2021"]),
        ("x = '国办公开办函〔2019〕60号'", ["m:1 国办公开办函〔2019〕60号"]),
        ("x = '其他总计与规章'", []),
        ("x = 12019", []),
        ("x = y\n'''自然人'''", []),
        ("'''自然人, 2019'''", []),
    ],
)
def test_what_is_found(source, found):
    """Labels, editions and documents in texts, numbers and names; not in docstrings, and no word of two characters."""
    assert found == repeated("m", source)
