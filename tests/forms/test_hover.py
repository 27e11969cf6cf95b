"""Below each field of the forms stands what editors show of it: label, English, unit and source."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.forms import form2019, form2021, shared


@pytest.fixture
def hover(monkeypatch):
    """What writes the texts."""
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "docs")
    return importlib.import_module("generators.hover")


def shown(cls, name):
    """The text below a field, as an editor shows it."""
    (tree,) = ast.parse(inspect.getsource(cls)).body
    at = next(at for at, item in enumerate(tree.body) if getattr(getattr(item, "target", None), "id", "") == name)
    text = tree.body[at + 1]
    assert isinstance(text, ast.Expr), f"{cls.__name__}.{name} has no text; run: python3 dev.py hover"
    return inspect.cleandoc(text.value.value)


@pytest.mark.parametrize("module", [shared, form2019, form2021], ids=lambda module: module.__name__)
def test_the_texts_are_those_of_the_declarations(module, hover):
    """Every field has one, and what the form prints has that of its declaration, line breaks aside."""
    found = list(hover.fields(module))

    assert found
    for cls, statement, after in found:
        name = statement.target.id
        expected = hover.hover(module, cls, name)
        actual = hover.text_of(after)
        assert actual, f"{cls}.{name} has no text; run: python3 dev.py hover"
        assert expected in (None, inspect.cleandoc(actual).replace("\n", " ")), f"{cls}.{name}: {expected}"
    assert inspect.getsource(module) == hover.written(module), "run: python3 dev.py hover"


@pytest.mark.parametrize(
    ("cls", "name", "text"),
    [
        (gd.ApplicantCounts, "natural_persons", "自然人 · natural persons (件) · 格式表三 · form, table 3"),
        (gd.NotDisclosed, "state_secrets", "1.属于国家秘密 · state secrets · 条例第十四条 · Regulations, Art. 14"),
        (gd.Procurement2019, "amount", "采购总金额 · total amount · 格式表二 · form, table 2"),
        (
            gd.OtherHandling2021,
            "fee_unpaid",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\n"
            "· fee not paid in time; no longer processed · 参见条例第四十二条 · see Regulations, Art. 42",
        ),
    ],
)
def test_what_an_editor_shows(cls, name, text):
    """A cell has its unit, a row has none; the unit that the form does not print is not made up; lines stay short."""
    assert text == shown(cls, name)


def test_texts_are_put_in_and_put_right(hover, monkeypatch):
    """A missing text is added, a wrong one replaced, a field that the form does not print left alone."""
    source = inspect.getsource(form2019)
    right = '    """采购总金额 · total amount · 格式表二 · form, table 2"""\n'
    beside = '    """The unit of the amount as the document prints it."""\n'
    for wrong in ("", '    """采购\n    总金额"""\n'):
        monkeypatch.setattr(hover.inspect, "getsource", lambda module, wrong=wrong: source.replace(right, wrong))
        assert source == hover.written(form2019)
    monkeypatch.setattr(hover.inspect, "getsource", lambda module: source.replace(beside, ""))
    assert source.replace(beside, "") == hover.written(form2019)
