"""Every error of the library is said in Chinese and in English, and neither mixes the two."""

import ast
import inspect
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from govdisclosure import errors
from project.imports import MODULES

OURS = {
    name: kind
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and issubclass(kind, errors.GovDisclosureError)
}
GIVEN = {name for name, kind in OURS.items() if "zh" in inspect.signature(kind).parameters}
"""The errors that are given their texts; the others make both of what they carry."""

MAKERS = {"damaged"}
"""Functions that put the same words around many texts."""

FOREIGN = {"error", "reason"}
"""What other programs say in English; the Chinese text does without it."""


class Said(NamedTuple):
    """A place where an error is made, with what it says in each language."""

    module: str
    line: int
    en: list[ast.expr]
    zh: list[ast.expr]

    def __str__(self) -> str:
        return f"{self.module}:{self.line}"


def said() -> Iterator[Said]:
    """Every place of the package that gives an error its texts."""
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GIVEN | MAKERS:
                yield Said(module, node.lineno, node.args, [each.value for each in node.keywords if each.arg == "zh"])


SAID = list(said())


def literals(expressions: list[ast.expr]) -> str:
    """The fixed words of texts, with a mark for each value in them."""
    found: list[str] = []
    for expression in expressions:
        for node in ast.walk(expression):
            if isinstance(node, ast.JoinedStr):
                found.append(
                    "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in ("zh", "en"):
                found.append(node.value)
    return "\n".join(found)


def named(expressions: list[ast.expr]) -> set[str]:
    """The variables whose values stand in texts, by one name for both languages."""
    values = [node.value for each in expressions for node in ast.walk(each) if isinstance(node, ast.FormattedValue)]
    nodes = [node for value in values for node in ast.walk(value)]
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    names = {node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called}
    return {name.removesuffix("_zh") for name in names} - FOREIGN


def test_there_are_errors_to_look_at():
    """The search finds the places, and the errors that make both texts themselves are known."""
    assert len(SAID) > 100
    known = {"LimitExceededError", "SeveralReportsError", "UnknownAddressError", "FileError", "MissingFileError"}
    known |= {"MissingFontError"}
    assert known == OURS.keys() - GIVEN


@pytest.mark.parametrize("each", SAID, ids=str)
def test_every_error_has_a_chinese_text(each):
    """No place makes an error in English only."""
    assert 1 == len(each.zh)


@pytest.mark.parametrize("each", [each for each in SAID if literals(each.zh)], ids=str)
def test_the_chinese_text_is_chinese(each):
    """Beside commands to be typed there are no English words in a row, and no half-width comma or semicolon."""
    text = re.sub(r"(?:pip|apt) install \S*|--\w+ \w+", "", literals(each.zh))

    assert re.search("[\u4e00-\u9fff，；：]", text)
    assert not re.search(r"[a-z]{2,} [a-z]{2,}", text)
    assert not re.search("[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", text)


@pytest.mark.parametrize("each", [each for each in SAID if named(each.en) and literals(each.zh)], ids=str)
def test_both_texts_name_the_same_values(each):
    """What one language tells the other tells too, but for what other programs say in English."""
    assert named(each.en) == named(each.zh)
