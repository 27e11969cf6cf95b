"""Which language the command line speaks.

By ``--lang``, GOVDISCLOSURE_LANG, the configuration, a zh or en locale, else Chinese.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms.text import Lang

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose(
    arguments: Sequence[str], environment: Mapping[str, str], configured: Callable[[Sequence[str]], str] = lambda _: ""
) -> Lang:
    """The language for these arguments, before they are parsed, so that help and errors speak it too.

    ``configured`` gives that of the configuration; it is asked only where nothing goes before it.
    """
    named = after_option("--lang", arguments) or environment.get("GOVDISCLOSURE_LANG", "") or configured(arguments)
    locale = next((environment[name] for name in _LOCALES if environment.get(name)), "")
    for text in (named, locale):
        if text[:2].lower() == "en":
            return "en"
        if text[:2].lower() == "zh":
            return "zh"
    return "zh"


def language_configured(arguments: Sequence[str]) -> str:
    """The language of the configuration; what is wrong with that is told where it is used."""
    named = after_option("--config", arguments)
    if "--no-config" in arguments or not (named or _speaks_of_us()):
        return ""
    from govdisclosure.policy import configuration, configured

    try:
        return (configuration(named) if named else configured()).lang
    except GovDisclosureError:
        return ""


def _speaks_of_us() -> bool:
    """Whether there is anything to load at all, which takes a while and is seldom so."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        with suppress(OSError):
            if (folder / "govdisclosure.toml").is_file():
                return True
            if b"tool.govdisclosure" in (folder / "pyproject.toml").read_bytes():
                return True
    return False


def after_option(option: str, arguments: Sequence[str]) -> str:
    """What stands behind an option, before the arguments are parsed."""
    for number, argument in enumerate(arguments):
        if argument == option:
            return next(iter(arguments[number + 1 :]), "")
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return ""
