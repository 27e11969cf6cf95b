"""Help and errors of the call, in one language each."""

import re

import pytest

COMMANDS = ("check", "convert", "diagnose", "rules", "explain", "schema")

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ENGLISH = re.compile(r"(?<![\w-])[A-Za-z]+(?: [A-Za-z]+)+")
"""Two English words on end are a phrase; one may be a name (JSON, ZIP, a command)."""

NAMES = re.compile(
    r"\{[^}]*\}|\[[^\]]*\]|--?[a-z][a-z-]*|JSON Schema|govdisclosure( [a-z]+)?( \S*[./]\S*| REQ001)*|\(choose from.*\)"
)
"""What has no language: choices, options, names of formats and commands, files."""


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_english_help_has_no_chinese(name, command):
    """No Chinese character or punctuation mark in English help."""
    ran = command(*name.split(), "--help", "--lang", "en")

    assert 0 == ran.code
    assert "show this help" in ran.out
    assert [] == CHINESE.findall(ran.out)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_chinese_help_has_no_english(name, command):
    """No English phrase in Chinese help, argparse's own words among them."""
    ran = command(*name.split(), "--help")

    assert 0 == ran.code
    assert "显示帮助" in ran.out
    assert [] == ENGLISH.findall(NAMES.sub("", ran.out))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_has_an_example(name, lang, command):
    """Every command shows how it is called."""
    ran = command(name, "--help", "--lang", lang)

    assert re.search(rf"(例：|example: )govdisclosure {name}", ran.out)


WRONG = (
    ((), "缺少参数：命令", "the following arguments are required: COMMAND"),
    (("check",), "缺少参数：文件", "the following arguments are required: FILE"),
    (("chekc",), "不能是 'chekc'", "invalid choice: 'chekc'"),
    (("check", "--fail-on", "all", "x"), "参数 --fail-on 不能是 'all'；可选：", "argument --fail-on: invalid choice"),
    (("check", "--processes", "two", "x"), "参数 --processes 的值不对：'two'", "invalid int value: 'two'"),
    (("check", "x", "--select"), "参数 --select 要有一个值", "argument --select: expected one argument"),
    (("check", "x", "--sel", "REQ"), "不认识的参数：--sel REQ", "unrecognized arguments: --sel REQ"),
)


@pytest.mark.parametrize(("arguments", "chinese", "english"), WRONG)
def test_a_wrong_call_is_told_in_one_language(arguments, chinese, english, command):
    """What is wrong and how to get help, on the error stream; exit code 2."""
    zh, en = command("--lang", "zh", *arguments), command("--lang", "en", *arguments)

    assert (2, "") == (zh.code, zh.out)
    assert chinese in zh.err
    assert "--help 看用法" in zh.err
    assert [] == ENGLISH.findall(NAMES.sub("", zh.err.replace("govdisclosure", "")))
    assert (2, "") == (en.code, en.out)
    assert english in en.err
    assert [] == CHINESE.findall(en.err)


def test_version(command):
    """The version alone, so that a script can read it."""
    ran = command("--version")

    assert 0 == ran.code
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", ran.out)
