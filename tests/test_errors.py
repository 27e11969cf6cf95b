"""The exceptions: one root, values as attributes, messages that say what to do."""

import copy
import errno
import pickle
import subprocess
import sys

import pytest

import govdisclosure as gd
from govdisclosure.errors import system_text, unopened
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
    gd.NotAReportError("no table", zh="没有表格"),
    gd.InvalidDocumentError(("one", "two"), zh=("甲", "乙")),
    gd.MissingExtraError("needs x", name="x", zh="需要 x"),
    gd.FileError(13, "Permission denied", "x"),
    gd.MissingFileError(2, "No such file or directory", "x"),
    gd.FileError(None, "odd"),
]


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_errors_have_one_root_and_copy(error):
    """Everything raised on purpose is below one class, and passes through processes whole."""
    again = pickle.loads(pickle.dumps(error))

    assert isinstance(error, gd.GovDisclosureError)
    assert (type(error), str(error), vars(error)) == (type(again), str(again), vars(again))
    assert (str(error), error.message("zh")) == (str(copy.copy(error)), copy.copy(error).message("zh"))


def test_messages_say_what_to_do():
    """Each names the next step."""
    assert (
        "limit slots is 10, this document has 12,345; if you trust the document, raise it: "
        "--limit slots=..., or read(..., limits=Limits(slots=...))" == str(ERRORS[0])
    )
    assert "limit document_bytes is 10; if you trust" in str(ERRORS[1])
    assert "the document holds 2 reports (a 2023; b 2024); use read_all()" == str(ERRORS[2])
    assert "one\ntwo" == str(ERRORS[3])
    assert "no cell 'x' on this form; did you mean 'requests.received.total'?" == str(ERRORS[4])


def test_messages_exist_in_chinese():
    """The same in Chinese; the text of the exception itself stays English."""
    assert (
        "读取上限 slots 为 10，本文件为 12,345；文件来源可靠的，可以调高上限："
        "--limit slots=...，或 read(..., limits=Limits(slots=...))" == ERRORS[0].message("zh")
    )
    assert "读取上限 document_bytes 为 10；文件" in ERRORS[1].message("zh")
    assert "文件中有 2 份年度报告（a 2023；b 2024）；请用 read_all() 读取" == ERRORS[2].message("zh")
    assert (
        "这一版表样中没有单元格 'x'；是否指 'requests.received.total'？",
        "这一版表样中没有单元格 'x'",
    ) == (ERRORS[4].message(), ERRORS[5].message())
    assert ("没有表格", "no table") == (ERRORS[7].message(), ERRORS[7].message("en"))
    assert ("甲\n乙", "one\ntwo") == (ERRORS[8].message("zh"), str(ERRORS[8]))
    assert all(str(error) == error.message("en") for error in ERRORS)


def test_an_error_without_a_chinese_text_says_it_in_english():
    """Nothing is lost where somebody's own reader raises one of these in one language."""
    assert "no table" == gd.NotAReportError("no table").message("zh")


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (FileNotFoundError(2, "No such file or directory", "x"), "没有这个文件或文件夹", "No such file or directory"),
        (PermissionError(13, "Permission denied", "x"), "没有访问权限", "Permission denied"),
        (IsADirectoryError(21, "Is a directory", "x"), "这是文件夹，不是文件", "Is a directory"),
        (
            OSError(errno.EDOM, "Numerical argument out of domain"),
            "系统报告错误 EDOM",
            "Numerical argument out of domain",
        ),
        (OSError("odd"), "系统报告错误 OSError", "odd"),
    ],
)
def test_what_the_system_refuses_is_said_in_both_languages(error, zh, en):
    """The usual refusals have a sentence, the others their code."""
    assert (zh, en) == (system_text(error, "zh"), system_text(error, "en"))
    assert (zh, en) == (unopened(error).message("zh"), str(unopened(error)))


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
    with pytest.raises(
        gd.MissingExtraError, match=r"^reading X needs no_such_package; install it with: pip install "
    ) as caught:
        require("no_such_package", extra="x", purpose="reading X", purpose_zh="读取 X")

    assert "读取 X，需要 no_such_package；请安装：pip install 'govdisclosure[x]'" == caught.value.message("zh")
    assert "no_such_package" == caught.value.name


def test_strategies_say_what_to_install():
    """However they are imported, where hypothesis is missing."""
    without = "import sys; sys.modules['hypothesis'] = None; import govdisclosure.strategies{}"
    for module in ("", ".near"):
        done = subprocess.run(
            [sys.executable, "-c", without.format(module)], capture_output=True, text=True, check=False
        )

        assert done.stderr.splitlines()[-1].endswith(
            "making examples for tests needs hypothesis; install it with: pip install 'govdisclosure[testing]'"
        )


@pytest.mark.parametrize("package", ["altair", "vl_convert"])
def test_pictures_say_what_to_install(package):
    """Whichever of their two packages is missing."""
    without = f"import sys; sys.modules[{package!r}] = None; import govdisclosure.plots"
    done = subprocess.run([sys.executable, "-c", without], capture_output=True, text=True, check=False)

    assert done.stderr.endswith(f"needs {package}; install it with: pip install 'govdisclosure[plot]'\n")


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
