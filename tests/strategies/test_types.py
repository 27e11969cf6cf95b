"""``st.from_type`` of every public class, through the entry point."""

import inspect
import subprocess
import sys
import tomllib
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.strategies._internal import types

import govdisclosure as gd
from govdisclosure import _hypothesis
from strategies.helpers import every, some

PYPROJECT = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
CLASSES = [name for name in gd.__all__ if inspect.isclass(getattr(gd, name))]
TIED = [gd.AnnualReport, gd.Requests2021, gd.Requests2019, gd.Remedies]


@pytest.fixture(autouse=True, scope="module")
def _registered():
    """As where the package is installed: hypothesis has called the entry point."""
    _hypothesis.setup()


@pytest.mark.parametrize("name", CLASSES)
def test_every_public_class_can_be_drawn(name):
    """An object of the class, without any setting."""
    cls = getattr(gd, name)

    every(st.from_type(cls), lambda found: isinstance(found, cls), examples=10)


@pytest.mark.parametrize("cls", TIED)
def test_what_is_drawn_is_valid(cls):
    """Reports and tables tie."""
    every(st.from_type(cls), lambda found: gd.check(found).ok, examples=20)


def test_rows_are_as_they_stand_in_a_table():
    """A row adds up to its total, and is not always zero."""

    def holds(row):
        *parts, total = (getattr(row, field.name) for field in type(row).__attrs_attrs__)
        assert total == sum(parts)

    every(st.from_type(gd.ApplicantCounts), holds)
    every(st.from_type(gd.RemedyOutcomes), holds)
    some(st.from_type(gd.ApplicantCounts), lambda row: row.total > 0)


def test_periods_end_after_they_begin():
    """The two days are in their order."""
    every(st.from_type(gd.Period), lambda period: period.start <= period.end)


def test_notices_have_a_message():
    """A notice is of a declared kind."""
    every(st.from_type(gd.Notice), lambda notice: notice.message("zh"), examples=20)


def test_results_are_those_of_a_check():
    """Results pass, fail and cannot be evaluated."""
    seen = set()
    every(st.from_type(gd.Result), lambda result: seen.add(result.verdict), examples=100)

    assert {gd.Verdict.PASSED, gd.Verdict.FAILED, gd.Verdict.NOT_EVALUATED} == seen


def test_a_class_without_a_strategy_is_built_of_its_fields():
    """A public class that is new works without being named here."""

    class New:
        """Made of a number."""

        def __init__(self, number: int) -> None:
            self.number = number

    every(_hypothesis._made(New), lambda new: isinstance(new.number, int), examples=5)


def loaded_by(code):
    """The modules of ours that a new interpreter has loaded after ``code``."""
    code += "\nimport sys; print(*[name for name in sys.modules if name.startswith('govdisclosure')])"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


HOOK = "import hypothesis; from govdisclosure._hypothesis import setup; setup()"
"""What happens where the package is installed, whether or not it is here."""


def test_the_entry_point_loads_nothing():
    """Importing hypothesis costs a project that has no use for us next to nothing."""
    assert {"govdisclosure", "govdisclosure._hypothesis", "govdisclosure.display"} == {*loaded_by(HOOK)}


def test_another_class_loads_nothing():
    """A class of anyone else is none of ours, even if it has the name of one."""
    theirs = "class Rule:\n  def __init__(self, code: int): self.code = code"
    code = f"{HOOK}\n{theirs}\nhypothesis.strategies.from_type(Rule).validate()"

    assert {"govdisclosure", "govdisclosure._hypothesis", "govdisclosure.display"} == {*loaded_by(code)}


OURS = {
    "public": "import govdisclosure as gd; Ours = gd.Requests2021",
    "direct": "from govdisclosure.forms.form2021 import Requests2021 as Ours",
}


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False], ids=["hypothesis first", "hypothesis last"])
@pytest.mark.parametrize("ours", OURS)
def test_either_may_be_imported_first(ours, first):
    """Alone, in an annotation of a class of the user, and in a union; tables tie, so it is our strategy."""
    order = (HOOK, OURS[ours]) if first else (OURS[ours], HOOK)
    code = """
from hypothesis import given, settings, strategies as st
class Filing:
    def __init__(self, table: Ours, either: Ours | None):
        self.tables = [each for each in (table, either) if each is not None]
@settings(database=None, max_examples=20)
@given(st.from_type(Ours), st.builds(Filing), st.from_type(Filing))
def test(table, built, made):
    import govdisclosure
    assert all(govdisclosure.check(each).ok for each in (table, *built.tables, *made.tables))
test()
"""

    assert loaded_by("\n".join((*order, code)))


def test_without_the_table_of_hypothesis(monkeypatch):
    """A version of hypothesis that puts nothing off is told of every class, as documented."""
    registered = []
    monkeypatch.setattr(st, "register_type_strategy", lambda cls, made: registered.append(cls))
    monkeypatch.delattr(types, "_global_extra_lookup")
    _hypothesis.setup()

    assert {gd.AnnualReport, gd.Requests2019, gd.Result, gd.Policy} <= {*registered}
    assert all(cls.__module__.startswith("govdisclosure") for cls in registered)
    assert gd.Gap not in registered


def test_no_class_of_anyone_else_is_made_in_another_way():
    """What is registered of hypothesis' own stays as it is."""
    code = (
        "from hypothesis.strategies._internal import types; before = {**types._global_type_lookup};"
        f"{HOOK}; assert before == types._global_type_lookup"
    )

    assert loaded_by(code)


def test_the_entry_point_is_declared():
    """Hypothesis finds the function by its entry point."""
    declared = PYPROJECT["project"]["entry-points"]["hypothesis"]

    assert {"_": f"{_hypothesis.setup.__module__}:{_hypothesis.setup.__name__}"} == declared


def test_enumerations_and_exceptions_are_left_alone():
    """What hypothesis makes well is not made by us."""
    assert all(issubclass(getattr(gd, name), (Enum, Exception)) for name in ("Gap", "Verdict", "UsageError"))
    assert gd.Gap in [some(st.from_type(gd.Gap), lambda gap: True).__class__]
