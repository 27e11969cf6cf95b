"""``govdisclosure rollup``: a government's report held against those of the organs below it."""

import argparse
from collections.abc import Callable, Iterator, Sequence

from govdisclosure.checking import check_rollup
from govdisclosure.cli.check import exit_with, kind_of, names_in, style_of, tell
from govdisclosure.cli.readings import Read, all_read
from govdisclosure.errors import SeveralReportsError
from govdisclosure.forms.text import Lang
from govdisclosure.model.reading import Reading
from govdisclosure.policy import exit_code
from govdisclosure.render import Entry

Reader = Callable[[Sequence[str]], Iterator[Read]]
"""Reads what the arguments name."""


def run(arguments: argparse.Namespace, read: Reader, lang: Lang, version: str) -> int:
    """Compare; 2 if some source could not be read, 1 if something is wrong or not known, else 0."""
    arguments.files = [
        arguments.parent,
        *([] if arguments.own is None else [arguments.own]),
        *arguments.departments,
        *arguments.governments,
    ]
    style = style_of(arguments, lang, version, "rollup")
    expected = names_in(arguments.expected)
    parents = all_read(read([arguments.parent]), lang)
    owns = all_read(read([arguments.own]), lang) if arguments.own is not None else []
    departments = all_read(read(arguments.departments), lang)
    governments = all_read(read(arguments.governments), lang)
    if parents is None or owns is None or departments is None or governments is None:
        return 2
    parts = [*owns, *departments, *governments]
    result = check_rollup(
        _one(parents),
        own=_one(owns) if owns else None,
        departments=[reading for _, reading in departments],
        governments=[reading for _, reading in governments],
        expected=expected,
        rules=style.rules,
        blank_as_zero=style.blank_as_zero,
    )
    entry = Entry(source=arguments.parent, result=result, parts=tuple(name for name, _ in parts))
    tell(kind_of(arguments), [entry], style, arguments)
    return exit_with(exit_code(result, fail_on=style.fail_on), arguments)


def _one(read: Sequence[tuple[str, Reading]]) -> Reading:
    """The only report of a document; which of several is meant is not for us to guess."""
    if len(read) > 1:
        raise SeveralReportsError(tuple(name for name, _ in read))
    return read[0][1]
