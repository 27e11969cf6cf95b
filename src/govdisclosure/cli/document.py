"""``govdisclosure convert -o NAME.docx``: one report as a document for people."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator

from govdisclosure.cli.convert import kind_of, noticed, only_one
from govdisclosure.cli.output import Target
from govdisclosure.cli.readings import How, Read, not_read
from govdisclosure.cli.sources import Source
from govdisclosure.errors import GovDisclosureError, UsageError
from govdisclosure.forms.text import Lang
from govdisclosure.writers.documents import write
from govdisclosure.writers.formats import FORMATS


def asked_for(arguments: argparse.Namespace) -> bool:
    """Whether a conversion ends in such a document."""
    return not arguments.explain and kind_of(arguments) in FORMATS


def run(
    arguments: argparse.Namespace,
    sources: Iterable[Source],
    read: Callable[[Iterable[Source]], Iterator[Read]],
    how: How,
    lang: Lang,
) -> int:
    """Write the report; 2 if it could not be read, and the target is left as it is."""
    format = kind_of(arguments)
    if arguments.output is None or arguments.resume:
        raise UsageError(
            f"{format} needs --output, and no --resume", zh=f"{format} 须用 --output 写入文件，不能用 --resume"
        )
    target = Target(arguments.output)
    target.refuse_inputs(arguments.files)
    for name, found in only_one(read(sources), format):
        if isinstance(found, GovDisclosureError):
            not_read(name, found, lang)
            return 2
        if found.notices:
            print(noticed(name, len(found.notices), lang), file=sys.stderr)
        with target.alone():
            write(found.report, target.name, format=format, lang=lang)
    return 0
