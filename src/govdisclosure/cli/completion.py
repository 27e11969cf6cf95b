"""``govdisclosure completion``: a script for a shell, made from the parser by shtab."""

import argparse

from govdisclosure.cli.parser import Parser
from govdisclosure.optional import require


def run(arguments: argparse.Namespace, parser: Parser) -> int:
    """Print the script."""
    require("shtab", extra="cli", purpose="shell completion", purpose_zh="命令行补全")
    from govdisclosure.cli.shells import script

    print(script(parser, arguments.shell))
    return 0
