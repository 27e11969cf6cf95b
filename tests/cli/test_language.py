"""Which language the command speaks."""

import pytest

from govdisclosure.cli.language import choose


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_GB", "LANG": "zh_CN"}, "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "en_GB", "LANG": "zh_CN"}, "en"),
        ([], {"GOVDISCLOSURE_LANG": "zh", "LANG": "en_US"}, "zh"),
        ([], {"GOVDISCLOSURE_LANG": "EN", "LANG": "zh_CN"}, "en"),
        ([], {"GOVDISCLOSURE_LANG": "fr", "LANG": "en_US"}, "en"),
        (["check", "--lang", "en"], {"GOVDISCLOSURE_LANG": "zh"}, "en"),
        (["--lang=zh", "check"], {"GOVDISCLOSURE_LANG": "en"}, "zh"),
        (["check", "--lang"], {"LANG": "en_US"}, "en"),
        (["check", "--lang", "fr"], {"LANG": "en_US"}, "en"),
    ],
)
def test_the_nearest_wish_counts(arguments, environment, expected):
    """The option goes before the variable of our own, that before the locale, and Chinese is spoken if none says."""
    assert expected == choose(arguments, environment)


def test_the_command_speaks_it(command, monkeypatch):
    """Help and errors come in the language of the environment."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    english = command("--help")
    monkeypatch.setenv("GOVDISCLOSURE_LANG", "zh")
    chinese = command("--help")

    assert "usage: govdisclosure" in english.out
    assert "用法：govdisclosure" in chinese.out
