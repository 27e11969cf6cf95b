"""The exceptions: one root, values as attributes, messages that say what to do."""

import copy
import pickle

import pytest

import govdisclosure as gd
from govdisclosure.optional import require
from govdisclosure.readers.limits import Limits

ERRORS = [
    gd.LimitExceededError("slots", 10, 12_345),
    gd.LimitExceededError("document_bytes", 10),
    gd.SeveralReportsError(("a 2023", "b 2024")),
    gd.InvalidDocumentError(("one", "two")),
    gd.UnknownAddressError("x", "requests.received.total"),
    gd.UnknownAddressError("x"),
    gd.NotAReportError("no table"),
]


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_errors_have_one_root_and_copy(error):
    """Everything raised on purpose is below one class, and passes through processes whole."""
    again = pickle.loads(pickle.dumps(error))

    assert isinstance(error, gd.GovDisclosureError)
    assert (type(error), str(error), vars(error)) == (type(again), str(again), vars(again))
    assert str(error) == str(copy.copy(error))


def test_messages_say_what_to_do():
    """Each names the next step."""
    assert (
        "limit slots is 10, this document has 12,345; if you trust the document, raise it: "
        "read(..., limits=Limits(slots=...))" == str(ERRORS[0])
    )
    assert "limit document_bytes is 10; if you trust" in str(ERRORS[1])
    assert "the document holds 2 reports (a 2023; b 2024); use read_all()" == str(ERRORS[2])
    assert "one\ntwo" == str(ERRORS[3])
    assert "no cell 'x' on this form; did you mean 'requests.received.total'?" == str(ERRORS[4])


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (gd.LimitExceededError, ValueError),
        (gd.UnknownAddressError, KeyError),
        (gd.InvalidTypeError, TypeError),
        (gd.InvalidValueError, ValueError),
        (gd.InvalidDocumentError, ValueError),
        (gd.MissingExtraError, ImportError),
    ],
)
def test_errors_are_the_builtin_ones_too(error, builtin):
    """Code that catches the built-in kind catches ours."""
    assert issubclass(error, builtin)


def test_a_missing_extra_says_how_to_install_it():
    """The message has the command."""
    with pytest.raises(gd.MissingExtraError, match=r"^reading X needs no_such_package; install it with: pip install "):
        require("no_such_package", extra="x", purpose="reading X")


def test_a_bug_inside_a_package_is_not_a_missing_extra(tmp_path, monkeypatch):
    """An import that fails inside the package is raised as it is."""
    (tmp_path / "broken_package_of_test.py").write_text("import no_such_dependency")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_dependency") as caught:
        require("broken_package_of_test", extra="x", purpose="reading X")

    assert not isinstance(caught.value, gd.MissingExtraError)


def test_require_gives_the_module():
    """What is installed is imported."""
    assert "loads" in vars(require("json", extra="x", purpose="reading X"))


@pytest.mark.parametrize("value", [0, -1, True, "9", None])
def test_limits_are_numbers_above_zero(value):
    """A bound of nothing is refused."""
    with pytest.raises(ValueError, match=r"Limits\.slots must be a number above 0"):
        Limits(slots=value)


def test_a_limit_holds():
    """What is within passes; what is above raises by name."""
    limits = Limits(slots=10)
    limits.hold("slots", 10)
    with pytest.raises(gd.LimitExceededError, match="limit slots is 10, this document has 11") as caught:
        limits.hold("slots", 11)

    assert ("slots", 10, 11) == (caught.value.limit, caught.value.allowed, caught.value.found)
