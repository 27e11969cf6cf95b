"""Which language the command line speaks: ``--lang``, GOVDISCLOSURE_LANG, a zh or en locale, else Chinese."""

from collections.abc import Mapping, Sequence

from govdisclosure.forms.text import Lang

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The language for these arguments, before they are parsed, so that help and errors speak it too."""
    named = _after_option(arguments) or environment.get("GOVDISCLOSURE_LANG", "")
    locale = next((environment[name] for name in _LOCALES if environment.get(name)), "")
    for text in (named, locale):
        if text[:2].lower() == "en":
            return "en"
        if text[:2].lower() == "zh":
            return "zh"
    return "zh"


def _after_option(arguments: Sequence[str]) -> str:
    for number, argument in enumerate(arguments):
        if argument == "--lang":
            return next(iter(arguments[number + 1 :]), "")
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return ""
