"""The documents that the reference shows: each gives the notice, the error or the bound it is an example of."""

import sys

import attrs
import pytest

import govdisclosure as gd
from govdisclosure import errors
from govdisclosure.model.notices import KINDS
from govdisclosure.readers.recognise.refusals import LOOKALIKES
from readers.examples import BOUNDS, NOTICES, REFUSALS
from readers.examples.web import cell

BY_CODE = {example.code: example for example in NOTICES}
MARKS = {"LibreOffice": pytest.mark.system, "Linux": pytest.mark.skipif(sys.platform != "linux", reason="Linux only")}


def each(some):
    """The examples as parameters, with what some need to be read."""
    return [
        pytest.param(one, id=f"{one.code}-{number}", marks=MARKS[one.needs] if one.needs else ())
        for number, one in enumerate(some)
    ]


def test_every_kind_of_notice_has_an_example():
    """No kind is without a document that gives it, and no document is of no kind."""
    assert sorted(kind.code for kind in KINDS) == sorted(example.code for example in NOTICES)


@pytest.mark.parametrize("example", each(NOTICES))
def test_an_example_gives_its_notice(example):
    """Reading it gives the notice that it is an example of; where it is not read for the page, with the same words."""
    assert example.notices()
    assert {example.detail or notice.detail for notice in example.notices()} == {
        notice.detail for notice in example.notices()
    }


@pytest.mark.parametrize("example", each([*NOTICES, *REFUSALS]))
def test_an_excerpt_is_a_piece_of_the_document(example):
    """What the page shows of a document stands in it."""
    text = example.content.decode("gb18030" if example.code == "charset-guessed" else "utf-8", "replace")

    assert example.excerpt in text


@pytest.mark.parametrize(
    ("code", "details"),
    [
        ("struck-text", ["19"]),
        ("hidden-text", ["19"]),
        ("raised-mark", ["[1]"]),
        ("footnote", ["含简易程序2件。"]),
        ("field-without-result", ["=SUM(BELOW)"]),
        ("unaccepted-revisions", ["2", "2"]),
        ("number-format", ['0!.0,"万"']),
        ("formula-evaluated", ["=D5+E5"]),
        ("formula-differs", ["=D5+E5 = 16"]),
        ("number-wrapped", ["163\n05"]),
    ],
)
def test_a_notice_of_a_cell_quotes_what_it_is_about(code, details):
    """Not the text that was read, where the reader of the format says what it left out or met there."""
    assert details == [notice.detail for notice in BY_CODE[code].notices()]


def test_a_notice_of_a_cell_quotes_everything_that_was_left_out():
    """Where two lines of a cell each hold something struck through, both are named."""
    twice = cell("struck-text", "", "", "<s>19</s><br>16<s>2</s>")

    assert ["19；2"] == [notice.detail for notice in twice.notices()]


def test_every_error_about_a_document_has_an_example():
    """Every class of error that reading gives is shown."""
    classes = [error for error in vars(errors).values() if isinstance(error, type)]
    given = [error for error in classes if issubclass(error, gd.DocumentError | gd.MissingExtraError)]

    assert {error.__name__ for error in given} == {
        "DocumentError", "FileError", "MissingFileError", "LimitExceededError", *(example.code for example in REFUSALS)
    }  # fmt: skip


@pytest.mark.parametrize("example", each(REFUSALS))
def test_an_example_is_refused(example):
    """With the error that it is an example of, in both languages."""
    error = example.refusal()

    assert example.code == type(error).__name__
    assert error.message("zh") != error.message("en")


@pytest.mark.parametrize("name", [name.zh for _, name in LOOKALIKES])
def test_every_lookalike_is_refused_by_name(name):
    """What is known to look like an annual report has an example, which is called what it is."""
    assert any(f"这是{name}" in example.refusal().message("zh") for example in REFUSALS if "NotA" in example.code)


def test_every_bound_has_an_example():
    """In the order in which they are declared.

    A line that is too long is cut, of which the notice has the example; archives are read by the command line, and what
    LibreOffice may take shows only where it runs.
    """
    elsewhere = {"line_characters", "archive_members", "archive_bytes", "office_memory_bytes"}
    refusing = [field.name for field in attrs.fields(gd.Limits) if field.name not in elsewhere]

    assert refusing == [example.code for example in BOUNDS]


@pytest.mark.slow
@pytest.mark.parametrize("example", each(BOUNDS))
def test_a_bound_that_is_passed_is_named_and_may_be_raised(example):
    """The lowered bound refuses the document, and the one that is usual does not."""
    error = example.refusal()

    assert (gd.LimitExceededError, example.code) == (type(error), error.limit)
    assert not isinstance(attrs.evolve(example, limits=gd.Limits()).refusal(), gd.LimitExceededError)
