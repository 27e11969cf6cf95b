"""``--input``: a format that does not fit the content, for one file and for two, and one that there is not."""

import pytest

import govdisclosure as gd
from govdisclosure.cli.parser import INPUTS

NO_PDF = {
    "zh": "文件开头不像 PDF；请查看它是什么文件，并指明格式",
    "en": "the file does not begin like a PDF; look at what it is and name its format",
}
REFUSED = {"zh": "无法读取", "en": "could not be read"}
PARTED = {"zh": "：", "en": ": "}
IN_ALL = {"zh": "共 2 份：无法读取 2\n", "en": "in all 2: could not be read 2\n"}


@pytest.fixture(autouse=True)
def files(tmp_path):
    """Two reports that are JSON, as their names say."""
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(gd.to_json(gd.zeros(2023, organ="甲局")), encoding="utf-8")


def refusal(name, lang):
    """What ``check`` says of a file that is no PDF."""
    return f"{name}{PARTED[lang]}{REFUSED[lang]}\n  {NO_PDF[lang]}\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_format_that_does_not_fit(lang, command):
    """The file is named with the reason, as each of two is; the content is not read in another format instead."""
    one = command("check", "a.json", "--input", "pdf", "--lang", lang)
    two = command("check", "a.json", "b.json", "--input", "pdf", "--processes", 1, "--lang", lang)

    assert (2, refusal("a.json", lang), "") == one
    assert (2, refusal("a.json", lang) + refusal("b.json", lang) + IN_ALL[lang], "") == two


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("names", [("a.json",), ("a.json", "b.json")])
def test_a_format_that_does_not_fit_what_is_diagnosed(names, lang, command):
    """The reason goes to the error stream, a line for each file."""
    ran = command("diagnose", *names, "--input", "pdf", "--processes", 1, "--lang", lang)

    assert (2, "", "".join(f"{name}{PARTED[lang]}{NO_PDF[lang]}\n" for name in names)) == ran


@pytest.mark.slow
def test_a_format_that_fits(command):
    """The same files are read in the format that they are in, and in no other by their names."""
    assert [0, 0] == [command("convert", "a.json", "b.json", *more).code for more in ((), ("--input", "json"))]
    assert 2 == command("convert", "a.json", "b.json", "--input", "xlsx").code


@pytest.mark.parametrize("names", [("a.json",), ("a.json", "b.json")])
def test_a_format_that_there_is_not(names, command):
    """A wrong call: nothing is read, and the formats that there are are named."""
    known = ", ".join(map(repr, INPUTS))
    zh = f"govdisclosure check: 参数 --input 不能是 'word'；可选：{known}\n用 govdisclosure check --help 看用法\n"
    en = (
        f"govdisclosure check: argument --input: invalid choice: 'word' (choose from {known})\n"
        "see govdisclosure check --help\n"
    )

    assert (2, "", zh) == command("check", *names, "--input", "word")
    assert (2, "", en) == command("check", *names, "--input", "word", "--lang", "en")
