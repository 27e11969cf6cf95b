"""The scripts that shtab makes of the parser."""

import shtab

from govdisclosure.cli.parser import FILE, Parser


def script(parser: Parser, shell: str) -> str:
    """The script of a shell; arguments that name files are completed as files."""
    for each in (parser, *parser.commands.values()):
        for action in each.arguments:
            if action.metavar in (FILE.zh, FILE.en):
                setattr(action, "complete", shtab.FILE)  # noqa: B010 - shtab looks for it, argparse does not know it
    return shtab.complete(parser, shell)
