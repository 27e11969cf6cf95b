"""``govdisclosure new``: an empty form as a workbook, to be filled in."""

import argparse
import sys

from govdisclosure.cli.check import previous_report
from govdisclosure.cli.output import Target
from govdisclosure.cli.readings import How
from govdisclosure.errors import UsageError
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap
from govdisclosure.model.begin import begin
from govdisclosure.plain import visible
from govdisclosure.writers.documents import form, format_of
from govdisclosure.writers.files import put

_OTHER_ORGAN = Text("注意：上一年的报告是 {} 的", "note: the previous report is one of {}")


def run(arguments: argparse.Namespace, how: How, lang: Lang) -> int:
    """Write the form."""
    if format_of(arguments.output, None) != "xlsx":
        raise UsageError("a form is a workbook: -o NAME.xlsx", zh="空表是工作簿：-o 名称.xlsx")
    target = Target(arguments.output)
    if arguments.previous is not None:
        target.refuse_inputs([arguments.previous])
    reading = previous_report(arguments.previous, how)
    previous = None if reading is None else reading.report
    begun = begin(arguments.organ, arguments.year, previous)
    if previous is not None and previous.organ.name != arguments.organ:
        name = "?" if isinstance(previous.organ.name, Gap) else visible(previous.organ.name)
        print(_OTHER_ORGAN.get(lang).format(name), file=sys.stderr)
    put(target.name, form(begun.report, locked=begun.known, lang=lang))
    return 0
